//! The file itself: found, made for its owner alone, opened, and put aside when it is broken.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use etcetera::BaseStrategy as _;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::schema::{self, Wrong};

/// Its name in its folder.
const FILE: &str = "store.sqlite";
/// How long another reader that writes is waited for.
const BUSY: Duration = Duration::from_secs(3);
/// How long until what the database does not wait for is tried again.
const AGAIN: Duration = Duration::from_millis(2);
/// What the log may keep of the disk when it is empty, in bytes.
const LOG: i64 = 4 << 20;

/// Where the store is: `$XDG_STATE_HOME/dateline`, by default `~/.local/state/dateline`.
pub fn path() -> Option<PathBuf> {
    Some(
        etcetera::choose_base_strategy()
            .ok()?
            .state_dir()?
            .join("dateline")
            .join(FILE),
    )
}

/// Why nothing is kept, or can be told.
#[derive(Debug)]
pub enum Fault {
    /// The folder cannot be used, or the file not be opened.
    Folder(PathBuf, String),
    /// The file is one of a later version of the program.
    Newer(PathBuf),
    /// The file is none of ours.
    NotOurs(PathBuf),
    /// The file is broken; it was put aside under this name, if that could be done.
    Broken(PathBuf),
    /// Something else that the database says.
    Sql(rusqlite::Error),
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Folder(path, words) => write!(f, "Nothing is kept: {}: {words}", path.display()),
            Self::Newer(path) => {
                let path = path.display();
                write!(f, "Nothing is kept: {path} is of a later version of dateline")
            }
            Self::NotOurs(path) => write!(f, "Nothing is kept: {} is no file of dateline's", path.display()),
            Self::Broken(path) => {
                write!(
                    f,
                    "What was kept is broken; it is now {}, and begun anew",
                    path.display()
                )
            }
            Self::Sql(error) => match error.sqlite_error_code() {
                Some(ErrorCode::DiskFull) => f.write_str("Nothing is kept: the disk is full"),
                Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                    f.write_str("Not kept yet: another program holds the store")
                }
                Some(ErrorCode::ReadOnly) => f.write_str("Nothing is kept: the store cannot be written"),
                _ => write!(f, "Nothing is kept: {error}"),
            },
        }
    }
}

impl std::error::Error for Fault {}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sql(error)
    }
}

/// Whether the file is broken, rather than locked, full or out of reach.
pub(super) fn is_broken(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
    )
}

/// Opens the store, or makes one. Only its owner can read it: it says what somebody reads.
pub(super) fn open(path: &Path) -> Result<Connection, Fault> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let wrong = |error: io::Error| {
        let words = error.to_string();
        let words = words.split(" (os error").next().unwrap_or_default();
        Fault::Folder(folder.to_owned(), words.to_owned())
    };
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .map_err(wrong)?;
    // SQLite gives its log the file's own mode.
    OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(path)
        .map_err(wrong)?;
    connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
}

/// Opens the store if there is one.
pub(super) fn open_existing(path: &Path) -> Result<Option<Connection>, Fault> {
    if !path.exists() {
        return Ok(None);
    }
    connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE).map(Some)
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, Fault> {
    let mut connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(BUSY)?;
    match schema::migrate(&mut connection) {
        Ok(()) => {}
        Err(Wrong::Newer) => return Err(Fault::Newer(path.to_owned())),
        Err(Wrong::NotOurs) => return Err(Fault::NotOurs(path.to_owned())),
        Err(Wrong::Sql(error)) => return Err(error.into()),
    }
    // After the look at whose file it is: this writes to it.
    keep_log(&connection)?;
    // A commit outlives the program that made it, whatever ends that; after a loss of power the file is whole, but the
    // last seconds may be gone. To wait for the disk each time would cost more than they are worth.
    connection.pragma_update(None, "synchronous", "normal")?;
    connection.pragma_update(None, "journal_size_limit", LOG)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    Ok(connection)
}

/// Has writes go to a log first. That needs the file for a moment, for which the database does not wait as it does for
/// everything else.
fn keep_log(connection: &Connection) -> Result<(), Fault> {
    let since = Instant::now();
    loop {
        match connection.pragma_update(None, "journal_mode", "wal") {
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) && since.elapsed() < BUSY => {
                std::thread::sleep(AGAIN);
            }
            done => return Ok(done?),
        }
    }
}

/// Puts a broken file aside, with its log; its new name.
pub(super) fn put_aside(path: &Path) -> io::Result<PathBuf> {
    let aside = (1..u32::MAX)
        .map(|number| path.with_extension(format!("sqlite.broken-{number}")))
        .find(|aside| !aside.exists())
        .unwrap_or_default();
    fs::rename(path, &aside)?;
    for log in ["-wal", "-shm"] {
        let with = |path: &Path| {
            let mut name = path.as_os_str().to_owned();
            name.push(log);
            PathBuf::from(name)
        };
        match fs::rename(with(path), with(&aside)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(aside)
}
