//! Curated words by language (`assets/read/words.tsv`), and whether a line has any of them.

use std::hash::{Hash, Hasher};
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHasher};

use super::chars;

/// The table, part of the program.
const WORDS: &str = include_str!("../../../assets/read/words.tsv");

/// What a phrase of the table speaks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PhraseTable {
    /// Who wrote it follows.
    Byline,
    /// What somebody is at a newspaper.
    Role,
    /// Who took a picture follows, or that there is one.
    Credit,
    /// Those whom pictures are credited to.
    Agency,
    /// What stands after the name of who took a picture.
    Taken,
    /// What stands before captions where a page has it read out.
    Captioned,
    /// How captions begin, and what only they say.
    Caption,
    /// How sentences go on from the one before: "But", "He".
    Connective,
    /// Small words in names, and between them: "van der", "and".
    Particle,
    /// What a page says about itself.
    Boilerplate,
    /// Times and days.
    Time,
    /// Words that stand beside times and dates, and say nothing without them.
    Date,
    /// How lines about the page begin that stand above an article.
    Page,
    /// Sections of a newspaper.
    Section,
    /// Labels that look like names.
    Label,
}

/// Where in a line a phrase has to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PhrasePlace {
    /// At its start.
    Start,
    /// Anywhere.
    Any,
    /// At its end.
    End,
    /// It is the whole line.
    Line,
}

/// Which tables have a phrase in a line, by place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct PhraseMarks(u64);

impl PhraseMarks {
    fn bit(table: PhraseTable, place: PhrasePlace) -> u64 {
        1 << (table as u32 * 4 + place as u32)
    }

    fn add(&mut self, table: PhraseTable, place: PhrasePlace) {
        if table == PhraseTable::Boilerplate && self.has(table, place) {
            self.0 |= Self::SEVERAL;
        }
        self.0 |= Self::bit(table, place);
    }

    /// No table has so many bits.
    const SEVERAL: u64 = 1 << 63;

    /// Whether several phrases about the page stand at one place.
    pub(super) fn several(self) -> bool {
        self.0 & Self::SEVERAL != 0
    }

    /// Whether a phrase of this table stands at this place; what stands at the start or is the line also stands
    /// somewhere.
    pub(super) fn has(self, table: PhraseTable, place: PhrasePlace) -> bool {
        self.0 & Self::bit(table, place) != 0
    }
}

struct Phrase {
    words: Vec<u64>,
    table: PhraseTable,
    place: PhrasePlace,
}

/// All phrases, ready to be looked for.
#[derive(Default)]
pub(super) struct Phrases {
    /// Of scripts with spaces, by their first word.
    by_word: FxHashMap<u64, Vec<Phrase>>,
    /// Of scripts without.
    spaceless: Vec<(&'static str, PhraseTable, PhrasePlace)>,
}

impl Phrases {
    /// The one table.
    pub(super) fn get() -> &'static Self {
        static PHRASES: OnceLock<Phrases> = OnceLock::new();
        PHRASES.get_or_init(|| Self::parse(WORDS))
    }

    fn parse(table: &'static str) -> Self {
        let mut phrases = Self::default();
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let (Some(table), Some(place), Some(_), Some(list)) =
                (cells.next(), cells.next(), cells.next(), cells.next())
            else {
                continue;
            };
            if let (Some(table), Some(place)) = (table_named(table), place_named(place)) {
                for phrase in list.split(" | ") {
                    phrases.add(phrase.trim(), table, place);
                }
            }
        }
        phrases
    }

    fn add(&mut self, phrase: &'static str, table: PhraseTable, place: PhrasePlace) {
        if phrase.chars().any(chars::is_spaceless) {
            self.spaceless.push((phrase, table, place));
            return;
        }
        let mut words = Vec::new();
        hash_words(phrase, usize::MAX, &mut words);
        if let Some(&first) = words.first() {
            self.by_word
                .entry(first)
                .or_default()
                .push(Phrase { words, table, place });
        }
    }

    /// Which phrases the line has. `words` are the hashes of the line's words, as [`hash_words`] gives them.
    pub(super) fn marks(&self, line: &str, words: &[u64]) -> PhraseMarks {
        let mut marks = PhraseMarks::default();
        for (at, word) in words.iter().enumerate() {
            for phrase in self.by_word.get(word).into_iter().flatten() {
                if words[at..].starts_with(&phrase.words) && fits(phrase, at, words.len()) {
                    marks.add(phrase.table, phrase.place);
                }
            }
        }
        if line.chars().any(chars::is_spaceless) {
            for &(phrase, table, place) in &self.spaceless {
                let there = match place {
                    PhrasePlace::Start => line
                        .trim_start_matches(|c: char| !c.is_alphanumeric())
                        .starts_with(phrase),
                    PhrasePlace::Any => line.contains(phrase),
                    PhrasePlace::End => line.trim_end_matches(|c: char| !c.is_alphanumeric()).ends_with(phrase),
                    PhrasePlace::Line => line == phrase,
                };
                if there {
                    marks.add(table, place);
                }
            }
        }
        marks
    }

    /// Whether the words are a phrase of the table and nothing more.
    pub(super) fn is_whole(&self, line: &str, words: &[u64], table: PhraseTable) -> bool {
        self.of(words, table).any(|phrase| phrase.words == words)
            || self.is_spaceless(line, table, |phrase| line == phrase)
    }

    /// Whether a line has a phrase of the table where that has to stand.
    pub(super) fn has(&self, line: &str, table: PhraseTable, place: PhrasePlace) -> bool {
        /// The longest phrase has fewer words.
        const WORDS: usize = 12;
        let mut words = Vec::new();
        hash_words(line, WORDS, &mut words);
        self.marks(line, &words).has(table, place)
    }

    /// Whether the words start with a phrase of the table.
    pub(super) fn is_start(&self, line: &str, words: &[u64], table: PhraseTable) -> bool {
        self.of(words, table).any(|phrase| words.starts_with(&phrase.words))
            || self.is_spaceless(line, table, |phrase| line.starts_with(phrase))
    }

    /// The phrase of the table that a line in a script without spaces ends with.
    pub(super) fn end_of(&self, line: &str, table: PhraseTable) -> Option<&'static str> {
        let last = line.chars().next_back()?;
        if !chars::is_spaceless(last) {
            return None;
        }
        let found = self
            .spaceless
            .iter()
            .find(|&&(phrase, of, place)| of == table && place == PhrasePlace::End && line.ends_with(phrase));
        found.map(|&(phrase, ..)| phrase)
    }

    /// Whether a short line in a script without spaces is more than a phrase of the table, and ends with it.
    pub(super) fn ends_in(&self, line: &str, table: PhraseTable) -> bool {
        self.is_spaceless(line, table, |phrase| {
            let before = line.strip_suffix(phrase).map_or(0, |name| name.chars().count());
            (2..=5).contains(&before)
        })
    }

    /// Whether a phrase of the table in a script without spaces does what it should to a line; none does to ASCII.
    fn is_spaceless(&self, line: &str, table: PhraseTable, does: impl Fn(&str) -> bool) -> bool {
        let phrases = || self.spaceless.iter().filter(|(_, of, _)| *of == table);
        !line.is_ascii() && phrases().any(|(phrase, ..)| does(phrase))
    }

    /// Whether a word may stand on a line that is nothing but a time: a number, a month, "updated", "at".
    pub(super) fn is_of_time(&self, word: &str) -> bool {
        let whole = |word: &str| {
            let hash = [hash_word(word)];
            [PhraseTable::Time, PhraseTable::Date]
                .into_iter()
                .any(|table| self.is_whole(word, &hash, table))
        };
        let spaceless = |table: PhraseTable| {
            self.spaceless
                .iter()
                .any(|&(phrase, of, _)| of == table && word.contains(phrase))
        };
        word.chars().all(|c| chars::digit(c).is_some()) || whole(word) || spaceless(PhraseTable::Time)
    }

    fn of(&self, words: &[u64], table: PhraseTable) -> impl Iterator<Item = &Phrase> {
        let phrases = words.first().and_then(|word| self.by_word.get(word));
        phrases
            .into_iter()
            .flatten()
            .filter(move |phrase| phrase.table == table)
    }
}

/// So many words are few.
const FEW: usize = 8;

fn fits(phrase: &Phrase, at: usize, count: usize) -> bool {
    match phrase.place {
        // "Photos", "Listen": a single word that opens a longer line may open any sentence.
        PhrasePlace::Start => {
            let most = match phrase.table {
                PhraseTable::Boilerplate => FEW,
                PhraseTable::Page => 2,
                _ => usize::MAX,
            };
            at == 0 && (phrase.words.len() > 1 || count <= most)
        }
        PhrasePlace::Any => true,
        PhrasePlace::End => at + phrase.words.len() == count,
        PhrasePlace::Line => at == 0 && phrase.words.len() == count,
    }
}

fn table_named(name: &str) -> Option<PhraseTable> {
    Some(match name {
        "byline" => PhraseTable::Byline,
        "role" => PhraseTable::Role,
        "credit" => PhraseTable::Credit,
        "agency" => PhraseTable::Agency,
        "taken" => PhraseTable::Taken,
        "captioned" => PhraseTable::Captioned,
        "caption" => PhraseTable::Caption,
        "connective" => PhraseTable::Connective,
        "particle" => PhraseTable::Particle,
        "boilerplate" => PhraseTable::Boilerplate,
        "time" => PhraseTable::Time,
        "date" => PhraseTable::Date,
        "page" => PhraseTable::Page,
        "section" => PhraseTable::Section,
        "label" => PhraseTable::Label,
        _ => return None,
    })
}

fn place_named(name: &str) -> Option<PhrasePlace> {
    Some(match name {
        "start" => PhrasePlace::Start,
        "any" => PhrasePlace::Any,
        "end" => PhrasePlace::End,
        "line" => PhrasePlace::Line,
        _ => return None,
    })
}

/// Puts the hashes of the first `most` words of a text into `words`, blind to case.
pub(super) fn hash_words(text: &str, most: usize, words: &mut Vec<u64>) {
    words.clear();
    if text.is_ascii() {
        let words_of = text.as_bytes().split(|b| !b.is_ascii_alphanumeric());
        words.extend(words_of.filter(|word| !word.is_empty()).take(most).map(hash_ascii));
        return;
    }
    for word in text
        .split(|c: char| !is_word(c))
        .filter(|word| !word.is_empty())
        .take(most)
    {
        words.push(hash_word(word));
    }
}

/// Letters, digits, and the marks of scripts that write vowels as marks.
pub(super) fn is_word(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphanumeric()
    } else {
        matches!(c, '\u{900}'..='\u{DFF}') || chars::is_letter(c) || c.is_numeric() || chars::hangs(c)
    }
}

/// The hash of a word, or of a whole line, blind to case.
pub(super) fn hash_word(word: &str) -> u64 {
    if word.is_ascii() {
        return hash_ascii(word.as_bytes());
    }
    let mut hasher = FxHasher::default();
    for c in word.chars() {
        if c.is_ascii() || !chars::may_have_case(c) {
            c.to_ascii_lowercase().hash(&mut hasher);
        } else {
            c.to_lowercase().next().unwrap_or(c).hash(&mut hasher);
        }
    }
    hasher.finish()
}

/// The same for ASCII, eight bytes at a time. The bit that capitals lack is set in every byte: digits and blanks have
/// it, and which punctuation a line has does not tell it from others.
fn hash_ascii(bytes: &[u8]) -> u64 {
    const SMALL: u64 = 0x2020_2020_2020_2020;
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
    let mix = |hash: u64, chunk: u64| (hash.rotate_left(23) ^ (chunk | SMALL)).wrapping_mul(FACTOR);
    let (chunks, rest) = bytes.as_chunks::<8>();
    let mut hash = bytes.len() as u64;
    for chunk in chunks {
        hash = mix(hash, u64::from_le_bytes(*chunk));
    }
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    hash = mix(hash, u64::from_le_bytes(last));
    // The high bits are the well mixed ones; the low ones choose the place in a table.
    hash ^ (hash >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(line: &str) -> PhraseMarks {
        let mut words = Vec::new();
        hash_words(line, usize::MAX, &mut words);
        Phrases::get().marks(line, &words)
    }

    #[test]
    fn every_row_of_the_table_is_understood() {
        for line in WORDS.lines().filter(|line| !line.starts_with('#')) {
            let cells: Vec<_> = line.split('\t').collect();
            assert_eq!(cells.len(), 4, "{line}");
            assert!(
                table_named(cells[0]).is_some() && place_named(cells[1]).is_some(),
                "{line}"
            );
            for phrase in cells[3].split(" | ") {
                assert_eq!(phrase, phrase.to_lowercase().trim(), "{line}");
            }
        }
    }

    #[test]
    fn phrases_are_whole_words_at_their_place() {
        assert!(marks("READ MORE: the ferry").has(PhraseTable::Boilerplate, PhrasePlace::Start));
        assert!(!marks("Readers want more").has(PhraseTable::Boilerplate, PhrasePlace::Start));
        assert!(marks("Related").has(PhraseTable::Boilerplate, PhrasePlace::Line));
        assert!(!marks("Related to the fire").has(PhraseTable::Boilerplate, PhrasePlace::Line));
        assert!(marks("The shed. Foto: Ana Brandt").has(PhraseTable::Credit, PhrasePlace::Any));
        assert!(marks("関連記事：港").has(PhraseTable::Boilerplate, PhrasePlace::Start));
    }
}
