//! The user's own theme files: what they may say, and what they are told.

use dateline::layout::role::{Glyph, Role};
use dateline::theme::{Appearance, Catalog, Color, GlyphSet, Source, Theme, builtin, load};
use proptest::prelude::*;

fn source<'a>(name: &'a str, file: &'a str, text: &'a str) -> Source<'a> {
    Source { name, file, text }
}

/// The theme `own` with this text.
fn own(text: &str) -> Theme {
    let (themes, errors) = load(&[source("own", "themes/own.toml", text)]);
    assert_eq!(errors, []);
    themes
        .into_iter()
        .find(|theme| theme.name == "own")
        .expect("it has no errors")
}

/// What is said of `themes/x.toml` with this text.
fn complaints(text: &str) -> Vec<String> {
    let (themes, errors) = load(&[source("x", "themes/x.toml", text)]);
    assert_eq!(themes, builtin(), "a broken theme is left out");
    errors.iter().map(ToString::to_string).collect()
}

#[test]
fn roles_fall_back_along_their_dots_and_then_to_text() {
    let theme = own("
        [palette]
        ink = '#112233'
        [roles]
        text = { fg = 'ink', bg = 7 }
        caption = { fg = 'red', italic = true }
        'caption.credit' = { dim = true, italic = false }
    ");
    let caption = theme.style(Role::Caption);
    assert_eq!(
        (caption.fg, caption.bg, caption.italic),
        (Color::Indexed(1), Color::Indexed(7), true)
    );
    assert_eq!(theme.style(Role::CaptionBar), caption);
    let credit = theme.style(Role::CaptionCredit);
    assert_eq!((credit.fg, credit.italic, credit.dim), (Color::Indexed(1), false, true));
    assert_eq!(theme.style(Role::StatusKey), theme.style(Role::Text));
    assert_eq!(theme.style(Role::Quiet).fg, Color::Rgb(0x11, 0x22, 0x33));
}

#[test]
fn an_empty_file_is_a_theme_of_the_terminals_defaults() {
    let theme = own("");
    assert_eq!(theme.appearance, Appearance::Any);
    for role in Role::ALL {
        assert_eq!(theme.style(*role), dateline::theme::Style::default());
    }
}

#[test]
fn a_palette_alone_makes_a_new_theme_of_an_old_one() {
    let theme = own("inherits = 'paper'\n[palette]\nlamp = 'magenta'\nred = '#aa1100'\n[roles]\nnote = 'red'\n");
    let paper = builtin()
        .into_iter()
        .find(|theme| theme.name == "paper")
        .expect("it is built in");
    assert_eq!(theme.appearance, Appearance::Light);
    assert_eq!(theme.style(Role::Cursor).fg, Color::Indexed(5));
    assert_eq!(theme.style(Role::Note).fg, Color::Rgb(0xaa, 0x11, 0));
    assert_eq!(theme.style(Role::Text), paper.style(Role::Text));
    // An entry is replaced as a whole: the slant of notes was not asked for.
    assert!(paper.style(Role::Note).italic && !theme.style(Role::Note).italic);
}

#[test]
fn glyphs_are_the_themes_own_until_ascii_is_asked_for() {
    let theme = own("[glyphs]\nfold = '+'\nread = '√'\nunread = ' '\n");
    assert_eq!(theme.glyph(Glyph::Read), "√");
    assert_eq!(theme.glyph(Glyph::Unread), " ");
    assert_eq!(theme.glyph(Glyph::Bullet), "•");
    assert_eq!(theme.with_glyphs(GlyphSet::Ascii).glyph(Glyph::Read), ".");
}

#[test]
fn a_users_theme_replaces_the_built_in_one_it_builds_on_and_no_other_changes() {
    let text = "inherits = 'dusk'\n[palette]\nink = '#ffffff'\n";
    let (themes, errors) = load(&[source("dusk", "themes/dusk.toml", text)]);
    assert_eq!(errors, []);
    assert_eq!(themes.len(), builtin().len());
    for (now, before) in themes.iter().zip(builtin()) {
        assert_eq!(*now == before, now.name != "dusk", "{}", now.name);
    }
    assert_eq!(themes[0].style(Role::Text).fg, Color::Rgb(255, 255, 255));
}

#[test]
fn themes_inherit_in_whatever_order_they_are_read() {
    let (themes, errors) = load(&[
        source("c", "c.toml", "inherits = 'b'\n"),
        source("b", "b.toml", "inherits = 'a'\n[roles]\nnote = 'deep'\n"),
        source("a", "a.toml", "inherits = 'fjord'\n[palette]\ndeep = '#102030'\n"),
    ]);
    assert_eq!(errors, []);
    let names: Vec<&str> = themes[builtin().len()..]
        .iter()
        .map(|theme| theme.name.as_str())
        .collect();
    assert_eq!(names, ["c", "b", "a"]);
    let c = themes.iter().find(|theme| theme.name == "c").expect("it is loaded");
    assert_eq!(c.style(Role::Note).fg, Color::Rgb(0x10, 0x20, 0x30));
    assert_eq!(c.appearance, Appearance::Dark);
}

#[test]
fn circles_are_named_and_only_they_are_left_out() {
    let (themes, errors) = load(&[
        source("a", "a.toml", "# a\ninherits = 'b'\n"),
        source("b", "b.toml", "inherits = 'c'\n"),
        source("c", "c.toml", "inherits = 'b'\n"),
        source("self", "self.toml", "inherits = 'self'\n"),
        source("good", "good.toml", "inherits = 'mono'\n"),
        source("child", "child.toml", "inherits = 'broken'\n"),
        source("broken", "broken.toml", "[roles]\nnote = 7.5\n"),
    ]);
    let names: Vec<&str> = themes[builtin().len()..]
        .iter()
        .map(|theme| theme.name.as_str())
        .collect();
    assert_eq!(names, ["good"]);
    let help = "let one of them inherit something else, or nothing";
    let messages: Vec<String> = errors.iter().map(ToString::to_string).collect();
    assert_eq!(
        messages,
        [
            format!("a.toml:2:12: themes inherit each other in a circle: a → b → c → b; {help}"),
            format!("b.toml:1:12: themes inherit each other in a circle: b → c → b; {help}"),
            format!("c.toml:1:12: themes inherit each other in a circle: c → b → c; {help}"),
            format!("self.toml:1:12: themes inherit each other in a circle: self → self; {help}"),
            "child.toml:1:12: the theme \"broken\" has errors; fix that theme first".to_owned(),
            "broken.toml:2:8: expected a colour: a name of the palette, \"#rrggbb\", \"default\", \"red\", 0 to 255, \
             found 7.5"
                .to_owned(),
        ]
    );
}

#[test]
fn a_second_theme_of_one_name_is_refused() {
    let (themes, errors) = load(&[
        source("own", "a/own.toml", "[roles]\ntext = 1\n"),
        source("own", "b/own.toml", ""),
    ]);
    assert_eq!(
        themes.last().map(|theme| theme.style(Role::Text).fg),
        Some(Color::Indexed(1))
    );
    assert_eq!(errors.len(), 1);
    assert!(
        errors[0]
            .to_string()
            .starts_with("b/own.toml:1:1: there is another theme called \"own\"")
    );
}

/// Each wrong line, where it is complained of, and what is said.
#[test]
fn errors_name_the_place_and_what_was_probably_meant() {
    for (text, expected) in [
        (
            "inherit = 'dusk'",
            "1:1: unknown key \"inherit\"; did you mean \"inherits\"?",
        ),
        (
            "inherits = 'dsuk'",
            "1:12: unknown theme \"dsuk\"; did you mean \"dusk\"?",
        ),
        ("inherits = 3", "1:12: expected the name of a theme, found 3"),
        (
            "name = 'x'",
            "1:1: unknown key \"name\"; a theme is called as its file is; leave the key out",
        ),
        (
            "appearance = 'drak'",
            "1:14: unknown appearance \"drak\"; did you mean \"dark\"?",
        ),
        (
            "appearance = 'bleak'",
            "1:14: unknown appearance \"bleak\"; known are dark, light, any",
        ),
        ("palette = 'dusk'", "1:11: expected a table of colours, found \"dusk\""),
        (
            "[palette]\nink = '#12345'",
            "2:7: \"#12345\" is not a colour; write #rrggbb, as in \"#d8dee9\"",
        ),
        (
            "[palette]\nink = 'blu'",
            "2:7: unknown colour \"blu\"; did you mean \"blue\"?",
        ),
        (
            "[palette]\ndefault = 'blue'",
            "2:1: a colour can't be called \"default\"; \"default\" and what starts with # have a meaning already",
        ),
        (
            "[roles]\n\nnote = 'blu'",
            "3:8: unknown colour \"blu\"; did you mean \"blue\"?",
        ),
        (
            "[palette]\nquiet = 1\n[roles]\nnote = { fg = 'qiuet' }",
            "4:15: unknown colour \"qiuet\"; did you mean \"quiet\"?",
        ),
        (
            "[roles]\n'captoin' = 1",
            "2:1: unknown role \"captoin\"; did you mean \"caption\"?",
        ),
        (
            "[roles]\ncaption.credit = 1",
            "2:9: caption.credit is a role of its own; write \"caption.credit\", in quotation marks",
        ),
        (
            "[roles]\nnote = { blod = true }",
            "2:10: unknown attribute \"blod\"; did you mean \"bold\"?",
        ),
        (
            "[roles]\nnote = { bold = 'yes' }",
            "2:17: expected true or false, found \"yes\"",
        ),
        (
            "[roles]\nnote = 256",
            "2:8: expected a whole number from 0 to 255, found 256",
        ),
        (
            "[roles]\nnote = { fg = -1 }",
            "2:15: expected a whole number from 0 to 255, found -1",
        ),
        (
            "[glyphs]\nfolds = '+'",
            "2:1: unknown glyph \"folds\"; did you mean \"fold\"?",
        ),
        ("[glyphs]\nfold = ''", "2:8: a glyph is one character, and this is none"),
        (
            "[glyphs]\nfold = '...'",
            "2:8: a glyph is one character, and \"...\" is several",
        ),
        (
            "[glyphs]\nfold = '港'",
            "2:8: a glyph is one column wide, and \"港\" takes 2",
        ),
        (
            "[glyphs]\nfold = \"\\u200b\"",
            "2:8: a glyph is one column wide, and \"\\u{200b}\" takes 0",
        ),
        ("[glyphs]\nfold = \"\\u001b\"", "2:8: \"\\u{1b}\" can't be seen"),
        ("[glyphs]\nfold = 5", "2:8: expected a character, found 5"),
    ] {
        assert_eq!(complaints(text), [format!("themes/x.toml:{expected}")], "{text}");
    }
}

#[test]
fn several_errors_come_in_the_order_of_the_file() {
    let found = complaints("[roles]\nzzz = 1\nnote = 'nope'\nbyline = 300\n\n[glyphs]\ndot = ''\n");
    let places: Vec<&str> = found.iter().filter_map(|line| line.split(": ").next()).collect();
    assert_eq!(
        places,
        [
            "themes/x.toml:2:1",
            "themes/x.toml:3:8",
            "themes/x.toml:4:10",
            "themes/x.toml:7:7"
        ]
    );
}

#[test]
fn what_is_not_toml_is_said_once_a_line() {
    let found = complaints("[roles]\nnote = = 1\n");
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with("themes/x.toml:2:"), "{found:?}");
}

proptest! {
    /// Any text is a theme, or at least one error that points into it.
    #[test]
    fn any_text_is_a_theme_or_is_explained(text in "(?s).{0,200}") {
        check(&text);
    }

    /// The same of texts that look like themes.
    #[test]
    fn any_likely_text_is_a_theme_or_is_explained(
        lines in prop::collection::vec(
            prop::sample::select(vec![
                "[roles]", "[palette]", "[glyphs]", "text", "note", "\"caption.credit\"", "caption.credit", "ink",
                " = ", "{ ", " }", "fg", "bold", "'ink'", "'#abcdef'", "'red'", "true", "7", "999999999999999999999",
                "\n", "\n", "inherits", "'dusk'", "'x'", ",", "'", "\"", "[", "fold", "'é'", "0x1f", "1979-05-27",
            ]),
            0..40,
        )
    ) {
        check(&lines.concat());
    }
}

fn check(text: &str) {
    let (themes, errors) = load(&[source("x", "x.toml", text)]);
    let is_theme = themes.len() > builtin().len();
    assert_eq!(is_theme, errors.is_empty());
    let lines = text.split('\n').count();
    for error in errors {
        assert!((1..=lines).contains(&error.line), "{error}");
        assert!(error.column >= 1 && !error.what.is_empty());
    }
}

#[test]
fn themes_read_one_by_one_are_the_same() {
    let catalog = Catalog::builtin();
    for (at, theme) in builtin().iter().enumerate() {
        assert_eq!(catalog.get(at), theme);
        assert_eq!(catalog.names()[at], theme.name);
    }
}
