//! The file itself: found, made for its owner alone, opened, and put aside when it is broken.

use std::fs::{self, DirBuilder, OpenOptions, Permissions};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::Instant;

use etcetera::BaseStrategy as _;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::fault::{Fault, unwritable};
use super::patience::Patience;
use super::schema::{self, Wrong};

/// Its name in its folder.
const FILE: &str = "store.sqlite";
/// What the log may keep of the disk when it is empty, in bytes.
const LOG: i64 = 4 << 20;
/// Pages of the log, of 4 KiB each, from which on it is taken into the database. Each start reads the log once.
const LOG_PAGES: u32 = 64;

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

/// Opens the store, or makes one. Only its owner can read it: it says what somebody reads.
pub(super) fn open(path: &Path, patience: &Patience) -> Result<Connection, Fault> {
    let folder = folder_of(path);
    let wrong = |error: io::Error| unwritable(&error, folder);
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .map_err(wrong)?;
    tighten(folder);
    // SQLite gives its log the file's own mode.
    OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(path)
        .map_err(wrong)?;
    connect(path, patience)
}

/// Opens the store for reading alone, where it cannot be written: on a disk that is full, or read-only.
pub(super) fn open_read_only(path: &Path) -> Result<Connection, Fault> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let open = |query: &str| {
        let mut connection = Connection::open_with_flags(uri(path, query), flags)?;
        connection.busy_handler(Some(Patience::default().handler()))?;
        is_current(schema::is_current(&connection), path)?;
        Ok(connection)
    };
    // To read a file that has a log, even an empty one, the database makes another file beside it, unless it is told
    // that nobody changes them.
    open("mode=ro").or_else(|_| open("immutable=1"))
}

/// Opens the store if there is one; for reading alone, where it cannot be written.
pub(super) fn open_existing(path: &Path) -> Result<Option<(Connection, Option<Fault>)>, Fault> {
    if !path.exists() {
        return Ok(None);
    }
    tighten(folder_of(path));
    match connect(path, &Patience::default()) {
        Ok(connection) => Ok(Some((connection, None))),
        Err(fault) => read_instead(path, fault).map(|(connection, fault)| Some((connection, Some(fault)))),
    }
}

/// After a fault that keeps the store from being written: opens it for reading, and says why nothing new is kept.
pub(super) fn read_instead(path: &Path, fault: Fault) -> Result<(Connection, Fault), Fault> {
    let unwritable = match fault {
        Fault::Unwritable(_) | Fault::Full => fault,
        Fault::Sql(error) => match Fault::of(error, folder_of(path)) {
            unwritable @ (Fault::Unwritable(_) | Fault::Full) => unwritable,
            other => return Err(other),
        },
        other => return Err(other),
    };
    match open_read_only(path) {
        Ok(connection) => Ok((connection, unwritable)),
        Err(_) => Err(unwritable),
    }
}

/// The folder that a file is in.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new("."))
}

/// Takes away what others may do with the folder and the files of the store. An older program, a copy or a restored
/// backup may have left them open to all.
fn tighten(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let ours = entries.filter(|entry| entry.file_name().as_bytes().starts_with(FILE.as_bytes()));
    for path in ours.map(|entry| entry.path()).chain([folder.to_owned()]) {
        let Ok(mode) = fs::metadata(&path).map(|data| data.permissions().mode()) else {
            continue;
        };
        if mode & 0o077 != 0 {
            // What is not ours, or on a disk that cannot be written, stays as it is.
            let _ = fs::set_permissions(&path, Permissions::from_mode(mode & 0o700));
        }
    }
}

/// A path as the database takes it with options.
fn uri(path: &Path, query: &str) -> String {
    let mut uri = String::from("file:");
    for &byte in path.as_os_str().as_bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' => uri.push(char::from(byte)),
            byte if byte.is_ascii_alphanumeric() => uri.push(char::from(byte)),
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    format!("{uri}?{query}")
}

fn is_current(checked: Result<(), Wrong>, path: &Path) -> Result<(), Fault> {
    checked.map_err(|wrong| match wrong {
        Wrong::Newer => Fault::Newer(path.to_owned()),
        Wrong::NotOurs => Fault::NotOurs(path.to_owned()),
        Wrong::Sql(error) => error.into(),
    })
}

fn connect(path: &Path, patience: &Patience) -> Result<Connection, Fault> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags)?;
    connection.busy_handler(Some(patience.handler()))?;
    is_current(schema::migrate(&mut connection), path)?;
    // After the look at whose file it is: this writes to it.
    keep_log(&connection, patience)?;
    // A commit outlives the program that made it, whatever ends that; after a loss of power the file is whole, but the
    // last seconds may be gone. To wait for the disk each time would cost more than they are worth.
    connection.pragma_update(None, "synchronous", "normal")?;
    connection.pragma_update(None, "journal_size_limit", LOG)?;
    // The log stays when the program ends: to take it into the database would wait for the disk several times, and
    // somebody for the program.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    connection.pragma_update(None, "wal_autocheckpoint", LOG_PAGES)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    Ok(connection)
}

/// Has writes go to a log first. That needs the file for a moment, for which the database does not wait as it does for
/// everything else.
fn keep_log(connection: &Connection, patience: &Patience) -> Result<(), Fault> {
    let since = Instant::now();
    loop {
        match connection.pragma_update(None, "journal_mode", "wal") {
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) && patience.wait(since) => {}
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
