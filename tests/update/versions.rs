//! A newer version of the article, and repeats that are found late: the reader stays where the reader is.

use std::sync::Arc;

use dateline::app::document::progress::Stage;
use dateline::app::{Message, Work, differing};
use dateline::article::{Article, Kind};
use proptest::prelude::*;

use super::draft::{Draft, blog, paragraph};
use super::script::Script;

fn version(article: Arc<Article>, more: bool) -> Message {
    Message::Article { article, more }
}

#[test]
fn what_is_added_below_moves_nothing() {
    for keys in ["", "j", "]]]", " 3j", "5G}}", "]]]]}}za", "G"] {
        let script = Script::unfolded(blog(6), 100, 30).send(Message::Progress(Work {
            reading: Some(40),
            folding: None,
        }));
        let script = script.folded().keys(keys);
        let (page, cursor, percent) = (
            script.page(),
            script.app.state.document.place.cursor,
            script.app.state.document.percent(),
        );
        let script = script.send(version(blog(40), false));
        script.check();
        assert_eq!(script.page()[0], page[0], "{keys}");
        assert_eq!(script.app.state.document.place.cursor, cursor, "{keys}");
        assert!(script.app.state.document.percent() <= percent, "{keys}");
        assert_eq!(script.app.state.session.work.reading, None);
        let script = script.folded();
        script.check();
        assert_eq!(script.page()[0], page[0], "{keys}, folded");
    }
}

#[test]
fn a_file_read_again_says_what_is_new_and_moves_nothing() {
    let draft = |sections: usize| super::draft::blog_draft(sections);
    let read = Script::unfolded(blog(6), 100, 30).folded().keys("4G}jj");
    let (page, cursor) = (read.page(), read.app.state.document.place.cursor);
    let again = |article: Arc<Article>| {
        let said = differing(&read.app.state.document.article, &article);
        let script = read.again().send(Message::ReadAgain { article, said });
        script.check();
        script
    };
    let same = again(blog(6));
    assert_eq!(
        (same.notice(), same.app.state.document.place.cursor),
        ("Reloaded: nothing has changed", cursor)
    );
    assert_eq!(same.folded().page(), page);
    let longer = again(
        draft(6)
            .prose("The ferries sail again.")
            .prose("The pier is open.")
            .done(),
    );
    assert_eq!(
        (longer.notice(), longer.app.state.document.place.cursor),
        ("Reloaded: 2 added", cursor)
    );
    let shorter = again(blog(5));
    assert!(
        shorter.notice().ends_with(" gone") && !shorter.notice().contains("new"),
        "{}",
        shorter.notice()
    );
    // What is read without being asked for is no news.
    assert_eq!(read.again().send(version(blog(8), false)).notice(), "");
}

#[test]
fn a_file_that_is_empty_now_leaves_nothing_selected() {
    let script = Script::on(blog(3)).keys("3Gvww");
    assert!(script.app.state.document.selection.is_some());
    let script = script.send(Message::ReadAgain {
        article: Arc::default(),
        said: String::new(),
    });
    script.check();
    assert_eq!(script.app.state.document.selection, None);
    script.keys("jwy").check();
}

#[test]
fn the_end_stays_the_end_while_more_comes() {
    let script = Script::unfolded(blog(6), 100, 30).send(version(blog(7), true));
    let script = script.keys("G").send(version(blog(20), true));
    assert!(script.app.state.document.viewport.at_end);
    let script = script.send(version(blog(40), false));
    script.check();
    assert_eq!(
        (script.section(), script.app.state.document.viewport.at_end),
        (41, true)
    );
    // Unless the reader has gone elsewhere since.
    let script = Script::unfolded(blog(6), 100, 30)
        .send(version(blog(7), true))
        .keys("Gk");
    let top = script.app.state.document.place.top;
    let script = script.send(version(blog(40), false));
    assert_eq!(script.app.state.document.place.top, top);
}

#[test]
fn a_reader_who_has_touched_nothing_stays_at_the_start() {
    let script = Script::unfolded(Arc::default(), 100, 30);
    script.check();
    let script = script
        .send(version(blog(3), true))
        .send(version(blog(9), false))
        .folded();
    script.check();
    assert!(script.app.state.document.viewport.at_start);
    assert_eq!(script.stages(), [Stage::Unread; 10]);
}

#[test]
fn what_is_put_in_above_moves_nothing() {
    let old = blog(12);
    let newest = Draft::default()
        .block(Kind::Title, "Harbour fire: the fire is out")
        .prose(&paragraph(700, 8))
        .heading("Newest of all")
        .prose(&paragraph(701, 3));
    let mut new = newest;
    for block in old.blocks() {
        new = new.block(block.kind, block.text.of(old.text()));
    }
    let new = new.done();
    for keys in ["]]]", "5G3j", "7G}}", "9Gd", "3Gjj<c-o>)"] {
        let script = Script::unfolded(old.clone(), 100, 30).keys(keys);
        let (page, cursor) = (script.page(), script.cursor_text().to_owned());
        let script = script.send(version(new.clone(), false));
        script.check();
        assert_eq!(script.page(), page, "{keys}");
        assert_eq!(script.cursor_text(), cursor, "{keys}");
    }
    // What has been read stays read, under its new number.
    let mut script = Script::unfolded(old, 100, 30).keys("]");
    for _ in 0..3 {
        script = script.stands(120).keys(" ");
    }
    let (before, blocks) = (
        script.stages(),
        script.app.state.document.reading.progress.blocks().count(),
    );
    assert_eq!((before[1], before[9]), (Stage::Read, Stage::Unread));
    let script = script.send(version(new, false));
    script.check();
    assert_eq!(script.stages()[3], Stage::Read);
    assert_eq!(
        (script.stages()[1], script.stages()[11]),
        (Stage::Unread, Stage::Unread)
    );
    assert_eq!(script.app.state.document.reading.progress.blocks().count(), blocks);
}

#[test]
fn opened_folds_stay_open_in_a_newer_version() {
    let script = Script::on(blog(8)).keys("]]]]}}za");
    let text = script.cursor_text().to_owned();
    let old = Arc::clone(&script.app.state.document.article);
    let mut new = Draft::default()
        .block(Kind::Title, "Another title")
        .prose(&paragraph(800, 5));
    for block in old.blocks().iter().skip(1) {
        new = new.block(block.kind, block.text.of(old.text()));
    }
    let script = script.send(version(new.done(), false)).folded();
    script.check();
    assert_eq!(script.cursor_text(), text);
    assert!(
        !script.is_folded(script.app.state.document.place.cursor),
        "what was opened is folded"
    );
    let folded = script.runs().iter().filter(|&&run| script.is_folded(run)).count();
    assert_eq!(folded, script.runs().len() - 1);
}

#[test]
fn a_search_goes_on_in_a_newer_version() {
    let script = Script::on(blog(6)).keys("/reports from<enter>nn");
    let before = script.app.state.document.search.clone().expect("a search");
    let script = script.send(version(blog(20), false));
    let search = script.app.state.document.search.clone().expect("a search");
    assert_eq!((before.matches.len(), search.matches.len()), (6, 20));
    assert_eq!((search.current, search.pattern), (before.current, before.pattern));
    let script = script.keys("n");
    assert_eq!(script.section(), 5);
}

#[test]
fn a_version_with_nothing_in_common_is_read_from_the_same_part_of_the_way() {
    let mut other = Draft::default();
    for section in 0..20 {
        other = other
            .heading(&format!("Other {section}"))
            .prose(&paragraph(5000 + section, 6));
    }
    let script = Script::on(blog(20))
        .keys("11G/tide<enter>5G<c-o>")
        .send(version(other.done(), false));
    script.check();
    assert!(
        (30..75).contains(&script.app.state.document.percent()),
        "{}",
        script.app.state.document.percent()
    );
    let script = script.send(version(Arc::default(), false));
    script.check();
    script.send(version(blog(3), false)).keys("G<c-o>n").check();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// The first row's text stays the first, or on the page where that must end with the article; and coming back
    /// to the old size is coming back to the old page.
    #[test]
    fn a_resize_moves_nothing(rows in 0usize..400, width in 20u16..200, height in 5u16..80, again in 20u16..200) {
        let script = Script::on(blog(12)).keys(&format!("{rows}j"));
        let (place, page) = (script.app.state.document.place, script.page());
        let byte = script.app.state.document.article.byte_of(script.app.state.document.place.top.anchor);
        let script = script.resize(width, height);
        script.check();
        let seen = &script.app.state.document.viewport;
        prop_assert!(seen.span.start <= byte && byte <= seen.span.end);
        if !seen.at_end {
            let top = script.app.state.document.place.top;
            let next = script.app.state.page().down(top, usize::from(top.above) + 1);
            prop_assert!(byte < script.app.state.document.article.byte_of(next.anchor) || next.anchor.block != top.anchor.block);
        }
        let script = script.resize(again, height).resize(100, 30);
        prop_assert_eq!(script.app.state.document.place, place);
        prop_assert_eq!(script.page(), page);
    }

    /// Repeats that are found late leave the first row what it is.
    #[test]
    fn late_repeats_move_nothing(rows in 1usize..500) {
        let script = Script::unfolded(blog(12), 100, 30).keys(&format!("{rows}j"));
        let (top, first) = (script.app.state.document.place.top.anchor, script.first());
        let at_end = script.app.state.document.viewport.at_end;
        let script = script.folded();
        script.check();
        if !at_end {
            prop_assert_eq!(script.app.state.document.place.top.anchor, top);
            prop_assert!(script.page().contains(&first) || script.first() == first);
        }
    }
}
