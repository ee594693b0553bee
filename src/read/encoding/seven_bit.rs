//! Encodings that write all letters with ASCII: ISO-2022-JP and ISO-2022-KR, which switch character sets with escape
//! sequences; HZ, which brackets Chinese with tildes; UTF-7, which brackets base64 with a plus and a hyphen.
//!
//! Each is taken only where the whole text is what a program of it would have written: everything else is ASCII.

use encoding_rs::{EUC_KR, GBK, ISO_2022_JP};

use super::legacy::Sense;
use super::{Because, DecodedText};

/// Decodes text that is ASCII throughout; `None` where it says what its bytes say.
pub(super) fn decode(text: &str) -> Option<DecodedText> {
    let bytes = text.as_bytes();
    let has = |sign: &[u8]| memchr::memmem::find(bytes, sign).is_some();
    let found = if has(b"\x1b$)C") {
        ("ISO-2022-KR", korean as fn(&str) -> Option<String>)
    } else if has(b"\x1b$") {
        (ISO_2022_JP.name(), japanese as _)
    } else if has(b"~{") {
        ("HZ-GB-2312", chinese as _)
    } else if has(b"+") {
        ("UTF-7", utf7 as _)
    } else {
        return None;
    };
    let (encoding, read) = found;
    let decoded = text.is_ascii().then(|| read(text)).flatten()?;
    // A sign that no letter follows is text.
    if decoded.is_ascii() {
        return None;
    }
    Some(DecodedText::new(decoded, encoding, Because::Guessed))
}

fn japanese(text: &str) -> Option<String> {
    let (decoded, bad) = ISO_2022_JP.decode_without_bom_handling(text.as_bytes());
    (!bad).then(|| decoded.into_owned())
}

/// A header names the set, shift out and shift in bracket its letters, which are those of EUC-KR with a bit less.
fn korean(text: &str) -> Option<String> {
    let text = text.replacen("\x1b$)C", "", 1);
    bracketed(&text, "\x0e", "\x0f", |inside| {
        let decoded = EUC_KR
            .decode_without_bom_handling_and_without_replacement(&raised(inside))?
            .into_owned();
        Some(decoded)
    })
}

/// `~{` and `~}` bracket letters of GB 2312 on one line, `~~` is a tilde.
fn chinese(text: &str) -> Option<String> {
    let decoded = bracketed(text, "~{", "~}", |inside| {
        let whole = inside.len() % 2 == 0 && inside.bytes().all(|byte| (0x21..0x7F).contains(&byte));
        let raised = raised(inside);
        let decoded = GBK.decode_without_bom_handling_and_without_replacement(&raised)?;
        whole.then(|| decoded.into_owned())
    })?;
    Some(decoded.replace("~~", "~"))
}

/// The bytes with their upper bit set; blanks and line ends stay.
fn raised(text: &str) -> Vec<u8> {
    let raise = |byte: u8| if byte > b' ' { byte | 0x80 } else { byte };
    text.bytes().map(raise).collect()
}

/// A text with what stands between brackets decoded; `None` if a bracket is not closed, or what is inside cannot be.
fn bracketed(text: &str, open: &str, close: &str, decode: impl Fn(&str) -> Option<String>) -> Option<String> {
    let mut parts = text.split(open);
    let mut out = parts.next()?.to_owned();
    for part in parts {
        let (inside, after) = part.split_once(close)?;
        out += &decode(inside)?;
        out += after;
    }
    Some(out)
}

/// RFC 2152. A plus opens base64 of UTF-16, whatever is no digit of it ends that, a hyphen that does is swallowed; `+-`
/// is a plus. Phone numbers and formulas have pluses, too: all of them must be what an encoder writes, and what comes
/// out must be letters that make words with their neighbours.
fn utf7(text: &str) -> Option<String> {
    /// Fewer letters may be chance.
    const LEAST: usize = 3;
    let mut out = String::with_capacity(text.len());
    let mut letters = 0;
    let mut rest = text;
    while let Some((before, opened)) = rest.split_once('+') {
        out += before;
        let end = opened.find(|c| digit(c).is_none()).unwrap_or(opened.len());
        let (base64, after) = opened.split_at(end);
        let closed = after.strip_prefix('-');
        if base64.is_empty() {
            out.push('+');
            rest = closed?;
            continue;
        }
        let decoded = utf16_of(base64)?;
        letters += decoded.chars().count();
        out += &decoded;
        rest = closed.unwrap_or(after);
    }
    out += rest;
    (letters >= LEAST && Sense::of(&out).odd == 0).then_some(out)
}

/// The characters of base64 without padding; `None` where it has bits that are left over, or what no encoder would
/// have put there: ASCII letters, and characters that mean nothing.
fn utf16_of(base64: &str) -> Option<String> {
    let mut units = Vec::new();
    let (mut held, mut bits) = (0u32, 0u32);
    for c in base64.chars() {
        held = (held << 6 | digit(c)?) & 0x3F_FFFF;
        bits += 6;
        if bits >= 16 {
            bits -= 16;
            units.push((held >> bits) as u16);
            held &= (1 << bits) - 1;
        }
    }
    let text = String::from_utf16(&units).ok().filter(|_| bits < 6 && held == 0)?;
    let is_word = |c: char| !c.is_ascii_alphanumeric() && !crate::chars::is_hostile(c);
    text.chars().all(is_word).then_some(text)
}

fn digit(c: char) -> Option<u32> {
    match c {
        'A'..='Z' => Some(c as u32 - 'A' as u32),
        'a'..='z' => Some(c as u32 - 'a' as u32 + 26),
        '0'..='9' => Some(c as u32 - '0' as u32 + 52),
        '+' => Some(62),
        '/' => Some(63),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, &'static str)> {
        decode(text).map(|decoded| (decoded.text, decoded.encoding))
    }

    #[test]
    fn letters_of_seven_bits_are_read() {
        assert_eq!(read("~{8[~} ~~"), Some(("港 ~".into(), "HZ-GB-2312")));
        assert_eq!(read("\x1b$)C\x0eGW18\x0f."), Some(("항구.".into(), "ISO-2022-KR")));
        assert_eq!(
            read("A caf+AOk, Zo+AOs M+APw-ller, 2 +- 2"),
            Some(("A café, Zoë Müller, 2 + 2".into(), "UTF-7"))
        );
    }

    #[test]
    fn ascii_with_the_same_signs_stays_what_it_is() {
        for text in [
            "call +491234567 or +44 20 7946, then +1-555",
            "C++ and Disney+ and 2+2=4",
            "a ~{ brace ~} and ~{ another",
            "price \x1b$ 5",
            "\x1b$B",
            "\x1b$)C and nothing more",
            "a+b+c, x+ABC-y",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
