//! A repeat beside what it repeats, in a box over the page.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::cells::{self, Pen};
use super::overlay::{BoxFrame, size};
use super::page::PageView;
use crate::app::State;
use crate::app::overlay::boxes::BoxShape;
use crate::app::overlay::diff::Diff;
use crate::layout::role::{Glyph, Role};
use crate::theme::Theme;

/// The box.
pub(super) struct DiffView<'a> {
    pub(super) state: &'a State,
    pub(super) theme: &'a Theme,
    pub(super) diff: &'a Diff,
    pub(super) shape: BoxShape,
}

impl Widget for DiffView<'_> {
    fn render(self, screen: Rect, buffer: &mut Buffer) {
        let rows = self.diff.rows(self.state);
        let shown = self.diff.scroll.shown(rows.len(), Diff::room(self.state));
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
