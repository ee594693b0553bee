//! The map beside the page: what it shows where, and where a click on it goes.

use dateline::app::MouseKind;
use dateline::app::panes::scrollbar::Feature;
use proptest::prelude::*;

use super::draft::{Draft, blog, paragraph};
use super::script::Script;

/// What the map shows, a row each, without the thumb's.
fn rows(script: &Script) -> Vec<Option<Feature>> {
    let height = script.app.state.areas().scrollbar.height;
    script.app.state.map(height).expect("a map").rows
}

fn count(script: &Script, feature: Feature) -> usize {
    rows(script).into_iter().filter(|row| *row == Some(feature)).count()
}

#[test]
fn everything_that_can_be_gone_to_is_on_the_map() {
    let script = Script::sized(blog(12), 100, 60);
    assert!(count(&script, Feature::Section) >= 8);
    assert!(count(&script, Feature::Caption) >= 1);
    assert!(count(&script, Feature::Repeat) >= 1);
    assert!(count(&script, Feature::Unread) >= 10);
    assert_eq!((count(&script, Feature::Mark), count(&script, Feature::Match)), (0, 0));
    let script = script.keys("6Gmag/watch 9 rep<enter>g");
    assert_eq!((count(&script, Feature::Mark), count(&script, Feature::Match)), (1, 1));
    // What has been read is not unread any more.
    let script = (0..40)
        .fold(script, |script, _| script.stands(600).keys(" "))
        .stands(600);
    assert!(script.app.state.document.viewport.at_end);
    assert_eq!(count(&script, Feature::Unread), 0);
}

#[test]
fn where_several_lie_in_a_row_the_readers_own_is_shown_and_then_what_was_asked_for() {
    let mut draft = Draft::default().prose(&paragraph(1, 60));
    draft = draft.heading("The one heading").prose("Under it.");
    let script = Script::sized(draft.prose(&paragraph(2, 60)).done(), 80, 30);
    let row = rows(&script).iter().rposition(|row| *row == Some(Feature::Section));
    let row = row.expect("a section");
    let script = script.keys("/the one heading<enter>g");
    assert_eq!(rows(&script)[row], Some(Feature::Match));
    let script = script.keys("2Gmag");
    assert_eq!(rows(&script)[row], Some(Feature::Mark));
}

#[test]
fn signs_that_would_stand_everywhere_are_left_out() {
    let mut draft = Draft::default();
    for section in 0..400 {
        draft = draft.heading(&format!("Note {section}")).prose("One line.");
    }
    let script = Script::on(draft.done());
    assert_eq!(count(&script, Feature::Section), 0);
    // Not so what was asked for.
    let script = script.keys("/note<enter>g");
    assert!(count(&script, Feature::Match) * 2 > rows(&script).len());
}

#[test]
fn a_click_goes_to_what_is_drawn_and_can_be_come_back_from() {
    let script = Script::sized(blog(12), 100, 60).keys("6Gmag");
    let bar = script.app.state.areas().scrollbar;
    for (row, feature) in rows(&script).into_iter().enumerate().skip(8).take(48) {
        let Some(feature) = feature.filter(|feature| *feature != Feature::Unread) else {
            continue;
        };
        let clicked = script.again().click(bar.x, bar.y + row as u16);
        clicked.check();
        let block = clicked
            .app
            .state
            .document
            .article
            .block(clicked.app.state.document.place.cursor);
        let bytes = clicked.app.state.document.article.text().len() as u64;
        let stretch = |row: u64| (row * bytes / u64::from(bar.height)) as u32;
        let stretch = stretch(row as u64)..stretch(row as u64 + 1);
        if !clicked.app.state.document.viewport.at_end {
            assert!(stretch.contains(&block.tile.start), "{feature:?} in row {row}");
        }
        let back = clicked.keys("<c-o>");
        assert!(back.app.state.document.viewport.at_start);
    }
}

#[test]
fn taking_hold_of_the_thumb_moves_nothing() {
    let script = Script::sized(blog(12), 100, 40).keys("5Gj");
    let (place, bar) = (script.app.state.document.place, script.app.state.areas().scrollbar);
    let thumb = script.app.state.map(bar.height).expect("a map").thumb;
    let script = script.mouse(bar.x, bar.y + thumb.start, MouseKind::Press);
    assert_eq!(script.app.state.document.place, place);
    let script = script.mouse(bar.x, bar.bottom() - 1, MouseKind::Drag);
    assert!(script.app.state.document.viewport.at_end, "and then it follows");
}

proptest! {
    /// At any place and any height the thumb is there: at the top only at the start, at the bottom only at the end.
    #[test]
    fn the_thumb_is_always_there(keys in "[]}jdG ]{0,12}", width in 40u16..140, height in 8u16..80, sections in 1usize..20) {
        let script = Script::sized(blog(sections), width, height).keys(&keys);
        let rows = script.app.state.areas().scrollbar.height;
        if let Some(map) = script.app.state.map(rows) {
            prop_assert!(!map.thumb.is_empty() && map.thumb.end <= rows);
            prop_assert_eq!(map.rows.len(), usize::from(rows));
            prop_assert_eq!(map.thumb.end == rows, script.app.state.document.viewport.at_end);
            prop_assert_eq!(map.thumb.start == 0, script.app.state.document.viewport.at_start);
        } else {
            prop_assert!(script.app.state.document.viewport.at_start && script.app.state.document.viewport.at_end);
        }
    }
}
