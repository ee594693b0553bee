//! A box over the page: its place, its border, its title. What stands in it is the caller's.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::cells::{self, Pen};
use crate::app::Over;
use crate::app::area::{Area, Size};
use crate::layout::role::{Glyph, Role};
use crate::theme::Theme;

/// The least columns and rows between a box and the edge of a roomy screen.
const MARGIN: (u16, u16) = (2, 1);
/// Columns a border and the space inside it take, both sides together.
const BORDER_COLUMNS: u16 = 4;
/// Rows a border takes.
const BORDER_ROWS: u16 = 2;

/// Where on the screen a box stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In the middle.
    Centre,
    /// At the right, so that the page beside it can be seen.
    Right,
    /// At the lower right, above the status line.
    LowerRight,
    /// Just there, on a screen that is roomy enough.
    At(Rect),
}

/// A box with a title.
pub(super) struct Overlay<'a> {
    /// What it is.
    pub(super) title: &'a str,
    /// What is said at the right of the title's line: a count, a key.
    pub(super) aside: &'a str,
    /// Where it stands.
    pub(super) place: Place,
    /// Columns and rows wanted for what stands in it.
    pub(super) wanted: (u16, u16),
}

impl Overlay<'_> {
    /// Where what stands in it goes, on this screen; drawn or not.
    pub(super) fn inside(&self, screen: Rect) -> Rect {
        let outside = self.outside(screen);
        if is_roomy(screen) {
            let [x, y] = [BORDER_COLUMNS / 2, BORDER_ROWS / 2];
            Rect {
                x: outside.x.saturating_add(x).min(outside.right()),
                y: outside.y.saturating_add(y).min(outside.bottom()),
                width: outside.width.saturating_sub(BORDER_COLUMNS),
                height: outside.height.saturating_sub(BORDER_ROWS),
            }
        } else {
            // The title's row is all the frame there is.
            let title = outside.height.min(1);
            Rect {
                y: outside.y + title,
                height: outside.height - title,
                ..outside
            }
        }
    }

    /// The box with its border.
    pub(super) fn outside(&self, screen: Rect) -> Rect {
        if !is_roomy(screen) {
            return screen;
        }
        if let Place::At(there) = self.place {
            return there;
        }
        let most = (screen.width - 2 * MARGIN.0, screen.height - 2 * MARGIN.1);
        let width = self.wanted.0.saturating_add(BORDER_COLUMNS).min(most.0);
        let height = self.wanted.1.saturating_add(BORDER_ROWS).min(most.1);
        let (left, above) = (screen.width - width, screen.height - height);
        let (x, y) = match self.place {
            Place::Centre | Place::At(_) => (left / 2, above / 3),
            Place::Right => (left - MARGIN.0, MARGIN.1),
            Place::LowerRight => (left - MARGIN.0, above - MARGIN.1),
        };
        Rect {
            x: screen.x + x,
            y: screen.y + y,
            width,
            height,
        }
    }

    /// The same for those who click on it: lines of a list stand in all of it, or none do.
    pub(super) fn over(&self, screen: Rect, first: Option<usize>) -> Over {
        Over {
            outside: area(self.outside(screen)),
            list: first.map_or_else(Area::default, |_| area(self.inside(screen))),
            first: first.unwrap_or_default(),
        }
    }

    /// Draws the empty box; gives the area inside it.
    pub(super) fn draw(&self, theme: &Theme, screen: Rect, buffer: &mut Buffer) -> Rect {
        let outside = self.outside(screen);
        cells::fill(buffer, outside, cells::style(theme, Role::Overlay));
        if is_roomy(screen) {
            self.border(theme, outside, buffer);
        } else {
            self.title(theme, &mut Pen::new(buffer, outside, 0));
        }
        self.inside(screen)
    }

    fn border(&self, theme: &Theme, outside: Rect, buffer: &mut Buffer) {
        let line = cells::style(theme, Role::OverlayBorder);
        let last = outside.height.saturating_sub(1);
        for row in 0..outside.height {
            let (left, between, right) = match row {
                0 => (
                    Glyph::CornerUpperLeft,
                    Some(Glyph::EdgeHorizontal),
                    Glyph::CornerUpperRight,
                ),
                _ if row == last => (
                    Glyph::CornerLowerLeft,
                    Some(Glyph::EdgeHorizontal),
                    Glyph::CornerLowerRight,
                ),
                _ => (Glyph::EdgeVertical, None, Glyph::EdgeVertical),
            };
            let mut pen = Pen::new(buffer, outside, row);
            pen.text(theme.glyph(left), line);
            if let Some(edge) = between {
                let edge = theme.glyph(edge);
                for _ in 2..outside.width {
                    pen.text(edge, line);
                }
            }
            pen.right(1).text(theme.glyph(right), line);
        }
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

/// An area as the state has it.
pub(super) fn area(rect: Rect) -> Area {
    Area {
        x: rect.x,
        y: rect.y,
        width: rect.width,
        height: rect.height,
    }
}

/// Whether a box leaves something of the screen to be seen.
pub(super) fn is_roomy(screen: Rect) -> bool {
    Size {
        width: screen.width,
        height: screen.height,
    }
    .is_roomy()
}

/// The first line to show of a list of `count` in `height` rows so that the chosen one stands in its middle, or
/// as near to it as the list's ends allow.
pub(super) fn first_shown(selected: usize, count: usize, height: u16) -> usize {
    let height = usize::from(height);
    selected.saturating_sub(height / 2).min(count.saturating_sub(height))
}
