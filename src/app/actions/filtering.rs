//! The view of the paragraphs that match the search: the rest is folded, between them, and comes back with Escape.

use super::placing;
use crate::app::document::search::SearchState;
use crate::app::state::State;
use crate::article::{Anchor, BlockId};

/// Shows only the paragraphs that match, or all again.
pub(in crate::app) fn toggle(state: &mut State) {
    if leave(state) {
        return;
    }
    let Some(search) = &mut state.document.search else {
        return state.fail("Search first: / and the words; then only the paragraphs that match can be shown");
    };
    if search.state == SearchState::Running {
        search.filters = true;
        state.tell("Still searching");
    } else if show(state) {
        let count = state.document.folds.only().map_or(0, <[BlockId]>::len);
        state.tell(format!("{count} blocks; esc shows all"));
    } else {
        super::searching::say_if_in_vain(state);
    }
}

/// Shows all again. Says whether only some were shown.
pub(in crate::app) fn leave(state: &mut State) -> bool {
    let was = state.document.folds.only().is_some();
    if was {
        state.document.folds.show_only(None);
        state.document.place.cursor = state.page().shown(state.document.place.cursor);
        placing::show_lower(state, Anchor::start_of(state.document.place.cursor));
    }
    was
}

/// Other matches have been found: where only those are shown, these are from now on.
pub(in crate::app) fn follow(state: &mut State) {
    let Some(search) = &mut state.document.search else {
        return;
    };
    if search.state == SearchState::Running {
        return;
    }
    if std::mem::take(&mut search.filters) {
        toggle(state);
    } else if state.document.folds.only().is_some() && !show(state) {
        leave(state);
    }
}

/// Shows the paragraphs that match, with the headings of their sections. Says whether there are any.
fn show(state: &mut State) -> bool {
    let document = &state.document;
    let Some(search) = &document.search else { return false };
    let article = &document.article;
    let mut blocks: Vec<BlockId> = search
        .matches
        .iter()
        .filter_map(|found| article.block_at(found.start))
        .collect();
    blocks.dedup();
    let headings = |block: &BlockId| {
        let section = article.section(article.block(*block).section);
        section.headline.map(|_| section.first)
    };
    let headings: Vec<BlockId> = blocks.iter().filter_map(headings).collect();
    if blocks.is_empty() {
        return false;
    }
    blocks.extend(headings);
    blocks.sort_unstable();
    blocks.dedup();
    state.document.folds.show_only(Some(blocks));
    let cursor = state.page().shown(state.document.place.cursor);
    let is_hidden = state.page().fold(cursor).is_some();
    let next = if is_hidden { state.page().next(cursor) } else { None };
    state.document.place.cursor = next.unwrap_or(cursor);
    placing::show_lower(state, Anchor::start_of(state.document.place.cursor));
    true
}
