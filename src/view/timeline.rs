//! The timeline: a strip of bars above the bottom line. The bar of the post the reader is in stands above a mark, and
//! what it is, is said in words: nothing is told by colour alone.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::cells::{self, Pen};
use super::overlay::{BoxFrame, OverlayView, size};
use super::{hint, rect};
use crate::app::overlay::timeline::{Timeline, bar_rows};
use crate::layout::role::Role;

/// Bars of one to eight eighths of a cell.
const EIGHTHS: [&str; 8] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
/// Blanks at least between two labels.
const LABEL_GAP: u16 = 2;

impl Widget for OverlayView<'_, Timeline> {
    /// Draws it at the bottom of what is above the bottom line.
    fn render(self, screen: Rect, buffer: &mut Buffer) {
        let screen = size(screen);
        let rows = bar_rows(screen.height);
        let current = self.state.current_bar(&self.what.chart);
        let words = current.map(|bar| self.what.chart.words(bar)).unwrap_or_default();
        if !screen.is_roomy() {
            let strip = rect(self.shape.inside(screen));
            cells::fill(buffer, strip, cells::style(self.theme, Role::Overlay));
            self.bars(current, 1, strip, buffer);
            self.mark(current, &words, &mut Pen::new(buffer, strip, 1));
            return;
        }
        let title = self.what.chart.title();
        let overlay = BoxFrame {
            title: &title,
            aside: &words,
            shape: self.shape,
            screen,
        };
        let inside = overlay.draw(self.theme, buffer);
        self.bars(current, rows, inside, buffer);
        self.mark(current, "", &mut Pen::new(buffer, inside, rows));
        self.labels(&mut Pen::new(buffer, inside, rows + 1));
    }
}

impl OverlayView<'_, Timeline> {
    fn bars(&self, current: Option<usize>, rows: u16, area: Rect, buffer: &mut Buffer) {
        let most = self.what.chart.counts.iter().copied().max().unwrap_or(0).max(1);
        let wide = self.what.chart.bar_columns() as u16;
        for row in 0..rows {
            let mut pen = Pen::new(buffer, area, row);
            for (bar, &count) in self.what.chart.counts.iter().enumerate() {
                let role = if current == Some(bar) {
                    Role::OverlaySelected
                } else {
                    Role::Overlay
                };
                let style = cells::style(self.theme, role);
                let cell = self.cell(count, most, rows - 1 - row, rows);
                let blank = u16::from(wide > 1);
                for _ in 0..wide - blank {
                    pen.text(&cell, style);
                }
                pen.blank(blank, cells::style(self.theme, Role::Overlay));
            }
        }
    }

    /// What a bar is in a row, counted from the bottom: at least an eighth of a cell where there is a post. In ASCII by
    /// heights, or in one row by figures.
    fn cell(&self, count: u32, most: u32, row: u16, rows: u16) -> String {
        if count == 0 {
            return " ".to_owned();
        }
        let ascii = hint::is_ascii(self.theme);
        if ascii && rows == 1 {
            return if count > 9 { "+".to_owned() } else { count.to_string() };
        }
        let steps = if ascii { 1 } else { EIGHTHS.len() as u64 };
        let height = (u64::from(count) * u64::from(rows) * steps).div_ceil(u64::from(most));
        match height.saturating_sub(u64::from(row) * steps).min(steps) {
            0 => " ".to_owned(),
            _ if ascii => "#".to_owned(),
            eighths => EIGHTHS[eighths as usize - 1].to_owned(),
        }
    }

    /// The mark below the current bar, and words beside it where there is room for them.
    fn mark(&self, current: Option<usize>, words: &str, pen: &mut Pen<'_>) {
        let style = cells::style(self.theme, Role::Overlay);
        let Some(bar) = current else { return };
        let wide = self.what.chart.bar_columns();
        let column = (bar * wide) as u16;
        let mark = if hint::is_ascii(self.theme) { "^" } else { "▴" };
        let columns = cells::columns_of(words);
        // Right of the mark, or left of it.
        if column + 1 + columns <= pen.room() {
            pen.blank(column, style);
            pen.text(mark, style).text(words, style);
        } else {
            let fits = cells::prefix(words, column).0;
            pen.blank(column - cells::columns_of(fits), style);
            pen.text(fits, style).text(mark, style);
        }
    }

    /// When bars begin, as many as fit.
    fn labels(&self, pen: &mut Pen<'_>) {
        let quiet = cells::style(self.theme, Role::OverlayQuiet);
        let wide = self.what.chart.bar_columns() as u16;
        for bar in 0..self.what.chart.counts.len() {
            let (label, at) = (self.what.chart.label(bar), bar as u16 * wide);
            let next = if pen.column() == 0 { 0 } else { pen.column() + LABEL_GAP };
            let room = pen.column() + pen.room();
            if at >= next && at + cells::columns_of(&label) <= room {
                pen.blank(at - pen.column(), quiet).text(&label, quiet);
            }
        }
    }
}
