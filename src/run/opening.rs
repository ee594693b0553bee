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
        super::worker::step_back();
        if let Err(words) = open(&paths, &shelf, &events) {
            tell(&events, Message::Notice(Notice::Failed(words)));
        }
    })?;
    Ok(())
}

fn tell(events: &Sender<Event>, message: Message) {
    // If nobody listens any more, this ends with the program.
    let _ = events.send(Event::App(message));
}

/// Opens them, and tells which is the first article of the first of them.
fn open(paths: &[String], shelf: &Shelf, events: &Sender<Event>) -> Result<(), String> {
    let mut sources: Vec<(Source, Option<Opened>)> = Vec::with_capacity(paths.len());
    for path in paths {
        if path.contains("://") {
            return Err(format!("{path}: addresses cannot be opened yet"));
        }
        let source = Source::File(expanded(path));
        let opened = match source.folder() {
            Some(_) => None,
            None => Some(
                source
                    .open()
                    .map_err(|error| Error::source(&source, &error).to_string())?,
            ),
        };
        sources.push((source, opened));
    }
    let name = sources.first().map(|(source, _)| source.name()).unwrap_or_default();
    if shelf.is_finding() {
        let words = format!("{name} is opened when what was given before has come in");
        tell(events, Message::Notice(Notice::Done(words)));
    }
    let mut some = false;
    shelf.further(sources, events, |first| {
        some = true;
        tell(events, Message::Opened(first));
    });
    if some {
        Ok(())
    } else {
        Err(format!("{name}: there is nothing in it"))
    }
}
