//! Follows a source: asks it again and again, and tells what has happened. Which post is which and what is news is for
//! `crate::follow` to know, and so is when to ask.

mod lines;
mod older;
mod page;
mod piped;
mod poller;
mod reading;
mod shown;
mod watcher;

use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::source::Source;
use super::{Error, output, panics};
use crate::article::Article;
use crate::cli::Follow;
use crate::follow::schedule::{Next, Outcome, Schedule};
use crate::follow::{Edition, Event, Follower, Verdict};
pub(super) use lines::{lines, posts, write};
pub(super) use piped::Piped;
use poller::{Asked, Poller};
pub(super) use watcher::Watcher;

/// A source that is followed.
pub(super) struct Following {
    poller: Poller,
    follower: Follower,
    schedule: Schedule,
    begun: Instant,
    /// Whether all of the source is to be asked for, changed or not.
    whole: bool,
    /// How far back has been asked.
    back: older::Back,
}

/// What came of asking once.
pub(super) struct Round {
    /// The news.
    pub(super) events: Vec<Event>,
    /// The article, if an answer was taken in; none if it is many.
    pub(super) article: Option<Arc<Article>>,
    /// What went wrong.
    pub(super) failed: Option<Failed>,
    /// How long to wait before the next one; `None` if nothing more comes.
    pub(super) wait: Option<Duration>,
}

/// Why there was no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Failed {
    /// In a sentence, with the name of the source.
    pub(super) words: String,
    /// Whether asking again would not help.
    pub(super) for_good: bool,
    /// Whether the source says that it will not be there again.
    pub(super) is_gone: bool,
}

impl Following {
    pub(super) fn new(source: Source, how: Follow) -> Result<Self, Error> {
        let poller = Poller::of(source)?;
        Ok(Self {
            schedule: Schedule::new(how.every, poller.is_near(), 0),
            poller,
            follower: Follower::new(),
            begun: Instant::now(),
            whole: false,
            back: older::Back::default(),
        })
    }

    /// What was read of the source before it is asked: what comes then is news.
    pub(super) fn begin(&mut self, article: &Article) {
        self.follower.take(&Edition::of(article));
    }

    /// What is known of the posts.
    pub(super) fn follower(&self) -> &Follower {
        &self.follower
    }

    /// What is to be waited for besides the time: more may come from there at any time.
    pub(super) fn pipe(&self) -> Option<std::os::fd::BorrowedFd<'_>> {
        self.poller.pipe()
    }

    /// Asks, and takes in what is answered.
    pub(super) fn ask(&mut self) -> Round {
        let mut round = Round {
            events: Vec::new(),
            article: None,
            failed: None,
            wait: None,
        };
        let mut outcome = Outcome::NotModified;
        let mut hints = match self
            .poller
            .ask(self.whole, Duration::from_millis(self.schedule.patience()))
        {
            Asked::Answer(answer) => {
                let (over, hints) = (answer.over, answer.hints);
                outcome = self.take(&answer, &mut round);
                if over {
                    return round;
                }
                hints
            }
            Asked::NotModified(given) => {
                self.follower.unchanged();
                given
            }
            Asked::Failed(failed, given) => {
                outcome = Outcome::Failed;
                let is_gone = failed.is_gone;
                round.failed = Some(failed);
                if is_gone {
                    return round;
                }
                given
            }
        };
        hints.unsure = self.follower.is_unsure();
        let now = u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        let Next { wait, whole } = self.schedule.next(outcome, hints, now, chance());
        self.whole = whole;
        round.wait = Some(Duration::from_millis(wait));
        round
    }

    fn take(&mut self, answer: &poller::Answer, round: &mut Round) -> Outcome {
        let source = self.poller.source();
        let read = panics::catch(|| reading::read(source, answer));
        let read = read.unwrap_or_else(|bug| Err(Error::bug(source, &bug)));
        let (edition, article) = match read {
            Ok(read) => read,
            Err(error) => {
                round.failed = Some(Failed {
                    words: error.to_string(),
                    for_good: false,
                    is_gone: false,
                });
                return Outcome::Failed;
            }
        };
        let step = self.follower.take(&edition);
        match step.verdict {
            Verdict::Taken => round.article = article,
            Verdict::Other => {
                round.failed = Some(Failed {
                    words: format!("{}: the answer is of another article", self.poller.source().name()),
                    for_good: false,
                    is_gone: false,
                });
            }
            Verdict::Empty | Verdict::Older => {}
        }
        let news = !step.events.is_empty();
        round.events = step.events;
        match step.verdict {
            Verdict::Other => Outcome::Failed,
            _ => Outcome::Answer { news },
        }
    }
}

/// Anything from 0 to 1000.
fn chance() -> u16 {
    // A new state is another one each time.
    (RandomState::new().build_hasher().finish() % 1001) as u16
}

/// Tells a failure on standard error, once as long as it stays the same.
struct Complaints(Option<Failed>);

impl Complaints {
    fn hear(&mut self, failed: Option<Failed>) {
        if failed.is_some() && failed != self.0 {
            output::message(failed.as_ref().map_or("", |failed| &failed.words));
        }
        self.0 = failed;
    }
}
