//! The themes that come with the program, and which of them is shown to somebody who chose none.

use super::inherit::{Flat, resolve};
use super::{Appearance, Depth, Source, Style, Theme};
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
    super::load(&[]).0
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

/// The built-in themes, before a user's theme may inherit them.
pub(super) fn flats() -> Vec<Flat> {
    // A test holds the files to be free of errors.
    resolve(&[], SOURCES).0
}

/// What `mono` looks like: how roles are told apart without colour.
pub(super) fn mono_styles() -> Vec<Style> {
    let mono: Vec<Source<'_>> = SOURCES.iter().filter(|source| source.name == "mono").copied().collect();
    match resolve(&[], &mono).0.first() {
        Some(flat) => flat.styles(),
        None => vec![Style::default(); Role::ALL.len()],
    }
}
