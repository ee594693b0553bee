//! Stores that a disk, a copy or another program has damaged: the reader reads, says so once, and the next visit finds
//! everything right.

use std::fs;
use std::sync::{Arc, LazyLock};

use dateline::article::{Anchor, Article, BlockId};
use dateline::recall::ReadingPosition;
use dateline::run::store::{Change, Records, SavedSetting, Which};
use rusqlite::Connection;
use rusqlite::types::Value;

use super::{DEADLINE, Folder, article};

/// Two articles with everything that can be kept of them.
fn filled() -> (Folder, Arc<Article>) {
    let folder = Folder::new();
    let fire = article("Harbour fire at Sund", 0, 25);
    let visit = folder.visit();
    visit.open(&article("Ferry sails again", 10, 60), 1, "/tmp/ferry.txt");
    visit.read(1, 0, 30, true);
    visit.open(&fire, 0, "/tmp/fire.txt");
    visit.go(0, 12);
    visit.read(0, 0, 9, true);
    let position = ReadingPosition {
        top: Anchor {
            block: BlockId(7),
            offset: 3,
        },
        above: 0,
        cursor: BlockId(8),
    };
    let marks = Some(vec![('a', position), ('ß', position)]);
    visit.store.change(
        0,
        Change {
            marks,
            ..Change::default()
        },
    );
    let setting = SavedSetting {
        name: "measure".into(),
        value: "60".into(),
        configured: "66".into(),
    };
    visit.store.set(vec![("measure".into(), Some(setting))]);
    drop(visit);
    (folder, fire)
}

/// Another version of the second article of [`filled`].
static FERRY: LazyLock<Arc<Article>> = LazyLock::new(|| article("Ferry sails again", 12, 61));

/// A reader that does everything with the store. What it was told.
fn use_all(folder: &Folder, fire: &Arc<Article>, what: &str) -> Vec<String> {
    let visit = folder.visit();
    visit.store.settings(DEADLINE);
    visit.open(fire, 0, "/tmp/fire.txt");
    visit.go(0, 3);
    visit.read(0, 0, 20, true);
    visit.open(&FERRY, 1, "/tmp/ferry.txt");
    visit.go(1, 5);
    visit.store.writer().write();
    // The thread still answers.
    visit.open(fire, 0, "/tmp/fire.txt");
    let told = visit.told();
    let mut once = told.clone();
    once.sort();
    once.dedup();
    assert_eq!(told.len(), once.len(), "each thing once: {told:?} after {what}");
    drop(visit);
    if let Ok(Some(records)) = Records::open_existing(&folder.path()) {
        for entry in records.history().unwrap_or_default() {
            assert!(entry.percent() <= 100, "{entry:?} after {what}");
        }
        let _ = records.settings();
    }
    told
}

/// Puts a value into a column of every row, of whatever type: the table is not strict meanwhile.
fn put(connection: &Connection, table: &str, column: &str, value: &Value) {
    let strict = |connection: &Connection, sql: &[(String, String)]| {
        connection
            .execute_batch("PRAGMA writable_schema = ON")
            .expect("a pragma");
        for (name, sql) in sql {
            connection
                .execute("UPDATE sqlite_schema SET sql = ?2 WHERE name = ?1", [name, sql])
                .expect("the schema");
        }
        connection
            .execute_batch("PRAGMA writable_schema = RESET")
            .expect("a pragma");
    };
    let mut tables = connection
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%STRICT%'")
        .expect("the schema");
    let tables: Vec<(String, String)> = tables
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .expect("tables")
        .collect::<Result<_, _>>()
        .expect("tables");
    let loose = |sql: &String| {
        sql.replace("STRICT, ", "")
            .replace(" STRICT", "")
            .replace("NOT NULL", "")
    };
    let loosened: Vec<(String, String)> = tables.iter().map(|(name, sql)| (name.clone(), loose(sql))).collect();
    strict(connection, &loosened);
    // Where it would stand twice under one key, in the first row.
    let _ = connection.execute(&format!("UPDATE OR IGNORE {table} SET {column} = ?1"), [value]);
    strict(connection, &tables);
}

#[test]
fn any_value_in_any_column_is_survived_and_put_right() {
    let (folder, fire) = filled();
    let whole = fs::read(folder.path()).expect("the file");
    let values = [
        Value::Null,
        Value::Integer(-1),
        Value::Integer(i64::MAX),
        Value::Real(0.5),
        Value::Text("\u{1b}]0;words\u{7}".into()),
        Value::Blob(Vec::new()),
        Value::Blob(vec![0xFF; 3]),
        Value::Blob(vec![1; 4 << 10]),
    ];
    let tables = ["articles", "sketches", "versions", "places", "passages", "settings"];
    for table in tables {
        let columns: Vec<String> = folder
            .connection()
            .prepare(&format!("SELECT name FROM pragma_table_info('{table}')"))
            .and_then(|mut names| names.query_map([], |row| row.get(0))?.collect())
            .expect("columns");
        assert!(columns.len() >= 3, "{table} has columns");
        for (column, value) in columns
            .iter()
            .flat_map(|column| values.iter().map(move |value| (column, value)))
        {
            let what = format!("{value:?} in {table}.{column}");
            fs::write(folder.path(), &whole).expect("the file");
            put(&folder.connection(), table, column, value);
            use_all(&folder, &fire, &what);
            let visit = folder.visit();
            visit.store.settings(DEADLINE);
            visit.open(&fire, 0, "/tmp/fire.txt");
            visit.go(0, 5);
            visit.open(&FERRY, 1, "/tmp/ferry.txt");
            visit.store.writer().write();
            let told = visit.told();
            drop(visit);
            assert!(told.is_empty(), "it has been put right: {told:?} after {what}");
            let (mut records, _) = Records::open(&folder.path()).expect("the store");
            records.clear(&Which::All).expect("all is forgotten");
        }
    }
}

#[test]
fn a_version_that_does_not_hold_together_is_dropped_and_told_once() {
    let blobs = [
        ("fingerprints", vec![7; 12]),
        ("fingerprints", vec![7; 16]),
        ("kinds", vec![4; 200]),
        ("kinds", Vec::new()),
        ("lengths", vec![1; 7]),
        ("lengths", vec![0xFF; 8]),
        ("texts", b"cut".to_vec()),
        ("texts", vec![0xFF; 64]),
    ];
    for (column, blob) in blobs {
        let (folder, fire) = filled();
        let sql = format!("UPDATE versions SET {column} = ?1");
        folder.connection().execute(&sql, [&blob]).expect("damaged");
        let visit = folder.visit();
        let found = visit.open(&fire, 0, "/tmp/fire.txt");
        assert_eq!(
            found.position.map(|position| position.top.block.0),
            Some(12),
            "{column}: by its words"
        );
        assert_eq!((found.read.len(), found.changes.is_none()), (10, true), "{column}");
        visit.open(&article("Ferry sails again", 10, 60), 1, "/tmp/ferry.txt");
        visit.open(&fire, 0, "/tmp/fire.txt");
        assert_eq!(
            visit.told(),
            ["Part of the store was damaged and has been dropped"],
            "{column}"
        );
        visit.go(0, 14);
        drop(visit);
        let visit = folder.visit();
        let found = visit.open(&fire, 0, "/tmp/fire.txt");
        assert_eq!(found.position.map(|position| position.top.block.0), Some(14));
        assert!(found.changes.is_some(), "{column}: the version is kept again");
        assert!(visit.told().is_empty(), "{column}");
    }
}

#[test]
fn a_store_without_its_tables_is_begun_anew() {
    for sql in ["DROP TABLE versions", "ALTER TABLE places RENAME COLUMN mark TO name"] {
        let (folder, fire) = filled();
        folder.connection().execute_batch(sql).expect("damaged");
        let told = use_all(&folder, &fire, sql);
        assert!(told.concat().contains("replaced by a new one"), "{sql}: {told:?}");
        assert!(use_all(&folder, &fire, sql).is_empty(), "{sql}");
    }
}

/// Numbers that are as good as drawn by lot, the same each time (Steele and others 2014, splitmix64).
struct Lot(u64);

impl Lot {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut drawn = self.0;
        drawn = (drawn ^ (drawn >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        drawn = (drawn ^ (drawn >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((drawn ^ (drawn >> 31)) % end as u64) as usize
    }
}

#[test]
fn any_bytes_may_be_others_and_any_end_be_missing() {
    let (folder, fire) = filled();
    let whole = fs::read(folder.path()).expect("the file");
    for seed in 0..60 {
        let mut lot = Lot(seed);
        let mut bytes = whole.clone();
        for _ in 0..=lot.below(12) {
            let at = lot.below(bytes.len());
            match lot.below(3) {
                0 => bytes[at] ^= 1 << lot.below(8),
                1 => bytes[at] = lot.below(256) as u8,
                _ => {
                    let end = (at + lot.below(64)).min(bytes.len());
                    bytes[at..end].fill(lot.below(256) as u8);
                }
            }
        }
        if lot.below(8) == 0 {
            bytes.truncate(lot.below(whole.len()));
        }
        let _ = fs::remove_dir_all(folder.path().parent().expect("a folder"));
        fs::create_dir_all(folder.path().parent().expect("a folder")).expect("a folder");
        fs::write(folder.path(), &bytes).expect("the file");
        use_all(&folder, &fire, &format!("seed {seed}"));
    }
}
