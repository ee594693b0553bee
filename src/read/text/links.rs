//! Links that a terminal would have shown, found again in the text they were taken out of.

use crate::article::{BlockId, Inline, InlineStyle, Span};
use crate::read::build::Builder;
use crate::read::clean::Hyperlink;
use crate::steps;

/// A link's text stands at most so many bytes behind the one before, or is not found again.
const FAR: usize = 1 << 16;

/// Adds the links to the blocks that have their texts.
pub(super) fn add(builder: &mut Builder, text: &str, links: &[Hyperlink]) {
    let mut from = 0;
    for link in links {
        let near = &text[from..text.floor_char_boundary(from + FAR)];
        let Some(found) = near.find(&link.text) else { continue };
        let start = from + found;
        from = start + link.text.len();
        steps::count(found + link.text.len());
        let span = Span::new(start as u32, from as u32);
        let block = builder.blocks.partition_point(|block| block.tile.end <= span.start);
        let inside = builder.blocks.get(block).is_some_and(|block| block.text.contains(span));
        if inside && is_safe(&link.address) {
            let style = InlineStyle::Link(link.address.clone());
            builder.add_inline(BlockId(block as u32), Inline { span, style });
        }
    }
}

/// Whether an address leads to a page or to somebody's mailbox.
fn is_safe(address: &str) -> bool {
    ["https://", "http://", "mailto:"]
        .iter()
        .any(|scheme| address.starts_with(scheme))
}
