//! Lines that name another article. Everything is invented.

use dateline::article::{Article, BlockId, Date, Kind, Meta, Published};
use dateline::fold::{Across, Elsewhere, Folding, Folds, GivenArticle, Rule};

use super::draft::{Draft, Sheet, columns};

const FIRE: &str = "Fire crews held the line at Kessel Harbour overnight as the wind turned, the commander said.";
const FIRE_AGAIN: &str = "Fire crews held the line at Kessel Harbour overnight as the wind turned, the mayor said.";
const FERRY: &str = "Two ferries were kept on the quay with steam up, in case the old town had to be left by water.";
const SCHOOL: &str = "The smoke reached both islands towards morning, and the school on Great Orra stayed shut.";
const NEW: &str = "The bridge is open again, the council said at noon.";
const TITLE: &str = "Harbour fire: crews hold the line overnight";

fn dated(article: Article, title: Option<&str>, day: &str, minute: Option<u16>) -> Article {
    article.with_meta(Meta {
        title: title.map(str::to_owned),
        published: Date::parse(day).map(|date| Published { date, minute }),
        ..Meta::default()
    })
}

/// A page of an article, folded against an earlier one.
fn sheet(first: &Article, article: Article) -> Sheet {
    let folding = {
        let given = [
            GivenArticle {
                number: 2,
                article: first,
            },
            GivenArticle {
                number: 0,
                article: &article,
            },
        ];
        let across = Across::of(&[first, &article]);
        Folding::of(&article).with(&article, &Elsewhere::of(&across, &given, 1))
    };
    Sheet {
        folding,
        ..Sheet::plain(article)
    }
}

fn first(title: Option<&str>, day: &str, minute: Option<u16>) -> Article {
    let draft = Draft::default()
        .block(Kind::Paragraph, FIRE)
        .block(Kind::Paragraph, FERRY)
        .block(Kind::Paragraph, SCHOOL);
    dated(draft.done(), title, day, minute)
}

fn copy(day: &str) -> Article {
    let draft = Draft::default()
        .block(Kind::Paragraph, NEW)
        .block(Kind::Paragraph, FERRY)
        .block(Kind::Paragraph, SCHOOL);
    dated(draft.done(), Some("Ferries sail again"), day, None)
}

fn fold_line(sheet: &Sheet, measure: u16) -> String {
    let rows = sheet.drawn(measure);
    rows.into_iter().find(|row| row.starts_with('⋯')).unwrap_or_default()
}

#[test]
fn a_line_says_from_which_article_and_day_in_any_width() {
    let sheet = sheet(&first(Some(TITLE), "2026-08-14", None), copy("2026-08-15"));
    let lines: Vec<String> = [100, 82, 72, 60, 50, 40, 30, 24, 18, 12, 6]
        .into_iter()
        .map(|measure| format!("{measure:>3} {}", fold_line(&sheet, measure)))
        .collect();
    insta::assert_snapshot!(lines.join("\n"), @r#"
    100 ⋯ 2 paragraphs from "Harbour fire: crews hold the line overnight", 14 Aug
     82 ⋯ 2 paragraphs from "Harbour fire: crews hold the line…", 14 Aug
     72 ⋯ 2 paragraphs from "Harbour fire: crews hol…", 14 Aug
     60 ⋯ 2 paragraphs from "Harbour fir…", 14 Aug
     50 ⋯ 2 paragraphs from "Harbour fire: crews…", 14 Aug
     40 ⋯ 2 paragraphs from "Harbour f…", 14 Aug
     30 ⋯ 2 from "Harbour fi…", 14 Aug
     24 ⋯ 2 from "Harbour fire:…
     18 ⋯ 2 from "Harbour…
     12 ⋯ 2 from "H…
      6
    "#);
}

#[test]
fn the_day_is_told_as_far_as_it_is_another() {
    let line = |first: Article, day| fold_line(&sheet(&first, copy(day)), 100);
    assert!(line(first(Some(TITLE), "2025-12-31", None), "2026-01-01").ends_with("\", 31 Dec 2025"));
    assert!(line(first(Some(TITLE), "2026-08-15", Some(9 * 60 + 5)), "2026-08-16").ends_with("\", 15 Aug"));
    let same_day = sheet(&first(Some(TITLE), "2026-08-15", None), copy("2026-08-15"));
    assert!(fold_line(&same_day, 100).ends_with("overnight\""));
    // Without a title it is called as the status line calls it.
    assert_eq!(
        line(first(None, "2026-08-14", None), "2026-08-15"),
        "⋯ 2 paragraphs from article 3, 14 Aug"
    );
}

#[test]
fn opened_it_says_what_it_repeats_and_reworded_it_is_marked() {
    let mut open = sheet(&first(Some(TITLE), "2026-08-14", None), copy("2026-08-15"));
    open.folds.open_all();
    let rows = open.drawn(72);
    assert!(rows.contains(&format!("↳ repeats \"{TITLE}\", 14 Aug")), "{rows:#?}");
    assert!(rows.iter().any(|row| row.starts_with("Two ferries")));
    let reworded = Draft::default().block(Kind::Paragraph, FIRE_AGAIN);
    let mut sheet = sheet(
        &first(Some(TITLE), "2026-08-14", None),
        dated(reworded.done(), None, "2026-08-15", None),
    );
    let rows = sheet.drawn(72);
    assert!(
        rows[0].starts_with("≈ 87 % the same as in \"Harbour") && rows[0].ends_with("\", 14 Aug"),
        "{rows:#?}"
    );
    assert!(rows[1].starts_with("Fire crews"), "never hidden: {rows:#?}");
    sheet.folds = Folds::by(Rule::All);
    assert!(fold_line(&sheet, 72).starts_with("⋯ 1 paragraph reworded from \"Harbour"));
}

#[test]
fn no_title_makes_a_row_wider_than_the_measure() {
    let long = "Hafenbrand: die Wehren halten die Linie über Nacht \u{201c}und\u{201d} 火災消防隊は港を守った 👨\u{200d}👩\u{200d}👧";
    for title in [Some(long), Some("\"Q\""), Some("  "), Some("\u{301}"), None] {
        for measure in 1..=130 {
            let mut sheet = sheet(&first(title, "2026-08-14", None), copy("2026-08-15"));
            for opened in [false, true] {
                if opened {
                    sheet.folds.open_all();
                }
                let page = sheet.page(measure);
                for row in page.rows(page.start(), usize::MAX) {
                    assert!(
                        columns(&sheet.article, &row) <= usize::from(measure),
                        "{title:?} at {measure}: {row:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn unfolding_and_folding_gives_the_same_page() {
    let mut sheet = sheet(&first(Some(TITLE), "2026-08-14", None), copy("2026-08-15"));
    let before = sheet.drawn(72);
    let run = *sheet.folding.run(BlockId(1)).expect("a run of the other article");
    sheet.folds.toggle(&run);
    let open = sheet.drawn(72);
    for said in [NEW, "Two ferries", "The smoke"] {
        assert!(open.iter().any(|row| row.starts_with(said)), "{open:#?}");
    }
    sheet.folds.toggle(&run);
    assert_eq!(sheet.drawn(72), before);
}
