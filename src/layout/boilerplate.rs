//! What the page says about itself (share lines, newsletters, links elsewhere), folded: several lines of it in a row
//! are one quiet row that says how many there are.

use super::{Page, Row, RowKind};
use crate::article::{BlockId, Kind};

/// Lines in a row that one row stands for at most, counted from a block whose number is a multiple of it: so a page of
/// a million of them costs no more than a screen.
const MOST: u32 = 256;

/// Blocks that one row stands for: lines about the page, or what was read before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The first of them: the row's own block.
    pub first: BlockId,
    /// The last of them.
    pub last: BlockId,
}

impl Stretch {
    /// The blocks in a row around this one that belong to it.
    pub(super) fn around(block: BlockId, belongs: impl Fn(BlockId) -> bool) -> Self {
        let ends = |step: fn(u32) -> Option<u32>| {
            let ids = std::iter::successors(Some(block), |id| step(id.0).map(BlockId).filter(|id| belongs(*id)));
            ids.last().unwrap_or(block)
        };
        Self {
            first: ends(|id| id.checked_sub(1)),
            last: ends(|id| id.checked_add(1)),
        }
    }

    /// Whether a block is one of them.
    pub fn holds(self, block: BlockId) -> bool {
        (self.first..=self.last).contains(&block)
    }

    /// How many there are.
    pub fn count(self) -> u32 {
        self.last.0 - self.first.0 + 1
    }
}

impl Page<'_> {
    /// The lines about the page that are shown as one row with this block; none if it is no such line, if they are not
    /// folded, or if a folded run of repeats hides it already.
    pub fn boilerplate(&self, block: BlockId) -> Option<Stretch> {
        if !self.fold_boilerplate || !self.is_boilerplate(block) {
            return None;
        }
        let section = self.article.block(block).section;
        let belongs = |id: BlockId| {
            id.0 / MOST == block.0 / MOST && self.is_boilerplate(id) && self.article.block(id).section == section
        };
        Some(Stretch::around(block, belongs))
    }

    fn is_boilerplate(&self, id: BlockId) -> bool {
        let block = self.article.blocks().get(id.index());
        block.is_some_and(|block| block.kind == Kind::Boilerplate)
            && self.folded(id).is_none()
            && self.place_read(id).is_none()
    }

    /// The stretch that a block is the row of.
    pub(super) fn boilerplate_line(&self, block: BlockId) -> Option<Stretch> {
        self.boilerplate(block).filter(|stretch| stretch.first == block)
    }

    /// The one row that stands for a stretch.
    pub(super) fn boilerplate_row(&self, stretch: Stretch) -> Row {
        let words = match stretch.count() {
            1 => "1 boilerplate line".to_owned(),
            count => format!("{count} boilerplate lines"),
        };
        self.quiet_fold(stretch.first, &words)
    }
}

impl Row {
    /// Whether the row stands for lines about the page or for what was read before, and not for repeats.
    pub fn is_stretch(&self, page: &Page<'_>) -> bool {
        self.kind == RowKind::Fold && page.stretch(self.anchor.block).is_some()
    }
}
