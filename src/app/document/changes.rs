//! What has changed in an article since the last visit, as places to go to.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::article::{Article, BlockId};
use crate::layout::{Order, Past};
use crate::recall::Removed;

/// A piece of news: a place to go to, and a line or more of the box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Blocks in a row, in one section, that are new.
    Added {
        /// The first.
        first: BlockId,
        /// The last.
        last: BlockId,
    },
    /// A block that says something else.
    Changed(BlockId),
    /// What is gone: an index into what is known to be gone.
    Removed(usize),
}

/// What has changed, in the order in which it is shown. Looks at all that is new.
pub(in crate::app) fn list(article: &Article, past: &Past, removed: &[Removed], order: &Order) -> Arc<[Change]> {
    let section = |block: BlockId| article.block(block).section;
    let goes_on = |above: &BlockId, below: &BlockId| above.0 + 1 == below.0 && section(*above) == section(*below);
    let added = past.added.chunk_by(goes_on).map(|blocks| Change::Added {
        first: blocks[0],
        last: blocks[blocks.len() - 1],
    });
    // What the page says several times has changed several times, and is gone as often; it is news once.
    let mut told: FxHashSet<(&str, &str)> = FxHashSet::default();
    let mut is_first = |before, now| told.insert((before, now));
    let others = past.changed.iter();
    let others = others.filter(|(block, before)| is_first(before, article.text_of(*block)));
    let changed: Vec<Change> = others.map(|&(block, _)| Change::Changed(block)).collect();
    let gone = removed.iter().enumerate();
    let gone = gone.filter(|(_, removed)| removed.text.is_empty() || is_first(&removed.text, ""));
    let of_removed: Vec<Change> = gone.map(|(index, _)| Change::Removed(index)).collect();
    let mut items: Vec<Change> = added.chain(changed).chain(of_removed).collect();
    items.sort_by_key(|item| key(article, order, item.at(removed)));
    items.into()
}

/// What places of news are compared by, in the order shown. What stood at the end and is gone stays with what is last.
pub(in crate::app) fn key(article: &Article, order: &Order, at: BlockId) -> (usize, BlockId) {
    let near = article.last().map(|last| article.block(at.min(last)).section);
    (near.map_or(0, |section| order.place(section)), at)
}

/// How many there are of each, in words: "4 new, 1 changed"; nothing if there are none.
pub(in crate::app) fn counted(counts: &[(usize, &str)]) -> Option<String> {
    let counts = counts.iter().filter(|(count, _)| *count > 0);
    let told: Vec<String> = counts.map(|(count, what)| format!("{count} {what}")).collect();
    (!told.is_empty()).then(|| told.join(", "))
}

/// How much of each there is: blocks that are new, and what has changed and is gone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChangeCounts {
    pub(in crate::app) added: usize,
    pub(in crate::app) changed: usize,
    pub(in crate::app) removed: usize,
}

impl ChangeCounts {
    /// Of these pieces of news.
    pub(in crate::app) fn of(items: &[Change]) -> Self {
        let mut counts = Self::default();
        for item in items {
            match item {
                Change::Added { first, last } => counts.added += (last.0 - first.0 + 1) as usize,
                Change::Changed(_) => counts.changed += 1,
                Change::Removed(_) => counts.removed += 1,
            }
        }
        counts
    }
}

impl Change {
    /// The block it is at; one past the last for what stood at the end and is gone.
    pub(in crate::app) fn at(self, removed: &[Removed]) -> BlockId {
        match self {
            Self::Added { first, .. } => first,
            Self::Changed(block) => block,
            Self::Removed(index) => removed.get(index).map_or(BlockId(0), |removed| removed.at),
        }
    }
}
