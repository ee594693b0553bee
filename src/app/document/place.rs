//! Where the reader is in an article: what a jump, a cancelled search or a window made smaller and larger again comes
//! back to.

use std::sync::Arc;

use super::block_map::{BlockMap, Carry};
use crate::article::{BlockId, SectionId, Span};
use crate::layout::{Row, Top};

/// Where the reader is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The scroll position: the first row of the page.
    pub top: Top,
    /// The block that keys act on; always on the screen when the page is drawn.
    pub cursor: BlockId,
}

/// The sidebar's own position.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sidebar {
    /// The section chosen in it while it has the keys.
    pub selected: SectionId,
    /// The first section shown.
    pub top: SectionId,
    /// Where the reader was when it got the keys: what is chosen in it is shown on the page at once.
    pub before: Option<Place>,
    /// Whether the wheel has moved it away from the section the reader is in; until the next key.
    pub adrift: bool,
}

impl Carry for Place {
    fn carry(&mut self, map: &BlockMap<'_>) {
        let Self { top, cursor } = self;
        let anchor = map.anchor(top.anchor);
        *cursor = if *cursor == top.anchor.block {
            anchor.block
        } else {
            map.block(*cursor)
        };
        *top = Top {
            anchor,
            above: if anchor.offset == 0 { top.above } else { 0 },
        };
    }
}

impl Carry for Sidebar {
    fn carry(&mut self, map: &BlockMap<'_>) {
        let Self {
            selected,
            top,
            before,
            adrift: _,
        } = self;
        if let Some(before) = before {
            before.carry(map);
        }
        selected.carry(map);
        top.carry(map);
    }
}

/// What of the page is on the screen: laid out once for each message, when all that it changes has been changed, and
/// looked at by all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Viewport {
    /// The rows on the screen, and one more if there is one; none if there is nothing to lay out.
    pub rows: Arc<[Row]>,
    /// From the first byte on the page to the first below it.
    pub span: Span,
    /// Whether nothing is above it.
    pub at_start: bool,
    /// Whether nothing is below it.
    pub at_end: bool,
}
