//! What of a text counts when two texts are compared: its words, and the signs that change what they say.
//!
//! Kept: letters (in Unicode's compatibility form, without case), digits, marks, and signs inside the text (commas,
//! per cent, a minus before a digit). Dropped: quotation marks and apostrophes, dashes and hyphens, the kind and
//! number of blanks, bullets, and the punctuation at the end. Blanks count between two words only; beside signs and
//! in scripts that are written without spaces they don't.

use std::str::Chars;

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// How a script tells words apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    /// By spaces: an atom is a word.
    Spaced,
    /// Not at all, and a character is about half a word: Chinese characters and Japanese kana.
    Ideographs,
    /// Not at all, and a character with its marks is about a quarter of a word: Thai, Lao, Khmer, Burmese.
    Letters,
}

impl Script {
    /// Atoms that say about as much as a word does: 1, 2 or 4.
    pub(super) fn per_word(self) -> u32 {
        match self {
            Script::Spaced => 1,
            Script::Ideographs => 2,
            Script::Letters => 4,
        }
    }
}

/// The script of a letter, digit or mark.
///
/// The ranges are those of the Unicode blocks (Unicode 16, Blocks.txt) of scripts that UAX 14 gives line-break class
/// ID or SA. Tibetan is not among them: it marks every syllable.
pub(super) fn script_of(c: char) -> Script {
    match u32::from(c) {
        0x0e00..0x0f00
        | 0x1000..0x10a0
        | 0x1780..0x1800
        | 0x1950..0x19e0
        | 0x1a20..0x1ab0
        | 0xa9e0..0xaa00
        | 0xaa60..0xaae0 => Script::Letters,
        0x2e80..0x3130
        | 0x31a0..0x3200
        | 0x3400..0x4dc0
        | 0x4e00..0xa000
        | 0xf900..0xfb00
        | 0x1_b000..0x1_b170
        | 0x2_0000..0x4_0000 => Script::Ideographs,
        _ => Script::Spaced,
    }
}

/// Whether a character is part of a word.
pub(super) fn is_wordly(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphanumeric()
    } else {
        c.is_alphanumeric() || is_combining_mark(c)
    }
}

/// Writes what counts of `text` into `out`, in place of what was there. Two texts say the same words exactly if this
/// is the same, and not empty.
pub(super) fn write_normal(text: &str, out: &mut String) {
    out.clear();
    let text = text.trim_start_matches(is_list_mark);
    if text.is_ascii() || is_nfkc_quick(text.chars()) == IsNormalized::Yes {
        WordWriter::new(out).write_normalized(text);
        out.make_ascii_lowercase();
    } else {
        WordWriter::new(out).write(text.nfkc());
    }
    out.truncate(out.trim_end_matches(is_final).len());
}

/// What may stand before an item of a list, besides what is dropped anywhere.
fn is_list_mark(c: char) -> bool {
    /// Signs that mean something inside a text, but not before it.
    const SIGNS: &str = "*＊﹡·・‧>→➔➜➢➤✓✔★☆✱✦❖❯»";
    c.is_whitespace() || SIGNS.contains(c) || is_bullet(c)
}

/// Punctuation that ends a sentence, and what stands for it where a line breaks off.
fn is_final(c: char) -> bool {
    const OTHERS: &str = "…。、؟،؛۔।॥։၊။។៕፡።፣";
    matches!(c, ' ' | '.' | ',' | ';' | ':' | '!' | '?') || (!c.is_ascii() && OTHERS.contains(c))
}

/// What a character does to the text that is compared.
enum TextSign {
    /// It belongs to a word.
    Word,
    /// It is as if it were not there.
    Nothing,
    /// It parts words.
    Blank,
    /// It parts words, unless it makes a number negative.
    Dash,
    /// It counts as itself.
    Itself,
}

fn sign_of(c: char) -> TextSign {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' => TextSign::Word,
        '-' | '\u{ad}' | '‐'..='―' | '−' | '⁃' | '﹘' | '﹣' | '－' | '〜' | '～' => TextSign::Dash,
        _ if is_apostrophe(c) || is_joiner(c) => TextSign::Nothing,
        _ if is_quotation_mark(c) || is_bullet(c) => TextSign::Blank,
        _ if is_wordly(c) => TextSign::Word,
        _ if c.is_whitespace() || c.is_control() => TextSign::Blank,
        _ => TextSign::Itself,
    }
}

/// Apostrophes and single quotation marks cannot be told apart, so neither may part a word.
fn is_apostrophe(c: char) -> bool {
    matches!(
        c,
        '\'' | '`' | '´' | '‘' | '’' | '‚' | '‛' | '′' | '‵' | 'ʼ' | 'ʻ' | 'ʹ'
    )
}

/// Joiners and variation selectors shape letters and signs; two prints of a text differ in them by accident.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

fn is_quotation_mark(c: char) -> bool {
    const CORNERS: &str = "「」『』〝〞〟﹁﹂﹃﹄";
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '″' | '‶' | '«' | '»' | '‹' | '›') || CORNERS.contains(c)
}

fn is_bullet(c: char) -> bool {
    "•‣◦∙▪▫■□●○►▶▸◆◇".contains(c)
}

/// Writes words and signs one after the other, with a space only where it parts two words.
struct WordWriter<'a> {
    out: &'a mut String,
    /// A blank was seen since the last character written.
    blank: bool,
    /// The last character written ends a word of a script with spaces.
    in_word: bool,
}

impl<'a> WordWriter<'a> {
    fn new(out: &'a mut String) -> Self {
        Self {
            out,
            blank: false,
            in_word: false,
        }
    }

    fn write(&mut self, chars: impl Iterator<Item = char>) {
        let mut chars = chars.peekable();
        let mut before = ' ';
        while let Some(c) = chars.next() {
            self.character(c, || before, || chars.peek().copied());
            before = c;
        }
    }

    /// As [`WordWriter::write`], some times faster, but in the case of the text where that is ASCII: most of the text of
    /// most articles comes here.
    fn write_normalized(&mut self, text: &str) {
        let bytes = text.as_bytes();
        self.out.reserve(bytes.len());
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            let rest = &bytes[at..];
            let length = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
            if length > 0 {
                self.part();
                self.out.push_str(&text[at..at + length]);
                self.in_word = true;
                at += length;
                continue;
            }
            if byte == b' ' {
                self.blank = true;
                at += 1;
                continue;
            }
            let (before, mut rest) = (&text[..at], text[at..].chars());
            let Some(c) = rest.next() else { break };
            self.character(c, || before.chars().next_back().unwrap_or(' '), || rest.next());
            at += c.len_utf8();
        }
    }

    fn character(&mut self, c: char, before: impl FnOnce() -> char, next: impl FnOnce() -> Option<char>) {
        match sign_of(c) {
            TextSign::Word => self.word(c),
            TextSign::Nothing => {}
            TextSign::Dash if next().is_some_and(char::is_numeric) && !is_wordly(before()) => self.sign('-'),
            TextSign::Blank | TextSign::Dash => self.blank = true,
            TextSign::Itself => self.sign(c),
        }
    }

    /// Writes the space before a word, if there is to be one.
    fn part(&mut self) {
        if self.blank && self.in_word {
            self.out.push(' ');
        }
        self.blank = false;
    }

    fn word(&mut self, c: char) {
        if c.is_ascii() {
            self.part();
            self.out.push(c.to_ascii_lowercase());
            self.in_word = true;
            return;
        }
        match script_of(c) {
            Script::Spaced => {
                self.part();
                self.lower(c);
                self.in_word = true;
            }
            Script::Ideographs | Script::Letters => self.sign(c),
        }
    }

    /// Without case. Unlike `str::to_lowercase` it does not look at the place in the word, so that ς is σ wherever
    /// it stands.
    fn lower(&mut self, c: char) {
        match c {
            'ς' => self.out.push('σ'),
            'ß' | 'ẞ' => self.out.push_str("ss"),
            _ => self.out.extend(c.to_lowercase()),
        }
    }

    fn sign(&mut self, c: char) {
        self.out.push(c);
        self.blank = false;
        self.in_word = false;
    }
}

/// The atoms of a normal text: words, and in scripts without spaces characters with their marks.
pub(super) struct Atoms<'a> {
    normal: &'a str,
    at: usize,
}

impl<'a> Atoms<'a> {
    /// Of what [`write_normal`] wrote.
    pub(super) fn of(normal: &'a str) -> Self {
        Self { normal, at: 0 }
    }

    /// The characters from a byte on.
    fn from(&self, at: usize) -> Chars<'a> {
        self.normal.get(at..).unwrap_or_default().chars()
    }

    /// Where the word that starts at `start` ends.
    fn end_of_word(&self, start: usize) -> usize {
        let bytes = &self.normal.as_bytes()[start..];
        let ascii = bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let mut end = start + ascii;
        if bytes.get(ascii).is_none_or(u8::is_ascii) {
            return end;
        }
        for c in self.from(end) {
            let inside = is_wordly(c) && (script_of(c) == Script::Spaced || is_combining_mark(c));
            if !inside {
                break;
            }
            end += c.len_utf8();
        }
        end
    }
}

impl<'a> Iterator for Atoms<'a> {
    type Item = (&'a [u8], Script);

    fn next(&mut self) -> Option<Self::Item> {
        let mut start = self.at;
        let first = loop {
            let c = match *self.normal.as_bytes().get(start)? {
                byte if byte.is_ascii() => char::from(byte),
                _ => self.from(start).next()?,
            };
            if is_wordly(c) {
                break c;
            }
            start += c.len_utf8();
        };
        let script = script_of(first);
        let end = if script == Script::Spaced || is_combining_mark(first) {
            self.end_of_word(start)
        } else {
            let after = start + first.len_utf8();
            let marks = self.from(after).take_while(|&c| is_combining_mark(c));
            after + marks.map(char::len_utf8).sum::<usize>()
        };
        self.at = end;
        Some((&self.normal.as_bytes()[start..end], script))
    }
}

/// The number of words in a normal text: in scripts without spaces, as many as the characters come to.
pub(super) fn count_words(normal: &str) -> u32 {
    // In quarters of a word, as many characters make one in the script that needs most.
    let quarters: u32 = Atoms::of(normal).map(|(_, script)| 4 / script.per_word()).sum();
    quarters / 4
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn both_ways_to_write_a_text_are_the_same(text in "([ -~]|[éßΣς’“”–—«…港ก·]|\\PC){0,40}") {
            let normal: String = text.nfkc().collect();
            let (mut one, mut other) = (String::new(), String::new());
            WordWriter::new(&mut one).write(normal.chars());
            WordWriter::new(&mut other).write_normalized(&normal);
            other.make_ascii_lowercase();
            prop_assert_eq!(one, other);
        }
    }
}
