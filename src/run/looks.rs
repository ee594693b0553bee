//! The themes as they are drawn with: for the terminal's colours, in the characters that are set.

use super::settings::{self, Setup};
use crate::app::App;
use crate::theme::{GlyphSet, Theme};

/// All themes, in the order of their names in the reader's mind.
pub(super) struct Looks {
    themes: Vec<Theme>,
    glyphs: GlyphSet,
}

impl Looks {
    /// Themes that are all drawn in the same set of characters.
    pub(super) fn new(themes: Vec<Theme>) -> Self {
        Self {
            themes,
            glyphs: GlyphSet::Unicode,
        }
    }

    /// The theme to draw with.
    pub(super) fn theme(&mut self, app: &App) -> &Theme {
        let glyphs = settings::glyphs(&app.state.session.settings);
        if glyphs != self.glyphs {
            self.glyphs = glyphs;
            self.themes = self.themes.iter().map(|theme| theme.with_glyphs(glyphs)).collect();
        }
        // There are always those that come with the program.
        &self.themes[app.theme().min(self.themes.len() - 1)]
    }

    /// Takes the themes of settings that have been read again. One whose file is wrong now stays as it was: it may be
    /// the one that is looked at.
    pub(super) fn configure(&mut self, mut setup: Setup) -> Setup {
        if !setup.theme_faults.is_empty() {
            let is_new = |theme: &&Theme| !setup.themes.iter().any(|new| new.name == theme.name);
            let kept: Vec<Theme> = self.themes.iter().filter(is_new).cloned().collect();
            setup.themes.extend(kept);
            setup.names = setup.themes.iter().map(|theme| theme.name.clone()).collect();
        }
        let glyphs = self.glyphs;
        self.themes = setup.themes.iter().map(|theme| theme.with_glyphs(glyphs)).collect();
        setup
    }
}
