//! What can be wrong with a command line, and what to do about it.

use std::fmt;

use super::FLAGS;
use crate::{escape, spelling};

/// What is wrong with a command line. Shown, it says what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// There is no such flag.
    UnknownFlag {
        /// As typed, with its dashes; harmless to print.
        typed: String,
        /// A flag that may have been meant, without its dashes.
        near: Option<&'static str>,
    },
    /// A flag stands without its value.
    MissingValue {
        /// The flag, without its dashes.
        flag: &'static str,
        /// What its value is called.
        value: &'static str,
    },
    /// A flag that takes no value has one.
    UnexpectedValue {
        /// As typed, with its dashes; harmless to print.
        typed: String,
    },
    /// A flag's value is none of those it can have.
    BadValue {
        /// The flag, without its dashes.
        flag: &'static str,
        /// As typed; harmless to print.
        typed: String,
        /// What it should be.
        wanted: String,
    },
    /// Two flags ask for two things, of which one can be done.
    Either {
        /// One, with its dashes.
        first: &'static str,
        /// The other, with its dashes.
        second: &'static str,
    },
    /// Repeats are to be kept in something that never leaves them out.
    CopiesOfWhat,
    /// The history is asked for, and files besides.
    HistoryOfFiles,
    /// Something is to be read, where what is set is to be written.
    ConfigOfWhat,
    /// A section is asked for of something that is not written out.
    SectionOfWhat,
    /// It is said how often to read what is not followed.
    EveryOfWhat,
    /// What is followed is to be written as something that ends.
    FollowAs,
    /// A file has the empty name.
    EmptyName,
    /// Standard input is asked for twice.
    StdinTwice,
}

impl Error {
    pub(super) fn unknown_flag(typed: &str) -> Self {
        Self::UnknownFlag {
            typed: shown(typed),
            near: typed.strip_prefix("--").and_then(nearest),
        }
    }

    /// The parser itself finds one thing wrong: a value where none belongs.
    pub(super) fn from_lexopt(error: lexopt::Error) -> Self {
        match error {
            lexopt::Error::UnexpectedValue { option, .. } => Self::UnexpectedValue { typed: shown(&option) },
            other => Self::UnknownFlag {
                typed: shown(&other.to_string()),
                near: None,
            },
        }
    }
}

const COPIES_OF_WHAT: &str = "--copies and --all only apply when an article is written out";

const CONFIG_OF_WHAT: &str = "--config takes no arguments; to use another configuration file, give --config-file FILE";

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownFlag { typed, near } => {
                write!(f, "unknown flag {typed}")?;
                if let Some(near) = near {
                    write!(f, "; did you mean --{near}?")?;
                }
            }
            Self::MissingValue { flag, value } => write!(f, "--{flag} needs a value: --{flag} {value}")?,
            Self::UnexpectedValue { typed } if typed == "--config" => f.write_str(CONFIG_OF_WHAT)?,
            Self::UnexpectedValue { typed } => write!(f, "{typed} takes no value")?,
            Self::BadValue { flag, typed, wanted } => write!(f, "--{flag} {typed}: expected {wanted}")?,
            Self::Either { first, second } => write!(f, "{first} and {second} cannot be used together")?,
            Self::CopiesOfWhat => f.write_str(COPIES_OF_WHAT)?,
            Self::HistoryOfFiles => f.write_str("--history and --clear-history take no files")?,
            Self::ConfigOfWhat => f.write_str(CONFIG_OF_WHAT)?,
            Self::SectionOfWhat => f.write_str("--section only applies when an article is written out")?,
            Self::EveryOfWhat => f.write_str("--every only applies with --follow")?,
            Self::FollowAs => f.write_str("what is followed can only be written with --to jsonl")?,
            Self::EmptyName => f.write_str("a file name is empty; give a file, or - for standard input")?,
            Self::StdinTwice => f.write_str("standard input can only be read once; give - once")?,
        }
        f.write_str(" (see dateline --help)")
    }
}

impl std::error::Error for Error {}

pub(super) fn shown(typed: &str) -> String {
    escape::shown(typed).into_owned()
}

/// The flag that may have been meant: the rest of its name left out, or misspelled.
fn nearest(typed: &str) -> Option<&'static str> {
    let names = || FLAGS.iter().map(|flag| flag.long);
    let unfinished = names().find(|long| typed.len() > 1 && long.starts_with(typed));
    unfinished.or_else(|| spelling::nearest(typed, names()))
}
