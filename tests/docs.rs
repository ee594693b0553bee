//! What is told about the program is what it does.

mod manual;
mod papers;

use std::collections::HashSet;
use std::fmt::Write;
use std::path::PathBuf;

use dateline::guide::{HelpLine, Spelling, about, commands, counts, help, pane, whole};
use dateline::keymap::{Action, Keymap, Mode, Rebinding, Sequence, parse_keys};
use proptest::prelude::*;

use crate::keymap::rebinding::any_rebinding;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The keys of a place: each action that is bound there once, with exactly its keys there.
#[test]
fn the_help_of_a_place_tells_its_keys() {
    let keymap = Keymap::default();
    for mode in Mode::ALL.into_iter().filter(|mode| *mode != Mode::Page) {
        let lines = pane(&keymap, mode, Spelling::Signs);
        let told = lines.iter().filter_map(|line| match line {
            HelpLine::Action { action, keys, .. } => Some((*action, keys.clone())),
            _ => None,
        });
        let bound = Action::ALL.iter().filter_map(|&action| {
            let keys = keymap.keys_of(mode, action);
            let keys: Vec<String> = keys.iter().map(|keys| Sequence(keys).to_string()).collect();
            (!keys.is_empty()).then(|| (action, keys.join(" ")))
        });
        assert_eq!(told.collect::<Vec<_>>(), bound.collect::<Vec<_>>(), "{mode:?}");
    }
}

#[test]
fn the_help_is_found_by_words_keys_and_names() {
    let keymap = Keymap::default();
    let found = |words: &str| about(whole(&keymap, Mode::Page, Spelling::Signs), words);
    let says = |words: &str, wanted: &str| {
        let lines = found(words);
        assert!(matches!(lines.first(), Some(HelpLine::Heading(_))), "{words}");
        assert!(
            lines.iter().any(|line| format!("{line:?}").contains(wanted)),
            "{words}: {lines:?}"
        );
        lines.len()
    };
    assert!(says("fold all", "FoldAll") < 12);
    says("zR", "OpenAllFolds");
    says("next-section", "NextSection");
    says("MEASURE", "measure");
    says("write", "write, w PATH");
    // A heading stands for all below it.
    let moving = found("moving");
    assert!(moving.len() > 10, "{moving:?}");
    assert!(found("no such word").is_empty());
    assert_eq!(found("").len(), whole(&keymap, Mode::Page, Spelling::Signs).len());
    let all = commands().len() + help(&keymap, Spelling::Signs).len();
    assert!(found("").len() > all);
}

/// What the help says of an action: its keys, and those of places where they are others.
struct Told {
    action: Action,
    keys: String,
    also: Vec<(&'static str, String)>,
}

fn told(keymap: &Keymap) -> Vec<Told> {
    let mut told: Vec<Told> = Vec::new();
    for line in help(keymap, Spelling::Signs) {
        match line {
            HelpLine::Action { action, keys, .. } => told.push(Told {
                action,
                keys,
                also: Vec::new(),
            }),
            HelpLine::Also { keys, place } => told.last_mut().expect("an action above").also.push((place, keys)),
            _ => {}
        }
    }
    told
}

/// Each action is told once, and for every mode the keys it has there: exactly, but that of the page's keys some do
/// nothing where there is no page.
fn assert_tells_the_truth(keymap: &Keymap) {
    let told = told(keymap);
    let actions: HashSet<_> = told.iter().map(|told| told.action).collect();
    assert_eq!((told.len(), actions.len()), (Action::ALL.len(), Action::ALL.len()));
    for Told { action, keys, also } in &told {
        let on_page = !keymap.keys_of(Mode::Page, *action).is_empty();
        for mode in Mode::ALL {
            let bound = keymap.keys_of(mode, *action);
            let bound: Vec<_> = bound.iter().map(|keys| Sequence(keys).to_string()).collect();
            let here = also.iter().find(|(place, _)| *place == mode.place());
            let told: Vec<&str> = here.map_or(keys, |(_, keys)| keys).split_whitespace().collect();
            if bound.is_empty() {
                assert_eq!(here, None, "{action:?} {mode:?}");
            } else if on_page && here.is_none() && !matches!(mode, Mode::Page | Mode::Sidebar) {
                assert!(
                    bound.iter().all(|keys| told.contains(&keys.as_str())),
                    "{action:?} {mode:?}"
                );
            } else {
                assert_eq!(told, bound, "{action:?} {mode:?}");
            }
        }
    }
}

#[test]
fn the_help_tells_every_action_once_with_all_its_keys() {
    assert_tells_the_truth(&Keymap::default());
}

proptest! {
    #[test]
    fn the_help_tells_the_truth_whatever_is_bound(own in prop::collection::vec(any_rebinding(), 1..4)) {
        if let Ok(keymap) = Keymap::with(&own) {
            assert_tells_the_truth(&keymap);
        }
    }
}

#[test]
fn the_help_tells_the_readers_own_keys() {
    let own = [
        ("<f5>", Mode::Page, Some(Action::NextSection)),
        ("]", Mode::Page, None),
        ("q", Mode::Page, Some(Action::Zen)),
        ("<c-x><enter>", Mode::Prompt, Some(Action::Accept)),
        ("\\", Mode::Page, Some(Action::SearchBackward)),
    ];
    let own = own.map(|(keys, mode, action)| Rebinding {
        mode,
        keys: parse_keys(keys).unwrap(),
        action,
    });
    let keymap = Keymap::with(&own).unwrap();
    assert_tells_the_truth(&keymap);
    let told = told(&keymap);
    let of = |wanted| told.iter().find(|told| told.action == wanted).unwrap();
    assert_eq!(of(Action::NextSection).keys, "F5 J");
    let elsewhere = ["while selecting", "in the sidebar"].map(|place| (place, "] J".to_owned()));
    assert_eq!(of(Action::NextSection).also, elsewhere);
    assert_eq!(of(Action::SearchBackward).keys, "\\");
    assert_eq!(
        of(Action::Accept).also[1],
        ("while typing a search or command", "^x,Enter Enter".to_owned())
    );
}

#[test]
fn what_a_count_does_is_told_by_keys_that_are_bound() {
    let told = |keymap: &Keymap| counts(keymap, Spelling::Signs);
    let default = "Type a number first to repeat a key: 5j, or to choose a section: 12G";
    assert_eq!(told(&Keymap::default()).as_deref(), Some(default));
    let own = ["j", "<down>", "<c-e>", "G", "<end>"].map(|keys| Rebinding {
        mode: Mode::Page,
        keys: parse_keys(keys).unwrap(),
        action: None,
    });
    let own = told(&Keymap::with(&own).unwrap());
    assert_eq!(own.as_deref(), Some("Type a number first to repeat a key: 5k"));
}

#[test]
fn the_help_as_one_looks_at_it() {
    let mut text = String::new();
    for line in whole(&Keymap::default(), Mode::Page, Spelling::Signs) {
        let _ = match line {
            HelpLine::Heading(heading) => writeln!(text, "{heading}"),
            HelpLine::Action { keys, sentence, .. } => writeln!(text, "  {keys:24} {sentence}"),
            HelpLine::Also { keys, place } => writeln!(text, "  {keys:24}   ... {place}"),
            HelpLine::Command { typed, sentence } => writeln!(text, "  {typed:24} {sentence}"),
            HelpLine::Setting { name, sentence, takes } => writeln!(text, "  {name:24} {sentence}: {takes}"),
            HelpLine::Entry { term, words } => writeln!(text, "  {term:24} {words}"),
            HelpLine::Paragraph(_) | HelpLine::Item(_) | HelpLine::Code(_) => unreachable!("the manual's alone"),
        };
    }
    insta::assert_snapshot!(text);
}

#[test]
fn ascii_help_is_ascii() {
    for line in whole(&Keymap::default(), Mode::Prompt, Spelling::Ascii) {
        assert!(format!("{line:?}").is_ascii(), "{line:?}");
    }
}
