//! Only the paragraphs that match: a view that folds the rest.

use std::sync::Arc;

use dateline::app::search::find;
use dateline::app::{Effect, Message, Overlay, update};
use dateline::article::Article;
use dateline::keymap::parse_keys;
use dateline::layout::{FoldReason, RowKind};

use super::draft::{Draft, live, paragraph};
use super::script::Script;

/// Ten sections of four paragraphs; the second one of the third and the eighth section is about smoke.
fn smoke() -> Arc<Article> {
    let mut draft = Draft::default().prose(&paragraph(1, 3));
    for section in 1..=10 {
        draft = draft.heading(&format!("Watch {section} reports"));
        for at in 0..4 {
            let text = paragraph(section * 100 + at * 10, 3);
            draft = draft.prose(&if at == 1 && section % 5 == 3 {
                format!("Smoke in section {section}. {text}")
            } else {
                text
            });
        }
    }
    draft.done()
}

/// The rows of text and folds, without the blanks around them.
fn rows(script: &Script) -> Vec<String> {
    let rows = script.rows();
    let shown = rows
        .iter()
        .filter(|row| matches!(row.kind, RowKind::Text | RowKind::Fold));
    shown.map(|row| script.words(row).trim().to_owned()).collect()
}

/// A key that comes before the search is over is not lost.
#[test]
fn what_is_to_be_shown_waits_for_the_search() {
    let mut app = Script::on(smoke()).app;
    let mut searches = Vec::new();
    for key in parse_keys("/smoke<enter>&").expect("keys") {
        searches.extend(update(&mut app, Message::Key(key)));
    }
    assert!(app.state.document.folds.only().is_none());
    let Some(Effect::Search {
        request,
        pattern,
        article,
    }) = searches.iter().rfind(|effect| matches!(effect, Effect::Search { .. }))
    else {
        panic!("{searches:?}")
    };
    let (matches, state) = find(article, pattern, &mut |_| true)
        .expect("a pattern")
        .expect("not stopped");
    let answer = Message::Matches {
        request: *request,
        matches: Ok(Arc::from(matches)),
        state,
    };
    update(&mut app, answer);
    assert_eq!(app.state.document.folds.only().map(<[_]>::len), Some(4));
}

fn is_filtered(script: &Script) -> bool {
    script.app.state.document.folds.only().is_some()
}

#[test]
fn only_paragraphs_that_match_are_shown_and_the_rest_is_folded() {
    let script = Script::sized(smoke(), 100, 40).keys("/smoke<enter>&");
    script.check();
    let rows = rows(&script);
    let folds: Vec<&String> = rows.iter().filter(|row| row.contains("without a match")).collect();
    assert_eq!(folds.len(), 5, "{rows:#?}");
    assert!(rows[0].contains("11 blocks without a match"), "{rows:#?}");
    assert!(
        rows.iter().any(|row| row.contains("Watch 3 reports")),
        "the heading of what matches"
    );
    assert!(rows.iter().any(|row| row.contains("Smoke in section 8")));
    assert!(!rows.iter().any(|row| row.contains("Watch 4 reports")), "{rows:#?}");
    assert!(script.notice().contains("esc shows all"));
    let article = Arc::clone(&script.app.state.document.article);
    let hidden = article.ids().filter(|&block| {
        script
            .app
            .state
            .page()
            .fold(block)
            .is_some_and(|fold| fold.reason == FoldReason::NoMatch)
    });
    assert_eq!(hidden.count(), article.blocks().len() - 4);
}

#[test]
fn escape_leaves_the_view_and_then_the_search() {
    let script = Script::on(smoke()).keys("/smoke<enter>&<esc>");
    script.check();
    assert!(!is_filtered(&script) && script.app.state.document.search.is_some());
    assert!(
        script.cursor_text().contains("Smoke in section"),
        "{}",
        script.cursor_text()
    );
    let script = script.keys("<esc>");
    assert!(script.app.state.document.search.is_none());
    let script = Script::on(smoke()).keys("/smoke<enter>&&");
    assert!(!is_filtered(&script));
    let script = Script::on(smoke()).keys("/smoke<enter>&zR");
    assert!(!is_filtered(&script), "everything is unfolded");
}

#[test]
fn without_a_search_the_key_asks_for_one() {
    let script = Script::on(smoke()).keys("&");
    assert!(matches!(script.app.overlays.top(), Some(Overlay::Search(_))));
    let script = script.keys("smoke<enter>");
    script.check();
    assert!(is_filtered(&script));
    let script = Script::on(smoke()).keys("&zeppelin<enter>");
    assert!(!is_filtered(&script) && script.notice().contains("Not found"));
}

#[test]
fn sections_and_matches_are_gone_through_among_what_is_shown() {
    let script = Script::on(smoke()).keys("/smoke<enter>&g");
    let script = script.keys("]");
    assert_eq!(script.section(), 4, "the opening is the first");
    let script = script.keys("]");
    script.check();
    assert_eq!(script.section(), 9);
    let script = script.keys("]");
    assert!(script.notice().contains("last section"));
    let script = script.keys("[");
    script.check();
    assert_eq!(script.section(), 4);
    let script = script.keys("n");
    script.check();
    assert!(is_filtered(&script) && script.cursor_text().contains("Smoke"));
}

#[test]
fn a_fold_of_the_view_opens_and_another_search_is_followed() {
    let script = Script::sized(smoke(), 100, 40).keys("/smoke<enter>&g<enter>");
    script.check();
    assert!(script.row_with("On watch 1-0").is_some(), "{:#?}", script.page());
    let script = script.keys("/watch 4 reports<enter>");
    script.check();
    assert!(is_filtered(&script) && script.row_with("Watch 4 reports").is_some() && script.row_with("Smoke").is_none());
}

#[test]
fn the_view_holds_in_a_newer_version_and_in_any_order() {
    let script = Script::on(live(12)).keys("/watch 7 reports<enter>&");
    script.check();
    let script = script.keys("O");
    script.check();
    let script = script.keys("g").keys("]").keys("G");
    script.check();
    let longer: Arc<Article> = live(14);
    let script = script.send(Message::Article {
        article: longer,
        more: false,
    });
    script.check();
    assert!(is_filtered(&script));
    let script = script.keys("<esc>");
    script.check();
}
