//! Folds boilerplate, the lines a page says about itself (share links, newsletters, links elsewhere): several in a row
//! become one quiet row that says how many there are.

use super::fold::{Fold, FoldReason};
use super::{Page, Row};
use crate::article::{BlockId, Kind};

impl Page<'_> {
    /// The boilerplate that is shown as one row with this block. None if the block is no boilerplate, if boilerplate is
    /// not folded, or if a folded run of repeats hides the block already.
    pub fn boilerplate(&self, block: BlockId) -> Option<Fold> {
        if !self.fold_boilerplate || !self.is_boilerplate(block) {
            return None;
        }
        Some(self.fold_around(block, FoldReason::Boilerplate, |id| self.is_boilerplate(id)))
    }

    fn is_boilerplate(&self, id: BlockId) -> bool {
        let block = self.article.blocks().get(id.index());
        block.is_some_and(|block| block.kind == Kind::Boilerplate)
            && self.folded(id).is_none()
            && self.place_read(id).is_none()
    }

    /// The one row that stands for a fold.
    pub(super) fn boilerplate_row(&self, fold: Fold) -> Row {
        let words = match fold.count() {
            1 => "1 boilerplate line".to_owned(),
            count => format!("{count} boilerplate lines"),
        };
        self.quiet_fold(fold.first, &words)
    }
}
