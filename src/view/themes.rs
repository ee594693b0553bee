//! The list of themes: a small box at the right, so that the page shows the chosen one beside it.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::list::ListView;
use super::overlay::{BoxFrame, size};
use crate::app::State;
use crate::app::overlay::boxes::BoxShape;
use crate::app::overlay::themes::ThemeList;
use crate::layout::role::Glyph;
use crate::theme::Theme;

/// The list of themes.
pub(super) struct ThemesView<'a> {
    pub(super) state: &'a State,
    pub(super) themes: &'a ThemeList,
    /// How the list looks: the chosen theme.
    pub(super) theme: &'a Theme,
    pub(super) shape: BoxShape,
}

impl Widget for ThemesView<'_> {
    fn render(self, screen: Rect, buffer: &mut Buffer) {
        let count = self.state.session.configured.themes.len();
        let aside: Cow<'_, str> = match count {
            0 => "none".into(),
            _ => format!("{}/{count}", self.themes.list.selected + 1).into(),
        };
        let overlay = BoxFrame {
            title: "Themes",
            aside: &aside,
            shape: self.shape,
            screen: size(screen),
        };
        let inside = overlay.draw(self.theme, buffer);
        ListView::new(&self.themes.list, self.theme).draw(inside, buffer, |line, styles, pen| {
            let mark = if line == self.themes.before {
                self.theme.glyph(Glyph::Read)
            } else {
                " "
            };
            pen.text(mark, styles.plain).blank(1, styles.plain);
            let name = self.state.session.configured.themes.get(line);
            let (name, room) = (name.map_or("", String::as_str), pen.room());
            pen.cut(name, room, self.theme.glyph(Glyph::Ellipsis), styles.plain);
        });
    }
}
