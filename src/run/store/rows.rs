//! What the rows of several tables have in common: articles and their numbers, and fingerprints as the database has
//! them.

use rusqlite::Connection;

use crate::article::{Article, BlockId};
use crate::recall::Fingerprint;

/// The number of an article in the store.
pub type Id = i64;

/// An article in the reader, and where it comes from.
#[derive(Clone, Copy, Debug)]
pub struct Open<'a> {
    /// The article.
    pub article: &'a Article,
    /// By block of it: what it says.
    pub prints: &'a [Fingerprint],
    /// Where it comes from.
    pub origin: &'a Origin,
    /// Whether it is the first part of one that is still being read.
    pub more: bool,
    /// By block: whether it came while the article was open, and has not been read; none of them if empty. It is still
    /// new at the next visit, so the version that is kept is without it.
    pub unseen: &'a [bool],
}

impl Open<'_> {
    /// Whether a block belongs to the version that is kept.
    pub(super) fn is_kept(&self, block: BlockId) -> bool {
        !self.unseen.get(block.index()).copied().unwrap_or(false)
    }

    /// The number of a block in the version that is kept, or of the last one above it that is; and whether it is kept.
    pub(super) fn kept_at(&self, block: BlockId) -> (BlockId, bool) {
        let above = self.unseen.iter().take(block.index()).filter(|unseen| **unseen).count() as u32;
        let is_kept = self.is_kept(block);
        (
            BlockId((block.0 - above.min(block.0)).saturating_sub(u32::from(!is_kept))),
            is_kept,
        )
    }
}

/// Where an article comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// In words: the whole name of a file, "standard input".
    pub name: String,
    /// Whether that is a place where the same article can be found again, as a file is and a pipe is not.
    pub lasts: bool,
}

/// As the database has it.
pub(super) fn signed(print: Fingerprint) -> i64 {
    print.0.cast_signed()
}

pub(super) fn unsigned(print: i64) -> Fingerprint {
    Fingerprint(print.cast_unsigned())
}

/// Whether it takes less to look at all of a table than to look so many things up in it.
pub(super) fn is_small(connection: &Connection, table: &str, lookups: usize) -> rusqlite::Result<bool> {
    /// Rows that are looked at in the time of one that is looked up. Measured: 0.2 and 2.5 millionths of a second.
    const ROWS: usize = 8;
    let most = lookups.saturating_mul(ROWS);
    let sql = format!("SELECT count(*) FROM (SELECT 1 FROM {table} LIMIT ?1)");
    let limit = i64::try_from(most).unwrap_or(i64::MAX).max(1);
    let rows: i64 = connection.query_row(&sql, [limit], |row| row.get(0))?;
    Ok(rows < limit)
}
