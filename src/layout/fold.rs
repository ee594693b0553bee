//! Folds: blocks in a row that one row of the page stands for, and why. The reasons have rules of their own about what
//! they fold; that there is a fold is all that others need to know.

use super::{Page, Row, RowKind, is_rowless};
use crate::article::BlockId;
use crate::fold::Run;
use crate::steps;

/// The most blocks that one row stands for, where they are not repeats. Counted from a block whose number is a multiple
/// of it, so that a page of a million of them costs no more than a screen.
const MOST: u32 = 256;

/// Why blocks are folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoldReason {
    /// They repeat earlier ones.
    Repeat,
    /// They are about the page and not of the article.
    Boilerplate,
    /// They were read before this visit.
    ReadBefore,
    /// Only paragraphs that match are shown, and these do not.
    NoMatch,
}

/// Blocks in a row that one row stands for while the fold is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fold {
    /// The first of them: the row's own block.
    pub first: BlockId,
    /// The last of them.
    pub last: BlockId,
    /// Why they are folded.
    pub reason: FoldReason,
    /// Whether they are shown all the same.
    pub open: bool,
}

impl Fold {
    fn of_run(run: &Run, open: bool) -> Self {
        Self {
            first: run.first,
            last: run.last,
            reason: FoldReason::Repeat,
            open,
        }
    }

    /// Whether it holds a block.
    pub fn holds(self, block: BlockId) -> bool {
        (self.first..=self.last).contains(&block)
    }

    /// How many blocks it has.
    pub fn count(self) -> u32 {
        self.last.0 - self.first.0 + 1
    }
}

impl Page<'_> {
    /// The closed fold that the block is in. An exact repeat is a repeat first, whatever else it is.
    pub fn fold(&self, block: BlockId) -> Option<Fold> {
        if self.folds.only().is_some() {
            return self.filtered(block);
        }
        let repeat = self.folded(block).map(|run| Fold::of_run(run, false));
        repeat
            .or_else(|| self.boilerplate(block))
            .or_else(|| self.read_before(block))
    }

    /// The closed fold that the block is in, or else the open one.
    pub fn any_fold(&self, block: BlockId) -> Option<Fold> {
        let run = || self.folding.run(block).map(|run| Fold::of_run(run, true));
        let boilerplate = || {
            let shown = Self {
                fold_boilerplate: true,
                ..*self
            };
            let fold = shown.boilerplate(block)?;
            Some(Fold { open: true, ..fold })
        };
        self.fold(block)
            .or_else(run)
            .or_else(|| self.read_fold(block))
            .or_else(boilerplate)
    }

    /// The closed fold in place of which the block is seen: a second print of a caption has no row.
    pub fn hiding(&self, block: BlockId) -> Option<Fold> {
        let rowless = self.folded(block).is_some_and(is_rowless);
        self.fold(block).filter(|_| !rowless)
    }

    /// The closed fold that has its row at this block.
    pub(super) fn fold_at(&self, block: BlockId) -> Option<Fold> {
        self.fold(block).filter(|fold| fold.first == block)
    }

    /// The one row that stands for a closed fold.
    pub(super) fn row_of(&self, fold: Fold) -> Row {
        match (fold.reason, self.folding.run(fold.first)) {
            (FoldReason::Repeat, Some(run)) => self.fold_row(run),
            (FoldReason::ReadBefore, _) => self.read_row(fold),
            (FoldReason::NoMatch, _) => self.filtered_row(fold),
            (FoldReason::Repeat | FoldReason::Boilerplate, _) => self.boilerplate_row(fold),
        }
    }

    /// The blocks of a section in a row around this one that belong together.
    pub(super) fn fold_around(&self, block: BlockId, reason: FoldReason, belongs: impl Fn(BlockId) -> bool) -> Fold {
        let section = self.article.block(block).section;
        let belongs =
            |id: &BlockId| id.0 / MOST == block.0 / MOST && belongs(*id) && self.article.block(*id).section == section;
        let end = |step: fn(u32) -> Option<u32>| {
            let ids = std::iter::successors(Some(block), |id| step(id.0).map(BlockId).filter(belongs));
            let ids = ids.inspect(|_| steps::count(1));
            ids.last().unwrap_or(block)
        };
        Fold {
            first: end(|id| id.checked_sub(1)),
            last: end(|id| id.checked_add(1)),
            reason,
            open: false,
        }
    }
}

impl Row {
    /// Why the blocks that the row stands for are folded; `None` if it stands for none.
    pub fn folded_for(&self, page: &Page<'_>) -> Option<FoldReason> {
        let fold = (self.kind == RowKind::Fold).then(|| page.fold(self.anchor.block));
        fold.flatten().map(|fold| fold.reason)
    }
}
