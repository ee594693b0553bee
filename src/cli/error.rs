//! What can be wrong with a command line, and what to do about it.

use std::ffi::OsStr;
use std::fmt;

use super::FLAGS;

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
    /// Something is to be read, where what is set is to be written.
    ConfigOfWhat,
    /// A file has the empty name.
    EmptyName,
    /// Standard input is asked for twice.
    StdinTwice,
}

impl Error {
    pub(super) fn unknown_flag(typed: &str) -> Self {
        Self::UnknownFlag {
            typed: harmless(OsStr::new(typed)),
            near: typed.strip_prefix("--").and_then(nearest),
        }
    }

    /// The parser itself finds one thing wrong: a value where none belongs.
    pub(super) fn from_lexopt(error: lexopt::Error) -> Self {
        match error {
            lexopt::Error::UnexpectedValue { option, .. } => Self::UnexpectedValue {
                typed: harmless(OsStr::new(&option)),
            },
            other => Self::UnknownFlag {
                typed: harmless(OsStr::new(&other.to_string())),
                near: None,
            },
        }
    }
}

const COPIES_OF_WHAT: &str = "--copies and --all are for an article written out; nothing of it is here, so drop them";

const CONFIG_OF_WHAT: &str =
    "--config writes what is set and reads nothing else; to name a file of the configuration, use --config-file FILE";

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
            Self::BadValue { flag, typed, wanted } => write!(f, "--{flag} {typed}: it should be {wanted}")?,
            Self::Either { first, second } => write!(f, "{first} and {second} exclude each other; give one")?,
            Self::CopiesOfWhat => f.write_str(COPIES_OF_WHAT)?,
            Self::ConfigOfWhat => f.write_str(CONFIG_OF_WHAT)?,
            Self::EmptyName => f.write_str("a file name is empty; give a file, or - for standard input")?,
            Self::StdinTwice => f.write_str("standard input can be read once; give - once")?,
        }
        f.write_str(" (see dateline --help)")
    }
}

impl std::error::Error for Error {}

/// What was typed, fit to be printed: an argument pasted from somewhere may hold escapes.
pub(super) fn harmless(typed: &OsStr) -> String {
    let mut shown = String::new();
    for c in typed.to_string_lossy().chars() {
        match c {
            '\'' | '"' | '\\' => shown.push(c),
            c => shown.extend(c.escape_debug()),
        }
    }
    shown
}

/// Longer than any flag by more than any slip of the hand.
const LONGEST_TYPED: usize = 32;

/// The flag that may have been meant: at most two letters wrong, or the rest of its name left out.
fn nearest(typed: &str) -> Option<&'static str> {
    if typed.is_empty() || typed.len() > LONGEST_TYPED {
        return None;
    }
    let distance = |long: &'static str| {
        let unfinished = typed.len() > 1 && long.starts_with(typed);
        if unfinished { 1 } else { edits(typed, long) }
    };
    // Two letters wrong of three could be anything.
    let most = (typed.len() / 2).min(2);
    let (distance, long) = FLAGS
        .iter()
        .map(|flag| (distance(flag.long), flag.long))
        .min_by_key(|(distance, _)| *distance)?;
    (distance <= most).then_some(long)
}

/// Letters to put in, take out or change to make one word of the other (Levenshtein 1965).
fn edits(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, a) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, &b) in b.iter().enumerate() {
            let changed = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
