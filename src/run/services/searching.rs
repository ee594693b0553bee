//! Searching an article for a pattern.

use std::sync::Arc;

use crate::app::document::search::SearchState;
use crate::app::{self, Message};
use crate::article::{Article, Span};
use crate::run::panics;
use crate::run::worker::{Service, Wanted};

/// A request to search.
pub(in crate::run) struct SearchRequest {
    pub(in crate::run) request: u64,
    pub(in crate::run) pattern: String,
    pub(in crate::run) article: Arc<Article>,
}

pub(in crate::run) struct Searching;

impl Service for Searching {
    type Request = SearchRequest;
    const NAME: &'static str = "search";

    fn answer(&self, search: SearchRequest, wanted: &Wanted<'_>) {
        let send = |matches: Result<Arc<[Span]>, String>, state| {
            wanted.send(Message::Matches {
                request: search.request,
                matches,
                state,
            })
        };
        panics::trip("search", search.pattern.as_bytes());
        // The first matches are shown at once, then whenever there are twice as many: in a large article the rest takes
        // a while.
        let mut shown = 0;
        let found = app::search::find(&search.article, &search.pattern, &mut |matches| {
            if matches.len() > 2 * shown {
                shown = matches.len();
                return send(Ok(matches.into()), SearchState::Running);
            }
            wanted.is_wanted()
        });
        match found {
            Ok(Some((matches, state))) => send(Ok(matches.into()), state),
            Ok(None) => false,
            Err(words) => send(Err(words.clone()), SearchState::Wrong(words)),
        };
    }

    fn failure(&self, search: &SearchRequest) -> Option<Message> {
        let words = "the search failed".to_owned();
        Some(Message::Matches {
            request: search.request,
            matches: Err(words.clone()),
            state: SearchState::Wrong(words),
        })
    }
}
