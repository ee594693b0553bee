//! Places of an earlier version, as they are called now.

use super::changes::{BlockStatus, Matched, counter, has_content};
use super::{Fingerprint, ReadingPosition};
use crate::article::{Anchor, Article, BlockId};

impl Matched<'_> {
    /// The block as it is called now; if it is gone, the nearest one that is still there: of two, the one below, which
    /// was on the page, too. `None` only if no block is there.
    pub fn block(&self, old: BlockId) -> Option<BlockId> {
        self.kept(old.index()).or_else(|| {
            let blocks = self.old.fingerprints.len();
            let at = old.index().min(blocks);
            let near = (1..=blocks).flat_map(|far| [at.checked_add(far), at.checked_sub(far)]);
            near.flatten().find_map(|at| self.kept(at))
        })
    }

    /// The block as it is called now, if it is still there in these or other words.
    fn kept(&self, old: usize) -> Option<BlockId> {
        let same = self.alignment.new_of.get(old).copied().flatten();
        let found = same.or_else(|| match self.statuses.old.get(old) {
            Some(BlockStatus::Changed(new)) => Some(*new),
            _ => None,
        });
        found.map(BlockId)
    }

    /// The place as it is called now: in the block if it is there, with its offset as far as the text reaches; else the
    /// start of the nearest one that is.
    pub fn anchor(&self, old: Anchor) -> Option<Anchor> {
        let block = self.block(old.block)?;
        let is_kept = self.kept(old.block.index()).is_some();
        let text = self.article.text_of(block);
        let offset = if is_kept {
            (old.offset as usize).min(text.len())
        } else {
            0
        };
        Some(Anchor {
            block,
            offset: text.floor_char_boundary(offset) as u32,
        })
    }

    /// Where the reader was, as it is called now.
    pub fn position(&self, old: ReadingPosition) -> Option<ReadingPosition> {
        let top = self.anchor(old.top)?;
        let is_kept = self.kept(old.top.block.index()).is_some();
        Some(ReadingPosition {
            top,
            above: if is_kept && top.offset == old.top.offset {
                old.above
            } else {
                0
            },
            cursor: self.block(old.cursor)?,
        })
    }

    /// The blocks that say what was read. Times, bylines and lines about the page are read if what stands above them in
    /// their section is, or, at the start of one, what stands below.
    pub fn read(&self, is_read: &mut dyn FnMut(Fingerprint) -> bool) -> Vec<BlockId> {
        read(self.article, self.prints, &self.statuses.new, is_read)
    }
}

/// See [`Matched::read`]. Blocks whose status is not known are told of like any other.
pub(super) fn read(
    article: &Article,
    prints: &[Fingerprint],
    statuses: &[BlockStatus],
    is_read: &mut dyn FnMut(Fingerprint) -> bool,
) -> Vec<BlockId> {
    let mut found: Vec<Option<bool>> = prints
        .iter()
        .zip(article.blocks())
        .enumerate()
        .map(|(at, (&print, block))| match is_read(print) {
            true => Some(true),
            // A time, or a counter: whether it was read is for its neighbours to say.
            false if !has_content(block.kind) => None,
            false if statuses.get(at) == Some(&BlockStatus::Same) && is_counter(article, at) => None,
            false => Some(false),
        })
        .collect();
    let blocks = article.blocks();
    for at in 1..found.len() {
        if found[at].is_none() && blocks[at].section == blocks[at - 1].section {
            found[at] = found[at - 1];
        }
    }
    for at in (1..found.len()).rev() {
        if found[at - 1].is_none() && blocks[at].section == blocks[at - 1].section {
            found[at - 1] = found[at];
        }
    }
    let read = article.ids().zip(found);
    read.filter_map(|(id, found)| (found == Some(true)).then_some(id))
        .collect()
}

fn is_counter(article: &Article, at: usize) -> bool {
    let id = BlockId(at as u32);
    counter(article.block(id).kind, article.text_of(id)).is_some()
}
