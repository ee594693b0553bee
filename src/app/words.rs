//! Words and numbers as they are told.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

/// The beginning of a text on one line: its first 500 bytes at most.
pub(in crate::app) fn on_a_line(text: &str) -> Cow<'_, str> {
    const MOST: usize = 500;
    let text = &text[..text.floor_char_boundary(MOST)];
    if text.contains(char::is_control) {
        Cow::Owned(text.replace(char::is_control, " "))
    } else {
        Cow::Borrowed(text)
    }
}

/// A number with a comma before each three figures: `1,240`.
pub fn in_thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut written = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    written
}

/// How many words a text has.
pub fn count(text: &str) -> usize {
    text.unicode_words().count()
}

/// `1 word`, `212 words`.
pub fn in_words(words: usize) -> String {
    match words {
        1 => "1 word".to_owned(),
        words => format!("{} words", in_thousands(words as u64)),
    }
}
