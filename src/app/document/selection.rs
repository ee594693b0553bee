//! What is selected on the page: from a place in the text to another that keys move. Both ends are anchors, so that a
//! selection survives whatever happens to the page.

use super::block_map::{BlockMap, Carry};
use crate::article::Anchor;

/// What is selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection {
    /// The end that stays: a letter that is selected.
    pub from: Anchor,
    /// The end that moves: another, before it or after it.
    pub to: Anchor,
    /// By what it is selected.
    pub unit: Unit,
    /// The column that going up and down by rows keeps to, where the row is long enough.
    pub(in crate::app) column: Option<usize>,
}

impl Carry for Selection {
    fn carry(&mut self, map: &BlockMap<'_>) {
        let Self {
            from,
            to,
            unit: _,
            column: _,
        } = self;
        from.carry(map);
        to.carry(map);
    }
}

/// By what is selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// By letters, as a person sees them.
    Letters,
    /// By whole blocks.
    Blocks,
}
