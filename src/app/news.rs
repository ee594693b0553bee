//! What is new since the last visit: told once on opening, gone to by keys, listed in a box.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::moving::{Way, times};
use super::visits::Visits;
use super::{Focus, Screen, State, jumps, place};
use crate::article::{Anchor, Article, BlockId, SectionId};
use crate::keymap::Action;
use crate::layout::{Fresh, New, Order, Row};

/// A piece of news: a place to go to, and a line or more of the box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// Blocks in a row, in one section, that are new.
    Added {
        /// The first.
        first: BlockId,
        /// The last.
        last: BlockId,
    },
    /// A block that says something else.
    Changed(BlockId),
    /// What is gone: an index into [`Visits::removed`].
    Removed(usize),
}

/// What has changed, in the order in which it is shown. Looks at all that is new.
pub(super) fn items(article: &Article, visits: &Visits, order: &Order) -> Arc<[Item]> {
    let section = |block: BlockId| article.block(block).section;
    let goes_on = |above: &BlockId, below: &BlockId| above.0 + 1 == below.0 && section(*above) == section(*below);
    let added = visits.past.added.chunk_by(goes_on).map(|blocks| Item::Added {
        first: blocks[0],
        last: blocks[blocks.len() - 1],
    });
    // What the page says several times has changed several times, and is gone as often; it is news once.
    let mut told: FxHashSet<(&str, &str)> = FxHashSet::default();
    let mut is_first = |before, now| told.insert((before, now));
    let others = visits.past.changed.iter();
    let others = others.filter(|(block, before)| is_first(before, article.text_of(*block)));
    let changed: Vec<Item> = others.map(|&(block, _)| Item::Changed(block)).collect();
    let gone = visits.removed.iter().enumerate();
    let gone = gone.filter(|(_, removed)| removed.text.is_empty() || is_first(&removed.text, ""));
    let removed: Vec<Item> = gone.map(|(index, _)| Item::Removed(index)).collect();
    let mut items: Vec<Item> = added.chain(changed).chain(removed).collect();
    items.sort_by_key(|item| key(article, order, item.at(visits)));
    items.into()
}

/// What places of news are compared by, in the order shown. What stood at the end and is gone stays with what is last.
fn key(article: &Article, order: &Order, at: BlockId) -> (usize, BlockId) {
    let near = article.last().map(|last| article.block(at.min(last)).section);
    (near.map_or(0, |section| order.place(section)), at)
}

/// Lists anew what has changed: the article, or the order in which it is shown, is another.
pub(super) fn refresh(state: &mut State) {
    let document = &mut state.document;
    document.visits.list(&document.article, &document.posts.order);
}

/// How much of each there is: blocks that are new, and what has changed and is gone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    added: usize,
    changed: usize,
    removed: usize,
}

impl Counts {
    /// Of these pieces of news.
    pub(super) fn of(items: &[Item]) -> Self {
        let mut counts = Self::default();
        for item in items {
            match item {
                Item::Added { first, last } => counts.added += (last.0 - first.0 + 1) as usize,
                Item::Changed(_) => counts.changed += 1,
                Item::Removed(_) => counts.removed += 1,
            }
        }
        counts
    }
}

impl Item {
    /// The block it is at; one past the last for what stood at the end and is gone.
    pub(super) fn at(self, visits: &Visits) -> BlockId {
        match self {
            Self::Added { first, .. } => first,
            Self::Changed(block) => block,
            Self::Removed(index) => visits.removed.get(index).map_or(BlockId(0), |removed| removed.at),
        }
    }
}

/// Says what has changed, once, and unless something else is being said.
pub(super) fn tell(state: &mut State) {
    let words = state.changes_in_words();
    if state.document.visits.told == words {
        return;
    }
    if state.session.notice.is_none() {
        state.tell(words.clone());
    }
    state.document.visits.told = words;
}

/// `.` and `,`: to the next or previous place where something is new or has changed.
pub(super) fn step(state: &mut State, way: Way, count: Option<u32>) {
    let page = state.page();
    let here = page.shown(state.document.place.cursor);
    let visits = &state.document.visits;
    let items = &visits.items;
    let at = |block| key(&state.document.article, &state.document.posts.order, block);
    let from = match way {
        Way::Down => items.partition_point(|item| at(item.at(visits)) <= at(here)),
        Way::Up => items.partition_point(|item| at(item.at(visits)) < at(here)),
    };
    let place = |item: &Item| match item {
        Item::Removed(_) => None,
        _ => Some(page.shown(item.at(visits))).filter(|block| *block != here),
    };
    let target = match way {
        Way::Down => items[from..].iter().filter_map(place).take(times(count)).last(),
        Way::Up => items[..from].iter().rev().filter_map(place).take(times(count)).last(),
    };
    if let Some(block) = target {
        jumps::push(state);
        place::show(state, Anchor::start_of(block));
        return;
    }
    let words = match (way, state.document.visits.since.is_empty()) {
        (_, true) => "What is new is known from the second visit on",
        (Way::Down, _) => "Nothing new below",
        (Way::Up, _) => "Nothing new above",
    };
    state.tell(words);
}

/// `W`: lists what is new.
pub(super) fn open(state: &mut State) {
    if state.document.visits.items.is_empty() {
        let words = if state.document.visits.since.is_empty() {
            "What is new is known from the second visit on".to_owned()
        } else {
            state.changes_in_words()
        };
        state.tell(words);
        return;
    }
    // At what was gone to last, if the reader is still there; else at the first: the list is there to be read.
    let visits = &state.document.visits;
    let here = |item: &Item| state.page().shown(item.at(visits)) == state.document.place.cursor;
    let selected = visits.items.iter().position(here).unwrap_or_default();
    let at = visits.items[selected].at(visits);
    state.screen = Screen::News { selected, at, top: 0 };
    follow(state);
}

/// Chooses one.
pub(super) fn choose(state: &mut State, index: usize) {
    let visits = &state.document.visits;
    if let (Screen::News { selected, at, .. }, Some(item)) = (&mut state.screen, visits.items.get(index)) {
        (*selected, *at) = (index, item.at(visits));
    }
    follow(state);
}

/// A key while it is listed.
pub(super) fn act(state: &mut State, action: Action, count: usize) {
    let Screen::News { selected, .. } = state.screen else {
        return;
    };
    match action {
        Action::Accept | Action::Activate => {
            state.screen = Screen::Reading;
            let item = state.document.visits.items.get(selected).copied();
            if let (Some(item), Some(last)) = (item, state.document.article.last()) {
                let block = item.at(&state.document.visits).min(last);
                jumps::push(state);
                state.session.focus = Focus::Page;
                let shown = state.page().shown(block);
                place::show(state, Anchor::start_of(shown));
            }
        }
        Action::Cancel | Action::Clear | Action::WhatIsNew => state.screen = Screen::Reading,
        _ => {
            let last = state.document.visits.items.len().saturating_sub(1);
            let page = (state.news_size().1 / 3).max(1);
            if let Some(at) = super::keys::in_list(action, selected, last, count, page) {
                choose(state, at);
            }
        }
    }
}

/// Keeps the chosen piece of news in the box, whatever has become of the list or the screen.
pub(super) fn follow(state: &mut State) {
    let Screen::News { selected, at, top } = state.screen else {
        return;
    };
    let visits = &state.document.visits;
    let Some(last) = visits.items.len().checked_sub(1) else {
        state.screen = Screen::Reading;
        return;
    };
    let is_it = |index: usize| visits.items.get(index).is_some_and(|item| item.at(visits) == at);
    let selected = if is_it(selected) {
        selected
    } else {
        // The list is another now: the same piece of news, or what is nearest to where it was.
        let key = |block| key(&state.document.article, &state.document.posts.order, block);
        let after = |item: &Item| key(item.at(visits)) < key(at);
        visits.items.partition_point(after).min(last)
    };
    let at = visits.items[selected].at(visits);
    let height = state.news_size().1;
    let (mut first, mut rows) = (selected, state.news_rows(selected).len());
    while first > 0 {
        rows += 1 + state.news_rows(first - 1).len();
        if rows > height {
            break;
        }
        first -= 1;
    }
    let top = top.clamp(first, selected);
    state.screen = Screen::News { selected, at, top };
}

impl State {
    /// What is new about a block since the last visit.
    pub fn fresh(&self, block: BlockId) -> Option<Fresh> {
        self.document.visits.past.fresh(block)
    }

    /// Whether anything in a section is new since the last visit.
    pub fn is_fresh_in(&self, section: SectionId) -> bool {
        let section = self.document.article.sections().get(section.index());
        section.is_some_and(|section| self.document.visits.past.is_fresh_among(section.first, section.last))
    }

    /// What has changed, in words: "Since yesterday 14:05: 4 new, 1 changed, 2 removed".
    pub fn changes_in_words(&self) -> String {
        let Visits { since, counts, .. } = &self.document.visits;
        let counts = [
            (counts.added, "new"),
            (counts.changed, "changed"),
            (counts.removed, "removed"),
        ];
        let told: Vec<String> = counts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| format!("{count} {what}"))
            .collect();
        if told.is_empty() {
            format!("Since {since}: nothing new")
        } else {
            format!("Since {since}: {}", told.join(", "))
        }
    }

    /// Columns and rows for the list of what is new.
    pub fn news_size(&self) -> (u16, usize) {
        /// Columns of a measure, and of what stands left of it.
        const MOST: u16 = 72 + 4;
        let room = self.session.size.within_box();
        (room.width.min(MOST), usize::from(room.height).max(1))
    }

    /// The piece of news in a row of the list that has `first` at its top; none between two, and below the last.
    pub(super) fn news_at(&self, first: usize, mut row: usize) -> Option<usize> {
        for index in first..self.document.visits.items.len() {
            let rows = self.news_rows(index).len();
            if row < rows {
                return Some(index);
            }
            // A blank row stands between two.
            row = row.checked_sub(rows + 1)?;
        }
        None
    }

    /// The rows of a piece of news: at least one, and no more than there is room for. The first names the place.
    pub fn news_rows(&self, index: usize) -> Vec<Row> {
        let (columns, height) = self.news_size();
        let new = match self.document.visits.items.get(index) {
            Some(&Item::Added { first, last }) => New::Added(first, last),
            Some(&Item::Changed(block)) => New::Changed(block),
            Some(&Item::Removed(index)) => match self.document.visits.removed.get(index) {
                Some(removed) => New::Gone(removed.at, &removed.text),
                None => return Vec::new(),
            },
            None => return Vec::new(),
        };
        // A mark of what is chosen stands left of them.
        let mut rows = self.page().news(new, columns.saturating_sub(2).max(1));
        rows.truncate(height);
        rows
    }
}
