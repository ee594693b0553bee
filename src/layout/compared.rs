//! A repeat compared with its original: the changes inline, or both texts side by side.
//!
//! Brackets say what happened to words, whatever the theme: `{added} [dropped] ~moved~`. Such a text mixes pieces of
//! the article with words of ours, so it is composed first and then broken into lines.

use std::ops::Range;

use super::changed::{DiffSpan, WordChange, WordDiff};
use super::frame::{Frame, blank_piece};
use super::role::{Glyph, Role};
use super::wrap::{Line, lines};
use super::{Content, Page, Piece, Row, RowKind, width};
use crate::article::{Anchor, BlockId, Span};

/// How many dropped words are shown inline; a whole paragraph would bury what stays.
const DROPPED_WORDS: usize = 16;
/// The fewest columns for each of two texts side by side.
const COLUMN_LEAST: u16 = 28;
/// Columns between them: a blank, a rule, a blank.
const BETWEEN: u16 = 3;

/// Where a part of a composed text comes from.
#[derive(Clone, Debug)]
enum Provenance {
    /// The article's text, from this byte on.
    Text(u32),
    /// Words of ours.
    Words,
    /// A mark, one byte in the composed text.
    Mark(Glyph),
}

/// A part of a composed text.
#[derive(Clone, Debug)]
struct ComposedPart {
    bytes: Range<usize>,
    source: Provenance,
    role: Role,
}

/// A text put together of pieces.
#[derive(Default)]
pub(super) struct Composed {
    text: String,
    parts: Vec<ComposedPart>,
}

impl Composed {
    fn put(&mut self, text: &str, source: Provenance, role: Role) {
        let start = self.text.len();
        self.text.push_str(text);
        if self.text.len() > start {
            self.parts.push(ComposedPart {
                bytes: start..self.text.len(),
                source,
                role,
            });
        }
    }

    /// Adds words of ours.
    pub(super) fn words(&mut self, words: &str, role: Role) {
        let words: String = words.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
        self.put(&words, Provenance::Words, role);
    }

    /// Adds a blank, if none stands there, before what does not belong to the word before it.
    pub(super) fn part(&mut self, role: Role) {
        let parted = self.text.is_empty() || self.text.ends_with(char::is_whitespace);
        self.put(if parted { "" } else { " " }, Provenance::Words, role);
    }

    /// The text so far.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Adds a mark.
    pub(super) fn mark(&mut self, glyph: Glyph, role: Role) {
        // What the mark is in most themes: a bracket does not leave its word at the end of a line.
        let like = match glyph {
            Glyph::AddedOpen => "{",
            Glyph::AddedClose => "}",
            Glyph::DroppedOpen => "[",
            Glyph::DroppedClose => "]",
            _ => "~",
        };
        self.put(like, Provenance::Mark(glyph), role);
    }

    /// Adds a stretch of a text, between the marks of its change. It begins at `base` in the article, if it is of that.
    pub(super) fn stretch(&mut self, text: &str, base: Option<u32>, change: WordChange, plain: Role) {
        let source = |start: usize| base.map_or(Provenance::Words, |base| Provenance::Text(base + start as u32));
        let (marks, role, number) = match change {
            WordChange::Kept => return self.put(text, source(0), plain),
            WordChange::Added => (
                (Glyph::AddedOpen, Glyph::AddedClose),
                Role::NearAdded,
                Role::NearAddedNumber,
            ),
            WordChange::Dropped => (
                (Glyph::DroppedOpen, Glyph::DroppedClose),
                Role::NearDropped,
                Role::NearDroppedNumber,
            ),
            WordChange::Moved => ((Glyph::Moved, Glyph::Moved), Role::NearMoved, Role::NearMoved),
        };
        self.mark(marks.0, role);
        for (range, is_number) in WordDiff::numbers_in(text) {
            let role = if is_number { number } else { role };
            self.put(&text[range.clone()], source(range.start), role);
        }
        self.mark(marks.1, role);
    }

    /// Adds words of the original that are gone, as words of ours: they are not part of the text they stand in.
    pub(super) fn gone(&mut self, text: &str) {
        self.mark(Glyph::DroppedOpen, Role::NearDropped);
        let text: String = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
        let mut words = text.split_inclusive(' ');
        let shown: String = words.by_ref().take(DROPPED_WORDS).collect();
        let left = words.count();
        let shown = if left == 0 { &shown[..] } else { shown.trim_end() };
        for (range, is_number) in WordDiff::numbers_in(shown) {
            let role = if is_number {
                Role::NearDroppedNumber
            } else {
                Role::NearDropped
            };
            self.put(&shown[range], Provenance::Words, role);
        }
        if left > 0 {
            let noun = if left == 1 { "word" } else { "words" };
            self.put(" ", Provenance::Words, Role::NearDropped);
            self.put(&format!("and {left} {noun} more"), Provenance::Words, Role::Near);
        }
        self.mark(Glyph::DroppedClose, Role::NearDropped);
    }

    /// The pieces of a line.
    pub(super) fn pieces(&self, line: Line) -> Vec<Piece> {
        let first = self.parts.partition_point(|part| part.bytes.end <= line.start);
        let parts = self.parts[first..]
            .iter()
            .take_while(|part| part.bytes.start < line.end)
            // A line that holds nothing has no piece of a part around it.
            .filter(|_| line.start < line.end);
        let mut pieces: Vec<Piece> = parts
            .map(|part| {
                let bytes = part.bytes.start.max(line.start)..part.bytes.end.min(line.end);
                let content = match part.source {
                    Provenance::Text(base) => {
                        let at = |byte: usize| base + (byte - part.bytes.start) as u32;
                        Content::Text(Span::new(at(bytes.start), at(bytes.end)))
                    }
                    Provenance::Words => Content::Words(self.text[bytes].to_owned()),
                    Provenance::Mark(glyph) => Content::Glyph(glyph),
                };
                Piece {
                    content,
                    role: part.role,
                }
            })
            .collect();
        if line.hyphen {
            pieces.push(Piece {
                content: Content::Words("-".to_owned()),
                role: pieces.last().map_or(Role::Text, |piece| piece.role),
            });
        }
        pieces
    }

    /// The byte of the article that a line begins with: its first that is not ours, here or further on.
    fn begins(&self, line: Line) -> Option<u32> {
        let first = self.parts.partition_point(|part| part.bytes.end <= line.start);
        self.parts[first..].iter().find_map(|part| match part.source {
            Provenance::Text(base) => Some(base + line.start.saturating_sub(part.bytes.start) as u32),
            _ => None,
        })
    }
}

impl Page<'_> {
    /// A block and what it repeats, compared; none if it repeats nothing or one of them is too long.
    pub(super) fn changed(&self, id: BlockId) -> Option<(BlockId, WordDiff<'_>)> {
        let of = self.folding.repeat(id)?.of;
        self.article.blocks().get(of.index())?;
        let changed = WordDiff::of(self.article.text_of(of), self.article.text_of(id))?;
        Some((of, changed))
    }

    /// Whether a block's text is set with its changes in it.
    pub(super) fn is_compared(&self, id: BlockId) -> bool {
        let run = self.folding.run(id).filter(|run| self.folds.is_compared(run));
        run.is_some_and(|_| self.changed(id).is_some())
    }

    /// The rows of a block's text with its changes in it.
    pub(super) fn lay_compared(&self, id: BlockId, rows: &mut Vec<Row>) {
        let Some((of, changed)) = self.changed(id) else { return };
        self.lay_difference(id, self.article.text_of(of), &changed, rows);
    }

    /// The rows of a block's text with the difference from what it was.
    pub(super) fn lay_difference(&self, id: BlockId, original: &str, changed: &WordDiff<'_>, rows: &mut Vec<Row>) {
        let frame = Frame::of(self.article.block(id).kind, self.measure);
        let own = self.article.text_of(id);
        let base = self.article.block(id).text.start;
        let mut composed = Composed::default();
        for DiffSpan { change, bytes } in changed.inline() {
            if change == WordChange::Dropped {
                composed.part(frame.role);
                composed.gone(&original[bytes]);
                composed.put(" ", Provenance::Words, frame.role);
            } else {
                composed.stretch(&own[bytes.clone()], Some(base + bytes.start as u32), change, frame.role);
            }
        }
        let end = self.article.block(id).text.end;
        for (index, line) in lines(&composed.text, usize::from(frame.width))
            .iter()
            .copied()
            .enumerate()
        {
            let mut pieces = frame.before(index == 0);
            pieces.extend(composed.pieces(line));
            rows.push(Row {
                pieces,
                anchor: Anchor {
                    block: id,
                    offset: composed.begins(line).unwrap_or(end).min(end) - base,
                },
                kind: RowKind::Text,
            });
        }
    }

    /// Gives words that a reworded block adds their own role.
    pub(super) fn mark_added(&self, id: BlockId, rows: &mut [Row]) {
        let Some((_, changed)) = self.changed(id) else { return };
        let base = self.article.block(id).text.start;
        let text = self.article.text_of(id);
        let mut added: Vec<(Span, Role)> = Vec::new();
        for stretch in changed
            .inline()
            .into_iter()
            .filter(|stretch| stretch.change == WordChange::Added)
        {
            for (range, is_number) in WordDiff::numbers_in(&text[stretch.bytes.clone()]) {
                let start = base + (stretch.bytes.start + range.start) as u32;
                let role = if is_number {
                    Role::NearAddedNumber
                } else {
                    Role::NearAdded
                };
                added.push((Span::new(start, start + range.len() as u32), role));
            }
        }
        if !added.is_empty() {
            for row in rows {
                row.pieces = row.pieces.drain(..).flat_map(|piece| split(piece, &added)).collect();
                join_blanks(&mut row.pieces);
            }
        }
    }

    /// A repeat and its original, with what has changed, in so many columns: side by side, or the original above where
    /// there is no room. The first row names them. None if the block repeats nothing.
    pub fn beside(&self, id: BlockId, columns: u16) -> Option<Vec<Row>> {
        self.side_by_side(self.folding.repeat(id)?.of, id, columns)
    }

    /// The same of two blocks, whether or not it is known that one repeats the other. None if one is not there.
    pub fn side_by_side(&self, of: BlockId, id: BlockId, columns: u16) -> Option<Vec<Row>> {
        let blocks = self.article.blocks();
        (blocks.get(of.index()).is_some() && blocks.get(id.index()).is_some()).then_some(())?;
        let compared = WordDiff::of(self.article.text_of(of), self.article.text_of(id));
        let whole = |block: BlockId| {
            vec![DiffSpan {
                change: WordChange::Kept,
                bytes: 0..self.article.text_of(block).len(),
            }]
        };
        let (old, new) = match &compared {
            Some(changed) => (changed.of_original(), changed.inline()),
            None => (whole(of), whole(id)),
        };
        let new: Vec<DiffSpan> = new
            .into_iter()
            .filter(|stretch| stretch.change != WordChange::Dropped)
            .collect();
        let side = columns.saturating_sub(BETWEEN) / 2;
        let (left, right) = (
            self.column(of, "first", &old, side),
            self.column(id, "again", &new, side),
        );
        if side < COLUMN_LEAST {
            let mut rows = self.column(of, "first", &old, columns);
            rows.push(Vec::new());
            rows.extend(self.column(id, "again", &new, columns));
            return Some(rows.into_iter().map(|pieces| row(id, pieces)).collect());
        }
        let count = left.len().max(right.len());
        let (mut left, mut right) = (left.into_iter(), right.into_iter());
        let rows = (0..count).map(|_| {
            let mut pieces = left.next().unwrap_or_default();
            let taken: usize = pieces.iter().map(|piece| self.columns_of(piece)).sum();
            pieces.extend(blank_piece((usize::from(side) + 1).saturating_sub(taken) as u16));
            pieces.push(Piece {
                content: Content::Glyph(Glyph::Rule),
                role: Role::Rule,
            });
            pieces.extend(blank_piece(1));
            pieces.extend(right.next().unwrap_or_default());
            row(id, pieces)
        });
        Some(rows.collect())
    }

    /// One of two texts: where it stands, and its lines.
    fn column(&self, id: BlockId, which: &str, stretches: &[DiffSpan], columns: u16) -> Vec<Vec<Piece>> {
        let (text, base) = (self.article.text_of(id), self.article.block(id).text.start);
        let mut composed = Composed::default();
        for DiffSpan { change, bytes } in stretches {
            composed.stretch(
                &text[bytes.clone()],
                Some(base + bytes.start as u32),
                *change,
                Role::Text,
            );
        }
        let head = self.naming(&[which], id, usize::from(columns), Role::Near);
        let lines = lines(&composed.text, usize::from(columns));
        [head, Vec::new()]
            .into_iter()
            .chain(lines.iter().map(|&line| composed.pieces(line)))
            .collect()
    }

    fn columns_of(&self, piece: &Piece) -> usize {
        match &piece.content {
            Content::Text(span) => width::of(span.of(self.article.text())),
            Content::Words(words) => width::of(words),
            Content::Glyph(_) => 1,
            Content::Blank(columns) => usize::from(*columns),
        }
    }
}

fn row(id: BlockId, pieces: Vec<Piece>) -> Row {
    Row {
        pieces,
        anchor: Anchor::start_of(id),
        kind: RowKind::Text,
    }
}

/// Gives blanks that stretch a line the role that the words on both sides of them have.
fn join_blanks(pieces: &mut [Piece]) {
    for at in 1..pieces.len().saturating_sub(1) {
        let (before, behind) = (pieces[at - 1].role, pieces[at + 1].role);
        if matches!(pieces[at].content, Content::Blank(_)) && before == behind {
            pieces[at].role = before;
        }
    }
}

/// A piece of text as pieces that are added or not.
fn split(piece: Piece, added: &[(Span, Role)]) -> Vec<Piece> {
    let Content::Text(span) = piece.content else {
        return vec![piece];
    };
    let mut pieces = Vec::new();
    let mut at = span.start;
    let mut push = |from: u32, to: u32, role: Role| {
        if from < to {
            pieces.push(Piece {
                content: Content::Text(Span::new(from, to)),
                role,
            });
        }
    };
    let first = added.partition_point(|(range, _)| range.end <= span.start);
    for &(range, role) in added[first..].iter().take_while(|(range, _)| range.start < span.end) {
        let (from, to) = (range.start.max(span.start), range.end.min(span.end));
        push(at, from, piece.role);
        push(from, to, role);
        at = to;
    }
    push(at, span.end, piece.role);
    pieces
}
