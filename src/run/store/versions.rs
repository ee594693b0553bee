//! Every version of a source that was seen, by block: what blocks say is kept once, packed, with the version that brings
//! it, and a version is the numbers of its blocks. So fifty versions of a live blog take less than its words.

use std::io::{self, Read as _, Write as _};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior, params};
use rustc_hash::FxHashMap;

use super::damage;
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
/// Unpacked, nothing that we keep is larger.
const UNPACKED: u64 = 256 << 20;

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
        let mut last = Vec::new();
        let is_whole = rows.iter().all(|row| known.take(&row.added).is_some())
            && rows
                .last()
                .is_none_or(|row| numbers(&row.blocks).map(|blocks| last = blocks).is_some());
        let next = rows.last().map_or(1, |row| row.number + 1);
        if !is_whole || rows.len() >= MOST || bytes > MOST_BYTES {
            // What is damaged is let go of, and so is half of what is too much.
            let kept = if is_whole { &rows[rows.len().div_ceil(2)..] } else { &[] };
            let kept: Vec<_> = kept
                .iter()
                .filter_map(|row| Some((row.number, row.seen, known.parts(&numbers(&row.blocks)?)?)))
                .collect();
            transaction.execute("DELETE FROM source_versions WHERE source = ?1", [id])?;
            let mut anew = Known::default();
            for (number, seen, parts) in &kept {
                insert(&transaction, id, *number, *seen, &mut anew, parts)?;
            }
            last.clone_from(&anew.last);
            known = anew;
        }
        let is_new = known.parts(&last).is_none_or(|before| before != parts);
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
            known.take(&row.added)?;
            let parts = known.parts(&numbers(&row.blocks)?)?;
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
    let (added, blocks) = known.add(parts);
    connection.execute(
        "INSERT INTO source_versions (source, number, seen, added, blocks) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![id, number, seen, packed(&added), runs(&blocks)],
    )?;
    Ok(())
}

/// What the blocks of a source have said so far.
#[derive(Default)]
struct Known {
    parts: Vec<String>,
    numbers: FxHashMap<String, u32>,
    /// The blocks of the version that was added last.
    last: Vec<u32>,
}

impl Known {
    /// Takes in what a version has brought; none if it is damaged.
    fn take(&mut self, added: &[u8]) -> Option<()> {
        for part in unpacked(added)?.split_terminator('\n') {
            self.put(part);
        }
        Some(())
    }

    fn put(&mut self, part: &str) -> u32 {
        let number = self.parts.len() as u32;
        self.parts.push(part.to_owned());
        *self.numbers.entry(part.to_owned()).or_insert(number)
    }

    /// What a version says that is not known, a line each, and the numbers of all that it says.
    fn add(&mut self, parts: &[String]) -> (String, Vec<u32>) {
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
        (added, self.last.clone())
    }

    fn parts(&self, numbers: &[u32]) -> Option<Vec<String>> {
        let part = |number: &u32| self.parts.get(*number as usize).cloned();
        numbers.iter().map(part).collect()
    }
}

fn packed(text: &str) -> Vec<u8> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::best());
    // A vector takes everything.
    let _ = packer.write_all(text.as_bytes());
    packer.finish().unwrap_or_default()
}

fn unpacked(bytes: &[u8]) -> Option<String> {
    let mut text = String::new();
    let read: io::Result<usize> = ZlibDecoder::new(bytes).take(UNPACKED).read_to_string(&mut text);
    read.ok().map(|_| text)
}

/// Numbers as stretches that ascend by one: how far each begins from where the one before ended, and how long it is.
fn runs(numbers: &[u32]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut expected = 0i64;
    for run in numbers.chunk_by(|one, two| one.checked_add(1) == Some(*two)) {
        let away = i64::from(run[0]) - expected;
        // The sign in the last bit, so that small numbers stay small.
        write_number(&mut bytes, ((away << 1) ^ (away >> 63)).cast_unsigned());
        write_number(&mut bytes, run.len() as u64);
        expected = i64::from(run[0]) + i64::try_from(run.len()).unwrap_or(0);
    }
    bytes
}

/// The numbers of stretches; none if they are damaged.
fn numbers(mut bytes: &[u8]) -> Option<Vec<u32>> {
    /// No article has more blocks.
    const MOST: u64 = LONGEST as u64;
    let mut numbers = Vec::new();
    let mut expected = 0i64;
    while !bytes.is_empty() {
        let away = read_number(&mut bytes)?;
        let length = read_number(&mut bytes)?;
        let first = expected.checked_add((away >> 1).cast_signed() ^ -(away & 1).cast_signed())?;
        if length > MOST || numbers.len() as u64 + length > MOST {
            return None;
        }
        expected = first.checked_add(length.cast_signed())?;
        for number in first..expected {
            numbers.push(u32::try_from(number).ok()?);
        }
    }
    Some(numbers)
}

/// Seven bits a byte, the least first; the eighth says that there are more.
fn write_number(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn read_number(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0u64;
    for shift in (0..64).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_are_read_back(all in prop::collection::vec(0..900u32, 0..60)) {
            prop_assert_eq!(numbers(&runs(&all)), Some(all));
        }

        #[test]
        fn what_is_damaged_does_no_harm(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let _ = numbers(&bytes);
            prop_assert!(unpacked(&bytes).is_none_or(|text| text.is_empty()) || !bytes.is_empty());
        }
    }
}
