//! The built-in themes, and which of them is used if the user chose none.

use std::sync::{Arc, OnceLock};

use super::inherit::{Flat, resolve};
use super::{Appearance, Depth, Error, Source, Style, Theme};
use crate::layout::role::Role;

macro_rules! themes {
    ($($name:literal)*) => {
        &[$(Source {
            name: $name,
            file: concat!("themes/", $name, ".toml"),
            text: include_str!(concat!("../../themes/", $name, ".toml")),
        },)*]
    };
}

/// In the order of the list of themes: those for everyday use first.
const SOURCES: &[Source<'_>] = themes! {
    "dusk" "paper" "fjord" "lamplight" "newsprint" "high-contrast" "high-contrast-light" "terminal" "mono"
};

/// Themes by name. A built-in one is read when it is first asked for: a start shows one of nine.
#[derive(Clone, Debug)]
pub struct Catalog {
    names: Arc<[String]>,
    themes: Vec<OnceLock<Theme>>,
}

impl Catalog {
    /// The built-in themes, in the order in which they are offered.
    pub fn builtin() -> Self {
        Self {
            names: SOURCES.iter().map(|source| source.name.to_owned()).collect(),
            themes: vec![OnceLock::new(); SOURCES.len()],
        }
    }

    /// Themes that have been read; there is one at least.
    pub fn of(themes: Vec<Theme>) -> Self {
        Self {
            names: themes.iter().map(|theme| theme.name.clone()).collect(),
            themes: themes.into_iter().map(OnceLock::from).collect(),
        }
    }

    /// Their names.
    pub fn names(&self) -> &Arc<[String]> {
        &self.names
    }

    /// A theme by its number; the last one for a number that is too high.
    pub fn get(&self, at: usize) -> &Theme {
        let at = at.min(self.themes.len() - 1);
        self.themes[at].get_or_init(|| one(at))
    }
}

/// One built-in theme, of its file and those of the themes it inherits.
fn one(at: usize) -> Theme {
    let parent = |source: &Source<'_>| {
        let name = source.text.lines().find_map(|line| line.strip_prefix("inherits = "))?;
        SOURCES.iter().find(|other| other.name == name.trim_matches('"'))
    };
    let chain: Vec<Source<'_>> = std::iter::successors(Some(&SOURCES[at]), |source| parent(source))
        .copied()
        .collect();
    let flats = resolve(&[], &chain).0;
    let own = flats.iter().find(|flat| flat.name == SOURCES[at].name);
    own.expect("a test makes sure that the built-in files have no errors")
        .theme()
}

/// The built-in themes, in the order in which they are offered.
pub fn builtin() -> Vec<Theme> {
    load(&[]).0
}

/// The theme for a user who chose none. It depends on the `appearance` of the screen if that is known, on how many
/// colours there are, and on whether colour is unwanted (`NO_COLOR`, <https://no-color.org>).
pub fn default_for(appearance: Option<Appearance>, depth: Depth, no_color: bool) -> &'static str {
    match (depth, appearance) {
        _ if no_color => "mono",
        (Depth::Mono, _) => "mono",
        // The user's own sixteen colours look better than our colours reduced to them.
        (Depth::Ansi16, _) => "terminal",
        (_, Some(Appearance::Light)) => "paper",
        // Nothing is known of the screen: our own dark background is readable on any.
        (_, Some(Appearance::Dark | Appearance::Any) | None) => "dusk",
    }
}

/// The built-in themes and the user's, with the errors in the user's.
///
/// A user's theme replaces the built-in one of the same name, and may inherit it. One with errors is left out, and
/// so are those that inherit it. Built-in themes inherit from each other only, whatever the user calls theirs.
pub fn load(user: &[Source<'_>]) -> (Vec<Theme>, Vec<Error>) {
    // A test makes sure that the built-in files have no errors.
    let base = resolve(&[], SOURCES).0;
    let (flats, errors) = resolve(&base, user);
    let mut themes: Vec<Theme> = base.iter().map(Flat::theme).collect();
    for flat in flats {
        match themes.iter_mut().find(|theme| theme.name == flat.name) {
            Some(theme) => *theme = flat.theme(),
            None => themes.push(flat.theme()),
        }
    }
    (themes, errors)
}

/// The styles of `mono`: how roles are told apart without colour.
pub(super) fn mono_styles() -> Vec<Style> {
    let mono: Vec<Source<'_>> = SOURCES.iter().filter(|source| source.name == "mono").copied().collect();
    match resolve(&[], &mono).0.first() {
        Some(flat) => flat.styles(),
        None => vec![Style::default(); Role::ALL.len()],
    }
}
