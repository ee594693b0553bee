//! Word counts of the articles that the list of articles has on the screen.

use std::sync::Arc;

use crate::app::Message;
use crate::app::session::counts::ArticleCounts;
use crate::run::library::Library;
use crate::run::panics;
use crate::run::source::FIRST_PART;
use crate::run::worker::{Service, Wanted};

pub(in crate::run) struct Counting {
    library: Arc<Library>,
}

impl Counting {
    pub(in crate::run) fn new(library: Arc<Library>) -> Self {
        Self { library }
    }

    /// The counts of an article; none if reading it would take long, or fails, which is reported when it is opened.
    fn counts(&self, number: usize) -> Option<ArticleCounts> {
        if self.library.size(number)? >= FIRST_PART as u64 {
            return None;
        }
        let article = self.library.read(number).ok()?;
        panics::catch(|| ArticleCounts::of(&article, None)).ok()
    }
}

impl Service for Counting {
    type Request = Vec<u32>;
    const NAME: &'static str = "counting";
    const IN_BACKGROUND: bool = true;

    fn answer(&self, numbers: Vec<u32>, wanted: &Wanted<'_>) {
        for number in numbers {
            let number = number as usize;
            let counts = self.counts(number);
            let counted = counts.is_none_or(|counts| wanted.tell(Message::Counted(vec![(number, counts)])));
            if !counted || !wanted.is_wanted() {
                return;
            }
        }
    }

    fn failure(&self, _: &Vec<u32>) -> Option<Message> {
        None
    }
}
