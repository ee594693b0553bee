//! The tables, and the way from each version of them to the next.
//!
//! `PRAGMA user_version` says which version a file has. A step changes a file of one version into one of the next, and
//! is never changed itself once it has been released. Steps are taken in one transaction: a file is never between two.

use rusqlite::{Connection, TransactionBehavior};

/// "dtln": what the head of our files says they are.
const APPLICATION: i32 = 0x6474_6c6e;

/// The steps, each from the version with its number to the next.
const STEPS: &[&str] = &[FIRST, VERSIONS];

/// The version that this program writes.
pub const VERSION: i32 = 2;

const _: () = assert!(STEPS.len() == VERSION as usize, "a step more is a version more");

const FIRST: &str = "
CREATE TABLE articles (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    source TEXT NOT NULL,
    title TEXT,
    url TEXT,
    ident TEXT,
    published TEXT,
    -- Seconds since 1970.
    first_opened INTEGER NOT NULL,
    last_opened INTEGER NOT NULL,
    -- Of all its blocks, and of those that were read.
    words INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    bytes_read INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX articles_by_time ON articles (last_opened);
-- What each article is known by: roles are 0 passages, 1 furniture, 2 headings.
CREATE TABLE sketches (
    fingerprint INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    role INTEGER NOT NULL,
    PRIMARY KEY (fingerprint, article, role)
) STRICT, WITHOUT ROWID;
CREATE INDEX sketches_by_article ON sketches (article, role);
-- The last version that was read.
CREATE TABLE versions (
    article INTEGER PRIMARY KEY REFERENCES articles ON DELETE CASCADE,
    seen INTEGER NOT NULL,
    -- Eight bytes a block, the least first; a byte a block.
    fingerprints BLOB NOT NULL,
    kinds BLOB NOT NULL,
    -- The words of all blocks, and four bytes a block for how many bytes of them are its own; or nothing.
    texts BLOB,
    lengths BLOB,
    bytes INTEGER NOT NULL
) STRICT;
-- Places in it: blocks by their number in that version, and by what they say, for when it is not kept any more. Where
-- the reader was has the empty name, marks have their own.
CREATE TABLE places (
    article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    mark TEXT NOT NULL,
    top_block INTEGER NOT NULL,
    top_fingerprint INTEGER NOT NULL,
    top_offset INTEGER NOT NULL,
    top_above INTEGER NOT NULL,
    cursor_block INTEGER NOT NULL,
    cursor_fingerprint INTEGER NOT NULL,
    PRIMARY KEY (article, mark)
) STRICT, WITHOUT ROWID;
-- What was read, in which article.
CREATE TABLE passages (
    fingerprint INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    read_at INTEGER NOT NULL,
    PRIMARY KEY (fingerprint, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX passages_by_article ON passages (article);
-- What the reader has set, and what the configuration said of it then.
CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    configured TEXT NOT NULL
) STRICT, WITHOUT ROWID;
";

/// Every version of a source that was seen.
const VERSIONS: &str = "
CREATE TABLE sources (
    id INTEGER PRIMARY KEY,
    -- A file, or an address.
    name TEXT NOT NULL UNIQUE,
    last_seen INTEGER NOT NULL
) STRICT;
CREATE TABLE source_versions (
    source INTEGER NOT NULL REFERENCES sources ON DELETE CASCADE,
    number INTEGER NOT NULL,
    seen INTEGER NOT NULL,
    -- What its blocks say that those of no version before it say: lines of JSON, packed. They are numbered from 0 through
    -- all versions.
    added BLOB NOT NULL,
    -- The numbers of its blocks, in stretches that ascend.
    blocks BLOB NOT NULL,
    PRIMARY KEY (source, number)
) STRICT, WITHOUT ROWID;
";

/// Makes a file, new or of any version up to ours, one of ours.
///
/// # Errors
/// See [`Wrong`].
pub fn migrate(connection: &mut Connection) -> Result<(), Wrong> {
    migrate_by(connection, STEPS)
}

/// Why a file cannot be used.
#[derive(Debug)]
pub enum Wrong {
    /// It is one of a later version of the program.
    Newer,
    /// It is something else.
    NotOurs,
    /// What it answers.
    Sql(rusqlite::Error),
}

impl From<rusqlite::Error> for Wrong {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sql(error)
    }
}

fn number(connection: &Connection, pragma: &str) -> rusqlite::Result<i32> {
    connection.pragma_query_value(None, pragma, |row| row.get(0))
}

/// Whether a file that cannot be written is one of ours, and of this version.
///
/// # Errors
/// See [`Wrong`].
pub(super) fn is_current(connection: &Connection) -> Result<(), Wrong> {
    match version_of(connection, VERSION)? {
        VERSION => Ok(()),
        _ => Err(Wrong::NotOurs),
    }
}

/// The version of a file that is ours, or 0 of one that is empty.
fn version_of(connection: &Connection, newest: i32) -> Result<i32, Wrong> {
    let (application, version) = (
        number(connection, "application_id")?,
        number(connection, "user_version")?,
    );
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    match (application, tables) {
        (APPLICATION, _) if version > newest => Err(Wrong::Newer),
        (APPLICATION, _) | (0, 0) => Ok(version),
        _ => Err(Wrong::NotOurs),
    }
}

/// As [`migrate`], by other steps: for those who test that steps are taken as they should.
///
/// # Errors
/// See [`Wrong`].
pub fn migrate_by(connection: &mut Connection, steps: &[&str]) -> Result<(), Wrong> {
    let newest = i32::try_from(steps.len()).unwrap_or(i32::MAX);
    // In one transaction, so that all that is looked at is of one moment: another reader may be making the file.
    if version_of(&*connection.transaction()?, newest)? == newest {
        return Ok(());
    }
    // Another reader may be doing the same: who has the lock looks again.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let version = version_of(&transaction, newest)?;
    for step in steps.iter().skip(usize::try_from(version).unwrap_or(0)) {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", newest)?;
    transaction.commit()?;
    Ok(())
}
