//! When the posts of an article were published, and the order in which they are shown: a view, the article is not
//! touched. The opening stays first; what has no time stays with the post above it.

use crate::article::{Article, SectionId};
use crate::fold::Moments;
use crate::layout::Order;
use crate::settings::PostOrder;

/// When the posts of an article were published, and in which order they are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Posts {
    /// When they were published.
    pub moments: Moments,
    /// In which order they are shown.
    pub order: Order,
    /// What that order is.
    pub(in crate::app) asked: PostOrder,
}

impl Posts {
    /// Those of an article, in this order. Looks at every block.
    pub(in crate::app) fn of(article: &Article, asked: PostOrder) -> Self {
        let moments = Moments::of(article);
        let order = ordered(article, &moments, asked);
        Self { moments, order, asked }
    }
}

/// The sections of an article in this order.
pub(in crate::app) fn ordered(article: &Article, moments: &Moments, asked: PostOrder) -> Order {
    if asked == PostOrder::Given || moments.is_empty() {
        return Order::default();
    }
    // Posts, each with what follows it and has no time; before them what stands above the first.
    let mut posts: Vec<(i64, Vec<SectionId>)> = Vec::new();
    let mut shown = Vec::with_capacity(moments.minutes.len());
    for (index, minute) in moments.minutes.iter().enumerate() {
        let section = SectionId(index as u32);
        match (minute, posts.last_mut()) {
            (Some(minute), _) => posts.push((*minute, vec![section])),
            (None, Some((_, sections))) => sections.push(section),
            (None, None) => shown.push(section),
        }
    }
    // Of two posts of one minute that is older which is so by the order the article is told in.
    if moments.newest_first {
        posts.reverse();
    }
    posts.sort_by_key(|(minute, _)| *minute);
    if asked == PostOrder::Newest {
        posts.reverse();
    }
    shown.extend(posts.into_iter().flat_map(|(_, sections)| sections));
    Order::new(article, shown)
}
