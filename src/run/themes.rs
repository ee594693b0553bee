//! The themes as they are drawn: in the colours that the terminal has and the characters that are set.

use super::settings::{self, Setup};
use super::surroundings;
use crate::app::App;
use crate::theme::{GlyphSet, Theme};

/// All themes, in the order of their names in the reader's mind.
pub(super) struct Themes {
    all: Vec<Theme>,
    /// The same for this terminal, each made when it is first shown: finding the nearest colours takes a while.
    shown: Vec<Option<Theme>>,
    glyphs: GlyphSet,
}

impl Themes {
    pub(super) fn new(themes: Vec<Theme>) -> Self {
        Self {
            shown: vec![None; themes.len()],
            all: themes,
            glyphs: GlyphSet::Unicode,
        }
    }

    /// The theme to draw with.
    pub(super) fn theme(&mut self, app: &App) -> &Theme {
        let glyphs = settings::glyphs(&app.state.session.settings);
        if glyphs != self.glyphs {
            self.glyphs = glyphs;
            self.shown.fill(None);
        }
        // There are always those that come with the program.
        let at = app.theme().min(self.all.len() - 1);
        let theme = &self.all[at];
        self.shown[at].get_or_insert_with(|| theme.at_depth(surroundings::depth()).with_glyphs(glyphs))
    }

    /// Takes the themes of settings that have been read again. One whose file is wrong now stays as it was: it may be
    /// the one that is looked at.
    pub(super) fn configure(&mut self, mut setup: Setup) -> Setup {
        if !setup.theme_faults.is_empty() {
            let is_new = |theme: &&Theme| !setup.themes.iter().any(|new| new.name == theme.name);
            let kept: Vec<Theme> = self.all.iter().filter(is_new).cloned().collect();
            setup.themes.extend(kept);
            setup.names = setup.themes.iter().map(|theme| theme.name.clone()).collect();
        }
        self.all.clone_from(&setup.themes);
        self.shown = vec![None; self.all.len()];
        setup
    }
}
