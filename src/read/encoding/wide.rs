//! Characters of two or four bytes: UTF-16 and UTF-32, with a mark or without; and halves of UTF-16's pairs that were
//! written as UTF-8.

use super::{Because, DecodedText};

/// Bytes looked at to tell UTF-16 and UTF-32 from everything else.
const SAMPLE: usize = 4096;

/// So many units are too few to go by the most of them.
const FEW_UNITS: usize = 8;

/// An encoding whose characters have more than one byte each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::read) enum Wide {
    Utf16Le,
    Utf16Be,
    Utf32(ByteOrder),
}

/// Which byte of a unit comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::read) enum ByteOrder {
    Little,
    Big,
}

impl ByteOrder {
    fn unit(self, bytes: [u8; 4]) -> u32 {
        match self {
            Self::Little => u32::from_le_bytes(bytes),
            Self::Big => u32::from_be_bytes(bytes),
        }
    }

    fn pair(self, bytes: [u8; 2]) -> u16 {
        match self {
            Self::Little => u16::from_le_bytes(bytes),
            Self::Big => u16::from_be_bytes(bytes),
        }
    }
}

/// The order of UTF-32 that opens with a mark, and what follows the mark. In little endian it begins as the mark of
/// UTF-16 does, so that the characters behind it decide.
pub(super) fn marked(bytes: &[u8]) -> Option<(ByteOrder, &[u8])> {
    let (order, rest) = match bytes {
        [0xFF, 0xFE, 0, 0, rest @ ..] => (ByteOrder::Little, rest),
        [0, 0, 0xFE, 0xFF, rest @ ..] => (ByteOrder::Big, rest),
        _ => return None,
    };
    let units = rest[..rest.len().min(SAMPLE)].as_chunks::<4>().0;
    let good = units.iter().filter(|unit| char::from_u32(order.unit(**unit)).is_some());
    (good.count() * 10 >= units.len() * 9).then_some((order, rest))
}

/// The text of UTF-32. What is no character, and what is left over at the end, is U+FFFD.
pub(super) fn utf32(bytes: &[u8], order: ByteOrder, because: Because) -> DecodedText {
    let (units, rest) = bytes.as_chunks::<4>();
    let characters = units.iter().map(|unit| char::from_u32(order.unit(*unit)));
    let mut bad = usize::from(!rest.is_empty());
    let mut text: String = characters
        .map(|c| {
            bad += usize::from(c.is_none());
            c.unwrap_or(char::REPLACEMENT_CHARACTER)
        })
        .collect();
    text.extend((!rest.is_empty()).then_some(char::REPLACEMENT_CHARACTER));
    let name = match order {
        ByteOrder::Little => "UTF-32LE",
        ByteOrder::Big => "UTF-32BE",
    };
    DecodedText {
        bad,
        ..DecodedText::new(text, name, because)
    }
}

/// UTF-32 and UTF-16 without a mark. In the first, half of all bytes are zero; in the second, every other byte of ASCII
/// is, and East Asian text lies in few of 256 rows.
pub(in crate::read) fn without_mark(bytes: &[u8]) -> Option<Wide> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if sample.len() < 4 {
        return None;
    }
    let four = |order: &ByteOrder| looks_like_utf32(sample, *order);
    if let Some(order) = [ByteOrder::Little, ByteOrder::Big].into_iter().find(four) {
        return Some(Wide::Utf32(order));
    }
    let even = &sample[..sample.len() & !1];
    if looks_like_utf16(even, ByteOrder::Little) {
        Some(Wide::Utf16Le)
    } else {
        looks_like_utf16(even, ByteOrder::Big).then_some(Wide::Utf16Be)
    }
}

/// Every unit is a character, none is a control but for blanks and line ends, and there are a few of them. Bytes of
/// nothing else have a zero in the same place of each four.
fn looks_like_utf32(sample: &[u8], order: ByteOrder) -> bool {
    /// Fewer characters may be anything.
    const LEAST: usize = 2;
    /// No plane above the third has a letter: a line end and a letter of UTF-16 would be a character of the tenth.
    const LAST: char = '\u{40000}';
    let units = sample.as_chunks::<4>().0;
    let is_text = |unit: &[u8; 4]| {
        let c = char::from_u32(order.unit(*unit)).filter(|c| *c < LAST);
        c.is_some_and(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t' | '\u{C}'))
    };
    // Half a pair, where a program cut an emoji.
    let is_half = |unit: &[u8; 4]| matches!(order.unit(*unit), 0xD800..=0xDFFF);
    let texts = units.iter().filter(|unit| is_text(unit)).count();
    let halves = units.iter().filter(|unit| is_half(unit)).count();
    units.len() >= LEAST && texts + halves == units.len() && halves * 4 <= texts
}

fn looks_like_utf16(sample: &[u8], order: ByteOrder) -> bool {
    let units = sample.len() / 2;
    let mut ascii = 0usize;
    let mut eastern = 0usize;
    let mut ends = 0usize;
    let mut ruled = 0usize;
    for pair in sample.as_chunks::<2>().0 {
        match order.pair(*pair) {
            0 => return false,
            // Line ends, the blank, ideographic commas and stops: no pair of letters of a legacy encoding.
            0x0A | 0x0D | 0x20 | 0x3001 | 0x3002 | 0xFF0C => ends += 1,
            0x09 | 0x21..=0x7E => ascii += 1,
            // Greek, Cyrillic, Hebrew, Arabic: one of their two bytes is a control character, which no text has.
            0x0370..=0x06FF => ruled += 1,
            0x3000..=0x30FF | 0x4E00..=0x9FFF | 0xAC00..=0xD7A3 | 0xFF00..=0xFFEF => eastern += 1,
            _ => {}
        }
    }
    if ends > 0 && ruled * 2 > units && (ruled + ascii + ends) * 10 > units * 9 {
        return true;
    }
    // Of a few letters, a zero among them makes half: they are UTF-16 only if nothing else is among them.
    let is_utf8 = is_utf8_so_far(sample);
    if units < FEW_UNITS && ascii + ends < units && is_utf8 {
        return false;
    }
    // Pairs of ASCII, or of a legacy encoding's bytes, read as UTF-16 are East Asian letters too; those count only
    // where real line ends or stops stand between them.
    (ascii + ends) * 10 > units * 4 || (ends > 0 && (eastern + ascii + ends) * 10 > units * 9 && !is_utf8)
}

/// Whether bytes are UTF-8, but perhaps for a last letter that is cut.
fn is_utf8_so_far(bytes: &[u8]) -> bool {
    match std::str::from_utf8(bytes) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    }
}

/// Surrogates that were found among UTF-8.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Surrogates {
    /// Pairs; each is the character that it stands for.
    pub(super) pairs: usize,
    /// Halves without the other; each became U+FFFD.
    pub(super) halves: usize,
}

/// The bytes with surrogates that were written as UTF-8 (CESU-8, and what some programs make of text cut in the middle
/// of an emoji) put right. Only where everything else is UTF-8: three such bytes may be letters of a legacy encoding.
pub(super) fn without_surrogates(bytes: Vec<u8>) -> (Vec<u8>, Surrogates) {
    let mut found = Surrogates::default();
    let mut mended = Vec::new();
    let mut rest = bytes.as_slice();
    loop {
        let valid = match std::str::from_utf8(rest) {
            Ok(_) => rest.len(),
            Err(error) => error.valid_up_to(),
        };
        let (good, tail) = rest.split_at(valid);
        let Some((half, after)) = surrogate(tail) else {
            if !tail.is_empty() || mended.is_empty() {
                // There is something else, or nothing at all.
                return (bytes, Surrogates::default());
            }
            mended.extend_from_slice(good);
            return (mended, found);
        };
        mended.extend_from_slice(good);
        let other = surrogate(after).filter(|_| half < 0xDC00);
        let pair = other.and_then(|(low, after)| {
            let c = char::decode_utf16([half, low]).next()?.ok()?;
            Some((c, after))
        });
        let (c, after) = pair.unwrap_or((char::REPLACEMENT_CHARACTER, after));
        found.pairs += usize::from(pair.is_some());
        found.halves += usize::from(pair.is_none());
        mended.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
        rest = after;
    }
}

/// A surrogate at the start of bytes, written as UTF-8 would write it, and what follows it.
fn surrogate(bytes: &[u8]) -> Option<(u16, &[u8])> {
    match bytes {
        [0xED, second @ 0xA0..=0xBF, third @ 0x80..=0xBF, rest @ ..] => {
            let unit = 0xD000 | u16::from(second & 0x3F) << 6 | u16::from(third & 0x3F);
            Some((unit, rest))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surrogates_are_put_right_only_among_utf8() {
        let text = |bytes: &[u8]| {
            let (bytes, found) = without_surrogates(bytes.to_vec());
            (String::from_utf8_lossy(&bytes).into_owned(), found)
        };
        let found = |pairs, halves| Surrogates { pairs, halves };
        assert_eq!(text(b"a \xED\xA0\xBD\xED\xB8\x80 b"), ("a 😀 b".into(), found(1, 0)));
        assert_eq!(text("é\u{0}".as_bytes()), ("é\0".into(), found(0, 0)));
        assert_eq!(
            text(b"a \xED\xB8\x80\xED\xA0\xBD"),
            ("a \u{FFFD}\u{FFFD}".into(), found(0, 2))
        );
        let (bytes, none) = without_surrogates(b"\xED\xA0\xBD \xE9".to_vec());
        assert_eq!((bytes.as_slice(), none), (&b"\xED\xA0\xBD \xE9"[..], found(0, 0)));
    }
}
