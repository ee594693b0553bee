//! Finds the repeats in an article. The result is an overlay of block ids; the article itself does not change.
//!
//! # What a repeat is
//! Only paragraphs, list items, captions and quotations can be repeats. A heading that occurs twice heads two sections.
//!
//! **Exact**: the same words as an earlier block, by [`normal`]. What is compared is without case and compatibility
//! forms, quotation marks, dashes, the kind and number of blanks, bullets, final punctuation, and a leading time, name
//! of one of the article's writers, or place and agency of wire copy. People
//! say a sentence of fewer than five words again without copying it ("Why is that?"). It is a repeat only next to
//! another exact repeat, in the same order as in the original place. A caption always is.
//!
//! **Near**: an earlier block has at least three quarters of its shingles; that share is the similarity. A
//! shingle is two words in a row; three characters of Chinese or kana; five of Thai, Lao, Khmer or Burmese. It is a
//! share of the later block, not of both (containment, not Jaccard), because the question is how much of a block has
//! been said before: a bullet that shortens a paragraph repeats it, a paragraph that goes on where a bullet stopped
//! does not. Pairs of words keep most of a sentence whose clauses were moved, which edit distance and longer shingles
//! don't: one word changed in ten leaves 78 % of the pairs, and 56 % of the triples of words. A short text needs more
//! evidence: at least five shingles have to be shared; and unless they are half of the earlier block too, twelve (in
//! scripts without spaces as many more as make the same number of words). Prose is compared with prose and captions
//! with captions: a caption that says what the text says is no copy of it.
//!
//! # Which one is the original
//! The first in the text. In a live blog with the newest post on top, the first that was published, if the times of the
//! posts tell (`fold/order.rs`). "Earlier" means that here.
//!
//! The original of a near repeat is the block with the most of its shingles that is no repeat itself. So copies that
//! drift, each a little further from the first, become originals in their turn when too much in them is new.
//!
//! In very long articles some shingles are formulas: those that so many originals hold ([`Limits::formula`]) that
//! another one proves nothing. Three of the shared shingles must not be formulas.
//!
//! # Runs and threads
//! Consecutive exact repeats of consecutive originals are a run, which is folded to one line. Nothing new is ever
//! inside a run. A caption, a time, one sentence or a reworded paragraph between two runs that continue in the same
//! order stays visible between two lines. The two runs are then one thread: they open and close together. A run that is
//! all that a section says is the whole section; its heading stays, so that it can be found. A reworded repeat is a run
//! of its own: it is shown, with what changed in it.
//!
//! # Other articles
//! Repeats of articles published earlier are found as well ([`Across`]), as if all were one long article. What one of
//! them repeats from the others ([`Elsewhere`]) is added to its own folding as runs of the same kind, but needs better
//! evidence: `fold/elsewhere.rs` says how much. What an article repeats from itself comes first.
//!
//! # Exactness
//! This is found exactly, not by chance: comparing all pairs would give the same, and a test does. `fold/join.rs`
//! says how it is fast nevertheless.

mod across;
#[cfg(test)]
pub(crate) mod cost;
mod elsewhere;
mod exact;
mod folds;
mod index;
mod join;
mod lead;
mod measure;
mod moments;
mod near;
mod order;
mod passages;
mod runs;
mod shingles;
mod similarity;
mod words;
mod work;

use std::num::NonZeroUsize;
use std::thread;

pub use across::{Across, Pair, Place, Stretch};
pub use elsewhere::{Echo, Elsewhere, GivenArticle, Source};
pub use folds::{Folds, Rule};
pub use moments::Moments;
use passages::Passages;
pub use similarity::ShingleSet;
use work::StagedWork;

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
    /// The original. For an exact repeat: the earliest block with these words, which may itself be a near repeat. For a
    /// near repeat: a block that is not a repeat. In a blog with the newest post on top it is further down.
    pub of: BlockId,
    /// How.
    pub how: How,
    /// From 0 to 1; 1 for exact repeats.
    pub similarity: f32,
}

/// How a run is shown when it is folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FoldShape {
    /// One line that says what is hidden.
    Line,
    /// One line inside the list that the block belongs to.
    Item,
    /// Nothing: the second copy of a caption, right after the first. The callout represents both.
    CaptionDouble,
}

/// Where the original is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// In the same article.
    Here(BlockId),
    /// In one published earlier, of those that were opened together: `article` is the number of a [`Source`].
    There(Place),
}

impl Origin {
    /// The block, if it is one of the same article.
    pub fn here(self) -> Option<BlockId> {
        match self {
            Self::Here(block) => Some(block),
            Self::There(_) => None,
        }
    }
}

/// Consecutive repeats of consecutive blocks, in the same order, which one line represents.
///
/// A time, a byline or boilerplate between two of them belongs to the run if the same occurs between the originals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// The first block of the run.
    pub first: BlockId,
    /// The last block of the run; at least `first`.
    pub last: BlockId,
    /// The first and the last block of the thread it belongs to: runs that go on in the same order although a caption,
    /// a time, a sentence or a reworded repeat stands between them, which stays shown. All runs of a thread are opened
    /// and folded together. Most are a thread of their own.
    pub thread: (BlockId, BlockId),
    /// The block that `first` repeats.
    pub of: Origin,
    /// Exact runs are folded by default; a near run is one block, shown and marked.
    pub how: How,
    /// How it is shown when folded.
    pub shape: FoldShape,
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

    /// Whether it goes on with what an earlier run began.
    pub fn goes_on(&self) -> bool {
        self.thread.0 < self.first
    }

    /// Whether its thread has other runs.
    pub fn is_tied(&self) -> bool {
        self.thread != (self.first, self.last)
    }
}

/// The form in which texts are compared: two blocks are exact repeats if theirs are equal and not empty. (Within an
/// article, the leading name of one of its writers is left out as well.)
pub fn normal(text: &str) -> String {
    let mut normal = String::new();
    write_normal(text, &mut normal);
    normal
}

/// Like [`normal`], but replaces the contents of `out`, so that a buffer can be reused.
pub fn write_normal(text: &str, out: &mut String) {
    words::write_normal(lead::Leads::default().skip(text), out);
}

/// The number of words of a text; in scripts without spaces, as many as the characters come to.
pub fn word_count(text: &str) -> u32 {
    words::count_words(&normal(text))
}

/// What the search may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Threads that work on it. The result is the same for any number.
    pub threads: NonZeroUsize,
    /// Passages compared between two reports of progress.
    pub batch: NonZeroUsize,
    /// A shingle that so many originals hold, of the batches before, is a formula. At least 1. The time is at most the
    /// number of shingles times this and the batch together.
    pub formula: u32,
}

impl Limits {
    /// For a text of so many bytes: one thread where starting another would cost more than it saves.
    pub fn for_text(bytes: usize) -> Self {
        Self {
            threads: if bytes < SMALL {
                NonZeroUsize::MIN
            } else {
                thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
            },
            batch: BATCH,
            formula: FORMULA,
        }
    }
}

/// About a millisecond's work.
const SMALL: usize = 200_000;

/// So many that starting threads for them costs a hundredth of the work, and so few that comparing all of them with
/// each other, which is needed where all are alike, costs no more than the rest.
const BATCH: NonZeroUsize = NonZeroUsize::new(256).expect("256 is not 0");

/// Two words that stand in a row in 250 passages, of which none repeats another, are a formula. An article with fewer
/// passages has none, so it takes some ten thousand words to feel the limit. Measured on 100 MB that
/// were put together from forty sentences: with 250, 98.7 % of the copies with a changed word are found, and of what
/// is found 96 % are such copies; with 1000, 99.0 and 92 %; without formulas 98.2 and 63 %.
const FORMULA: u32 = 250;

/// Which blocks of an article repeat which; and which of them repeat earlier articles, where there are any (see
/// [`Folding::with`]).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Folding {
    /// In the order of `block`.
    repeats: Vec<Repeat>,
    /// In the order of `first`; they do not overlap.
    runs: Vec<Run>,
    /// What is in those of the runs that repeat other articles.
    elsewhere: Elsewhere,
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
        let mut work = StagedWork::new(passages.blocks() as u32, limits, go_on);
        Some(Self::new(article, repeats(&passages, limits, &mut work)?))
    }

    /// The exact repeats alone: a fraction of the time of [`Folding::of`], to show while the rest is being found.
    /// The exact repeats of [`Folding::of`] are the same.
    pub fn exact(article: &Article) -> Self {
        let passages = Passages::of(article);
        let go_on = &mut |_, _| true;
        let mut work = StagedWork::new(passages.blocks() as u32, Limits::for_text(article.text().len()), go_on);
        work.begin(passages.blocks(), 1000);
        Self::new(article, exact_repeats(&passages, &mut work).unwrap_or_default())
    }

    /// A folding with repeats that are known already, such as those written in our JSON. What cannot be is left out:
    /// blocks that the article does not have or that are no passages, repeats of what was told later. Of two repeats
    /// of the same block the first counts, and a repeat of a repeat is one of what that one repeats.
    pub fn from_repeats(article: &Article, repeats: Vec<Repeat>) -> Self {
        let mut repeats = repeats;
        let passage = |block: BlockId| {
            article
                .blocks()
                .get(block.index())
                .is_some_and(|block| block.kind.is_passage())
        };
        repeats.retain(|repeat| passage(repeat.block) && passage(repeat.of));
        let places = order::places(article);
        let place = |block: BlockId| places.as_ref().map_or(block.0, |places| places[block.index()]);
        repeats.retain(|repeat| place(repeat.of) < place(repeat.block));
        repeats.sort_by_key(|repeat| place(repeat.block));
        repeats.dedup_by_key(|repeat| repeat.block);
        for index in 0..repeats.len() {
            let (before, rest) = repeats.split_at_mut(index);
            let Some(repeat) = rest.first_mut() else { break };
            repeat.similarity = if repeat.similarity.is_finite() {
                repeat.similarity.clamp(0.0, 1.0)
            } else {
                0.0
            };
            while let Ok(at) = before.binary_search_by_key(&place(repeat.of), |repeat| place(repeat.block)) {
                if repeat.how == How::Exact && before[at].how == How::Near {
                    break;
                }
                repeat.of = before[at].of;
            }
        }
        Self::new(article, repeats)
    }

    /// From repeats of different blocks.
    fn new(article: &Article, mut repeats: Vec<Repeat>) -> Self {
        repeats.sort_unstable_by_key(|repeat| repeat.block);
        Self {
            runs: runs::of(article, &repeats),
            repeats,
            elsewhere: Elsewhere::default(),
        }
    }

    /// The same with those of its runs alone that are folded.
    #[must_use]
    pub fn folded(&self, folds: &Folds) -> Self {
        Self {
            runs: self.runs.iter().copied().filter(|run| folds.is_folded(run)).collect(),
            ..self.clone()
        }
    }

    /// All repeats within the article, in the order of the text.
    pub fn repeats(&self) -> &[Repeat] {
        &self.repeats
    }

    /// All runs, in the order of the text.
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// The repeat that the block is, if it repeats another of the article.
    pub fn repeat(&self, block: BlockId) -> Option<&Repeat> {
        self.repeats
            .binary_search_by_key(&block, |repeat| repeat.block)
            .ok()
            .map(|at| &self.repeats[at])
    }

    /// The runs of a run's thread, it among them, each with its place among all runs.
    pub fn thread(&self, run: &Run) -> impl Iterator<Item = (usize, &Run)> + use<'_> {
        let (first, last) = run.thread;
        let from = self.runs.partition_point(|run| run.first < first);
        let runs = self.runs.iter().enumerate().skip(from);
        runs.take_while(move |(_, run)| run.first <= last)
            .filter(move |(_, run)| run.thread.0 == first)
    }

    /// The run the block is in, if it is in one.
    pub fn run(&self, block: BlockId) -> Option<&Run> {
        let after = self.runs.partition_point(|run| run.first <= block);
        let run = self.runs.get(after.checked_sub(1)?)?;
        (block <= run.last).then_some(run)
    }
}

/// All repeats, in no particular order; `None` if the search was cancelled.
fn repeats(passages: &Passages<'_>, limits: Limits, work: &mut StagedWork<'_>) -> Option<Vec<Repeat>> {
    work.begin(passages.blocks(), 100);
    let mut repeats = exact_repeats(passages, work)?;
    let near = near::find(passages, &repeats, limits.formula, work).continue_value()?;
    repeats.extend(near);
    Some(repeats)
}

/// The exact repeats, in the order of publication; `None` if the search was cancelled.
fn exact_repeats(passages: &Passages<'_>, work: &mut StagedWork<'_>) -> Option<Vec<Repeat>> {
    let found = exact::find(passages, work).continue_value()?;
    let repeat = |(block, of)| Repeat {
        block,
        of,
        how: How::Exact,
        similarity: 1.0,
    };
    Some(found.into_iter().map(repeat).collect())
}
