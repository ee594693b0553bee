//! Follows an article while it is read: a thread that asks when it is time to, or when the reader wants it, and tells the
//! loop what has come.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender, TryRecvError};
use std::time::Duration;

use super::Following;
use super::shown::Shown;
use crate::app::message::Asked;
use crate::app::{Followed, Message, Notice};
use crate::article::Article;
use crate::cli::Follow;
use crate::fold::Folding;
use crate::run::source::Source;
use crate::run::{Event, library, panics};

/// What a thread that follows an article is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    /// Ask from time to time, or only when told to.
    Follow(bool),
    /// Ask now, and answer whether or not anything has changed.
    Reload,
    /// Ask for older posts.
    Older,
}

/// A thread that follows an article, until it is dropped.
pub(in crate::run) struct Watcher {
    number: usize,
    orders: Sender<Order>,
    /// Whether it asks from time to time.
    follows: bool,
}

impl Watcher {
    /// A thread for the article of this number, which the reader may have already. It waits to be told what to do.
    pub(in crate::run) fn start(
        source: Source,
        how: Follow,
        (number, article): (usize, Option<Arc<Article>>),
        events: Sender<Event>,
    ) -> std::io::Result<Self> {
        let (orders, queue) = mpsc::channel();
        let tell = events.clone();
        let failed = move |bug: panics::Bug| trouble(&tell, number, Some(format!("following failed: {bug}")));
        let watch = move || {
            crate::run::step_back();
            let following = match Following::new(source, how) {
                Ok(following) => following,
                Err(error) => return trouble(&events, number, Some(error.to_string())),
            };
            let watching = Watching {
                following,
                shown: Shown::default(),
                number,
                has_older: None,
                events,
            };
            // Nobody listens any more.
            let _ = watching.run(article, &queue);
        };
        panics::spawn("follow", watch, failed)?;
        Ok(Self {
            number,
            orders,
            follows: false,
        })
    }

    /// Which article it is for.
    pub(in crate::run) fn number(&self) -> usize {
        self.number
    }

    /// Whether it asks from time to time.
    pub(in crate::run) fn follows(&self) -> bool {
        self.follows
    }

    /// Asks from time to time from now on, or does not any more.
    pub(in crate::run) fn follow(&mut self, on: bool) {
        self.follows = on;
        self.order(Order::Follow(on));
    }

    /// Asks now.
    pub(in crate::run) fn reload(&self) {
        self.order(Order::Reload);
    }

    /// Asks for older posts.
    pub(in crate::run) fn older(&self) {
        self.order(Order::Older);
    }

    fn order(&self, order: Order) {
        // A thread that has ended has said why.
        let _ = self.orders.send(order);
    }
}

fn trouble(events: &Sender<Event>, number: usize, trouble: Option<String>) {
    let told = Followed {
        number,
        trouble,
        ..Followed::default()
    };
    // If nobody listens any more, this ends with the program.
    let _ = events.send(Event::App(Message::Followed(Box::new(told))));
}

/// Nobody wants to know any more.
struct Unwanted;

/// The work of the thread.
struct Watching {
    following: Following,
    shown: Shown,
    number: usize,
    /// Whether there are older posts to ask for, as was told last.
    has_older: Option<bool>,
    events: Sender<Event>,
}

impl Watching {
    fn run(mut self, article: Option<Arc<Article>>, queue: &Receiver<Order>) -> Result<(), Unwanted> {
        if let Some(article) = article {
            self.following.begin(&article);
            self.shown.begin(&article, self.following.follower());
            self.send(Event::Answered(self.number, article))?;
        }
        let (mut follows, mut wait) = (false, None);
        loop {
            match next(queue, wait.filter(|_| follows))? {
                None => wait = self.ask(None)?,
                Some(Order::Follow(on)) => {
                    follows = on;
                    if on {
                        wait = self.ask(None)?;
                    }
                }
                Some(Order::Reload) => wait = self.ask(Some(Asked::Reload))?,
                Some(Order::Older) => {
                    self.older()?;
                    if queue.try_recv() == Err(TryRecvError::Disconnected) {
                        return Err(Unwanted);
                    }
                }
            }
        }
    }

    /// Asks for what there is; how long to wait before the next time.
    fn ask(&mut self, asked: Option<Asked>) -> Result<Option<Duration>, Unwanted> {
        let round = self.following.ask();
        let wait = round.wait;
        if let Some(article) = &round.article {
            self.send(Event::Answered(self.number, Arc::clone(article)))?;
        }
        let failed = round.failed.as_ref().map(|failed| failed.words.clone());
        let told = self.shown.take(&self.following, round, self.number);
        match (asked, failed) {
            (Some(_), Some(words)) => self.send(Event::App(Message::Notice(Notice::Failed(words))))?,
            (Some(asked), None) => {
                let told = told.unwrap_or_else(|| self.shown.again(self.following.follower(), self.number));
                self.show(Followed {
                    asked: Some(asked),
                    ..told
                })?;
            }
            (None, _) => told.map_or(Ok(()), |told| self.show(told))?,
        }
        self.tell_older()?;
        Ok(wait)
    }

    /// Asks for older posts.
    fn older(&mut self) -> Result<(), Unwanted> {
        let events = self.events.clone();
        let older = self
            .following
            .older(&|how_far| library::fetching(&events, Some(how_far)));
        library::fetching(&self.events, None);
        let more = self.following.has_older();
        let mut remarks = Vec::new();
        let told = match older {
            Ok(Some(older)) => {
                remarks.clone_from(&older.remarks);
                let told = self
                    .shown
                    .take_older(&older, more, self.following.follower(), self.number);
                told.ok_or_else(|| "with older posts the article would be too long".to_owned())
            }
            Ok(None) => Ok(Followed {
                number: self.number,
                asked: Some(Asked::Older { count: 0, more }),
                ..Followed::default()
            }),
            Err(words) => Err(words),
        };
        match told {
            Ok(told) => self.show(told)?,
            Err(words) => remarks.push(words),
        }
        self.has_older = None;
        self.tell_older()?;
        for words in remarks {
            self.send(Event::App(Message::Notice(Notice::Failed(words))))?;
        }
        Ok(())
    }

    /// Has the reader see a version, and finds its repeats.
    fn show(&self, told: Followed) -> Result<(), Unwanted> {
        let article = told.article.clone();
        self.send(Event::App(Message::Followed(Box::new(told))))?;
        let Some(article) = article else { return Ok(()) };
        let folding = Arc::new(Folding::of(&article));
        self.send(Event::App(Message::Folding { article, folding }))
    }

    /// Says whether there are older posts to ask for, if that is not what was said last.
    fn tell_older(&mut self) -> Result<(), Unwanted> {
        let there = self.following.has_older();
        if self.has_older.replace(there) == Some(there) {
            return Ok(());
        }
        let number = self.number;
        self.send(Event::App(Message::OlderPosts { number, there }))
    }

    fn send(&self, event: Event) -> Result<(), Unwanted> {
        self.events.send(event).map_err(|_| Unwanted)
    }
}

/// What is told next; nothing if it has become time to ask before anything was.
fn next(queue: &Receiver<Order>, wait: Option<Duration>) -> Result<Option<Order>, Unwanted> {
    let Some(wait) = wait else {
        return queue.recv().map(Some).map_err(|_| Unwanted);
    };
    match queue.recv_timeout(wait) {
        Ok(order) => Ok(Some(order)),
        Err(RecvTimeoutError::Timeout) => Ok(None),
        Err(RecvTimeoutError::Disconnected) => Err(Unwanted),
    }
}
