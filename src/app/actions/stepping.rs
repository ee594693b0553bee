//! Moves a place through the text by letters, words, rows, blocks or sections. A step costs the text it passes.
//!
//! A place is always at a letter (a grapheme cluster), never behind the last one. A fold is one place.

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use super::placing::is_text;
use crate::app::direction::Direction;
use crate::article::{Anchor, Article, BlockId};
use crate::layout::{Content, Page, Row, RowKind, width};

/// How many bytes of a block's text are looked at around a place. No real word or cluster is longer.
const AROUND: usize = 2048;
/// How many such stretches are searched for a word before a step is given up.
const STRETCHES: usize = 16;
/// The most rows that one step passes: each of them is laid out.
const MOST_ROWS: usize = 2_000;
/// Rows laid out for each row of text that is passed. There are never so many between two rows of text.
const ROWS: usize = 4;

/// Takes steps from a place.
#[derive(Clone, Copy)]
pub(in crate::app) struct Stepper<'a> {
    pub(in crate::app) page: &'a Page<'a>,
    pub(in crate::app) from: Anchor,
}

impl Stepper<'_> {
    /// Repeats a step, until it leads nowhere.
    pub(in crate::app) fn repeat(mut self, times: usize, step: fn(&Self) -> Anchor) -> Anchor {
        for _ in 0..times {
            let to = step(&self);
            if to == self.from {
                break;
            }
            self.from = to;
        }
        self.from
    }

    /// The text of the place's block; empty if it is folded.
    fn text(&self) -> &str {
        self.text_of(self.from.block)
    }

    fn text_of(&self, block: BlockId) -> &str {
        if self.page.hiding(block).is_some() {
            return "";
        }
        let block = self.page.article.blocks().get(block.index());
        block.map_or("", |block| block.text.of(self.page.article.text()))
    }

    fn at(&self, offset: usize) -> Anchor {
        Anchor {
            block: self.from.block,
            offset: offset as u32,
        }
    }

    fn offset(&self) -> usize {
        let text = self.text();
        text.floor_char_boundary((self.from.offset as usize).min(text.len()))
    }

    /// The first place of the next block that is shown.
    fn next_block(&self) -> Option<Anchor> {
        self.page.next(self.from.block).map(Anchor::start_of)
    }

    fn previous_block(&self) -> Option<BlockId> {
        self.page.previous(self.from.block)
    }

    /// The last place in a block.
    pub(in crate::app) fn end_of(&self, block: BlockId) -> Anchor {
        let block = self.page.shown(block);
        Anchor {
            block,
            offset: last_letter(self.text_of(block)) as u32,
        }
    }

    /// The last place in the article.
    pub(in crate::app) fn last(&self) -> Anchor {
        let last = self.page.article.last();
        last.map_or(self.from, |last| self.end_of(last))
    }

    pub(in crate::app) fn by_letters(&self, direction: Direction, times: usize) -> Anchor {
        self.repeat(
            times,
            if direction == Direction::Down {
                Self::next_letter
            } else {
                Self::previous_letter
            },
        )
    }

    fn next_letter(&self) -> Anchor {
        let (text, at) = (self.text(), self.offset());
        let letter = ahead(text, at).graphemes(true).next().map_or(0, str::len);
        let next = at + letter;
        if next < text.len() {
            return self.at(next);
        }
        self.next_block().unwrap_or(self.from)
    }

    fn previous_letter(&self) -> Anchor {
        let (text, at) = (self.text(), self.offset());
        if at == 0 {
            let before = self.previous_block();
            return before.map_or(self.from, |block| self.end_of(block));
        }
        self.at(last_letter(&text[..at]))
    }

    /// To the start of the next word, in a later block if need be.
    pub(in crate::app) fn next_word(&self) -> Anchor {
        let (text, at) = (self.text(), self.offset());
        let mut start = at;
        for _ in 0..STRETCHES {
            let stretch = ahead(text, start);
            if stretch.is_empty() {
                break;
            }
            let words = stretch
                .unicode_word_indices()
                .map(|(word, _)| start + letter_at(stretch, word));
            let mut later = words.filter(|&word| word > at);
            if let Some(word) = later.next() {
                return self.at(word);
            }
            start += stretch.len();
        }
        match self.next_block() {
            Some(next) => Stepper { from: next, ..*self }.first_word(),
            None => self.at(last_letter(text)),
        }
    }

    /// The first word from the start of the block on.
    fn first_word(&self) -> Anchor {
        let word = ahead(self.text(), 0).unicode_word_indices().next();
        self.at(word.map_or(0, |(at, _)| at))
    }

    /// To the start of the word, or of the one before.
    pub(in crate::app) fn previous_word(&self) -> Anchor {
        let (text, at) = (self.text(), self.offset());
        let mut end = at;
        for _ in 0..STRETCHES {
            let start = text.floor_char_boundary(end.saturating_sub(AROUND));
            if start == end {
                break;
            }
            // The stretch reaches past the place, so that the word there is not cut.
            let stretch = &text[start..text.floor_char_boundary(end + AROUND)];
            let words = stretch
                .unicode_word_indices()
                .map(|(word, _)| start + letter_at(stretch, word));
            if let Some(word) = words.take_while(|&word| word < end).last() {
                return self.at(word);
            }
            end = start;
        }
        if at > 0 {
            return self.at(0);
        }
        match self.previous_block() {
            Some(block) => {
                let end = self.end_of(block);
                let there = Stepper { from: end, ..*self };
                if there.text().is_empty() {
                    end
                } else {
                    there.word_start()
                }
            }
            None => self.from,
        }
    }

    /// The start of the last word that begins at the place or before it.
    fn word_start(&self) -> Anchor {
        let behind = Self {
            from: self.at(self.offset() + 1),
            ..*self
        };
        let (text, at) = (self.text(), self.offset());
        let start = text.floor_char_boundary(at.saturating_sub(AROUND));
        let stretch = &text[start..text.floor_char_boundary(at + AROUND)];
        let words = stretch
            .unicode_word_indices()
            .map(|(word, _)| start + letter_at(stretch, word));
        let word = words.take_while(|&word| word <= at).last();
        word.map_or(behind.at(start), |word| self.at(word))
    }

    /// To the end of the word, or of the next one.
    pub(in crate::app) fn word_end(&self) -> Anchor {
        let (text, at) = (self.text(), self.offset());
        // From the start of the word, so that the end of the whole word is found.
        let mut start = self.word_start().offset as usize;
        for _ in 0..STRETCHES {
            let stretch = ahead(text, start);
            if stretch.is_empty() {
                break;
            }
            let ends = stretch
                .unicode_word_indices()
                .map(|(word, letters)| start + letter_at(stretch, word + last_letter(letters)));
            let mut later = ends.filter(|&end| end > at);
            if let Some(end) = later.next() {
                return self.at(end);
            }
            start += stretch.len();
        }
        match self.next_block() {
            Some(next) => {
                let first = Stepper { from: next, ..*self }.first_word();
                word_at(self.page, first).1
            }
            None => self.at(last_letter(text)),
        }
    }

    /// To the end of the block, or of the next one.
    pub(in crate::app) fn block_end(&self) -> Anchor {
        let end = self.end_of(self.from.block);
        if end > self.from {
            return end;
        }
        self.next_block().map_or(self.from, |next| self.end_of(next.block))
    }

    /// To the start of the block, or of the one before.
    pub(in crate::app) fn block_start(&self) -> Anchor {
        let start = Anchor::start_of(self.page.shown(self.from.block));
        if start < self.from {
            return start;
        }
        self.previous_block().map_or(self.from, Anchor::start_of)
    }

    /// To the start of other blocks.
    pub(in crate::app) fn by_blocks(&self, direction: Direction, times: usize) -> Anchor {
        let step = match direction {
            Direction::Down => |stepper: &Self| stepper.next_block().unwrap_or(stepper.from),
            Direction::Up => |stepper: &Self| stepper.previous_block().map_or(stepper.from, Anchor::start_of),
        };
        self.repeat(times, step)
    }

    /// To the end of the section, or of the next one.
    pub(in crate::app) fn section_end(&self) -> Anchor {
        let Some(section) = self.section(0) else {
            return self.from;
        };
        let end = self.end_of(section.last);
        if end > self.from {
            return end;
        }
        self.section(1).map_or(self.from, |next| self.end_of(next.last))
    }

    /// To the start of the section, or of the one before.
    pub(in crate::app) fn section_start(&self) -> Anchor {
        let start = |block| Anchor::start_of(self.page.shown(block));
        let Some(section) = self.section(0) else {
            return self.from;
        };
        let here = start(section.first);
        if here < self.from {
            return here;
        }
        self.section(-1).map_or(self.from, |before| start(before.first))
    }

    /// The section of the place, or one so many further.
    fn section(&self, further: isize) -> Option<crate::article::Section> {
        let article = self.page.article;
        let here = article.blocks().get(self.from.block.index())?.section.index();
        article.sections().get(here.checked_add_signed(further)?).copied()
    }

    fn row(&self) -> Option<Row> {
        self.page.rows(self.page.top_at(self.from), 1).pop()
    }

    /// The column of the place in its row.
    pub(in crate::app) fn column(&self) -> usize {
        self.cell().map_or(0, |(column, _)| column)
    }

    /// The column of the place in its row, and how many columns its letter takes. None if the letter is not drawn, such as
    /// a blank at the end of a row.
    pub(in crate::app) fn cell(&self) -> Option<(usize, usize)> {
        let byte = self.page.article.byte_of(self.clamped());
        let mut column = 0;
        for piece in self.row().map(|row| row.pieces).unwrap_or_default() {
            column += match &piece.content {
                Content::Text(span) if span.start <= byte && byte < span.end => {
                    let text = span.of(self.page.article.text());
                    let (before, rest) = text.split_at((byte - span.start) as usize);
                    let letter = rest.graphemes(true).next().unwrap_or_default();
                    // A line feed is drawn as nothing but a blank.
                    let columns = if letter == "\n" { 0 } else { width::of_cluster(letter) };
                    return Some((column + width::of(before), columns));
                }
                Content::Text(span) => width::of(span.of(self.page.article.text())),
                Content::Words(words) => width::of(words),
                Content::Glyph(_) => 1,
                Content::Blank(columns) => usize::from(*columns),
            };
        }
        None
    }

    /// The place, moved into a block that exists.
    fn clamped(&self) -> Anchor {
        match self.page.article.last() {
            Some(last) if self.from.block > last => Anchor::start_of(last),
            _ => self.from,
        }
    }

    pub(in crate::app) fn row_start(&self) -> Anchor {
        self.row().map_or(self.from, |row| place_in(self.page.article, &row, 0))
    }

    pub(in crate::app) fn row_end(&self) -> Anchor {
        let row = self.row();
        row.map_or(self.from, |row| place_in(self.page.article, &row, usize::MAX))
    }

    /// By rows of text, to the column nearest to the given one.
    pub(in crate::app) fn by_rows(&self, direction: Direction, times: usize, column: usize) -> Anchor {
        let here = self.page.top_at(self.from);
        let times = times.min(MOST_ROWS);
        let count = times.saturating_mul(ROWS).saturating_add(1);
        let row = match direction {
            Direction::Down => {
                let rows = self.page.rows(here, count);
                let mut text = rows.into_iter().skip(1).filter(is_text).take(times);
                let first = text.next();
                text.last().or(first)
            }
            Direction::Up => {
                let top = self.page.up(here, count);
                let rows = self.page.rows(top, count);
                let above: Vec<Row> = rows
                    .into_iter()
                    .filter(|row| is_text(row) && row.anchor < here.anchor)
                    .collect();
                let at = above.len().saturating_sub(times);
                above.into_iter().nth(at)
            }
        };
        row.map_or(self.from, |row| place_in(self.page.article, &row, column))
    }
}

/// The place in a row nearest to a column.
pub(in crate::app) fn place_in(article: &Article, row: &Row, wanted: usize) -> Anchor {
    let mut column = 0;
    let mut best = None;
    for piece in &row.pieces {
        match &piece.content {
            Content::Text(span) => {
                for (at, letter) in span.of(article.text()).grapheme_indices(true) {
                    let blank = letter.chars().all(char::is_whitespace);
                    // Blanks at the end of a row are not drawn.
                    if best.is_none() || !blank || wanted != usize::MAX {
                        best = Some(span.start + at as u32);
                    }
                    column += width::of_cluster(letter);
                    if column > wanted {
                        break;
                    }
                }
            }
            Content::Words(words) => column += width::of(words),
            Content::Glyph(_) => column += 1,
            Content::Blank(columns) => column += usize::from(*columns),
        }
        if column > wanted && best.is_some() {
            break;
        }
    }
    if row.kind == RowKind::Fold {
        return row.anchor;
    }
    best.and_then(|byte| article.anchor_at(byte)).unwrap_or(row.anchor)
}

/// Where the letter starts that a byte of a text is in. A word can begin within one: a vowel sign may combine with what
/// is before it.
fn letter_at(text: &str, byte: usize) -> usize {
    let mut cursor = GraphemeCursor::new(byte, text.len(), true);
    match cursor.is_boundary(text, 0) {
        Ok(false) => cursor.prev_boundary(text, 0).ok().flatten().unwrap_or(byte),
        _ => byte,
    }
}

/// The first and the last letter of the word at a place; if there is none, of the next word in the block.
pub(in crate::app) fn word_at(page: &Page<'_>, at: Anchor) -> (Anchor, Anchor) {
    let stepper = Stepper { page, from: at };
    let (text, offset) = (stepper.text(), stepper.offset());
    let start = text.floor_char_boundary(offset.saturating_sub(AROUND));
    let stretch = &text[start..text.floor_char_boundary(offset + AROUND)];
    let mut words = stretch
        .unicode_word_indices()
        .map(|(word, letters)| (start + word, letters));
    match words.find(|(word, letters)| word + letters.len() > offset) {
        Some((word, letters)) => {
            let letter = |byte: usize| start + letter_at(stretch, byte - start);
            (
                stepper.at(letter(word)),
                stepper.at(letter(word + last_letter(letters))),
            )
        }
        None => (stepper.at(offset), stepper.at(offset)),
    }
}

/// The byte behind the letter at a place.
pub(in crate::app) fn after(article: &Article, at: Anchor) -> u32 {
    let text = article.text_of(at.block);
    let offset = text.floor_char_boundary((at.offset as usize).min(text.len()));
    let letter = ahead(text, offset).graphemes(true).next().map_or(0, str::len);
    article.block(at.block).text.start + (offset + letter) as u32
}

/// The stretch that begins at a place.
fn ahead(text: &str, at: usize) -> &str {
    &text[at..text.floor_char_boundary(at + AROUND)]
}

/// Where the last letter of a text begins.
fn last_letter(text: &str) -> usize {
    let start = text.floor_char_boundary(text.len().saturating_sub(AROUND));
    let last = text[start..].grapheme_indices(true).next_back();
    last.map_or(start, |(at, _)| start + at)
}
