//! Every version of a source that was seen, by block: what blocks say is kept once, packed, with the version that brings
//! it, and a version is the numbers of its blocks. What is packed may refer to what earlier versions said, so that a post
//! takes little more than its words, and an edit no more than what it changed. So fifty versions of a live blog take less
//! than its words.

use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior, params};
use rustc_hash::FxHashMap;

use super::damage;
use super::packing::{WINDOW, order, ordered, packed, unpacked};
use super::records::Records;
use super::when::Moment;
use crate::article::Article;
use crate::export;

/// Longer articles, in bytes, are not kept by version.
const LONGEST: usize = 4 << 20;
/// More versions of one source, and the older half of them is let go of.
const MOST: usize = 1000;
/// The same for the bytes that it takes.
const MOST_BYTES: usize = 16 << 20;

/// A version of a source that was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenVersion {
    /// Its number: the first has 1.
    pub number: u32,
    /// When it was seen first.
    pub seen: Moment,
    /// The article, in the public JSON form.
    pub json: String,
}

/// A row: a version, and what it says that none before it says.
struct Row {
    number: u32,
    seen: Moment,
    added: Vec<u8>,
    blocks: Vec<u8>,
}

impl Records {
    /// Keeps a version of a source, if it is another than the last one. Whether it is.
    ///
    /// # Errors
    /// What the database says.
    pub fn keep_version(&mut self, source: &str, article: &Article, now: Moment) -> rusqlite::Result<bool> {
        if article.text().len() > LONGEST || self.read_only {
            return Ok(false);
        }
        let parts = export::parts(article);
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let id = source_id(&transaction, source, now)?;
        let rows = rows(&transaction, id)?;
        let bytes: usize = rows.iter().map(|row| row.added.len() + row.blocks.len()).sum();
        let mut known = Known::default();
        let versions: Option<Vec<Vec<u32>>> = rows.iter().map(|row| known.take(row)).collect();
        let next = rows.last().map_or(1, |row| row.number + 1);
        if versions.is_none() || rows.len() >= MOST || bytes > MOST_BYTES {
            // What is damaged is let go of, and so is half of what is too much.
            let versions = versions.unwrap_or_default();
            let kept = rows.iter().zip(&versions).skip(rows.len().div_ceil(2));
            let kept: Vec<_> = kept
                .filter_map(|(row, blocks)| Some((row.number, row.seen, known.parts(blocks)?)))
                .collect();
            transaction.execute("DELETE FROM source_versions WHERE source = ?1", [id])?;
            let mut anew = Known::default();
            for (number, seen, parts) in &kept {
                insert(&transaction, id, *number, *seen, &mut anew, parts)?;
            }
            known = anew;
        }
        let is_new = known.parts(&known.last).is_none_or(|before| before != parts);
        if is_new {
            insert(&transaction, id, next, now, &mut known, &parts)?;
        }
        transaction.commit()?;
        Ok(is_new)
    }

    /// The versions of a source that were seen, the oldest first.
    ///
    /// # Errors
    /// What the database says.
    pub fn versions(&self, source: &str) -> rusqlite::Result<Vec<SeenVersion>> {
        let id = self
            .connection
            .query_row("SELECT id FROM sources WHERE name = ?1", [source], |row| row.get(0))
            .optional()?;
        let rows = match id {
            Some(id) => rows(&self.connection, id)?,
            None => Vec::new(),
        };
        let mut known = Known::default();
        let seen = rows.iter().map(|row| {
            let blocks = known.take(row)?;
            let parts = known.parts(&blocks)?;
            Some(SeenVersion {
                number: row.number,
                seen: row.seen,
                json: export::joined(parts.iter().map(String::as_str))?,
            })
        });
        seen.collect::<Option<_>>().ok_or_else(|| damage::found(0))
    }

    /// Bytes that the versions of all sources take.
    ///
    /// # Errors
    /// What the database says.
    pub fn version_bytes(&self) -> rusqlite::Result<u64> {
        let sql = "SELECT coalesce(sum(length(added) + length(blocks)), 0) FROM source_versions";
        self.connection
            .query_row(sql, [], |row| row.get(0))
            .map(|bytes: i64| bytes.max(0).cast_unsigned())
    }
}

/// Lets go of the sources that were not seen for longest, until the others take no more than so many bytes.
pub(super) fn bound(connection: &Connection, bytes: i64) -> rusqlite::Result<()> {
    connection.execute(
        "DELETE FROM sources WHERE id IN (
             SELECT id FROM (
                 SELECT id, total((SELECT sum(length(added) + length(blocks)) FROM source_versions WHERE source = id))
                         OVER newest AS total, row_number() OVER newest AS number
                 FROM sources
                 WINDOW newest AS (ORDER BY last_seen DESC, id DESC))
             WHERE total > ?1 AND number > 1)",
        [bytes],
    )?;
    Ok(())
}

fn source_id(connection: &Connection, source: &str, now: Moment) -> rusqlite::Result<i64> {
    connection.query_row(
        "INSERT INTO sources (name, last_seen) VALUES (?1, ?2)
         ON CONFLICT (name) DO UPDATE SET last_seen = max(last_seen, excluded.last_seen) RETURNING id",
        params![source, now],
        |row| row.get(0),
    )
}

fn rows(connection: &Connection, id: i64) -> rusqlite::Result<Vec<Row>> {
    let sql = "SELECT number, seen, added, blocks FROM source_versions WHERE source = ?1 ORDER BY number";
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map([id], |row| {
        Ok(Row {
            number: row.get(0)?,
            seen: row.get(1)?,
            added: row.get(2)?,
            blocks: row.get(3)?,
        })
    })?;
    rows.collect()
}

fn insert(
    connection: &Connection,
    id: i64,
    number: u32,
    seen: Moment,
    known: &mut Known,
    parts: &[String],
) -> rusqlite::Result<()> {
    let before = known.latest();
    let last = std::mem::take(&mut known.last);
    let added = known.add(parts);
    connection.execute(
        "INSERT INTO source_versions (source, number, seen, added, blocks) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![id, number, seen, packed(&added, &before), order(&known.last, &last)],
    )?;
    Ok(())
}

/// What the blocks of a source have said so far.
#[derive(Default)]
struct Known {
    parts: Vec<String>,
    numbers: FxHashMap<String, u32>,
    /// The blocks of the last version.
    last: Vec<u32>,
}

impl Known {
    /// Takes in a version; the numbers of its blocks, or none if it is damaged.
    fn take(&mut self, row: &Row) -> Option<Vec<u32>> {
        for part in unpacked(&row.added, &self.latest())?.split_terminator('\n') {
            self.put(part);
        }
        self.last = ordered(&row.blocks, &self.last)?;
        Some(self.last.clone())
    }

    /// The end of all that is known, as far as what is packed can refer to it.
    fn latest(&self) -> Vec<u8> {
        let mut size = 0;
        let is_in_reach = |part: &&String| {
            let reached = size < WINDOW;
            size += part.len() + 1;
            reached
        };
        let count = self.parts.iter().rev().take_while(is_in_reach).count();
        let mut latest = Vec::new();
        for part in &self.parts[self.parts.len() - count..] {
            latest.extend_from_slice(part.as_bytes());
            latest.push(b'\n');
        }
        let beyond = latest.len().saturating_sub(WINDOW);
        latest.drain(..beyond);
        latest
    }

    fn put(&mut self, part: &str) -> u32 {
        let number = self.parts.len() as u32;
        self.parts.push(part.to_owned());
        *self.numbers.entry(part.to_owned()).or_insert(number)
    }

    /// Adds a version; what it says that was not known, a line each.
    fn add(&mut self, parts: &[String]) -> String {
        let mut added = String::new();
        let number = |part: &String| {
            let known = self.numbers.get(part).copied();
            known.unwrap_or_else(|| {
                // JSON on one line has no line feeds.
                added.push_str(part);
                added.push('\n');
                self.put(part)
            })
        };
        self.last = parts.iter().map(number).collect();
        added
    }

    fn parts(&self, numbers: &[u32]) -> Option<Vec<String>> {
        let part = |number: &u32| self.parts.get(*number as usize).cloned();
        numbers.iter().map(part).collect()
    }
}
