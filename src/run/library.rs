//! The articles that were opened together. Their places are found in the background, so that a corpus of any size shows
//! its first article at once; each article is read when it is turned to.

mod indexing;
mod previews;

use std::path::PathBuf;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::source::{Came, Extract, Owner, Source, Stream};
use super::store::Origin;
use super::{Error, Event, panics, step_back};
use crate::app::session::catalogue::Listed;
use crate::article::Article;
use crate::read::corpus::{Cut, Labeller, Piece, Scanner};
pub(super) use indexing::fetching;
use indexing::{Indexer, named};

pub(super) use previews::Previews;

/// Bytes of a file looked at between two reports.
const STRIDE: usize = 1 << 20;
/// Files kept open at most: few enough for a system that allows few.
const OPEN: usize = 64;

/// An article's place.
#[derive(Clone, Debug)]
struct Location {
    /// An index into [`ArticleIndex::owners`].
    source: u32,
    /// Where in it; or why it cannot be read.
    cut: Result<Cut, String>,
}

/// The articles that were opened together.
pub(super) struct Library {
    /// As they were given: folders are not opened yet.
    given: Vec<Source>,
    found: Mutex<ArticleIndex>,
    /// Notified whenever an article was found.
    more: Condvar,
    /// Held by the thread that finds articles: two at once would number them in another order than they report them.
    indexing: Mutex<()>,
}

/// How long the editor waits at most for the place of its article: milliseconds are usual.
const INDEXED: Duration = Duration::from_millis(500);

/// What an article can be edited as.
pub(super) enum Editable {
    /// A file with no other article in it.
    File(PathBuf),
    /// Nothing that could be written to.
    Copy,
}

/// The articles nearest to one, in their order.
pub(super) struct Near {
    /// Which, that one among them.
    pub(super) numbers: Vec<usize>,
    /// Whether those are all there are.
    pub(super) all: bool,
}

/// What has been found so far.
#[derive(Default)]
struct ArticleIndex {
    entries: Vec<Location>,
    /// The sources that have been opened, each file of a folder by itself.
    owners: Vec<Owner>,
    /// Whether everything has been looked at.
    all: bool,
}

impl ArticleIndex {
    fn owner(&self, number: usize) -> Option<&Owner> {
        self.owners.get(self.entries.get(number)?.source as usize)
    }

    /// Whether an article is a version of another one that was kept.
    fn is_version(&self, number: usize) -> bool {
        let source = self.owner(number).map(|owner| &**owner.source());
        matches!(source, Some(Source::Version(_)))
    }

    /// Whether an article is the only one of its source, as far as is known.
    fn is_alone(&self, number: usize) -> bool {
        let Some(entry) = self.entries.get(number) else {
            return false;
        };
        let mut others = self.entries.iter().filter(|other| other.source == entry.source);
        others.nth(1).is_none() && entry.cut.as_ref().is_ok_and(|cut| !cut.of_many)
    }

    /// Bytes of an article.
    fn size(&self, number: usize) -> Option<u64> {
        let cut = self.entries.get(number)?.cut.as_ref().ok()?;
        Some(cut.range.end - cut.range.start)
    }
}

impl Library {
    /// A library of these sources; nothing has been found in them yet.
    pub(super) fn new(sources: Vec<Source>) -> Self {
        Self {
            given: sources,
            found: Mutex::default(),
            more: Condvar::new(),
            indexing: Mutex::default(),
        }
    }

    fn found(&self) -> MutexGuard<'_, ArticleIndex> {
        self.found.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Bytes of an article, if it has been found and can be read.
    pub(super) fn size(&self, number: usize) -> Option<u64> {
        self.found().size(number)
    }

    /// Where an article comes from, as far as is known.
    pub(super) fn origin(&self, number: usize) -> Origin {
        let found = self.found();
        let source = found
            .owner(number)
            .or(found.owners.first())
            .map(|owner| Arc::clone(owner.source()));
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

    /// Whether there is an article of that number: as soon as it has been found, if somebody `waits`; else as far as is
    /// known.
    pub(super) fn has(&self, number: usize, waits: bool) -> bool {
        let mut found = self.found();
        while waits && found.entries.len() <= number && !found.all {
            found = self.more.wait(found).unwrap_or_else(PoisonError::into_inner);
        }
        number < found.entries.len()
    }

    /// An article's bytes, as soon as it has been found, and its source. The error says in words why there are none.
    pub(super) fn piece(&self, number: usize) -> Result<(Piece, Arc<Source>), String> {
        let mut found = self.found();
        while found.entries.len() <= number && !found.all {
            found = self.more.wait(found).unwrap_or_else(PoisonError::into_inner);
        }
        let Some(entry) = found.entries.get(number).cloned() else {
            return Err("there is no such article".to_owned());
        };
        let cut = entry.cut?;
        // A single article takes its bytes along.
        let only = found.all && found.entries.len() == 1;
        let owner = &mut found.owners[entry.source as usize];
        let source = Arc::clone(owner.source());
        if cut.range.end - cut.range.start > longest() {
            return Err(format!("{}: {}", source.name(), too_long()));
        }
        let part = owner.part(cut.range.clone(), only);
        drop(found);
        let bytes = match part {
            Extract::Bytes(bytes) => bytes,
            Extract::InFile(place) => place
                .read()
                .map_err(|error| Error::source(&source, &error).to_string())?,
            Extract::Gone => return Err(format!("{}: it came only once", source.name())),
        };
        Ok((cut.piece(bytes), source))
    }

    /// Reads an article by itself, for what is small.
    pub(super) fn read(&self, number: usize) -> Result<Article, String> {
        let (piece, source) = self.piece(number)?;
        source.read_now(piece).map_err(|error| error.to_string())
    }

    /// The articles nearest to one of those found so far: at most so many before it and as many behind it, in turn as
    /// long as all of them have no more than so many bytes. Those that cannot be read count for nothing.
    pub(super) fn near(&self, at: usize, most: usize, bytes: u64) -> Near {
        let found = self.found();
        let size = |number: usize| found.size(number).unwrap_or(0);
        if found.is_version(at) {
            return Near {
                numbers: vec![at],
                all: false,
            };
        }
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
            // A version of another article repeats it from beginning to end.
            numbers: (first..=last).filter(|&number| !found.is_version(number)).collect(),
            all: found.all && first == 0 && last + 1 == found.entries.len(),
        }
    }

    /// What an article can be edited as: its file, if it is a whole one. May wait a moment, so it is not for the loop.
    pub(super) fn editable(&self, number: usize) -> Editable {
        // Whoever presses the key at once is ahead of the thread that looks where the articles are.
        let unknown = |found: &mut ArticleIndex| found.owner(number).is_none() && !found.all;
        let waited = self.more.wait_timeout_while(self.found(), INDEXED, unknown);
        let (found, _) = waited.unwrap_or_else(PoisonError::into_inner);
        let owner = found.owner(number).filter(|owner| owner.is_plain_file());
        match owner.map(|owner| &**owner.source()) {
            Some(Source::File(path)) if found.is_alone(number) && path.is_file() => Editable::File(path.clone()),
            _ => Editable::Copy,
        }
    }

    /// What is asked for news of an article, if that is its own.
    pub(super) fn followed(&self, number: usize) -> Option<Source> {
        let unknown = |found: &mut ArticleIndex| found.owner(number).is_none() && !found.all;
        let waited = self.more.wait_timeout_while(self.found(), INDEXED, unknown);
        let (found, _) = waited.unwrap_or_else(PoisonError::into_inner);
        let source = &**found.owner(number)?.source();
        let is_own = match source {
            Source::File(path) => path.is_file() && found.is_alone(number),
            Source::Web(_) => found.is_alone(number),
            Source::Sample | Source::Stdin | Source::Version(_) => false,
        };
        is_own.then(|| source.clone())
    }

    /// The name that the versions of an article's source are kept by.
    pub(super) fn versions_of(&self, number: usize) -> String {
        let found = self.found();
        if let Some(Source::Version(kept)) = found.owner(number).map(|owner| &**owner.source()) {
            return kept.of.clone();
        }
        drop(found);
        self.origin(number).name
    }

    /// The first article of a source that is open.
    pub(super) fn number_of(&self, source: &Source) -> Option<usize> {
        let found = self.found();
        let is_it = |entry: &Location| **found.owners[entry.source as usize].source() == *source;
        found.entries.iter().position(is_it)
    }

    /// Whether an article's page names one with older posts.
    pub(super) fn has_older(&self, number: usize) -> bool {
        let found = self.found();
        let source = found.owner(number).map(|owner| &**owner.source());
        matches!(source, Some(Source::Web(page)) if found.is_alone(number) && page.next().is_some())
    }

    /// Whether an article comes from standard input.
    pub(super) fn is_piped(&self, number: usize) -> bool {
        let found = self.found();
        match found.owner(number) {
            Some(owner) => matches!(&**owner.source(), Source::Stdin),
            // The first article is found when all of it has come.
            None => number == 0 && self.given.first() == Some(&Source::Stdin),
        }
    }

    /// Whether an article can be read again: whether it is a file or an address of its own, or was one. If the file is
    /// gone, reading it again will say so.
    pub(super) fn can_renew(&self, number: usize) -> bool {
        let found = self.found();
        match found.owner(number).map(|owner| &**owner.source()) {
            Some(Source::File(path)) => !path.exists() || (found.is_alone(number) && path.is_file()),
            Some(Source::Web(_)) => found.is_alone(number) || found.entries[number].cut.is_err(),
            _ => false,
        }
    }

    /// Reads an article's source again, which has changed. Returns whether it holds several articles now, of which only
    /// the first replaces the old one. The error says in words why it cannot be read.
    pub(super) fn renew(&self, number: usize) -> Result<bool, String> {
        let source = {
            let found = self.found();
            let owner = found.owner(number).ok_or("there is no such article")?;
            Arc::clone(owner.source())
        };
        let mut owner = Owner::new((*source).clone());
        let cuts = cuts(&mut owner).map_err(|error| Error::source(&source, &error).to_string())?;
        let several = cuts.len() > 1;
        if several {
            owner.let_go();
        }
        let mut found = self.found();
        if let (Some(cut), Some(entry)) = (cuts.into_iter().next(), found.entries.get_mut(number)) {
            entry.cut = Ok(cut);
            let at = entry.source as usize;
            found.owners[at] = owner;
        }
        Ok(several)
    }

    /// Whether an article is the only one of its source, as far as is known.
    pub(super) fn is_alone(&self, number: usize) -> bool {
        self.found().is_alone(number)
    }

    /// Whether an article cannot be read a second time.
    pub(super) fn came_once(&self, number: usize) -> bool {
        self.found().owner(number).is_some_and(Owner::is_gone)
    }

    /// Why nothing was read, if nothing was: of an address, which is shown whole or not at all.
    pub(super) fn nothing_read(&self) -> Option<String> {
        let found = self.found();
        match (
            found.entries.first(),
            found.owners.first().map(|owner| &**owner.source()),
        ) {
            (Some(first), Some(Source::Web(_))) if found.entries.iter().all(|entry| entry.cut.is_err()) => {
                first.cut.as_ref().err().cloned()
            }
            (None, Some(source @ Source::Web(_))) => Some(format!("{}: stopped before it had come in", source.name())),
            _ => None,
        }
    }

    /// Whether articles are still being found.
    pub(super) fn is_indexing(&self) -> bool {
        self.indexing.try_lock().is_err()
    }

    /// Finds the articles of further sources, when those before have been found. `first` gets the number of the first one,
    /// as soon as there is one.
    pub(super) fn further(
        &self,
        sources: Vec<(Source, Option<Stream>)>,
        events: &Sender<Event>,
        first: impl FnOnce(usize),
    ) {
        let _indexing = self.indexing.lock().unwrap_or_else(PoisonError::into_inner);
        let before = {
            let mut found = self.found();
            found.all = false;
            found.entries.len()
        };
        let mut first = Some(first);
        Indexer::new(self, events, before).until_over(|indexer| {
            for (source, stream) in sources {
                indexer.source(source, stream, None);
                if indexer.count() > before
                    && let Some(first) = first.take()
                {
                    indexer.tell(true);
                    first(before);
                }
            }
        });
    }

    /// Finds all articles, and sends how many there are while their number grows. Until the first has been found, its
    /// beginning is shown as it comes. `stream` is the first source, if it has been opened.
    fn index(&self, mut stream: Option<Stream>, previews: &mut Previews, events: &Sender<Event>) {
        let _indexing = self.indexing.lock().unwrap_or_else(PoisonError::into_inner);
        Indexer::new(self, events, 0).until_over(|indexer| {
            for source in &self.given {
                indexer.source(source.clone(), stream.take(), Some(&mut *previews));
            }
        });
    }
}

/// Where the articles of a source stand, which is read to its end.
fn cuts(owner: &mut Owner) -> std::io::Result<Vec<Cut>> {
    let mut stream = Stream::open(owner.source())?;
    stream.peek()?;
    owner.begin(&stream, true, true);
    let mut scanner = Scanner::default();
    let mut cuts = Vec::new();
    while let Came::Bytes(bytes) = stream.read(STRIDE, true)? {
        cuts.extend(scanner.push(bytes));
        owner.hold(bytes);
    }
    cuts.extend(scanner.finish());
    cuts.retain(|cut| !cut.is_blank);
    Ok(cuts)
}

/// The longest article, in bytes: places in one are counted in 32 bits. Less where the tests want it.
pub(super) fn longest() -> u64 {
    let asked = || std::env::var("DATELINE_LONGEST").ok()?.parse().ok();
    let asked = if cfg!(debug_assertions) { asked() } else { None };
    asked.unwrap_or(u32::MAX.into())
}

/// The message about an article that is too long.
pub(super) fn too_long() -> String {
    let most = longest();
    format!("an article has more than {most} bytes, the most that can be read; split the file")
}

/// The titles of the articles in the first part of a file, so that the list has something to show at once.
pub(super) fn listed(part: &[u8], is_whole: bool, source: &Source) -> Vec<Listed> {
    let mut labeller = Labeller::default();
    let mut labels = labeller.push(part);
    if is_whole {
        labels.extend(labeller.finish());
    }
    labels.into_iter().map(|(_, label)| named(label, source)).collect()
}

/// Starts to find the articles, in a thread of its own.
pub(super) fn index(
    library: Arc<Library>,
    stream: Option<Stream>,
    mut previews: Previews,
    events: Sender<Event>,
) -> std::io::Result<()> {
    let index = move || {
        step_back();
        library.index(stream, &mut previews, &events);
    };
    // All that can panic is caught in it.
    panics::spawn("articles", index, drop)?;
    Ok(())
}
