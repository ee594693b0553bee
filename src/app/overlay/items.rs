//! A list in a box whose items are several rows of text each, with a blank row between two.

use std::ops::Range;

use crate::app::list::List;
use crate::app::state::State;
use crate::layout::Row;

/// A row of such a list: of an item, or blank.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ItemRow {
    /// Which item it is of.
    pub index: Option<usize>,
    /// Whether it is the first of the chosen one.
    pub chosen: bool,
    /// Its content.
    pub row: Option<Row>,
}

/// Columns and rows that there are for such a list.
pub(super) fn size(state: &State) -> (u16, usize) {
    /// Columns of a measure, and of what stands left of it.
    const MOST: u16 = 72 + 4;
    let room = state.session.size.within_box();
    (room.width.min(MOST), usize::from(room.height).max(1))
}

/// The items that are on the screen: at least a row of each, and a blank row between two.
pub(super) fn shown(list: &List, height: usize, rows_of: impl Fn(usize) -> Vec<Row>) -> Range<usize> {
    list.shown_in(height + 1, |index| rows_of(index).len() + 1)
}

/// As many rows as there is room for, a blank one between two items.
pub(super) fn rows(list: &List, height: usize, rows_of: impl Fn(usize) -> Vec<Row>) -> Vec<ItemRow> {
    let mut rows: Vec<ItemRow> = Vec::new();
    for index in shown(list, height, &rows_of) {
        if !rows.is_empty() {
            rows.push(ItemRow::default());
        }
        let item = rows_of(index).into_iter().enumerate();
        rows.extend(item.map(|(line, row)| ItemRow {
            index: Some(index),
            chosen: line == 0 && index == list.selected,
            row: Some(row),
        }));
    }
    rows.truncate(height);
    rows
}
