//! A repeat beside what it repeats, in a box over the page.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::cells::{self, Pen};
use super::overlay::{BoxFrame, OverlayView, size};
use super::page::PageView;
use crate::app::overlay::diff::Diff;
use crate::layout::role::{Glyph, Role};

impl Widget for OverlayView<'_, Diff> {
    fn render(self, screen: Rect, buffer: &mut Buffer) {
        let rows = self.what.rows(self.state);
        let shown = self.what.scroll.shown(rows.len(), Diff::room(self.state));
        let glyph = |glyph| self.theme.glyph(glyph);
        let aside = format!(
            "{}added{} {}left out{} {}moved{}",
            glyph(Glyph::AddedOpen),
            glyph(Glyph::AddedClose),
            glyph(Glyph::DroppedOpen),
            glyph(Glyph::DroppedClose),
            glyph(Glyph::Moved),
            glyph(Glyph::Moved)
        );
        let overlay = BoxFrame {
            title: "What changed",
            aside: &aside,
            shape: self.shape,
            screen: size(screen),
        };
        let inside = overlay.draw(self.theme, buffer);
        // What stands in it is text of the page, on the page's ground.
        cells::fill(buffer, inside, cells::style(self.theme, Role::Text));
        let page = PageView::elsewhere(self.state, self.theme);
        for (index, row) in (0..).zip(&rows[shown]) {
            page.pieces(&row.pieces, &mut Pen::new(buffer, inside, index));
        }
    }
}
