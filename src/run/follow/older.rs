//! The pages that a blog goes on on: the next one is asked for when the reader wants older posts.

use std::sync::Arc;
use std::time::Duration;

use super::Following;
use super::poller::Answer;
use super::reading;
use crate::article::Article;
use crate::follow::OlderPosts;
use crate::follow::schedule::Hints;
use crate::run::panics;
use crate::run::source::web::{self, Address, Fetched, Fetching};
use crate::run::source::{Page, Source};

/// Pages that are asked for at once, as long as they have nothing that is not known: what was on the first page is on the
/// second when new posts have come.
const PAGES: usize = 10;
/// How often is told how far it is.
const PACE: Duration = Duration::from_millis(100);

/// How far back has been asked.
#[derive(Default)]
pub(super) struct Back {
    next: Next,
    /// Those that were asked for.
    been: Vec<Address>,
}

/// The page to ask for next.
#[derive(Default)]
enum Next {
    /// That which the article names.
    #[default]
    Named,
    /// This one.
    Page(Page),
    /// There is none.
    None,
}

/// What an older page has brought.
pub(super) struct Older {
    /// The article of the page.
    pub(super) page: Arc<Article>,
    /// Its posts that were not known.
    pub(super) posts: OlderPosts,
    /// What the reader should know of how it came.
    pub(super) remarks: Vec<String>,
}

impl Following {
    /// Whether the article names a page with older posts that was not asked for.
    pub(super) fn has_older(&self) -> bool {
        self.next_page().is_some()
    }

    fn next_page(&self) -> Option<Page> {
        match (&self.back.next, self.poller.source()) {
            (Next::Page(next), _) => Some(next.clone()),
            (Next::Named, Source::Web(page)) => page.next(),
            (Next::Named | Next::None, _) => None,
        }
    }

    /// Asks for older posts; `tell` hears how far that is. Nothing, if there are no more. The error says in words why not.
    pub(super) fn older(&mut self, tell: &dyn Fn(String)) -> Result<Option<Older>, String> {
        for _ in 0..PAGES {
            let Some(page) = self.next_page() else { return Ok(None) };
            let wrong = |why: &dyn std::fmt::Display| format!("{}: {why}", page.address);
            let Fetched { bytes, about } = fetched(&page, tell).map_err(|why| wrong(&why))?;
            let answer = Answer {
                bytes,
                made: None,
                whole: true,
                over: false,
                hints: Hints::default(),
            };
            let source = Source::Web(page.clone());
            let read = panics::catch(|| reading::read(&source, &answer)).map_err(|bug| wrong(&bug))?;
            let (edition, article) = read.map_err(|error| error.to_string())?;
            let first = self.first_address();
            let is_page = first.as_ref().is_some_and(|first| page.address.is_page_of(first));
            self.back.been.push(page.address.clone());
            let been = |next: &Page| self.back.been.iter().any(|been| been.is_same_page(&next.address));
            let next = page.next().filter(|next| !been(next));
            let taken = article.and_then(|page| Some((page, self.follower.take_older(&edition, is_page)?)));
            let Some((article, posts)) = taken else {
                self.back.next = Next::None;
                return Err(wrong(&"the next page is of another article"));
            };
            self.back.next = next.map_or(Next::None, Next::Page);
            if !posts.added.is_empty() {
                let mut remarks = about.remarks;
                let leaves = first.is_some_and(|first| first.is_secure()) && !page.address.is_secure();
                remarks.extend(leaves.then(|| wrong(&"older posts came over http, not https")));
                return Ok(Some(Older {
                    page: article,
                    posts,
                    remarks,
                }));
            }
        }
        Ok(None)
    }

    fn first_address(&self) -> Option<Address> {
        match self.poller.source() {
            Source::Web(page) => Some(page.found()),
            _ => None,
        }
    }
}

/// Fetches a page; says meanwhile how far it is.
fn fetched(page: &Page, tell: &dyn Fn(String)) -> Result<Fetched, String> {
    let fetching = Fetching::start(page, None).map_err(|error| error.to_string())?;
    loop {
        match fetching.wait(PACE) {
            Some(Ok(web::Answer::Fetched(fetched))) => return Ok(fetched),
            Some(Ok(web::Answer::Unchanged(_))) => return Err("the server says it is unchanged, unasked".to_owned()),
            Some(Err(failure)) => return Err(failure.to_string()),
            None => {
                if let Some(step) = fetching.step() {
                    tell(format!("older posts: {step}"));
                }
            }
        }
    }
}
