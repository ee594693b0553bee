//! The list of themes: a small box at the right, so that the page shows the chosen one beside it.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::cells::{self, Pen};
use super::overlay::{BoxFrame, size};
use crate::app::State;
use crate::app::overlay::boxes::BoxShape;
use crate::app::overlay::themes::ThemeList;
use crate::layout::role::{Glyph, Role};
use crate::theme::Theme;

/// The list of themes.
pub(super) struct ThemesView<'a> {
    pub(super) state: &'a State,
    pub(super) list: &'a ThemeList,
    /// How the list looks: the chosen theme.
    pub(super) theme: &'a Theme,
    pub(super) shape: BoxShape,
}

impl Widget for ThemesView<'_> {
    fn render(self, screen: Rect, buffer: &mut Buffer) {
        let count = self.state.session.configured.themes.len();
        let aside: Cow<'_, str> = match count {
            0 => "none".into(),
            _ => format!("{}/{count}", self.list.selected + 1).into(),
        };
        let overlay = BoxFrame {
            title: "Themes",
            aside: &aside,
            shape: self.shape,
            screen: size(screen),
        };
        let inside = overlay.draw(self.theme, buffer);
        let first = self.list.first(self.state);
        for (row, index) in (first..count).take(usize::from(inside.height)).enumerate() {
            self.name(index, &mut Pen::new(buffer, inside, row as u16));
        }
    }
}

impl ThemesView<'_> {
    fn name(&self, index: usize, pen: &mut Pen<'_>) {
        let role = if index == self.list.selected {
            Role::OverlaySelected
        } else {
            Role::Overlay
        };
        let style = cells::style(self.theme, role);
        let mark = if index == self.list.before {
            self.theme.glyph(Glyph::Read)
        } else {
            " "
        };
        pen.text(mark, style).blank(1, style);
        let room = pen.room();
        pen.cut(
            &self.state.session.configured.themes[index],
            room,
            self.theme.glyph(Glyph::Ellipsis),
            style,
        );
        pen.blank(pen.room(), style);
    }
}
