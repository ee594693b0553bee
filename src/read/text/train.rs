//! Learns the weights: a linear-chain conditional random field (Lafferty, `McCallum` and Pereira, 2001) whose
//! log-likelihood is made as large as an L1 penalty lets it (FISTA: Beck and Teboulle, 2009). The penalty leaves
//! most weights at zero, so that the table can be read. Deterministic; no I/O.

use std::ops::Range;

use super::credit;
use super::label::Allowed;
use super::line_kind::{KINDS, LineKind};
use super::survey::Survey;
use super::weights::{LINKS, LineLink, Numbers, Weights};
use super::window::Walk;
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
        let steps = self.0.steps.iter().flatten();
        let scores = self.0.states.iter().chain(steps).flatten();
        scores.filter(|weight| **weight != 0.0).count()
    }

    /// Reads a text with these weights.
    pub fn read(&self, text: &str) -> Article {
        let (text, _) = clean::clean(text.to_owned());
        match read_with(&self.0, text, ReadOptions::default(), &mut |_| true) {
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

/// An example whose questions have been asked.
pub struct Sequence {
    nodes: Vec<ExampleLine>,
    weight: f64,
}

/// Asks all questions of an example.
pub fn sequence(example: &Example) -> Sequence {
    let survey = Survey::of(&example.text);
    let mut nodes = Vec::new();
    let mut number = 1;
    let mut seen = 0;
    for asked in Walk::new(&example.text, &survey) {
        number += example.text[seen..asked.from].matches('\n').count();
        seen = asked.from;
        let mut answers = Vec::new();
        // Whatever is said of a certain line, it changes nothing.
        if !asked.allowed.is_certain() {
            Numbers::get().of(&asked.answers, |answer| answers.push(answer as u32));
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
    // A document with many doubtful lines, a list of places perhaps, is still but one document.
    let doubtful = nodes.iter().filter(|node| !node.allowed.is_certain()).count() as f64;
    Sequence {
        nodes,
        weight: example.weight * (DOUBTFUL / doubtful.max(1.0)).min(1.0),
    }
}

/// Learns from examples. A larger `penalty` leaves fewer weights.
pub fn learn(sequences: &[&Sequence], penalty: f64, rounds: usize) -> Learned {
    let lines: f64 = sequences
        .iter()
        .map(|sequence| sequence.weight * sequence.nodes.len() as f64)
        .sum();
    let penalty = penalty / lines.max(1.0);
    let objective = |at: &[f64], slope: &mut [f64]| {
        slope.fill(0.0);
        let loss: f64 = sequences
            .iter()
            .map(|sequence| likelihood(sequence, at, Some(slope)))
            .sum();
        for slope in slope.iter_mut() {
            *slope /= lines;
        }
        loss / lines
    };
    let loss_at = |at: &[f64]| {
        sequences
            .iter()
            .map(|sequence| likelihood(sequence, at, None))
            .sum::<f64>()
            / lines
    };
    let size = steps_start() + LINKS.len() * KINDS * KINDS;
    let (mut at, mut before) = (vec![0.0; size], vec![0.0; size]);
    let (mut ahead, mut slope, mut next) = (vec![0.0; size], vec![0.0; size], vec![0.0; size]);
    let (mut speed, mut curve) = (1.0f64, 1.0f64);
    for _ in 0..rounds {
        let loss = objective(&ahead, &mut slope);
        // The curvature is not known; it is raised until the parabola lies above the loss.
        curve *= 0.9;
        loop {
            for (next, (ahead, slope)) in next.iter_mut().zip(ahead.iter().zip(&slope)) {
                *next = shrink(ahead - slope / curve, penalty / curve);
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
    Learned(weights_of(&at))
}

fn shrink(value: f64, by: f64) -> f64 {
    value.signum() * (value.abs() - by).max(0.0)
}

fn weights_of(vector: &[f64]) -> Weights {
    let mut weights = Weights::zero();
    let round = |value: f64| ((value * 1000.0).round() / 1000.0) as f32;
    for (scores, chunk) in weights.states.iter_mut().zip(vector.chunks_exact(KINDS)) {
        *scores = std::array::from_fn(|kind| round(chunk[kind]));
    }
    let steps = &vector[steps_start()..];
    for (scores, chunk) in weights.steps.iter_mut().flatten().zip(steps.chunks_exact(KINDS)) {
        *scores = std::array::from_fn(|kind| round(chunk[kind]));
    }
    weights
}

/// Log sums along a sequence, in both directions.
struct Sums {
    forward: Vec<[f64; KINDS]>,
    backward: Vec<[f64; KINDS]>,
    total: f64,
}

/// The negative log-likelihood of the right kinds; adds its slope.
fn likelihood(sequence: &Sequence, at: &[f64], slope: Option<&mut [f64]>) -> f64 {
    if sequence.nodes.is_empty() {
        return 0.0;
    }
    let states: Vec<[f64; KINDS]> = sequence.nodes.iter().map(|node| state(node, at)).collect();
    let all = sums(sequence, &states, at, |node| node.allowed);
    let right = sums(sequence, &states, at, |node| node.right);
    if let Some(slope) = slope {
        add_slope(sequence, &states, at, &all, sequence.weight, slope);
        add_slope(sequence, &states, at, &right, -sequence.weight, slope);
    }
    sequence.weight * (all.total - right.total)
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

fn sums(sequence: &Sequence, states: &[[f64; KINDS]], at: &[f64], allowed: impl Fn(&ExampleLine) -> Allowed) -> Sums {
    let nodes = &sequence.nodes;
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

fn add_slope(sequence: &Sequence, states: &[[f64; KINDS]], at: &[f64], sums: &Sums, sign: f64, slope: &mut [f64]) {
    for (index, node) in sequence.nodes.iter().enumerate() {
        let mut share = [0.0; KINDS];
        for kind in node.allowed.kinds() {
            share[kind] = sign * (sums.forward[index][kind] + sums.backward[index][kind] - sums.total).exp();
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
        for from in sequence.nodes[index - 1].allowed.kinds() {
            let start = step(node.link, from);
            for kind in node.allowed.kinds() {
                let own = states[index][kind] + sums.backward[index][kind];
                let path = sums.forward[index - 1][from] + at[start + kind] + own;
                slope[start + kind] += sign * (path - sums.total).exp();
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
        let learned = learn(&[&sequence(&example)], 0.1, 60);
        let kinds: Vec<Kind> = learned.read(&text).blocks().iter().map(|block| block.kind).collect();
        assert_eq!(kinds[..4], [Kind::Title, Kind::Byline, Kind::Paragraph, Kind::Heading]);
    }
}
