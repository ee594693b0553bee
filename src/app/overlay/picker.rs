//! The picker: every place in an article, found by typing some letters of it or the number of a section.
//!
//! The page shows the place that is chosen. That is a preview: nothing counts as read, no fold opens, and Escape comes
//! back to where the page was.

pub mod items;

use std::sync::Arc;

use super::boxes::{BoxPlace, BoxShape};
use super::component::{Component, Context};
use crate::app::direction::Direction;
use crate::app::document::block_map::{BlockMap, Carry};
use crate::app::document::place::Place;
use crate::app::document::search::SearchState;
use crate::app::input::Edit;
use crate::app::list::ranking::ListLines;
use crate::app::list::{Clicked, List};
use crate::app::message::Effect;
use crate::app::request::{Request, Requests, requests};
use crate::app::session::area::Area;
use crate::app::state::State;
use crate::keymap::{Action, Mode};
use items::{Item, ItemKind, Items};

/// Rows above the list: the filter, and the kinds of items.
const INPUT_ROWS: u16 = 2;
/// With fewer rows than this inside the box, only the filter is shown above the list.
const KINDS_FROM: u16 = 6;

/// The picker while it is open.
#[derive(Clone, Debug, PartialEq)]
pub struct Picker {
    /// The list and its filter.
    pub list: List,
    /// What its lines stand for.
    pub items: Arc<Items>,
    /// The one kind that is listed; all, if `None`.
    pub kind: Option<ItemKind>,
    /// Where the page was before, to return to on cancelling.
    pub before: Place,
    /// What the reader has chosen, while it is not listed: what it is found by, as matches, has not come yet.
    held: Option<Item>,
    /// Whether the items are of an older version of the article, or of what was found in it.
    stale: bool,
}

/// Where what belongs to the picker is on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PickerAreas {
    /// The line that is typed.
    pub input: Area,
    /// Which kinds there are; empty where there is no room.
    pub kinds: Area,
    /// The list.
    pub list: Area,
}

impl Picker {
    /// Opens the picker, the section the reader is in chosen.
    pub(in crate::app) fn open(state: &mut Context<'_>) -> Option<Self> {
        if state.document.article.sections().is_empty() {
            state.fail("There is nothing to go to");
            return None;
        }
        let items = Arc::new(Items::of(state, None));
        let home = items.nearest(state.document.place.cursor);
        Some(Self {
            list: List::new(items.count(), home),
            items,
            kind: None,
            before: state.document.place,
            held: None,
            stale: false,
        })
    }

    /// The chosen item.
    pub fn item(&self) -> Option<Item> {
        self.list.chosen().and_then(|line| self.items.item(line))
    }

    /// Where what belongs to it is.
    pub fn areas(&self, state: &State) -> PickerAreas {
        let inside = state.areas().list.inside_box(state.session.size);
        let above = if inside.height < KINDS_FROM { 1 } else { INPUT_ROWS };
        let above = above.min(inside.height);
        let row = |row: u16| Area {
            y: inside.y + row.min(inside.height),
            height: u16::from(row < above),
            ..inside
        };
        PickerAreas {
            input: row(0),
            kinds: row(1),
            list: inside.below(above),
        }
    }

    /// Ranks the items by what is typed.
    fn rank(&mut self, state: &mut Context<'_>) -> Requests {
        let number = self.list.input.text.trim().parse().ok();
        let first = number.and_then(|number| self.items.numbered(number));
        let keep = self.held.and_then(|held| self.items.line_of(held));
        if keep.is_some() {
            self.held = None;
        }
        let ranking = self.list.rank(
            Arc::clone(&self.items) as _,
            state.session_mut().requests.next(),
            first,
            keep,
        );
        let mut asked = vec![self.preview()];
        asked.extend(requests(ranking.map(Effect::Rank)));
        asked
    }

    /// Takes in what was found.
    pub(in crate::app) fn arrive(&mut self, (request, found, over): (u64, Arc<[u32]>, bool)) -> Requests {
        if self.list.answer(request, found, over) {
            return self.take();
        }
        vec![self.preview()]
    }

    /// Rebuilds the items: the article, or what was found in it, has changed.
    fn renew(&mut self, state: &mut Context<'_>) -> Requests {
        self.stale = false;
        let items = Arc::new(Items::of(state, self.kind));
        let home = items.nearest(self.before.cursor);
        self.list.exchange(items.count(), home);
        self.items = items;
        self.rank(state)
    }

    /// All matches of the search are known: they are listed, unless the reader is choosing already.
    pub(in crate::app) fn take_matches(&mut self, state: &State) {
        let search = state.document.search.as_ref();
        let over = search.is_some_and(|search| search.state != SearchState::Running);
        self.stale |= over && (self.held.is_some() || !self.list.is_by_hand());
    }

    /// Marks the items as out of date. The reader's own choice is kept.
    pub(in crate::app) fn outdate(&mut self) {
        self.held = self.chosen_by_hand();
        self.stale = true;
    }

    fn chosen_by_hand(&self) -> Option<Item> {
        let chosen = || self.item().filter(|_| self.list.is_by_hand());
        self.held.or_else(chosen)
    }

    /// The next kind alone, of those there are; after the last, all of them.
    fn narrow(&mut self, state: &mut Context<'_>, direction: Direction) -> Requests {
        let there = ItemKind::ALL.into_iter().filter(|kind| self.items.count_of(*kind) > 0);
        let mut kinds: Vec<Option<ItemKind>> = std::iter::once(None).chain(there.map(Some)).collect();
        if direction == Direction::Up {
            kinds.reverse();
        }
        let at = kinds.iter().position(|kind| *kind == self.kind).unwrap_or(0);
        self.kind = kinds[(at + 1) % kinds.len()];
        self.held = None;
        self.renew(state)
    }

    /// The reader has chosen one.
    fn chosen(&mut self) -> Requests {
        self.held = None;
        vec![self.preview()]
    }

    /// Shows the chosen one on the page.
    fn preview(&self) -> Request {
        Request::Preview(self.item(), self.before)
    }

    /// Goes to the chosen one; the picker stays if none was found.
    fn take(&self) -> Requests {
        match self.item() {
            Some(item) => vec![Request::Close, Request::Go(item, self.before)],
            None => Vec::new(),
        }
    }
}

impl Component for Picker {
    fn mode(&self) -> Mode {
        Mode::Picker
    }

    fn shape(&self, state: &State) -> Option<BoxShape> {
        Some(BoxShape::new(BoxPlace::At(state.areas().list), 0, 0))
    }

    fn edit(&mut self, state: &mut Context<'_>, edit: Edit<'_>) -> Requests {
        if !self.list.edit(edit) {
            return Vec::new();
        }
        self.held = None;
        self.rank(state)
    }

    fn act(&mut self, state: &mut Context<'_>, action: Action, count: usize) -> Requests {
        match action {
            Action::Accept | Action::Activate if self.list.is_ready() => self.take(),
            Action::Accept | Action::Activate => Vec::new(),
            Action::Cancel | Action::Clear => vec![
                Request::Close,
                Request::Restore(self.before),
                Effect::StopRanking.into(),
            ],
            Action::NextKind => self.narrow(state, Direction::Down),
            Action::PreviousKind => self.narrow(state, Direction::Up),
            _ => {
                let page = usize::from(self.areas(state).list.height);
                if self.list.act(action, count, page) {
                    return self.chosen();
                }
                Vec::new()
            }
        }
    }

    fn click(&mut self, state: &mut Context<'_>, _: usize, row: usize) -> Requests {
        let (areas, inside) = (self.areas(state), state.areas().list.inside_box(state.session.size));
        let Some(row) = row.checked_sub(usize::from(areas.list.y - inside.y)) else {
            return Vec::new();
        };
        match self.list.click(row, usize::from(areas.list.height)) {
            Some(Clicked::Taken) => self.act(state, Action::Accept, 1),
            Some(Clicked::Chosen) => self.chosen(),
            None => Vec::new(),
        }
    }

    fn follow(&mut self, state: &mut Context<'_>) -> Requests {
        if self.stale { self.renew(state) } else { Vec::new() }
    }
}

impl Carry for Picker {
    /// Its items will be rebuilt; the reader's own choice is kept.
    fn carry(&mut self, map: &BlockMap<'_>) {
        self.outdate();
        let Self {
            list: _,
            items: _,
            kind: _,
            before,
            held,
            stale: _,
        } = self;
        before.carry(map);
        *held = held.and_then(|item| item.carried(map));
    }
}
