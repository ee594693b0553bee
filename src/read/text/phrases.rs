//! Curated words by language (`assets/read/words.tsv`), and whether a line has any of them.

use super::chars;
pub(super) use super::hashing::{hash_word, hash_words, is_word};

/// The table, part of the program: phrases without spaces are looked for as they stand there.
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
    /// That somebody speaks, writes or reports.
    Says,
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
pub(super) struct PhraseMarks(u128);

impl PhraseMarks {
    fn bit(table: PhraseTable, place: PhrasePlace) -> u128 {
        1 << (table as u32 * 4 + place as u32)
    }

    fn add(&mut self, table: PhraseTable, place: PhrasePlace) {
        if table == PhraseTable::Boilerplate && self.has(table, place) {
            self.0 |= Self::SEVERAL;
        }
        self.0 |= Self::bit(table, place);
    }

    /// No table has so many bits.
    const SEVERAL: u128 = 1 << 127;

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

/// A phrase of a script with spaces.
struct Phrase {
    /// Where the hashes of its words begin among all words of phrases, and how many they are.
    start: u16,
    len: u8,
    table: PhraseTable,
    place: PhrasePlace,
}

impl Phrase {
    fn words(&self) -> &'static [u64] {
        &made::WORDS[usize::from(self.start)..][..usize::from(self.len)]
    }
}

/// The tables, as the build script makes them of `assets/read/words.tsv`.
#[allow(clippy::all, clippy::pedantic, reason = "written by a program, for a program")]
mod made {
    use super::super::slots::Slots;
    use super::{Phrase, PhrasePlace as Place, PhraseTable as Table};

    include!(concat!(env!("OUT_DIR"), "/phrases.rs"));
}

/// All phrases, ready to be looked for: of scripts with spaces by their first word, of those without in a row.
pub(super) struct Phrases;

impl Phrases {
    /// Which phrases the line has. `words` are the hashes of the line's words, as [`hash_words`] gives them.
    pub(super) fn marks(line: &str, words: &[u64]) -> PhraseMarks {
        let mut marks = PhraseMarks::default();
        for (at, word) in words.iter().enumerate() {
            for phrase in by_word(*word) {
                if words[at..].starts_with(phrase.words()) && fits(phrase, at, words.len()) {
                    marks.add(phrase.table, phrase.place);
                }
            }
        }
        if line.chars().any(chars::is_spaceless) {
            for (phrase, table, place) in spaceless() {
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
    pub(super) fn is_whole(line: &str, words: &[u64], table: PhraseTable) -> bool {
        of(words, table).any(|phrase| phrase.words() == words)
            || Self::is_spaceless(line, table, |phrase| line == phrase)
    }

    /// Whether a line has a phrase of the table where that has to stand.
    pub(super) fn has(line: &str, table: PhraseTable, place: PhrasePlace) -> bool {
        /// The longest phrase has fewer words.
        const WORDS: usize = 12;
        let mut words = Vec::new();
        hash_words(line, WORDS, &mut words);
        Self::marks(line, &words).has(table, place)
    }

    /// Whether the words start with a phrase of the table.
    pub(super) fn is_start(line: &str, words: &[u64], table: PhraseTable) -> bool {
        of(words, table).any(|phrase| words.starts_with(phrase.words()))
            || Self::is_spaceless(line, table, |phrase| line.starts_with(phrase))
    }

    /// The phrase of the table that a line in a script without spaces ends with.
    pub(super) fn end_of(line: &str, table: PhraseTable) -> Option<&'static str> {
        let last = line.chars().next_back()?;
        if !chars::is_spaceless(last) {
            return None;
        }
        let found =
            spaceless().find(|&(phrase, of, place)| of == table && place == PhrasePlace::End && line.ends_with(phrase));
        found.map(|(phrase, ..)| phrase)
    }

    /// Whether a short line in a script without spaces is more than a phrase of the table, and ends with it.
    pub(super) fn ends_in(line: &str, table: PhraseTable) -> bool {
        Self::is_spaceless(line, table, |phrase| {
            let before = line.strip_suffix(phrase).map_or(0, |name| name.chars().count());
            (2..=5).contains(&before)
        })
    }

    /// Whether a phrase of the table in a script without spaces does what it should to a line; none does to ASCII.
    fn is_spaceless(line: &str, table: PhraseTable, does: impl Fn(&str) -> bool) -> bool {
        !line.is_ascii() && spaceless().any(|(phrase, of, _)| of == table && does(phrase))
    }

    /// Whether a word may stand on a line that is nothing but a time: a number, a month, "updated", "at".
    pub(super) fn is_of_time(word: &str) -> bool {
        let whole = |word: &str| {
            let hash = [hash_word(word)];
            [PhraseTable::Time, PhraseTable::Date]
                .into_iter()
                .any(|table| Self::is_whole(word, &hash, table))
        };
        let spaceless = |table: PhraseTable| spaceless().any(|(phrase, of, _)| of == table && word.contains(phrase));
        word.chars().all(|c| chars::digit(c).is_some()) || whole(word) || spaceless(PhraseTable::Time)
    }
}

/// The phrases that begin with a word.
fn by_word(word: u64) -> &'static [Phrase] {
    made::BY_WORD.get(word).map_or(&[], |range| &made::PHRASES[range])
}

fn of(words: &[u64], table: PhraseTable) -> impl Iterator<Item = &'static Phrase> {
    let phrases = words.first().map_or(&[][..], |word| by_word(*word));
    phrases.iter().filter(move |phrase| phrase.table == table)
}

/// The phrases of scripts without spaces.
fn spaceless() -> impl Iterator<Item = (&'static str, PhraseTable, PhrasePlace)> {
    made::SPACELESS
        .iter()
        .map(|&(start, len, table, place)| (&WORDS[start as usize..][..usize::from(len)], table, place))
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
            at == 0 && (phrase.len > 1 || count <= most)
        }
        PhrasePlace::Any => true,
        PhrasePlace::End => at + usize::from(phrase.len) == count,
        PhrasePlace::Line => at == 0 && usize::from(phrase.len) == count,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(line: &str) -> PhraseMarks {
        let mut words = Vec::new();
        hash_words(line, usize::MAX, &mut words);
        Phrases::marks(line, &words)
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
