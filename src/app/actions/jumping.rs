//! The jump list: remembers places before going far away, and comes back to them. A place may be in any of the
//! articles, and going to another article is a jump.

use super::placing;
use crate::app::document::place::Place;
use crate::app::message::Effect;
use crate::app::session::jump_list::Jump;
use crate::app::session::library::Aim;
use crate::app::state::State;

impl State {
    /// Where the reader is, in all articles.
    pub(in crate::app) fn here(&self) -> Jump {
        Jump {
            article: self.session.library.at,
            place: self.document.place,
        }
    }
}

/// Remembers where the reader is, before going far away. What lay ahead is forgotten.
pub(in crate::app) fn push(state: &mut State) {
    let here = state.here();
    state.session.places.jumps.push(here);
}

/// Remembers where in the article the reader was, after the fact.
pub(in crate::app) fn push_place(state: &mut State, place: Place) {
    let here = Jump { place, ..state.here() };
    state.session.places.jumps.push(here);
}

/// Back to where the last jump went from.
pub(in crate::app) fn back(state: &mut State, count: usize) -> Option<Effect> {
    if state.session.places.jumps.at == 0 {
        state.fail("No place to come back to");
        return None;
    }
    let target = state.session.places.jumps.at.saturating_sub(count);
    go(state, target)
}

/// Forward again.
pub(in crate::app) fn forward(state: &mut State, count: usize) -> Option<Effect> {
    let jumps = &state.session.places.jumps;
    if jumps.at + 1 >= jumps.places.len() {
        state.fail("No place to go forward to");
        return None;
    }
    let target = jumps.at.saturating_add(count).min(jumps.places.len() - 1);
    go(state, target)
}

fn go(state: &mut State, target: usize) -> Option<Effect> {
    let (jump, here) = (state.session.places.jumps.places[target], state.here());
    if jump.article != here.article {
        let aim = Aim::Jump(target, jump);
        return Some(state.session.library.ask(jump.article, Some(aim)));
    }
    state.session.places.jumps.go(target, here);
    placing::come_back(state, jump.place);
    None
}

/// Jumps to a place in any article, remembering where the reader was.
pub(in crate::app) fn leap(state: &mut State, to: Jump) -> Option<Effect> {
    if to.article != state.session.library.at {
        return Some(state.session.library.ask(to.article, Some(Aim::Place(to.place))));
    }
    push(state);
    placing::come_back(state, to.place);
    None
}

/// To where the reader was before the last jump; and from there, once more, back.
pub(in crate::app) fn before(state: &mut State) -> Option<Effect> {
    let Some(before) = state.session.places.jumps.before else {
        state.fail("No place to come back to");
        return None;
    };
    leap(state, before)
}
