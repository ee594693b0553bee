//! What of the article has been read: by block, and counted by section, so that nothing has to be counted again for a
//! frame. How it comes to be read is for others to know.

use fixedbitset::FixedBitSet;

use super::block_map::{BlockMap, Carry};
use crate::article::{Article, BlockId, Section, SectionId};
use crate::fold::{Folding, How};

/// Blocks that are looked at together where most have been read.
const CHUNK: usize = 4096;

/// How far a section has been read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// None of it.
    Unread,
    /// Some of it.
    Partly,
    /// All of it.
    Read,
}

/// What has been read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Progress {
    /// By block: whether it has been.
    read: FixedBitSet,
    /// By section: what is left of it.
    left: Vec<Remaining>,
    /// Sections of which anything is left.
    unread: usize,
    /// Bytes that are left to read in all of them.
    bytes: u64,
}

/// What is left of a section.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Remaining {
    /// Blocks that have not been read.
    blocks: u32,
    /// Bytes that are to be read in those.
    bytes: u64,
    /// Bytes that are to be read in all its blocks.
    whole: u64,
}

/// Bytes to read in a block: none if it is an exact repeat.
fn weight(article: &Article, folding: &Folding, block: BlockId) -> u64 {
    let again = folding.run(block).is_some_and(|run| run.how == How::Exact);
    if again {
        0
    } else {
        u64::from(article.block(block).text.len())
    }
}

impl Progress {
    /// Nothing has been read.
    pub(in crate::app) fn none(article: &Article, folding: &Folding) -> Self {
        let mut progress = Self {
            read: FixedBitSet::with_capacity(article.blocks().len()),
            left: vec![Remaining::default(); article.sections().len()],
            ..Self::default()
        };
        progress.recount(article, folding);
        progress
    }

    /// Counts again, when the repeats have changed. Looks at every block.
    pub fn recount(&mut self, article: &Article, folding: &Folding) {
        self.left.fill(Remaining::default());
        for id in article.ids() {
            let weight = weight(article, folding, id);
            let left = &mut self.left[article.block(id).section.index()];
            left.whole += weight;
            if !self.read.contains(id.index()) {
                left.blocks += 1;
                left.bytes += weight;
            }
        }
        self.unread = self.left.iter().filter(|left| left.blocks > 0).count();
        self.bytes = self.left.iter().map(|left| left.bytes).sum();
    }

    /// Marks blocks in a row as read, or as unread. Costs those that are marked; a whole section costs no more than one.
    pub(in crate::app) fn set(
        &mut self,
        article: &Article,
        folding: &Folding,
        (first, last): (BlockId, BlockId),
        read: bool,
    ) {
        let mut at = first.0;
        while at <= last.0 {
            let section = article.block(BlockId(at)).section;
            let end = article.section(section).last.0.min(last.0);
            self.set_in(article, folding, section, (at, end), read);
            at = end + 1;
        }
    }

    fn set_in(&mut self, article: &Article, folding: &Folding, section: SectionId, blocks: (u32, u32), read: bool) {
        let (first, last) = (blocks.0 as usize, blocks.1 as usize);
        let Section {
            first: start,
            last: end,
            ..
        } = *article.section(section);
        let before = self.left[section.index()];
        let count = last - first + 1;
        let were = self.read.count_ones(first..last + 1);
        let mut left = before;
        let (changed, all) = if read { (count - were, 0) } else { (were, before.whole) };
        if changed == 0 {
            return;
        }
        left.bytes = if (start.0, end.0) == blocks {
            all
        } else {
            let other = (blocks.0..=blocks.1)
                .map(BlockId)
                .filter(|id| self.is_read(*id) != read);
            let bytes: u64 = other.map(|id| weight(article, folding, id)).sum();
            if read { left.bytes - bytes } else { left.bytes + bytes }
        };
        self.read.set_range(first..last + 1, read);
        left.blocks = if read {
            left.blocks - changed as u32
        } else {
            left.blocks + changed as u32
        };
        self.left[section.index()] = left;
        self.unread = self.unread + usize::from(left.blocks > 0) - usize::from(before.blocks > 0);
        self.bytes = self.bytes + left.bytes - before.bytes;
    }

    /// Blocks of the article it is about.
    pub(in crate::app) fn blocks_in_all(&self) -> usize {
        self.read.len()
    }

    /// Whether a block has been read.
    pub fn is_read(&self, block: BlockId) -> bool {
        self.read.contains(block.index())
    }

    /// Whether all of these blocks have been read.
    pub fn are_read(&self, first: BlockId, last: BlockId) -> bool {
        self.read.count_ones(first.index()..last.index() + 1) == last.index() - first.index() + 1
    }

    /// How far a section has been read.
    pub fn stage(&self, article: &Article, section: SectionId) -> Stage {
        let (Some(left), Some(of)) = (self.left.get(section.index()), article.sections().get(section.index())) else {
            return Stage::Unread;
        };
        match left.blocks {
            0 => Stage::Read,
            blocks if blocks > of.last.0 - of.first.0 => Stage::Unread,
            _ => Stage::Partly,
        }
    }

    /// Whether anything has been read.
    pub fn has_begun(&self) -> bool {
        !self.read.is_clear()
    }

    /// Sections of which anything is left.
    pub fn unread_sections(&self) -> usize {
        self.unread
    }

    /// Bytes left to read; exact repeats do not count.
    pub fn bytes_left(&self) -> u64 {
        self.bytes
    }

    /// The same of a section.
    pub fn bytes_left_in(&self, section: SectionId) -> u64 {
        self.left.get(section.index()).map_or(0, |left| left.bytes)
    }

    /// The first block at or after this one that has not been read.
    pub fn unread_from(&self, block: BlockId) -> Option<BlockId> {
        let blocks = self.read.len();
        let from = block.index().min(blocks);
        // A word of the set at a time, up to one that is not full.
        let full = (from..blocks).step_by(CHUNK).take_while(|&at| {
            let end = (at + CHUNK).min(blocks);
            self.read.count_ones(at..end) == end - at
        });
        let from = from + CHUNK * full.count();
        (from..blocks)
            .find(|&at| !self.read.contains(at))
            .map(|at| BlockId(at as u32))
    }

    /// The first and the last of all blocks in a row that have been read, in order.
    pub(in crate::app) fn runs(&self) -> Vec<(BlockId, BlockId)> {
        let mut runs: Vec<(BlockId, BlockId)> = Vec::new();
        for block in self.blocks() {
            match runs.last_mut() {
                Some((_, last)) if last.0 + 1 == block.0 => *last = block,
                _ => runs.push((block, block)),
            }
        }
        runs
    }

    /// The blocks that have been read, in order.
    pub fn blocks(&self) -> impl Iterator<Item = BlockId> {
        self.read.ones().map(|at| BlockId(at as u32))
    }
}

impl Carry for Progress {
    /// Blocks that were read in the old version are read in the new one. The counts are out of date then.
    fn carry(&mut self, map: &BlockMap<'_>) {
        let every = map.every(&self.blocks().collect::<Vec<_>>());
        let Self {
            read,
            left,
            unread: _,
            bytes: _,
        } = self;
        *read = FixedBitSet::with_capacity(map.blocks());
        read.extend(every.into_iter().map(|(_, block)| block.index()));
        left.clear();
        left.resize(map.sections(), Remaining::default());
    }
}
