//! What of an article was read earlier in others.

use rustc_hash::FxHashMap;

use super::changes::has_content;
use super::{ArticleName, Before, Fingerprint, Passage};
use crate::article::{Article, BlockId};
use crate::fold;

/// Words of a passage that proves alone that it was read before: as for what stands in an earlier article. Sentences
/// of news have 20 to 25 words on average, so a turn of phrase is shorter.
pub const LONG: u32 = 25;
/// Bytes of a text that has so many words in any script.
const LONG_BYTES: u32 = 1024;
/// Blocks of other kinds that may stand between two passages that prove each other.
const BETWEEN: u32 = 3;

/// What was read in other articles, by what it says: indices into the list of those articles, most recent first.
pub type Seen = FxHashMap<Fingerprint, Vec<u32>>;

/// The passages of an article that were read in others. `read` are those that were read in it, ascending.
pub fn before(
    article: &Article,
    prints: &[Fingerprint],
    read: &[BlockId],
    seen: &Seen,
    articles: &[ArticleName],
) -> Before {
    let mut passages: Vec<Passage> = Vec::new();
    if !seen.is_empty() {
        let mut read = read.iter().copied().peekable();
        for (id, print) in article.ids().zip(prints) {
            let is_read = read.next_if_eq(&id).is_some();
            let kind = article.block(id).kind;
            let is_passage = kind.is_passage();
            let Some(found) = seen.get(print).filter(|_| is_passage && !is_read) else {
                continue;
            };
            // What goes on in the same article is said of that one.
            let last = passages.last().map(|last| last.of);
            let of = last.filter(|last| found.contains(last)).or(found.first().copied());
            passages.extend(of.map(|of| Passage { block: id, of }));
        }
    }
    let proven: Vec<bool> = (0..passages.len())
        .map(|at| is_proven(article, &passages, at))
        .collect();
    let mut proven = proven.into_iter();
    passages.retain(|_| proven.next() == Some(true));
    only_named(passages, articles)
}

fn is_proven(article: &Article, passages: &[Passage], at: usize) -> bool {
    let Passage { block, of } = passages[at];
    let text = article.block(block).text;
    let beside = |other: Option<&Passage>| {
        other.is_some_and(|other| {
            let (first, last) = (block.min(other.block), block.max(other.block));
            let between = (first.0 + 1..last.0).map(|id| article.block(BlockId(id)).kind);
            other.of == of && last.0 - first.0 <= BETWEEN + 1 && between.into_iter().all(|kind| !has_content(kind))
        })
    };
    text.len() >= LONG_BYTES
        || beside(passages.get(at + 1))
        || at.checked_sub(1).is_some_and(|before| beside(passages.get(before)))
        || fold::word_count(article.text_of(block)) >= LONG
}

/// Without the articles that nothing is said of.
fn only_named(mut passages: Vec<Passage>, articles: &[ArticleName]) -> Before {
    let mut numbers: FxHashMap<u32, u32> = FxHashMap::default();
    let mut named = Vec::new();
    for passage in &mut passages {
        passage.of = *numbers.entry(passage.of).or_insert_with(|| {
            named.push(articles.get(passage.of as usize).cloned().unwrap_or_default());
            named.len() as u32 - 1
        });
    }
    Before {
        passages,
        articles: named,
    }
}
