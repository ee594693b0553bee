//! Bytes to characters: byte order marks, UTF-8, UTF-16, and legacy encodings by detection.
//!
//! Knows nothing of what the characters say.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};

/// Bytes looked at to tell UTF-16 from everything else.
const UTF16_SAMPLE: usize = 4096;

/// So many units are too few to go by the most of them.
const FEW_UNITS: usize = 8;

/// Bytes given to the detector of legacy encodings. Its verdict settles within a few thousand letters.
const DETECTOR_SAMPLE: usize = 1 << 20;

/// Decoded text, and what is to be said about the decoding.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    /// The characters.
    pub(super) text: String,
    /// The encoding's name, as in the WHATWG Encoding Standard.
    pub(super) encoding: &'static str,
    /// How the encoding is known.
    pub(super) because: Because,
    /// Sequences that mean nothing in this encoding; each became U+FFFD.
    pub(super) bad: usize,
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
}

/// Decodes the bytes. Text that is UTF-8 already, as nearly all is, keeps its memory.
pub(super) fn decode(bytes: Vec<u8>) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        if encoding == UTF_8 {
            return without_mark(bytes, mark);
        }
        return decode_as(encoding, &bytes[mark..], Because::Mark);
    }
    if let Some(encoding) = utf16_without_mark(&bytes) {
        return decode_as(encoding, &bytes, Because::Guessed);
    }
    match String::from_utf8(bytes) {
        Ok(text) if memchr::memmem::find(text.as_bytes(), b"\x1b$").is_some() && text.is_ascii() => iso_2022_jp(text),
        Ok(text) => Decoded {
            text,
            encoding: UTF_8.name(),
            because: Because::Valid,
            bad: 0,
        },
        Err(error) => not_utf8(&error.into_bytes()),
    }
}

fn without_mark(mut bytes: Vec<u8>, mark: usize) -> Decoded {
    bytes.drain(..mark);
    match String::from_utf8(bytes) {
        Ok(text) => Decoded {
            text,
            encoding: UTF_8.name(),
            because: Because::Mark,
            bad: 0,
        },
        Err(error) => lossy(error.as_bytes(), Because::Mark),
    }
}

/// Text of seven bits that switches character sets with escape sequences, or ASCII with an escape in it.
fn iso_2022_jp(text: String) -> Decoded {
    let (decoded, bad) = ISO_2022_JP.decode_without_bom_handling(text.as_bytes());
    if bad {
        return Decoded {
            text,
            encoding: UTF_8.name(),
            because: Because::Valid,
            bad: 0,
        };
    }
    Decoded {
        text: decoded.into_owned(),
        encoding: ISO_2022_JP.name(),
        because: Because::Guessed,
        bad: 0,
    }
}

fn not_utf8(bytes: &[u8]) -> Decoded {
    // In a legacy encoding hardly a letter beyond ASCII forms a valid UTF-8 sequence by chance; in a damaged
    // UTF-8 file nearly all do. A cut at the very end says nothing either way.
    let mut good = 0usize;
    let mut bad = 0usize;
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|byte| *byte >= 0xC2).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    // Cut inside its last letter: at least the lead and one byte more, for a lone lead byte is a letter elsewhere.
    let cut = std::str::from_utf8(bytes)
        .is_err_and(|error| error.error_len().is_none() && bytes.len() - error.valid_up_to() > 1);
    if good > bad || cut {
        return lossy(bytes, Because::Nearly);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(DETECTOR_SAMPLE)], true);
    decode_as(detector.guess(None, Utf8Detection::Deny), bytes, Because::Guessed)
}

fn lossy(bytes: &[u8], because: Because) -> Decoded {
    Decoded {
        text: String::from_utf8_lossy(bytes).into_owned(),
        encoding: UTF_8.name(),
        because,
        bad: bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count(),
    }
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8], because: Because) -> Decoded {
    let (text, any_bad) = encoding.decode_without_bom_handling(bytes);
    let bad = if any_bad { text.matches('\u{FFFD}').count() } else { 0 };
    Decoded {
        text: text.into_owned(),
        encoding: encoding.name(),
        because,
        bad,
    }
}

/// UTF-16 without a mark: every other byte of ASCII is zero, and East Asian text lies in few of 256 rows.
pub(super) fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(UTF16_SAMPLE) & !1];
    if sample.len() < 4 {
        return None;
    }
    [UTF_16LE, UTF_16BE]
        .into_iter()
        .find(|&encoding| looks_like_utf16(sample, encoding == UTF_16LE))
}

fn looks_like_utf16(sample: &[u8], little: bool) -> bool {
    let units = sample.len() / 2;
    let mut ascii = 0usize;
    let mut eastern = 0usize;
    let mut ends = 0usize;
    for pair in sample.chunks_exact(2) {
        let pair = [pair[0], pair[1]];
        match if little {
            u16::from_le_bytes(pair)
        } else {
            u16::from_be_bytes(pair)
        } {
            0 => return false,
            // Line ends, the blank, ideographic commas and stops: no pair of letters of a legacy encoding.
            0x0A | 0x0D | 0x20 | 0x3001 | 0x3002 | 0xFF0C => ends += 1,
            0x09 | 0x21..=0x7E => ascii += 1,
            0x3000..=0x30FF | 0x4E00..=0x9FFF | 0xAC00..=0xD7A3 | 0xFF00..=0xFFEF => eastern += 1,
            _ => {}
        }
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
