//! Directions and counts: what most keys that move have in common.

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
