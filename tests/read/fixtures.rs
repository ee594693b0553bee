//! Invented live blogs in many languages, with the structure they have.

use std::fs;
use std::path::{Path, PathBuf};

use dateline::article::Article;
use dateline::read::read;
use serde_json::Value;

pub(super) fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/read/fixtures");
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder of fixtures")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    found.sort();
    found
}

/// The posts, where the fixture is about them: their times, their headlines, and where they start.
fn sections_differ(article: &Article, gold: &Value) -> Option<String> {
    let gold = gold["sections"].as_array()?;
    let expected: Vec<_> = gold
        .iter()
        .map(|section| {
            let time = section["time"].as_str().map(str::to_owned);
            (time, section["headline"].as_str(), section["blocks"][0].as_u64())
        })
        .collect();
    let sections = article.sections().iter();
    let found: Vec<_> = sections
        .map(|section| {
            let headline = section.headline.map(|span| span.of(article.text()));
            let time = section.time.map(|time| time.to_string());
            (time, headline, Some(u64::from(section.first.0)))
        })
        .collect();
    (found != expected).then(|| format!("sections {found:#?}"))
}

#[test]
fn their_structure_is_found() {
    let mut wrong = Vec::new();
    let mut other_kind = Vec::new();
    let mut count = 0;
    let paths = fixtures();
    assert!(paths.len() >= 12);
    for path in paths {
        let article = read(fs::read(&path).expect("readable")).expect("readable");
        let gold = fs::read_to_string(path.with_extension("gold.json")).expect("its structure");
        let gold: Value = serde_json::from_str(&gold).expect("JSON");
        let name = path
            .file_stem()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        let meta = article.meta();
        if gold["title"].as_str() != meta.title.as_deref() {
            wrong.push(format!("{name}: title {:?}", meta.title));
        }
        if gold["published"].as_str() != meta.published.map(|published| published.to_string()).as_deref() {
            wrong.push(format!("{name}: published {:?}", meta.published));
        }
        let names: Vec<&str> = gold["bylines"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        if names != meta.bylines {
            wrong.push(format!("{name}: bylines {:?}", meta.bylines));
        }
        wrong.extend(sections_differ(&article, &gold).map(|why| format!("{name}: {why}")));
        let expected = gold["blocks"].as_array().expect("blocks");
        let found = super::blocks(&article);
        if expected.len() != found.len() {
            wrong.push(format!("{name}: {} blocks, not {}", found.len(), expected.len()));
        }
        for (block, (kind, text)) in expected.iter().zip(found) {
            count += 1;
            if block["text"].as_str() != Some(text) {
                wrong.push(format!("{name}: {} is {text}", block["text"]));
            } else if block["kind"].as_str() != Some(kind.name()) {
                other_kind.push(format!("{name}: {} is {}: {text}", block["kind"], kind.name()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // The weights were not learned from these pages, so they are a measure: at most one block in fifty is taken for
    // something else.
    assert!(
        other_kind.len() * 50 <= count,
        "of {count} blocks:\n{}",
        other_kind.join("\n")
    );
}
