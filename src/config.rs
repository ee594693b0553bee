//! What the user chose once and for all: theme, measure, sidebar, mouse, glyphs, keys.
//!
//! A text and a name for messages in, a [`Config`] and what is wrong with the text out. Knows no file and no
//! environment. A wrong value costs itself alone: the others hold, and it is as if it had been left out.

mod parse;

use std::ops::RangeInclusive;

use crate::theme::{GlyphSet, Theme, source};

pub use crate::theme::Error;
pub use parse::parse;

/// The default configuration as a file, every value with its comment: what to start from.
pub const TEMPLATE: &str = include_str!("../assets/config.toml");

/// Columns the prose may be set in.
pub const MEASURE: RangeInclusive<u16> = 20..=400;

/// Columns the sidebar may take.
pub const SIDEBAR_WIDTH: RangeInclusive<u16> = 16..=80;

/// The user's choices.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a question of its own in the user's file"
)]
pub struct Config {
    /// The theme; none for the one that suits the terminal ([`crate::theme::default_for`]).
    pub theme: Option<ThemeLine>,
    /// Columns of a line of prose, within [`MEASURE`].
    pub measure: u16,
    /// Whether prose takes all the width there is instead.
    pub full_width: bool,
    /// Whether the sidebar is shown.
    pub sidebar: bool,
    /// Columns of the sidebar, within [`SIDEBAR_WIDTH`].
    pub sidebar_width: u16,
    /// Whether the mouse is the reader's; the terminal's own selection works where it is not.
    pub mouse: bool,
    /// Whether to start with the page alone.
    pub zen: bool,
    /// Whether lines about the page itself start folded.
    pub fold_boilerplate: bool,
    /// Which characters marks are drawn with.
    pub glyphs: GlyphSet,
    /// Keys bound anew, in the order of the file.
    pub keys: Vec<KeyLine>,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            theme: None,
            measure: 72,
            full_width: false,
            sidebar: true,
            sidebar_width: 30,
            mouse: true,
            zen: false,
            fold_boilerplate: false,
            glyphs: GlyphSet::Unicode,
            keys: Vec::new(),
        }
    }
}

/// A theme by name, and where the file names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeLine {
    /// The name.
    pub name: String,
    /// Its line in the file, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
}

impl ThemeLine {
    /// The theme, of those there are; the error to show where it is none of them.
    ///
    /// # Errors
    /// The name is no theme's.
    pub fn find<'t>(&self, file: &str, themes: &'t [Theme]) -> Result<&'t Theme, Error> {
        let names = || themes.iter().map(|theme| theme.name.as_str());
        themes
            .iter()
            .find(|theme| theme.name == self.name)
            .ok_or_else(|| Error {
                file: file.to_owned(),
                line: self.line,
                column: self.column,
                what: format!("unknown theme {:?}", self.name),
                help: source::hint(&self.name, names()),
            })
    }
}

/// One binding as the file has it; `run` makes keys and an action of it, for which this room needs no table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyLine {
    /// The mode: the `page` of `[keys.page]`.
    pub mode: String,
    /// The keys, one after the other.
    pub keys: String,
    /// The name of an action, or `none` to unbind the keys.
    pub action: String,
    /// The line of the keys in the file, from 1.
    pub line: usize,
    /// Their first character in the line, from 1.
    pub column: usize,
}

impl KeyLine {
    /// The error to show for a binding that can't be: no such keys, action or mode, or a clash with another one.
    pub fn error(&self, file: &str, what: String, help: String) -> Error {
        Error {
            file: file.to_owned(),
            line: self.line,
            column: self.column,
            what,
            help,
        }
    }
}
