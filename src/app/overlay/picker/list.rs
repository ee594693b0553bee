//! A list to choose from by typing some letters of a line: the lines that match, best first.
//!
//! What the lines are is not known here: sections, captions, whatever gives [`ListLines`](super::ranking::ListLines). A short list is ranked at once; a
//! long one by a worker , whose answers come while it goes on. What was found
//! for fewer letters stays on the screen until then.

use std::sync::Arc;

use super::ranking::{self, RankRequest, SharedLines};
use crate::app::input::{Edit, Input};

/// Lines ranked at once: it takes about a millisecond.
const AT_ONCE: usize = 2_000;

/// How up to date the list is with what is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answered {
    /// Not at all: it is of what was typed before.
    Stale,
    /// There may be more, or better ones.
    Part,
    /// As a whole.
    Whole,
}

/// A list, and the words that filter it.
#[derive(Clone, Debug, PartialEq)]
pub struct FilteredList {
    /// What is typed.
    pub input: Input,
    /// What it is of.
    pub lines: SharedLines,
    /// The chosen one, counted from the first that is listed.
    pub selected: usize,
    /// How up to date the list is with what is typed.
    known: Answered,
    /// The lines that match, best first; all of them in their order where nothing is typed.
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

impl FilteredList {
    /// A list with nothing typed, and the line that is chosen then.
    pub fn new(lines: SharedLines, home: usize) -> Self {
        Self {
            input: Input::default(),
            lines,
            selected: home,
            known: Answered::Whole,
            ranked: None,
            answered: None,
            home,
            by_hand: false,
            keep: None,
            taking: false,
            request: 0,
        }
    }

    /// Whether there may be more lines that match, or better ones.
    pub fn is_running(&self) -> bool {
        self.known != Answered::Whole
    }

    /// How many lines are listed.
    pub fn count(&self) -> usize {
        self.ranked
            .as_ref()
            .map_or_else(|| self.lines.count(), |ranked| ranked.len())
    }

    /// The line that is listed at a place, counted from 0, as a number of the lines.
    pub fn at(&self, place: usize) -> Option<usize> {
        match &self.ranked {
            Some(ranked) => ranked.get(place).map(|&line| line as usize),
            None => (place < self.lines.count()).then_some(place),
        }
    }

    /// The chosen line.
    pub fn chosen(&self) -> Option<usize> {
        self.at(self.selected)
    }

    /// The first place to show in so many rows, so that the chosen one stands in the middle, or as near to it as the
    /// list's ends allow.
    pub fn first_shown(&self, rows: usize) -> usize {
        self.selected
            .saturating_sub(rows / 2)
            .min(self.count().saturating_sub(rows))
    }

    /// Chooses by hand.
    pub(in crate::app) fn choose(&mut self, place: usize) {
        self.selected = place.min(self.count().saturating_sub(1));
        self.by_hand = true;
        self.keep = None;
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
        self.input.edit(edit)
    }

    /// Other lines, with the same typed. They are to be ranked.
    pub(in crate::app) fn exchange(&mut self, lines: SharedLines, home: usize) {
        (self.lines, self.home) = (lines, home);
        (self.ranked, self.answered) = (None, None);
    }

    /// Ranks the lines by what is typed: at once if there are few, else it returns the request for the worker.
    /// `first` comes first whatever its letters; the line `keep` is chosen if it is listed.
    pub(in crate::app) fn rank(
        &mut self,
        request: u64,
        first: Option<usize>,
        keep: Option<usize>,
    ) -> Option<RankRequest> {
        let typed = self.input.text.clone();
        (self.request, self.by_hand, self.taking) = (request, keep.is_some(), false);
        self.keep = keep;
        if typed.trim().is_empty() {
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
            lines: self.lines.clone(),
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

    fn place_of(&self, line: usize) -> Option<usize> {
        let ranked = self.ranked.as_ref()?;
        ranked.iter().position(|&ranked| ranked as usize == line)
    }
}
