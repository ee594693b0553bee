//! Completes file names on the command line. A folder may be on the other side of a network, so the loop does not wait.

use std::fs;
use std::path::PathBuf;

use crate::app::Message;
use crate::run::panics;
use crate::run::paths::expanded;
use crate::run::worker::{Service, Wanted};

/// The most names that are found: more than anybody looks through.
const MOST: usize = 1_000;

/// The beginning of a file's name.
pub(in crate::run) struct Typed {
    pub(in crate::run) request: u64,
    pub(in crate::run) typed: String,
}

pub(in crate::run) struct Completing;

impl Service for Completing {
    type Request = Typed;
    const NAME: &'static str = "file names";

    fn answer(&self, Typed { request, typed }: Typed, wanted: &Wanted<'_>) {
        panics::trip("file names", typed.as_bytes());
        wanted.send(Message::Files {
            request,
            names: names(&typed),
        });
    }

    fn failure(&self, typed: &Typed) -> Option<Message> {
        Some(Message::Files {
            request: typed.request,
            names: Vec::new(),
        })
    }
}

/// The files whose names begin with what is typed, sorted, as they would be typed; folders end with a slash. Hidden
/// ones only if what is typed is hidden.
fn names(typed: &str) -> Vec<String> {
    if typed == "~" {
        return vec!["~/".to_owned()];
    }
    let (folder, begun) = match typed.rsplit_once('/') {
        Some((folder, begun)) => (&typed[..=folder.len()], begun),
        None => ("", typed),
    };
    let place = if folder.is_empty() {
        PathBuf::from(".")
    } else {
        expanded(folder)
    };
    let name = |entry: fs::DirEntry| {
        // A name that is not text cannot be typed, and one with control characters should not be.
        let name = entry.file_name().into_string().ok()?;
        let fits = name.starts_with(begun) && (begun.starts_with('.') || !name.starts_with('.'));
        let typable = !name.contains(char::is_control);
        let slash = if entry.path().is_dir() { "/" } else { "" };
        (fits && typable).then(|| format!("{folder}{name}{slash}"))
    };
    let entries = fs::read_dir(place).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries.filter_map(name).collect();
    names.sort_unstable();
    names.truncate(MOST);
    names
}
