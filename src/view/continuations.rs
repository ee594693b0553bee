//! What can follow the keys typed so far: a small box above the status line, while a longer command is begun.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::cells::{self, Pen};
use super::hint;
use super::overlay::{Overlay, Place, is_roomy};
use crate::app::State;
use crate::keymap::{Lookup, Sequence};
use crate::layout::role::{Glyph, Role};
use crate::theme::Theme;

/// Columns between a key and what it does.
const GAP: u16 = 2;

/// The box; nothing unless keys are pending.
pub(super) struct Continuations<'a> {
    pub(super) state: &'a State,
    pub(super) theme: &'a Theme,
}

impl Continuations<'_> {
    pub(super) fn draw(&self, screen: Rect, buffer: &mut Buffer) {
        let pending = &self.state.pending.keys;
        // On a small screen the box would hide what the keys are for.
        if pending.is_empty() || !is_roomy(screen) {
            return;
        }
        let rows = self.rows();
        let keys = rows.iter().map(|(keys, _)| cells::columns_of(keys)).max().unwrap_or(0);
        let words = rows
            .iter()
            .map(|(_, words)| cells::columns_of(words))
            .max()
            .unwrap_or(0);
        let overlay = Overlay {
            title: &hint::written(Sequence(pending), self.theme),
            aside: "",
            place: Place::LowerRight,
            wanted: (keys + GAP + words, rows.len() as u16),
        };
        let inside = overlay.draw(self.theme, screen, buffer);
        let ground = cells::style(self.theme, Role::Overlay);
        let key = cells::style(self.theme, Role::OverlayKey);
        for (row, (name, words)) in rows.iter().enumerate().take(usize::from(inside.height)) {
            let mut pen = Pen::new(buffer, inside, row as u16);
            pen.text(name, key);
            pen.blank(keys + GAP - cells::columns_of(name), ground);
            let room = pen.room();
            pen.cut(words, room, self.theme.glyph(Glyph::Ellipsis), ground);
        }
    }

    /// Each key that can follow, and what it does.
    fn rows(&self) -> Vec<(String, &'static str)> {
        let continuations = self
            .state
            .keymap
            .continuations(self.state.mode(), &self.state.pending.keys);
        continuations
            .into_iter()
            .map(|(key, lookup)| {
                let words = match lookup {
                    Lookup::Action(action) => action.entry().sentence,
                    Lookup::Prefix => "more keys",
                    Lookup::Nothing => "",
                };
                (hint::written(Sequence(&[key]), self.theme), words)
            })
            .collect()
    }
}
