//! How keys are written, and how they are shown.

use dateline::keymap::{Code, Key, Sequence, parse_keys};
use proptest::prelude::*;

const NAMED: [Code; 16] = [
    Code::Char(' '),
    Code::Enter,
    Code::Tab,
    Code::BackTab,
    Code::Backspace,
    Code::Escape,
    Code::Left,
    Code::Right,
    Code::Up,
    Code::Down,
    Code::Home,
    Code::End,
    Code::PageUp,
    Code::PageDown,
    Code::Insert,
    Code::Delete,
];

/// Any key a terminal can tell from others: Control has no case, and shares bytes with Tab, Enter and Escape.
pub(super) fn any_key() -> impl Strategy<Value = Key> {
    let chars = prop_oneof![
        4 => prop::char::range('!', '~'),
        1 => any::<char>().prop_filter("a character", |c| !c.is_control() && !c.is_whitespace()),
    ];
    let code = prop_oneof![
        4 => chars.prop_map(Code::Char),
        2 => prop::sample::select(NAMED.to_vec()),
        1 => (1u8..=24).prop_map(Code::Function),
    ];
    (code, any::<bool>(), any::<bool>())
        .prop_map(|(code, control, alt)| {
            let code = match code {
                Code::Char(c) if control => Code::Char(c.to_ascii_lowercase()),
                code => code,
            };
            Key { code, control, alt }
        })
        .prop_filter("a key of its own", |key| {
            !(key.control && matches!(key.code, Code::Char('i' | 'm' | '[')))
        })
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(keys in prop::collection::vec(any_key(), 1..5)) {
        let text: String = keys.iter().map(|key| key.notation()).collect();
        prop_assert_eq!(parse_keys(&text), Ok(keys), "{}", text);
    }

    #[test]
    fn what_is_read_is_written_so_that_it_is_read_again(text in "(<[a-zA-Z-]{0,8}>|[ -~]|\\PC){0,6}") {
        if let Ok(keys) = parse_keys(&text) {
            let written: String = keys.iter().map(|key| key.notation()).collect();
            prop_assert_eq!(parse_keys(&written), Ok(keys));
        }
    }

    #[test]
    fn any_text_is_read_or_refused_with_a_reason(text in any::<String>()) {
        if let Err(what) = parse_keys(&text) {
            prop_assert!(!what.is_empty());
        }
    }

    #[test]
    fn keys_are_shown_without_gaps(keys in prop::collection::vec(any_key(), 1..5)) {
        let shown = Sequence(&keys).to_string();
        prop_assert!(!shown.is_empty());
        prop_assert!(!shown.contains(char::is_whitespace), "{:?}", shown);
    }
}

#[test]
fn notations() {
    let plain = |code| vec![Key::plain(code)];
    let alt = |code| {
        vec![Key {
            alt: true,
            ..Key::plain(code)
        }]
    };
    let table = [
        ("]", plain(Code::Char(']'))),
        ("zR", vec![Key::plain(Code::Char('z')), Key::plain(Code::Char('R'))]),
        ("é", plain(Code::Char('é'))),
        (">", plain(Code::Char('>'))),
        ("<lt>", plain(Code::Char('<'))),
        ("<c-d>", vec![Key::control('d')]),
        ("<C-D>", vec![Key::control('d')]),
        ("<c-->", vec![Key::control('-')]),
        ("<c-->>", vec![Key::control('-'), Key::plain(Code::Char('>'))]),
        ("<a-x>", alt(Code::Char('x'))),
        ("<m-X>", alt(Code::Char('X'))),
        ("<a->>", alt(Code::Char('>'))),
        ("<a-left>", alt(Code::Left)),
        ("<Space>", plain(Code::Char(' '))),
        ("<CR>", plain(Code::Enter)),
        ("<PageDown>", plain(Code::PageDown)),
        ("<s-tab>", plain(Code::BackTab)),
        ("<f12>", plain(Code::Function(12))),
    ];
    for (text, keys) in table {
        assert_eq!(parse_keys(text), Ok(keys), "{text}");
    }
}

#[test]
fn what_cannot_be_read_says_how_to_write_it() {
    let table = [
        ("", "no key"),
        ("g g", "<space>"),
        ("\t", "control character"),
        ("<", "<lt>"),
        ("<enter", "<lt>"),
        ("<>", "is no key"),
        ("<x>", "write x"),
        ("<c-i>", "<tab>"),
        ("<c-m>", "<enter>"),
        ("<a-c-[>", "<a-esc>"),
        ("<s-g>", "write G"),
        ("<c-c-x>", "is no key"),
        ("<f0>", "is no key"),
        ("<f25>", "is no key"),
        ("<f+1>", "is no key"),
        ("<return of the key>", "<pgdn>"),
    ];
    for (text, wanted) in table {
        let what = parse_keys(text).expect_err(text);
        assert!(what.contains(wanted), "{text}: {what}");
    }
}

#[test]
fn keys_as_people_read_them() {
    let table = [
        ("G", "G", "G"),
        ("<c-d>", "^d", "^d"),
        ("<a-left>", "Alt-←", "Alt-Left"),
        ("<c-a-x>", "^Alt-x", "^Alt-x"),
        ("<down>", "↓", "Down"),
        ("<space>", "Space", "Space"),
        ("<pgdn>", "PgDn", "PgDn"),
        ("<s-tab>", "Shift-Tab", "Shift-Tab"),
        ("<f1>", "F1", "F1"),
        ("zR", "zR", "zR"),
        ("<c-x><enter>", "^x,Enter", "^x,Enter"),
        ("z<space>", "z,Space", "z,Space"),
    ];
    for (text, signs, ascii) in table {
        let keys = parse_keys(text).unwrap();
        assert_eq!(format!("{}", Sequence(&keys)), signs);
        assert_eq!(format!("{:#}", Sequence(&keys)), ascii);
    }
}
