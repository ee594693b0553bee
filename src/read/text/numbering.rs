//! How the answers of a line are numbered, and what a row of the table of weights is about. The build script reads the table
//! by it, too (`assets/read/build.rs`).

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::OnceLock;

use super::groups::{GROUPS, PAIRS};

/// The names of the links in the table, in the order of `LineLink`.
pub(super) const LINKS: [&str; 3] = ["apart", "adjacent", "same"];

/// The names of the kinds in the table, in the order of `LineKind::ALL`.
pub(super) const KIND_NAMES: [&str; 9] = [
    "title",
    "byline",
    "timestamp",
    "heading",
    "paragraph",
    "list_item",
    "caption",
    "quote",
    "boilerplate",
];

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

    /// Calls `each` with the number of every answer that may have a weight, of one to each question.
    pub(super) fn of(&self, answers: &[u8; GROUPS.len()], mut each: impl FnMut(usize)) {
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
pub(super) const WORD: &str = "word=";

/// What a row of the table is about.
#[derive(Clone, Copy)]
pub(super) enum WeightPlace<'a> {
    Answer(usize),
    /// From a link, and a kind before it.
    Step(usize, usize),
    Word(&'a str),
}

/// Questions and pairs by the names of the table.
pub(super) struct Names {
    groups: BTreeMap<&'static str, usize>,
    pairs: BTreeMap<(usize, usize), usize>,
}

impl Names {
    pub(super) fn new() -> Self {
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

    /// A row of the table: what it is about, the number of a kind, and the weight.
    pub(super) fn row<'a>(&self, line: &'a str) -> Option<(WeightPlace<'a>, usize, f32)> {
        let mut cells = line.split('\t');
        let place = self.place(cells.next()?)?;
        let kind = kind_named(cells.next()?)?;
        Some((place, kind, cells.next()?.parse().ok()?))
    }

    fn place<'a>(&self, name: &'a str) -> Option<WeightPlace<'a>> {
        if let Some(word) = name.strip_prefix(WORD) {
            return Some(WeightPlace::Word(word));
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

fn kind_named(name: &str) -> Option<usize> {
    KIND_NAMES.iter().position(|kind| *kind == name)
}
