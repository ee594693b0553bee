//! What can go wrong with the store, in words.

use std::fmt;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use super::super::output::name;

/// Why nothing is kept, or can be told.
#[derive(Debug)]
pub enum Fault {
    /// The store cannot be written, for this reason. What is in it may be readable.
    Unwritable(String),
    /// The disk is full.
    Full,
    /// Another program has locked the file.
    Busy,
    /// The file is one of a later version of the program.
    Newer(PathBuf),
    /// The file is none of ours.
    NotOurs(PathBuf),
    /// The file is broken; it was put aside under this name, if that could be done.
    Broken(PathBuf),
    /// A part of it could not be read, and was passed over.
    Damaged,
    /// Something else that the database says.
    Sql(rusqlite::Error),
}

impl Fault {
    /// What an error of the database means; `folder` is where its file is.
    pub(super) fn of(error: rusqlite::Error, folder: &Path) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            // The database says no more than that. It is asked of the disk itself.
            Some(
                ErrorCode::ReadOnly
                | ErrorCode::CannotOpen
                | ErrorCode::SystemIoFailure
                | ErrorCode::PermissionDenied
                | ErrorCode::AuthorizationForStatementDenied,
            ) => match probe(folder) {
                Err(error) => unwritable(&error, folder),
                Ok(()) => Self::Unwritable(error.to_string()),
            },
            _ => Self::Sql(error),
        }
    }

    /// What is in the way, where it is not the file itself.
    pub fn reason(&self) -> Option<String> {
        Some(match self {
            Self::Unwritable(why) => why.clone(),
            Self::Full => "the disk is full".to_owned(),
            Self::Busy => "another program has locked the store".to_owned(),
            Self::Sql(error) => error.to_string(),
            _ => return None,
        })
    }

    /// Whether it may be over while the reader is open.
    pub(super) fn is_temporary(&self) -> bool {
        matches!(self, Self::Full | Self::Busy)
    }
}

/// What an error of the system means.
pub(super) fn unwritable(error: &io::Error, folder: &Path) -> Fault {
    Fault::Unwritable(match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => return Fault::Full,
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only".to_owned(),
        _ => {
            let words = error.to_string();
            let words = words.split(" (os error").next().unwrap_or_default();
            format!("{}: {words}", name(folder))
        }
    })
}

/// Whether a file as large as what the database makes beside its own can be written.
fn probe(folder: &Path) -> io::Result<()> {
    const BYTES: usize = 64 << 10;
    tempfile::tempfile_in(folder)?.write_all(&vec![1; BYTES])
}

/// Whether the file is broken, rather than locked, full or out of reach. Our statements are right for the tables we
/// made: a database that knows no such table or column is not what we left.
pub(super) fn is_broken(error: &rusqlite::Error) -> bool {
    match error {
        rusqlite::Error::SqliteFailure(error, _) | rusqlite::Error::SqlInputError { error, .. } => matches!(
            (error.code, error.extended_code),
            (ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase, _) | (_, rusqlite::ffi::SQLITE_ERROR)
        ),
        _ => false,
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Newer(path) => {
                write!(f, "Nothing is kept: {} is from a later version of dateline", name(path))
            }
            Self::NotOurs(path) => write!(f, "Nothing is kept: {} is not a file of dateline's", name(path)),
            Self::Broken(path) => write!(
                f,
                "The store was broken and has been replaced by a new one; the old one is {}",
                name(path)
            ),
            Self::Damaged => f.write_str("Part of the store was damaged and has been dropped"),
            Self::Busy => write!(f, "Not kept yet: {}", self.reason().unwrap_or_default()),
            _ => write!(f, "Nothing new is kept: {}", self.reason().unwrap_or_default()),
        }
    }
}

impl std::error::Error for Fault {}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sql(error)
    }
}
