//! The top line: what is read, when it appeared, how long it takes, how far the reader is.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::cells::{self, Pen};
use crate::app::State;
use crate::article::Date;
use crate::layout::role::{Glyph, Role};
use crate::theme::Theme;

/// Columns kept free at both ends, and at least between title and facts.
const MARGIN: u16 = 1;

/// The top line.
pub(super) struct Header<'a> {
    pub(super) state: &'a State,
    pub(super) theme: &'a Theme,
}

impl Widget for Header<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let mut pen = Pen::new(buffer, area, 0);
        let ground = cells::style(self.theme, Role::Header);
        let facts = self.facts(pen.room());
        let columns = cells::columns_of(&facts);
        pen.blank(MARGIN, ground);
        let room = pen.room().saturating_sub(columns + 2 * MARGIN);
        let ellipsis = self.theme.glyph(Glyph::Ellipsis);
        match &self.state.document.article.meta().title {
            Some(title) => pen.cut(title, room, ellipsis, cells::style(self.theme, Role::HeaderTitle)),
            None => pen.cut("Untitled", room, ellipsis, ground),
        };
        let between = pen.room().saturating_sub(columns + MARGIN);
        pen.blank(between, ground).text(&facts, ground);
        pen.blank(MARGIN, ground);
    }
}

impl Header<'_> {
    /// Date, minutes and percent; on a narrow screen fewer, the most telling last to go: a title that would be
    /// cut takes a fact's room, as long as it has less than two thirds of the line.
    fn facts(&self, columns: u16) -> String {
        let dot = format!(" {} ", self.theme.glyph(Glyph::Dot));
        let mut facts = self.all_facts();
        let title = self.state.document.article.meta().title.as_deref().unwrap_or_default();
        loop {
            let joined = facts.join(&dot);
            let taken = cells::columns_of(&joined) + 3 * MARGIN;
            let room = columns.saturating_sub(taken);
            let enough = room >= columns - columns / 3 || cells::prefix(title, room).1;
            if enough || facts.len() <= 1 {
                return joined;
            }
            facts.remove(0);
        }
    }

    /// How long it takes; once something has been read, how long the rest does. Exact repeats count in neither.
    fn minutes(&self) -> String {
        if !self.state.document.reading.progress.has_begun() {
            return format!("{} min", self.state.document.minutes_left());
        }
        match self.state.document.minutes_left() {
            0 => "all read".to_owned(),
            minutes => format!("{minutes} min left"),
        }
    }

    /// The least telling first.
    fn all_facts(&self) -> Vec<String> {
        let article = &self.state.document.article;
        let date = article.meta().published.map(|published| day(published.date));
        let there = !article.blocks().is_empty();
        let minutes = there.then(|| self.minutes());
        let percent = there.then(|| format!("{}%", self.state.document.percent()));
        [date, minutes, percent].into_iter().flatten().collect()
    }
}

/// A day as the press writes it: `15 Aug 2022`.
fn day(date: Date) -> String {
    let month = date.month_name();
    format!("{} {month} {}", date.day, date.year)
}
