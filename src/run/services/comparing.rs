//! Compares the article that is read with the others that were opened with it.
//!
//! The articles nearest to it are read, up to a total of text, compared, and let go. What the one repeats of the others
//! is kept, and if those are all there are, what each of them repeats. So it is there at once when an article is turned
//! to, and the page need not change while it is on the screen.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::app::message::Compared;
use crate::app::session::counts::ArticleCounts;
use crate::app::{Message, NEIGHBOURS};
use crate::article::Article;
use crate::fold::{Across, Elsewhere, GivenArticle, Limits};
use crate::run::known::Known;
use crate::run::library::{Library, Near};
use crate::run::panics;
use crate::run::worker::{Service, Wanted};

/// Bytes of all articles that are compared at once, the one that is read among them; a larger one is compared with
/// none. Comparing takes about twice as much memory besides, for as long as it lasts.
const BYTES: u64 = 64 << 20;
/// After so long the user may be reading, though no key was pressed.
const LATE: Duration = Duration::from_secs(1);

/// A request to compare an article with its neighbours.
pub(in crate::run) struct ComparisonRequest {
    request: u64,
    at: usize,
    article: Arc<Article>,
    asked: Instant,
}

impl ComparisonRequest {
    pub(in crate::run) fn new(request: u64, at: usize, article: Arc<Article>) -> Self {
        Self {
            request,
            at,
            article,
            asked: Instant::now(),
        }
    }
}

pub(in crate::run) struct Comparing {
    library: Arc<Library>,
    known: Arc<Known>,
}

impl Service for Comparing {
    type Request = ComparisonRequest;
    const NAME: &'static str = "comparing";
    const IN_BACKGROUND: bool = true;

    fn answer(&self, comparison: ComparisonRequest, wanted: &Wanted<'_>) {
        if let Some(elsewhere) = self.compare(&comparison, wanted) {
            wanted.send(Message::Compared(Compared {
                request: comparison.request,
                elsewhere,
                late: comparison.asked.elapsed() > LATE,
            }));
        }
    }

    fn failure(&self, comparison: &ComparisonRequest) -> Option<Message> {
        Some(Message::Compared(Compared {
            request: comparison.request,
            elsewhere: Arc::default(),
            late: true,
        }))
    }
}

impl Comparing {
    pub(in crate::run) fn new(library: Arc<Library>, known: Arc<Known>) -> Self {
        Self { library, known }
    }

    /// What the article repeats of others; `None` if it is not wanted any more.
    fn compare(&self, comparison: &ComparisonRequest, wanted: &Wanted<'_>) -> Option<Arc<Elsewhere>> {
        let ComparisonRequest { at, article, .. } = comparison;
        if let Some(known) = self.known.of(*at, article) {
            return Some(known);
        }
        let Near { numbers, all } = self.library.near(*at, NEIGHBOURS, BYTES);
        if numbers.len() < 2 {
            tell_counts(vec![(*at, ArticleCounts::of(article, None))], wanted);
            return Some(Arc::default());
        }
        panics::trip("comparing", article.text().as_bytes());
        let mut read: Vec<(usize, Arc<Article>)> = Vec::with_capacity(numbers.len());
        for number in numbers {
            if !wanted.is_wanted() {
                return None;
            }
            if number == *at {
                read.push((number, Arc::clone(article)));
                continue;
            }
            // An article that cannot be read is reported when it is turned to.
            read.extend(
                self.library
                    .read(number)
                    .ok()
                    .map(|article| (number, Arc::new(article))),
            );
        }
        let given: Vec<GivenArticle<'_>> = read
            .iter()
            .map(|(number, article)| GivenArticle {
                number: *number as u32,
                article,
            })
            .collect();
        let across = across(&given, wanted)?;
        let found = |which: usize| Arc::new(Elsewhere::of(&across, &given, which as u32));
        let which = read.iter().position(|&(number, _)| number == *at)?;
        let own = found(which);
        self.known.add(*at, article, &own);
        let mut counted = vec![(*at, ArticleCounts::of(article, Some(&own)))];
        let others = read.iter().enumerate().filter(|&(other, _)| all && other != which);
        for (other, (number, article)) in others {
            let elsewhere = found(other);
            counted.push((*number, ArticleCounts::of(article, Some(&elsewhere))));
            self.known.add(*number, article, &elsewhere);
        }
        tell_counts(counted, wanted);
        Some(own)
    }
}

/// For the list: how much of each article is new.
fn tell_counts(counted: Vec<(usize, ArticleCounts)>, wanted: &Wanted<'_>) {
    wanted.tell(Message::Counted(counted));
}

fn across(given: &[GivenArticle<'_>], wanted: &Wanted<'_>) -> Option<Across> {
    let articles: Vec<&Article> = given.iter().map(|given| given.article).collect();
    let bytes = articles.iter().map(|article| article.text().len()).sum();
    let mut limits = Limits::for_text(bytes);
    // One processor is left to the page.
    limits.threads = NonZeroUsize::new(limits.threads.get() - 1).unwrap_or(NonZeroUsize::MIN);
    Across::find(&articles, limits, &mut |_, _| wanted.is_wanted())
}
