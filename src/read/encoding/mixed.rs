//! Bytes that are not UTF-8 throughout: a legacy encoding, UTF-8 with damage, or both, line by line, as where a page was
//! put together from several. Each line is read in the encoding that it is in.

use encoding_rs::{UTF_8, WINDOWS_1252};

use super::legacy::{self, Legacy, Sense};
use super::{Because, DecodedText, Mended};

/// What most of a text is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Main {
    Utf8,
    Legacy,
}

/// Sequences beyond ASCII that are few.
const FEW: usize = 2;

/// What most of the bytes are in. In a legacy encoding hardly a letter beyond ASCII forms a valid UTF-8 sequence by
/// chance; in a damaged UTF-8 file nearly all do. A cut at the very end says nothing either way.
pub(super) fn main(bytes: &[u8]) -> Main {
    let tally = Utf8Tally::of(whole(bytes).0);
    // A letter or two decide nothing: where as many fit as do not, a damaged text is likelier than that some fit by chance.
    let few = tally.good > 0 && tally.good == tally.bad && tally.good <= FEW;
    if tally.good > tally.bad || tally.bad == 0 || few {
        Main::Utf8
    } else {
        Main::Legacy
    }
}

/// The bytes without a last letter that is cut, and whether one is: its lead and at least a byte more, for a lone lead
/// byte is a letter elsewhere.
fn whole(bytes: &[u8]) -> (&[u8], bool) {
    let tail = &bytes[bytes.len().saturating_sub(3)..];
    let lead = tail.iter().rposition(|byte| *byte >= 0xC2).map(|at| &tail[at..]);
    let cut =
        lead.filter(|lead| lead.len() > 1 && std::str::from_utf8(lead).is_err_and(|error| error.error_len().is_none()));
    match cut {
        Some(cut) => (&bytes[..bytes.len() - cut.len()], true),
        None => (bytes, false),
    }
}

/// Bytes that would follow a first byte by the first standard, and do not by later ones: too long forms of a character,
/// halves of pairs, characters beyond the last.
fn follow(first: u8) -> usize {
    match first {
        0xC0 | 0xC1 => 1,
        0xE0 | 0xED => 2,
        0xF0 | 0xF4..=0xF7 => 3,
        0xF8..=0xFB => 4,
        0xFC | 0xFD => 5,
        _ => 0,
    }
}

/// Letters beyond ASCII that are UTF-8, and sequences that are not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Utf8Tally {
    good: usize,
    bad: usize,
}

impl Utf8Tally {
    fn of(bytes: &[u8]) -> Self {
        let mut tally = Self::default();
        let mut rest = 0;
        for chunk in bytes.utf8_chunks() {
            tally.good += chunk.valid().bytes().filter(|byte| *byte >= 0xC2).count();
            // What follows a first byte that no letter has belongs to the same sequence.
            let first = chunk.invalid().first().copied();
            let goes_on = chunk.valid().is_empty() && matches!(first, Some(0x80..=0xBF));
            rest = match first {
                _ if goes_on && rest > 0 => rest - 1,
                Some(first) => {
                    tally.bad += 1;
                    follow(first)
                }
                None => 0,
            };
        }
        tally
    }
}

/// How a line is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LineReading {
    /// As the lines before: it is ASCII.
    Any,
    /// As UTF-8, with its damage.
    Utf8,
    /// In the legacy encoding.
    Legacy,
}

/// Decodes bytes, most of which are in `main`.
pub(super) fn decode(bytes: &[u8], main: Main) -> DecodedText {
    let (bytes, cut) = match main {
        Main::Utf8 => whole(bytes),
        Main::Legacy => (bytes, false),
    };
    let foreign: Vec<&[u8]> = lines(bytes)
        .filter(|line| !line.is_ascii() && is_legacy(line, main))
        .collect();
    // A line among UTF-8 is in the encoding that makes letters of it which the others have, too.
    let fitting = (main == Main::Utf8).then(|| legacy::fitting(&foreign, bytes)).flatten();
    let is_fitting = fitting.is_some();
    let (legacy, known) = fitting.map_or_else(|| legacy::guess(foreign.into_iter()), |found| (found, true));
    let mut out = Out {
        legacy,
        text: String::with_capacity(bytes.len() + bytes.len() / 4),
        bad: 0,
        letters: 0,
    };
    let (mut utf8, mut other) = (0, 0);
    let mut start = 0;
    let mut at = 0;
    let mut under = match main {
        Main::Utf8 => LineReading::Utf8,
        Main::Legacy => LineReading::Legacy,
    };
    for line in lines(bytes) {
        let reading = match main {
            _ if line.is_ascii() => LineReading::Any,
            Main::Utf8 if is_legacy(line, main) && (is_fitting || is_sure(legacy, known, line)) => LineReading::Legacy,
            Main::Legacy if is_legacy(line, main) || !is_utf8(legacy, line) => LineReading::Legacy,
            _ => LineReading::Utf8,
        };
        utf8 += usize::from(reading == LineReading::Utf8);
        other += usize::from(reading == LineReading::Legacy);
        if reading != LineReading::Any && reading != under {
            out.push(&bytes[start..at], under);
            (start, under) = (at, reading);
        }
        at += line.len();
    }
    out.push(&bytes[start..], under);
    if cut {
        out.text.push(char::REPLACEMENT_CHARACTER);
    }
    let (name, because, mended) = match main {
        Main::Utf8 => (UTF_8.name(), Because::Nearly, (other, Mended::Lines(legacy.name()))),
        Main::Legacy if known => (legacy.name(), Because::Guessed, (utf8, Mended::Lines(UTF_8.name()))),
        Main::Legacy => (legacy.name(), Because::Unknown, (utf8, Mended::Lines(UTF_8.name()))),
    };
    DecodedText {
        bad: out.bad + usize::from(cut),
        ..DecodedText::new(out.text, name, because)
    }
    .mended(mended.0, mended.1)
    .mended(out.letters, Mended::Letters)
}

/// The lines, with their ends.
fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split_inclusive(|byte| matches!(byte, b'\n' | b'\r'))
}

/// Whether a line is more likely in a legacy encoding than damaged UTF-8.
fn is_legacy(line: &[u8], main: Main) -> bool {
    let Utf8Tally { good, bad } = Utf8Tally::of(line);
    match main {
        Main::Utf8 => bad > good,
        Main::Legacy => bad > 0,
    }
}

/// Whether a line among UTF-8 is certainly in the legacy encoding: the words make sense in it, and are those that it was
/// guessed from.
fn is_sure(legacy: Legacy, known: bool, line: &[u8]) -> bool {
    /// In other alphabets than the Latin one, and in several bytes, so many make it no chance.
    const LETTERS: usize = 12;
    let (text, bad) = legacy.decode(line);
    let sense = Sense::of(&text);
    let western = legacy == Legacy::Standard(WINDOWS_1252);
    known && bad == 0 && sense.odd * 4 < sense.all && (western || sense.all >= LETTERS)
}

/// Whether a line of a legacy text that is valid UTF-8 is meant so.
fn is_utf8(legacy: Legacy, line: &[u8]) -> bool {
    /// Pairs of bytes that are letters of East Asia may be a few letters of UTF-8.
    const LETTERS: usize = 4;
    if legacy.is_single_byte() {
        Sense::of(&legacy.decode(line).0).odd > 0
    } else {
        Utf8Tally::of(line).good >= LETTERS
    }
}

/// The text as it is put together.
struct Out {
    legacy: Legacy,
    text: String,
    bad: usize,
    letters: usize,
}

impl Out {
    fn push(&mut self, bytes: &[u8], reading: LineReading) {
        if reading == LineReading::Legacy {
            let (text, bad) = self.legacy.decode(bytes);
            self.text += &text;
            self.bad += bad;
        } else {
            self.damaged(bytes);
        }
    }

    /// UTF-8 with damage. A byte that is a letter or mark of windows-1252 and makes sense between its neighbours is one.
    fn damaged(&mut self, bytes: &[u8]) {
        let mut chunks = bytes.utf8_chunks().peekable();
        while let Some(chunk) = chunks.next() {
            self.text += chunk.valid();
            let before = self.text.chars().next_back().unwrap_or(' ');
            let after = chunks
                .peek()
                .and_then(|next| next.valid().chars().next())
                .unwrap_or(' ');
            match *chunk.invalid() {
                [] => {}
                [byte] => {
                    let bytes = [byte];
                    let (c, _) = WINDOWS_1252.decode_without_bom_handling(&bytes);
                    let c = c.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER);
                    let sound = is_sound(before, c, after);
                    self.letters += usize::from(sound);
                    self.bad += usize::from(!sound);
                    self.text.push(if sound { c } else { char::REPLACEMENT_CHARACTER });
                }
                ref bytes => {
                    if let Some(text) = western(before, bytes, after) {
                        self.letters += text.chars().count();
                        self.text += &text;
                    } else {
                        self.bad += 1;
                        self.text.push(char::REPLACEMENT_CHARACTER);
                    }
                }
            }
        }
    }
}

/// Several characters of windows-1252 that are all surely meant: two that stand together may begin a letter of UTF-8.
fn western(before: char, bytes: &[u8], after: char) -> Option<String> {
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    let all: Vec<char> = [before].into_iter().chain(text.chars()).chain([after]).collect();
    let sound = all.windows(3).all(|three| is_sound(three[0], three[1], three[2]));
    sound.then(|| text.into_owned())
}

/// Whether a character of windows-1252 is surely meant: a small letter in a Latin word, or a quotation mark, a dash or
/// an ellipsis beside one.
fn is_sound(before: char, c: char, after: char) -> bool {
    let latin = |c: char| c.is_ascii_alphabetic() || matches!(c, 'À'..='ÿ');
    let beside = latin(before) || latin(after);
    let usual = c.is_lowercase() || matches!(c, '‘' | '’' | '“' | '”' | '–' | '—' | '…');
    let dash = matches!(c, '–' | '—') && before == ' ' && after == ' ';
    dash || beside && usual && !legacy::is_odd(before, c, after)
}
