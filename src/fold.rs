//! Finds what an article says twice. The result is an overlay of block ids; the article is not touched.

mod crew;
mod exact;
mod folds;
mod join;
mod lead;
mod measure;
mod near;
mod passages;
mod rarity;
mod runs;
mod shingles;
mod words;
mod work;

use std::num::NonZeroUsize;

pub use folds::Folds;
use passages::{Passages, takes_part};
use work::Work;

use crate::article::{Article, BlockId};

/// How a block repeats an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum How {
    /// The same words, after normalisation.
    Exact,
    /// Reworded.
    Near,
}

/// One block that repeats an earlier one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Repeat {
    /// The block that repeats.
    pub block: BlockId,
    /// The first block that says it; never itself a repeat.
    pub of: BlockId,
    /// How.
    pub how: How,
    /// From 0 to 1; 1 for exact repeats.
    pub similarity: f32,
}

/// How a run is shown when it is folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// One line that says what is hidden.
    Line,
    /// One line inside the list the block stands in.
    Item,
    /// Nothing: the second print of a caption, right after the first. The callout stands for both.
    CaptionDouble,
}

/// Repeats that stand in a row and follow blocks that stand in a row, in the same order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// The first block of the run.
    pub first: BlockId,
    /// The last block of the run; at least `first`.
    pub last: BlockId,
    /// The block that `first` repeats.
    pub of: BlockId,
    /// Exact runs are folded by default; a near run is one block, shown and marked.
    pub how: How,
    /// How it is shown when folded.
    pub form: Form,
}

impl Run {
    /// The number of blocks in it.
    pub fn len(&self) -> u32 {
        self.last.0 - self.first.0 + 1
    }

    /// Never: a run holds at least one block.
    pub fn is_empty(&self) -> bool {
        false
    }
}

/// What the search may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Threads that work on it. The result is the same for any number.
    pub threads: NonZeroUsize,
    /// Two passages are compared only if they share a shingle that stands in at most this many; and the time is at
    /// most the number of shingles times this. No larger than 65534.
    pub formula: u16,
}

impl Limits {
    /// For a text of so many bytes: one thread where starting another would cost more than it saves.
    pub fn for_text(bytes: usize) -> Self {
        Self {
            threads: if bytes < SMALL {
                NonZeroUsize::MIN
            } else {
                crew::processors()
            },
            formula: FORMULA,
        }
    }
}

/// About a millisecond's work.
const SMALL: usize = 200_000;

/// A shingle that a thousand passages hold is a formula. Articles with fewer passages have none, so the limit is felt
/// in texts of some hundred thousand words and more.
const FORMULA: u16 = 1000;

/// Which blocks of an article repeat which.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Folding {
    /// In the order of `block`.
    repeats: Vec<Repeat>,
    /// In the order of `first`; they do not overlap.
    runs: Vec<Run>,
}

impl Folding {
    /// All repeats of an article.
    pub fn of(article: &Article) -> Self {
        Self::find(article, &mut |_, _| true).unwrap_or_default()
    }

    /// As [`Folding::of`], saying how far it is (blocks done, of all) now and then; ends early with `None` when
    /// `go_on` answers `false`.
    pub fn find(article: &Article, go_on: &mut dyn FnMut(u32, u32) -> bool) -> Option<Self> {
        Self::find_within(article, Limits::for_text(article.text().len()), go_on)
    }

    /// As [`Folding::find`], within other limits.
    pub fn find_within(article: &Article, limits: Limits, go_on: &mut dyn FnMut(u32, u32) -> bool) -> Option<Self> {
        let passages = Passages::of(article);
        let mut work = Work::new(passages.blocks() as u32, limits.threads, go_on);
        work.begin(passages.blocks(), 100);
        let mut repeats = exact_repeats(&passages, &mut work)?;
        let near = near::find(&passages, &repeats, limits.formula, &mut work).continue_value()?;
        repeats.extend(near);
        repeats.sort_unstable_by_key(|repeat| repeat.block);
        Some(Self::new(article, repeats))
    }

    /// The exact repeats alone: a fraction of the time of [`Folding::of`], to show while the rest is being found.
    /// The exact repeats of [`Folding::of`] are the same.
    pub fn exact(article: &Article) -> Self {
        let passages = Passages::of(article);
        let threads = Limits::for_text(article.text().len()).threads;
        let go_on = &mut |_, _| true;
        let mut work = Work::new(passages.blocks() as u32, threads, go_on);
        work.begin(passages.blocks(), 1000);
        Self::new(article, exact_repeats(&passages, &mut work).unwrap_or_default())
    }

    /// A folding with repeats that are known already, such as those written in our JSON. What cannot be is left out:
    /// blocks that the article does not have or that are no passages, repeats of a later block. Of two repeats of the
    /// same block the first counts, and a repeat of an exact repeat is one of what that one repeats.
    pub fn from_repeats(article: &Article, repeats: Vec<Repeat>) -> Self {
        let mut repeats = repeats;
        let passage = |block: BlockId| {
            article
                .blocks()
                .get(block.index())
                .is_some_and(|block| takes_part(block.kind))
        };
        repeats.retain(|repeat| repeat.of < repeat.block && passage(repeat.block) && passage(repeat.of));
        repeats.sort_by_key(|repeat| repeat.block);
        repeats.dedup_by_key(|repeat| repeat.block);
        for index in 0..repeats.len() {
            let (before, rest) = repeats.split_at_mut(index);
            let Some(repeat) = rest.first_mut() else { break };
            repeat.similarity = if repeat.similarity.is_finite() {
                repeat.similarity.clamp(0.0, 1.0)
            } else {
                0.0
            };
            let of = before.binary_search_by_key(&repeat.of, |repeat| repeat.block);
            if let Some(of) = of
                .ok()
                .map(|at| before[at])
                .filter(|of| of.how == How::Exact || repeat.how == How::Near)
            {
                repeat.of = of.of;
            }
        }
        Self::new(article, repeats)
    }

    /// From repeats in order.
    fn new(article: &Article, repeats: Vec<Repeat>) -> Self {
        Self {
            runs: runs::of(article, &repeats),
            repeats,
        }
    }

    /// All repeats, in the order of the text.
    pub fn repeats(&self) -> &[Repeat] {
        &self.repeats
    }

    /// All runs, in the order of the text.
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// What the block repeats, if it does.
    pub fn repeat(&self, block: BlockId) -> Option<&Repeat> {
        self.repeats
            .binary_search_by_key(&block, |repeat| repeat.block)
            .ok()
            .map(|at| &self.repeats[at])
    }

    /// The run the block is in, if it is in one.
    pub fn run(&self, block: BlockId) -> Option<&Run> {
        let after = self.runs.partition_point(|run| run.first <= block);
        let run = self.runs.get(after.checked_sub(1)?)?;
        (block <= run.last).then_some(run)
    }
}

/// The exact repeats, in order; `None` if nobody wants them any more.
fn exact_repeats(passages: &Passages<'_>, work: &mut Work<'_>) -> Option<Vec<Repeat>> {
    let found = exact::find(passages, work).continue_value()?;
    let repeat = |(block, of)| Repeat {
        block,
        of,
        how: How::Exact,
        similarity: 1.0,
    };
    Some(found.into_iter().map(repeat).collect())
}
