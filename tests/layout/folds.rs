//! Folded and opened runs.

use dateline::article::{Anchor, Article, BlockId, Kind};
use dateline::layout::{RowKind, Top};

use super::draft::{Draft, Sheet, columns, draw};

const FIRST: &str = "Fire crews held the line at Kessel Harbour overnight as the wind turned, the commander said.";
const SECOND: &str = "Two ferries were kept on the quay with steam up, in case the old town had to be left by water.";

fn repeating() -> Article {
    Draft::default()
        .block(Kind::Paragraph, FIRST)
        .block(Kind::Paragraph, SECOND)
        .block(Kind::Heading, "Smoke warning for the old town")
        .block(
            Kind::Paragraph,
            "The smoke warning covers the old town and both islands, the council said.",
        )
        .block(Kind::Paragraph, FIRST)
        .block(Kind::Paragraph, SECOND)
        .block(
            Kind::Paragraph,
            "Schools on the islands stay shut until further notice, it added.",
        )
        .done()
}

#[test]
fn a_folded_run_is_one_row_and_opening_it_shows_its_text() {
    let mut sheet = Sheet::folded(repeating());
    let folded = sheet.drawn(72);
    assert!(
        folded.contains(&"⋯ 2 paragraphs repeated from 1 Opening".to_owned()),
        "{folded:#?}"
    );
    assert_eq!(folded.iter().filter(|row| row.contains("Fire crews")).count(), 1);

    let page = sheet.page(72);
    assert_eq!(page.shown(BlockId(5)), BlockId(4));
    assert_eq!(page.next(BlockId(4)), Some(BlockId(6)));
    assert_eq!(page.previous(BlockId(6)), Some(BlockId(4)));
    let inside = page.top_at(Anchor {
        block: BlockId(5),
        offset: 20,
    });
    let rows = page.rows(inside, 1);
    assert_eq!(rows[0].kind, RowKind::Fold);
    let hidden = page.span(&rows[0]).of(sheet.article.text()).to_owned();
    assert!(hidden.starts_with(FIRST) && hidden.ends_with(SECOND));

    sheet.folds.open_all();
    let open = sheet.drawn(72);
    assert!(open.contains(&"↳ repeats 1 Opening".to_owned()), "{open:#?}");
    assert_eq!(open.iter().filter(|row| row.contains("Fire crews")).count(), 2);
}

#[test]
fn what_is_new_in_a_copy_stays_between_its_folds() {
    let new = "The bridge is open again, the council said at noon.";
    let draft = Draft::default()
        .block(Kind::Paragraph, FIRST)
        .block(Kind::Paragraph, SECOND)
        .block(Kind::Heading, "Smoke warning for the old town")
        .block(Kind::Paragraph, FIRST)
        .block(Kind::Paragraph, new)
        .block(Kind::Paragraph, SECOND);
    let mut sheet = Sheet::folded(draft.done());
    let folded = sheet.drawn(72);
    let expected = [
        "⋯ 1 paragraph repeated from 1 Opening",
        "",
        new,
        "",
        "⋯ 1 more paragraph repeated from 1 Opening",
    ];
    assert!(folded.ends_with(&expected.map(str::to_owned)), "{folded:#?}");
    // The two are one thing to open.
    let run = *sheet.folding.run(BlockId(5)).expect("a run");
    sheet.folds.toggle(&run);
    assert!(!sheet.drawn(72).iter().any(|row| row.starts_with('⋯')));
}

#[test]
fn a_section_that_says_nothing_new_says_so() {
    let draft = Draft::default()
        .block(Kind::Heading, "Smoke warning for the old town")
        .block(Kind::Paragraph, FIRST)
        .block(Kind::Paragraph, SECOND)
        .block(Kind::Heading, "The night in full")
        .block(Kind::Timestamp, "04:32")
        .block(Kind::Paragraph, FIRST)
        .block(Kind::Paragraph, SECOND);
    let sheet = Sheet::folded(draft.done());
    let fold = |measure| sheet.drawn(measure).into_iter().find(|row| row.starts_with('⋯'));
    assert_eq!(
        fold(90).as_deref(),
        Some("⋯ this whole section, 2 paragraphs, repeated from 1 Smoke warning for t…")
    );
    assert_eq!(
        fold(72).as_deref(),
        Some("⋯ 2 paragraphs repeated from 1 Smoke warning for the…")
    );
    assert_eq!(fold(40).as_deref(), Some("⋯ 2 paragraphs from 1 Smoke warning for…"));
    assert!(sheet.drawn(72).contains(&"The night in full".to_owned()));
}

#[test]
fn what_a_fold_says_is_cut_to_the_measure() {
    let sheet = Sheet::folded(repeating());
    let fold = |measure| sheet.drawn(measure).into_iter().find(|row| row.starts_with('⋯'));
    assert_eq!(fold(40).as_deref(), Some("⋯ 2 paragraphs repeated from 1 Opening"));
    assert_eq!(fold(30).as_deref(), Some("⋯ 2 paragraphs from 1 Opening"));
    assert_eq!(fold(20).as_deref(), Some("⋯ 2 from 1 Opening"));
    assert_eq!(fold(12).as_deref(), Some("⋯ 2 from 1…"));
}

#[test]
fn the_page_stays_when_a_run_opens_below_or_above() {
    let mut sheet = Sheet::folded(repeating());
    let top = Top {
        anchor: Anchor::start_of(BlockId(3)),
        above: 1,
    };
    let before = sheet.page(72).rows(top, 3);
    sheet.folds.open_all();
    assert_eq!(sheet.page(72).rows(top, 3), before);
    let below = Top {
        anchor: Anchor::start_of(BlockId(6)),
        above: 1,
    };
    let before = sheet.page(72).rows(below, 3);
    sheet.folds.fold_all();
    assert_eq!(sheet.page(72).rows(below, 3), before);
}

#[test]
fn a_caption_printed_twice_is_one_callout() {
    let caption = "A crew dampens the roof of Shed 4 before dawn on Monday - Ana Brandt/Coastal Press";
    let mut draft = Draft::default().block(Kind::Paragraph, FIRST);
    for _ in 0..2 {
        draft = draft.block(Kind::Caption, caption).credit("Ana Brandt/Coastal Press");
    }
    let mut sheet = Sheet::folded(draft.block(Kind::Paragraph, SECOND).done());
    let callouts = |sheet: &Sheet| sheet.drawn(72).iter().filter(|row| row.contains("A crew")).count();
    assert_eq!(callouts(&sheet), 1);
    let page = sheet.page(72);
    assert_eq!(page.shown(BlockId(2)), BlockId(1));
    assert_eq!(
        (page.next(BlockId(1)), page.previous(BlockId(3))),
        (Some(BlockId(3)), Some(BlockId(1)))
    );
    sheet.folds.open_all();
    assert_eq!(callouts(&sheet), 2);
}

#[test]
fn an_item_said_before_is_one_row_of_its_list() {
    let draft = Draft::default()
        .block(Kind::Paragraph, FIRST)
        .block(Kind::Heading, "What we know")
        .block(Kind::ListItem, "Nobody is missing, and the bridge is open to buses.")
        .block(Kind::ListItem, FIRST)
        .block(Kind::ListItem, "Three sheds are lost, two of them empty.");
    let mut sheet = Sheet::folded(draft.done());
    let expected = [
        "What we know",
        "",
        "  • Nobody is missing, and the bridge is open to buses.",
        "  ⋯ said before in 1 Opening",
        "  • Three sheds are lost, two of them empty.",
    ];
    assert!(
        sheet.drawn(72).ends_with(&expected.map(str::to_owned)),
        "{:#?}",
        sheet.drawn(72)
    );
    sheet.folds.open_all();
    let item = sheet
        .drawn(72)
        .into_iter()
        .filter(|row| row.starts_with("  • Fire crews"))
        .count();
    assert_eq!(item, 1);
}

/// A report and its update: a toll that rose, a time that changed, a clause that moved, words put in and left out.
fn updated() -> Sheet {
    const REST: &str = "Cooks from the ferry brought soup and blankets, and the school band played until the lights \
                        were put out in all the rooms.";
    let first = format!(
        "At 14:30 some 120 people were sheltering in the sports hall of the old school, most of them from Tannery \
         Lane, the council said. {REST}"
    );
    let again = format!(
        "The council said at 16:15 some 140 people and two dogs were sheltering in the sports hall of the school, \
         most of them from Tannery Lane. {REST}"
    );
    let draft = Draft::default().block(Kind::Paragraph, &first);
    let draft = draft.block(Kind::Heading, "More people in the school");
    Sheet::folded(draft.block(Kind::Paragraph, &again).done())
}

#[test]
fn a_reworded_block_tells_its_numbers_and_opens_to_show_its_changes() {
    let mut sheet = updated();
    let shown = sheet.drawn(90);
    assert!(
        shown.contains(&"≈ 16:15, was 14:30; 140, was 120".to_owned()) && shown.contains(&"≈ without: old".to_owned()),
        "{shown:#?}"
    );
    let near = *sheet.folding.run(BlockId(2)).expect("a near repeat");
    sheet.folds.compare(&near, true);
    let compared = sheet.drawn(90);
    let text = compared.join(" ");
    let expected = "~The council said~ at [14:30] {16:15} some [120] {140} people {and two dogs} were sheltering in \
                    the sports hall of the [old] school, most of them from Tannery Lane. Cooks";
    assert!(text.contains(expected), "{compared:#?}");
    assert!(
        !compared.iter().any(|row| row.contains("without")),
        "said once is enough"
    );
    sheet.folds.compare(&near, false);
    assert_eq!(sheet.drawn(90), shown);
}

#[test]
fn changes_are_set_in_any_measure_and_scrolled_row_by_row() {
    for measure in [1, 2, 5, 9, 20, 33, 72, 400] {
        let mut sheet = updated();
        let near = *sheet.folding.run(BlockId(2)).expect("a near repeat");
        sheet.folds.compare(&near, true);
        let page = sheet.page(measure);
        let rows = page.rows(page.start(), usize::MAX);
        let wide = rows
            .iter()
            .all(|row| columns(&sheet.article, row) <= usize::from(measure));
        assert!(wide, "wider than {measure}");
        let mut top = page.start();
        for at in 0..rows.len() {
            assert_eq!(
                page.rows(top, 1),
                rows[at..=at],
                "down to row {at} of {measure} columns"
            );
            assert_eq!(page.top_at(top.anchor).anchor, top.anchor);
            top = page.down(top, 1);
        }
        for at in (0..rows.len() - 1).rev() {
            top = page.up(top, 1);
            assert_eq!(page.rows(top, 1), rows[at..=at], "up to row {at} of {measure} columns");
        }
    }
}

#[test]
fn two_versions_stand_side_by_side_where_there_is_room() {
    let sheet = updated();
    let page = sheet.page(72);
    assert_eq!(page.beside(BlockId(0), 100), None, "it repeats nothing");
    let rows = page.beside(BlockId(2), 100).expect("a repeat");
    let drawn: Vec<String> = rows.iter().map(|row| draw(&sheet.article, row)).collect();
    assert!(
        drawn[0].starts_with("first 1 Opening") && drawn[0].contains("again 2 More people"),
        "{drawn:#?}"
    );
    assert!(drawn[2].starts_with("At [14:30] some [120]") && drawn[2].contains("~The council said~ at {16:15}"));
    assert!(rows.iter().all(|row| columns(&sheet.article, row) <= 100));
    // One above the other, every word of both.
    let rows = page.beside(BlockId(2), 40).expect("a repeat");
    let drawn: Vec<String> = rows.iter().map(|row| draw(&sheet.article, row)).collect();
    let text = drawn.join(" ");
    let (first, again) = (text.find("At [14:30]"), text.find("~The council said~"));
    assert!(first.is_some() && first < again, "{drawn:#?}");
}

#[test]
fn a_near_repeat_is_marked_and_shown() {
    let reworded = "The commander said fire crews held the line at Kessel Harbour overnight as the wind turned.";
    let draft = Draft::default()
        .block(Kind::Paragraph, FIRST)
        .block(Kind::Heading, "Smoke warning for the old town")
        .block(Kind::Paragraph, reworded);
    let sheet = Sheet::folded(draft.done());
    let rows = sheet.drawn(72);
    let mark = rows
        .iter()
        .position(|row| row.starts_with("≈ ") && row.ends_with(" % the same as a paragraph in 1 Opening"));
    let mark = mark.unwrap_or_else(|| panic!("no mark in {rows:#?}"));
    assert!(rows[mark + 1].starts_with("The commander said"));
}
