//! Who finds the articles, one source after the other, puts each on the shelf and tells what it is called.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Instant;

use super::{Entry, Held, PACE, STRIDE, Shelf, is_file, named};
use crate::app::session::catalogue::{Listed, ListedAs};
use crate::app::{Message, Notice};
use crate::read::corpus::{Cut, Label, Labeller};
use crate::run::folder::Folder;
use crate::run::source::{Came, Opened, Source, read_stdin};
use crate::run::worker::Previews;
use crate::run::{Error, Event};

/// Finds the articles, one source after the other.
pub(super) struct Finder<'a> {
    shelf: &'a Shelf,
    /// The one that is looked at.
    source: u32,
    labeller: Labeller,
    events: &'a Sender<Event>,
    /// What has been found and not been told.
    untold: Vec<Listed>,
    /// How many have been told.
    told: usize,
    /// When.
    last: Option<Instant>,
    /// Room for what is read of a file.
    bytes: Vec<u8>,
}

impl<'a> Finder<'a> {
    /// One that begins where so many have been found and told.
    pub(super) fn of(shelf: &'a Shelf, events: &'a Sender<Event>, told: usize) -> Self {
        Self {
            shelf,
            source: 0,
            labeller: Labeller::default(),
            events,
            untold: Vec::new(),
            told,
            last: None,
            bytes: Vec::new(),
        }
    }

    /// There is nothing more to be found.
    pub(super) fn over(mut self) {
        self.shelf.found().all = true;
        self.shelf.more.notify_all();
        self.tell(true);
    }

    /// The files of a folder, each as one that was given.
    pub(super) fn folder(&mut self, path: &Path, given: &Source, mut previews: Option<&mut Previews>) {
        let before = self.count();
        let mut folder = Folder::open(path);
        for file in folder.by_ref() {
            match file {
                Ok(path) => self.source(Source::File(path), None, previews.as_deref_mut()),
                Err((path, error)) => {
                    let source = Source::File(path);
                    let words = Error::source(&source, &error).to_string();
                    self.begin(source);
                    self.end(Err(words));
                }
            }
        }
        let skipped = folder.skipped();
        let name = given.name();
        // Of what the reader opens by hand, that there is nothing is told, and is no article.
        if self.count() == before && previews.is_some() {
            let aside = if skipped.is_none() {
                String::new()
            } else {
                format!(": {skipped}")
            };
            self.begin(given.clone());
            self.fail(format!("{name}: no text in this folder{aside}"));
        } else if self.count() > before && !skipped.is_none() {
            self.say(Notice::Done(format!("Passed over in {name}: {skipped}")));
        }
    }

    /// All articles of a source.
    pub(super) fn source(&mut self, source: Source, opened: Option<Opened>, mut previews: Option<&mut Previews>) {
        let begun = match opened {
            Some(opened) => Ok(opened),
            None if is_file(&source) => Ok(Opened::Whole(Vec::new())),
            None => source.open(),
        };
        let source = self.begin(source);
        let found = begun.and_then(|opened| match opened {
            Opened::Stdin(_) => previews.as_deref_mut().map_or(Ok(()), |previews| self.stdin(previews)),
            Opened::Part(file, bytes) if !file.metadata()?.is_file() => self.pipe(file, bytes),
            Opened::Whole(bytes) if !is_file(&source) => self.pipe(io::empty(), bytes),
            Opened::Whole(_) | Opened::Part(..) => self.file(&source),
        });
        self.end(found.map_err(|error| Error::source(&source, &error).to_string()));
        if let Some(previews) = previews {
            previews.over();
        }
    }

    fn begin(&mut self, source: Source) -> Arc<Source> {
        let source = Arc::new(source);
        let mut found = self.shelf.found();
        self.source = found.sources.len() as u32;
        found.sources.push(Arc::clone(&source));
        drop(found);
        self.labeller = Labeller::default();
        source
    }

    pub(super) fn count(&self) -> usize {
        self.shelf.found().entries.len()
    }

    fn say(&self, notice: Notice) {
        // If nobody listens any more, this ends with the program.
        let _ = self.events.send(Event::App(Message::Notice(notice)));
    }

    /// A file, of which nothing is kept.
    fn file(&mut self, source: &Source) -> io::Result<()> {
        let Source::File(path) = source else { return Ok(()) };
        let mut file = File::open(path)?;
        let mut bytes = std::mem::take(&mut self.bytes);
        bytes.resize(STRIDE, 0);
        let read = loop {
            match file.read(&mut bytes) {
                Ok(0) => break Ok(()),
                Ok(count) => {
                    let found = self.labeller.push(&bytes[..count]);
                    self.put(found);
                    self.tell(false);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => break Err(error),
            }
        };
        self.bytes = bytes;
        read
    }

    /// What comes once, whole when it is over.
    fn pipe(&mut self, mut rest: impl Read, mut bytes: Vec<u8>) -> io::Result<()> {
        // It may keep us waiting.
        self.tell(true);
        rest.read_to_end(&mut bytes)?;
        let found = self.labeller.push(&bytes);
        self.shelf.found().held.insert(self.source, Held::Bytes(bytes));
        self.put(found);
        Ok(())
    }

    /// Standard input, as it comes.
    fn stdin(&mut self, previews: &mut Previews) -> io::Result<()> {
        self.shelf.found().held.insert(self.source, Held::Bytes(Vec::new()));
        let mut part = Vec::new();
        let mut patient = false;
        loop {
            self.tell(true);
            part.clear();
            match read_stdin(&mut part, patient)? {
                Came::End => return Ok(()),
                Came::More => patient = false,
                Came::Silence => patient = true,
            }
            let labelled = self.labeller.push(&part);
            let mut found = self.shelf.found();
            let none = found.entries.is_empty() && labelled.is_empty();
            if let Some(Held::Bytes(held)) = found.held.get_mut(&self.source) {
                held.extend_from_slice(&part);
                if none && previews.due(held.len(), patient) {
                    let held = held.clone();
                    drop(found);
                    previews.show(&held);
                } else {
                    drop(found);
                }
            }
            self.put(labelled);
        }
    }

    /// The source is over, or cannot be read on: what came of it stays.
    fn end(&mut self, read: Result<(), String>) {
        let last = self.labeller.finish();
        if let Err(words) = read {
            let nothing = |(cut, _): &(Cut, Label)| cut.range.end == 0;
            if last.iter().all(nothing) && !self.has_any() {
                // There is a line and a page for it, which say why.
                return self.fail(words);
            }
            self.say(Notice::Failed(words));
        }
        self.put(last);
        self.tell(false);
    }

    fn has_any(&self) -> bool {
        let found = self.shelf.found();
        found.entries.last().is_some_and(|entry| entry.source == self.source)
    }

    fn put(&mut self, labelled: Vec<(Cut, Label)>) {
        if labelled.is_empty() {
            return;
        }
        let mut found = self.shelf.found();
        let source = Arc::clone(&found.sources[self.source as usize]);
        for (cut, label) in labelled {
            found.entries.push(Entry {
                source: self.source,
                cut: Ok(cut),
            });
            self.untold.push(named(label, &source));
        }
        drop(found);
        self.shelf.more.notify_all();
    }

    /// There is nothing to read here; why.
    fn fail(&mut self, words: String) {
        self.untold.push(Listed {
            words: words.clone(),
            date: None,
            is: ListedAs::Wrong,
        });
        self.shelf.found().entries.push(Entry {
            source: self.source,
            cut: Err(words),
        });
        self.shelf.more.notify_all();
        self.tell(false);
    }

    /// Tells what has been found, unless that was done just now.
    pub(super) fn tell(&mut self, at_once: bool) {
        let due = at_once || self.last.is_none_or(|last| last.elapsed() >= PACE);
        let (known, all) = {
            let found = self.shelf.found();
            (found.entries.len(), found.all)
        };
        if !due || (self.untold.is_empty() && !all) {
            return;
        }
        self.last = Some(Instant::now());
        let articles = std::mem::take(&mut self.untold);
        let from = std::mem::replace(&mut self.told, known);
        for message in [
            Message::Listed { from, articles },
            Message::Known {
                articles: known.max(1),
                all,
            },
        ] {
            // If nobody listens any more, this ends with the program.
            let _ = self.events.send(Event::App(message));
        }
    }
}
