//! Pull quotes: a line that says again, word for word, what a longer paragraph close by says, and below it, perhaps, who said
//! it.

use memchr::memmem;

use super::{chars, quote};
use crate::article::{Block, Kind};
use crate::steps;

/// So many blocks above and below are looked at: a page sets a pull quote beside the paragraph it is from.
const NEAR: usize = 4;

/// How long a pull quote is, in bytes; of fewer words, a sentence may be said twice by chance.
const LENGTHS: std::ops::RangeInclusive<usize> = 40..=400;
const WORDS: usize = 6;

/// A paragraph says more than what is pulled out of it, by so many bytes at least.
const MORE: usize = 20;

/// What stands above so many paragraphs says beforehand what the article says: a standfirst.
const OPENING: usize = 2;

/// Paragraphs of the opening are longer than this, in bytes.
const PROSE: usize = 100;

/// Makes quotations of lines that are pulled out of paragraphs.
pub(super) fn settle(text: &str, blocks: &mut [Block]) {
    let prose = |block: &Block| block.kind == Kind::Paragraph && block.text.of(text).len() >= PROSE;
    let mut opening = blocks.iter().enumerate().filter(|(_, block)| prose(block));
    let Some((body, _)) = opening.nth(OPENING - 1) else {
        return;
    };
    // Several in a row are a passage that stands there twice.
    let pulled: Vec<bool> = (0..blocks.len())
        .map(|at| at > body && is_pulled(text, blocks, at))
        .collect();
    let is = |at: usize| pulled.get(at).copied().unwrap_or_default();
    for at in (body + 1..blocks.len()).filter(|&at| is(at) && !is(at - 1)) {
        let signed = blocks
            .get(at + 1)
            .is_some_and(|below| quote::is_speaker(below.text.of(text)));
        if signed || !is(at + 1) {
            blocks[at].kind = Kind::Quote;
        }
        if signed {
            blocks[at + 1].kind = Kind::Quote;
        }
    }
}

fn is_pulled(text: &str, blocks: &[Block], at: usize) -> bool {
    let line = blocks[at].text.of(text);
    let core = line.trim_matches(|c: char| !c.is_alphanumeric() && !chars::hangs(c));
    if blocks[at].kind != Kind::Paragraph
        || !LENGTHS.contains(&core.len())
        || core.split_whitespace().nth(WORDS - 1).is_none()
    {
        return false;
    }
    let finder = memmem::Finder::new(core);
    let near = &blocks[at.saturating_sub(NEAR)..blocks.len().min(at + NEAR + 1)];
    near.iter().any(|other| {
        let other_line = other.text.of(text);
        let longer = other.kind == Kind::Paragraph && other_line.len() >= line.len() + MORE;
        steps::count(if longer { other_line.len() } else { 1 });
        longer && finder.find(other_line.as_bytes()).is_some()
    })
}
