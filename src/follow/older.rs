//! Older posts, from the pages that a blog goes on on. They join what is known where that ends, each once.

use std::sync::Arc;

use super::identity::Matched;
use super::{Edition, Follower, Post, known};
use crate::article::{Article, BlockId, Part};
use crate::follow::Merged;

/// A post that an older page has brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    /// What it is called.
    pub key: Arc<str>,
    /// Its first and last block in the article of that page.
    pub range: (BlockId, BlockId),
}

/// The posts that an older page has brought, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OlderPosts {
    /// Those that were not known.
    pub added: Vec<Added>,
    /// Whether they stand above all others: the article begins with what was published first.
    pub above: bool,
}

impl Follower {
    /// Takes in the next page of the article; nothing if it is of another one. `is_page` says that its address is that of a
    /// page of this article. It is no version: it says nothing of what is new, edited or gone.
    pub fn take_older(&mut self, edition: &Edition, is_page: bool) -> Option<OlderPosts> {
        let matched = Matched::of(&self.known, edition);
        let knows_some = matched.of_new.iter().any(Option::is_some);
        if edition.posts.is_empty() || !(is_page || knows_some || self.has_title_like(edition)) {
            return None;
        }
        let (first, last) = (self.known.first(), edition.posts.last());
        let moment = |post: Option<&Arc<Post>>| post.and_then(|post| known::moment(post));
        let earlier = moment(last).zip(moment(first.map(|known| &known.post)));
        let above = !edition.newest_first && earlier.is_some_and(|(last, first)| last < first);
        let new = edition.posts.iter().zip(&matched.of_new);
        let new: Vec<_> = new.filter(|(_, known_as)| known_as.is_none()).collect();
        let older = known::older(&self.known, new.into_iter().map(|(post, _)| post));
        let added = older.iter().map(|known| Added {
            key: Arc::clone(&known.key),
            range: known.post.range,
        });
        let added = added.collect();
        let at = if above { 0 } else { self.known.len() };
        self.known.splice(at..at, older);
        Some(OlderPosts { added, above })
    }

    /// Whether a page is called as the article is, but for which page it is.
    fn has_title_like(&self, edition: &Edition) -> bool {
        let titles = self.title.as_deref().zip(edition.title.as_deref());
        titles.is_some_and(|(one, two)| one.starts_with(two) || two.starts_with(one))
    }
}

impl Merged {
    /// The article with the posts that an older page has brought; nothing if it would be too long.
    pub fn with_older(&self, page: &Article, older: &OlderPosts) -> Option<Self> {
        let (before, all) = (&*self.article, self.article.blocks().len() as u32);
        let ranges = self.ranges.values();
        let at = if older.above {
            ranges.map(|(first, _)| first.0).min().unwrap_or(0)
        } else {
            ranges.map(|(_, last)| last.0 + 1).max().unwrap_or(all)
        };
        let own = |first: u32, end: u32| {
            let part = Part {
                article: before,
                first: BlockId(first),
                last: BlockId(end.saturating_sub(1)),
            };
            (first < end).then_some(part)
        };
        let posts = older.added.iter().map(
            |Added {
                 range: (first, last), ..
             }| Part {
                article: page,
                first: *first,
                last: *last,
            },
        );
        let parts: Vec<Part<'_>> = own(0, at).into_iter().chain(posts).chain(own(at, all)).collect();
        let article = Article::joined(&parts, before.meta().clone()).ok()?;
        let more = article.blocks().len() as u32 - all;
        let moved = |block: BlockId| BlockId(if block.0 < at { block.0 } else { block.0 + more });
        let mut merged = self.clone();
        for range in merged.ranges.values_mut() {
            *range = (moved(range.0), moved(range.1));
        }
        for kept in &mut merged.removed {
            (kept.first, kept.last) = (moved(kept.first), moved(kept.last));
        }
        let mut next = at;
        for Added { key, range } in &older.added {
            let last = next + range.1.0 - range.0.0;
            merged.ranges.insert(Arc::clone(key), (BlockId(next), BlockId(last)));
            next = last + 1;
        }
        merged.article = Arc::new(article);
        Some(merged)
    }
}
