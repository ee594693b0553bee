//! Words, and their hashes, blind to case: what the tables of words are looked up by. The build script uses this file, too,
//! so that it finds the same words; so hashes are the same on every machine.

use super::chars;

/// Puts the hashes of the first `most` words of a text into `words`, blind to case.
pub(super) fn hash_words(text: &str, most: usize, words: &mut Vec<u64>) {
    words.clear();
    if text.is_ascii() {
        let words_of = text.as_bytes().split(|b| !b.is_ascii_alphanumeric());
        words.extend(words_of.filter(|word| !word.is_empty()).take(most).map(hash_ascii));
        return;
    }
    for word in text
        .split(|c: char| !is_word(c))
        .filter(|word| !word.is_empty())
        .take(most)
    {
        words.push(hash_word(word));
    }
}

/// Letters, digits, and the marks of scripts that write vowels as marks.
pub(super) fn is_word(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphanumeric()
    } else {
        matches!(c, '\u{900}'..='\u{DFF}') || chars::is_letter(c) || c.is_numeric() || chars::hangs(c)
    }
}

/// The hash of a word, or of a whole line, blind to case.
pub(super) fn hash_word(word: &str) -> u64 {
    if word.is_ascii() {
        return hash_ascii(word.as_bytes());
    }
    // A letter may have more bytes than its small one: "İ".
    let mut hash = word.chars().count() as u64;
    for c in word.chars() {
        let small = if c.is_ascii() || !chars::may_have_case(c) {
            c.to_ascii_lowercase()
        } else {
            c.to_lowercase().next().unwrap_or(c)
        };
        hash = mix(hash, u64::from(u32::from(small)));
    }
    hash ^ (hash >> 32)
}

/// The same for ASCII, eight bytes at a time. The bit that capitals lack is set in every byte: digits and blanks have
/// it, and which punctuation a line has does not tell it from others.
fn hash_ascii(bytes: &[u8]) -> u64 {
    const SMALL: u64 = 0x2020_2020_2020_2020;
    let (chunks, rest) = bytes.as_chunks::<8>();
    let mut hash = bytes.len() as u64;
    for chunk in chunks {
        hash = mix(hash, u64::from_le_bytes(*chunk) | SMALL);
    }
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    hash = mix(hash, u64::from_le_bytes(last) | SMALL);
    // The high bits are the well mixed ones; the low ones choose the place in a table.
    hash ^ (hash >> 32)
}

fn mix(hash: u64, chunk: u64) -> u64 {
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
    (hash.rotate_left(23) ^ chunk).wrapping_mul(FACTOR)
}

/// Where the search for a key begins in a table of a power of two of slots.
pub(super) fn slot(key: u64, slots: usize) -> usize {
    (key ^ (key >> 29)) as usize & (slots - 1)
}

/// The letters at the start: "h" of "h05".
pub(super) fn first_word(text: &str) -> &str {
    let ends = |c: char| !is_word(c) || c.is_numeric();
    &text[..text.find(ends).unwrap_or(text.len())]
}

/// Whether words may go on without a blank: scripts without spaces, and Korean, whose counters stand at numbers.
pub(super) fn runs_on(c: char) -> bool {
    chars::is_spaceless(c) || matches!(c, '\u{AC00}'..='\u{D7A3}')
}
