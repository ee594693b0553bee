//! Draws the state as cells. Cannot change it.
//!
//! Each part of the screen is a small value that is drawn into its area: `page`, `sidebar`, `header`,
//! `status`, `scrollbar`, and the boxes that lie over them. Where the areas are is the state's to say
//! ([`crate::app::session::area`]), what a piece of text means is the layout's, how it looks the theme's, and what gets
//! into a cell `cells`'. A frame costs the screen, whatever the size of the article.

mod article_list;
mod band;
mod caret;
mod cells;
mod changes;
mod completions;
mod continuations;
mod diff;
mod header;
mod help;
mod hint;
mod hits;
mod items;
mod list;
mod overlay;
mod page;
mod picker;
pub mod picture;
mod prompt;
mod scrollbar;
mod sidebar;
mod status;
mod themes;
mod timeline;
mod versions;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::app::overlay::boxes::BoxShape;
use crate::app::session::area::{Area, Areas, LEAST};
use crate::app::{App, Overlay, State};
use crate::article::BlockId;
use crate::keymap::Mode;
use crate::layout::role::{Glyph, Role};
use crate::theme::Theme;
pub use caret::{Caret, caret};
use cells::Pen;
use overlay::OverlayView;

/// The whole screen, ready to be drawn.
pub fn view<'a>(app: &'a App, theme: &'a Theme) -> impl Widget + 'a {
    Reader {
        app,
        state: &app.state,
        theme,
    }
}

/// Where the terminal's own cursor belongs, column and row: where the next character goes while something is
/// typed, so that screen readers, braille displays and input methods find it. `None` hides it.
pub fn cursor_position(app: &App, theme: &Theme) -> Option<(u16, u16)> {
    let state = &app.state;
    if !state.session.size.is_enough() {
        return None;
    }
    match app.overlays.top() {
        None if state.is_selecting() => {
            let (prose, (row, column)) = (state.areas().prose, state.moving_end()?);
            let column = u16::try_from(column).unwrap_or(u16::MAX);
            let x = prose.x + column.min(prose.width.saturating_sub(1));
            Some((x, prose.y + u16::try_from(row).ok()?))
        }
        Some(Overlay::Picker(picker)) => Some(picker::cursor(state, picker)),
        Some(overlay @ Overlay::Hits(_)) => {
            let inside = overlay.shape(state)?.inside(state.session.size);
            Some(hits::cursor(state, rect(inside)))
        }
        Some(overlay @ Overlay::Articles(_)) => {
            let inside = overlay.shape(state)?.inside(state.session.size);
            Some(article_list::cursor(state, rect(inside)))
        }
        _ => {
            let status = status::Status {
                app,
                state,
                theme,
                fold: None,
            };
            status.cursor(rect(state.areas().bottom_line(state.session.size)))
        }
    }
}

struct Reader<'a> {
    app: &'a App,
    state: &'a State,
    theme: &'a Theme,
}

impl Widget for Reader<'_> {
    /// Draws at the upper left of the terminal, where the state's areas are; nothing outside `area`.
    fn render(self, area: Rect, buf: &mut Buffer) {
        cells::fill(buf, area, cells::style(self.theme, Role::Text));
        if !self.state.session.size.is_enough() {
            self.too_small(area, buf);
            return;
        }
        let areas = self.state.areas();
        // Found by laying out the page: once a frame.
        let fold = self.state.target_fold();
        // What a key opens is marked, and what is marked is opened.
        let marked = fold.filter(|fold| self.state.folding_at_cursor() == Some(*fold));
        self.page(&areas, marked, buf);
        self.frame(&areas, buf);
        self.status(&areas, fold, buf);
        self.over(&areas, buf);
    }
}

impl Reader<'_> {
    fn page(&self, areas: &Areas, fold: Option<BlockId>, buf: &mut Buffer) {
        let rows = self.state.rows();
        let page = page::PageView {
            state: self.state,
            theme: self.theme,
            rows,
            links: &self.state.links(rows),
            labels: match self.app.overlays.top() {
                Some(Overlay::Links(labels)) => Some(labels),
                _ => None,
            },
            fold,
            selection: self.state.selected(),
            moving: self.state.moving_byte(),
            prose: rect(areas.prose),
        };
        page.render(rect(areas.pane), buf);
        let bar = scrollbar::Scrollbar {
            state: self.state,
            theme: self.theme,
        };
        bar.render(rect(areas.scrollbar), buf);
    }

    /// What stands around the page: top line, sidebar, rule.
    fn frame(&self, areas: &Areas, buf: &mut Buffer) {
        let header = header::Header {
            state: self.state,
            theme: self.theme,
        };
        header.render(rect(areas.header), buf);
        if areas.sidebar.width > 0 {
            let sidebar = sidebar::SidebarView {
                state: self.state,
                theme: self.theme,
                list: rect(areas.sidebar),
            };
            let beside = Rect {
                width: areas.sidebar.width,
                ..rect(areas.rule)
            };
            let whole = Rect {
                x: areas.sidebar.x,
                ..beside
            };
            sidebar.render(whole, buf);
        }
        let rule = cells::style(self.theme, Role::Rule);
        for row in 0..areas.rule.height {
            Pen::new(buf, rect(areas.rule), row).text(self.theme.glyph(Glyph::Rule), rule);
        }
    }

    /// The bottom line; with nothing but the text on the screen, only while it has something to say.
    fn status(&self, areas: &Areas, fold: Option<BlockId>, buf: &mut Buffer) {
        let state = self.state;
        let speaks = self.app.mode() == Mode::Prompt
            || matches!(self.app.overlays.top(), Some(Overlay::Links(_)))
            || state.document.selection.is_some()
            || state.session.notice.is_some()
            || state.session.pending.count.is_some()
            || !state.session.pending.keys.is_empty();
        if areas.status.height > 0 || speaks {
            let status = status::Status {
                app: self.app,
                state,
                theme: self.theme,
                fold,
            };
            status.render(rect(areas.bottom_line(state.session.size)), buf);
        }
    }

    /// What lies over the page.
    fn over(&self, areas: &Areas, buf: &mut Buffer) {
        let (state, theme) = (self.state, self.theme);
        let whole = screen(state);
        let Some(overlay) = self.app.overlays.top() else {
            let continuations = continuations::Continuations {
                app: self.app,
                state,
                theme,
                cursor: self.cursor_row(areas),
            };
            continuations.render(whole, buf);
            return;
        };
        if let Some(shape) = overlay.shape(state) {
            self.boxed(overlay, shape, buf);
        }
    }

    /// A box over the page.
    fn boxed(&self, overlay: &Overlay, shape: BoxShape, buf: &mut Buffer) {
        match overlay {
            Overlay::Search(_) | Overlay::Links(_) => {}
            Overlay::Command(what) => self.draw(what, shape, buf),
            Overlay::Timeline(what) => self.draw(what, shape, buf),
            Overlay::Articles(what) => self.draw(what, shape, buf),
            Overlay::Hits(what) => self.draw(what, shape, buf),
            Overlay::Picker(what) => self.draw(what, shape, buf),
            Overlay::Themes(what) => self.draw(what, shape, buf),
            Overlay::Diff(what) => self.draw(what, shape, buf),
            Overlay::Changes(what) => self.draw(what, shape, buf),
            Overlay::Versions(what) => self.draw(what, shape, buf),
            Overlay::Help(what) => self.draw(what, shape, buf),
        }
    }

    fn draw<'a, T>(&'a self, what: &'a T, shape: BoxShape, buf: &mut Buffer)
    where
        OverlayView<'a, T>: Widget,
    {
        let view = OverlayView {
            state: self.state,
            theme: self.theme,
            shape,
            what,
        };
        view.render(screen(self.state), buf);
    }

    /// The row of the screen where the block begins that keys act on; looked for only while keys are typed.
    fn cursor_row(&self, areas: &Areas) -> Option<u16> {
        let state = self.state;
        if state.session.pending.keys.is_empty() {
            return None;
        }
        let row = state.row_of(state.page().shown(state.document.place.cursor))?;
        Some(areas.prose.y + u16::try_from(row).ok()?)
    }

    /// Says that there is no room, in whatever room there is.
    fn too_small(&self, area: Rect, buf: &mut Buffer) {
        let least = format!("needs {}×{}", LEAST.width, LEAST.height);
        let least = if hint::is_ascii(self.theme) {
            least.replace('×', "x")
        } else {
            least
        };
        let style = cells::style(self.theme, Role::Text);
        let first = area.height.saturating_sub(2) / 2;
        for (row, words) in (first..area.height).zip(["too small", &least]) {
            let mut pen = Pen::new(buf, area, row);
            let left = pen.room().saturating_sub(cells::columns_of(words)) / 2;
            pen.blank(left, style).text(words, style);
        }
    }
}

/// The whole screen.
fn screen(state: &State) -> Rect {
    Rect::new(0, 0, state.session.size.width, state.session.size.height)
}

fn rect(area: Area) -> Rect {
    Rect::new(area.x, area.y, area.width, area.height)
}
