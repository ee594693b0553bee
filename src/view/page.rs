//! The page: rows of the layout put into cells, matches of the search lit, the block that keys act on marked.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::widgets::Widget;

use super::cells::{self, Pen};
use super::hint;
use crate::app::State;
use crate::app::overlay::links::LinkLabels;
use crate::app::panes::links::Link;
use crate::app::session::Focus;
use crate::article::{BlockId, InlineStyle, Span};
use crate::keymap::{Action, Mode};
use crate::layout::role::{Glyph, Role};
use crate::layout::{Content, Fresh, Piece, Row, RowKind, width};
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
    /// The links on them.
    pub(super) links: &'a [Link],
    /// The labels on them, while one is being typed.
    pub(super) labels: Option<&'a LinkLabels>,
    /// The fold that a key would open.
    pub(super) fold: Option<BlockId>,
    /// What is selected.
    pub(super) selection: Option<Span>,
    /// The byte of the selection that keys move.
    pub(super) moving: Option<u32>,
    /// Where in the pane the prose stands.
    pub(super) prose: Rect,
}

impl Widget for PageView<'_> {
    /// Draws the prose, and the cursor's mark in the margin between the pane's left edge and the prose.
    fn render(self, pane: Rect, buffer: &mut Buffer) {
        let prose = self.prose;
        if self.state.document.article.blocks().is_empty() {
            self.say_empty(prose, buffer);
            return;
        }
        let laid_out = self.state.page();
        for (index, row) in self.rows.iter().enumerate().take(usize::from(prose.height)) {
            // A quotation mark may hang in the margin.
            let hang = laid_out.hang(row).min(prose.x.saturating_sub(pane.x));
            let area = Rect {
                x: prose.x - hang,
                width: prose.width + hang,
                ..prose
            };
            self.row(row, &mut Pen::new(buffer, area, index as u16));
        }
        self.news(pane, prose, buffer);
        self.cursor(pane, prose, buffer);
    }
}

impl<'a> PageView<'a> {
    /// One that draws pieces of rows elsewhere than on the page.
    pub(super) fn elsewhere(state: &'a State, theme: &'a Theme) -> Self {
        Self {
            state,
            theme,
            rows: &[],
            links: &[],
            labels: None,
            fold: None,
            selection: None,
            moving: None,
            prose: Rect::ZERO,
        }
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
        for (index, piece) in pieces.iter().enumerate() {
            let beside = (
                index.checked_sub(1).and_then(|before| pieces.get(before)),
                pieces.get(index + 1),
            );
            self.piece(piece, beside, pen);
        }
    }

    fn piece(&self, piece: &Piece, beside: (Option<&Piece>, Option<&Piece>), pen: &mut Pen<'_>) {
        let style = cells::style(self.theme, self.role_beside(piece, beside));
        match &piece.content {
            Content::Text(span) => self.text(*span, style, pen),
            Content::Words(words) => {
                pen.text(words, style);
            }
            // In prose, brackets are the journalists' own mark.
            Content::Glyph(glyph) if is_of_change(*glyph) && self.prose != Rect::ZERO && tells_changes(self.theme) => {
                pen.blank(1, cells::style(self.theme, Role::Text));
            }
            Content::Glyph(glyph) => {
                pen.text(self.theme.glyph(*glyph), style);
            }
            Content::Blank(columns) => {
                pen.blank(*columns, style);
            }
        }
    }

    /// The role of a piece, between others: blanks that stretch a line are lit with the words that a match holds on both
    /// sides of them.
    fn role_beside(&self, piece: &Piece, beside: (Option<&Piece>, Option<&Piece>)) -> Role {
        let span = |piece: Option<&Piece>| match piece?.content {
            Content::Text(span) => Some(span),
            _ => None,
        };
        let (Content::Blank(_), Some(before), Some(behind)) = (&piece.content, span(beside.0), span(beside.1)) else {
            return piece.role;
        };
        let Some(search) = self
            .state
            .document
            .search
            .as_ref()
            .filter(|_| before.end == behind.start)
        else {
            return piece.role;
        };
        let at = Span::new(before.end.saturating_sub(1), before.end + 1);
        let across = |found: &usize| search.matches[*found].contains(at);
        match self.state.document.matches_in(at).find(across) {
            None => piece.role,
            Some(found) if search.current == Some(found) => Role::MatchCurrent,
            Some(_) => Role::Match,
        }
    }

    /// Writes a stretch of the article, its links underlined and its matches lit. A cluster is lit as a whole if a match
    /// touches it.
    fn text(&self, span: Span, style: Style, pen: &mut Pen<'_>) {
        let text = span.of(self.state.document.article.text());
        let found = self.state.document.matches_in(span);
        let links = self.links_in(span);
        let selected = self.selected(span);
        let inline = self.inline_in(span);
        if found.is_empty() && links.is_empty() && selected.is_none() && inline.is_empty() {
            pen.text(text, style);
            return;
        }
        let mut next = found.start;
        let mut links = links.iter().peekable();
        // Columns that a label covers from here on.
        let mut covered = 0;
        for (at, cluster) in width::clusters(text) {
            if pen.room() == 0 {
                break;
            }
            let here = Span::new(span.start + at as u32, span.start + (at + cluster.len()) as u32);
            while links.next_if(|link| link.span.end <= here.start).is_some() {}
            let link = links.peek().filter(|link| link.span.start < here.end);
            if let Some(label) = link
                .filter(|link| link.seen == here.start)
                .and_then(|link| self.label(link))
            {
                pen.text(label, cells::style(self.theme, Role::LinkLabel));
                covered = cells::columns_of(label);
            }
            let columns = cells::columns_of(cluster);
            if covered > 0 {
                // Of a wide cluster that is half covered, the other half is blank.
                pen.blank(columns.saturating_sub(covered), style);
                covered = covered.saturating_sub(columns);
                continue;
            }
            let mut style = style;
            for (_, role) in inline.iter().filter(|(span, _)| span.holds(here.start)) {
                style = self.laid_over(style, *role);
            }
            if link.is_some() {
                style = self.laid_over(style, Role::Link);
            }
            let lit = self.lit(here, &mut next, found.end);
            let selected = selected.filter(|selected| selected.holds(here.start));
            let selected = selected.map(|_| cells::style(self.theme, self.role_of_selected(here.start)));
            pen.cluster(cluster, selected.or(lit).unwrap_or(style));
        }
    }

    /// How a cluster looks that a match touches; `next` is the first match that may, and goes along.
    fn lit(&self, here: Span, next: &mut usize, end: usize) -> Option<Style> {
        let search = self.state.document.search.as_ref()?;
        while *next < end && search.matches[*next].end <= here.start {
            *next += 1;
        }
        let lit = *next < end && search.matches[*next].start < here.end;
        let role = if search.current == Some(*next) {
            Role::MatchCurrent
        } else {
            Role::Match
        };
        lit.then(|| cells::style(self.theme, role))
    }

    /// The links that a stretch of the text has a part of.
    fn links_in(&self, span: Span) -> &[Link] {
        let start = self.links.partition_point(|link| link.span.end <= span.start);
        let end = self.links.partition_point(|link| link.span.start < span.end);
        &self.links[start..end.max(start)]
    }

    /// The stretches of emphasis and code that a stretch of the text has a part of, the outer ones first.
    fn inline_in(&self, span: Span) -> Vec<(Span, Role)> {
        let article = &self.state.document.article;
        let extras = article.block_at(span.start).and_then(|block| article.extras(block));
        let inline = extras.map_or(&[][..], |extras| &extras.inline);
        let inline = inline
            .iter()
            .filter(|inline| inline.span.start < span.end && span.start < inline.span.end);
        let role = |style: &InlineStyle| match style {
            InlineStyle::Emphasis => Some(Role::Emphasis),
            InlineStyle::Strong => Some(Role::Strong),
            InlineStyle::Code => Some(Role::Code),
            InlineStyle::Link(_) => None,
        };
        inline
            .filter_map(|inline| Some((inline.span, role(&inline.style)?)))
            .collect()
    }

    /// How a link, or words that are emphasized, look in text that looks so: what has the letters of prose takes those
    /// around it. In text that slants, what would slant stands upright.
    fn laid_over(&self, around: Style, role: Role) -> Style {
        let (own, prose) = (cells::style(self.theme, role), cells::style(self.theme, Role::Text));
        let mut modifiers = around.add_modifier | own.add_modifier;
        if around.add_modifier.contains(Modifier::ITALIC) && own.add_modifier.contains(Modifier::ITALIC) {
            modifiers.remove(Modifier::ITALIC);
        }
        Style {
            fg: if own.fg == prose.fg { around.fg } else { own.fg },
            add_modifier: modifiers,
            ..around
        }
    }

    /// What is left to type of a link's label, while there are labels.
    fn label(&self, link: &Link) -> Option<&str> {
        let labels = self.labels?;
        let is_it = |(labelled, _): &(Link, String)| labelled.span == link.span;
        labels.rest(labels.links.iter().position(is_it)?)
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
        let at = self.state.document.article.byte_of(row.anchor);
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

    /// A mark in the margin beside what is new since the last visit, at the first row of each block that is on the page;
    /// left of the cursor's mark, or in its place where there is no room for both.
    fn news(&self, pane: Rect, prose: Rect, buffer: &mut Buffer) {
        let margin = prose.x.saturating_sub(pane.x);
        if margin == 0 {
            return;
        }
        let mark = Rect {
            x: prose.x - margin.min(2 + CURSOR_GAP),
            width: 1,
            ..prose
        };
        let mut before = None;
        for (index, row) in self.rows.iter().enumerate().take(usize::from(prose.height)) {
            let block = row.anchor.block;
            if row.kind == RowKind::Spacing || before.replace(block) == Some(block) {
                continue;
            }
            let (glyph, role) = match self.state.fresh(block) {
                Some(Fresh::Added) => (Glyph::New, Role::News),
                Some(Fresh::Changed) => (Glyph::NewChanged, Role::NewsChanged),
                None => continue,
            };
            Pen::new(buffer, mark, index as u16).text(self.theme.glyph(glyph), cells::style(self.theme, role));
        }
    }

    /// A quiet mark in the margin, beside the first row of the cursor's block: enough for the eye to find the
    /// place, while the page has the keys.
    fn cursor(&self, pane: Rect, prose: Rect, buffer: &mut Buffer) {
        let margin = prose.x.saturating_sub(pane.x);
        let chooses = self.state.session.list_beside;
        if margin == 0 || (self.state.session.focus != Focus::Page && !chooses) {
            return;
        }
        let shown = self.state.page().shown(self.state.document.place.cursor);
        let Some(index) = self.state.row_of(shown) else { return };
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
        let session = &self.state.session;
        let keys = |action, what| {
            let keys = hint::keys(self.state, self.theme, Mode::Page, action);
            keys.map(|keys| format!("{keys} to {what}"))
        };
        let unreadable = session
            .library
            .unreadable
            .as_ref()
            .filter(|(number, _)| *number == session.library.at);
        let (what, then) = match (&session.library.fetching, unreadable) {
            (Some(how_far), _) => {
                let ellipsis = self.theme.glyph(Glyph::Ellipsis);
                (format!("Fetching{ellipsis} {how_far}"), keys(Action::Clear, "stop"))
            }
            (None, _) if session.work.reading.is_some() => {
                (format!("Reading{}", self.theme.glyph(Glyph::Ellipsis)), None)
            }
            (None, Some((_, why))) => (why.clone(), keys(Action::Reload, "try again")),
            (None, None) => ("This article is empty.".to_owned(), keys(Action::Quit, "quit")),
        };
        let lines = textwrap::wrap(&what, usize::from(prose.width.max(1)));
        let lines = lines.iter().map(|line| (line.as_ref(), Role::Text));
        let lines = lines.chain(then.iter().map(|then| (then.as_str(), Role::Quiet)));
        for (row, (line, role)) in (prose.height / 3..prose.height).zip(lines) {
            Pen::new(buffer, prose, row).text(line, cells::style(self.theme, role));
        }
    }
}

/// Whether the glyph stands around words that were added or dropped.
fn is_of_change(glyph: Glyph) -> bool {
    matches!(
        glyph,
        Glyph::AddedOpen | Glyph::AddedClose | Glyph::DroppedOpen | Glyph::DroppedClose
    )
}

/// Whether the theme says by colour or underline what was added and what was dropped, on this terminal. That letters are
/// struck through is not shown everywhere.
fn tells_changes(theme: &Theme) -> bool {
    let style = |role| theme.style(role);
    let (text, added, dropped) = (style(Role::Text), style(Role::NearAdded), style(Role::NearDropped));
    let is_told = added.fg != text.fg || added.underlined;
    is_told && dropped.fg != text.fg && (dropped.fg, dropped.underlined) != (added.fg, added.underlined)
}
