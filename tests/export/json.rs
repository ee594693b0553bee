//! The public JSON form: written, and read back.

use std::fs;
use std::path::Path;

use dateline::article::{Article, BlockId, InlineStyle, Kind, SectionId};
use dateline::export;
use dateline::fold::{Folding, Folds};
use dateline::read::json::read;
use dateline::read::{Error, Place};
use proptest::prelude::*;
use serde_json::Value;

use super::build::article;
use super::{blog, string};

fn json(article: &Article) -> String {
    string(|out| export::json(article, &Folding::of(article), out))
}

/// What the text says as JSON of ours.
fn back(text: &str) -> Result<Article, Error> {
    read(text).expect("it has `schema` and `blocks`")
}

fn texts(article: &Article) -> Vec<(Kind, &str)> {
    article
        .ids()
        .map(|id| (article.block(id).kind, article.text_of(id)))
        .collect()
}

fn headlines(article: &Article) -> Vec<Option<&str>> {
    let sections = article.sections().iter();
    sections
        .map(|section| section.headline.map(|headline| headline.of(article.text())))
        .collect()
}

proptest! {
    #[test]
    fn it_is_one_object_on_one_line(article in article()) {
        let line = json(&article);
        prop_assert_eq!(line.find('\n'), Some(line.len() - 1));
        let value: Value = serde_json::from_str(&line).expect("valid JSON");
        let blocks = value["blocks"].as_array().expect("a list of blocks");
        prop_assert_eq!(blocks.len(), article.blocks().len());
        for (id, block) in article.ids().zip(blocks) {
            prop_assert_eq!(block["text"].as_str(), Some(article.text_of(id)));
            prop_assert_eq!(block["kind"].as_str(), Some(article.block(id).kind.name()));
            prop_assert_eq!(block["repeat"].is_null(), Folding::of(&article).repeat(id).is_none());
        }
    }

    #[test]
    fn what_is_folded_can_be_left_out_and_is_told(article in article()) {
        let folding = Folding::of(&article);
        let folds = Folds::default();
        let folded = |id: BlockId| folding.run(id).is_some_and(|run| folds.is_folded(run));
        let line = string(|out| export::json_without_repeats(&article, &folding, out));
        let value: Value = serde_json::from_str(&line).expect("valid JSON");
        let blocks = value["blocks"].as_array().expect("a list of blocks");
        let kept: Vec<BlockId> = article.ids().filter(|&id| !folded(id)).collect();
        prop_assert_eq!(blocks.len(), kept.len());
        for (block, &id) in blocks.iter().zip(&kept) {
            prop_assert_eq!(block["text"].as_str(), Some(article.text_of(id)));
            if let Some(repeat) = folding.repeat(id) {
                let of = block["repeat"]["of"].as_u64().expect("a number") as usize;
                prop_assert_eq!(kept[of], repeat.of);
            }
        }
        // What is left and what was left out tell where each block of the article was.
        let gaps = value["left_out"].as_array().expect("a list of gaps");
        let number = |gap: &Value, member: &str| gap[member].as_u64().expect("a number") as usize;
        let mut told = 0;
        for gap in gaps {
            let first = BlockId((number(gap, "before") + told) as u32);
            let run = folding.run(first).expect("a run");
            prop_assert_eq!((run.first, run.len() as usize), (first, number(gap, "blocks")));
            prop_assert_eq!(kept[number(gap, "of")], run.of.here().expect("its own"));
            told += number(gap, "blocks");
        }
        prop_assert_eq!(told + kept.len(), article.blocks().len());
        for (section, index) in value["sections"].as_array().expect("sections").iter().zip(0u64..) {
            let end = |at: usize| section["blocks"][at].as_u64().expect("a number") as usize;
            prop_assert!(blocks[end(0)..=end(1)].iter().all(|block| block["section"] == index));
        }
        back(&line).expect("what we write, we read");
    }

    #[test]
    fn an_article_comes_back_as_it_went(article in article()) {
        let line = json(&article);
        let again = back(&line).expect("what we write, we read");
        prop_assert_eq!(texts(&again), texts(&article));
        prop_assert_eq!(headlines(&again), headlines(&article));
        prop_assert_eq!(again.meta(), article.meta());
        for (a, b) in again.blocks().iter().zip(article.blocks()) {
            prop_assert_eq!((a.section, a.time, a.notes), (b.section, b.time, b.notes));
        }
        prop_assert_eq!(json(&again), line);
    }

    #[test]
    fn cut_short_it_is_an_error_or_not_ours(article in article(), cut in any::<prop::sample::Index>()) {
        let line = json(&article);
        let mut end = cut.index(line.len() - 1);
        while !line.is_char_boundary(end) {
            end -= 1;
        }
        match read(&line[..end]) {
            None => prop_assert!(!line[..end].contains("\"blocks\":")),
            Some(Ok(_)) => prop_assert!(false, "half an article was taken for a whole"),
            Some(Err(error)) => prop_assert_ne!(error.place, Place::Whole),
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,60}", before in "[ \\n{]{0,3}") {
        let _ = read(&format!("{before}{text}"));
        let _ = read(&format!("{{\"schema\":1,\"blocks\":[{text}]}}"));
    }
}

#[test]
fn numbers_and_nesting_of_items_are_told_and_read_back() {
    let text = "Bread in four steps\n\nIt takes half a day and some patience, the baker says.\n\n\
        1. Mix flour and water.\n  a) Use the bowl.\n  b) Cover it.\n2. Let it rest for an hour.\n3. Bake it.\n\n\
        • Eat it warm.\n";
    let article = dateline::read::read(text.as_bytes().to_vec()).expect("small input");
    let line = json(&article);
    let value: Value = serde_json::from_str(&line).expect("valid JSON");
    let items = value["blocks"].as_array().expect("a list of blocks").iter();
    let items: Vec<_> = items
        .filter(|block| block["kind"] == "list_item")
        .map(|block| (block["number"].as_str(), block["depth"].as_u64()))
        .collect();
    let expected = [
        (Some("1."), None),
        (Some("a)"), Some(1)),
        (Some("b)"), Some(1)),
        (Some("2."), None),
        (Some("3."), None),
        (None, None),
    ];
    assert_eq!(items, expected);
    assert_eq!(json(&back(&line).expect("what we write, we read")), line);
    let long = r#"{"schema":1,"blocks":[{"kind":"list_item","text":"x","number":"1234567"}]}"#;
    assert!(back(long).expect_err("no number").what.contains("more than 6"));
}

#[test]
fn similarity_notes_credit_and_times_are_told() {
    let value: Value = serde_json::from_str(&json(&blog())).expect("valid JSON");
    assert_eq!(value["published"], "2026-08-15T09:30");
    assert_eq!(value["blocks"][2]["credit"], "Ana Brandt/Coastal Press");
    assert_eq!(value["blocks"][0].get("credit"), None);
    assert_eq!(value["blocks"][8]["time"], "14:05");
    assert_eq!(value["sections"][1]["time"], "14:05");
    assert_eq!(value["sections"][0]["headline"], Value::Null);
    assert_eq!(value["sections"][2]["blocks"], serde_json::json!([13, 18]));
    assert_eq!(
        value["blocks"][3]["repeat"],
        serde_json::json!({"of": 2, "how": "exact", "similarity": 1.0})
    );
    assert_eq!(value["blocks"][15]["repeat"]["of"], 4);
    let notes = serde_json::json!(["looks like another story", "ends mid-sentence"]);
    assert_eq!(value["blocks"][18]["notes"], notes);
}

#[test]
fn other_texts_are_left_to_other_readers() {
    for text in [
        "",
        "{",
        "[]",
        "null",
        "Fire at the quay",
        "{\"text\": \"one article of JSON Lines\", \"title\": \"t\"}",
        "{\"schema\": 1}",
        "{\"blocks\": []}",
        "[{\"schema\": 1, \"blocks\": []}]",
        "{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": []}",
        "{\"article\": {\"schema\": 1, \"blocks\": []}}",
        "\"schema\" and \"blocks\"",
    ] {
        assert_eq!(read(text), None, "{text}");
    }
}

#[test]
fn by_hand_little_is_needed() {
    let text = r#" {"blocks": [
        {"kind": "paragraph", "text": "  The opening. "},
        {"kind": "heading", "text": "First", "mood": "calm"},
        {"kind": "list_item", "text": "an item", "repeat": {"of": 0, "how": "exact", "similarity": 1}},
        {"kind": "heading", "text": "Second"}
    ], "lang": "en", "title": " two\nlines ", "bylines": ["", "Ana"], "schema": 1}
    "#;
    let article = back(text).expect("it is well formed");
    assert_eq!(headlines(&article), [None, Some("First"), Some("Second")]);
    assert_eq!(article.text_of(BlockId(0)), "The opening.");
    assert_eq!(article.meta().title.as_deref(), Some("two lines"));
    assert_eq!(article.meta().bylines, ["Ana"]);
    assert_eq!(&**article.text(), "The opening.\n\nFirst\n\n• an item\n\nSecond");
    // The repeat it claims is none.
    assert!(Folding::of(&article).repeats().is_empty());
}

#[test]
fn sections_follow_the_blocks_numbers_where_they_are_not_listed() {
    let text = r#"{"schema": 1, "blocks": [
        {"kind": "title", "text": "T", "section": 0},
        {"kind": "paragraph", "text": "p", "section": 3},
        {"kind": "heading", "text": "not a start", "section": 3}
    ]}"#;
    let article = back(text).expect("it is well formed");
    let sections: Vec<SectionId> = article.blocks().iter().map(|block| block.section).collect();
    assert_eq!(sections, [SectionId(0), SectionId(1), SectionId(1)]);
}

#[test]
fn errors_say_what_where_and_what_to_do() {
    let cases = [
        // What is wrong, the line it is noticed on, what the message says, what the advice says.
        ("{\"schema\": 2,\n\"blocks\": []}", 1, "schema is 2", "version"),
        (
            "{\"blocks\": [],\n\"schema\": \"one\"}",
            2,
            "invalid type",
            "schema.json",
        ),
        ("{\"schema\": 1,\n\"blocks\": [", 2, "EOF", "cut short"),
        ("{\"schema\": 1,\n\"blocks\": []}\n{}", 3, "trailing", "one object"),
        ("{\"schema\": 1,\n\"blocks\": {}}", 2, "a list of blocks", "schema.json"),
        (
            "{\"schema\": 1,\n\"blocks\": [{\"kind\": \"poem\", \"text\": \"\"}]}",
            2,
            "poem",
            "schema.json",
        ),
        (
            "{\"schema\": 1,\n\"blocks\": [{\"kind\": \"title\"}]}",
            2,
            "text",
            "schema.json",
        ),
        (
            "{\"schema\": 1, \"blocks\": [\n{\"kind\": \"caption\", \"text\": \"a - b\", \"credit\": \"c\"}]}",
            2,
            "credit",
            "schema.json",
        ),
        (
            "{\"schema\": 1, \"blocks\": [\n{\"kind\": \"title\", \"text\": \"\", \"time\": \"25:00\"}]}",
            2,
            "25:00",
            "schema.json",
        ),
        (
            "{\"schema\": 1, \"blocks\": [\n{\"kind\": \"title\", \"text\": \"\", \"notes\": [\"sad\"]}]}",
            2,
            "sad",
            "schema.json",
        ),
        (
            "{\"schema\": 1, \"published\":\n\"2026-02-30\", \"blocks\": []}",
            2,
            "2026-02-30",
            "schema.json",
        ),
    ];
    for (text, line, what, advice) in cases {
        let error = back(text).expect_err(text);
        assert!(error.what.contains(what), "{error}");
        assert!(error.advice.contains(advice), "{error}");
        assert!(
            matches!(error.place, Place::Line { line: at, column: 1.. } if at == line),
            "{error}"
        );
        assert!(
            error.to_string().starts_with(&format!("line {line}, column ")),
            "{error}"
        );
    }
}

#[test]
fn sections_that_cannot_be_are_refused() {
    let blocks = r#"[{"kind": "title", "text": "T"}, {"kind": "heading", "text": "H"}]"#;
    for sections in [
        "[]",
        r#"[{"blocks": [0, 0]}]"#,
        r#"[{"blocks": [0, 2]}]"#,
        r#"[{"blocks": [1, 1]}, {"blocks": [0, 0]}]"#,
        r#"[{"blocks": [0, 1]}, {"blocks": [1, 1]}]"#,
        r#"[{"blocks": [0, 1]}, {"blocks": [2, 1]}]"#,
        r#"[{"blocks": [1, 0]}]"#,
        r#"[{"blocks": [0, 4294967295]}]"#,
        r#"[{"headline": "G", "blocks": [0, 1]}]"#,
    ] {
        let text = format!("{{\"schema\": 1, \"blocks\": {blocks}, \"sections\": {sections}}}");
        let error = back(&text).expect_err(sections);
        assert_eq!(error.place, Place::Whole);
        assert!(error.what.contains("section"), "{error}");
    }
    let fine = r#"[{"blocks": [0, 0]}, {"headline": "H", "blocks": [1, 1]}]"#;
    let article = back(&format!(
        "{{\"schema\": 1, \"blocks\": {blocks}, \"sections\": {fine}}}"
    ));
    assert_eq!(headlines(&article.expect("it is well formed")), [None, Some("H")]);
}

#[test]
fn the_fixtures_structures_are_of_this_form() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/read/fixtures");
    let mut seen = 0;
    for entry in fs::read_dir(&folder).expect("the folder of fixtures") {
        let path = entry.expect("an entry").path();
        if !path.to_string_lossy().ends_with(".gold.json") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("UTF-8");
        let article = back(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_eq!(article.block(BlockId(0)).kind, Kind::Title, "{}", path.display());
        assert_eq!(
            article.meta().title.as_deref(),
            Some(article.text_of(BlockId(0))),
            "{}",
            path.display()
        );
        assert!(article.meta().published.is_some(), "{}", path.display());
        // Those that are about the times of posts are short, and some have no names.
        let short = path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with("posts_"));
        let blocks = if short { 8 } else { 15 };
        assert!(
            article.blocks().len() >= blocks && article.sections().len() >= 4,
            "{}",
            path.display()
        );
        assert!(short || !article.meta().bylines.is_empty(), "{}", path.display());
        seen += 1;
    }
    assert!(seen >= 12, "{seen} fixtures");
}

/// What a block has beside its text, said in full.
const EXTRAS: &str = r#"{"schema":1,"blocks":[
    {"kind":"heading","text":"Ferries sail","level":2,"id":"p7","author":"Ana Brandt","permalink":"https://port.example/7","updated":"2026-08-15T14:05"},
    {"kind":"paragraph","text":"Zoë says “sail now” and runs ls.","inline":[
        {"start":29,"end":31,"style":"code"},
        {"start":0,"end":3,"style":"link","url":"https://port.example/zoe"},
        {"start":9,"end":19,"style":"emphasis"},
        {"start":10,"end":14,"style":"strong"}]},
    {"kind":"caption","text":"The pier","picture":{"url":"https://port.example/pier.jpg","alt":"A pier"}},
    {"kind":"paragraph","text":"Nothing else."}]}"#;

#[test]
fn what_blocks_have_beside_their_text_is_read_and_written() {
    let article = back(EXTRAS).expect("an article");
    let extras = |id: u32| article.extras(BlockId(id));
    let heading = extras(0).expect("of the heading");
    assert_eq!((heading.level, heading.id.as_deref()), (Some(2), Some("p7")));
    assert_eq!(
        heading.updated.map(|time| time.to_string()).as_deref(),
        Some("2026-08-15T14:05")
    );
    let styled: Vec<(&str, &InlineStyle)> = extras(1)
        .expect("of the paragraph")
        .inline
        .iter()
        .map(|inline| (inline.span.of(article.text()), &inline.style))
        .collect();
    let link = InlineStyle::Link("https://port.example/zoe".to_owned());
    assert_eq!(
        styled,
        [
            ("Zoë", &link),
            ("“sail now”", &InlineStyle::Emphasis),
            ("sail", &InlineStyle::Strong),
            ("ls", &InlineStyle::Code)
        ]
    );
    assert_eq!(
        extras(2)
            .and_then(|extras| extras.picture.clone())
            .and_then(|picture| picture.alt)
            .as_deref(),
        Some("A pier")
    );
    assert_eq!(extras(3), None);
    assert_eq!(back(&json(&article)).expect("reads back"), article);
    // A section by itself keeps what its blocks have.
    let alone = article.section_alone(SectionId(0)).expect("a section");
    assert_eq!(alone.extras(BlockId(1)).map(|extras| extras.inline.len()), Some(4));
    let value: Value = serde_json::from_str(&json(&article)).expect("valid JSON");
    assert_eq!(super::schema::misfit_of(&value), None);
    assert!(
        value["blocks"][3]
            .as_object()
            .expect("an object")
            .keys()
            .all(|name| !["level", "inline", "id"].contains(&name.as_str()))
    );
}

#[test]
fn stretches_stay_with_their_words_where_cleaning_takes_something_out() {
    let text = r#"{"schema":1,"blocks":[{"kind":"paragraph","text":"  a\u200bb \u001b[31mred one","inline":[{"start":11,"end":14,"style":"strong"}]}]}"#;
    let article = back(text).expect("an article");
    let inline = &article.extras(BlockId(0)).expect("extras").inline[0];
    assert_eq!(
        (article.text_of(BlockId(0)), inline.span.of(article.text())),
        ("ab red one", "red")
    );
}

#[test]
fn stretches_and_levels_that_cannot_be_are_faults() {
    for (block, fault) in [
        (
            r#""inline":[{"start":0,"end":99,"style":"code"}]"#,
            "characters 0 to 99",
        ),
        (r#""inline":[{"start":3,"end":1,"style":"code"}]"#, "characters 3 to 1"),
        (r#""inline":[{"start":0,"end":1,"style":"link"}]"#, "no `url`"),
        (r#""inline":[{"start":0,"end":1,"style":"blink"}]"#, "unknown variant"),
        (r#""level":7"#, "level"),
    ] {
        let error = back(&format!(
            r#"{{"schema":1,"blocks":[{{"kind":"heading","text":"Ferries",{block}}}]}}"#
        ));
        let error = error.expect_err(block);
        assert!(error.what.contains(fault), "{block}: {}", error.what);
    }
}
