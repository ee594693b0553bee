//! Reads articles and finds what they repeat, off the reader's thread. A newer load of an article ends the older one.

use std::cell::Cell;
use std::io;
use std::num::NonZeroUsize;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::follow::Piped;
use super::known::Known;
use super::library::{Library, Previews};
use super::panics::{self, Bug};
use super::source::{FIRST_PART, Source};
use super::{Error, Event, Loaded, step_back};
use crate::app::message::Turned;
use crate::app::{Message, Notice, Work, differing};
use crate::article::Article;
use crate::fold::{Folding, Limits};
use crate::read;
use crate::read::corpus::Piece;

/// An article read and folded at once: for what is small.
pub(super) fn load_now(piece: Piece, source: &Source) -> Result<Loaded, Error> {
    let article = Arc::new(source.read_now(piece)?);
    Ok(folded(article, false))
}

/// The first version of a large article, with its exact repeats.
pub(super) fn load_first_part(bytes: &[u8]) -> Result<Loaded, Bug> {
    panics::trip("first part", bytes);
    let article = panics::catch(|| Arc::new(read::first_part(bytes)))?;
    Ok(folded(article, true))
}

/// Folds an article. A panic costs the folds alone.
fn folded(article: Arc<Article>, more: bool) -> Loaded {
    let folding = panics::catch(|| {
        panics::trip("folding", article.text().as_bytes());
        Arc::new(Folding::of(&article))
    });
    let bug = folding.as_ref().err().cloned();
    Loaded {
        article,
        folding: folding.unwrap_or_default(),
        more,
        bug,
    }
}

/// Names a load: of which article, and which of all loads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ticket {
    article: usize,
    load: u64,
}

/// The newest load of each article. What an older one brings is dropped.
#[derive(Debug, Default)]
struct Newest(Mutex<(u64, FxHashMap<usize, u64>)>);

impl Newest {
    fn begin(&self, article: usize) -> Ticket {
        let mut newest = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        newest.0 += 1;
        let load = newest.0;
        newest.1.insert(article, load);
        Ticket { article, load }
    }

    fn end_all(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).1.clear();
    }

    fn is_newest(&self, ticket: Ticket) -> bool {
        let newest = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        newest.1.get(&ticket.article) == Some(&ticket.load)
    }
}

/// Starts loads, a thread each.
pub(super) struct Loader {
    library: Arc<Library>,
    known: Arc<Known>,
    events: Sender<Event>,
    /// The load that the reader begins with.
    first: Ticket,
    newest: Arc<Newest>,
    /// What has come through a pipe, of the first article.
    piped: Arc<Mutex<Piped>>,
    /// Articles that came only once and are not held as bytes, by their number.
    kept: Vec<(usize, Arc<Article>)>,
}

impl Loader {
    pub(super) fn new(library: Arc<Library>, known: Arc<Known>, events: Sender<Event>) -> Self {
        let newest = Arc::<Newest>::default();
        Self {
            library,
            known,
            events,
            first: newest.begin(0),
            newest,
            piped: Arc::default(),
            kept: Vec::new(),
        }
    }

    /// Whether the results of a load are still wanted.
    pub(super) fn is_newest(&self, ticket: Ticket) -> bool {
        self.newest.is_newest(ticket)
    }

    fn load(&self, ticket: Ticket) -> Load {
        Load {
            known: Arc::clone(&self.known),
            events: self.events.clone(),
            ticket,
            newest: Arc::clone(&self.newest),
            turning: Cell::new(None),
        }
    }

    /// Shows the first article while it comes in.
    pub(super) fn previews(&self) -> Previews {
        let (load, piped) = (self.load(self.first), Arc::clone(&self.piped));
        Previews::new(move |bytes| {
            // A bug will show, and be reported, when the whole is read.
            let Ok(Loaded { article, folding, .. }) = load_first_part(bytes) else {
                return false;
            };
            let mut piped = piped.lock().unwrap_or_else(PoisonError::into_inner);
            load.send(piped.version(&article, true)) && load.send(Message::Folding { article, folding })
        })
    }

    /// Tells what is new in what comes through a pipe, or does not any more.
    pub(super) fn follow_pipe(&self, on: bool) {
        self.piped.lock().unwrap_or_else(PoisonError::into_inner).follows = on;
    }

    /// Reads the first article as soon as all of it is there, to replace its first part.
    pub(super) fn first(&self) -> io::Result<()> {
        let (load, library) = (self.load(self.first), Arc::clone(&self.library));
        let piped = Arc::clone(&self.piped);
        load.start(move |load| {
            step_back();
            let (piece, source) = library.piece(0)?;
            let article = load.read(piece, &source)?;
            if let Some(article) = article {
                let mut piped = std::mem::take(&mut *piped.lock().unwrap_or_else(PoisonError::into_inner));
                load.send(piped.version(&article, false));
                load.tell_older(&library, 0);
                load.exact(&article);
                load.near(&article);
            }
            Ok(())
        })
    }

    /// Reads an article again whose file has changed.
    pub(super) fn again(&self, number: usize, before: Arc<Article>) -> io::Result<()> {
        let ticket = self.newest.begin(number);
        let (load, library) = (self.load(ticket), Arc::clone(&self.library));
        load.start(move |load| {
            let several = library.renew(number)?;
            let (piece, source) = library.piece(number)?;
            let Some(article) = load.read(piece, &source)? else {
                return Ok(());
            };
            load.send(Message::ReadAgain {
                article: Arc::clone(&article),
                said: differing(&before, &article),
            });
            drop(before);
            load.tell_older(&library, number);
            load.exact(&article);
            if several {
                let words = format!("{} holds several articles now; this is the first", source.name());
                load.send(Message::Notice(Notice::Failed(words)));
            }
            load.near(&article);
            Ok(())
        })
    }

    /// Keeps an article that came once and cannot be read again.
    pub(super) fn keep(&mut self, number: usize, article: Arc<Article>) {
        let there = self.kept.iter().any(|(kept, _)| *kept == number);
        if !there && self.library.came_once(number) {
            self.kept.push((number, article));
        }
    }

    /// Reads the article that is turned to. `whole` says that a first part will not do.
    pub(super) fn turn(&self, to: usize, whole: bool) -> io::Result<()> {
        self.newest.end_all();
        let ticket = self.newest.begin(to);
        let kept = self.kept.iter().find(|(number, _)| *number == to);
        let kept = kept.map(|(_, article)| Arc::clone(article));
        let (load, library) = (self.load(ticket), Arc::clone(&self.library));
        load.turning.set(Some(to));
        load.start(move |load| {
            if let Some(article) = kept {
                load.turned(to, Arc::clone(&article), Arc::new(Folding::exact(&article)), false);
                load.near(&article);
                return Ok(());
            }
            let done = load.turn(&library, to, whole);
            load.tell_older(&library, to);
            done
        })
    }
}

/// One load of an article.
struct Load {
    known: Arc<Known>,
    events: Sender<Event>,
    ticket: Ticket,
    newest: Arc<Newest>,
    /// The article that is turned to, until there is a page for it.
    turning: Cell<Option<usize>>,
}

impl Load {
    fn start(self, work: impl FnOnce(&Self) -> Result<(), String> + Send + 'static) -> io::Result<()> {
        let read = move || {
            let done = panics::catch(|| work(&self));
            let Err(words) = done.unwrap_or_else(|bug| Err(format!("finding repeats failed: {bug}"))) else {
                return;
            };
            if let Some(to) = self.turning.get() {
                // An empty page, so that one can turn to others from there.
                self.turned(to, Arc::default(), Arc::default(), false);
            }
            // What is shown stays.
            self.send(Message::Progress(Work::default()));
            let article = self.ticket.article;
            self.send(Message::Unreadable { article, words });
        };
        // All that can panic is caught in it.
        panics::spawn("read", read, drop)?;
        Ok(())
    }

    /// Sends a result; returns whether more are wanted.
    fn send(&self, message: Message) -> bool {
        self.newest.is_newest(self.ticket) && self.events.send(Event::Loaded(self.ticket, message)).is_ok()
    }

    fn turn(&self, library: &Library, to: usize, whole: bool) -> Result<(), String> {
        let (piece, source) = library.piece(to)?;
        if piece.bytes.len() < FIRST_PART {
            let loaded = load_now(piece, &source).map_err(|error| error.to_string())?;
            self.turned(to, loaded.article, loaded.folding, false);
            return match loaded.bug {
                Some(bug) => Err(format!("finding repeats failed: {bug}")),
                None => Ok(()),
            };
        }
        // A bug will show, and be reported, when the whole is read.
        let part = (!whole)
            .then(|| load_first_part(&piece.bytes[..FIRST_PART]).ok())
            .flatten();
        let part = part.filter(|part| !part.article.blocks().is_empty());
        let shown = part.is_some();
        if let Some(part) = part {
            self.turned(to, part.article, part.folding, true);
        }
        step_back();
        let Some(article) = self.read(piece, &source)? else {
            return Ok(());
        };
        if shown {
            self.send(Message::Article {
                article: Arc::clone(&article),
                more: false,
            });
            self.exact(&article);
        } else {
            self.turned(to, Arc::clone(&article), Arc::new(Folding::exact(&article)), false);
        }
        self.near(&article);
        Ok(())
    }

    /// Says whether an article goes on on a page with older posts.
    fn tell_older(&self, library: &Library, number: usize) {
        let there = library.has_older(number);
        self.send(Message::OlderPosts { number, there });
    }

    fn turned(&self, to: usize, article: Arc<Article>, folding: Arc<Folding>, more: bool) {
        self.turning.set(None);
        let elsewhere = (!more).then(|| self.known.of(to, &article)).flatten();
        self.send(Message::Turned(Turned {
            to,
            article,
            folding,
            elsewhere,
            more,
        }));
    }

    /// Reads a large article; `None` if it is not wanted any more.
    fn read(&self, piece: Piece, source: &Source) -> Result<Option<Arc<Article>>, String> {
        let mut percent = Percent::default();
        let article = source.read(piece, &mut |done, of| match percent.step(done, of) {
            Some(now) => self.send(Message::Progress(Work {
                reading: Some(now),
                folding: None,
            })),
            None => true,
        });
        Ok(article.map_err(|error| error.to_string())?.map(Arc::new))
    }

    fn found(&self, article: &Arc<Article>, folding: Folding) {
        self.send(Message::Folding {
            article: article.clone(),
            folding: Arc::new(folding),
        });
    }

    /// Finds exact repeats, which takes a fraction of the time: their folds need not wait for the rest.
    fn exact(&self, article: &Arc<Article>) {
        panics::trip("folding", article.text().as_bytes());
        self.send(Message::Progress(Work {
            reading: None,
            folding: Some(0),
        }));
        self.found(article, Folding::exact(article));
    }

    fn near(&self, article: &Arc<Article>) {
        let mut percent = Percent::default();
        let mut limits = Limits::for_text(article.text().len());
        // One processor is left to the page.
        limits.threads = NonZeroUsize::new(limits.threads.get() - 1).unwrap_or(NonZeroUsize::MIN);
        let folding = Folding::find_within(
            article,
            limits,
            &mut |done, of| match percent.step(done.into(), of.into()) {
                Some(now) => self.send(Message::Progress(Work {
                    reading: None,
                    folding: Some(now),
                })),
                None => true,
            },
        );
        if let Some(folding) = folding {
            self.found(article, folding);
        }
        self.send(Message::Progress(Work::default()));
    }
}

/// Progress in percent, each number reported once.
#[derive(Default)]
struct Percent {
    told: Option<u8>,
}

impl Percent {
    fn step(&mut self, done: u64, of: u64) -> Option<u8> {
        let now = done.saturating_mul(100).checked_div(of).unwrap_or(100).min(100) as u8;
        (self.told != Some(now)).then(|| {
            self.told = Some(now);
            now
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Newest;

    #[test]
    fn a_newer_load_ends_the_older_one_of_its_article_alone() {
        let newest = Newest::default();
        let (first, other) = (newest.begin(0), newest.begin(1));
        assert!(newest.is_newest(first) && newest.is_newest(other));
        let second = newest.begin(0);
        assert!(!newest.is_newest(first) && newest.is_newest(second) && newest.is_newest(other));
        newest.end_all();
        let third = newest.begin(0);
        assert!(newest.is_newest(third) && !newest.is_newest(second) && !newest.is_newest(other));
    }
}
