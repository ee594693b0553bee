//! The list of changes: what is new since the last visit, in a box over the page.

use std::ops::Range;

use super::boxes::{BoxPlace, BoxShape};
use super::component::{Component, Context};
use super::items::{self, ItemRow};
use crate::app::document::block_map::{BlockMap, Carry};
use crate::app::document::changes::{Change, key};
use crate::app::list::{Clicked, List};
use crate::app::request::{Request, Requests};
use crate::app::state::State;
use crate::article::BlockId;
use crate::keymap::{Action, Mode};
use crate::layout::{New, Row};

/// The list of changes while it is open.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangesList {
    /// The list; its lines are those of [`Visits::items`](crate::app::document::visits::Visits::items).
    pub list: List,
    /// The block that the chosen one is at: by it, it is found again in another list.
    at: BlockId,
}

impl ChangesList {
    /// Opens it, unless there is nothing to list.
    pub(in crate::app) fn open(state: &mut Context<'_>) -> Option<Self> {
        let visits = &state.document.visits;
        if visits.items.is_empty() {
            let words = if visits.since.is_empty() {
                "What is new is shown from your second visit on".to_owned()
            } else {
                state.changes_in_words()
            };
            state.tell(words);
            return None;
        }
        // At what was gone to last, if the reader is still there; else at the first: the list is there to be read.
        let here = |item: &Change| state.page().shown(visits.at(item)) == state.document.place.cursor;
        let selected = visits.items.iter().position(here).unwrap_or_default();
        let at = visits.at(&visits.items[selected]);
        let list = List::new(visits.items.len(), selected);
        Some(Self { list, at })
    }

    /// The reader has chosen one.
    fn chosen(&mut self, state: &State) {
        let visits = &state.document.visits;
        let item = visits.items.get(self.list.selected);
        self.at = item.map_or(self.at, |item| visits.at(item));
    }

    /// Those that are on the screen.
    fn shown(&self, state: &State) -> Range<usize> {
        items::shown(&self.list, items::size(state).1, |index| state.rows_of_change(index))
    }

    /// Goes to the chosen one.
    fn take(&self, state: &State) -> Requests {
        let visits = &state.document.visits;
        let item = visits.items.get(self.list.selected);
        let to = item.zip(state.document.article.last());
        let go = to.map(|(item, last)| Request::GoTo(visits.at(item).min(last)));
        std::iter::once(Request::Close).chain(go).collect()
    }

    /// Its rows on the screen.
    pub fn rows(&self, state: &State) -> Vec<ItemRow> {
        items::rows(&self.list, items::size(state).1, |index| state.rows_of_change(index))
    }
}

impl Component for ChangesList {
    fn mode(&self) -> Mode {
        Mode::Box
    }

    fn shape(&self, state: &State) -> Option<BoxShape> {
        Some(BoxShape::new(
            BoxPlace::Centre,
            items::size(state).0,
            self.rows(state).len(),
        ))
    }

    fn act(&mut self, state: &mut Context<'_>, action: Action, count: usize) -> Requests {
        match action {
            Action::Accept | Action::Activate => return self.take(state),
            Action::Cancel | Action::Clear | Action::WhatIsNew => return vec![Request::Close],
            _ => {
                let page = self.shown(state).len();
                if self.list.act(action, count, page) {
                    self.chosen(state);
                }
            }
        }
        Vec::new()
    }

    fn click(&mut self, state: &mut Context<'_>, _: usize, row: usize) -> Requests {
        let Some(at) = self.rows(state).get(row).and_then(|row| row.index) else {
            return Vec::new();
        };
        if self.list.press(at, self.shown(state)) == Some(Clicked::Taken) {
            return self.take(state);
        }
        self.chosen(state);
        Vec::new()
    }

    /// Keeps the choice, whatever has become of the list.
    fn follow(&mut self, state: &mut Context<'_>) -> Requests {
        let document = &state.document;
        let visits = &document.visits;
        let Some(last) = visits.items.len().checked_sub(1) else {
            return vec![Request::Close];
        };
        let is_it = |item: &Change| visits.at(item) == self.at;
        if self.list.all() != visits.items.len() || !visits.items.get(self.list.selected).is_some_and(is_it) {
            // The list is another now: the same change, or what is nearest to where it was.
            let key = |block| key(&document.article, &document.posts.order, block);
            let before = |item: &Change| key(visits.at(item)) < key(self.at);
            let selected = visits.items.partition_point(before).min(last);
            self.list = List::new(visits.items.len(), selected);
            self.at = visits.at(&visits.items[selected]);
        }
        Vec::new()
    }
}

impl Carry for ChangesList {
    fn carry(&mut self, map: &BlockMap<'_>) {
        let Self { list: _, at } = self;
        at.carry(map);
    }
}

impl State {
    /// The rows of a change: at least one, and no more than there is room for. The first names the place.
    pub fn rows_of_change(&self, index: usize) -> Vec<Row> {
        let (columns, height) = items::size(self);
        let new = match self.document.visits.items.get(index) {
            Some(&Change::Added { first, last }) => New::Added(first, last),
            Some(&Change::Changed(block)) => New::Changed(block),
            Some(&Change::Removed(index)) => match self.document.visits.removed.get(index) {
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
