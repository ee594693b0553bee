//! What is told about the program is what it does.

use std::collections::HashSet;
use std::fmt::Write;
use std::path::Path;

use dateline::cli::FLAGS;
use dateline::guide::{HelpLine, Spelling, help, man_page, readme_keys};
use dateline::keymap::{Action, Keymap, Mode, Rebinding, Sequence, parse_keys};

const BEGIN: &str = "<!-- keys:begin -->";
const END: &str = "<!-- keys:end -->";

#[test]
fn the_readme_has_the_keys_as_they_are() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let Ok(readme) = std::fs::read_to_string(&path) else {
        return;
    };
    let keys = readme.split_once(BEGIN).and_then(|(_, rest)| rest.split_once(END));
    let Some((keys, _)) = keys else {
        panic!("README.md has no table of keys between {BEGIN} and {END}");
    };
    let expected = readme_keys();
    assert!(
        keys.trim() == expected.trim(),
        "the table of keys in README.md is not that of the program; between the two markers put:\n\n{expected}"
    );
}

#[test]
fn the_readme_table_names_each_action_once() {
    let table = readme_keys();
    for action in Action::ALL {
        let end = format!(" | {} | `{}` |", action.sentence(), action.name());
        assert_eq!(table.lines().filter(|line| line.ends_with(&end)).count(), 1, "{end}");
    }
    insta::assert_snapshot!(table);
}

/// The keys the help shows for each action, in its own line and in those below.
fn shown(keymap: &Keymap) -> Vec<(Action, String)> {
    let mut shown: Vec<(Action, String)> = Vec::new();
    for line in help(keymap, Spelling::Signs) {
        match line {
            HelpLine::Heading(_) => {}
            HelpLine::Action { action, keys, .. } => shown.push((action, keys)),
            HelpLine::Also { keys, .. } => {
                let (_, above) = shown.last_mut().expect("an action above");
                above.push(' ');
                above.push_str(&keys);
            }
        }
    }
    shown
}

fn assert_tells_all(keymap: &Keymap) {
    let shown = shown(keymap);
    let actions: HashSet<_> = shown.iter().map(|(action, _)| action).collect();
    assert_eq!((shown.len(), actions.len()), (Action::ALL.len(), Action::ALL.len()));
    for (action, keys) in shown {
        let told: HashSet<&str> = keys
            .split(' ')
            .filter(|word| !word.is_empty() && *word != "or")
            .collect();
        let modes = Mode::ALL.iter().flat_map(|&mode| keymap.keys_of(mode, action));
        let bound: Vec<_> = modes.map(|keys| Sequence(keys).to_string()).collect();
        let bound: HashSet<&str> = bound.iter().flat_map(|keys| keys.split(' ')).collect();
        assert_eq!(told, bound, "{action:?}");
    }
}

#[test]
fn the_help_tells_every_action_once_with_all_its_keys() {
    assert_tells_all(&Keymap::default());
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
    assert_tells_all(&keymap);
    let shown = shown(&keymap);
    let of = |wanted| {
        shown
            .iter()
            .find(|(action, _)| *action == wanted)
            .map(|(_, keys)| keys.as_str())
    };
    assert_eq!(of(Action::NextSection), Some("F5 J ] J"));
    assert_eq!(of(Action::SearchBackward), Some("\\"));
}

#[test]
fn the_help_as_one_looks_at_it() {
    let mut text = String::new();
    for line in help(&Keymap::default(), Spelling::Signs) {
        let _ = match line {
            HelpLine::Heading(heading) => writeln!(text, "{heading}"),
            HelpLine::Action { keys, sentence, .. } => writeln!(text, "  {keys:24} {sentence}"),
            HelpLine::Also { keys, place } => writeln!(text, "  {keys:24}   ... {place}"),
        };
    }
    insta::assert_snapshot!(text);
}

#[test]
fn ascii_help_is_ascii() {
    for line in help(&Keymap::default(), Spelling::Ascii) {
        let (HelpLine::Heading(text) | HelpLine::Also { place: text, .. } | HelpLine::Action { sentence: text, .. }) =
            line;
        assert!(text.is_ascii(), "{text}");
        if let HelpLine::Action { keys, .. } | HelpLine::Also { keys, .. } = &line {
            assert!(keys.is_ascii(), "{keys}");
        }
    }
}

#[test]
fn the_man_page_has_every_flag_and_every_action() {
    let page = man_page();
    assert!(page.is_ascii());
    for flag in FLAGS {
        let name = format!("\\fB\\-\\-{}\\fR", flag.long.replace('-', "\\-"));
        let lines = page.lines().filter(|line| line.contains(&name)).count();
        assert_eq!(lines, 1, "{name}");
    }
    for action in Action::ALL {
        let end = format!(" ({})", action.name().replace('-', "\\-"));
        assert_eq!(page.lines().filter(|line| line.ends_with(&end)).count(), 1, "{end}");
    }
    // A line that begins with a dot is a request; these are all there are.
    let requests = ["TH", "SH", "SS", "PP", "TP", "B", "I", "RI", "br"];
    for line in page.lines().filter_map(|line| line.strip_prefix('.')) {
        let request = line.split(' ').next().unwrap_or_default();
        assert!(requests.contains(&request), "{line}");
    }
    insta::assert_snapshot!(page);
}
