//! Why bytes could not be read as an article.

use std::fmt;

/// Why bytes could not be read: what is wrong, where, and what can be done about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// What is wrong, as a sentence without its full stop.
    pub what: String,
    /// Where.
    pub place: Place,
    /// What the user can do.
    pub advice: &'static str,
}

/// Where in the input an [`Error`] was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The input as a whole.
    Whole,
    /// A byte, counted from 0.
    Byte(u64),
    /// A line and a column in it, both counted from 1.
    Line {
        /// The line.
        line: u64,
        /// The column, in bytes.
        column: u64,
    },
}

impl Error {
    /// The input is longer than the offsets of an article can say.
    pub(super) fn too_large(bytes: usize) -> Self {
        Self {
            what: format!("the text has {bytes} bytes; at most {} can be read", u32::MAX),
            place: Place::Whole,
            advice: "split the file",
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place {
            Place::Whole => {}
            Place::Byte(byte) => write!(f, "byte {byte}: ")?,
            Place::Line { line, column } => write!(f, "line {line}, column {column}: ")?,
        }
        write!(f, "{}; {}", self.what, self.advice)
    }
}

impl std::error::Error for Error {}
