//! Where everything is on the screen: worked out once, for those who draw and those who are clicked.

use super::{Focus, Settings};

/// A size in cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

/// A rectangle of cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Area {
    /// The left column.
    pub x: u16,
    /// The top row.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

impl Area {
    /// Whether the cell is in it.
    pub fn holds(self, x: u16, y: u16) -> bool {
        (self.x..self.x + self.width).contains(&x) && (self.y..self.y + self.height).contains(&y)
    }
}

/// The narrowest and lowest terminal that is laid out; below it the program says so.
pub const LEAST: Size = Size { width: 20, height: 5 };
/// From this many columns on the sidebar stands beside the page; below it lies over it on demand.
pub const SIDEBAR_FROM: u16 = 80;

/// Where everything is on the screen. Areas that are not there are empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Areas {
    /// The top line.
    pub header: Area,
    /// The sidebar's lines, without the rule beside them.
    pub sidebar: Area,
    /// The rule between sidebar and page; one column.
    pub rule: Area,
    /// Whether the sidebar lies over the page instead of beside it.
    pub sidebar_over: bool,
    /// The pane: everything right of the rule, with margins and scrollbar.
    pub pane: Area,
    /// Where the prose stands in the pane; its width is the measure.
    pub prose: Area,
    /// Columns of a row of the page.
    pub measure: u16,
    /// The scrollbar; one column.
    pub scrollbar: Area,
    /// The bottom line.
    pub status: Area,
}

impl Areas {
    /// Lays out a screen.
    pub fn of(_size: Size, _settings: &Settings, _focus: Focus) -> Self {
        Self::default()
    }
}
