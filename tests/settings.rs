//! The table of settings: what every one of them must be.

use std::collections::HashSet;

use dateline::settings::{Entry, Kind, Settings, TABLE, Value};

/// Values that the setting takes, its default among them.
fn values(entry: &Entry) -> Vec<Value> {
    let mut values = match &entry.kind {
        Kind::Switch => vec![Value::Switch(false), Value::Switch(true)],
        Kind::Number(range) => vec![Value::Number(*range.start()), Value::Number(*range.end())],
        Kind::Choice(words) => words.iter().map(|word| Value::Word((*word).to_owned())).collect(),
        Kind::Theme => vec![Value::Word("paper".to_owned())],
        Kind::Text => vec![Value::Word("a reader/2.0 (of mine)".to_owned())],
    };
    values.push(entry.get(&Settings::default()));
    values
}

#[test]
fn names_are_unique_and_found_and_sentences_fit_a_line() {
    let names: HashSet<&str> = TABLE.iter().map(|entry| entry.name).collect();
    assert_eq!(names.len(), TABLE.len());
    for entry in TABLE {
        assert_eq!(Entry::named(entry.name).map(|found| found.name), Some(entry.name));
        assert!(
            entry.name.chars().all(|c| c.is_ascii_lowercase() || c == '-'),
            "{}",
            entry.name
        );
        let length = entry.sentence.chars().count();
        assert!(
            (1..=62).contains(&length) && !entry.sentence.ends_with('.'),
            "{entry:?}"
        );
    }
}

/// Setting one sets that one and no other; what was typed is what it shows.
#[test]
fn what_is_set_is_what_is_got() {
    for entry in TABLE {
        for value in values(entry) {
            let mut settings = Settings::default();
            assert!(entry.set(&mut settings, value.clone()), "{entry:?} takes {value}");
            assert_eq!(entry.get(&settings), value, "{entry:?}");
            assert_eq!(entry.kind.parse(&value.to_string()), Ok(value), "{entry:?}");
            for other in TABLE.iter().filter(|other| other.name != entry.name) {
                assert_eq!(
                    other.get(&settings),
                    other.get(&Settings::default()),
                    "{entry:?} {other:?}"
                );
            }
        }
    }
}

#[test]
fn what_a_setting_does_not_take_changes_nothing_and_is_told() {
    for (name, typed, told) in [
        ("measure", "19", "expected a whole number from 20 to 400, found \"19\""),
        (
            "measure",
            "wide",
            "expected a whole number from 20 to 400, found \"wide\"",
        ),
        ("zen", "maybe", "expected true or false, found \"maybe\""),
        ("glyphs", "emoji", "expected \"unicode\" or \"ascii\", found \"emoji\""),
        ("theme", "", "expected the name of a theme, or \"auto\", found \"\""),
        ("user-agent", "a\nb", "expected printable ASCII, found \"a\\nb\""),
    ] {
        let entry = Entry::named(name).expect("a setting");
        assert_eq!(entry.kind.parse(typed), Err(told.to_owned()));
    }
    for entry in TABLE {
        let mut settings = Settings::default();
        let wrong = match entry.kind {
            Kind::Switch => Value::Number(72),
            Kind::Number(_) => Value::Number(u16::MAX),
            Kind::Choice(_) | Kind::Theme | Kind::Text => Value::Word(String::new()),
        };
        assert!(!entry.set(&mut settings, wrong), "{entry:?}");
        assert_eq!(settings, Settings::default());
    }
}
