//! Finds the articles, one source after the other, and sends their titles to the list.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use super::{Library, Location, OPEN, Previews, STRIDE, longest, too_long};
use crate::app::session::catalogue::{Listed, ListedAs};
use crate::app::{Message, Notice};
use crate::read::corpus::{Cut, Label, Labeller};
use crate::run::folder::Folder;
use crate::run::source::{Came, Owner, Source, Stream};
use crate::run::{Error, Event, panics};

/// How often the list is told of new articles, at most: as often as an eye can follow.
const PACE: Duration = Duration::from_millis(50);

/// Finds the articles, one source after the other.
pub(super) struct Indexer<'a> {
    library: &'a Library,
    /// The source that is read: an index into the owners.
    source: u32,
    labeller: Labeller,
    events: &'a Sender<Event>,
    /// Found and not sent yet.
    untold: Vec<Listed>,
    /// How many have been sent.
    told: usize,
    /// When.
    last: Option<Instant>,
}

impl<'a> Indexer<'a> {
    /// An indexer for articles behind so many others.
    pub(super) fn new(library: &'a Library, events: &'a Sender<Event>, told: usize) -> Self {
        Self {
            library,
            source: 0,
            labeller: Labeller::default(),
            events,
            untold: Vec::new(),
            told,
            last: None,
        }
    }

    /// Runs `find`, and marks the index as complete, even if that panicked.
    pub(super) fn until_over(mut self, find: impl FnOnce(&mut Self)) {
        if let Err(bug) = panics::catch(|| find(&mut self)) {
            self.say(Notice::Failed(format!("finding articles failed: {bug}")));
        }
        self.library.found().all = true;
        self.library.more.notify_all();
        self.tell(true);
    }

    /// Finds the articles of a source, or of a folder. There are `previews` for the sources the reader was started with.
    pub(super) fn source(&mut self, source: Source, stream: Option<Stream>, previews: Option<&mut Previews>) {
        match source.folder() {
            Some(path) => self.folder(path, &source, previews),
            None => self.file(source, stream, previews),
        }
    }

    /// The files of a folder, each as if it had been given.
    fn folder(&mut self, path: &Path, given: &Source, mut previews: Option<&mut Previews>) {
        let before = self.count();
        let mut folder = Folder::open(path);
        for file in folder.by_ref() {
            match file {
                Ok((path, stream)) => self.file(Source::File(path), Some(stream), previews.as_deref_mut()),
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
        // An empty folder that is opened later is reported by who opened it, and gets no line in the list.
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

    fn file(&mut self, source: Source, stream: Option<Stream>, mut previews: Option<&mut Previews>) {
        let source = self.begin(source);
        let stream = match stream {
            Some(stream) => Ok(stream),
            None => Stream::open(&source).map_err(|error| Error::source(&source, &error)),
        };
        let read = panics::catch(|| self.read(&source, stream?, previews.as_deref_mut()));
        let read = read.unwrap_or_else(|bug| {
            // Articles it was about to find are lost.
            self.labeller = Labeller::default();
            Err(Error::bug(&source, &bug))
        });
        self.end(read.map_err(|error| error.to_string()));
        if let Some(previews) = previews {
            previews.end();
        }
    }

    fn begin(&mut self, source: Source) -> Arc<Source> {
        let owner = Owner::new(source);
        let source = Arc::clone(owner.source());
        let mut found = self.library.found();
        self.source = found.owners.len() as u32;
        found.owners.push(owner);
        drop(found);
        self.labeller = Labeller::default();
        source
    }

    pub(super) fn count(&self) -> usize {
        self.library.found().entries.len()
    }

    fn say(&self, notice: Notice) {
        // Fails only while the program ends.
        let _ = self.events.send(Event::App(Message::Notice(notice)));
    }

    /// Reads a source to its end.
    fn read(&mut self, source: &Source, mut stream: Stream, previews: Option<&mut Previews>) -> Result<(), Error> {
        let wrong = |error| Error::source(source, &error);
        // Only the first article of all is shown before it has been found.
        let mut previews = previews.filter(|_| self.count() == 0);
        self.tell(stream.may_wait());
        stream
            .fetch(&mut |how_far| fetching(self.events, how_far))
            .map_err(wrong)?;
        stream.peek().map_err(wrong)?;
        let (may_wait, most) = (stream.may_wait(), longest());
        self.owner(|owner, number| owner.begin(&stream, previews.is_some(), number < OPEN));
        let (mut patient, mut read, mut cut) = (false, 0, 0);
        loop {
            // Reading on may wait for long.
            self.tell(may_wait);
            let (labelled, bytes) = match stream.read(STRIDE, patient).map_err(wrong)? {
                Came::End => break,
                Came::Silence => (Vec::new(), &[][..]),
                Came::Bytes(bytes) => {
                    panics::trip("finding", bytes);
                    (self.labeller.push(bytes), bytes)
                }
            };
            patient = bytes.is_empty();
            read += bytes.len() as u64;
            cut = labelled.last().map_or(cut, |(last, _)| last.range.end);
            if read - cut > most {
                self.labeller = Labeller::default();
                return Err(wrong(std::io::Error::other(too_long())));
            }
            let several = !labelled.is_empty();
            let held = self.owner(|owner, _| {
                if several {
                    owner.let_go();
                }
                owner.hold(bytes)
            });
            if several {
                previews = None;
            }
            if let Some(previews) = previews.as_deref_mut().filter(|_| may_wait)
                && previews.is_due(held, patient)
            {
                let held = self.owner(|owner, _| owner.held().to_vec());
                previews.show(&held);
            }
            self.put(labelled);
        }
        for remark in stream.about().into_iter().flat_map(|about| &about.remarks) {
            self.say(Notice::Failed(remark.clone()));
        }
        match stream.change() {
            Some(change) => Err(wrong(std::io::Error::other(change.to_string()))),
            None => Ok(()),
        }
    }

    /// Does something with the owner of the source; `with` also gets its number.
    fn owner<T>(&self, with: impl FnOnce(&mut Owner, usize) -> T) -> T {
        let at = self.source as usize;
        with(&mut self.library.found().owners[at], at)
    }

    /// The source has ended, or cannot be read on. What came of it stays.
    fn end(&mut self, read: Result<(), String>) {
        let mut last = self.labeller.finish();
        if let Err(words) = read {
            last.retain(|(cut, _)| cut.range.end > 0);
            if last.is_empty() && !self.has_any() {
                // A line in the list and a page say why.
                return self.fail(words);
            }
            self.say(Notice::Failed(words));
        }
        self.put(last);
        self.tell(false);
    }

    fn has_any(&self) -> bool {
        let found = self.library.found();
        found.entries.last().is_some_and(|entry| entry.source == self.source)
    }

    fn put(&mut self, labelled: Vec<(Cut, Label)>) {
        if labelled.is_empty() {
            return;
        }
        let mut found = self.library.found();
        let source = Arc::clone(found.owners[self.source as usize].source());
        for (cut, label) in labelled {
            found.entries.push(Location {
                source: self.source,
                cut: Ok(cut),
            });
            self.untold.push(named(label, &source));
        }
        drop(found);
        self.library.more.notify_all();
    }

    /// Puts an article that cannot be read, and why.
    fn fail(&mut self, words: String) {
        self.untold.push(Listed {
            words: words.clone(),
            date: None,
            is: ListedAs::Wrong,
        });
        self.library.found().entries.push(Location {
            source: self.source,
            cut: Err(words),
        });
        self.library.more.notify_all();
        self.tell(false);
    }

    /// Sends what has been found, unless that was done just now.
    pub(super) fn tell(&mut self, at_once: bool) {
        let due = at_once || self.last.is_none_or(|last| last.elapsed() >= PACE);
        let (known, all) = {
            let found = self.library.found();
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
            // Fails only while the program ends.
            let _ = self.events.send(Event::App(message));
        }
    }
}

/// Sends how far a page is that is being fetched.
pub(in crate::run) fn fetching(events: &Sender<Event>, how_far: Option<String>) {
    // Fails only while the program ends.
    let _ = events.send(Event::App(Message::Fetching(how_far)));
}

/// An article's line in the list: its title, or the name of its file.
pub(super) fn named(label: Label, source: &Source) -> Listed {
    let (words, is) = match label {
        Label { wrong: Some(words), .. } => (words, ListedAs::Wrong),
        Label { title: Some(title), .. } => match source {
            Source::Version(kept) => (format!("Version {}: {title}", kept.number), ListedAs::Title),
            _ => (title, ListedAs::Title),
        },
        _ => (source.name(), ListedAs::Name),
    };
    Listed {
        words,
        date: label.published.map(|published| published.date),
        is,
    }
}
