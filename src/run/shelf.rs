//! The articles that were opened together: where each stands, found in the background, so that a corpus of any size
//! shows its first article at once; each is read when it is asked for.
//!
//! Of files only places are kept, of what comes through a pipe also the bytes, since they come once.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use super::source::{Came, Opened, Source, read_stdin};
use super::worker::Previews;
use super::{Error, Event};
use crate::app::{Message, Notice};
use crate::read::corpus::{Cut, Piece, Scanner};

/// Bytes of a file looked at between two reports.
const STRIDE: usize = 1 << 20;

/// An article's place.
#[derive(Clone, Debug)]
struct Entry {
    /// An index into [`Found::sources`].
    source: usize,
    /// Where in it; or why it cannot be read.
    cut: Result<Cut, String>,
}

/// Where the articles are.
pub(super) struct Shelf {
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
    /// What is looked through; more may be added.
    sources: Vec<Source>,
    entries: Vec<Entry>,
    /// By source: what came of it, where it comes only once.
    held: Vec<Held>,
    /// By source: whether all of it has been looked through.
    over: Vec<bool>,
    /// Whether everything has been looked at.
    all: bool,
}

/// What came of a source.
#[derive(Clone, Debug)]
enum Held {
    /// It can be read again.
    Nothing,
    /// It comes only once.
    Bytes(Vec<u8>),
    /// It came only once, and the only article took it along.
    Taken,
}

/// What an article can be edited as.
pub(super) enum Editable {
    /// A file, which has no other articles.
    File(PathBuf),
    /// Nothing that could be written to.
    Copy,
}

impl Shelf {
    /// A shelf for these sources; nothing has been found in them yet.
    pub(super) fn new(sources: Vec<Source>) -> Self {
        let found = Found {
            entries: Vec::new(),
            held: vec![Held::Nothing; sources.len()],
            over: vec![false; sources.len()],
            all: false,
            sources,
        };
        Self {
            found: Mutex::new(found),
            more: Condvar::new(),
        }
    }

    fn found(&self) -> MutexGuard<'_, Found> {
        self.found.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// An article as it stands in its source, as soon as it has been found; and what its source is. In words, why
    /// there is none.
    pub(super) fn piece(&self, number: usize) -> Result<(Piece, Source), String> {
        let mut found = self.found();
        while found.entries.len() <= number && !found.all {
            found = self.more.wait(found).unwrap_or_else(PoisonError::into_inner);
        }
        let Some(entry) = found.entries.get(number).cloned() else {
            return Err("there is no such article".to_owned());
        };
        let cut = entry.cut.clone()?;
        let source = found.sources[entry.source].clone();
        let (start, end) = (cut.range.start as usize, cut.range.end as usize);
        // The only one takes its bytes along.
        let only = found.all && found.entries.len() == 1;
        let bytes = match &mut found.held[entry.source] {
            Held::Bytes(held) if only && held.len() == end => {
                let bytes = std::mem::take(held);
                found.held[entry.source] = Held::Taken;
                bytes
            }
            Held::Bytes(held) => held.get(start..end).unwrap_or_default().to_vec(),
            Held::Taken => return Err(format!("{}: it came only once", source.name())),
            Held::Nothing => {
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

    /// What an article can be edited as: its file, if it is a whole one.
    pub(super) fn editable(&self, number: usize) -> Editable {
        let found = self.found();
        let Some(entry) = found.entries.get(number) else {
            return Editable::Copy;
        };
        let mut others = found.entries.iter().filter(|other| other.source == entry.source);
        let alone = others.nth(1).is_none() && entry.cut.as_ref().is_ok_and(|cut| !cut.of_many);
        match &found.sources[entry.source] {
            Source::File(path) if alone && path.is_file() => Editable::File(path.clone()),
            _ => Editable::Copy,
        }
    }

    /// Looks at an article's file again, which has been changed. Says whether there are several articles in it now, of
    /// which only the first takes its place. In words, why it cannot be read.
    pub(super) fn renew(&self, number: usize) -> Result<bool, String> {
        let source = {
            let found = self.found();
            let entry = found.entries.get(number).ok_or("there is no such article")?;
            found.sources[entry.source].clone()
        };
        let Source::File(path) = &source else { return Ok(false) };
        let mut scanner = Scanner::default();
        let read = std::fs::read(path).map_err(|error| Error::source(&source, &error).to_string())?;
        let mut cuts = scanner.push(&read);
        cuts.extend(scanner.finish());
        cuts.retain(|cut| !cut.is_blank);
        let several = cuts.len() > 1;
        if let (Some(cut), Some(entry)) = (cuts.into_iter().next(), self.found().entries.get_mut(number)) {
            entry.cut = Ok(cut);
        }
        Ok(several)
    }

    /// Whether an article cannot be read a second time.
    pub(super) fn came_once(&self, number: usize) -> bool {
        let found = self.found();
        let entry = found.entries.get(number);
        entry.is_some_and(|entry| matches!(found.held[entry.source], Held::Taken))
    }

    /// Adds further sources; says the number of the first. They are to be looked through by [`Shelf::find_in`].
    pub(super) fn add(&self, sources: Vec<Source>) -> usize {
        let mut found = self.found();
        let first = found.sources.len();
        let all = first + sources.len();
        found.held.resize(all, Held::Nothing);
        found.over.resize(all, false);
        found.sources.extend(sources);
        found.all = false;
        first
    }

    /// The first article of a source, as soon as there is one; nothing if it has none.
    pub(super) fn first_of(&self, source: usize) -> Option<usize> {
        let mut found = self.found();
        loop {
            let at = found.entries.iter().position(|entry| entry.source == source);
            if at.is_some() || found.over.get(source).is_none_or(|over| *over) {
                return at;
            }
            found = self.more.wait(found).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Finds all articles, and tells how many there are as their number grows; until the first has been found, shows
    /// what has come of it. `opened` is the first source, of which something may have been read.
    pub(super) fn find(&self, opened: Opened, previews: &mut Previews, events: &Sender<Event>) {
        let sources = self.found().sources.len();
        let mut opened = Some(opened);
        for number in 0..sources {
            self.find_in(number, opened.take(), Some(previews), events);
            previews.over();
        }
    }

    /// Finds the articles of one source.
    pub(super) fn find_in(
        &self,
        number: usize,
        opened: Option<Opened>,
        previews: Option<&mut Previews>,
        events: &Sender<Event>,
    ) {
        let source = &self.found().sources[number].clone();
        let mut finder = Finder {
            shelf: self,
            source: number,
            scanner: Scanner::default(),
            events,
        };
        let begun = match opened {
            Some(opened) => Ok(opened),
            None => source.open(),
        };
        let found = begun.and_then(|opened| match opened {
            Opened::Stdin(_) => previews.map_or(Ok(()), |previews| finder.stdin(previews)),
            Opened::Part(file, bytes) if !file.metadata()?.is_file() => finder.pipe(file, bytes),
            Opened::Whole(bytes) if !is_file(source) => finder.pipe(io::empty(), bytes),
            Opened::Whole(_) | Opened::Part(..) => finder.file(source),
        });
        finder.end(found.map_err(|error| Error::source(source, &error).to_string()));
    }

    fn tell(&self, events: &Sender<Event>) {
        let (articles, all) = {
            let found = self.found();
            (found.entries.len().max(1), found.all)
        };
        // If nobody listens any more, this ends with the program.
        let _ = events.send(Event::App(Message::Known { articles, all }));
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

/// Finds the articles of one source.
struct Finder<'a> {
    shelf: &'a Shelf,
    source: usize,
    scanner: Scanner,
    events: &'a Sender<Event>,
}

impl Finder<'_> {
    /// A file, of which nothing is kept.
    fn file(&mut self, source: &Source) -> io::Result<()> {
        let Source::File(path) = source else { return Ok(()) };
        let mut file = File::open(path)?;
        let mut bytes = vec![0; STRIDE];
        loop {
            match file.read(&mut bytes) {
                Ok(0) => return Ok(()),
                Ok(count) => {
                    let cuts = self.scanner.push(&bytes[..count]);
                    self.add(cuts);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// What comes once, whole when it is over.
    fn pipe(&mut self, mut rest: impl Read, mut bytes: Vec<u8>) -> io::Result<()> {
        rest.read_to_end(&mut bytes)?;
        let cuts = self.scanner.push(&bytes);
        self.shelf.found().held[self.source] = Held::Bytes(bytes);
        self.add(cuts);
        Ok(())
    }

    /// Standard input, as it comes.
    fn stdin(&mut self, previews: &mut Previews) -> io::Result<()> {
        self.shelf.found().held[self.source] = Held::Bytes(Vec::new());
        let mut part = Vec::new();
        let mut patient = false;
        loop {
            part.clear();
            match read_stdin(&mut part, patient)? {
                Came::End => return Ok(()),
                Came::More => patient = false,
                Came::Silence => patient = true,
            }
            let cuts = self.scanner.push(&part);
            let mut found = self.shelf.found();
            let none = found.entries.is_empty() && cuts.is_empty();
            if let Held::Bytes(held) = &mut found.held[self.source] {
                held.extend_from_slice(&part);
                if none && previews.due(held.len(), patient) {
                    let held = held.clone();
                    drop(found);
                    previews.show(&held);
                } else {
                    drop(found);
                }
            }
            self.add(cuts);
        }
    }

    fn add(&self, cuts: Vec<Cut>) {
        let cuts = cuts.into_iter().filter(|cut| !cut.is_blank);
        self.put(cuts.map(Ok).collect(), false);
    }

    /// The source is over, or cannot be read on: what came of it stays.
    fn end(mut self, read: Result<(), String>) {
        let cuts = self.scanner.finish().into_iter().filter(|cut| !cut.is_blank);
        let mut last: Vec<_> = cuts.map(Ok).collect();
        if let Err(words) = read {
            let nothing = |cut: &Result<Cut, String>| cut.as_ref().is_ok_and(|cut| cut.range.end == 0);
            if last.iter().all(nothing) && !self.has_any() {
                // There is a page for it, which says why.
                last = vec![Err(words)];
            } else {
                let _ = self.events.send(Event::App(Message::Notice(Notice::Failed(words))));
            }
        }
        self.put(last, true);
    }

    fn has_any(&self) -> bool {
        let found = self.shelf.found();
        found.entries.iter().rev().any(|entry| entry.source == self.source)
    }

    fn put(&self, cuts: Vec<Result<Cut, String>>, over: bool) {
        if cuts.is_empty() && !over {
            return;
        }
        let mut found = self.shelf.found();
        let source = self.source;
        found.entries.extend(cuts.into_iter().map(|cut| Entry { source, cut }));
        found.over[source] |= over;
        found.all = found.over.iter().all(|over| *over);
        drop(found);
        self.shelf.more.notify_all();
        self.shelf.tell(self.events);
    }
}

/// Starts to find the articles, in a thread of its own.
pub(super) fn find(shelf: Arc<Shelf>, opened: Opened, mut previews: Previews, events: Sender<Event>) -> io::Result<()> {
    std::thread::Builder::new().name("articles".into()).spawn(move || {
        super::worker::step_back();
        shelf.find(opened, &mut previews, &events);
    })?;
    Ok(())
}
