//! The reader's own bindings, laid over the table.

use dateline::keymap::{Action, Keymap, Lookup, Mode, Rebinding, parse_keys};
use proptest::prelude::*;

use super::assert_no_prefixes;

fn rebinding(mode: Mode, keys: &str, action: Option<Action>) -> Rebinding {
    let keys = parse_keys(keys).unwrap();
    Rebinding { mode, keys, action }
}

#[test]
fn own_keys_come_first_and_the_others_stay() {
    let own = [rebinding(Mode::Page, "<f5>", Some(Action::NextSection))];
    let keymap = Keymap::with(&own).unwrap();
    let shown: Vec<_> = keymap
        .keys_of(Mode::Page, Action::NextSection)
        .iter()
        .map(|keys| keys[0].notation())
        .collect();
    assert_eq!(shown, ["<f5>", "]", "J"]);
    let elsewhere = keymap.lookup(Mode::Sidebar, &own[0].keys);
    assert_eq!(elsewhere, Lookup::Nothing);
}

#[test]
fn a_key_taken_for_something_else_no_longer_does_what_it_did() {
    let own = [rebinding(Mode::Page, "q", Some(Action::Help))];
    let keymap = Keymap::with(&own).unwrap();
    assert_eq!(keymap.lookup(Mode::Page, &own[0].keys), Lookup::Action(Action::Help));
    assert!(!keymap.keys_of(Mode::Page, Action::Quit).contains(&own[0].keys));
    assert!(keymap.keys_of(Mode::Sidebar, Action::Quit).contains(&own[0].keys));
}

#[test]
fn an_unbound_key_does_nothing() {
    let own = [rebinding(Mode::Page, "q", None), rebinding(Mode::Page, "<f9>", None)];
    let keymap = Keymap::with(&own).unwrap();
    assert_eq!(keymap.lookup(Mode::Page, &own[0].keys), Lookup::Nothing);
    assert_eq!(keymap.lookup(Mode::Page, &own[1].keys), Lookup::Nothing);
}

#[test]
fn a_start_of_others_can_be_bound_once_they_are_free() {
    let mut own: Vec<_> = ["za", "zR", "zM", "zb", "zu", "zp", "zd", "zj", "zz"]
        .iter()
        .map(|keys| rebinding(Mode::Page, keys, None))
        .collect();
    own.insert(0, rebinding(Mode::Page, "z", Some(Action::Zen)));
    let keymap = Keymap::with(&own).unwrap();
    assert_eq!(keymap.lookup(Mode::Page, &own[0].keys), Lookup::Action(Action::Zen));
    assert_no_prefixes(&keymap);
}

/// As in other programs: `gg` is the start, `gn` and `gp` go from article to article. All it takes is that `g` alone
/// is nothing; the README says so.
#[test]
fn keys_that_begin_with_g_can_be_had() {
    let own = [
        rebinding(Mode::Page, "g", None),
        rebinding(Mode::Page, "gg", Some(Action::Start)),
        rebinding(Mode::Page, "gn", Some(Action::NextArticle)),
        rebinding(Mode::Page, "gp", Some(Action::PreviousArticle)),
    ];
    let keymap = Keymap::with(&own).unwrap();
    assert_eq!(keymap.lookup(Mode::Page, &own[0].keys), Lookup::Prefix);
    for binding in &own[1..] {
        let action = binding.action.expect("an action");
        assert_eq!(keymap.lookup(Mode::Page, &binding.keys), Lookup::Action(action));
        assert_eq!(
            keymap.keys_of(Mode::Page, action)[0],
            binding.keys,
            "it is the one that is shown"
        );
    }
    assert_no_prefixes(&keymap);
    // Without the first, they are refused.
    assert!(Keymap::with(&own[1..]).is_err());
}

#[test]
fn what_cannot_hold_is_refused_with_its_place_and_both_names() {
    let good = rebinding(Mode::Page, "<f5>", Some(Action::Help));
    let keyless = Rebinding {
        mode: Mode::Page,
        keys: Vec::new(),
        action: Some(Action::Quit),
    };
    let table: [(Rebinding, &[&str]); 8] = [
        (keyless, &["no keys"]),
        (
            rebinding(Mode::Page, "z", Some(Action::Quit)),
            &["`z` (quit)", "`zM` (fold-all)", "page"],
        ),
        (
            rebinding(Mode::Page, "gg", Some(Action::Start)),
            &["`g` (start)", "`gg` (start)"],
        ),
        (
            rebinding(Mode::Page, "5", Some(Action::Quit)),
            &["`5`", "digits are counts"],
        ),
        (
            rebinding(Mode::Picker, "j", Some(Action::ListDown)),
            &["`j` is text in picker"],
        ),
        (
            rebinding(Mode::Page, "X", Some(Action::DeleteWord)),
            &["delete-word does nothing in page", "prompt, picker"],
        ),
        (
            rebinding(Mode::Page, "<f5>", Some(Action::Quit)),
            &["`F5` is bound twice in page"],
        ),
        (
            rebinding(Mode::Page, "<f5>x", Some(Action::Quit)),
            &["`F5` (help)", "`F5,x` (quit)"],
        ),
    ];
    for (bad, wanted) in table {
        let error = Keymap::with(&[good.clone(), bad.clone()]).expect_err(&format!("{bad:?}"));
        assert_eq!(error.index, 1, "{error}");
        for part in wanted {
            assert!(error.to_string().contains(part), "{part} not in: {error}");
        }
    }
}

/// Few keys, so that they get into each other's way, and any action.
pub(crate) fn any_rebinding() -> impl Strategy<Value = Rebinding> {
    let key = prop::sample::select(vec!["z", "a", "q", "g", "<c-x>", "<f5>", "<esc>", "7"]);
    let keys = prop::collection::vec(key, 1..4).prop_map(|keys| parse_keys(&keys.concat()).unwrap());
    let action = prop::option::of(prop::sample::select(Action::ALL.to_vec()));
    (prop::sample::select(Mode::ALL.to_vec()), keys, action).prop_map(|(mode, keys, action)| Rebinding {
        mode,
        keys,
        action,
    })
}

proptest! {
    #[test]
    fn what_holds_does_what_was_asked_and_leaves_the_rest(own in prop::collection::vec(any_rebinding(), 0..5)) {
        let default = Keymap::default();
        match Keymap::with(&own) {
            Err(error) => prop_assert!(error.index < own.len() && !error.what.is_empty()),
            Ok(keymap) => {
                assert_no_prefixes(&keymap);
                for Rebinding { mode, keys, action } in &own {
                    let found = keymap.lookup(*mode, keys);
                    match action {
                        Some(action) => prop_assert_eq!(found, Lookup::Action(*action)),
                        None => prop_assert!(!matches!(found, Lookup::Action(_))),
                    }
                }
                for mode in Mode::ALL {
                    for &action in Action::ALL {
                        for keys in default.keys_of(mode, action) {
                            let is_own = own.iter().any(|own| own.mode == mode && own.keys == *keys);
                            prop_assert!(is_own || keymap.lookup(mode, keys) == Lookup::Action(action));
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn the_order_does_not_matter(own in prop::collection::vec(any_rebinding(), 0..5)) {
        let turned: Vec<_> = own.iter().rev().cloned().collect();
        match (Keymap::with(&own), Keymap::with(&turned)) {
            (Ok(one), Ok(other)) => {
                for Rebinding { mode, keys, .. } in &own {
                    prop_assert_eq!(one.lookup(*mode, keys), other.lookup(*mode, keys));
                }
            }
            (one, other) => prop_assert!(one.is_err() && other.is_err()),
        }
    }
}
