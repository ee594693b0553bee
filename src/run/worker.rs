//! Slow work, off the reader's thread: reading the rest of a large article, finding what it repeats, searching.
//!
//! Each worker sends what it found as messages; the newest request of its kind ends the older ones.

use std::fs::File;
use std::io;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Sender};

use super::source::{Came, Opened, read_rest, read_stdin};
use super::{Event, Loaded};
use crate::app::{self, Message, Notice, SearchState, Work};
use crate::article::{Article, Span};
use crate::fold::{Folding, Limits};
use crate::read;

/// Reads what of the source is still to be read, then finds its repeats, and sends each as it comes.
pub(super) fn load(opened: Opened, events: Sender<Event>) -> io::Result<()> {
    std::thread::Builder::new().name("read".into()).spawn(move || {
        step_back();
        let loader = Loader { events };
        let read = match opened {
            // All that there is has been read and folded already.
            Opened::Whole(_) => return,
            Opened::Part(file, bytes) => loader.file(file, bytes),
            Opened::Stdin(bytes) => loader.stdin(bytes),
        };
        if let Err(words) = read {
            // What was shown so far stays; the reader is told that it is not all.
            loader.send(Message::Progress(Work::default()));
            loader.send(Message::Notice(Notice::Failed(words)));
        }
    })?;
    Ok(())
}

/// An article read and folded at once: for what is small.
pub(super) fn load_now(bytes: Vec<u8>) -> Result<Loaded, read::Error> {
    let article = Arc::new(read::read(bytes)?);
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
fn step_back() {
    /// Half way to the lowest: the work goes on even on a busy machine.
    const NICE: i32 = 10;
    // Elsewhere than on Linux a priority is a process's, and this would slow the page itself.
    if cfg!(target_os = "linux") {
        let _ = rustix::process::setpriority_process(None, NICE);
    }
}

struct Loader {
    events: Sender<Event>,
}

impl Loader {
    /// Whether anybody still listens.
    fn send(&self, message: Message) -> bool {
        self.events.send(Event::App(message)).is_ok()
    }

    fn file(&self, file: File, bytes: Vec<u8>) -> Result<(), String> {
        let bytes = read_rest(file, bytes).map_err(|error| format!("the rest could not be read: {error}"))?;
        self.whole(bytes)
    }

    fn whole(&self, bytes: Vec<u8>) -> Result<(), String> {
        let mut percent = Percent::default();
        let article = read::read_watched(bytes, &mut |done, of| match percent.step(done, of) {
            Some(now) => self.send(Message::Progress(Work {
                reading: Some(now),
                folding: None,
            })),
            None => true,
        });
        match article {
            Ok(Some(article)) => self.fold(&Arc::new(article)),
            Ok(None) => {}
            Err(error) => return Err(error.to_string()),
        }
        Ok(())
    }

    fn fold(&self, article: &Arc<Article>) {
        self.send(Message::Article {
            article: article.clone(),
            more: false,
        });
        let found = |folding| Message::Folding {
            article: article.clone(),
            folding: Arc::new(folding),
        };
        // What stands word for word again is found in a fraction of the time: those folds need not wait.
        self.send(Message::Progress(Work {
            reading: None,
            folding: Some(0),
        }));
        self.send(found(Folding::exact(article)));
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
            self.send(found(folding));
        }
        self.send(Message::Progress(Work::default()));
    }

    /// Reads standard input to its end. What has come is shown when it has doubled, so that all versions
    /// together cost no more than twice the last, and when nothing comes for a while.
    fn stdin(&self, mut bytes: Vec<u8>) -> Result<(), String> {
        let mut shown = 0;
        let mut patient = false;
        loop {
            match read_stdin(&mut bytes, patient).map_err(|error| format!("standard input: {error}"))? {
                Came::End => return self.whole(bytes),
                Came::More => patient = false,
                Came::Silence => patient = true,
            }
            let due = if patient {
                bytes.len() > shown
            } else {
                bytes.len() >= (2 * shown).max(1 << 12)
            };
            if due && bytes.len() > shown {
                shown = bytes.len();
                let Loaded { article, folding, .. } = load_first_part(&bytes);
                self.send(Message::Article {
                    article: article.clone(),
                    more: true,
                });
                self.send(Message::Folding { article, folding });
            }
        }
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
