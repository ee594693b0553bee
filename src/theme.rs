//! Which role looks how. Knows roles and nothing of what is drawn.

use crate::layout::role::{Glyph, Role};

/// A colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Color {
    /// The terminal's own foreground or background.
    #[default]
    Default,
    /// One of the terminal's 256; the first 16 are its own palette.
    Indexed(u8),
    /// Red, green, blue.
    Rgb(u8, u8, u8),
}

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
    /// Heavier letters.
    pub bold: bool,
    /// Fainter letters.
    pub dim: bool,
    /// Slanted letters.
    pub italic: bool,
    /// A line below.
    pub underlined: bool,
    /// Letters and background exchanged.
    pub reversed: bool,
    /// A line through.
    pub crossed_out: bool,
}

/// How many colours a terminal has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// None: weight, slant and reversal alone.
    Mono,
    /// Its own 16.
    Ansi16,
    /// 256.
    Ansi256,
    /// 16 million.
    True,
}

/// A theme, every role worked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Its name in the picker and in the configuration.
    pub name: String,
    styles: Vec<Style>,
    glyphs: Vec<String>,
}

impl Theme {
    /// How the role looks.
    pub fn style(&self, role: Role) -> Style {
        self.styles[role as usize]
    }

    /// What stands for the glyph: one column wide.
    pub fn glyph(&self, glyph: Glyph) -> &str {
        &self.glyphs[glyph as usize]
    }
}
