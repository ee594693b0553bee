//! Folds: opening, closing, and taking in what has been found without moving what is being read.
//!
//! Repeats are found while the reader is already reading. A run that is on the screen when it is found stays open
//! until it has left the screen, and folds then, out of sight. Only where the reader has not touched anything yet,
//! at the start of a freshly opened article, does it fold at once. What other articles say is not even marked on the
//! screen as long as it is read.

use std::sync::Arc;

use super::articles::{self, Aim};
use super::place::{self, Pin};
use super::{Effect, Screen, State, jumps};
use crate::article::{Anchor, Article, BlockId};
use crate::fold::{Folding, Folds, Form, How, Origin, Rule, Run};
use crate::keymap::Action;
use crate::layout::{Row, RowKind};

/// Takes in what has been found, if it was found in this version of the article.
pub(super) fn arrive(state: &mut State, article: &Arc<Article>, folding: Arc<Folding>) {
    if !Arc::ptr_eq(article, &state.article) {
        return;
    }
    show(state, folding);
    state.work.folding = None;
}

/// Shows a folding, and beside it what the article says again of others, as far as that is known.
pub(super) fn show(state: &mut State, folding: Arc<Folding>) {
    let seen = Seen::on_page(state);
    let folding = with_others(state, folding, &seen);
    let before = std::mem::replace(&mut state.folding, folding);
    let folds = state.folds.carried(&state.folding);
    let folds_before = std::mem::replace(&mut state.folds, folds);
    for late in &mut state.keeping.late {
        *late = state.folding.run(*late).map_or(*late, |run| run.thread.0);
    }
    state.facts.recount(&state.article, &state.folding);
    state.progress.recount(&state.article, &state.folding);
    if state.keeping.touched {
        for &(first, last) in &seen.0 {
            keep_open(state, (&before, &folds_before), first, last);
        }
    }
    state.top = place::same_top(&state.page(), state.top);
    if !state.keeping.touched {
        state.cursor = state.page().shown(state.cursor);
    }
}

/// A folding with what the article says again of others, but for what would change the page now that it is being read.
fn with_others(state: &mut State, folding: Arc<Folding>, seen: &Seen) -> Arc<Folding> {
    state.keeping.unsaid.clear();
    let elsewhere = &state.comparing.found;
    if elsewhere.is_empty() && folding.echoes().is_empty() {
        return folding;
    }
    let (before, unsaid) = (&state.folding, &mut state.keeping.unsaid);
    let touched = state.keeping.touched;
    let both = folding.with(&state.article, elsewhere).keeping(|run| {
        let is_new = || before.run(run.first).is_none_or(|was| was.of != run.of);
        let hold = touched && seen.meets(run.thread) && is_new();
        if hold {
            unsaid.push(run.thread);
        }
        !hold
    });
    Arc::new(both)
}

/// Says at once what has been held back: the reader has asked for the page to change.
fn say_all(state: &mut State) {
    if !state.keeping.unsaid.is_empty() {
        let folding = Arc::clone(&state.folding);
        state.folding = with_others(state, folding, &Seen::default());
        state.facts.recount(&state.article, &state.folding);
        state.progress.recount(&state.article, &state.folding);
    }
}

/// The blocks on the page, as stretches of the text: one, unless posts are shown in another order.
#[derive(Debug, Default)]
struct Seen(Vec<(BlockId, BlockId)>);

impl Seen {
    fn on_page(state: &State) -> Self {
        Self::among(state, &state.page().rows(state.top, state.height()))
    }

    fn among(state: &State, rows: &[Row]) -> Self {
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
            return Self::default();
        };
        let (first, last) = (first.anchor.block, last.anchor.block);
        let order = &state.posts.order;
        if order.is_given() {
            return Self(vec![(first, last)]);
        }
        let section = |block: BlockId| state.article.block(block).section;
        let places = order.place(section(first))..=order.place(section(last));
        let stretch = |place: usize| {
            let id = order.section(place);
            let whole = state.article.section(id);
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
    let folding = Arc::clone(&state.folding);
    for run in runs_among(&folding, first, last) {
        let was_folded = before
            .run(run.first)
            .is_some_and(|was| was.first == run.first && folds.is_folded(was));
        if state.folds.is_folded(run) && !was_folded {
            state.folds.toggle(run);
            state.keeping.late.push(run.thread.0);
        }
    }
}

fn runs_among(folding: &Folding, first: BlockId, last: BlockId) -> impl Iterator<Item = &Run> {
    let from = folding.runs().partition_point(|run| run.last < first);
    folding.runs()[from..].iter().take_while(move |run| run.first <= last)
}

/// Folds what was found while it was on the screen and has left it. Says whether anything changed: rows above the
/// page or below it, never on it.
pub(super) fn fold_late(state: &mut State, rows: &[Row]) -> bool {
    if rows.is_empty() || (state.keeping.unsaid.is_empty() && state.keeping.late.is_empty()) {
        return false;
    }
    let seen = Seen::among(state, rows);
    let mut changed = state.keeping.unsaid.iter().any(|&thread| !seen.meets(thread));
    if changed {
        let folding = Arc::clone(&state.folding);
        show(state, folding);
    }
    if state.keeping.late.is_empty() {
        return changed;
    }
    let folding = Arc::clone(&state.folding);
    let mut late = std::mem::take(&mut state.keeping.late);
    late.retain(|&block| {
        let Some(run) = run_from(&folding, block) else {
            return false;
        };
        if seen.meets(run.thread) {
            return true;
        }
        if !state.folds.is_folded(run) {
            state.folds.toggle(run);
            changed = true;
        }
        false
    });
    state.keeping.late = late;
    changed
}

/// The run that starts with this block.
pub(super) fn run_from(folding: &Folding, first: BlockId) -> Option<&Run> {
    folding.run(first).filter(|run| run.first == first)
}

/// Folds or opens a run and its thread. What is above the run on the page stays; if the run begins above the page,
/// what is left of it there takes the first row. Of a thread that goes on above, the run itself stays in its row.
pub(super) fn set(state: &mut State, run: Run, folded: bool) {
    if state.folds.is_folded(&run) == folded {
        return;
    }
    let pin = run.goes_on().then(|| Pin::of(state, run.first));
    state.folds.toggle(&run);
    state.keeping.late.retain(|&first| first != run.thread.0);
    match pin {
        Some(pin) => pin.hold(state),
        None => state.top = place::same_top(&state.page(), state.top),
    }
    if folded && (run.first..=run.last).contains(&state.cursor) {
        state.cursor = state.page().shown(run.first);
    }
}

/// `za`: folds or opens the run under the cursor.
pub(super) fn toggle(state: &mut State) {
    let run = state.folding.run(state.cursor).copied().or_else(|| state.target_run());
    match run {
        Some(run) => set(state, run, !state.folds.is_folded(&run)),
        None => state.tell("Nothing repeated here"),
    }
}

/// Enter: opens the fold it is said to open, or shows what has changed in a reworded block; and back again.
pub(super) fn activate(state: &mut State) {
    if !open(state) {
        close(state);
    }
}

/// Opens the fold that Enter opens; of what is reworded, with what has changed in it. Says whether there was one.
pub(super) fn open(state: &mut State) -> bool {
    let Some(run) = state.target_run() else { return false };
    let folded = state.folds.is_folded(&run);
    if !folded && (!has_changes(&run) || state.folds.is_compared(&run)) {
        return false;
    }
    if folded {
        state.cursor = state.page().shown(run.first);
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
pub(super) fn close(state: &mut State) -> bool {
    let Some(run) = state.folding.run(state.cursor).copied() else {
        return false;
    };
    let compared = state.folds.is_compared(&run);
    let folds = run.how == How::Exact || state.folds.is_changed(&run);
    if state.folds.is_folded(&run) || !(folds || compared) {
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
    state.folds.compare(run, compared);
    state.top = place::same_top(&state.page(), state.top);
}

/// `zd`: shows the repeat under the cursor, or the one that Enter opens, beside what it repeats.
pub(super) fn beside(state: &mut State) {
    let own = state.folding.repeat(state.cursor).map(|repeat| repeat.block);
    let block = own.or_else(|| state.target_run().map(|run| run.first));
    let there = block.filter(|&block| state.page().beside(block, state.beside_columns()).is_some());
    match there {
        Some(block) => state.screen = Screen::Beside { block, top: 0 },
        None if state.origin().is_some() => state.tell("It stands in another article"),
        None => state.tell("Nothing repeated here"),
    }
}

/// A key while a repeat stands beside its original.
pub(super) fn act_beside(state: &mut State, action: Action, block: BlockId, top: usize, count: usize) {
    match action {
        Action::Cancel | Action::Accept | Action::Clear | Action::Activate => state.screen = Screen::Reading,
        _ => {
            let height = state.beside_rows();
            let last = state.beside(block).len().saturating_sub(height);
            if let Some(top) = super::keys::in_list(action, top, last, count, height) {
                state.screen = Screen::Beside { block, top };
            }
        }
    }
}

/// `zR`: opens every fold.
pub(super) fn open_all(state: &mut State) {
    let pin = Pin::of(state, state.cursor);
    say_all(state);
    state.folds.open_all();
    state.keeping.late.clear();
    pin.hold(state);
}

/// `zM`: folds everything by rule again.
pub(super) fn fold_all(state: &mut State) {
    let pin = Pin::of(state, state.cursor);
    say_all(state);
    state.folds.fold_all();
    state.keeping.late.clear();
    pin.hold(state);
    state.cursor = state.page().shown(state.cursor);
}

/// `zu`: folds what is reworded, too; and back to the rule.
pub(super) fn unique_only(state: &mut State) {
    let rule = match state.folds.rule() {
        Rule::All => Rule::Exact,
        Rule::Exact | Rule::Nothing => Rule::All,
    };
    by_rule(state, rule);
}

/// Folds everything by a rule, whatever was opened.
pub(super) fn by_rule(state: &mut State, rule: Rule) {
    let pin = Pin::of(state, state.cursor);
    say_all(state);
    state.folds = Folds::by(rule);
    state.keeping.late.clear();
    pin.hold(state);
    state.cursor = state.page().shown(state.cursor);
}

/// `o`: to what the block under the cursor, or the fold that Enter opens, repeats; if need be in another article.
pub(super) fn to_original(state: &mut State) -> Option<Effect> {
    match state.origin() {
        Some(Origin::There(place)) => {
            let to = place.article as usize;
            return Some(articles::ask(state, to, Some(Aim::Block(place.block))));
        }
        Some(Origin::Here(of)) if of.index() < state.article.blocks().len() => {
            jumps::push(state);
            let shown = state.page().shown(of);
            place::show(state, Anchor::start_of(shown));
        }
        _ => state.tell("Nothing repeated here"),
    }
    None
}

impl State {
    /// Columns for a repeat beside its original: two lines of prose at the default measure, if the screen has them.
    pub fn beside_columns(&self) -> u16 {
        /// Columns of two measures, and of what stands between them.
        const MOST: u16 = 2 * 72 + 3;
        self.size.within_box().width.min(MOST)
    }

    /// Rows there are for it.
    pub fn beside_rows(&self) -> usize {
        usize::from(self.size.within_box().height).max(1)
    }

    /// The rows of a repeat beside its original; none if it repeats nothing any more.
    pub fn beside(&self, block: BlockId) -> Vec<Row> {
        self.page().beside(block, self.beside_columns()).unwrap_or_default()
    }

    /// The first block of the fold that Enter opens: the run under the cursor, or the first folded one below it on
    /// the page.
    pub fn target_fold(&self) -> Option<BlockId> {
        let stretch = self.page().stretch(self.cursor);
        stretch
            .map(|stretch| stretch.first)
            .or_else(|| self.target_run().map(|run| run.first))
    }

    /// Whether what is reworded is folded, too.
    pub fn is_unique_only(&self) -> bool {
        self.folds.rule() == Rule::All
    }

    /// What Enter does with the run that begins with a block, in a word or two.
    pub fn what_activating_does(&self, first: BlockId) -> Option<&'static str> {
        let (run, folds) = (self.folding.run(first)?, &self.folds);
        Some(match (folds.is_folded(run), run.how) {
            (true, _) => "unfold",
            (false, How::Near) if run.of.here().is_none() && !folds.is_changed(run) => return None,
            (false, How::Near) if has_changes(run) && !folds.is_compared(run) => "changes",
            (false, How::Near) if !folds.is_changed(run) => "as it is",
            (false, _) => "fold",
        })
    }

    /// What the block under the cursor repeats, or the fold that Enter opens.
    fn origin(&self) -> Option<Origin> {
        let own = self.folding.repeat(self.cursor).map(|repeat| Origin::Here(repeat.of));
        let echo = || self.folding.echo(self.cursor).map(|echo| Origin::There(echo.of));
        own.or_else(echo).or_else(|| self.target_run().map(|run| run.of))
    }

    fn target_run(&self) -> Option<Run> {
        let own = self.folding.run(self.cursor);
        if let Some(run) = own.filter(|run| run.form != Form::CaptionDouble) {
            return Some(*run);
        }
        let rows = self.page().rows(self.top, self.height());
        let cursor = self.page().block_key(self.cursor);
        let fold = rows
            .iter()
            .filter(|row| row.kind == RowKind::Fold && !row.is_stretch(&self.page()))
            .find(|row| self.page().block_key(row.anchor.block) >= cursor)?;
        self.folding.run(fold.anchor.block).copied()
    }
}
