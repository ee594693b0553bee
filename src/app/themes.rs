//! The list of themes, with the page as its preview; and the next theme on a key.

use super::{Effect, Screen, State};
use crate::keymap::Action;

/// Opens the list.
pub(super) fn open(state: &mut State) {
    if state.themes.is_empty() {
        return state.fail("There are no themes");
    }
    let before = state.theme_set();
    state.screen = Screen::Themes {
        selected: before.min(state.themes.len() - 1),
        before,
    };
}

/// The next theme, without the list.
pub(super) fn next(state: &mut State, count: usize) {
    let themes = state.themes.len();
    if themes > 0 {
        let name = state.themes[(state.theme_set() + count) % themes].clone();
        state.settings.theme.clone_from(&name);
        state.tell(name);
    }
}

/// A key in the list.
pub(super) fn act(state: &mut State, action: Action, count: usize) -> Vec<Effect> {
    let Screen::Themes { selected, .. } = state.screen else {
        return Vec::new();
    };
    let last = state.themes.len().saturating_sub(1);
    match action {
        Action::Accept | Action::Activate | Action::Themes => {
            state.settings.theme.clone_from(&state.themes[selected]);
            state.screen = Screen::Reading;
        }
        Action::Cancel | Action::Clear => {
            // What is set has not been touched.
            state.screen = Screen::Reading;
        }
        Action::NextTheme => choose(state, if selected >= last { 0 } else { selected + 1 }),
        _ => {
            if let Some(to) = super::keys::in_list(action, selected, last, count, usize::from(state.size.height / 2)) {
                choose(state, to);
            }
        }
    }
    Vec::new()
}

/// Previews a theme.
pub(super) fn choose(state: &mut State, index: usize) {
    if let Screen::Themes { selected, .. } = &mut state.screen {
        *selected = index.min(state.themes.len().saturating_sub(1));
    }
}
