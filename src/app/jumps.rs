//! Places to come back to: a list as a browser keeps it, not a tree. Going to another article is a jump like any other.

use super::articles::{self, Aim};
use super::{Effect, Jump, Place, State, place};

/// The most places kept.
const MOST: usize = 100;

/// Remembers where the reader is, before going far away. What lay ahead is forgotten.
pub(super) fn push(state: &mut State) {
    let here = state.document.place;
    push_place(state, here);
}

/// Remembers where the reader was, after the fact.
pub(super) fn push_place(state: &mut State, here: Place) {
    let here = Jump {
        article: state.session.library.at,
        place: here,
    };
    push_jump(state, here);
}

/// Remembers a place that the reader was at, in any article.
pub(super) fn push_jump(state: &mut State, here: Jump) {
    let jumps = &mut state.session.jumps;
    jumps.before = Some(here);
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
pub(super) fn back(state: &mut State, count: usize) -> Option<Effect> {
    if state.session.jumps.at == 0 {
        state.fail("No place to come back to");
        return None;
    }
    let target = state.session.jumps.at.saturating_sub(count);
    go(state, target)
}

/// Forward again.
pub(super) fn forward(state: &mut State, count: usize) -> Option<Effect> {
    let jumps = &state.session.jumps;
    if jumps.at + 1 >= jumps.places.len() {
        state.fail("No place to go forward to");
        return None;
    }
    let target = jumps.at.saturating_add(count).min(jumps.places.len() - 1);
    go(state, target)
}

fn go(state: &mut State, target: usize) -> Option<Effect> {
    let jump = state.session.jumps.places[target];
    if jump.article != state.session.library.at {
        return Some(articles::ask(state, jump.article, Some(Aim::Jump(target, jump))));
    }
    let here = Jump {
        article: state.session.library.at,
        place: state.document.place,
    };
    arrive(state, target, here);
    place::come_back(state, jump.place);
    None
}

/// The reader goes to a place of the list, from `here`, which is kept as the last if there is nothing ahead.
pub(super) fn arrive(state: &mut State, target: usize, here: Jump) {
    let jumps = &mut state.session.jumps;
    jumps.before = Some(here);
    if jumps.at == jumps.places.len() {
        jumps.places.push(here);
    }
    jumps.at = target;
}

/// To a place in any article, so that it can be come back from.
pub(super) fn leap(state: &mut State, to: Jump) -> Option<Effect> {
    if to.article != state.session.library.at {
        return Some(articles::ask(state, to.article, Some(Aim::Place(to.place))));
    }
    push(state);
    place::come_back(state, to.place);
    None
}

/// To where the reader was before the last jump; and from there, once more, back.
pub(super) fn before(state: &mut State) -> Option<Effect> {
    let Some(before) = state.session.jumps.before else {
        state.fail("No place to come back to");
        return None;
    };
    leap(state, before)
}
