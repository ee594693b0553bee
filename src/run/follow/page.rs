//! A page on the web that is asked for news: with the validators of the last answer, so that the server can say that there
//! is none.

use std::time::{Duration, Instant};

use super::Failed;
use super::poller::{Answer, Asked};
use crate::follow::schedule::Hints;
use crate::run::source::Page;
use crate::run::source::web::{self, Failure, Fetched, Fetching, Step, Trouble, Validators};

/// After this part of the time that is waited for an answer, another one is asked for beside.
const SILENT: u32 = 3;
/// How long is waited for one of two answers before the other is looked at.
const LOOK: Duration = Duration::from_millis(5);

/// A page, and what was known of it last.
pub(super) struct PagePoller {
    page: Page,
    known: Option<Validators>,
}

impl PagePoller {
    pub(super) fn new(page: Page) -> Self {
        Self { page, known: None }
    }

    /// Whether it is on this machine.
    pub(super) fn is_near(&self) -> bool {
        self.page.address.is_loopback()
    }

    /// Asks for what there is, and waits so long for anything to come. `whole` says that "nothing has changed" will not do.
    pub(super) fn ask(&mut self, whole: bool, patience: Duration) -> Asked {
        let known = self.known.clone().filter(|_| !whole);
        match self.fetched(known.as_ref(), patience) {
            Ok(web::Answer::Fetched(Fetched { bytes, about })) => {
                let hints = hints(&about.validators);
                let made = about.validators.modified_at();
                self.known = Some(about.validators);
                Asked::Answer(Answer {
                    bytes,
                    made,
                    whole: true,
                    over: false,
                    hints,
                })
            }
            Ok(web::Answer::Unchanged(validators)) => {
                let hints = hints(&validators);
                self.known = Some(validators);
                Asked::NotModified(hints)
            }
            Err(failure) => {
                let failed = Failed {
                    words: format!("{}: {failure}", self.page.address),
                    for_good: failure.is_gone() || !failure.is_temporary(),
                    is_gone: failure.is_gone(),
                };
                Asked::Failed(failed, pause(&failure))
            }
        }
    }
}

impl PagePoller {
    /// Asks, and asks once more beside that if nothing comes for a while: a connection may have got lost that another one
    /// would not. The first answer counts. Other machines are not asked twice.
    fn fetched(&self, known: Option<&Validators>, patience: Duration) -> Result<web::Answer, Failure> {
        let start = || {
            let fetching = Fetching::unstopped(&self.page, known.cloned(), Some(patience));
            fetching.map_err(|error| Failure::from(Trouble::Lost(error.to_string())))
        };
        let mut asked = vec![start()?];
        let (begun, mut again) = (Instant::now(), false);
        loop {
            let mut done = None;
            asked.retain(|fetching| match fetching.wait(LOOK) {
                None => true,
                Some(Ok(answer)) => {
                    done.get_or_insert(Ok(answer));
                    true
                }
                Some(Err(failure)) => {
                    done.get_or_insert(Err(failure));
                    false
                }
            });
            match done {
                Some(Ok(answer)) => return Ok(answer),
                Some(Err(failure)) if asked.is_empty() => return Err(failure),
                _ => {}
            }
            let is_silent = asked
                .iter()
                .all(|fetching| !matches!(fetching.step(), Some(Step::Coming { .. })));
            if self.is_near() && !again && is_silent && begun.elapsed() >= patience / SILENT {
                again = true;
                asked.push(start()?);
            }
        }
    }
}

fn hints(validators: &Validators) -> Hints {
    Hints {
        max_age: u64::try_from(validators.fresh.as_millis()).ok(),
        ..Hints::default()
    }
}

fn pause(failure: &Failure) -> Hints {
    Hints {
        retry_after: failure
            .retry_after
            .and_then(|pause| u64::try_from(pause.as_millis()).ok()),
        ..Hints::default()
    }
}
