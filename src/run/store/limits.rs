//! What is kept is bounded: what was not opened for longest goes first.

use rusqlite::{TransactionBehavior, params};

use super::records::Records;

/// How much is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Articles that the history names.
    pub articles: u64,
    /// Passages that were read, of all of them.
    pub passages: u64,
    /// Articles of which the last version is kept, with its words, so that it can be told what is new.
    pub versions: u64,
    /// Bytes of all those.
    pub version_bytes: u64,
}

impl Default for Limits {
    /// A person who reads eight hours a day reads some 2000 passages: a million are more than a year of that, at 60
    /// bytes each. With the versions, the file stays below some 150 MB, and with what most people read, below 20.
    fn default() -> Self {
        Self {
            articles: 5000,
            passages: 1_000_000,
            versions: 200,
            version_bytes: 64 << 20,
        }
    }
}

impl Records {
    /// Lets go of what is beyond the limits.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn bound(&mut self, limits: Limits) -> rusqlite::Result<()> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute(
            "DELETE FROM articles WHERE id IN (
                 SELECT id FROM articles ORDER BY last_opened DESC, id DESC LIMIT -1 OFFSET ?1)",
            params![limits.articles.cast_signed()],
        )?;
        // The newest is kept whatever its size.
        transaction.execute(
            "DELETE FROM versions WHERE article IN (
                 SELECT article FROM (
                     SELECT article, row_number() OVER newest AS number, sum(versions.bytes) OVER newest AS total
                     FROM versions JOIN articles ON id = article
                     WINDOW newest AS (ORDER BY last_opened DESC, id DESC))
                 WHERE number > ?1 OR (total > ?2 AND number > 1))",
            params![limits.versions.cast_signed(), limits.version_bytes.cast_signed()],
        )?;
        transaction.execute(
            "DELETE FROM passages WHERE article IN (
                 SELECT id FROM (
                     SELECT id, sum((SELECT count(*) FROM passages WHERE article = id)) OVER newest AS total,
                         row_number() OVER newest AS number
                     FROM articles
                     WINDOW newest AS (ORDER BY last_opened DESC, id DESC))
                 WHERE total > ?1 AND number > 1)",
            params![limits.passages.cast_signed()],
        )?;
        transaction.commit()
    }
}
