//! What is kept, read and written: one article at a time, each in one transaction.

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use rustc_hash::FxHashSet;

use super::damage::{self, damaged};
use super::fault::{self, Fault};
use super::file;
use super::finding;
use super::patience::Patience;
use super::rows::{Id, Open, signed};
use super::when::Moment;
use crate::article::{Article, BlockId, Kind};
use crate::fold;
use crate::recall::identity::Features;
use crate::recall::{Fingerprint, ReadRange, ReadingPosition, TEXT_BYTES, Version};

/// What is kept of articles and settings.
#[derive(Debug)]
pub struct Records {
    pub(super) connection: Connection,
    path: PathBuf,
    patience: Patience,
    /// Whether it can only be read.
    pub(super) read_only: bool,
    /// Whether something of it has been passed over that nobody knows yet.
    pub(super) damage: Cell<bool>,
}

/// What of a visit has not been written yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PendingChanges {
    /// Whether this version takes the place of the one that is kept.
    pub version: bool,
    /// Where the reader is.
    pub position: Option<ReadingPosition>,
    /// What was read, oldest first.
    pub marked: Vec<ReadRange>,
    /// The marks.
    pub marks: Option<Vec<(char, ReadingPosition)>>,
    /// Bytes of the blocks that were read.
    pub bytes_read: u64,
}

impl Records {
    fn of(connection: Connection, path: &Path, patience: &Patience) -> Self {
        Self {
            connection,
            path: path.to_owned(),
            patience: patience.clone(),
            read_only: false,
            damage: Cell::new(false),
        }
    }

    /// Opens the store, or makes one. What is to be told: that a broken file was put aside and a new one made; that the
    /// file cannot be written and has been opened for reading.
    ///
    /// # Errors
    /// See [`Fault`]; the file is then left as it is.
    pub fn open(path: &Path) -> Result<(Self, Option<Fault>), Fault> {
        Self::open_with(path, &Patience::default())
    }

    pub(super) fn open_with(path: &Path, patience: &Patience) -> Result<(Self, Option<Fault>), Fault> {
        match file::open(path, patience) {
            Ok(connection) => Ok((Self::of(connection, path, patience), None)),
            Err(Fault::Sql(error)) if fault::is_broken(&error) => {
                let told = put_aside(path)?;
                let connection = file::open(path, patience)?;
                Ok((Self::of(connection, path, patience), Some(told)))
            }
            Err(fault) => {
                let (connection, fault) = file::read_instead(path, fault)?;
                let mut records = Self::of(connection, path, patience);
                records.read_only = true;
                Ok((records, Some(fault)))
            }
        }
    }

    /// Opens the store, if there is one; if it cannot be written, for reading.
    ///
    /// # Errors
    /// See [`Fault`].
    pub fn open_existing(path: &Path) -> Result<Option<Self>, Fault> {
        let Some((connection, fault)) = file::open_existing(path)? else {
            return Ok(None);
        };
        let mut records = Self::of(connection, path, &Patience::default());
        records.read_only = fault.is_some();
        Ok(Some(records))
    }

    /// Whether something of the store was damaged and has been passed over since this was last asked.
    pub fn was_damaged(&self) -> bool {
        self.damage.take()
    }

    /// What an error means.
    pub fn fault(&self, error: rusqlite::Error) -> Fault {
        Fault::of(error, file::folder_of(&self.path))
    }

    /// After an error: where the file turned out to be broken, puts it aside and begins a new one; what is to be told.
    ///
    /// # Errors
    /// There is no new one.
    pub fn recover(&mut self, error: rusqlite::Error) -> Result<Fault, Fault> {
        if self.read_only || !fault::is_broken(&error) {
            return Ok(self.fault(error));
        }
        let told = put_aside(&self.path)?;
        self.connection = file::open(&self.path, &self.patience)?;
        Ok(told)
    }

    /// The article, if it was opened before. `taken` are not it: they are open in this reader as others.
    ///
    /// # Errors
    /// What the database says.
    pub fn find(&self, open: Open<'_>, taken: &FxHashSet<Id>) -> rusqlite::Result<Option<Id>> {
        finding::find(&self.connection, open, taken)
    }

    /// Keeps an article that is opened for the first time. Whether it was; another reader may just have done the same.
    /// `taken` are not it, see [`Records::find`].
    ///
    /// # Errors
    /// What the database says.
    pub fn insert(&mut self, open: Open<'_>, taken: &FxHashSet<Id>, now: Moment) -> rusqlite::Result<(Id, bool)> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        if let Some(id) = finding::find(&transaction, open, taken)? {
            return Ok((id, false));
        }
        let meta = open.article.meta();
        let (words, bytes) = size(open.article);
        transaction.execute(
            "INSERT INTO articles (source, title, url, ident, published, first_opened, last_opened, words, bytes)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7, ?8)",
            params![
                open.origin.name,
                meta.title.as_deref().map(cut),
                meta.url,
                meta.id,
                meta.published.map(|published| published.to_string()),
                now,
                words,
                bytes,
            ],
        )?;
        let id = transaction.last_insert_rowid();
        write_version(&transaction, id, open, now)?;
        transaction.commit()?;
        Ok((id, true))
    }

    /// Writes what has not been written yet. Whether the article is still there: another reader may have cleared it.
    /// One that is damaged is dropped.
    ///
    /// # Errors
    /// What the database says; nothing has been written then.
    pub fn write(&mut self, id: Id, open: Open<'_>, what: &PendingChanges, now: Moment) -> rusqlite::Result<bool> {
        match self.write_all(id, open, what, now) {
            Err(error) if damage::refused(&error) => {
                self.forget("DELETE FROM articles WHERE id = ?1", [id]);
                Ok(false)
            }
            done => done,
        }
    }

    fn write_all(&mut self, id: Id, open: Open<'_>, what: &PendingChanges, now: Moment) -> rusqlite::Result<bool> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let updated = transaction.execute(
            "UPDATE articles SET last_opened = max(last_opened, ?2), bytes_read = ?3 WHERE id = ?1",
            params![id, now, what.bytes_read.cast_signed()],
        )?;
        if updated == 0 {
            return Ok(false);
        }
        if what.version {
            write_version(&transaction, id, open, now)?;
            let meta = open.article.meta();
            let (words, bytes) = size(open.article);
            transaction.execute(
                "UPDATE articles SET source = ?2, title = ?3, url = ?4, ident = ?5, published = ?6, words = ?7, bytes = ?8
                 WHERE id = ?1",
                params![
                    id,
                    open.origin.name,
                    meta.title.as_deref().map(cut),
                    meta.url,
                    meta.id,
                    meta.published.map(|published| published.to_string()),
                    words,
                    bytes,
                ],
            )?;
        } else {
            transaction.execute("UPDATE versions SET seen = ?2 WHERE article = ?1", params![id, now])?;
        }
        if let Some(position) = what.position {
            write_place(&transaction, id, open, "", position)?;
        }
        write_read(&transaction, id, open, &what.marked, now)?;
        if let Some(marks) = &what.marks {
            write_marks(&transaction, id, open, marks)?;
        }
        transaction.commit()?;
        Ok(true)
    }

    /// The version of an article that was kept. One that is damaged is dropped.
    pub(super) fn version(&self, id: Id) -> rusqlite::Result<Option<(Version, Moment)>> {
        let sql = "SELECT fingerprints, kinds, texts, lengths, seen FROM versions WHERE article = ?1";
        let found = self.connection.query_row(sql, [id], |row| {
            let bytes = |at: usize| row.get_ref(at).and_then(|value| Ok(value.as_blob_or_null()?));
            let (prints, kinds) = (bytes(0)?.unwrap_or_default(), bytes(1)?.unwrap_or_default());
            let version = version_of(prints, kinds, bytes(2)?.zip(bytes(3)?)).ok_or_else(|| damage::found(0))?;
            Ok((version, row.get(4)?))
        });
        match found.optional() {
            Err(error) if damaged(&error) => {
                self.forget("DELETE FROM versions WHERE article = ?1", [id]);
                Ok(None)
            }
            found => found,
        }
    }

    /// Deletes what is damaged. If that cannot be done it is passed over all the same.
    pub(super) fn forget(&self, sql: &str, which: impl rusqlite::Params) {
        self.damage.set(true);
        if !self.read_only {
            let _ = self.connection.execute(sql, which);
        }
    }
}

/// A version, if all its parts are as long as they should be.
fn version_of(prints: &[u8], kinds: &[u8], texts: Option<(&[u8], &[u8])>) -> Option<Version> {
    let (prints, []) = prints.as_chunks::<8>() else {
        return None;
    };
    let texts = match texts {
        Some((texts, lengths)) => texts_of(texts, lengths)?,
        None => Vec::new(),
    };
    let is_whole = kinds.len() == prints.len() && (texts.is_empty() || texts.len() == prints.len());
    is_whole.then(|| Version {
        fingerprints: prints
            .iter()
            .map(|&eight| Fingerprint(u64::from_le_bytes(eight)))
            .collect(),
        kinds: kinds_of(kinds),
        texts,
    })
}

fn put_aside(path: &Path) -> Result<Fault, Fault> {
    match file::put_aside(path) {
        Ok(aside) => Ok(Fault::Broken(aside)),
        Err(error) => Err(fault::unwritable(&error, file::folder_of(path))),
    }
}

/// A title as far as anybody reads it.
fn cut(title: &str) -> &str {
    const MOST: usize = 500;
    &title[..title.floor_char_boundary(MOST)]
}

/// The words of an article's blocks, and their bytes. Of a long text a part is counted, and the rest taken to be like
/// it.
fn size(article: &Article) -> (i64, i64) {
    const COUNTED: usize = 1 << 20;
    let bytes: u64 = article.blocks().iter().map(|block| u64::from(block.text.len())).sum();
    let text = article.text();
    let part = &text[..text.floor_char_boundary(COUNTED)];
    let words = f64::from(fold::word_count(part)) * bytes as f64 / part.len().max(1) as f64;
    (words.round() as i64, bytes.cast_signed())
}

fn write_version(connection: &Connection, id: Id, open: Open<'_>, now: Moment) -> rusqlite::Result<()> {
    let Open { article, prints, .. } = open;
    let kept = || article.ids().filter(|&block| open.is_kept(block));
    let fingerprints: Vec<u8> = kept().flat_map(|block| prints[block.index()].0.to_le_bytes()).collect();
    let kinds: Vec<u8> = kept().map(|block| number_of(article.block(block).kind)).collect();
    let (texts, lengths) = if article.text().len() <= TEXT_BYTES {
        let texts: Vec<u8> = kept().flat_map(|block| article.text_of(block).bytes()).collect();
        let lengths = kept().flat_map(|block| article.block(block).text.len().to_le_bytes());
        (Some(texts), Some(lengths.collect::<Vec<u8>>()))
    } else {
        (None, None)
    };
    let bytes = fingerprints.len() + kinds.len() + texts.as_ref().map_or(0, Vec::len);
    connection.execute(
        "INSERT OR REPLACE INTO versions (article, seen, fingerprints, kinds, texts, lengths, bytes)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            id,
            now,
            fingerprints,
            kinds,
            texts,
            lengths,
            (bytes as u64).cast_signed()
        ],
    )?;
    connection.execute("DELETE FROM sketches WHERE article = ?1", [id])?;
    let Features {
        passages,
        furniture,
        headings,
    } = Features::of(article, prints).sketch();
    let mut insert =
        connection.prepare("INSERT OR IGNORE INTO sketches (fingerprint, article, role) VALUES (?1, ?2, ?3)")?;
    for (role, list) in [(0, passages), (1, furniture), (2, headings)] {
        for print in list {
            insert.execute(params![signed(print), id, role])?;
        }
    }
    Ok(())
}

/// Writes a place; where the reader is has the empty name.
fn write_place(
    connection: &Connection,
    id: Id,
    open: Open<'_>,
    mark: &str,
    position: ReadingPosition,
) -> rusqlite::Result<()> {
    // A place in what is not kept is at the end of what is kept above it.
    let print_at = |block: BlockId| match open.kept_at(block) {
        (_, true) => open.prints.get(block.index()).map_or(0, |&print| signed(print)),
        (_, false) => 0,
    };
    let (top, is_kept) = open.kept_at(position.top.block);
    let (cursor, _) = open.kept_at(position.cursor);
    connection.execute(
        "INSERT OR REPLACE INTO places (article, mark, top_block, top_fingerprint, top_offset, top_above,
             cursor_block, cursor_fingerprint)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![
            id,
            mark,
            top.0,
            print_at(position.top.block),
            if is_kept { position.top.offset } else { 0 },
            if is_kept { position.above } else { 0 },
            cursor.0,
            print_at(position.cursor),
        ],
    )?;
    Ok(())
}

fn write_read(
    connection: &Connection,
    id: Id,
    open: Open<'_>,
    marked: &[ReadRange],
    now: Moment,
) -> rusqlite::Result<()> {
    if marked.is_empty() {
        return Ok(());
    }
    let mut read =
        connection.prepare("INSERT OR IGNORE INTO passages (fingerprint, article, read_at) VALUES (?1, ?2, ?3)")?;
    let mut unread = connection.prepare("DELETE FROM passages WHERE fingerprint = ?1 AND article = ?2")?;
    for stretch in marked {
        for block in (stretch.first.0..=stretch.last.0).map(BlockId) {
            let Some(&print) = open.prints.get(block.index()) else {
                break;
            };
            // Times and lines about the page are read with what they stand by.
            match open.article.block(block).kind {
                Kind::Timestamp | Kind::Byline | Kind::Boilerplate => {}
                _ if stretch.read => drop(read.execute(params![signed(print), id, now])?),
                _ => drop(unread.execute(params![signed(print), id])?),
            }
        }
    }
    Ok(())
}

fn write_marks(
    connection: &Connection,
    id: Id,
    open: Open<'_>,
    marks: &[(char, ReadingPosition)],
) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM places WHERE article = ?1 AND mark != ''", [id])?;
    for (name, position) in marks {
        write_place(connection, id, open, &name.to_string(), *position)?;
    }
    Ok(())
}

/// How a kind is written: its place in [`Kind::ALL`], which only grows at the end.
fn number_of(kind: Kind) -> u8 {
    Kind::ALL.iter().position(|&other| other == kind).unwrap_or(0) as u8
}

fn kinds_of(bytes: &[u8]) -> Vec<Kind> {
    let kind = |&byte: &u8| Kind::ALL.get(usize::from(byte)).copied().unwrap_or(Kind::Paragraph);
    bytes.iter().map(kind).collect()
}

/// The words of each block: as many bytes as there are lengths for, and each a text.
fn texts_of(texts: &[u8], lengths: &[u8]) -> Option<Vec<Arc<str>>> {
    let (lengths, []) = lengths.as_chunks::<4>() else {
        return None;
    };
    let mut rest = texts;
    let mut blocks = Vec::with_capacity(lengths.len());
    for &length in lengths {
        let (text, after) = rest.split_at_checked(u32::from_le_bytes(length) as usize)?;
        blocks.push(std::str::from_utf8(text).ok()?.into());
        rest = after;
    }
    rest.is_empty().then_some(blocks)
}
