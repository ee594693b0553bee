//! How the first row of a block differs from the rows below it: indented as in print, with a hanging quotation mark, or
//! with an item's number to the left of the rows that follow.

use unicode_segmentation::UnicodeSegmentation;

use super::frame::{Frame, blank_piece};
use super::spacing::follows_on;
use super::{Page, Piece, Row, RowKind, width};
use crate::article::{Article, BlockId, Kind};

/// The indent of a paragraph that follows another without an empty row, in columns.
const INDENT: u16 = 2;
/// Below this measure rows have no columns to spare for any of it.
const FROM: u16 = 20;
/// Digits that the number of a list's item has at most.
const DIGITS: usize = 3;

/// How the first row of a block differs from those below it, in columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct FirstRow {
    /// Its indent.
    indent: u16,
    /// Columns of its text that hang left of the text below: a quotation mark.
    hung: u16,
    /// The indent of the others: the width of a number.
    number: u16,
    /// Whether what hangs takes the blank beside a bar.
    beside_bar: bool,
}

impl FirstRow {
    /// Columns of text in the first row, and in the others.
    pub(super) fn widths(self, frame: Frame) -> (usize, usize) {
        let first = (frame.width + self.hung).saturating_sub(self.indent).max(1);
        let rest = frame.width.saturating_sub(self.number).max(1);
        (first.into(), rest.into())
    }

    /// What stands before the text, in the first row of the block or in a later one.
    pub(super) fn before(self, frame: Frame, first: bool) -> Vec<Piece> {
        let mut pieces = frame.before(first);
        if !first {
            pieces.extend(blank_piece(self.number));
        } else if self.beside_bar {
            pieces.pop();
        } else {
            pieces.extend(blank_piece(self.indent.saturating_sub(self.hung)));
        }
        pieces
    }
}

impl Page<'_> {
    /// Columns by which a row begins left of the measure: 1 for one that a quotation mark opens, mostly 0.
    pub fn hang(&self, row: &Row) -> u16 {
        let block = row.anchor.block;
        let opens = row.kind == RowKind::Text && row.anchor.offset == 0 && self.typography.hang;
        if !opens || self.article.block(block).kind != Kind::Paragraph || self.is_compared(block) {
            return 0;
        }
        let opening = self.opening(block);
        if opening.indent == 0 { opening.hung } else { 0 }
    }

    /// How a block begins.
    pub(super) fn opening(&self, id: BlockId) -> FirstRow {
        if self.measure < FROM {
            return FirstRow::default();
        }
        let hung = u16::from(is_opened_by_mark(self.article.text_of(id)));
        match self.article.block(id).kind {
            Kind::Quote => FirstRow {
                hung,
                beside_bar: hung > 0,
                ..FirstRow::default()
            },
            Kind::ListItem => FirstRow {
                number: if self.number(id).is_some() {
                    0
                } else {
                    number_columns(self.article, id)
                },
                ..FirstRow::default()
            },
            Kind::Paragraph => {
                let number = number_columns(self.article, id);
                let indent = if number == 0 && self.is_set_in(id) { INDENT } else { 0 };
                FirstRow {
                    indent,
                    hung: if indent > 0 || self.typography.hang { hung } else { 0 },
                    number,
                    beside_bar: false,
                }
            }
            _ => FirstRow::default(),
        }
    }

    /// Whether a paragraph follows another without an empty row.
    fn is_set_in(&self, id: BlockId) -> bool {
        let above = self.previous(id).filter(|_| self.typography.paragraph_spacing == 0);
        above.is_some_and(|above| follows_on(self.article, self.neighbour(above), self.neighbour(id)))
    }
}

/// Whether a quotation mark of one column opens the text, right before its first word.
fn is_opened_by_mark(text: &str) -> bool {
    // A mark with more on it than this is none.
    let mut clusters = text[..text.floor_char_boundary(64)].graphemes(true);
    let opens = |mark: &&str| matches!(*mark, "“" | "\"" | "„" | "‟" | "‘" | "‚" | "«" | "»" | "‹" | "›" | "”");
    let Some(mark) = clusters.next().filter(opens) else {
        return false;
    };
    let next = clusters.next().and_then(|cluster| cluster.chars().next());
    width::of_cluster(mark) == 1 && next.is_some_and(char::is_alphanumeric)
}

/// The columns that the number of an item takes with the blanks behind it; 0 where it is none: a number counts if the
/// block before has the one before it, or the block behind the one after. "12. August" alone is a day.
fn number_columns(article: &Article, id: BlockId) -> u16 {
    let number = |at: Option<u32>| {
        article
            .blocks()
            .get(at? as usize)
            .and_then(|block| number_of(block.text.of(article.text())))
    };
    let Some((here, columns)) = number(Some(id.0)) else {
        return 0;
    };
    let before = number(id.0.checked_sub(1)).is_some_and(|(before, _)| before + 1 == here);
    let behind = number(id.0.checked_add(1)).is_some_and(|(behind, _)| here + 1 == behind);
    if before || behind { columns } else { 0 }
}

/// The number that a text begins with, as "12. " or "12) ", and the columns up to what it counts.
fn number_of(text: &str) -> Option<(u32, u16)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text.get(digits..)?.strip_prefix(['.', ')'])?;
    let blanks = rest.bytes().take_while(|&byte| byte == b' ').count();
    if !(1..=DIGITS).contains(&digits) || !(1..=2).contains(&blanks) || blanks == rest.len() {
        return None;
    }
    Some((text[..digits].parse().ok()?, (digits + 1 + blanks) as u16))
}

#[cfg(test)]
mod tests {
    use super::{is_opened_by_mark, number_of};

    #[test]
    fn numbers_of_items_are_told_from_others() {
        for (text, expected) in [
            ("1. Bring water", Some((1, 3))),
            ("10) Bring water", Some((10, 4))),
            ("1.  Bring water", Some((1, 4))),
            ("1.5 metres", None),
            ("2026. A year", None),
            ("1.", None),
            ("1. ", None),
            (". a", None),
            ("", None),
        ] {
            assert_eq!(number_of(text), expected, "{text:?}");
        }
    }

    #[test]
    fn marks_that_open_are_told_from_others() {
        for text in ["“It has,” she said", "\"All", "„Alles", "«Todo", "»Alt", "‘The"] {
            assert!(is_opened_by_mark(text), "{text}");
        }
        for text in ["« Tout", "’Tis", "「火災", "“", "It “is”", "“…", ""] {
            assert!(!is_opened_by_mark(text), "{text}");
        }
    }
}
