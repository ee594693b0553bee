//! Folds text so that what looks the same is the same, with a way back to the bytes it came from.
//!
//! Compatibility composition (NFKC, UAX 15) makes one of precomposed and decomposed letters, ligatures, full width and
//! no-break spaces. It leaves apart what keyboards differ in: quotation marks, hyphens, the Arabic and Persian forms
//! of a letter, cedilla and comma; those are listed here. Characters that cannot be seen are dropped. On the level of
//! letters, accents and vowel points go too. Case is left alone: whoever compares says whether it counts.

use std::ops::Range;

use unicode_normalization::char::{canonical_combining_class, decompose_compatible};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

use crate::chars;

/// What counts as the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Forms of the same letter: `é` in one code point or two, `ﬁ` and `fi`, `ß` and `ss`, every kind of blank.
    Forms,
    /// Letters with and without their accents, too: `é` and `e`, `ø` and `o`, `Ё` and `Е`.
    Letters,
}

impl Level {
    /// The level on which something typed is looked for: where no accent is typed, accents do not count.
    pub fn of(typed: &str) -> Self {
        if has_accent(typed) { Self::Forms } else { Self::Letters }
    }
}

/// Characters that stand for each other because keyboards have only one of them: the one that is folded to, and the
/// others.
const ALIKE: [(char, &str); 6] = [
    ('\'', "‘’‚‛‹›′❛❜ʹʻʼʽ׳´"),
    ('"', "“”„‟«»″❝❞〝〞〟״ˮ"),
    ('-', "‐‑‒–—―−⁃֊־﹘"),
    ('/', "⁄∕"),
    ('~', "〜"),
    ('·', "‧∙⋅"),
];

/// Letters that look the same or nearly so and are typed on different keyboards: Arabic and Persian yeh, kaf and heh,
/// Turkish cedilla and Romanian comma.
const LETTERS_ALIKE: [(char, char); 8] = [
    ('ي', 'ی'),
    ('ى', 'ی'),
    ('ك', 'ک'),
    ('ہ', 'ه'),
    ('ş', 'ș'),
    ('Ş', 'Ș'),
    ('ţ', 'ț'),
    ('Ţ', 'Ț'),
];

/// Letters that Unicode does not decompose although readers without their keyboard type the plain ones. As in the
/// default collation table (UTS 10), where they differ from those by an accent only, and in Lucene's ASCII folding.
const STROKED: &[(char, &str)] = &[
    ('ł', "l"),
    ('Ł', "L"),
    ('ø', "o"),
    ('Ø', "O"),
    ('đ', "d"),
    ('Đ', "D"),
    ('ð', "d"),
    ('Ð', "D"),
    ('ħ', "h"),
    ('Ħ', "H"),
    ('ı', "i"),
    ('ȷ', "j"),
    ('ŧ', "t"),
    ('Ŧ', "T"),
    ('ŋ', "n"),
    ('Ŋ', "N"),
    ('ɓ', "b"),
    ('Ɓ', "B"),
    ('ɗ', "d"),
    ('Ɗ', "D"),
    ('ƙ', "k"),
    ('Ƙ', "K"),
    ('ƴ', "y"),
    ('Ƴ', "Y"),
    ('ə', "e"),
    ('Ə', "E"),
    ('æ', "ae"),
    ('Æ', "AE"),
    ('œ', "oe"),
    ('Œ', "OE"),
    ('þ', "th"),
    ('Þ', "TH"),
    ('ґ', "г"),
    ('Ґ', "Г"),
    ('қ', "к"),
    ('Қ', "К"),
    ('ғ', "г"),
    ('Ғ', "Г"),
    ('ң', "н"),
    ('Ң', "Н"),
    ('ү', "у"),
    ('Ү', "У"),
    ('ұ', "у"),
    ('Ұ', "У"),
    ('ө', "о"),
    ('Ө', "О"),
    ('ә', "а"),
    ('Ә', "А"),
];

/// The characters that are folded to this one because keyboards have only one of them.
pub(super) fn alike(c: char) -> &'static str {
    ALIKE.iter().find(|(one, _)| *one == c).map_or("", |(_, others)| others)
}

/// Whether a character says nothing about the letters of a word: nobody sees it, or it only makes the word wider, as
/// the Arabic tatweel does.
pub(super) fn is_dropped(c: char) -> bool {
    chars::is_invisible(c) || chars::is_bidi_control(c) || c == '\u{640}'
}

/// Whether a mark is one that readers leave out when they type: accents, vowel points, nuktas; not the vowel signs and
/// viramas of Indic scripts, the tones of Thai, or what tells が from か. Told by combining class (UAX 44, table 15).
fn is_accent(c: char) -> bool {
    matches!(canonical_combining_class(c), 1 | 7 | 10..=36 | 200..=240)
}

fn has_accent(typed: &str) -> bool {
    let mut folder = Folder::default();
    let forms = folder.fold(typed, Level::Forms).text.to_owned();
    folder.fold(&forms, Level::Letters).text != forms
}

/// What becomes of a character where it stands alone: another, with flags above it.
#[derive(Clone, Copy)]
struct FoldedChar(u32);

impl FoldedChar {
    /// Nothing.
    const DROPPED: u32 = 1 << 31;
    /// Several characters.
    const LONG: u32 = 1 << 30;
    /// It may become one with what stands before it.
    const JOINS: u32 = 1 << 29;

    fn of(c: char, level: Level) -> Self {
        let mut folded = Vec::new();
        fold_cluster(std::iter::once(c), level, |c| folded.push(c));
        let Some(&first) = folded.first() else {
            return Self(Self::DROPPED);
        };
        let long = if folded.len() > 1 { Self::LONG } else { 0 };
        let may_join =
            canonical_combining_class(first) != 0 || is_nfkc_quick(std::iter::once(first)) == IsNormalized::Maybe;
        Self(first as u32 | long | if may_join { Self::JOINS } else { 0 })
    }

    fn is(self, flag: u32) -> bool {
        self.0 & flag != 0
    }

    fn char(self) -> Option<char> {
        char::from_u32(self.0 & 0x1F_FFFF)
    }
}

/// Folds characters that may become one: a letter and its marks.
fn fold_cluster(cluster: impl Iterator<Item = char>, level: Level, mut tell: impl FnMut(char)) {
    let mut decomposed = Vec::new();
    for c in cluster.filter(|&c| !is_dropped(c)) {
        match c {
            'ß' => decomposed.extend(['s', 's']),
            'ẞ' => decomposed.extend(['S', 'S']),
            // Their decompositions are a mark on a blank, and two primes.
            '´' | '\u{1FFD}' => decomposed.push('\''),
            '″' => decomposed.push('"'),
            _ => decompose_compatible(c, |c| {
                if !is_dropped(c) && (level == Level::Forms || !is_accent(c)) {
                    decomposed.push(c);
                }
            }),
        }
    }
    for c in decomposed.into_iter().nfc().map(keyed_alike) {
        match STROKED.iter().find(|(stroked, _)| *stroked == c) {
            Some((_, plain)) if level == Level::Letters => plain.chars().for_each(&mut tell),
            _ => tell(c),
        }
    }
}

/// The character that stands for all that are typed for each other.
fn keyed_alike(c: char) -> char {
    if c.is_ascii() {
        return c;
    }
    if let Some((one, _)) = ALIKE.iter().find(|(_, others)| others.contains(c)) {
        return *one;
    }
    if let Some((_, one)) = LETTERS_ALIKE.iter().find(|(other, _)| *other == c) {
        return *one;
    }
    // The Arabic digits look like the Persian ones.
    match c {
        '\u{660}'..='\u{669}' => char::from_u32(c as u32 + 0x90).unwrap_or(c),
        _ => c,
    }
}

/// What becomes of 256 characters.
type PageOfEntries = Box<[FoldedChar; 256]>;

/// Folds one text after the other. Keeps what it has learned about characters, and its room.
#[derive(Default)]
pub struct Folder {
    pages: [Vec<Option<PageOfEntries>>; 2],
    text: String,
    map: Map,
}

/// A folded text.
pub struct Folded<'a> {
    /// The text.
    pub text: &'a str,
    map: &'a Map,
    source: &'a str,
}

impl Folder {
    /// Folds a text. Text in ASCII is given back as it is.
    pub fn fold<'a>(&'a mut self, source: &'a str, level: Level) -> Folded<'a> {
        self.map.0.clear();
        if source.is_ascii() {
            let map = &self.map;
            return Folded {
                text: source,
                map,
                source,
            };
        }
        self.text.clear();
        self.text.reserve(source.len());
        let bytes = source.as_bytes();
        // Where the last character that others may join begins, here and there.
        let (mut base, mut base_folded) = (0, 0);
        let mut at = 0;
        while at < bytes.len() {
            let plain = ascii_run(&bytes[at..]);
            if plain > 0 {
                self.map.note(self.text.len(), at);
                self.text.push_str(&source[at..at + plain]);
                at += plain;
                (base, base_folded) = (at - 1, self.text.len() - 1);
            }
            let Some(c) = source[at..].chars().next() else { break };
            let entry = entry(&mut self.pages, c, level);
            let next = at + c.len_utf8();
            if entry.is(FoldedChar::DROPPED) {
            } else if entry.is(FoldedChar::JOINS) {
                let end = cluster_end(&mut self.pages, source, next, level);
                self.text.truncate(base_folded);
                self.map.note(base_folded, base);
                fold_cluster(source[base..end].chars(), level, |c| self.text.push(c));
                at = end;
                continue;
            } else {
                (base, base_folded) = (at, self.text.len());
                self.map.note(base_folded, base);
                match entry.char() {
                    Some(folded) if !entry.is(FoldedChar::LONG) => self.text.push(folded),
                    _ => fold_cluster(std::iter::once(c), level, |c| self.text.push(c)),
                }
            }
            at = next;
        }
        self.map.note(self.text.len(), bytes.len());
        Folded {
            text: &self.text,
            map: &self.map,
            source,
        }
    }
}

/// Bytes of ASCII at the start.
fn ascii_run(bytes: &[u8]) -> usize {
    const STRIDE: usize = 16;
    let mut at = 0;
    while let Some(stride) = bytes[at..].first_chunk::<STRIDE>()
        && stride.is_ascii()
    {
        at += STRIDE;
    }
    let rest = &bytes[at..];
    at + rest.iter().position(|byte| !byte.is_ascii()).unwrap_or(rest.len())
}

fn entry(pages: &mut [Vec<Option<PageOfEntries>>; 2], c: char, level: Level) -> FoldedChar {
    let (page, at) = (c as usize >> 8, c as usize & 0xFF);
    let pages = &mut pages[usize::from(level == Level::Letters)];
    if pages.len() <= page {
        pages.resize_with(page + 1, || None);
    }
    let made = || {
        let first = (page as u32) << 8;
        let entry = |at: usize| {
            char::from_u32(first + at as u32).map_or(FoldedChar(FoldedChar::DROPPED), |c| FoldedChar::of(c, level))
        };
        Box::new(std::array::from_fn(entry))
    };
    pages[page].get_or_insert_with(made)[at]
}

/// The end of what joins the character before.
fn cluster_end(pages: &mut [Vec<Option<PageOfEntries>>; 2], source: &str, from: usize, level: Level) -> usize {
    let mut joins = |c: char| {
        let entry = entry(pages, c, level);
        entry.is(FoldedChar::JOINS) || entry.is(FoldedChar::DROPPED)
    };
    let rest = &source[from..];
    rest.find(|c: char| c.is_ascii() || !joins(c))
        .map_or(source.len(), |length| from + length)
}

/// From where on a folded text goes along with its source byte by byte: places in both, ascending.
#[derive(Default)]
struct Map(Vec<(u32, u32)>);

impl Map {
    /// What is folded to this place begins at that one.
    fn note(&mut self, folded: usize, source: usize) {
        let (last_folded, last) = self.0.last().copied().unwrap_or_default();
        let (folded, source) = (folded as u32, source as u32);
        if source.wrapping_sub(folded) != last.wrapping_sub(last_folded) {
            // What was dropped makes no place of its own.
            if last_folded == folded && !self.0.is_empty() {
                self.0.pop();
            }
            self.0.push((folded, source));
        }
    }
}

impl Folded<'_> {
    /// The bytes of the source that were folded to these: whole characters, with what was dropped behind them.
    pub fn source(&self, folded: Range<usize>) -> Range<usize> {
        let (start, limit) = self.place(folded.start);
        let start = self.source.floor_char_boundary(start.min(limit.saturating_sub(1)));
        let (end, limit) = self.place(folded.end);
        start..self.source.ceil_char_boundary(end.min(limit)).max(start)
    }

    /// The byte of the source at a place, if all went along from the last one noted, and the byte that is noted next.
    fn place(&self, folded: usize) -> (usize, usize) {
        let map = &self.map.0;
        let next = map.partition_point(|&(at, _)| at as usize <= folded);
        let (from, source) = next.checked_sub(1).map_or((0, 0), |last| map[last]);
        let limit = map.get(next).map_or(self.source.len(), |&(_, source)| source as usize);
        (source as usize + folded - from as usize, limit)
    }

    /// Where a byte of the source was folded to.
    pub fn folded(&self, source: usize) -> usize {
        let map = &self.map.0;
        let next = map.partition_point(|&(_, at)| at as usize <= source);
        let (folded, from) = next.checked_sub(1).map_or((0, 0), |last| map[last]);
        let limit = map.get(next).map_or(self.text.len(), |&(folded, _)| folded as usize);
        let place = (folded as usize + source - from as usize).min(limit);
        self.text.floor_char_boundary(place)
    }
}
