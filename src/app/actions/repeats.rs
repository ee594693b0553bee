//! Repeats that were found: taken in without moving the text that is being read.
//!
//! Repeats are found while the reader is already reading. A run that is on the screen when it is found stays open
//! until it has left the screen, and folds then, out of sight. Only where the reader has not touched anything yet,
//! at the start of a freshly opened article, does it fold at once. What other articles say is not even marked on the
//! screen as long as it is read.

use std::sync::Arc;

use super::placing;
use crate::app::state::State;
use crate::article::{Article, BlockId};
use crate::fold::{Folding, Folds, Run};

/// Takes in the repeats, if they were found in this version of the article.
pub(in crate::app) fn arrive(state: &mut State, article: &Arc<Article>, folding: Arc<Folding>) {
    if !Arc::ptr_eq(article, &state.document.article) {
        return;
    }
    show(state, folding);
    state.session.work.folding = None;
}

/// Shows the repeats, and with them what the article repeats of others, as far as that is known.
pub(in crate::app) fn show(state: &mut State, folding: Arc<Folding>) {
    let seen = BlocksOnPage::of(state);
    let folding = with_others(state, folding, &seen);
    let before = std::mem::replace(&mut state.document.folding, folding);
    let folds = state.document.folds.carried(&state.document.folding);
    let folds_before = std::mem::replace(&mut state.document.folds, folds);
    for late in &mut state.document.keeping.late {
        *late = state.document.folding.run(*late).map_or(*late, |run| run.thread.0);
    }
    state.document.recount();
    if state.document.keeping.touched {
        for &(first, last) in &seen.0 {
            keep_open(state, (&before, &folds_before), first, last);
        }
    }
    state.document.place.top = placing::same_top(&state.page(), state.document.place.top);
    if !state.document.keeping.touched {
        state.document.place.cursor = state.page().shown(state.document.place.cursor);
    }
}

/// Repeats together with those of other articles, except any that would change the page while it is being read.
fn with_others(state: &mut State, folding: Arc<Folding>, seen: &BlocksOnPage) -> Arc<Folding> {
    state.document.keeping.unsaid.clear();
    let elsewhere = &state.document.facts.comparing.found;
    if elsewhere.is_empty() && folding.echoes().is_empty() {
        return folding;
    }
    let (before, unsaid) = (&state.document.folding, &mut state.document.keeping.unsaid);
    let touched = state.document.keeping.touched;
    let both = folding.with(&state.document.article, elsewhere).keeping(|run| {
        let is_new = || before.run(run.first).is_none_or(|was| was.of != run.of);
        let hold = touched && seen.meets(run.thread) && is_new();
        if hold {
            unsaid.push(run.thread);
        }
        !hold
    });
    Arc::new(both)
}

/// Shows at once what was held back: the reader has asked for the page to change.
pub(in crate::app) fn tell_all(state: &mut State) {
    if !state.document.keeping.unsaid.is_empty() {
        let folding = Arc::clone(&state.document.folding);
        state.document.folding = with_others(state, folding, &BlocksOnPage::default());
        state.document.recount();
    }
}

/// The blocks on the page, as stretches of the text: one, unless posts are shown in another order.
#[derive(Debug, Default)]
struct BlocksOnPage(Vec<(BlockId, BlockId)>);

impl BlocksOnPage {
    fn of(state: &State) -> Self {
        let (Some(first), Some(last)) = (state.rows().first(), state.rows().last()) else {
            return Self::default();
        };
        let (first, last) = (first.anchor.block, last.anchor.block);
        let order = &state.document.posts.order;
        if order.is_given() {
            return Self(vec![(first, last)]);
        }
        let section = |block: BlockId| state.document.article.block(block).section;
        let places = order.place(section(first))..=order.place(section(last));
        let stretch = |place: usize| {
            let id = order.section(place);
            let whole = state.document.article.section(id);
            let from = if id == section(first) { first } else { whole.first };
            let to = if id == section(last) { last } else { whole.last };
            (from, to)
        };
        Self(places.map(stretch).collect())
    }

    /// Whether a stretch of blocks has one on the page.
    fn meets(&self, (start, end): (BlockId, BlockId)) -> bool {
        self.0.iter().any(|&(first, last)| start <= last && end >= first)
    }
}

/// Opens the runs that would now fold among these blocks and did not before.
fn keep_open(state: &mut State, (before, folds): (&Folding, &Folds), first: BlockId, last: BlockId) {
    let folding = Arc::clone(&state.document.folding);
    for run in runs_among(&folding, first, last) {
        let was_folded = before
            .run(run.first)
            .is_some_and(|was| was.first == run.first && folds.is_folded(was));
        if state.document.folds.is_folded(run) && !was_folded {
            state.document.folds.toggle(run);
            state.document.keeping.late.push(run.thread.0);
        }
    }
}

fn runs_among(folding: &Folding, first: BlockId, last: BlockId) -> impl Iterator<Item = &Run> {
    let from = folding.runs().partition_point(|run| run.last < first);
    folding.runs()[from..].iter().take_while(move |run| run.first <= last)
}

/// Folds what was found while it was on the screen and has left it. Says whether anything changed: rows above the
/// page or below it, never on it.
pub(in crate::app) fn fold_late(state: &mut State) -> bool {
    if state.document.keeping.unsaid.is_empty() && state.document.keeping.late.is_empty() {
        return false;
    }
    let seen = BlocksOnPage::of(state);
    let mut changed = state.document.keeping.unsaid.iter().any(|&thread| !seen.meets(thread));
    if changed {
        let folding = Arc::clone(&state.document.folding);
        show(state, folding);
    }
    if state.document.keeping.late.is_empty() {
        return changed;
    }
    let folding = Arc::clone(&state.document.folding);
    let mut late = std::mem::take(&mut state.document.keeping.late);
    late.retain(|&block| {
        let Some(run) = run_from(&folding, block) else {
            return false;
        };
        if seen.meets(run.thread) {
            return true;
        }
        if !state.document.folds.is_folded(run) {
            state.document.folds.toggle(run);
            changed = true;
        }
        false
    });
    state.document.keeping.late = late;
    changed
}

/// The run that starts with this block.
fn run_from(folding: &Folding, first: BlockId) -> Option<&Run> {
    folding.run(first).filter(|run| run.first == first)
}
