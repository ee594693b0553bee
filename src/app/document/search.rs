//! A search that is on: its pattern, and where it matches.

use std::sync::Arc;

use super::block_map::{BlockMap, Carry};
use crate::article::{BlockId, Span};

/// A search that is on.
#[derive(Clone, Debug, PartialEq)]
pub struct Search {
    /// As typed.
    pub pattern: String,
    /// Which request its matches answer: later ones replace earlier ones.
    pub request: u64,
    /// Where it matches: byte ranges of the article's text, ascending, not overlapping.
    pub matches: Arc<[Span]>,
    /// Whether the search is over, or there are more matches than are kept.
    pub state: SearchState,
    /// The match the reader is at, an index into `matches`.
    pub current: Option<usize>,
    /// Whether `n` goes up and `N` down.
    pub backward: bool,
    /// The byte from which the first match is still to be found and shown; `None` once the reader is there.
    pub seeking: Option<u32>,
    /// Whether only the paragraphs that match are to be shown when the search is over.
    pub(in crate::app) filters: bool,
    /// First block of the folded run that was opened to show the current match.
    pub opened: Option<BlockId>,
}

/// What is to be searched for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app) struct Query {
    /// As typed.
    pub pattern: String,
    /// Whether `n` is to go up and `N` down.
    pub backward: bool,
    /// The byte from which the first match is to be found and shown, if it is to be shown.
    pub seeking: Option<u32>,
}

/// How far a search is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SearchState {
    /// Under way.
    Running,
    /// All matches are known.
    Done,
    /// There are more matches than are kept.
    Capped,
    /// The pattern is no regular expression; why.
    Wrong(String),
}

impl Carry for Search {
    /// Keeps the matches in the text that is the same. The others are to be looked for again.
    fn carry(&mut self, map: &BlockMap<'_>) {
        let Self {
            pattern: _,
            request: _,
            matches,
            state,
            current,
            backward: _,
            seeking,
            filters: _,
            opened,
        } = self;
        let same = map.common_bytes();
        let kept = matches.partition_point(|found| found.end <= same);
        if kept < matches.len() {
            *matches = Arc::from(&matches[..kept]);
            *current = current.filter(|&current| current < kept);
        }
        if !matches!(state, SearchState::Wrong(_)) {
            *state = SearchState::Running;
        }
        *seeking = seeking.map(|byte| map.byte(byte));
        *opened = opened.and_then(|first| map.exact(first));
    }
}

impl Search {
    /// The same search in another article: to be looked for there.
    pub(in crate::app) fn in_another_article(self) -> Self {
        Self {
            matches: Arc::default(),
            current: None,
            seeking: None,
            filters: false,
            opened: None,
            ..self
        }
    }
}
