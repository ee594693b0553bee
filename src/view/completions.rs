//! What the command line could go on as: a list above it, each with its keys and its sentence.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::band::Band;
use super::cells::{self, Pen};
use super::hint;
use super::list::{LineStyles, ListView};
use super::overlay::OverlayView;
use crate::app::overlay::command_line::CommandLine;
use crate::app::overlay::command_line::completion::Completion;
use crate::keymap::Sequence;
use crate::layout::role::Glyph;

/// Columns between two columns.
const GAP: u16 = 2;
/// On a narrower screen, keys are left out.
const KEYS_FROM: u16 = 56;
/// Columns at most for keys.
const KEYS_MOST: u16 = 15;

impl Widget for OverlayView<'_, CommandLine> {
    fn render(self, screen: Rect, buffer: &mut Buffer) {
        let completions = &self.what.completions;
        let rows = self.shape.wanted.height;
        let aside = match self.what.chosen() {
            Some(chosen) => format!("{} of {}", chosen + 1, completions.len()),
            None if completions.len() > usize::from(rows) => completions.len().to_string(),
            None => String::new(),
        };
        let band = Band {
            title: "",
            aside: &aside,
            shape: self.shape,
            avoid: None,
        };
        let inside = band.draw(self.theme, screen, buffer);
        let shown = self.what.list.shown(inside.height.into());
        let shown = completions.get(shown).unwrap_or_default();
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
        let list = ListView::new(&self.what.list, self.theme).marks(self.what.taken);
        list.draw(inside, buffer, |line, styles, pen| {
            if let Some(completion) = completions.get(line) {
                self.completion(completion, styles, (words, keys), pen);
            }
        });
    }
}

impl OverlayView<'_, CommandLine> {
    fn completion(&self, completion: &Completion, styles: &LineStyles, (words, keys): (u16, u16), pen: &mut Pen<'_>) {
        let ellipsis = self.theme.glyph(Glyph::Ellipsis);
        let wide = pen.room() >= KEYS_FROM && keys > 0;
        let from = pen.column();
        pen.cut(&completion.word, words, ellipsis, styles.plain);
        pen.blank((words + GAP).saturating_sub(pen.column() - from), styles.plain);
        if wide {
            let from = pen.column();
            pen.cut(&self.keys(completion), keys, ellipsis, styles.key);
            pen.blank((keys + GAP).saturating_sub(pen.column() - from), styles.plain);
        }
        let room = pen.room();
        pen.cut(&completion.sentence, room, ellipsis, styles.quiet);
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
