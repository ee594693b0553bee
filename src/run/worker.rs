//! Slow work, off the reader's thread: reading the rest of a large article, finding what it repeats, searching.
//!
//! Each worker sends what it found as messages; the newest request of its kind ends the older ones.

use std::io;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Sender};

use super::compare::Known;
use super::shelf::Shelf;
use super::source::{FIRST_PART, Source};
use super::{Error, Event, Loaded};
use crate::app::document::search::SearchState;
use crate::app::message::Turned;
use crate::app::{self, Message, Notice, Work, differing};
use crate::article::{Article, Span};
use crate::fold::{Folding, Limits};
use crate::read;
use crate::read::corpus::Piece;

/// An article read and folded at once: for what is small.
pub(super) fn load_now(piece: Piece) -> Result<Loaded, read::Error> {
    let article = Arc::new(piece.read()?);
    let folding = Arc::new(Folding::of(&article));
    Ok(Loaded {
        article,
        folding,
        more: false,
    })
}

/// The first version of a large article, with what it repeats exactly.
pub(super) fn load_first_part(bytes: &[u8]) -> Loaded {
    let article = Arc::new(read::first_part(bytes));
    let folding = Arc::new(Folding::of(&article));
    Loaded {
        article,
        folding,
        more: true,
    }
}

/// Lets the threads that answer keys go first: this one, and those it starts, take what the others leave.
pub(super) fn step_back() {
    /// Half way to the lowest: the work goes on even on a busy machine.
    const NICE: i32 = 10;
    // Elsewhere than on Linux a priority is a process's, and this would slow the page itself.
    if cfg!(target_os = "linux") {
        let _ = rustix::process::setpriority_process(None, NICE);
    }
}

/// Reads articles and finds their repeats; the newest request ends the older ones.
pub(super) struct Loads {
    shelf: Arc<Shelf>,
    known: Arc<Known>,
    events: Sender<Event>,
    newest: Arc<AtomicU64>,
    /// Articles that came only once and are not held as bytes, by their number.
    kept: Vec<(usize, Arc<Article>)>,
}

impl Loads {
    pub(super) fn new(articles: Arc<Shelf>, known: Arc<Known>, events: Sender<Event>) -> Self {
        Self {
            shelf: articles,
            known,
            events,
            newest: Arc::default(),
            kept: Vec::new(),
        }
    }

    /// Whether what a request brought is still wanted.
    pub(super) fn is_newest(&self, request: u64) -> bool {
        self.newest.load(Ordering::Relaxed) == request
    }

    fn loader(&self) -> Loader {
        Loader {
            known: Arc::clone(&self.known),
            events: self.events.clone(),
            request: self.newest.load(Ordering::Relaxed),
            newest: Arc::clone(&self.newest),
        }
    }

    /// What shows the first article while it comes in.
    pub(super) fn previews(&self) -> Previews {
        Previews {
            loader: self.loader(),
            shown: 0,
            over: false,
        }
    }

    /// Reads the first article as soon as all of it is there: a longer version of what is shown.
    pub(super) fn first(&self) -> io::Result<()> {
        let (loader, articles) = (self.loader(), Arc::clone(&self.shelf));
        loader.start(move |loader| {
            step_back();
            let (piece, source) = articles.piece(0)?;
            let article = loader.read(piece, &source)?;
            if let Some(article) = article {
                loader.send(Message::Article {
                    article: Arc::clone(&article),
                    more: false,
                });
                loader.exact(&article);
                loader.near(&article);
            }
            Ok(())
        })
    }

    /// Reads an article anew whose file has been changed: a newer version of what is shown.
    pub(super) fn again(&self, number: usize, before: Arc<Article>) -> io::Result<()> {
        self.newest.fetch_add(1, Ordering::Relaxed);
        let (loader, articles) = (self.loader(), Arc::clone(&self.shelf));
        loader.start(move |loader| {
            let several = articles.renew(number)?;
            let (piece, source) = articles.piece(number)?;
            let Some(article) = loader.read(piece, &source)? else {
                return Ok(());
            };
            loader.send(Message::ReadAgain {
                article: Arc::clone(&article),
                said: differing(&before, &article),
            });
            drop(before);
            loader.exact(&article);
            if several {
                let words = format!("{} holds several articles now; this is the first", source.name());
                loader.send(Message::Notice(Notice::Failed(words)));
            }
            loader.near(&article);
            Ok(())
        })
    }

    /// Keeps an article that could not be read a second time.
    pub(super) fn keep(&mut self, number: usize, article: Arc<Article>) {
        let there = self.kept.iter().any(|(kept, _)| *kept == number);
        if !there && self.shelf.came_once(number) {
            self.kept.push((number, article));
        }
    }

    /// Reads another article, to take the place of the one that is shown. `whole` says that a first part will not do.
    pub(super) fn turn(&self, to: usize, whole: bool) -> io::Result<()> {
        self.newest.fetch_add(1, Ordering::Relaxed);
        let kept = self.kept.iter().find(|(number, _)| *number == to);
        let kept = kept.map(|(_, article)| Arc::clone(article));
        let (loader, articles) = (self.loader(), Arc::clone(&self.shelf));
        loader.start(move |loader| {
            if let Some(article) = kept {
                loader.turned(to, Arc::clone(&article), Arc::new(Folding::exact(&article)), false);
                loader.near(&article);
                return Ok(());
            }
            loader.turn(&articles, to, whole).inspect_err(|_| {
                // There is a page for it all the same, so that the reader can go on from there.
                loader.turned(to, Arc::default(), Arc::default(), false);
            })
        })
    }
}

/// Shows the first article while it comes in through a pipe: when what has come has doubled, so that all versions
/// together cost no more than twice the last, and when nothing comes for a while.
pub(super) struct Previews {
    loader: Loader,
    /// Bytes of the version that is shown.
    shown: usize,
    over: bool,
}

impl Previews {
    /// Whether so many bytes are worth a new version.
    pub(super) fn due(&self, bytes: usize, silence: bool) -> bool {
        let enough = if silence {
            bytes > self.shown
        } else {
            bytes >= (2 * self.shown).max(1 << 12)
        };
        enough && bytes > self.shown && !self.over
    }

    pub(super) fn show(&mut self, bytes: &[u8]) {
        self.shown = bytes.len();
        let Loaded { article, folding, .. } = load_first_part(bytes);
        self.loader.send(Message::Article {
            article: article.clone(),
            more: true,
        });
        self.loader.send(Message::Folding { article, folding });
    }

    /// There will be no more of it.
    pub(super) fn over(&mut self) {
        self.over = true;
    }
}

/// Works on one request.
struct Loader {
    known: Arc<Known>,
    events: Sender<Event>,
    request: u64,
    newest: Arc<AtomicU64>,
}

impl Loader {
    fn start(self, work: impl FnOnce(&Self) -> Result<(), String> + Send + 'static) -> io::Result<()> {
        std::thread::Builder::new().name("read".into()).spawn(move || {
            if let Err(words) = work(&self) {
                // What was shown so far stays; the reader is told that it is not all.
                self.send(Message::Progress(Work::default()));
                self.send(Message::Notice(Notice::Failed(words)));
            }
        })?;
        Ok(())
    }

    /// Whether anybody still listens.
    fn send(&self, message: Message) -> bool {
        self.newest.load(Ordering::Relaxed) == self.request
            && self.events.send(Event::Loaded(self.request, message)).is_ok()
    }

    fn turn(&self, articles: &Shelf, to: usize, whole: bool) -> Result<(), String> {
        let (piece, source) = articles.piece(to)?;
        if piece.bytes.len() < FIRST_PART {
            let loaded = load_now(piece).map_err(|error| Error::read(&source, &error).to_string())?;
            self.turned(to, loaded.article, loaded.folding, false);
            return Ok(());
        }
        let part = (!whole).then(|| load_first_part(&piece.bytes[..FIRST_PART]));
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

    fn turned(&self, to: usize, article: Arc<Article>, folding: Arc<Folding>, more: bool) {
        let elsewhere = (!more).then(|| self.known.of(to, &article)).flatten();
        self.send(Message::Turned(Turned {
            to,
            article,
            folding,
            elsewhere,
            more,
        }));
    }

    /// Reads a large article; nothing if nobody waits for it any more.
    fn read(&self, piece: Piece, source: &Source) -> Result<Option<Arc<Article>>, String> {
        let mut percent = Percent::default();
        let article = piece.read_watched(&mut |done, of| match percent.step(done, of) {
            Some(now) => self.send(Message::Progress(Work {
                reading: Some(now),
                folding: None,
            })),
            None => true,
        });
        let article = article.map_err(|error| Error::read(source, &error).to_string())?;
        Ok(article.map(Arc::new))
    }

    fn found(&self, article: &Arc<Article>, folding: Folding) {
        self.send(Message::Folding {
            article: article.clone(),
            folding: Arc::new(folding),
        });
    }

    /// What stands word for word again is found in a fraction of the time: those folds need not wait.
    fn exact(&self, article: &Arc<Article>) {
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

/// Progress as parts of a hundred, each told once.
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

/// A request to search.
struct Request {
    number: u64,
    pattern: String,
    article: Arc<Article>,
}

/// The thread that searches, and the way to ask it.
pub(super) struct Searcher {
    requests: Sender<Request>,
    /// The newest request; older ones end when they see it.
    newest: Arc<AtomicU64>,
}

impl Searcher {
    /// Starts it.
    pub(super) fn start(events: Sender<Event>) -> io::Result<Self> {
        let (requests, asked) = mpsc::channel::<Request>();
        let newest = Arc::new(AtomicU64::new(0));
        let latest = newest.clone();
        std::thread::Builder::new().name("search".into()).spawn(move || {
            while let Ok(request) = asked.recv() {
                if latest.load(Ordering::Relaxed) == request.number && !answer(&request, &latest, &events) {
                    return;
                }
            }
        })?;
        Ok(Self { requests, newest })
    }

    /// Asks for the matches of a pattern, and no longer for those of any other.
    pub(super) fn ask(&self, number: u64, pattern: String, article: Arc<Article>) {
        self.newest.store(number, Ordering::Relaxed);
        // The thread ends only with the program.
        let _ = self.requests.send(Request {
            number,
            pattern,
            article,
        });
    }

    /// Asks for nothing any more.
    pub(super) fn stop(&self) {
        self.newest.store(u64::MAX, Ordering::Relaxed);
    }
}

/// Answers a request, unless a newer one comes; whether anybody still listens.
fn answer(request: &Request, newest: &AtomicU64, events: &Sender<Event>) -> bool {
    let wanted = || newest.load(Ordering::Relaxed) == request.number;
    let send = |matches: Result<Arc<[Span]>, String>, state| {
        events
            .send(Event::App(Message::Matches {
                request: request.number,
                matches,
                state,
            }))
            .is_ok()
    };
    // The first matches are shown at once, and then whenever there are twice as many: on a large article the rest
    // takes a while.
    let mut told = 0;
    let found = app::search::find(&request.article, &request.pattern, &mut |matches| {
        if matches.len() > 2 * told {
            told = matches.len();
            return wanted() && send(Ok(matches.into()), SearchState::Running);
        }
        wanted()
    });
    match found {
        Ok(Some((matches, state))) => send(Ok(matches.into()), state),
        Ok(None) => true,
        Err(words) => send(Err(words.clone()), SearchState::Wrong(words)),
    }
}
