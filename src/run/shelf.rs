//! The articles that were opened together: where each stands, found in the background, so that a corpus of any size
//! shows its first article at once; each is read when it is asked for.
//!
//! Of files only places are kept, of what comes through a pipe also the bytes, since they come once. What each calls
//! itself is told to the list while it is found.

mod finding;

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rustc_hash::FxHashMap;

use super::source::{Opened, Source};
use super::store::Origin;
use super::worker::Previews;
use super::{Error, Event};
use crate::app::session::catalogue::{Listed, ListedAs};
use crate::read::corpus::{Cut, Label, Labeller, Piece, Scanner};
use finding::Finder;

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
    /// Held by whoever finds articles: one after the other, so that they are counted in the order they are told in.
    finding: Mutex<()>,
}

/// What came of a source that comes only once.
enum Held {
    /// All of it, so far.
    Bytes(Vec<u8>),
    /// The only article took it along.
    Taken,
}

/// What an article can be edited as.
pub(super) enum Editable {
    /// A file, which has no other articles.
    File(PathBuf),
    /// Nothing that could be written to.
    Copy,
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
    held: FxHashMap<u32, Held>,
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
            finding: Mutex::new(()),
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
            Some(Held::Bytes(held)) if only && held.len() == end => {
                let bytes = std::mem::take(held);
                found.held.insert(entry.source, Held::Taken);
                bytes
            }
            Some(Held::Bytes(held)) => held.get(start..end).unwrap_or_default().to_vec(),
            Some(Held::Taken) => return Err(format!("{}: it came only once", source.name())),
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

    /// What an article can be edited as: its file, if it is a whole one.
    pub(super) fn editable(&self, number: usize) -> Editable {
        let found = self.found();
        let Some(entry) = found.entries.get(number) else {
            return Editable::Copy;
        };
        let mut others = found.entries.iter().filter(|other| other.source == entry.source);
        let alone = others.nth(1).is_none() && entry.cut.as_ref().is_ok_and(|cut| !cut.of_many);
        match &*found.sources[entry.source as usize] {
            Source::File(path) if alone && path.is_file() => Editable::File(path.clone()),
            _ => Editable::Copy,
        }
    }

    /// Whether an article is a file of its own, or was one: that it is gone now will be told when it is read.
    pub(super) fn was_file(&self, number: usize) -> bool {
        let found = self.found();
        let source = found
            .entries
            .get(number)
            .map(|entry| &*found.sources[entry.source as usize]);
        let is_gone = matches!(source, Some(Source::File(path)) if !path.exists());
        drop(found);
        is_gone || matches!(self.editable(number), Editable::File(_))
    }

    /// Looks at an article's file again, which has been changed. Says whether there are several articles in it now, of
    /// which only the first takes its place. In words, why it cannot be read.
    pub(super) fn renew(&self, number: usize) -> Result<bool, String> {
        let source = {
            let found = self.found();
            let entry = found.entries.get(number).ok_or("there is no such article")?;
            Arc::clone(&found.sources[entry.source as usize])
        };
        let Source::File(path) = &*source else { return Ok(false) };
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
        entry.is_some_and(|entry| matches!(found.held.get(&entry.source), Some(Held::Taken)))
    }

    /// Whether articles are still being found.
    pub(super) fn is_finding(&self) -> bool {
        self.finding.try_lock().is_err()
    }

    /// Finds the articles of further sources, when those before have been found. Says which is the first of them, as soon
    /// as there is one.
    pub(super) fn further(
        &self,
        sources: Vec<(Source, Option<Opened>)>,
        events: &Sender<Event>,
        first: impl FnOnce(usize),
    ) {
        let _finding = self.finding.lock().unwrap_or_else(PoisonError::into_inner);
        let before = {
            let mut found = self.found();
            found.all = false;
            found.entries.len()
        };
        let mut finder = Finder::of(self, events, before);
        let mut first = Some(first);
        for (source, opened) in sources {
            match source.folder().map(Path::to_owned) {
                Some(path) => finder.folder(&path, &source, None),
                None => finder.source(source, opened, None),
            }
            if finder.count() > before
                && let Some(first) = first.take()
            {
                finder.tell(true);
                first(before);
            }
        }
        finder.over();
    }

    /// Finds all articles, and tells how many there are as their number grows; until the first has been found, shows
    /// what has come of it. `opened` is the first source, of which something may have been read.
    pub(super) fn find(&self, opened: Option<Opened>, previews: &mut Previews, events: &Sender<Event>) {
        let _finding = self.finding.lock().unwrap_or_else(PoisonError::into_inner);
        let mut finder = Finder::of(self, events, 0);
        let mut opened = opened;
        for source in &self.given {
            let opened = opened.take();
            match source.folder() {
                Some(path) => finder.folder(path, source, Some(&mut *previews)),
                None => finder.source(source.clone(), opened, Some(&mut *previews)),
            }
        }
        finder.over();
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
