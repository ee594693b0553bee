//! Folds: opening them, closing them, and taking in new repeats without moving the text that is being read.
//!
//! Repeats are found while the reader is already reading. A run that is on the screen when it is found stays open
//! until it has left the screen, and folds then, out of sight. Only where the reader has not touched anything yet,
//! at the start of a freshly opened article, does it fold at once. What other articles say is not even marked on the
//! screen as long as it is read.

use std::sync::Arc;

use super::jumping;
use super::placing::{self, Pin};
use crate::app::message::Effect;
use crate::app::session::library::Aim;
use crate::app::state::State;
use crate::article::{Anchor, Article, BlockId};
use crate::fold::{FoldShape, Folding, Folds, How, Origin, Rule, Run};
use crate::layout::{Reason, Row};

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
    let seen = BlocksOnPage::on_page(state);
    let folding = with_others(state, folding, &seen);
    let before = std::mem::replace(&mut state.document.folding, folding);
    let folds = state.document.folds.carried(&state.document.folding);
    let folds_before = std::mem::replace(&mut state.document.folds, folds);
    for late in &mut state.document.keeping.late {
        *late = state.document.folding.run(*late).map_or(*late, |run| run.thread.0);
    }
    state
        .document
        .facts
        .recount(&state.document.article, &state.document.folding);
    state
        .document
        .reading
        .progress
        .recount(&state.document.article, &state.document.folding);
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
    let elsewhere = &state.document.comparing.found;
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
fn say_all(state: &mut State) {
    if !state.document.keeping.unsaid.is_empty() {
        let folding = Arc::clone(&state.document.folding);
        state.document.folding = with_others(state, folding, &BlocksOnPage::default());
        state
            .document
            .facts
            .recount(&state.document.article, &state.document.folding);
        state
            .document
            .reading
            .progress
            .recount(&state.document.article, &state.document.folding);
    }
}

/// The blocks on the page, as stretches of the text: one, unless posts are shown in another order.
#[derive(Debug, Default)]
struct BlocksOnPage(Vec<(BlockId, BlockId)>);

impl BlocksOnPage {
    fn on_page(state: &State) -> Self {
        Self::among(state, &state.page().rows(state.document.place.top, state.height()))
    }

    fn among(state: &State, rows: &[Row]) -> Self {
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
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
pub(in crate::app) fn fold_late(state: &mut State, rows: &[Row]) -> bool {
    if rows.is_empty() || (state.document.keeping.unsaid.is_empty() && state.document.keeping.late.is_empty()) {
        return false;
    }
    let seen = BlocksOnPage::among(state, rows);
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
pub(in crate::app) fn run_from(folding: &Folding, first: BlockId) -> Option<&Run> {
    folding.run(first).filter(|run| run.first == first)
}

/// Folds or opens a run and its thread. What is above the run on the page stays; if the run begins above the page,
/// what is left of it there takes the first row. Of a thread that goes on above, the run itself stays in its row.
pub(in crate::app) fn set(state: &mut State, run: Run, folded: bool) {
    if state.document.folds.is_folded(&run) == folded {
        return;
    }
    let pin = run.goes_on().then(|| Pin::of(state, run.first));
    state.document.folds.toggle(&run);
    state.document.keeping.late.retain(|&first| first != run.thread.0);
    match pin {
        Some(pin) => pin.hold(state),
        None => state.document.place.top = placing::same_top(&state.page(), state.document.place.top),
    }
    if folded && (run.first..=run.last).contains(&state.document.place.cursor) {
        state.document.place.cursor = state.page().shown(run.first);
    }
}

/// `za`: folds or opens the run under the cursor.
pub(in crate::app) fn toggle(state: &mut State) {
    let run = state
        .document
        .folding
        .run(state.document.place.cursor)
        .copied()
        .or_else(|| state.target_run());
    match run {
        Some(run) => set(state, run, !state.document.folds.is_folded(&run)),
        None => state.tell("Nothing repeated here"),
    }
}

/// Enter: opens the fold it is said to open, or shows what has changed in a reworded block; and back again.
pub(in crate::app) fn activate(state: &mut State) {
    if !open(state) {
        close(state);
    }
}

/// Opens the fold that Enter opens; of what is reworded, with what has changed in it. Says whether there was one.
pub(in crate::app) fn open(state: &mut State) -> bool {
    let Some(run) = state.target_run() else { return false };
    let folded = state.document.folds.is_folded(&run);
    if !folded && (!has_changes(&run) || state.document.folds.is_compared(&run)) {
        return false;
    }
    if folded {
        state.document.place.cursor = state.page().shown(run.first);
        set(state, run, false);
    }
    if has_changes(&run) {
        compare(state, &run, true);
    }
    true
}

/// Whether the run can be shown with what has changed in it: the words of other articles are not at hand.
fn has_changes(run: &Run) -> bool {
    run.how == How::Near && run.of.here().is_some()
}

/// Folds the run under the cursor; of what is reworded and not folded by rule, puts its changes away. Says whether
/// there was one, and open.
pub(in crate::app) fn close(state: &mut State) -> bool {
    let Some(run) = state.document.folding.run(state.document.place.cursor).copied() else {
        return false;
    };
    let compared = state.document.folds.is_compared(&run);
    let folds = run.how == How::Exact || state.document.folds.is_changed(&run);
    if state.document.folds.is_folded(&run) || !(folds || compared) {
        return false;
    }
    compare(state, &run, false);
    if folds {
        set(state, run, true);
    }
    true
}

/// Sets a reworded block with its changes in it, or as it is.
fn compare(state: &mut State, run: &Run, compared: bool) {
    state.document.folds.compare(run, compared);
    state.document.place.top = placing::same_top(&state.page(), state.document.place.top);
}

/// `zR`: opens every fold.
pub(in crate::app) fn open_all(state: &mut State) {
    let pin = Pin::of(state, state.document.place.cursor);
    say_all(state);
    state.document.folds.open_all();
    state.document.keeping.late.clear();
    pin.hold(state);
}

/// `zM`: folds everything by rule again.
pub(in crate::app) fn fold_all(state: &mut State) {
    let pin = Pin::of(state, state.document.place.cursor);
    say_all(state);
    state.document.folds.fold_all();
    state.document.keeping.late.clear();
    pin.hold(state);
    state.document.place.cursor = state.page().shown(state.document.place.cursor);
}

/// `zu`: folds what is reworded, too; and back to the rule.
pub(in crate::app) fn unique_only(state: &mut State) {
    let rule = match state.document.folds.rule() {
        Rule::All => Rule::Exact,
        Rule::Exact | Rule::Nothing => Rule::All,
    };
    by_rule(state, rule);
}

/// Folds everything by a rule, whatever was opened.
pub(in crate::app) fn by_rule(state: &mut State, rule: Rule) {
    let pin = Pin::of(state, state.document.place.cursor);
    say_all(state);
    state.document.folds = Folds::by(rule);
    state.document.keeping.late.clear();
    pin.hold(state);
    state.document.place.cursor = state.page().shown(state.document.place.cursor);
}

/// `o`: to what the block under the cursor, or the fold that Enter opens, repeats; if need be in another article.
pub(in crate::app) fn to_original(state: &mut State) -> Option<Effect> {
    match state.origin() {
        Some(Origin::There(place)) => {
            let to = place.article as usize;
            return Some(state.session.library.ask(to, Some(Aim::Block(place.block))));
        }
        Some(Origin::Here(of)) if of.index() < state.document.article.blocks().len() => {
            jumping::push(state);
            let shown = state.page().shown(of);
            placing::show(state, Anchor::start_of(shown));
        }
        _ => state.tell("Nothing repeated here"),
    }
    None
}

impl State {
    /// The first block of the fold that Enter opens: the run under the cursor, or the first folded one below it on
    /// the page.
    pub fn target_fold(&self) -> Option<BlockId> {
        let fold = self.page().fold(self.document.place.cursor);
        fold.map(|fold| fold.first)
            .or_else(|| self.target_run().map(|run| run.first))
    }

    /// Whether what is reworded is folded, too.
    pub fn is_unique_only(&self) -> bool {
        self.document.folds.rule() == Rule::All
    }

    /// What Enter does with the run that begins with a block, in a word or two.
    pub fn what_activating_does(&self, first: BlockId) -> Option<&'static str> {
        let (run, folds) = (self.document.folding.run(first)?, &self.document.folds);
        Some(match (folds.is_folded(run), run.how) {
            (true, _) => "unfold",
            (false, How::Near) if run.of.here().is_none() && !folds.is_changed(run) => return None,
            (false, How::Near) if has_changes(run) && !folds.is_compared(run) => "changes",
            (false, How::Near) if !folds.is_changed(run) => "as it is",
            (false, _) => "fold",
        })
    }

    /// What the block under the cursor repeats, or the fold that Enter opens.
    pub(in crate::app) fn origin(&self) -> Option<Origin> {
        let own = self
            .document
            .folding
            .repeat(self.document.place.cursor)
            .map(|repeat| Origin::Here(repeat.of));
        let echo = || {
            self.document
                .folding
                .echo(self.document.place.cursor)
                .map(|echo| Origin::There(echo.of))
        };
        own.or_else(echo).or_else(|| self.target_run().map(|run| run.of))
    }

    pub(in crate::app) fn target_run(&self) -> Option<Run> {
        let own = self.document.folding.run(self.document.place.cursor);
        if let Some(run) = own.filter(|run| run.shape != FoldShape::CaptionDouble) {
            return Some(*run);
        }
        let rows = self.page().rows(self.document.place.top, self.height());
        let cursor = self.page().block_key(self.document.place.cursor);
        let fold = rows
            .iter()
            .filter(|row| row.folded_for(&self.page()) == Some(Reason::Repeat))
            .find(|row| self.page().block_key(row.anchor.block) >= cursor)?;
        self.document.folding.run(fold.anchor.block).copied()
    }
}
