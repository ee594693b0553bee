//! What is kept between two visits, without a screen: what is asked of the store and what it answers.

mod damage;
mod files;
mod versions;
mod visits;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

use dateline::article::{Anchor, Article, BlockId};
use dateline::read;
use dateline::recall::{ReadRange, ReadingPosition, Recalled};
use dateline::run::store::{Change, Opened, Origin, Store};

/// How long anything may take before it counts as hung.
const DEADLINE: Duration = Duration::from_secs(30);

/// A folder with a store that goes away with its owner.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("dateline/store.sqlite")
    }

    fn visit(&self) -> Visit {
        let told = Arc::<Mutex<Vec<String>>>::default();
        let list = Arc::clone(&told);
        let tell = move |words| list.lock().expect("the list").push(words);
        Visit {
            store: Store::start(self.path(), tell).expect("a thread"),
            told,
        }
    }

    fn connection(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.path()).expect("the store")
    }

    fn count(&self, table: &str) -> i64 {
        let sql = format!("SELECT count(*) FROM {table}");
        self.connection()
            .query_row(&sql, [], |row| row.get(0))
            .expect("a count")
    }
}

/// A reader without a screen.
struct Visit {
    store: Store,
    told: Arc<Mutex<Vec<String>>>,
}

impl Visit {
    fn open(&self, article: &Arc<Article>, at: usize, origin: &str) -> Arc<Recalled> {
        self.open_part(article, at, origin, false)
    }

    fn open_part(&self, article: &Arc<Article>, at: usize, origin: &str, more: bool) -> Arc<Recalled> {
        let opened = Opened {
            article: Arc::clone(article),
            at,
            more,
            origin: Origin {
                name: origin.to_owned(),
                lasts: origin != "standard input",
            },
        };
        let (send, answer) = mpsc::channel();
        self.store
            .open(opened, Box::new(move |recalled| drop(send.send(recalled))));
        answer.recv_timeout(DEADLINE).expect("an answer")
    }

    fn go(&self, at: usize, block: u32) {
        let position = ReadingPosition {
            top: Anchor {
                block: BlockId(block),
                offset: 4,
            },
            above: 1,
            cursor: BlockId(block),
        };
        self.store.change(
            at,
            Change {
                position: Some(position),
                alone: true,
                ..Change::default()
            },
        );
    }

    fn read(&self, at: usize, first: u32, last: u32, read: bool) {
        let marked = ReadRange {
            first: BlockId(first),
            last: BlockId(last),
            read,
        };
        self.store.change(
            at,
            Change {
                marked: vec![marked],
                ..Change::default()
            },
        );
    }

    fn told(&self) -> Vec<String> {
        self.told.lock().expect("the list").clone()
    }
}

/// An article of a title and so many paragraphs, from a number on.
fn article(title: &str, from: usize, to: usize) -> Arc<Article> {
    let mut text = format!(" date 2026-08-15 {title}\n\n");
    for number in from..to {
        text.push_str(&paragraph(number));
        text.push_str("\n\n");
    }
    Arc::new(read::read(text.into_bytes()).expect("an article"))
}

/// No two are wordings of each other.
fn paragraph(number: usize) -> String {
    let word = |nth: usize| {
        let all = [
            "quay", "crew", "wind", "ferry", "smoke", "silo", "mole", "shed", "dock", "pump", "foam", "tide", "boat",
        ];
        all[(number * 5 + nth * nth * (number + 3)) % all.len()]
    };
    let words: Vec<String> = (0..18)
        .map(|nth| format!("{}{}", word(nth), (number * 7 + nth * 3) % 97))
        .collect();
    format!("Report {number} of the night: {}.", words.join(" "))
}

/// The block that says this.
fn block(article: &Article, words: &str) -> u32 {
    let found = article.ids().find(|&id| article.text_of(id).contains(words));
    found.expect("a block").0
}
