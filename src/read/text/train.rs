//! Learns the weights: a linear-chain conditional random field (Lafferty, `McCallum` and Pereira, 2001) whose
//! log-likelihood is made as large as an L1 penalty lets it (FISTA: Beck and Teboulle, 2009). The penalty leaves
//! most weights at zero, so that the table can be read. Deterministic; no I/O.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::credit;
use super::hashing::hash_word;
use super::label::Allowed;
use super::line_kind::{KINDS, LineKind};
use super::survey::Survey;
use super::weights::{self, LINKS, LineLink, Numbers, Scores, Weights};
use super::window::{Asked, LineWalk};
use super::{ReadOptions, read_with};
use crate::article::{Article, Kind};
use crate::read::clean;

/// A text whose structure is known.
#[derive(Clone, Debug)]
pub struct Example {
    /// The text.
    pub text: String,
    /// By number of the line, from 1: the kinds that are right. Lines that are not named may have any.
    pub kinds: Vec<(usize, Vec<Kind>)>,
    /// How much it counts.
    pub weight: f64,
}

/// Learned weights.
#[derive(Clone, Debug)]
pub struct Learned(Weights);

impl Learned {
    /// Out of a table as [`Self::table`] gives it; lines that are none are passed over.
    pub fn from_table(table: &str) -> Self {
        Self(Weights::parse(table).0)
    }

    /// As the table that the program reads.
    pub fn table(&self) -> String {
        self.0.table()
    }

    /// How many weights are not zero.
    pub fn count(&self) -> usize {
        self.table().lines().count()
    }

    /// Reads a text with these weights.
    pub fn read(&self, text: &str) -> Article {
        let (text, _) = clean::clean(text.to_owned());
        match read_with(&self.0, text, &[], ReadOptions::default(), &mut |_| true) {
            Ok(Some(found)) => found.article,
            _ => Article::default(),
        }
    }
}

/// The credit of a caption, in bytes of its text.
pub fn credit_of(caption: &str) -> Option<Range<usize>> {
    credit::find(caption).map(|credit| credit.name)
}

/// Where the weights of the steps start among all weights, which are one vector here.
fn steps_start() -> usize {
    Numbers::get().count * KINDS
}

/// A line of an example, ready to be learned from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct ExampleLine {
    /// Numbers of its answers.
    answers: Vec<u32>,
    /// The kinds the hard rules allow.
    allowed: Allowed,
    /// Those of them that are right.
    right: Allowed,
    link: LineLink,
}

/// So many doubtful lines of a document count in full.
const DOUBTFUL: f64 = 30.0;

/// What examples teach: their doubtful lines in a row, with the certain lines around them. Variants of a document have
/// many stretches in common, which are kept once.
#[derive(Default)]
pub struct Lesson {
    numbers: FxHashMap<Vec<ExampleLine>, usize>,
    stretches: Vec<TrainingStretch>,
    words: WeightedWords,
}

struct TrainingStretch {
    nodes: Vec<ExampleLine>,
    weight: f64,
}

impl Lesson {
    /// Asks all questions of an example.
    pub fn add(&mut self, example: &Example) {
        self.add_nodes(&nodes(example, &self.words), example.weight);
    }

    fn add_nodes(&mut self, nodes: &[ExampleLine], weight: f64) {
        // A document with many doubtful lines, a list of places perhaps, is still but one document.
        let doubtful = nodes.iter().filter(|node| !node.allowed.is_certain()).count() as f64;
        let weight = weight * (DOUBTFUL / doubtful.max(1.0)).min(1.0);
        let mut start = 0;
        for (end, node) in nodes.iter().enumerate() {
            let last = end + 1 == nodes.len();
            if !node.allowed.is_certain() && !last {
                continue;
            }
            // Of certain lines alone nothing is learned.
            if nodes[start..=end].iter().any(|node| !node.allowed.is_certain()) {
                self.add_stretch(&nodes[start..=end], weight);
            }
            start = end;
        }
    }

    fn add_stretch(&mut self, nodes: &[ExampleLine], weight: f64) {
        if let Some(&number) = self.numbers.get(nodes) {
            self.stretches[number].weight += weight;
            return;
        }
        self.numbers.insert(nodes.to_vec(), self.stretches.len());
        self.stretches.push(TrainingStretch {
            nodes: nodes.to_vec(),
            weight,
        });
    }

    /// Learns. A larger `penalty` leaves fewer weights.
    pub fn learn(&self, penalty: f64, rounds: usize) -> Learned {
        let learned = learn(&self.stretches, penalty, rounds, self.words.names.len());
        Learned(weights_of(&learned, &self.words))
    }
}

fn nodes(example: &Example, words: &WeightedWords) -> Vec<ExampleLine> {
    let survey = Survey::of(&example.text);
    let mut nodes = Vec::new();
    let mut number = 1;
    let mut seen = 0;
    for asked in LineWalk::new(&example.text, &survey) {
        number += example.text[seen..asked.from].matches('\n').count();
        seen = asked.from;
        let mut answers = Vec::new();
        // Whatever is said of a certain line, it changes nothing.
        if !asked.allowed.is_certain() {
            Numbers::get().of(&asked.answers, |answer| answers.push(answer as u32));
            answers.extend(words.rows(&asked).map(|row| row as u32));
        }
        let known = example.kinds.binary_search_by_key(&number, |(line, _)| *line).ok();
        let right = known.map_or(asked.allowed, |at| {
            let kinds: Vec<LineKind> = example.kinds[at]
                .1
                .iter()
                .filter_map(|kind| LineKind::of(*kind))
                .collect();
            asked.allowed.and(Allowed::any_of(&kinds))
        });
        nodes.push(ExampleLine {
            answers,
            allowed: asked.allowed,
            // Where a hard rule is wrong, nothing can be learned.
            right: if right.is_none() { asked.allowed } else { right },
            link: asked.link,
        });
    }
    nodes
}

/// The words that have weights: those that doubtful lines of several publishers have.
#[derive(Default)]
struct WeightedWords {
    /// Where a word is among the names, by its hash.
    places: FxHashMap<u64, usize>,
    names: Vec<String>,
}

/// So many publishers must have a word.
const PUBLISHERS: usize = 8;

impl WeightedWords {
    /// The rows of the words of a line among all weights.
    fn rows(&self, asked: &Asked) -> impl Iterator<Item = usize> {
        let first = (steps_start() + LINKS.len() * KINDS * KINDS) / KINDS;
        let mut places: Vec<usize> = asked
            .words
            .iter()
            .filter_map(|word| self.places.get(&word).copied())
            .collect();
        places.sort_unstable();
        places.dedup();
        places.into_iter().map(move |place| first + place)
    }
}

/// Counts which words doubtful lines have.
#[derive(Default)]
pub struct WordCount(FxHashMap<String, FxHashSet<String>>);

impl WordCount {
    /// Takes the words of a text of this publisher.
    pub fn add(&mut self, text: &str, publisher: &str) {
        let survey = Survey::of(text);
        for asked in LineWalk::new(text, &survey).filter(|asked| !asked.allowed.is_certain()) {
            let own: FxHashSet<u64> = asked.words.iter().collect();
            for word in weights::words_of(&text[asked.from..asked.line.to]) {
                let word = word.to_lowercase();
                if own.contains(&hash_word(&word)) {
                    self.0.entry(word).or_default().insert(publisher.to_owned());
                }
            }
        }
    }
}

impl Lesson {
    /// A lesson in which the words that several publishers have are looked at.
    pub fn with_words(count: &WordCount) -> Self {
        let several = count.0.iter().filter(|(_, publishers)| publishers.len() >= PUBLISHERS);
        let mut names: Vec<String> = several.map(|(word, _)| word.clone()).collect();
        names.sort();
        let places = names
            .iter()
            .enumerate()
            .map(|(at, word)| (hash_word(word), at))
            .collect();
        Self {
            words: WeightedWords { places, names },
            ..Self::default()
        }
    }
}

/// Rounds after which the curvature is known well enough to be looked at seldom.
const SETTLED: usize = 8;

fn learn(stretches: &[TrainingStretch], penalty: f64, rounds: usize, words: usize) -> Vec<f64> {
    let lines: f64 = stretches
        .iter()
        .map(|stretch| stretch.weight * stretch.nodes.len() as f64)
        .sum();
    let lines = lines.max(1.0);
    let penalty = penalty / lines;
    let objective = |at: &[f64], slope: &mut [f64]| {
        slope.fill(0.0);
        let loss: f64 = stretches
            .iter()
            .map(|stretch| likelihood(stretch, at, Some(slope)))
            .sum();
        for slope in slope.iter_mut() {
            *slope /= lines;
        }
        loss / lines
    };
    let loss_at = |at: &[f64]| {
        stretches
            .iter()
            .map(|stretch| likelihood(stretch, at, None))
            .sum::<f64>()
            / lines
    };
    let size = steps_start() + (LINKS.len() * KINDS + words) * KINDS;
    let (mut at, mut before) = (vec![0.0; size], vec![0.0; size]);
    let (mut ahead, mut slope, mut next) = (vec![0.0; size], vec![0.0; size], vec![0.0; size]);
    let (mut speed, mut curve) = (1.0f64, 1.0f64);
    for round in 0..rounds {
        let loss = objective(&ahead, &mut slope);
        // The curvature is not known; now and then it is lowered, and raised until the parabola lies above the loss.
        let doubted = round < SETTLED || round % SETTLED == 0;
        if doubted {
            curve *= 0.9;
        }
        loop {
            for (next, (ahead, slope)) in next.iter_mut().zip(ahead.iter().zip(&slope)) {
                *next = shrink(ahead - slope / curve, penalty / curve);
            }
            if !doubted {
                break;
            }
            let change = |with: &dyn Fn(f64, f64) -> f64| -> f64 {
                next.iter()
                    .zip(&ahead)
                    .zip(&slope)
                    .map(|((next, ahead), slope)| with(next - ahead, *slope))
                    .sum()
            };
            let bound = loss + change(&|step, slope| step * slope + 0.5 * curve * step * step);
            if loss_at(&next) <= bound + 1e-12 {
                break;
            }
            curve *= 1.6;
        }
        std::mem::swap(&mut before, &mut at);
        std::mem::swap(&mut at, &mut next);
        let faster = f64::midpoint(1.0, (1.0 + 4.0 * speed * speed).sqrt());
        let carry = (speed - 1.0) / faster;
        for (ahead, (at, before)) in ahead.iter_mut().zip(at.iter().zip(&before)) {
            *ahead = at + carry * (at - before);
        }
        speed = faster;
    }
    at
}

fn shrink(value: f64, by: f64) -> f64 {
    value.signum() * (value.abs() - by).max(0.0)
}

fn weights_of(vector: &[f64], words: &WeightedWords) -> Weights {
    let mut weights = Weights::zero();
    let round = |value: f64| ((value * 1000.0).round() / 1000.0) as f32;
    let mut rows = vector
        .chunks_exact(KINDS)
        .map(|chunk| -> Scores { std::array::from_fn(|kind| round(chunk[kind])) });
    for (number, row) in (0..Numbers::get().count).zip(rows.by_ref()) {
        *weights.state_mut(number) = row;
    }
    for (scores, row) in weights.steps.iter_mut().flatten().zip(rows.by_ref()) {
        *scores = row;
    }
    for (name, scores) in words.names.iter().zip(rows) {
        if scores.iter().any(|score| *score != 0.0) {
            *weights.word_mut(name) = scores;
        }
    }
    weights
}

/// Log sums along a stretch, in both directions.
struct Sums {
    forward: Vec<[f64; KINDS]>,
    backward: Vec<[f64; KINDS]>,
    total: f64,
}

impl Sums {
    /// How much of all paths gives this line this kind.
    fn share(&self, index: usize, kind: usize) -> f64 {
        (self.forward[index][kind] + self.backward[index][kind] - self.total).exp()
    }
}

/// The negative log-likelihood of the right kinds; adds its slope.
fn likelihood(stretch: &TrainingStretch, at: &[f64], slope: Option<&mut [f64]>) -> f64 {
    if stretch.nodes.is_empty() {
        return 0.0;
    }
    let states: Vec<[f64; KINDS]> = stretch.nodes.iter().map(|node| state(node, at)).collect();
    let all = sums(stretch, &states, at, |node| node.allowed);
    let right = sums(stretch, &states, at, |node| node.right);
    if let Some(slope) = slope {
        add_slope(stretch, &states, at, [&all, &right], slope);
    }
    stretch.weight * (all.total - right.total)
}

fn state(node: &ExampleLine, at: &[f64]) -> [f64; KINDS] {
    let mut scores = [0.0; KINDS];
    for &answer in &node.answers {
        let start = answer as usize * KINDS;
        for (score, weight) in scores.iter_mut().zip(&at[start..start + KINDS]) {
            *score += weight;
        }
    }
    scores
}

fn step(link: LineLink, from: usize) -> usize {
    steps_start() + (link as usize * KINDS + from) * KINDS
}

const NEVER: [f64; KINDS] = [f64::NEG_INFINITY; KINDS];

fn sums(
    stretch: &TrainingStretch,
    states: &[[f64; KINDS]],
    at: &[f64],
    allowed: impl Fn(&ExampleLine) -> Allowed,
) -> Sums {
    let nodes = &stretch.nodes;
    let (count, kinds) = (nodes.len(), |index: usize| allowed(&nodes[index]).kinds());
    let mut forward = vec![NEVER; count];
    for kind in kinds(0) {
        forward[0][kind] = states[0][kind];
    }
    for index in 1..count {
        for kind in kinds(index) {
            let mut paths = NEVER;
            for from in kinds(index - 1) {
                paths[from] = forward[index - 1][from] + at[step(nodes[index].link, from) + kind];
            }
            forward[index][kind] = states[index][kind] + log_sum(paths);
        }
    }
    let mut backward = vec![NEVER; count];
    for kind in kinds(count - 1) {
        backward[count - 1][kind] = 0.0;
    }
    for index in (1..count).rev() {
        for from in kinds(index - 1) {
            let mut paths = NEVER;
            for kind in kinds(index) {
                paths[kind] = at[step(nodes[index].link, from) + kind] + states[index][kind] + backward[index][kind];
            }
            backward[index - 1][from] = log_sum(paths);
        }
    }
    let total = log_sum(forward[count - 1]);
    Sums {
        forward,
        backward,
        total,
    }
}

fn log_sum(values: [f64; KINDS]) -> f64 {
    let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if most == f64::NEG_INFINITY {
        return most;
    }
    let possible = values.iter().filter(|value| **value > f64::NEG_INFINITY);
    most + possible.map(|value| (value - most).exp()).sum::<f64>().ln()
}

/// Adds what all paths would have more of than the right ones.
fn add_slope(
    stretch: &TrainingStretch,
    states: &[[f64; KINDS]],
    at: &[f64],
    [all, right]: [&Sums; 2],
    slope: &mut [f64],
) {
    let weight = stretch.weight;
    for (index, node) in stretch.nodes.iter().enumerate() {
        let mut share = [0.0; KINDS];
        for kind in node.allowed.kinds() {
            share[kind] = weight * (all.share(index, kind) - right.share(index, kind));
        }
        for &answer in &node.answers {
            let start = answer as usize * KINDS;
            for (slope, share) in slope[start..start + KINDS].iter_mut().zip(share) {
                *slope += share;
            }
        }
        if index == 0 {
            continue;
        }
        // The sums hold what is possible; an impossible path is minus infinity.
        for from in stretch.nodes[index - 1].allowed.kinds() {
            let start = step(node.link, from);
            for kind in node.allowed.kinds() {
                let own = states[index][kind] + at[start + kind];
                let path =
                    |sums: &Sums| (sums.forward[index - 1][from] + own + sums.backward[index][kind] - sums.total).exp();
                slope[start + kind] += weight * (path(all) - path(right));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taught_is_learned() {
        let text = "A title\n\nAna Brandt\n\n".to_owned()
            + &"The fire at the harbour was out by dawn, said the commander, and nobody was hurt.\n\nShort head\n\n"
                .repeat(6);
        let kinds = (0..12).map(|at| {
            (
                5 + 2 * at,
                vec![if at % 2 == 0 { Kind::Paragraph } else { Kind::Heading }],
            )
        });
        let example = Example {
            text: text.clone(),
            kinds: std::iter::once((3, vec![Kind::Byline])).chain(kinds).collect(),
            weight: 1.0,
        };
        let mut lesson = Lesson::default();
        lesson.add(&example);
        let learned = lesson.learn(0.1, 60);
        let kinds: Vec<Kind> = learned.read(&text).blocks().iter().map(|block| block.kind).collect();
        assert_eq!(kinds[..4], [Kind::Title, Kind::Byline, Kind::Paragraph, Kind::Heading]);
    }
}
