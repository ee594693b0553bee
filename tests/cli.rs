//! The command line: what it takes, what it refuses, and what it says about itself.

mod completions;

use std::ffi::OsString;
use std::path::PathBuf;

use dateline::cli::{Command, Config, Copies, Error, FLAGS, Follow, Format, Options, Source, help, parse, version};
use proptest::prelude::*;

fn file(name: &str) -> Source {
    Source::File(PathBuf::from(name))
}

fn sources(sources: impl Into<Vec<Source>>) -> Options {
    Options {
        sources: sources.into(),
        ..Options::default()
    }
}

#[test]
fn repeats_among_articles_are_a_table_or_json() {
    for (typed, json) in [
        (vec!["--repeats"], false),
        (vec!["--to=text", "--repeats"], false),
        (vec!["--repeats", "--to=json"], true),
    ] {
        let command = Command::Repeats {
            json,
            options: Options::default(),
        };
        assert_eq!(parse(typed), Ok(command));
    }
    for typed in [
        ["--repeats", "--to=markdown"],
        ["--repeats", "--plain"],
        ["--repeats", "--explain"],
        ["--repeats", "--all"],
        // From a version to an earlier one.
        ["--versions", "--at=3..1"],
    ] {
        assert!(parse(typed).is_err(), "{typed:?}");
    }
}

#[test]
fn words_are_found_as_a_table_or_json() {
    let find = |json| Command::Find {
        words: "old town".to_owned(),
        json,
        options: sources([file("fire"), file("a.txt")]),
    };
    for (to, json) in [("text", false), ("json", true), ("jsonl", true)] {
        assert_eq!(
            parse(["--find", "old town", "--to", to, "fire", "a.txt"]),
            Ok(find(json))
        );
    }
    assert_eq!(parse(["--find=old town", "fire", "a.txt"]), Ok(find(false)));
    for typed in [
        vec!["--find"],
        vec!["--find", "fire", "--to=markdown"],
        vec!["--find", "fire", "--explain"],
        vec!["--find", "fire", "--repeats"],
        vec!["--find", "fire", "--all"],
        vec!["--find", "fire", "--follow"],
    ] {
        assert!(parse(typed.clone()).is_err(), "{typed:?}");
    }
}

#[test]
fn repeats_are_dropped_kept_or_marked() {
    for copies in Copies::ALL {
        let options = Options {
            copies: Some(copies),
            ..Options::default()
        };
        let typed = format!("--copies={}", copies.name());
        let to = Format::Json;
        assert_eq!(
            parse(["--to=json", &typed]),
            Ok(Command::Write {
                to,
                options: options.clone()
            })
        );
        assert_eq!(parse([typed]), Ok(Command::Read(options)));
    }
}

#[test]
fn what_is_typed_is_what_is_done() {
    let none = Options::default;
    let table: Vec<(&[&str], Command)> = vec![
        (&[], Command::Read(none())),
        (&["a.txt"], Command::Read(sources([file("a.txt")]))),
        (
            &["a.txt", "-", "b.html"],
            Command::Read(sources([file("a.txt"), Source::Stdin, file("b.html")])),
        ),
        (&["--", "--help"], Command::Read(sources([file("--help")]))),
        (
            &["HTTPS://example.org/x"],
            Command::Read(sources([Source::Url("HTTPS://example.org/x".into())])),
        ),
        (&["./https://x"], Command::Read(sources([file("./https://x")]))),
        (
            &["a", "--to", "json", "b"],
            Command::Write {
                to: Format::Json,
                options: sources([file("a"), file("b")]),
            },
        ),
        (
            &["--to=text", "--all"],
            Command::Write {
                to: Format::Text,
                options: Options {
                    copies: Some(Copies::Keep),
                    ..none()
                },
            },
        ),
        (
            &["--to=json", "--to", "markdown"],
            Command::Write {
                to: Format::Markdown,
                options: none(),
            },
        ),
        (
            &["--all", "--to=markdown"],
            Command::Write {
                to: Format::Markdown,
                options: Options {
                    copies: Some(Copies::Keep),
                    ..none()
                },
            },
        ),
        (
            &["--all"],
            Command::Read(Options {
                copies: Some(Copies::Keep),
                ..none()
            }),
        ),
        (&["--explain", "-"], Command::Explain(sources([Source::Stdin]))),
        (
            &["--list-themes", "--no-config"],
            Command::ListThemes(Options {
                config: Config::None,
                ..none()
            }),
        ),
        (
            &[
                "--no-config",
                "--config-file",
                "my.toml",
                "--theme",
                "a b",
                "--measure=66",
                "--no-mouse",
                "--ascii",
            ],
            Command::Read(Options {
                config: Config::File("my.toml".into()),
                theme: Some("a b".into()),
                measure: Some(66),
                no_mouse: true,
                ascii: true,
                ..none()
            }),
        ),
        (&["--man"], Command::Man),
        (&["-V"], Command::Version),
        (&["--version", "--nonsense"], Command::Version),
        (&["a.txt", "-h", "--to"], Command::Help),
        (&["--help"], Command::Help),
    ];
    for (args, command) in table {
        assert_eq!(parse(args), Ok(command), "{args:?}");
    }
}

#[test]
fn words_for_the_ear_the_configuration_and_news_are_written() {
    let none = Options::default;
    let table: Vec<(&[&str], Command)> = vec![
        (
            &["--plain", "--copies=mark", "a"],
            Command::Write {
                to: Format::Plain,
                options: Options {
                    copies: Some(Copies::Mark),
                    ..sources([file("a")])
                },
            },
        ),
        (
            &["--config", "--config-file=my.toml"],
            Command::Config(Options {
                config: Config::File("my.toml".into()),
                ..none()
            }),
        ),
        (&["--config-schema"], Command::ConfigSchema),
        (
            &["--follow", "--every=5", "a", "--to=jsonl"],
            Command::Follow(Options {
                follow: Some(Follow { every: Some(5) }),
                ..sources([file("a")])
            }),
        ),
        (
            &["--follow", "a"],
            Command::Read(Options {
                follow: Some(Follow { every: None }),
                ..sources([file("a")])
            }),
        ),
    ];
    for (args, command) in table {
        assert_eq!(parse(args), Ok(command), "{args:?}");
    }
}

/// For both ways in which `--config` once named a file.
const CONFIG_OF_WHAT: &str = "--config takes no arguments; to use another configuration file, give --config-file FILE \
                              (see dateline --help)";

#[test]
fn what_is_refused_says_what_to_do() {
    let table: &[(&[&str], &str)] = &[
        (&["--foo"], "unknown flag --foo (see dateline --help)"),
        (
            &["--them=x"],
            "unknown flag --them; did you mean --theme? (see dateline --help)",
        ),
        (
            &["--no-mose"],
            "unknown flag --no-mose; did you mean --no-mouse? (see dateline --help)",
        ),
        (&["-x"], "unknown flag -x (see dateline --help)"),
        (&["--to"], "--to needs a value: --to FORMAT (see dateline --help)"),
        (
            &["--to", "pdf"],
            "--to pdf: expected one of json, markdown, text, plain, jsonl, liveblog, html (see dateline --help)",
        ),
        (
            &["--measure", "19"],
            "--measure 19: expected a number of columns from 20 to 400 (see dateline --help)",
        ),
        (
            &["--every", "5"],
            "--every only applies with --follow (see dateline --help)",
        ),
        (
            &["--follow", "--every", "often"],
            "--every often: expected a number of seconds (see dateline --help)",
        ),
        (
            &["--follow", "--to=text"],
            "what is followed can only be written with --to jsonl (see dateline --help)",
        ),
        (
            &["--measure=x"],
            "--measure x: expected a number of columns from 20 to 400 (see dateline --help)",
        ),
        (
            &["--config-file="],
            "--config-file : expected the name of a file (see dateline --help)",
        ),
        (&["--config=my.toml"], CONFIG_OF_WHAT),
        (&["--config", "my.toml"], CONFIG_OF_WHAT),
        (
            &["--config", "--plain"],
            "--to and --config cannot be used together (see dateline --help)",
        ),
        (&["--all=yes"], "--all takes no value (see dateline --help)"),
        (
            &["--explain", "--to=json"],
            "--to and --explain cannot be used together (see dateline --help)",
        ),
        (
            &["--all", "--explain"],
            "--copies and --all only apply when an article is written out (see dateline --help)",
        ),
        (
            &["--copies=all"],
            "--copies all: expected one of drop, keep, mark (see dateline --help)",
        ),
        (
            &[""],
            "a file name is empty; give a file, or - for standard input (see dateline --help)",
        ),
        (
            &["-", "-"],
            "standard input can only be read once; give - once (see dateline --help)",
        ),
        (
            &["--\u{1b}[2J\u{202e}"],
            "unknown flag --\\u{1b}[2J\\u{202e} (see dateline --help)",
        ),
    ];
    for (args, what) in table {
        let error = parse(*args).expect_err(&format!("{args:?}"));
        assert_eq!(error.to_string(), *what, "{args:?}");
    }
}

#[test]
#[cfg(unix)]
fn names_need_not_be_unicode_but_themes_do() {
    use std::os::unix::ffi::OsStringExt;
    let raw = || OsString::from_vec(vec![b'a', 0xff, b'.']);
    let read = Command::Read(sources([Source::File(raw().into())]));
    assert_eq!(parse([raw()]), Ok(read));
    let wrong = parse([OsString::from("--theme"), raw()]);
    assert!(matches!(wrong, Err(Error::BadValue { flag: "theme", .. })), "{wrong:?}");
}

proptest! {
    #[test]
    fn any_arguments_are_taken_or_refused_in_harmless_words(
        args in prop::collection::vec(prop_oneof![
            any::<String>(),
            "--?[a-z-]{0,12}(=.{0,5})?",
            (0..FLAGS.len()).prop_map(|flag| format!("--{}", FLAGS[flag].long)),
        ], 0..5)
    ) {
        if let Err(error) = parse(&args) {
            let said = error.to_string();
            prop_assert!(said.ends_with("(see dateline --help)"));
            prop_assert!(!said.contains(char::is_control), "{:?}", said);
        }
    }

    #[test]
    fn files_are_kept_in_order(names in prop::collection::vec("[a-z./]{1,8}", 0..6)) {
        let expected: Vec<_> = names.iter().map(|name| file(name)).collect();
        prop_assert_eq!(parse(&names), Ok(Command::Read(sources(expected))));
    }
}

#[test]
fn flags_are_well_described() {
    for (index, flag) in FLAGS.iter().enumerate() {
        let long = flag.long;
        let earlier = &FLAGS[..index];
        assert!(!earlier.iter().any(|other| other.long == long), "--{long} twice");
        assert!(
            flag.short.is_none() || !earlier.iter().any(|other| other.short == flag.short),
            "--{long}"
        );
        assert!(long.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "--{long}");
        assert!(
            flag.value
                .is_none_or(|value| value.name.chars().all(|c| c.is_ascii_uppercase())),
            "--{long}"
        );
        assert!(flag.sentence.is_ascii() && flag.doc.is_ascii(), "--{long}");
        assert!(!flag.sentence.ends_with('.') && flag.doc.ends_with('.'), "--{long}");
        assert!(!flag.doc.contains("  "), "--{long}: a line broken with its indent");
    }
}

#[test]
fn help_names_every_flag_once_and_fits() {
    let help = help(Some("/home/ana/.config/dateline/config.toml"));
    for flag in FLAGS {
        let start = flag.short.map_or("      ".to_owned(), |short| format!("  -{short}, "));
        let value = flag.value.map_or(String::new(), |value| format!(" {}", value.name));
        let start = format!("{start}--{}{value} ", flag.long);
        let lines = help.lines().filter(|line| line.starts_with(&start)).count();
        assert_eq!(lines, 1, "{start}");
    }
    assert!(help.lines().all(|line| line.len() <= 80));
    insta::assert_snapshot!(help);
}

#[test]
fn help_without_a_home_says_so() {
    let help = help(None);
    assert!(help.ends_with("Configuration: none, as there is no home folder; give a file with --config-file\n"));
}

#[test]
fn the_version_is_the_packages() {
    assert_eq!(version(), format!("dateline {}", env!("CARGO_PKG_VERSION")));
}
