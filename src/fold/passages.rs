//! The passages of articles: what they say, without headings, dates and bylines.

use super::lead::Leads;
use super::order::told;
use super::words::write_normal;
use crate::article::{Article, Block, BlockId};

/// An article among others.
struct ArticleMember<'a> {
    article: &'a Article,
    leads: Leads,
    /// See [`told`].
    told: Option<Vec<BlockId>>,
    /// The blocks of the articles before it.
    start: u32,
}

/// The passages of one article or several. The blocks of all of them are numbered consecutively, so that comparing them
/// needs no knowledge of where an article ends.
pub(super) struct Passages<'a> {
    members: Vec<ArticleMember<'a>>,
    blocks: usize,
}

impl<'a> Passages<'a> {
    pub(super) fn of(article: &'a Article) -> Self {
        Self::of_all([article])
    }

    /// Of articles in the order they were published.
    pub(super) fn of_all(articles: impl IntoIterator<Item = &'a Article>) -> Self {
        let mut blocks = 0;
        let member = |article: &'a Article| {
            let start = blocks as u32;
            blocks += article.blocks().len();
            ArticleMember {
                article,
                leads: Leads::of(article),
                told: told(article),
                start,
            }
        };
        let members = articles.into_iter().map(member).collect();
        Self { members, blocks }
    }

    /// The article a block is in, by its place among them, and the block's number there.
    pub(super) fn place(&self, id: BlockId) -> (usize, BlockId) {
        let member = match self.members.len() {
            1 => 0,
            _ => self
                .members
                .partition_point(|member| member.start <= id.0)
                .saturating_sub(1),
        };
        (member, BlockId(id.0 - self.members[member].start))
    }

    pub(super) fn block(&self, id: BlockId) -> &'a Block {
        let (member, block) = self.place(id);
        self.members[member].article.block(block)
    }

    /// The number of blocks, of any kind.
    pub(super) fn blocks(&self) -> usize {
        self.blocks
    }

    /// The block at an index in the order of publication: in most articles, the one at that index in the text.
    pub(super) fn nth(&self, nth: usize) -> BlockId {
        let (index, at) = self.place(BlockId(nth as u32));
        let member = &self.members[index];
        let block = member.told.as_ref().map_or(at, |told| told[at.index()]);
        BlockId(member.start + block.0)
    }

    /// The text of the block, unchanged but without its lead.
    pub(super) fn said(&self, id: BlockId) -> &'a str {
        let (member, block) = self.place(id);
        let ArticleMember { article, leads, .. } = &self.members[member];
        leads.skip(article.text_of(block))
    }

    /// Writes the block's normal form to `out`.
    pub(super) fn write_normal(&self, id: BlockId, out: &mut String) {
        write_normal(self.said(id), out);
    }
}
