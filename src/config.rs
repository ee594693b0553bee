//! What the user chose once and for all: theme, measure, sidebar, mouse, glyphs, keys.
//!
//! A text and a name for messages in, a [`Config`] and what is wrong with the text out. Knows no file and no
//! environment. A wrong value costs itself alone: the others hold, and it is as if it had been left out.

mod effective;
mod parse;

use crate::settings::{AUTOMATIC, Entry, Kind, Settings};
use crate::spelling;

pub use crate::theme::Error;
pub use effective::{Effective, Origin};
pub use parse::parse;

/// The default configuration as a file, every value with its comment: what to start from.
pub const TEMPLATE: &str = include_str!("../assets/config.toml");

/// The user's choices.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// What is set.
    pub settings: Settings,
    /// The settings that the file names, in its order.
    pub given: Vec<Given>,
    /// Keys bound anew, in the order of the file.
    pub keys: Vec<KeyLine>,
}

/// A setting that the file names, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Its name.
    pub name: &'static str,
    /// The line of its value in the file, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
}

impl Config {
    /// Where the value of a setting comes from, as far as it is the file's to say.
    pub fn origin(&self, name: &str) -> Origin {
        let given = self.given.iter().find(|given| given.name == name);
        given.map_or(Origin::Default, |given| Origin::File { line: given.line })
    }

    /// The themes that the file names, by setting.
    pub fn themes(&self) -> Vec<ThemeLine> {
        let line = |given: &Given| {
            let entry = Entry::named(given.name).filter(|entry| entry.kind == Kind::Theme)?;
            let name = entry.get(&self.settings).to_string();
            (name != AUTOMATIC).then_some(ThemeLine {
                setting: given.name,
                name,
                line: given.line,
                column: given.column,
            })
        };
        self.given.iter().filter_map(line).collect()
    }
}

/// A theme by name, and where the file names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeLine {
    /// The setting that names it.
    pub setting: &'static str,
    /// The name.
    pub name: String,
    /// Its line in the file, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
}

impl ThemeLine {
    /// Whether it is one of those there are.
    ///
    /// # Errors
    /// The name is no theme's: the error to show.
    pub fn check(&self, file: &str, names: &[String]) -> Result<(), Error> {
        if names.contains(&self.name) {
            return Ok(());
        }
        Err(Error {
            file: file.to_owned(),
            line: self.line,
            column: self.column,
            what: format!("unknown theme {:?}", self.name),
            help: spelling::hint(&self.name, names.iter().map(String::as_str)),
        })
    }
}

/// One binding as the file has it; `run` makes keys and an action of it, for which this room needs no table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyLine {
    /// The mode: the `page` of `[keys.page]`.
    pub mode: String,
    /// The keys, one after the other.
    pub keys: String,
    /// The name of an action, or `none` to unbind the keys.
    pub action: String,
    /// The line of the keys in the file, from 1.
    pub line: usize,
    /// Their first character in the line, from 1.
    pub column: usize,
}

impl KeyLine {
    /// The error to show for a binding that can't be: no such keys, action or mode, or a clash with another one.
    pub fn error(&self, file: &str, what: String, help: String) -> Error {
        Error {
            file: file.to_owned(),
            line: self.line,
            column: self.column,
            what,
            help,
        }
    }
}
