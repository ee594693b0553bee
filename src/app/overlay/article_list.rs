//! The list of the articles that were opened together: to choose one from, and to come back to.
//!
//! It costs the screen: what is typed is looked for by a thread of its own where the list is long, and what is counted
//! in an article is asked for only for those on the screen. It stays as it was left: what was typed, the order, the
//! choice.

pub mod find;

use std::sync::Arc;

use super::boxes::{BoxPlace, BoxShape, first_shown};
use super::component::Component;
use crate::app::direction::in_list;
use crate::app::document::block_map::{BlockMap, Carry};
use crate::app::input::Edit;
use crate::app::message::Effect;
use crate::app::request::{Request, Requests, requests};
use crate::app::session::catalogue::{ListOrder, Listed, ListedAs, ListedName};
use crate::app::session::counts::{ArticleCounts, HowRead};
use crate::app::session::library::Listing;
use crate::app::state::State;
use crate::app::words::in_thousands;
use crate::keymap::{Action, Mode};
use find::find;

/// The widest box: a title of a line, its number and day, and three counts.
const COLUMNS: u16 = 132;
/// Rows above the list: what is typed, and what the columns are.
pub const LIST_HEAD: u16 = 2;
/// With fewer rows than this inside the box, there is no row that says what the columns are.
const HEADED_FROM: u16 = 6;
/// A list of at most so many articles is looked through at once: a fraction of a millisecond.
const AT_ONCE: usize = 512;

/// The article list while it is open; what it lists, and how it was left, is the library's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ArticleList {
    /// The article that was chosen and is still being opened.
    pub opening: Option<usize>,
}

/// An article as the list shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedArticle<'a> {
    /// Its number, counted from 0.
    pub number: usize,
    /// What it is called.
    pub named: ListedName<'a>,
    /// Its counts, once it has been counted.
    pub counts: Option<ArticleCounts>,
    /// How much of it the reader has read.
    pub read: HowRead,
    /// Whether it is the open one.
    pub current: bool,
    /// Whether it is the chosen one.
    pub selected: bool,
}

impl ArticleList {
    /// Opens the list, the article that is read chosen if it is among those that are shown.
    pub(in crate::app) fn open(state: &mut State) -> Option<(Self, Requests)> {
        if state.list_known() < 2 && state.session.library.all {
            state.fail("There is no other article");
            return None;
        }
        let looked = if state.session.library.list.looking.stale {
            look(state)
        } else {
            Vec::new()
        };
        if let Some(line) = line_of(state, state.session.library.at) {
            state.session.library.list.selected = line;
        }
        Some((Self::default(), looked))
    }

    /// Opens the chosen article. The list stays open until it is there, so that the old page does not flash up.
    fn take(&mut self, state: &mut State) -> Requests {
        let Some(number) = state.list_number(state.session.library.list.selected) else {
            return Vec::new();
        };
        let library = &mut state.session.library;
        if number == library.at && !state.document.article.blocks().is_empty() {
            library.forget();
            return vec![Request::Close];
        }
        self.opening = Some(number);
        vec![library.ask(number, None).into()]
    }
}

/// Articles have been found; whether the list of them `is_open`.
pub(in crate::app) fn listed(state: &mut State, from: usize, found: &[Listed], is_open: bool) -> Requests {
    let list = &mut state.session.library.list;
    let before = list.catalogue.len();
    list.catalogue.add(from, found);
    if list.catalogue.len() == before || !list.is_narrowed() {
        return Vec::new();
    }
    list.looking.stale = true;
    if list.looking.running || !is_open {
        return Vec::new();
    }
    look(state)
}

/// Whether the list is of one article, and the reader is not at work in it: then it is none.
pub(in crate::app) fn is_needless(state: &State) -> bool {
    let library = &state.session.library;
    library.all && state.list_known() < 2 && !library.list.touched
}

/// Chooses a line.
fn select(state: &mut State, line: usize) {
    let shown = state.list_len();
    let list = &mut state.session.library.list;
    list.selected = line.min(shown.saturating_sub(1));
    list.looking.chosen = true;
}

/// Searches the titles for what is typed, in the order that is set.
fn look(state: &mut State) -> Requests {
    let at = state.session.library.at;
    let chosen = state.session.library.list.looking.chosen;
    let kept = state.list_number(state.session.library.list.selected);
    let request = state.session.requests.next();
    let list = &mut state.session.library.list;
    list.looking.request = request;
    list.looking.stale = false;
    list.looking.running = false;
    if !list.is_narrowed() {
        list.found = None;
        // Nothing is typed any more: the list is as it was opened.
        reselect(state, if chosen { kept } else { Some(at) });
        return Vec::new();
    }
    let (typed, order, catalogue) = (list.input.text.clone(), list.order, list.catalogue.clone());
    if catalogue.len() <= AT_ONCE {
        let found = find(&catalogue, &typed, order, &mut |_| true).unwrap_or_default();
        show(state, found.into(), kept);
        return Vec::new();
    }
    list.looking.running = true;
    requests([Effect::Filter {
        request,
        typed,
        order,
        catalogue,
    }])
}

/// Takes in what was found, if it answers what was asked last; whether the list `is_open`.
pub(in crate::app) fn arrive(
    state: &mut State,
    (request, found, done): (u64, Arc<[u32]>, bool),
    is_open: bool,
) -> Requests {
    let kept = state.list_number(state.session.library.list.selected);
    let looking = &mut state.session.library.list.looking;
    if request != looking.request || !looking.running {
        return Vec::new();
    }
    looking.running = !done;
    let again = done && looking.stale && is_open;
    show(state, found, kept);
    if again { look(state) } else { Vec::new() }
}

/// Shows those that were found. What the reader has chosen stays chosen; else it is the best.
fn show(state: &mut State, found: Arc<[u32]>, kept: Option<usize>) {
    let list = &mut state.session.library.list;
    list.found = Some(found);
    let typed = !list.input.text.trim().is_empty();
    let kept = kept.filter(|_| list.looking.chosen || !typed);
    reselect(state, kept);
}

fn reselect(state: &mut State, number: Option<usize>) {
    let line = number.and_then(|number| line_of(state, number));
    state.session.library.list.selected = line.unwrap_or(0);
}

/// The line on which an article stands.
fn line_of(state: &State, number: usize) -> Option<usize> {
    match &state.session.library.list.found {
        Some(found) => found.iter().position(|&found| found as usize == number),
        None => (number < state.list_known()).then_some(number),
    }
}

/// Articles have been counted.
pub(in crate::app) fn counted(state: &mut State, counted: Vec<(usize, ArticleCounts)>) {
    let known = &mut state.session.library.list.counts;
    for (number, counts) in counted {
        let number = number as u32;
        let counts = counts.with(known.get(&number));
        known.insert(number, counts);
    }
}

impl Listing {
    /// Whether others are shown than all, in another order than theirs.
    fn is_narrowed(&self) -> bool {
        !self.input.text.trim().is_empty() || self.order != ListOrder::Given
    }
}

impl Component for ArticleList {
    fn mode(&self) -> Mode {
        Mode::Picker
    }

    /// As high as all articles need, so that the box does not jump while a filter is typed.
    fn shape(&self, state: &State) -> Option<BoxShape> {
        let rows = state.list_known().max(4).saturating_add(usize::from(LIST_HEAD));
        Some(BoxShape::new(BoxPlace::Centre, COLUMNS, rows))
    }

    fn edit(&mut self, state: &mut State, edit: Edit<'_>) -> Requests {
        let list = &mut state.session.library.list;
        list.touched = true;
        if !list.input.edit(edit) {
            return Vec::new();
        }
        list.looking.chosen = false;
        look(state)
    }

    fn act(&mut self, state: &mut State, action: Action, count: usize) -> Requests {
        let page = state.list_rows();
        let list = &mut state.session.library.list;
        list.touched = true;
        match action {
            Action::Accept | Action::Activate => return self.take(state),
            Action::Cancel | Action::Clear => {
                if self.opening.is_some() {
                    state.session.library.forget();
                }
                return vec![Request::Close];
            }
            Action::SortList => {
                list.order = list.order.next();
                return look(state);
            }
            _ => {
                let selected = list.selected;
                let end = state.list_len().saturating_sub(1);
                if let Some(to) = in_list(action, selected, end, count, page) {
                    select(state, to);
                }
            }
        }
        Vec::new()
    }

    fn click(&mut self, state: &mut State, _: usize, row: usize) -> Requests {
        let shape = self.shape(state).map(|shape| shape.inside(state.session.size));
        let inside = shape.map_or(0, |inside| inside.height);
        let head = usize::from(list_head(inside));
        let Some(row) = row.checked_sub(head) else {
            return Vec::new();
        };
        let line = state.list_first(usize::from(inside).saturating_sub(head)) + row;
        if line >= state.list_len() {
            return Vec::new();
        }
        state.session.library.list.touched = true;
        if line == state.session.library.list.selected {
            return self.take(state);
        }
        select(state, line);
        Vec::new()
    }

    /// Asks for the counts of those on the screen that have none.
    fn follow(&mut self, state: &mut State) -> Requests {
        if state.list_known() < 2 {
            return Vec::new();
        }
        let rows = state.list_rows();
        let first = state.list_first(rows);
        let lines = (first..first + rows).map_while(|line| state.list_number(line));
        let list = &state.session.library.list;
        let is_there = |number: &u32| (*number as usize) < list.catalogue.len();
        let wanted: Vec<u32> = lines
            .map(|number| number as u32)
            .filter(is_there)
            .filter(|number| !list.counts.contains_key(number))
            .collect();
        if wanted.iter().all(|number| list.asked.contains(number)) {
            return Vec::new();
        }
        state.session.library.list.asked.clone_from(&wanted);
        requests([Effect::Count { numbers: wanted }])
    }
}

impl Carry for ArticleList {
    fn carry(&mut self, _: &BlockMap<'_>) {
        let Self { opening: _ } = self;
    }
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
        first_shown(self.session.library.list.selected, self.list_len(), rows)
    }

    /// What stands on a line of the list.
    pub fn list_entry(&self, line: usize) -> Option<ListedArticle<'_>> {
        let (number, articles) = (self.list_number(line)?, &self.session.library);
        let current = number == articles.at;
        let own = || {
            let meta = self.document.article.meta();
            current.then(|| ListedName {
                words: meta.title.as_deref().unwrap_or_default(),
                date: meta.published.map(|published| published.date),
                is: ListedAs::Title,
            })
        };
        let named = articles.list.catalogue.get(number).or_else(own).unwrap_or_default();
        Some(ListedArticle {
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
            self.session.library.read_of(number).map_or(HowRead::Not, HowRead::of)
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
}

/// Rows above the list in a box with so many.
pub fn list_head(inside: u16) -> u16 {
    if inside < HEADED_FROM { 1 } else { LIST_HEAD }
}
