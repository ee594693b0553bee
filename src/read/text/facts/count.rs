//! Counts over the head of a line: letters, capitals, words, sentences. ASCII is counted by bytes.

use super::LineFacts;
use crate::read::text::chars;
use crate::read::text::phrases::is_word;

/// Counts over the head of a line.
#[derive(Debug, Default, PartialEq)]
pub(super) struct LetterCounts {
    pub(super) letters: u32,
    pub(super) upper: u32,
    pub(super) lower: u32,
    pub(super) wide: u32,
    pub(super) digits: u32,
    pub(super) commas: u32,
    pub(super) ends: u32,
    pub(super) quotes: u32,
    pub(super) words: u32,
    /// Words of at least four letters, and those of them with a capital; the first word is not counted.
    pub(super) long: u32,
    pub(super) long_upper: u32,
    pub(super) colon_at: Option<u32>,
}

/// Calls `each` with every word of an ASCII text.
pub(super) fn ascii_words(text: &str, mut each: impl FnMut(&str)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        while at < bytes.len() && bytes[at].is_ascii_alphanumeric() {
            at += 1;
        }
        if at > start {
            each(&text[start..at]);
        }
        at += 1;
    }
}

pub(super) fn count(head: &str, facts: &mut LineFacts) -> LetterCounts {
    if head.is_ascii() {
        return count_ascii(head, facts);
    }
    count_any(head, facts)
}

/// What a byte of ASCII is.
const CLASSES: [u8; 128] = {
    let mut classes = [0; 128];
    let mut at = 0u8;
    while at < 128 {
        classes[at as usize] = match at {
            b'A'..=b'Z' => UPPER | WORD,
            b'a'..=b'z' => LOWER | WORD,
            b'0'..=b'9' => DIGIT | WORD,
            b'.' | b'!' | b'?' => END,
            b'"' => QUOTE | CLOSES,
            b'\'' => CLOSES,
            b' ' | b'\t' | b'\n' | b'\x0B' | b'\x0C' | b'\r' => BLANK,
            b',' | b';' => COMMA,
            b':' => COLON,
            _ => 0,
        };
        at += 1;
    }
    classes
};
const UPPER: u8 = 1;
const LOWER: u8 = 1 << 1;
const DIGIT: u8 = 1 << 2;
const WORD: u8 = 1 << 3;
const END: u8 = 1 << 4;
const QUOTE: u8 = 1 << 5;
const CLOSES: u8 = 1 << 6;
// Blanks, commas and colons are never anything else, so they share a bit with what letters are.
const BLANK: u8 = 1 << 7;
const COMMA: u8 = BLANK | UPPER;
const COLON: u8 = BLANK | LOWER;

/// As [`count_any`], for ASCII.
fn count_ascii(head: &str, facts: &mut LineFacts) -> LetterCounts {
    let mut counts = LetterCounts::default();
    let mut word: Option<usize> = None;
    let mut end_before = false;
    for (at, byte) in head.bytes().enumerate() {
        let class = CLASSES[usize::from(byte)];
        if class & WORD != 0 {
            counts.upper += u32::from(class & UPPER != 0);
            counts.lower += u32::from(class & LOWER != 0);
            counts.digits += u32::from(class & DIGIT != 0);
            if word.is_none() {
                word = Some(at);
            }
            end_before = false;
            continue;
        }
        if let Some(start) = word.take() {
            take_word(&head[start..at], &mut counts, facts);
        }
        counts.ends += u32::from(end_before && class == BLANK);
        end_before = class & END != 0 || (end_before && class & CLOSES != 0);
        counts.commas += u32::from(class == COMMA);
        counts.quotes += u32::from(class & QUOTE != 0);
        if class == COLON && counts.colon_at.is_none() {
            counts.colon_at = Some(at as u32);
        }
    }
    if let Some(start) = word {
        take_word(&head[start..], &mut counts, facts);
    }
    counts.letters = counts.upper + counts.lower;
    counts
}

fn count_any(head: &str, facts: &mut LineFacts) -> LetterCounts {
    let mut counts = LetterCounts::default();
    let mut word: Option<usize> = None;
    let mut before = ' ';
    let mut end_before = false;
    for (at, c) in head.char_indices() {
        let in_word = is_word(c);
        if !in_word && let Some(start) = word.take() {
            take_word(&head[start..at], &mut counts, facts);
        }
        if in_word && word.is_none() {
            word = Some(at);
        }
        if end_before && c.is_whitespace() || (end_before && chars::is_ideographic(before) && !chars::closes_quote(c)) {
            counts.ends += 1;
        }
        // "3.5", "U.S.": only what is followed by a blank, or is an ideographic stop, ends a sentence inside.
        end_before = chars::ends_sentence(c) || (end_before && chars::closes_quote(c));
        letter(c, before, at, &mut counts, facts);
        before = c;
    }
    if let Some(start) = word {
        take_word(&head[start..], &mut counts, facts);
    }
    // Without spaces, letters stand for words: a word has about two ideographs, or five letters elsewhere.
    if counts.wide * 2 > counts.letters {
        counts.words = counts.words.max(counts.wide / 2);
    }
    counts
}

fn letter(c: char, before: char, at: usize, counts: &mut LetterCounts, facts: &mut LineFacts) {
    if c.is_ascii() {
        counts.upper += u32::from(c.is_ascii_uppercase());
        counts.lower += u32::from(c.is_ascii_lowercase());
        counts.letters += u32::from(c.is_ascii_alphabetic());
        counts.digits += u32::from(c.is_ascii_digit());
    } else {
        if chars::may_have_case(c) {
            counts.upper += u32::from(c.is_uppercase());
            counts.lower += u32::from(c.is_lowercase());
        }
        counts.letters += u32::from(chars::is_letter(c));
        counts.digits += u32::from(chars::digit(c).is_some());
        if chars::is_wide(c) {
            counts.wide += 1;
        }
        if chars::is_spaceless(c) && chars::is_spaceless(before) {
            // Two letters together are the nearest thing to a word.
            let hash = (u64::from(before as u32) << 32 | u64::from(c as u32)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            facts.sign.add(hash);
            facts.own.push(hash);
        }
    }
    counts.commas += u32::from(matches!(c, ',' | '،' | '、' | '，' | ';' | '；'));
    counts.quotes += u32::from(c != '\'' && c != '’' && (chars::opens_quote(c) || chars::closes_quote(c)));
    if chars::is_colon(c) && counts.colon_at.is_none() {
        counts.colon_at = Some(at as u32);
    }
}

fn take_word(word: &str, counts: &mut LetterCounts, facts: &mut LineFacts) {
    counts.words += 1;
    if word.len() < 4 {
        return;
    }
    let upper = word.starts_with(char::is_uppercase);
    if counts.words > 1 {
        counts.long += 1;
        counts.long_upper += u32::from(upper);
    }
    if !word.starts_with(chars::is_spaceless) {
        facts.take(word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn ascii_counts_as_any_text(text in "[ -~\t]{0,80}") {
            let facts = || super::super::Looker::default().look("", crate::read::text::lines::TextLine::default());
            let (mut one, mut other) = (facts(), facts());
            prop_assert_eq!(count_ascii(&text, &mut one), count_any(&text, &mut other));
            prop_assert_eq!(one.own.iter().collect::<Vec<_>>(), other.own.iter().collect::<Vec<_>>());
        }
    }
}
