//! A diff of two texts, word by word: what was added, dropped and moved.
//!
//! Case is ignored. A clause that has only moved changes nothing that is said, so words that the diff library reports
//! as dropped in one place and added in another are matched up again as moved.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::{Deref, Range};
use std::rc::Rc;

use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

use super::memo::Memo;

/// Longer texts, in bytes, are not compared: nobody sees what changed in so much.
pub(super) const LONGEST: usize = 16 * 1024;
/// A single word counts as moved if it is a number or has this many letters. A shorter one ("the") turns up anywhere.
const TELLING: usize = 6;
/// How many places of a word are tried to find where it came from.
const PLACES: usize = 32;

/// A text with what has been done to it since it was another, for who reads without colours: `[-140-]{+155+}`.
pub fn marked_up(before: &str, now: &str) -> String {
    let Some(diff) = WordDiff::of(before, now) else {
        return now.to_owned();
    };
    let put = |span: DiffSpan| match span.change {
        WordChange::Kept | WordChange::Moved => now[span.bytes].to_owned(),
        WordChange::Added => format!("{{+{}+}}", &now[span.bytes]),
        WordChange::Dropped => format!("[-{}-]", &before[span.bytes]),
    };
    diff.inline().into_iter().map(put).collect()
}

/// What happened to words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WordChange {
    /// They are in both texts.
    Kept,
    /// They are new.
    Added,
    /// They were somewhere else.
    Moved,
    /// They are gone: words of the original text.
    Dropped,
}

/// A stretch of one of the two texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DiffSpan {
    pub(super) change: WordChange,
    /// Bytes of the original if dropped, else of the text.
    pub(super) bytes: Range<usize>,
}

/// A word or a number, as bytes of its text.
type DiffWord = Range<usize>;

/// The words of a text. A hyphenated word is one, and so is a number with the points, commas and colons inside it:
/// `Jong-un`, `14:30`, `3.5`, `1,200`.
fn words(text: &str) -> Vec<DiffWord> {
    let mut words: Vec<DiffWord> = Vec::new();
    for (start, word) in text.unicode_word_indices() {
        if let Some(last) = words.last_mut()
            && match &text[last.end..start] {
                "-" | "\u{2010}" | "\u{2011}" => true,
                ":" | "." | "," | "/" => {
                    text[last.clone()].ends_with(char::is_numeric) && word.starts_with(char::is_numeric)
                }
                _ => false,
            }
        {
            last.end = start + word.len();
        } else {
            words.push(start..start + word.len());
        }
    }
    words
}

/// Whether a word has a figure in it.
pub(super) fn is_number(word: &str) -> bool {
    word.contains(char::is_numeric)
}

/// The two texts, compared.
pub(super) struct WordDiff<'a> {
    original: &'a str,
    text: &'a str,
    found: Rc<WordChanges>,
}

impl Deref for WordDiff<'_> {
    type Target = WordChanges;

    fn deref(&self) -> &WordChanges {
        &self.found
    }
}

/// What comparing two texts finds.
#[derive(Debug)]
pub(super) struct WordChanges {
    old: Vec<DiffWord>,
    new: Vec<DiffWord>,
    /// By word of the original: kept, moved or dropped.
    of_old: Vec<WordChange>,
    /// By word of the text: kept, moved or added.
    of_new: Vec<WordChange>,
    /// Words that replace others: ranges of the old and the new.
    replaced: Vec<(Range<usize>, Range<usize>)>,
    /// By word of the text, and for its end: how many words of the original come before it.
    told: Vec<usize>,
}

impl WordChanges {
    fn of(original: &str, text: &str) -> Self {
        let (old, new) = (words(original), words(text));
        let keys = |text: &str, words: &[DiffWord]| -> Vec<String> {
            words.iter().map(|word| text[word.clone()].to_lowercase()).collect()
        };
        let (old_keys, new_keys) = (keys(original, &old), keys(text, &new));
        let mut changed = Self {
            of_old: vec![WordChange::Dropped; old.len()],
            of_new: vec![WordChange::Added; new.len()],
            told: vec![0; new.len() + 1],
            replaced: Vec::new(),
            old,
            new,
        };
        for op in capture_diff_slices(Algorithm::Patience, &old_keys, &new_keys) {
            let (was, now) = (op.old_range(), op.new_range());
            match op {
                DiffOp::Equal { .. } => {
                    changed.of_old[was.clone()].fill(WordChange::Kept);
                    changed.of_new[now.clone()].fill(WordChange::Kept);
                    for (by, told) in changed.told[now].iter_mut().enumerate() {
                        *told = was.start + by;
                    }
                }
                DiffOp::Delete { .. } => changed.told[now.start] = was.end,
                DiffOp::Insert { .. } => changed.told[now].fill(was.start),
                DiffOp::Replace { .. } => {
                    changed.told[now.clone()].fill(was.end);
                    changed.replaced.push((was, now));
                }
            }
        }
        if let Some(last) = changed.told.last_mut() {
            *last = changed.old.len();
        }
        changed.find_moved(&old_keys, &new_keys);
        changed
    }

    /// Marks words as moved that were dropped in one place and added in another, in the same order.
    fn find_moved(&mut self, old_keys: &[String], new_keys: &[String]) {
        let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, key) in old_keys.iter().enumerate() {
            if self.of_old[at] == WordChange::Dropped {
                places.entry(key).or_default().push(at);
            }
        }
        let mut at = 0;
        while at < new_keys.len() {
            let alike = |from: usize| {
                (0..new_keys.len() - at)
                    .take_while(|by| {
                        self.of_old.get(from + by) == Some(&WordChange::Dropped)
                            && self.of_new.get(at + by) == Some(&WordChange::Added)
                            && old_keys[from + by] == new_keys[at + by]
                    })
                    .count()
            };
            let froms = places.get(new_keys[at].as_str()).into_iter().flatten().take(PLACES);
            let longest = froms.map(|&from| (alike(from), from)).max_by_key(|&(count, _)| count);
            let (count, from) = longest.unwrap_or_default();
            let tells = |word: &str| is_number(word) || word.chars().count() >= TELLING;
            if count > 1 || (count == 1 && tells(&new_keys[at])) {
                self.of_old[from..from + count].fill(WordChange::Moved);
                self.of_new[at..at + count].fill(WordChange::Moved);
            }
            at += count.max(1);
        }
    }
}

impl<'a> WordDiff<'a> {
    /// Compares two texts. None if one of them is too long.
    pub(super) fn of(original: &'a str, text: &'a str) -> Option<Self> {
        thread_local! {
            static FOUND: RefCell<Memo<usize, Rc<WordChanges>>> = RefCell::default();
        }
        if original.len().max(text.len()) > LONGEST {
            return None;
        }
        let both = [original, text].concat();
        let found = FOUND
            .with_borrow_mut(|found| found.get(&both, original.len(), || Rc::new(WordChanges::of(original, text))));
        Some(Self { original, text, found })
    }

    /// The text as stretches that tile it, with what was dropped where it stood.
    pub(super) fn inline(&self) -> Vec<DiffSpan> {
        let mut stretches = Vec::new();
        // Up to where the text and the original have been told.
        let (mut at, mut told) = (0, 0);
        let mut put = |change, bytes: Range<usize>| {
            if !bytes.is_empty() {
                stretches.push(DiffSpan { change, bytes });
            }
        };
        for index in 0..=self.new.len() {
            let word = self.new.get(index);
            let gone: Vec<Range<usize>> = self.dropped(told..self.told[index].max(told)).collect();
            told = self.told[index].max(told);
            let start = word.map_or(self.text.len(), |word| word.start);
            let goes_on = gone.is_empty() && index > 0 && self.of_new.get(index) == self.of_new.get(index - 1);
            if !goes_on || word.is_none() {
                // Before words of another change: the marks between belong to neither.
                put(WordChange::Kept, at..start);
                at = start;
            }
            for bytes in gone {
                put(WordChange::Dropped, bytes);
            }
            let Some(word) = word else { break };
            let change = self.of_new[index];
            let last = self.of_new.get(index + 1) != Some(&change) || self.told[index + 1] > told;
            if change != WordChange::Kept && last {
                put(change, at..word.end);
                at = word.end;
            }
        }
        stretches
    }

    /// The original as stretches that tile it.
    pub(super) fn of_original(&self) -> Vec<DiffSpan> {
        let mut stretches = Vec::new();
        let mut at = 0;
        for changes in runs(&self.of_old) {
            let change = self.of_old[changes.start];
            if change == WordChange::Kept {
                continue;
            }
            let bytes = self.old[changes.start].start..self.old[changes.end - 1].end;
            if at < bytes.start {
                stretches.push(DiffSpan {
                    change: WordChange::Kept,
                    bytes: at..bytes.start,
                });
            }
            at = bytes.end;
            stretches.push(DiffSpan { change, bytes });
        }
        if at < self.original.len() {
            stretches.push(DiffSpan {
                change: WordChange::Kept,
                bytes: at..self.original.len(),
            });
        }
        stretches
    }

    /// Bytes of the original that are gone, of some of its words: neighbours in one range.
    fn dropped(&self, words: Range<usize>) -> impl Iterator<Item = Range<usize>> {
        let start = words.start;
        let runs = runs(&self.of_old[words]).into_iter();
        runs.map(move |run| run.start + start..run.end + start)
            .filter(|run| self.of_old[run.start] == WordChange::Dropped)
            .map(|run| self.old[run.start].start..self.old[run.end - 1].end)
    }

    /// What is gone from the original, except numbers that were replaced. Words that stood together come in one piece.
    pub(super) fn gone(&self) -> Vec<&'a str> {
        let numbers: Vec<usize> = self.renumbered().map(|(old, _)| old).collect();
        let is_gone = |at: usize| self.of_old[at] == WordChange::Dropped && !numbers.contains(&at);
        let gone: Vec<bool> = (0..self.old.len()).map(is_gone).collect();
        let pieces = runs(&gone).into_iter().filter(|piece| gone[piece.start]);
        pieces
            .map(|piece| &self.original[self.old[piece.start].start..self.old[piece.end - 1].end])
            .collect()
    }

    /// Numbers that replaced others: the new one, and the old one.
    pub(super) fn numbers(&self) -> Vec<(&'a str, &'a str)> {
        self.renumbered()
            .map(|(old, new)| (&self.text[self.new[new].clone()], &self.original[self.old[old].clone()]))
            .collect()
    }

    fn renumbered(&self) -> impl Iterator<Item = (usize, usize)> {
        self.replaced.iter().flat_map(|(was, now)| {
            let was = was.clone().filter(|&at| {
                self.of_old[at] == WordChange::Dropped && is_number(&self.original[self.old[at].clone()])
            });
            let now = now
                .clone()
                .filter(|&at| self.of_new[at] == WordChange::Added && is_number(&self.text[self.new[at].clone()]));
            was.zip(now)
        })
    }

    /// A stretch cut into what is a number and what is not.
    pub(super) fn numbers_in(text: &str) -> impl Iterator<Item = (Range<usize>, bool)> {
        let mut at = 0;
        let mut pieces = Vec::new();
        for word in words(text).into_iter().filter(|word| is_number(&text[word.clone()])) {
            pieces.push((at..word.start, false));
            pieces.push((word.start..word.end, true));
            at = word.end;
        }
        pieces.push((at..text.len(), false));
        pieces.into_iter().filter(|(range, _)| !range.is_empty())
    }
}

/// Ranges of neighbours that are the same.
fn runs<T: PartialEq>(items: &[T]) -> Vec<Range<usize>> {
    let mut at = 0;
    let chunks = items.chunk_by(|one, other| one == other);
    chunks
        .map(|chunk| {
            at += chunk.len();
            at - chunk.len()..at
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{WordChange, WordDiff};
    use proptest::prelude::*;

    /// The comparison written out: `{added}`, `[dropped]`, `~moved~`.
    fn written(original: &str, text: &str) -> String {
        let changed = WordDiff::of(original, text).expect("short enough");
        let stretches = changed.inline().into_iter();
        stretches
            .map(|stretch| match stretch.change {
                WordChange::Kept => text[stretch.bytes].to_owned(),
                WordChange::Added => format!("{{{}}}", &text[stretch.bytes]),
                WordChange::Moved => format!("~{}~", &text[stretch.bytes]),
                WordChange::Dropped => format!("[{}]", &original[stretch.bytes]),
            })
            .collect()
    }

    #[test]
    fn words_are_added_dropped_and_moved() {
        let original = "About 120 people were sheltering in the hall, the council said.";
        for (text, expected) in [
            (original, original),
            (
                "The council said about 120 people were sheltering in the hall.",
                "~The council said~ about 120 people were sheltering in the hall.",
            ),
            (
                "About 140 people and two dogs were sheltering in the hall, the town council said.",
                "About [120]{140} people {and two dogs} were sheltering in the hall, the {town} council said.",
            ),
            (
                "About 120 people were in the hall, the council said.",
                "About 120 people were [sheltering]in the hall, the council said.",
            ),
            ("", "[About 120 people were sheltering in the hall, the council said]"),
        ] {
            assert_eq!(written(original, text), expected);
        }
        assert_eq!(written("", "all of it"), "{all of it}");
        assert_eq!(written("no no no", "no"), "no[no no]");
    }

    #[test]
    fn numbers_are_told_with_what_they_were() {
        let numbers = |original, text| {
            let changed = WordDiff::of(original, text).expect("short enough");
            (changed.numbers(), changed.gone())
        };
        assert_eq!(
            numbers(
                "At 14:30 some 1,200 stood there.",
                "At 15:05 some 1,350 of them stood there."
            ),
            (vec![("15:05", "14:30"), ("1,350", "1,200")], vec![])
        );
        // A number that has only moved is the same number.
        assert_eq!(
            numbers(
                "12 were hurt in the fire, they said.",
                "They said in the fire 12 were hurt."
            )
            .0,
            []
        );
    }

    #[test]
    fn what_is_gone_is_told_in_whole_words() {
        let gone = |original, text| WordDiff::of(original, text).expect("short enough").gone();
        assert_eq!(
            gone(
                "Vladimir met Kim Jong-un and the ferry’s crew there.",
                "He met Kim and the crew there."
            ),
            ["Vladimir", "Jong-un", "ferry’s"]
        );
        assert_eq!(
            gone("It sailed on to the old quay at noon.", "It sailed at noon."),
            ["on to the old quay"]
        );
    }

    proptest! {
        #[test]
        fn nothing_is_lost_of_either_text(original in "[a-d1-3 .,]{0,60}", text in "[a-d1-3 .,]{0,60}") {
            let changed = WordDiff::of(&original, &text).expect("short enough");
            let inline = changed.inline();
            let own: String = inline
                .iter()
                .filter(|stretch| stretch.change != WordChange::Dropped)
                .map(|stretch| &text[stretch.bytes.clone()])
                .collect();
            prop_assert_eq!(&own, &text);
            let whole = changed.of_original();
            let old: String = whole.iter().map(|stretch| &original[stretch.bytes.clone()]).collect();
            prop_assert_eq!(&old, &original);
            let dropped = |stretches: &[super::DiffSpan]| {
                let dropped = stretches.iter().filter(|stretch| stretch.change == WordChange::Dropped);
                let words = dropped.flat_map(|stretch| original[stretch.bytes.clone()].split([' ', '.', ',']));
                let mut words: Vec<_> = words.filter(|word| !word.is_empty()).map(str::to_owned).collect();
                words.sort();
                words
            };
            prop_assert_eq!(dropped(&inline), dropped(&whole));
        }

        #[test]
        fn a_text_is_no_change_of_itself(text in any::<String>()) {
            let changed = WordDiff::of(&text, &text).expect("short enough");
            prop_assert!(changed.inline().iter().all(|stretch| stretch.change == WordChange::Kept));
        }
    }
}
