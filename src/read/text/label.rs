//! The best kinds for a sequence of lines: scores of the lines, scores of the steps between them, best path
//! (Viterbi, 1967). A line whose kind is certain ends a stretch, so that hardly more than a screen of lines is
//! ever held back.

use super::line_kind::{KINDS, LineKind};
use super::weights::{LineLink, Scores, Weights};

/// The kinds that a line can have: a bit each, in the order of [`LineKind::ALL`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Allowed(u16);

impl Allowed {
    /// Only this kind.
    pub(super) fn only(kind: LineKind) -> Self {
        Self(1 << kind as u16)
    }

    /// Every kind but the given ones.
    pub(super) fn all_but(kinds: &[LineKind]) -> Self {
        Self(
            kinds
                .iter()
                .fold((1 << KINDS) - 1, |all, kind| all & !(1 << *kind as u16)),
        )
    }

    /// The same kinds but this one.
    pub(super) fn without(self, kind: LineKind) -> Self {
        Self(self.0 & !(1 << kind as u16))
    }

    /// Only these kinds.
    #[cfg(feature = "train")]
    pub(super) fn any_of(kinds: &[LineKind]) -> Self {
        Self(kinds.iter().fold(0, |all, kind| all | 1 << *kind as u16))
    }

    /// What both allow.
    #[cfg(feature = "train")]
    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether there is no kind.
    #[cfg(feature = "train")]
    pub(super) fn is_none(self) -> bool {
        self.0 == 0
    }

    /// Whether it can be this kind, by its index.
    pub(super) fn has(self, kind: usize) -> bool {
        self.0 & (1 << kind) != 0
    }

    /// The kinds, by their index.
    pub(super) fn kinds(self) -> impl Iterator<Item = usize> {
        (0..KINDS).filter(move |kind| self.has(*kind))
    }

    /// Whether there is but one.
    pub(super) fn is_certain(self) -> bool {
        self.0.is_power_of_two()
    }
}

/// So many lines are held back at most until a certain one comes.
const MOST: usize = 4096;

/// Finds the best path, a line at a time.
pub(super) struct Path<'a> {
    weights: &'a Weights,
    /// The score of the best path that ends in each kind; none before the first line.
    best: Option<Scores>,
    /// By line held back, the kind before each kind on its best path.
    back: Vec<[u8; KINDS]>,
}

impl<'a> Path<'a> {
    /// Starts with no line.
    pub(super) fn new(weights: &'a Weights) -> Self {
        Self {
            weights,
            best: None,
            back: Vec::new(),
        }
    }

    /// Takes the next line; hands the kinds of lines that are settled to `settled`, in order.
    pub(super) fn push(&mut self, scores: &Scores, allowed: Allowed, link: LineLink, settled: &mut Vec<LineKind>) {
        let mut best = [f32::NEG_INFINITY; KINDS];
        let mut back = [0u8; KINDS];
        for kind in allowed.kinds() {
            let (from, so_far) = match &self.best {
                None => (0, 0.0),
                Some(before) => self.step(before, link, kind),
            };
            best[kind] = so_far + scores[kind];
            back[kind] = from as u8;
        }
        self.best = Some(best);
        self.back.push(back);
        if allowed.is_certain() || self.back.len() >= MOST {
            self.settle(settled);
        }
    }

    fn step(&self, before: &Scores, link: LineLink, kind: usize) -> (usize, f32) {
        let steps = &self.weights.steps[link as usize];
        let mut found = (0, f32::NEG_INFINITY);
        for (from, score) in before.iter().enumerate() {
            let score = score + steps[from][kind];
            if score > found.1 {
                found = (from, score);
            }
        }
        found
    }

    /// Settles all lines held back.
    pub(super) fn settle(&mut self, settled: &mut Vec<LineKind>) {
        let Some(best) = &mut self.best else { return };
        let mut kind = (0..KINDS).fold(0, |kind, other| if best[other] > best[kind] { other } else { kind });
        // Only this kind goes on; scores start anew, so that they stay small on long texts.
        *best = std::array::from_fn(|other| if other == kind { 0.0 } else { f32::NEG_INFINITY });
        let start = settled.len();
        for back in self.back.drain(..).rev() {
            settled.push(LineKind::ALL[kind]);
            kind = usize::from(back[kind]);
        }
        settled[start..].reverse();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_decide_where_lines_do_not() {
        let mut weights = Weights::zero();
        weights.steps[LineLink::Apart as usize][LineKind::Heading as usize][LineKind::Heading as usize] = -5.0;
        let mut scores = [0.0; KINDS];
        scores[LineKind::Heading as usize] = 1.0;
        scores[LineKind::Caption as usize] = 0.9;
        let mut path = Path::new(&weights);
        let mut kinds = Vec::new();
        let any = Allowed::all_but(&[]);
        for _ in 0..3 {
            path.push(&scores, any, LineLink::Apart, &mut kinds);
        }
        path.settle(&mut kinds);
        assert_eq!(kinds, [LineKind::Heading, LineKind::Caption, LineKind::Heading]);
    }

    #[test]
    fn certain_lines_settle_those_before() {
        let weights = Weights::zero();
        let mut path = Path::new(&weights);
        let mut kinds = Vec::new();
        path.push(&[0.0; KINDS], Allowed::all_but(&[]), LineLink::Apart, &mut kinds);
        assert!(kinds.is_empty());
        path.push(
            &[0.0; KINDS],
            Allowed::only(LineKind::Paragraph),
            LineLink::Apart,
            &mut kinds,
        );
        assert_eq!(kinds.len(), 2);
        assert_eq!(kinds[1], LineKind::Paragraph);
    }
}
