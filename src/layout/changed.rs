//! Which words a reworded block has that its original has not, and which it leaves out.
//!
//! Words are counted, not aligned: a clause that has only moved is no change.

use std::collections::HashMap;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::role::{Glyph, Role};
use super::{Content, Page, Piece, Row};
use crate::article::{BlockId, Span};
use crate::fold::How;

/// Longer texts, in bytes, are not compared: the comparison is made anew for each frame.
const LONGEST: usize = 16 * 1024;

/// What is different in a reworded text.
#[derive(Debug, PartialEq, Eq)]
struct Changed<'a> {
    /// Bytes of the text that are new, ascending; neighbouring words are one range.
    added: Vec<Range<usize>>,
    /// Words of the original that are gone, in its order.
    dropped: Vec<&'a str>,
}

impl<'a> Changed<'a> {
    fn of(original: &'a str, text: &str) -> Self {
        let mut counts: HashMap<String, i32> = HashMap::new();
        for word in original.unicode_words() {
            *counts.entry(word.to_lowercase()).or_default() += 1;
        }
        let mut added: Vec<Range<usize>> = Vec::new();
        // Where the last word ended that was new; none after a word that was not.
        let mut goes_on = false;
        for (at, word) in text.unicode_word_indices() {
            let left = counts.entry(word.to_lowercase()).or_default();
            *left -= 1;
            let end = at + word.len();
            match added.last_mut() {
                _ if *left >= 0 => goes_on = false,
                Some(last) if goes_on => last.end = end,
                _ => {
                    added.push(at..end);
                    goes_on = true;
                }
            }
        }
        // What is left over is gone; of a word that stood several times the last ones are.
        let mut dropped: Vec<&str> = Vec::new();
        let words: Vec<&str> = original.unicode_words().collect();
        for word in words.into_iter().rev() {
            let left = counts.entry(word.to_lowercase()).or_default();
            if *left > 0 {
                *left -= 1;
                dropped.push(word);
            }
        }
        dropped.reverse();
        Self { added, dropped }
    }
}

impl Page<'_> {
    /// What is different in a block that rewords another; none if it does not, or is too long to be compared.
    fn changed(&self, id: BlockId) -> Option<Changed<'_>> {
        let repeat = self.folding.repeat(id).filter(|repeat| repeat.how == How::Near)?;
        let (original, text) = (self.article.text_of(repeat.of), self.article.text_of(id));
        (original.len().max(text.len()) <= LONGEST).then(|| Changed::of(original, text))
    }

    /// What a reworded block leaves out of its original, as the words of a remark; none if it leaves nothing out.
    pub(super) fn dropped(&self, id: BlockId) -> Option<String> {
        let dropped = self.changed(id)?.dropped;
        (!dropped.is_empty()).then(|| dropped.join(" "))
    }

    /// Gives the words that a reworded block adds a role of their own.
    pub(super) fn mark_added(&self, id: BlockId, rows: &mut [Row]) {
        let Some(changed) = self.changed(id).filter(|changed| !changed.added.is_empty()) else {
            return;
        };
        let base = self.article.block(id).text.start;
        let added: Vec<Span> = changed
            .added
            .iter()
            .map(|range| Span::new(base + range.start as u32, base + range.end as u32))
            .collect();
        for row in rows {
            row.pieces = row.pieces.drain(..).flat_map(|piece| split(piece, &added)).collect();
        }
    }

    /// The mark before what a remark says of a reworded block.
    pub(super) const NEAR: (Glyph, Role) = (Glyph::Near, Role::Near);
}

/// A piece of text as pieces that are added or not.
fn split(piece: Piece, added: &[Span]) -> Vec<Piece> {
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
    let first = added.partition_point(|range| range.end <= span.start);
    for range in added[first..].iter().take_while(|range| range.start < span.end) {
        let (from, to) = (range.start.max(span.start), range.end.min(span.end));
        push(at, from, piece.role);
        push(from, to, Role::NearAdded);
        at = to;
    }
    push(at, span.end, piece.role);
    pieces
}

#[cfg(test)]
mod tests {
    use super::Changed;

    fn changed<'a>(original: &'a str, text: &str) -> (Vec<String>, Vec<&'a str>) {
        let changed = Changed::of(original, text);
        (
            changed
                .added
                .iter()
                .map(|range| text[range.clone()].to_owned())
                .collect(),
            changed.dropped,
        )
    }

    #[test]
    fn words_are_counted_wherever_they_stand() {
        let original = "About 120 people were sheltering in the hall, the council said.";
        assert_eq!(
            changed(
                original,
                "The council said about 120 people were sheltering in the hall."
            ),
            (vec![], vec![])
        );
        assert_eq!(
            changed(
                original,
                "About 140 people and two dogs were sheltering in the hall, the town council said."
            ),
            (
                vec!["140".to_owned(), "and two dogs".to_owned(), "town".to_owned()],
                vec!["120"]
            )
        );
        assert_eq!(changed("", "all of it"), (vec!["all of it".to_owned()], vec![]));
        assert_eq!(changed("no no no", "no"), (vec![], vec!["no", "no"]));
    }
}
