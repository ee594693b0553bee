//! Files opened while the reader reads: they come behind the articles that are there, and the first of them is gone to.
//! If one of them cannot be opened, none is, and the reader stays.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use super::paths::expanded;
use super::shelf::Shelf;
use super::source::{Opened, Source};
use super::{Error, Event};
use crate::app::{Message, Notice};

/// Starts to open the files. What goes wrong is told.
pub(super) fn start(paths: Vec<String>, shelf: Arc<Shelf>, events: Sender<Event>) -> io::Result<()> {
    std::thread::Builder::new().name("open".into()).spawn(move || {
        let message = match open(&paths, &shelf, &events) {
            Ok(article) => Message::Opened(article),
            Err(words) => Message::Notice(Notice::Failed(words)),
        };
        // If nobody listens any more, this ends with the program.
        let _ = events.send(Event::App(message));
    })?;
    Ok(())
}

/// Opens them; gives the first article of the first of them.
fn open(paths: &[String], shelf: &Arc<Shelf>, events: &Sender<Event>) -> Result<usize, String> {
    let mut opened: Vec<Opened> = Vec::with_capacity(paths.len());
    let sources: Vec<Source> = paths.iter().map(|path| Source::File(expanded(path))).collect();
    for (source, path) in sources.iter().zip(paths) {
        if path.contains("://") {
            return Err(format!("{path}: addresses cannot be opened yet"));
        }
        opened.push(
            source
                .open()
                .map_err(|error| Error::source(source, &error).to_string())?,
        );
    }
    let name = sources.first().map(Source::name).unwrap_or_default();
    let first = shelf.add(sources);
    let (finding, told) = (Arc::clone(shelf), events.clone());
    let look_through = move || {
        super::worker::step_back();
        for (index, opened) in opened.into_iter().enumerate() {
            finding.find_in(first + index, Some(opened), None, &told);
        }
    };
    let started = std::thread::Builder::new().name("articles".into()).spawn(look_through);
    started.map_err(|error| error.to_string())?;
    shelf
        .first_of(first)
        .ok_or_else(|| format!("{name}: there is nothing in it"))
}
