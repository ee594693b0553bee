//! The configuration file, key by key.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Config, Error, Given, KeyLine};
use crate::settings::{Entry, Kind, TABLE, Value};
use crate::theme::source::Document;

/// Reads a configuration. `file` is what messages call it. The configuration is complete whatever the text is: what
/// is wrong or missing is as in [`Config::default`]. At most one error a line, in the order of the text.
pub fn parse(text: &str, file: &str) -> (Config, Vec<Error>) {
    let (mut document, table) = Document::parse(file, text);
    let mut config = Config::default();
    for (key, value) in &table {
        if document.is_spoiled(key.span().start) {
            continue;
        }
        set(&mut config, &mut document, key, value);
    }
    (config, document.into_errors())
}

fn set(config: &mut Config, document: &mut Document<'_>, key: &Spanned<impl AsRef<str>>, value: &Spanned<DeValue<'_>>) {
    let name = key.get_ref().as_ref();
    if name == "keys" {
        config.keys = keys(document, value);
        return;
    }
    let Some(entry) = Entry::named(name) else {
        let known = TABLE.iter().map(|entry| entry.name).chain(["keys"]);
        return document.unknown(key.span().start, "key", name, known);
    };
    if let Some(new) = value_of(document, entry, value)
        && entry.set(&mut config.settings, new)
    {
        let (line, column) = document.position(value.span().start);
        config.given.push(Given {
            name: entry.name,
            line,
            column,
        });
    }
}

/// What a setting is set to, if it is anything that it takes.
fn value_of(document: &mut Document<'_>, entry: &Entry, value: &Spanned<DeValue<'_>>) -> Option<Value> {
    match &entry.kind {
        Kind::Switch => document.boolean(value).map(Value::Switch),
        Kind::Number(range) => document.number(value, range.clone()).map(Value::Number),
        Kind::Text => {
            let text = document.string(value, &entry.kind.in_words())?;
            let parsed = entry.kind.parse(text).ok();
            if parsed.is_none() {
                document.unexpected(value, &entry.kind.in_words());
            }
            parsed
        }
        Kind::Theme => document
            .string(value, &entry.kind.in_words())
            .map(|name| Value::Word(name.to_owned())),
        Kind::Choice(words) => {
            let word = document.string(value, &entry.kind.in_words())?;
            if !words.contains(&word) {
                document.unknown(value.span().start, "word", word, words.iter().copied());
                return None;
            }
            Some(Value::Word(word.to_owned()))
        }
    }
}

/// The bindings of every mode, in the order of the file.
fn keys(document: &mut Document<'_>, value: &Spanned<DeValue<'_>>) -> Vec<KeyLine> {
    let mut lines = Vec::new();
    let expected = "a table for each mode, as in [keys.page]";
    for (mode, value) in document.table(value, expected).into_iter().flatten() {
        if let Some(table) = document.table(value, expected) {
            bindings(document, mode.get_ref(), table, &mut lines);
        }
    }
    // Tables come sorted by key, but a later line goes before an earlier one where both bind the same keys.
    lines.sort_by_key(|line| (line.line, line.column));
    lines
}

fn bindings(document: &mut Document<'_>, mode: &str, table: &DeTable<'_>, lines: &mut Vec<KeyLine>) {
    for (keys, action) in table {
        if document.is_spoiled(keys.span().start) {
            continue;
        }
        let Some(action) = document.string(action, "the name of an action, or \"none\"") else {
            continue;
        };
        let (line, column) = document.position(keys.span().start);
        lines.push(KeyLine {
            mode: mode.to_owned(),
            keys: keys.get_ref().to_string(),
            action: action.to_owned(),
            line,
            column,
        });
    }
}
