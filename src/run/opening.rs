//! Opens files and addresses while the reader runs. Their articles are put behind the others, and the first is turned to. If one of the
//! files cannot be opened, none is.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use super::library::{Library, fetching};
use super::paths::expanded;
use super::source::{Client, Page, Source, Stream};
use super::{Error, Event, panics, step_back, versions};
use crate::app::{Message, Notice};
use crate::cli;

/// Opens the files in a thread of its own.
pub(super) fn start(
    paths: Vec<String>,
    client: Client,
    library: Arc<Library>,
    events: Sender<Event>,
) -> io::Result<()> {
    let failed = events.clone();
    let open = move || {
        step_back();
        if let Err(words) = open(&paths, &client, &library, &events) {
            tell(&events, Message::Notice(Notice::Failed(words)));
        }
    };
    panics::spawn("open", open, move |bug| {
        tell(&failed, Message::Notice(Notice::Failed(bug.to_string())));
    })?;
    Ok(())
}

/// Opens a version of the source of this name in a thread of its own, or goes to it, if it is open.
pub(super) fn version(name: String, version: u32, library: Arc<Library>, events: Sender<Event>) -> io::Result<()> {
    let failed = events.clone();
    let open = move || {
        step_back();
        let opened = versions::kept(name, version).and_then(|source| {
            if let Some(there) = library.number_of(&source) {
                tell(&events, Message::Opened(there));
                return Ok(());
            }
            let stream = Stream::open(&source).map_err(|error| Error::source(&source, &error))?;
            library.further(vec![(source, Some(stream))], &events, |first| {
                tell(&events, Message::Opened(first));
            });
            Ok(())
        });
        let said = match opened {
            Ok(()) => Notice::Done(format!("Version {version}; going back leads to the article as it is")),
            Err(error) => Notice::Failed(error.to_string()),
        };
        tell(&events, Message::Notice(said));
    };
    panics::spawn("open", open, move |bug| {
        tell(&failed, Message::Notice(Notice::Failed(bug.to_string())));
    })?;
    Ok(())
}

fn tell(events: &Sender<Event>, message: Message) {
    // Fails only while the program ends.
    let _ = events.send(Event::App(message));
}

/// Opens the files; sends the number of the first article as soon as it is found.
fn open(paths: &[String], client: &Client, library: &Library, events: &Sender<Event>) -> Result<(), String> {
    let mut sources: Vec<(Source, Option<Stream>)> = Vec::with_capacity(paths.len());
    for path in paths {
        let source = match cli::Source::of(path.as_ref()) {
            cli::Source::Url(typed) => Source::Web(Page::typed(&typed, client)?),
            _ => Source::File(expanded(path)),
        };
        let stream = match source.folder() {
            Some(_) => None,
            None => Some(open_text(&source, events).map_err(|error| Error::source(&source, &error).to_string())?),
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

/// Opens a file or a page, unless it is no text.
fn open_text(source: &Source, events: &Sender<Event>) -> io::Result<Stream> {
    let mut stream = Stream::open(source)?;
    stream.fetch(&mut |how_far| fetching(events, how_far))?;
    stream.peek()?;
    Ok(stream)
}
