//! The list of themes: a small box at the right, so that the page shows the chosen one beside it.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::list::ListView;
use super::overlay::{BoxFrame, OverlayView, size};
use crate::app::overlay::themes::ThemeList;
use crate::layout::role::Glyph;

impl Widget for OverlayView<'_, ThemeList> {
    fn render(self, screen: Rect, buffer: &mut Buffer) {
        let count = self.state.session.configured.themes.len();
        let aside: Cow<'_, str> = match count {
            0 => "none".into(),
            _ => format!("{}/{count}", self.what.list.selected + 1).into(),
        };
        let overlay = BoxFrame {
            title: "Themes",
            aside: &aside,
            shape: self.shape,
            screen: size(screen),
        };
        let inside = overlay.draw(self.theme, buffer);
        ListView::new(&self.what.list, self.theme).draw(inside, buffer, |line, styles, pen| {
            let mark = if line == self.what.before {
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
