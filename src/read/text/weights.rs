//! How much each answer speaks for each kind: `assets/weights.tsv`, learned by `src/read/text/train.rs`, which
//! is made to be read.

use std::fmt::Write as _;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::facts::Own;
use super::groups::{Answers, GROUPS, PAIRS};
use super::line_kind::{KINDS, LineKind};
use super::phrases::hash_word;
#[cfg(feature = "train")]
use super::phrases::is_word;

/// The table, part of the program.
const WEIGHTS: &str = include_str!("../../../assets/weights.tsv");

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

/// The names of the links in the table.
pub(super) const LINKS: [&str; 3] = ["apart", "adjacent", "same"];

/// All weights. An answer has a number: of single answers first, then of pairs.
#[derive(Clone, Debug)]
pub(super) struct Weights {
    /// By the number of the answer.
    pub(super) states: Vec<Scores>,
    /// By the link, the kind of the line before, and the kind.
    pub(super) steps: [[Scores; KINDS]; LINKS.len()],
    /// By the hash of a word that a line has: the word, and what it speaks for.
    pub(super) words: FxHashMap<u64, (Box<str>, Scores)>,
}

/// The words of a line that may have weights.
#[cfg(feature = "train")]
pub(super) fn words_of(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !is_word(c)).filter(|word| !word.is_empty())
}

/// The hash that a line has of a word.
pub(super) fn hash_of(word: &str) -> u64 {
    hash_word(word)
}

/// Where the answers of each question and of each pair start to be numbered.
pub(super) struct Numbers {
    singles: Vec<usize>,
    pairs: Vec<usize>,
    /// How many there are.
    pub(super) count: usize,
}

impl Numbers {
    /// The one numbering.
    pub(super) fn get() -> &'static Self {
        static NUMBERS: OnceLock<Numbers> = OnceLock::new();
        NUMBERS.get_or_init(|| {
            let mut count = 0;
            let mut take = |size: usize| {
                count += size;
                count - size
            };
            let singles = GROUPS.iter().map(|group| take(group.values.len())).collect();
            let values = |at: usize| GROUPS[at].values.len();
            let pairs = PAIRS
                .iter()
                .map(|&(a, b)| take(values(a as usize) * values(b as usize)))
                .collect();
            Numbers { singles, pairs, count }
        })
    }

    /// Calls `each` with the number of every answer that has a weight.
    pub(super) fn of(&self, answers: &Answers, mut each: impl FnMut(usize)) {
        for (start, &answer) in self.singles.iter().zip(answers) {
            if answer > 0 {
                each(start + usize::from(answer));
            }
        }
        for (start, &(a, b)) in self.pairs.iter().zip(PAIRS) {
            let (first, second) = (answers[a as usize], answers[b as usize]);
            // An ordinary answer says nothing, together with another neither.
            if first > 0 && second > 0 {
                each(start + usize::from(first) * GROUPS[b as usize].values.len() + usize::from(second));
            }
        }
    }

    /// The name of an answer: `ends-in=colon`, `ends-in=colon&words=2`.
    pub(super) fn name(&self, number: usize) -> String {
        let at = self.pairs.partition_point(|&start| start <= number);
        let mut name = String::new();
        if let Some(pair) = at.checked_sub(1) {
            let (a, b) = PAIRS[pair];
            let (a, b) = (&GROUPS[a as usize], &GROUPS[b as usize]);
            let rest = number - self.pairs[pair];
            let (first, second) = (rest / b.values.len(), rest % b.values.len());
            let _ = write!(name, "{}={}&{}={}", a.name, a.values[first], b.name, b.values[second]);
        } else {
            let group = self.singles.partition_point(|&start| start <= number) - 1;
            let group_of = &GROUPS[group];
            let _ = write!(
                name,
                "{}={}",
                group_of.name,
                group_of.values[number - self.singles[group]]
            );
        }
        name
    }
}

/// What the name of a word's weights begins with.
const WORD: &str = "word=";

/// Where weights are kept.
#[derive(Clone, Copy)]
enum WeightPlace {
    Answer(usize),
    /// From a link, and a kind before it.
    Step(usize, usize),
    /// Of the word with this hash.
    Word(u64),
}

/// Questions and pairs by the names of the table.
struct Names {
    groups: FxHashMap<&'static str, usize>,
    pairs: FxHashMap<(usize, usize), usize>,
}

impl Names {
    fn new() -> Self {
        let groups = GROUPS.iter().enumerate().map(|(at, group)| (group.name, at));
        let pairs = PAIRS
            .iter()
            .enumerate()
            .map(|(at, &(a, b))| ((a as usize, b as usize), at));
        Self {
            groups: groups.collect(),
            pairs: pairs.collect(),
        }
    }

    fn place(&self, name: &str) -> Option<WeightPlace> {
        if let Some(word) = name.strip_prefix(WORD) {
            return Some(WeightPlace::Word(hash_of(word)));
        }
        if let Some(step) = name.strip_prefix("after=") {
            let (before, link) = step.split_once("&link=")?;
            let link = LINKS.iter().position(|name| *name == link)?;
            return Some(WeightPlace::Step(link, kind_named(before)?));
        }
        let numbers = Numbers::get();
        let number = match name.split_once('&') {
            None => {
                let (group, value) = self.answer(name)?;
                numbers.singles[group] + value
            }
            Some((a, b)) => {
                let ((a, first), (b, second)) = (self.answer(a)?, self.answer(b)?);
                numbers.pairs[*self.pairs.get(&(a, b))?] + first * GROUPS[b].values.len() + second
            }
        };
        Some(WeightPlace::Answer(number))
    }

    /// A question and its answer: `ends-in=colon`.
    fn answer(&self, name: &str) -> Option<(usize, usize)> {
        let (group, value) = name.split_once('=')?;
        let group = *self.groups.get(group)?;
        let value = GROUPS[group].values.iter().position(|name| *name == value)?;
        Some((group, value))
    }
}

impl Weights {
    /// The learned ones.
    pub(super) fn get() -> &'static Self {
        static LEARNED: OnceLock<Weights> = OnceLock::new();
        LEARNED.get_or_init(|| Self::parse(WEIGHTS).0)
    }

    /// None at all.
    pub(super) fn zero() -> Self {
        Self {
            states: vec![[0.0; KINDS]; Numbers::get().count],
            steps: [[[0.0; KINDS]; KINDS]; LINKS.len()],
            words: FxHashMap::default(),
        }
    }

    /// Reads a table; also gives the lines that could not be read.
    pub(super) fn parse(table: &str) -> (Self, Vec<&str>) {
        let names = Names::new();
        let mut weights = Self::zero();
        let mut unread = Vec::new();
        // The weights of an answer stand together.
        let (mut last, mut place) = ("", None);
        for line in table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let name = cells.next().unwrap_or("");
            if name != last {
                (last, place) = (name, names.place(name));
            }
            let kind = cells.next().and_then(kind_named);
            let weight = cells.next().and_then(|cell| cell.parse().ok());
            match (place, kind, weight) {
                (Some(place), Some(kind), Some(weight)) => weights.scores(place, name)[kind] = weight,
                _ => unread.push(line),
            }
        }
        (weights, unread)
    }

    fn scores(&mut self, place: WeightPlace, name: &str) -> &mut Scores {
        match place {
            WeightPlace::Answer(number) => &mut self.states[number],
            WeightPlace::Step(link, before) => &mut self.steps[link][before],
            WeightPlace::Word(hash) => {
                let word = || (name[WORD.len()..].into(), [0.0; KINDS]);
                &mut self.words.entry(hash).or_insert_with(word).1
            }
        }
    }

    /// The table of all weights that are not zero, in the order of the questions.
    #[cfg(any(feature = "train", test))]
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
        for (number, scores) in self.states.iter().enumerate() {
            row(&Numbers::get().name(number), scores);
        }
        let mut words: Vec<_> = self.words.values().collect();
        words.sort_by(|a, b| a.0.cmp(&b.0));
        for (word, scores) in words {
            row(&format!("{WORD}{word}"), scores);
        }
        table
    }

    /// What the answers and the words of a line speak for.
    pub(super) fn score(&self, answers: &Answers, words: &Own) -> Scores {
        let mut sum = [0.0; KINDS];
        for (_, weights) in self.words_among(words) {
            for (sum, weight) in sum.iter_mut().zip(weights) {
                *sum += weight;
            }
        }
        Numbers::get().of(answers, |number| {
            for (sum, weight) in sum.iter_mut().zip(&self.states[number]) {
                *sum += weight;
            }
        });
        sum
    }
}

impl Weights {
    /// Those of a line's words that have weights, each once.
    pub(super) fn words_among<'a>(&'a self, words: &'a Own) -> impl Iterator<Item = &'a (Box<str>, Scores)> {
        let first = |at: usize, word: u64| words.iter().take(at).all(|before| before != word);
        words
            .iter()
            .enumerate()
            .filter(move |(at, word)| first(*at, *word))
            .filter_map(|(_, word)| self.words.get(&word))
    }
}

fn kind_named(name: &str) -> Option<usize> {
    LineKind::ALL.iter().position(|kind| kind.name() == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_weight_belongs_to_a_question() {
        assert_eq!(Weights::parse(WEIGHTS).1, Vec::<&str>::new());
    }

    #[test]
    fn the_table_reads_back() {
        let mut weights = Weights::zero();
        let last = weights.states.len() - 1;
        weights.states[1][2] = 1.5;
        weights.states[last][3] = -0.25;
        weights.steps[2][6][6] = 3.0;
        let word = hash_of("pier");
        weights.words.insert(word, ("pier".into(), [0.5; KINDS]));
        let table = weights.table();
        let (again, unread) = Weights::parse(&table);
        assert!(unread.is_empty(), "{table}");
        assert_eq!((&again.states, &again.steps), (&weights.states, &weights.steps));
        assert_eq!(again.words, weights.words);
    }
}
