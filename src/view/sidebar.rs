//! The sidebar: a section on one line or two, with its number, time, headline, badges and whether it has been read.
//!
//! Which sections, cut to which words, is the state's to say, which must know it for clicks.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::cells::{self, Pen};
use crate::app::State;
use crate::app::document::facts::Newness;
use crate::app::document::progress::Stage;
use crate::app::panes::sidebar::{SidebarColumns, SidebarEntry, badges_and_matches};
use crate::layout::role::{Glyph, Role};
use crate::theme::Theme;

/// The list of sections.
pub(super) struct SidebarView<'a> {
    pub(super) state: &'a State,
    pub(super) theme: &'a Theme,
    /// Where in its area the sections stand.
    pub(super) list: Rect,
}

impl Widget for SidebarView<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let list = self.list;
        cells::fill(buffer, area, cells::style(self.theme, Role::Sidebar));
        let columns = self.state.sidebar_columns();
        for entry in self.state.sidebar_entries() {
            if let Some(day) = entry.day.as_ref().filter(|_| entry.row < list.height) {
                let mut pen = Pen::new(buffer, list, entry.row);
                pad(&mut pen, columns.text, cells::style(self.theme, Role::Sidebar));
                pen.text(day, cells::style(self.theme, Role::SidebarTime));
            }
            for line in 0..entry.lines.len() {
                let row = entry.row.saturating_add(line as u16 + u16::from(entry.day.is_some()));
                if row < list.height {
                    let mut pen = Pen::new(buffer, list, row);
                    self.line(&entry, line, columns, &mut pen);
                }
            }
        }
    }
}

impl SidebarView<'_> {
    fn line(&self, entry: &SidebarEntry, line: usize, columns: SidebarColumns, pen: &mut Pen<'_>) {
        let ground = ground(entry);
        let plain = cells::style(self.theme, ground);
        // The headline of what has been read steps back; where the reader is stands out.
        let headline = match (ground, entry.stage) {
            (Role::Sidebar, Stage::Read) => Role::SidebarRead,
            (Role::Sidebar, _) if entry.is_excerpt => Role::SidebarExcerpt,
            _ => ground,
        };
        self.lead(entry, line, columns, pen);
        let Some(text) = entry.lines.get(line) else { return };
        pad(pen, text.column, plain);
        let mut style = cells::style(self.theme, headline);
        if entry.is_excerpt {
            style = style.add_modifier(cells::style(self.theme, Role::SidebarExcerpt).add_modifier);
        }
        pen.text(&text.text, style);
        if text.cut {
            pen.text(self.theme.glyph(Glyph::Ellipsis), style);
        }
        self.trail(entry, line, columns, pen);
        pen.blank(pen.room(), plain);
    }

    /// What stands before the headline: the mark of the section the reader is in, number and time.
    fn lead(&self, entry: &SidebarEntry, line: usize, columns: SidebarColumns, pen: &mut Pen<'_>) {
        let ground = ground(entry);
        let plain = cells::style(self.theme, ground);
        if entry.current {
            let mark = if entry.selected { ground } else { Role::SidebarCurrent };
            pen.text(
                self.theme.glyph(Glyph::Current),
                cells::style_on(self.theme, mark, ground),
            );
        }
        pad(pen, columns.number, plain);
        if line > 0 {
            return;
        }
        let number = (entry.section.index() + 1).to_string();
        pad(pen, columns.text.saturating_sub(1 + number.len() as u16), plain);
        pen.text(&number, self.over(entry, Role::SidebarNumber));
        pad(pen, columns.text, plain);
        if let Some(minute) = entry.minute {
            let time = format!("{:02}:{:02}", minute / 60, minute % 60);
            pen.text(&time, self.over(entry, Role::SidebarTime));
        }
    }

    /// What stands after it: badges, and whether it has been read.
    fn trail(&self, entry: &SidebarEntry, line: usize, columns: SidebarColumns, pen: &mut Pen<'_>) {
        let plain = cells::style(self.theme, ground(entry));
        if entry.badge_line == Some(line) {
            let sidebar = self.state.areas().sidebar.width;
            let taken = badges_and_matches(entry.badges, entry.matches, sidebar) as u16;
            pad(pen, columns.badges(line).saturating_sub(taken), plain);
            let style = self.over(entry, Role::SidebarBadge);
            let words = entry.badges.repeats_in_words(sidebar);
            let repeats = if words.is_some() { 0 } else { entry.badges.repeats };
            let counts = [
                (Glyph::Matches, entry.matches as u32),
                (Glyph::Captions, entry.badges.captions),
                (Glyph::Repeats, repeats),
            ];
            let mut between = false;
            for (glyph, count) in counts.into_iter().filter(|&(_, count)| count > 0) {
                pen.blank(u16::from(between), plain);
                pen.text(self.theme.glyph(glyph), style).text(&count.to_string(), style);
                between = true;
            }
            if let Some(words) = words {
                pen.blank(u16::from(between), plain).text(&words, style);
            }
        }
        if line == 0 {
            let (glyph, role) = match (entry.stage, entry.badges.how_new()) {
                (Stage::Read, _) => (Glyph::Read, Role::SidebarRead),
                (Stage::Partly, _) => (Glyph::ReadPart, Role::SidebarUnread),
                (Stage::Unread, Newness::All) => (Glyph::Unread, Role::SidebarUnread),
                (Stage::Unread, Newness::Part) => (Glyph::UnreadPart, Role::SidebarUnread),
                (Stage::Unread, Newness::Nothing) => (Glyph::UnreadNothing, Role::SidebarUnread),
            };
            pad(pen, columns.mark, plain);
            pen.text(self.theme.glyph(glyph), self.over(entry, role));
            if entry.fresh {
                pen.text(self.theme.glyph(Glyph::New), self.over(entry, Role::News));
            }
        }
    }

    /// How a role looks on the entry's lines. On the chosen one everything looks as the choice does: its background
    /// is not one that the other letters were made for.
    fn over(&self, entry: &SidebarEntry, role: Role) -> Style {
        match ground(entry) {
            Role::SidebarSelected => cells::style(self.theme, Role::SidebarSelected),
            ground => cells::style_on(self.theme, role, ground),
        }
    }
}

/// The role of the entry's lines.
fn ground(entry: &SidebarEntry) -> Role {
    if entry.selected {
        Role::SidebarSelected
    } else if entry.current {
        Role::SidebarCurrent
    } else {
        Role::Sidebar
    }
}

/// Blanks up to a column of the row.
fn pad(pen: &mut Pen<'_>, column: u16, style: Style) {
    pen.blank(column.saturating_sub(pen.column()), style);
}
