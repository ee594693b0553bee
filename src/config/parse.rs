//! The configuration file, key by key.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Config, Error, KeyLine, MEASURE, SIDEBAR_WIDTH, ThemeLine};
use crate::theme::GlyphSet;
use crate::theme::source::Document;

/// The word for the theme that suits the terminal.
const AUTOMATIC: &str = "auto";

const GLYPHS: [(&str, GlyphSet); 2] = [("unicode", GlyphSet::Unicode), ("ascii", GlyphSet::Ascii)];

const KEYS: [&str; 10] = [
    "theme",
    "measure",
    "full-width",
    "sidebar",
    "sidebar-width",
    "mouse",
    "zen",
    "fold-boilerplate",
    "glyphs",
    "keys",
];

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
    match key.get_ref().as_ref() {
        "theme" => config.theme = theme(document, value),
        "measure" => replace(&mut config.measure, document.number(value, MEASURE)),
        "full-width" => replace(&mut config.full_width, document.boolean(value)),
        "sidebar" => replace(&mut config.sidebar, document.boolean(value)),
        "sidebar-width" => replace(&mut config.sidebar_width, document.number(value, SIDEBAR_WIDTH)),
        "mouse" => replace(&mut config.mouse, document.boolean(value)),
        "fold-boilerplate" => replace(&mut config.fold_boilerplate, document.boolean(value)),
        "zen" => replace(&mut config.zen, document.boolean(value)),
        "glyphs" => replace(&mut config.glyphs, glyphs(document, value)),
        "keys" => config.keys = keys(document, value),
        word => document.unknown(key.span().start, "key", word, KEYS),
    }
}

fn replace<T>(value: &mut T, new: Option<T>) {
    if let Some(new) = new {
        *value = new;
    }
}

fn theme(document: &mut Document<'_>, value: &Spanned<DeValue<'_>>) -> Option<ThemeLine> {
    let name = document.string(value, "the name of a theme, or \"auto\"")?;
    let (line, column) = document.position(value.span().start);
    (name != AUTOMATIC).then(|| ThemeLine {
        name: name.to_owned(),
        line,
        column,
    })
}

fn glyphs(document: &mut Document<'_>, value: &Spanned<DeValue<'_>>) -> Option<GlyphSet> {
    let word = document.string(value, "\"unicode\" or \"ascii\"")?;
    let found = GLYPHS.iter().find(|(name, _)| *name == word);
    if found.is_none() {
        document.unknown(value.span().start, "set of glyphs", word, GLYPHS.map(|(name, _)| name));
    }
    found.map(|(_, set)| *set)
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
