//! The one list machine: what is listed, which of it is chosen, what of it is on the screen, and the words that filter
//! it.
//!
//! What the lines say is the owner's to know. A list that can be filtered gives them as [`ListLines`]: a short one is
//! ranked at once, a long one by a worker, whose answers come while it goes on. What was found for fewer letters stays
//! on the screen until then.
//!
//! A key keeps the chosen line in the middle. A click leaves the lines where they are, so that a second one on the same
//! cell takes what the first one chose.

pub mod ranking;

use std::ops::Range;
use std::sync::Arc;

use super::input::{Edit, Input};
use crate::keymap::Action;
use ranking::{ListLines, RankRequest, SharedLines};

/// Lines ranked at once: it takes about a millisecond.
const AT_ONCE: usize = 2_000;

/// How up to date the list is with what is typed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Answered {
    /// Not at all: it is of what was typed before.
    Stale,
    /// There may be more, or better ones.
    Part,
    /// As a whole.
    #[default]
    Whole,
}

/// A list to choose from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct List {
    /// What is typed to filter it.
    pub input: Input,
    /// The chosen place, counted from the first that is listed.
    pub selected: usize,
    /// How many lines there are, listed or not.
    all: usize,
    /// The first place on the screen when the reader clicked: it stays there until a key moves the choice.
    clicked: Option<usize>,
    /// How up to date the list is with what is typed.
    known: Answered,
    /// The lines that are listed, best first; all of them in their order, if there is none.
    ranked: Option<Arc<[u32]>>,
    /// What was typed when they were ranked, if all of them were.
    answered: Option<String>,
    /// The line chosen where nothing is typed.
    home: usize,
    /// Whether the reader made the choice: it then stays on its line when better matches come in.
    by_hand: bool,
    /// The line that is to be chosen as soon as it is listed: it was chosen by hand before the lines were others.
    keep: Option<usize>,
    /// Whether the best is to be taken when it is known.
    taking: bool,
    /// The number of the request that is to be answered.
    request: u64,
}

/// What a click on a line did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) enum Clicked {
    /// It chose the line.
    Chosen,
    /// The line was chosen already: it is to be taken.
    Taken,
}

impl List {
    /// A list of so many lines with nothing typed, and the line that is chosen then.
    pub fn new(all: usize, home: usize) -> Self {
        let mut list = Self::default();
        list.exchange(all, home);
        list.selected = list.home;
        list
    }

    /// How many lines there are, listed or not.
    pub fn all(&self) -> usize {
        self.all
    }

    /// How many lines are listed.
    pub fn count(&self) -> usize {
        self.ranked.as_ref().map_or(self.all, |ranked| ranked.len())
    }

    /// Whether some lines are left out, or all stand in another order than theirs.
    pub fn is_ranked(&self) -> bool {
        self.ranked.is_some()
    }

    /// Whether there may be more lines that match, or better ones.
    pub fn is_running(&self) -> bool {
        self.known != Answered::Whole
    }

    /// The line that is listed at a place, counted from 0.
    pub fn at(&self, place: usize) -> Option<usize> {
        match &self.ranked {
            Some(ranked) => ranked.get(place).map(|&line| line as usize),
            None => (place < self.all).then_some(place),
        }
    }

    /// The chosen line.
    pub fn chosen(&self) -> Option<usize> {
        self.at(self.selected)
    }

    /// The place at which a line is listed.
    pub fn place_of(&self, line: usize) -> Option<usize> {
        match &self.ranked {
            Some(ranked) => ranked.iter().position(|&ranked| ranked as usize == line),
            None => (line < self.all).then_some(line),
        }
    }

    /// The places that are on the screen where there is room for so many rows.
    pub fn shown(&self, rows: usize) -> Range<usize> {
        self.shown_in(rows, |_| 1)
    }

    /// The same where a line takes so many rows. Costs the lines on the screen.
    pub fn shown_in(&self, room: usize, rows: impl Fn(usize) -> usize) -> Range<usize> {
        let Some(last) = self.count().checked_sub(1) else {
            return 0..0;
        };
        let selected = self.selected.min(last);
        // The first place from which all down to the last have room.
        let above = |last: usize, room: usize| {
            let mut left = room;
            let mut has_room = |place: &usize| {
                let rest = left.checked_sub(rows(*place));
                left = rest.unwrap_or(0);
                rest.is_some()
            };
            (0..=last).rev().take_while(|place| has_room(place)).last()
        };
        let middle = selected.checked_sub(1).and_then(|before| above(before, room / 2));
        let first = self.clicked.or(middle).unwrap_or(selected).min(selected);
        let first = first
            .min(above(last, room).unwrap_or(last))
            .max(above(selected, room).unwrap_or(selected));
        let mut left = room;
        let shown = (first..=last).take_while(|&place| {
            let begins = left > 0;
            left = left.saturating_sub(rows(place));
            begins
        });
        first..shown.last().map_or(first, |last| last + 1)
    }

    /// Chooses by hand.
    pub(in crate::app) fn choose(&mut self, place: usize) {
        self.selected = place.min(self.count().saturating_sub(1));
        self.by_hand = true;
        (self.keep, self.clicked) = (None, None);
    }

    /// A key that moves in lists, where a page has so many lines. Says whether it was one.
    pub(in crate::app) fn act(&mut self, action: Action, count: usize, page: usize) -> bool {
        let to = moved(action, self.selected, self.count().saturating_sub(1), count, page);
        if let Some(to) = to {
            self.choose(to);
        }
        to.is_some()
    }

    /// A click on a row of so many that the list has on the screen.
    pub(in crate::app) fn click(&mut self, row: usize, rows: usize) -> Option<Clicked> {
        let shown = self.shown(rows);
        self.press(shown.start + row, shown)
    }

    /// A click on a place, of those that are on the screen.
    pub(in crate::app) fn press(&mut self, place: usize, shown: Range<usize>) -> Option<Clicked> {
        if !shown.contains(&place) {
            return None;
        }
        if place == self.selected {
            return Some(Clicked::Taken);
        }
        self.choose(place);
        self.clicked = Some(shown.start);
        Some(Clicked::Chosen)
    }

    /// Whether the choice is the reader's.
    pub(in crate::app) fn is_by_hand(&self) -> bool {
        self.by_hand
    }

    /// Whether the chosen line can be taken now. If not, it will be as soon as it is known.
    pub(in crate::app) fn is_ready(&mut self) -> bool {
        let ready = match self.known {
            Answered::Stale => false,
            Answered::Part => self.by_hand,
            Answered::Whole => true,
        };
        self.taking = !ready;
        ready
    }

    /// Makes an edit, and says whether it changed the text: the lines then have to be ranked again.
    pub(in crate::app) fn edit(&mut self, edit: Edit<'_>) -> bool {
        let changed = self.input.edit(edit);
        self.by_hand &= !changed;
        changed
    }

    /// Where nothing is typed and the reader has chosen nothing, this line is chosen.
    pub(in crate::app) fn set_home(&mut self, home: usize) {
        self.home = home;
    }

    /// There are other lines now, so many. They are to be ranked.
    pub(in crate::app) fn exchange(&mut self, all: usize, home: usize) {
        (self.all, self.home) = (all, home.min(all.saturating_sub(1)));
        (self.ranked, self.answered) = (None, None);
    }

    /// There are more lines behind those that there were. Where something is typed, they are to be ranked.
    pub(in crate::app) fn grow(&mut self, all: usize) {
        self.all = all;
        self.answered = None;
    }

    /// Ranks the lines by what is typed: at once if there are few, else it returns the request for the worker.
    /// `first` comes first whatever its letters; the line `keep` is chosen if it is listed.
    pub(in crate::app) fn rank(
        &mut self,
        lines: Arc<dyn ListLines>,
        request: u64,
        first: Option<usize>,
        keep: Option<usize>,
    ) -> Option<RankRequest> {
        let typed = self.input.text.clone();
        (self.request, self.by_hand, self.taking) = (request, keep.is_some(), false);
        (self.keep, self.clicked) = (keep, None);
        if typed.trim().is_empty() && !lines.is_sorted() {
            (self.ranked, self.answered) = (None, None);
            (self.known, self.selected) = (Answered::Whole, keep.unwrap_or(self.home));
            return None;
        }
        // What is typed on can only match fewer lines: those alone are looked at again. Not so where one comes first
        // for another reason, nor with a blank that a backslash makes part of a word.
        let narrower = |before: &String| typed.starts_with(before.as_str()) && !typed.contains('\\');
        let among = match &self.answered {
            Some(before) if first.is_none() && narrower(before) => self.ranked.clone(),
            _ => None,
        };
        let ranking = RankRequest {
            request,
            typed,
            lines: SharedLines::new(lines),
            among,
            first: first.map(|first| first as u32),
        };
        self.known = Answered::Stale;
        if ranking.count() > AT_ONCE {
            return Some(ranking);
        }
        let found = ranking::rank(&ranking, &mut |_| true).unwrap_or_default();
        self.answer(request, found.into(), true);
        None
    }

    /// Takes in a result of the current request, and says whether the chosen line should be accepted now.
    pub(in crate::app) fn answer(&mut self, request: u64, found: Arc<[u32]>, over: bool) -> bool {
        if self.request != request || !self.is_running() {
            return false;
        }
        let chosen = self.chosen().filter(|_| self.by_hand && self.known != Answered::Stale);
        let kept = self.keep.or(chosen);
        self.ranked = Some(found);
        self.known = if over { Answered::Whole } else { Answered::Part };
        self.answered = over.then(|| self.input.text.clone());
        let place = kept.and_then(|line| self.place_of(line));
        self.selected = place.unwrap_or(0);
        if place.is_some() || over {
            self.keep = None;
        }
        over && self.taking
    }
}

/// The place in a list, up to `last`, that an action leads to from another one; `None` if the action does not move in
/// lists. `page` is how many places a page key passes.
pub(in crate::app) fn moved(action: Action, from: usize, last: usize, count: usize, page: usize) -> Option<usize> {
    let page = page.max(1).saturating_mul(count);
    let to = match action {
        Action::ListDown | Action::LineDown => from.saturating_add(count),
        Action::ListUp | Action::LineUp => from.saturating_sub(count),
        Action::ListPageDown | Action::PageDown | Action::HalfPageDown => from.saturating_add(page),
        Action::ListPageUp | Action::PageUp | Action::HalfPageUp => from.saturating_sub(page),
        Action::ListStart | Action::Start => 0,
        Action::ListEnd | Action::End => last,
        _ => return None,
    };
    Some(to.min(last))
}

/// Rows of text in a box that may have more of them than it has room for: nothing in them is chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scroll {
    /// The first row shown, as far as there are enough behind it.
    pub top: usize,
}

impl Scroll {
    /// The rows that are on the screen, of so many in all.
    pub fn shown(self, all: usize, room: usize) -> Range<usize> {
        let top = self.top.min(all.saturating_sub(room));
        top..all.min(top + room)
    }

    /// A key that moves in lists.
    pub(in crate::app) fn act(&mut self, action: Action, count: usize, (all, room): (usize, usize)) {
        let last = all.saturating_sub(room);
        self.top = moved(action, self.top.min(last), last, count, room).unwrap_or(self.top);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chosen_line_is_on_the_screen_and_no_row_is_left_empty() {
        for (all, room, height) in [(1, 1, 1), (9, 4, 1), (40, 10, 1), (40, 11, 3), (12, 5, 7), (3, 20, 2)] {
            for selected in 0..all {
                let mut list = List::new(all, 0);
                list.choose(selected);
                let rows = |place: usize| 1 + place % height;
                let shown = list.shown_in(room, rows);
                let above: usize = (shown.start..selected).map(rows).sum();
                assert!(shown.contains(&selected), "{selected} of {all} in {room}: {shown:?}");
                assert!(above + rows(selected) <= room || shown.start == selected, "{shown:?}");
                let used: usize = shown.clone().map(rows).sum();
                let more = shown.start.checked_sub(1).map_or(room, rows);
                assert!(used >= room || shown == (0..all) || used + more > room, "{shown:?}");
            }
        }
    }

    #[test]
    fn a_click_moves_no_line_and_a_key_takes_the_choice_to_the_middle() {
        let mut list = List::new(100, 50);
        let before = list.shown(10);
        assert_eq!(list.click(8, 10), Some(Clicked::Chosen));
        assert_eq!((list.selected, list.shown(10)), (before.start + 8, before.clone()));
        assert_eq!(list.click(8, 10), Some(Clicked::Taken));
        assert!(list.act(Action::ListDown, 1, 10));
        assert_eq!(list.shown(10).start + 5, list.selected);
        assert_eq!(List::new(3, 0).click(3, 10), None, "below the last");
    }

    #[test]
    fn a_page_of_text_is_scrolled_by_what_is_seen() {
        let mut scroll = Scroll::default();
        scroll.act(Action::ListPageDown, 1, (25, 10));
        assert_eq!(scroll.shown(25, 10), 10..20);
        scroll.act(Action::ListPageDown, 1, (25, 10));
        assert_eq!(scroll.shown(25, 10), 15..25);
        // There are fewer rows by now.
        scroll.act(Action::ListUp, 1, (12, 10));
        assert_eq!(scroll.shown(12, 10), 1..11);
    }
}
