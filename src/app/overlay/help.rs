//! Help: first ten keys and the signs that are in use, on one screen; then the keys of the place it was opened from, and
//! every key, command and setting; or a page of the manual. `/` filters it.

pub mod first;
pub mod sheet;

use super::boxes::{BoxPlace, BoxShape};
use super::component::{Component, Context};
use crate::app::document::block_map::{BlockMap, Carry};
use crate::app::input::{Edit, Input};
use crate::app::list::Scroll;
use crate::app::request::{Request, Requests};
use crate::app::state::State;
use crate::guide::manual::Topic;
use crate::keymap::{Action, Mode};
use sheet::Sheet;

/// The help while it is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Help {
    /// How far it is scrolled.
    pub scroll: Scroll,
    /// Where it was called from: the keys there come first.
    pub mode: Mode,
    /// Whether only what to know first is shown.
    pub first: bool,
    /// The page of the manual that is shown, by its name; everything but the manual, if there is none.
    pub topic: Option<&'static str>,
    /// Only what has these words is shown; everything, if empty.
    pub filter: Input,
    /// Whether they are being typed.
    pub typing: bool,
}

impl Help {
    /// The page of the manual that a word names, or else what is said about the words; everything, if there are none.
    pub(in crate::app) fn about(words: &str, mode: Mode) -> Self {
        let topic = Topic::named(words).map(|topic| topic.name);
        let filter = if topic.is_some() { "" } else { words };
        Self {
            scroll: Scroll::default(),
            mode,
            first: false,
            topic,
            filter: Input::with(filter.to_owned()),
            typing: false,
        }
    }

    /// What to know first; where other keys hold than those of the page, these.
    pub(in crate::app) fn first(mode: Mode) -> Self {
        Self {
            first: mode == Mode::Page,
            ..Self::about("", mode)
        }
    }

    /// The help as it is laid out on this screen.
    pub fn sheet(&self, state: &State) -> Sheet {
        Sheet::of(state, self, self.filter.text.trim(), self.columns(state))
    }

    /// Columns there are for it, however many rows it has.
    fn columns(&self, state: &State) -> u16 {
        self.shape_for(state, 0).inside(state.session.size).width
    }

    fn shape_for(&self, state: &State, rows: usize) -> BoxShape {
        let size = state.session.size;
        BoxShape {
            // The line that is typed in stays to be seen.
            spared: self.typing.into(),
            ..BoxShape::new(BoxPlace::Centre, sheet::columns_wanted(self, size), rows)
        }
    }

    /// Rows there are, and rows that the box shows.
    fn rows(&self, state: &State) -> (usize, usize) {
        let inside = self.shape(state).map(|shape| shape.inside(state.session.size));
        let room = inside.map_or(0, |inside| usize::from(inside.height));
        (self.sheet(state).rows(), room)
    }
}

impl Component for Help {
    fn mode(&self) -> Mode {
        if self.typing { Mode::Prompt } else { Mode::Box }
    }

    /// As high as the unfiltered help needs, so that the box does not jump while a filter is typed.
    fn shape(&self, state: &State) -> Option<BoxShape> {
        let all = Sheet::of(state, self, "", self.columns(state));
        Some(self.shape_for(state, all.rows()))
    }

    fn edit(&mut self, _: &mut Context<'_>, edit: Edit<'_>) -> Requests {
        if self.typing && self.filter.edit(edit) {
            self.scroll = Scroll::default();
        }
        Vec::new()
    }

    fn act(&mut self, state: &mut Context<'_>, action: Action, count: usize) -> Requests {
        match action {
            Action::Search if !self.typing => (self.typing, self.first) = (true, false),
            Action::Help | Action::NextKind if !self.typing && self.topic.is_none() => {
                (self.first, self.scroll) = (!self.first, Scroll::default());
            }
            // First it takes back what narrows it, then it closes.
            Action::Cancel | Action::Clear if self.typing || !self.filter.text.is_empty() => {
                (self.filter, self.typing, self.scroll) = Default::default();
            }
            Action::Accept | Action::Activate if self.typing => self.typing = false,
            Action::Cancel | Action::Accept | Action::Clear | Action::Help | Action::Activate => {
                return vec![Request::Close];
            }
            _ => {
                let action = match action {
                    Action::HistoryOlder => Action::ListUp,
                    Action::HistoryNewer => Action::ListDown,
                    action => action,
                };
                let rows = self.rows(state);
                self.scroll.act(action, count, rows);
            }
        }
        Vec::new()
    }
}

impl Carry for Help {
    fn carry(&mut self, _: &BlockMap<'_>) {
        let Self {
            scroll: _,
            mode: _,
            topic: _,
            first: _,
            filter: _,
            typing: _,
        } = self;
    }
}
