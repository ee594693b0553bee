//! Lines with kinds become blocks: tiles that tile the text, and in each the text that is shown.

use memchr::memrchr;

use super::clock;
use super::credit;
use super::window::Asked;
use crate::article::{Block, Kind, Span};

/// Makes blocks, in the order of the text.
pub(super) struct Builder<'a> {
    text: &'a str,
    blocks: Vec<Block>,
}

impl<'a> Builder<'a> {
    /// Starts with no block.
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            blocks: Vec::new(),
        }
    }

    /// Adds the next line.
    pub(super) fn push(&mut self, kind: Kind, asked: &Asked) {
        let (head, from, to) = (asked.line.start, asked.from, asked.line.to);
        // Blank lines go with the block before, what stands on the line itself with this one.
        let row = memrchr(b'\n', &self.text.as_bytes()[head..from]).map_or(head, |at| head + at + 1);
        let start = if self.blocks.is_empty() { 0 } else { row as u32 };
        if let Some(before) = self.blocks.last_mut() {
            before.tile.end = start;
        }
        let text = Span::new(from as u32, to as u32);
        let mut block = Block::new(kind, Span::new(start, to as u32), text);
        let shown = &self.text[from..to];
        match kind {
            Kind::Caption => {
                let span = |at: usize| (from + at) as u32;
                block.credit =
                    credit::find(shown).map(|credit| Span::new(span(credit.name.start), span(credit.name.end)));
            }
            Kind::Timestamp => {
                block.time = match clock::alone(shown) {
                    Some(when) => when.time(),
                    None => clock::at_start(shown).map(|stamp| stamp.time),
                };
            }
            Kind::Heading => {
                block.time = clock::at_start(shown)
                    .or_else(|| clock::at_end(shown))
                    .map(|stamp| stamp.time);
            }
            _ => {}
        }
        self.blocks.push(block);
    }

    /// All blocks; the last tile takes the rest of the text.
    pub(super) fn finish(mut self) -> Vec<Block> {
        if let Some(last) = self.blocks.last_mut() {
            last.tile.end = self.text.len() as u32;
        }
        self.blocks
    }
}
