//! What is kept, read and written: one article at a time, each in one transaction.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use rustc_hash::FxHashSet;

use super::file::{self, Fault};
use super::finding;
use super::when::Moment;
use crate::article::{Article, BlockId, Kind};
use crate::fold;
use crate::recall::identity::Features;
use crate::recall::{Fingerprint, Marked, Spot, TEXT_BYTES, Version};

/// The number of an article in the store.
pub type Id = i64;

/// What is kept of articles and settings.
#[derive(Debug)]
pub struct Records {
    pub(super) connection: Connection,
    path: PathBuf,
}

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
}

/// Where an article comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// In words: the whole name of a file, "standard input".
    pub name: String,
    /// Whether that is a place where the same article can be found again, as a file is and a pipe is not.
    pub lasts: bool,
}

/// What of a visit has not been written yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unwritten {
    /// Whether this version takes the place of the one that is kept.
    pub version: bool,
    /// Where the reader is.
    pub spot: Option<Spot>,
    /// What was read, oldest first.
    pub marked: Vec<Marked>,
    /// The marks.
    pub marks: Option<Vec<(char, Spot)>>,
    /// Bytes of the blocks that were read.
    pub bytes_read: u64,
}

/// As the database has it.
pub(super) fn signed(print: Fingerprint) -> i64 {
    print.0.cast_signed()
}

pub(super) fn unsigned(print: i64) -> Fingerprint {
    Fingerprint(print.cast_unsigned())
}

impl Records {
    /// Opens the store, or makes one. A broken file is put aside, which is told, and a new one made.
    ///
    /// # Errors
    /// See [`Fault`]; the file is then left as it is.
    pub fn open(path: &Path) -> Result<(Self, Option<Fault>), Fault> {
        let records = |connection| Self {
            connection,
            path: path.to_owned(),
        };
        match file::open(path) {
            Ok(connection) => Ok((records(connection), None)),
            Err(Fault::Sql(error)) if file::is_broken(&error) => {
                let told = put_aside(path)?;
                Ok((records(file::open(path)?), Some(told)))
            }
            Err(fault) => Err(fault),
        }
    }

    /// Opens the store, if there is one.
    ///
    /// # Errors
    /// See [`Fault`].
    pub fn open_existing(path: &Path) -> Result<Option<Self>, Fault> {
        let connection = file::open_existing(path)?;
        Ok(connection.map(|connection| Self {
            connection,
            path: path.to_owned(),
        }))
    }

    /// After an error: where the file turned out to be broken, puts it aside and begins a new one; what is to be told.
    ///
    /// # Errors
    /// There is no new one.
    pub fn recover(&mut self, error: rusqlite::Error) -> Result<Fault, Fault> {
        if !file::is_broken(&error) {
            return Ok(Fault::Sql(error));
        }
        let told = put_aside(&self.path)?;
        self.connection = file::open(&self.path)?;
        Ok(told)
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
    ///
    /// # Errors
    /// What the database says; nothing has been written then.
    pub fn write(&mut self, id: Id, open: Open<'_>, what: &Unwritten, now: Moment) -> rusqlite::Result<bool> {
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
        if let Some(spot) = what.spot {
            write_place(&transaction, id, open, "", spot)?;
        }
        write_read(&transaction, id, open, &what.marked, now)?;
        if let Some(marks) = &what.marks {
            write_marks(&transaction, id, open, marks)?;
        }
        transaction.commit()?;
        Ok(true)
    }

    /// The version of an article that was kept.
    pub(super) fn version(&self, id: Id) -> rusqlite::Result<Option<(Version, Moment)>> {
        let sql = "SELECT fingerprints, kinds, texts, lengths, seen FROM versions WHERE article = ?1";
        let found = self.connection.query_row(sql, [id], |row| {
            let bytes = |at: usize| row.get_ref(at).and_then(|value| Ok(value.as_blob_or_null()?));
            let version = Version {
                fingerprints: numbers::<8>(bytes(0)?.unwrap_or_default())
                    .map(|eight| Fingerprint(u64::from_le_bytes(eight)))
                    .collect(),
                kinds: kinds_of(bytes(1)?.unwrap_or_default()),
                texts: texts_of(bytes(2)?.unwrap_or_default(), bytes(3)?.unwrap_or_default()),
            };
            Ok((version, row.get(4)?))
        });
        found.optional()
    }
}

fn put_aside(path: &Path) -> Result<Fault, Fault> {
    match file::put_aside(path) {
        Ok(aside) => Ok(Fault::Broken(aside)),
        Err(error) => Err(Fault::Folder(path.to_owned(), error.to_string())),
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
    let fingerprints: Vec<u8> = prints.iter().flat_map(|print| print.0.to_le_bytes()).collect();
    let kinds: Vec<u8> = article.blocks().iter().map(|block| number_of(block.kind)).collect();
    let (texts, lengths) = if article.text().len() <= TEXT_BYTES {
        let texts: Vec<u8> = article.ids().flat_map(|block| article.text_of(block).bytes()).collect();
        let lengths = article.blocks().iter().flat_map(|block| block.text.len().to_le_bytes());
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

fn print_at(open: Open<'_>, block: BlockId) -> i64 {
    open.prints.get(block.index()).map_or(0, |&print| signed(print))
}

/// Writes a place; where the reader is has the empty name.
fn write_place(connection: &Connection, id: Id, open: Open<'_>, mark: &str, spot: Spot) -> rusqlite::Result<()> {
    connection.execute(
        "INSERT OR REPLACE INTO places (article, mark, top_block, top_fingerprint, top_offset, top_above,
             cursor_block, cursor_fingerprint)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![
            id,
            mark,
            spot.top.block.0,
            print_at(open, spot.top.block),
            spot.top.offset,
            spot.above,
            spot.cursor.0,
            print_at(open, spot.cursor),
        ],
    )?;
    Ok(())
}

fn write_read(connection: &Connection, id: Id, open: Open<'_>, marked: &[Marked], now: Moment) -> rusqlite::Result<()> {
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

fn write_marks(connection: &Connection, id: Id, open: Open<'_>, marks: &[(char, Spot)]) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM places WHERE article = ?1 AND mark != ''", [id])?;
    for (name, spot) in marks {
        write_place(connection, id, open, &name.to_string(), *spot)?;
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

fn numbers<const N: usize>(bytes: &[u8]) -> impl Iterator<Item = [u8; N]> + '_ {
    bytes.as_chunks::<N>().0.iter().copied()
}

fn texts_of(texts: &[u8], lengths: &[u8]) -> Vec<std::sync::Arc<str>> {
    let mut rest = texts;
    let lengths = numbers::<4>(lengths).map(|four| u32::from_le_bytes(four) as usize);
    lengths
        .map(|length| {
            let (text, after) = rest.split_at(length.min(rest.len()));
            rest = after;
            String::from_utf8_lossy(text).into()
        })
        .collect()
}
