//! Help: every key, command and setting, and what it does, from the keymap in effect; in two columns where there is room.
//! What is searched for in it is lit.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::cells::{self, Pen};
use super::hint;
use super::overlay::{Overlay, Place};
use crate::app::{Helping, Input, Over, Screen, State};
use crate::guide::manual::Topic;
use crate::guide::{self, HelpLine, Spelling};
use crate::keymap::Mode;
use crate::layout::role::Role;
use crate::settings::Entry;
use crate::theme::Theme;

/// Columns for keys at most; longer ones have a row of their own.
const KEYS_MOST: u16 = 18;
/// Columns between keys and sentence, and what a sentence below its keys is indented by.
const GAP: u16 = 2;
/// Columns of the longest sentence.
const SENTENCE: u16 = 60;
/// With less room beside the keys than this, a sentence stands below them.
const SENTENCE_LEAST: u16 = 24;
/// Two columns where each has this much room for sentences.
const SENTENCE_IN_TWO: u16 = 44;
/// Columns between the two columns.
const GUTTER: u16 = 4;
/// On a screen this wide the box is made wide enough for two columns.
const TWO_FROM: u16 = 2 * (KEYS_MOST + GAP + SENTENCE_IN_TWO) + GUTTER + 8;

/// The help.
pub(super) struct Help<'a> {
    pub(super) state: &'a State,
    pub(super) theme: &'a Theme,
    /// What of it is shown.
    pub(super) open: &'a Helping,
}

/// A row of one column.
#[derive(Clone, Default)]
struct Row {
    keys: String,
    /// In these, code stands between backticks.
    words: Cow<'static, str>,
    /// The column the words start at.
    indent: u16,
    kind: RowKind,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum RowKind {
    #[default]
    Blank,
    Heading,
    Sentence,
    /// What an action without a key does.
    Unbound,
    /// Where else an action has other keys.
    Also,
}

/// The help laid out for a width: one column or two.
struct Sheet {
    columns: Vec<Vec<Row>>,
    /// Columns of each column.
    width: u16,
}

impl Help<'_> {
    pub(super) fn draw(&self, screen: Rect, buffer: &mut Buffer) {
        let sheet = Sheet::of(self.state, self.theme, self.open, inside_width(self.open, screen));
        let all = rows_of_all(self.state, self.theme, self.open, screen);
        let rows = sheet.rows();
        let title = self.title();
        let inside = overlay(self.open, screen, all, (&title, "")).inside(screen);
        let height = usize::from(inside.height);
        let top = self.open.top.min(rows.saturating_sub(height));
        let aside = if rows > height {
            format!("{} to {} of {rows}", top + 1, (top + height).min(rows))
        } else {
            String::new()
        };
        overlay(self.open, screen, all, (&title, &aside)).draw(self.theme, screen, buffer);
        for (index, column) in sheet.columns.iter().enumerate() {
            let area = Rect {
                x: inside.x + index as u16 * (sheet.width + GUTTER),
                width: sheet.width,
                ..inside
            };
            for (row, line) in column.iter().skip(top).take(height).enumerate() {
                self.row(line, &mut Pen::new(buffer, area, row as u16));
            }
        }
    }

    fn title(&self) -> String {
        let about = match self.open.filter.text.trim() {
            "" => self.open.topic.unwrap_or_default(),
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
            .open
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

    fn row(&self, row: &Row, pen: &mut Pen<'_>) {
        let role = match row.kind {
            RowKind::Heading => Role::OverlayTitle,
            RowKind::Also => Role::OverlayQuiet,
            RowKind::Sentence | RowKind::Unbound | RowKind::Blank => Role::Overlay,
        };
        let keys = if row.kind == RowKind::Unbound {
            Role::OverlayQuiet
        } else {
            Role::OverlayKey
        };
        let ground = cells::style(self.theme, Role::Overlay);
        self.lit(&row.keys, keys, pen);
        pen.blank(row.indent.saturating_sub(pen.column()), ground);
        for (at, words) in row.words.split('`').enumerate() {
            self.lit(words, if at % 2 == 0 { role } else { Role::OverlayKey }, pen);
        }
    }
}

/// Where the help's lines stand.
pub(super) fn inside(state: &State, theme: &Theme, help: &Helping, screen: Rect) -> Rect {
    let rows = rows_of_all(state, theme, help, screen);
    overlay(help, screen, rows, ("", "")).inside(screen)
}

/// Where the box stands, for those who click on it.
pub(super) fn over(state: &State, theme: &Theme, help: &Helping, screen: Rect) -> Over {
    let rows = rows_of_all(state, theme, help, screen);
    overlay(help, screen, rows, ("", "")).over(screen, None)
}

/// How far the help can be scrolled on this screen.
pub(super) fn rows_beyond(state: &State, theme: &Theme, screen: Rect) -> usize {
    let Screen::Help(help) = &state.screen else { return 0 };
    let all = rows_of_all(state, theme, help, screen);
    let rows = Sheet::of(state, theme, help, inside_width(help, screen)).rows();
    rows.saturating_sub(usize::from(overlay(help, screen, all, ("", "")).inside(screen).height))
}

/// Rows of the whole help: the box is as high as that needs, so that it does not change while one types.
fn rows_of_all(state: &State, theme: &Theme, help: &Helping, screen: Rect) -> usize {
    let all = Helping {
        filter: Input::default(),
        ..help.clone()
    };
    Sheet::of(state, theme, &all, inside_width(help, screen)).rows()
}

/// Columns there are for the help, however many rows it has.
fn inside_width(help: &Helping, screen: Rect) -> u16 {
    overlay(help, screen, 0, ("", "")).inside(screen).width
}

/// As wide as one column of the help needs, or two where the screen has room for them. A page of the manual is one column.
fn overlay<'a>(help: &Helping, screen: Rect, rows: usize, (title, aside): (&'a str, &'a str)) -> Overlay<'a> {
    let one = KEYS_MOST + GAP + SENTENCE;
    let two = 2 * one + GUTTER;
    Overlay {
        title,
        aside,
        place: Place::Centre,
        wanted: (
            if screen.width >= TWO_FROM && help.topic.is_none() {
                two
            } else {
                one
            },
            u16::try_from(rows).unwrap_or(u16::MAX),
        ),
    }
}

impl Sheet {
    fn of(state: &State, theme: &Theme, help: &Helping, width: u16) -> Self {
        let spelling = if hint::is_ascii(theme) {
            Spelling::Ascii
        } else {
            Spelling::Signs
        };
        let filter = help.filter.text.trim();
        // Who looks for something finds it in the list of all; the keys of a place would say it twice.
        let mode = if filter.is_empty() { help.mode } else { Mode::Page };
        let lines = match help.topic.and_then(Topic::named) {
            Some(topic) => guide::topic(topic, &state.keymap, spelling),
            None => guide::whole(&state.keymap, mode, spelling),
        };
        let lines = guide::about(lines, filter);
        if lines.is_empty() {
            return Self {
                columns: vec![vec![Row {
                    words: "No help on that.".into(),
                    kind: RowKind::Also,
                    ..Row::default()
                }]],
                width,
            };
        }
        let named = !filter.is_empty();
        let keys = lines
            .iter()
            .map(|line| cells::columns_of(&keys(line)))
            .filter(|&keys| keys <= KEYS_MOST);
        let indent = keys.max().unwrap_or(0) + GAP;
        let in_two = width.saturating_sub(GUTTER) / 2;
        if in_two < indent + SENTENCE_IN_TWO || help.topic.is_some() {
            return Self {
                columns: vec![rows(&lines, indent, width, (state, named))],
                width,
            };
        }
        let rows = rows(&lines, indent, in_two, (state, named));
        // The second column begins with the heading nearest to the middle, so that no group is torn.
        let headings = rows
            .iter()
            .enumerate()
            .filter(|(_, row)| row.kind == RowKind::Heading)
            .map(|(at, _)| at);
        let middle = headings.min_by_key(|at| at.abs_diff(rows.len() / 2)).unwrap_or(0);
        let (first, second) = rows.split_at(middle);
        Self {
            columns: vec![first.to_vec(), second.to_vec()],
            width: in_two,
        }
    }

    /// Rows of the higher column.
    fn rows(&self) -> usize {
        self.columns.iter().map(Vec::len).max().unwrap_or(0)
    }
}

fn keys(line: &HelpLine) -> Cow<'_, str> {
    match line {
        HelpLine::Heading(_) | HelpLine::Paragraph(_) | HelpLine::Code(_) => "".into(),
        HelpLine::Item(_) => "-".into(),
        HelpLine::Action { keys, .. } | HelpLine::Also { keys, .. } => keys.into(),
        HelpLine::Command { typed, .. } => typed.into(),
        HelpLine::Setting { name, .. } => (*name).into(),
        HelpLine::Entry { term, .. } => term.replace('`', "").into(),
    }
}

/// Breaks the lines of the help into rows of a width. Actions are told with their names where one looks for something.
fn rows(lines: &[HelpLine], indent: u16, width: u16, (state, named): (&State, bool)) -> Vec<Row> {
    let indent = if width < indent + SENTENCE_LEAST { GAP } else { indent };
    let mut rows: Vec<Row> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let above = at.checked_sub(1).map(|above| &lines[above]);
        if above.is_some_and(|above| stands_apart(above, line)) {
            rows.push(Row::default());
        }
        let (words, kind): (Cow<'_, str>, RowKind) = match line {
            HelpLine::Heading(words) => {
                rows.push(Row {
                    words: words.clone(),
                    kind: RowKind::Heading,
                    ..Row::default()
                });
                continue;
            }
            HelpLine::Action { action, keys, sentence } => {
                let words = if named {
                    format!("{sentence} ({})", action.name()).into()
                } else {
                    (*sentence).into()
                };
                let bound = !keys.is_empty();
                (words, if bound { RowKind::Sentence } else { RowKind::Unbound })
            }
            HelpLine::Command { sentence, .. } => ((*sentence).into(), RowKind::Sentence),
            HelpLine::Setting { name, sentence, .. } => {
                let set = Entry::named(name).map(|entry| entry.get(&state.settings).to_string());
                let words = format!("{sentence} ({})", set.unwrap_or_default());
                (words.into(), RowKind::Sentence)
            }
            HelpLine::Also { place, .. } => ((*place).into(), RowKind::Also),
            HelpLine::Entry { words, .. }
            | HelpLine::Paragraph(words)
            | HelpLine::Item(words)
            | HelpLine::Code(words) => (words.into(), RowKind::Sentence),
        };
        let indent = match line {
            HelpLine::Paragraph(_) => 0,
            HelpLine::Item(_) | HelpLine::Code(_) => GAP,
            _ => indent,
        };
        let mut keys = keys(line).into_owned();
        if cells::columns_of(&keys) + GAP > indent && !keys.is_empty() {
            rows.push(Row {
                keys: std::mem::take(&mut keys),
                kind,
                ..Row::default()
            });
        }
        for words in wrapped(&words, usize::from(width.saturating_sub(indent).max(1))) {
            rows.push(Row {
                keys: std::mem::take(&mut keys),
                words: words.into(),
                indent,
                kind,
            });
        }
    }
    rows
}

/// Whether an empty row stands between two lines: above a heading and a paragraph, and between things of two kinds.
fn stands_apart(above: &HelpLine, line: &HelpLine) -> bool {
    use HelpLine::{Code, Heading, Item, Paragraph};
    let is_prose = |line: &HelpLine| matches!(line, Paragraph(_) | Item(_) | Code(_));
    let goes_on = matches!((above, line), (Heading(_), _) | (Item(_), Item(_)) | (Code(_), Code(_)));
    matches!(line, Heading(_)) || (!goes_on && (is_prose(above) || is_prose(line)))
}

/// Breaks text in which code stands between backticks, which take no columns. Code that is broken stands between
/// backticks in each of its rows.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let (mut plain, mut code) = (String::new(), Vec::new());
    for (at, span) in text.split('`').enumerate() {
        if at % 2 == 1 {
            code.push((plain.len(), plain.len() + span.len()));
        }
        plain.push_str(span);
    }
    let mut end = 0;
    let row = |row: &Cow<'_, str>| {
        // Rows are parts of the text, in its order.
        let start = end + plain[end..].find(&**row).unwrap_or_default();
        end = start + row.len();
        let (mut words, mut done) = (String::new(), start);
        for span in &code {
            let (from, to) = (span.0.clamp(start, end), span.1.clamp(start, end));
            if from < to {
                words.extend([&plain[done..from], "`", &plain[from..to], "`"]);
                done = to;
            }
        }
        words + &plain[done..end]
    };
    textwrap::wrap(&plain, width).iter().map(row).collect()
}
