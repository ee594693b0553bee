//! What was read, as a list; and forgetting it.

use rusqlite::{Row, TransactionBehavior, params};

use super::damage::{number, text};
use super::records::Records;
use super::when::Moment;

/// An article that was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When it was opened first.
    pub first_opened: Moment,
    /// When it was last read.
    pub last_opened: Moment,
    /// Its title, if it has one.
    pub title: Option<String>,
    /// Where it came from the last time: a file, or "standard input".
    pub source: String,
    /// Its address on the web, if that is known.
    pub url: Option<String>,
    /// When it was published, if that is known: `2026-08-15`, with or without a time.
    pub published: Option<String>,
    /// Its words.
    pub words: u64,
    /// Those that were read.
    pub words_read: u64,
}

impl Entry {
    /// How much of it was read, in parts of a hundred: 100 only if all of it was.
    pub fn percent(&self) -> u8 {
        match (self.words_read, self.words) {
            (read, words) if read >= words => 100,
            (read, words) => (read.saturating_mul(100) / words).min(99) as u8,
        }
    }

    fn of(row: &Row<'_>) -> Self {
        let positive = |at: usize| number(row, at).max(0);
        let (words, bytes, read) = (positive(6), positive(7), positive(8));
        let share = read.min(bytes) as f64 / bytes.max(1) as f64;
        Self {
            first_opened: number(row, 0),
            last_opened: number(row, 1),
            title: text(row, 2),
            source: text(row, 3).unwrap_or_default(),
            url: text(row, 4),
            published: text(row, 5),
            words: words.cast_unsigned(),
            words_read: (words as f64 * share) as u64,
        }
    }
}

/// What is to be forgotten.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// Everything that was read.
    All,
    /// The articles of this title, or from this source.
    Named(String),
}

/// How much was forgotten.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cleared {
    /// Articles.
    pub articles: u64,
    /// Passages that had been read in them.
    pub passages: u64,
}

impl Records {
    /// What was read, the last first.
    ///
    /// # Errors
    /// What the database says.
    pub fn history(&self) -> rusqlite::Result<Vec<Entry>> {
        let mut statement = self.connection.prepare(
            "SELECT first_opened, last_opened, title, source, url, published, words, bytes, bytes_read
             FROM articles ORDER BY last_opened DESC, id DESC",
        )?;
        let entries = statement.query_map([], |row| Ok(Entry::of(row)))?;
        entries.collect()
    }

    /// Forgets articles, and all that was kept of them; settings stay. Nothing of them is left in the file.
    ///
    /// # Errors
    /// What the database says.
    pub fn clear(&mut self, which: &Which) -> rusqlite::Result<Cleared> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let name = match which {
            Which::All => None,
            Which::Named(name) => Some(name),
        };
        let those = "?1 IS NULL OR source = ?1 OR title = ?1 COLLATE NOCASE OR url = ?1";
        let passages = transaction.execute(
            &format!("DELETE FROM passages WHERE article IN (SELECT id FROM articles WHERE {those})"),
            params![name],
        )?;
        let sources = transaction.execute(
            &format!(
                "DELETE FROM sources WHERE ?1 IS NULL OR name = ?1
                      OR name IN (SELECT source FROM articles WHERE {those})"
            ),
            params![name],
        )?;
        let articles = transaction.execute(&format!("DELETE FROM articles WHERE {those}"), params![name])?;
        transaction.commit()?;
        if articles > 0 || sources > 0 {
            // What was deleted stands in the file and its log until it is written anew.
            self.connection
                .execute_batch("VACUUM; PRAGMA wal_checkpoint(TRUNCATE);")?;
        }
        Ok(Cleared {
            articles: articles as u64,
            passages: passages as u64,
        })
    }
}
