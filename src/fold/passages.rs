//! The blocks that take part: what an article says, as against what it is headed, dated and signed with.

use super::lead::Leads;
use super::order::told;
use super::words::write_normal;
use crate::article::{Article, Block, BlockId, Kind};

/// Whether blocks of a kind can be repeats at all.
///
/// A heading that stands twice heads two sections: without it the second one could not be found. A time, a byline or
/// a share line is not something the article says.
pub(super) fn takes_part(kind: Kind) -> bool {
    matches!(kind, Kind::Paragraph | Kind::ListItem | Kind::Caption | Kind::Quote)
}

/// The passages of an article, and how to read them.
pub(super) struct Passages<'a> {
    article: &'a Article,
    leads: Leads,
    /// See [`told`].
    told: Option<Vec<BlockId>>,
}

impl<'a> Passages<'a> {
    pub(super) fn of(article: &'a Article) -> Self {
        Self {
            article,
            leads: Leads::of(article),
            told: told(article),
        }
    }

    pub(super) fn block(&self, id: BlockId) -> &'a Block {
        self.article.block(id)
    }

    /// The number of blocks, of any kind.
    pub(super) fn blocks(&self) -> usize {
        self.article.blocks().len()
    }

    /// The block that was told after so many others: in most articles the one that stands after so many.
    pub(super) fn nth(&self, nth: usize) -> BlockId {
        self.told.as_ref().map_or(BlockId(nth as u32), |told| told[nth])
    }

    /// What the block says, as it stands.
    pub(super) fn said(&self, id: BlockId) -> &'a str {
        self.leads.skip(self.article.text_of(id))
    }

    /// Writes what counts of the block into `out`.
    pub(super) fn write_normal(&self, id: BlockId, out: &mut String) {
        write_normal(self.said(id), out);
    }
}
