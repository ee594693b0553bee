//! Ranking the lines of a long list by how well they match what is typed.

use crate::app::Message;
use crate::app::list::ranking;
use crate::run::panics;
use crate::run::worker::{Service, Wanted};

pub(in crate::run) struct Ranking;

impl Service for Ranking {
    type Request = ranking::RankRequest;
    const NAME: &'static str = "ranking";

    fn answer(&self, ranking: ranking::RankRequest, wanted: &Wanted<'_>) {
        let request = ranking.request;
        let send = |found: &[u32], over| {
            let found = found.into();
            wanted.send(Message::Ranked { request, found, over })
        };
        panics::trip("ranking", ranking.typed.as_bytes());
        let found = ranking::rank(&ranking, &mut |so_far| {
            so_far.map_or_else(|| wanted.is_wanted(), |found| send(found, false))
        });
        if let Some(found) = found {
            send(&found, true);
        }
    }

    fn failure(&self, ranking: &ranking::RankRequest) -> Option<Message> {
        Some(Message::Ranked {
            request: ranking.request,
            found: [].into(),
            over: true,
        })
    }
}
