//! What an article is: one clean text, and blocks that point into it.
//!
//! Data only. This module knows nothing of how a text is read, folded or drawn.
//!
//! The blocks *tile* the text: block 0's tile starts at byte 0, each tile starts where the one before ends, the
//! last ends where the text ends. Inside its tile a block has its *text*, the part that is shown; what lies
//! between (bullets, blank lines, the ` date 2026-08-15 ` before a title) is the block's margin. So nothing of
//! the input can be lost without a tile being wrong, and [`Article::new`] refuses wrong tiles.

mod block;
mod excerpt;
mod extras;
mod list;
mod time;

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

pub use block::{Block, Kind, Note, Notes};
pub use excerpt::{Excerpt, Part, Passage};
pub use extras::{Extras, Inline, InlineStyle, Picture};
pub use list::keeps_blanks;
pub use time::{Date, Published, Time, Zone};

/// The text of an article, shared by everyone who shows or searches it.
///
/// An `Arc<String>` rather than an `Arc<str>`: making the latter copies the text, which at 100 MB is the
/// largest single cost of opening a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(Arc<String>);

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(Arc::new(text))
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

/// A byte range of an article's text. Both ends are character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// The range from `start` up to, not including, `end`.
    pub fn new(start: u32, end: u32) -> Self {
        debug_assert!(start <= end, "span {start}..{end} runs backwards");
        Self { start, end }
    }

    /// Its length in bytes.
    pub fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether it holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies in it.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the byte lies in it.
    pub fn holds(self, byte: u32) -> bool {
        (self.start..self.end).contains(&byte)
    }

    /// The stretch of `text` it names.
    ///
    /// # Panics
    /// When an end lies past the text or inside a character.
    pub fn of(self, text: &str) -> &str {
        &text[self.start as usize..self.end as usize]
    }
}

/// The place of a block in its article, counted from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlockId(pub u32);

impl BlockId {
    /// As an index into [`Article::blocks`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The place of a section in its article, counted from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectionId(pub u32);

impl SectionId {
    /// As an index into [`Article::sections`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A place in an article: a byte of a block's text. Never a screen row, so that it survives any resize.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Anchor {
    /// The block.
    pub block: BlockId,
    /// Bytes from the start of the block's text; a character boundary, at most the text's length.
    pub offset: u32,
}

impl Anchor {
    /// The start of a block.
    pub fn start_of(block: BlockId) -> Self {
        Self { block, offset: 0 }
    }
}

/// A heading and the blocks up to the next one; or the opening, before the first heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its first block.
    pub first: BlockId,
    /// Its last block: never before `first`.
    pub last: BlockId,
    /// What the sidebar shows: a stretch of the heading, or of the first sentence of a post without one.
    /// `None` is the opening.
    pub headline: Option<Span>,
    /// The time of the post, if it is one.
    pub time: Option<Time>,
}

/// What is known of an article as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meta {
    /// Its headline, on one line.
    pub title: Option<String>,
    /// When it was published.
    pub published: Option<Published>,
    /// Whether that is when it was last changed, and when it first appeared is not known.
    pub updated: bool,
    /// Who wrote it, a name an entry, without "By".
    pub bylines: Vec<String>,
    /// What it is called in the collection it comes from, where that says.
    pub id: Option<String>,
    /// Where it was published, where the input says.
    pub url: Option<String>,
}

/// One clean text, and the blocks and sections that point into it. The default is the empty article: no text, no block,
/// no section.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article {
    text: Text,
    meta: Meta,
    blocks: Vec<Block>,
    sections: Vec<Section>,
    /// Of the few blocks that have any, ascending.
    extras: Vec<(BlockId, Extras)>,
}

/// Why parts do not make an article; see [`Article::new`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid {
    /// The first block that is wrong, or the number of blocks where the end is.
    pub block: usize,
    /// What is wrong with it.
    pub what: &'static str,
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "block {}: {}", self.block, self.what)
    }
}

impl std::error::Error for Invalid {}

impl Article {
    /// Puts an article together. `starts` are the first blocks of the sections, each with its headline and
    /// time; the blocks' `section` is set from them.
    ///
    /// # Errors
    /// When the tiles do not tile the text, a block's text lies outside its tile, a credit outside its text,
    /// an end is no character boundary, or the sections do not start at block 0 and ascend.
    pub fn new(text: Text, meta: Meta, mut blocks: Vec<Block>, starts: &[Start]) -> Result<Self, Invalid> {
        check_tiles(&text, &blocks)?;
        let sections = sections_of(&mut blocks, starts)?;
        Ok(Self {
            text,
            meta,
            blocks,
            sections,
            extras: Vec::new(),
        })
    }

    /// The same article with its first block as the title, whatever it looked like. It has no other.
    #[must_use]
    pub fn titled(mut self) -> Self {
        for other in self.blocks.iter_mut().skip(1).filter(|block| block.kind == Kind::Title) {
            other.kind = Kind::Paragraph;
        }
        if let Some(first) = self.blocks.first_mut().filter(|first| first.kind != Kind::Title) {
            (first.kind, first.credit) = (Kind::Title, None);
            let tile = first.tile;
            for section in &mut self.sections {
                section.headline = section.headline.filter(|headline| !tile.contains(*headline));
            }
        }
        self
    }

    /// The same article, whose input breaks off behind its last block.
    #[must_use]
    pub fn breaking_off(mut self) -> Self {
        if let Some(last) = self.blocks.last_mut() {
            last.notes.add(Note::EndsMidSentence);
        }
        self
    }

    /// The same article, with this known of it as a whole.
    #[must_use]
    pub fn with_meta(self, meta: Meta) -> Self {
        Self { meta, ..self }
    }

    /// The whole clean text.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// Title, date and bylines.
    pub fn meta(&self) -> &Meta {
        &self.meta
    }

    /// The blocks, in the order of the text.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The sections, in the order of the text. None only if there is no block.
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// One block.
    ///
    /// # Panics
    /// When the article has no such block.
    pub fn block(&self, id: BlockId) -> &Block {
        &self.blocks[id.index()]
    }

    /// Whether a section's headline is a headline of the article's own, and not words that we took from its text to call
    /// it by. The opening has none.
    pub fn is_named(&self, section: &Section) -> bool {
        let block = section.headline.and_then(|headline| self.block_at(headline.start));
        block.is_some_and(|block| matches!(self.block(block).kind, Kind::Heading | Kind::Title))
    }

    /// One section.
    ///
    /// # Panics
    /// When the article has no such section.
    pub fn section(&self, id: SectionId) -> &Section {
        &self.sections[id.index()]
    }

    /// A block's text.
    ///
    /// # Panics
    /// When the article has no such block.
    pub fn text_of(&self, id: BlockId) -> &str {
        self.block(id).text.of(&self.text)
    }

    /// The ids of all blocks.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = BlockId> + use<> {
        (0..self.blocks.len() as u32).map(BlockId)
    }

    /// The last block, if there is any.
    pub fn last(&self) -> Option<BlockId> {
        (self.blocks.len() as u32).checked_sub(1).map(BlockId)
    }

    /// The block whose tile holds the byte; the last block for bytes past the end.
    pub fn block_at(&self, byte: u32) -> Option<BlockId> {
        let after = self.blocks.partition_point(|block| block.tile.start <= byte);
        (after as u32)
            .checked_sub(1)
            .map(BlockId)
            .or(if self.blocks.is_empty() { None } else { Some(BlockId(0)) })
    }

    /// The byte an anchor stands at.
    ///
    /// # Panics
    /// When the article has no such block.
    pub fn byte_of(&self, anchor: Anchor) -> u32 {
        let text = self.block(anchor.block).text;
        text.start.saturating_add(anchor.offset).min(text.end)
    }

    /// The anchor nearest to a byte: in the margin of a block, the nearer end of its text.
    pub fn anchor_at(&self, byte: u32) -> Option<Anchor> {
        let block = self.block_at(byte)?;
        let text = self.block(block).text;
        let byte = self.text.floor_char_boundary(byte.clamp(text.start, text.end) as usize) as u32;
        Some(Anchor {
            block,
            offset: byte - text.start,
        })
    }
}

/// Where a section starts; see [`Article::new`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Start {
    /// Its first block.
    pub first: BlockId,
    /// See [`Section::headline`].
    pub headline: Option<Span>,
    /// See [`Section::time`].
    pub time: Option<Time>,
}

fn check_tiles(text: &str, blocks: &[Block]) -> Result<(), Invalid> {
    let mut at = 0;
    for (index, block) in blocks.iter().enumerate() {
        let wrong = |what| Err(Invalid { block: index, what });
        let whole = |span: Span| {
            span.start <= span.end
                && text.is_char_boundary(span.start as usize)
                && text.is_char_boundary(span.end as usize)
        };
        if block.tile.start != at {
            return wrong("its tile does not start where the one before ends");
        }
        if !whole(block.tile) || !whole(block.text) || !block.credit.is_none_or(whole) {
            return wrong("a range ends inside a character or past the text");
        }
        if !block.tile.contains(block.text) {
            return wrong("its text lies outside its tile");
        }
        if !block.credit.is_none_or(|credit| block.text.contains(credit)) {
            return wrong("its credit lies outside its text");
        }
        at = block.tile.end;
    }
    // A text of blanks alone may have no block.
    if at as usize == text.len() || (blocks.is_empty() && text.trim().is_empty()) {
        Ok(())
    } else {
        Err(Invalid {
            block: blocks.len(),
            what: "the tiles end before the text",
        })
    }
}

fn sections_of(blocks: &mut [Block], starts: &[Start]) -> Result<Vec<Section>, Invalid> {
    let count = blocks.len() as u32;
    let mut sections = Vec::with_capacity(starts.len());
    for (index, start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).map_or(count, |next| next.first.0);
        if (index == 0 && start.first.0 != 0) || start.first.0 >= end || end > count {
            return Err(Invalid {
                block: start.first.index(),
                what: "the sections do not start at block 0 and ascend",
            });
        }
        for block in &mut blocks[start.first.index()..end as usize] {
            block.section = SectionId(index as u32);
        }
        sections.push(Section {
            first: start.first,
            last: BlockId(end - 1),
            headline: start.headline,
            time: start.time,
        });
    }
    if sections.is_empty() && count > 0 {
        return Err(Invalid {
            block: 0,
            what: "it belongs to no section",
        });
    }
    Ok(sections)
}
