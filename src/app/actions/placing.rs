//! Keeps the page where the reader left it, whatever changes: the first row of text stays the first, or the row
//! that something was done to stays where it was.

use crate::app::document::place::{Place, Viewport};
use crate::app::state::State;
use crate::article::{Anchor, BlockId, Span};
use crate::layout::{Page, Row, RowKind, Top};

/// Keeps the page within the article and the cursor on the page, and lays out what is on the screen. Says whether there is
/// anything to lay out.
pub(in crate::app) fn clamp(state: &mut State) -> bool {
    let Some(last) = state.document.article.last() else {
        state.document.place = Place::default();
        state.document.viewport = Viewport {
            at_start: true,
            at_end: true,
            ..Viewport::default()
        };
        return false;
    };
    if !state.session.size.is_enough() {
        return false;
    }
    state.document.place.cursor = state.document.place.cursor.min(last);
    let rows = clamped_rows(state);
    state.document.place.cursor = visible_cursor(state, &rows);
    state.document.viewport = viewport(state, rows);
    true
}

/// The rows on the page and one more, if there is one; the page is moved up if it would end below the article.
fn clamped_rows(state: &mut State) -> Vec<Row> {
    let height = state.height();
    let page = state.page();
    let rows = page.rows(state.document.place.top, height + 1);
    if rows.len() >= height {
        return rows;
    }
    let end = page.end(height);
    let rows = page.rows(end, height + 1);
    state.document.place.top = end;
    rows
}

/// The cursor, or the block nearest to it whose text is on the page. Of a run opened in the last row, what is said
/// of it is enough.
fn visible_cursor(state: &State, rows: &[Row]) -> BlockId {
    let cursor = state.page().shown(state.document.place.cursor);
    let on_page = &rows[..rows.len().min(state.height())];
    if on_page
        .iter()
        .any(|row| row.kind != RowKind::Spacing && row.anchor.block == cursor)
    {
        return cursor;
    }
    let mut blocks: Vec<BlockId> = on_page
        .iter()
        .filter(|row| is_text(row))
        .map(|row| row.anchor.block)
        .collect();
    if blocks.is_empty() {
        blocks = on_page.iter().map(|row| row.anchor.block).collect();
    }
    let page = state.page();
    let after = blocks.partition_point(|&block| page.block_key(block) < page.block_key(cursor));
    blocks.get(after).or(blocks.last()).copied().unwrap_or(cursor)
}

fn viewport(state: &State, rows: Vec<Row>) -> Viewport {
    let article = &state.document.article;
    let whole = article.text().len() as u32;
    let page = state.page();
    let start = rows.first().map_or(0, |row| page.shown_byte(row.anchor));
    let next = rows.get(state.height());
    let end = next.map_or(whole, |row| page.shown_byte(row.anchor)).max(start);
    Viewport {
        span: Span::new(start, end),
        at_start: state.page().up(state.document.place.top, 1) == state.document.place.top,
        at_end: next.is_none(),
        rows: rows.into(),
    }
}

/// Whether the row shows a block, or the fold that stands for it.
pub(in crate::app) fn is_text(row: &Row) -> bool {
    matches!(row.kind, RowKind::Text | RowKind::Fold)
}

/// Goes back to a place, as the page is laid out now.
pub(in crate::app) fn restore(state: &mut State, place: Place) {
    state.document.place.top = same_top(&state.page(), place.top);
    state.document.place.cursor = place.cursor;
}

/// Goes back to a place that was kept: to the page as it was, and where the cursor's block is no longer on that page,
/// because it is laid out otherwise, to that block.
pub(in crate::app) fn come_back(state: &mut State, place: Place) {
    restore(state, place);
    let page = state.page();
    let cursor = page.shown(place.cursor);
    let rows = page.rows(state.document.place.top, state.height());
    if !rows.iter().any(|row| is_text(row) && row.anchor.block == cursor) {
        show(state, Anchor::start_of(cursor));
    }
}

/// The top that shows the same text first as `top` did when the page was laid out otherwise, with as many of the
/// rows above the block as there still are.
pub(in crate::app) fn same_top(page: &Page<'_>, top: Top) -> Top {
    let text = page.top_at(top.anchor);
    let with_rows_above = page.up(text, usize::from(top.above));
    if with_rows_above.anchor == text.anchor {
        with_rows_above
    } else {
        text
    }
}

/// A block's first row on the page but for spacing, and how far down it stands.
#[derive(Clone, Copy, Debug)]
pub(in crate::app) struct Pin {
    anchor: Anchor,
    row: usize,
}

impl Pin {
    /// The row of this block, or the first on the page if it has none there.
    pub(in crate::app) fn of(state: &State, block: BlockId) -> Self {
        let rows = state.page().rows(state.document.place.top, state.height());
        let row = rows
            .iter()
            .position(|row| row.kind != RowKind::Spacing && row.anchor.block == block);
        match row {
            Some(row) => Self {
                anchor: rows[row].anchor,
                row,
            },
            None => Self {
                anchor: state.document.place.top.anchor,
                row: usize::from(state.document.place.top.above),
            },
        }
    }

    /// Moves the page so that the row is as far down as it was. A fold's row gives way to what is said above the
    /// text that it hid, and the other way round.
    pub(in crate::app) fn hold(self, state: &mut State) {
        let page = state.page();
        let mut top = page.top_at(self.anchor);
        loop {
            let above = page.up(top, 1);
            let is_remark = page
                .rows(above, 1)
                .first()
                .is_some_and(|row| row.kind == RowKind::Remark);
            if above == top || above.anchor != top.anchor || !is_remark {
                break;
            }
            top = above;
        }
        state.document.place.top = page.up(top, self.row);
    }
}

/// Shows a place: where it is, if it is on the page, else a third of the page down.
pub(in crate::app) fn show(state: &mut State, anchor: Anchor) {
    state.document.place.cursor = anchor.block;
    let height = state.height();
    let page = state.page();
    let target = page.top_at(anchor);
    let rows = page.rows(state.document.place.top, height);
    let at = page.key(target.anchor);
    let first = rows.first().is_some_and(|row| page.key(row.anchor) <= at);
    let last = page
        .rows(state.document.place.top, height + 1)
        .get(height)
        .is_none_or(|row| at < page.key(row.anchor));
    if !(first && last) {
        state.document.place.top = page.up(target, height / 3);
    }
}

/// Shows a place a third of the page down.
pub(in crate::app) fn show_lower(state: &mut State, anchor: Anchor) {
    let page = state.page();
    let (block, height) = (page.shown(anchor.block), state.height());
    let top = page.up(page.top_at(anchor), height / 3);
    state.document.place = Place { top, cursor: block };
}

/// Puts a block's first row at the top of the page.
pub(in crate::app) fn show_at_top(state: &mut State, block: BlockId) {
    let page = state.page();
    let block = page.shown(block);
    state.document.place.top = page.top_at(Anchor::start_of(block));
    state.document.place.cursor = block;
}

/// The cursor's block, where its first row is at the top of the page, and how many of the page's rows it then takes.
fn block_at_cursor(state: &State, page: &Page<'_>) -> (BlockId, Top, usize) {
    let block = page.shown(state.document.place.cursor);
    let start = page.top_at(Anchor::start_of(block));
    let rows = page.rows(start, state.height());
    let own = rows.iter().take_while(|row| row.anchor.block == block).count();
    (block, start, own)
}

/// Puts the cursor's block in the middle of the page, as far as the article goes on above and below it.
pub(in crate::app) fn center(state: &mut State) {
    let height = state.height();
    let page = state.page();
    let (_, start, own) = block_at_cursor(state, &page);
    state.document.place.top = page.up(start, height.saturating_sub(own) / 2);
}

/// Scrolls only as far as needed to see the whole of the cursor's block, or its start if it is higher than the page.
pub(in crate::app) fn show_block(state: &mut State) {
    let height = state.height();
    let page = state.page();
    let (block, start, own) = block_at_cursor(state, &page);
    let rows = page.rows(state.document.place.top, height);
    let first = rows.iter().position(|row| row.anchor == start.anchor && is_text(row));
    state.document.place.top = match first {
        Some(first) if first + own <= height => return,
        None if page.key(start.anchor) <= page.key(state.document.place.top.anchor) => start,
        _ => page.up(start, height.saturating_sub(own)),
    };
    state.document.place.cursor = block;
}
