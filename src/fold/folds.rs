//! Which folds are open: what the reader changed, kept apart from what was found.

use super::{How, Run};
use crate::article::BlockId;

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
