//! The view of the paragraphs that match: all between two of them is one quiet row.

use super::fold::{Fold, FoldReason};
use super::{Page, Row};
use crate::article::BlockId;

impl Page<'_> {
    /// The blocks that are shown as one row with this one, where only some are shown and this is none of them. Posts
    /// that stand in another order than the text's are folded one by one.
    pub(super) fn filtered(&self, block: BlockId) -> Option<Fold> {
        let only = self.folds.only()?;
        let at = only.partition_point(|shown| *shown < block);
        if only.get(at) == Some(&block) {
            return None;
        }
        let after = at
            .checked_sub(1)
            .map_or(BlockId(0), |before| BlockId(only[before].0 + 1));
        let before = only.get(at).and_then(|next| next.0.checked_sub(1)).map(BlockId);
        let (mut first, mut last) = (after, before.or(self.article.last())?);
        if !self.order.is_given() {
            let section = self.article.section(self.article.block(block).section);
            (first, last) = (first.max(section.first), last.min(section.last));
        }
        Some(Fold {
            first,
            last,
            reason: FoldReason::NoMatch,
            open: false,
        })
    }

    /// The one row that stands for a fold.
    pub(super) fn filtered_row(&self, fold: Fold) -> Row {
        let words = match fold.count() {
            1 => "1 block without a match".to_owned(),
            count => format!("{count} blocks without a match"),
        };
        self.quiet_fold(fold.first, &words)
    }
}
