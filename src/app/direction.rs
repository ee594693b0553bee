//! Directions and counts: what most keys that move have in common.

use crate::keymap::Action;

/// The most rows, pages or blocks a count moves: moving costs what is passed over.
pub(super) const MOST: u32 = 9_999;

/// A direction through the article, or through a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// Towards the end.
    Down,
    /// Towards the start.
    Up,
}

/// A count as a number of repetitions.
pub(super) fn times(count: Option<u32>) -> usize {
    count.unwrap_or(1).clamp(1, MOST) as usize
}

/// The entry of a list, up to `last`, that an action leads to from another one; `None` if the action does not move in
/// lists. `page` is how many entries a page key passes.
pub(super) fn in_list(action: Action, from: usize, last: usize, count: usize, page: usize) -> Option<usize> {
    let page = page.max(1).saturating_mul(count);
    let to = match action {
        Action::ListDown | Action::LineDown => from.saturating_add(count),
        Action::ListUp | Action::LineUp => from.saturating_sub(count),
        Action::ListPageDown | Action::PageDown | Action::HalfPageDown => from.saturating_add(page),
        Action::ListPageUp | Action::PageUp | Action::HalfPageUp => from.saturating_sub(page),
        Action::ListStart | Action::Start => 0,
        Action::ListEnd | Action::End => last,
        _ => return None,
    };
    Some(to.min(last))
}
