//! Bytes to characters: byte order marks, UTF-8, UTF-16, UTF-32, and legacy encodings by detection.
//!
//! Knows nothing of what the characters say. Nothing is lost in silence: what was guessed, mended or could not be read
//! is in [`DecodedText`].

mod legacy;
mod mixed;
mod seven_bit;
mod twice;
mod wide;

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

pub(super) use wide::without_mark as wide_without_mark;

/// Decoded text, and what is to be said about the decoding.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct DecodedText {
    /// The characters.
    pub(super) text: String,
    /// The encoding's name, as in the WHATWG Encoding Standard where that has one.
    pub(super) encoding: &'static str,
    /// How the encoding is known.
    pub(super) because: Because,
    /// Sequences that mean nothing in this encoding; each became U+FFFD.
    pub(super) bad: usize,
    /// What was mended, and how often.
    pub(super) mended: Vec<(usize, Mended)>,
}

/// How the encoding of a text is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Because {
    /// A byte order mark says so.
    Mark,
    /// Every byte fits.
    Valid,
    /// Nearly every byte fits, and no other encoding would explain it.
    Nearly,
    /// It was guessed from the frequencies of letters.
    Guessed,
    /// It was guessed, and the letters make no sense in it: the encoding is not known.
    Unknown,
}

/// What was mended in a text that is not in one encoding throughout, or not encoded once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mended {
    /// Lines in another encoding than the rest.
    Lines(&'static str),
    /// Letters in windows-1252 inside lines of UTF-8.
    Letters,
    /// Surrogate pairs, each half written as UTF-8 (CESU-8).
    Surrogates,
    /// Characters that had been encoded twice: "â€™" for "’".
    Twice,
}

impl DecodedText {
    fn new(text: String, encoding: &'static str, because: Because) -> Self {
        Self {
            text,
            encoding,
            because,
            bad: 0,
            mended: Vec::new(),
        }
    }

    fn mended(mut self, count: usize, what: Mended) -> Self {
        if count > 0 {
            self.mended.push((count, what));
        }
        self
    }
}

/// The text of bytes that are held by somebody else: borrowed where they are UTF-8 with nothing to be mended.
pub(super) fn text(bytes: Cow<'_, [u8]>) -> Cow<'_, str> {
    let is_marked = |bytes: &[u8]| wide::marked(bytes).is_some() || Encoding::for_bom(bytes).is_some();
    if let Cow::Borrowed(bytes) = bytes
        && !is_marked(bytes)
        && wide::without_mark(bytes).is_none()
        && let Ok(text) = std::str::from_utf8(bytes)
        && seven_bit::decode(text).is_none()
        && twice::repaired(text).is_none()
    {
        return Cow::Borrowed(text);
    }
    Cow::Owned(decode(bytes.into_owned()).text)
}

/// Decodes the bytes. Text that is UTF-8 already, as nearly all is, keeps its memory.
pub(super) fn decode(bytes: Vec<u8>) -> DecodedText {
    if let Some((encoding, rest)) = wide::marked(&bytes) {
        return wide::utf32(rest, encoding, Because::Mark);
    }
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        if encoding == UTF_8 {
            return without_mark(bytes, mark);
        }
        return decode_as(encoding, &bytes[mark..], Because::Mark);
    }
    match wide::without_mark(&bytes) {
        Some(wide::Wide::Utf32(encoding)) => return wide::utf32(&bytes, encoding, Because::Guessed),
        Some(wide::Wide::Utf16Le) => return decode_as(UTF_16LE, &bytes, Because::Guessed),
        Some(wide::Wide::Utf16Be) => return decode_as(UTF_16BE, &bytes, Because::Guessed),
        None => {}
    }
    match String::from_utf8(bytes) {
        Ok(text) => seven_bit::decode(&text).unwrap_or_else(|| valid(text, Because::Valid)),
        Err(error) => not_utf8(error.into_bytes()),
    }
}

fn without_mark(mut bytes: Vec<u8>, mark: usize) -> DecodedText {
    bytes.drain(..mark);
    match String::from_utf8(bytes) {
        Ok(text) => valid(text, Because::Mark),
        Err(error) => DecodedText {
            because: Because::Mark,
            ..mixed::decode(error.as_bytes(), mixed::Main::Utf8)
        },
    }
}

fn valid(text: String, because: Because) -> DecodedText {
    match twice::repaired(&text) {
        Some((text, count)) => DecodedText::new(text, UTF_8.name(), because).mended(count, Mended::Twice),
        None => DecodedText::new(text, UTF_8.name(), because),
    }
}

fn not_utf8(bytes: Vec<u8>) -> DecodedText {
    let (bytes, surrogates) = wide::without_surrogates(bytes);
    let decoded = match String::from_utf8(bytes) {
        Ok(text) => valid(text, Because::Nearly),
        Err(error) => {
            let bytes = error.into_bytes();
            let main = mixed::main(&bytes);
            mixed::decode(&bytes, main)
        }
    };
    DecodedText {
        bad: decoded.bad + surrogates.halves,
        ..decoded
    }
    .mended(surrogates.pairs, Mended::Surrogates)
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8], because: Because) -> DecodedText {
    let (text, any_bad) = encoding.decode_without_bom_handling(bytes);
    let bad = if any_bad { text.matches('\u{FFFD}').count() } else { 0 };
    DecodedText {
        bad,
        ..DecodedText::new(text.into_owned(), encoding.name(), because)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, &'static str) {
        let decoded = decode(bytes.to_vec());
        (decoded.text, decoded.encoding)
    }

    fn utf16(text: &str, little: bool) -> Vec<u8> {
        let unit = |unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn marks_decide() {
        assert_eq!(read(b"\xEF\xBB\xBFq"), ("q".into(), "UTF-8"));
        assert_eq!(read(b"\xFF\xFEq\0"), ("q".into(), "UTF-16LE"));
        assert_eq!(read(b"\xFE\xFF\0q"), ("q".into(), "UTF-16BE"));
    }

    #[test]
    fn utf16_is_seen_without_a_mark() {
        for text in [
            "Ferries stay in port.\nA second line.\n",
            "港の火事は夜のうちに消えた。\n風が変わった。\n",
        ] {
            assert_eq!(read(&utf16(text, true)), (text.into(), "UTF-16LE"));
            assert_eq!(read(&utf16(text, false)), (text.into(), "UTF-16BE"));
        }
    }

    #[test]
    fn a_zero_among_few_letters_does_not_make_them_utf16() {
        assert_eq!(read(b"\0A 0"), ("\0A 0".into(), "UTF-8"));
        // Nor where a letter of two bytes stands at the odd end.
        let text = "\n\0Aaa\u{a1}";
        assert_eq!(read(text.as_bytes()), (text.into(), "UTF-8"));
        assert_eq!(read(b"\0A\0b"), ("Ab".into(), "UTF-16BE"));
    }

    #[test]
    fn a_few_bad_bytes_do_not_make_utf8_legacy() {
        let (text, encoding) = read("Přístav hoří, vítr se obrátil.\u{1}".replace('\u{1}', "x").as_bytes());
        assert_eq!((text.as_str(), encoding), ("Přístav hoří, vítr se obrátil.x", "UTF-8"));
        let mut bytes = "Přístav hoří, vítr se obrátil.".as_bytes().to_vec();
        bytes.extend(b" \xFF\xC3");
        assert_eq!(
            read(&bytes),
            ("Přístav hoří, vítr se obrátil. \u{FFFD}\u{FFFD}".into(), "UTF-8")
        );
    }

    #[test]
    fn a_cut_last_letter_does_not_make_ascii_legacy() {
        assert_eq!(read(b"The harbour is quiet\xE2\x80").1, "UTF-8");
    }

    #[test]
    fn legacy_encodings_are_detected() {
        let tables: [(&'static Encoding, &str); 5] = [
            (
                encoding_rs::WINDOWS_1251,
                "Паромы остались в порту, ветер переменился ночью, сообщил начальник порта.",
            ),
            (
                encoding_rs::WINDOWS_1252,
                "Der Hafen brennt, die Fähren bleiben für heute drüben; das Café schließt.",
            ),
            (
                encoding_rs::SHIFT_JIS,
                "夜明けまでに火は消え、けが人はいなかった。港のフェリーは6日も休み、再開は早くても8日の午後になるという。「こんなに静かな朝は初めてです」と漁師のさんは話した。",
            ),
            (
                encoding_rs::GBK,
                "港口的大火在夜间被扑灭，风向改变了，消防队长说。渡轮停航一天。",
            ),
            (
                encoding_rs::EUC_KR,
                "항구의 불은 밤사이에 꺼졌다. 바람이 바뀌었다고 소방서장은 말했다.",
            ),
        ];
        for (encoding, text) in tables {
            let (bytes, _, _) = encoding.encode(text);
            assert_eq!(read(&bytes).0, text, "{}", encoding.name());
        }
    }

    #[test]
    fn seven_bit_japanese_is_told_from_ascii_with_escapes() {
        let (bytes, _, _) = encoding_rs::EUC_JP.encode("港");
        let mut jis = b"\x1b$B".to_vec();
        jis.extend(bytes.iter().map(|byte| byte & 0x7F));
        jis.extend(b"\x1b(B\n");
        assert_eq!(read(&jis), ("港\n".into(), "ISO-2022-JP"));
        assert_eq!(read(b"price \x1b$ 5\xC2\xA0"), ("price \x1b$ 5\u{A0}".into(), "UTF-8"));
    }
}
