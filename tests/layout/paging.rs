//! Where pages begin and end when they are turned.

use dateline::article::{Article, Kind};
use dateline::layout::{Page, Row, RowKind, Top};
use proptest::prelude::*;

use super::draft::{Draft, Sheet, draw};
use super::laws::{measure, sheet};

/// The tops of the pages from the start to the end of the article, as a reader turns them.
fn pages(page: &Page<'_>, height: usize) -> Vec<Top> {
    let mut tops = vec![page.start()];
    loop {
        let here = *tops.last().expect("a page");
        if page.rows(here, height + 1).len() <= height {
            return tops;
        }
        let next = page.settled(page.page_down(here, height), height);
        assert_ne!(next, here, "turned, and still there");
        tops.push(next);
    }
}

/// The number of a top's row.
fn number(page: &Page<'_>, top: Top, rows: &[Row]) -> usize {
    let all = rows.len();
    all - page.rows(top, usize::MAX).len()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_row_is_on_some_page(sheet in sheet(), measure in measure(), height in 1..50usize) {
        let page = sheet.page(measure);
        let rows = page.rows(page.start(), usize::MAX);
        prop_assume!(rows.len() < 2000);
        let mut seen = 0;
        for top in pages(&page, height) {
            let at = number(&page, top, &rows);
            let skipped = rows.get(seen..at).unwrap_or_default();
            prop_assert!(skipped.iter().all(|row| row.kind == RowKind::Spacing), "{skipped:?}");
            seen = seen.max(at + height);
        }
        prop_assert!(seen >= rows.len());
    }

    #[test]
    fn a_page_is_never_turned_by_more_than_a_page(sheet in sheet(), measure in measure(), height in 2..50usize, at in any::<prop::sample::Index>()) {
        let page = sheet.page(measure);
        let rows = page.rows(page.start(), usize::MAX);
        let at = at.index(rows.len());
        let top = page.down(page.start(), at);
        let turned = page.page_down(top, height);
        let down = number(&page, turned, &rows);
        prop_assert_eq!(turned, page.down(page.start(), down));
        prop_assert!(down > at || at + 1 == rows.len(), "{at} {down}");
        let skipped = rows.get(at + height..down).unwrap_or_default();
        prop_assert!(skipped.iter().all(|row| row.kind == RowKind::Spacing));
        let turned = page.page_up(top, height);
        let up = number(&page, turned, &rows);
        prop_assert_eq!(turned, page.down(page.start(), up));
        prop_assert!(up < at || at == 0, "{at} {up}");
        prop_assert!(up + height >= at);
    }
}

/// A blog whose paragraphs, headings and captions are of many heights.
fn blog() -> Article {
    let words = "the crews held the line at the quay until the wind turned and then they held it again";
    let prose = |words_of: usize| words.split(' ').cycle().take(words_of).collect::<Vec<_>>().join(" ");
    let mut draft = Draft::default();
    for post in 0..60 {
        draft = draft
            .block(Kind::Timestamp, "6:40am")
            .block(Kind::Heading, &prose(4 + post % 11));
        for paragraph in 0..=post % 4 {
            draft = draft.block(Kind::Paragraph, &prose(9 + (post * 7 + paragraph * 13) % 60));
        }
        if post % 3 == 0 {
            let caption = format!("{} - Ana Brandt/Coastal Press", prose(8 + post % 9));
            draft = draft.block(Kind::Caption, &caption).credit("Ana Brandt/Coastal Press");
        }
        if post % 4 == 0 {
            draft = draft
                .block(Kind::Quote, &format!("“{}”", prose(20 + post % 7)))
                .block(Kind::Quote, "Ana Brandt, harbour master");
        }
    }
    draft.done()
}

/// Whether the row is text of a heading or a time.
fn is_head(article: &Article, row: &Row) -> bool {
    let kind = article.block(row.anchor.block).kind;
    row.kind == RowKind::Text && matches!(kind, Kind::Heading | Kind::Timestamp)
}

#[test]
fn a_turned_page_begins_and_ends_well() {
    let sheet = Sheet::plain(blog());
    for (measure, height) in [(72, 36), (72, 20), (60, 25), (40, 24), (36, 30)] {
        let page = sheet.page(measure);
        let rows = page.rows(page.start(), usize::MAX);
        let tops = pages(&page, height);
        // The first begins where the article does, the last ends where it ends.
        for &top in &tops[1..tops.len() - 1] {
            let at = number(&page, top, &rows);
            let told = || {
                rows[at..at + height + 2]
                    .iter()
                    .map(|row| draw(&sheet.article, row))
                    .collect::<Vec<_>>()
            };
            let alone = rows[at].kind == RowKind::Text
                && rows[at - 1].kind == RowKind::Text
                && rows[at - 1].anchor.block == rows[at].anchor.block
                && rows[at + 1].anchor.block != rows[at].anchor.block;
            assert!(!alone, "a last line alone: {:#?}", told());
            let foot = rows[at..at + height]
                .iter()
                .rev()
                .find(|row| row.kind != RowKind::Spacing);
            assert!(
                !is_head(&sheet.article, foot.expect("a row")),
                "a heading at the foot: {:#?}",
                told()
            );
            let (last, next) = (&rows[at + height - 1], &rows[at + height]);
            let space_alone = last.kind == RowKind::Spacing && is_head(&sheet.article, next);
            assert!(!space_alone, "space of a heading at the foot: {:#?}", told());
            let shown = draw(&sheet.article, next);
            assert!(
                !shown.ends_with("Coastal Press") && !shown.ends_with("harbour master"),
                "{:#?}",
                told()
            );
        }
    }
}

#[test]
fn a_heading_that_a_page_ends_in_heads_the_next() {
    let mut draft = Draft::default();
    for _ in 0..8 {
        draft = draft.block(Kind::Paragraph, "One line.");
    }
    let sheet = Sheet::plain(
        draft
            .block(Kind::Heading, "The wind turns")
            .block(Kind::Paragraph, &"It turned. ".repeat(60))
            .done(),
    );
    let page = sheet.page(40);
    let head = |height| draw(&sheet.article, &page.rows(page.page_down(page.start(), height), 1)[0]);
    // Eight lines with seven rows between are 15 rows; then two of space, and the heading.
    assert_eq!([15, 16, 17, 18, 19].map(head), ["The wind turns"; 5]);
    assert_eq!(head(13), "One line.");
}

#[test]
fn turning_back_leads_to_where_turning_led_on() {
    let sheet = Sheet::plain(blog());
    let page = sheet.page(72);
    for height in [20, 36] {
        let tops = pages(&page, height);
        for pair in tops[..tops.len() - 1].windows(2) {
            let back = page.page_up(pair[1], height);
            assert!(
                back == pair[0] || page.page_down(back, height) == pair[1],
                "{pair:?} {back:?}"
            );
        }
    }
}
