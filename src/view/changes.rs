//! What is new since the last visit, in a box over the page.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::cells::{self, Pen};
use super::overlay::{BoxFrame, OverlayView, size};
use super::page::PageView;
use crate::app::overlay::changes::ChangesList;
use crate::layout::role::{Glyph, Role};

impl Widget for OverlayView<'_, ChangesList> {
    fn render(self, screen: Rect, buffer: &mut Buffer) {
        let count = self.state.document.visits.items.len();
        let (title, aside) = (
            self.state.changes_in_words(),
            format!("{}/{count}", self.what.list.selected + 1),
        );
        let overlay = BoxFrame {
            title: &title,
            aside: &aside,
            shape: self.shape,
            screen: size(screen),
        };
        let inside = overlay.draw(self.theme, buffer);
        // What stands in it is text of the page, on the page's ground.
        cells::fill(buffer, inside, cells::style(self.theme, Role::Text));
        let page = PageView::elsewhere(self.state, self.theme);
        let shown = self.what.rows(self.state);
        for (index, line) in shown.iter().enumerate().take(usize::from(inside.height)) {
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
