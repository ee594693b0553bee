//! The articles that were opened together: where each stands, found in the background, so that a corpus of any size
//! shows its first article at once; each is read when it is asked for.
//!
//! Of files only places are kept, of what comes through a pipe also the bytes, since they come once. What each calls
//! itself is told to the list while it is found.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rustc_hash::FxHashMap;

use super::folder::Folder;
use super::source::{Came, Opened, Source, read_stdin};
use super::store::Origin;
use super::worker::Previews;
use super::{Error, Event};
use crate::app::listing::{Listed, ListedAs};
use crate::app::{Message, Notice};
use crate::read::corpus::{Cut, Label, Labeller, Piece};

/// Bytes of a file looked at between two reports.
const STRIDE: usize = 1 << 20;
/// How often is told what has been found, where there is much: as often as an eye can follow.
const PACE: Duration = Duration::from_millis(50);

/// An article's place.
#[derive(Clone, Debug)]
struct Entry {
    /// An index into [`Found::sources`].
    source: u32,
    /// Where in it; or why it cannot be read.
    cut: Result<Cut, String>,
}

/// Where the articles are.
pub(super) struct Shelf {
    /// As they were given: folders are not opened yet.
    given: Vec<Source>,
    found: Mutex<Found>,
    /// Told whenever something was found.
    more: Condvar,
}

/// The articles nearest to one, in the order in which they stand.
pub(super) struct Near {
    /// Which, that one among them.
    pub(super) numbers: Vec<usize>,
    /// Whether those are all there are.
    pub(super) all: bool,
}

/// What has been found so far.
struct Found {
    entries: Vec<Entry>,
    /// Those that have been looked at, each file of a folder by itself.
    sources: Vec<Arc<Source>>,
    /// By source: what came of it, where it comes only once.
    held: FxHashMap<u32, Vec<u8>>,
    /// Whether everything has been looked at.
    all: bool,
}

impl Shelf {
    /// A shelf for these sources; nothing has been found in them yet.
    pub(super) fn new(sources: Vec<Source>) -> Self {
        let found = Found {
            entries: Vec::new(),
            sources: Vec::new(),
            held: FxHashMap::default(),
            all: false,
        };
        Self {
            given: sources,
            found: Mutex::new(found),
            more: Condvar::new(),
        }
    }

    fn found(&self) -> MutexGuard<'_, Found> {
        self.found.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Bytes of an article, if it has been found and can be read.
    pub(super) fn size(&self, number: usize) -> Option<u64> {
        let found = self.found();
        let cut = found.entries.get(number)?.cut.as_ref().ok()?;
        Some(cut.range.end - cut.range.start)
    }

    /// Where an article comes from, as far as that is known.
    pub(super) fn origin(&self, number: usize) -> Origin {
        let found = self.found();
        let source = found.entries.get(number).map_or(0, |entry| entry.source);
        // Before it has been found it is the first that was given.
        let source = found.sources.get(source as usize).cloned();
        drop(found);
        match (source, self.given.first()) {
            (Some(source), _) => source.origin(),
            (None, Some(given)) => given.origin(),
            (None, None) => Origin {
                name: String::new(),
                lasts: false,
            },
        }
    }

    /// An article as it stands in its source, as soon as it has been found; and what its source is. In words, why
    /// there is none.
    pub(super) fn piece(&self, number: usize) -> Result<(Piece, Arc<Source>), String> {
        let mut found = self.found();
        while found.entries.len() <= number && !found.all {
            found = self.more.wait(found).unwrap_or_else(PoisonError::into_inner);
        }
        let Some(entry) = found.entries.get(number).cloned() else {
            return Err("there is no such article".to_owned());
        };
        let cut = entry.cut.clone()?;
        let source = Arc::clone(&found.sources[entry.source as usize]);
        let (start, end) = (cut.range.start as usize, cut.range.end as usize);
        // The only one takes its bytes along.
        let only = found.all && found.entries.len() == 1;
        let bytes = match found.held.get_mut(&entry.source) {
            Some(held) if only && held.len() == end => std::mem::take(held),
            Some(held) => held.get(start..end).unwrap_or_default().to_vec(),
            None => {
                drop(found);
                read_range(&source, &cut).map_err(|error| Error::source(&source, &error).to_string())?
            }
        };
        Ok((cut.piece(bytes), source))
    }

    /// The articles nearest to one of those found so far: at most so many before it and as many behind it, in turn as
    /// long as all of them have no more than so many bytes. Those that cannot be read count for nothing.
    pub(super) fn near(&self, at: usize, most: usize, bytes: u64) -> Near {
        let found = self.found();
        let size = |number: usize| {
            let cut = found.entries.get(number).map(|entry| &entry.cut);
            cut.and_then(|cut| cut.as_ref().ok())
                .map_or(0, |cut| cut.range.end - cut.range.start)
        };
        let mut total = size(at);
        let (mut first, mut last) = (at, at);
        let (mut before, mut behind) = (true, true);
        while before || behind {
            before = before && first > 0 && at - first < most && total + size(first - 1) <= bytes;
            if before {
                first -= 1;
                total += size(first);
            }
            behind = behind && last + 1 < found.entries.len() && last - at < most && total + size(last + 1) <= bytes;
            if behind {
                last += 1;
                total += size(last);
            }
        }
        Near {
            numbers: (first..=last).collect(),
            all: found.all && first == 0 && last + 1 == found.entries.len(),
        }
    }

    /// Finds all articles, and tells how many there are as their number grows; until the first has been found, shows
    /// what has come of it. `opened` is the first source, of which something may have been read.
    pub(super) fn find(&self, opened: Option<Opened>, previews: &mut Previews, events: &Sender<Event>) {
        let mut finder = Finder {
            shelf: self,
            source: 0,
            labeller: Labeller::default(),
            events,
            untold: Vec::new(),
            told: 0,
            last: None,
            bytes: Vec::new(),
        };
        let mut opened = opened;
        for source in &self.given {
            let opened = opened.take();
            match source.folder() {
                Some(path) => finder.folder(path, source, previews),
                None => finder.source(source.clone(), opened, previews),
            }
        }
        self.found().all = true;
        self.more.notify_all();
        finder.tell(true);
    }
}

/// What the articles of the first part of a file are called, so that the list has something to show at once.
pub(super) fn listed(opened: &Opened, source: &Source) -> Vec<Listed> {
    let mut labeller = Labeller::default();
    let (bytes, over) = match opened {
        Opened::Whole(bytes) => (bytes, true),
        Opened::Part(_, bytes) => (bytes, false),
        Opened::Stdin(_) => return Vec::new(),
    };
    let mut labels = labeller.push(bytes);
    if over {
        labels.extend(labeller.finish());
    }
    labels.into_iter().map(|(_, label)| named(label, source)).collect()
}

/// An article as it is listed: by its title, or the name of its file.
fn named(label: Label, source: &Source) -> Listed {
    let (words, is) = match label {
        Label { wrong: Some(words), .. } => (words, ListedAs::Wrong),
        Label { title: Some(title), .. } => (title, ListedAs::Title),
        _ => (source.name(), ListedAs::Name),
    };
    Listed {
        words,
        date: label.published.map(|published| published.date),
        is,
    }
}

/// Whether a source can be read again.
fn is_file(source: &Source) -> bool {
    matches!(source, Source::File(path) if Path::new(path).is_file())
}

fn read_range(source: &Source, cut: &Cut) -> io::Result<Vec<u8>> {
    let Source::File(path) = source else {
        return Err(io::Error::other("it cannot be read again"));
    };
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(cut.range.start))?;
    let length = cut.range.end - cut.range.start;
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
    file.take(length).read_to_end(&mut bytes)?;
    if (bytes.len() as u64) < length {
        return Err(io::Error::other("it has become shorter since it was opened"));
    }
    Ok(bytes)
}

/// Finds the articles, one source after the other.
struct Finder<'a> {
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

impl Finder<'_> {
    /// The files of a folder, each as one that was given.
    fn folder(&mut self, path: &Path, given: &Source, previews: &mut Previews) {
        let before = self.count();
        let mut folder = Folder::open(path);
        for file in folder.by_ref() {
            match file {
                Ok(path) => self.source(Source::File(path), None, previews),
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
        if self.count() == before {
            let aside = if skipped.is_none() {
                String::new()
            } else {
                format!(": {skipped}")
            };
            self.begin(given.clone());
            self.fail(format!("{name}: no text in this folder{aside}"));
        } else if !skipped.is_none() {
            self.say(Notice::Done(format!("Passed over in {name}: {skipped}")));
        }
    }

    /// All articles of a source.
    fn source(&mut self, source: Source, opened: Option<Opened>, previews: &mut Previews) {
        let begun = match opened {
            Some(opened) => Ok(opened),
            None if is_file(&source) => Ok(Opened::Whole(Vec::new())),
            None => source.open(),
        };
        let source = self.begin(source);
        let found = begun.and_then(|opened| match opened {
            Opened::Stdin(_) => self.stdin(previews),
            Opened::Part(file, bytes) if !file.metadata()?.is_file() => self.pipe(file, bytes),
            Opened::Whole(bytes) if !is_file(&source) => self.pipe(io::empty(), bytes),
            Opened::Whole(_) | Opened::Part(..) => self.file(&source),
        });
        self.end(found.map_err(|error| Error::source(&source, &error).to_string()));
        previews.over();
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

    fn count(&self) -> usize {
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
        self.shelf.found().held.insert(self.source, bytes);
        self.put(found);
        Ok(())
    }

    /// Standard input, as it comes.
    fn stdin(&mut self, previews: &mut Previews) -> io::Result<()> {
        self.shelf.found().held.insert(self.source, Vec::new());
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
            if let Some(held) = found.held.get_mut(&self.source) {
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
    fn tell(&mut self, at_once: bool) {
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

/// Starts to find the articles, in a thread of its own.
pub(super) fn find(
    shelf: Arc<Shelf>,
    opened: Option<Opened>,
    mut previews: Previews,
    events: Sender<Event>,
) -> io::Result<()> {
    std::thread::Builder::new().name("articles".into()).spawn(move || {
        super::worker::step_back();
        shelf.find(opened, &mut previews, &events);
    })?;
    Ok(())
}
