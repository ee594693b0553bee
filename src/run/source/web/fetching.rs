//! A fetch in a thread of its own, so that whoever waits can be told how far it is, and can go away.

use std::io;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::{Answer, Failure, Page, Step, Tell, Trouble, Validators};
use crate::run::panics;

/// A page that is being fetched. Dropped, it ends.
#[derive(Debug)]
pub(in crate::run) struct Fetching {
    page: Page,
    done: Receiver<Result<Answer, Failure>>,
    step: Arc<Mutex<Option<Step>>>,
    unwanted: Arc<AtomicBool>,
    /// How often everything had been stopped when it began; none if that does not end it.
    stops: Option<u64>,
}

impl Fetching {
    /// Begins to fetch a page; with the validators of an earlier answer, the server may say that nothing has changed.
    pub(in crate::run) fn start(page: &Page, known: Option<Validators>) -> io::Result<Self> {
        let stops = page.client.stops();
        let mut fetching = Self::unstopped(page, known, None)?;
        fetching.stops = Some(stops);
        Ok(fetching)
    }

    /// The same for who follows a page: it goes on when the reader stops what is being opened. `patience` is how long nothing
    /// may come, if that is less than usual.
    pub(in crate::run) fn unstopped(
        page: &Page,
        known: Option<Validators>,
        patience: Option<Duration>,
    ) -> io::Result<Self> {
        let (send, done) = mpsc::channel();
        let (step, unwanted) = (Arc::<Mutex<Option<Step>>>::default(), Arc::<AtomicBool>::default());
        let (asked, failed) = (page.clone(), send.clone());
        let (now, ends) = (Arc::clone(&step), Arc::clone(&unwanted));
        let work = move || {
            let tell: Tell = Rc::new(move |step| {
                *now.lock().unwrap_or_else(PoisonError::into_inner) = Some(step);
                !ends.load(Ordering::Relaxed)
            });
            let done = asked.client.fetch(&asked.address, known.as_ref(), patience, &tell);
            if let Ok(Answer::Fetched(fetched)) = &done {
                asked.find(&fetched.about);
            }
            // Fails only if nobody waits any more.
            let _ = send.send(done);
        };
        panics::spawn("fetch", work, move |bug| {
            let _ = failed.send(Err(Trouble::Lost(bug.to_string()).into()));
        })?;
        let page = page.clone();
        Ok(Self {
            page,
            done,
            step,
            unwanted,
            stops: None,
        })
    }

    /// How far it is.
    pub(in crate::run) fn step(&self) -> Option<Step> {
        self.step.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What has come of it, if that is known within a time. To be asked until it is, and no more then.
    pub(in crate::run) fn wait(&self, within: Duration) -> Option<Result<Answer, Failure>> {
        if self.stops.is_some_and(|stops| self.page.client.stops() != stops) {
            return Some(Err(Trouble::Stopped.into()));
        }
        match self.done.recv_timeout(within) {
            Ok(done) => Some(done),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => {
                let words = "the fetch has ended without an answer; please report this".to_owned();
                Some(Err(Trouble::Lost(words).into()))
            }
        }
    }
}

impl Drop for Fetching {
    fn drop(&mut self) {
        self.unwanted.store(true, Ordering::Relaxed);
    }
}
