//! What somebody takes along of an article: some of its passages, as they are seen.

use std::sync::Arc;

use super::{Article, Block, BlockId, Extras, Invalid, Meta, SectionId, Span, Start, Text};

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

/// Whole blocks of an article, in the order of its text.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    /// The article.
    pub article: &'a Article,
    /// The first block.
    pub first: BlockId,
    /// The last one: never before `first`.
    pub last: BlockId,
}

impl Article {
    /// A section by itself, with all that is known of the article it is from; nothing if there is no such section.
    #[must_use]
    pub fn section_alone(&self, id: SectionId) -> Option<Self> {
        let section = self.sections.get(id.index())?;
        let part = Part {
            article: self,
            first: section.first,
            last: section.last,
        };
        Self::joined(&[part], self.meta.clone()).ok()
    }

    /// Parts of articles, one after the other. The text is copied.
    ///
    /// # Errors
    /// When it is too long for one article.
    ///
    /// # Panics
    /// When a part has a block that its article has not.
    pub fn joined(parts: &[Part<'_>], meta: Meta) -> Result<Self, Invalid> {
        let mut joined = Joined::default();
        for part in parts {
            joined.add(part);
        }
        if u32::try_from(joined.text.len()).is_err() {
            return Err(Invalid {
                block: joined.blocks.len(),
                what: "the text is too long",
            });
        }
        let article = Self::new(Text::from(joined.text), meta, joined.blocks, &joined.starts)?;
        article.with_extras(joined.extras)
    }
}

/// What has been put together so far.
#[derive(Default)]
struct Joined {
    text: String,
    blocks: Vec<Block>,
    starts: Vec<Start>,
    extras: Vec<(BlockId, Extras)>,
}

impl Joined {
    fn add(&mut self, part: &Part<'_>) {
        let Part { article, first, last } = *part;
        self.part_lines();
        let (from, to) = (article.block(first).tile.start, article.block(last).tile.end);
        let (base, block) = (self.text.len() as u32, self.blocks.len() as u32);
        let moved = |span: Span| Span::new(span.start - from + base, span.end - from + base);
        let number = |id: BlockId| BlockId(id.0 - first.0 + block);
        self.text.push_str(Span::new(from, to).of(&article.text));
        let blocks = article.blocks[first.index()..=last.index()].iter();
        self.blocks.extend(blocks.map(|block| Block {
            tile: moved(block.tile),
            text: moved(block.text),
            credit: block.credit.map(moved),
            ..*block
        }));
        let sections = article.block(first).section.index()..=article.block(last).section.index();
        self.starts.extend(article.sections[sections].iter().map(|section| {
            Start {
                first: number(section.first.max(first)),
                // It stands in a block of the section; of a part of a section there may be no such block.
                headline: section
                    .headline
                    .filter(|headline| (from..to).contains(&headline.start))
                    .map(moved),
                time: section.time,
            }
        }));
        let begin = article.extras.partition_point(|(id, _)| *id < first);
        let extras = article.extras[begin..].iter().take_while(|(id, _)| *id <= last);
        self.extras
            .extend(extras.map(|(id, extras)| (number(*id), extras.moved(from, base))));
    }

    /// Two parts don't stand on one line.
    fn part_lines(&mut self) {
        let Some(last) = self.blocks.last_mut().filter(|_| !self.text.ends_with('\n')) else {
            return;
        };
        self.text.push_str("\n\n");
        last.tile.end = self.text.len() as u32;
    }
}
