//! From the blocks of one version of an article to those of a newer one: the one way in which places are carried over.
//!
//! Most often the new version goes on where the old one ended, or differs late: the blocks that both begin with keep
//! their numbers. A block beyond them is found again by its text; where that is gone, the place is where its
//! neighbours are, and where these are gone, too, the same part of the way through the article. Looking for blocks costs nothing until one beyond the common ones is asked for.

use std::cell::OnceCell;
use std::cmp::Reverse;
use std::hash::{BuildHasher, BuildHasherDefault};

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use crate::article::{Anchor, Article, BlockId, SectionId, Span};
use crate::fold::Folding;

/// Bytes at either end of a text that tell it from others of its length: hashing all of 100 MB would be noticeable.
const ENDS: usize = 32;
/// Blocks compared on either side of two that have the same text: more than in most runs of repeats, which are what has
/// to be told apart.
const NEIGHBOURS: u32 = 16;

/// What holds blocks, sections or places of an article. A newer version of the article has it carried over.
pub trait Carry {
    /// Goes over to the newer version. To be written with all fields named (`let Self { … } = self`, without `..`), so
    /// that a new one that is not thought of does not compile.
    fn carry(&mut self, map: &BlockMap<'_>);
}

impl<T: Carry> Carry for Option<T> {
    fn carry(&mut self, map: &BlockMap<'_>) {
        if let Some(held) = self {
            held.carry(map);
        }
    }
}

impl Carry for BlockId {
    fn carry(&mut self, map: &BlockMap<'_>) {
        *self = map.block(*self);
    }
}

impl Carry for SectionId {
    fn carry(&mut self, map: &BlockMap<'_>) {
        *self = map.section(*self);
    }
}

impl Carry for Anchor {
    fn carry(&mut self, map: &BlockMap<'_>) {
        *self = map.anchor(*self);
    }
}

/// Where the blocks of an old version of an article are in a newer one.
pub struct BlockMap<'a> {
    old: &'a Article,
    new: &'a Article,
    /// Blocks that both begin with: the same text at the same place, of the same kind and section.
    common: u32,
    /// The other blocks of the new version by their texts; made when one is asked for.
    by_text: OnceCell<FxHashMap<u64, Vec<BlockId>>>,
}

impl<'a> BlockMap<'a> {
    /// Compares two versions as far as they are the same.
    pub fn new(old: &'a Article, new: &'a Article) -> Self {
        Self {
            old,
            new,
            common: common(old, new),
            by_text: OnceCell::new(),
        }
    }

    /// Blocks of the new version.
    pub fn blocks(&self) -> usize {
        self.new.blocks().len()
    }

    /// Sections of the new version.
    pub fn sections(&self) -> usize {
        self.new.sections().len()
    }

    /// Whether both versions have this block under the same number.
    pub fn is_common(&self, block: BlockId) -> bool {
        block.0 < self.common
    }

    /// Whether what is known of repeats is true of the new version as it stands.
    pub fn keeps(&self, folding: &Folding) -> bool {
        let mut repeats = folding.repeats().iter();
        folding.echoes().is_empty() && repeats.all(|repeat| self.is_common(repeat.block) && self.is_common(repeat.of))
    }

    /// The byte up to which both texts are the same, as far as whole blocks tell.
    pub fn common_bytes(&self) -> u32 {
        let next = self.new.blocks().get(self.common as usize);
        next.map_or(self.new.text().len() as u32, |block| block.tile.start)
    }

    /// The same block, if the new version has it: of several with its text the one between the same blocks, and then
    /// the one nearest to the same part of the way through the article.
    pub fn exact(&self, block: BlockId) -> Option<BlockId> {
        if self.is_common(block) {
            return Some(block);
        }
        if block.index() >= self.old.blocks().len() {
            return None;
        }
        let text = self.old.text_of(block);
        let same = self.by_text().get(&key(text))?.iter().copied();
        let same = same.filter(|&new| self.new.text_of(new) == text);
        same.max_by_key(|&new| {
            let distance = Reverse(self.alike(block).0.abs_diff(new.0));
            (self.neighbours(block, new), distance, new)
        })
    }

    /// The same block, or else one as far through the article.
    pub fn block(&self, block: BlockId) -> BlockId {
        self.exact(block).unwrap_or_else(|| self.beside(block))
    }

    /// The same section, or else one as far through the article.
    pub fn section(&self, section: SectionId) -> SectionId {
        let first = self.old.sections().get(section.index()).map(|section| section.first);
        let block = first.and_then(|first| self.new.blocks().get(self.block(first).index()));
        block.map_or(SectionId(0), |block| block.section)
    }

    /// The same place: in the same block, or, in a block that has grown or been cut, at the same text before it.
    pub fn anchor(&self, anchor: Anchor) -> Anchor {
        if let Some(block) = self.exact(anchor.block) {
            return Anchor { block, ..anchor };
        }
        let old = self.old.blocks().get(anchor.block.index());
        let Some(old) = old.filter(|_| !self.new.blocks().is_empty()) else {
            return Anchor::default();
        };
        let byte = self.old.byte_of(anchor);
        let before = Span::new(old.text.start, byte).of(self.old.text());
        let there = self.new.text().get(old.text.start as usize..byte as usize);
        if there == Some(before)
            && self.common_text_reaches(old.tile.start)
            && let Some(anchor) = self.new.anchor_at(byte)
        {
            return anchor;
        }
        Anchor::start_of(self.beside(anchor.block))
    }

    /// Where a block would stand that the new version has not: as far from a block above it, or below it, that both have;
    /// or else as far through the article.
    fn beside(&self, block: BlockId) -> BlockId {
        let near = |at: Option<u32>| at.and_then(|at| self.exact(BlockId(at)));
        let above = (1..=NEIGHBOURS).find_map(|far| Some(near(block.0.checked_sub(far))?.0 + far));
        let below = (1..=NEIGHBOURS).find_map(|far| near(block.0.checked_add(far))?.0.checked_sub(far));
        let last = (self.new.blocks().len() as u32).saturating_sub(1);
        let place = match (above, below) {
            // Of two that don't agree the one above has been read.
            (Some(above), _) => above,
            (None, Some(below)) => below,
            (None, None) => return self.alike(block),
        };
        BlockId(place.min(last))
    }

    /// The same byte of the text, as far as there is one.
    pub fn byte(&self, byte: u32) -> u32 {
        let anchor = self.old.anchor_at(byte).map(|anchor| self.anchor(anchor));
        let there = anchor.filter(|anchor| anchor.block.index() < self.new.blocks().len());
        there.map_or(0, |anchor| self.new.byte_of(anchor))
    }

    /// Where blocks of the old version are in the new one, in order of the new: what both begin with at its place, what
    /// is beyond by its text. A text that stands there as often as it did stands in the same order; of one that stands
    /// more often, all are the same if all of them are asked for.
    pub fn every(&self, wanted: &[BlockId]) -> Vec<(BlockId, BlockId)> {
        let same = wanted.partition_point(|&block| self.is_common(block));
        let mut every: Vec<(BlockId, BlockId)> = wanted[..same].iter().map(|&block| (block, block)).collect();
        let beyond = &wanted[same..];
        if beyond.is_empty() {
            return every;
        }
        let texts: FxHashSet<&str> = beyond.iter().map(|&block| self.old.text_of(block)).collect();
        let lengths: FxHashSet<u32> = beyond.iter().map(|&block| self.old.block(block).text.len()).collect();
        let mut before: FxHashMap<&str, Vec<BlockId>> = FxHashMap::default();
        for old in self.old.ids().skip(self.common as usize) {
            let may_be = lengths.contains(&self.old.block(old).text.len());
            if may_be && let Some(&text) = texts.get(self.old.text_of(old)) {
                before.entry(text).or_default().push(old);
            }
        }
        let is_wanted = |old: &BlockId| beyond.binary_search(old).is_ok();
        for (text, old) in before {
            let there = self.by_text().get(&key(text)).into_iter().flatten().copied();
            let new: Vec<BlockId> = there.filter(|&new| self.new.text_of(new) == text).collect();
            if old.len() == new.len() {
                every.extend(old.into_iter().zip(new).filter(|(old, _)| is_wanted(old)));
            } else if old.iter().all(is_wanted) {
                every.extend(new.into_iter().map(|new| (old[0], new)));
            }
        }
        every.sort_unstable_by_key(|&(_, new)| new);
        every
    }

    fn by_text(&self) -> &FxHashMap<u64, Vec<BlockId>> {
        self.by_text.get_or_init(|| {
            let mut by_text: FxHashMap<u64, Vec<BlockId>> = FxHashMap::default();
            for new in self.new.ids().skip(self.common as usize) {
                by_text.entry(key(self.new.text_of(new))).or_default().push(new);
            }
            by_text
        })
    }

    /// How many blocks in a row around two with the same text have the same texts as well, up to some on either side.
    fn neighbours(&self, old: BlockId, new: BlockId) -> u32 {
        let alike = |old: Option<u32>, new: Option<u32>| {
            let (Some(old), Some(new)) = (old.map(BlockId), new.map(BlockId)) else {
                return false;
            };
            let there = old.index() < self.old.blocks().len() && new.index() < self.new.blocks().len();
            there && self.old.text_of(old) == self.new.text_of(new)
        };
        let above = (1..=NEIGHBOURS).take_while(|&far| alike(old.0.checked_sub(far), new.0.checked_sub(far)));
        let below = (1..=NEIGHBOURS).take_while(|&far| alike(old.0.checked_add(far), new.0.checked_add(far)));
        (above.count() + below.count()) as u32
    }

    /// A block as far through the new version as this one is through the old.
    fn alike(&self, block: BlockId) -> BlockId {
        let (old, new) = (self.old.blocks().len() as u64, self.new.blocks().len() as u64);
        let index = (u64::from(block.0) * new).checked_div(old).unwrap_or(0);
        BlockId(index.min(new.saturating_sub(1)) as u32)
    }

    /// Whether the two texts are the same up to a byte, as far as whole blocks tell.
    fn common_text_reaches(&self, byte: u32) -> bool {
        let next = self.old.blocks().get(self.common as usize);
        byte <= next.map_or(u32::MAX, |block| block.tile.start)
    }
}

/// What tells most texts apart: their length, and how they begin and end.
fn key(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let ends = (
        bytes.len(),
        &bytes[..bytes.len().min(ENDS)],
        &bytes[bytes.len().saturating_sub(ENDS)..],
    );
    BuildHasherDefault::<FxHasher>::default().hash_one(ends)
}

/// The number of blocks that both articles begin with.
pub(in crate::app) fn common(old: &Article, new: &Article) -> u32 {
    let same = old.blocks().iter().zip(new.blocks()).take_while(|(a, b)| {
        a.kind == b.kind
            && a.section == b.section
            && a.text == b.text
            && a.tile.start == b.tile.start
            && a.text.of(old.text()) == b.text.of(new.text())
    });
    same.count() as u32
}
