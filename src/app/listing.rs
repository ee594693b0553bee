//! The list of the articles that were opened together: to choose one from, and to come back to.
//!
//! It costs the screen: what is typed is looked for by a thread of its own where the list is long, and what is counted
//! in an article is asked for only for those on the screen. It stays as it was left: what was typed, the order, the
//! choice.

mod act;
mod catalogue;
mod counts;
mod find;

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::reading::in_thousands;
use super::{Input, Screen, State};
pub(super) use act::{act, arrive, choose, choose_first, close_if_alone, counted, edit, listed, open, settle, turned};
pub use catalogue::{Catalogue, Listed, ListedAs, Named};
pub use counts::{Counts, HowRead};
pub use find::{Matching, Order, find};

/// Rows above the list: what is typed, and what the columns are.
pub const LIST_HEAD: u16 = 2;
/// With fewer rows than this inside the box, there is no row that says what the columns are.
const HEADED_FROM: u16 = 6;

/// The list of articles as it was left.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct List {
    /// What the articles are called, as far as they have been found.
    pub catalogue: Catalogue,
    /// What is typed.
    pub input: Input,
    /// In which order they stand.
    pub order: Order,
    /// Those that are shown, as article numbers counted from 0; all, in the order given, where there is none.
    found: Option<Arc<[u32]>>,
    /// The chosen one, counted from the first that is shown.
    pub selected: usize,
    /// What was counted in articles that have been read.
    counts: FxHashMap<u32, Counts>,
    /// Those whose counts were last asked for.
    asked: Vec<u32>,
    looking: Looking,
    /// Whether the reader has done anything in it yet.
    pub(super) touched: bool,
}

/// How far looking for what is typed is.
#[derive(Clone, Debug, Default, PartialEq)]
struct Looking {
    /// The number of the last request.
    request: u64,
    /// Whether its answer is still to come.
    running: bool,
    /// Whether more articles have been found since it was asked.
    stale: bool,
    /// Whether the reader has chosen one since something was typed: then that one stays chosen.
    chosen: bool,
}

/// An article as the list shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry<'a> {
    /// Its number, counted from 0.
    pub number: usize,
    /// What it is called.
    pub named: Named<'a>,
    /// What was counted in it, if it has been read.
    pub counts: Option<Counts>,
    /// How much of it the reader has read.
    pub read: HowRead,
    /// Whether it is the one that is read.
    pub current: bool,
    /// Whether it is the chosen one.
    pub selected: bool,
}

impl State {
    /// How many articles the list shows.
    pub fn list_len(&self) -> usize {
        let list = &self.session.library.list;
        list.found.as_ref().map_or(self.list_known(), |found| found.len())
    }

    /// How many there are to show, as far as they have been found.
    pub fn list_known(&self) -> usize {
        self.session
            .library
            .known
            .max(self.session.library.list.catalogue.len())
    }

    /// The number of the article on a line of the list.
    pub fn list_number(&self, line: usize) -> Option<usize> {
        match &self.session.library.list.found {
            Some(found) => found.get(line).map(|&number| number as usize),
            None => (line < self.list_known()).then_some(line),
        }
    }

    /// Rows there are for articles in the list's box, at the least.
    pub fn list_rows(&self) -> usize {
        let inside = self.session.size.within_box().height;
        usize::from(inside.saturating_sub(list_head(inside))).max(1)
    }

    /// The first line of the list that is shown where there are so many rows: the chosen one stands in the middle.
    pub fn list_first(&self, rows: usize) -> usize {
        let list = &self.session.library.list;
        list.selected
            .saturating_sub(rows / 2)
            .min(self.list_len().saturating_sub(rows))
    }

    /// What stands on a line of the list.
    pub fn list_entry(&self, line: usize) -> Option<Entry<'_>> {
        let (number, articles) = (self.list_number(line)?, &self.session.library);
        let current = number == articles.at;
        let own = || {
            let meta = self.document.article.meta();
            current.then(|| Named {
                words: meta.title.as_deref().unwrap_or_default(),
                date: meta.published.map(|published| published.date),
                is: ListedAs::Title,
            })
        };
        let named = articles.list.catalogue.get(number).or_else(own).unwrap_or_default();
        Some(Entry {
            number,
            named,
            counts: articles.list.counts.get(&(number as u32)).copied(),
            read: self.how_read(number),
            current,
            selected: line == articles.list.selected,
        })
    }

    /// How much of an article has been read.
    fn how_read(&self, number: usize) -> HowRead {
        if number == self.session.library.at {
            HowRead::of(&self.document.reading.progress)
        } else {
            self.session.library.left(number).map_or(HowRead::Not, HowRead::of)
        }
    }

    /// "17 of 100,000", or how many there are where all are shown; and whether more may come.
    pub fn list_in_words(&self) -> (String, bool) {
        let (shown, known) = (self.list_len(), self.list_known());
        let known_in_words = in_thousands(known as u64);
        let words = if self.session.library.list.found.is_none() || shown == known {
            known_in_words
        } else {
            format!("{} of {known_in_words}", in_thousands(shown as u64))
        };
        (
            words,
            !self.session.library.all || self.session.library.list.looking.running,
        )
    }

    /// Whether the list is open.
    pub fn is_listing(&self) -> bool {
        matches!(self.screen, Screen::Listing { .. })
    }
}

/// A count as the list shows it: `1,240`.
pub fn in_figures(count: u32) -> String {
    in_thousands(u64::from(count))
}

/// Rows above the list in a box with so many.
pub fn list_head(inside: u16) -> u16 {
    if inside < HEADED_FROM { 1 } else { LIST_HEAD }
}
