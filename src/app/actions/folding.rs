//! Opening and closing folds. A fold is blocks in a row and a reason; what follows from the reason is told in one
//! place.

use super::jumping;
use super::placing::{self, Pin};
use super::repeats;
use crate::app::document::rule_of;
use crate::app::message::Effect;
use crate::app::session::library::Aim;
use crate::app::state::State;
use crate::article::{Anchor, BlockId, Kind};
use crate::fold::{FoldShape, Folds, How, Origin, Rule, Run};
use crate::layout::{Fold, FoldReason};
use crate::settings::Settings;

/// Opens or closes a fold: a repeat with its whole thread, boilerplate everywhere. What is above it on the page stays; if
/// it begins above the page, what is left of it there takes the first row. Of a thread that goes on above, the block
/// itself stays in its row.
pub(in crate::app) fn set(state: &mut State, fold: Fold, open: bool) {
    if fold.open == open {
        return;
    }
    let document = &mut state.document;
    let run = document.folding.run(fold.first).copied();
    let run = run.filter(|_| fold.reason == FoldReason::Repeat);
    let pin = match fold.reason {
        FoldReason::Repeat if run.is_some_and(|run| run.goes_on()) => Some(Pin::of(state, fold.first)),
        FoldReason::Boilerplate => Some(Pin::of(state, state.document.place.cursor)),
        FoldReason::Repeat | FoldReason::ReadBefore | FoldReason::NoMatch => None,
    };
    let document = &mut state.document;
    match (fold.reason, run) {
        (FoldReason::Repeat, Some(run)) => {
            document.folds.toggle(&run);
            document.keeping.late.retain(|&first| first != run.thread.0);
        }
        (FoldReason::Repeat, None) => {}
        (FoldReason::Boilerplate, _) => state.session.settings.fold_boilerplate = !open,
        (FoldReason::ReadBefore, _) => document.visits.past.open(fold, open),
        (FoldReason::NoMatch, _) => document.folds.show_too(fold.first, fold.last),
    }
    match pin {
        Some(pin) => pin.hold(state),
        None => state.document.place.top = placing::same_top(&state.page(), state.document.place.top),
    }
    if !open && fold.holds(state.document.place.cursor) {
        state.document.place.cursor = state.page().shown(fold.first);
    }
}

/// Opens whatever hides a block.
pub(in crate::app) fn uncover(state: &mut State, block: BlockId) {
    // A block may be hidden for one reason after the other.
    for _ in 0..3 {
        match state.page().fold(block) {
            Some(fold) => set(state, fold, true),
            None => break,
        }
    }
}

/// The fold that the cursor is in, closed or open.
fn own_fold(state: &State) -> Option<Fold> {
    state.page().any_fold(state.document.place.cursor)
}

/// Puts the cursor on the first fold below it on the page: nothing is opened that is not marked. Says whether there is
/// one, and the cursor was not on it.
fn reach(state: &mut State) -> bool {
    let Some(run) = state.target_run() else { return false };
    let fold = state.page().shown(run.first);
    let is_there = state.folding_at_cursor() == Some(run.first) || fold == state.document.place.cursor;
    if !is_there {
        state.document.place.cursor = fold;
    }
    !is_there
}

/// As [`reach`], unless the cursor is in a repeat, or in what stands in another article.
pub(in crate::app) fn reach_repeat(state: &mut State) -> bool {
    let (folding, cursor) = (&state.document.folding, state.document.place.cursor);
    let is_in = folding.repeat(cursor).is_some() || folding.echo(cursor).is_some();
    !is_in && reach(state)
}

/// `za`: opens or closes the fold at the cursor; from elsewhere, goes to the one below.
pub(in crate::app) fn toggle(state: &mut State) {
    match own_fold(state) {
        Some(fold) => set(state, fold, !fold.open),
        None if reach(state) => {}
        None => state.tell("Nothing repeated here"),
    }
}

/// Enter: opens the fold at the cursor, or shows what has changed in its block; and back again. From elsewhere it goes to
/// the fold below.
pub(in crate::app) fn activate(state: &mut State) {
    match own_fold(state) {
        Some(fold) if !fold.open => {
            open(state);
        }
        _ if compare_with_last_visit(state) => {}
        Some(fold) if fold.reason != FoldReason::Repeat => set(state, fold, false),
        _ => {
            if !open(state) && !close(state) {
                state.tell("Nothing to unfold here");
            }
        }
    }
}

/// Opens the fold at the cursor, of what is reworded with what has changed in it; or goes to the first of repeats below
/// it. Says whether there was one.
pub(in crate::app) fn open(state: &mut State) -> bool {
    let page = state.page();
    let own = page.fold(state.document.place.cursor);
    if let Some(fold) = own.filter(|fold| fold.reason != FoldReason::Repeat) {
        set(state, fold, true);
        return true;
    }
    if reach(state) {
        return true;
    }
    let Some(run) = state.target_run() else { return false };
    let folded = state.document.folds.is_folded(&run);
    if !folded && (!has_changes(&run) || state.document.folds.is_compared(&run)) {
        return false;
    }
    if folded {
        state.document.place.cursor = state.page().shown(run.first);
        uncover_run(state, &run);
    }
    if has_changes(&run) {
        compare(state, &run, true);
    }
    true
}

/// Opens a folded run.
fn uncover_run(state: &mut State, run: &Run) {
    if let Some(fold) = state.page().fold(run.first) {
        set(state, fold, true);
    }
}

/// Whether the run can be shown with what has changed in it: the words of other articles are not at hand.
fn has_changes(run: &Run) -> bool {
    run.how == How::Near && run.of.here().is_some()
}

/// Closes the fold at the cursor; of what is reworded and not folded by rule, puts its changes away. Says whether there
/// was one, and open.
pub(in crate::app) fn close(state: &mut State) -> bool {
    let Some(fold) = own_fold(state).filter(|fold| fold.open) else {
        return false;
    };
    if fold.reason == FoldReason::Repeat
        && let Some(run) = state.document.folding.run(fold.first).copied()
    {
        let compared = state.document.folds.is_compared(&run);
        compare(state, &run, false);
        if run.how == How::Near && !state.document.folds.is_changed(&run) {
            return compared;
        }
    }
    set(state, fold, false);
    true
}

/// Sets a reworded block with its changes in it, or as it is.
fn compare(state: &mut State, run: &Run, compared: bool) {
    state.document.folds.compare(run, compared);
    state.document.place.top = placing::same_top(&state.page(), state.document.place.top);
}

/// Sets the block under the cursor with what has changed in it since the last visit, or as it stands, if it has changed.
/// Says whether it has.
fn compare_with_last_visit(state: &mut State) -> bool {
    if !state.can_compare() {
        return false;
    }
    let block = state.document.place.cursor;
    let compared = state.document.visits.past.is_compared(block);
    state.document.visits.past.compare(block, !compared);
    state.document.place.top = placing::same_top(&state.page(), state.document.place.top);
    true
}

/// Changes what is folded anywhere in the article. The cursor's block stays in its row.
pub(in crate::app) fn change(state: &mut State, change: impl FnOnce(&mut State)) {
    let pin = Pin::of(state, state.document.place.cursor);
    change(state);
    pin.hold(state);
    state.document.place.cursor = state.page().shown(state.document.place.cursor);
}

/// Folds repeats by a rule, whatever was opened.
fn by_rule(state: &mut State, rule: Rule) {
    repeats::tell_all(state);
    state.document.folds = Folds::by(rule);
    state.document.keeping.late.clear();
}

/// Says so if the article has nothing that is folded or could be.
fn tell_if_no_folds(state: &mut State) {
    let document = &state.document;
    if document.folding.runs().is_empty() && document.visits.past.read.is_empty() && !has_boilerplate(state) {
        state.tell("There is nothing to fold");
    }
}

fn has_boilerplate(state: &State) -> bool {
    let blocks = state.document.article.blocks();
    blocks.iter().any(|block| block.kind == Kind::Boilerplate)
}

/// `zR`: opens every fold.
pub(in crate::app) fn open_all(state: &mut State) {
    tell_if_no_folds(state);
    change(state, |state| {
        by_rule(state, Rule::Nothing);
        let settings = &mut state.session.settings;
        (settings.fold_boilerplate, settings.fold_read) = (false, false);
    });
}

/// `zM`: closes every fold: what is folded by rule or was configured to be.
pub(in crate::app) fn close_all(state: &mut State) {
    tell_if_no_folds(state);
    change(state, |state| {
        by_rule(state, Rule::Exact);
        let configured = &state.session.configured.settings;
        let settings = &mut state.session.settings;
        settings.fold_boilerplate |= configured.fold_boilerplate;
        settings.fold_read |= configured.fold_read;
        state.document.visits.past.close_all();
    });
}

/// `zu`: folds what is reworded, too; and back to the rule.
pub(in crate::app) fn fold_reworded(state: &mut State) {
    let rule = if state.is_unique_only() { Rule::Exact } else { Rule::All };
    change(state, |state| by_rule(state, rule));
    if state.document.folding.runs().iter().all(|run| run.how == How::Exact) {
        state.tell("Nothing is reworded here");
    }
}

/// `zb`: folds boilerplate, or shows it again.
pub(in crate::app) fn toggle_boilerplate(state: &mut State) {
    let fold = !state.session.settings.fold_boilerplate;
    change(state, |state| state.session.settings.fold_boilerplate = fold);
    state.tell(match (has_boilerplate(state), fold) {
        (false, _) => "There is no boilerplate here",
        (true, true) => "Boilerplate is folded",
        (true, false) => "Boilerplate is shown",
    });
}

/// `zp`: folds what was read before this visit, or shows it again. Twice changes nothing.
pub(in crate::app) fn toggle_read(state: &mut State) {
    let fold = !state.session.settings.fold_read;
    let here = state.document.place;
    let back = state.document.visits.turned.take().filter(|(after, _)| *after == here);
    if let Some((_, before)) = back {
        state.session.settings.fold_read = fold;
        placing::restore(state, before);
    } else {
        change(state, |state| state.session.settings.fold_read = fold);
    }
    placing::clamp(state);
    state.document.visits.turned = Some((state.document.place, here));
    state.tell(match (fold, state.document.visits.past.read.is_empty()) {
        (true, true) => "You have read none of this before",
        (true, false) => "What was read before is folded",
        (false, _) => "What was read before is shown",
    });
}

/// Takes other settings, which may fold something else. Gives those that were in effect.
pub(in crate::app) fn take(state: &mut State, new: Settings) -> Settings {
    let before = state.session.settings.clone();
    let repeats = new.fold_repeats != before.fold_repeats;
    let others = (new.fold_boilerplate, new.fold_read) != (before.fold_boilerplate, before.fold_read);
    if !repeats && !others {
        return std::mem::replace(&mut state.session.settings, new);
    }
    change(state, |state| {
        state.session.settings = new;
        if repeats {
            by_rule(state, rule_of(&state.session.settings));
        }
    });
    before
}

/// `o`: to what the block or the fold under the cursor repeats, if need be in another article. From elsewhere it goes to
/// the fold below.
pub(in crate::app) fn to_original(state: &mut State) -> Option<Effect> {
    if reach_repeat(state) {
        return None;
    }
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

    /// The first block of the run or of the fold that the cursor is in.
    pub fn folding_at_cursor(&self) -> Option<BlockId> {
        let cursor = self.document.place.cursor;
        let own = self.document.folding.run(cursor);
        let own = own
            .filter(|run| run.shape != FoldShape::CaptionDouble)
            .map(|run| run.first);
        self.page().fold(cursor).map(|fold| fold.first).or(own)
    }

    /// Whether what is reworded is folded, too.
    pub fn is_unique_only(&self) -> bool {
        self.document.folds.rule() == Rule::All
    }

    /// Whether the block under the cursor can be set with what has changed in it since the last visit.
    fn can_compare(&self) -> bool {
        let (page, block) = (self.page(), self.document.place.cursor);
        page.can_compare(block) && page.shown(block) == block
    }

    /// What Enter does, in a word or two, where the fold that it would open begins with this block.
    pub fn what_activating_does(&self, target: Option<BlockId>) -> Option<&'static str> {
        match own_fold(self) {
            Some(fold) if !fold.open => return Some("unfold"),
            _ if self.can_compare() => {
                let compared = self.document.visits.past.is_compared(self.document.place.cursor);
                return Some(if compared { "as it is" } else { "changes" });
            }
            Some(fold) if fold.reason != FoldReason::Repeat => return Some("fold"),
            _ => {}
        }
        let target = target?;
        if self.folding_at_cursor() != Some(target) {
            return Some("to the fold");
        }
        let (run, folds) = (self.document.folding.run(target)?, &self.document.folds);
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
        let cursor = self.page().block_key(self.document.place.cursor);
        let fold = self
            .rows()
            .iter()
            .filter(|row| row.folded_for(&self.page()) == Some(FoldReason::Repeat))
            .find(|row| self.page().block_key(row.anchor.block) >= cursor)?;
        self.document.folding.run(fold.anchor.block).copied()
    }
}
