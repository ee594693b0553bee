//! The themes that come with the program, and which of them is shown to somebody who chose none.

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

/// In the order of the picker: those for everyday first.
const SOURCES: &[Source<'_>] = themes! {
    "dusk" "paper" "fjord" "lamplight" "newsprint" "high-contrast" "high-contrast-light" "terminal" "mono"
};

/// The themes that come with the program, in the order in which to offer them.
pub fn builtin() -> Vec<Theme> {
    load(&[]).0
}

/// The theme for somebody who chose none: `appearance` of the screen where it is known, how many colours it has, and
/// whether colour is not wanted at all (`NO_COLOR`, <https://no-color.org>).
pub fn default_for(appearance: Option<Appearance>, depth: Depth, no_color: bool) -> &'static str {
    match (depth, appearance) {
        _ if no_color => "mono",
        (Depth::Mono, _) => "mono",
        // Sixteen colours that the user chose look better than our thousands pressed into them.
        (Depth::Ansi16, _) => "terminal",
        (_, Some(Appearance::Light)) => "paper",
        // Our own dark background is readable on a screen of which nothing is known.
        (_, Some(Appearance::Dark | Appearance::Any) | None) => "dusk",
    }
}

/// The built-in themes and the user's, and what is wrong with the user's.
///
/// A user's theme replaces the built-in one of the same name, and may inherit it. One with errors is left out, and
/// so are those that inherit it. Built-in themes inherit from each other only, whatever the user calls theirs.
pub fn load(user: &[Source<'_>]) -> (Vec<Theme>, Vec<Error>) {
    // A test holds the files of the built-in ones to be free of errors.
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

/// What `mono` looks like: how roles are told apart without colour.
pub(super) fn mono_styles() -> Vec<Style> {
    let mono: Vec<Source<'_>> = SOURCES.iter().filter(|source| source.name == "mono").copied().collect();
    match resolve(&[], &mono).0.first() {
        Some(flat) => flat.styles(),
        None => vec![Style::default(); Role::ALL.len()],
    }
}
