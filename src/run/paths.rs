//! Files by the names that people type: `~` is their home, and a name that is not all there can be gone on.

use std::path::PathBuf;
use std::sync::mpsc::{self, Sender};
use std::{fs, io};

use super::Event;
use crate::app::Message;

/// The most names that are found: more than anybody looks through.
const MOST: usize = 1_000;

/// The path that was typed, with the home folder for `~`.
pub(super) fn expanded(typed: &str) -> PathBuf {
    let home = || etcetera::home_dir().ok();
    match typed.strip_prefix('~') {
        Some("") => home().unwrap_or_else(|| PathBuf::from(typed)),
        Some(rest) if rest.starts_with('/') => {
            home().map_or_else(|| PathBuf::from(typed), |home| home.join(rest.trim_start_matches('/')))
        }
        _ => PathBuf::from(typed),
    }
}

/// The system's words for what went wrong, without their number.
pub(super) fn why(error: &io::Error) -> String {
    let words = error.to_string();
    words.split(" (os error").next().unwrap_or_default().to_owned()
}

/// The thread that looks for files, and the way to ask it. A folder may be on the other side of a network: nobody waits
/// for it.
pub(super) struct Finder {
    requests: Sender<(u64, String)>,
}

impl Finder {
    /// Starts it.
    pub(super) fn start(events: Sender<Event>) -> io::Result<Self> {
        let (requests, asked) = mpsc::channel::<(u64, String)>();
        std::thread::Builder::new().name("files".into()).spawn(move || {
            while let Ok(mut newest) = asked.recv() {
                while let Ok(newer) = asked.try_recv() {
                    newest = newer;
                }
                let (request, typed) = newest;
                let names = names(&typed);
                if events.send(Event::App(Message::Files { request, names })).is_err() {
                    return;
                }
            }
        })?;
        Ok(Self { requests })
    }

    /// Asks for the files whose names begin so.
    pub(super) fn ask(&self, request: u64, typed: String) {
        // The thread ends only with the program.
        let _ = self.requests.send((request, typed));
    }
}

/// The files whose names begin with what is typed, in the order of their names, as they would be typed; folders end with
/// a slash. Hidden ones only if what is typed is hidden.
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
        // What is no text cannot be typed, and what steers a terminal should not be.
        let name = entry.file_name().into_string().ok()?;
        let fits = name.starts_with(begun) && (begun.starts_with('.') || !name.starts_with('.'));
        let whole = !name.contains(char::is_control);
        let slash = if entry.path().is_dir() { "/" } else { "" };
        (fits && whole).then(|| format!("{folder}{name}{slash}"))
    };
    let entries = fs::read_dir(place).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries.filter_map(name).collect();
    names.sort_unstable();
    names.truncate(MOST);
    names
}
