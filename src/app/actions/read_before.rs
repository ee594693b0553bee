//! What was read before this visit, and what is new since the last one, on the page. Nothing of it moves the page: what
//! is found while it is on the screen is folded when it has left it, and what is read now is not folded at all.

use std::sync::Arc;

use super::{changes, following, placing};
use crate::app::document::visits::Visits;
use crate::app::state::State;
use crate::article::BlockId;
use crate::layout::{Fold, Past, Where};
use crate::recall::Recalled;

/// Takes in what is known of earlier visits.
pub(in crate::app) fn arrive(state: &mut State, recalled: &Recalled) {
    let still = state.document.keeping.touched.then(|| OnScreen::of(state));
    let mut past = past_of(state, recalled).turned_as(&state.document.visits.past);
    if let Some(still) = &still {
        for &fold in &still.folded {
            past.read_as(&state.document.visits.past, fold);
        }
    }
    if state.document.following.on {
        // What came on this visit stays marked, whatever earlier visits tell.
        let before = &mut state.document.visits.past;
        following::merge(&mut past.added, std::mem::take(&mut before.added), |block| *block);
        following::merge(&mut past.changed, std::mem::take(&mut before.changed), |(block, _)| {
            *block
        });
    }
    let aged = &state.document.following.aged;
    past.added.retain(|block| aged.binary_search(block).is_err());
    let changed = recalled.changes.clone().unwrap_or_default();
    state.document.visits = Visits {
        past,
        since: changed.since,
        removed: changed.removed,
        told: std::mem::take(&mut state.document.visits.told),
        ..Visits::default()
    };
    let document = &mut state.document;
    document.visits.list(&document.article, &document.posts.order);
    match still {
        Some(still) => still.hold(state),
        None => state.document.place.cursor = state.page().shown(state.document.place.cursor),
    }
    state.document.place.top = placing::same_top(&state.page(), state.document.place.top);
    if recalled.changes.is_some() {
        changes::tell(state);
    }
}

/// What is on the screen while it is read: it stays as it is.
struct OnScreen {
    /// Folds of what was read before that are folded there.
    folded: Vec<Fold>,
    /// Blocks of which the text is there.
    shown: Vec<BlockId>,
}

impl OnScreen {
    fn of(state: &State) -> Self {
        let page = state.page();
        let mut blocks: Vec<BlockId> = state.rows().iter().map(|row| row.anchor.block).collect();
        blocks.dedup();
        let folded: Vec<Fold> = blocks.iter().filter_map(|&block| page.read_before(block)).collect();
        blocks.retain(|block| !folded.iter().any(|fold| fold.holds(*block)));
        Self { folded, shown: blocks }
    }

    /// Leaves open what would fold there now; what would join a fold is not told of before it is recalled again.
    fn hold(&self, state: &mut State) {
        for &block in &self.shown {
            let Some(fold) = state.page().read_before(block) else {
                continue;
            };
            if self.folded.iter().any(|folded| fold.holds(folded.first)) {
                state.document.visits.past.read.retain(|(read, _)| *read != block);
            } else {
                state.document.visits.past.leave_open(fold);
            }
        }
    }
}

/// What the page shows of it. Blocks that are not there are left out.
fn past_of(state: &State, recalled: &Recalled) -> Past {
    let there = |block: &BlockId| block.index() < state.document.article.blocks().len();
    // What has been read and was not known of has been read on this visit.
    let known = |block: &BlockId| {
        !state.document.reading.progress.is_read(*block) || state.document.visits.past.was_read(*block)
    };
    let here = recalled.read.iter().filter(|block| known(block));
    let here = here.map(|&block| (block, Where::Here));
    let passages = recalled.before.passages.iter();
    let elsewhere = passages.map(|passage| (passage.block, Where::There(passage.of)));
    let mut read: Vec<(BlockId, Where)> = here.chain(elsewhere).filter(|(block, _)| there(block)).collect();
    // Of a block that was read here and there, here.
    read.sort_by_key(|&(block, _)| block);
    read.dedup_by_key(|(block, _)| *block);
    let articles = recalled.before.articles.iter();
    let mut past = Past::default();
    past.read = read;
    past.articles = articles.map(|told| (told.title.clone(), told.published)).collect();
    if let Some(news) = &recalled.changes {
        past.added = news.added.iter().copied().filter(there).collect();
        let others = news.changed.iter().filter(|changed| there(&changed.block));
        past.changed = others
            .map(|changed| (changed.block, Arc::clone(&changed.before)))
            .collect();
        past.added.sort_unstable();
        past.changed.sort_by_key(|(block, _)| *block);
    }
    past
}

/// Folds what was left open because it was on the screen, and has left it. Says whether anything changed: rows above
/// the page or below it, never on it.
pub(in crate::app) fn fold_late(state: &mut State) -> bool {
    let late = state.document.visits.past.late();
    let rows = &state.document.viewport.rows;
    let (Some(first), Some(last), false) = (rows.first(), rows.last(), late.is_empty()) else {
        return false;
    };
    let (first, last) = (first.anchor.block, last.anchor.block);
    let page = state.page();
    let is_over = |block: &BlockId| {
        let fold = page.read_fold(*block);
        fold.is_none_or(|fold| fold.first > last || fold.last < first)
    };
    let over: Vec<BlockId> = late.iter().copied().filter(is_over).collect();
    state.document.visits.past.fold_late(|block| over.contains(&block));
    !over.is_empty()
}
