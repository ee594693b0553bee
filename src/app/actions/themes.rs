//! Which theme is set, and the next one on a key.

use crate::app::state::State;
use crate::settings::{Appearance, Settings, ThemeChoice};

/// The next theme, without the list.
pub(in crate::app) fn next(state: &mut State, count: usize) {
    let themes = &state.session.configured.themes;
    if !themes.is_empty() {
        let name = themes[(state.theme_set() + count) % themes.len()].clone();
        state.session.settings.theme = name.as_str().into();
        state.tell(name);
    }
}

impl State {
    /// The theme that is set: the one of that name, or the one that is set for such a screen, or that suits it.
    pub fn theme_set(&self) -> usize {
        let named = |choice: &ThemeChoice| {
            let name = choice.name()?;
            self.session.configured.themes.iter().position(|theme| theme == name)
        };
        let Settings {
            theme,
            theme_light,
            theme_dark,
            ..
        } = &self.session.settings;
        let (suited_here, suited) = if self.is_on_light() {
            (theme_light, self.session.configured.suited.light)
        } else {
            (theme_dark, self.session.configured.suited.dark)
        };
        named(theme).or_else(|| named(suited_here)).unwrap_or(suited)
    }

    /// Whether the screen is taken for a light one.
    pub fn is_on_light(&self) -> bool {
        match self.session.settings.appearance {
            Appearance::Light => true,
            Appearance::Dark => false,
            Appearance::Automatic | Appearance::Ask => self.session.configured.suited.on_light,
        }
    }
}
