//! What is kept is bounded: what was not opened for longest goes first.

use rusqlite::{TransactionBehavior, params};

use super::records::Records;
use super::versions;

/// How much is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoreLimits {
    /// Articles that the history names.
    pub articles: u64,
    /// Passages that were read, of all of them.
    pub passages: u64,
    /// Articles of which the last version is kept, with its words, so that it can be told what is new.
    pub versions: u64,
    /// Bytes of all those, and of the versions by source.
    pub version_bytes: u64,
}

impl Default for StoreLimits {
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

/// Bytes that the file never goes beyond, whatever happens: several times what the limits come to.
const FILE_BYTES: u64 = 512 << 20;

impl Records {
    /// Sees to it that the file never gets larger than so many bytes, or what it has already: what does not fit is as if
    /// the disk were full.
    ///
    /// # Errors
    /// What the database says.
    pub fn keep_below(&self, bytes: u64) -> rusqlite::Result<()> {
        let page: i64 = self
            .connection
            .pragma_query_value(None, "page_size", |row| row.get(0))?;
        let pages = (bytes.cast_signed() / page.max(1)).max(1);
        self.connection.pragma_update(None, "max_page_count", pages)
    }

    /// As [`Records::keep_below`], by our own limit.
    pub(super) fn keep_below_limit(&self) -> rusqlite::Result<()> {
        self.keep_below(FILE_BYTES)
    }

    /// Lets go of what is beyond the limits.
    ///
    /// # Errors
    /// What the database says.
    pub fn bound(&mut self, limits: StoreLimits) -> rusqlite::Result<()> {
        let least = |limit: u64| i64::try_from(limit).unwrap_or(i64::MAX);
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute(
            "DELETE FROM articles WHERE id IN (
                 SELECT id FROM articles ORDER BY last_opened DESC, id DESC LIMIT -1 OFFSET ?1)",
            params![least(limits.articles)],
        )?;
        // The newest is kept whatever its size.
        transaction.execute(
            "DELETE FROM versions WHERE article IN (
                 SELECT article FROM (
                     SELECT article, row_number() OVER newest AS number, total(versions.bytes) OVER newest AS total
                     FROM versions JOIN articles ON id = article
                     WINDOW newest AS (ORDER BY last_opened DESC, id DESC))
                 WHERE number > ?1 OR (total > ?2 AND number > 1))",
            params![least(limits.versions), least(limits.version_bytes)],
        )?;
        transaction.execute(
            "DELETE FROM passages WHERE article IN (
                 SELECT id FROM (
                     SELECT id, sum((SELECT count(*) FROM passages WHERE article = id)) OVER newest AS total,
                         row_number() OVER newest AS number
                     FROM articles
                     WINDOW newest AS (ORDER BY last_opened DESC, id DESC))
                 WHERE total > ?1 AND number > 1)",
            params![least(limits.passages)],
        )?;
        versions::bound(&transaction, least(limits.version_bytes))?;
        transaction.commit()
    }
}
