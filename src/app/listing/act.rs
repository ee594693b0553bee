//! What keys, clicks and what has been found do to the list.

use std::sync::Arc;

use super::super::input::Edit;
use super::super::{Effect, Screen, State, articles, keys};
use super::{Counts, Listed, Order, find};
use crate::keymap::Action;

/// A list of at most so many articles is looked through at once: a fraction of a millisecond.
const AT_ONCE: usize = 512;

/// Opens the list, the article that is read chosen if it is among those that are shown.
pub(in crate::app) fn open(state: &mut State) -> Vec<Effect> {
    if state.list_known() < 2 && state.session.library.all {
        state.fail("There is no other article");
        return Vec::new();
    }
    state.screen = Screen::Listing { opening: None };
    let effects = if state.session.library.list.looking.stale {
        look(state)
    } else {
        Vec::new()
    };
    if let Some(line) = line_of(state, state.session.library.at) {
        state.session.library.list.selected = line;
    }
    effects
}

/// Opens the list before anything has been read: several articles were given. Where the first is not there yet, it is
/// asked for, so that there is a page under the list.
pub(in crate::app) fn choose_first(state: &mut State, absent: bool) -> Vec<Effect> {
    state.screen = Screen::Listing { opening: None };
    if absent {
        vec![articles::ask(state, 0, None)]
    } else {
        Vec::new()
    }
}

/// All articles are known: a list of one is none, unless the reader is at work in it.
pub(in crate::app) fn close_if_alone(state: &mut State) {
    if state.is_listing() && state.session.library.all && state.list_known() < 2 && !state.session.library.list.touched
    {
        state.screen = Screen::Reading;
    }
}

/// Articles have been found.
pub(in crate::app) fn listed(state: &mut State, from: usize, found: &[Listed]) -> Vec<Effect> {
    let list = &mut state.session.library.list;
    let before = list.catalogue.len();
    list.catalogue.add(from, found);
    if list.catalogue.len() == before || !list.is_narrowed() {
        return Vec::new();
    }
    list.looking.stale = true;
    if list.looking.running || !state.is_listing() {
        return Vec::new();
    }
    look(state)
}

/// A change to what is typed.
pub(in crate::app) fn edit(state: &mut State, edit: Edit<'_>) -> Vec<Effect> {
    let list = &mut state.session.library.list;
    list.touched = true;
    if !list.input.edit(edit) {
        return Vec::new();
    }
    list.looking.chosen = false;
    look(state)
}

/// A key in the list.
pub(in crate::app) fn act(state: &mut State, action: Action, count: usize) -> Vec<Effect> {
    let page = state.list_rows();
    state.session.library.list.touched = true;
    match action {
        Action::Accept | Action::Activate => return take(state),
        Action::Cancel | Action::Clear => {
            if let Screen::Listing { opening: Some(_) } = state.screen {
                articles::forget(state);
            }
            state.screen = Screen::Reading;
        }
        Action::SortList => {
            let list = &mut state.session.library.list;
            list.order = list.order.next();
            return look(state);
        }
        _ => {
            let last = state.list_len().saturating_sub(1);
            if let Some(to) = keys::in_list(action, state.session.library.list.selected, last, count, page) {
                select(state, to);
            }
        }
    }
    Vec::new()
}

/// Chooses a line.
pub(in crate::app) fn select(state: &mut State, line: usize) {
    let shown = state.list_len();
    let list = &mut state.session.library.list;
    list.selected = line.min(shown.saturating_sub(1));
    list.looking.chosen = true;
}

/// Chooses a line by a click.
pub(in crate::app) fn choose(state: &mut State, line: usize) -> Vec<Effect> {
    if line >= state.list_len() {
        return Vec::new();
    }
    state.session.library.list.touched = true;
    if line == state.session.library.list.selected {
        return take(state);
    }
    select(state, line);
    Vec::new()
}

/// Opens the chosen one. The list stays until it has come, so that no other page is seen meanwhile.
fn take(state: &mut State) -> Vec<Effect> {
    let Some(number) = state.list_number(state.session.library.list.selected) else {
        return Vec::new();
    };
    if number == state.session.library.at && !state.document.article.blocks().is_empty() {
        articles::forget(state);
        state.screen = Screen::Reading;
        return Vec::new();
    }
    state.screen = Screen::Listing { opening: Some(number) };
    vec![articles::ask(state, number, None)]
}

/// What lies over the page after an article has come, if the list did before.
pub(in crate::app) fn turned(before: &Screen, to: usize) -> Option<Screen> {
    match before {
        Screen::Listing { opening } if *opening != Some(to) => Some(before.clone()),
        _ => None,
    }
}

/// Looks for what is typed, in the order that is set.
fn look(state: &mut State) -> Vec<Effect> {
    let chosen = state.session.library.list.looking.chosen;
    let kept = state.list_number(state.session.library.list.selected);
    let list = &mut state.session.library.list;
    list.looking.request += 1;
    list.looking.stale = false;
    list.looking.running = false;
    if !list.is_narrowed() {
        list.found = None;
        // Nothing is typed any more: the list is as it was opened.
        let number = if chosen { kept } else { Some(state.session.library.at) };
        reselect(state, number);
        return Vec::new();
    }
    let (typed, order, catalogue) = (list.input.text.clone(), list.order, list.catalogue.clone());
    if catalogue.len() <= AT_ONCE {
        let found = find(&catalogue, &typed, order, &mut |_| true).unwrap_or_default();
        show(state, found.into(), kept);
        return Vec::new();
    }
    list.looking.running = true;
    vec![Effect::Filter {
        request: list.looking.request,
        typed,
        order,
        catalogue,
    }]
}

/// Takes in what was found, if it answers what was asked last.
pub(in crate::app) fn arrive(state: &mut State, request: u64, found: Arc<[u32]>, done: bool) -> Vec<Effect> {
    let kept = state.list_number(state.session.library.list.selected);
    let list = &mut state.session.library.list;
    if request != list.looking.request || !list.looking.running {
        return Vec::new();
    }
    list.looking.running = !done;
    show(state, found, kept);
    if done && state.session.library.list.looking.stale && state.is_listing() {
        return look(state);
    }
    Vec::new()
}

/// Shows those that were found. What the reader has chosen stays chosen; else it is the best.
fn show(state: &mut State, found: Arc<[u32]>, kept: Option<usize>) {
    let list = &mut state.session.library.list;
    list.found = Some(found);
    let typed = !list.input.text.trim().is_empty();
    let kept = kept.filter(|_| list.looking.chosen || !typed);
    reselect(state, kept);
}

fn reselect(state: &mut State, number: Option<usize>) {
    let line = number.and_then(|number| line_of(state, number));
    state.session.library.list.selected = line.unwrap_or(0);
}

/// The line on which an article stands.
fn line_of(state: &State, number: usize) -> Option<usize> {
    match &state.session.library.list.found {
        Some(found) => found.iter().position(|&found| found as usize == number),
        None => (number < state.list_known()).then_some(number),
    }
}

/// Asks for the counts of those on the screen that have none.
pub(in crate::app) fn settle(state: &mut State) -> Vec<Effect> {
    if !state.is_listing() || state.list_known() < 2 {
        return Vec::new();
    }
    let rows = state.list_rows();
    let first = state.list_first(rows);
    let lines = (first..first + rows).map_while(|line| state.list_number(line));
    let counts = &state.session.library.list.counts;
    let is_there = |number: &u32| (*number as usize) < state.session.library.list.catalogue.len();
    let wanted: Vec<u32> = lines
        .map(|number| number as u32)
        .filter(is_there)
        .filter(|number| !counts.contains_key(number))
        .collect();
    let list = &mut state.session.library.list;
    if wanted.iter().all(|number| list.asked.contains(number)) {
        return Vec::new();
    }
    list.asked.clone_from(&wanted);
    vec![Effect::Count { numbers: wanted }]
}

/// Articles have been counted.
pub(in crate::app) fn counted(state: &mut State, counted: Vec<(usize, Counts)>) {
    let known = &mut state.session.library.list.counts;
    for (number, counts) in counted {
        let number = number as u32;
        let counts = counts.with(known.get(&number));
        known.insert(number, counts);
    }
}

impl super::List {
    /// Whether others are shown than all, in another order than theirs.
    fn is_narrowed(&self) -> bool {
        !self.input.text.trim().is_empty() || self.order != Order::Given
    }
}
