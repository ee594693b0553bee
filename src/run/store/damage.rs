//! What is read back from the database is not trusted: a disk, a copy cut short or another program may have changed it.
//!
//! Numbers and names that can do no harm are read as far as they go. What would lead astray (a version whose parts do
//! not belong together, a place that is none) is dropped, which is told once.

use rusqlite::types::{Type, ValueRef};
use rusqlite::{Error, Row, ffi};

/// A text; `None` if there is none, or something else.
pub(super) fn text(row: &Row<'_>, at: usize) -> Option<String> {
    match row.get_ref(at) {
        Ok(ValueRef::Text(bytes)) => Some(String::from_utf8_lossy(bytes).into_owned()),
        _ => None,
    }
}

/// A whole number; 0 if there is something else.
pub(super) fn number(row: &Row<'_>, at: usize) -> i64 {
    match row.get_ref(at) {
        Ok(ValueRef::Integer(number)) => number,
        _ => 0,
    }
}

/// The error of a row that holds what we never write.
pub(super) fn found(column: usize) -> Error {
    Error::FromSqlConversionFailure(column, Type::Blob, "damaged".into())
}

/// Whether a row holds what we never write: bytes in place of a number, a number beyond its bounds.
pub(super) fn damaged(error: &Error) -> bool {
    matches!(
        error,
        Error::FromSqlConversionFailure(..)
            | Error::IntegralValueOutOfRange(..)
            | Error::InvalidColumnType(..)
            | Error::Utf8Error(..)
    )
}

/// Whether the database refused to change a row because a column of it, perhaps another one, has a value of a wrong
/// type.
pub(super) fn refused(error: &Error) -> bool {
    let code = error.sqlite_error().map(|error| error.extended_code);
    matches!(
        code,
        Some(ffi::SQLITE_CONSTRAINT_DATATYPE | ffi::SQLITE_CONSTRAINT_NOTNULL)
    )
}
