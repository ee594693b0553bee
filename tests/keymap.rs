//! The laws of the table of actions and keys, and of what is laid over it.

mod notation;
pub(crate) mod rebinding;

use std::collections::HashSet;
use std::fmt::Write;

use dateline::keymap::command::{COMMANDS, Command, Takes};
use dateline::keymap::table::{Count, TABLE, UNBOUND, hints};
use dateline::keymap::{Action, Code, Key, Keymap, Lookup, Mode, Sequence, parse_keys};

/// The sequences the table binds in a mode, as written there.
fn written(mode: Mode) -> impl Iterator<Item = (Action, &'static str)> {
    TABLE.iter().flat_map(move |entry| {
        let keys = entry.keys(mode).unwrap_or_default();
        keys.split_whitespace().map(|keys| (entry.action, keys))
    })
}

/// `NextSection` as `next-section`.
fn kebab(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !out.is_empty() {
            out.push('-');
        }
        out.extend(c.to_lowercase());
    }
    out
}

#[test]
fn each_action_has_one_row_under_its_own_name() {
    assert_eq!(TABLE.len(), Action::ALL.len());
    for (entry, &action) in TABLE.iter().zip(Action::ALL) {
        assert_eq!(entry.action, action);
        assert_eq!(action.name(), kebab(&format!("{action:?}")));
        assert_eq!(Action::from_name(action.name()), Some(action));
    }
    assert_eq!(Action::from_name("no-such-action"), None);
}

#[test]
fn sentences_fit_a_line_and_are_said_once() {
    let mut seen = HashSet::new();
    for entry in TABLE {
        let sentence = entry.sentence;
        assert!(sentence.is_ascii(), "{sentence}");
        assert!(
            (4..=60).contains(&sentence.len()),
            "{} columns: {sentence}",
            sentence.len()
        );
        assert!(sentence.starts_with(|c: char| c.is_ascii_uppercase()), "{sentence}");
        assert!(!sentence.ends_with(|c: char| c.is_ascii_punctuation()), "{sentence}");
        assert!(seen.insert(sentence), "twice: {sentence}");
        assert!(
            entry.count != Count::Which || sentence.contains("count"),
            "a count says which, untold: {sentence}"
        );
    }
}

#[test]
fn what_is_written_in_the_table_is_what_the_keymap_does() {
    let keymap = Keymap::default();
    for mode in Mode::ALL {
        for (action, text) in written(mode) {
            let keys = parse_keys(text).unwrap_or_else(|error| panic!("{mode:?} {action:?} {text}: {error}"));
            assert_eq!(keymap.lookup(mode, &keys), Lookup::Action(action), "{mode:?} {text}");
            assert!(keymap.keys_of(mode, action).contains(&keys), "{mode:?} {text}");
        }
        let bound: usize = Action::ALL
            .iter()
            .map(|&action| keymap.keys_of(mode, action).len())
            .sum();
        assert_eq!(bound, written(mode).count(), "{mode:?}");
    }
}

#[test]
fn every_action_has_a_key_or_a_reason() {
    let keymap = Keymap::default();
    for &action in Action::ALL {
        let bound = Mode::ALL.iter().any(|&mode| !keymap.keys_of(mode, action).is_empty());
        let reason = UNBOUND.iter().find(|(unbound, _)| *unbound == action);
        assert_eq!(bound, reason.is_none(), "{action:?}");
        let meant = Mode::ALL.iter().any(|&mode| action.entry().keys(mode).is_some());
        assert!(meant, "{action:?} can be bound nowhere");
        assert!(reason.is_none_or(|(_, reason)| reason.len() > 20), "{action:?}");
    }
}

/// No sequence is the start of another, in the default table and in whatever is laid over it.
fn assert_no_prefixes(keymap: &Keymap) {
    for mode in Mode::ALL {
        for &action in Action::ALL {
            for keys in keymap.keys_of(mode, action) {
                assert_eq!(keymap.lookup(mode, keys), Lookup::Action(action));
                assert_eq!(keymap.continuations(mode, keys), []);
                for length in 0..keys.len() {
                    let (typed, next) = (&keys[..length], keys[length]);
                    assert_eq!(
                        keymap.lookup(mode, typed),
                        Lookup::Prefix,
                        "{mode:?} {}",
                        Sequence(keys)
                    );
                    let meaning = keymap.lookup(mode, &keys[..=length]);
                    assert!(keymap.continuations(mode, typed).contains(&(next, meaning)));
                }
            }
        }
    }
}

#[test]
fn no_sequence_is_the_start_of_another() {
    assert_no_prefixes(&Keymap::default());
}

#[test]
fn digits_stay_counts_and_letters_stay_text() {
    for mode in Mode::ALL {
        for (action, text) in written(mode) {
            let keys = parse_keys(text).unwrap();
            // But for a 0 that comes first: no count begins with it.
            let counted = keys.iter().skip(usize::from(text == "0")).any(|key| key.is_digit());
            assert!(!mode.has_counts() || !counted, "{mode:?} {action:?}");
            assert!(!mode.is_typing() || !keys[0].is_text(), "{mode:?} {action:?}");
        }
    }
}

#[test]
fn the_way_out_is_the_same_everywhere() {
    let keymap = Keymap::default();
    for mode in Mode::ALL {
        assert_eq!(
            keymap.lookup(mode, &[Key::control('z')]),
            Lookup::Action(Action::Suspend),
            "{mode:?}"
        );
        let escape = keymap.lookup(mode, &[Key::plain(Code::Escape)]);
        let expected = if mode == Mode::Page {
            Action::Clear
        } else {
            Action::Cancel
        };
        assert_eq!(escape, Lookup::Action(expected), "{mode:?}");
        // What lies over the page is left first, and so is what is selected.
        let interrupt = keymap.lookup(mode, &[Key::control('c')]);
        let expected = if mode == Mode::Page {
            Action::Quit
        } else {
            Action::Cancel
        };
        assert_eq!(interrupt, Lookup::Action(expected), "{mode:?}");
    }
}

#[test]
fn commands_are_told_from_each_other_and_from_actions() {
    let mut words = HashSet::new();
    let mut sentences: HashSet<&str> = TABLE.iter().map(|entry| entry.sentence).collect();
    for command in COMMANDS {
        for word in [Some(command.word), command.short].into_iter().flatten() {
            assert!(words.insert(word), "twice: {word}");
            assert_eq!(Command::named(word), Some(command));
            // These do the same as the action, and take words or none.
            let same = matches!(word, "help" | "quit");
            assert_eq!(Action::from_name(word).is_some(), same, "{word}");
        }
        let sentence = command.sentence;
        assert!(sentence.is_ascii() && sentence.len() <= 60, "{sentence}");
        assert!(!sentence.ends_with('.'), "{sentence}");
        assert!(sentences.insert(sentence), "twice: {sentence}");
        assert_eq!(
            command.takes == Takes::Nothing,
            command.arguments.is_empty(),
            "{}",
            command.word
        );
    }
}

/// The keys a newcomer tries, and those that readers of the manual were promised.
#[test]
fn the_promised_keys_do_what_was_promised() {
    use Action as A;
    let promised = [
        ("j <down>", A::LineDown),
        ("k <up>", A::LineUp),
        ("d <c-d>", A::HalfPageDown),
        ("u <c-u>", A::HalfPageUp),
        ("<space> f <pgdn>", A::PageDown),
        ("b <pgup>", A::PageUp),
        ("g <home>", A::Start),
        ("G <end>", A::End),
        ("] J", A::NextSection),
        ("[ K", A::PreviousSection),
        ("}", A::NextBlock),
        ("{", A::PreviousBlock),
        ("c", A::NextCaption),
        ("n", A::NextMatch),
        ("N", A::PreviousMatch),
        ("/", A::Search),
        ("p", A::PickSection),
        ("<tab>", A::SwitchPane),
        ("h <left>", A::Left),
        ("l <right>", A::Right),
        ("<enter>", A::Activate),
        ("za", A::ToggleFold),
        ("zR", A::OpenAllFolds),
        ("zM", A::FoldAll),
        ("zb", A::ToggleBoilerplate),
        ("o", A::Original),
        ("<c-o>", A::JumpBack),
        ("xm", A::CopyBlockMarkdown),
        ("xQ", A::CopySectionQuotation),
        ("v", A::Select),
        ("e", A::Edit),
        (":", A::CommandLine),
        ("y", A::CopyBlock),
        ("Y", A::CopySection),
        ("t", A::Themes),
        ("-", A::Narrower),
        ("+", A::Wider),
        ("w", A::ToggleFullWidth),
        ("S", A::Zen),
        // Keys that hands know from vi and less.
        ("zz", A::Center),
        ("\\", A::SearchBackward),
        ("%", A::Percent),
        ("<c-e>", A::LineDown),
        ("<c-y>", A::LineUp),
        ("<c-g>", A::Position),
        ("<backspace>", A::JumpBack),
        ("ZZ ZQ <c-c>", A::Quit),
        ("?", A::Help),
        ("q", A::Quit),
    ];
    let keymap = Keymap::default();
    let each = promised
        .iter()
        .flat_map(|&(keys, action)| keys.split(' ').map(move |keys| (keys, action)));
    for (text, action) in each {
        assert_eq!(
            keymap.lookup(Mode::Page, &parse_keys(text).unwrap()),
            Lookup::Action(action),
            "{text}"
        );
    }
    let boxed = keymap.lookup(Mode::Box, &parse_keys("q").unwrap());
    assert_eq!(boxed, Lookup::Action(A::Cancel));
}

#[test]
fn an_unfinished_sequence_says_how_it_goes_on() {
    let keymap = Keymap::default();
    let typed = [Key::plain(Code::Char('z'))];
    assert_eq!(keymap.lookup(Mode::Page, &typed), Lookup::Prefix);
    let next = keymap.continuations(Mode::Page, &typed);
    let shown: Vec<_> = next.iter().map(|(key, meaning)| format!("{key} {meaning:?}")).collect();
    let expected = [
        "z Action(Center)",
        "a Action(ToggleFold)",
        "R Action(OpenAllFolds)",
        "M Action(FoldAll)",
        "b Action(ToggleBoilerplate)",
        "u Action(FoldReworded)",
        "p Action(FoldRead)",
        "d Action(Diff)",
        "j Action(ToggleJustified)",
    ];
    assert_eq!(shown, expected);
    let unbound = [typed[0], Key::plain(Code::Char('q'))];
    assert_eq!(keymap.lookup(Mode::Page, &unbound), Lookup::Nothing);
    assert_eq!(keymap.continuations(Mode::Page, &unbound), []);
}

#[test]
fn hints_are_short_and_bound() {
    let keymap = Keymap::default();
    let mut lines = String::new();
    for mode in Mode::ALL {
        let hints = hints(mode);
        let shown = keymap.hint(mode);
        assert_eq!(shown.len(), hints.len(), "{mode:?}: a hint without a key");
        let mut actions = HashSet::new();
        for (action, label) in hints {
            assert!(actions.insert(action), "{mode:?}: {action:?} twice");
            assert!((1..=8).contains(&label.len()) && label.is_ascii(), "{mode:?}: {label}");
        }
        let shown: Vec<_> = shown
            .iter()
            .map(|hint| format!("{} {}", hint.keys, hint.label))
            .collect();
        let _ = writeln!(lines, "{}: {}", mode.name(), shown.join("  "));
    }
    insta::assert_snapshot!(lines);
}

#[test]
fn modes_have_names() {
    for mode in Mode::ALL {
        assert_eq!(Mode::from_name(mode.name()), Some(mode));
    }
    assert_eq!(Mode::from_name("elsewhere"), None);
}

/// All default keys, as one looks at them.
#[test]
fn the_default_keys() {
    let keymap = Keymap::default();
    let mut lines = String::new();
    for mode in Mode::ALL {
        let _ = writeln!(lines, "{}", mode.name());
        for &action in Action::ALL {
            let keys: Vec<_> = keymap
                .keys_of(mode, action)
                .iter()
                .map(|keys| Sequence(keys).to_string())
                .collect();
            if !keys.is_empty() {
                let _ = writeln!(lines, "  {:28} {}", keys.join("  "), action.name());
            }
        }
    }
    insta::assert_snapshot!(lines);
}

#[test]
fn names_that_actions_had_before_still_name_them() {
    for (old, action) in [
        ("turn-order", Action::ReorderPosts),
        ("unique-only", Action::FoldReworded),
        ("beside", Action::Diff),
    ] {
        assert_eq!(Action::from_name(old), Some(action));
        assert!(TABLE.iter().all(|entry| entry.name != old), "{old} is a name of today");
    }
}
