//! Lays out an article as rows, from any place in it outward. Rows have roles, not colours.
//!
//! - **A place is a block and a byte offset in its text**, never a row. There is no table of rows, so a screen costs a
//!   screen, whatever the size of the article. The scroll position also counts the blank rows above its block that are
//!   still on the screen: scrolling by one row always moves one row.
//! - **A long block is laid out in chunks**, cut at places that do not depend on the measure. A line of 50 MB costs a
//!   screen, too.
//! - **Setting a line adds to it and moves nothing.** Lines are chosen for the least sum of squared gaps. Justifying
//!   puts blanks between the same words, and a hyphen is a word of ours, so anchors, matches and copies know of
//!   neither. Only a hanging quotation mark is left of the measure.
//! - **Only turning a page** looks at where it begins and ends (`paging`). Rows that are scrolled stay where they are.

mod boilerplate;
mod caption;
mod changed;
mod chunk;
mod columns;
mod compared;
#[cfg(test)]
mod cost;
mod elsewhere;
mod filtered;
mod fold;
mod frame;
mod hyphen;
mod justify;
mod language;
mod list;
pub mod memo;
mod news;
mod opening;
mod order;
mod paging;
mod part;
mod past;
mod quote;
mod remark;
pub mod role;
mod spacing;
pub mod typography;
pub mod width;
mod wrap;

use crate::article::{Anchor, Article, BlockId, Span};
use crate::fold::{FoldShape, Folding, Folds, Run};
pub use changed::marked_up;
pub use fold::{Fold, FoldReason};
pub use language::language;
pub use news::{New, Told, told};
pub use order::Order;
use part::Laid;
pub use past::{Fresh, Past, Where};
use role::{Glyph, Role};
use typography::Typography;

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
    /// What stands on it, from the left edge of the measure, or [`Page::hang`] columns left of it; up to the right edge
    /// at most.
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
    /// A remark of ours below or above a block ("ends mid-sentence", "88 % the same as …").
    Remark,
}

/// The row at the top of the page: an anchor, and how many rows are still to be seen above the one with that place:
/// spacing and remarks above a block's text, and rows of words that are not its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Top {
    /// The place of the first row of text on the page.
    pub anchor: Anchor,
    /// Rows with the same anchor above that row that are on the page; mostly 0 unless the anchor's offset is 0.
    pub above: u16,
}

/// A laid-out article: what is needed to give any of its rows.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    /// What is shown.
    pub article: &'a Article,
    /// What of it repeats.
    pub folding: &'a Folding,
    /// Which of that is folded.
    pub folds: &'a Folds,
    /// Columns of a row: 1 to 400.
    pub measure: u16,
    /// Whether boilerplate is folded.
    pub fold_boilerplate: bool,
    /// What earlier visits left.
    pub past: &'a Past,
    /// Whether what was read before is folded.
    pub fold_read: bool,
    /// How prose is set.
    pub typography: Typography,
    /// In which order the sections are shown.
    pub order: &'a Order,
}

impl Page<'_> {
    /// Up to `count` rows from `top` on; fewer only at the end of the article.
    pub fn rows(&self, top: Top, count: usize) -> Vec<Row> {
        let Some((mut laid, row)) = self.locate(top) else {
            return Vec::new();
        };
        let mut rows = laid.rows.split_off(row);
        while rows.len() < count {
            let Some(part) = self.part_after(laid.part) else { break };
            laid = self.lay(part);
            rows.append(&mut laid.rows);
        }
        rows.truncate(count);
        rows
    }

    /// The top `count` rows further down; at most the last row of the article. Costs the rows between.
    pub fn down(&self, top: Top, count: usize) -> Top {
        let Some((mut laid, row)) = self.locate(top) else {
            return top;
        };
        let mut left = row.saturating_add(count);
        while left >= laid.rows.len() {
            let Some(part) = self.part_after(laid.part) else {
                return laid.top(laid.rows.len() - 1);
            };
            left -= laid.rows.len();
            laid = self.lay(part);
        }
        laid.top(left)
    }

    /// The top `count` rows further up; at least the first row of the article. Costs the rows between.
    pub fn up(&self, top: Top, count: usize) -> Top {
        let Some((mut laid, mut row)) = self.locate(top) else {
            return top;
        };
        let mut left = count;
        while left > row {
            let Some(part) = self.part_before(laid.part) else {
                return laid.top(0);
            };
            left -= row;
            laid = self.lay(part);
            row = laid.rows.len();
        }
        laid.top(row - left)
    }

    /// The top that shows the first row of the article, remarks above its text and all.
    pub fn start(&self) -> Top {
        let first = self.part_at(Anchor::start_of(self.first_shown()));
        first.map_or_else(Top::default, |(part, _)| self.lay(part).top(0))
    }

    /// The top of the page whose last row is the last of the article; the start if all of it fits in `height`.
    pub fn end(&self, height: usize) -> Top {
        let Some(last) = self.last_shown() else {
            return Top::default();
        };
        let laid = self.lay(self.last_part(last));
        self.up(laid.top(laid.rows.len() - 1), height.saturating_sub(1))
    }

    /// The top, or the end of the article where the page from `top` on would not fill `height`.
    pub fn settled(&self, top: Top, height: usize) -> Top {
        if self.rows(top, height).len() < height {
            self.end(height)
        } else {
            top
        }
    }

    /// Whether all of the article fits in `height` rows.
    pub fn fits(&self, height: usize) -> bool {
        self.rows(self.start(), height.saturating_add(1)).len() <= height
    }

    /// The top that shows the row with this place first: its spacing left out, and for a place inside a folded
    /// run the fold's row.
    pub fn top_at(&self, anchor: Anchor) -> Top {
        let top = Top { anchor, above: 0 };
        self.locate(top).map_or(top, |(laid, row)| laid.top(row))
    }

    /// The byte of the article's text that the page starts at.
    pub fn position(&self, top: Top) -> u32 {
        let Some((_, anchor)) = self.part_at(top.anchor) else {
            return 0;
        };
        self.article.byte_of(anchor)
    }

    /// The bytes of the article's text that a row shows or stands for: for a fold all that it hides; empty for
    /// rows of spacing and remarks.
    pub fn span(&self, row: &Row) -> Span {
        if let Some((first, last)) = self.hidden(row) {
            // The block with the row exists; a folding of another version may name a last one that does not.
            let last = self.article.last().map_or(first, |end| end.min(last));
            return Span::new(self.article.block(first).text.start, self.article.block(last).text.end);
        }
        let spans = row.pieces.iter().filter_map(|piece| match piece.content {
            Content::Text(span) => Some(span),
            _ => None,
        });
        let whole = spans.reduce(|whole, span| Span::new(whole.start.min(span.start), whole.end.max(span.end)));
        let at = self.article.byte_of(row.anchor);
        whole.unwrap_or(Span::new(at, at))
    }

    /// The first and the last block that a fold's row stands for.
    pub fn hidden(&self, row: &Row) -> Option<(BlockId, BlockId)> {
        if row.kind != RowKind::Fold {
            return None;
        }
        let run = |block| self.folding.run(block).map(|run| (run.first, run.last));
        let block = row.anchor.block;
        self.fold(block)
            .map(|fold| (fold.first, fold.last))
            .or_else(|| run(block))
    }

    /// The first block that is shown at or after `block`: the block itself, or the first of the folded run that
    /// hides it, or of boilerplate, or of what was read before. A second print of a caption has no row: then the caption.
    pub fn shown(&self, block: BlockId) -> BlockId {
        let mut block = block;
        // Ends: each turn goes to an earlier block.
        while let Some(run) = self.folded(block) {
            if !is_rowless(run) {
                return run.first;
            }
            block = BlockId(run.first.0 - 1);
        }
        self.fold(block).map_or(block, |fold| fold.first)
    }

    /// The next block that has rows, after `block`.
    pub fn next(&self, block: BlockId) -> Option<BlockId> {
        let mut next = self.after(self.fold(block).map_or(block, |fold| fold.last))?;
        while let Some(run) = self.folded(next).filter(|run| is_rowless(run)) {
            next = self.after(run.last)?;
        }
        Some(next)
    }

    /// The block before `block` that has rows.
    pub fn previous(&self, block: BlockId) -> Option<BlockId> {
        let first = |block| self.fold(block).map_or(block, |fold| fold.first);
        let mut previous = self.before(first(block))?;
        while let Some(run) = self.folded(previous) {
            if !is_rowless(run) {
                return Some(run.first);
            }
            previous = self.before(run.first)?;
        }
        Some(first(previous))
    }

    /// The folded run that hides the block, if one does.
    fn folded(&self, block: BlockId) -> Option<&Run> {
        let run = self.folding.run(block).filter(|run| self.folds.is_folded(run));
        // A view of what matches shows repeats, too.
        run.filter(|_| self.folds.only().is_none())
    }

    /// The part a top shows first, and which of its rows; none if the article is empty.
    fn locate(&self, top: Top) -> Option<(Laid, usize)> {
        let (part, anchor) = self.part_at(top.anchor)?;
        let laid = self.lay(part);
        let row = laid.row(Top { anchor, ..top });
        Some((laid, row))
    }
}

/// Whether a folded run has no row: the second print of a caption that stands right before it.
fn is_rowless(run: &Run) -> bool {
    run.shape == FoldShape::CaptionDouble && run.first.0 > 0
}
