//! A TOML file that a person wrote: where each part of it stands, and how its errors are reported.
//!
//! Themes and the configuration are read with it. It knows neither.

use std::fmt;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::spelling::hint;

/// The text of a file, and what it is called.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// What the theme is called: the stem of the file's name.
    pub name: &'a str,
    /// What to call the file in messages.
    pub file: &'a str,
    /// Its text.
    pub text: &'a str,
}

/// Something wrong in a file that a person wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// What the file is called.
    pub file: String,
    /// Its line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
    /// What is wrong.
    pub what: String,
    /// What to do about it; empty where `what` says it.
    pub help: String,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Error {
            file,
            line,
            column,
            what,
            help,
        } = self;
        write!(f, "{file}:{line}:{column}: {what}")?;
        if help.is_empty() { Ok(()) } else { write!(f, "; {help}") }
    }
}

impl std::error::Error for Error {}

/// A file that is being read, with the errors found so far.
pub(crate) struct Document<'a> {
    file: &'a str,
    text: &'a str,
    /// The byte offsets at which lines start.
    lines: Vec<usize>,
    errors: Vec<Error>,
}

impl<'a> Document<'a> {
    /// Parses the text. What is not TOML is an error, and left out; the rest is in the table.
    pub(crate) fn parse(file: &'a str, text: &'a str) -> (Self, DeTable<'a>) {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let starts = text
            .bytes()
            .enumerate()
            .filter(|(_, byte)| *byte == b'\n')
            .map(|(at, _)| at + 1);
        let mut document = Document {
            file,
            text,
            lines: std::iter::once(0).chain(starts).collect(),
            errors: Vec::new(),
        };
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in errors {
            let at = error.span().map_or(text.len(), |span| span.start);
            document.wrong(at, error.message(), "");
        }
        (document, table.into_inner())
    }

    /// Notes an error at a byte offset.
    pub(crate) fn wrong(&mut self, at: usize, what: impl Into<String>, help: impl Into<String>) {
        let (line, column) = self.position(at);
        self.errors.push(Error {
            file: self.file.to_owned(),
            line,
            column,
            what: what.into(),
            help: help.into(),
        });
    }

    /// Line and character of a byte offset, both from 1.
    pub(crate) fn position(&self, at: usize) -> (usize, usize) {
        let line = self.lines.partition_point(|start| *start <= at).max(1);
        let start = self.lines[line - 1];
        let before = self.text.get(start..at).map_or(0, |before| before.chars().count());
        (line, before + 1)
    }

    /// Whether the line of a byte offset has an error already. Where the text is not TOML the parser guesses what was
    /// meant, and its guess is not what the user wrote.
    pub(crate) fn is_spoiled(&self, at: usize) -> bool {
        let (line, _) = self.position(at);
        self.errors.iter().any(|error| error.line == line)
    }

    /// Whether no error has been found so far.
    pub(crate) fn is_sound(&self) -> bool {
        self.errors.is_empty()
    }

    /// The errors from the top of the file down, only the first of each line: the others mostly follow from it.
    pub(crate) fn into_errors(self) -> Vec<Error> {
        let mut errors = self.errors;
        errors.sort_by_key(|error| (error.line, error.column));
        errors.dedup_by_key(|error| error.line);
        errors
    }

    /// A string; anything else is an error.
    pub(crate) fn string<'v>(&mut self, value: &'v Spanned<DeValue<'_>>, expected: &str) -> Option<&'v str> {
        let text = value.get_ref().as_str();
        if text.is_none() {
            self.unexpected(value, expected);
        }
        text
    }

    /// `true` or `false`; anything else is an error.
    pub(crate) fn boolean(&mut self, value: &Spanned<DeValue<'_>>) -> Option<bool> {
        let boolean = value.get_ref().as_bool();
        if boolean.is_none() {
            self.unexpected(value, "true or false");
        }
        boolean
    }

    /// A whole number in the range; anything else is an error.
    pub(crate) fn number(&mut self, value: &Spanned<DeValue<'_>>, range: std::ops::RangeInclusive<u16>) -> Option<u16> {
        let number = value
            .get_ref()
            .as_integer()
            .and_then(|integer| u16::from_str_radix(integer.as_str(), integer.radix()).ok())
            .filter(|number| range.contains(number));
        if number.is_none() {
            let expected = format!("a whole number from {} to {}", range.start(), range.end());
            self.unexpected(value, &expected);
        }
        number
    }

    /// A table; anything else is an error.
    pub(crate) fn table<'v, 'i>(&mut self, value: &'v Spanned<DeValue<'i>>, expected: &str) -> Option<&'v DeTable<'i>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.unexpected(value, expected);
        }
        table
    }

    /// Notes that a value is not what was expected.
    pub(crate) fn unexpected(&mut self, value: &Spanned<DeValue<'_>>, expected: &str) {
        let found = match value.get_ref() {
            DeValue::String(text) => format!("{text:?}"),
            DeValue::Integer(number) => number.to_string(),
            DeValue::Float(number) => number.to_string(),
            DeValue::Boolean(boolean) => boolean.to_string(),
            DeValue::Datetime(_) => "a date".to_owned(),
            DeValue::Array(_) => "an array".to_owned(),
            DeValue::Table(_) => "a table".to_owned(),
        };
        self.wrong(value.span().start, format!("expected {expected}, found {found}"), "");
    }

    /// Notes an unknown word, with the one that was probably meant, or else with all that are known.
    pub(crate) fn unknown<'w>(&mut self, at: usize, what: &str, word: &str, known: impl IntoIterator<Item = &'w str>) {
        let help = hint(word, known);
        self.wrong(at, format!("unknown {what} {word:?}"), help);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters() {
        let (document, _) = Document::parse("x", "\u{feff}é = 1\nß = \"äö\" # x\n");
        assert_eq!(document.position(0), (1, 1));
        assert_eq!(document.position(3), (1, 3));
        assert_eq!(document.position(7), (2, 1));
        assert_eq!(document.position("é = 1\nß = \"ä".len()), (2, 7));
        assert_eq!(document.position(1000), (3, 1));
    }
}
