//! What the command line could go on as: a list above it, each with its keys and its sentence.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::band::{self, Band};
use super::cells::{self, Pen};
use super::hint;
use crate::app::State;
use crate::app::overlay::boxes::first_shown;
use crate::app::overlay::command_line::CommandLine;
use crate::app::overlay::command_line::completion::Completion;
use crate::keymap::Sequence;
use crate::layout::role::{Glyph, Role};
use crate::theme::Theme;

/// Rows at most.
const ROWS: u16 = 12;
/// Columns between two columns.
const GAP: u16 = 2;
/// On a narrower screen, keys are left out.
const KEYS_FROM: u16 = 56;
/// Columns at most for keys.
const KEYS_MOST: u16 = 15;

/// The list; nothing where there are none.
pub(super) struct CompletionsView<'a> {
    pub(super) state: &'a State,
    pub(super) theme: &'a Theme,
    pub(super) line: &'a CommandLine,
    /// What is between the top line and the bottom line.
    pub(super) body: Rect,
}

impl Widget for CompletionsView<'_> {
    fn render(self, screen: Rect, buffer: &mut Buffer) {
        let body = self.body;
        let completions = &self.line.completions;
        let most = (body.height * 2 / 3).max(1).min(band::room(screen, body)).min(ROWS);
        let rows = u16::try_from(completions.len()).unwrap_or(u16::MAX).min(most);
        if rows == 0 {
            return;
        }
        let aside = match self.line.chosen {
            Some(chosen) => format!("{} of {}", chosen + 1, completions.len()),
            None if completions.len() > usize::from(rows) => completions.len().to_string(),
            None => String::new(),
        };
        let band = Band {
            title: "",
            aside: &aside,
            rows,
            avoid: None,
        };
        let inside = band.draw(self.theme, screen, body, buffer);
        let first = first_shown(
            self.line.chosen.unwrap_or(0),
            completions.len(),
            usize::from(inside.height),
        );
        let shown = &completions[first..(first + usize::from(inside.height)).min(completions.len())];
        let widest = shown.iter().map(|completion| cells::columns_of(&completion.word)).max();
        let alone = shown.iter().all(|completion| completion.sentence.is_empty());
        let words = if alone {
            inside.width
        } else {
            widest.unwrap_or(0).min(inside.width * 2 / 3)
        };
        let keys = shown
            .iter()
            .map(|completion| cells::columns_of(&self.keys(completion)))
            .max();
        let keys = keys.unwrap_or(0).min(KEYS_MOST);
        for (row, completion) in shown.iter().enumerate() {
            let chosen = self.line.chosen == Some(first + row);
            self.completion(
                completion,
                chosen,
                (words, keys),
                &mut Pen::new(buffer, inside, row as u16),
            );
        }
    }
}

impl CompletionsView<'_> {
    fn completion(&self, completion: &Completion, chosen: bool, (words, keys): (u16, u16), pen: &mut Pen<'_>) {
        let line = if chosen { Role::OverlaySelected } else { Role::Overlay };
        let plain = cells::style(self.theme, line);
        // On the chosen line the background is not one that other letters were made for.
        let of = |role| if chosen { plain } else { cells::style(self.theme, role) };
        let ellipsis = self.theme.glyph(Glyph::Ellipsis);
        let wide = pen.room() >= KEYS_FROM && keys > 0;
        let from = pen.column();
        pen.cut(&completion.word, words, ellipsis, plain);
        pen.blank((words + GAP).saturating_sub(pen.column() - from), plain);
        if wide {
            let from = pen.column();
            pen.cut(&self.keys(completion), keys, ellipsis, of(Role::OverlayKey));
            pen.blank((keys + GAP).saturating_sub(pen.column() - from), plain);
        }
        let room = pen.room();
        pen.cut(&completion.sentence, room, ellipsis, of(Role::OverlayQuiet));
        pen.blank(pen.room(), plain);
    }

    /// The keys that do the same, or what else is worth telling.
    fn keys(&self, completion: &Completion) -> String {
        if completion.action.is_none() {
            return completion.aside.clone();
        }
        let mode = self.state.mode_under();
        let keys = completion
            .action
            .map(|action| self.state.session.configured.keymap.keys_of(mode, action));
        let keys = keys.unwrap_or_default().iter();
        let written: Vec<String> = keys.map(|keys| hint::written(Sequence(keys), self.theme)).collect();
        written.join(" ")
    }
}
