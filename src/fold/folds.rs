//! Which folds are open: what the reader changed, kept apart from what was found.
//!
//! - Exact repeats are folded. Reworded ones stay on the page, since their new words may be the news.
//! - A fold hides only what its line counts. Anything new stays on the page, between two runs of one thread that opens
//!   and closes as a whole.
//! - A heading is never hidden. A section that says nothing new keeps it, above the line that says so.
//! - A run that is found while it is on the screen stays open: nothing moves under the reader.
//! - A thread is named by its first block, so what was opened stays open when a better folding comes.

use super::{Folding, How, Run};
use crate::article::BlockId;

/// What is folded, unless the reader says otherwise of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Rule {
    /// Exact repeats. What is reworded is shown: it may be news.
    #[default]
    Exact,
    /// All repeats, exact and near: only unique text is shown.
    All,
    /// Nothing.
    Nothing,
}

impl Rule {
    fn folds(self, how: How) -> bool {
        match self {
            Self::Exact => how == How::Exact,
            Self::All => true,
            Self::Nothing => false,
        }
    }
}

/// Which runs are folded: a rule, and the threads for which the reader chose otherwise.
///
/// A thread is named by its first block, so that a new folding of the same article keeps what was opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folds {
    rule: Rule,
    /// First blocks of the threads for which the reader chose against the rule; sorted.
    changed: Vec<BlockId>,
    /// First blocks of near runs that are shown as a diff; sorted.
    compared: Vec<BlockId>,
    /// The blocks that alone are shown, whatever the rule, if not all are; sorted.
    only: Option<Vec<BlockId>>,
}

impl Folds {
    /// All runs as the rule says.
    pub fn by(rule: Rule) -> Self {
        Self {
            rule,
            ..Self::default()
        }
    }

    /// Whether a run is shown as a diff.
    pub fn is_compared(&self, run: &Run) -> bool {
        run.how == How::Near && self.compared.binary_search(&run.first).is_ok()
    }

    /// Shows a near run as a diff, or as it is.
    pub fn compare(&mut self, run: &Run, compared: bool) {
        match self.compared.binary_search(&run.first) {
            Ok(at) if !compared => {
                self.compared.remove(at);
            }
            Err(at) if compared && run.how == How::Near => self.compared.insert(at, run.first),
            _ => {}
        }
    }

    /// The blocks that alone are shown, in order; `None` if the others are not folded for that.
    pub fn only(&self) -> Option<&[BlockId]> {
        self.only.as_deref()
    }

    /// Shows these blocks alone, which are in order; or all again.
    pub fn show_only(&mut self, blocks: Option<Vec<BlockId>>) {
        self.only = blocks;
    }

    /// Where only some blocks are shown, shows these, too.
    pub fn show_too(&mut self, first: BlockId, last: BlockId) {
        if let Some(only) = &mut self.only {
            only.extend((first.0..=last.0).map(BlockId));
            only.sort_unstable();
            only.dedup();
        }
    }

    /// The rule.
    pub fn rule(&self) -> Rule {
        self.rule
    }

    /// Whether the run is folded.
    pub fn is_folded(&self, run: &Run) -> bool {
        self.rule.folds(run.how) != self.is_changed(run)
    }

    /// First blocks of the threads for which the reader chose against the rule, in order.
    pub fn changed(&self) -> &[BlockId] {
        &self.changed
    }

    /// Whether the reader chose against the rule for the run.
    pub fn is_changed(&self, run: &Run) -> bool {
        self.changed.binary_search(&run.thread.0).is_ok()
    }

    /// Folds an open run with its whole thread, or opens a folded one.
    pub fn toggle(&mut self, run: &Run) {
        let first = run.thread.0;
        match self.changed.binary_search(&first) {
            Ok(at) => {
                self.changed.remove(at);
            }
            Err(at) => self.changed.insert(at, first),
        }
    }

    /// Opens every run.
    pub fn open_all(&mut self) {
        *self = Self::by(Rule::Nothing);
    }

    /// Back to the rule: every exact run folded, near ones shown.
    pub fn fold_all(&mut self) {
        *self = Self::by(Rule::Exact);
    }

    /// The same runs in another version of the article, where their first blocks are there.
    #[must_use]
    pub fn mapped(&self, block: impl Fn(BlockId) -> Option<BlockId>) -> Self {
        let mapped = |blocks: &[BlockId]| {
            let mut there: Vec<BlockId> = blocks.iter().filter_map(|&first| block(first)).collect();
            there.sort_unstable();
            there.dedup();
            there
        };
        Self {
            rule: self.rule,
            changed: mapped(&self.changed),
            compared: mapped(&self.compared),
            only: self.only.as_deref().map(mapped),
        }
    }

    /// The same runs in another folding of the same article, in which a thread may begin earlier.
    #[must_use]
    pub fn carried(&self, folding: &Folding) -> Self {
        let first = |&block: &BlockId| folding.run(block).map_or(block, |run| run.thread.0);
        let mut changed: Vec<BlockId> = self.changed.iter().map(first).collect();
        changed.sort_unstable();
        changed.dedup();
        Self {
            rule: self.rule,
            changed,
            compared: self.compared.clone(),
            only: self.only.clone(),
        }
    }
}
