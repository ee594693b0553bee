//! What is put right after anything has happened: folds that were left open on the screen close when they have left it,
//! the page ends with the article, the cursor is on it, the sidebar follows.

use super::actions::{folding, moving, placing, read_before};
use super::panes::sidebar;
use super::state::State;
/// Puts it right.
pub(super) fn settle(state: &mut State) {
    let rows = placing::clamp(state);
    if rows.is_empty() {
        return;
    }
    if folding::fold_late(state, &rows) | read_before::fold_late(state, &rows) {
        placing::clamp(state);
    }
    sidebar::follow(state);
}

/// Puts the page at the start of a document that has just come.
pub(super) fn begin(state: &mut State) {
    moving::to_start(state);
    settle(state);
    state.document.keeping.held = state.document.place;
}
