//! Posts in another order than that of the article: the page, what moves in it, and what stays.

use dateline::app::MouseKind;
use dateline::app::document::progress::Stage;
use dateline::article::{BlockId, Kind};
use dateline::recall::{Changes, Recalled};
use proptest::prelude::*;

use super::articles::comes;
use super::draft::{Draft, blog, live};
use super::script::Script;
use super::visits::recalls;

/// The sections in the order in which the sidebar has them, all of them in view.
fn sections(script: &Script) -> Vec<u32> {
    let tall = script.again().resize(100, 200);
    let entries = tall.app.state.sidebar_entries();
    entries.iter().map(|entry| entry.section.0 + 1).collect()
}

fn oldest(script: Script) -> Script {
    let script = script.keys("O");
    assert_eq!(script.notice(), "Oldest first");
    script
}

#[test]
fn a_blog_told_newest_first_is_turned_and_turned_back() {
    let script = oldest(Script::on(live(7)));
    // The opening stays first; the fifth post has no time and stays with the one above it.
    assert_eq!(sections(&script), [1, 8, 7, 5, 6, 4, 3, 2]);
    let script = script.keys("O");
    assert_eq!(
        (script.notice(), sections(&script)),
        ("In the article's own order", (1..=8).collect())
    );
}

#[test]
fn posts_without_times_have_no_order() {
    let script = Script::on(blog(5));
    let place = script.app.state.document.place;
    let script = script.keys("O");
    assert_eq!(
        (script.notice(), script.app.state.document.place),
        ("The posts have no times", place)
    );
    assert_eq!(
        Script::on(live(1)).keys("O").notice(),
        "These posts have only one order"
    );
}

#[test]
fn sections_are_gone_through_as_they_are_shown() {
    let script = oldest(Script::on(live(7)));
    let mut seen = vec![script.section()];
    let mut script = script;
    for _ in 0..7 {
        script = script.keys("]");
        script.check();
        seen.push(script.section());
    }
    assert_eq!(seen, [1, 8, 7, 5, 6, 4, 3, 2]);
    assert_eq!(script.keys("]").notice(), "This is the last section");
    let script = oldest(Script::on(live(7))).keys("3G").keys("[[");
    assert_eq!(script.section(), 6);
    // The end is that of the newest post, and a section is found by its number.
    let script = oldest(Script::on(live(7))).keys("G");
    assert_eq!(script.section(), 2);
    assert_eq!(
        (
            script.app.state.document.percent(),
            script.app.state.document.viewport.at_end
        ),
        (100, true)
    );
    assert_eq!(script.keys("6G").section(), 6);
}

#[test]
fn what_is_read_is_read_in_the_order_shown() {
    let mut script = oldest(Script::on(live(7)));
    for _ in 0..40 {
        script = script.stands(600).keys("d");
    }
    assert_eq!(script.app.state.document.unread(), 0);
    let mut script = oldest(Script::on(live(7)));
    for _ in 0..4 {
        script = script.stands(600).keys("d");
    }
    let stages = script.stages();
    assert!(stages[7] == Stage::Read && stages[1] == Stage::Unread, "{stages:?}");
    let script = script.keys("U");
    assert_ne!(
        script.stages()[script.app.state.document.section().index()],
        Stage::Read
    );
    // The first that is not read is the first as shown: what was passed over at the start.
    let script = oldest(Script::on(live(7))).keys("X]X3Gr");
    assert_eq!((script.section(), script.stages()[7]), (7, Stage::Read));
}

#[test]
fn matches_are_gone_through_as_they_are_shown() {
    let script = oldest(Script::on(live(7))).keys("/watch \\d reports").keys("<enter>");
    let mut seen = vec![(script.section(), script.app.state.match_number())];
    let mut script = script;
    for _ in 0..7 {
        script = script.keys("n");
        seen.push((script.section(), script.app.state.match_number()));
    }
    let counted = [8, 7, 5, 6, 4, 3, 2].into_iter().zip((1..).map(Some));
    let expected: Vec<_> = counted.chain([(8, Some(1))]).collect();
    assert_eq!(seen, expected, "they are counted as they are shown, too");
    assert_eq!(script.notice(), "Search goes on from the start");
    let script = script.keys("N");
    assert_eq!((script.section(), script.notice()), (2, "Search goes on from the end"));
    let script = script.keys("3N");
    assert_eq!(script.section(), 6);
}

#[test]
fn what_is_new_is_gone_through_as_it_is_shown() {
    let article = live(7);
    let first = |section: usize| article.sections()[section - 1].first;
    let added = [3, 6, 8].map(|section| BlockId(first(section).0 + 1)).to_vec();
    let changes = Changes {
        since: "yesterday 14:05".to_owned(),
        added,
        ..Changes::default()
    };
    let recalled = Recalled {
        changes: Some(changes),
        ..Recalled::default()
    };
    // Whether the order is turned before it is known what is new, or after that.
    let later = oldest(recalls(Script::on(article.clone()), recalled.clone()));
    let before = recalls(oldest(Script::on(article.clone())), recalled);
    for script in [later, before] {
        let mut script = script.keys("g");
        let mut seen = Vec::new();
        for key in [".", ".", ".", ",", ","] {
            script = script.keys(key);
            seen.push(script.section());
        }
        assert_eq!(seen, [8, 6, 3, 6, 8]);
        assert_eq!(script.again().keys("..").keys(".").notice(), "Nothing new below");
        // The list has them in the same order.
        let listed: Vec<u32> = (0..3)
            .map(|down| {
                script
                    .again()
                    .keys("W")
                    .keys(&"j".repeat(down))
                    .keys("<enter>")
                    .section()
            })
            .collect();
        assert_eq!(listed, [8, 6, 3]);
    }
}

#[test]
fn what_is_new_goes_by_an_order_that_was_turned_in_another_article() {
    let article = live(7);
    let added = [3, 8]
        .map(|section| BlockId(article.sections()[section - 1].first.0 + 1))
        .to_vec();
    let recalled = Recalled {
        changes: Some(Changes {
            since: "yesterday 14:05".to_owned(),
            added,
            ..Changes::default()
        }),
        ..Recalled::default()
    };
    let script = Script::on(article.clone()).send(dateline::app::Message::Known { articles: 2, all: true });
    let script = comes(recalls(script, recalled).keys(">"), 1, &live(5));
    let script = comes(oldest(script).keys("<lt>"), 0, &article);
    let mut script = script.keys("g");
    let mut seen = Vec::new();
    for _ in 0..2 {
        script = script.keys(".");
        seen.push(script.section());
    }
    assert_eq!(seen, [8, 3]);
}

#[test]
fn the_scrollbar_goes_by_what_is_shown() {
    let script = oldest(Script::on(live(12)));
    let bar = script.app.state.areas().scrollbar;
    let height = bar.height;
    let mut places = Vec::new();
    for row in 0..height {
        let at = script.again().mouse(bar.x, bar.y + row, MouseKind::Press);
        at.check();
        places.push(at.app.state.page().key(at.app.state.document.place.top.anchor));
    }
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn an_order_goes_along_to_the_next_article_and_the_next_version() {
    let script = oldest(Script::on(live(7)));
    let script = script.send(dateline::app::Message::Article {
        article: live(9),
        more: false,
    });
    assert_eq!(sections(&script), [1, 10, 9, 8, 7, 5, 6, 4, 3, 2]);
    script.check();
}

proptest! {
    /// Turning the order moves neither the block that keys act on nor, twice turned back, the page.
    #[test]
    fn the_post_that_is_read_stays_where_it_is(section in 2u32..12, rows in 0u32..30, folds in any::<bool>()) {
        let script = Script::on(live(12)).keys(&format!("{section}G{}", "j".repeat(rows as usize)));
        let script = if folds { script } else { script.keys("zR") };
        let (place, page) = (script.app.state.document.place, script.page());
        let row = |script: &Script| {
            let cursor = script.app.state.document.place.cursor;
            script.rows().iter().position(|row| row.anchor.block == cursor && row.kind != dateline::layout::RowKind::Spacing)
        };
        let before = row(&script);
        let turned = script.keys("O");
        turned.check();
        prop_assert_eq!(turned.app.state.document.place.cursor, place.cursor);
        let full = turned.app.state.document.place.top != turned.app.state.page().start() && !turned.app.state.document.viewport.at_end;
        if full {
            prop_assert_eq!(row(&turned), before);
        }
        let back = turned.keys("O");
        back.check();
        prop_assert_eq!(back.app.state.document.place.cursor, place.cursor);
        if full {
            prop_assert_eq!(back.page(), page);
        }
    }

    /// Up undoes down, and the whole article is gone through, in any order.
    #[test]
    fn the_whole_article_is_passed_in_any_order(turns in 0usize..3) {
        let mut script = Script::on(live(8)).keys("zR");
        for _ in 0..turns {
            script = script.keys("O");
        }
        let page = script.app.state.page();
        let shown: Vec<BlockId> = std::iter::successors(Some(page.first_shown()), |&block| page.next(block)).collect();
        let mut sorted = shown.clone();
        sorted.sort_unstable();
        prop_assert!(sorted.into_iter().eq(script.app.state.document.article.ids().filter(|&id| page.shown(id) == id)));
        let mut tops = vec![script.app.state.document.place.top];
        while !script.app.state.document.viewport.at_end {
            script = script.keys("j");
            tops.push(script.app.state.document.place.top);
        }
        while let Some(top) = tops.pop() {
            prop_assert_eq!(script.app.state.document.place.top, top);
            script = script.keys("k");
        }
    }
}

/// The opening may bear the time at which the page was published, and a list of top stories is no post.
#[test]
fn the_opening_and_the_list_of_top_stories_stay_where_they_are() {
    let list = |draft: Draft| {
        let draft = draft.heading("Today's top stories");
        ["Ferries stay in port", "Schools open late", "Seven treated for smoke"]
            .iter()
            .fold(draft, |draft, story| draft.block(Kind::ListItem, story))
    };
    let posts = |draft: Draft, times: &[&str]| {
        times.iter().fold(draft, |draft, time| {
            draft
                .heading(&format!("Report of {time}"))
                .at(time)
                .prose("Crews held the line.")
        })
    };
    let begin = || {
        Draft::default()
            .block(Kind::Title, "Harbour fire")
            .at("06:00")
            .prose("Nobody was hurt.")
    };
    let below = list(posts(begin(), &["09:00", "08:00", "07:00"])).done();
    assert_eq!(sections(&oldest(Script::on(below))), [1, 4, 3, 2, 5]);
    let middle = posts(list(posts(begin(), &["09:00"])), &["08:00", "07:00"]).done();
    assert_eq!(sections(&oldest(Script::on(middle))), [1, 5, 3, 4, 2]);
}
