//! The schema of the configuration, from which editors complete and check it.
//!
//! Draft 7 of JSON Schema, the newest that editors of TOML know.

use serde_json::{Map, Value, json};

use crate::keymap::{Action, Mode};
use crate::settings::{Entry, Kind, Settings, TABLE};

/// The schema, as JSON for people. `themes` are the names of the built-in ones; a file may name others.
pub fn config_schema<'t>(themes: impl IntoIterator<Item = &'t str>) -> String {
    let themes: Vec<&str> = themes.into_iter().collect();
    let setting = |entry: &Entry| (entry.name.to_owned(), setting(entry, &themes));
    let mut properties: Map<String, Value> = TABLE.iter().map(setting).collect();
    properties.insert("keys".to_owned(), keys());
    let schema = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "The configuration of dateline",
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    });
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}

fn setting(entry: &Entry, themes: &[&str]) -> Value {
    let mut schema = match &entry.kind {
        Kind::Switch => json!({ "type": "boolean" }),
        Kind::Number(range) => json!({ "type": "integer", "minimum": range.start(), "maximum": range.end() }),
        Kind::Choice(words) => json!({ "enum": words }),
        Kind::Text => json!({ "type": "string", "minLength": 1, "pattern": "^[ -~]*[!-~][ -~]*$" }),
        Kind::Theme => {
            let known: Vec<&str> = std::iter::once(crate::settings::AUTOMATIC)
                .chain(themes.iter().copied())
                .collect();
            json!({ "anyOf": [{ "enum": known }, { "type": "string", "minLength": 1 }] })
        }
    };
    schema["description"] = entry.sentence.into();
    schema["default"] = match entry.get(&Settings::default()) {
        crate::settings::Value::Switch(on) => on.into(),
        crate::settings::Value::Number(number) => number.into(),
        crate::settings::Value::Word(word) => word.into(),
    };
    schema
}

fn keys() -> Value {
    let mode = |mode: Mode| {
        let bindings = json!({
            "type": "object",
            "description": format!("Keys {}", mode.place()),
            "additionalProperties": { "anyOf": actions(mode) },
        });
        (mode.name().to_owned(), bindings)
    };
    json!({
        "type": "object",
        "description": "By mode: keys as they are typed, and the action they are for",
        "properties": Mode::ALL.into_iter().map(mode).collect::<Map<_, _>>(),
        "additionalProperties": false,
    })
}

/// What can be bound in a mode.
fn actions(mode: Mode) -> Vec<Value> {
    let here = Action::ALL.iter().filter(|action| action.entry().keys(mode).is_some());
    let described = |action: &Action| json!({ "const": action.name(), "description": action.sentence() });
    let none = json!({ "const": "none", "description": "Nothing: the keys are free" });
    here.map(described).chain([none]).collect()
}
