//! A band across the screen, above the bottom line: what can follow what is typed. An edge sets it apart from the page
//! where there is room for one.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::cells::{self, Pen};
use super::overlay::is_roomy;
use crate::layout::role::{Glyph, Role};
use crate::theme::Theme;

/// Columns kept free at both ends, as in the bottom line.
const MARGIN: u16 = 1;

/// A band.
pub(super) struct Band<'a> {
    /// What it is about, on its edge; nothing if empty.
    pub(super) title: &'a str,
    /// What is said at the right of its edge.
    pub(super) aside: &'a str,
    /// Rows wanted in it.
    pub(super) rows: u16,
    /// A row of the screen that is better not hidden: where the band would, and the top is free, it stands there.
    pub(super) avoid: Option<u16>,
}

/// Rows that a band has room for, between the top line and the bottom line; one of the page's is left to be seen.
pub(super) fn room(screen: Rect, body: Rect) -> u16 {
    body.height.saturating_sub(1 + edge_rows(screen))
}

/// Columns that a band has room for.
pub(super) fn columns(body: Rect) -> u16 {
    body.width.saturating_sub(2 * MARGIN)
}

fn edge_rows(screen: Rect) -> u16 {
    u16::from(is_roomy(screen))
}

impl Band<'_> {
    /// Draws it empty; gives the area inside.
    pub(super) fn draw(&self, theme: &Theme, screen: Rect, body: Rect, buffer: &mut Buffer) -> Rect {
        let edge = edge_rows(screen);
        let height = (self.rows + edge).min(body.height);
        let below = body.bottom() - height;
        let hides = self.avoid.is_some_and(|row| row >= below);
        let free_above = self.avoid.is_some_and(|row| row >= body.y + height);
        let above = hides && free_above;
        let outside = Rect {
            y: if above { body.y } else { below },
            height,
            ..body
        };
        cells::fill(buffer, outside, cells::style(theme, Role::Overlay));
        if edge > 0 {
            self.edge(theme, outside, if above { height - 1 } else { 0 }, buffer);
        }
        let margin = MARGIN.min(body.width / 2);
        Rect {
            x: outside.x + margin,
            y: outside.y + if above { 0 } else { edge },
            width: outside.width - 2 * margin,
            height: height.saturating_sub(edge),
        }
    }

    fn edge(&self, theme: &Theme, outside: Rect, row: u16, buffer: &mut Buffer) {
        let mut pen = Pen::new(buffer, outside, row);
        let (line, title) = (
            cells::style(theme, Role::OverlayBorder),
            cells::style(theme, Role::OverlayTitle),
        );
        let quiet = cells::style(theme, Role::OverlayQuiet);
        let edge = theme.glyph(Glyph::EdgeHorizontal);
        pen.text(edge, line);
        if !self.title.is_empty() {
            pen.blank(1, title).text(self.title, title).blank(1, title);
        }
        let aside = cells::columns_of(self.aside);
        let end = if aside > 0 { aside + 3 } else { 0 };
        while pen.room() > end {
            pen.text(edge, line);
        }
        if aside > 0 {
            pen.blank(1, quiet)
                .text(self.aside, quiet)
                .blank(1, quiet)
                .text(edge, line);
        }
    }
}
