//! The list of themes, with the page as its preview.

use super::boxes::{BoxPlace, BoxShape, first_shown};
use super::component::Component;
use crate::app::direction::in_list;
use crate::app::document::block_map::{BlockMap, Carry};
use crate::app::request::{Request, Requests};
use crate::app::state::State;
use crate::keymap::{Action, Mode};
use crate::layout::width;

/// The narrowest list, for names shorter than its title.
const LEAST_COLUMNS: usize = 16;
/// Columns before a name: the mark of the theme that was on, and a blank.
pub const MARK_COLUMNS: u16 = 2;

/// The list of themes while it is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeList {
    /// The chosen theme, an index into [`Configured::themes`](crate::app::Configured::themes).
    pub selected: usize,
    /// The one that is set.
    pub before: usize,
    /// What the two are called, to be found again in other themes.
    names: (String, String),
}

impl ThemeList {
    /// Opens the list.
    pub(in crate::app) fn open(state: &mut State) -> Option<Self> {
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
            selected,
            before,
            names,
        })
    }

    /// Previews a theme.
    fn choose(&mut self, state: &State, index: usize) {
        let themes = &state.session.configured.themes;
        self.selected = index.min(themes.len().saturating_sub(1));
        self.names.0 = themes.get(self.selected).cloned().unwrap_or_default();
    }

    /// Sets the chosen one.
    fn take(&self, state: &mut State) -> Requests {
        if let Some(name) = state.session.configured.themes.get(self.selected) {
            state.session.settings.theme = name.as_str().into();
        }
        vec![Request::Close]
    }

    /// The first name that is shown.
    pub fn first(&self, state: &State) -> usize {
        let inside = self.shape(state).map(|shape| shape.inside(state.session.size));
        let rows = inside.map_or(0, |inside| usize::from(inside.height));
        first_shown(self.selected, state.session.configured.themes.len(), rows)
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

    fn act(&mut self, state: &mut State, action: Action, count: usize) -> Requests {
        let last = state.session.configured.themes.len().saturating_sub(1);
        match action {
            Action::Accept | Action::Activate | Action::Themes => return self.take(state),
            // What is set has not been touched.
            Action::Cancel | Action::Clear => return vec![Request::Close],
            Action::NextTheme => self.choose(state, if self.selected >= last { 0 } else { self.selected + 1 }),
            _ => {
                let page = usize::from(state.session.size.height / 2);
                if let Some(to) = in_list(action, self.selected, last, count, page) {
                    self.choose(state, to);
                }
            }
        }
        Vec::new()
    }

    fn click(&mut self, state: &mut State, _: usize, row: usize) -> Requests {
        let at = self.first(state) + row;
        if at == self.selected {
            return self.take(state);
        }
        if at < state.session.configured.themes.len() {
            self.choose(state, at);
        }
        Vec::new()
    }

    /// The themes may have been reloaded: the choice stays on the same name.
    fn follow(&mut self, state: &mut State) -> Requests {
        let themes = &state.session.configured.themes;
        let last = themes.len().saturating_sub(1);
        let (selected, before) = (&self.names.0, &self.names.1);
        for (index, name) in [(&mut self.selected, selected), (&mut self.before, before)] {
            if themes.get(*index) != Some(name) {
                let now = themes.iter().position(|theme| theme == name);
                *index = now.unwrap_or(*index).min(last);
            }
        }
        Vec::new()
    }
}

impl Carry for ThemeList {
    fn carry(&mut self, _: &BlockMap<'_>) {}
}
