//! Runs after every message: the page stays within the article and the cursor on the page, late folds close once they
//! are off the screen, and the sidebar follows.

use super::actions::{moving, placing, read_before, repeats};
use super::panes::sidebar;
use super::state::State;
/// Settles the page and what depends on it.
pub(super) fn settle(state: &mut State) {
    if !placing::clamp(state) {
        return;
    }
    if repeats::fold_late(state) | read_before::fold_late(state) {
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
