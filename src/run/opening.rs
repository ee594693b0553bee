//! Files opened while the reader reads: they come behind the articles that are there, and the first of them is gone to.
//! If one of them cannot be opened, none is, and the reader stays.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use super::library::Library;
use super::paths::expanded;
use super::source::{Source, Stream};
use super::{Error, Event, panics, step_back};
use crate::app::{Message, Notice};

/// Starts to open the files. What goes wrong is told.
pub(super) fn start(paths: Vec<String>, library: Arc<Library>, events: Sender<Event>) -> io::Result<()> {
    let failed = events.clone();
    let open = move || {
        step_back();
        if let Err(words) = open(&paths, &library, &events) {
            tell(&events, Message::Notice(Notice::Failed(words)));
        }
    };
    panics::spawn("open", open, move |bug| {
        tell(&failed, Message::Notice(Notice::Failed(bug.to_string())));
    })?;
    Ok(())
}

fn tell(events: &Sender<Event>, message: Message) {
    // If nobody listens any more, this ends with the program.
    let _ = events.send(Event::App(message));
}

/// Opens them, and tells which is the first article of the first of them.
fn open(paths: &[String], library: &Library, events: &Sender<Event>) -> Result<(), String> {
    let mut sources: Vec<(Source, Option<Stream>)> = Vec::with_capacity(paths.len());
    for path in paths {
        if path.contains("://") {
            return Err(format!("{path}: addresses cannot be opened yet"));
        }
        let source = Source::File(expanded(path));
        let stream = match source.folder() {
            Some(_) => None,
            None => Some(open_text(&source).map_err(|error| Error::source(&source, &error).to_string())?),
        };
        sources.push((source, stream));
    }
    let name = sources.first().map(|(source, _)| source.name()).unwrap_or_default();
    if library.is_indexing() {
        let words = format!("{name} is opened when what was given before has come in");
        tell(events, Message::Notice(Notice::Done(words)));
    }
    let mut some = false;
    library.further(sources, events, |first| {
        some = true;
        tell(events, Message::Opened(first));
    });
    if some {
        Ok(())
    } else {
        Err(format!("{name}: there is nothing in it"))
    }
}

/// Opens a file, unless it is no text.
fn open_text(source: &Source) -> io::Result<Stream> {
    let mut stream = Stream::open(source)?;
    stream.peek()?;
    Ok(stream)
}
