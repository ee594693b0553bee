//! What was read, written to standard output; and forgetting it.

use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use super::Error;
use super::output::{self, OutputForm, print};
use super::store::{self, Entry, Fault, Records, SavedSetting, Which, when};
use crate::cli::{self, Forget, Options};
use crate::escape;

/// An article in the history, for programs.
#[derive(Serialize)]
struct HistoryLine<'a> {
    title: Option<&'a str>,
    source: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<&'a str>,
    first_opened: String,
    last_opened: String,
    words: u64,
    words_read: u64,
    percent: u8,
}

/// Opens the store, if there is one.
pub(super) fn records() -> Result<Option<Records>, Error> {
    let Some(path) = store::path() else { return Ok(None) };
    Records::open_existing(&path).map_err(|fault| wrong(&path, &fault))
}

/// The settings that the reader changed on earlier visits; none where they are not wanted, or cannot be read.
pub(super) fn settings(options: &Options) -> Vec<SavedSetting> {
    if options.no_state || options.config == cli::Config::None {
        return Vec::new();
    }
    let records = records().ok().flatten();
    records.and_then(|records| records.settings().ok()).unwrap_or_default()
}

pub(super) fn wrong(path: &Path, fault: &Fault) -> Error {
    Error::Other(match fault.reason() {
        Some(reason) => format!("{}: {reason}", output::name(path)),
        None => fault.to_string(),
    })
}

/// Writes what was read, the last first: a table, or an object of JSON a line.
pub(super) fn list(json: bool) -> Result<(), Error> {
    let entries = match records()? {
        Some(records) => records.history().map_err(|error| Error::Other(error.to_string()))?,
        None => Vec::new(),
    };
    let mut out = output::stdout(if json {
        OutputForm::JsonOfNames
    } else {
        OutputForm::Text
    });
    let written = entries.iter().try_for_each(|entry| {
        if json {
            write_json(entry, &mut out)
        } else {
            write_row(entry, &mut out)
        }
    });
    written.and_then(|()| out.flush()).map_err(Error::Output)
}

fn write_json(entry: &Entry, out: &mut impl Write) -> io::Result<()> {
    let line = HistoryLine {
        title: entry.title.as_deref(),
        source: &entry.source,
        url: entry.url.as_deref(),
        published: entry.published.as_deref(),
        first_opened: when::in_full(entry.first_opened),
        last_opened: when::in_full(entry.last_opened),
        words: entry.words,
        words_read: entry.words_read,
        percent: entry.percent(),
    };
    serde_json::to_writer(&mut *out, &line)?;
    writeln!(out)
}

/// A row of the table: columns as wide as what is always as wide, the others behind them.
fn write_row(entry: &Entry, out: &mut impl Write) -> io::Result<()> {
    let (when, percent) = (when::in_figures(entry.last_opened), entry.percent());
    let title = escape::shown(entry.title.as_deref().unwrap_or("(no title)"));
    let source = entry.url.as_deref().unwrap_or(&entry.source);
    writeln!(out, "{when}  {percent:>3}%  {title}  ({})", escape::shown(source))
}

/// Forgets what was read, and says how much.
pub(super) fn clear(which: &Forget) -> Result<(), Error> {
    let which = match which {
        Forget::All => Which::All,
        Forget::Named(name) => Which::Named(whole_name(name)),
    };
    let cleared = match records()? {
        Some(mut records) => records.clear(&which).map_err(|error| {
            let reason = records.fault(error).reason().unwrap_or_default();
            Error::Other(format!("nothing is forgotten: {reason}"))
        })?,
        None => store::Cleared::default(),
    };
    let plural = |count: u64, noun: &str| match count {
        1 => format!("1 {noun}"),
        count => format!("{count} {noun}s"),
    };
    match (cleared.articles, which) {
        (0, Which::Named(name)) => Err(Error::Other(format!(
            "{name}: nothing of that name was read (see --history)"
        ))),
        (0, Which::All) => print("There is nothing to forget"),
        (articles, _) => print(&format!(
            "Forgotten: {}, and {} read in them",
            plural(articles, "article"),
            plural(cleared.passages, "paragraph"),
        )),
    }
}

/// A file's whole name, as it is kept; anything else as it is.
fn whole_name(name: &str) -> String {
    match Path::new(name).canonicalize() {
        Ok(whole) => whole.display().to_string(),
        Err(_) => name.to_owned(),
    }
}
