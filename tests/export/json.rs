//! The public JSON form: written, and read back.

use std::fs;
use std::path::Path;

use dateline::article::{Article, BlockId, Kind, SectionId};
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
    assert_eq!(&**article.text(), "The opening.\n\nFirst\n\nan item\n\nSecond");
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
