//! What `app` asks of the world while somebody reads, each answered by a [`Worker`] of its own.

mod comparing;
mod completing;
mod counting;
mod finding;
mod ranking;
mod searching;
mod versions;

use std::sync::Arc;
use std::sync::mpsc::Sender;

use super::Event;
use super::known::Known;
use super::library::Library;
use super::worker::Worker;
use comparing::Comparing;
use completing::Completing;
use counting::Counting;
use finding::FindRequest;
use ranking::Ranking;
use searching::Searching;
use versions::Versions;

pub(super) use comparing::ComparisonRequest;
pub(super) use completing::Typed;
pub(super) use finding::Finding;
pub(super) use searching::SearchRequest;
pub(super) use versions::VersionRequest;

/// The workers.
pub(super) struct Services {
    pub(super) search: Worker<Searching>,
    pub(super) find: Worker<FindRequest>,
    pub(super) rank: Worker<Ranking>,
    pub(super) compare: Worker<Comparing>,
    pub(super) count: Worker<Counting>,
    pub(super) complete: Worker<Completing>,
    pub(super) versions: Worker<Versions>,
}

impl Services {
    pub(super) fn new(library: &Arc<Library>, known: Arc<Known>, events: &Sender<Event>) -> Self {
        Self {
            search: Worker::new(Searching, events.clone()),
            find: Worker::new(FindRequest::new(Arc::clone(library)), events.clone()),
            rank: Worker::new(Ranking, events.clone()),
            compare: Worker::new(Comparing::new(Arc::clone(library), known), events.clone()),
            count: Worker::new(Counting::new(Arc::clone(library)), events.clone()),
            complete: Worker::new(Completing, events.clone()),
            versions: Worker::new(Versions, events.clone()),
        }
    }
}
