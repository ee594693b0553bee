//! Lines about the page: folded and shown without the page moving.

use std::sync::Arc;

use dateline::app::{Configured, Message};
use dateline::article::{Article, BlockId, Kind};

use super::draft::{Draft, paragraph};
use super::script::Script;

/// Two sections with three lines about the page in the first and one in the second, and long prose around them.
fn page() -> Arc<Article> {
    let mut draft = Draft::default().block(Kind::Title, "Harbour fire is out");
    for section in 0..6 {
        draft = draft
            .heading(&format!("Watch {section}"))
            .prose(&paragraph(section * 10, 3));
        draft = draft
            .block(Kind::Boilerplate, "Read more: the tides of the week")
            .block(Kind::Boilerplate, "Share this page")
            .block(Kind::Boilerplate, "Sign up for the morning letter")
            .prose(&paragraph(section * 10 + 1, 4))
            .block(Kind::Boilerplate, "Follow our live coverage");
    }
    draft.done()
}

/// The rows on the page, as they are read.
fn seen(script: &Script) -> Vec<String> {
    script.page()
}

#[test]
fn they_are_shown_until_they_are_folded_and_each_run_is_one_row() {
    let script = Script::unfolded(page(), 100, 30);
    assert!(seen(&script).iter().any(|row| row.contains("Share this page")));
    let script = script.keys("zb");
    let rows = seen(&script);
    assert!(rows.iter().any(|row| row.contains("3 boilerplate lines")), "{rows:#?}");
    assert!(rows.iter().any(|row| row.contains("1 boilerplate line")), "{rows:#?}");
    assert!(!rows.iter().any(|row| row.contains("Share this page")), "{rows:#?}");
    let script = script.keys("zb");
    assert!(seen(&script).iter().any(|row| row.contains("Share this page")));
}

#[test]
fn folding_and_showing_leaves_the_cursors_row_where_it_is() {
    for down in 0..40 {
        let mut script = Script::unfolded(page(), 100, 30);
        for _ in 0..down {
            script = script.keys("}");
        }
        let row = |script: &Script| {
            let cursor = script.app.state.page().shown(script.app.state.document.place.cursor);
            script
                .rows()
                .iter()
                .position(|row| row.anchor.block == cursor && is_text(row))
        };
        let before = row(&script);
        let script = script.keys("zb");
        if script.app.state.document.viewport.at_start || script.app.state.document.viewport.at_end {
            continue;
        }
        assert_eq!(row(&script), before, "after {down} blocks");
        let script = script.keys("zb");
        assert!(
            script.app.state.document.viewport.at_start
                || script.app.state.document.viewport.at_end
                || row(&script) == before,
            "after {down} blocks"
        );
    }
}

fn is_text(row: &dateline::layout::Row) -> bool {
    use dateline::layout::RowKind::{Fold, Text};
    matches!(row.kind, Text | Fold)
}

#[test]
fn the_row_opens_like_any_fold() {
    let script = Script::unfolded(page(), 100, 30).keys("zb");
    let line = script
        .rows()
        .iter()
        .find(|row| script.words(row).contains("3 boilerplate lines"))
        .map(|row| row.anchor.block);
    assert!(line.is_some(), "the lines are folded");
    for keys in ["<enter>", "za", "l", "zR"] {
        let mut script = Script::unfolded(page(), 100, 30).keys("zb");
        while Some(script.app.state.document.place.cursor) != line {
            script = script.keys("}");
        }
        assert_eq!(script.app.state.target_fold(), line);
        let script = script.keys(keys);
        assert!(!script.app.state.session.settings.fold_boilerplate, "{keys}");
        assert_eq!(Some(script.app.state.document.place.cursor), line, "{keys}");
    }
}

#[test]
fn a_match_in_them_shows_them() {
    let script = Script::unfolded(page(), 100, 30)
        .keys("zb")
        .keys("/morning letter<enter>");
    assert!(!script.app.state.session.settings.fold_boilerplate);
    assert!(seen(&script).iter().any(|row| row.contains("morning letter")));
}

#[test]
fn blocks_are_gone_through_without_those_that_are_folded() {
    let mut script = Script::unfolded(page(), 100, 30).keys("zb");
    let mut before = BlockId(0);
    for _ in 0..30 {
        script = script.keys("}");
        let block = script.app.state.document.place.cursor;
        assert_eq!(script.app.state.page().shown(block), block);
        assert!(block >= before);
        before = block;
    }
    assert_eq!(
        before,
        script
            .app
            .state
            .document
            .article
            .last()
            .map(|last| script.app.state.page().shown(last))
            .expect("a block")
    );
}

#[test]
fn boilerplate_folds_where_the_cursor_is_as_any_fold_does() {
    for close in ["za", "h", "<enter>"] {
        let mut script = Script::unfolded(page(), 100, 30).keys("zb");
        while script
            .app
            .state
            .page()
            .fold(script.app.state.document.place.cursor)
            .is_none()
        {
            script = script.keys("}");
        }
        let folded = script.page();
        let script = script.keys("za");
        script.check();
        assert_ne!(script.page(), folded);
        let script = script.keys(close);
        script.check();
        assert_eq!(script.page(), folded, "{close}");
    }
}

#[test]
fn what_was_unfolded_all_at_once_is_folded_all_at_once() {
    let script = Script::unfolded(page(), 100, 30).keys(":set fold-boilerplate true<enter>");
    let settings = |script: &Script| script.app.state.session.settings.fold_boilerplate;
    let configured = Configured {
        settings: script.app.state.session.settings.clone(),
        ..script.app.state.session.configured.clone()
    };
    let script = script.send(Message::Configured(Box::new(configured)));
    let script = script.keys("zR");
    assert!(!settings(&script));
    assert!(settings(&script.keys("zM")));
}
