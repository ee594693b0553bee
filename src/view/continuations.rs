//! What can follow the keys typed so far: a small box above the status line, while a longer command is begun.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::cells::{self, Pen};
use super::hint;
use super::overlay::{Overlay, Place, is_roomy};
use crate::app::State;
use crate::keymap::{Action, Lookup, Sequence};
use crate::layout::role::{Glyph, Role};
use crate::theme::Theme;

/// Columns between a key and what it does.
const GAP: u16 = 2;

/// Columns at most for what a key does.
const WORDS_MOST: u16 = 60;

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
        if rows.is_empty() {
            return;
        }
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
            wanted: (keys + GAP + words.min(WORDS_MOST), rows.len() as u16),
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

    /// Each key that can follow, and what it does; where a name is waited for, the names there are.
    fn rows(&self) -> Vec<(String, Cow<'_, str>)> {
        match self.state.pending.awaiting {
            None => {}
            Some(Action::GoToMark) => return self.marks(),
            Some(_) => return Vec::new(),
        }
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
                (hint::written(Sequence(&[key]), self.theme), words.into())
            })
            .collect()
    }

    /// The marks, and where they are.
    fn marks(&self) -> Vec<(String, Cow<'_, str>)> {
        let marks = self.state.marks_in_words().into_iter();
        let marks = marks.map(|(name, words)| (name.to_string(), words));
        let again = hint::written(Sequence(&self.state.pending.keys), self.theme);
        let before = self.state.jumps.before.map(|_| (again, "where you were".into()));
        before.into_iter().chain(marks).collect()
    }
}
