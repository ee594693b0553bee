//! The versions of the article that were seen, and two of them compared.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::list::ListView;
use super::overlay::{BoxFrame, OverlayView, size};
use crate::app::overlay::versions::VersionList;
use crate::layout::role::Glyph;

impl Widget for OverlayView<'_, VersionList> {
    fn render(self, screen: Rect, buffer: &mut Buffer) {
        let top = self.what.top();
        let aside = match top.count() {
            0 => String::new(),
            count => format!("{}/{count}", top.selected + 1),
        };
        let overlay = BoxFrame {
            title: &self.what.title(),
            aside: &aside,
            shape: self.shape,
            screen: size(screen),
        };
        let inside = overlay.draw(self.theme, buffer);
        match &self.what.comparison {
            Some(comparison) if top.count() > 0 => self.items(&comparison.rows(self.state), inside, buffer),
            _ => self.list(inside, buffer),
        }
    }
}

impl OverlayView<'_, VersionList> {
    fn list(&self, inside: Rect, buffer: &mut Buffer) {
        let view = ListView::new(self.what.top(), self.theme).nothing(self.what.nothing());
        let versions = self.what.versions.as_deref().unwrap_or_default();
        view.draw(inside, buffer, |line, styles, pen| {
            let Some(version) = versions.get(line) else { return };
            let mark = if self.what.from == Some(version.number) {
                self.theme.glyph(Glyph::Cursor)
            } else {
                " "
            };
            pen.text(mark, styles.key);
            let noun = if version.posts == 1 { "post " } else { "posts" };
            pen.text(&format!("{:>4}  {}", version.number, version.seen), styles.plain);
            pen.text(&format!("  {:>5} {noun}  ", version.posts), styles.quiet);
            pen.text(&version.changes_in_words(), styles.plain);
        });
    }
}
