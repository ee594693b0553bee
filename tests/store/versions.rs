//! Every version that was seen can be read again, and fifty of them take less than what they say.

use std::collections::BTreeSet;
use std::sync::Arc;

use dateline::article::Article;
use dateline::read::{json, read};
use dateline::run::store::{Records, Which, schema};
use rusqlite::Connection;

use super::Folder;

const SOURCE: &str = "https://coast.example/live";

fn records(folder: &Folder) -> Records {
    let (records, told) = Records::open(&folder.path()).expect("a store");
    assert!(told.is_none());
    records
}

/// A post of a page, with words that no other has.
fn post(minute: usize, edited: usize) -> String {
    let words: Vec<String> = (0..40)
        .map(|word| format!("word{}", (minute * 7919 + word * 104_729) % 9973))
        .collect();
    format!(
        "<article id=p{minute}><time datetime=2026-08-15T{:02}:{:02}:00Z>{:02}:{:02}</time><h2>Water in street {minute}</h2>\
         <p>The water stands {edited} centimetres deep there, and <a href=/s/{minute}>people</a> say: {}.</p></article>",
        minute / 60,
        minute % 60,
        minute / 60,
        minute % 60,
        words.join(" ")
    )
}

/// The page as its `number`th version has it: a post more each time, and one that is edited now and then.
fn version(number: usize) -> Article {
    let posts: String = (0..8 + number)
        .rev()
        .map(|minute| post(minute, if minute == number / 3 { number } else { 7 }))
        .collect();
    read(format!("<!doctype html><title>Flood in Tarn</title><main><h1>Flood in Tarn</h1>{posts}</main>").into_bytes())
        .expect("an article")
}

#[test]
fn every_version_is_kept_by_block_and_can_be_read_again() {
    let folder = Folder::new();
    let mut records = records(&folder);
    let versions: Vec<Article> = (0..50).map(version).collect();
    for (at, article) in versions.iter().enumerate() {
        let kept = |records: &mut Records| {
            records
                .keep_version(SOURCE, article, 1000 + i64::try_from(at).expect("few"))
                .expect("room")
        };
        assert!(kept(&mut records));
        assert!(!kept(&mut records), "the same again is no version");
    }
    let seen = records.versions(SOURCE).expect("they are there");
    assert_eq!(seen.len(), versions.len());
    for ((number, seen), article) in (1..).zip(&seen).zip(&versions) {
        assert_eq!((seen.number, seen.seen), (number, 999 + i64::from(number)));
        let read = json::read(&seen.json).expect("ours").expect("an article");
        // The public form is what two articles are compared by: what stands between blocks is no part of it.
        assert_eq!(written(&read), written(article));
    }
    let distinct: BTreeSet<&str> = versions
        .iter()
        .flat_map(|article| article.ids().map(|id| article.text_of(id)))
        .collect();
    let words: usize = distinct.iter().map(|text| text.len()).sum();
    let bytes = records.version_bytes().expect("a number");
    assert!(bytes < words as u64, "{bytes} bytes for {words} bytes of text");
    assert!(
        records
            .versions("https://coast.example/other")
            .expect("none")
            .is_empty()
    );
}

fn written(article: &Article) -> Vec<u8> {
    let mut bytes = Vec::new();
    dateline::export::json(article, &dateline::fold::Folding::default(), &mut bytes).expect("a vector");
    bytes
}

#[test]
fn what_is_forgotten_has_no_versions() {
    let folder = Folder::new();
    let mut records = records(&folder);
    for source in [SOURCE, "https://coast.example/other"] {
        records.keep_version(source, &version(0), 1000).expect("room");
    }
    records
        .clear(&Which::Named(SOURCE.to_owned()))
        .expect("it is forgotten");
    assert!(records.versions(SOURCE).expect("none").is_empty());
    assert_eq!(folder.count("source_versions"), 1);
    records.clear(&Which::All).expect("all is forgotten");
    assert_eq!(folder.count("source_versions"), 0);
}

#[test]
fn a_damaged_version_is_told_and_made_anew() {
    let folder = Folder::new();
    let mut records = records(&folder);
    records.keep_version(SOURCE, &version(0), 1000).expect("room");
    let damage = "UPDATE source_versions SET added = x'00ff'";
    folder.connection().execute(damage, []).expect("a row");
    assert!(records.versions(SOURCE).is_err());
    assert!(records.keep_version(SOURCE, &version(1), 2000).expect("room"));
    assert_eq!(records.versions(SOURCE).expect("they are there").len(), 1);
}

#[test]
fn a_store_of_the_first_version_keeps_what_is_in_it() {
    let folder = Folder::new();
    let article = Arc::new(version(0));
    {
        let visit = folder.visit();
        visit.open(&article, 0, SOURCE);
        visit.go(0, 3);
    }
    // As the first version of the program left it.
    let connection: Connection = folder.connection();
    connection
        .execute_batch("DROP TABLE source_versions; DROP TABLE sources; PRAGMA user_version = 1")
        .expect("tables");
    drop(connection);
    let recalled = folder.visit().open(&article, 0, SOURCE);
    assert!(recalled.position.is_some());
    assert_eq!(folder.count("source_versions"), 0);
    let version: i32 = folder
        .connection()
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .expect("a version");
    assert_eq!(version, schema::VERSION);
}

#[test]
fn what_is_opened_again_is_a_version_and_what_is_followed_is_kept_as_it_came() {
    let folder = Folder::new();
    let (one, two) = (Arc::new(version(0)), Arc::new(version(1)));
    {
        let visit = folder.visit();
        visit.open(&one, 0, SOURCE);
        visit.go(0, 3);
    }
    assert_eq!(records(&folder).versions(SOURCE).expect("one").len(), 1);
    {
        let visit = folder.visit();
        visit.store.keep_version(SOURCE.to_owned(), Arc::clone(&two));
        visit.open(&one, 0, SOURCE);
        visit.go(0, 3);
    }
    // The reader's own sight of it, with what is gone, is none.
    assert_eq!(records(&folder).versions(SOURCE).expect("two").len(), 2);
}
