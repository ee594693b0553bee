//! The themes as they are drawn: in the colours that the terminal has and the characters that are set.

use super::settings::{self, Setup};
use super::surroundings;
use crate::app::App;
use crate::theme::{Catalog, GlyphSet, Theme};

/// All themes, in the order of their names in the reader's mind.
pub(super) struct Themes {
    all: Catalog,
    /// The same for this terminal, each made when it is first shown: finding the nearest colours takes a while.
    shown: Vec<Option<Theme>>,
    glyphs: GlyphSet,
}

impl Themes {
    pub(super) fn new(themes: Catalog) -> Self {
        Self {
            shown: vec![None; themes.names().len()],
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
        let at = app.theme().min(self.shown.len() - 1);
        let theme = self.all.get(at);
        self.shown[at].get_or_insert_with(|| theme.at_depth(surroundings::depth()).with_glyphs(glyphs))
    }

    /// Takes the themes of settings that have been read again. One whose file is wrong now stays as it was: it may be
    /// the one that is looked at.
    pub(super) fn configure(&mut self, mut setup: Setup) -> Setup {
        if !setup.theme_faults.is_empty() {
            let all = |catalog: &Catalog| {
                (0..catalog.names().len())
                    .map(|at| catalog.get(at).clone())
                    .collect::<Vec<_>>()
            };
            let mut themes = all(&setup.themes);
            let is_gone = |theme: &Theme| !setup.themes.names().contains(&theme.name);
            themes.extend(all(&self.all).into_iter().filter(is_gone));
            setup.themes = Catalog::of(themes);
        }
        self.all.clone_from(&setup.themes);
        self.shown = vec![None; self.all.names().len()];
        setup
    }
}
