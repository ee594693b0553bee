//! The search as the reader meets it: typed in the status line, shown while it is typed, stepped through.

mod ordered;

use std::sync::Arc;

use super::input::{self, Edit};
use super::moving::{self, Way, times};
use super::{
    Effect, Input, Screen, Search, SearchState, Searching, State, boilerplate, folding, jumps, place, selecting, visits,
};
use crate::article::Span;
use crate::keymap::Action;

/// The most patterns kept in the history.
const MOST_HISTORY: usize = 100;

/// Opens the prompt.
pub(super) fn open(state: &mut State, backward: bool) {
    let was = state.document.search.take().map(Box::new);
    state.screen = Screen::Searching(Searching {
        input: Input::default(),
        backward,
        before: state.document.place,
        was,
        older: 0,
        draft: String::new(),
    });
}

/// A change to what is typed: the search starts anew with it.
pub(super) fn edit(state: &mut State, edit: Edit<'_>) -> Vec<Effect> {
    let Screen::Searching(searching) = &mut state.screen else {
        return Vec::new();
    };
    if !searching.input.edit(edit) {
        return Vec::new();
    }
    searching.older = 0;
    typed(state)
}

/// A key in the prompt.
pub(super) fn act(state: &mut State, action: Action) -> Vec<Effect> {
    match action {
        Action::Accept | Action::Activate => accept(state),
        Action::Cancel | Action::Clear => cancel(state),
        Action::HistoryOlder => browse(state, true),
        Action::HistoryNewer => browse(state, false),
        _ => Vec::new(),
    }
}

/// Looks for what is typed now; with nothing typed, nothing is sought and the page is as it was.
fn typed(state: &mut State) -> Vec<Effect> {
    let Screen::Searching(searching) = &state.screen else {
        return Vec::new();
    };
    let (pattern, backward, before) = (searching.input.text.clone(), searching.backward, searching.before);
    if pattern.is_empty() {
        close_opened(state);
        state.document.search = None;
        place::restore(state, before);
        return vec![Effect::StopSearch];
    }
    let here = state.document.article.blocks().get(before.top.anchor.block.index());
    let from = here.map_or(0, |_| state.document.article.byte_of(before.top.anchor));
    let opened = state.document.search.as_ref().and_then(|search| search.opened);
    let request = state.session.requests.next();
    state.document.search = Some(Search {
        pattern: pattern.clone(),
        request,
        matches: Arc::from([]),
        state: SearchState::Running,
        current: None,
        backward,
        seeking: Some(from),
        opened,
    });
    vec![Effect::Search {
        request,
        pattern,
        article: Arc::clone(&state.document.article),
    }]
}

/// Looks for the same pattern again, in a newer version of the article; what is known stays until then.
pub(super) fn again(state: &mut State) -> Vec<Effect> {
    let Some(search) = &mut state.document.search else {
        return Vec::new();
    };
    search.request = state.session.requests.next();
    if !matches!(search.state, SearchState::Wrong(_)) {
        search.state = SearchState::Running;
    }
    vec![Effect::Search {
        request: search.request,
        pattern: search.pattern.clone(),
        article: Arc::clone(&state.document.article),
    }]
}

fn accept(state: &mut State) -> Vec<Effect> {
    let Screen::Searching(searching) = &mut state.screen else {
        return Vec::new();
    };
    if searching.input.text.is_empty() {
        return cancel(state);
    }
    let (pattern, before) = (searching.input.text.clone(), searching.before);
    state.screen = Screen::Reading;
    state.session.focus = super::Focus::Page;
    let history = &mut state.session.history.searches;
    history.retain(|old| *old != pattern);
    history.push(pattern);
    if history.len() > MOST_HISTORY {
        history.remove(0);
    }
    jumps::push_place(state, before);
    selecting::to_match(state);
    say_if_in_vain(state);
    Vec::new()
}

fn cancel(state: &mut State) -> Vec<Effect> {
    close_opened(state);
    let Screen::Searching(searching) = std::mem::replace(&mut state.screen, Screen::Reading) else {
        return Vec::new();
    };
    place::restore(state, searching.before);
    state.document.search = searching.was.map(|was| *was);
    match &state.document.search {
        Some(search) if search.state == SearchState::Running => again(state),
        _ => vec![Effect::StopSearch],
    }
}

/// Escape on the page: the search is over, the page stays, and so does the fold it opened.
pub(super) fn clear(state: &mut State) -> Vec<Effect> {
    if state.document.search.take().is_some() {
        vec![Effect::StopSearch]
    } else {
        Vec::new()
    }
}

fn browse(state: &mut State, older: bool) -> Vec<Effect> {
    let Screen::Searching(searching) = &mut state.screen else {
        return Vec::new();
    };
    let at = (&mut searching.older, &mut searching.draft);
    if input::browse(&state.session.history.searches, older, at, &mut searching.input) {
        typed(state)
    } else {
        Vec::new()
    }
}

/// Takes in matches, if they answer the search that is on.
pub(super) fn arrive(state: &mut State, request: u64, matches: Result<Arc<[Span]>, String>, how: SearchState) {
    let Some(search) = state
        .document
        .search
        .as_mut()
        .filter(|search| search.request == request)
    else {
        return;
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
    let Some(search) = &state.document.search else { return };
    let Some(from) = search.seeking else { return };
    let typing = matches!(state.screen, Screen::Searching(_));
    match first_from(state, search, from) {
        Some(at) => to_match(state, at),
        None if search.state != SearchState::Running => {
            if let Screen::Searching(searching) = &state.screen {
                let before = searching.before;
                close_opened(state);
                place::restore(state, before);
            }
        }
        None => {}
    }
    if !typing {
        say_if_in_vain(state);
    }
}

/// The first match at or after a byte, or at or before it; from the other end if there is none there. `None` as long
/// as that cannot be known.
fn first_from(state: &State, search: &Search, from: u32) -> Option<usize> {
    let (count, over) = (search.matches.len(), search.state != SearchState::Running);
    if !state.document.posts.order.is_given() {
        // They come in the order of the text: which is the nearest is known when all are.
        let way = if search.backward { Way::Up } else { Way::Down };
        return over
            .then(|| ordered::beside(state, from, way, false))
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

fn say_if_in_vain(state: &mut State) {
    let Some(search) = &mut state.document.search else {
        return;
    };
    let words = match &search.state {
        SearchState::Wrong(why) => format!("Not a pattern: {why}"),
        SearchState::Done | SearchState::Capped if search.matches.is_empty() => {
            search.seeking = None;
            format!("Not found: {}", search.pattern)
        }
        SearchState::Running | SearchState::Done | SearchState::Capped => return,
    };
    state.fail(words);
}

/// `n` and `N`: to the next match or the one before, from where the reader is; to sections when no search is on.
pub(super) fn step(state: &mut State, way: Way, count: Option<u32>) {
    let Some(search) = &state.document.search else {
        return moving::by_sections(state, way, count);
    };
    if search.matches.is_empty() {
        return match search.state {
            SearchState::Running => state.tell("Still searching"),
            _ => say_if_in_vain(state),
        };
    }
    let way = match (way, search.backward) {
        (Way::Down, false) | (Way::Up, true) => Way::Down,
        (Way::Up, false) | (Way::Down, true) => Way::Up,
    };
    let (matches, over) = (search.matches.len(), search.state != SearchState::Running);
    if !state.document.posts.order.is_given() {
        return step_in_order(state, way, count, over);
    }
    let at = from_here(state, way);
    let steps = times(count) - usize::from(at.1);
    let (to, wrapped) = match way {
        Way::Down => ((at.0 + steps) % matches, at.0 + steps >= matches),
        Way::Up => ((at.0 + matches - steps % matches) % matches, at.0 < steps),
    };
    if wrapped && !over {
        return state.tell("Still searching");
    }
    to_match(state, to);
    say_if_wrapped(state, way, wrapped);
}

fn say_if_wrapped(state: &mut State, way: Way, wrapped: bool) {
    match way {
        Way::Down if wrapped => state.tell("On from the start"),
        Way::Up if wrapped => state.tell("On from the end"),
        _ => {}
    }
}

/// The same where posts are shown in another order than that of the text, in which matches are kept.
fn step_in_order(state: &mut State, way: Way, count: Option<u32>, over: bool) {
    if !over {
        return state.tell("Still searching");
    }
    let Some(search) = &state.document.search else { return };
    let matches = search.matches.len();
    let at = at_match(state);
    let from = at
        .and_then(|at| search.matches.get(at))
        .map_or_else(|| here(state), |found| found.start);
    let strict = at.is_some() || way == Way::Up;
    let count = (times(count) - 1) % matches.max(1) + 1;
    let Some((to, wrapped)) = ordered::steps(state, from, way, strict, count) else {
        return;
    };
    to_match(state, to);
    say_if_wrapped(state, way, wrapped);
}

/// The match from which to step, and whether it is itself the first step: the current one where the reader is still
/// at it, else the first beyond the reader. Counts past the ends, where there is none beyond.
fn from_here(state: &State, way: Way) -> (usize, bool) {
    let Some(search) = &state.document.search else {
        return (0, false);
    };
    if let Some(at) = at_match(state) {
        return (at, false);
    }
    let here = here(state);
    let after = search.matches.partition_point(|found| found.start < here);
    match way {
        Way::Down => (after, true),
        Way::Up => (after, false),
    }
}

impl State {
    /// Which of all matches the reader is at, counted from 1 in the order in which they are shown.
    pub fn match_number(&self) -> Option<usize> {
        ordered::number(self, self.document.search.as_ref()?.current?)
    }
}

/// Goes to the match at a place that was listed, or near it if there is none any more.
pub(super) fn to_span(state: &mut State, span: Span) {
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
    if let Some(run) = run.filter(|run| state.document.folds.is_folded(run)) {
        folding::set(state, run, false);
        if let Some(search) = &mut state.document.search {
            search.opened = Some(run.first);
        }
    }
    boilerplate::open_at(state, anchor.block);
    visits::open_at(state, anchor.block);
    place::show(state, anchor);
    if state.screen == Screen::Reading {
        selecting::to_match(state);
    }
}

/// Folds the run that was opened for a match.
fn close_opened(state: &mut State) {
    let Some(opened) = state.document.search.as_mut().and_then(|search| search.opened.take()) else {
        return;
    };
    let folding = Arc::clone(&state.document.folding);
    if let Some(run) = folding::run_from(&folding, opened) {
        folding::set(state, *run, true);
    }
}
