//! The search that is on: its matches as they come, and stepping through them.

use std::sync::Arc;

use super::{folding, jumping, moving, ordered, placing, selecting};
use crate::app::direction::{Direction, times};
use crate::app::document::place::Place;
use crate::app::document::search::{Query, Search, SearchState};
use crate::app::message::Effect;
use crate::app::state::State;
use crate::article::Span;
use crate::layout::FoldReason;

/// Begins a search. A fold that the one before had opened is still to be closed.
pub(in crate::app) fn begin(state: &mut State, query: Query) -> Effect {
    let request = state.session.requests.next();
    let Query {
        pattern,
        backward,
        seeking,
    } = query;
    let search = &mut state.document.search;
    *search = Some(Search {
        pattern: pattern.clone(),
        request,
        matches: Arc::from([]),
        state: SearchState::Running,
        current: None,
        backward,
        seeking,
        filters: false,
        opened: search.as_ref().and_then(|search| search.opened),
    });
    Effect::Search {
        request,
        pattern,
        article: Arc::clone(&state.document.article),
    }
}

/// What is being typed is no search; the page is put back to where it was.
pub(in crate::app) fn end(state: &mut State, before: Place) -> Effect {
    close_opened(state);
    state.document.search = None;
    placing::restore(state, before);
    Effect::StopSearch
}

/// The reader stays at the match that the search has gone to, from where they were before.
pub(in crate::app) fn accept(state: &mut State, before: Place) {
    jumping::push_place(state, before);
    selecting::to_match(state);
    say_if_in_vain(state);
}

/// The search is given up for the one before it, if there was one, and the page is put back to where it was.
pub(in crate::app) fn resume(state: &mut State, was: Option<Search>, before: Place) -> Effect {
    close_opened(state);
    placing::restore(state, before);
    state.document.search = was;
    let running = |search: &Search| search.state == SearchState::Running;
    if state.document.search.as_ref().is_some_and(running)
        && let Some(effect) = again(state)
    {
        return effect;
    }
    Effect::StopSearch
}

/// Looks for the same pattern again, in a newer version of the article; what is known stays until then.
pub(in crate::app) fn again(state: &mut State) -> Option<Effect> {
    let search = state.document.search.as_mut()?;
    search.request = state.session.requests.next();
    if !matches!(search.state, SearchState::Wrong(_)) {
        search.state = SearchState::Running;
    }
    Some(Effect::Search {
        request: search.request,
        pattern: search.pattern.clone(),
        article: Arc::clone(&state.document.article),
    })
}

/// Escape on the page: the search is over, the page stays, and so does the fold it opened.
pub(in crate::app) fn clear(state: &mut State) -> Option<Effect> {
    state.document.search.take().map(|_| Effect::StopSearch)
}

/// A result: the request it answers, all matches so far or the fault in the pattern, how far the search is.
pub(in crate::app) type Answer = (u64, Result<Arc<[Span]>, String>, SearchState);

/// Takes in matches, if they answer the search that is on. `typing_from` is where the reader was before the search was
/// begun that is still being typed. Says whether it went to a match.
pub(in crate::app) fn arrive(state: &mut State, (request, matches, how): Answer, typing_from: Option<Place>) -> bool {
    let Some(search) = state
        .document
        .search
        .as_mut()
        .filter(|search| search.request == request)
    else {
        return false;
    };
    let current = search.current.and_then(|at| search.matches.get(at)).copied();
    match matches {
        Ok(matches) => {
            search.matches = matches;
            search.state = how;
        }
        Err(why) => {
            search.matches = Arc::from([]);
            search.state = SearchState::Wrong(why);
        }
    }
    // The match the reader is at is the one that starts where it did.
    search.current = current.and_then(|span| search.matches.binary_search_by_key(&span.start, |at| at.start).ok());
    super::filtering::follow(state);
    let Some(search) = &state.document.search else {
        return false;
    };
    let Some(from) = search.seeking else { return false };
    let first = first_from(state, search, from);
    match first {
        Some(at) => to_match(state, at),
        None if search.state != SearchState::Running => {
            if let Some(before) = typing_from {
                close_opened(state);
                placing::restore(state, before);
            }
        }
        None => {}
    }
    if typing_from.is_none() {
        say_if_in_vain(state);
    }
    first.is_some()
}

/// The first match at or after a byte, or at or before it; from the other end if there is none there. `None` as long
/// as that cannot be known.
fn first_from(state: &State, search: &Search, from: u32) -> Option<usize> {
    let (count, over) = (search.matches.len(), search.state != SearchState::Running);
    if !state.document.posts.order.is_given() {
        // They come in the order of the text: which is the nearest is known when all are.
        let direction = if search.backward {
            Direction::Up
        } else {
            Direction::Down
        };
        return over
            .then(|| ordered::beside(state, from, direction, false))
            .flatten()
            .map(|(at, _)| at);
    }
    let after = search.matches.partition_point(|found| found.start < from);
    let last = count.checked_sub(1)?;
    if search.backward {
        let known = over || after < count;
        known.then(|| after.checked_sub(1).unwrap_or(last))
    } else if after < count {
        Some(after)
    } else {
        over.then_some(0)
    }
}

/// Tells the reader that the pattern is invalid, or that nothing was found.
pub(in crate::app) fn say_if_in_vain(state: &mut State) {
    let Some(search) = &mut state.document.search else {
        return;
    };
    let words = match &search.state {
        SearchState::Wrong(why) => format!("Invalid pattern: {why}"),
        SearchState::Done | SearchState::Capped if search.matches.is_empty() => {
            search.seeking = None;
            format!("Not found: {}", search.pattern)
        }
        SearchState::Running | SearchState::Done | SearchState::Capped => return,
    };
    state.fail(words);
}

/// `n` and `N`: to the next match or the one before, from where the reader is; to sections when no search is on.
pub(in crate::app) fn step(state: &mut State, direction: Direction, count: Option<u32>) {
    let Some(search) = &state.document.search else {
        return moving::by_sections(state, direction, count);
    };
    if search.matches.is_empty() {
        return match search.state {
            SearchState::Running => state.tell("Still searching"),
            _ => say_if_in_vain(state),
        };
    }
    let direction = match (direction, search.backward) {
        (Direction::Down, false) | (Direction::Up, true) => Direction::Down,
        (Direction::Up, false) | (Direction::Down, true) => Direction::Up,
    };
    let (matches, over) = (search.matches.len(), search.state != SearchState::Running);
    if !state.document.posts.order.is_given() {
        return step_in_order(state, direction, count, over);
    }
    let at = from_here(state, direction);
    let steps = times(count) - usize::from(at.1);
    let (to, wrapped) = match direction {
        Direction::Down => ((at.0 + steps) % matches, at.0 + steps >= matches),
        Direction::Up => ((at.0 + matches - steps % matches) % matches, at.0 < steps),
    };
    if wrapped && !over {
        return state.tell("Still searching");
    }
    to_match(state, to);
    say_if_wrapped(state, direction, wrapped);
}

fn say_if_wrapped(state: &mut State, direction: Direction, wrapped: bool) {
    match direction {
        Direction::Down if wrapped => state.tell("Search goes on from the start"),
        Direction::Up if wrapped => state.tell("Search goes on from the end"),
        _ => {}
    }
}

/// The same where posts are shown in another order than that of the text, in which matches are kept.
fn step_in_order(state: &mut State, direction: Direction, count: Option<u32>, over: bool) {
    if !over {
        return state.tell("Still searching");
    }
    let Some(search) = &state.document.search else { return };
    let matches = search.matches.len();
    let at = at_match(state);
    let from = at
        .and_then(|at| search.matches.get(at))
        .map_or_else(|| here(state), |found| found.start);
    let strict = at.is_some() || direction == Direction::Up;
    let count = (times(count) - 1) % matches.max(1) + 1;
    let Some((to, wrapped)) = ordered::steps(state, from, direction, strict, count) else {
        return;
    };
    to_match(state, to);
    say_if_wrapped(state, direction, wrapped);
}

/// The match from which to step, and whether it is itself the first step: the current one where the reader is still
/// at it, else the first beyond the reader. Counts past the ends, where there is none beyond.
fn from_here(state: &State, direction: Direction) -> (usize, bool) {
    let Some(search) = &state.document.search else {
        return (0, false);
    };
    if let Some(at) = at_match(state) {
        return (at, false);
    }
    let here = here(state);
    let after = search.matches.partition_point(|found| found.start < here);
    match direction {
        Direction::Down => (after, true),
        Direction::Up => (after, false),
    }
}

impl State {
    /// Which of all matches the reader is at, counted from 1 in the order in which they are shown.
    pub fn match_number(&self) -> Option<usize> {
        ordered::number(self, self.document.search.as_ref()?.current?)
    }
}

/// Goes to the match at a place that was listed, or near it if there is none any more.
pub(in crate::app) fn to_span(state: &mut State, span: Span) {
    let Some(search) = &state.document.search else { return };
    let at = search.matches.partition_point(|found| found.start < span.start);
    to_match(state, at.min(search.matches.len().saturating_sub(1)));
}

/// The match the reader is at, while that is so.
fn at_match(state: &State) -> Option<usize> {
    let search = state.document.search.as_ref()?;
    search.current.filter(|&at| {
        let byte = search.matches.get(at).map(|found| found.start);
        byte.and_then(|byte| state.document.article.block_at(byte))
            .map(|block| state.page().shown(block))
            == Some(state.document.place.cursor)
    })
}

/// The byte at which the block under the cursor starts.
fn here(state: &State) -> u32 {
    let block = state.document.article.blocks().get(state.document.place.cursor.index());
    block.map_or(0, |block| block.text.start)
}

/// Shows a match: opens the fold that hides it, and closes the one that was opened for a match elsewhere.
fn to_match(state: &mut State, at: usize) {
    let Some(search) = &mut state.document.search else {
        return;
    };
    let Some(span) = search.matches.get(at).copied() else {
        return;
    };
    search.current = Some(at);
    search.seeking = None;
    state.document.keeping.want_end = false;
    let opened = search.opened;
    let Some(anchor) = state.document.article.anchor_at(span.start) else {
        return;
    };
    let run = state.document.folding.run(anchor.block).copied();
    if opened != run.map(|run| run.first) {
        close_opened(state);
    }
    if let Some(run) = run.filter(|run| state.document.folds.is_folded(run))
        && let Some(search) = &mut state.document.search
    {
        search.opened = Some(run.first);
    }
    folding::uncover(state, anchor.block);
    placing::show(state, anchor);
}

/// Folds the run that was opened for a match.
pub(in crate::app) fn close_opened(state: &mut State) {
    let Some(opened) = state.document.search.as_mut().and_then(|search| search.opened.take()) else {
        return;
    };
    let fold = state.page().any_fold(opened);
    if let Some(fold) = fold.filter(|fold| fold.reason == FoldReason::Repeat && fold.first == opened) {
        folding::set(state, fold, false);
    }
}
