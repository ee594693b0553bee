//! A line being typed: in the status line for a search, on top of the section picker.

use ratatui::style::{Modifier, Style};
use unicode_segmentation::UnicodeSegmentation;

use super::cells::{self, Pen};
use crate::app::input::Input;

/// A line being typed, after a mark that says what it is for.
pub(super) struct PromptView<'a> {
    /// `/`, for one.
    pub(super) mark: &'a str,
    /// What is typed.
    pub(super) input: &'a Input,
}

/// What of the line is shown: it is moved left as far as keeps the cursor in sight.
struct VisibleInput<'a> {
    before: &'a str,
    under: &'a str,
    after: &'a str,
    /// Columns of mark and `before`.
    column: u16,
}

impl PromptView<'_> {
    /// The column of the cursor in an area this wide.
    pub(super) fn cursor(&self, columns: u16) -> u16 {
        self.shown(columns).column
    }

    /// Draws it, as wide as there is room.
    pub(super) fn draw(&self, style: Style, pen: &mut Pen<'_>) {
        let shown = self.shown(pen.room());
        pen.text(self.mark, style).text(shown.before, style);
        // Underlined, not reversed: the terminal reverses the cell of its own cursor, which is put here too.
        // At the edge there may be room for half a wide character: then the cursor is a blank.
        let fits = cells::columns_of(shown.under) <= pen.room();
        pen.cluster(
            if fits { shown.under } else { " " },
            style.add_modifier(Modifier::UNDERLINED),
        );
        pen.text(shown.after, style);
    }

    fn shown(&self, columns: u16) -> VisibleInput<'_> {
        let text = self.input.text.as_str();
        let (before, rest) = text.split_at(text.floor_char_boundary(self.input.at));
        let mark = cells::columns_of(self.mark);
        // One column is the cursor's.
        let room = columns.saturating_sub(mark).saturating_sub(1);
        let before = suffix(before, room);
        // A cluster without width has no cell that could be the cursor's: that is the next one's.
        let seen = rest
            .grapheme_indices(true)
            .find(|(_, cluster)| cells::columns_of(cluster) > 0);
        let (under, after) = seen.map_or((" ", ""), |(at, cluster)| (cluster, &rest[at + cluster.len()..]));
        VisibleInput {
            before,
            under,
            after,
            column: (mark + cells::columns_of(before)).min(columns.saturating_sub(1)),
        }
    }
}

/// As much of the end of a text as fits into so many columns.
fn suffix(text: &str, columns: u16) -> &str {
    let mut taken = 0u16;
    for (at, cluster) in text.grapheme_indices(true).rev() {
        taken = taken.saturating_add(cells::columns_of(cluster));
        if taken > columns {
            return &text[at + cluster.len()..];
        }
    }
    text
}
