//! The bottom line: at the left what to press, what was said or what is typed; at the right where the reader is.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::cells::{self, Pen};
use super::hint;
use super::prompt::Prompt;
use crate::app::{Notice, Screen, Search, SearchState, Searching, State};
use crate::keymap::{Action, Code, Hint, Key, Mode};
use crate::layout::role::{Glyph, Role};
use crate::theme::Theme;

/// Columns kept free at both ends.
const MARGIN: u16 = 1;
/// Columns between two hints, and at least between left and right.
const GAP: u16 = 2;
/// Columns at least for what is typed; what stands at the right gives way.
const PROMPT_LEAST: u16 = 12;

/// The bottom line.
pub(super) struct Status<'a> {
    pub(super) state: &'a State,
    pub(super) theme: &'a Theme,
}

/// A stretch of the line.
type Part = (String, Role);

impl Status<'_> {
    pub(super) fn draw(&self, area: Rect, buffer: &mut Buffer) {
        cells::fill(buffer, area, cells::style(self.theme, Role::Status));
        let inside = inside(area);
        let left_least = match &self.state.screen {
            Screen::Searching(_) => PROMPT_LEAST,
            _ => self.least_hint(),
        };
        let right = self.fit(self.right(), inside.width.saturating_sub(left_least + GAP));
        let taken = columns(&right);
        let left = Rect {
            width: inside.width.saturating_sub(if taken > 0 { taken + GAP } else { 0 }),
            ..inside
        };
        self.left(left, &mut Pen::new(buffer, left, 0));
        let mut pen = Pen::new(buffer, inside, 0);
        pen.right(taken);
        for (words, role) in &right {
            pen.text(words, cells::style(self.theme, *role));
        }
    }

    fn left(&self, area: Rect, pen: &mut Pen<'_>) {
        if let Screen::Searching(searching) = &self.state.screen {
            prompt(searching).draw(area, self.theme, pen);
            return;
        }
        let typed = self.typed();
        if !typed.is_empty() {
            pen.text(&typed, cells::style(self.theme, Role::Prompt));
            pen.blank(GAP, cells::style(self.theme, Role::Status));
        }
        match &self.state.notice {
            Some(Notice::Done(words)) => self.say(words, Role::StatusNotice, pen),
            Some(Notice::Failed(words)) => self.say(words, Role::StatusError, pen),
            None => self.hints(pen),
        }
    }

    fn say(&self, words: &str, role: Role, pen: &mut Pen<'_>) {
        let room = pen.room();
        pen.cut(words, room, self.theme.glyph(Glyph::Ellipsis), cells::style(self.theme, role));
    }

    /// Count and keys typed so far.
    fn typed(&self) -> String {
        let pending = &self.state.pending;
        let count = pending.count.map(|count| count.to_string());
        let keys = (!pending.keys.is_empty()).then(|| hint::written(crate::keymap::Sequence(&pending.keys), self.theme));
        count.into_iter().chain(keys).collect()
    }

    /// As many hints as fit, help always among them.
    fn hints(&self, pen: &mut Pen<'_>) {
        let mut hints = self.all_hints();
        while hints.iter().map(|(keys, label, _)| hint_columns(keys, label) + GAP).sum::<u16>() > pen.room() + GAP {
            let Some(last) = hints.iter().rposition(|&(_, _, keep)| !keep) else { break };
            hints.remove(last);
        }
        let ground = cells::style(self.theme, Role::Status);
        for (index, (keys, label, _)) in hints.iter().enumerate() {
            if hint_columns(keys, label) > pen.room() {
                break;
            }
            pen.blank(if index > 0 { GAP } else { 0 }, ground);
            pen.text(keys, cells::style(self.theme, Role::StatusKey));
            pen.blank(1, ground).text(label, ground);
        }
    }

    /// Keys, what they do, and whether that is to stay however narrow the screen is.
    fn all_hints(&self) -> Vec<(String, &'static str, bool)> {
        let mode = self.state.mode();
        let help = self.state.keymap.keys_of(mode, Action::Help).first();
        let unfold = self.state.keymap.keys_of(mode, Action::Activate).first();
        let hints = self.state.keymap.hint(mode).into_iter();
        hints
            .filter_map(|hint| {
                let is = |keys: Option<&Vec<Key>>| keys.is_some_and(|keys| keys == hint.keys.0);
                let label = match (mode, is(unfold)) {
                    (Mode::Page, true) => self.activate_label()?,
                    _ => hint.label,
                };
                Some((self.keys(&hint), label, is(help)))
            })
            .collect()
    }

    /// What the key that unfolds would do now, if anything.
    fn activate_label(&self) -> Option<&'static str> {
        let run = self.state.folding.run(self.state.target_fold()?)?;
        Some(if self.state.folds.is_folded(run) { "unfold" } else { "fold" })
    }

    fn keys(&self, hint: &Hint<'_>) -> String {
        match hint.keys.0 {
            [key] if *key == Key::plain(Code::Enter) => self.theme.glyph(Glyph::Return).to_owned(),
            _ => hint::written(hint.keys, self.theme),
        }
    }

    /// Columns of the hint that stays.
    fn least_hint(&self) -> u16 {
        let hints = self.all_hints();
        let kept = hints.iter().find(|(_, _, keep)| *keep).or(hints.first());
        kept.map_or(0, |(keys, label, _)| hint_columns(keys, label))
    }

    /// What stands at the right, the least telling first.
    fn right(&self) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        let work = self.state.work;
        for (what, done) in [("reading", work.reading), ("folding", work.folding)] {
            if let Some(done) = done {
                parts.push((format!("{what} {done}%"), Role::StatusProgress));
            }
        }
        if let Some(search) = &self.state.search {
            parts.extend(self.search(search));
            return parts;
        }
        let (place, unread) = self.state.place_in_words();
        parts.extend(unread.map(|unread| (unread, Role::Status)));
        parts.push((place, Role::Status));
        parts
    }

    /// What is searched for, unless it is just being typed, and at which match the reader is.
    fn search(&self, search: &Search) -> Vec<Part> {
        let count = search.matches.len();
        let at = search.current.map(|current| current + 1);
        let more = match search.state {
            SearchState::Done => "",
            SearchState::Running => self.theme.glyph(Glyph::Ellipsis),
            SearchState::Capped => "+",
            SearchState::Wrong(ref why) => return vec![(why.clone(), Role::StatusError)],
        };
        let words = match (at, count) {
            (_, 0) if search.pattern.is_empty() => return Vec::new(),
            (_, 0) if more.is_empty() => ("no match".to_owned(), Role::StatusError),
            (_, 0) => (format!("searching{more}"), Role::StatusProgress),
            (Some(at), _) => (format!("{at} of {count}{more}"), Role::Status),
            (None, 1) => (format!("1{more} match"), Role::Status),
            (None, _) => (format!("{count}{more} matches"), Role::Status),
        };
        match self.state.screen {
            Screen::Searching(_) => vec![words],
            _ => vec![(format!("/{}", search.pattern), Role::Prompt), words],
        }
    }

    /// The parts that fit, in the order they are read, with dots between them. The last part stays, cut if need be.
    fn fit(&self, mut parts: Vec<Part>, room: u16) -> Vec<Part> {
        let dot = format!(" {} ", self.theme.glyph(Glyph::Dot));
        loop {
            let dots = cells::columns_of(&dot) * parts.len().saturating_sub(1) as u16;
            if columns(&parts).saturating_add(dots) <= room {
                break;
            }
            if parts.len() <= 1 {
                let [(words, _)] = parts.as_mut_slice() else { break };
                *words = cells::prefix(words, room).0.to_owned();
                break;
            }
            parts.remove(0);
        }
        // "3 of 4 · 2 unread": the place is read first of what is not work.
        if let [.., (_, Role::Status), (_, Role::Status)] = parts.as_slice() {
            let last = parts.len() - 1;
            parts.swap(last - 1, last);
        }
        let mut line = Vec::new();
        for part in parts {
            if !line.is_empty() {
                line.push((dot.clone(), Role::Status));
            }
            line.push(part);
        }
        line
    }
}

/// The line as it is typed.
pub(super) fn prompt(searching: &Searching) -> Prompt<'_> {
    Prompt {
        mark: if searching.backward { "?" } else { "/" },
        input: &searching.input,
    }
}

/// The line without its margins.
pub(super) fn inside(area: Rect) -> Rect {
    let margin = MARGIN.min(area.width / 2);
    Rect {
        x: area.x + margin,
        width: area.width - 2 * margin,
        ..area
    }
}

fn hint_columns(keys: &str, label: &str) -> u16 {
    cells::columns_of(keys) + 1 + cells::columns_of(label)
}

fn columns(parts: &[Part]) -> u16 {
    parts.iter().map(|(words, _)| cells::columns_of(words)).sum()
}
