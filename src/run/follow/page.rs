//! A page on the web that is asked for news: with the validators of the last answer, so that the server can say that there
//! is none.

use std::rc::Rc;
use std::time::Duration;

use super::Failed;
use super::poller::{Answer, Asked};
use crate::follow::schedule::Hints;
use crate::run::source::Page;
use crate::run::source::web::{self, Failure, Fetched, Tell, Validators};

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
        let known = self.known.as_ref().filter(|_| !whole);
        let tell: Tell = Rc::new(|_| true);
        match self.page.client.fetch(&self.page.address, known, Some(patience), &tell) {
            Ok(web::Answer::Fetched(Fetched { bytes, about })) => {
                self.page.find(&about);
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
                };
                Asked::Failed(failed, pause(&failure))
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
