//! The help laid out in rows: one column or two, as wide as the screen allows.

use std::borrow::Cow;

use super::{Help, first};
use crate::app::session::area::Size;
use crate::app::state::State;
use crate::guide::manual::Topic;
use crate::guide::{self, HelpLine, Spelling};
use crate::keymap::Mode;
use crate::layout::role::Glyph;
use crate::layout::width;
use crate::settings::{Entry, Glyphs};

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
    /// What it is about: keys, a command, a setting.
    pub keys: String,
    /// What is said of it; code stands between backticks.
    pub words: Cow<'static, str>,
    /// The column the words start at.
    pub indent: u16,
    /// What it says.
    pub kind: HelpRowKind,
    /// Signs and keys with a word each, in place of all that, each with the column it stands at.
    pub terms: Vec<(u16, Term)>,
}

/// A sign or keys, and what that means in a word or a few.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// What is explained.
    pub sign: Sign,
    /// What it means.
    pub words: &'static str,
}

/// What is explained in a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sign {
    /// A mark of the screen, as the theme draws it.
    Glyph(Glyph),
    /// Keys.
    Keys(String),
}

/// What a row of the help says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HelpRowKind {
    /// Nothing.
    #[default]
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

/// Columns wanted for the help on this screen: as many as one column needs, or two if there is room for them. A page of the
/// manual is one column.
pub(in crate::app) fn columns_wanted(help: &Help, screen: Size) -> u16 {
    let one = KEYS_MOST + GAP + SENTENCE;
    if screen.width >= TWO_FROM && help.topic.is_none() && !help.first {
        2 * one + GUTTER
    } else {
        one
    }
}

fn columns_of(text: &str) -> u16 {
    u16::try_from(width::of(text)).unwrap_or(u16::MAX)
}

impl Sheet {
    pub(in crate::app) fn of(state: &State, help: &Help, filter: &str, width: u16) -> Self {
        let spelling = match state.session.settings.glyphs {
            Glyphs::Unicode => Spelling::Signs,
            Glyphs::Ascii => Spelling::Ascii,
        };
        if help.first && filter.is_empty() {
            let room = usize::from(state.session.size.within_box().height);
            return Self {
                columns: vec![first::rows(state, spelling, (width, room))],
                width,
            };
        }
        // Who looks for something finds it in the list of all; the keys of a place would say it twice.
        let mode = if filter.is_empty() { help.mode } else { Mode::Page };
        let lines = match help.topic.and_then(Topic::named) {
            Some(topic) => guide::topic(topic, &state.session.configured.keymap, spelling),
            None => guide::whole(&state.session.configured.keymap, mode, spelling),
        };
        let lines = guide::about(lines, filter);
        if lines.is_empty() {
            return Self {
                columns: vec![vec![HelpRow {
                    words: "No help on that.".into(),
                    kind: HelpRowKind::Also,
                    ..HelpRow::default()
                }]],
                width,
            };
        }
        let named = !filter.is_empty();
        let keys = lines
            .iter()
            .map(|line| columns_of(&keys(line)))
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
fn rows(lines: &[HelpLine], indent: u16, width: u16, (state, named): (&State, bool)) -> Vec<HelpRow> {
    let indent = if width < indent + SENTENCE_LEAST { GAP } else { indent };
    let mut rows: Vec<HelpRow> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let above = at.checked_sub(1).map(|above| &lines[above]);
        if above.is_some_and(|above| stands_apart(above, line)) {
            rows.push(HelpRow::default());
        }
        let (words, kind): (Cow<'_, str>, HelpRowKind) = match line {
            HelpLine::Heading(words) => {
                rows.push(HelpRow {
                    words: words.clone(),
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
                let bound = !keys.is_empty();
                (
                    words,
                    if bound {
                        HelpRowKind::Sentence
                    } else {
                        HelpRowKind::Unbound
                    },
                )
            }
            HelpLine::Command { sentence, .. } => ((*sentence).into(), HelpRowKind::Sentence),
            HelpLine::Setting { name, sentence, .. } => {
                let set = Entry::named(name).map(|entry| entry.get(&state.session.settings).to_string());
                let words = format!("{sentence} ({})", set.unwrap_or_default());
                (words.into(), HelpRowKind::Sentence)
            }
            HelpLine::Also { place, .. } => ((*place).into(), HelpRowKind::Also),
            HelpLine::Entry { words, .. }
            | HelpLine::Paragraph(words)
            | HelpLine::Item(words)
            | HelpLine::Code(words) => (words.into(), HelpRowKind::Sentence),
        };
        let indent = match line {
            HelpLine::Paragraph(_) => 0,
            HelpLine::Item(_) | HelpLine::Code(_) => GAP,
            _ => indent,
        };
        let mut keys = keys(line).into_owned();
        if columns_of(&keys) + GAP > indent && !keys.is_empty() {
            rows.push(HelpRow {
                keys: std::mem::take(&mut keys),
                kind,
                ..HelpRow::default()
            });
        }
        for words in wrapped(&words, usize::from(width.saturating_sub(indent).max(1))) {
            rows.push(HelpRow {
                keys: std::mem::take(&mut keys),
                words: words.into(),
                indent,
                kind,
                ..HelpRow::default()
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
