//! The list of hits: a line to type in, and the paragraphs that have all the words, each with its article and section.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::cells::{self, Pen};
use super::list::{LineStyles, ListView};
use super::overlay::{BoxFrame, OverlayView, size};
use super::prompt::PromptView;
use crate::app::State;
use crate::app::overlay::hits::HitList;
use crate::app::session::hits::Hit;
use crate::layout::role::{Glyph, Role};

/// Columns of a title, at most: a third of the room.
const TITLE: u16 = 36;

impl Widget for OverlayView<'_, HitList> {
    fn render(self, screen: Rect, buffer: &mut Buffer) {
        let hits = &self.state.session.library.hits;
        let ellipsis = self.theme.glyph(Glyph::Ellipsis);
        let (mut aside, more) = self.state.hits_in_words();
        if self.what.opening.is_some() {
            aside = format!("opening{ellipsis}");
        } else if more {
            aside.push_str(ellipsis);
        }
        let overlay = BoxFrame {
            title: "Find in all articles",
            aside: &aside,
            shape: self.shape,
            screen: size(screen),
        };
        let inside = overlay.draw(self.theme, buffer);
        let typed = cells::style_on(self.theme, Role::Prompt, Role::Overlay);
        prompt(self.state).draw(typed, &mut Pen::new(buffer, inside, 0));
        let list = Rect {
            y: inside.y + 1.min(inside.height),
            height: inside.height.saturating_sub(1),
            ..inside
        };
        let nothing: Cow<'_, str> = match &hits.wrong {
            Some(why) => why.as_str().into(),
            None if hits.list.input.text.trim().is_empty() => "Type words; quotes make a phrase".into(),
            None if more => format!("Looking{ellipsis}").into(),
            None => "No paragraph has all these words".into(),
        };
        let view = ListView::new(&hits.list, self.theme).nothing(&nothing);
        view.draw(list, buffer, |line, styles, pen| {
            if let Some(hit) = hits.found.get(line) {
                self.hit(hit, styles, pen);
            }
        });
    }
}

impl OverlayView<'_, HitList> {
    /// Title and section, if there is room for them, and the words.
    fn hit(&self, hit: &Hit, styles: &LineStyles, pen: &mut Pen<'_>) {
        let ellipsis = self.theme.glyph(Glyph::Ellipsis);
        let columns = TITLE.min(pen.room() / 3);
        let end = pen.column() + columns;
        let section = format!(" {} ", hit.section);
        let title = self.state.listed_article(hit.article).named.words;
        if self.state.session.library.known > 1 {
            let room = columns.saturating_sub(cells::columns_of(&section));
            pen.cut(title, room, ellipsis, styles.quiet);
            pen.blank(
                end.saturating_sub(pen.column() + cells::columns_of(&section)),
                styles.plain,
            );
        }
        pen.text(&section, styles.quiet);
        let room = pen.room();
        pen.lit(&hit.line, room, &hit.letters, ellipsis, (styles.plain, styles.lit));
    }
}

/// Where the cursor is, in what is inside the box.
pub(super) fn cursor(state: &State, inside: Rect) -> (u16, u16) {
    (inside.x + prompt(state).cursor(inside.width), inside.y)
}

fn prompt(state: &State) -> PromptView<'_> {
    PromptView {
        mark: "> ",
        input: &state.session.library.hits.list.input,
    }
}
