//! The versions of an article that were seen: which there are, and what two of them do not have in common.

use std::sync::Arc;

use crate::app::Message;
use crate::run::versions;
use crate::run::worker::{Service, Wanted};

/// What is asked of the versions of a source, which is called so.
pub(in crate::run) struct VersionRequest {
    pub(in crate::run) request: u64,
    pub(in crate::run) name: String,
    /// The two that are to be compared; none, if they are to be listed.
    pub(in crate::run) of: Option<(u32, u32)>,
}

pub(in crate::run) struct Versions;

impl Service for Versions {
    type Request = VersionRequest;
    const NAME: &'static str = "versions";

    fn answer(&self, asked: VersionRequest, wanted: &Wanted<'_>) {
        let VersionRequest { request, name, of } = asked;
        let message = match of {
            None => Message::Versions {
                request,
                found: versions::listed(&name)
                    .map(Arc::from)
                    .map_err(|error| error.to_string()),
            },
            Some(of) => Message::VersionsCompared {
                request,
                found: versions::compared(&name, of)
                    .map(Arc::from)
                    .map_err(|error| error.to_string()),
            },
        };
        wanted.send(message);
    }

    fn failure(&self, asked: &VersionRequest) -> Option<Message> {
        let words = "the versions could not be looked at".to_owned();
        let request = asked.request;
        Some(match asked.of {
            None => Message::Versions {
                request,
                found: Err(words),
            },
            Some(_) => Message::VersionsCompared {
                request,
                found: Err(words),
            },
        })
    }
}
