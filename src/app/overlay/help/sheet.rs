//! The help laid out in rows: one column or two, as wide as the screen allows.

use std::borrow::Cow;

use crate::app::session::area::Size;
use crate::app::state::State;
use crate::guide::{self, HelpLine, Spelling};
use crate::keymap::Mode;
use crate::layout::width;
use crate::settings::{Entry, GLYPHS};

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
pub const GUTTER: u16 = 4;
/// On a screen this wide the box is made wide enough for two columns.
const TWO_FROM: u16 = 2 * (KEYS_MOST + GAP + SENTENCE_IN_TWO) + GUTTER + 8;

/// A row of one column.
#[derive(Clone, Debug, Default)]
pub struct HelpRow {
    /// What is told of.
    pub keys: String,
    /// What is said of it.
    pub words: Cow<'static, str>,
    /// The column the words start at.
    pub indent: u16,
    /// What it says.
    pub kind: HelpRowKind,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
/// What a row of the help says.
pub enum HelpRowKind {
    #[default]
    /// Nothing.
    Blank,
    /// What follows belongs together.
    Heading,
    /// What something does.
    Sentence,
    /// What an action without a key does.
    Unbound,
    /// Where else an action has other keys.
    Also,
}

/// The help laid out for a width: one column or two.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// From left to right.
    pub columns: Vec<Vec<HelpRow>>,
    /// Columns of each column.
    pub width: u16,
}

/// Columns there could be for the help on this screen: as many as one column needs, or two where there is room for them.
pub(in crate::app) fn columns_wanted(screen: Size) -> u16 {
    let one = KEYS_MOST + GAP + SENTENCE;
    if screen.width >= TWO_FROM {
        2 * one + GUTTER
    } else {
        one
    }
}

fn columns_of(text: &str) -> u16 {
    u16::try_from(width::of(text)).unwrap_or(u16::MAX)
}

impl Sheet {
    pub(in crate::app) fn of(state: &State, mode: Mode, filter: &str, width: u16) -> Self {
        let spelling = if state.session.settings.glyphs == GLYPHS[0] {
            Spelling::Signs
        } else {
            Spelling::Ascii
        };
        // Who looks for something finds it in the list of all; the keys of a place would say it twice.
        let mode = if filter.is_empty() { mode } else { Mode::Page };
        let lines = guide::about(guide::whole(&state.session.configured.keymap, mode, spelling), filter);
        if lines.is_empty() {
            return Self {
                columns: vec![vec![HelpRow {
                    words: "There is no help on that.".into(),
                    kind: HelpRowKind::Also,
                    ..HelpRow::default()
                }]],
                width,
            };
        }
        let named = !filter.is_empty();
        let keys = lines
            .iter()
            .map(|line| columns_of(keys(line)))
            .filter(|&keys| keys <= KEYS_MOST);
        let indent = keys.max().unwrap_or(0) + GAP;
        let in_two = width.saturating_sub(GUTTER) / 2;
        if in_two < indent + SENTENCE_IN_TWO {
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
            .filter(|(_, row)| row.kind == HelpRowKind::Heading)
            .map(|(at, _)| at);
        let middle = headings.min_by_key(|at| at.abs_diff(rows.len() / 2)).unwrap_or(0);
        let (first, second) = rows.split_at(middle);
        Self {
            columns: vec![first.to_vec(), second.to_vec()],
            width: in_two,
        }
    }

    /// Rows of the higher column.
    pub fn rows(&self) -> usize {
        self.columns.iter().map(Vec::len).max().unwrap_or(0)
    }
}

fn keys(line: &HelpLine) -> &str {
    match line {
        HelpLine::Heading(_) => "",
        HelpLine::Action { keys, .. } | HelpLine::Also { keys, .. } => keys,
        HelpLine::Command { typed, .. } => typed,
        HelpLine::Setting { name, .. } => name,
    }
}

/// Breaks the lines of the help into rows of a width. Actions are told with their names where one looks for something.
fn rows(lines: &[HelpLine], indent: u16, width: u16, (state, named): (&State, bool)) -> Vec<HelpRow> {
    let indent = if width < indent + SENTENCE_LEAST { GAP } else { indent };
    let mut rows: Vec<HelpRow> = Vec::new();
    for line in lines {
        let (keys, words, kind): (&str, Cow<'static, str>, HelpRowKind) = match line {
            HelpLine::Heading(words) => {
                if !rows.is_empty() {
                    rows.push(HelpRow::default());
                }
                rows.push(HelpRow {
                    words: (*words).into(),
                    kind: HelpRowKind::Heading,
                    ..HelpRow::default()
                });
                continue;
            }
            HelpLine::Action { action, keys, sentence } => {
                let words = if named {
                    format!("{sentence} ({})", action.name()).into()
                } else {
                    (*sentence).into()
                };
                match keys.as_str() {
                    "" => ("no key", words, HelpRowKind::Unbound),
                    keys => (keys, words, HelpRowKind::Sentence),
                }
            }
            HelpLine::Command { typed, sentence } => (typed.as_str(), (*sentence).into(), HelpRowKind::Sentence),
            HelpLine::Setting { name, sentence, .. } => {
                let set = Entry::named(name).map(|entry| entry.get(&state.session.settings).to_string());
                let words = format!("{sentence} ({})", set.unwrap_or_default());
                (*name, words.into(), HelpRowKind::Sentence)
            }
            HelpLine::Also { keys, place } => (keys.as_str(), (*place).into(), HelpRowKind::Also),
        };
        let below = columns_of(keys) + GAP > indent;
        let mut keys = keys.to_owned();
        if below {
            rows.push(HelpRow {
                keys: std::mem::take(&mut keys),
                kind,
                ..HelpRow::default()
            });
        }
        for words in textwrap::wrap(&words, usize::from(width.saturating_sub(indent).max(1))) {
            rows.push(HelpRow {
                keys: std::mem::take(&mut keys),
                words: words.into_owned().into(),
                indent,
                kind,
            });
        }
    }
    rows
}
