//! How each role looks: styles and glyphs for every [`Role`] and [`Glyph`], from TOML files that people can write.
//!
//! It knows roles, but not what is drawn, and no file, terminal or environment. It is given texts, each with a name for
//! messages; the caller knows how many colours there are.

mod builtin;
mod color;
mod depth;
mod glyphs;
mod inherit;
mod parse;
pub(crate) mod source;

use crate::layout::role::{Glyph, Role};
use depth::Palette;

pub use builtin::{Catalog, builtin, default_for, load};
pub use color::{Color, contrast};
pub use glyphs::GlyphSet;
pub use source::{Error, Source};

/// How a role looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "the attributes of a terminal cell are independent"
)]
pub struct Style {
    /// The colour of the letters.
    pub fg: Color,
    /// The colour behind them.
    pub bg: Color,
    /// Bold letters.
    pub bold: bool,
    /// Fainter letters.
    pub dim: bool,
    /// Italic letters.
    pub italic: bool,
    /// Underlined letters.
    pub underlined: bool,
    /// Letters and background swapped.
    pub reversed: bool,
    /// Letters struck through.
    pub crossed_out: bool,
}

impl Style {
    /// This style on a line that is drawn in `line`: the number in a chosen row of the sidebar, the matched letters
    /// in a chosen row of a list. The line keeps its background. It also keeps its own letters if it is reversed, so
    /// that it has no gap, or if these letters could not be read on it, such as grey on grey. Attributes add up.
    #[must_use]
    pub fn on(self, line: Style) -> Style {
        Style {
            fg: if line.reversed || color::is_illegible(self.fg, line.bg) {
                line.fg
            } else {
                self.fg
            },
            bg: line.bg,
            bold: self.bold || line.bold,
            dim: self.dim && !line.reversed,
            italic: self.italic || line.italic,
            underlined: self.underlined || line.underlined,
            reversed: line.reversed,
            crossed_out: self.crossed_out || line.crossed_out,
        }
    }
}

/// How many colours a terminal has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// None: only bold, italic and reversed letters.
    Mono,
    /// Its own 16.
    Ansi16,
    /// 256.
    Ansi256,
    /// 16 million.
    True,
}

/// The kind of screen that a theme is for, or that a terminal has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Appearance {
    /// Light letters on a dark screen.
    Dark,
    /// Dark letters on a light screen.
    Light,
    /// Either: the theme leaves the background to the terminal.
    #[default]
    Any,
}

/// A theme with every role resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Its name in the picker and in the configuration: the stem of its file's name.
    pub name: String,
    /// The screen it is made for.
    pub appearance: Appearance,
    styles: Vec<Style>,
    glyphs: Vec<String>,
    set: GlyphSet,
}

impl Theme {
    /// How the role looks.
    pub fn style(&self, role: Role) -> Style {
        self.styles[role as usize]
    }

    /// The character for the glyph: one column wide.
    pub fn glyph(&self, glyph: Glyph) -> &str {
        match self.set {
            GlyphSet::Unicode => &self.glyphs[glyph as usize],
            GlyphSet::Ascii => glyphs::ascii(glyph),
        }
    }

    /// The same theme with another set of glyphs. Switching to ASCII and back loses nothing.
    #[must_use]
    pub fn with_glyphs(&self, set: GlyphSet) -> Theme {
        Theme { set, ..self.clone() }
    }

    /// The same theme for a terminal with `depth` colours. Each colour becomes the nearest one available that keeps the
    /// text as readable as it was meant to be. Without colours, the attributes of `mono` tell the roles apart.
    #[must_use]
    pub fn at_depth(&self, depth: Depth) -> Theme {
        let colourless = |style: &Style| style.fg == Color::Default && style.bg == Color::Default;
        let styles = match depth {
            Depth::True => self.styles.clone(),
            Depth::Ansi256 => depth::reduce(&self.styles, Palette::Colours256),
            Depth::Ansi16 => depth::reduce(&self.styles, Palette::Colours16),
            Depth::Mono if self.styles.iter().all(colourless) => self.styles.clone(),
            Depth::Mono => builtin::mono_styles(),
        };
        Theme { styles, ..self.clone() }
    }
}
