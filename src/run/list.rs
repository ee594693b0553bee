//! What the list of articles needs of the world, each in a thread of its own: looking for what is typed, and counting
//! the articles that are on the screen. The newest request ends the older ones.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};

use super::Event;
use super::shelf::Shelf;
use super::source::FIRST_PART;
use super::worker::step_back;
use crate::app::Message;
use crate::app::overlay::article_list::find::find;
use crate::app::session::catalogue::{Catalogue, ListOrder};
use crate::app::session::counts::ArticleCounts;

/// A request to look for what is typed.
struct Wanted {
    request: u64,
    typed: String,
    order: ListOrder,
    catalogue: Catalogue,
}

/// The threads, and the way to ask them.
pub(super) struct Lists {
    filters: Sender<Wanted>,
    /// The newest request to look; older ones end when they see it.
    newest: Arc<AtomicU64>,
    counts: Sender<Vec<u32>>,
}

impl Lists {
    /// Starts them.
    pub(super) fn start(shelf: Arc<Shelf>, events: Sender<Event>) -> io::Result<Self> {
        let (filters, wanted) = mpsc::channel::<Wanted>();
        let newest = Arc::new(AtomicU64::new(0));
        let (latest, told) = (Arc::clone(&newest), events.clone());
        std::thread::Builder::new().name("list".into()).spawn(move || {
            while let Ok(wanted) = wanted.recv() {
                if !look(&wanted, &latest, &told) {
                    return;
                }
            }
        })?;
        let (counts, asked) = mpsc::channel();
        std::thread::Builder::new().name("count".into()).spawn(move || {
            step_back();
            count(&shelf, &asked, &events);
        })?;
        Ok(Self {
            filters,
            newest,
            counts,
        })
    }

    /// Asks for the articles that match what is typed, and no longer for any others.
    pub(super) fn filter(&self, request: u64, typed: String, order: ListOrder, catalogue: Catalogue) {
        self.newest.store(request, Ordering::Relaxed);
        // The thread ends only with the program.
        let _ = self.filters.send(Wanted {
            request,
            typed,
            order,
            catalogue,
        });
    }

    /// Asks to count articles, and no longer any others.
    pub(super) fn count(&self, numbers: Vec<u32>) {
        let _ = self.counts.send(numbers);
    }
}

/// Answers a request, unless a newer one comes; whether anybody still listens.
fn look(wanted: &Wanted, newest: &AtomicU64, events: &Sender<Event>) -> bool {
    let is_newest = || newest.load(Ordering::Relaxed) == wanted.request;
    let send = |found: &[u32], done| {
        let message = Message::Filtered {
            request: wanted.request,
            found: found.into(),
            done,
        };
        events.send(Event::App(message)).is_ok()
    };
    let found = find(&wanted.catalogue, &wanted.typed, wanted.order, &mut |so_far| {
        is_newest() && so_far.is_none_or(|found| send(found, false))
    });
    found.is_none_or(|found| send(&found, true))
}

/// ArticleCounts what is asked for as long as anybody listens.
fn count(shelf: &Shelf, asked: &Receiver<Vec<u32>>, events: &Sender<Event>) {
    while let Ok(mut numbers) = asked.recv() {
        numbers.reverse();
        loop {
            // What has been asked for since is on the screen now.
            while let Ok(newer) = asked.try_recv() {
                numbers = newer;
                numbers.reverse();
            }
            let Some(number) = numbers.pop() else { break };
            let number = number as usize;
            let Some(counts) = counts_of(shelf, number) else {
                continue;
            };
            if events
                .send(Event::App(Message::Counted(vec![(number, counts)])))
                .is_err()
            {
                return;
            }
        }
    }
}

/// The counts of an article; nothing where reading it would take long, or cannot be done: that is told when it is
/// opened.
fn counts_of(shelf: &Shelf, number: usize) -> Option<ArticleCounts> {
    if shelf.size(number)? >= FIRST_PART as u64 {
        return None;
    }
    let (piece, _) = shelf.piece(number).ok()?;
    let article = piece.read().ok()?;
    Some(ArticleCounts::of(&article, None))
}
