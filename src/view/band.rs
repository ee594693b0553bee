//! A band across the screen, above the bottom line: what can follow what is typed. An edge sets it apart from the page
//! where there is room for one.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::cells::{self, Pen};
use super::overlay::size;
use super::rect;
use crate::app::overlay::boxes::BoxShape;
use crate::app::session::area::Area;
use crate::layout::role::{Glyph, Role};
use crate::theme::Theme;

/// A band.
pub(super) struct Band<'a> {
    /// What it is about, on its edge; nothing if empty.
    pub(super) title: &'a str,
    /// What is said at the right of its edge.
    pub(super) aside: &'a str,
    /// Where it stands.
    pub(super) shape: BoxShape,
    /// A row of the screen that is better not hidden: where the band would, and the top of the area is free, it stands
    /// there.
    pub(super) avoid: Option<(u16, Area)>,
}

impl Band<'_> {
    /// Draws it empty; gives the area inside.
    pub(super) fn draw(&self, theme: &Theme, screen: Rect, buffer: &mut Buffer) -> Rect {
        let size = size(screen);
        let (mut outside, mut inside) = (rect(self.shape.outside(size)), rect(self.shape.inside(size)));
        let hidden = self.avoid.filter(|(row, _)| *row >= outside.y);
        let above = hidden.filter(|(row, body)| *row >= body.y + outside.height);
        if let Some((_, body)) = above {
            (outside.y, inside.y) = (body.y, body.y);
        }
        cells::fill(buffer, outside, cells::style(theme, Role::Overlay));
        if size.is_roomy() {
            let edge = outside.height.saturating_sub(1);
            self.edge(theme, outside, if above.is_some() { edge } else { 0 }, buffer);
        }
        inside
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
