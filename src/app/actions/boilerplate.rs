//! Lines about the page (share lines, newsletters, links elsewhere): all folded, or all shown. The page stays where
//! it is.

use super::placing::Pin;
use crate::app::state::State;
use crate::article::BlockId;

/// `zb`: folds them, or shows them again.
pub(in crate::app) fn toggle(state: &mut State) {
    let fold = !state.session.settings.fold_boilerplate;
    set(state, fold);
    state.tell(if fold {
        "Boilerplate is folded"
    } else {
        "Boilerplate is shown"
    });
}

/// Shows them.
pub(in crate::app) fn open(state: &mut State) {
    if state.session.settings.fold_boilerplate {
        set(state, false);
    }
}

/// Shows them if the cursor is on a row that stands for some. Says whether it was.
pub(in crate::app) fn open_here(state: &mut State) -> bool {
    open_at(state, state.document.place.cursor)
}

/// Shows them if they hide this block. Says whether they did.
pub(in crate::app) fn open_at(state: &mut State, block: BlockId) -> bool {
    let hidden = state.page().boilerplate(block).is_some();
    if hidden {
        set(state, false);
    }
    hidden
}

/// Folds or shows them.
pub(in crate::app) fn set(state: &mut State, fold: bool) {
    let pin = Pin::of(state, state.document.place.cursor);
    state.session.settings.fold_boilerplate = fold;
    pin.hold(state);
    state.document.place.cursor = state.page().shown(state.document.place.cursor);
}
