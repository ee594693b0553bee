//! The words of an article before its structure is known: enough to tell, at a fraction of what reading costs, that
//! some words are not in it.

use std::borrow::Cow;
use std::str;

use super::super::format::Format;
use super::super::json::ObjectMembers;
use super::super::{clean, encoding};
use super::{Piece, Width};

impl Piece {
    /// A text that has all words of the article in their order: what stands in the file, decoded and made harmless.
    /// Between two words there may be more than in the article, but no other letters than blanks. None where only
    /// reading can tell, as in mark-up.
    pub fn glance(&self) -> Option<Cow<'_, str>> {
        let text = encoding::text(self.marked());
        let format = match self.cut.format {
            format if format.is_collection() => format,
            _ => Format::of(&text, &self.hints),
        };
        let is_json = match format {
            Format::Text | Format::Dated => false,
            Format::JsonLines => true,
            Format::Json if has_text(&text) => true,
            Format::Json | Format::Html | Format::Markdown | Format::Feed => return None,
        };
        let text = match text {
            text if !is_json => text,
            text => match unescaped(&text) {
                Cow::Owned(unescaped) => Cow::Owned(unescaped),
                Cow::Borrowed(_) => text,
            },
        };
        Some(match text {
            Cow::Borrowed(text) => clean::text(text),
            Cow::Owned(text) => Cow::Owned(clean::clean(text).0),
        })
    }

    /// Its bytes, with the mark of UTF-16 if they are so: a part of a file has none of its own.
    pub(super) fn marked(&self) -> Cow<'_, [u8]> {
        let Width::Two { little } = self.cut.width else {
            return Cow::Borrowed(&self.bytes);
        };
        let mark = if little { [0xFF, 0xFE] } else { [0xFE, 0xFF] };
        if !self.cut.format.is_collection() || self.bytes.starts_with(&mark) {
            return Cow::Borrowed(&self.bytes);
        }
        Cow::Owned([&mark, &self.bytes[..]].concat())
    }
}

/// Whether JSON has a text that is read as it stands there.
fn has_text(json: &str) -> bool {
    let seen = ObjectMembers::of(json);
    seen.text || seen.is_ours()
}

/// JSON with the escapes in its strings replaced by what they stand for.
fn unescaped(json: &str) -> Cow<'_, str> {
    let bytes = json.as_bytes();
    let Some(mut next) = memchr::memchr(b'\\', bytes) else {
        return Cow::Borrowed(json);
    };
    let (mut text, mut at) = (String::with_capacity(json.len()), 0);
    loop {
        text.push_str(&json[at..next]);
        let (c, length) = escape(&bytes[next + 1..]);
        text.push(c);
        at = json.ceil_char_boundary(next + 1 + length).min(json.len());
        match memchr::memchr(b'\\', &bytes[at..]) {
            Some(further) => next = at + further,
            None => break,
        }
    }
    text.push_str(&json[at..]);
    Cow::Owned(text)
}

/// What is escaped by a backslash before these bytes, and how many of them it takes.
fn escape(bytes: &[u8]) -> (char, usize) {
    let blank = (' ', 1);
    match bytes.first() {
        None => (' ', 0),
        Some(b'n') => ('\n', 1),
        Some(b'r') => ('\r', 1),
        Some(b'b') => ('\u{8}', 1),
        Some(b'f') => ('\u{c}', 1),
        Some(&b @ (b'"' | b'\\' | b'/')) => (char::from(b), 1),
        Some(b'u') => {
            let Some(unit) = hex(bytes) else { return blank };
            let low = bytes.get(5..).filter(|_| (0xD800..0xDC00).contains(&unit));
            let low = low.and_then(|rest| rest.strip_prefix(b"\\")).and_then(hex);
            match low.filter(|low| (0xDC00..0xE000).contains(low)) {
                Some(low) => {
                    let code = 0x1_0000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
                    (char::from_u32(code).unwrap_or('\u{FFFD}'), 11)
                }
                None => (char::from_u32(unit).unwrap_or('\u{FFFD}'), 5),
            }
        }
        Some(_) => blank,
    }
}

/// The code of `u00e9`.
fn hex(bytes: &[u8]) -> Option<u32> {
    let digits = bytes.strip_prefix(b"u")?.get(..4)?;
    let is_hex = digits.iter().all(u8::is_ascii_hexdigit);
    u32::from_str_radix(str::from_utf8(digits).ok().filter(|_| is_hex)?, 16).ok()
}
