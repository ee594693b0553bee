//! Where the terminal's own cursor belongs: always where the reader is, and visible only where something is typed.
//! Braille displays and magnifiers follow it even while it is hidden, and screen readers read its line.

use super::{cursor_position, rect};
use crate::app::overlay::themes::MARK_COLUMNS;
use crate::app::session::Focus;
use crate::app::{App, Overlay, State};
use crate::theme::Theme;

/// The terminal's own cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caret {
    /// Column and row.
    pub at: (u16, u16),
    /// Whether it is to be seen.
    pub shown: bool,
}

/// Where the terminal's own cursor belongs: where the next character goes while something is typed, and is seen there;
/// else, hidden, at the block that keys act on, or at what is chosen in a list.
pub fn caret(app: &App, theme: &Theme) -> Caret {
    if let Some(at) = cursor_position(app, theme) {
        return Caret { at, shown: true };
    }
    let state = &app.state;
    let at = if state.session.size.is_enough() {
        let over = app.overlays.top().and_then(|overlay| in_box(overlay, state));
        over.unwrap_or_else(|| under(state))
    } else {
        (0, 0)
    };
    Caret { at, shown: false }
}

/// What is chosen in a box over the page, or where the box begins.
fn in_box(overlay: &Overlay, state: &State) -> Option<(u16, u16)> {
    let (column, row) = match overlay {
        Overlay::Themes(themes) => {
            let inside = overlay.shape(state)?.inside(state.session.size);
            let shown = themes.list.shown(inside.height.into());
            (MARK_COLUMNS, themes.list.selected.saturating_sub(shown.start))
        }
        Overlay::Changes(changes) => {
            let chosen = changes.rows(state).iter().position(|row| row.chosen);
            (0, chosen.unwrap_or_default())
        }
        Overlay::Help(_) | Overlay::Diff(_) => (0, 0),
        _ => return None,
    };
    let inside = overlay.shape(state)?.inside(state.session.size);
    let row = u16::try_from(row).unwrap_or(u16::MAX);
    Some((
        inside.x.saturating_add(column.min(inside.width.saturating_sub(1))),
        inside.y.saturating_add(row.min(inside.height.saturating_sub(1))),
    ))
}

fn under(state: &State) -> (u16, u16) {
    match state.session.focus {
        Focus::Sidebar => in_sidebar(state),
        Focus::Page => on_page(state),
    }
}

/// The chosen section.
fn in_sidebar(state: &State) -> (u16, u16) {
    let list = state.areas().sidebar;
    let entries = state.sidebar_entries();
    let row = entries.iter().find(|entry| entry.selected).map_or(0, |entry| entry.row);
    (list.x, list.y + row.min(list.height.saturating_sub(1)))
}

/// The first row of the block that keys act on.
fn on_page(state: &State) -> (u16, u16) {
    let prose = rect(state.areas().prose);
    let row = state.row_of(state.document.place.cursor).unwrap_or_default() as u16;
    (prose.x, prose.y + row.min(prose.height.saturating_sub(1)))
}
