//! Repeats between articles.
//!
//! All passages of all articles, in the order of publication, are searched as if they were one long article, so that
//! the same rules apply as within one. Articles without a date come last, in the order given.

use std::cmp::Ordering;

use super::passages::Passages;
use super::work::StagedWork;
use super::{How, Limits, Repeat, repeats};
use crate::article::{Article, BlockId};

/// A block of one of several articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The article's place among those given.
    pub article: u32,
    /// The block in it.
    pub block: BlockId,
}

/// A block that repeats one of an article published earlier.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// The block that repeats.
    pub block: Place,
    /// The first block that says it, in another article.
    pub of: Place,
    /// How.
    pub how: How,
    /// From 0 to 1; 1 for exact repeats.
    pub similarity: f32,
}

/// Pairs that are consecutive in both articles, in the same order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretch {
    /// The first block that repeats.
    pub first: Place,
    /// The last one, of the same article.
    pub last: BlockId,
    /// What the first repeats.
    pub of: Place,
    /// What the last repeats.
    pub of_last: BlockId,
    /// How many blocks of it are repeats.
    pub pairs: u32,
    /// Near if one of them is.
    pub how: How,
    /// The least of them.
    pub similarity: f32,
}

/// What several articles repeat from each other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Across {
    /// In the order of `block`.
    pairs: Vec<Pair>,
    /// Places of the articles given, in the order they were published.
    order: Vec<u32>,
}

impl Across {
    /// All pairs.
    pub fn of(articles: &[&Article]) -> Self {
        let bytes = articles.iter().map(|article| article.text().len()).sum();
        Self::find(articles, Limits::for_text(bytes), &mut |_, _| true).unwrap_or_default()
    }

    /// As [`Across::of`], within limits, saying how far it is (blocks done, of all) now and then; ends early with
    /// `None` when `go_on` answers `false`.
    pub fn find(articles: &[&Article], limits: Limits, go_on: &mut dyn FnMut(u32, u32) -> bool) -> Option<Self> {
        let order = by_date(articles);
        let passages = Passages::of_all(order.iter().map(|&article| articles[article as usize]));
        let mut work = StagedWork::new(passages.blocks() as u32, limits, go_on);
        let found = repeats(&passages, limits, &mut work)?;
        let place = |id: BlockId| {
            let (article, block) = passages.place(id);
            Place {
                article: order[article],
                block,
            }
        };
        let pair = |repeat: &Repeat| Pair {
            block: place(repeat.block),
            of: place(repeat.of),
            how: repeat.how,
            similarity: repeat.similarity,
        };
        let mut pairs: Vec<Pair> = found
            .iter()
            .map(pair)
            .filter(|pair| pair.block.article != pair.of.article)
            .collect();
        pairs.sort_unstable_by_key(|pair| pair.block);
        Some(Self { pairs, order })
    }

    /// All pairs, by article and block.
    pub fn pairs(&self) -> &[Pair] {
        &self.pairs
    }

    /// The places of the articles given, in the order they were published.
    pub fn order(&self) -> &[u32] {
        &self.order
    }

    /// The pair of a block that repeats another article.
    pub fn pair(&self, block: Place) -> Option<&Pair> {
        let at = self.pairs.binary_search_by_key(&block, |pair| pair.block);
        at.ok().map(|at| &self.pairs[at])
    }

    /// The pairs as stretches, in the order the articles were published. Blocks that are not passages may come between
    /// two blocks of a stretch; `is_passage` tells.
    pub fn stretches(&self, is_passage: impl Fn(Place) -> bool) -> Vec<Stretch> {
        let follows = |one: Place, next: Place| {
            let mut between = (one.block.0 + 1..next.block.0).map(|block| Place {
                block: BlockId(block),
                ..one
            });
            one.article == next.article && one.block < next.block && !between.any(&is_passage)
        };
        let mut stretches: Vec<Stretch> = Vec::new();
        for pair in &self.pairs {
            if let Some(last) = stretches.last_mut() {
                let at = |block, place: Place| Place { block, ..place };
                if follows(at(last.last, last.first), pair.block) && follows(at(last.of_last, last.of), pair.of) {
                    (last.last, last.of_last) = (pair.block.block, pair.of.block);
                    last.pairs += 1;
                    last.similarity = last.similarity.min(pair.similarity);
                    if pair.how == How::Near {
                        last.how = How::Near;
                    }
                    continue;
                }
            }
            stretches.push(Stretch {
                first: pair.block,
                last: pair.block.block,
                of: pair.of,
                of_last: pair.of.block,
                pairs: 1,
                how: pair.how,
                similarity: pair.similarity,
            });
        }
        let mut places = vec![0u32; self.order.len()];
        for (place, &article) in (0..).zip(&self.order) {
            places[article as usize] = place;
        }
        stretches.sort_by_key(|stretch| (places[stretch.first.article as usize], stretch.first.block));
        stretches
    }
}

/// The places of the articles, in the order they were published.
fn by_date(articles: &[&Article]) -> Vec<u32> {
    let date = |article: u32| {
        let published = articles[article as usize].meta().published?;
        Some((published.date, published.minute))
    };
    let mut order: Vec<u32> = (0..articles.len() as u32).collect();
    order.sort_by(|&one, &other| match (date(one), date(other)) {
        (Some(one), Some(other)) => one.cmp(&other),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    });
    order
}
