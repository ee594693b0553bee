//! Marks, and the way back from them.

use dateline::app::{Effect, Message, Turned};
use dateline::fold::Folding;
use dateline::keymap::{Action, Keymap, Lookup, Mode, parse_keys};
use proptest::prelude::*;

use super::draft::{Draft, blog, blog_after};
use super::script::Script;

#[test]
fn a_mark_is_set_and_gone_to_and_come_back_from() {
    let script = Script::on(blog(8)).keys("4Gjjma");
    assert_eq!(script.notice(), "Marked as a");
    let marked = script.app.state.document.place;
    let script = script.keys("7G");
    let before = script.app.state.document.place;
    let script = script.keys("'a");
    script.check();
    assert_eq!(script.app.state.document.place, marked);
    let script = script.keys("<c-o>");
    assert_eq!(script.app.state.document.place, before);
}

#[test]
fn any_letter_or_digit_names_a_mark_and_nothing_else_does() {
    for name in ["a", "Z", "7", "é", "港", "ж", "0"] {
        let script = Script::on(blog(8)).keys(&format!("3Gm{name}g'{name}"));
        assert_eq!((script.section(), script.notice()), (3, ""), "{name}");
    }
    for name in ["!", " ", "/", "]"] {
        let script = Script::on(blog(8)).keys(&format!("3Gm{name}"));
        assert_eq!(script.notice(), "A mark is named by a letter or a digit");
        assert_eq!(
            (script.section(), script.app.state.session.places.marks.all().len()),
            (3, 0),
            "{name}"
        );
    }
    assert_eq!(Script::on(blog(3)).keys("'x").notice(), "There is no mark x");
}

#[test]
fn what_is_awaited_is_shown_and_escape_takes_it_back() {
    let script = Script::on(blog(8)).keys("m");
    assert_eq!(script.app.state.session.pending.awaiting, Some(Action::SetMark));
    let script = script.keys("<esc>");
    assert_eq!(script.app.state.session.pending, dateline::app::PendingKeys::default());
    assert!(script.app.state.session.places.marks.all().is_empty());
    // A key that types nothing names nothing: it does what it always does.
    let script = script.keys("m<pgdn>");
    assert!(script.app.state.session.places.marks.all().is_empty() && !script.app.state.document.viewport.at_start);
    // ^C ends what has been begun before it ends the program.
    let script = script.keys("m<c-c>");
    assert_eq!(script.app.state.session.pending, dateline::app::PendingKeys::default());
    assert!(!script.effects.contains(&Effect::Quit));
    // Whatever the key is bound to, twice is once more.
    let keymap = Keymap::default();
    assert_eq!(
        keymap.lookup(Mode::Page, &parse_keys("m").unwrap()),
        Lookup::Action(Action::SetMark)
    );
}

#[test]
fn the_key_twice_goes_to_where_the_reader_was_and_back_again() {
    assert_eq!(Script::on(blog(8)).keys("''").notice(), "No place to come back to");
    let script = Script::on(blog(8)).keys("3Gjj");
    let there = script.app.state.document.place;
    let script = script.keys("7Gj");
    let here = script.app.state.document.place;
    let script = script.keys("''");
    assert_eq!(script.app.state.document.place, there);
    let script = script.keys("''");
    assert_eq!(script.app.state.document.place, here);
    let script = script.keys("''<c-o>");
    assert_eq!(script.app.state.document.place, here);
    // Going back is a jump, too.
    let script = script.keys("''");
    assert_eq!(script.app.state.document.place, there);
}

#[test]
fn marks_stay_with_their_text_when_a_new_version_comes() {
    let script = Script::on(blog(8)).keys("6Gjjmx");
    let text = script.cursor_text().to_owned();
    let mut draft = Draft::default();
    for block in 0..5 {
        draft = draft.prose(&format!(
            "A correction, number {block}, put before everything else today."
        ));
    }
    let grown = blog_after(draft, 9).done();
    let script = script.keys("g").send(Message::Article {
        article: grown,
        more: false,
    });
    let script = script.keys("'x");
    script.check();
    assert_eq!(script.cursor_text(), text);
}

/// Answers what was asked for: the article of that number.
fn turned(script: Script, to: usize) -> Script {
    let article = blog(4 + to);
    script.send(Message::Turned(Turned {
        to,
        folding: std::sync::Arc::new(Folding::of(&article)),
        article,
        elsewhere: None,
        more: false,
    }))
}

#[test]
fn a_mark_of_another_article_turns_there() {
    let script = Script::on(blog(4)).send(Message::Known { articles: 3, all: true });
    let script = script.keys("3Gma");
    let marked = script.app.state.document.place;
    let script = turned(script.keys(">"), 1).keys("2Gmb");
    let second = script.app.state.document.place;
    let script = script.keys("'a");
    assert_eq!(script.effects.last(), Some(&Effect::Turn { to: 0, whole: true }));
    let script = turned(script, 0);
    assert_eq!(
        (script.app.state.session.library.at, script.app.state.document.place),
        (0, marked)
    );
    // Where the reader was is in the other article.
    let script = turned(script.keys("''"), 1);
    assert_eq!(
        (script.app.state.session.library.at, script.app.state.document.place),
        (1, second)
    );
    let script = turned(script.keys("<c-o>"), 0);
    assert_eq!(
        (script.app.state.session.library.at, script.app.state.document.place),
        (0, marked)
    );
    // A name stands for the article's own mark first, then for the one that was set last.
    let script = turned(script.keys(">"), 1).keys("3Gma");
    let own = script.app.state.document.place;
    let script = script.keys("g'a");
    assert_eq!(
        (script.app.state.session.library.at, script.app.state.document.place),
        (1, own)
    );
    let script = turned(script.keys(">"), 2).keys("'a");
    assert_eq!(script.effects.last(), Some(&Effect::Turn { to: 1, whole: true }));
}

proptest! {
    /// However a reader moves, resizes and folds: a mark is where it was set.
    #[test]
    fn a_mark_is_where_it_was_set(
        set in "[]}jdcU]{0,8}",
        moved in proptest::collection::vec(proptest::sample::select(vec!["j", "d", "]", "}", "zM", "zR", "G", "g", "-", "c"]), 0..12),
        width in 30u16..140,
    ) {
        let script = Script::on(blog(9)).keys(&format!("{set}<esc>ma"));
        let cursor = script.app.state.document.place.cursor;
        let mut script = script;
        for keys in moved {
            script = script.keys(keys);
        }
        let script = script.resize(width, 30).keys("<esc>zR'a");
        script.check();
        prop_assert_eq!(script.app.state.page().shown(cursor), script.app.state.document.place.cursor);
    }
}
