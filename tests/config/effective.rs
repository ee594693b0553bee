//! What is told of the configuration in effect.

use dateline::config::{Effective, KeyLine, Origin, parse};
use dateline::settings::{Kind, Settings, TABLE, Value};
use proptest::prelude::*;

fn tell(text: &str) -> String {
    let (config, errors) = parse(text, "config.toml");
    assert_eq!(errors, []);
    let origins: Vec<Origin> = TABLE.iter().map(|entry| config.origin(entry.name)).collect();
    Effective {
        settings: &config.settings,
        origins: &origins,
        keys: &config.keys,
        file: "/home/ana/.config/dateline/config.toml",
        here: &[("theme", "dusk here".to_owned())],
    }
    .to_string()
}

#[test]
fn each_value_says_where_it_comes_from() {
    let told = tell("# mine\nmeasure = 66\n\n[keys.page]\n'<c-q>' = 'quit'\nq = 'none'\n");
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(
        lines[0],
        "# The settings in effect and where each comes from. The configuration file is /home/ana/.config/dateline/config.toml"
    );
    for line in [
        "theme = \"auto\"                   # default; dusk here",
        "measure = 66                     # config.toml:2",
        "mouse = true                     # default",
        "[keys.page]",
        "\"<c-q>\" = \"quit\"                 # config.toml:5",
        "\"q\" = \"none\"                     # config.toml:6",
    ] {
        assert!(lines.contains(&line), "{line}\n{told}");
    }
}

#[test]
fn other_places_are_told_too() {
    let mut origins = vec![Origin::Default; TABLE.len()];
    origins[0] = Origin::Environment("NO_COLOR");
    origins[1] = Origin::CommandLine("--theme");
    let told = Effective {
        settings: &Settings::default(),
        origins: &origins,
        keys: &[],
        file: "",
        here: &[],
    }
    .to_string();
    assert!(told.starts_with("# The settings in effect and where each comes from. No configuration file is read.\n"));
    assert!(
        told.contains("# from NO_COLOR\n") && told.contains("# from --theme\n"),
        "{told}"
    );
    assert!(told.ends_with("# All keys have their defaults; press ? to see them.\n"));
}

fn settings() -> impl Strategy<Value = Settings> {
    let values: Vec<_> = TABLE
        .iter()
        .map(|entry| match &entry.kind {
            Kind::Switch => any::<bool>().prop_map(Value::Switch).boxed(),
            Kind::Number(range) => range.clone().prop_map(Value::Number).boxed(),
            Kind::Choice(words) => prop::sample::select(words.to_vec())
                .prop_map(|word| Value::Word(word.to_owned()))
                .boxed(),
            Kind::Text => "[!-~][ -~]{0,12}".prop_map(Value::Word).boxed(),
            Kind::Theme => "(?s).{1,12}".prop_map(Value::Word).boxed(),
        })
        .collect();
    values.prop_map(|values| {
        let mut settings = Settings::default();
        for (entry, value) in TABLE.iter().zip(values) {
            assert!(entry.set(&mut settings, value));
        }
        settings
    })
}

fn key_line() -> impl Strategy<Value = KeyLine> {
    let modes = prop::sample::select(vec!["page", "sidebar", "box"]);
    (modes, "(?s).{1,6}", "[a-z-]{1,8}").prop_map(|(mode, keys, action)| KeyLine {
        mode: mode.to_owned(),
        keys,
        action,
        line: 7,
        column: 1,
    })
}

proptest! {
    /// What is told can be taken as a configuration, and says the same again.
    #[test]
    fn what_is_told_is_a_configuration_that_says_the_same(
        settings in settings(),
        keys in prop::collection::vec(key_line(), 0..6),
        file in "(?s).{0,20}",
    ) {
        let mut keys = keys;
        keys.sort_by(|a, b| (&a.mode, &a.keys).cmp(&(&b.mode, &b.keys)));
        keys.dedup_by(|a, b| a.mode == b.mode && a.keys == b.keys);
        let origins = vec![Origin::File { line: 1 }; TABLE.len()];
        let told = Effective { settings: &settings, origins: &origins, keys: &keys, file: &file, here: &[] }.to_string();
        let (read, errors) = parse(&told, "x");
        prop_assert_eq!(errors, [], "{}", told);
        prop_assert_eq!(read.settings, settings);
        let of = |lines: &[KeyLine]| {
            let mut lines: Vec<_> = lines.iter().map(|l| (l.mode.clone(), l.keys.clone(), l.action.clone())).collect();
            lines.sort();
            lines
        };
        prop_assert_eq!(of(&read.keys), of(&keys));
    }
}
