//! Lines with kinds become blocks, and what their words say of them: the credit of a caption, the time of a post.

use memchr::memrchr;

use super::clock;
use super::credit;
use super::window::Asked;
use crate::article::{Kind, Span};
use crate::read::build::Builder;

/// Adds the next line of a text as a block.
pub(super) fn add(builder: &mut Builder, text: &str, kind: Kind, asked: &Asked) {
    let (head, from, to) = (asked.line.start, asked.from, asked.line.to);
    // Blank lines go with the block before, what stands on the line itself with this one.
    let row = memrchr(b'\n', &text.as_bytes()[head..from]).map_or(head, |at| head + at + 1);
    let block = builder.push(kind, row, Span::new(from as u32, to as u32));
    let shown = &text[from..to];
    match kind {
        Kind::Caption => {
            let span = |at: usize| (from + at) as u32;
            block.credit = credit::find(shown).map(|credit| Span::new(span(credit.name.start), span(credit.name.end)));
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
}
