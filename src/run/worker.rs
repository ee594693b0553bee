//! A thread that answers requests of which only the newest counts.
//!
//! The thread starts with the first request and sleeps while there is none. A panic costs the request that caused it.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};

use super::Event;
use super::panics;
use crate::app::{Message, Notice};

/// What a worker does.
pub(super) trait Service: Send + Sync + 'static {
    /// A request.
    type Request: Send + 'static;
    /// The name of the thread, which begins the message about a failure.
    const NAME: &'static str;
    /// Whether other threads go first.
    const IN_BACKGROUND: bool = false;

    /// Answers a request in one message or several. Should end early when it is not wanted any more.
    fn answer(&self, request: Self::Request, wanted: &Wanted<'_>);

    /// The response if answering panics, so that nothing waits for it. Made before, since answering takes the request.
    fn failure(&self, request: &Self::Request) -> Option<Message>;
}

/// The request that is being answered: whether it is still wanted, and where the answer goes.
pub(super) struct Wanted<'a> {
    number: u64,
    newest: &'a AtomicU64,
    events: &'a Sender<Event>,
}

impl Wanted<'_> {
    /// Whether the request has not been cancelled, and no newer one has come.
    pub(super) fn is_wanted(&self) -> bool {
        self.newest.load(Ordering::Relaxed) == self.number
    }

    /// Sends a part of the answer; returns whether the rest is wanted.
    pub(super) fn send(&self, message: Message) -> bool {
        self.is_wanted() && self.tell(message)
    }

    /// Sends what is worth knowing even if the request is not wanted any more; returns whether the loop still runs.
    pub(super) fn tell(&self, message: Message) -> bool {
        self.events.send(Event::App(message)).is_ok()
    }
}

/// The thread, and the way to ask it.
pub(super) struct Worker<S: Service> {
    service: Arc<S>,
    events: Sender<Event>,
    newest: Arc<AtomicU64>,
    requests: Option<Sender<(u64, S::Request)>>,
}

impl<S: Service> Worker<S> {
    /// A worker whose thread has not been started.
    pub(super) fn new(service: S, events: Sender<Event>) -> Self {
        Self {
            service: Arc::new(service),
            events,
            newest: Arc::default(),
            requests: None,
        }
    }

    /// Sends a request, which ends those before it.
    ///
    /// # Errors
    /// The thread cannot be started.
    pub(super) fn ask(&mut self, request: S::Request) -> io::Result<()> {
        let number = self.newest.fetch_add(1, Ordering::Relaxed) + 1;
        let mut request = (number, request);
        if let Some(requests) = &self.requests {
            match requests.send(request) {
                Ok(()) => return Ok(()),
                // The thread has ended.
                Err(unsent) => request = unsent.0,
            }
        }
        let (requests, queue) = mpsc::channel();
        let _ = requests.send(request);
        self.requests = Some(requests);
        self.start(queue)
    }

    /// Ends the request, if there is one.
    pub(super) fn cancel(&self) {
        self.newest.fetch_add(1, Ordering::Relaxed);
    }

    fn start(&self, queue: Receiver<(u64, S::Request)>) -> io::Result<()> {
        let (service, newest, events) = (Arc::clone(&self.service), Arc::clone(&self.newest), self.events.clone());
        let serve = move || {
            if S::IN_BACKGROUND {
                super::step_back();
            }
            for (number, request) in queue {
                let wanted = Wanted {
                    number,
                    newest: &newest,
                    events: &events,
                };
                if wanted.is_wanted() {
                    answer(&*service, request, &wanted);
                }
            }
        };
        // All that can panic is caught where it is done.
        panics::spawn(S::NAME, serve, drop)?;
        Ok(())
    }
}

fn answer<S: Service>(service: &S, request: S::Request, wanted: &Wanted<'_>) {
    let failure = service.failure(&request);
    if let Err(bug) = panics::catch(|| service.answer(request, wanted)) {
        if let Some(message) = failure {
            wanted.send(message);
        }
        wanted.tell(Message::Notice(Notice::Failed(format!("{} failed: {bug}", S::NAME))));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Answers with what was asked, and panics at 13.
    struct Echo;

    impl Service for Echo {
        type Request = usize;
        const NAME: &'static str = "echo";

        fn answer(&self, request: usize, wanted: &Wanted<'_>) {
            assert!(request != 13, "unlucky");
            wanted.send(Message::Opened(request));
        }

        fn failure(&self, _: &usize) -> Option<Message> {
            Some(Message::Opened(0))
        }
    }

    #[test]
    fn a_request_that_panics_is_answered_and_the_next_one_too() {
        let (events, told) = mpsc::channel();
        let mut worker = Worker::new(Echo, events);
        let mut answers = Vec::new();
        for request in [1, 13, 2] {
            worker.ask(request).expect("a thread");
            loop {
                match told.recv().expect("an answer") {
                    Event::App(Message::Opened(answer)) => answers.push(answer.to_string()),
                    Event::App(Message::Notice(Notice::Failed(words))) => answers.push(words),
                    _ => continue,
                }
                if request != 13 || answers.len() == 3 {
                    break;
                }
            }
        }
        assert_eq!(
            answers,
            [
                "1",
                "0",
                "echo failed: a bug in dateline, please report it: unlucky",
                "2"
            ]
        );
    }

    #[test]
    fn what_was_cancelled_is_not_answered() {
        let (events, told) = mpsc::channel();
        let newest = AtomicU64::new(2);
        let old = Wanted {
            number: 1,
            newest: &newest,
            events: &events,
        };
        assert!(!old.send(Message::Opened(1)));
        assert!(told.try_recv().is_err());
    }
}
