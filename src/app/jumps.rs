//! Places to come back to: a list as a browser keeps it, not a tree.

use super::{Place, State, place};

/// The most places kept.
const MOST: usize = 100;

/// Remembers where the reader is, before going far away. What lay ahead is forgotten.
pub(super) fn push(state: &mut State) {
    let here = state.place();
    push_place(state, here);
}

/// Remembers where the reader was, after the fact.
pub(super) fn push_place(state: &mut State, here: Place) {
    let jumps = &mut state.jumps;
    jumps.places.truncate(jumps.at);
    if jumps.places.last() != Some(&here) {
        jumps.places.push(here);
    }
    if jumps.places.len() > MOST {
        jumps.places.remove(0);
    }
    jumps.at = jumps.places.len();
}

/// Back to where the last jump went from.
pub(super) fn back(state: &mut State, count: usize) {
    let here = state.place();
    let jumps = &mut state.jumps;
    if jumps.at == 0 {
        return state.fail("No place to come back to");
    }
    let target = jumps.at.saturating_sub(count);
    if jumps.at == jumps.places.len() {
        jumps.places.push(here);
    }
    go(state, target);
}

/// Forward again.
pub(super) fn forward(state: &mut State, count: usize) {
    let jumps = &state.jumps;
    if jumps.at + 1 >= jumps.places.len() {
        return state.fail("No place to go forward to");
    }
    let target = jumps.at.saturating_add(count).min(jumps.places.len() - 1);
    go(state, target);
}

fn go(state: &mut State, target: usize) {
    state.jumps.at = target;
    let place = state.jumps.places[target];
    place::restore(state, place);
}
