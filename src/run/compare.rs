//! Compares the article that is read with the others that were opened with it, off the reader's thread.
//!
//! The articles nearest to it are read, up to a total of text, compared, and let go. What the one says again of the
//! others is kept, and if those are all there are, what each of them says: so that it is there at once when an article
//! is turned to, and nothing of it needs to change while it is on the screen.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rustc_hash::FxHashMap;

use super::Event;
use super::shelf::{Near, Shelf};
use super::worker::step_back;
use crate::app::message::Compared;
use crate::app::session::counts::ArticleCounts;
use crate::app::{Message, NEIGHBOURS};
use crate::article::Article;
use crate::fold::{Across, Elsewhere, Given, Limits};

/// Bytes of all articles that are compared at once, the one that is read among them; a larger one is compared with
/// none. Comparing takes some twice as
/// much memory besides, for as long as it lasts.
const BYTES: u64 = 64 << 20;
/// After so long somebody may be reading, though no key was pressed.
const LATE: Duration = Duration::from_secs(1);

/// A request to compare.
struct Request {
    number: u64,
    at: usize,
    article: Arc<Article>,
    asked: Instant,
}

/// The thread that compares, and the way to ask it.
pub(super) struct Comparer {
    requests: Sender<Request>,
    /// The newest request; older ones end when they see it.
    newest: Arc<AtomicU64>,
}

impl Comparer {
    /// Starts it.
    pub(super) fn start(shelf: Arc<Shelf>, known: Arc<Known>, events: Sender<Event>) -> io::Result<Self> {
        let (requests, asked) = mpsc::channel::<Request>();
        let newest = Arc::new(AtomicU64::new(0));
        let desk = Desk {
            shelf,
            newest: Arc::clone(&newest),
            known,
            events: events.clone(),
        };
        std::thread::Builder::new().name("compare".into()).spawn(move || {
            step_back();
            while let Ok(request) = asked.recv() {
                let Some(elsewhere) = desk.answer(&request) else {
                    continue;
                };
                let compared = Compared {
                    request: request.number,
                    elsewhere,
                    late: request.asked.elapsed() > LATE,
                };
                if events.send(Event::App(Message::Compared(compared))).is_err() {
                    return;
                }
            }
        })?;
        Ok(Self { requests, newest })
    }

    /// Asks what an article says again of others, and no longer for that of any other.
    pub(super) fn ask(&self, number: u64, at: usize, article: Arc<Article>) {
        self.newest.store(number, Ordering::Relaxed);
        // The thread ends only with the program.
        let _ = self.requests.send(Request {
            number,
            at,
            article,
            asked: Instant::now(),
        });
    }
}

/// What articles were found to say again, by their numbers, each with a digest of its text then: a file may have been
/// written anew.
#[derive(Default)]
pub(super) struct Known(Mutex<FxHashMap<usize, (u64, Arc<Elsewhere>)>>);

impl Known {
    fn entries(&self) -> MutexGuard<'_, FxHashMap<usize, (u64, Arc<Elsewhere>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is known of an article.
    pub(super) fn of(&self, number: usize, article: &Article) -> Option<Arc<Elsewhere>> {
        let (before, elsewhere) = self.entries().get(&number).cloned()?;
        (before == digest(article)).then_some(elsewhere)
    }

    fn add(&self, number: usize, article: &Article, elsewhere: &Arc<Elsewhere>) {
        let entry = (digest(article), Arc::clone(elsewhere));
        self.entries().insert(number, entry);
    }
}

/// Where the comparing is done.
struct Desk {
    shelf: Arc<Shelf>,
    newest: Arc<AtomicU64>,
    known: Arc<Known>,
    events: Sender<Event>,
}

impl Desk {
    fn is_wanted(&self, request: &Request) -> bool {
        self.newest.load(Ordering::Relaxed) == request.number
    }

    /// What the article says again of others; nothing if nobody waits for it any more.
    fn answer(&self, request: &Request) -> Option<Arc<Elsewhere>> {
        if !self.is_wanted(request) {
            return None;
        }
        if let Some(known) = self.known.of(request.at, &request.article) {
            return Some(known);
        }
        let Near { numbers, all } = self.shelf.near(request.at, NEIGHBOURS, BYTES);
        if numbers.len() < 2 {
            self.tell_counts(vec![(request.at, ArticleCounts::of(&request.article, None))]);
            return Some(Arc::default());
        }
        let mut read: Vec<(usize, Arc<Article>)> = Vec::with_capacity(numbers.len());
        for number in numbers {
            if !self.is_wanted(request) {
                return None;
            }
            if number == request.at {
                read.push((number, Arc::clone(&request.article)));
                continue;
            }
            // What cannot be read is told to whoever turns to it.
            let piece = self.shelf.piece(number).ok();
            let article = piece.and_then(|(piece, _)| piece.read().ok());
            read.extend(article.map(|article| (number, Arc::new(article))));
        }
        let given: Vec<Given<'_>> = read
            .iter()
            .map(|(number, article)| Given {
                number: *number as u32,
                article,
            })
            .collect();
        let across = self.compare(&given, request)?;
        let found = |which: usize| Arc::new(Elsewhere::of(&across, &given, which as u32));
        let which = read.iter().position(|&(number, _)| number == request.at)?;
        let own = found(which);
        self.known.add(request.at, &request.article, &own);
        let mut counted = vec![(request.at, ArticleCounts::of(&request.article, Some(&own)))];
        let others = read.iter().enumerate().filter(|&(other, _)| all && other != which);
        for (other, (number, article)) in others {
            let elsewhere = found(other);
            counted.push((*number, ArticleCounts::of(article, Some(&elsewhere))));
            self.known.add(*number, article, &elsewhere);
        }
        self.tell_counts(counted);
        Some(own)
    }

    /// For the list: how much of each is new.
    fn tell_counts(&self, counted: Vec<(usize, ArticleCounts)>) {
        // If nobody listens any more, this ends with the program.
        let _ = self.events.send(Event::App(Message::Counted(counted)));
    }

    fn compare(&self, given: &[Given<'_>], request: &Request) -> Option<Across> {
        let articles: Vec<&Article> = given.iter().map(|given| given.article).collect();
        let bytes = articles.iter().map(|article| article.text().len()).sum();
        let mut limits = Limits::for_text(bytes);
        // One processor is left to the page.
        limits.threads = NonZeroUsize::new(limits.threads.get() - 1).unwrap_or(NonZeroUsize::MIN);
        Across::find(&articles, limits, &mut |_, _| self.is_wanted(request))
    }
}

fn digest(article: &Article) -> u64 {
    let mut hasher = DefaultHasher::new();
    article.text().hash(&mut hasher);
    article.blocks().len().hash(&mut hasher);
    hasher.finish()
}
