//! Lays out an article as rows, from any place in it outward, so that a screen costs a screen whatever the size
//! of the article. Gives roles, not colours.

pub mod role;
pub mod width;

use crate::article::{Anchor, Article, BlockId, Span};
use crate::fold::{Folding, Folds};
use role::{Glyph, Role};

/// A stretch of a row in one role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What it shows.
    pub content: Content,
    /// What it means.
    pub role: Role,
}

/// What a [`Piece`] shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Characters of the article's text; a line feed or tab in it is shown as one blank.
    Text(Span),
    /// Words of ours: "4 paragraphs repeated from 1 Opening".
    Words(String),
    /// A mark of the theme, one column wide.
    Glyph(Glyph),
    /// Blank columns.
    Blank(u16),
}

/// One row of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What stands on it, from the left edge of the measure; its widths sum to at most the measure.
    pub pieces: Vec<Piece>,
    /// The place of its first character; for a row of spacing, of the block it stands above.
    pub anchor: Anchor,
    /// What kind of row it is.
    pub kind: RowKind,
}

/// What a row is, for those who click on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// Space above a block.
    Spacing,
    /// Text of a block.
    Text,
    /// The one line that stands for a folded run; its anchor is the run's first block.
    Fold,
    /// A remark of ours below or above a block ("ends mid-sentence", "says again, reworded, what …").
    Remark,
}

/// The row at the top of the page: an anchor, and how many rows of that block's spacing and remarks above its
/// text are still to be seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Top {
    /// The place of the first row of text on the page.
    pub anchor: Anchor,
    /// Rows above the block's first row of text that are on the page; 0 unless the anchor's offset is 0.
    pub above: u16,
}

/// A laid-out article: what is needed to give any of its rows.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    /// What is shown.
    pub article: &'a Article,
    /// What of it stands twice.
    pub folding: &'a Folding,
    /// Which of that is folded.
    pub folds: &'a Folds,
    /// Columns of a row: 1 to 400.
    pub measure: u16,
}

impl Page<'_> {
    /// Up to `count` rows from `top` on; fewer only at the end of the article.
    pub fn rows(&self, _top: Top, _count: usize) -> Vec<Row> {
        Vec::new()
    }

    /// The top `count` rows further down; at most the last row of the article.
    pub fn down(&self, top: Top, _count: usize) -> Top {
        top
    }

    /// The top `count` rows further up; at least the first row of the article.
    pub fn up(&self, top: Top, _count: usize) -> Top {
        top
    }

    /// The top of the page whose last row is the last of the article; the start if all of it fits in `height`.
    pub fn end(&self, _height: usize) -> Top {
        Top::default()
    }

    /// The top that shows the row with this place first: its spacing left out, and for a place inside a folded
    /// run the fold's row.
    pub fn top_at(&self, anchor: Anchor) -> Top {
        Top { anchor, above: 0 }
    }

    /// The first block that is shown at or after `block`: the block itself, or the first of the folded run that
    /// hides it. A caption double is hidden without a row: the caption it doubles.
    pub fn shown(&self, block: BlockId) -> BlockId {
        block
    }

    /// The next block that has rows, after `block`.
    pub fn next(&self, block: BlockId) -> Option<BlockId> {
        let next = BlockId(block.0 + 1);
        (next.index() < self.article.blocks().len()).then_some(next)
    }

    /// The block before `block` that has rows.
    pub fn previous(&self, block: BlockId) -> Option<BlockId> {
        block.0.checked_sub(1).map(BlockId)
    }
}
