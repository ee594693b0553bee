//! Moving: rows, pages, sections, blocks, captions, and back.

use dateline::article::{Anchor, BlockId, Kind};

use super::draft::{Draft, blog, paragraph};
use super::script::Script;

#[test]
fn a_reader_starts_at_the_start() {
    let script = Script::on(blog(8));
    script.check();
    assert!(script.app.state.document.viewport.at_start);
    assert_eq!(
        (script.first().as_str(), script.section()),
        ("Harbour fire: crews hold the line overnight", 1)
    );
    assert_eq!(script.app.state.document.percent(), 0);
}

#[test]
fn sections_are_a_key_away() {
    for (keys, section, first) in [
        ("]", 2, "Watch 1 reports"),
        ("]]]", 4, "Watch 3 reports"),
        ("3]", 4, "Watch 3 reports"),
        ("5][[", 4, "Watch 3 reports"),
        ("5]2[", 4, "Watch 3 reports"),
        ("]jjjjjjjj[", 2, "Watch 1 reports"),
        ("][", 1, "Harbour fire"),
        ("]9[", 1, "Harbour fire"),
        ("5G", 5, "Watch 4 reports"),
        ("2G", 2, "Watch 1 reports"),
        ("Gg", 1, "Harbour fire"),
        ("nnN", 2, "Watch 1 reports"),
        ("<esc>J", 2, "Watch 1 reports"),
    ] {
        let script = Script::on(blog(12)).keys(keys);
        script.check();
        assert_eq!(script.section(), section, "{keys}");
        assert!(script.first().starts_with(first), "{keys}: {}", script.first());
    }
}

#[test]
fn the_last_sections_are_reached_though_the_page_cannot_go_on() {
    let mut draft = Draft::default().prose(&paragraph(1, 40));
    for section in 1..=5 {
        draft = draft.heading(&format!("Short {section}")).prose("One line.");
    }
    let article = draft.done();
    let script = Script::on(article.clone()).keys("]]]]]");
    assert_eq!(script.section(), 6);
    assert!(script.app.state.document.viewport.at_end);
    let script = script.keys("[");
    assert_eq!(script.section(), 5);
    let script = script.keys("99]");
    assert_eq!(script.section(), 6);
    assert_eq!(script.keys("]").notice(), "This is the last section");
    // By rows as well: the cursor goes on where the page cannot.
    let mut script = Script::on(article).keys("G99k4d");
    let mut seen = Vec::new();
    for _ in 0..60 {
        script = script.keys("j");
        script.check();
        if seen.last() != Some(&script.section()) {
            seen.push(script.section());
        }
    }
    assert_eq!(seen.last(), Some(&6), "{seen:?}");
    assert!(seen.is_sorted(), "{seen:?}");
}

#[test]
fn a_page_turned_keeps_a_row_and_comes_back() {
    // One long paragraph: no heading and no last line near the foot of a page.
    let article = Draft::default().prose(&paragraph(9000, 40)).done();
    let script = Script::on(article);
    let (start, last) = (script.app.state.document.place.top, script.page().pop());
    let script = script.keys(" ");
    script.check();
    assert_eq!(script.page().first().cloned(), last);
    let script = script.keys("b");
    assert_eq!(script.app.state.document.place.top, start);
    assert_eq!(script.app.state.document.place.cursor, BlockId(0));
}

/// Where a page ends in a heading, that heads the next one; and none begins with the last line of a paragraph.
#[test]
fn a_page_begins_with_a_heading_or_in_the_middle_of_something() {
    let mut script = Script::on(blog(12));
    let mut headed = 0;
    while !script.app.state.document.viewport.at_end {
        let page = script.page();
        let told = format!("{page:#?}");
        let last = page
            .iter()
            .rposition(|row| !row.trim().is_empty())
            .expect("a row of text");
        let headings = |row: &String| row.starts_with("Watch ");
        assert!(
            script.app.state.document.viewport.at_start || !headings(&page[last]),
            "{told}"
        );
        script = script.keys(" ");
        script.check();
        headed += usize::from(script.page().first().is_some_and(headings));
        assert!(
            !script.page()[0].ends_with("the tide turned.") || !script.page()[1].is_empty(),
            "{told}"
        );
    }
    assert!(headed > 0);
}

#[test]
fn rows_and_half_pages_take_counts() {
    let script = Script::on(blog(12));
    let start = script.app.state.document.place.top;
    for (keys, rows) in [
        ("j", 1),
        ("5j", 5),
        ("12jkk", 10),
        ("<down><up>", 0),
        ("d", 13),
        ("3du", 26),
        ("2 ", 48),
    ] {
        let script = Script::on(blog(12)).keys(keys);
        script.check();
        assert_eq!(
            script.app.state.document.place.top,
            script.app.state.page().down(start, rows),
            "{keys}"
        );
    }
    assert_eq!(script.app.state.height(), 27);
}

#[test]
fn a_count_is_seen_and_forgotten() {
    let script = Script::on(blog(12)).keys("12");
    assert_eq!(script.app.state.session.pending.count, Some(12));
    let script = script.keys("<esc>");
    assert_eq!(script.app.state.session.pending.count, None);
    let script = script.keys("7z");
    assert_eq!(
        (
            script.app.state.session.pending.count,
            script.app.state.session.pending.keys.len()
        ),
        (Some(7), 1)
    );
    let script = script.keys("!");
    assert_eq!(script.app.state.session.pending, dateline::app::PendingKeys::default());
    assert!(
        script.notice().starts_with("z! does nothing; z goes on with z a R M"),
        "{}",
        script.notice()
    );
    assert_eq!(
        script.keys("99999999999999").app.state.session.pending.count,
        Some(9_999_999)
    );
}

#[test]
fn the_end_is_the_end() {
    let script = Script::on(blog(12)).keys("G");
    script.check();
    assert!(script.app.state.document.viewport.at_end);
    assert_eq!((script.app.state.document.percent(), script.section()), (100, 13));
    let script = script.keys("k");
    assert!(!script.app.state.document.viewport.at_end);
    assert!(script.app.state.document.percent() < 100);
    assert_eq!(script.keys(" ").app.state.document.percent(), 100);
}

#[test]
fn blocks_are_walked_and_the_page_goes_along_only_as_needed() {
    let mut script = Script::on(blog(12));
    let (start, blocks) = (
        script.app.state.document.place.top,
        script.app.state.document.article.blocks().len(),
    );
    script = script.keys("}}");
    assert_eq!(
        (
            script.app.state.document.place.top,
            script.app.state.document.place.cursor
        ),
        (start, BlockId(2))
    );
    for _ in 0..blocks {
        let before = script.app.state.document.place.cursor;
        script = script.keys("}");
        script.check();
        let page = script.app.state.page();
        let whole = page.rows(
            page.top_at(Anchor::start_of(script.app.state.document.place.cursor)),
            100,
        );
        let whole = whole
            .iter()
            .filter(|row| row.anchor.block == script.app.state.document.place.cursor)
            .count();
        let seen = script
            .rows()
            .iter()
            .filter(|row| row.anchor.block == script.app.state.document.place.cursor)
            .count();
        assert!(
            seen >= whole,
            "{:?} is not whole on the page",
            script.app.state.document.place.cursor
        );
        assert_eq!(
            page.next(before).unwrap_or(before),
            script.app.state.document.place.cursor
        );
    }
    let script = script.keys("9999{");
    assert!(script.app.state.document.viewport.at_start || script.app.state.document.place.cursor == BlockId(0));
}

#[test]
fn a_block_higher_than_the_page_is_gone_back_to_its_start() {
    let article = Draft::default()
        .prose("First.")
        .prose(&paragraph(1, 60))
        .prose("Last.")
        .done();
    let script = Script::on(article).keys("}");
    assert!(script.first().starts_with("On "), "{}", script.first());
    let top = script.app.state.document.place.top;
    let script = script.keys("  {");
    assert_eq!(
        (
            script.app.state.document.place.top,
            script.app.state.document.place.cursor
        ),
        (top, BlockId(1))
    );
    assert_eq!(script.keys("{").app.state.document.place.cursor, BlockId(0));
}

#[test]
fn captions_are_a_key_away() {
    let script = Script::on(blog(12)).keys("c");
    script.check();
    assert_eq!(
        script
            .app
            .state
            .document
            .article
            .block(script.app.state.document.place.cursor)
            .kind,
        Kind::Caption
    );
    assert!(script.cursor_text().starts_with("Shed 3 "));
    assert!(script.row_with("Shed 3").is_some());
    let script = script.keys("2c");
    assert!(script.cursor_text().starts_with("Shed 9 "));
    let script = script.keys("C");
    assert!(script.cursor_text().starts_with("Shed 6 "));
    let script = script.keys("9c");
    assert!(script.cursor_text().starts_with("Shed 6 "));
    assert_eq!(script.notice(), "No caption below");
}

#[test]
fn jumps_come_back_to_the_same_rows() {
    let script = Script::on(blog(12)).keys("7jG");
    let there = script.app.state.document.place;
    let script = script.keys("<c-o>");
    script.check();
    assert_eq!(
        script.app.state.document.place.top,
        script.app.state.page().down(script.app.state.page().start(), 7)
    );
    let script = script.keys(")");
    assert_eq!(script.app.state.document.place, there);
    assert_eq!(script.keys(")").notice(), "No place to go forward to");
    assert_eq!(Script::on(blog(3)).keys("<c-o>").notice(), "No place to come back to");
    // A new jump forgets what lay ahead.
    let script = Script::on(blog(12)).keys("3G5G7G<c-o><c-o>9G<c-o>");
    assert_eq!(script.section(), 3);
    assert_eq!(script.keys("9)").section(), 9);
}

#[test]
fn an_empty_article_and_a_short_one_take_every_key() {
    for article in [std::sync::Arc::default(), Draft::default().prose("Only this.").done()] {
        let script = Script::on(article).keys(
            "jkdu bgG5G][}{cCnNU<esc>zazRzMo<c-o>)<enter>hl<tab>jk<enter>yYtj<enter>T-+wzzzzs/x<enter>nN?j<esc>pq<esc>",
        );
        script.check();
        assert_eq!(script.app.state.document.percent(), 100);
    }
}

#[test]
fn keys_of_vi_and_less_do_what_they_do_there() {
    let start = || Script::on(blog(30));
    let top = |script: &Script| script.app.state.document.place.top;
    assert_eq!(top(&start().keys("3<c-e>")), top(&start().keys("3j")));
    assert_eq!(top(&start().keys("9j<c-y>")), top(&start().keys("8j")));
    // `gg` is one jump to the start, and with a count to that section; the way back is one step.
    assert_eq!(start().keys("9Ggg").section(), 1);
    assert_eq!(start().keys("9Ggg<c-o>").section(), 9);
    assert_eq!(start().keys("5gg").section(), 5);
    assert_eq!(start().keys("9G7G<backspace>").section(), 9);
    for (keys, percent) in [("50%", 50), ("10%", 10), ("1%", 1), ("100%", 100), ("999%", 100)] {
        let script = start().keys("9G").keys(keys);
        script.check();
        assert!(script.app.state.document.percent().abs_diff(percent) <= 1, "{keys}");
        assert_eq!(script.keys("<c-o>").section(), 9);
    }
    assert_eq!(start().keys("%").notice(), "How far? Type a number first: 50%");
    // The cursor's block stands in the middle.
    let script = start().keys("9Gzz");
    script.check();
    assert_eq!(script.section(), 9);
    let row = script
        .app
        .state
        .row_of(script.app.state.document.place.cursor)
        .expect("it is there");
    assert!(row.abs_diff(script.app.state.height() / 2) <= 1, "{row}");
    let told = start().keys("9G<c-g>");
    assert!(
        told.notice().starts_with("Section 9 of 31, block ") && told.notice().contains("%, "),
        "{}",
        told.notice()
    );
}

#[test]
fn the_text_alone_is_left_by_escape() {
    let script = Script::on(blog(3)).keys("S");
    assert!(script.app.state.session.settings.zen);
    assert!(script.notice().contains("Esc"));
    let script = script.keys("<esc>");
    assert!(!script.app.state.session.settings.zen);
    // A search is ended first.
    let script = script.keys("S/watch<enter><esc>");
    assert!(script.app.state.session.settings.zen && script.app.state.document.search.is_none());
    assert!(!script.keys("<esc>").app.state.session.settings.zen);
}

#[test]
fn a_key_that_does_nothing_says_so_with_the_nearest_that_would() {
    for (keys, said) in [
        (
            "E",
            "E does nothing here; G: go to the end, or with a count to that section",
        ),
        (
            "i",
            "i does nothing here; e: open the text in your editor at this place",
        ),
        ("Q", "Q does nothing here; q: quit"),
        ("zq", "zq does nothing; z goes on with z a R M b u p d j"),
        ("Gj", "This is the end"),
        ("k", "This is the start"),
        ("<esc>", "Nothing is open"),
        ("za", "Nothing repeated here"),
        ("<tab>%", "% does nothing here; ?: show the help"),
        ("tE", "E does nothing here; G: go to the last item"),
    ] {
        let script = Script::on(blog(3)).keys(keys);
        assert_eq!(script.notice(), said, "{keys}");
        assert!(!script.keys("<down>").notice().contains("does nothing"), "once: {keys}");
    }
    // What does something says nothing of the kind.
    for keys in ["j", "G", "3G", "<tab>", "w", "/watch<enter>n", "v", ":", "p"] {
        assert_eq!(Script::on(blog(9)).keys(keys).notice(), "", "{keys}");
    }
}
