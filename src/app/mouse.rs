//! What the wheel and the left button do.

use super::actions::placing::{self, is_text};
use super::actions::{folding, jumping, moving, selecting, stepping};
use super::direction::Direction;
use super::message::{Effect, Mouse, MouseKind};
use super::overlay::Overlay;
use super::overlay::component::Context;
use super::panes::scrollbar::Feature;
use super::panes::sidebar;
use super::session::{Focus, MouseHold, PendingKeys};
use super::state::State;
use super::{App, keys};
use crate::article::Anchor;
use crate::keymap::Action;
use crate::layout::RowKind;

/// Rows, or entries of a list, that a notch of the wheel goes.
const WHEEL: u32 = 3;

/// Takes what the mouse did.
pub(super) fn act(app: &mut App, mouse: Mouse) -> Vec<Effect> {
    if !app.state.session.size.is_enough() {
        return Vec::new();
    }
    match mouse.what {
        MouseKind::WheelDown => return wheel(app, mouse, Direction::Down),
        MouseKind::WheelUp => return wheel(app, mouse, Direction::Up),
        MouseKind::Press => return press(app, mouse),
        MouseKind::Drag if app.state.session.mouse.scrollbar => drag(&mut app.state, mouse.y),
        MouseKind::Drag if app.overlays.is_empty() => select(&mut app.state, mouse),
        MouseKind::Drag => {}
        MouseKind::Release => app.state.session.mouse = MouseHold::default(),
    }
    Vec::new()
}

fn wheel(app: &mut App, mouse: Mouse, direction: Direction) -> Vec<Effect> {
    let state = &mut app.state;
    let adrift = state.document.sidebar.adrift;
    keys::begin(state);
    match app.overlays.top() {
        None | Some(Overlay::Search(_) | Overlay::Command(_)) => {
            if state.areas().sidebar.holds(mouse.x, mouse.y) {
                sidebar::drift(state, direction == Direction::Down, WHEEL);
            } else {
                state.document.sidebar.adrift = adrift;
                moving::scroll(state, direction, moving::Stride::Row, Some(WHEEL));
            }
            Vec::new()
        }
        Some(Overlay::Links(_)) => Vec::new(),
        Some(_) => {
            let action = if direction == Direction::Down {
                Action::ListDown
            } else {
                Action::ListUp
            };
            keys::perform(app, action, None)
        }
    }
}

fn press(app: &mut App, mouse: Mouse) -> Vec<Effect> {
    let state = &mut app.state;
    let adrift = state.document.sidebar.adrift;
    keys::begin(state);
    state.session.pending = PendingKeys::default();
    if !app.overlays.is_empty() {
        return over(app, mouse);
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
fn over(app: &mut App, mouse: Mouse) -> Vec<Effect> {
    let App { state, overlays } = &mut *app;
    let Some(overlay) = overlays.top_mut() else {
        return Vec::new();
    };
    let size = state.session.size;
    let shape = overlay.shape(state);
    let Some(shape) = shape.filter(|shape| shape.outside(size).holds(mouse.x, mouse.y)) else {
        return keys::perform(app, Action::Cancel, None);
    };
    let inside = shape.inside(size);
    if !inside.holds(mouse.x, mouse.y) {
        return Vec::new();
    }
    let (column, row) = (usize::from(mouse.x - inside.x), usize::from(mouse.y - inside.y));
    let requests = overlay.component().click(&mut Context::new(state), column, row);
    keys::grant(app, requests)
}

/// A click on a row of the page: opens a fold, or puts the cursor on a block.
fn page(state: &mut State, row: usize) {
    let Some(row) = state.rows().get(row) else { return };
    let (block, is_text, is_fold) = (row.anchor.block, is_text(row), row.kind == RowKind::Fold);
    if is_text {
        state.document.place.cursor = block;
    }
    if is_fold && let Some(fold) = state.page().fold(block) {
        folding::set(state, fold, true);
    }
}

/// A click on the scrollbar: to what is drawn there, else to that part of the text. On the thumb it takes hold of it.
fn to_mapped(state: &mut State, y: u16) {
    let bar = state.areas().scrollbar;
    let row = y.saturating_sub(bar.y);
    if state.map(bar.height).is_none_or(|map| map.thumb.contains(&row)) {
        return;
    }
    jumping::push(state);
    let at_an_end = row == 0 || row + 1 == bar.height;
    match state.mapped(row, bar.height).filter(|_| !at_an_end) {
        None => drag(state, y),
        Some((Feature::Section, start)) => placing::show_at_top(state, start.block),
        Some((_, anchor)) => placing::show(state, anchor),
    }
}

/// The mouse is drawn over the page: from where it went down to where it is, text is selected, and nothing is copied
/// before a key says so; at its edges, the page goes on.
fn select(state: &mut State, mouse: Mouse) {
    let Some(from) = state.session.mouse.from else {
        return;
    };
    let prose = state.areas().prose;
    if mouse.y < prose.y {
        moving::scroll_rows(state, Direction::Up, 1, true);
    } else if mouse.y >= prose.bottom() {
        moving::scroll_rows(state, Direction::Down, 1, true);
    }
    placing::clamp(state);
    match place_under(state, mouse) {
        Some(to) if to != from || state.document.selection.is_some() => selecting::draw(state, from, to),
        _ => {}
    }
}

/// The place in the text that is nearest to the mouse.
fn place_under(state: &State, mouse: Mouse) -> Option<Anchor> {
    let prose = state.areas().prose;
    let rows = state.rows();
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
