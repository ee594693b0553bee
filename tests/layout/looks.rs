//! How an article looks, at four measures.

use dateline::article::{Article, Kind, Note};

use super::draft::{Draft, Sheet, described};

fn harbour() -> Article {
    Draft::default()
        .block(Kind::Title, "Harbour fire: crews hold the line overnight as the wind turns")
        .block(Kind::Byline, "Ilse Maron and Tomas Reyk")
        .block(Kind::Timestamp, "15 August 2022, 6:12am")
        .block(Kind::Paragraph, "Fire crews held the line at Kessel Harbour overnight as the wind turned, the regional commander said on Monday, and \"not one hose was let go\".")
        .block(Kind::Caption, "A crew dampens the roof of Shed 4 before dawn. - Ana Brandt/Coastal Press")
        .credit("Ana Brandt/Coastal Press")
        .block(Kind::Caption, "The quay at noon. Photograph: Jo Lind/KPA")
        .credit("Jo Lind/KPA")
        .block(Kind::Heading, "Ferry crews stood down at midnight")
        .block(Kind::Timestamp, "6:40am")
        .block(Kind::Paragraph, "Two ferries were kept on the quay with steam up, in case the old town had to be left by water.")
        .block(Kind::Quote, "We slept in our boots. Nobody complained, and in the morning there was bread from the bakery on Rope Street.")
        .block(Kind::Heading, "What we know")
        .block(Kind::ListItem, "Nobody is missing.")
        .block(Kind::ListItem, "Three sheds are lost, two of them empty.")
        .block(Kind::ListItem, "The smoke warning covers the old town and both islands; schools stay shut, the bridge is open to buses and to those who live there, and the market has moved to the station yard.")
        .block(Kind::Paragraph, "A goat in the hills of Venn has won the county prize for the third year running, its owner")
        .note(Note::LooksLikeAnotherStory)
        .note(Note::EndsMidSentence)
        .block(Kind::Boilerplate, "Follow our live coverage")
        .block(Kind::Boilerplate, "Share this page")
        .done()
}

#[test]
fn an_article_at_four_measures() {
    let sheet = Sheet::plain(harbour());
    for measure in [20, 40, 72, 100] {
        let page = sheet.page(measure);
        let rows = page.rows(page.start(), usize::MAX);
        let rows: Vec<String> = rows
            .iter()
            .map(|row| described(&sheet.article, row, measure.into()))
            .collect();
        insta::with_settings!({snapshot_path => "../snapshots", prepend_module_to_snapshot => false}, {
            insta::assert_snapshot!(format!("layout__harbour_{measure}"), rows.join("\n"));
        });
    }
}

#[test]
fn credits_stand_apart_only_where_nothing_is_lost() {
    let cases: &[(&str, &str, &[&str])] = &[
        (
            "Dawn - Ana Brandt",
            "Ana Brandt",
            &["▌ Dawn                      Ana Brandt"],
        ),
        (
            "Dawn (Ana Brandt/KPA)",
            "Ana Brandt/KPA",
            &["▌ Dawn                  Ana Brandt/KPA"],
        ),
        (
            "Dawn. Photograph: Ana Brandt",
            "Ana Brandt",
            &["▌ Dawn.         Photograph: Ana Brandt"],
        ),
        (
            "The view (left) © Ana",
            "Ana",
            &["▌ The view (left)                  Ana"],
        ),
        (
            "© Ana Brandt",
            "Ana Brandt",
            &["▌                           Ana Brandt"],
        ),
        (
            "Smoke at dawn over Shed 4 - Ana Brandt/Coastal Press",
            "Ana Brandt/Coastal Press",
            &["▌ Smoke at dawn over Shed 4", "▌             Ana Brandt/Coastal Press"],
        ),
        // Not apart, or not at the end.
        ("Dawn by Ana Brandt", "Ana Brandt", &["▌ Dawn by Ana Brandt"]),
        (
            "Ana Brandt: the quay at dawn",
            "Ana Brandt",
            &["▌ Ana Brandt: the quay at dawn"],
        ),
        ("Smoke over the Harbour: Ana", "Ana", &["▌ Smoke over the Harbour: Ana"]),
    ];
    for (text, credit, expected) in cases {
        let draft = Draft::default().block(Kind::Caption, text).credit(credit);
        assert_eq!(&Sheet::plain(draft.done()).drawn(38), expected, "{text:?}");
    }
}
