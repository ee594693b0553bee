//! Makes untrusted text harmless, once, so that no later room can forget to: after this, no character of it can
//! drive a terminal, reorder a row or hide in one.
//!
//! What has a picture keeps one: a control character becomes its symbol (`␛`, U+241B), so that what an escape
//! sequence would have done can be read, and every character of it is still there. What never had a picture
//! (bidirectional controls, zero-width characters, soft hyphens) is taken out, but where a script or an emoji
//! needs it. Line ends of every kind become `\n`. What was done is counted.

mod invisible;

use std::borrow::Cow;

use memchr::memchr_iter;

use invisible::Around;

/// What was done to a text; shown by `--explain`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
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
}

/// What becomes of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
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
}

/// The text made harmless. Clean text is given back as it is.
pub(super) fn clean(text: String) -> (String, Counts) {
    let Some(first) = next_suspect(text.as_bytes(), 0) else {
        return (text, Counts::default());
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
    counts: Counts,
    /// Whether a carriage return alone ends a line here.
    mac: Option<bool>,
}

impl<'a> Cleaner<'a> {
    fn new(text: &'a str, first: usize) -> Self {
        Self {
            text,
            at: first,
            copied: 0,
            out: None,
            counts: Counts::default(),
            mac: None,
        }
    }

    fn run(&mut self) {
        while let Some(at) = next_suspect(self.text.as_bytes(), self.at) {
            let Some(c) = self.text[at..].chars().next() else {
                return;
            };
            self.at = at + c.len_utf8();
            let fate = if c == '\r' {
                self.carriage_return()
            } else {
                self.fate(c, at)
            };
            self.apply(fate, at);
        }
    }

    fn fate(&self, c: char, at: usize) -> Fate {
        match c {
            '\t' | '\n' => Fate::Keep,
            // Vertical tab, form feed, next line, line and paragraph separator.
            '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Fate::LineEnd,
            '\0'..='\u{1F}' => Fate::Symbol(char::from_u32(0x2400 + c as u32).unwrap_or('\u{2426}')),
            '\u{7F}' => Fate::Symbol('\u{2421}'),
            // C1 controls, private use, noncharacters.
            '\u{80}'..='\u{9F}' | '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}' | '\u{FDD0}'..='\u{FDEF}' => {
                Fate::Meaningless
            }
            _ if c as u32 & 0xFFFE == 0xFFFE => Fate::Meaningless,
            '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => Fate::Bidi,
            _ if invisible::is(c) && !invisible::needed(c, &Around::new(self.text, at, c)) => Fate::Invisible,
            _ => Fate::Keep,
        }
    }

    /// `\r\n` is one line end, and so is `\r\r\n`, which careless conversions leave. Alone, it ends a line where
    /// most lines end so; elsewhere it would overwrite what stands before it.
    fn carriage_return(&mut self) -> Fate {
        let bytes = self.text.as_bytes();
        let more = bytes[self.at..].iter().take_while(|byte| **byte == b'\r').count();
        if bytes.get(self.at + more) == Some(&b'\n') {
            self.at += more + 1;
            return Fate::LineEnd;
        }
        let mac = *self.mac.get_or_insert_with(|| is_mac(bytes));
        if mac { Fate::LineEnd } else { Fate::Symbol('\u{240D}') }
    }

    fn apply(&mut self, fate: Fate, at: usize) {
        let instead = match fate {
            Fate::Keep => return,
            Fate::LineEnd => {
                self.counts.line_ends += 1;
                Some('\n')
            }
            Fate::Symbol(symbol) => {
                self.counts.controls += 1;
                Some(symbol)
            }
            Fate::Meaningless => {
                self.counts.meaningless += 1;
                Some('\u{FFFD}')
            }
            Fate::Bidi => {
                self.counts.bidi += 1;
                None
            }
            Fate::Invisible => {
                self.counts.invisible += 1;
                None
            }
        };
        let out = self.out.get_or_insert_with(|| String::with_capacity(self.text.len()));
        out.push_str(&self.text[self.copied..at]);
        out.extend(instead);
        self.copied = self.at;
    }
}

/// Whether carriage returns alone end more lines than anything else does.
fn is_mac(bytes: &[u8]) -> bool {
    let alone = memchr_iter(b'\r', bytes)
        .filter(|&at| bytes.get(at + 1) != Some(&b'\n'))
        .count();
    alone > memchr_iter(b'\n', bytes).count()
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
        // Mongolian selectors and vowel separator; Khmer inherent vowels.
        0xE1 => (second == 0xA0 || second == 0x9E) && third.unwrap_or(0) >= 0x8B,
        // U+2000 to U+207F without the dashes and quotes that every text has.
        0xE2 => match second {
            0x80 => matches!(third, Some(0x8B..=0x8F | 0xA8..=0xAE)),
            0x81 => third.unwrap_or(0) >= 0xA0,
            _ => false,
        },
        // The private use area, variation selectors, specials.
        0xEF => second <= 0xA3 || second == 0xB7 || second == 0xB8 || second == 0xBB || second == 0xBF,
        // Musical controls; the noncharacters at the end of every plane.
        0xF0..=0xF2 => (second & 0x0F == 0x0F && third == Some(0xBF)) || (second == 0x9D && third == Some(0x85)),
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
        assert_eq!(cleaned("\u{1b}[2Jab\u{8}\u{7f}\0"), "␛[2Jab␈␡␀");
        assert_eq!(cleaned("\u{9b}31m \u{9d}x"), "\u{FFFD}31m \u{FFFD}x");
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

    #[test]
    fn clean_text_is_not_copied() {
        let text = "Fähren “stay” in port — naïve, 港。\n\tA line.\n".repeat(40);
        let before = text.as_ptr();
        let (after, counts) = clean(text);
        assert_eq!(after.as_ptr(), before);
        assert_eq!(counts, Counts::default());
    }
}
