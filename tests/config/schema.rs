//! The schema of the configuration says what the program takes, no more and no less.

use dateline::config::TEMPLATE;
use dateline::guide::config_schema;
use dateline::keymap::{Action, Mode};
use dateline::settings::{Kind, TABLE};
use dateline::theme::builtin;
use serde_json::Value;

use super::complaints;
use crate::export::schema::misfit;

fn schema() -> Value {
    let themes = builtin();
    let text = config_schema(themes.iter().map(|theme| theme.name.as_str()));
    serde_json::from_str(&text).expect("it is JSON")
}

fn fits(text: &str) -> bool {
    let value: toml::Value = toml::from_str(text).expect("it is TOML");
    let value = serde_json::to_value(value).expect("it has a form in JSON");
    let schema = schema();
    misfit(&schema, &schema, &value).is_none()
}

/// `DATELINE_SCHEMA=write cargo test the_schema_in_the_repository` makes it anew.
#[test]
fn the_schema_in_the_repository_is_the_programs() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/config.schema.json");
    let themes = builtin();
    let text = config_schema(themes.iter().map(|theme| theme.name.as_str()));
    if std::env::var_os("DATELINE_SCHEMA").is_some_and(|value| value == "write") {
        std::fs::write(path, &text).expect("the schema is written");
    }
    let there = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        there == text,
        "assets/config.schema.json is old; DATELINE_SCHEMA=write makes it anew"
    );
}

#[test]
fn the_template_fits_and_names_it() {
    assert!(fits(TEMPLATE));
    assert!(TEMPLATE.starts_with("#:schema ./config.schema.json\n"));
}

#[test]
fn every_setting_and_every_action_in_every_mode_is_described() {
    let schema = schema();
    for entry in TABLE {
        let told = &schema["properties"][entry.name];
        assert_eq!(told["description"], entry.sentence);
    }
    for mode in Mode::ALL {
        let told = schema["properties"]["keys"]["properties"][mode.name()]["additionalProperties"]["anyOf"].clone();
        let told: Vec<&str> = told
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|one| one["const"].as_str())
            .collect();
        let here = Action::ALL.iter().filter(|action| action.entry().keys(mode).is_some());
        let here: Vec<&str> = here.map(|action| action.name()).chain(["none"]).collect();
        assert_eq!(told, here, "{mode:?}");
    }
}

/// What one refuses, the other does.
#[test]
fn it_takes_what_the_program_takes() {
    let mut texts: Vec<String> = Vec::new();
    for entry in TABLE {
        let values: Vec<String> = match &entry.kind {
            Kind::Switch => vec!["true".into(), "1".into(), "'yes'".into()],
            Kind::Number(range) => [
                range.start().saturating_sub(1),
                *range.start(),
                *range.end(),
                range.end() + 1,
            ]
            .iter()
            .map(ToString::to_string)
            .chain(["'72'".into()])
            .collect(),
            Kind::Choice(words) => words
                .iter()
                .map(|word| format!("{word:?}"))
                .chain(["'emoji'".into()])
                .collect(),
            Kind::Text => vec!["'a b/1.0 (c)'".into(), "''".into(), "7".into()],
            Kind::Theme => vec!["'auto'".into(), "'paper'".into(), "'of-my-own'".into(), "7".into()],
        };
        texts.extend(values.iter().map(|value| format!("{} = {value}", entry.name)));
    }
    texts.extend(
        [
            "nonsense = 1",
            "[keys.page]\nq = 'quit'",
            "[keys.page]\nq = 'none'",
            "[keys]\nq = 'quit'",
            "[keys.page]\nq = true",
        ]
        .map(str::to_owned),
    );
    for text in texts {
        assert_eq!(fits(&text), complaints(&text).is_empty(), "{text}");
    }
    // What the file alone cannot tell.
    assert!(!fits("[keys.pages]\nq = 'quit'") && !fits("[keys.page]\nq = 'qiut'"));
    assert!(!fits("[keys.prompt]\n'<c-x>' = 'next-section'"));
}
