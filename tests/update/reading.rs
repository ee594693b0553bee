//! What has been on the screen long enough to be read is read, and nothing else is.

use std::sync::Arc;

use dateline::app::Message;
use dateline::app::document::progress::Stage::{Partly, Read, Unread};
use dateline::article::{Article, BlockId, Kind};
use proptest::prelude::*;

use super::draft::{Draft, blog, paragraph};
use super::script::Script;

/// Reads on by pages to the end, each page for so many seconds.
fn reads_on(mut script: Script, seconds: u32) -> Script {
    for _ in 0..60 {
        script = script.stands(seconds);
        if script.app.state.document.viewport.at_end {
            return script;
        }
        script = script.keys(" ");
    }
    panic!("the article has no end")
}

#[test]
fn what_is_read_is_marked() {
    let script = Script::on(blog(6));
    assert_eq!(script.app.state.document.unread(), 7, "nothing has been read yet");
    let script = script.stands(120);
    assert_eq!(script.stages()[..2], [Read, Partly], "what is on the first page");
    assert_eq!(script.app.state.document.unread(), 6);
    // By lines, each as long as it takes to read one.
    let mut script = Script::on(blog(6)).stands(60);
    for _ in 0..60 {
        script = script.stands(3).keys("j");
    }
    assert_eq!(script.stages()[..2], [Read, Read]);
    assert_eq!(script.stages()[6], Unread);
    // A section that is jumped into is not read by reading its end alone.
    let script = Script::on(blog(6)).keys("G").stands(600);
    assert_eq!(script.stages()[1..3], [Unread, Unread]);
    assert_eq!(script.stages()[5..], [Unread, Partly]);
    let script = reads_on(Script::on(blog(6)), 120);
    assert_eq!(script.app.state.document.unread(), 0, "{:?}", script.stages());
    assert_eq!(script.app.state.document.place_in_words().1, None);
    assert_eq!(script.keys("U").notice(), "Nothing else is unread");
}

#[test]
fn the_next_unread_section_is_a_key_away() {
    let mut script = Script::on(blog(6));
    for _ in 0..3 {
        script = script.stands(120).keys(" ");
    }
    let stages = script.stages();
    let first = stages.iter().position(|&stage| stage != Read).expect("one");
    let script = script.keys("GU");
    assert_eq!(script.section() as usize, first + 1);
    script.check();
}

#[test]
fn the_first_unread_block_is_a_key_away() {
    let script = Script::on(blog(6)).stands(120).keys("G").stands(120);
    let first = script
        .app
        .state
        .document
        .reading
        .progress
        .unread_from(BlockId(0))
        .expect("an unread block");
    assert_eq!(script.stages()[1], Partly);
    let there = script.app.state.document.place;
    let script = script.keys("r");
    script.check();
    assert_eq!(
        (
            script.app.state.document.place.cursor,
            script.app.state.document.place.top.anchor.block
        ),
        (first, first)
    );
    assert_eq!(script.keys("<c-o>").app.state.document.place, there, "it is a jump");
    let script = reads_on(Script::on(blog(3)), 120).keys("r");
    assert_eq!(script.notice(), "Everything has been read");
}

#[test]
fn a_section_is_marked_by_hand() {
    let script = Script::on(blog(3)).keys("3GX");
    assert_eq!(script.stages(), [Unread, Unread, Read, Unread]);
    assert_eq!(script.notice(), "Section 3 is marked as read");
    script.check();
    let section = script.app.state.document.article.sections()[2];
    let marked = script.app.state.kept().marked.to_vec();
    assert_eq!(marked.len(), 1);
    assert_eq!(
        (marked[0].first, marked[0].last, marked[0].read),
        (section.first, section.last, true)
    );
    let script = script.keys("X");
    assert_eq!(script.stages(), [Unread; 4]);
    assert_eq!(script.notice(), "Section 3 is marked as unread");
    assert_eq!(
        script.app.state.kept().marked.last().map(|marked| marked.read),
        Some(false)
    );
    // It stays so until the page is left.
    let stands = script.again().stands(600);
    assert_eq!(stands.stages(), [Unread; 4]);
    assert_ne!(stands.keys("j").stands(1).keys("k").stands(600).stages()[2], Unread);
    // In the sidebar, the one that is chosen there.
    let script = script.keys("<tab>kX");
    assert_eq!(script.stages(), [Unread, Read, Unread, Unread]);
    // What has been read in part is marked as read.
    let script = Script::on(blog(3)).stands(120).keys("]X");
    assert_eq!(script.stages()[..2], [Read, Read]);
}

#[test]
fn minutes_are_those_that_are_left() {
    let script = Script::on(blog(30));
    assert_eq!(script.again().keys("]").app.state.document.minutes_left_here(), 1);
    let (all, left) = (
        script.app.state.document.minutes(),
        script.app.state.document.minutes_left(),
    );
    assert!(
        left < all,
        "what says again word for word is not counted: {left} of {all}"
    );
    let script = script.stands(200).keys("  ").stands(200);
    let then = script.app.state.document.minutes_left();
    assert!(then < left, "{then} of {left}");
    assert_eq!(reads_on(Script::on(blog(30)), 200).app.state.document.minutes_left(), 0);
}

/// An opening, a long first section, a fold in the second, lines about the page and a caption printed twice.
fn with_folds() -> Arc<Article> {
    Draft::default()
        .block(Kind::Title, "Harbour fire is out")
        .prose(&paragraph(1, 3))
        .prose(&paragraph(2, 3))
        .heading("Again")
        .prose(&paragraph(1, 3))
        .prose(&paragraph(2, 3))
        .block(
            Kind::Caption,
            "A pier at dawn, seen from the lighthouse. - Coastal Press",
        )
        .block(
            Kind::Caption,
            "A pier at dawn, seen from the lighthouse. - Coastal Press",
        )
        .block(Kind::Boilerplate, "Share this page")
        .block(Kind::Boilerplate, "Sign up for the morning letter")
        .done()
}

#[test]
fn what_is_folded_is_read_with_its_line() {
    let script = Script::sized(with_folds(), 100, 50).keys("zb");
    assert!(script.row_with("2 paragraphs repeated from").is_some());
    assert!(script.row_with("2 boilerplate lines").is_some());
    let script = script.stands(60);
    assert_eq!(script.stages(), [Read, Read]);
    script.check();
}

#[test]
fn a_box_over_the_page_stops_it() {
    for keys in ["?", "t", "p", "/"] {
        let script = Script::on(blog(3)).keys(keys).stands(600);
        assert!(!script.app.state.document.reading.progress.has_begun(), "{keys}");
        let script = script.keys("<esc>").stands(600);
        assert!(script.app.state.document.reading.progress.has_begun(), "{keys}");
    }
    let narrow = Script::sized(blog(3), 50, 20).keys("<tab>").stands(600);
    assert!(
        !narrow.app.state.document.reading.progress.has_begun(),
        "the sidebar lies over the page"
    );
}

#[test]
fn a_block_longer_than_the_screen_is_read_by_what_was_seen_of_it() {
    let long = Draft::default().prose(&paragraph(1, 60)).done();
    let script = Script::sized(long, 60, 12).stands(3600);
    assert_eq!(script.stages(), [Unread], "its first rows, however long");
    let script = script.keys("G").stands(3600);
    assert_eq!(script.stages(), [Unread], "and its last");
    let script = script.keys("g").keys(" ");
    let script = reads_on(script, 60);
    assert_eq!(script.stages(), [Read]);
}

#[test]
fn the_last_section_is_not_read_while_more_of_it_may_come() {
    let part = Draft::default().prose(&paragraph(1, 2)).done();
    let whole = Draft::default().prose(&paragraph(1, 2)).prose(&paragraph(2, 2)).done();
    let script = Script::on(Arc::default()).send(Message::Article {
        article: part,
        more: true,
    });
    let script = script.stands(60);
    assert_eq!((script.stages(), script.app.state.document.unread()), (vec![Partly], 1));
    let script = script.send(Message::Article {
        article: whole,
        more: false,
    });
    assert_eq!((script.stages(), script.app.state.document.unread()), (vec![Partly], 1));
    assert_eq!(script.stands(60).stages(), [Read]);
}

/// Seconds it takes to skim what is on the page, as the reader counts.
fn enough(script: &Script) -> u32 {
    let rows = script.page().join(" ");
    let words = rows.split_whitespace().count() as f64;
    (words * 60.0 / 450.0 * 1.25).ceil() as u32 + 1
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// However one moves, pages that stand for less than a glance leave nothing read.
    #[test]
    fn what_is_flicked_through_is_not_read(
        keys in proptest::collection::vec(proptest::sample::select(vec!["j", " ", "d", "]", "}", "b", "k"]), 1..60),
        millis in 1u32..300,
    ) {
        let mut script = Script::on(blog(9));
        let mut page = None;
        for key in keys {
            script = script.keys(key);
            // A key that moves nothing lets the page stand.
            if page.replace(script.app.state.document.place.top) != Some(script.app.state.document.place.top) {
                script = script.send(Message::Seen { millis });
            }
        }
        prop_assert!(!script.app.state.document.reading.progress.has_begun());
    }

    /// A page that stands long enough has been read: every block of which all is on it.
    #[test]
    fn what_stands_long_enough_is_read(rows in 0u32..120, width in 30u16..140, height in 6u16..50) {
        let script = Script::sized(blog(6), width, height).keys(&format!("{rows}j"));
        let seconds = enough(&script);
        let (first, last) = {
            let rows = script.rows();
            let whole = rows.iter().filter(|row| row.anchor.offset == 0 && super::script::is_text(row));
            let whole: Vec<BlockId> = whole.map(|row| row.anchor.block).collect();
            let end = rows.last().expect("a row").anchor.block;
            (whole.first().copied(), whole.into_iter().rfind(|&block| block < end))
        };
        let script = script.stands(seconds);
        script.check();
        if let (Some(first), Some(last)) = (first, last) {
            prop_assert!(script.app.state.document.reading.progress.are_read(first, last), "{first:?} to {last:?} in {seconds} s");
        }
    }

    /// Nothing is read that was not on the page, and nothing in less time than it takes to skim it.
    #[test]
    fn no_more_is_read_than_was_seen(
        moves in proptest::collection::vec((proptest::sample::select(vec!["j", " ", "d", "]", "b", "G"]), 0u32..40), 1..20),
    ) {
        let mut script = Script::on(blog(9));
        let (mut seen, mut time) = (std::collections::BTreeSet::new(), 0);
        for (key, seconds) in moves {
            script = script.keys(key).stands(seconds);
            time += seconds;
            let page = script.app.state.page();
            for row in script.rows() {
                let last = page.hidden(&row).map_or(row.anchor.block, |(_, last)| last);
                seen.extend((row.anchor.block.0..=last.0).map(BlockId));
            }
        }
        script.check();
        let words: usize = script
            .app.state.document.reading.progress
            .blocks()
            .filter(|&block| script.app.state.document.folding.run(block).is_none())
            .map(|block| script.app.state.document.article.text_of(block).split_whitespace().count())
            .sum();
        prop_assert!(words as f64 <= f64::from(time) * 450.0 / 60.0 + 1.0, "{words} words in {time} s");
        for block in script.app.state.document.reading.progress.blocks() {
            prop_assert!(seen.contains(&block), "{block:?} was never on the page");
        }
    }

    /// How the time is cut makes no difference.
    #[test]
    fn time_is_time_however_it_is_cut(parts in proptest::collection::vec(1u32..20_000, 1..8)) {
        let whole = Script::on(blog(4)).send(Message::Seen { millis: parts.iter().sum() });
        let cut = parts.iter().fold(Script::on(blog(4)), |script, &millis| script.send(Message::Seen { millis }));
        prop_assert_eq!(&whole.app.state.document.reading.progress, &cut.app.state.document.reading.progress);
    }
}
