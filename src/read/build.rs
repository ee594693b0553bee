//! The one place where blocks are made to tile a text. Every format ends here: those that find blocks in a text that is
//! there ([`Builder::push`]), and those that bring the text of each block ([`Builder::append`]).

use super::clean::one_line;
use super::error::{Error, Place};
use crate::article::{Article, Block, BlockId, Extras, Inline, Kind, Meta, Span, Start, Text};

/// What parts the texts of blocks that are put together.
const BETWEEN: &str = "\n\n";

/// Blocks that tile a text, in its order.
#[derive(Debug, Default)]
pub(super) struct Builder {
    /// The blocks so far. The last one's tile ends with its text.
    pub(super) blocks: Vec<Block>,
    extras: Vec<(BlockId, Extras)>,
}

impl Builder {
    /// Adds a block whose margin and text begin at these bytes of a text. What lies before the margin, behind the block
    /// before, is that one's; the first block's margin begins with the text.
    pub(super) fn push(&mut self, kind: Kind, margin: usize, text: Span) -> &mut Block {
        let start = if self.blocks.is_empty() { 0 } else { margin as u32 };
        self.end(start);
        self.blocks.push_mut(Block::new(kind, Span::new(start, text.end), text))
    }

    /// Adds a block at the end of a text, together with its own and a margin before that: its bullet or its number.
    ///
    /// # Errors
    /// When the text gets longer than 4 GiB.
    pub(super) fn append(
        &mut self,
        text: &mut String,
        margin: &str,
        kind: Kind,
        own: &str,
    ) -> Result<&mut Block, Error> {
        if !self.blocks.is_empty() {
            text.push_str(BETWEEN);
        }
        let tile = text.len();
        text.push_str(margin);
        let start = text.len();
        text.push_str(own);
        // Room for what may follow is made here, so that no end of a tile can overflow.
        if u32::try_from(text.len() + BETWEEN.len()).is_err() {
            return Err(Error::too_large(text.len()));
        }
        Ok(self.push(kind, tile, Span::new(start as u32, text.len() as u32)))
    }

    /// Says more of the block that was added last.
    pub(super) fn add_extras(&mut self, mut extras: Extras) {
        // A name stands on one line, whatever parts it in its source.
        extras.author = extras.author.map(|author| one_line(&author));
        if let Some(last) = self.blocks.len().checked_sub(1).filter(|_| !extras.is_empty()) {
            self.extras.push((BlockId(last as u32), extras));
        }
    }

    /// Says of a block when it was changed and who wrote it, where that is not known.
    pub(super) fn add_extras_to(&mut self, block: BlockId, mut extras: Extras) {
        extras.author = extras.author.map(|author| one_line(&author));
        match self.extras.binary_search_by_key(&block, |(block, _)| *block) {
            Ok(at) => {
                let known = &mut self.extras[at].1;
                known.updated = known.updated.or(extras.updated);
                known.author = known.author.take().or(extras.author);
            }
            Err(at) => self.extras.insert(at, (block, extras)),
        }
    }

    /// Says of a stretch of a block what it is; stretches come in order.
    pub(super) fn add_inline(&mut self, block: BlockId, inline: Inline) {
        match self.extras.binary_search_by_key(&block, |(block, _)| *block) {
            Ok(at) => self.extras[at].1.inline.push(inline),
            Err(at) => {
                let inline = vec![inline];
                self.extras.insert(
                    at,
                    (
                        block,
                        Extras {
                            inline,
                            ..Extras::default()
                        },
                    ),
                );
            }
        }
    }

    /// Sections where a format knows of none: from heading to heading.
    pub(super) fn starts(&self) -> Vec<Start> {
        let blocks = self.blocks.iter().enumerate();
        let opens = blocks.filter(|(index, block)| *index == 0 || block.kind == Kind::Heading);
        opens.map(|(index, _)| self.start(index as u32)).collect()
    }

    /// The start of a section with a block, and with what that says of it.
    pub(super) fn start(&self, first: u32) -> Start {
        let block = &self.blocks[first as usize];
        Start {
            first: BlockId(first),
            headline: (block.kind == Kind::Heading).then_some(block.text),
            time: block.time,
        }
    }

    /// The last block takes the rest of a text.
    pub(super) fn end(&mut self, end: u32) {
        if let Some(last) = self.blocks.last_mut() {
            last.tile.end = end;
        }
    }

    /// The article. The parts that do not make one are a fault of the format's reader, not of the input.
    ///
    /// # Errors
    /// When the blocks do not tile the text, or the sections the blocks.
    pub(super) fn finish(mut self, text: String, meta: Meta, starts: &[Start]) -> Result<Article, Error> {
        self.end(text.len() as u32);
        let article = Article::new(Text::from(text), meta, self.blocks, starts);
        let article = article.and_then(|article| article.with_extras(self.extras));
        article.map_err(|why| Error {
            what: format!("the structure found does not fit the text ({why})"),
            place: Place::Whole,
            advice: "please report this, with the file",
        })
    }
}
