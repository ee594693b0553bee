//! The scrollbar: where the page is in the article, and a map of what lies above and below it. What is where is the
//! state's to say, which must know it for clicks.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::cells::{self, Pen};
use crate::app::State;
use crate::app::panes::scrollbar::Feature;
use crate::layout::role::{Glyph, Role};
use crate::theme::Theme;

/// The bar.
pub(super) struct Scrollbar<'a> {
    pub(super) state: &'a State,
    pub(super) theme: &'a Theme,
}

impl Widget for Scrollbar<'_> {
    /// Draws it in the first column of the area; nothing where the whole article is on the page.
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let Some(map) = self.state.map(area.height) else { return };
        for (row, feature) in (0..).zip(map.rows) {
            // What lies under the thumb is on the page, and needs no mark.
            let (glyph, role) = if map.thumb.contains(&row) {
                (Glyph::Thumb, Role::ScrollbarThumb)
            } else {
                sign(feature)
            };
            Pen::new(buffer, area, row).text(self.theme.glyph(glyph), cells::style(self.theme, role));
        }
    }
}

/// What stands for a feature.
fn sign(feature: Option<Feature>) -> (Glyph, Role) {
    match feature {
        Some(Feature::Mark) => (Glyph::TrackMark, Role::ScrollbarMark),
        Some(Feature::Match) => (Glyph::TrackMatch, Role::ScrollbarMatch),
        Some(Feature::Section) => (Glyph::TrackSection, Role::ScrollbarSection),
        Some(Feature::Caption) => (Glyph::TrackCaption, Role::ScrollbarCaption),
        Some(Feature::Repeat) => (Glyph::TrackFold, Role::ScrollbarFold),
        Some(Feature::Unread) => (Glyph::TrackUnread, Role::ScrollbarUnread),
        None => (Glyph::Track, Role::Scrollbar),
    }
}
