//! Help: every key, command and setting, and what it does, from the keymap in effect; in two columns where there is
//! room. What is searched for in it is lit.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::cells::{self, Pen};
use super::overlay::{BoxFrame, OverlayView, size};
use crate::app::overlay::help::Help;
use crate::app::overlay::help::sheet::{GUTTER, HelpRow, HelpRowKind, Sign};
use crate::keymap::{Action, Mode};
use crate::layout::role::Role;

impl Widget for OverlayView<'_, Help> {
    fn render(self, screen: Rect, buffer: &mut Buffer) {
        let sheet = self.what.sheet(self.state);
        let (rows, screen) = (sheet.rows(), size(screen));
        let title = self.title();
        let height = usize::from(self.shape.inside(screen).height);
        let shown = self.what.scroll.shown(rows, height);
        let all = super::hint::keys(self.state, self.theme, Mode::Box, Action::Help);
        let aside = match all.filter(|_| self.what.first) {
            Some(keys) => format!("{keys} all keys"),
            None if rows > height => format!("{} to {} of {rows}", shown.start + 1, shown.end),
            None => String::new(),
        };
        let frame = BoxFrame {
            title: &title,
            aside: &aside,
            shape: self.shape,
            screen,
        };
        let inside = frame.draw(self.theme, buffer);
        for (index, column) in sheet.columns.iter().enumerate() {
            let area = Rect {
                x: inside.x + index as u16 * (sheet.width + GUTTER),
                width: sheet.width,
                ..inside
            };
            for (row, line) in (0..).zip(column.iter().skip(shown.start).take(height)) {
                self.row(line, &mut Pen::new(buffer, area, row));
            }
        }
    }
}

impl OverlayView<'_, Help> {
    fn title(&self) -> String {
        let about = match self.what.filter.text.trim() {
            "" => self.what.topic.unwrap_or_default(),
            filter => filter,
        };
        if about.is_empty() {
            "Help".to_owned()
        } else {
            format!("Help: {about}")
        }
    }

    /// Writes text, what is searched for in it lit.
    fn lit(&self, text: &str, role: Role, pen: &mut Pen<'_>) {
        let (plain, lit) = (
            cells::style(self.theme, role),
            cells::style_on(self.theme, Role::OverlayMatch, role),
        );
        // Case is ASCII's alone here, so that bytes stay where they are.
        let small = text.to_ascii_lowercase();
        let words: Vec<String> = self
            .what
            .filter
            .text
            .split_whitespace()
            .map(str::to_ascii_lowercase)
            .collect();
        let mut at = 0;
        while at < text.len() {
            let next = words.iter().filter_map(|word| {
                let found = small[at..].find(word.as_str())?;
                Some((at + found, at + found + word.len()))
            });
            let Some((start, end)) = next.min_by_key(|&(start, end)| (start, std::cmp::Reverse(end))) else {
                break;
            };
            pen.text(&text[at..start], plain).text(&text[start..end], lit);
            at = end;
        }
        pen.text(&text[at..], plain);
    }

    fn row(&self, row: &HelpRow, pen: &mut Pen<'_>) {
        let role = match row.kind {
            HelpRowKind::Heading => Role::OverlayTitle,
            HelpRowKind::Also => Role::OverlayQuiet,
            HelpRowKind::Sentence | HelpRowKind::Unbound | HelpRowKind::Blank => Role::Overlay,
        };
        let keys = if row.kind == HelpRowKind::Unbound {
            Role::OverlayQuiet
        } else {
            Role::OverlayKey
        };
        let ground = cells::style(self.theme, Role::Overlay);
        if !row.terms.is_empty() {
            let key = cells::style(self.theme, Role::OverlayKey);
            for (at, term) in &row.terms {
                pen.blank(at.saturating_sub(pen.column()), ground);
                match &term.sign {
                    Sign::Glyph(glyph) => pen.text(self.theme.glyph(*glyph), key),
                    Sign::Keys(keys) => pen.text(keys, key),
                };
                pen.blank(1, ground).text(term.words, ground);
            }
            return;
        }
        self.lit(&row.keys, keys, pen);
        pen.blank(row.indent.saturating_sub(pen.column()), ground);
        for (at, words) in row.words.split('`').enumerate() {
            self.lit(words, if at % 2 == 0 { role } else { Role::OverlayKey }, pen);
        }
    }
}
