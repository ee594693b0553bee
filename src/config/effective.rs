//! The configuration in effect, as a configuration: each value with where it comes from.

use std::fmt;

use super::KeyLine;
use crate::escape::{self, EscapeStyle};
use crate::settings::{Settings, TABLE, Value};

/// Where a value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Nobody has said anything.
    Default,
    /// A line of the configuration, from 1.
    File {
        /// The line.
        line: usize,
    },
    /// The reader has set it on an earlier visit.
    Reader,
    /// A flag, as it is typed.
    CommandLine(&'static str),
    /// A variable of the environment.
    Environment(&'static str),
}

/// What there is to tell.
#[derive(Clone, Copy, Debug)]
pub struct Effective<'a> {
    /// What is set.
    pub settings: &'a Settings,
    /// Where each value comes from, in the order of the table of settings.
    pub origins: &'a [Origin],
    /// The bindings of the user's that hold.
    pub keys: &'a [KeyLine],
    /// The file of the configuration, if there is a place for one.
    pub file: &'a str,
    /// What follows of settings that leave it to the terminal, by setting.
    pub here: &'a [(&'static str, String)],
}

/// The columns after which comments stand.
const COMMENTS: usize = 32;

impl fmt::Display for Effective<'_> {
    /// A file in TOML that says the same again.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.file {
            "" => writeln!(
                f,
                "# The settings in effect and where each comes from. No configuration file is read."
            )?,
            file => writeln!(
                f,
                "# The settings in effect and where each comes from. The configuration file is {}",
                escape::shown(file)
            )?,
        }
        writeln!(f)?;
        for (at, entry) in TABLE.iter().enumerate() {
            let line = format!("{} = {}", entry.name, in_toml(&entry.get(self.settings)));
            let origin = self.origins.get(at).copied().unwrap_or(Origin::Default);
            write!(f, "{line:COMMENTS$} # {}", self.origin(origin))?;
            match self.here.iter().find(|(name, _)| *name == entry.name) {
                Some((_, words)) => writeln!(f, "; {words}")?,
                None => writeln!(f)?,
            }
        }
        self.bindings(f)
    }
}

impl Effective<'_> {
    fn bindings(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut modes: Vec<&str> = self.keys.iter().map(|line| line.mode.as_str()).collect();
        modes.sort_unstable();
        modes.dedup();
        if modes.is_empty() {
            return writeln!(f, "\n# All keys have their defaults; press ? to see them.");
        }
        for mode in modes {
            writeln!(f, "\n[keys.{mode}]")?;
            for line in self.keys.iter().filter(|line| line.mode == mode) {
                let binding = format!("{} = {}", quoted(&line.keys), quoted(&line.action));
                writeln!(
                    f,
                    "{binding:COMMENTS$} # {}",
                    self.origin(Origin::File { line: line.line })
                )?;
            }
        }
        Ok(())
    }

    fn origin(&self, origin: Origin) -> String {
        match origin {
            Origin::Default => "default".to_owned(),
            Origin::File { line } => format!("{}:{line}", escape::shown(self.name())),
            Origin::Reader => "set while reading".to_owned(),
            Origin::CommandLine(flag) => format!("from {flag}"),
            Origin::Environment(variable) => format!("from {variable}"),
        }
    }

    /// The file without its folders, which the first line names.
    fn name(&self) -> &str {
        self.file.rsplit('/').next().unwrap_or_default()
    }
}

fn in_toml(value: &Value) -> String {
    match value {
        Value::Switch(_) | Value::Number(_) => value.to_string(),
        Value::Word(word) => quoted(word),
    }
}

/// As a string of TOML on one line, which keys have to be.
fn quoted(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{}\"", escape::escaped(&text, EscapeStyle::Toml))
}
