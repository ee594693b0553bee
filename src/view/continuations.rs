//! What can follow the keys typed so far, while a longer command is begun: each key with its sentence, in as many
//! columns as there is room for.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::band::Band;
use super::cells::{self, Pen};
use super::hint;
use super::overlay::size;
use crate::app::overlay::boxes::{BoxPlace, BoxShape};
use crate::app::session::area::{Area, Size};
use crate::app::{App, State};
use crate::keymap::{Action, Lookup, Sequence};
use crate::layout::role::{Glyph, Role};
use crate::theme::Theme;

/// Columns between a key and what it does.
const GAP: u16 = 2;
/// Columns between two columns of keys.
const GUTTER: u16 = 3;
/// Columns at most for what a key does.
const WORDS_MOST: u16 = 60;
/// Columns at least: with fewer, a sentence says nothing.
const WORDS_LEAST: u16 = 14;

/// The band; nothing unless keys are pending.
pub(super) struct Continuations<'a> {
    pub(super) app: &'a App,
    pub(super) state: &'a State,
    pub(super) theme: &'a Theme,
    /// The row of the screen that the keys are about.
    pub(super) cursor: Option<u16>,
}

/// How keys are laid out.
struct Grid {
    columns: u16,
    rows: u16,
    /// Columns of a key and its sentence.
    width: u16,
}

impl Widget for Continuations<'_> {
    fn render(self, screen: Rect, buffer: &mut Buffer) {
        let size = size(screen);
        let body = self.state.areas().body(size);
        let pending = &self.state.session.pending.keys;
        if pending.is_empty() {
            return;
        }
        let entries = self.entries();
        let widest = |width: fn(&(String, Cow<'_, str>)) -> u16| entries.iter().map(width).max().unwrap_or(0);
        let keys = widest(|(keys, _)| cells::columns_of(keys)) + GAP;
        let words = widest(|(_, words)| cells::columns_of(words)).min(WORDS_MOST);
        let entries = match Grid::of(entries.len(), (keys, words), room_in(body, size)) {
            // Half a sentence says less than a name.
            grid if grid.width < keys + words && self.state.session.pending.awaiting.is_none() => self.named(),
            _ => entries,
        };
        let widest = |width: fn(&(String, Cow<'_, str>)) -> u16| entries.iter().map(width).max().unwrap_or(0);
        let words = widest(|(_, words)| cells::columns_of(words)).min(WORDS_MOST);
        let band = |rows: u16| BoxShape::new(BoxPlace::Band(body), 0, rows.into());
        let room = room_in(body, size);
        let grid = Grid::of(entries.len(), (keys, words), room);
        let all = usize::from(grid.columns * grid.rows) >= entries.len();
        // Keys without all the others are no help; the bottom line names them all. Of marks, some are better than none.
        if entries.is_empty()
            || grid.rows == 0
            || !(all || size.is_roomy() || self.state.session.pending.awaiting.is_some())
        {
            return;
        }
        let band = Band {
            title: &hint::written(Sequence(pending), self.theme),
            aside: "",
            shape: band(grid.rows),
            avoid: self.cursor.map(|row| (row, body)),
        };
        let inside = band.draw(self.theme, screen, buffer);
        for (index, (name, words)) in entries.iter().enumerate() {
            let (column, row) = (index as u16 / grid.rows, index as u16 % grid.rows);
            if column >= grid.columns {
                break;
            }
            let cell = Rect {
                x: inside.x + column * (grid.width + GUTTER),
                width: grid.width.min(inside.width),
                ..inside
            };
            self.entry(name, words, keys, &mut Pen::new(buffer, cell.intersection(inside), row));
        }
    }
}

/// The room for keys. A row of the page is left to be seen.
fn room_in(body: Area, screen: Size) -> (u16, u16) {
    let room = BoxShape::new(BoxPlace::Band(body), 0, body.height.into()).inside(screen);
    (room.width, room.height.saturating_sub(1))
}

impl Continuations<'_> {
    /// Each key that can follow, with the name of what it does in place of its sentence.
    fn named(&self) -> Vec<(String, Cow<'static, str>)> {
        self.meanings(|lookup| match lookup {
            Lookup::Action(action) => action.name().trim_start_matches("toggle-").replace('-', " ").into(),
            Lookup::Prefix => "more keys".into(),
            Lookup::Nothing => "".into(),
        })
    }

    fn meanings(&self, words: impl Fn(Lookup) -> Cow<'static, str>) -> Vec<(String, Cow<'static, str>)> {
        let session = &self.state.session;
        let next = session
            .configured
            .keymap
            .continuations(self.app.mode(), &session.pending.keys);
        let written = |key| hint::written(Sequence(&[key]), self.theme);
        next.into_iter()
            .map(|(key, lookup)| (written(key), words(lookup)))
            .collect()
    }

    fn entry(&self, name: &str, words: &str, keys: u16, pen: &mut Pen<'_>) {
        let ground = cells::style(self.theme, Role::Overlay);
        pen.text(name, cells::style(self.theme, Role::OverlayKey));
        pen.blank(keys.saturating_sub(cells::columns_of(name)), ground);
        let room = pen.room();
        pen.cut(words, room, self.theme.glyph(Glyph::Ellipsis), ground);
    }

    /// Each key that can follow, and what it does; where a name is waited for, the names there are.
    fn entries(&self) -> Vec<(String, Cow<'_, str>)> {
        if let Some(action) = self.state.session.pending.awaiting {
            return self.marks(action == Action::GoToMark);
        }
        self.meanings(|lookup| match lookup {
            Lookup::Action(action) => action.entry().sentence.into(),
            Lookup::Prefix => "more keys".into(),
            Lookup::Nothing => "".into(),
        })
    }

    /// The marks, and where they are; to go to one, also where the reader was before.
    fn marks(&self, to_go: bool) -> Vec<(String, Cow<'_, str>)> {
        let marks = self.state.marks_in_words().into_iter();
        let marks = marks.map(|(name, words)| (name.to_string(), words));
        let again = hint::written(Sequence(&self.state.session.pending.keys), self.theme);
        let before = self.state.session.places.jumps.before.filter(|_| to_go);
        let before = before.map(|_| (again, "where you were".into()));
        before.into_iter().chain(marks).collect()
    }
}

impl Grid {
    /// As few columns as show them all in the room there is, so that sentences are whole if they can be; with as many as
    /// leave a sentence to be read, where they cannot.
    fn of(count: usize, (keys, words): (u16, u16), (width, height): (u16, u16)) -> Self {
        let count = u16::try_from(count).unwrap_or(u16::MAX);
        let fitting = |entry: u16| ((width + GUTTER) / (entry + GUTTER)).max(1);
        let (whole, most) = (fitting(keys + words), fitting(keys + words.min(WORDS_LEAST)));
        // With whole sentences in as few rows as that takes; where those are too many, with cut ones.
        let columns = (whole..=most.max(whole))
            .find(|columns| count.div_ceil(*columns) <= height)
            .unwrap_or(most)
            .min(count.max(1));
        let rows = count.div_ceil(columns).min(height);
        Self {
            columns,
            rows,
            width: ((width + GUTTER) / columns).saturating_sub(GUTTER).min(keys + words),
        }
    }
}
