//! What the wheel and the left button do.

use super::keys;
use super::map::Feature;
use super::moving::{self, Way};
use super::place::{self, is_text};
use super::{
    Effect, Focus, Mouse, MouseKind, Over, Screen, State, boilerplate, folding, jumps, news, picking, selecting,
    sidebar, stepping, themes, timeline, visits,
};
use crate::article::Anchor;
use crate::keymap::Action;
use crate::layout::RowKind;

/// Rows, or entries of a list, that a notch of the wheel goes.
const WHEEL: u32 = 3;

/// Takes what the mouse did.
pub(super) fn act(state: &mut State, mouse: Mouse) -> Vec<Effect> {
    if !state.session.size.is_enough() {
        return Vec::new();
    }
    match mouse.what {
        MouseKind::WheelDown => wheel(state, mouse, Way::Down),
        MouseKind::WheelUp => wheel(state, mouse, Way::Up),
        MouseKind::Press => press(state, mouse),
        MouseKind::Drag => {
            if state.session.mouse.scrollbar {
                drag(state, mouse.y);
            } else {
                select(state, mouse);
            }
            Vec::new()
        }
        MouseKind::Release => {
            state.session.mouse.scrollbar = false;
            state.session.mouse.from = None;
            Vec::new()
        }
    }
}

fn wheel(state: &mut State, mouse: Mouse, way: Way) -> Vec<Effect> {
    let adrift = state.document.sidebar.adrift;
    keys::begin(state);
    match state.screen {
        Screen::Reading | Screen::Searching(_) | Screen::Commanding(_) => {
            if state.areas().sidebar.holds(mouse.x, mouse.y) {
                sidebar::drift(state, way == Way::Down, WHEEL);
            } else {
                state.document.sidebar.adrift = adrift;
                moving::scroll(state, way, moving::Step::Row, Some(WHEEL));
            }
            Vec::new()
        }
        Screen::Linking(_) => Vec::new(),
        Screen::Picking(_)
        | Screen::Listing { .. }
        | Screen::Timeline(_)
        | Screen::Themes { .. }
        | Screen::News { .. }
        | Screen::Help(_)
        | Screen::Beside { .. } => {
            let action = if way == Way::Down {
                Action::ListDown
            } else {
                Action::ListUp
            };
            keys::perform(state, action, None)
        }
    }
}

fn press(state: &mut State, mouse: Mouse) -> Vec<Effect> {
    let adrift = state.document.sidebar.adrift;
    keys::begin(state);
    state.session.pending = super::Pending::default();
    if state.screen != Screen::Reading {
        return over(state, mouse);
    }
    let areas = state.areas();
    if areas.sidebar.holds(mouse.x, mouse.y) {
        state.document.sidebar.adrift = adrift;
        if let Some(section) = state.section_at_row(mouse.y - areas.sidebar.y) {
            sidebar::go(state, section);
            state.document.sidebar.adrift = false;
        }
    } else if areas.scrollbar.holds(mouse.x, mouse.y) {
        state.session.mouse.scrollbar = true;
        to_mapped(state, mouse.y);
    } else if areas.pane.holds(mouse.x, mouse.y) {
        state.session.focus = Focus::Page;
        state.document.selection = None;
        state.session.mouse.from = place_under(state, mouse);
        if let Some(row) = mouse.y.checked_sub(areas.prose.y) {
            page(state, usize::from(row));
        }
    }
    Vec::new()
}

/// A click while something lies over the page: beside it, it closes; on a line of a list, that line is chosen, and
/// taken if it was the chosen one.
fn over(state: &mut State, mouse: Mouse) -> Vec<Effect> {
    if let Screen::Picking(picking) = &state.screen {
        return pick(
            state,
            mouse,
            state.picked_at(picking, mouse.x, mouse.y),
            picking.list.selected,
        );
    }
    let Over { outside, list, first } = state.session.drawn.over;
    if !outside.holds(mouse.x, mouse.y) {
        return keys::perform(state, Action::Cancel, None);
    }
    if !list.holds(mouse.x, mouse.y) {
        return Vec::new();
    }
    let row = usize::from(mouse.y - list.y);
    let line = first + row;
    let (at, chosen, choose): (_, _, fn(&mut State, usize)) = match &state.screen {
        Screen::Listing { .. } => return super::listing::choose(state, line),
        Screen::Timeline(_) => {
            timeline::to_column(state, usize::from(mouse.x - list.x));
            return Vec::new();
        }
        Screen::Themes { selected, .. } => {
            let there = Some(line).filter(|line| *line < state.session.configured.themes.len());
            (there, *selected, themes::choose)
        }
        Screen::News { selected, .. } => (state.news_at(first, row), *selected, news::choose),
        _ => return Vec::new(),
    };
    match at {
        Some(at) if at == chosen => return keys::perform(state, Action::Accept, None),
        Some(at) => choose(state, at),
        None => {}
    }
    Vec::new()
}

/// A click while the picker is open: on a line, that is chosen, and taken if it was the chosen one; beside the
/// list it closes.
fn pick(state: &mut State, mouse: Mouse, place: Option<usize>, chosen: usize) -> Vec<Effect> {
    let areas = state.areas();
    match place {
        Some(place) if place == chosen => keys::perform(state, Action::Accept, None),
        Some(place) => {
            picking::choose(state, place);
            Vec::new()
        }
        None if areas.list.holds(mouse.x, mouse.y) => Vec::new(),
        None => keys::perform(state, Action::Cancel, None),
    }
}

/// A click on a row of the page: opens a fold, or puts the cursor on a block.
fn page(state: &mut State, row: usize) {
    let rows = state.page().rows(state.document.place.top, state.height());
    let Some(row) = rows.get(row) else { return };
    let block = row.anchor.block;
    if is_text(row) {
        state.document.place.cursor = block;
    }
    if row.kind == RowKind::Fold
        && !boilerplate::open_at(state, block)
        && !visits::open_at(state, block)
        && let Some(run) = state.document.folding.run(block).copied()
    {
        folding::set(state, run, false);
    }
}

/// A click on the scrollbar: to what is drawn there, else to that part of the text. On the thumb it takes hold of it.
fn to_mapped(state: &mut State, y: u16) {
    let bar = state.areas().scrollbar;
    let row = y.saturating_sub(bar.y);
    if state.map(bar.height).is_none_or(|map| map.thumb.contains(&row)) {
        return;
    }
    jumps::push(state);
    let at_an_end = row == 0 || row + 1 == bar.height;
    match state.mapped(row, bar.height).filter(|_| !at_an_end) {
        None => drag(state, y),
        Some((Feature::Section, start)) => place::show_at_top(state, start.block),
        Some((_, anchor)) => place::show(state, anchor),
    }
}

/// The mouse is drawn over the page: from where it went down to where it is, text is selected, and nothing is copied
/// before a key says so; at its edges, the page goes on.
fn select(state: &mut State, mouse: Mouse) {
    let Some(from) = state.session.mouse.from.filter(|_| state.screen == Screen::Reading) else {
        return;
    };
    let prose = state.areas().prose;
    if mouse.y < prose.y {
        moving::scroll_rows(state, Way::Up, 1, true);
    } else if mouse.y >= prose.bottom() {
        moving::scroll_rows(state, Way::Down, 1, true);
    }
    match place_under(state, mouse) {
        Some(to) if to != from || state.document.selection.is_some() => selecting::draw(state, from, to),
        _ => {}
    }
}

/// The place in the text that is nearest to the mouse.
fn place_under(state: &State, mouse: Mouse) -> Option<Anchor> {
    let prose = state.areas().prose;
    let rows = state.page().rows(state.document.place.top, state.height());
    let row = usize::from(mouse.y.saturating_sub(prose.y)).min(rows.len().checked_sub(1)?);
    let text = rows[..=row].iter().rev().find(|row| is_text(row));
    let row = text.or_else(|| rows.iter().find(|row| is_text(row)))?;
    let column = usize::from(mouse.x.saturating_sub(prose.x));
    Some(stepping::place_in(&state.document.article, row, column))
}

/// The scrollbar's thumb follows the mouse: the page shows the part of the text that lies so far down in it.
fn drag(state: &mut State, y: u16) {
    let bar = state.areas().scrollbar;
    let rows = u64::from(bar.height.saturating_sub(1).max(1));
    let down = u64::from(y.saturating_sub(bar.y)).min(rows);
    if down == 0 {
        return moving::to_start(state);
    }
    if down == rows {
        return moving::to_end(state);
    }
    let byte = state.document.article.text().len() as u64 * down / rows;
    let byte = state
        .document
        .posts
        .order
        .text_byte(&state.document.article, byte as u32);
    let Some(anchor) = state.document.article.anchor_at(byte) else {
        return;
    };
    let page = state.page();
    let top = page.top_at(anchor);
    state.document.place.cursor = page.shown(anchor.block);
    state.document.place.top = top;
}
