//! The configuration is read again while the reader reads.

use std::sync::Arc;

use dateline::app::{Configured, Effect, Message, Settings, Suited};
use dateline::article::{Article, Kind};
use dateline::fold::Rule;
use dateline::keymap::{Action, Keymap, Mode, Rebinding, parse_keys};
use dateline::settings::{Appearance, FoldRepeats};

use super::draft::{Draft, paragraph};
use super::script::Script;

/// Sections with a line about the page each, the later ones repeating a paragraph of the first.
fn blog() -> Arc<Article> {
    let mut draft = Draft::default();
    for section in 0..8 {
        draft = draft
            .heading(&format!("Watch {section}"))
            .prose(&paragraph(section * 10, 3))
            .block(Kind::Boilerplate, "Share this page")
            .prose(&paragraph(0, 3))
            .prose(&paragraph(section * 10 + 1, 2));
    }
    draft.done()
}

/// The configuration with this changed.
fn configured(change: impl FnOnce(&mut Settings)) -> Message {
    let mut settings = Settings::default();
    change(&mut settings);
    Message::Configured(Box::new(Configured {
        settings,
        keymap: Arc::new(Keymap::default()),
        themes: ["dark", "light", "plain"].map(String::from).into(),
        suited: Suited::default(),
    }))
}

#[test]
fn what_the_file_changes_is_changed_and_told() {
    let script = Script::on(blog()).send(configured(|settings| settings.measure = 40));
    assert_eq!(script.app.state.session.settings.measure, 40);
    assert_eq!(script.notice(), "Configuration reloaded");
    let script = script.send(configured(|settings| settings.sidebar = false));
    assert_eq!(
        (
            script.app.state.session.settings.measure,
            script.app.state.session.settings.sidebar
        ),
        (72, false)
    );
}

#[test]
fn what_was_changed_by_hand_stays_unless_the_file_changes_that_very_thing() {
    let script = Script::on(blog()).keys("-").keys("T");
    let (measure, theme) = (
        script.app.state.session.settings.measure,
        script.app.state.session.settings.theme.clone(),
    );
    assert_ne!(measure, 72);
    let script = script.send(configured(|settings| settings.zen = true));
    assert_eq!(script.app.state.session.settings.measure, measure);
    assert_eq!(script.app.state.session.settings.theme, theme);
    assert!(script.app.state.session.settings.zen);
    let script = script.send(configured(|settings| settings.measure = 50));
    assert_eq!(script.app.state.session.settings.measure, 50);
    assert!(!script.app.state.session.settings.zen);
    assert_eq!(script.app.state.session.settings.theme, theme);
}

#[test]
fn the_page_stays_where_it_is() {
    for change in [
        |settings: &mut Settings| settings.measure = 30,
        |settings: &mut Settings| settings.fold_repeats = FoldRepeats::Nothing,
        |settings: &mut Settings| settings.fold_repeats = FoldRepeats::All,
        |settings: &mut Settings| settings.fold_boilerplate = true,
        |settings: &mut Settings| settings.zen = true,
    ] {
        let script = Script::on(blog()).keys("jjjjjjjj");
        let (cursor, top) = (
            script.app.state.document.place.cursor,
            script.app.state.document.place.top.anchor.block,
        );
        let script = script.send(configured(change));
        assert_eq!(script.app.state.document.place.cursor, cursor);
        assert!(script.app.state.document.place.top.anchor.block.0.abs_diff(top.0) <= 2);
        let rows = script
            .app
            .state
            .page()
            .rows(script.app.state.document.place.top, script.app.state.height());
        assert!(
            rows.iter().any(|row| row.anchor.block == cursor),
            "the block is on the page"
        );
    }
}

#[test]
fn which_repeats_start_folded_is_set() {
    let script = Script::on(blog());
    assert_eq!(script.app.state.document.folds.rule(), Rule::Exact);
    let script = script.send(configured(|settings| settings.fold_repeats = FoldRepeats::Nothing));
    assert_eq!(script.app.state.document.folds.rule(), Rule::Nothing);
    let script = script.send(configured(|settings| settings.fold_repeats = FoldRepeats::All));
    assert_eq!(script.app.state.document.folds.rule(), Rule::All);
}

#[test]
fn the_mouse_is_taken_and_left() {
    let script = Script::on(blog()).send(configured(|settings| settings.mouse = false));
    assert!(script.effects.contains(&Effect::Mouse(false)));
    let script = script.send(configured(|_| {}));
    assert_eq!(script.effects.last(), Some(&Effect::Mouse(true)));
}

#[test]
fn keys_mean_what_they_are_bound_to_now() {
    let own = Rebinding {
        mode: Mode::Page,
        keys: parse_keys("Q").expect("a key"),
        action: Some(Action::Zen),
    };
    let Message::Configured(mut new) = configured(|_| {}) else {
        unreachable!()
    };
    new.keymap = Arc::new(Keymap::with(&[own]).expect("no clash"));
    let script = Script::on(blog()).keys("z").send(Message::Configured(new)).keys("Q");
    assert!(script.app.state.session.settings.zen);
}

#[test]
fn the_list_of_themes_stays_at_the_one_that_is_chosen() {
    let script = Script::on(blog()).keys("tjj");
    let chosen = script.app.state.session.configured.themes[script.app.theme()].clone();
    let Message::Configured(mut new) = configured(|_| {}) else {
        unreachable!()
    };
    new.themes = ["mine", "dark", "light", "plain"].map(String::from).into();
    let script = script.send(Message::Configured(new));
    assert_eq!(script.app.state.session.configured.themes[script.app.theme()], chosen);
    let Message::Configured(mut fewer) = configured(|_| {}) else {
        unreachable!()
    };
    fewer.themes = ["dark"].map(String::from).into();
    let script = script.send(Message::Configured(fewer)).keys("<enter>");
    assert_eq!(script.app.theme(), 0);
}

#[test]
fn the_theme_goes_by_what_the_screen_is() {
    let mut script = Script::on(blog());
    script.app.state.session.configured.suited = Suited {
        light: 1,
        dark: 0,
        on_light: false,
    };
    let theme = |script: &Script| script.app.state.session.configured.themes[script.app.theme()].clone();
    assert_eq!(theme(&script), "dark");
    let script = script.send(Message::Light(true));
    assert_eq!(theme(&script), "light");
    let suited = script.app.state.session.configured.suited;
    let with = |change: fn(&mut Settings)| {
        let Message::Configured(mut new) = configured(change) else {
            unreachable!()
        };
        new.suited = Suited {
            on_light: false,
            ..suited
        };
        Message::Configured(new)
    };
    // What the terminal has said holds on.
    let script = script.send(with(|settings| settings.theme_light = "plain".into()));
    assert_eq!(theme(&script), "plain");
    let script = script.send(with(|settings| settings.appearance = Appearance::Dark));
    assert_eq!(theme(&script), "dark");
    let script = script.send(with(|settings| {
        settings.appearance = Appearance::Light;
        settings.theme_light = "gone".into();
    }));
    assert_eq!(theme(&script), "light");
    let script = script.send(with(|settings| settings.theme = "plain".into()));
    assert_eq!(theme(&script), "plain");
}
