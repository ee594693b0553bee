//! Makes untrusted text harmless, once, so that no later room can forget to: after this, no character of it can
//! drive a terminal, reorder a row or hide in one.
//!
//! What has a picture keeps one: a control character becomes its symbol (`␛`, U+241B), so that what an escape
//! sequence would have done can be read, and every character of it is still there. What never had a picture
//! (bidirectional controls, zero-width characters, soft hyphens) is taken out, but where a script or an emoji
//! needs it. So are the colours and overstrikes of a terminal ([`formatting`]): they are no part of the text. Line ends
//! of every kind become `\n`. What was done is counted.

mod formatting;
pub(super) mod pages;
mod sequences;

use std::borrow::Cow;

use memchr::memchr_iter;

use crate::{chars, steps};

pub(super) use sequences::Hyperlink;

/// What was done to a text; shown by `--explain`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct CleaningCounts {
    /// Control characters shown as their symbols.
    pub(super) controls: usize,
    /// Bidirectional controls taken out.
    pub(super) bidi: usize,
    /// Zero-width and other invisible characters taken out.
    pub(super) invisible: usize,
    /// Private-use characters, noncharacters and C1 controls shown as U+FFFD.
    pub(super) meaningless: usize,
    /// Line ends that were not `\n`.
    pub(super) line_ends: usize,
    /// Codes for colours and styles, and overstrikes, taken out.
    pub(super) formatting: usize,
    /// Bullets from a font's private use area shown as the bullets they are.
    pub(super) bullets: usize,
    /// Page breaks inside a sentence that were closed.
    pub(super) page_breaks: usize,
    /// Links that a terminal would have shown, in order.
    pub(super) links: Vec<Hyperlink>,
}

/// What becomes of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CharacterFate {
    /// It stays.
    Keep,
    /// It becomes a line end.
    LineEnd,
    /// It becomes this symbol for a control character.
    Symbol(char),
    /// It becomes U+FFFD.
    Meaningless,
    /// It goes: it would turn text around.
    Bidi,
    /// It goes: nobody could see it.
    Invisible,
    /// It goes: it only says how the letters around it look.
    Formatting,
    /// It becomes this bullet.
    Bullet(char),
    /// A page break and the blanks around it become this: a sentence goes on behind it.
    Joined(&'static str),
}

/// The text made harmless. Clean text is given back as it is.
pub(super) fn clean(text: String) -> (String, CleaningCounts) {
    let Some(first) = next_suspect(text.as_bytes(), 0) else {
        return (text, CleaningCounts::default());
    };
    let mut cleaner = Cleaner::new(&text, first);
    cleaner.run();
    let Cleaner {
        out, copied, counts, ..
    } = cleaner;
    // Nothing but harmless uses of suspect characters.
    let Some(mut out) = out else {
        return (text, counts);
    };
    out.push_str(&text[copied..]);
    (out, counts)
}

/// An address, harmless. Line ends and tabs are no part of one, as browsers read it (URL Standard, 4.4).
pub(super) fn address(text: &str) -> String {
    if text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return text.to_owned();
    }
    one_line(&text.replace(['\n', '\r', '\t'], ""))
}

/// A text from an attribute, a feed or a description, harmless and on one line.
pub(super) fn one_line(text: &str) -> String {
    self::text(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// As [`clean`], for text that somebody else holds.
pub(super) fn text(text: &str) -> Cow<'_, str> {
    match next_suspect(text.as_bytes(), 0) {
        None => Cow::Borrowed(text),
        Some(_) => Cow::Owned(clean(text.to_owned()).0),
    }
}

struct Cleaner<'a> {
    text: &'a str,
    /// The next character to look at.
    at: usize,
    /// Everything before this has been copied to `out`.
    copied: usize,
    /// Made when the first character changes.
    out: Option<String>,
    counts: CleaningCounts,
    /// Whether a carriage return alone ends a line here.
    ends_lines: Option<bool>,
    /// Where the run of carriage returns ends that was counted last.
    returns: usize,
    /// The link that is open: its address, and where its text begins in what is clean.
    link: Option<(&'a str, usize)>,
    /// The words of the text.
    words: pages::Words,
}

impl<'a> Cleaner<'a> {
    fn new(text: &'a str, first: usize) -> Self {
        Self {
            text,
            at: first,
            copied: 0,
            out: None,
            counts: CleaningCounts::default(),
            ends_lines: None,
            returns: 0,
            link: None,
            words: pages::Words::default(),
        }
    }

    fn run(&mut self) {
        while let Some(at) = next_suspect(self.text.as_bytes(), self.at) {
            let Some(c) = self.text[at..].chars().next() else {
                return;
            };
            self.at = at + c.len_utf8();
            let fate = match c {
                '\r' => self.carriage_return(),
                '\u{8}' => self.backspace(at),
                '\u{C}' => self.page_break(at),
                '\u{1B}' => self.escape(at),
                '\u{9B}' => self.style(0, CharacterFate::Meaningless),
                '\u{9D}' => self.link(at, 0, CharacterFate::Meaningless),
                _ => self.fate(c, at),
            };
            self.apply(fate, at);
        }
    }

    fn fate(&self, c: char, at: usize) -> CharacterFate {
        match c {
            '\t' | '\n' => CharacterFate::Keep,
            _ if chars::is_line_separator(c) => CharacterFate::LineEnd,
            _ if c.is_control() => chars::control_picture(c).map_or(CharacterFate::Meaningless, CharacterFate::Symbol),
            _ if chars::is_private(c) => self
                .bullet(c, at)
                .map_or(CharacterFate::Meaningless, CharacterFate::Bullet),
            _ if chars::is_bidi_control(c) => CharacterFate::Bidi,
            _ if chars::is_invisible(c) && !chars::is_needed(&self.text[..at], c, &self.text[self.at..]) => {
                CharacterFate::Invisible
            }
            _ => CharacterFate::Keep,
        }
    }

    /// `\r\n` is one line end, and so is `\r\r\n`, which careless conversions leave. Alone, it ends a line where lines
    /// end with carriage returns, alone or not; elsewhere it would overwrite what stands before it.
    fn carriage_return(&mut self) -> CharacterFate {
        let bytes = self.text.as_bytes();
        // A run is counted once, not anew for each carriage return of it.
        if self.at > self.returns {
            let more = bytes[self.at..].iter().take_while(|byte| **byte == b'\r').count();
            steps::count(more + 1);
            self.returns = self.at + more;
        }
        if bytes.get(self.returns) == Some(&b'\n') {
            self.at = self.returns + 1;
            return CharacterFate::LineEnd;
        }
        let ends_lines = *self.ends_lines.get_or_insert_with(|| returns_end_lines(bytes));
        if ends_lines {
            CharacterFate::LineEnd
        } else {
            CharacterFate::Symbol('\u{240D}')
        }
    }

    /// A letter struck over itself is bold, one struck over an underscore is underlined: one of the two stays.
    fn backspace(&mut self, at: usize) -> CharacterFate {
        self.copy(at);
        let out = self.out.get_or_insert_default();
        let before = out.chars().next_back();
        let after = self.text[self.at..].chars().next();
        match (before, after) {
            (Some(before), Some(after)) if !after.is_control() && (before == after || before == '_') => {
                out.pop();
                CharacterFate::Formatting
            }
            (Some(before), Some('_')) if !before.is_control() => {
                self.at += 1;
                CharacterFate::Formatting
            }
            _ => CharacterFate::Symbol('\u{2408}'),
        }
    }

    /// A page break ends a line, unless a sentence goes on behind it: then it is closed, with the blanks around it.
    fn page_break(&mut self, at: usize) -> CharacterFate {
        self.copy(at);
        let out = self.out.get_or_insert_default();
        let rest = &self.text[self.at..];
        let Some(crossing) = pages::across(out, rest, self.text, &mut self.words) else {
            return CharacterFate::LineEnd;
        };
        out.truncate(crossing.kept);
        self.at += rest.len() - rest.trim_start().len();
        CharacterFate::Joined(crossing.between)
    }

    /// The bullet that a private character at the start of a line stands for.
    fn bullet(&self, c: char, at: usize) -> Option<char> {
        let before = self.text[..at].trim_end_matches([' ', '\t', '\u{A0}']);
        let starts = before.is_empty() || before.ends_with(['\n', '\r', '\u{C}']);
        starts.then(|| formatting::bullet(c, &self.text[self.at..])).flatten()
    }

    /// Copies what has not been copied of the text before a byte.
    fn copy(&mut self, to: usize) {
        let out = self.out.get_or_insert_with(|| String::with_capacity(self.text.len()));
        out.push_str(&self.text[self.copied..to]);
        self.copied = to;
    }

    fn apply(&mut self, fate: CharacterFate, at: usize) {
        let instead = match fate {
            CharacterFate::Keep => return,
            CharacterFate::LineEnd => {
                self.counts.line_ends += 1;
                Some('\n')
            }
            CharacterFate::Symbol(symbol) => {
                self.counts.controls += 1;
                Some(symbol)
            }
            CharacterFate::Meaningless => {
                self.counts.meaningless += 1;
                Some('\u{FFFD}')
            }
            CharacterFate::Bidi => {
                self.counts.bidi += 1;
                None
            }
            CharacterFate::Invisible => {
                self.counts.invisible += 1;
                None
            }
            CharacterFate::Formatting => {
                self.counts.formatting += 1;
                None
            }
            CharacterFate::Bullet(bullet) => {
                self.counts.bullets += 1;
                Some(bullet)
            }
            CharacterFate::Joined(between) => {
                self.counts.page_breaks += 1;
                between.chars().next()
            }
        };
        self.copy(at);
        self.out.get_or_insert_default().extend(instead);
        self.copied = self.at;
    }
}

/// Whether a carriage return ends a line even where no line feed follows: where most lines end with one, followed by a
/// line feed or not. In a text of line feeds it overwrites a line, as a progress bar does.
fn returns_end_lines(bytes: &[u8]) -> bool {
    let returns = memchr_iter(b'\r', bytes).count();
    let feeds_alone = memchr_iter(b'\n', bytes)
        .filter(|&at| at.checked_sub(1).and_then(|before| bytes.get(before)) != Some(&b'\r'))
        .count();
    returns > feeds_alone
}

/// The first character at or after `at` that has to be looked at.
fn next_suspect(bytes: &[u8], at: usize) -> Option<usize> {
    // Most text passes sixty-four bytes at a time.
    const STRIDE: usize = 64;
    let mut at = at;
    loop {
        let rest = bytes.get(at..)?;
        if let Some(stride) = rest.first_chunk::<STRIDE>()
            && stride.iter().fold(true, |plain, &byte| plain & is_plain(byte))
        {
            at += STRIDE;
            continue;
        }
        let stride = &rest[..rest.len().min(STRIDE)];
        if let Some(found) = stride.iter().enumerate().find_map(|(index, &byte)| {
            (!is_plain(byte)
                && is_suspect(
                    byte,
                    bytes.get(at + index + 1).copied(),
                    bytes.get(at + index + 2).copied(),
                ))
            .then_some(at + index)
        }) {
            return Some(found);
        }
        if rest.len() <= STRIDE {
            return None;
        }
        at += STRIDE;
    }
}

/// Printable ASCII and the line feed.
fn is_plain(byte: u8) -> bool {
    (b' '..0x7F).contains(&byte) || byte == b'\n'
}

/// Whether a character that starts with these bytes may not stay. Exact where that is cheap: the lead bytes of
/// whole scripts are told apart by the second byte, so that Arabic or Chinese costs a table look-up a byte.
fn is_suspect(lead: u8, second: Option<u8>, third: Option<u8>) -> bool {
    let second = second.unwrap_or(0);
    match lead {
        b'\t' | b'\n' => false,
        // Controls; the private use area; tags, selectors, private planes.
        0..=0x1F | 0x7F | 0xEE | 0xF3..=0xF4 => true,
        // C1 controls and the soft hyphen.
        0xC2 => second < 0xA0 || second == 0xAD,
        // Combining grapheme joiner, Arabic letter mark.
        0xCD => second == 0x8F,
        0xD8 => second == 0x9C,
        // Mongolian selectors and vowel separator; Khmer inherent vowels; fillers of Korean syllables.
        0xE1 => match second {
            0xA0 | 0x9E => third.unwrap_or(0) >= 0x8B,
            0x85 => matches!(third, Some(0x9F | 0xA0)),
            _ => false,
        },
        // U+2000 to U+207F without the dashes and quotes that every text has.
        0xE2 => match second {
            0x80 => matches!(third, Some(0x8B..=0x8F | 0xA8..=0xAE)),
            0x81 => third.unwrap_or(0) >= 0xA0,
            // The empty Braille pattern.
            0xA0 => third == Some(0x80),
            _ => false,
        },
        // The Hangul filler.
        0xE3 => second == 0x85 && third == Some(0xA4),
        // The private use area, variation selectors, specials.
        0xEF => {
            second <= 0xA3 || matches!(second, 0xB7 | 0xB8 | 0xBB | 0xBF) || (second == 0xBE && third == Some(0xA0))
        }
        // Shorthand and musical controls; the noncharacters at the end of every plane.
        0xF0..=0xF2 => {
            (second & 0x0F == 0x0F && third == Some(0xBF))
                || matches!((second, third), (0x9B, Some(0xB2)) | (0x9D, Some(0x85)))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(text: &str) -> String {
        clean(text.to_owned()).0
    }

    #[test]
    fn controls_become_symbols_and_nothing_of_a_sequence_is_lost() {
        assert_eq!(cleaned("a\u{1b}]0;title\u{7}b"), "a␛]0;title␇b");
        assert_eq!(cleaned("\u{1b}[31;x\u{1b}["), "␛[31;x␛[");
        assert_eq!(cleaned("\u{8}a\u{8}b_\u{8}"), "␈a␈b_␈");
        assert_eq!(cleaned("\u{1b}[2Jab\u{8}\u{7f}\0"), "␛[2Jab␈␡␀");
        assert_eq!(cleaned("\u{9b}31x \u{9d}x"), "\u{FFFD}31x \u{FFFD}x");
    }

    #[test]
    fn bidirectional_and_invisible_characters_go() {
        assert_eq!(cleaned("a\u{202e}b\u{2066}c\u{200e}d"), "abcd");
        assert_eq!(cleaned("a\u{200b}b\u{feff}c\u{ad}d\u{2060}e\u{e0041}f"), "abcdef");
        assert_eq!(cleaned("\u{e000}\u{ffff}\u{10ffff}"), "\u{FFFD}\u{FFFD}\u{FFFD}");
    }

    #[test]
    fn line_ends_become_line_feeds() {
        assert_eq!(cleaned("a\r\nb\r\r\nc\n"), "a\nb\nc\n");
        assert_eq!(cleaned("a\rb\rc\n"), "a\nb\nc\n");
        assert_eq!(cleaned("a\u{85}b\u{2028}c\u{2029}d\u{c}e"), "a\nb\nc\nd\ne");
        assert_eq!(cleaned("kept\rHIDDEN\nb\nc\n"), "kept␍HIDDEN\nb\nc\n");
        assert_eq!(cleaned("a\r\n\r\nb\rc\rd\r\n"), "a\n\nb\nc\nd\n");
    }

    #[test]
    fn colours_and_overstrikes_go() {
        assert_eq!(cleaned("\u{1b}[33m• no ferry\u{1b}[0m\u{1b}[K"), "• no ferry");
        assert_eq!(cleaned("\u{9b}33m• no ferry\u{9b}0m"), "• no ferry");
        assert_eq!(cleaned("\u{1b}[38:2:1:2:3mred\u{1b}(B\u{1b}[m"), "red");
        assert_eq!(cleaned("b\u{8}bo\u{8}ol\u{8}ld\u{8}d"), "bold");
        assert_eq!(cleaned("b\u{8}b\u{8}b"), "b");
        assert_eq!(cleaned("_\u{8}u_\u{8}n n\u{8}_"), "un n");
        assert_eq!(cleaned("\u{e9}\u{8}\u{e9}"), "\u{e9}");
    }

    #[test]
    fn a_page_break_does_not_end_a_sentence() {
        let line = "The first page ends in the middle of a";
        assert_eq!(
            cleaned(&format!("{line} sen-\n\u{c}tence.")),
            format!("{line} sentence.")
        );
        assert_eq!(
            cleaned(&format!("{line} sen-\n\n 12\n\u{c}tence.")),
            format!("{line} sentence.")
        );
        assert_eq!(
            cleaned(&format!("{line}\n\n\u{c} sentence.")),
            format!("{line} sentence.")
        );
        assert_eq!(
            cleaned(&format!("{line} word.\n\u{c}the next")),
            format!("{line} word.\n\nthe next")
        );
        let noun = "Die erste Seite endet mitten in einem Satz, der auf der nächsten";
        assert_eq!(
            cleaned(&format!("{noun}\n\u{c}Seite weitergeht, sagte der Hafenmeister.")),
            format!("{noun} Seite weitergeht, sagte der Hafenmeister.")
        );
        assert_eq!(cleaned("apples\n\u{c}pears"), "apples\n\npears");
    }

    #[test]
    fn bullets_of_fonts_are_bullets() {
        assert_eq!(
            cleaned("\u{f0a7} one\n  \u{f0b7}\ttwo\n\u{f0d8}three"),
            "▪ one\n  •\ttwo\n➢three"
        );
        assert_eq!(cleaned("\u{f047} four\na \u{f0a7} b"), "• four\na \u{FFFD} b");
    }

    /// Each run of carriage returns, line ends, blanks and marks is looked at once.
    #[test]
    fn work_grows_with_the_text() {
        for unit in [
            "\r",
            "\r\n",
            "\u{c}",
            "a\u{8}",
            "\u{1b}[",
            "\u{f0a7}",
            " \u{f0a7}",
            "\u{200d}",
            "\u{e0061}",
            "\u{c} ",
            "\u{1b}]8;;",
            "\u{1b}]8;;a\u{7}b",
        ] {
            steps::assert_linear(unit, 4_000, |count| {
                clean(unit.repeat(count));
            });
        }
    }

    #[test]
    fn joiners_stay_where_they_are_needed() {
        for kept in [
            "می‌خواهم",
            "ශ්‍රී",
            "👩‍👩‍👧",
            "🏳️‍🌈",
            "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
            "ខ្មែរ\u{200b}ភាសា",
            "葛\u{e0100}",
        ] {
            assert_eq!(cleaned(kept), kept);
        }
        assert_eq!(cleaned("pay\u{200d}pal \u{200c}x"), "paypal x");
    }

    /// [`is_suspect`] looks at bytes, [`chars`] at characters: they must not differ.
    #[test]
    fn every_hostile_character_is_suspected() {
        for c in ('\0'..=char::MAX).filter(|c| chars::is_hostile(*c) && !matches!(c, '\t' | '\n')) {
            let mut bytes = [0; 4];
            assert_eq!(next_suspect(c.encode_utf8(&mut bytes).as_bytes(), 0), Some(0), "{c:?}");
        }
    }

    #[test]
    fn clean_text_is_not_copied() {
        let text = "Fähren “stay” in port — naïve, 港。\n\tA line.\n".repeat(40);
        let before = text.as_ptr();
        let (after, counts) = clean(text);
        assert_eq!(after.as_ptr(), before);
        assert_eq!(counts, CleaningCounts::default());
    }
}
