//! The words of times and dates by language (`assets/read/clock.tsv`), and which of them stands at a place.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::super::chars;
use super::super::phrases::{hash_word, is_word};

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

struct ClockEntry {
    text: &'static str,
    word: ClockWord,
    /// Capitals count.
    exact: bool,
}

/// All words, ready to be looked for.
#[derive(Default)]
pub(super) struct ClockTable {
    /// By the hash of the first word.
    by_word: FxHashMap<u64, Vec<ClockEntry>>,
    /// Of scripts without spaces, by the first letter.
    by_letter: FxHashMap<char, Vec<ClockEntry>>,
}

impl ClockTable {
    /// The one table.
    pub(super) fn get() -> &'static Self {
        static WORDS: OnceLock<ClockTable> = OnceLock::new();
        WORDS.get_or_init(|| Self::parse(TABLE))
    }

    fn parse(table: &'static str) -> Self {
        let mut words = Self::default();
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let (Some(what), Some(place), Some(_), Some(list)) =
                (cells.next(), cells.next(), cells.next(), cells.next())
            else {
                continue;
            };
            for (at, forms) in list.split(" | ").enumerate() {
                if let Some(word) = word_named(what, place, at) {
                    for form in forms.split(", ") {
                        words.add(form, word, place.starts_with("exact"));
                    }
                }
            }
        }
        // The longest first: "last updated" before "last".
        for entries in words.by_word.values_mut().chain(words.by_letter.values_mut()) {
            entries.sort_by_key(|entry| std::cmp::Reverse(entry.text.len()));
        }
        words
    }

    fn add(&mut self, text: &'static str, word: ClockWord, exact: bool) {
        let entry = ClockEntry { text, word, exact };
        match text.chars().next() {
            Some(first) if runs_on(first) => self.by_letter.entry(first).or_default().push(entry),
            _ => self.by_word.entry(key(text)).or_default().push(entry),
        }
    }

    /// Whether any word of the table may stand at the start of a text: one look, where most lines have none.
    pub(super) fn knows(&self, text: &str) -> bool {
        let Some(first) = text.chars().next() else { return false };
        if runs_on(first) {
            return self.by_letter.contains_key(&first);
        }
        first.is_alphabetic() && self.by_word.contains_key(&key(text))
    }

    /// The longest word at the start of a text that is what is `wanted`, and the bytes it takes.
    pub(super) fn at_start<T>(&self, text: &str, wanted: impl Fn(ClockWord) -> Option<T>) -> Option<(T, usize)> {
        let first = text.chars().next()?;
        let entries = if runs_on(first) {
            self.by_letter.get(&first)
        } else if first.is_alphabetic() {
            self.by_word.get(&key(text))
        } else {
            None
        };
        entries
            .into_iter()
            .flatten()
            .find_map(|entry| Some((wanted(entry.word)?, length(text, entry)?)))
    }
}

/// Whether words may go on without a blank: scripts without spaces, and Korean, whose counters stand at numbers.
fn runs_on(c: char) -> bool {
    chars::is_spaceless(c) || matches!(c, '\u{AC00}'..='\u{D7A3}')
}

/// What a word is looked up by. Not inlined, so that the hash stays so where every word of a text is hashed.
#[inline(never)]
fn key(text: &str) -> u64 {
    hash_word(first_word(text))
}

/// The letters at the start: "h" of "h05".
fn first_word(text: &str) -> &str {
    let ends = |c: char| !is_word(c) || c.is_numeric();
    &text[..text.find(ends).unwrap_or(text.len())]
}

/// The bytes that the entry takes at the start of the text, if it stands there.
fn length(text: &str, entry: &ClockEntry) -> Option<usize> {
    if entry.word.stands_after() && !is_written_small(text, entry.text) {
        return None;
    }
    let mut rest = text;
    for c in entry.text.chars() {
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
    let whole = !rest.starts_with(|c: char| is_word(c) && !c.is_numeric()) || entry.text.ends_with(['.', '\'']);
    let spaceless =
        entry.text.chars().next_back().is_some_and(chars::is_spaceless) && !matches!(entry.word, ClockWord::Zone(_));
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

fn word_named(what: &str, place: &str, at: usize) -> Option<ClockWord> {
    let side = match place {
        "before" => HalfSide::Before,
        "after" => HalfSide::After,
        _ => HalfSide::Either,
    };
    Some(match what {
        "month" if place == "hijri" => ClockWord::OtherMonth,
        "month" => ClockWord::Month(at as u8 + 1),
        "weekday" => ClockWord::Weekday(at as u8),
        "am" => ClockWord::Half(Half::Morning, side),
        "pm" => ClockWord::Half(Half::Afternoon, side),
        "noon" => ClockWord::Half(Half::Noon, side),
        "night" => ClockWord::Half(Half::Night, side),
        "hour" => ClockWord::Hour(match place {
            "between" => Hour::Between,
            "after" => Hour::After,
            _ => Hour::Any,
        }),
        "minute" => ClockWord::Minute,
        "lead" => ClockWord::Lead,
        "zone" => ClockWord::Zone(offset(place.trim_start_matches(char::is_alphabetic))),
        "unit" => ClockWord::Unit,
        "ago" => ClockWord::Ago(side),
        "joint" => ClockWord::Joint,
        "beside" => ClockWord::Beside,
        "updated" => ClockWord::Updated,
        "now" => ClockWord::Now,
        _ => return None,
    })
}

/// The minutes of `+0530`.
fn offset(text: &str) -> Option<i16> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text.strip_prefix('+')?),
    };
    let number: i16 = digits.parse().ok()?;
    Some(sign * (number / 100 * 60 + number % 100))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_understood() {
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let cells: Vec<_> = line.split('\t').collect();
            assert_eq!(cells.len(), 4, "{line}");
            assert!(word_named(cells[0], cells[1], 0).is_some(), "{line}");
            let words: Vec<_> = cells[3].split(" | ").collect();
            assert!(cells[0] != "month" || words.len() == 12, "{line}");
            for word in words.iter().flat_map(|words| words.split(", ")) {
                assert!(!word.is_empty() && word == word.trim(), "{line}");
            }
        }
    }

    #[test]
    fn each_word_is_found_where_it_stands() {
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let cells: Vec<_> = line.split('\t').collect();
            for (at, words) in cells[3].split(" | ").enumerate() {
                let own = word_named(cells[0], cells[1], at);
                for word in words.split(", ") {
                    let found = ClockTable::get().at_start(word, |found| (Some(found) == own).then_some(()));
                    assert_eq!(found, Some(((), word.len())), "{word} of {line}");
                }
            }
        }
    }

    #[test]
    fn words_end_where_their_letters_end() {
        let month = |text| {
            ClockTable::get().at_start(text, |word| match word {
                ClockWord::Month(month) => Some(month),
                _ => None,
            })
        };
        assert_eq!(month("August 2026"), Some((8, 6)));
        assert_eq!(month("AUG. 2026"), Some((8, 4)));
        assert_eq!(month("Augustine is closed"), None);
        assert_eq!(month("marching band"), None);
        let zone = |text| ClockTable::get().at_start(text, |word| matches!(word, ClockWord::Zone(_)).then_some(()));
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
