//! What is new since the last visit, in a box over the page.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::cells::{self, Pen};
use super::overlay::{Overlay, Place};
use super::page::PageView;
use crate::app::{Over, State};
use crate::layout::role::{Glyph, Role};
use crate::theme::Theme;

/// The box.
pub(super) struct News<'a> {
    pub(super) state: &'a State,
    pub(super) theme: &'a Theme,
    /// The chosen piece of news.
    pub(super) selected: usize,
    /// The first one shown.
    pub(super) top: usize,
}

fn overlay<'a>(state: &State, title: &'a str, aside: &'a str, rows: usize) -> Overlay<'a> {
    Overlay {
        title,
        aside,
        place: Place::Centre,
        wanted: (state.news_size().0, u16::try_from(rows).unwrap_or(u16::MAX)),
    }
}

/// Where the chosen piece of news stands.
pub(super) fn selected_at(state: &State, selected: usize, top: usize, screen: Rect) -> (u16, u16) {
    let shown = rows(state, selected, top);
    let inside = overlay(state, "", "", shown.len()).inside(screen);
    let row = shown.iter().position(|row| row.chosen).unwrap_or_default() as u16;
    (inside.x, inside.y + row.min(inside.height.saturating_sub(1)))
}

/// Where the box stands, for those who click on it.
pub(super) fn over(state: &State, selected: usize, top: usize, screen: Rect) -> Over {
    overlay(state, "", "", rows(state, selected, top).len()).over(screen, Some(top))
}

impl News<'_> {
    pub(super) fn draw(&self, screen: Rect, buffer: &mut Buffer) {
        let count = self.state.document.visits.items.len();
        let shown = rows(self.state, self.selected, self.top);
        let (title, aside) = (self.state.changes_in_words(), format!("{}/{count}", self.selected + 1));
        let overlay = overlay(self.state, &title, &aside, shown.len());
        let inside = overlay.draw(self.theme, screen, buffer);
        // What stands in it is text of the page, on the page's ground.
        cells::fill(buffer, inside, cells::style(self.theme, Role::Text));
        let page = PageView::elsewhere(self.state, self.theme);
        for (index, row) in shown.iter().enumerate().take(usize::from(inside.height)) {
            let mut pen = Pen::new(buffer, inside, index as u16);
            let mark = if row.chosen {
                self.theme.glyph(Glyph::Cursor)
            } else {
                " "
            };
            pen.text(mark, cells::style(self.theme, Role::Cursor));
            pen.blank(1, cells::style(self.theme, Role::Text));
            page.pieces(&row.pieces, &mut pen);
        }
    }
}

/// As many rows as there is room for, a blank one between two pieces of news.
fn rows(state: &State, selected: usize, top: usize) -> Vec<Shown> {
    let height = state.news_size().1;
    let mut shown: Vec<Shown> = Vec::new();
    for index in top..state.document.visits.items.len() {
        if shown.len() >= height {
            break;
        }
        if index > top {
            shown.push(Shown::default());
        }
        let rows = state.news_rows(index).into_iter().enumerate();
        shown.extend(rows.map(|(line, row)| Shown {
            pieces: row.pieces,
            chosen: line == 0 && index == selected,
        }));
    }
    shown.truncate(height);
    shown
}

/// A row of the box.
#[derive(Default)]
struct Shown {
    pieces: Vec<crate::layout::Piece>,
    /// Whether it is the first of the chosen piece of news.
    chosen: bool,
}
