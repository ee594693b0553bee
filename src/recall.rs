//! What is known of an article from earlier visits, matched to the article as it is now. Data and pure functions: where
//! it is kept is for others to know.
//!
//! An article is kept as a list of [`Fingerprint`]s, one a block, with the words themselves where they are few enough.
//! A new scrape of the same page has posts on top, posts that were edited, moved or taken down; so nothing is found
//! again by its number or its row, only by what it says.
//!
//! # What counts as new
//! What the article says: its title, headings, paragraphs, list items, quotations and captions. Times, bylines and
//! lines about the page come and go with every scrape, so they are neither added nor changed nor removed. Nor is what
//! stands elsewhere in the other version already: a post that was moved, a paragraph printed once more or once less. A
//! counter ("128 comments": fewer than five words that differ in their numbers alone, and don't end with one) is the
//! same block. A caption can be added; a page that shows other pictures, or credits one otherwise, has not changed.

mod align;
mod before;
mod changes;
mod fingerprint;
pub mod identity;
mod matching;
mod place;

use std::sync::Arc;

use crate::article::{Anchor, Article, BlockId, Kind, Published};

pub use align::{Alignment, longest_ascending};
pub use before::{LONG, Seen, before};
pub use changes::{BlockStatus, BlockStatuses, Matched};
use fingerprint::is_distinctive;
pub use fingerprint::{Fingerprint, fingerprints};

/// What the reader's mind is told of earlier visits. All ids are those of the article as it is now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recalled {
    /// Where the reader was; `None` on a first visit.
    pub position: Option<ReadingPosition>,
    /// Blocks that were read on an earlier visit to this article, ascending.
    pub read: Vec<BlockId>,
    /// Marks set on earlier visits, each letter once.
    pub marks: Vec<(char, ReadingPosition)>,
    /// What was read in other articles.
    pub before: Before,
    /// What is new since the last visit; `None` on a first visit.
    pub changes: Option<Changes>,
}

/// A place: the first row of the page, and the block that keys act on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReadingPosition {
    /// The first row of text on the page begins here.
    pub top: Anchor,
    /// Rows above it that belong to its block: spacing, remarks. See `layout::Top`.
    pub above: u16,
    /// The block that keys act on.
    pub cursor: BlockId,
}

/// Passages of this article that were read earlier in others, and not in this one.
///
/// Each is a paragraph, list item, caption or quotation of at least [`LONG`] words, or stands beside
/// another one read in the same article: what two articles share otherwise may be a turn of phrase.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Before {
    /// Ascending by block, each block once.
    pub passages: Vec<Passage>,
    /// The articles they were read in.
    pub articles: Vec<ArticleName>,
}

/// A passage that was read in another article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The block here.
    pub block: BlockId,
    /// An index into [`Before::articles`].
    pub of: u32,
}

/// What an article is called in a sentence about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArticleName {
    /// Its title, if it has one; of a very long one the first part.
    pub title: Option<String>,
    /// When it was published, if that is known.
    pub published: Option<Published>,
}

/// What is new since the last visit. What counts is said at the head of this module.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// When the last visit was, in words: "yesterday 14:05".
    pub since: String,
    /// Blocks that say something new, ascending.
    pub added: Vec<BlockId>,
    /// Blocks that say otherwise what an earlier one said, ascending.
    pub changed: Vec<Changed>,
    /// What is gone, in the order it stood in.
    pub removed: Vec<Removed>,
}

impl Changes {
    /// Whether nothing has changed.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }
}

/// A block whose words were others at the last visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// The block.
    pub block: BlockId,
    /// What it said.
    pub before: Arc<str>,
}

/// A block that was there at the last visit and is not any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removed {
    /// It stood before this block; one past the last if it stood at the end.
    pub at: BlockId,
    /// What it was.
    pub kind: Kind,
    /// What it said; empty if the version was too long for its words to be kept.
    pub text: Arc<str>,
}

/// Blocks in a row that were read, or are to count as unread again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadRange {
    /// The first.
    pub first: BlockId,
    /// The last: never before `first`.
    pub last: BlockId,
    /// Whether they were read.
    pub read: bool,
}

/// What is kept of an article as it was: what the new one is compared with ([`Matched`]).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Version {
    /// By block: what it says.
    pub fingerprints: Vec<Fingerprint>,
    /// By block: what it is.
    pub kinds: Vec<Kind>,
    /// By block: its words, if they were kept; else empty.
    pub texts: Vec<Arc<str>>,
}

/// The words of an article are kept with its version as long as they have no more bytes than this: a book is a
/// megabyte, a day's live blog a tenth of one.
pub const TEXT_BYTES: usize = 8 << 20;

impl Version {
    /// Of an article whose fingerprints are known.
    pub fn of(article: &Article, fingerprints: &[Fingerprint]) -> Self {
        let texts = if article.text().len() <= TEXT_BYTES {
            article.ids().map(|id| Arc::from(article.text_of(id))).collect()
        } else {
            Vec::new()
        };
        Self {
            fingerprints: fingerprints.to_vec(),
            kinds: article.blocks().iter().map(|block| block.kind).collect(),
            texts,
        }
    }

    /// A block's words; `None` if they were not kept.
    pub fn text(&self, block: usize) -> Option<&Arc<str>> {
        self.texts.get(block)
    }
}
