//! The words of times and dates by language (`assets/read/clock.tsv`), and which of them stands at a place.

use super::super::chars;
use super::super::hashing::{first_word, hash_word, is_word, runs_on};

/// The table, part of the program.
const TABLE: &str = include_str!("../../../../assets/read/clock.tsv");

/// What a word says in a time or a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ClockWord {
    /// A month, 1 to 12.
    Month(u8),
    /// A month of another calendar.
    OtherMonth,
    /// A day of the week from Monday on, 0 to 6; today and yesterday are 7 and 8.
    Weekday(u8),
    /// A half of the day, and whether it may stand before the time, and after it.
    Half(Half, HalfSide),
    /// What parts hours from minutes, or stands after them.
    Hour(Hour),
    /// What stands after minutes.
    Minute,
    /// What makes sure that a time follows.
    Lead,
    /// A time zone, and its minutes east of Greenwich if they are known.
    Zone(Option<i16>),
    /// What is counted back from now.
    Unit,
    /// How it is said that it is counted back.
    Ago(HalfSide),
    /// Stands inside dates.
    Joint,
    /// Stands beside times and says nothing.
    Beside,
    /// The time after it is that of a change.
    Updated,
    /// Stands for a span back from now: "just now".
    Now,
}

impl ClockWord {
    /// Whether the word stands between a time and what the line goes on with.
    fn stands_after(self) -> bool {
        matches!(
            self,
            ClockWord::Half(..) | ClockWord::Hour(_) | ClockWord::Minute | ClockWord::Zone(_)
        )
    }
}

/// Which half of the day an hour is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Half {
    Morning,
    Afternoon,
    /// Around midday: 11 to 4.
    Noon,
    /// The evening and the small hours.
    Night,
}

impl Half {
    /// The hour of the day for an hour on a dial, 0 to 12; others are what they are.
    pub(super) fn hour(self, hour: u32) -> u32 {
        match (self, hour) {
            (Half::Morning | Half::Night, 12) => 0,
            (Half::Afternoon, 1..=11) | (Half::Noon, 1..=9) | (Half::Night, 6..=11) => hour + 12,
            _ => hour,
        }
    }
}

/// The side of a number that a word stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HalfSide {
    Before,
    After,
    Either,
}

impl HalfSide {
    /// Whether a word of this side may stand on that one.
    pub(super) fn is(self, side: HalfSide) -> bool {
        self == side || self == HalfSide::Either
    }
}

/// Where a word for hours may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hour {
    /// Between hours and minutes, or after both.
    Between,
    /// After an hour alone, too.
    Any,
    /// Only after hours and minutes.
    After,
}

/// A word or a few, as they stand in the table.
struct ClockEntry {
    start: u16,
    len: u8,
    word: ClockWord,
    /// Capitals count.
    exact: bool,
    /// It is English, in which either the day or the month stands first.
    english: bool,
}

impl ClockEntry {
    fn text(&self) -> &'static str {
        &TABLE[usize::from(self.start)..][..usize::from(self.len)]
    }
}

/// The tables, as the build script makes them of `assets/read/clock.tsv`.
#[allow(clippy::all, clippy::pedantic, reason = "written by a program, for a program")]
mod made {
    use super::super::super::slots::Slots;
    use super::ClockWord::*;
    use super::{ClockEntry as Entry, Half, HalfSide as Side, Hour as Hours};

    include!(concat!(env!("OUT_DIR"), "/clock.rs"));
}

/// All words, ready to be looked for: by the hash of their first word; of scripts without spaces by their first letter.
pub(super) struct ClockTable;

impl ClockTable {
    /// The entries that may stand at the start of a text, the longest first: "last updated" before "last".
    fn entries(text: &str) -> &'static [ClockEntry] {
        let range = match text.chars().next() {
            Some(first) if runs_on(first) => made::BY_LETTER.get(u64::from(first)),
            Some(first) if first.is_alphabetic() => made::BY_WORD.get(key(text)),
            _ => None,
        };
        range.map_or(&[], |range| &made::ENTRIES[range])
    }

    /// Whether any word of the table may stand at the start of a text: one look, where most lines have none.
    pub(super) fn knows(text: &str) -> bool {
        !Self::entries(text).is_empty()
    }

    /// Whether a word, as a whole, stands beside times in other languages than English.
    pub(super) fn is_foreign(word: &str) -> bool {
        let whole = |entry: &&ClockEntry| length(word, entry) == Some(word.len());
        let beside =
            |entry: &ClockEntry| matches!(entry.word, ClockWord::Beside | ClockWord::Updated | ClockWord::Joint);
        let mut found = Self::entries(word).iter().filter(whole).peekable();
        found.peek().is_some() && !found.any(|entry| entry.english && beside(entry))
    }

    /// The longest word at the start of a text that is what is `wanted`, and the bytes it takes.
    pub(super) fn at_start<T>(text: &str, wanted: impl Fn(ClockWord) -> Option<T>) -> Option<(T, usize)> {
        Self::entries(text)
            .iter()
            .find_map(|entry| Some((wanted(entry.word)?, length(text, entry)?)))
    }
}

/// What a word is looked up by. Not inlined, so that the hash stays so where every word of a text is hashed.
#[inline(never)]
fn key(text: &str) -> u64 {
    hash_word(first_word(text))
}

/// The bytes that the entry takes at the start of the text, if it stands there.
fn length(text: &str, entry: &ClockEntry) -> Option<usize> {
    let shown = entry.text();
    if entry.word.stands_after() && !is_written_small(text, shown) {
        return None;
    }
    let mut rest = text;
    for c in shown.chars() {
        if c == ' ' {
            rest = rest.trim_start_matches(is_blank);
            continue;
        }
        let mut left = rest.chars();
        let own = left.next()?;
        if own != c && (entry.exact || !same_letter(own, c)) {
            return None;
        }
        rest = left.as_str();
    }
    let whole = !rest.starts_with(|c: char| is_word(c) && !c.is_numeric()) || shown.ends_with(['.', '\'']);
    let spaceless =
        shown.chars().next_back().is_some_and(chars::is_spaceless) && !matches!(entry.word, ClockWord::Zone(_));
    // "kl. ", "Aug. ": not where it ends a sentence of one letter.
    let dot = usize::from(rest.starts_with('.') && !entry.exact && !spaceless);
    (whole || spaceless).then(|| text.len() - rest.len() + dot)
}

/// Whether the word is written as it is inside a line: "pm", "PM", "Uhr", but not "Hours" for "hours", which would be
/// the first word of a headline.
fn is_written_small(text: &str, entry: &str) -> bool {
    let mut own = text.chars();
    let first = own.next().is_some_and(char::is_uppercase);
    let capitals = own.next().is_some_and(|c| c.is_uppercase() || c == '.');
    !first || capitals || entry.starts_with(char::is_uppercase)
}

fn same_letter(one: char, lower: char) -> bool {
    one == lower || one.to_lowercase().next() == lower.to_lowercase().next()
}

/// A blank inside a line.
pub(super) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{A0}' | '\u{202F}' | '\u{2009}' | '\u{3000}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_is_found_where_it_stands() {
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let words = line.rsplit('\t').next().unwrap_or("");
            for word in words.split(" | ").flat_map(|words| words.split(", ")) {
                let found = ClockTable::at_start(word, |_| Some(()));
                assert_eq!(found, Some(((), word.len())), "{word} of {line}");
            }
        }
    }

    #[test]
    fn words_end_where_their_letters_end() {
        let month = |text| {
            ClockTable::at_start(text, |word| match word {
                ClockWord::Month(month) => Some(month),
                _ => None,
            })
        };
        assert_eq!(month("August 2026"), Some((8, 6)));
        assert_eq!(month("AUG. 2026"), Some((8, 4)));
        assert_eq!(month("Augustine is closed"), None);
        assert_eq!(month("marching band"), None);
        let zone = |text| ClockTable::at_start(text, |word| matches!(word, ClockWord::Zone(_)).then_some(()));
        assert!(zone("Eastern Time").is_some() && zone("local time").is_some() && zone("Local time").is_none());
        assert!(zone("ET").is_some() && zone("et").is_none() && zone("ETA").is_none());
    }

    #[test]
    fn hours_of_the_dial_are_hours_of_the_day() {
        for (half, dial, day) in [
            (Half::Morning, 12, 0),
            (Half::Morning, 9, 9),
            (Half::Afternoon, 12, 12),
            (Half::Afternoon, 1, 13),
            (Half::Noon, 12, 12),
            (Half::Noon, 11, 11),
            (Half::Noon, 2, 14),
            (Half::Night, 12, 0),
            (Half::Night, 3, 3),
            (Half::Night, 9, 21),
            (Half::Afternoon, 15, 15),
        ] {
            assert_eq!(half.hour(dial), day, "{half:?} {dial}");
        }
    }
}
