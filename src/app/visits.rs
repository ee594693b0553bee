//! What earlier visits left, on the page: what was read before this visit can be folded, what is new since the last one
//! is marked. Nothing of it moves the page: what is found while it is on the screen is folded when it has left it, and
//! what is read now is not folded at all.

use std::sync::Arc;

use super::document::block_map::{BlockMap, Carry};
use super::news::{self, Item};
use super::place::{self, Pin};
use super::{Place, State};
use crate::article::{Article, BlockId};
use crate::layout::{Order, Past, Row, Stretch, Where};
use crate::recall::{Recalled, Removed};

/// What earlier visits left.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Visits {
    /// As far as the page shows it.
    pub past: Past,
    /// When the last visit was: "yesterday 14:05"; empty on a first one, and until that is known.
    pub since: String,
    /// What has changed since then, in the order in which it is shown.
    pub items: Arc<[Item]>,
    /// How much has.
    pub(super) counts: news::Counts,
    /// What is gone.
    pub removed: Vec<Removed>,
    /// What has been told of it.
    pub(super) told: String,
    /// Where the reader was after `zp` and before it, so that to press it twice is to do nothing.
    turned: Option<(Place, Place)>,
}

/// Takes in what is known of earlier visits.
pub(super) fn arrive(state: &mut State, recalled: &Recalled) {
    let still = state.document.keeping.touched.then(|| OnScreen::of(state));
    let mut past = past_of(state, recalled).turned_as(&state.document.visits.past);
    if let Some(still) = &still {
        for &stretch in &still.folded {
            past.read_as(&state.document.visits.past, stretch);
        }
    }
    let changes = recalled.changes.clone().unwrap_or_default();
    state.document.visits = Visits {
        past,
        since: changes.since,
        items: Arc::default(),
        counts: news::Counts::default(),
        removed: changes.removed,
        told: std::mem::take(&mut state.document.visits.told),
        turned: None,
    };
    news::refresh(state);
    match still {
        Some(still) => still.hold(state),
        None => state.document.place.cursor = state.page().shown(state.document.place.cursor),
    }
    state.document.place.top = place::same_top(&state.page(), state.document.place.top);
    if recalled.changes.is_some() {
        news::tell(state);
    }
}

/// What is on the screen while it is read: it stays as it is.
struct OnScreen {
    /// Stretches of what was read before that are folded there.
    folded: Vec<Stretch>,
    /// Blocks of which the text is there.
    shown: Vec<BlockId>,
}

impl OnScreen {
    fn of(state: &State) -> Self {
        let page = state.page();
        let rows = page.rows(state.document.place.top, state.height());
        let mut blocks: Vec<BlockId> = rows.iter().map(|row| row.anchor.block).collect();
        blocks.dedup();
        let folded: Vec<Stretch> = blocks.iter().filter_map(|&block| page.read_before(block)).collect();
        blocks.retain(|block| !folded.iter().any(|stretch| stretch.holds(*block)));
        Self { folded, shown: blocks }
    }

    /// Leaves open what would fold there now; what would join a fold is not told of before it is recalled again.
    fn hold(&self, state: &mut State) {
        for &block in &self.shown {
            let Some(stretch) = state.page().read_before(block) else {
                continue;
            };
            if self.folded.iter().any(|folded| stretch.holds(folded.first)) {
                state.document.visits.past.read.retain(|(read, _)| *read != block);
            } else {
                state.document.visits.past.leave_open(stretch);
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
pub(super) fn fold_late(state: &mut State, rows: &[Row]) -> bool {
    let late = state.document.visits.past.late();
    let (Some(first), Some(last), false) = (rows.first(), rows.last(), late.is_empty()) else {
        return false;
    };
    let (first, last) = (first.anchor.block, last.anchor.block);
    let page = state.page();
    let is_over = |block: &BlockId| {
        let stretch = page.read_stretch(*block);
        stretch.is_none_or(|stretch| stretch.first > last || stretch.last < first)
    };
    let over: Vec<BlockId> = late.iter().copied().filter(is_over).collect();
    state.document.visits.past.fold_late(|block| over.contains(&block));
    !over.is_empty()
}

/// `zp`: folds what was read before this visit, or shows it again.
pub(super) fn toggle(state: &mut State) {
    let fold = !state.session.settings.fold_read;
    let here = state.document.place;
    let back = state.document.visits.turned.take().filter(|(after, _)| *after == here);
    if let Some((_, before)) = back {
        state.session.settings.fold_read = fold;
        place::restore(state, before);
    } else {
        set(state, fold);
    }
    place::settle(state);
    state.document.visits.turned = Some((state.document.place, here));
    state.tell(match (fold, state.document.visits.past.read.is_empty()) {
        (true, true) => "Nothing of this was read before",
        (true, false) => "What was read before is folded",
        (false, _) => "What was read before is shown",
    });
}

/// Folds it, or shows it.
pub(super) fn set(state: &mut State, fold: bool) {
    let pin = Pin::of(state, state.document.place.cursor);
    state.session.settings.fold_read = fold;
    pin.hold(state);
    state.document.place.cursor = state.page().shown(state.document.place.cursor);
}

/// Shows all of it.
pub(super) fn open(state: &mut State) {
    if state.session.settings.fold_read {
        set(state, false);
    }
}

/// Shows the stretch that the cursor is on the row of. Says whether it was on one.
pub(super) fn open_here(state: &mut State) -> bool {
    open_at(state, state.document.place.cursor)
}

/// Shows the stretch that hides this block, if one does. Says whether one did.
pub(super) fn open_at(state: &mut State, block: BlockId) -> bool {
    let Some(stretch) = state.page().read_before(block) else {
        return false;
    };
    let pin = Pin::of(state, state.document.place.cursor);
    state.document.visits.past.open(stretch, true);
    pin.hold(state);
    true
}

/// Folds the open stretch that the cursor is in. Says whether it was in one.
pub(super) fn close_here(state: &mut State) -> bool {
    let stretch = state.page().read_stretch(state.document.place.cursor);
    let Some(stretch) = stretch.filter(|_| state.page().read_before(state.document.place.cursor).is_none()) else {
        return false;
    };
    let pin = Pin::of(state, stretch.first);
    state.document.visits.past.open(stretch, false);
    pin.hold(state);
    state.document.place.cursor = state.page().shown(stretch.first);
    true
}

/// Sets the block under the cursor with what has changed in it since the last visit, or as it stands, if it has changed.
/// Says whether it has.
pub(super) fn compare_here(state: &mut State) -> bool {
    let block = state.document.place.cursor;
    if !state.page().can_compare(block) || state.page().shown(block) != block {
        return false;
    }
    let compared = state.document.visits.past.is_compared(block);
    state.document.visits.past.compare(block, !compared);
    state.document.place.top = place::same_top(&state.page(), state.document.place.top);
    true
}

impl Visits {
    /// Lists anew what has changed: the article, or the order in which it is shown, is another.
    pub(super) fn list(&mut self, article: &Article, order: &Order) {
        self.items = news::items(article, self, order);
        self.counts = news::Counts::of(&self.items);
    }
}

impl Carry for Visits {
    /// What is known was about another version: it is kept as far as its blocks are the same.
    fn carry(&mut self, map: &BlockMap<'_>) {
        let Self {
            past,
            since: _,
            items,
            counts,
            removed,
            told: _,
            turned,
        } = self;
        *past = past.carried(&map.every(&past.blocks()));
        // To be listed anew.
        (*items, *counts) = Default::default();
        removed.clear();
        *turned = None;
    }
}
