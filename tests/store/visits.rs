//! Visits to articles, one after the other.

use std::sync::Arc;

use dateline::article::{Anchor, BlockId};
use dateline::recall::{ReadingPosition, Recalled};
use dateline::run::store::{Change, Records, SavedSetting, StoreLimits, Which, when};

use super::{Folder, article, block, paragraph};

#[test]
fn a_first_visit_knows_nothing_and_the_next_all_of_it() {
    let folder = Folder::new();
    let fire = article("Harbour fire at Sund", 0, 30);
    let visit = folder.visit();
    let first = visit.open(&fire, 0, "/tmp/fire.txt");
    assert_eq!(*first, dateline::recall::Recalled::default());
    visit.go(0, 12);
    visit.read(0, 0, 9, true);
    visit.read(0, 4, 5, false);
    let mark = ReadingPosition {
        top: Anchor {
            block: BlockId(7),
            offset: 3,
        },
        above: 0,
        cursor: BlockId(8),
    };
    visit.store.change(
        0,
        Change {
            marks: Some(vec![('a', mark)]),
            ..Change::default()
        },
    );
    drop(visit);

    let visit = folder.visit();
    let again = visit.open(&fire, 0, "/tmp/fire.txt");
    let position = again.position.expect("a place");
    assert_eq!(
        (position.top.block, position.top.offset, position.above, position.cursor),
        (BlockId(12), 4, 1, BlockId(12))
    );
    let read: Vec<u32> = again.read.iter().map(|block| block.0).collect();
    assert_eq!(read, [0, 1, 2, 3, 6, 7, 8, 9]);
    assert_eq!(again.marks, [('a', mark)]);
    let changes = again.changes.as_ref().expect("not the first visit");
    assert!(changes.is_empty() && !changes.since.is_empty());
    assert!(visit.told().is_empty());
}

#[test]
fn a_new_version_opens_where_the_reader_was_and_tells_what_is_new() {
    let folder = Folder::new();
    let yesterday = article("Harbour fire at Sund", 10, 30);
    let visit = folder.visit();
    visit.open(&yesterday, 0, "/tmp/fire.txt");
    let there = block(&yesterday, "Report 17 ");
    visit.go(0, there);
    visit.read(0, there, there, true);
    drop(visit);

    let today = article("Harbour fire at Sund", 5, 28);
    for source in ["/tmp/fire.txt", "/tmp/fire-today.txt", "standard input"] {
        let visit = folder.visit();
        let found = visit.open(&today, 0, source);
        let there = BlockId(block(&today, "Report 17 "));
        assert_eq!(
            found.position.map(|position| position.top.block),
            Some(there),
            "{source}"
        );
        assert_eq!(found.read, [there]);
        let changes = found.changes.as_ref().expect("not the first visit");
        assert_eq!(
            (changes.added.len(), changes.removed.len()),
            (5, 2),
            "{source}: {changes:?}"
        );
        assert!(*changes.removed[1].text == *paragraph(29));
    }
    // Nobody did anything: what is new is new until it has been read.
    assert_eq!(folder.count("articles"), 1);
    let visit = folder.visit();
    visit.open(&today, 0, "/tmp/fire.txt");
    visit.go(0, 3);
    let again = visit.open(&today, 0, "/tmp/fire.txt");
    assert_eq!(
        again.changes.as_ref().map(|changes| changes.added.len()),
        Some(5),
        "the same visit"
    );
    drop(visit);
    let visit = folder.visit();
    let later = visit.open(&today, 0, "/tmp/fire.txt");
    assert!(later.changes.as_ref().is_some_and(dateline::recall::Changes::is_empty));
}

#[test]
fn what_was_read_in_another_article_is_told_of_it() {
    let folder = Folder::new();
    let (one, other) = (
        article("Harbour fire at Sund", 0, 20),
        article("Fires of the week", 15, 60),
    );
    let visit = folder.visit();
    visit.open(&one, 0, "/tmp/one.txt");
    visit.read(0, 0, one.last().expect("blocks").0, true);
    let found = visit.open(&other, 1, "/tmp/other.txt");
    assert_eq!(
        (found.position, found.read.len(), found.changes.is_none()),
        (None, 0, true),
        "another article"
    );
    assert_eq!(found.before.passages.len(), 5);
    assert_eq!(found.before.articles.len(), 1);
    assert_eq!(found.before.articles[0].title.as_deref(), Some("Harbour fire at Sund"));
    assert_eq!(found.before.articles[0].published, one.meta().published);
    drop(visit);
    assert_eq!(folder.count("articles"), 1, "nothing was done with the other");
}

#[test]
fn what_is_read_again_on_a_first_visit_is_compared_with_what_it_was() {
    let folder = Folder::new();
    let visit = folder.visit();
    let found = visit.open(&article("Harbour fire at Sund", 0, 20), 0, "/tmp/fire.txt");
    assert!(found.changes.is_none(), "a first visit");
    let added = |found: &Recalled| found.changes.as_ref().map(|changes| changes.added.len());
    let longer = article("Harbour fire at Sund", 0, 23);
    assert_eq!(added(&visit.open(&longer, 0, "/tmp/fire.txt")), Some(3));
    // What was new stays so for as long as the reader is open.
    assert_eq!(added(&visit.open(&longer, 0, "/tmp/fire.txt")), Some(3));
    let longest = article("Harbour fire at Sund", 0, 24);
    assert_eq!(added(&visit.open(&longest, 0, "/tmp/fire.txt")), Some(4));
    visit.go(0, 2);
    drop(visit);
    // Nobody has read it yet.
    let visit = folder.visit();
    assert_eq!(added(&visit.open(&longest, 0, "/tmp/fire.txt")), Some(4));
    visit.go(0, 3);
    drop(visit);
    assert_eq!(added(&folder.visit().open(&longest, 0, "/tmp/fire.txt")), Some(0));
}

#[test]
fn two_versions_open_at_once_are_two_articles() {
    let folder = Folder::new();
    let (one, other) = (
        article("Harbour fire at Sund", 0, 20),
        article("Harbour fire at Sund", 0, 25),
    );
    let visit = folder.visit();
    visit.open(&one, 0, "/tmp/one.txt");
    visit.go(0, 5);
    visit.open(&other, 1, "/tmp/other.txt");
    visit.go(1, 15);
    visit.open(&one, 0, "/tmp/one.txt");
    drop(visit);
    let visit = folder.visit();
    let place = |found: &dateline::recall::Recalled| found.position.map(|position| position.top.block.0);
    assert_eq!(place(&visit.open(&other, 0, "/tmp/other.txt")), Some(15));
    assert_eq!(place(&visit.open(&one, 1, "/tmp/one.txt")), Some(5));
}

#[test]
fn two_readers_at_once_both_keep_what_was_read() {
    let folder = Folder::new();
    let fire = article("Harbour fire at Sund", 0, 30);
    let (one, other) = (folder.visit(), folder.visit());
    one.open(&fire, 0, "/tmp/fire.txt");
    other.open(&fire, 0, "/tmp/fire.txt");
    one.read(0, 1, 4, true);
    other.read(0, 10, 12, true);
    one.go(0, 4);
    other.go(0, 12);
    drop(one);
    drop(other);
    let found = folder.visit().open(&fire, 0, "/tmp/fire.txt");
    let read: Vec<u32> = found.read.iter().map(|block| block.0).collect();
    assert_eq!(read, [1, 2, 3, 4, 10, 11, 12]);
    assert_eq!(
        found.position.map(|position| position.top.block.0),
        Some(12),
        "that of the last who wrote"
    );
    assert_eq!(folder.count("articles"), 1);
}

#[test]
fn the_first_part_of_a_large_article_only_tells_what_is_certain() {
    let folder = Folder::new();
    let (whole, part) = (
        article("Harbour fire at Sund", 0, 40),
        article("Harbour fire at Sund", 0, 10),
    );
    let visit = folder.visit();
    visit.open(&whole, 0, "/tmp/fire.txt");
    visit.go(0, 30);
    drop(visit);
    let visit = folder.visit();
    let found = visit.open_part(&part, 0, "/tmp/fire.txt", true);
    assert_eq!(
        (found.position, found.changes.is_none()),
        (None, true),
        "the place is not there yet"
    );
    visit.go(0, 3);
    visit.read(0, 2, 3, true);
    let found = visit.open(&whole, 0, "/tmp/fire.txt");
    assert_eq!(found.position.map(|position| position.top.block.0), Some(30));
    drop(visit);
    let visit = folder.visit();
    visit.open_part(&part, 0, "/tmp/fire.txt", true);
    visit.go(0, 3);
    drop(visit);
    let found = folder.visit().open(&whole, 0, "/tmp/fire.txt");
    assert_eq!(
        found.position.map(|position| position.top.block.0),
        Some(30),
        "a part does not take the place of all"
    );
    assert!(found.changes.as_ref().is_some_and(dateline::recall::Changes::is_empty));
}

#[test]
fn what_has_not_ended_when_the_reader_quits_is_kept_as_far_as_it_came() {
    let folder = Folder::new();
    let part = article("Harbour fire at Sund", 0, 10);
    let visit = folder.visit();
    visit.open_part(&part, 0, "standard input", true);
    visit.go(0, 6);
    drop(visit);
    let found = folder
        .visit()
        .open(&article("Harbour fire at Sund", 0, 14), 0, "standard input");
    assert_eq!(found.position.map(|position| position.top.block.0), Some(6));
    assert_eq!(found.changes.as_ref().map(|changes| changes.added.len()), Some(4));
}

#[test]
fn settings_are_kept_until_they_are_taken_back() {
    let folder = Folder::new();
    let visit = folder.visit();
    let setting = |value: &str| SavedSetting {
        name: "measure".into(),
        value: value.into(),
        configured: "66".into(),
    };
    visit.store.set(vec![("measure".into(), Some(setting("60")))]);
    visit
        .store
        .set(vec![("measure".into(), Some(setting("58"))), ("mouse".into(), None)]);
    drop(visit);
    let visit = folder.visit();
    assert_eq!(visit.store.settings(super::DEADLINE), [setting("58")]);
    visit.store.set(vec![("measure".into(), None)]);
    drop(visit);
    assert!(folder.visit().store.settings(super::DEADLINE).is_empty());
}

#[test]
fn what_is_kept_is_bounded_and_the_oldest_goes_first() {
    let folder = Folder::new();
    let visit = folder.visit();
    for number in 0..6 {
        let some = article(&format!("Report of day {number}"), number * 100, number * 100 + 20);
        visit.open(&some, number, &format!("/tmp/{number}.txt"));
        visit.read(number, 0, 20, true);
    }
    drop(visit);
    let (mut records, _) = Records::open(&folder.path()).expect("the store");
    let limits = StoreLimits {
        articles: 5,
        passages: 60,
        versions: 4,
        version_bytes: u64::MAX,
    };
    records.bound(limits).expect("it is bounded");
    assert_eq!((folder.count("articles"), folder.count("versions")), (5, 4));
    assert!((1..=60).contains(&folder.count("passages")));
    let titles: Vec<_> = records
        .history()
        .expect("a list")
        .into_iter()
        .filter_map(|entry| entry.title)
        .collect();
    assert_eq!(titles.first().map(String::as_str), Some("Report of day 5"));
    assert!(!titles.contains(&"Report of day 0".to_owned()));
    records
        .bound(StoreLimits {
            version_bytes: 1,
            ..limits
        })
        .expect("it is bounded");
    assert_eq!(folder.count("versions"), 1, "the last is kept, whatever its size");
    // Of an article whose version is gone the place is found all the same.
    let fourth = article("Report of day 4", 400, 420);
    let visit = folder.visit();
    assert!(visit.open(&fourth, 0, "/tmp/4.txt").changes.is_none());
}

#[test]
fn a_place_is_found_when_its_version_is_not_kept_any_more() {
    let folder = Folder::new();
    let visit = folder.visit();
    visit.open(&article("Harbour fire at Sund", 10, 30), 0, "/tmp/fire.txt");
    visit.go(0, 9);
    drop(visit);
    folder
        .connection()
        .execute("DELETE FROM versions", [])
        .expect("forgotten");
    let today = article("Harbour fire at Sund", 5, 30);
    let found = folder.visit().open(&today, 0, "/tmp/fire.txt");
    assert_eq!(found.position.map(|position| position.top.block.0), Some(14));
    assert_eq!(found.changes, None);
}

#[test]
fn the_history_says_what_was_read_and_forgets_it() {
    let folder = Folder::new();
    let fire = article("Harbour fire at Sund", 0, 20);
    let visit = folder.visit();
    visit.open(&fire, 0, "/tmp/fire.txt");
    visit.read(0, 0, 10, true);
    visit.open(&article("Ferry sails again", 100, 120), 1, "/tmp/ferry.txt");
    visit.go(1, 3);
    drop(visit);
    let (mut records, _) = Records::open(&folder.path()).expect("the store");
    let history = records.history().expect("a list");
    let fires: Vec<_> = history
        .iter()
        .filter(|entry| entry.title.as_deref() == Some("Harbour fire at Sund"))
        .collect();
    assert_eq!((history.len(), fires.len()), (2, 1));
    assert!((40..60).contains(&fires[0].percent()), "{}", fires[0].percent());
    let cleared = records.clear(&Which::Named("/tmp/fire.txt".into())).expect("forgotten");
    assert_eq!((cleared.articles, cleared.passages), (1, 11));
    drop(records);
    let bytes = std::fs::read(folder.path()).expect("the file");
    let stands = |words: &str| bytes.windows(words.len()).any(|window| window == words.as_bytes());
    assert!(!stands("Report 7 of the night"), "nothing of it is left in the file");
    assert!(stands("Report 107 of the night"));
}

#[test]
fn an_article_that_is_forgotten_while_it_is_read_is_kept_anew() {
    let folder = Folder::new();
    let fire = article("Harbour fire at Sund", 0, 20);
    let visit = folder.visit();
    visit.open(&fire, 0, "/tmp/fire.txt");
    visit.go(0, 4);
    visit.store.writer().write();
    let (mut records, _) = Records::open(&folder.path()).expect("the store");
    records.clear(&Which::All).expect("forgotten");
    visit.go(0, 8);
    drop(visit);
    let found = folder.visit().open(&fire, 0, "/tmp/fire.txt");
    assert_eq!(found.position.map(|position| position.top.block.0), Some(8));
}

#[test]
fn an_empty_article_is_not_kept() {
    let folder = Folder::new();
    let visit = folder.visit();
    visit.open(&Arc::default(), 0, "/tmp/empty.txt");
    visit.go(0, 0);
    drop(visit);
    assert_eq!(folder.count("articles"), 0);
}

#[test]
fn moments_are_told_as_the_reader_counts_days() {
    use jiff::tz::{Offset, TimeZone};
    let zone = TimeZone::fixed(Offset::from_hours(2).expect("an offset"));
    // 2026-08-15, a Saturday, 00:30 by the clock on the wall.
    let now = 1_786_746_600;
    let told = |ago: i64| when::in_words_of(now - ago, now, &zone);
    assert_eq!(told(60), "00:29");
    assert_eq!(told(31 * 60), "yesterday 23:59");
    assert_eq!(told(3 * 86_400), "Wednesday 00:30");
    assert_eq!(told(10 * 86_400), "5 Aug 00:30");
    assert_eq!(told(400 * 86_400), "11 Jul 2025");
}

/// What came while the article was open and was not read is still new at the next visit; what was read is not, and the
/// place is where it was.
#[test]
fn what_came_during_a_visit_and_was_not_read_is_new_at_the_next_one() {
    let folder = Folder::new();
    let (short, long) = (article("Harbour fire", 0, 10), article("Harbour fire", 0, 16));
    let visit = folder.visit();
    visit.open(&short, 0, "a.txt");
    visit.go(0, 7);
    visit.open(&long, 0, "a.txt");
    visit.go(0, 8);
    // The first of those that came is read: the title is block 0.
    visit.read(0, 11, 11, true);
    drop(visit);
    let recalled = folder.visit().open(&long, 0, "a.txt");
    let added = recalled.changes.as_ref().map(|changes| changes.added.clone());
    assert_eq!(added, Some((12..17).map(BlockId).collect::<Vec<_>>()));
    assert_eq!(recalled.position.map(|position| position.cursor), Some(BlockId(8)));
}
