//! The list of themes, with the page as its preview; and the next theme on a key.

use super::{Effect, Screen, State};
use crate::keymap::Action;
use crate::settings::Settings;

/// Opens the list.
pub(super) fn open(state: &mut State) {
    if state.session.configured.themes.is_empty() {
        return state.fail("There are no themes");
    }
    let before = state.theme_set();
    state.screen = Screen::Themes {
        selected: before.min(state.session.configured.themes.len() - 1),
        before,
    };
}

/// The next theme, without the list.
pub(super) fn next(state: &mut State, count: usize) {
    let themes = state.session.configured.themes.len();
    if themes > 0 {
        let name = state.session.configured.themes[(state.theme_set() + count) % themes].clone();
        state.session.settings.theme.clone_from(&name);
        state.tell(name);
    }
}

/// A key in the list.
pub(super) fn act(state: &mut State, action: Action, count: usize) -> Vec<Effect> {
    let Screen::Themes { selected, .. } = state.screen else {
        return Vec::new();
    };
    let last = state.session.configured.themes.len().saturating_sub(1);
    match action {
        Action::Accept | Action::Activate | Action::Themes => {
            state
                .session
                .settings
                .theme
                .clone_from(&state.session.configured.themes[selected]);
            state.screen = Screen::Reading;
        }
        Action::Cancel | Action::Clear => {
            // What is set has not been touched.
            state.screen = Screen::Reading;
        }
        Action::NextTheme => choose(state, if selected >= last { 0 } else { selected + 1 }),
        _ => {
            if let Some(to) = super::keys::in_list(
                action,
                selected,
                last,
                count,
                usize::from(state.session.size.height / 2),
            ) {
                choose(state, to);
            }
        }
    }
    Vec::new()
}

/// Previews a theme.
pub(super) fn choose(state: &mut State, index: usize) {
    if let Screen::Themes { selected, .. } = &mut state.screen {
        *selected = index.min(state.session.configured.themes.len().saturating_sub(1));
    }
}

impl State {
    /// The theme to draw with, an index into [`Configured::themes`](super::Configured::themes): the one chosen in the list while it is open.
    pub fn theme(&self) -> usize {
        match self.screen {
            Screen::Themes { selected, .. } => selected,
            _ => self.theme_typed().unwrap_or_else(|| self.theme_set()),
        }
    }

    /// The theme that is set: the one of that name, or the one that is set for such a screen, or that suits it.
    pub fn theme_set(&self) -> usize {
        let named = |name: &String| self.session.configured.themes.iter().position(|theme| theme == name);
        let Settings {
            theme,
            theme_light,
            theme_dark,
            ..
        } = &self.session.settings;
        let (name, suited) = if self.is_on_light() {
            (theme_light, self.session.configured.suited.light)
        } else {
            (theme_dark, self.session.configured.suited.dark)
        };
        named(theme).or_else(|| named(name)).unwrap_or(suited)
    }

    /// Whether the screen is taken for a light one.
    pub fn is_on_light(&self) -> bool {
        match self.session.settings.appearance {
            "light" => true,
            "dark" => false,
            _ => self.session.configured.suited.on_light,
        }
    }
}
