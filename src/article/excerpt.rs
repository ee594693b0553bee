//! What somebody takes along of an article: some of its passages, as they are seen.

use std::sync::Arc;

use super::{Article, Block, BlockId, SectionId, Span, Start, Text};

/// Passages of an article, in the order of its text.
#[derive(Clone, Debug, PartialEq)]
pub struct Excerpt {
    /// The article.
    pub article: Arc<Article>,
    /// What of it.
    pub passages: Vec<Passage>,
}

/// A passage, or what is said in place of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Passage {
    /// A stretch of a block's text: all of it, or what was selected of it. Never empty.
    Text {
        /// The block.
        block: BlockId,
        /// The stretch, in the article's text.
        span: Span,
    },
    /// Words of ours for what was not seen: "4 paragraphs repeated from 1 Opening".
    LeftOut(String),
}

impl Excerpt {
    /// Its first and last block that it has text of.
    pub fn ends(&self) -> Option<(BlockId, BlockId)> {
        let mut blocks = self.passages.iter().filter_map(|passage| match passage {
            Passage::Text { block, .. } => Some(*block),
            Passage::LeftOut(_) => None,
        });
        let first = blocks.next()?;
        Some((first, blocks.next_back().unwrap_or(first)))
    }
}

impl Article {
    /// A section by itself, with all that is known of the article it is from; nothing if there is no such section.
    #[must_use]
    pub fn section_alone(&self, id: SectionId) -> Option<Self> {
        let section = self.sections.get(id.index())?;
        let (first, last) = (self.block(section.first), self.block(section.last));
        let base = first.tile.start;
        let shift = |span: Span| Span::new(span.start - base, span.end - base);
        let blocks = &self.blocks[section.first.index()..=section.last.index()];
        let blocks = blocks.iter().map(|block| Block {
            tile: shift(block.tile),
            text: shift(block.text),
            credit: block.credit.map(shift),
            ..*block
        });
        let text = Span::new(base, last.tile.end).of(&self.text).to_owned();
        let start = Start {
            first: BlockId(0),
            // What stands in a block of the section is shifted with it.
            headline: section.headline.map(shift),
            time: section.time,
        };
        let extras = self
            .extras
            .iter()
            .filter(|(id, _)| (section.first..=section.last).contains(id));
        let extras = extras.map(|(id, extras)| (BlockId(id.0 - section.first.0), extras.moved_back(base)));
        let alone = Self::new(Text::from(text), self.meta.clone(), blocks.collect(), &[start]).ok()?;
        alone.with_extras(extras.collect()).ok()
    }
}
