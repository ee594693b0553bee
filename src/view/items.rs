//! Lists in a box whose items are several rows of text each.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::cells::{self, Pen};
use super::overlay::OverlayView;
use super::page::PageView;
use crate::app::overlay::items::ItemRow;
use crate::layout::role::{Glyph, Role};

impl<T> OverlayView<'_, T> {
    /// Draws rows of items. What stands in them is text, on the page's ground.
    pub(super) fn items(&self, rows: &[ItemRow], inside: Rect, buffer: &mut Buffer) {
        cells::fill(buffer, inside, cells::style(self.theme, Role::Text));
        let page = PageView::elsewhere(self.state, self.theme);
        for (index, line) in rows.iter().enumerate().take(usize::from(inside.height)) {
            let mut pen = Pen::new(buffer, inside, index as u16);
            let mark = if line.chosen {
                self.theme.glyph(Glyph::Cursor)
            } else {
                " "
            };
            pen.text(mark, cells::style(self.theme, Role::Cursor));
            pen.blank(1, cells::style(self.theme, Role::Text));
            if let Some(row) = &line.row {
                page.pieces(&row.pieces, &mut pen);
            }
        }
    }
}
