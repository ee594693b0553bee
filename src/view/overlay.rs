//! A box over the page: its place, its border, its title. What stands in it is the caller's.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::symbols::border;
use ratatui::widgets::{Block, Widget};

use super::cells::{self, Pen};
use super::rect;
use crate::app::State;
use crate::app::overlay::boxes::BoxShape;
use crate::app::session::area::Size;
use crate::layout::role::{Glyph, Role};
use crate::theme::Theme;

/// Columns a border and the space inside it take, both sides together.
const BORDER_COLUMNS: u16 = 4;

/// Something that lies over the page, ready to be drawn on the screen.
pub(super) struct OverlayView<'a, T> {
    pub(super) state: &'a State,
    pub(super) theme: &'a Theme,
    /// Where it stands.
    pub(super) shape: BoxShape,
    /// What it is.
    pub(super) what: &'a T,
}

/// A box with a title.
pub(super) struct BoxFrame<'a> {
    /// What it is.
    pub(super) title: &'a str,
    /// What is said at the right of the title's line: a count, a key.
    pub(super) aside: &'a str,
    /// Where it stands.
    pub(super) shape: BoxShape,
    /// The size of the screen.
    pub(super) screen: Size,
}

impl BoxFrame<'_> {
    /// Draws the empty box; gives the area inside it.
    pub(super) fn draw(&self, theme: &Theme, buffer: &mut Buffer) -> Rect {
        let outside = rect(self.shape.outside(self.screen));
        cells::fill(buffer, outside, cells::style(theme, Role::Overlay));
        if self.screen.is_roomy() {
            self.border(theme, outside, buffer);
        } else {
            self.title(theme, &mut Pen::new(buffer, outside, 0));
        }
        rect(self.shape.inside(self.screen))
    }

    fn border(&self, theme: &Theme, outside: Rect, buffer: &mut Buffer) {
        let set = border::Set {
            top_left: theme.glyph(Glyph::CornerUpperLeft),
            top_right: theme.glyph(Glyph::CornerUpperRight),
            bottom_left: theme.glyph(Glyph::CornerLowerLeft),
            bottom_right: theme.glyph(Glyph::CornerLowerRight),
            vertical_left: theme.glyph(Glyph::EdgeVertical),
            vertical_right: theme.glyph(Glyph::EdgeVertical),
            horizontal_top: theme.glyph(Glyph::EdgeHorizontal),
            horizontal_bottom: theme.glyph(Glyph::EdgeHorizontal),
        };
        Block::bordered()
            .border_set(set)
            .border_style(cells::style(theme, Role::OverlayBorder))
            .render(outside, buffer);
        let title = Rect {
            x: outside.x + BORDER_COLUMNS / 2 - 1,
            width: outside.width.saturating_sub(BORDER_COLUMNS - 2),
            height: 1,
            ..outside
        };
        self.title(theme, &mut Pen::new(buffer, title, 0));
    }

    /// Writes title and aside on the upper edge, each with a blank on both sides.
    fn title(&self, theme: &Theme, pen: &mut Pen<'_>) {
        let ground = cells::style(theme, Role::OverlayTitle);
        let quiet = cells::style(theme, Role::OverlayQuiet);
        let room = pen.room();
        let ellipsis = theme.glyph(Glyph::Ellipsis);
        if !self.title.is_empty() {
            pen.blank(1, ground);
            pen.cut(self.title, room.saturating_sub(2), ellipsis, ground)
                .blank(1, ground);
        }
        let aside = cells::columns_of(self.aside);
        if aside > 0 && aside + 2 < pen.room() {
            pen.right(aside + 2)
                .blank(1, quiet)
                .text(self.aside, quiet)
                .blank(1, quiet);
        }
    }
}

/// The size of the screen, as boxes are measured by it.
pub(super) fn size(screen: Rect) -> Size {
    Size {
        width: screen.width,
        height: screen.height,
    }
}
