//! Legacy encodings: which one bytes are in, by the frequencies of letters and by whether the words make sense in it.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    Encoding, IBM866, ISO_8859_2, KOI8_U, MACINTOSH, SHIFT_JIS, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253,
    WINDOWS_1254, WINDOWS_1257, X_MAC_CYRILLIC,
};
use rustc_hash::FxHashSet;
use unicode_normalization::char::is_combining_mark;

/// Bytes of lines with letters beyond ASCII that are given to the detector. Its verdict settles within a few thousand
/// letters.
const DETECTOR_SAMPLE: usize = 1 << 20;

/// Bytes of such lines that are looked at to judge whether the words make sense.
const JUDGED_SAMPLE: usize = 1 << 16;

/// An encoding that is neither UTF-8 nor UTF-16 nor UTF-32.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Legacy {
    /// One of the Encoding Standard.
    Standard(&'static Encoding),
    /// Western Europe under DOS. Its letters below 0xA6 are those of code page 437, too.
    CodePage850,
    /// Hebrew under DOS.
    CodePage862,
}

/// The upper half of code page 850.
const CODE_PAGE_850: &str = "\
ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐\
└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{AD}±‗¾¶§÷¸°¨·¹³²■\u{A0}";

/// The upper half of code page 862.
const CODE_PAGE_862: &str = "\
אבגדהוזחטיךכלםמןנסעףפץצקרשת¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{A0}";

/// The character of a byte in a code page.
fn of_page(upper: &str, bytes: &[u8]) -> String {
    let upper: Vec<char> = upper.chars().collect();
    let character = |&byte: &u8| match usize::from(byte).checked_sub(0x80) {
        Some(at) => upper[at],
        None => char::from(byte),
    };
    bytes.iter().map(character).collect()
}

impl Legacy {
    /// Its name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Standard(encoding) => encoding.name(),
            Self::CodePage850 => "IBM850",
            Self::CodePage862 => "IBM862",
        }
    }

    /// Whether each byte is a character.
    pub(super) fn is_single_byte(self) -> bool {
        match self {
            Self::Standard(encoding) => encoding.is_single_byte(),
            Self::CodePage850 | Self::CodePage862 => true,
        }
    }

    /// The characters, and how many sequences are none in this encoding.
    pub(super) fn decode(self, bytes: &[u8]) -> (Cow<'_, str>, usize) {
        match self {
            Self::Standard(encoding) => {
                let (text, any_bad) = encoding.decode_without_bom_handling(bytes);
                let bad = if any_bad { text.matches('\u{FFFD}').count() } else { 0 };
                (text, bad)
            }
            Self::CodePage850 => (Cow::Owned(of_page(CODE_PAGE_850, bytes)), 0),
            Self::CodePage862 => (Cow::Owned(of_page(CODE_PAGE_862, bytes)), 0),
        }
    }
}

/// The encoding that lines with letters beyond ASCII are most likely in, and whether the words make sense in it.
pub(super) fn guess<'a>(lines: impl Iterator<Item = &'a [u8]>) -> (Legacy, bool) {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let mut judged = Vec::new();
    let mut fed = 0;
    for line in lines {
        let part = &line[..line.len().min(DETECTOR_SAMPLE - fed)];
        fed += part.len();
        detector.feed(part, false);
        judged.extend_from_slice(&part[..part.len().min(JUDGED_SAMPLE.saturating_sub(judged.len()))]);
        if fed == DETECTOR_SAMPLE {
            break;
        }
    }
    detector.feed(&[], true);
    let found = Legacy::Standard(detector.guess(None, Utf8Detection::Deny));
    if !found.is_single_byte() {
        let (text, bad) = found.decode(&judged);
        return (found, bad * 8 <= Sense::of(&text).all);
    }
    if found == Legacy::Standard(IBM866) && is_hebrew(&judged) {
        return (Legacy::CodePage862, true);
    }
    // The detector knows what is found on the web. What old machines wrote makes less nonsense in its own encoding.
    let others = [
        Legacy::Standard(MACINTOSH),
        Legacy::Standard(X_MAC_CYRILLIC),
        Legacy::CodePage850,
        Legacy::Standard(SHIFT_JIS),
    ];
    let others = others
        .into_iter()
        .filter(|other| other.is_single_byte() || is_half_width(&judged));
    let own = Sense::of(&found.decode(&judged).0);
    let (mut best, mut sense) = (found, own);
    for other in others {
        let text = other.decode(&judged).0;
        let of_other = Sense::of(&text);
        if other == Legacy::Standard(X_MAC_CYRILLIC) && !is_russian(&text) {
            continue;
        }
        if of_other.is_good() && of_other.odd * 3 < own.odd && of_other.odd < sense.odd {
            (best, sense) = (other, of_other);
        }
    }
    // Where several are as good, the one that is by far the most used.
    let western = Legacy::Standard(WINDOWS_1252);
    if best.decode(&judged).0 == western.decode(&judged).0 {
        best = western;
    }
    (best, sense.is_good())
}

/// The one encoding in which foreign lines have no letter but those that the rest of a text has in UTF-8.
pub(super) fn fitting(foreign: &[&[u8]], bytes: &[u8]) -> Option<Legacy> {
    const ENCODINGS: [&Encoding; 10] = [
        WINDOWS_1252,
        WINDOWS_1250,
        ISO_8859_2,
        WINDOWS_1251,
        KOI8_U,
        WINDOWS_1253,
        WINDOWS_1254,
        WINDOWS_1257,
        MACINTOSH,
        X_MAC_CYRILLIC,
    ];
    /// So many letters make it no chance.
    const LEAST: usize = 4;
    let small = |c: char| c.to_lowercase().next().unwrap_or(c);
    let sample = &bytes[..bytes.len().min(DETECTOR_SAMPLE)];
    let own = sample.utf8_chunks().flat_map(|chunk| chunk.valid().chars());
    let letters: FxHashSet<char> = own.filter(|c| !c.is_ascii() && c.is_alphabetic()).map(small).collect();
    let mut judged = foreign.concat();
    judged.truncate(JUDGED_SAMPLE);
    let mut found: Vec<(Legacy, Cow<'_, str>)> = Vec::new();
    for encoding in ENCODINGS {
        let legacy = Legacy::Standard(encoding);
        let (text, bad) = legacy.decode(&judged);
        let theirs: Vec<char> = text.chars().filter(|c| !c.is_ascii() && c.is_alphabetic()).collect();
        let fits = theirs.len() >= LEAST && theirs.iter().all(|c| letters.contains(&small(*c)));
        if bad == 0 && fits && Sense::of(&text).odd == 0 && found.iter().all(|(_, other)| *other != text) {
            found.push((legacy, text));
        }
    }
    match found[..] {
        [(legacy, _)] => Some(legacy),
        _ => None,
    }
}

/// Whether letters beyond ASCII are mostly small Cyrillic ones with as many vowels as words have: any byte is a letter of
/// such an encoding.
fn is_russian(text: &str) -> bool {
    let all = text.chars().filter(|c| !c.is_ascii()).count();
    let small = text
        .chars()
        .filter(|c| matches!(c, 'а'..='я' | 'ё' | 'і' | 'ї' | 'є'))
        .count();
    let vowels = text.chars().filter(|c| "аеиоуыэюяёіїє".contains(*c)).count();
    small * 10 >= all * 7 && (vowels * 10 >= small * 3) && vowels * 10 <= small * 6
}

/// Whether what looks like Russian in capitals is Hebrew: it has none of the last letters of the alphabet, and often the
/// tenth, which is rare in Russian.
fn is_hebrew(bytes: &[u8]) -> bool {
    /// Fewer letters tell nothing.
    const LEAST: usize = 16;
    let letters = bytes.iter().filter(|byte| matches!(byte, 0x80..=0x9A)).count();
    let others = bytes
        .iter()
        .filter(|byte| matches!(byte, 0x9B..=0x9F | 0xA0..=0xAF | 0xE0..=0xF1))
        .count();
    let tenth = memchr::memchr_iter(0x89, bytes).count();
    letters >= LEAST && others == 0 && tenth * 25 >= letters
}

/// Whether all that is not ASCII may be kana of half width, a byte each: those that a voiced mark follows may have one.
fn is_half_width(bytes: &[u8]) -> bool {
    let mut before = 0;
    bytes.iter().filter(|byte| !byte.is_ascii()).all(|&byte| {
        let takes_mark = matches!(before, 0xB3 | 0xB6..=0xC4 | 0xCA..=0xCE);
        before = byte;
        matches!(byte, 0xA1..=0xDD) || (matches!(byte, 0xDE | 0xDF) && takes_mark)
    })
}

/// How much sense the characters beyond ASCII make where they stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sense {
    /// Characters beyond ASCII.
    pub(super) all: usize,
    /// Those of them that stand where nobody writes them.
    pub(super) odd: usize,
    /// Latin letters among them.
    latin: usize,
    /// Letters of ASCII.
    ascii: usize,
}

impl Sense {
    /// Whether it is a text that somebody may have written. No language that is written with Latin letters has more of
    /// them with accents than without.
    fn is_good(self) -> bool {
        self.odd * 4 <= self.all && self.latin <= self.ascii
    }

    /// Of a text.
    pub(super) fn of(text: &str) -> Self {
        let mut sense = Self::default();
        let mut before = ' ';
        let mut letters = text.chars().peekable();
        while let Some(c) = letters.next() {
            sense.ascii += usize::from(c.is_ascii_alphabetic());
            if !c.is_ascii() {
                sense.all += 1;
                sense.latin += usize::from(is_letter(c) && script(c) == 1);
                sense.odd += usize::from(is_odd(before, c, letters.peek().copied().unwrap_or(' ')));
            }
            before = c;
        }
        sense
    }
}

/// Whether nobody writes the character between these two: a capital behind a small letter, a sign between letters, letters
/// of two scripts in one word, a control.
pub(super) fn is_odd(before: char, c: char, after: char) -> bool {
    if c.is_control() || c == char::REPLACEMENT_CHARACTER {
        return true;
    }
    if is_letter(c) {
        let foreign = |other: char| is_letter(other) && script(other) != script(c);
        let capital = c.is_uppercase() && before.is_lowercase();
        return capital || foreign(before) || foreign(after) || matches!(before, ',' | ';');
    }
    let joined = is_letter(before) && is_letter(after);
    let is_rare = |c: char| !c.is_ascii() && !c.is_whitespace() && !is_letter(c) && !is_common_mark(c);
    match c {
        '’' | '‘' | '–' | '—' | '…' | '\u{A0}' | '\u{AD}' | '\u{200C}' | '\u{200D}' => false,
        '·' => joined && (before, after) != ('l', 'l'),
        '„' | '‚' | '¡' | '¿' => is_letter(before),
        '\u{2500}'..='\u{259F}' => is_letter(before) || is_letter(after),
        // Rare signs stand alone.
        _ => joined || (is_rare(c) && (is_rare(before) || is_rare(after))),
    }
}

/// A mark that stands beside others: quotation marks, dashes, the ellipsis.
fn is_common_mark(c: char) -> bool {
    matches!(c, '«' | '»' | '¡' | '¿' | '\u{2010}'..='\u{201F}' | '…' | '‹' | '›')
}

/// A letter, or a mark on one; not the ordinal signs and the micro sign, which stand behind numbers.
fn is_letter(c: char) -> bool {
    (c.is_alphabetic() && !matches!(c, 'ª' | 'º' | 'µ' | 'ƒ' | 'ˆ')) || is_combining_mark(c)
}

/// The script of a letter, as far as legacy encodings of one byte have several; marks may stand on any letter.
fn script(c: char) -> u8 {
    match c {
        '\0'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => 1,
        '\u{370}'..='\u{3FF}' => 2,
        '\u{400}'..='\u{52F}' => 3,
        '\u{590}'..='\u{5FF}' => 4,
        '\u{600}'..='\u{6FF}' => 5,
        '\u{E00}'..='\u{E7F}' => 6,
        '\u{FF61}'..='\u{FF9F}' => 7,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_make_sense_in_their_own_encoding() {
        for text in [
            "Der Hafen brennt, die Fähren bleiben für heute drüben; das Café schließt.",
            "«Le château est fermé», dit-elle – l’été, à 5 €…",
            "»Færgen på Ærø« ÅBNER; col·lecció, 3º, 20 µm",
            "Паромы остались в порту, ветер переменился.",
            "שלום עולם; العبّارات في الميناء",
            "ฝนตกหนักที่ท่าเรือ",
            "ｶﾞｿﾘﾝ ﾊﾟﾝ",
        ] {
            assert_eq!(Sense::of(text).odd, 0, "{text}");
        }
        for text in ["cafŽÕs", "ÒItÕs quiet,Ó", "F„hren", "faÃ§ade", "cafРІs"] {
            assert!(Sense::of(text).odd > 0, "{text}");
        }
    }

    #[test]
    fn the_code_page_has_as_many_characters_as_bytes() {
        assert_eq!(CODE_PAGE_850.chars().count(), 128);
        assert_eq!(CODE_PAGE_862.chars().count(), 128);
        assert_eq!(Legacy::CodePage850.decode(b"F\x84hre \xE1").0, "Fähre ß");
    }
}
