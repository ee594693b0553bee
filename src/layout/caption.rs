//! Splits a caption for its callout: what the picture shows, and who took it.

use std::ops::Range;

use super::width;
use crate::article::{Article, BlockId, Kind};

/// The longest credit in bytes; a longer one would not fit on a line of its own.
const LONGEST_CREDIT: usize = 240;
/// The longest word that introduces a credit ("Photograph:"), in columns.
const LONGEST_LEAD: usize = 24;

/// The parts of a block's text, as bytes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Parts {
    /// Where the text that is set as prose ends.
    pub(super) body: usize,
    /// The credit with the word that leads it in, to be set apart.
    pub(super) credit: Option<Range<usize>>,
}

/// The parts of a block.
///
/// Only marks and blanks stand between the parts of a caption and behind the credit (` - `, `©`, brackets): what is
/// not shown. If anything else does, the whole text is the body.
pub(super) fn parts(article: &Article, id: BlockId) -> Parts {
    let block = article.block(id);
    let text = article.text_of(id);
    let credit = block
        .credit
        .filter(|credit| block.kind == Kind::Caption && !credit.is_empty());
    let split = credit.and_then(|credit| {
        let (start, end) = (credit.start - block.text.start, credit.end - block.text.start);
        split(text, start as usize..end as usize)
    });
    split.unwrap_or(Parts {
        body: text.len(),
        credit: None,
    })
}

fn split(text: &str, credit: Range<usize>) -> Option<Parts> {
    if credit.len() > LONGEST_CREDIT || !text[credit.end..].chars().all(|c| is_mark(c) || closes(c)) {
        return None;
    }
    let start = lead(&text[..credit.start]).unwrap_or(credit.start);
    let before = &text[..start];
    let body = before.trim_end_matches(is_mark);
    let between = &before[body.len()..];
    let apart = body.is_empty() || between.contains(|c: char| c == '\n' || !c.is_whitespace()) || ends_sentence(body);
    apart.then_some(Parts {
        body: body.len(),
        credit: Some(start..credit.end),
    })
}

/// Where the word starts that introduces a credit, if there is one. It ends with a colon.
fn lead(before: &str) -> Option<usize> {
    let word = before.trim_end().strip_suffix([':', '：'])?;
    let apart = |c: char| is_mark(c) || closes(c) || "!?。！？".contains(c);
    let start = word.rfind(apart);
    let start = start.map_or(0, |at| at + word[at..].chars().next().map_or(0, char::len_utf8));
    (1..=LONGEST_LEAD).contains(&width::of(&word[start..])).then_some(start)
}

/// Whether the character only sets a credit apart from what is before it.
fn is_mark(c: char) -> bool {
    c.is_whitespace() || "-–—―‒−|/•·©([（【,;:：".contains(c)
}

/// Whether the character only closes what was opened before a credit.
fn closes(c: char) -> bool {
    ".)]）】".contains(c)
}

fn ends_sentence(text: &str) -> bool {
    text.ends_with(['.', '!', '?', '…', '。', '！', '？', '।', '"', '”', '’', '»'])
}
