//! What several lines in a row are: lists, tables, code, verse, results, recipes, speech, quotations; what stands around an
//! article; who wrote it.

use dateline::article::Kind;

use super::{article, blocks, headlines};

const PROSE: &str = "The report was handed to the minister on Monday, and it recommends the following to the port:";
const AFTER: &str = "The minister said that she would read it in the summer and answer in the autumn of the year.";

/// The kinds and texts of what stands between two paragraphs.
fn between(rows: &str) -> Vec<(Kind, String)> {
    let article = article(&format!("What the report says\n\n{PROSE}\n\n{rows}\n\n{AFTER}\n"));
    let all = blocks(&article);
    all[2..all.len() - 1]
        .iter()
        .map(|(kind, text)| (*kind, (*text).to_owned()))
        .collect()
}

fn kinds(rows: &str) -> Vec<Kind> {
    between(rows).into_iter().map(|(kind, _)| kind).collect()
}

#[test]
fn lists_have_many_marks() {
    for rows in [
        "1. Fire doors\n2. A second boat\n3. A siren",
        "1) Fire doors\n2) A second boat\n3) A siren",
        "a) Fire doors\nb) A second boat\nc) A siren",
        "(i) Fire doors\n(ii) A second boat\n(iii) A siren",
        "① Fire doors\n② A second boat\n③ A siren",
        "1️⃣ Fire doors\n2️⃣ A second boat\n3️⃣ A siren",
        "→ Fire doors\n→ A second boat\n→ A siren",
        "✅ Fire doors\n✅ A second boat\n✅ A siren",
        "– Fire doors\n– A second boat\n– A siren",
        "» Fire doors\n» A second boat\n» A siren",
        "• Fire doors\n  ◦ A second boat\n    ▪ A siren",
        "🗳 Fire doors\n🐟 A second boat\n🔔 A siren",
    ] {
        let found = between(rows);
        let texts: Vec<&str> = found.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(texts, ["Fire doors", "A second boat", "A siren"], "{rows}");
        assert!(found.iter().all(|(kind, _)| *kind == Kind::ListItem), "{rows}");
    }
    let article = article(&format!("A\n\n{PROSE}\n\n1. One\n  a) Two\n2. Three\n\n{AFTER}\n"));
    let items: Vec<_> = article
        .ids()
        .filter(|id| article.block(*id).kind == Kind::ListItem)
        .collect();
    let numbers: Vec<_> = items
        .iter()
        .map(|id| (article.number(*id), article.depth(*id)))
        .collect();
    assert_eq!(numbers, [(Some("1."), 0), (Some("a)"), 1), (Some("2."), 0)]);
}

#[test]
fn what_is_no_prose_is_text_of_one_kind() {
    for rows in [
        "Kessel United 2-1 Orra Rovers\nSund Town 0-0 Little Orra\nHarbour Vale 1-4 St Olaf's",
        "Kessel 2:1 Orra\nSund 0:0 Nordbrück\nHafen 3:2 Gerber",
        "500g white fish, skinned\n2 onions, chopped\n1 tbsp butter\nA handful of dill",
        "500 g Fisch\n2 Zwiebeln, gehackt\n1 EL Butter",
        "Island\t2016\t2026\nGreat Orra\t2,310\t2,104\nLittle Orra\t412\t398",
        "| Island | 2016 |\n|--------|------|\n| Orra   | 2310 |",
        "Island          2016    2026\nGreat Orra     2,310   2,104\nLittle Orra      412     398",
        "def fare(age):\n    if age < 6:\n        return 0\n    return FULL",
        "Where: the quay\nWhen: on Monday at nine\nHow much: nothing",
    ] {
        assert!(
            kinds(rows).iter().all(|kind| *kind == Kind::Paragraph),
            "{rows}: {:?}",
            kinds(rows)
        );
    }
}

#[test]
fn columns_and_stanzas_are_one_block_with_their_breaks() {
    for rows in [
        "Island\t2016\t2026\nGreat Orra\t2,310\t2,104",
        "def fare(age):\n    if age < 6:\n        return 0",
        "The tide goes out, the tide comes in,\nThe lamp is in the window,\nAnd none shall say where he has been\nWho sailed away with Sindo.",
    ] {
        assert_eq!(between(rows), [(Kind::Paragraph, rows.to_owned())]);
    }
}

#[test]
fn speech_is_no_heading() {
    let rows = "PRESENTER: Good evening.\nMINISTER: Good evening, and thank you.\nPRESENTER: When did you first learn of the fire?\nMINISTER: At ten past eleven.";
    assert_eq!(kinds(rows), [Kind::Paragraph; 4]);
    assert_eq!(
        kinds("Q: How do you know?\n\nA: I was there.\n\nQ: All night?\n\nA: All night."),
        [Kind::Paragraph; 4]
    );
}

#[test]
fn quotations_lose_their_signs_and_keep_their_speakers() {
    let found = between("> It took us eleven hours.\n> We would do it again.\n> — Idris Vale, regional commander");
    let expected = [
        "It took us eleven hours. We would do it again.",
        "— Idris Vale, regional commander",
    ];
    assert_eq!(found, expected.map(|text| (Kind::Quote, text.to_owned())));
    assert_eq!(kinds("“It is out.”\n— Idris Vale"), [Kind::Quote; 2]);
    assert_eq!(
        kinds("\"I never thought of leaving\" – Per Lindqvist, harbour master, 1986"),
        [Kind::Quote]
    );
    assert_eq!(
        kinds("The mayor said:\n\n“We are in your debt, and we shall not forget it.”")[1],
        Kind::Quote
    );
    let rows =
        "The mayor wrote:\n    We are in your debt,\n    and we shall not forget it.\n                    Ida Lind";
    assert_eq!(kinds(rows), [Kind::Paragraph, Kind::Quote, Kind::Quote]);
}

#[test]
fn embedded_posts_are_quotations_with_their_signatures() {
    for post in [
        "The road is closed at the quay.\n\n— Marta Wolff (@martawolff) July 17, 2024",
        "Die Straße am Kai ist gesperrt. pic.twitter.com/aB3dE5fG7h\n\n— Feuerwehr Kessel (@fwkessel) 17. Juli 2024",
        "The road is closed. https://t.co/aB3dE5fG7h\n\nMarta Wolff (@martawolff) July 17, 2024",
    ] {
        let rows = format!("{AFTER}\n\n{PROSE}\n\n{AFTER}\n\n{PROSE}\n\n{AFTER}\n\n{post}");
        assert_eq!(kinds(&rows)[5..], [Kind::Quote; 2], "{post}");
    }
    // An ornament is no sign of a quotation.
    assert_eq!(
        between(">>>Because of the wind, the ferries stay in port until noon.")[0]
            .1
            .get(..3),
        Some(">>>")
    );
}

#[test]
fn a_press_release_ends_where_it_says() {
    for end in ["ENDS", "-ends-", "###", "– 30 –"] {
        let rows = format!("{end}\n\nNotes to editors\n\n1. The trust is old.\n2. The station is new.");
        let found = kinds(&rows);
        assert_eq!(found[..2], [Kind::Boilerplate, Kind::Heading], "{end}");
    }
}

#[test]
fn letters_are_signed_below() {
    let article = article(&format!(
        "Letters: the fire and the harbour\n\n{PROSE} It was so.\n\nPer Lindqvist\nKessel\n\n{AFTER}\n\nMarta Wolff\nLow Orra\n\n\
         {AFTER} Not before.\n\nJonas Wick\nGreat Orra\n"
    ));
    let signed = blocks(&article).into_iter().filter(|(kind, _)| *kind == Kind::Byline);
    assert_eq!(signed.count(), 6);
    assert_eq!(headlines(&article), [None]);
    assert!(article.meta().bylines.is_empty(), "{:?}", article.meta().bylines);
}

#[test]
fn names_in_small_letters_are_bylines_where_one_is_expected() {
    for (line, names) in [
        ("anna lindqvist", &["anna lindqvist"][..]),
        ("ab, kr", &["ab", "kr"]),
        ("text: anna lindqvist", &["anna lindqvist"]),
    ] {
        let article = article(&format!(
            "Branden är släckt\n\n{line}\n\n15 augusti 2026\n\n{PROSE} It was so.\n\n{AFTER}\n"
        ));
        assert_eq!(article.meta().bylines, names, "{line}");
    }
}

#[test]
fn lines_about_the_page_above_a_headline_are_not_the_title() {
    for above in [
        "Skip to main content\nSkip to navigation",
        "Advertisement",
        "Zum Hauptinhalt springen\nAnzeige",
        "Aller au contenu",
        "View this email in your browser\n",
        "2026-08-15",
        "Samstag, 15. August 2026",
        "https://coastal.example/harbour-fire",
        "Politik",
        "We value your privacy\nWe and our 842 partners store information on a device, such as cookies, and process personal data.\nAccept all\nReject all",
        "[1]Skip to main content\n(BUTTON) Menu\n[2]Home\n[3]News\n[ ] Subscribe",
        "Home\nNews\nSport\nWeather\nSearch jobs\nSign in",
        "PRESS RELEASE\nFOR IMMEDIATE RELEASE",
    ] {
        let title = "Harbour fire: crews hold the line at Kessel";
        let article = article(&format!(
            "{above}\n{title}\nBy Maren Holt\n{PROSE} It was so.\n{AFTER}\n"
        ));
        assert_eq!(article.meta().title.as_deref(), Some(title), "{above}");
        assert_eq!(article.meta().bylines, ["Maren Holt"], "{above}");
        let first = article.blocks()[0].kind;
        assert!(
            matches!(first, Kind::Boilerplate | Kind::Timestamp),
            "{above}: {first:?}"
        );
    }
}

#[test]
fn labels_are_no_names() {
    for label in [
        "EXCLUSIVE",
        "OPINION",
        "Results",
        "Open Questions",
        "Official Report",
        "URGENT",
        "-ENDS-",
        "Ergebnisse",
        "Résultats",
    ] {
        let article = article(&format!(
            "Harbour fire is out\n{label}\n{PROSE} It was so.\n\n{label}\n\n{AFTER}\n"
        ));
        assert!(
            article.meta().bylines.is_empty(),
            "{label}: {:?}",
            article.meta().bylines
        );
        assert!(
            article.blocks().iter().all(|block| block.kind != Kind::Byline),
            "{label}"
        );
    }
}

#[test]
fn days_are_found_in_heads_bylines_and_datelines() {
    for head in [
        "July 18, 2024",
        "Donnerstag, 18. Juli 2024",
        "jeudi 18 juillet 2024",
        "Monday, July 18, 2024 | Good morning. It is the 200th day of the year.",
        "By Ana Brandt, July 18, 2024",
        "Two sheds and a crane are lost, and nobody knows yet what it was that set them on fire\n\nAna Brandt\n\n18 July 2024",
        "Two sheds and a crane are lost, and nobody knows yet what it was that set them on fire\n\n18 July 2024",
        "KESSEL HARBOUR, July 18, 2024 (Reuters) - Fire crews held the line overnight, the regional commander said on Thursday.",
        "Updated: July 20, 2024\nPublished: July 18, 2024",
    ] {
        let article = article(&format!(
            "Harbour fire is out after a night\n\n{head}\n\n{PROSE} It was so.\n\n{AFTER}\n"
        ));
        let published = article.meta().published.map(|published| published.to_string());
        assert_eq!(published.as_deref(), Some("2024-07-18"), "{head}");
    }
}

#[test]
fn lists_of_lines_of_one_length_stay_lines() {
    for (rows, count) in [
        (
            "23:58 TERN: We see a light in Shed 4, over.\n23:59 PORT: Say again, Tern, a light, over?\n00:01 TERN: A light in Shed 4, and smoke now.\n00:02 PORT: Copied, Tern. Engines called out.\n00:04 TERN: Flames through the roof of Shed 4.",
            5,
        ),
        (
            "Kessel school hall, Tannery Lane 4, Monday 9 to 12\nOrra church house, Quay Street 11, Tuesday 14 to 18\nSund town hall, Great Square 1, Wednesday 10 to 16\nNorthbridge clinic, Mill Road 27, Thursday 8 to 11",
            4,
        ),
        (
            "Council votes for the second siren by seven to five\nFish is dearer by a fifth than it was one year ago\nLamp tower closed for painting until end of August\nFerry company sells its oldest boat to a film maker",
            4,
        ),
        (
            "Der Rat stimmt mit sieben zu fünf für die Sirene\nFisch ist um ein Fünftel teurer als vor dem Jahr\nLampenturm bis Ende August für Anstrich gesperrt\nReederei verkauft ihr ältestes Boot an Filmleute",
            4,
        ),
    ] {
        let article = article(&format!("A list\n\n{rows}\n"));
        assert_eq!(article.blocks().len(), count + 1, "{rows}");
        assert!(
            article.blocks()[1..]
                .iter()
                .all(|block| block.kind != Kind::Boilerplate),
            "{rows}"
        );
    }
    assert_eq!(headlines(&article("A list\n\nOne thing is this.\n")), [None]);
}
