//! What is new since the last visit, in a box over the page.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::overlay::{BoxFrame, OverlayView, size};
use crate::app::overlay::changes::ChangesList;

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
        self.items(&self.what.rows(self.state), inside, buffer);
    }
}
