//! Words looked for in all open articles, on all processors but one. Each article is first looked at as it stands in its
//! file; only one that has the words is read.

use std::sync::Arc;
use std::time::{Duration, Instant};

use rayon::prelude::*;

use crate::app::Message;
use crate::app::session::hits::Hit;
use crate::article::Article;
use crate::matching::Words;
use crate::run::library::Library;
use crate::run::worker::{Service, Wanted};
use crate::run::{find, panics};

/// Bytes of articles that are looked through between two looks at whether to go on.
const STRIDE: u64 = 4 << 20;
/// Between two reports of how far it is, where nothing is found.
const PACE: Duration = Duration::from_millis(100);

/// Words to look for.
pub(in crate::run) struct Finding {
    pub(in crate::run) request: u64,
    pub(in crate::run) words: String,
    /// The article that is read, as it is now, and its number.
    pub(in crate::run) at: usize,
    pub(in crate::run) article: Arc<Article>,
}

pub(in crate::run) struct FindRequest {
    library: Arc<Library>,
}

impl FindRequest {
    pub(in crate::run) fn new(library: Arc<Library>) -> Self {
        Self { library }
    }

    /// The hits in an article. One that cannot be read has none; why is told where it is opened.
    fn look(&self, finding: &Finding, number: usize, words: &mut Words) -> Vec<Hit> {
        let found = |article: &Article, words: &mut Words| {
            let hits = find::hits(article, words).into_iter();
            hits.map(|hit| Hit::new(number, article, hit.block, &hit.matches))
                .collect()
        };
        if number == finding.at {
            return found(&finding.article, words);
        }
        let Ok((piece, source)) = self.library.piece(number) else {
            return Vec::new();
        };
        if piece.glance().is_some_and(|text| !words.may_be_in(&text)) {
            return Vec::new();
        }
        source
            .read_now(piece)
            .map_or_else(|_| Vec::new(), |article| found(&article, words))
    }

    /// The articles from one on that are looked through together.
    fn batch(&self, from: usize) -> Vec<usize> {
        let (mut bytes, mut numbers) = (0, Vec::new());
        // Waits for the first of them to be found, or for there being none.
        while bytes < STRIDE && self.library.has(from + numbers.len(), numbers.is_empty()) {
            // An article that cannot be read costs a look.
            bytes += self.library.size(from + numbers.len()).unwrap_or(0).max(64);
            numbers.push(from + numbers.len());
        }
        numbers
    }
}

impl Service for FindRequest {
    type Request = Finding;
    const NAME: &'static str = "finding";

    fn answer(&self, finding: Finding, wanted: &Wanted<'_>) {
        let (request, mut searched) = (finding.request, 0);
        panics::trip("finding", finding.words.as_bytes());
        let Ok(words) = Words::parse(&finding.words) else {
            return;
        };
        let send = |found, searched, over| {
            wanted.send(Message::Found {
                request,
                found,
                searched,
                over,
            })
        };
        let mut told = Instant::now();
        loop {
            let numbers = self.batch(searched);
            if numbers.is_empty() {
                send(Vec::new(), searched, true);
                return;
            }
            searched += numbers.len();
            let hits: Vec<Hit> = numbers
                .into_par_iter()
                .map_init(|| words.clone(), |words, number| self.look(&finding, number, words))
                .flatten_iter()
                .collect();
            let due = !hits.is_empty() || told.elapsed() > PACE;
            if due {
                told = Instant::now();
            }
            if !(if due {
                send(hits, searched, false)
            } else {
                wanted.is_wanted()
            }) {
                return;
            }
        }
    }

    fn failure(&self, finding: &Finding) -> Option<Message> {
        Some(Message::Found {
            request: finding.request,
            found: Vec::new(),
            searched: 0,
            over: true,
        })
    }
}
