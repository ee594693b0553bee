//! The list of themes: a small box at the right, so that the page shows the chosen one beside it.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::cells::{self, Pen};
use super::overlay::{Overlay, Place, first_shown};
use crate::app::Over;
use crate::layout::role::{Glyph, Role};
use crate::theme::Theme;

/// The narrowest box, for names shorter than its title.
const LEAST_COLUMNS: u16 = 16;
/// Columns before a name: the mark of the theme that was on, and a blank.
const MARK_COLUMNS: u16 = 2;

/// The list of themes.
pub(super) struct ThemeList<'a> {
    /// All names.
    pub(super) names: &'a [String],
    /// The chosen one.
    pub(super) selected: usize,
    /// The one that was on before the list was opened.
    pub(super) before: usize,
    /// How the list looks: the chosen theme.
    pub(super) theme: &'a Theme,
}

fn overlay<'a>(names: &[String], aside: &'a str) -> Overlay<'a> {
    let longest = names.iter().map(|name| cells::columns_of(name)).max();
    Overlay {
        title: "Themes",
        aside,
        place: Place::Right,
        wanted: (
            longest.unwrap_or(0).saturating_add(2 * MARK_COLUMNS).max(LEAST_COLUMNS),
            u16::try_from(names.len()).unwrap_or(u16::MAX),
        ),
    }
}

/// Where the chosen name stands, column and row.
pub(super) fn selected_at(names: &[String], selected: usize, screen: Rect) -> (u16, u16) {
    let inside = overlay(names, "").inside(screen);
    let row = selected.saturating_sub(first_shown(selected, names.len(), inside.height)) as u16;
    (
        inside
            .x
            .saturating_add(MARK_COLUMNS)
            .min(inside.right().saturating_sub(1)),
        inside.y.saturating_add(row).min(inside.bottom().saturating_sub(1)),
    )
}

/// Where the box stands, for those who click on it.
pub(super) fn over(names: &[String], selected: usize, screen: Rect) -> Over {
    let overlay = overlay(names, "");
    let height = overlay.inside(screen).height;
    overlay.over(screen, Some(first_shown(selected, names.len(), height)))
}

impl ThemeList<'_> {
    pub(super) fn draw(&self, screen: Rect, buffer: &mut Buffer) {
        let count = self.names.len();
        let aside: Cow<'_, str> = match count {
            0 => "none".into(),
            _ => format!("{}/{count}", self.selected + 1).into(),
        };
        let overlay = overlay(self.names, &aside);
        let inside = overlay.draw(self.theme, screen, buffer);
        let first = first_shown(self.selected, count, inside.height);
        for (row, index) in (first..count).take(usize::from(inside.height)).enumerate() {
            self.name(index, &mut Pen::new(buffer, inside, row as u16));
        }
    }

    fn name(&self, index: usize, pen: &mut Pen<'_>) {
        let role = if index == self.selected {
            Role::OverlaySelected
        } else {
            Role::Overlay
        };
        let style = cells::style(self.theme, role);
        let mark = if index == self.before {
            self.theme.glyph(Glyph::Read)
        } else {
            " "
        };
        pen.text(mark, style).blank(1, style);
        let room = pen.room();
        pen.cut(&self.names[index], room, self.theme.glyph(Glyph::Ellipsis), style);
        pen.blank(pen.room(), style);
    }
}
