//! The picker: everything that can be gone to in an article, found by typing some letters of it or a section's number;
//! while one chooses, the page shows the place.

use std::sync::Arc;

use super::area::Area;
use super::goals::{Goal, GoalKind, Goals};
use super::input::Edit;
use super::list::{List, Source};
use super::moving::Way;
use super::{
    Effect, Focus, Picking, Screen, SearchState, State, boilerplate, folding, jumps, keys, moving, place, searching,
};
use crate::article::Anchor;
use crate::keymap::Action;

/// Rows above the list: what is typed, and which kinds there are.
const INPUT_ROWS: u16 = 2;
/// With fewer rows than this inside the box, only what is typed.
const KINDS_FROM: u16 = 6;

/// Opens the picker, the section the reader is in chosen.
pub(super) fn open(state: &mut State) {
    if state.document.article.sections().is_empty() {
        return state.fail("There is nothing to go to");
    }
    if let Some(search) = &mut state.document.search {
        search.seeking = None;
    }
    let goals = Arc::new(Goals::of(state, None));
    let home = goals.nearest(state.document.place.cursor);
    state.screen = Screen::Picking(Picking {
        list: List::new(Source::new(Arc::clone(&goals) as _), home),
        goals,
        kind: None,
        before: state.document.place,
        held: None,
    });
}

/// A change to what is typed.
pub(super) fn edit(state: &mut State, edit: Edit<'_>) -> Vec<Effect> {
    let Screen::Picking(picking) = &mut state.screen else {
        return Vec::new();
    };
    if picking.list.edit(edit) {
        picking.held = None;
        rank(state)
    } else {
        Vec::new()
    }
}

/// Ranks what is listed by what is typed.
fn rank(state: &mut State) -> Vec<Effect> {
    let Screen::Picking(picking) = &mut state.screen else {
        return Vec::new();
    };
    let request = state.session.requests.next();
    let number = picking.list.input.text.trim().parse().ok();
    let first = number.and_then(|number| picking.goals.numbered(number));
    let keep = picking.held.and_then(|held| picking.goals.line_of(held));
    if keep.is_some() {
        picking.held = None;
    }
    let ranking = picking.list.rank(request, first, keep);
    preview(state);
    ranking.map(Effect::Rank).into_iter().collect()
}

/// Takes in what was found.
pub(super) fn arrive(state: &mut State, request: u64, found: Arc<[u32]>, over: bool) -> Vec<Effect> {
    let Screen::Picking(picking) = &mut state.screen else {
        return Vec::new();
    };
    if picking.list.answer(request, found, over) {
        return take(state);
    }
    preview(state);
    Vec::new()
}

/// The article, or what is found in it, is another now: what there is to choose from is, too.
pub(super) fn renew(state: &mut State) -> Vec<Effect> {
    if let Screen::Help(_) = &state.screen {
        return under_help(state, renew);
    }
    let Screen::Picking(picking) = &state.screen else {
        return Vec::new();
    };
    let goals = Arc::new(Goals::of(state, picking.kind));
    let home = goals.nearest(picking.before.cursor);
    if let Screen::Picking(picking) = &mut state.screen {
        picking.list.exchange(Source::new(Arc::clone(&goals) as _), home);
        picking.goals = goals;
    }
    rank(state)
}

/// Does something to what lies under the help.
fn under_help(state: &mut State, act: fn(&mut State) -> Vec<Effect>) -> Vec<Effect> {
    let mut help = std::mem::replace(&mut state.screen, Screen::Reading);
    if let Screen::Help(help) = &mut help {
        std::mem::swap(&mut state.screen, &mut help.from);
    }
    let effects = act(state);
    if let Screen::Help(help) = &mut help {
        std::mem::swap(&mut state.screen, &mut help.from);
    }
    state.screen = help;
    effects
}

/// All matches of the search are known: they are listed, unless the reader is choosing already.
pub(super) fn take_matches(state: &mut State) -> Vec<Effect> {
    let over = state
        .document
        .search
        .as_ref()
        .is_some_and(|search| search.state != SearchState::Running);
    match &state.screen {
        Screen::Picking(picking) if over && (picking.held.is_some() || !picking.list.is_by_hand()) => renew(state),
        _ => Vec::new(),
    }
}

/// The next kind alone, of those there are; after the last, all of them.
fn narrow(state: &mut State, way: Way) -> Vec<Effect> {
    let Screen::Picking(picking) = &mut state.screen else {
        return Vec::new();
    };
    let goals = Arc::clone(&picking.goals);
    let there = GoalKind::ALL.into_iter().filter(|kind| goals.count_of(*kind) > 0);
    let mut kinds: Vec<Option<GoalKind>> = std::iter::once(None).chain(there.map(Some)).collect();
    if way == Way::Up {
        kinds.reverse();
    }
    let at = kinds.iter().position(|kind| *kind == picking.kind).unwrap_or(0);
    picking.kind = kinds[(at + 1) % kinds.len()];
    renew(state)
}

/// A key in the picker.
pub(super) fn act(state: &mut State, action: Action, count: usize) -> Vec<Effect> {
    let page = usize::from(state.picker_areas().list.height);
    let Screen::Picking(picking) = &mut state.screen else {
        return Vec::new();
    };
    match action {
        Action::Accept | Action::Activate => {
            if picking.list.is_ready() {
                return take(state);
            }
        }
        Action::Cancel | Action::Clear => return close(state),
        Action::NextKind => return narrow(state, Way::Down),
        Action::PreviousKind => return narrow(state, Way::Up),
        _ => {
            let last = picking.list.count().saturating_sub(1);
            if let Some(to) = keys::in_list(action, picking.list.selected, last, count, page) {
                choose(state, to);
            }
        }
    }
    Vec::new()
}

/// Chooses one.
pub(super) fn choose(state: &mut State, place: usize) {
    if let Screen::Picking(picking) = &mut state.screen {
        picking.held = None;
        picking.list.choose(place);
        preview(state);
    }
}

/// Closes the picker: the reader is where they were.
pub(super) fn close(state: &mut State) -> Vec<Effect> {
    let Screen::Picking(picking) = &state.screen else {
        return Vec::new();
    };
    let before = picking.before;
    state.screen = Screen::Reading;
    place::restore(state, before);
    vec![Effect::StopRanking]
}

/// Shows the chosen one on the page, or where the reader was if there is none in this article. Opens no fold.
fn preview(state: &mut State) {
    let Screen::Picking(picking) = &state.screen else {
        return;
    };
    let (goal, before) = (picking.goal(), picking.before);
    match goal {
        Some(Goal::Section(section)) => moving::to_section(state, section),
        Some(goal) => match state.anchor_of(goal) {
            Some(anchor) => show(state, anchor),
            None => place::restore(state, before),
        },
        None => place::restore(state, before),
    }
}

/// Shows a place a third of the page down.
fn show(state: &mut State, anchor: Anchor) {
    let page = state.page();
    let (block, height) = (page.shown(anchor.block), state.height());
    let top = page.up(page.top_at(anchor), height / 3);
    (state.document.place.top, state.document.place.cursor) = (top, block);
}

/// Goes to the chosen one; the picker stays if none was found.
pub(super) fn take(state: &mut State) -> Vec<Effect> {
    let Screen::Picking(picking) = &state.screen else {
        return Vec::new();
    };
    let (Some(goal), before) = (picking.goal(), picking.before) else {
        return Vec::new();
    };
    (state.screen, state.session.focus) = (Screen::Reading, Focus::Page);
    if let Goal::Mark(mark) = goal {
        place::restore(state, before);
        return jumps::leap(state, mark.into()).into_iter().collect();
    }
    jumps::push_place(state, before);
    match goal {
        Goal::Section(section) => moving::to_section(state, section),
        Goal::Match(span) => searching::to_span(state, span),
        _ => {
            if let Some(anchor) = state.anchor_of(goal) {
                if goal.kind() == GoalKind::Caption {
                    uncover(state, anchor);
                }
                show(state, anchor);
            }
        }
    }
    Vec::new()
}

/// Opens what hides a place.
fn uncover(state: &mut State, anchor: Anchor) {
    boilerplate::open_at(state, anchor.block);
    if let Some(run) = state.document.folding.run(anchor.block).copied() {
        folding::set(state, run, false);
    }
}

/// Where what belongs to the picker is on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PickerAreas {
    /// The line that is typed.
    pub input: Area,
    /// Which kinds there are; empty where there is no room.
    pub kinds: Area,
    /// The list.
    pub list: Area,
}

impl Picking {
    /// The chosen goal.
    pub fn goal(&self) -> Option<Goal> {
        self.list.chosen().and_then(|line| self.goals.goal(line))
    }
}

impl State {
    /// Where what belongs to the picker is, while it is open.
    pub fn picker_areas(&self) -> PickerAreas {
        let inside = self.areas().list.inside_box(self.session.size);
        let above = if inside.height < KINDS_FROM { 1 } else { INPUT_ROWS };
        let above = above.min(inside.height);
        let row = |row: u16| Area {
            y: inside.y + row.min(inside.height),
            height: u16::from(row < above),
            ..inside
        };
        PickerAreas {
            input: row(0),
            kinds: row(1),
            list: inside.below(above),
        }
    }

    /// The place in the picker's list that a cell shows.
    pub(super) fn picked_at(&self, picking: &Picking, x: u16, y: u16) -> Option<usize> {
        let area = self.picker_areas().list;
        let first = picking.list.first_shown(usize::from(area.height));
        let place = first + usize::from(y.checked_sub(area.y)?);
        (area.holds(x, y) && place < picking.list.count()).then_some(place)
    }
}
