//! Finds what an article says twice. The result is an overlay of block ids; the article is not touched.

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
    pub fn of(_article: &Article) -> Self {
        Self::default()
    }

    /// As [`Folding::of`], saying how far it is (blocks done, of all) now and then; ends early with `None` when
    /// `go_on` answers `false`.
    pub fn find(article: &Article, go_on: &mut dyn FnMut(u32, u32) -> bool) -> Option<Self> {
        go_on(0, article.blocks().len() as u32).then(Self::default)
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

/// Which runs are shown folded: a rule, and the runs for which the reader said otherwise.
///
/// Runs are named by their first block, so that a new folding of the same article keeps what was opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folds {
    /// Every run open, whatever `changed` says of the rule's exceptions.
    pub all_open: bool,
    /// First blocks of the runs that are the other way round than the rule has them; sorted.
    changed: Vec<BlockId>,
}

impl Folds {
    /// Whether the run is folded: by rule, exact runs are and near ones are not.
    pub fn is_folded(&self, run: &Run) -> bool {
        let rule = !self.all_open && run.how == How::Exact;
        rule != self.changed.binary_search(&run.first).is_ok()
    }

    /// Folds an open run, opens a folded one.
    pub fn toggle(&mut self, run: &Run) {
        match self.changed.binary_search(&run.first) {
            Ok(at) => {
                self.changed.remove(at);
            }
            Err(at) => self.changed.insert(at, run.first),
        }
    }

    /// Opens every run.
    pub fn open_all(&mut self) {
        *self = Self {
            all_open: true,
            changed: Vec::new(),
        };
    }

    /// Back to the rule: every exact run folded, near ones shown.
    pub fn fold_all(&mut self) {
        *self = Self::default();
    }
}
