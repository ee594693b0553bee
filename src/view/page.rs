//! The page: rows of the layout put into cells, matches of the search lit, the block that keys act on marked.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

use super::cells::{self, Pen};
use super::hint;
use crate::app::{Focus, State};
use crate::article::{BlockId, Span};
use crate::keymap::{Action, Mode};
use crate::layout::role::{Glyph, Role};
use crate::layout::{Content, Piece, Row, RowKind};
use crate::theme::Theme;

/// Columns between the cursor's mark and the text, where the margin has them.
const CURSOR_GAP: u16 = 1;
/// Columns at least between a fold's line and what to press on it.
const HINT_GAP: u16 = 2;

/// The rows of the article that are on the screen.
pub(super) struct PageView<'a> {
    pub(super) state: &'a State,
    pub(super) theme: &'a Theme,
    /// The rows from the top of the page on, as many as there is room for.
    pub(super) rows: &'a [Row],
    /// The fold that a key would open.
    pub(super) fold: Option<BlockId>,
    /// What is selected.
    pub(super) selection: Option<Span>,
    /// The byte of the selection that keys move.
    pub(super) moving: Option<u32>,
}

impl PageView<'_> {
    /// Draws the prose, and the cursor's mark in the margin between the pane's left edge and the prose.
    pub(super) fn draw(&self, pane: Rect, prose: Rect, buffer: &mut Buffer) {
        if self.state.article.blocks().is_empty() {
            self.say_empty(prose, buffer);
            return;
        }
        for (index, row) in self.rows.iter().enumerate().take(usize::from(prose.height)) {
            self.row(row, &mut Pen::new(buffer, prose, index as u16));
        }
        self.cursor(pane, prose, buffer);
    }

    fn row(&self, row: &Row, pen: &mut Pen<'_>) {
        if self.is_selected(row) {
            let said = row.pieces.iter().map(|piece| Piece {
                role: Role::Selection,
                ..piece.clone()
            });
            self.pieces(&said.collect::<Vec<_>>(), pen);
            return;
        }
        self.pieces(&row.pieces, pen);
        if row.kind == RowKind::Fold {
            self.fold_hint(row, pen);
        }
    }

    /// Writes what stands on a row.
    pub(super) fn pieces(&self, pieces: &[Piece], pen: &mut Pen<'_>) {
        for piece in pieces {
            self.piece(piece, pen);
        }
    }

    fn piece(&self, piece: &Piece, pen: &mut Pen<'_>) {
        let style = cells::style(self.theme, piece.role);
        match &piece.content {
            Content::Text(span) => self.text(*span, style, pen),
            Content::Words(words) => {
                pen.text(words, style);
            }
            Content::Glyph(glyph) => {
                pen.text(self.theme.glyph(*glyph), style);
            }
            Content::Blank(columns) => {
                pen.blank(*columns, style);
            }
        }
    }

    /// Writes a stretch of the article, its matches lit. A cluster is lit as a whole if a match touches it.
    fn text(&self, span: Span, style: Style, pen: &mut Pen<'_>) {
        let text = span.of(self.state.article.text());
        let found = self.state.matches_in(span);
        let matches = match &self.state.search {
            Some(search) => &search.matches[found.clone()],
            None => &[],
        };
        let selected = self.selected(span);
        if matches.is_empty() && selected.is_none() {
            pen.text(text, style);
            return;
        }
        let current = self.state.search.as_ref().and_then(|search| search.current);
        let mut next = 0;
        for (at, cluster) in text.grapheme_indices(true) {
            if pen.room() == 0 {
                break;
            }
            let start = span.start + at as u32;
            while next < matches.len() && matches[next].end <= start {
                next += 1;
            }
            let lit = next < matches.len() && matches[next].start < start + cluster.len() as u32;
            let role = match (lit, current == Some(found.start + next)) {
                _ if selected.is_some_and(|selected| selected.holds(start)) => Some(self.role_of_selected(start)),
                (false, _) => None,
                (true, false) => Some(Role::Match),
                (true, true) => Some(Role::MatchCurrent),
            };
            pen.cluster(cluster, role.map_or(style, |role| cells::style(self.theme, role)));
        }
    }

    /// What is selected, if any of it lies in the stretch.
    fn selected(&self, span: Span) -> Option<Span> {
        let selected = self.selection?;
        (selected.start < span.end && span.start < selected.end).then_some(selected)
    }

    /// How a selected letter looks.
    fn role_of_selected(&self, byte: u32) -> Role {
        if self.moving == Some(byte) {
            Role::SelectionEnd
        } else {
            Role::Selection
        }
    }

    /// Whether a row that stands for what is folded is selected.
    fn is_selected(&self, row: &Row) -> bool {
        let at = self.state.article.byte_of(row.anchor);
        row.kind == RowKind::Fold && self.selection.is_some_and(|selected| selected.holds(at))
    }

    /// What to press, right-aligned, on the one fold that the key would act on.
    fn fold_hint(&self, row: &Row, pen: &mut Pen<'_>) {
        if self.fold != Some(row.anchor.block) {
            return;
        }
        let Some(keys) = hint::keys(self.state, self.theme, Mode::Page, Action::Activate) else {
            return;
        };
        // Where the line leaves too little room, the key alone.
        for words in [format!("{keys} to unfold"), keys] {
            let columns = cells::columns_of(&words);
            if pen.room() >= columns + HINT_GAP {
                pen.right(columns)
                    .text(&words, cells::style(self.theme, Role::FoldHint));
                return;
            }
        }
    }

    /// A quiet mark in the margin, beside the first row of the cursor's block: enough for the eye to find the
    /// place, while the page has the keys.
    fn cursor(&self, pane: Rect, prose: Rect, buffer: &mut Buffer) {
        let margin = prose.x.saturating_sub(pane.x);
        if margin == 0 || self.state.focus != Focus::Page {
            return;
        }
        let shown = self.state.page().shown(self.state.cursor);
        let of_cursor = |row: &Row| row.anchor.block == shown && row.kind != RowKind::Spacing;
        let Some(index) = self.rows.iter().position(of_cursor) else {
            return;
        };
        let mark = Rect {
            x: prose.x - margin.min(1 + CURSOR_GAP),
            width: 1,
            ..prose
        };
        Pen::new(buffer, mark, index as u16)
            .text(self.theme.glyph(Glyph::Cursor), cells::style(self.theme, Role::Cursor));
    }

    /// Says that there is nothing, or nothing yet, and what to do about it.
    fn say_empty(&self, prose: Rect, buffer: &mut Buffer) {
        let (what, then) = if self.state.work.reading.is_some() {
            (format!("Reading{}", self.theme.glyph(Glyph::Ellipsis)), None)
        } else {
            let quit = hint::keys(self.state, self.theme, Mode::Page, Action::Quit);
            (
                "This article is empty.".to_owned(),
                quit.map(|keys| format!("{keys} to quit")),
            )
        };
        let lines = textwrap::wrap(&what, usize::from(prose.width.max(1)));
        let lines = lines.iter().map(|line| (line.as_ref(), Role::Text));
        let lines = lines.chain(then.iter().map(|then| (then.as_str(), Role::Quiet)));
        for (row, (line, role)) in (prose.height / 3..prose.height).zip(lines) {
            Pen::new(buffer, prose, row).text(line, cells::style(self.theme, role));
        }
    }
}
