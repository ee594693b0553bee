//! How much each answer speaks for each kind: `assets/weights.tsv`, learned by `src/read/text/train.rs`. The build script
//! makes static tables of it.

use std::borrow::Cow;
#[cfg(any(feature = "train", test))]
use std::fmt::Write as _;

#[cfg(any(feature = "train", test))]
use rustc_hash::FxHashMap;

use super::facts::Own;
use super::groups::Answers;
use super::line_kind::KINDS;
#[cfg(any(feature = "train", test))]
use super::line_kind::LineKind;
pub(super) use super::numbering::{LINKS, Numbers};
#[cfg(any(feature = "train", test))]
use super::numbering::{Names, WORD, WeightPlace};
#[cfg(any(feature = "train", test))]
use super::phrases::hash_word;
use super::slots::Slots;

/// A figure for each kind, in the order of [`LineKind::ALL`].
pub(super) type Scores = [f32; KINDS];

/// How two lines that follow one another hang together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(usize)]
pub(super) enum LineLink {
    /// A blank line parts them, or nothing in this document does.
    Apart,
    /// Nothing parts them, where blank lines part others.
    Adjacent,
    /// They say the same.
    Same,
}

/// All weights. An answer has a number: of single answers first, then of pairs.
#[derive(Clone, Debug)]
pub(super) struct Weights {
    /// By the number of an answer, which of the states is its. The first is for all that have no weight.
    index: Cow<'static, [u16]>,
    states: Cow<'static, [Scores]>,
    /// By the link, the kind of the line before, and the kind.
    pub(super) steps: [[Scores; KINDS]; LINKS.len()],
    words: WordWeights,
}

/// What the words of lines speak for, by their hashes.
#[derive(Clone, Debug)]
enum WordWeights {
    Built,
    #[cfg(any(feature = "train", test))]
    Learned(FxHashMap<u64, (Box<str>, Scores)>),
}

/// The learned ones, part of the program.
static WEIGHTS: Weights = Weights {
    index: Cow::Borrowed(&made::INDEX),
    states: Cow::Borrowed(&made::STATES),
    steps: made::STEPS,
    words: WordWeights::Built,
};

/// What the build script makes of the table.
#[allow(clippy::all, clippy::pedantic, reason = "written by a program, for a program")]
mod made {
    use super::{KINDS, LINKS, Scores, Slots};

    include!(concat!(env!("OUT_DIR"), "/weights.rs"));
}

impl Weights {
    /// The learned ones.
    pub(super) fn get() -> &'static Self {
        &WEIGHTS
    }

    /// What an answer speaks for.
    pub(super) fn state(&self, number: usize) -> &Scores {
        &self.states[usize::from(self.index[number])]
    }

    /// What the answers and the words of a line speak for.
    pub(super) fn score(&self, answers: &Answers, words: &Own) -> Scores {
        let mut sum = [0.0; KINDS];
        let mut add = |scores: &Scores| {
            for (sum, weight) in sum.iter_mut().zip(scores) {
                *sum += weight;
            }
        };
        for (_, scores) in self.words_among(words) {
            add(scores);
        }
        Numbers::get().of(answers, |number| match self.index[number] {
            0 => {}
            state => add(&self.states[usize::from(state)]),
        });
        sum
    }

    /// Those of a line's words that have weights, each once.
    pub(super) fn words_among<'a>(&'a self, words: &'a Own) -> impl Iterator<Item = (&'a str, &'a Scores)> {
        let first = |at: usize, word: u64| words.iter().take(at).all(|before| before != word);
        let found = words
            .iter()
            .enumerate()
            .filter_map(|(at, word)| Some((at, word, self.word(word)?)));
        found
            .filter(move |(at, word, _)| first(*at, *word))
            .map(|(_, _, found)| found)
    }

    fn word(&self, hash: u64) -> Option<(&str, &Scores)> {
        match &self.words {
            WordWeights::Built => {
                let (word, scores) = &made::WORDS[made::BY_WORD.get(hash)?.start];
                Some((word, scores))
            }
            #[cfg(any(feature = "train", test))]
            WordWeights::Learned(words) => words.get(&hash).map(|(word, scores)| (&**word, scores)),
        }
    }
}

/// Weights that are learned.
#[cfg(any(feature = "train", test))]
impl Weights {
    /// None at all.
    pub(super) fn zero() -> Self {
        let count = Numbers::get().count;
        Self {
            index: (1..).take(count).collect(),
            states: vec![[0.0; KINDS]; count + 1].into(),
            steps: [[[0.0; KINDS]; KINDS]; LINKS.len()],
            words: WordWeights::Learned(FxHashMap::default()),
        }
    }

    /// Reads a table; also gives the lines that could not be read.
    pub(super) fn parse(table: &str) -> (Self, Vec<&str>) {
        let names = Names::new();
        let mut weights = Self::zero();
        let mut unread = Vec::new();
        for line in table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let Some((place, kind, weight)) = names.row(line) else {
                unread.push(line);
                continue;
            };
            let scores = match place {
                WeightPlace::Answer(number) => weights.state_mut(number),
                WeightPlace::Step(link, before) => &mut weights.steps[link][before],
                WeightPlace::Word(word) => weights.word_mut(word),
            };
            scores[kind] = weight;
        }
        (weights, unread)
    }

    /// What an answer speaks for, to be changed.
    pub(super) fn state_mut(&mut self, number: usize) -> &mut Scores {
        &mut self.states.to_mut()[usize::from(self.index[number])]
    }

    /// What a word speaks for, to be changed.
    pub(super) fn word_mut(&mut self, word: &str) -> &mut Scores {
        let WordWeights::Learned(words) = &mut self.words else {
            unreachable!("the program's own weights are not changed")
        };
        let new = || (word.into(), [0.0; KINDS]);
        &mut words.entry(hash_word(word)).or_insert_with(new).1
    }

    /// The words that have weights, in their order, with those.
    pub(super) fn words(&self) -> Vec<(&str, Scores)> {
        let mut words: Vec<(&str, Scores)> = match &self.words {
            WordWeights::Built => made::WORDS.to_vec(),
            WordWeights::Learned(words) => words.values().map(|(word, scores)| (&**word, *scores)).collect(),
        };
        words.sort_by_key(|(word, _)| *word);
        words
    }

    /// The table of all weights that are not zero, in the order of the questions.
    pub(super) fn table(&self) -> String {
        let mut table = String::new();
        let mut row = |name: &str, scores: &Scores| {
            for (kind, weight) in LineKind::ALL.iter().zip(scores) {
                if weight.abs() >= 0.0005 {
                    let _ = writeln!(table, "{name}\t{}\t{weight:.3}", kind.name());
                }
            }
        };
        for (link, steps) in LINKS.iter().zip(&self.steps) {
            for (before, scores) in LineKind::ALL.iter().zip(steps) {
                row(&format!("after={}&link={link}", before.name()), scores);
            }
        }
        for number in 0..self.index.len() {
            row(&Numbers::get().name(number), self.state(number));
        }
        for (word, scores) in self.words() {
            row(&format!("{WORD}{word}"), &scores);
        }
        table
    }
}

/// The words of a line that may have weights.
#[cfg(feature = "train")]
pub(super) fn words_of(line: &str) -> impl Iterator<Item = &str> {
    use super::phrases::is_word;
    line.split(|c: char| !is_word(c)).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = include_str!("../../../assets/weights.tsv");

    #[test]
    fn every_weight_belongs_to_a_question() {
        let (weights, unread) = Weights::parse(TABLE);
        assert_eq!(unread, Vec::<&str>::new());
        // What the build script made is what the table says.
        assert_eq!(weights.table(), Weights::get().table());
        assert_eq!(super::super::numbering::KIND_NAMES, LineKind::ALL.map(LineKind::name));
    }

    #[test]
    fn the_table_reads_back() {
        let mut weights = Weights::zero();
        let last = Numbers::get().count - 1;
        weights.state_mut(1)[2] = 1.5;
        weights.state_mut(last)[3] = -0.25;
        weights.steps[2][6][6] = 3.0;
        *weights.word_mut("pier") = [0.5; KINDS];
        let table = weights.table();
        let (again, unread) = Weights::parse(&table);
        assert!(unread.is_empty(), "{table}");
        assert_eq!((&again.states, &again.steps), (&weights.states, &weights.steps));
        assert_eq!(again.words(), weights.words());
    }
}
