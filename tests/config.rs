//! The user's configuration: what it may say, and what it is told.

mod effective;
mod schema;

use dateline::config::{Config, KeyLine, TEMPLATE, parse};
use dateline::settings::{Appearance, FoldRepeats, Glyphs, MEASURE, SIDEBAR_WIDTH, TABLE};
use dateline::theme::builtin;
use proptest::prelude::*;

const FILE: &str = "config.toml";

fn sound(text: &str) -> Config {
    let (config, errors) = parse(text, FILE);
    assert_eq!(errors, [], "{text}");
    config
}

fn complaints(text: &str) -> Vec<String> {
    parse(text, FILE).1.iter().map(ToString::to_string).collect()
}

#[test]
fn nothing_said_is_the_default() {
    assert_eq!(sound(""), Config::default());
    assert_eq!(sound("# nothing\n\n[keys]\n"), Config::default());
}

#[test]
fn the_template_says_the_defaults_and_all_of_them() {
    assert_eq!(sound(TEMPLATE).settings, Config::default().settings);
    for key in TABLE.iter().map(|entry| entry.name).chain(["[keys.page]"]) {
        assert!(
            TEMPLATE
                .lines()
                .any(|line| line.trim_start_matches("# ").starts_with(key)),
            "{key}"
        );
    }
}

#[test]
fn the_template_names_every_theme() {
    for theme in builtin() {
        assert!(TEMPLATE.contains(&theme.name), "{}", theme.name);
    }
}

/// The example of the template, without its comment signs, is a configuration too.
#[test]
fn the_templates_example_of_keys_can_be_taken_as_it_is() {
    let example: Vec<&str> = TEMPLATE
        .lines()
        .skip_while(|line| *line != "# [keys.page]")
        .filter_map(|line| line.strip_prefix("# "))
        .collect();
    assert!(example.len() > 1);
    let config = sound(&example.join("\n"));
    assert_eq!(config.keys.len(), example.len() - 1);
}

#[test]
fn every_value_is_read() {
    let config = sound(
        "theme = 'paper'\ntheme-light = 'newsprint'\ntheme-dark = 'fjord'\nappearance = 'ask'\nmeasure = 0x50\nfull-width = true\n\
         justify = true\nhyphenate = true\nparagraph-spacing = 0\nsidebar = false\nsidebar-width = 1_6\nmouse = false\n\
         zen = true\nfold-repeats = 'nothing'\nfold-boilerplate = true\nfold-read = true\ncopies = 'mark'\norder = 'newest'\nalert = 'bell'\nglyphs = 'ascii'\n\
         auto-reload = true\npreprocessor = 'lesspipe %s'\nuser-agent = 'of my own/1.0'\nfetch-timeout = 5\nfetch-limit = 1024\n",
    );
    let settings = &config.settings;
    let themes: Vec<String> = config.themes().into_iter().map(|line| line.name).collect();
    assert_eq!(themes, ["paper", "fjord", "newsprint"]);
    assert_eq!((config.settings.measure, config.settings.sidebar_width), (80, 16));
    assert_eq!(
        (settings.full_width, settings.sidebar, settings.mouse, settings.zen),
        (true, false, false, true)
    );
    assert_eq!(
        (settings.justify, settings.hyphenate, settings.paragraph_spacing),
        (true, true, 0)
    );
    assert!(settings.fold_boilerplate && settings.fold_read);
    assert_eq!(
        (settings.glyphs, settings.appearance, settings.fold_repeats),
        (Glyphs::Ascii, Appearance::Ask, FoldRepeats::Nothing)
    );
    assert_eq!(
        (
            settings.user_agent.as_str(),
            settings.fetch_timeout,
            settings.fetch_limit
        ),
        ("of my own/1.0", 5, 1024)
    );
    assert_eq!(
        (settings.auto_reload, settings.preprocessor.command()),
        (true, Some("lesspipe %s"))
    );
    let names: Vec<&str> = config.given.iter().map(|given| given.name).collect();
    assert_eq!(names.len(), TABLE.len());
}

#[test]
fn keys_come_in_the_order_of_the_file_with_their_places() {
    let config = sound("[keys.sidebar]\nz = 'fold-all'\n  \"gg\" = 'start'\n\n[keys.page]\na = 'none'\n");
    let line = |mode: &str, keys: &str, action: &str, line, column| KeyLine {
        mode: mode.to_owned(),
        keys: keys.to_owned(),
        action: action.to_owned(),
        line,
        column,
    };
    assert_eq!(
        config.keys,
        [
            line("sidebar", "z", "fold-all", 2, 1),
            line("sidebar", "gg", "start", 3, 3),
            line("page", "a", "none", 6, 1),
        ]
    );
    let error = config.keys[1].error(FILE, "no such action".to_owned(), String::new());
    assert_eq!(error.to_string(), "config.toml:3:3: no such action");
}

#[test]
fn errors_name_the_place_and_what_was_expected() {
    for (text, expected) in [
        ("measure = 19", "1:11: expected a whole number from 20 to 400, found 19"),
        (
            "measure = 401",
            "1:11: expected a whole number from 20 to 400, found 401",
        ),
        (
            "measure = -72",
            "1:11: expected a whole number from 20 to 400, found -72",
        ),
        (
            "measure = 72.5",
            "1:11: expected a whole number from 20 to 400, found 72.5",
        ),
        (
            "measure = '72'",
            "1:11: expected a whole number from 20 to 400, found \"72\"",
        ),
        (
            "measure = 99999999999999999999",
            "1:11: expected a whole number from 20 to 400, found 99999999999999999999",
        ),
        (
            "sidebar-width = 15",
            "1:17: expected a whole number from 16 to 80, found 15",
        ),
        ("\n\nmouse = 'no'", "3:9: expected true or false, found \"no\""),
        ("zen = 1", "1:7: expected true or false, found 1"),
        (
            "full_width = true",
            "1:1: unknown key \"full_width\"; did you mean \"full-width\"?",
        ),
        ("mesure = 70", "1:1: unknown key \"mesure\"; did you mean \"measure\"?"),
        (
            "theme = true",
            "1:9: expected the name of a theme, or \"auto\", found true",
        ),
        (
            "glyphs = 'asci'",
            "1:10: unknown word \"asci\"; did you mean \"ascii\"?",
        ),
        (
            "glyphs = 'emoji'",
            "1:10: unknown word \"emoji\"; known are unicode, ascii",
        ),
        (
            "keys = 'vi'",
            "1:8: expected a table for each mode, as in [keys.page], found \"vi\"",
        ),
        (
            "[keys]\nq = 'quit'",
            "2:5: expected a table for each mode, as in [keys.page], found \"quit\"",
        ),
        (
            "[keys.page]\nq = true",
            "2:5: expected the name of an action, or \"none\", found true",
        ),
    ] {
        assert_eq!(complaints(text), [format!("config.toml:{expected}")], "{text}");
    }
}

#[test]
fn a_wrong_value_costs_itself_alone() {
    let (config, errors) = parse(
        "measure = 5\nsidebar-width = 40\nnonsense = 1\nzen = true\ntheme = 'fjord'\n",
        FILE,
    );
    assert_eq!(errors.len(), 2);
    let settings = &config.settings;
    assert_eq!((settings.measure, settings.sidebar_width, settings.zen), (72, 40, true));
    assert_eq!(config.settings.theme, "fjord".into());
}

/// The commonest slip, a word without quotation marks, is one error, and the lines around it hold.
#[test]
fn a_line_that_is_not_toml_costs_itself_alone() {
    let (config, errors) = parse("measure = 60\ntheme = dusk\nzen = true\n", FILE);
    assert_eq!(errors.iter().map(|error| error.line).collect::<Vec<_>>(), [2]);
    assert_eq!((config.settings.measure, config.settings.zen), (60, true));
    assert_eq!(config.themes(), []);
}

#[test]
fn an_unknown_theme_is_found_where_it_is_named() {
    let names = ["dusk".to_owned(), "paper".to_owned()];
    let config = sound("zen = true\ntheme = \"papre\"\n");
    let line = config.themes().pop().expect("it names one");
    let error = line.check(FILE, &names).expect_err("there is none of that name");
    assert_eq!(
        error.to_string(),
        "config.toml:2:9: unknown theme \"papre\"; did you mean \"paper\"?"
    );

    let line = sound("theme-dark = 'paper'").themes().pop().expect("it names one");
    assert_eq!(line.check(FILE, &names), Ok(()));
}

proptest! {
    #[test]
    fn any_text_gives_a_configuration_within_bounds(text in "(?s).{0,200}") {
        check(&text);
    }

    #[test]
    fn any_likely_text_gives_a_configuration_within_bounds(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "measure", "sidebar-width", "zen", "theme", "glyphs", "keys", "[keys.page]", "[keys", "]", " = ", "72",
                "9", "true", "'ascii'", "'dusk'", "\n", "\n", "\"", "{", "}", "[", ".", "é", "\u{feff}", "1e9", "-",
            ]),
            0..40,
        )
    ) {
        check(&words.concat());
    }
}

fn check(text: &str) {
    let (config, errors) = parse(text, FILE);
    assert!(MEASURE.contains(&config.settings.measure));
    assert!(SIDEBAR_WIDTH.contains(&config.settings.sidebar_width));
    let lines = text.split('\n').count();
    assert!(
        errors
            .iter()
            .all(|error| (1..=lines).contains(&error.line) && error.column >= 1)
    );
    assert!(errors.is_sorted_by_key(|error| error.line));
}
