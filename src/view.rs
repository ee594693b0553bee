//! Draws the state as cells. Cannot change it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::app::State;
use crate::theme::Theme;

/// The whole screen, ready to be drawn.
pub fn view<'a>(state: &'a State, theme: &'a Theme) -> impl Widget + 'a {
    Reader { state, theme }
}

struct Reader<'a> {
    state: &'a State,
    theme: &'a Theme,
}

impl Widget for Reader<'_> {
    fn render(self, _area: Rect, _buf: &mut Buffer) {
        let _ = (self.state, self.theme);
    }
}
