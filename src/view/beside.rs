//! A repeat beside what it repeats, in a box over the page.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::cells::{self, Pen};
use super::overlay::{Overlay, Place};
use super::page::PageView;
use crate::app::{Over, State};
use crate::article::BlockId;
use crate::layout::role::{Glyph, Role};
use crate::theme::Theme;

/// The box.
pub(super) struct Beside<'a> {
    pub(super) state: &'a State,
    pub(super) theme: &'a Theme,
    /// The repeat, and what it repeats.
    pub(super) blocks: (BlockId, BlockId),
    /// The first row shown.
    pub(super) top: usize,
}

fn overlay<'a>(state: &State, rows: usize, aside: &'a str) -> Overlay<'a> {
    Overlay {
        title: "What changed",
        aside,
        place: Place::Centre,
        wanted: (state.beside_columns(), u16::try_from(rows).unwrap_or(u16::MAX)),
    }
}

/// Where the lines of the box stand.
pub(super) fn inside(state: &State, (block, of): (BlockId, BlockId), screen: Rect) -> Rect {
    overlay(state, state.beside(block, of).len(), "").inside(screen)
}

/// Where the box stands, for those who click on it.
pub(super) fn over(state: &State, (block, of): (BlockId, BlockId), screen: Rect) -> Over {
    overlay(state, state.beside(block, of).len(), "").over(screen, None)
}

impl Beside<'_> {
    pub(super) fn draw(&self, screen: Rect, buffer: &mut Buffer) {
        let rows = self.state.beside(self.blocks.0, self.blocks.1);
        let height = self.state.beside_rows();
        let top = self.top.min(rows.len().saturating_sub(height));
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
        let overlay = overlay(self.state, rows.len(), &aside);
        let inside = overlay.draw(self.theme, screen, buffer);
        // What stands in it is text of the page, on the page's ground.
        cells::fill(buffer, inside, cells::style(self.theme, Role::Text));
        let page = PageView::elsewhere(self.state, self.theme);
        for (index, row) in rows.iter().skip(top).take(usize::from(inside.height)).enumerate() {
            page.pieces(&row.pieces, &mut Pen::new(buffer, inside, index as u16));
        }
    }
}
