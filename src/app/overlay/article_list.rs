//! The list of the articles that were opened together: to choose one from, and to come back to.
//!
//! It costs the screen: what is typed is looked for by a thread of its own where the list is long, and what is counted
//! in an article is asked for only for those on the screen. It stays as it was left: what was typed, the order, the
//! choice.

pub mod titles;

use std::sync::Arc;

use super::boxes::{BoxPlace, BoxShape};
use super::component::{Component, Context};
use crate::app::document::block_map::{BlockMap, Carry};
use crate::app::input::Edit;
use crate::app::list::Clicked;
use crate::app::list::ranking::ListLines as _;
use crate::app::message::Effect;
use crate::app::request::{Request, Requests, requests};
use crate::app::session::Session;
use crate::app::session::catalogue::{ListOrder, Listed, ListedAs, ListedName};
use crate::app::session::counts::{ArticleCounts, HowRead};
use crate::app::session::library::Listing;
use crate::app::state::State;
use crate::app::words::in_thousands;
use crate::keymap::{Action, Mode};
use titles::SortedTitles;

/// The widest box: a title of a line, its number and day, and three counts.
const COLUMNS: u16 = 132;
/// Rows above the list: what is typed, and what the columns are.
pub const LIST_HEAD: u16 = 2;
/// With fewer rows than this inside the box, there is no row that says what the columns are.
const HEADED_FROM: u16 = 6;

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
}

impl ArticleList {
    /// Opens the list, the article that is read chosen if it is among those that are shown.
    pub(in crate::app) fn open(state: &mut Context<'_>) -> Option<(Self, Requests)> {
        let library = &state.session.library;
        if library.listing.list.all() < 2 && library.all {
            state.fail("There is no other article");
            return None;
        }
        let library = &mut state.session_mut().library;
        let list = &mut library.listing.list;
        // What was still being ranked when it was closed is ranked anew.
        library.listing.stale |= list.is_running();
        let here = list.place_of(library.at);
        list.selected = here.unwrap_or(list.selected);
        let ranked = if library.listing.stale { rank(state) } else { Vec::new() };
        Some((Self::default(), ranked))
    }

    /// Opens the chosen article. The list stays open until it is there, so that the old page does not flash up.
    fn take(&mut self, state: &mut Context<'_>) -> Requests {
        let is_empty = state.document.article.blocks().is_empty();
        let library = &mut state.session_mut().library;
        if !library.listing.list.is_ready() {
            return Vec::new();
        }
        let Some(number) = library.listing.list.chosen() else {
            return Vec::new();
        };
        if number == library.at && !is_empty {
            library.forget();
            return vec![Request::Close];
        }
        self.opening = Some(number);
        vec![library.ask(number, None).into()]
    }

    /// Takes in what was found.
    pub(in crate::app) fn arrive(
        &mut self,
        state: &mut Context<'_>,
        (request, found, over): (u64, Arc<[u32]>, bool),
    ) -> Requests {
        if state.session_mut().library.listing.list.answer(request, found, over) {
            return self.take(state);
        }
        Vec::new()
    }
}

/// Articles have been found.
pub(in crate::app) fn listed(session: &mut Session, from: usize, found: &[Listed]) {
    let library = &mut session.library;
    let before = library.listing.catalogue.len();
    library.listing.catalogue.add(from, found);
    library.listing.stale |= library.listing.catalogue.len() > before && library.listing.is_narrowed();
    library.grow(library.known);
}

/// Whether the list is of one article, and the reader is not at work in it: then it is none.
pub(in crate::app) fn is_needless(state: &State) -> bool {
    let library = &state.session.library;
    library.all && library.listing.list.all() < 2 && !library.listing.touched
}

/// Ranks the titles by what is typed, in the order that is set. What the reader has chosen stays chosen, and where
/// nothing is typed, what is chosen for them; else it is the best.
fn rank(state: &mut Context<'_>) -> Requests {
    let (request, at) = (state.session_mut().requests.next(), state.session.library.at);
    let Listing {
        catalogue,
        list,
        order,
        stale,
        ..
    } = &mut state.session_mut().library.listing;
    *stale = false;
    let (catalogue, order) = (catalogue.clone(), *order);
    let lines = SortedTitles { catalogue, order };
    let keeps = list.is_by_hand() || (list.input.text.trim().is_empty() && lines.is_sorted());
    let keep = list.chosen().filter(|_| keeps);
    list.set_home(at);
    requests(list.rank(Arc::new(lines), request, None, keep).map(Effect::Rank))
}

/// Articles have been counted.
pub(in crate::app) fn counted(session: &mut Session, counted: Vec<(usize, ArticleCounts)>) {
    let known = &mut session.library.listing.counts;
    for (number, counts) in counted {
        let number = number as u32;
        let counts = counts.with(known.get(&number));
        known.insert(number, counts);
    }
}

impl Listing {
    /// Whether others are shown than all, in another order than theirs.
    fn is_narrowed(&self) -> bool {
        !self.list.input.text.trim().is_empty() || self.order != ListOrder::Given
    }
}

impl Component for ArticleList {
    fn mode(&self) -> Mode {
        Mode::Picker
    }

    /// As high as all articles need, so that the box does not jump while a filter is typed.
    fn shape(&self, state: &State) -> Option<BoxShape> {
        let known = state.session.library.listing.list.all();
        let rows = known.max(4).saturating_add(usize::from(LIST_HEAD));
        Some(BoxShape::new(BoxPlace::Centre, COLUMNS, rows))
    }

    fn edit(&mut self, state: &mut Context<'_>, edit: Edit<'_>) -> Requests {
        let listing = &mut state.session_mut().library.listing;
        listing.touched = true;
        if listing.list.edit(edit) {
            rank(state)
        } else {
            Vec::new()
        }
    }

    fn act(&mut self, state: &mut Context<'_>, action: Action, count: usize) -> Requests {
        let page = state.list_rows();
        let listing = &mut state.session_mut().library.listing;
        listing.touched = true;
        match action {
            Action::Accept | Action::Activate => return self.take(state),
            Action::Cancel | Action::Clear => {
                if self.opening.is_some() {
                    state.session_mut().library.forget();
                }
                return vec![Request::Close];
            }
            Action::SortList => {
                listing.order = listing.order.next();
                return rank(state);
            }
            _ => listing.list.act(action, count, page),
        };
        Vec::new()
    }

    fn click(&mut self, state: &mut Context<'_>, _: usize, row: usize) -> Requests {
        let Some(row) = row.checked_sub(usize::from(list_head(state.session.size.within_box().height))) else {
            return Vec::new();
        };
        let rows = state.list_rows();
        let listing = &mut state.session_mut().library.listing;
        listing.touched = true;
        match listing.list.click(row, rows) {
            Some(Clicked::Taken) => self.take(state),
            _ => Vec::new(),
        }
    }

    /// Ranks anew if more have been found, and asks for the counts of those on the screen that have none.
    fn follow(&mut self, state: &mut Context<'_>) -> Requests {
        let Listing { list, stale, .. } = &state.session.library.listing;
        if list.all() < 2 {
            return Vec::new();
        }
        let mut asked = Vec::new();
        if *stale && !list.is_running() {
            asked = rank(state);
        }
        let rows = state.list_rows();
        let listing = &mut state.session_mut().library.listing;
        let lines = listing.list.shown(rows).filter_map(|place| listing.list.at(place));
        let is_there = |number: &u32| (*number as usize) < listing.catalogue.len();
        let wanted: Vec<u32> = lines
            .map(|number| number as u32)
            .filter(is_there)
            .filter(|number| !listing.counts.contains_key(number))
            .collect();
        if !wanted.iter().all(|number| listing.asked.contains(number)) {
            listing.asked.clone_from(&wanted);
            asked.push(Effect::Count { numbers: wanted }.into());
        }
        asked
    }
}

impl Carry for ArticleList {
    fn carry(&mut self, _: &BlockMap<'_>) {
        let Self { opening: _ } = self;
    }
}

impl State {
    /// Rows there are for articles in the list's box, at the most.
    pub fn list_rows(&self) -> usize {
        let inside = self.session.size.within_box().height;
        usize::from(inside.saturating_sub(list_head(inside))).max(1)
    }

    /// What the list says of an article.
    pub fn listed_article(&self, number: usize) -> ListedArticle<'_> {
        let articles = &self.session.library;
        let current = number == articles.at;
        let own = || {
            let meta = self.document.article.meta();
            current.then(|| ListedName {
                words: meta.title.as_deref().unwrap_or_default(),
                date: meta.published.map(|published| published.date),
                is: ListedAs::Title,
            })
        };
        let named = articles.listing.catalogue.get(number).or_else(own).unwrap_or_default();
        ListedArticle {
            number,
            named,
            counts: articles.listing.counts.get(&(number as u32)).copied(),
            read: self.how_read(number),
            current,
        }
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
        let list = &self.session.library.listing.list;
        let known = in_thousands(list.all() as u64);
        let words = if list.count() == list.all() {
            known
        } else {
            format!("{} of {known}", in_thousands(list.count() as u64))
        };
        (words, !self.session.library.all || list.is_running())
    }
}

/// Rows above the list in a box with so many.
pub fn list_head(inside: u16) -> u16 {
    if inside < HEADED_FROM { 1 } else { LIST_HEAD }
}
