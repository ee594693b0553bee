//! The thread that ranks long lists; the newest request ends the older ones.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Sender};

use super::Event;
use crate::app::Message;
use crate::app::overlay::picker::ranking::{self, Ranking};

/// The thread, and the way to ask it.
pub(super) struct Ranker {
    requests: Sender<Ranking>,
    newest: Arc<AtomicU64>,
}

impl Ranker {
    /// Starts it.
    pub(super) fn start(events: Sender<Event>) -> io::Result<Self> {
        let (requests, asked) = mpsc::channel::<Ranking>();
        let newest = Arc::new(AtomicU64::new(0));
        let latest = newest.clone();
        std::thread::Builder::new().name("rank".into()).spawn(move || {
            while let Ok(ranking) = asked.recv() {
                if !answer(&ranking, &latest, &events) {
                    return;
                }
            }
        })?;
        Ok(Self { requests, newest })
    }

    /// Asks for the order of a list, and no longer for that of any other.
    pub(super) fn ask(&self, ranking: Ranking) {
        self.newest.store(ranking.request, Ordering::Relaxed);
        // The thread ends only with the program.
        let _ = self.requests.send(ranking);
    }

    /// Asks for nothing any more.
    pub(super) fn stop(&self) {
        self.newest.store(u64::MAX, Ordering::Relaxed);
    }
}

/// Answers a request, unless a newer one comes; whether anybody still listens.
fn answer(ranking: &Ranking, newest: &AtomicU64, events: &Sender<Event>) -> bool {
    let wanted = || newest.load(Ordering::Relaxed) == ranking.request;
    let send = |found: &[u32], over| {
        let (request, found) = (ranking.request, found.into());
        let message = Message::Ranked { request, found, over };
        events.send(Event::App(message)).is_ok()
    };
    if !wanted() {
        return true;
    }
    let found = ranking::rank(ranking, &mut |found| {
        wanted() && found.is_none_or(|found| send(found, false))
    });
    found.is_none_or(|found| send(&found, true))
}
