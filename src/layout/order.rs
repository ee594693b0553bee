//! The order in which the sections of an article are shown. The blocks of a section stay together, in the order of the
//! text. Nothing is copied or moved: the page goes from one section to another one than the next.
//!
//! Anchors, folds and marks name blocks and know nothing of the order. Whoever compares places, or says how far down
//! one is, has to ask here.

use std::ops::Range;

use super::Page;
use crate::article::{Anchor, Article, BlockId, SectionId};

/// An order of sections; by default that of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// The sections as they are shown; empty for the order of the text.
    shown: Vec<SectionId>,
    /// By section: how many are shown before it.
    places: Vec<u32>,
    /// By place: bytes of the text that are shown before it.
    bytes: Vec<u32>,
}

impl Order {
    /// An order in which each section of the article has to be named once; that of the text if it is not so.
    pub fn new(article: &Article, shown: Vec<SectionId>) -> Self {
        let sections = article.sections().len();
        let mut places = vec![u32::MAX; sections];
        for (place, section) in shown.iter().enumerate() {
            if let Some(at) = places.get_mut(section.index()) {
                *at = place as u32;
            }
        }
        let is_whole = shown.len() == sections && !places.contains(&u32::MAX);
        if !is_whole || shown.is_sorted() {
            return Self::default();
        }
        let mut bytes = Vec::with_capacity(sections);
        let mut at = 0;
        for &section in &shown {
            bytes.push(at);
            let tiles = tiles(article, section);
            at += tiles.end - tiles.start;
        }
        Self { shown, places, bytes }
    }

    /// Whether it is the order of the text.
    pub fn is_given(&self) -> bool {
        self.shown.is_empty()
    }

    /// How many sections are shown before this one.
    pub fn place(&self, section: SectionId) -> usize {
        self.places
            .get(section.index())
            .map_or(section.index(), |&place| place as usize)
    }

    /// The section that so many are shown before.
    pub fn section(&self, place: usize) -> SectionId {
        self.shown.get(place).copied().unwrap_or(SectionId(place as u32))
    }

    /// Bytes that are shown before a byte of the text.
    pub fn shown_byte(&self, article: &Article, byte: u32) -> u32 {
        let section = article.block_at(byte).map(|block| article.block(block).section);
        let Some((section, start)) = section.zip(section.and_then(|section| self.bytes.get(self.place(section))))
        else {
            return byte;
        };
        start + (byte - tiles(article, section).start.min(byte))
    }

    /// The byte of the text that so many are shown before.
    pub fn text_byte(&self, article: &Article, shown: u32) -> u32 {
        let place = self.bytes.partition_point(|&start| start <= shown);
        let Some(place) = place.checked_sub(1) else {
            return shown;
        };
        let tiles = tiles(article, self.section(place));
        (tiles.start + (shown - self.bytes[place])).min(tiles.end)
    }

    /// The stretches of the text that are shown as one, in their order.
    pub fn stretches(&self, article: &Article, shown: Range<u32>) -> Vec<Range<u32>> {
        if self.is_given() || shown.is_empty() {
            return vec![shown];
        }
        let first = self
            .bytes
            .partition_point(|&start| start <= shown.start)
            .saturating_sub(1);
        let places = (first..self.bytes.len()).take_while(|&place| self.bytes[place] < shown.end);
        let stretch = |place: usize| {
            let (tiles, start) = (tiles(article, self.section(place)), self.bytes[place]);
            let from = tiles.start + shown.start.saturating_sub(start);
            from..(tiles.start + (shown.end - start)).min(tiles.end)
        };
        places
            .map(stretch)
            .filter(|stretch| stretch.start < stretch.end)
            .collect()
    }
}

/// The bytes of a section with its margins.
fn tiles(article: &Article, section: SectionId) -> Range<u32> {
    article.sections().get(section.index()).map_or(0..0, |section| {
        article.block(section.first).tile.start..article.block(section.last).tile.end
    })
}

impl Page<'_> {
    /// The block that follows another in the order shown, whether it has rows or not.
    pub fn after(&self, block: BlockId) -> Option<BlockId> {
        let next = BlockId(block.0.checked_add(1)?);
        if self.order.is_given() {
            return (next <= self.article.last()?).then_some(next);
        }
        let section = self.article.blocks().get(block.index())?.section;
        if block < self.article.section(section).last {
            return Some(next);
        }
        let place = self.order.place(section) + 1;
        (place < self.article.sections().len()).then(|| self.article.section(self.order.section(place)).first)
    }

    /// The block that another follows in the order shown, whether it has rows or not.
    pub fn before(&self, block: BlockId) -> Option<BlockId> {
        if self.order.is_given() {
            return block.0.checked_sub(1).map(BlockId);
        }
        let section = self.article.blocks().get(block.index())?.section;
        if block > self.article.section(section).first {
            return Some(BlockId(block.0 - 1));
        }
        let place = self.order.place(section).checked_sub(1)?;
        Some(self.article.section(self.order.section(place)).last)
    }

    /// The first block that is shown with a row; `BlockId(0)` in an article without blocks.
    pub fn first_shown(&self) -> BlockId {
        let first = if self.order.is_given() || self.article.sections().is_empty() {
            BlockId(0)
        } else {
            self.article.section(self.order.section(0)).first
        };
        let mut block = first;
        while let Some(run) = self.folded(block).filter(|run| super::is_rowless(run)) {
            match self.after(run.last) {
                Some(next) => block = next,
                None => return self.shown(first),
            }
        }
        self.shown(block)
    }

    /// The last block that is shown with a row, if there is one.
    pub fn last_shown(&self) -> Option<BlockId> {
        let last = self.article.last()?;
        let last = if self.order.is_given() {
            last
        } else {
            let place = self.article.sections().len() - 1;
            self.article.section(self.order.section(place)).last
        };
        let mut block = last;
        while let Some(run) = self.folded(block).filter(|run| super::is_rowless(run)) {
            match self.before(run.first) {
                Some(before) => block = before,
                None => return Some(self.shown(last)),
            }
        }
        Some(self.shown(block))
    }

    /// What places are compared by: of two on the page, the lesser stands above the other.
    pub fn key(&self, anchor: Anchor) -> (usize, Anchor) {
        if self.order.is_given() {
            return (0, anchor);
        }
        let block = self.article.blocks().get(anchor.block.index());
        (block.map_or(0, |block| self.order.place(block.section)), anchor)
    }

    /// The same for a block.
    pub fn block_key(&self, block: BlockId) -> (usize, Anchor) {
        self.key(Anchor::start_of(block))
    }

    /// Bytes of the text that are shown before a place.
    pub fn shown_byte(&self, anchor: Anchor) -> u32 {
        let byte = self.article.byte_of(anchor);
        if self.order.is_given() {
            return byte;
        }
        self.order.shown_byte(self.article, byte)
    }
}
