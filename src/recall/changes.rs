//! What has become of each block between two versions. What counts as a change is said at the head of the room.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Alignment, Changed, Changes, Fingerprint, Removed, Version};
use crate::article::{Article, BlockId, Kind};
use crate::fold;

/// What has become of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockStatus {
    /// It says the same in the other version; or it is of a kind that says nothing, such as a time.
    Same,
    /// It says otherwise what this block of the other version says. Two paragraphs that were made one have the same
    /// other block.
    Changed(u32),
    /// There is nothing like it in the other version: it was added, or removed.
    Unmatched,
}

/// What has become of all blocks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BlockStatuses {
    /// By old block.
    pub old: Vec<BlockStatus>,
    /// By new block.
    pub new: Vec<BlockStatus>,
}

/// Two versions of an article, matched.
#[derive(Debug)]
pub struct Matched<'a> {
    /// The earlier version.
    pub old: &'a Version,
    /// The article as it is now.
    pub article: &'a Article,
    /// By block of it: what it says.
    pub prints: &'a [Fingerprint],
    /// Which block is which.
    pub alignment: Alignment,
    /// What has become of each.
    pub statuses: BlockStatuses,
}

/// Whether blocks of a kind say something.
pub(super) fn has_content(kind: Kind) -> bool {
    !matches!(kind, Kind::Timestamp | Kind::Byline | Kind::Boilerplate)
}

impl Matched<'_> {
    /// The blocks that say something that the other version does not say anywhere.
    pub(super) fn left(&self, side: Side) -> Vec<u32> {
        let (own, other, paired) = match side {
            Side::Old => (&self.old.fingerprints[..], self.prints, &self.alignment.new_of),
            Side::New => (self.prints, &self.old.fingerprints[..], &self.alignment.old_of),
        };
        let unpaired = |at: &usize| paired[*at].is_none();
        // Most often there is nothing to look for.
        if (0..own.len()).all(|at| !unpaired(&at)) {
            return Vec::new();
        }
        let elsewhere: FxHashSet<Fingerprint> = other.iter().copied().collect();
        let left = (0..own.len()).filter(unpaired);
        left.filter(|&at| has_content(self.kind(side, at)) && !elsewhere.contains(&own[at]))
            .map(|at| at as u32)
            .collect()
    }

    fn kind(&self, side: Side, at: usize) -> Kind {
        match side {
            Side::Old => self.old.kinds.get(at).copied().unwrap_or(Kind::Paragraph),
            Side::New => self.article.blocks()[at].kind,
        }
    }

    /// The old block's kind.
    pub(super) fn old_kind(&self, at: u32) -> Kind {
        self.kind(Side::Old, at as usize)
    }

    /// The new block's kind.
    pub(super) fn new_kind(&self, at: u32) -> Kind {
        self.kind(Side::New, at as usize)
    }

    /// Leaves out counters that count something else now.
    pub(super) fn without_counters(&self, old: Vec<u32>, new: Vec<u32>) -> (Vec<u32>, Vec<u32>) {
        let mut counters: FxHashMap<String, Vec<u32>> = FxHashMap::default();
        for &block in &old {
            let text = self.old.text(block as usize);
            if let Some(counter) = text.and_then(|text| counter(self.old_kind(block), text)) {
                counters.entry(counter).or_default().push(block);
            }
        }
        if counters.is_empty() {
            return (old, new);
        }
        let mut gone: FxHashSet<u32> = FxHashSet::default();
        let is_again = |block: &u32| {
            let counter = counter(self.new_kind(*block), self.article.text_of(BlockId(*block)));
            let found = counter.and_then(|counter| counters.get(&counter));
            gone.extend(found.into_iter().flatten());
            found.is_some()
        };
        let mut is_again = is_again;
        let new = new.into_iter().filter(|block| !is_again(block)).collect();
        (old.into_iter().filter(|block| !gone.contains(block)).collect(), new)
    }

    /// What is to be told of it. `since` is when the earlier version was read, in words.
    pub fn changes(&self, since: String) -> Changes {
        let mut changes = Changes {
            since,
            ..Changes::default()
        };
        for (at, status) in self.statuses.new.iter().enumerate() {
            let block = BlockId(at as u32);
            match *status {
                BlockStatus::Same => {}
                BlockStatus::Unmatched => changes.added.push(block),
                // That another picture was credited otherwise is no news.
                BlockStatus::Changed(_) if self.article.blocks()[at].kind == Kind::Caption => {}
                BlockStatus::Changed(old) => changes.changed.extend(self.old.text(old as usize).map(|text| Changed {
                    block,
                    before: text.clone(),
                })),
            }
        }
        let mut pairs = self.alignment.in_order.iter().peekable();
        for (at, status) in self.statuses.old.iter().enumerate() {
            while pairs.next_if(|pair| (pair.0 as usize) < at).is_some() {}
            let kind = self.kind(Side::Old, at);
            if *status == BlockStatus::Unmatched && kind != Kind::Caption {
                let next = pairs.peek().map_or(self.prints.len() as u32, |pair| pair.1);
                changes.removed.push(Removed {
                    at: BlockId(next),
                    kind,
                    text: self.old.text(at).cloned().unwrap_or_default(),
                });
            }
        }
        changes
    }

    /// By block of a version: the blocks that kept their order before it. Between two versions, blocks with the same
    /// number stand between the same neighbours.
    pub(super) fn gaps(&self) -> (Vec<u32>, Vec<u32>) {
        let of = |blocks: usize, ends: &mut dyn Iterator<Item = u32>| {
            let mut gaps = Vec::with_capacity(blocks);
            for (number, end) in ends.chain([blocks as u32]).enumerate() {
                let Range { start, end } = gaps.len()..(end as usize + 1).min(blocks);
                gaps.extend((start..end).map(|_| number as u32));
            }
            gaps
        };
        let pairs = &self.alignment.in_order;
        (
            of(self.old.fingerprints.len(), &mut pairs.iter().map(|pair| pair.0)),
            of(self.prints.len(), &mut pairs.iter().map(|pair| pair.1)),
        )
    }
}

#[derive(Clone, Copy)]
pub(super) enum Side {
    Old,
    New,
}

/// What a counter counts; `None` if the block is none.
pub(super) fn counter(kind: Kind, text: &str) -> Option<String> {
    /// A longer text has five words in any script.
    const LONG: usize = 256;
    /// Fewer words are said again rather than copied: as for exact repeats.
    const WORDS: u32 = 5;
    if matches!(kind, Kind::Title | Kind::Heading) || text.len() > LONG {
        return None;
    }
    let normal = fold::normal(text);
    let is_counter = normal.contains(char::is_numeric)
        && !normal.ends_with(char::is_numeric)
        && normal.contains(char::is_alphabetic)
        && fold::word_count(text) < WORDS;
    is_counter.then(|| normal.replace(|c: char| c.is_numeric() || matches!(c, ',' | '.'), ""))
}
