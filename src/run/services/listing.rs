//! What the list of articles needs: those that match what is typed, and word counts of those on the screen.

use std::sync::Arc;

use crate::app::Message;
use crate::app::overlay::article_list::find::find;
use crate::app::session::catalogue::{Catalogue, ListOrder};
use crate::app::session::counts::ArticleCounts;
use crate::run::library::Library;
use crate::run::panics;
use crate::run::source::FIRST_PART;
use crate::run::worker::{Service, Wanted};

/// A request for the articles that match.
pub(in crate::run) struct Filter {
    pub(in crate::run) request: u64,
    pub(in crate::run) typed: String,
    pub(in crate::run) order: ListOrder,
    pub(in crate::run) catalogue: Catalogue,
}

pub(in crate::run) struct Filtering;

impl Service for Filtering {
    type Request = Filter;
    const NAME: &'static str = "article list";

    fn answer(&self, filter: Filter, wanted: &Wanted<'_>) {
        let send = |found: &[u32], done| {
            wanted.send(Message::Filtered {
                request: filter.request,
                found: found.into(),
                done,
            })
        };
        panics::trip("article list", filter.typed.as_bytes());
        let found = find(&filter.catalogue, &filter.typed, filter.order, &mut |so_far| {
            so_far.map_or_else(|| wanted.is_wanted(), |found| send(found, false))
        });
        if let Some(found) = found {
            send(&found, true);
        }
    }

    fn failure(&self, filter: &Filter) -> Option<Message> {
        Some(Message::Filtered {
            request: filter.request,
            found: [].into(),
            done: true,
        })
    }
}

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
