//! The shape that several lines have in common.

use rustc_hash::FxHashMap;

use super::{code, columns};
use crate::read::text::lines::TextLine;
use crate::read::text::phrases::{PhrasePlace, PhraseTable, Phrases, hash_word};
use crate::read::text::wrap::opening::label;
use crate::read::text::{chars, mark};

/// What several lines are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RunShape {
    /// One block, with its breaks: columns, code, verse.
    Joined,
    /// Text, line by line: results, ingredients.
    Text,
    /// Text, line by line, unless the words of a line say more: labels with values.
    Speech,
}

/// A short line has at most so many bytes.
const SHORT: usize = 80;

/// Ingredients of a recipe, at most; more are looked at in parts.
const MOST: usize = 64;

/// The shape of the first of these lines, and how many have it. `whole` if a blank line stands above the first.
pub(super) fn at(lines: &[&str], places: &[TextLine], whole: bool) -> Option<(RunShape, usize)> {
    let found = |count: usize, shape| (count > 0).then_some((shape, count));
    found(columns::rows(lines), RunShape::Joined)
        .or_else(|| found(code::lines(lines, places), RunShape::Joined))
        .or_else(|| found(if whole { verse(lines) } else { 0 }, RunShape::Joined))
        .or_else(|| found(results(lines), RunShape::Text))
        .or_else(|| found(amounts(lines), RunShape::Text))
        .or_else(|| found(values(lines), RunShape::Speech))
}

/// A stanza: lines of a few words, some of which end in the middle of a sentence. They begin with capitals, or are narrow
/// and most end with a clause.
fn verse(lines: &[&str]) -> usize {
    /// Lines of a stanza.
    const LINES: std::ops::RangeInclusive<usize> = 3..=16;
    /// The longest line of verse that does not begin with capitals, in letters.
    const NARROW: usize = 48;
    let line = |line: &&str| -> bool {
        line.len() <= SHORT
            && (2..=12).contains(&line.split_whitespace().count())
            && !line.contains(|c: char| c.is_ascii_digit() || matches!(c, '|' | '@' | '/'))
            && label(line).is_none()
            && mark::sign(line).is_none()
    };
    let capital = |line: &&str| {
        let first = line.chars().find(|c| !chars::opens_quote(*c));
        first.is_some_and(char::is_uppercase) && line.split_whitespace().count() > 2
    };
    let narrow = |line: &&str| line.chars().count() <= NARROW;
    let clause = |line: &&&str| line.ends_with([',', ';', '—', '–']);
    let ended = |line: &&&str| line.ends_with(chars::ends_sentence);
    let (Some((_, inner)), count) = (lines.split_last(), lines.len()) else {
        return 0;
    };
    if !LINES.contains(&count) {
        return 0;
    }
    let clauses = inner.iter().filter(clause).count();
    let sentences = inner.iter().filter(ended).count();
    let small = lines.iter().all(narrow) && clauses * 2 >= inner.len();
    let metre = lines.iter().all(capital) || small;
    let stanza = lines.iter().all(line) && clauses > 0 && sentences * 2 <= inner.len() && metre;
    if stanza { count } else { 0 }
}

/// "Kessel United 2-1 Orra Rovers": at least two.
fn results(lines: &[&str]) -> usize {
    let count = lines.iter().take_while(|line| is_result(line)).count();
    if count >= 2 { count } else { 0 }
}

fn is_result(line: &str) -> bool {
    let named = |text: &str| text.contains(char::is_alphabetic);
    let score = |word: &str| {
        let parts = word.split_once(['-', '–', ':']);
        let number = |text: &str| (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        parts.is_some_and(|(one, two)| number(one) && number(two))
    };
    if line.len() > SHORT || line.ends_with(chars::ends_sentence) {
        return false;
    }
    let at = line
        .split(' ')
        .find(|word| score(word))
        .and_then(|word| Some((line.find(word)?, word.len())));
    at.is_some_and(|(at, len)| named(&line[..at]) && named(&line[at + len..]))
}

/// "500g white fish", "½ tsp saffron", "A handful of dill": short lines of which most begin with an amount.
fn amounts(lines: &[&str]) -> usize {
    let short =
        |line: &&&str| line.len() <= SHORT && !line.ends_with(chars::ends_sentence) && mark::numbered(line).is_none();
    let amount = |line: &&&str| line.starts_with(|c: char| c.is_numeric()) && line.contains(char::is_alphabetic);
    if !lines.first().is_some_and(|line| amount(&line)) {
        return 0;
    }
    let count = lines.iter().take(MOST).take_while(short).count();
    let amounts = lines[..count].iter().filter(amount).count();
    if count >= 3 && amounts * 5 >= count * 3 {
        count
    } else {
        0
    }
}

/// "Where: the quay", "Turnout 61.2%": at least three.
fn values(lines: &[&str]) -> usize {
    let labelled =
        |line: &&&str| line.len() <= SHORT + SHORT / 2 && label(line).is_some_and(|label| label.len() + 2 < line.len());
    let count = lines
        .iter()
        .take_while(|line| labelled(line) || is_figure(line))
        .count();
    if count >= 3 { count } else { 0 }
}

/// A few words and a figure: "Turnout 61.2%", "Votes cast 12,310". A year alone is one of a headline.
fn is_figure(line: &str) -> bool {
    let Some((label, figure)) = line.rsplit_once(' ').filter(|_| line.len() <= SHORT / 2) else {
        return false;
    };
    let written = figure
        .chars()
        .all(|c| chars::digit(c).is_some() || matches!(c, '.' | ',' | '%' | '٪' | '+' | '-' | '−'));
    let year = figure.len() == 4 && (figure.starts_with("19") || figure.starts_with("20"));
    let words = label
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '(' | ')' | '\'' | '’'));
    written
        && !year
        && words
        && figure.contains(|c| chars::digit(c).is_some())
        && label.starts_with(char::is_alphabetic)
}

/// Names before colons, and where they stand.
#[derive(Default)]
pub(super) struct Labels {
    lines: Vec<(usize, u64)>,
    /// Whether a label is said of a picture.
    credits: FxHashMap<u64, bool>,
}

/// Whether what stands before a colon is said of a picture: "Foto", "Image source".
fn is_credit(label: &str) -> bool {
    [PhraseTable::Credit, PhraseTable::Captioned].into_iter().any(|table| {
        [PhrasePlace::Any, PhrasePlace::Start]
            .iter()
            .any(|place| Phrases::has(label, table, *place))
    })
}

impl Labels {
    /// Takes a line up.
    pub(super) fn add(&mut self, line: &str, from: usize) {
        let Some(label) = label(line).filter(|label| label.len() + 2 < line.len()) else {
            return;
        };
        let hash = hash_word(label);
        if !*self.credits.entry(hash).or_insert_with(|| is_credit(label)) {
            self.lines.push((from, hash));
        }
    }

    /// The lines of a conversation: at least two speak, each more than once.
    pub(super) fn speech(self) -> Vec<usize> {
        let mut counts: FxHashMap<u64, usize> = FxHashMap::default();
        for (_, label) in &self.lines {
            *counts.entry(*label).or_default() += 1;
        }
        let often = |label: &u64| counts.get(label).is_some_and(|count| *count > 1);
        let speakers = counts.values().filter(|count| **count > 1).count();
        let lines = self.lines.iter().filter(|(_, label)| speakers > 1 && often(label));
        lines.map(|(from, _)| *from).collect()
    }
}
