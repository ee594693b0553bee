//! The list of themes, with the page as its preview.

use super::boxes::{BoxPlace, BoxShape};
use super::component::{Component, Context};
use crate::app::document::block_map::{BlockMap, Carry};
use crate::app::list::{Clicked, List};
use crate::app::request::{Request, Requests};
use crate::app::state::State;
use crate::keymap::{Action, Mode};
use crate::layout::width;

/// The narrowest list, for names shorter than its title.
const LEAST_COLUMNS: usize = 16;
/// Columns before a name: the mark of the theme that was on, and a blank.
pub const MARK_COLUMNS: u16 = 2;

/// The list of themes while it is open.
#[derive(Clone, Debug, PartialEq)]
pub struct ThemeList {
    /// The list; its lines are those of [`Configured::themes`](crate::app::Configured::themes).
    pub list: List,
    /// The one that is set.
    pub before: usize,
    /// What the two are called, to be found again in other themes.
    names: (String, String),
}

impl ThemeList {
    /// Opens the list.
    pub(in crate::app) fn open(state: &mut Context<'_>) -> Option<Self> {
        let themes = &state.session.configured.themes;
        let Some(last) = themes.len().checked_sub(1) else {
            state.fail("There are no themes");
            return None;
        };
        let before = state.theme_set();
        let selected = before.min(last);
        let name = |index: usize| themes.get(index).cloned().unwrap_or_default();
        let names = (name(selected), name(before));
        Some(Self {
            list: List::new(themes.len(), selected),
            before,
            names,
        })
    }

    /// The reader has chosen another, which is previewed.
    fn chosen(&mut self, state: &State) {
        let themes = &state.session.configured.themes;
        self.names.0 = themes.get(self.list.selected).cloned().unwrap_or_default();
    }

    /// Sets the chosen one.
    fn take(&self, state: &mut Context<'_>) -> Requests {
        if let Some(name) = state.session.configured.themes.get(self.list.selected) {
            let theme = name.as_str().into();
            state.session_mut().settings.theme = theme;
        }
        vec![Request::Close]
    }

    /// Rows of the box.
    fn rows(&self, state: &State) -> usize {
        let inside = self.shape(state).map(|shape| shape.inside(state.session.size));
        inside.map_or(0, |inside| usize::from(inside.height))
    }
}

impl Component for ThemeList {
    fn mode(&self) -> Mode {
        Mode::Box
    }

    fn shape(&self, state: &State) -> Option<BoxShape> {
        let themes = &state.session.configured.themes;
        let longest = themes.iter().map(|name| width::of(name)).max().unwrap_or(0);
        let columns = (longest + 2 * usize::from(MARK_COLUMNS)).max(LEAST_COLUMNS);
        let columns = u16::try_from(columns).unwrap_or(u16::MAX);
        Some(BoxShape::new(BoxPlace::Right, columns, themes.len()))
    }

    fn act(&mut self, state: &mut Context<'_>, action: Action, count: usize) -> Requests {
        match action {
            Action::Accept | Action::Activate | Action::Themes => return self.take(state),
            // What is set has not been touched.
            Action::Cancel | Action::Clear => return vec![Request::Close],
            Action::NextTheme => self.list.choose((self.list.selected + 1) % self.list.all().max(1)),
            _ => {
                let page = self.rows(state);
                self.list.act(action, count, page);
            }
        }
        self.chosen(state);
        Vec::new()
    }

    fn click(&mut self, state: &mut Context<'_>, _: usize, row: usize) -> Requests {
        if self.list.click(row, self.rows(state)) == Some(Clicked::Taken) {
            return self.take(state);
        }
        self.chosen(state);
        Vec::new()
    }

    /// The themes may have been reloaded: the choice stays on the same name.
    fn follow(&mut self, state: &mut Context<'_>) -> Requests {
        let themes = &state.session.configured.themes;
        let now = |index: usize, name: &String| {
            let now = themes.iter().position(|theme| theme == name);
            now.unwrap_or(index).min(themes.len().saturating_sub(1))
        };
        let (chosen, before) = (&self.names.0, &self.names.1);
        if themes.get(self.list.selected) != Some(chosen) || self.list.all() != themes.len() {
            self.list = List::new(themes.len(), now(self.list.selected, chosen));
        }
        if themes.get(self.before) != Some(before) {
            self.before = now(self.before, before);
        }
        Vec::new()
    }
}

impl Carry for ThemeList {
    fn carry(&mut self, _: &BlockMap<'_>) {}
}
