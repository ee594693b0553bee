//! Folds: opened and closed in place, found late without moving what is read, followed to what they repeat.

use std::sync::Arc;

use dateline::app::document::facts::Newness;
use dateline::app::overlay::diff::Diff;
use dateline::app::{Effect, MouseKind, Overlay};
use dateline::article::{BlockId, Kind};
use dateline::layout::RowKind;

use super::draft::{Draft, blog, paragraph};
use super::script::Script;

const SENTENCE: &str = "The lamp was lit at noon.";

/// A reader with the first fold under the cursor.
fn at_first_fold() -> (Script, BlockId) {
    let script = Script::on(blog(8));
    let first = *script.runs().first().expect("a run");
    let script = script.keys("]]]]}}");
    script.check();
    assert_eq!(script.app.state.document.place.cursor, first);
    assert!(script.is_folded(first));
    (script, first)
}

#[test]
fn a_fold_opens_and_closes_in_its_place() {
    for (open, close) in [
        ("za", "za"),
        ("<enter>", "<enter>"),
        ("l", "h"),
        ("<right>", "<left>"),
        ("<enter>", "za"),
        ("zR", "zM"),
    ] {
        let (script, first) = at_first_fold();
        let (place, page) = (script.app.state.document.place, script.page());
        let row = script
            .rows()
            .iter()
            .position(|row| row.kind == RowKind::Fold)
            .expect("a fold");
        let script = script.keys(open);
        script.check();
        assert!(!script.is_folded(first), "{open}");
        assert_eq!(script.page()[..row], page[..row], "{open}: what stands above has moved");
        assert!(script.page().iter().any(|row| row.contains("watch 31-0")), "{open}");
        let script = script.keys(close);
        script.check();
        assert!(script.is_folded(first), "{close}");
        assert_eq!(
            (script.app.state.document.place, script.page()),
            (place, page),
            "{open} {close}"
        );
    }
}

#[test]
fn enter_opens_the_fold_it_is_said_to_open() {
    let script = Script::on(blog(8)).keys("]]]]");
    let first = *script.runs().first().expect("a run");
    assert_eq!(
        script.app.state.target_fold(),
        Some(first),
        "the first fold below the cursor"
    );
    assert_ne!(script.app.state.folding_at_cursor(), Some(first));
    let script = script.keys("<enter>");
    assert_eq!(
        (script.is_folded(first), script.app.state.folding_at_cursor()),
        (true, Some(first)),
        "what acts is what is marked"
    );
    let script = script.keys("<enter>");
    script.check();
    assert_eq!(
        (script.is_folded(first), script.app.state.document.place.cursor),
        (false, first)
    );
    assert_eq!(script.app.state.target_fold(), Some(first), "to fold it again");
    // Where no fold is on the page Enter does nothing.
    let script = Script::on(blog(8));
    let place = script.app.state.document.place;
    assert_eq!(script.app.state.target_fold(), None);
    let script = script.keys("<enter>l");
    assert_eq!(script.app.state.document.place, place);
}

#[test]
fn a_fold_left_from_within_becomes_the_first_row() {
    let (script, first) = at_first_fold();
    let script = script.keys("za");
    let top = script.app.state.page().top_at(dateline::article::Anchor {
        block: first,
        offset: 120,
    });
    let mut script = script;
    while script.app.state.document.place.top != top {
        script = script.keys("j");
        script.check();
    }
    assert_eq!(script.app.state.document.place.cursor, first);
    let script = script.keys("za");
    script.check();
    let rows = script.rows();
    assert_eq!((rows[0].kind, rows[0].anchor.block), (RowKind::Fold, first));
}

/// A blog whose eighth section is the fourth again, with a sentence put in between.
fn parted() -> Script {
    let mut draft = super::draft::blog_draft(7).heading("Watch 8 reads the log of watch 4");
    draft = draft.prose(&paragraph(41, 3)).prose(SENTENCE).prose(&paragraph(42, 4));
    for number in 0..5 {
        draft = draft.prose(&paragraph(9100 + number, 4));
    }
    Script::on(draft.done())
}

#[test]
fn a_thread_opens_as_one_and_the_fold_at_hand_stays_in_its_row() {
    let script = parted();
    let runs: Vec<_> = script.app.state.document.folding.runs().to_vec();
    let (first, second) = (runs[runs.len() - 2], runs[runs.len() - 1]);
    assert_eq!((first.thread, second.goes_on()), (second.thread, true));
    let script = script.keys("9G}}}");
    assert_eq!(script.app.state.document.place.cursor, second.first);
    let at = |script: &Script| {
        script
            .rows()
            .iter()
            .position(|row| row.anchor.block == second.first && row.kind != RowKind::Spacing)
    };
    let (place, page, row) = (script.app.state.document.place, script.page(), at(&script));
    for keys in ["za", "<enter>", "l"] {
        let script = parted().keys("9G}}}").keys(keys);
        script.check();
        assert!(
            !script.is_folded(first.first) && !script.is_folded(second.first),
            "{keys}"
        );
        assert_eq!(at(&script), row, "{keys}: the row that was acted on has moved");
        let script = script.keys("za");
        script.check();
        assert_eq!(
            (script.app.state.document.place, script.page()),
            (place, page.clone()),
            "{keys}"
        );
    }
    // From its first fold, what is above stays.
    let script = parted().keys("9G}");
    assert_eq!(script.app.state.document.place.cursor, first.first);
    let page = script.page();
    let fold = script
        .rows()
        .iter()
        .position(|row| row.kind == RowKind::Fold)
        .expect("a fold");
    let script = script.keys("za");
    script.check();
    assert_eq!(script.page()[..fold], page[..fold]);
    assert!(!script.is_folded(second.first));
}

#[test]
fn everything_opens_and_folds_around_the_cursor() {
    let script = Script::on(blog(12)).keys("11G5j");
    let row = |script: &Script| {
        script
            .rows()
            .iter()
            .position(|row| row.anchor.block == script.app.state.document.place.cursor && row.kind == RowKind::Text)
    };
    let (cursor, place, at) = (
        script.app.state.document.place.cursor,
        script.app.state.document.place,
        row(&script),
    );
    let script = script.keys("zR");
    script.check();
    assert!(script.runs().iter().all(|&run| !script.is_folded(run)));
    assert_eq!((script.app.state.document.place.cursor, row(&script)), (cursor, at));
    let script = script.keys("zM");
    script.check();
    assert_eq!(script.app.state.document.place, place);
}

#[test]
fn the_original_is_a_key_away_and_so_is_the_way_back() {
    let (script, first) = at_first_fold();
    let of = script.app.state.document.folding.run(first).expect("a run").of;
    let place = script.app.state.document.place;
    let script = script.keys("o");
    script.check();
    assert_eq!(Some(script.app.state.document.place.cursor), of.here());
    let script = script.keys("<c-o>");
    assert_eq!(script.app.state.document.place, place);
    let script = script.keys(")");
    assert_eq!(Some(script.app.state.document.place.cursor), of.here());
    assert_eq!(Script::on(blog(2)).keys("o").notice(), "Nothing repeated here");
}

/// A reader with a reworded paragraph under the cursor.
fn at_reworded() -> Script {
    let (first, again) = (paragraph(1, 3), paragraph(1, 3).replace("1-2", "1-7"));
    let mut draft = Draft::default().prose(&first).heading("Again").prose(&again);
    for number in 10..30 {
        draft = draft.prose(&paragraph(number, 3));
    }
    let script = Script::on(draft.done()).keys("]}");
    assert_eq!(script.app.state.document.place.cursor, BlockId(2));
    script
}

#[test]
fn what_is_reworded_opens_to_show_its_changes() {
    for (open, close) in [("<enter>", "<enter>"), ("l", "h"), ("<right>", "<left>")] {
        let script = at_reworded();
        let (place, page) = (script.app.state.document.place, script.page());
        assert_eq!(script.app.state.what_activating_does(Some(BlockId(2))), Some("changes"));
        let rows = script.rows().len();
        let script = script.keys(open);
        script.check();
        let run = *script
            .app
            .state
            .document
            .folding
            .run(BlockId(2))
            .expect("a near repeat");
        assert!(
            script.app.state.document.folds.is_compared(&run) && !script.is_folded(BlockId(2)),
            "{open}"
        );
        assert_ne!(
            (script.page(), script.rows().len()),
            (page.clone(), 0),
            "{open} of {rows}"
        );
        assert_eq!(
            script.app.state.what_activating_does(Some(BlockId(2))),
            Some("as it is")
        );
        let script = script.keys(close);
        script.check();
        assert_eq!(
            (script.app.state.document.place, script.page()),
            (place, page),
            "{open} {close}"
        );
    }
    // To the original and back, the changes still shown.
    let script = at_reworded().keys("<enter>");
    let (place, page) = (script.app.state.document.place, script.page());
    let script = script.keys("o");
    assert_eq!(script.app.state.document.place.cursor, BlockId(0));
    let script = script.keys("<c-o>");
    assert_eq!((script.app.state.document.place, script.page()), (place, page));
}

#[test]
fn unique_text_only_is_a_key_away_and_so_is_the_rest() {
    let script = at_reworded();
    let (place, page) = (script.app.state.document.place, script.page());
    assert!(!script.is_folded(BlockId(2)) && !script.app.state.is_unique_only());
    let script = script.keys("zu");
    script.check();
    assert!(script.is_folded(BlockId(2)) && script.app.state.is_unique_only());
    assert!(
        script
            .page()
            .iter()
            .any(|row| row.contains("1 paragraph reworded from 1 Opening"))
    );
    // Opened there it shows what has changed; and folds again.
    let script = script.keys("<enter>");
    let run = *script
        .app
        .state
        .document
        .folding
        .run(BlockId(2))
        .expect("a near repeat");
    assert!(!script.is_folded(BlockId(2)) && script.app.state.document.folds.is_compared(&run));
    let script = script.keys("<enter>");
    script.check();
    assert!(script.is_folded(BlockId(2)));
    let script = script.keys("zu");
    script.check();
    assert_eq!((script.app.state.document.place, script.page()), (place, page));
}

#[test]
fn what_the_folds_save_is_counted() {
    let words = |count: usize| vec!["tide"; count].join(" ");
    let (first, second) = (format!("One {}", words(1239)), format!("Two {}", words(19)));
    let draft = Draft::default().prose(&first).prose(&second).heading("Again");
    let script = Script::on(draft.prose(&first).prose(SENTENCE).prose(&second).done());
    let saved = |script: &Script| script.app.state.document.saved_in_words();
    assert_eq!(saved(&script).as_deref(), Some("folds save 1,260 words, 5 min"));
    // The two are a thread: opened as one.
    let script = script.keys("]}za");
    assert_eq!(saved(&script), None);
    let script = script.keys("zM");
    assert_eq!(saved(&script).as_deref(), Some("folds save 1,260 words, 5 min"));
    assert_eq!(saved(&script.keys("zR")), None);
    // What is reworded counts when it is folded.
    let script = at_reworded();
    assert_eq!(saved(&script), None);
    let count = paragraph(1, 3).split_whitespace().count();
    assert_eq!(saved(&script.keys("zu")), Some(format!("folds save {count} words")));
}

#[test]
fn the_sidebar_knows_how_much_of_a_section_is_new() {
    let (first, second) = (paragraph(1, 3), paragraph(2, 3));
    let draft = Draft::default().prose(&first).prose(&second);
    let draft = draft.heading("All").prose(&paragraph(3, 3));
    let draft = draft.heading("Half").prose(&first).prose(&paragraph(4, 3));
    let script = Script::on(draft.heading("Nothing").prose(&first).prose(&second).done());
    let new: Vec<_> = script
        .app
        .state
        .document
        .facts
        .badges
        .iter()
        .map(|badges| (badges.how_new(), badges.new_percent()))
        .collect();
    assert_eq!(
        (new[0], new[1], new[3]),
        ((Newness::All, 100), (Newness::All, 100), (Newness::Nothing, 0))
    );
    assert!(new[2].0 == Newness::Part && (45..=55).contains(&new[2].1), "{new:?}");
    let words = |sidebar| script.app.state.document.facts.badges[3].repeats_in_words(sidebar);
    assert_eq!((words(28), words(40).as_deref()), (None, Some("100% repeats")));
}

#[test]
fn a_repeat_is_shown_beside_its_original() {
    let script = at_reworded();
    let place = script.app.state.document.place;
    let script = script.keys("zd");
    script.check();
    let Some(Overlay::Diff(diff)) = script.app.overlays.top() else {
        panic!("{:?}", script.app.overlays.top())
    };
    assert_eq!(
        (diff.blocks.map(|(_, block)| block), diff.scroll.top),
        (Some(BlockId(2)), 0)
    );
    assert!(!diff.rows(&script.app.state).is_empty());
    let script = script.keys("jGgq");
    assert_eq!(
        (script.app.overlays.top(), script.app.state.document.place),
        (None, place)
    );
    // On the least screen it can be scrolled to its end.
    let script = Script::sized(Arc::clone(&script.app.state.document.article), 20, 5).keys("]}zdG");
    script.check();
    let Some(Overlay::Diff(diff)) = script.app.overlays.top() else {
        panic!("{:?}", script.app.overlays.top())
    };
    let state = &script.app.state;
    assert_eq!(diff.scroll.top + Diff::room(state), diff.rows(state).len());
    assert_eq!(Script::on(blog(2)).keys("zd").notice(), "Nothing repeated here");
}

#[test]
fn repeats_found_before_anything_is_touched_fold_at_once() {
    let draft = Draft::default()
        .prose(&paragraph(1, 2))
        .prose(&paragraph(2, 2))
        .prose(&paragraph(1, 2));
    let script = Script::unfolded(draft.done(), 100, 30);
    assert_eq!(script.rows().iter().filter(|row| row.kind == RowKind::Fold).count(), 0);
    let script = script.folded();
    script.check();
    assert_eq!(script.rows().iter().filter(|row| row.kind == RowKind::Fold).count(), 1);
    assert!(script.app.state.document.viewport.at_start);
}

#[test]
fn repeats_found_while_they_are_read_fold_when_they_have_left_the_page() {
    let script = Script::unfolded(blog(12), 100, 30).keys("]]]] j");
    let (top, page) = (script.app.state.document.place.top, script.page());
    let script = script.folded();
    script.check();
    assert_eq!(script.app.state.document.place.top, top);
    assert_eq!(
        script.rows().iter().filter(|row| row.kind == RowKind::Fold).count(),
        0,
        "{page:#?}"
    );
    let late = script.app.state.document.keeping.late.clone();
    assert!(!late.is_empty());
    assert!(late.iter().all(|&run| !script.is_folded(run)));
    // The text that was there is still in its place, whatever is said beside it.
    assert_eq!(script.page()[0], page[0]);
    let script = script.keys("  ");
    script.check();
    assert!(script.app.state.document.keeping.late.is_empty());
    assert!(late.iter().all(|&run| script.is_folded(run)));
    // Runs elsewhere are folded from the start.
    let elsewhere = script.runs().into_iter().filter(|run| !late.contains(run));
    assert!(elsewhere.clone().count() > 0 && elsewhere.into_iter().all(|run| script.is_folded(run)));
}

#[test]
fn repeats_of_another_version_are_not_taken() {
    let script = Script::on(blog(8));
    let other = Arc::new((*script.app.state.document.article).clone());
    let before = Arc::clone(&script.app.state.document.folding);
    let message = dateline::app::Message::Folding {
        article: other,
        folding: Arc::default(),
    };
    assert_eq!(script.send(message).app.state.document.folding, before);
}

#[test]
fn a_click_opens_a_fold_and_puts_the_cursor_on_text() {
    let (script, first) = at_first_fold();
    let prose = script.app.state.areas().prose;
    let row = script
        .rows()
        .iter()
        .position(|row| row.kind == RowKind::Fold)
        .expect("a fold") as u16;
    let script = script.keys("{").click(prose.x + 3, prose.y + row);
    script.check();
    assert_eq!(
        (script.is_folded(first), script.app.state.document.place.cursor),
        (false, first)
    );
    let text = script
        .rows()
        .iter()
        .rposition(|row| row.kind == RowKind::Text)
        .expect("text") as u16;
    let block = script.rows()[usize::from(text)].anchor.block;
    let script = script.mouse(prose.x, prose.y + text, MouseKind::Press);
    assert_eq!(script.app.state.document.place.cursor, block);
}

#[test]
fn copying_takes_clean_text() {
    let (script, first) = at_first_fold();
    let both = format!("{}\n\n{}", paragraph(31, 3), paragraph(32, 4));
    let script = script.keys("y");
    assert_eq!(
        script.effects.last(),
        Some(&Effect::Copy(both)),
        "of a fold, what it hides"
    );
    let script = script.keys("zay");
    assert_eq!(
        script.effects.last(),
        Some(&Effect::Copy(
            script.app.state.document.article.text_of(first).to_owned()
        ))
    );
    assert!(script.notice().starts_with("Copied ") && script.notice().ends_with(" words"));
    let article = Draft::default()
        .heading("Numbers")
        .block(Kind::ListItem, "one boat")
        .block(Kind::ListItem, "two boats")
        .prose("So far.")
        .done();
    let script = Script::on(article).keys("Y");
    let text = "Numbers\n\n- one boat\n- two boats\n\nSo far.".to_owned();
    assert_eq!(
        (script.effects.last(), script.notice()),
        (Some(&Effect::Copy(text)), "Copied 7 words")
    );
    let long = Draft::default().prose(&"boat ".repeat(200_000)).done();
    let script = Script::on(long).keys("y");
    assert_eq!(
        (script.effects.len(), script.notice()),
        (0, "Too long for the clipboard; :write saves it to a file")
    );
}

/// What acts is what is marked: a fold elsewhere on the page is gone to before it opens.
#[test]
fn enter_opens_nothing_that_the_cursor_is_not_on() {
    for keys in ["<enter>", "l", "za"] {
        let (script, first) = at_first_fold();
        let script = script.keys("{{");
        assert_ne!(script.app.state.document.place.cursor, first);
        let script = script.keys(keys);
        script.check();
        assert!(script.is_folded(first), "{keys}");
        assert_eq!(script.app.state.document.place.cursor, first, "{keys}");
        assert!(!script.keys(keys).is_folded(first), "{keys}");
    }
}

/// Nothing is said of a repeat, or gone to, that is not marked.
#[test]
fn keys_of_repeats_go_to_the_fold_below_first() {
    let (script, first) = at_first_fold();
    let fold = script.app.state.document.place.cursor;
    let above = script.again().keys("{");
    assert_ne!(above.app.state.document.place.cursor, fold);
    assert!(
        above
            .app
            .state
            .document
            .folding
            .repeat(above.app.state.document.place.cursor)
            .is_none()
    );
    for keys in ["zd", "o"] {
        let there = above.again().keys(keys);
        assert_eq!(
            (there.app.state.document.place.cursor, there.notice()),
            (fold, ""),
            "{keys}"
        );
        assert!(there.app.overlays.is_empty());
    }
    let of = script.app.state.document.folding.run(first).expect("a run").of;
    assert_eq!(Some(above.keys("oo").app.state.document.place.cursor), of.here());
}

/// Side by side with itself there would be nothing to see.
#[test]
fn comparing_an_exact_repeat_says_where_it_stands() {
    let (script, _) = at_first_fold();
    for keys in ["zd", "zazd"] {
        let script = script.again().keys(keys);
        assert!(script.app.overlays.is_empty(), "{keys}");
        assert_eq!(
            script.notice(),
            "Word for word as in 4 Watch 3 reports from the eastern mole; o goes there"
        );
    }
}
