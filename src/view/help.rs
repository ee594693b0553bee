//! Help: every key and what it does, from the keymap in effect; in two columns where there is room.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::cells::{self, Pen};
use super::hint;
use super::overlay::{Overlay, Place};
use crate::app::State;
use crate::guide::{self, HelpLine, Spelling};
use crate::layout::role::Role;
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

/// The help.
pub(super) struct Help<'a> {
    pub(super) state: &'a State,
    pub(super) theme: &'a Theme,
    /// The first row shown.
    pub(super) top: usize,
}

/// A row of one column.
#[derive(Clone, Default)]
struct Row {
    keys: String,
    words: Cow<'static, str>,
    /// The column the words start at.
    indent: u16,
    heading: bool,
}

/// The help laid out for a width: one column or two.
struct Sheet {
    columns: Vec<Vec<Row>>,
    /// Columns of each column.
    width: u16,
}

impl Help<'_> {
    pub(super) fn draw(&self, screen: Rect, buffer: &mut Buffer) {
        let overlay = overlay("");
        let inside = overlay.inside(screen);
        let sheet = Sheet::of(self.state, self.theme, inside.width);
        let (rows, height) = (sheet.rows(), usize::from(inside.height));
        let top = self.top.min(rows.saturating_sub(height));
        let aside = if rows > height {
            format!("{} to {} of {rows}", top + 1, (top + height).min(rows))
        } else {
            String::new()
        };
        Overlay { aside: &aside, ..overlay }.draw(self.theme, screen, buffer);
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

    fn row(&self, row: &Row, pen: &mut Pen<'_>) {
        let role = if row.heading { Role::OverlayTitle } else { Role::Overlay };
        let ground = cells::style(self.theme, Role::Overlay);
        pen.text(&row.keys, cells::style(self.theme, Role::OverlayKey));
        pen.blank(row.indent.saturating_sub(pen.column()), ground);
        pen.text(&row.words, cells::style(self.theme, role));
    }
}

/// How far the help can be scrolled on this screen.
pub(super) fn rows_beyond(state: &State, theme: &Theme, screen: Rect) -> usize {
    let inside = overlay("").inside(screen);
    let rows = Sheet::of(state, theme, inside.width).rows();
    rows.saturating_sub(usize::from(inside.height))
}

/// As large as the screen allows, and as two columns need.
fn overlay(aside: &str) -> Overlay<'_> {
    Overlay {
        title: "Keys",
        aside,
        place: Place::Centre,
        wanted: (2 * (KEYS_MOST + GAP + SENTENCE) + GUTTER, u16::MAX),
    }
}

impl Sheet {
    fn of(state: &State, theme: &Theme, width: u16) -> Self {
        let spelling = if hint::is_ascii(theme) { Spelling::Ascii } else { Spelling::Signs };
        let lines = guide::help(&state.keymap, spelling);
        let keys = lines.iter().map(|line| cells::columns_of(keys(line))).filter(|&keys| keys <= KEYS_MOST);
        let indent = keys.max().unwrap_or(0) + GAP;
        let in_two = width.saturating_sub(GUTTER) / 2;
        if in_two < indent + SENTENCE_IN_TWO {
            return Self {
                columns: vec![rows(&lines, indent, width)],
                width,
            };
        }
        let rows = rows(&lines, indent, in_two);
        // The second column begins with the heading nearest to the middle, so that no group is torn.
        let headings = rows.iter().enumerate().filter(|(_, row)| row.heading).map(|(at, _)| at);
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

fn keys(line: &HelpLine) -> &str {
    match line {
        HelpLine::Heading(_) => "",
        HelpLine::Action { keys, .. } | HelpLine::Also { keys, .. } => keys,
    }
}

/// Breaks the lines of the help into rows of a width.
fn rows(lines: &[HelpLine], indent: u16, width: u16) -> Vec<Row> {
    let indent = if width < indent + SENTENCE_LEAST { GAP } else { indent };
    let mut rows: Vec<Row> = Vec::new();
    for line in lines {
        let (keys, words) = match line {
            HelpLine::Heading(words) => {
                if !rows.is_empty() {
                    rows.push(Row::default());
                }
                rows.push(Row {
                    words: (*words).into(),
                    heading: true,
                    ..Row::default()
                });
                continue;
            }
            HelpLine::Action { keys, sentence, .. } => (keys, *sentence),
            HelpLine::Also { keys, place } => (keys, *place),
        };
        let below = cells::columns_of(keys) + GAP > indent;
        let mut keys = keys.clone();
        if below && !keys.is_empty() {
            rows.push(Row {
                keys: std::mem::take(&mut keys),
                ..Row::default()
            });
        }
        for words in textwrap::wrap(words, usize::from(width.saturating_sub(indent).max(1))) {
            rows.push(Row {
                keys: std::mem::take(&mut keys),
                words,
                indent,
                heading: false,
            });
        }
    }
    rows
}
