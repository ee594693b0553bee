//! The article as it is read while it is followed: as the last answer has it, with the posts that it does not show any
//! more. They stay where they stood.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Known;
use crate::article::{Article, BlockId, Part};

/// An article with the posts that its last answer did not show.
#[derive(Clone, Debug, Default)]
pub struct Merged {
    /// The article.
    pub article: Arc<Article>,
    /// Posts that are gone, in the order of the article.
    pub removed: Vec<Kept>,
    /// Where the posts are.
    pub(super) ranges: FxHashMap<Arc<str>, (BlockId, BlockId)>,
}

/// A post that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// What the post is called.
    pub key: Arc<str>,
    /// Its first block.
    pub first: BlockId,
    /// Its last block.
    pub last: BlockId,
}

impl Merged {
    /// Where a post is.
    pub fn range(&self, key: &str) -> Option<(BlockId, BlockId)> {
        self.ranges.get(key).copied()
    }
}

/// Merges the article of the last answer, the version of that number, with what the article before it kept.
pub fn merged(before: &Merged, article: &Arc<Article>, known: &[Known], version: u32) -> Merged {
    let mut shown: Vec<(BlockId, BlockId)> = Vec::new();
    let mut kept: Vec<(Option<BlockId>, &Known, (BlockId, BlockId))> = Vec::new();
    // Kept posts stand below the post that stood above them.
    let mut above = None;
    for known in known {
        if known.seen == version {
            shown.push(known.post.range);
            above = Some(known.post.range.1);
        } else if let Some(range) = before.range(&known.key) {
            kept.push((above, known, range));
        }
    }
    shown.sort_unstable();
    let begin = shown.first().map_or(BlockId(0), |first| first.0);
    let mut plan = Plan::of(article, &before.article);
    // By where they stand; those in one place in their order.
    kept.sort_by_key(|(above, ..)| *above);
    let mut next = BlockId(0);
    for (above, known, range) in &kept {
        plan.up_to(&mut next, above.map_or(begin, |above| BlockId(above.0 + 1)));
        plan.keep(known, *range);
    }
    plan.up_to(&mut next, BlockId(article.blocks().len() as u32));
    plan.finish(known, version)
}

/// Parts of two articles, in a row.
struct Plan<'a> {
    article: &'a Arc<Article>,
    before: &'a Article,
    parts: Vec<Part<'a>>,
    /// Blocks so far.
    blocks: u32,
    /// By part of the article that is read: its first block, and the number it has now.
    moved: Vec<(BlockId, u32)>,
    kept: Vec<(Kept, bool)>,
}

impl<'a> Plan<'a> {
    fn of(article: &'a Arc<Article>, before: &'a Article) -> Self {
        Self {
            article,
            before,
            parts: Vec::new(),
            blocks: 0,
            moved: Vec::new(),
            kept: Vec::new(),
        }
    }

    fn add(&mut self, article: &'a Article, first: BlockId, last: BlockId) {
        self.parts.push(Part { article, first, last });
        self.blocks += last.0 - first.0 + 1;
    }

    /// The article's blocks before this one.
    fn up_to(&mut self, next: &mut BlockId, end: BlockId) {
        if *next < end {
            self.moved.push((*next, self.blocks));
            self.add(self.article, *next, BlockId(end.0 - 1));
            *next = end;
        }
    }

    fn keep(&mut self, known: &Known, (first, last): (BlockId, BlockId)) {
        let at = self.blocks;
        self.add(self.before, first, last);
        let kept = Kept {
            key: Arc::clone(&known.key),
            first: BlockId(at),
            last: BlockId(self.blocks - 1),
        };
        self.kept.push((kept, known.removed));
    }

    fn finish(self, known: &[Known], version: u32) -> Merged {
        let joined = if self.kept.is_empty() {
            Some(Arc::clone(self.article))
        } else {
            let meta = self.article.meta().clone();
            Article::joined(&self.parts, meta).ok().map(Arc::new)
        };
        let Some(article) = joined else {
            // Too long for one article: then without what is kept.
            return Merged {
                article: Arc::clone(self.article),
                ranges: ranges(known, version, &[(BlockId(0), 0)]),
                removed: Vec::new(),
            };
        };
        let mut ranges = ranges(known, version, &self.moved);
        for (kept, _) in &self.kept {
            ranges.insert(Arc::clone(&kept.key), (kept.first, kept.last));
        }
        let removed = self.kept.into_iter().filter(|(_, removed)| *removed);
        Merged {
            article,
            removed: removed.map(|(kept, _)| kept).collect(),
            ranges,
        }
    }
}

fn ranges(known: &[Known], version: u32, moved: &[(BlockId, u32)]) -> FxHashMap<Arc<str>, (BlockId, BlockId)> {
    let now = |block: BlockId| {
        let part = moved.partition_point(|(first, _)| *first <= block).checked_sub(1)?;
        let (first, at) = moved[part];
        Some(BlockId(block.0 - first.0 + at))
    };
    let shown = known.iter().filter(|known| known.seen == version);
    shown
        .filter_map(|known| {
            let (first, last) = known.post.range;
            Some((Arc::clone(&known.key), (now(first)?, now(last)?)))
        })
        .collect()
}
