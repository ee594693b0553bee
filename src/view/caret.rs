//! Where the terminal's own cursor belongs. Braille displays and magnifiers follow it, hidden or not, and screen readers
//! read the line it is on; so it is always where the reader is, and to be seen only where something is typed.

use ratatui::layout::Rect;

use super::{beside, cursor_position, help, help_screen, news, rect, screen, themes};
use crate::app::{Focus, Screen, State};
use crate::layout::RowKind;
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
pub fn caret(state: &State, theme: &Theme) -> Caret {
    if let Some(at) = cursor_position(state, theme) {
        return Caret { at, shown: true };
    }
    let at = match &state.screen {
        _ if !state.session.size.is_enough() => (0, 0),
        Screen::Themes { selected, .. } => {
            themes::selected_at(&state.session.configured.themes, *selected, screen(state))
        }
        Screen::News { selected, top, .. } => news::selected_at(state, *selected, *top, screen(state)),
        Screen::Help(help) => start_of(help::inside(state, theme, help, help_screen(state))),
        Screen::Beside { block, of, .. } => start_of(beside::inside(state, (*block, *of), screen(state))),
        _ if state.session.focus == Focus::Sidebar => in_sidebar(state),
        _ => on_page(state),
    };
    Caret { at, shown: false }
}

fn start_of(area: Rect) -> (u16, u16) {
    (area.x, area.y)
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
    let rows = state.page().rows(state.document.place.top, state.height());
    let here =
        |row: &crate::layout::Row| row.kind != RowKind::Spacing && row.anchor.block == state.document.place.cursor;
    let row = rows.iter().position(here).unwrap_or_default() as u16;
    (prose.x, prose.y + row.min(prose.height.saturating_sub(1)))
}
