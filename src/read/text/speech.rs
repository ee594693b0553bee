//! Speech: what stands set apart after "she said:", or between marks, or above the name of who said it, is a quotation; a
//! line that leads one in, a question of an interview and a tag head no section.

use super::phrases::{PhrasePlace, PhraseTable, Phrases, hash_words};
use super::{chars, pulled, quote};
use crate::article::{Block, Kind};

/// So much of a line before its colon says what follows, in bytes.
const LEAD: usize = 240;

/// Shorter paragraphs after a colon, in bytes, are answers, labels or items unless they stand in marks.
const SHORT: usize = 60;

/// Settles the kinds of lines around speech.
pub(super) fn settle(text: &str, blocks: &mut [Block]) {
    for at in 1..blocks.len() {
        let (above, this) = (blocks[at - 1].text.of(text), blocks[at].text.of(text));
        let led = above.ends_with(chars::is_colon) && matches!(blocks[at - 1].kind, Kind::Paragraph | Kind::Heading);
        if blocks[at].kind == Kind::Paragraph && is_set_apart(text, blocks, at, led) {
            blocks[at].kind = Kind::Quote;
            if let Some(below) = blocks
                .get_mut(at + 1)
                .filter(|below| quote::is_signature(below.text.of(text)))
            {
                below.kind = Kind::Quote;
            }
        }
        let says = blocks[at].kind == Kind::Quote || this.starts_with(chars::opens_quote);
        if led && says && blocks[at - 1].kind == Kind::Heading {
            blocks[at - 1].kind = Kind::Paragraph;
        }
    }
    settle_excerpts(text, blocks);
    pulled::settle(text, blocks);
    for block in blocks.iter_mut().filter(|block| block.kind == Kind::Heading) {
        let line = block.text.of(text);
        let tag = line.starts_with('#') && !line.contains(char::is_whitespace);
        if tag || is_turn(line) {
            block.kind = Kind::Paragraph;
        }
    }
}

/// Whether the paragraph is somebody's words: led in by the line above, going on from it, signed below, or closed by a
/// mark that nothing opens.
fn is_set_apart(text: &str, blocks: &[Block], at: usize, led: bool) -> bool {
    let (above, this) = (blocks[at - 1].text.of(text), blocks[at].text.of(text));
    let below = blocks.get(at + 1).map(|block| block.text.of(text));
    if led && (quote::is_quoted(this) || leads_in(above) && is_told(this, below)) {
        return true;
    }
    let goes_on = quote::is_open(above) && this.starts_with(chars::opens_quote) || quote::is_excerpt(above);
    let signed = below.is_some_and(quote::is_signature) && this.ends_with(chars::ends_sentence);
    blocks[at - 1].kind == Kind::Quote && goes_on || signed || quote::is_only_closed(this) && !quote::is_open(above)
}

/// Whether what stands before a colon says that somebody speaks or writes.
fn leads_in(line: &str) -> bool {
    let start = line.floor_char_boundary(line.len().saturating_sub(LEAD));
    let sentence = last_sentence(&line[start..]);
    let mut words = Vec::new();
    hash_words(sentence, LEAD, &mut words);
    Phrases::marks(sentence, &words).has(PhraseTable::Says, PhrasePlace::Any)
}

/// What stands behind the last full stop that ends a sentence: "30. Mai", "Mr. Vale" and "A. Brandt" have others.
fn last_sentence(line: &str) -> &str {
    let ends = line.match_indices(". ").map(|(at, _)| at).filter(|&at| {
        let word = line[..at].rsplit(' ').next().unwrap_or_default();
        word.chars().count() > 2 && word.ends_with(char::is_lowercase)
    });
    ends.last().map_or(line, |at| &line[at + 2..])
}

/// A quotation out of which something is left may go on so many paragraphs further down.
const FURTHER: usize = 6;

/// What stands between what is led in and a paragraph that ends with the sign that something is left out is of the same
/// excerpt.
fn settle_excerpts(text: &str, blocks: &mut [Block]) {
    let mut at = 0;
    while at < blocks.len() {
        let first = at;
        at += 1;
        if blocks[first].kind != Kind::Quote {
            continue;
        }
        let below = blocks[at..].iter().take(FURTHER);
        let plain = below.take_while(|block| {
            matches!(block.kind, Kind::Paragraph | Kind::Quote) && !block.text.of(text).ends_with(chars::is_colon)
        });
        let cut = plain
            .enumerate()
            .filter(|(_, block)| quote::is_excerpt(block.text.of(text)))
            .last();
        let Some((last, _)) = cut else { continue };
        at += last + 1;
        for block in &mut blocks[first..at] {
            block.kind = Kind::Quote;
        }
        if let Some(below) = blocks.get_mut(at).filter(|below| below.kind == Kind::Paragraph) {
            below.kind = Kind::Quote;
        }
    }
}

/// Whether a paragraph after a colon can be what is said, and no item of a list: items have labels and numbers, and their
/// like below.
fn is_told(line: &str, below: Option<&str>) -> bool {
    let first = |line: &str| line.split_whitespace().next().map(str::to_owned);
    let labelled = |line: &str| line.find(chars::is_colon).is_some_and(|colon| colon < SHORT);
    line.len() >= SHORT
        && line.ends_with(|c| chars::ends_sentence(c) || chars::closes_quote(c) || chars::closes_bracket(c))
        && !line.starts_with(|c| chars::digit(c).is_some() || chars::is_dash(c))
        && !labelled(line)
        && !below.is_some_and(|below| first(below) == first(line) && below.ends_with(chars::is_colon))
}

/// "Q: How do you know?", "F: Woher wissen Sie das?": one letter and a colon.
fn is_turn(line: &str) -> bool {
    let mut letters = line.chars();
    let letter = letters.next().is_some_and(char::is_uppercase);
    letter && letters.next().is_some_and(chars::is_colon) && letters.next().is_some_and(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::is_turn;

    #[test]
    fn turns_of_an_interview_have_one_letter() {
        assert!(is_turn("Q: How do you know?") && is_turn("В: Откуда вы знаете?"));
        assert!(!is_turn("Question: how?") && !is_turn("A bridge: the plan"));
    }
}
