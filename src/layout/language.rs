//! Which language a text is in, told by its commonest words, for breaking its words where that language breaks them.
//!
//! Told of a paragraph by itself: a page quotes people in their own words. Where it is not sure, nothing is told.

use std::cell::RefCell;
use std::sync::OnceLock;

use hypher::Lang;
use rustc_hash::FxHashMap;

use super::memo::Memo;

/// The table, part of the program: a language a line, its code and its words.
const COMMON: &str = include_str!("../../assets/layout/common.tsv");

/// Bytes of a text that are looked at: some four hundred words.
const LOOKED_AT: usize = 2500;
/// Common words that a text must have at least: fewer are chance.
const LEAST: u32 = 4;
/// One word in so many must be a common one. In running text of the languages in the table it is one in two or three.
const ONE_IN: u32 = 6;
/// What a word weighs that only one language has; one that several have weighs as much less.
const WEIGHT: u32 = 12;

/// A language whose words can be broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Language(Lang);

/// The words of the table, each with a bit for each language that has it, and the languages' codes.
struct Common {
    codes: Vec<&'static str>,
    words: FxHashMap<&'static str, u64>,
}

/// The code of the language of a text; none if that is not sure.
pub fn language(text: &str) -> Option<&'static str> {
    let told = Language::of(text)?;
    let mut codes = common().codes.iter().copied();
    codes.find(|code| Language::named(code) == Some(told))
}

impl Language {
    /// The language of a text; none if that is not sure, or is one whose words are not broken here.
    pub(super) fn of(text: &str) -> Option<Self> {
        thread_local! {
            static TOLD: RefCell<Memo<(), Option<Language>>> = RefCell::default();
        }
        let sample = &text[..text.floor_char_boundary(LOOKED_AT)];
        TOLD.with_borrow_mut(|told| told.get(sample, (), || Self::of_sample(sample)))
    }

    fn of_sample(sample: &str) -> Option<Self> {
        let common = common();
        // How many common words of each language, and what they weigh.
        let mut counts = vec![(0_u32, 0_u32); common.codes.len()];
        let mut words = 0;
        let mut lower = String::new();
        for word in sample
            .split(|c: char| !c.is_alphabetic())
            .filter(|word| !word.is_empty())
        {
            words += 1;
            lower.clear();
            lower.extend(word.chars().flat_map(char::to_lowercase));
            let mut which = common.words.get(lower.as_str()).copied().unwrap_or(0);
            let weight = WEIGHT / which.count_ones().max(1);
            while which != 0 {
                let (count, sum) = &mut counts[which.trailing_zeros() as usize];
                *count += 1;
                *sum += weight;
                which &= which - 1;
            }
        }
        let best = (0..counts.len()).max_by_key(|&language| counts[language].1)?;
        let (count, most) = counts[best];
        let others = counts.iter().enumerate().filter(|&(language, _)| language != best);
        let second = others.map(|(_, &(_, sum))| sum).max().unwrap_or(0);
        // A quarter more than any other: Danish and Norwegian share most of their words.
        let sure = count >= LEAST && count * ONE_IN >= words && most * 4 >= second * 5;
        sure.then(|| Self::named(common.codes[best])).flatten()
    }

    /// The language with this code (ISO 639-1), if its words can be broken.
    fn named(code: &str) -> Option<Self> {
        let code: [u8; 2] = code.as_bytes().try_into().ok()?;
        Lang::from_iso(code).map(Self)
    }

    /// Whether names are not told from other words by their capital.
    pub(super) fn capitalises_nouns(self) -> bool {
        self.0 == Lang::German
    }

    /// Where a word may be broken, in bytes, ascending: with at least so many letters before the break and behind it.
    pub(super) fn breaks(self, word: &str, before: usize, behind: usize) -> impl Iterator<Item = usize> {
        let (left, right) = self.0.bounds();
        let mut at = 0;
        let syllables = hypher::hyphenate_bounded(word, self.0, left.max(before), right.max(behind));
        let whole = word.len();
        syllables
            .map(move |syllable| {
                at += syllable.len();
                at
            })
            .filter(move |&at| at < whole)
    }
}

fn common() -> &'static Common {
    static TABLE: OnceLock<Common> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut common = Common {
            codes: Vec::new(),
            words: FxHashMap::default(),
        };
        let lines = COMMON.lines().filter(|line| !line.starts_with('#'));
        for (code, words) in lines.filter_map(|line| line.split_once('\t')) {
            let bit = 1 << common.codes.len();
            common.codes.push(code);
            for word in words.split(' ') {
                *common.words.entry(word).or_insert(0) |= bit;
            }
        }
        common
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_tells_its_language() {
        let cases = [
            (
                "en",
                "The ferry was late, and nobody at the harbour office would say when it was to be expected.",
            ),
            (
                "de",
                "Die Fähre kam zu spät, und niemand im Hafenamt wollte sagen, wann sie wieder nach Sund fahren wird.",
            ),
            (
                "fr",
                "Le bac est arrivé en retard, et personne au bureau du port ne voulait dire quand il partirait.",
            ),
            (
                "es",
                "El transbordador llegó tarde y nadie en la oficina del puerto quiso decir cuándo se iba a ir.",
            ),
            (
                "pt",
                "A balsa chegou tarde, e ninguém no escritório do porto quis dizer quando ela ia sair para as ilhas.",
            ),
            (
                "it",
                "Il traghetto è arrivato in ritardo, e nessuno nella sede del porto ha detto quando sarebbe partito per le isole.",
            ),
            (
                "nl",
                "De veerboot was te laat, en niemand op het havenkantoor wilde zeggen wanneer hij weer zou varen.",
            ),
            (
                "sv",
                "Färjan var sen och ingen på hamnkontoret ville säga när den skulle gå igen, men det var inte för vinden.",
            ),
            (
                "fi",
                "Lautta oli myöhässä, eikä kukaan satamassa sanonut, että se ei lähde, mutta hän oli siellä kuin muut.",
            ),
            (
                "pl",
                "Prom się spóźnił, a nikt w porcie nie chciał powiedzieć, kiedy to się stanie, ale już jest w drodze.",
            ),
            (
                "ru",
                "Паром опоздал, и никто в порту не хотел сказать, когда он пойдет, но это уже не так важно для всех.",
            ),
            (
                "el",
                "Το πλοίο άργησε και κανείς στο λιμάνι δεν είπε πότε θα φύγει για τα νησιά με τους άλλους.",
            ),
        ];
        for (code, text) in cases {
            assert_eq!(Language::of(text), Language::named(code), "{text}");
            assert!(Language::of(text).is_some(), "{text}");
        }
    }

    #[test]
    fn what_is_not_sure_is_not_told() {
        for text in [
            "",
            "Kessel Harbour",
            "Shed 4, quay 7",
            "消防隊は夜通しケッセル港で防衛線を守った。",
            "بقيت العبارتان الليليتان في الميناء",
            // A language that is known and not broken here.
            "Feribotul a întârziat și nimeni din port nu a spus când va pleca, dar au fost mai mulți care au așteptat.",
        ] {
            assert_eq!(Language::of(text), None, "{text}");
        }
    }

    #[test]
    fn every_language_of_the_table_is_one_line_with_words() {
        let common = common();
        assert!(common.codes.len() <= 64, "a bit for each");
        for code in &common.codes {
            assert_eq!(common.codes.iter().filter(|other| *other == code).count(), 1, "{code}");
        }
        assert!(common.words.keys().all(|word| !word.is_empty()));
    }
}
