//! Follows an article through its versions: what is new, what was edited, what was removed, and what is no news.
//!
//! Each answer of a source is read as an [`Edition`]: its posts, in the order of the page. A [`Follower`] compares it with
//! all that it has seen, and tells what has happened. It reads nothing and has no clock: when an answer was made is told
//! to it. The same answers give the same events, and each costs as much as it has posts.
//!
//! # What is news
//! A post that was not there, other words in a post, a post that is gone, and one that is back. Stamps, another order,
//! a pinned copy, counters and what surrounds the blog are none (`edits`).
//!
//! # Which post is which
//! A post is known by its id, then the fragment of its address, then its time with its headline, then its words
//! (`identity`). A changed id with the same time and words is the same post.
//!
//! # What is gone
//! A post is removed if two different answers lack it that are whole, of the same article, and show its neighbours on
//! both sides. The same answer, asked for again as a whole, counts as half of a different one. What falls off the end of
//! a page is not gone; nor is anything while an answer has no posts, or those of another article (`removal`).
//!
//! # Older pages
//! What a page that the article goes on on brings joins what is known at its end. It is no answer of the article, so it
//! tells nothing of what is new, edited or gone (`older`).
//!
//! # Which answer is older
//! A late cache gives an answer that has been overtaken. It is known by when it was made; or it lacks what is newest, or
//! has words back that were corrected, and shows nothing that has not been seen (`age`). It changes nothing, unless it is
//! given so often in a row that it must be meant.

mod age;
mod edits;
mod identity;
mod known;
mod merge;
mod older;
mod post;
mod removal;
pub mod schedule;

use std::sync::Arc;

pub use edits::{Reworded, reworded};
pub use known::Known;
pub use merge::{Kept, Merged, merged};
pub use older::{Added, OlderPosts};
pub use post::{Edition, Post, PostBlock};

/// What has become of a post.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// It was not there.
    New,
    /// It was removed, and is back.
    Restored,
    /// It says otherwise what this said.
    Edited(Arc<Post>),
    /// It is gone.
    Removed,
}

/// One piece of news.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// What has happened.
    pub what: What,
    /// What the post is called from its first appearance on: its id, or one made of its time and words.
    pub key: Arc<str>,
    /// The post as it is now, or was when it was last seen.
    pub post: Arc<Post>,
    /// Whether it was there before following began: in the first answer, or older than all of that.
    pub initial: bool,
}

/// What an answer was good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It has been taken in.
    Taken,
    /// It has no post, and changes nothing.
    Empty,
    /// It is of another article, and changes nothing.
    Other,
    /// It is older than what is known, and changes nothing.
    Older,
}

/// What came of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What it was good for.
    pub verdict: Verdict,
    /// The news, in the order of the page.
    pub events: Vec<Event>,
}

impl Step {
    fn nothing(verdict: Verdict) -> Self {
        Self {
            verdict,
            events: Vec::new(),
        }
    }
}

/// An answer that says what was taken for older is taken after so many in a row.
const MEANT: u32 = 3;

/// Follows one article.
#[derive(Clone, Debug, Default)]
pub struct Follower {
    known: Vec<Known>,
    /// How many answers have been taken in.
    version: u32,
    /// What the article is called.
    title: Option<Arc<str>>,
    /// When the latest answer was made, where that is known.
    made: Option<i64>,
    /// An answer that was taken for older, and how often in a row it came.
    held_back: Option<(u64, u32)>,
}

impl Follower {
    /// Nothing is known yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// All posts ever seen, in the order of the page.
    pub fn known(&self) -> &[Known] {
        &self.known
    }

    /// The number of the version that was taken in last: 1 is the first.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// Whether a post may have been removed, which another whole answer would tell.
    pub fn is_unsure(&self) -> bool {
        self.held_back.is_some() || self.known.iter().any(Known::is_missing)
    }

    /// The source says that nothing has changed: what came between was older.
    pub fn unchanged(&mut self) {
        self.held_back = None;
    }

    /// Takes in an answer.
    pub fn take(&mut self, edition: &Edition) -> Step {
        if edition.posts.is_empty() {
            return Step::nothing(Verdict::Empty);
        }
        if self.known.is_empty() {
            return self.begin(edition);
        }
        let matched = identity::Matched::of(&self.known, edition);
        if !self.is_same_article(edition, &matched) {
            return Step::nothing(Verdict::Other);
        }
        if age::is_older(self, edition, &matched) && !self.is_meant(edition.mark) {
            return Step::nothing(Verdict::Older);
        }
        self.held_back = None;
        self.version += 1;
        self.made = self.made.max(edition.made);
        self.title = edition.title.clone().or(self.title.take());
        let events = known::merge(&mut self.known, edition, &matched, self.version);
        Step {
            verdict: Verdict::Taken,
            events,
        }
    }

    fn begin(&mut self, edition: &Edition) -> Step {
        self.version = 1;
        self.made = edition.made;
        self.title.clone_from(&edition.title);
        self.known = known::first(&edition.posts);
        let events = self.known.iter().map(|known| Event {
            what: What::New,
            key: Arc::clone(&known.key),
            post: Arc::clone(&known.post),
            initial: true,
        });
        Step {
            verdict: Verdict::Taken,
            events: events.collect(),
        }
    }

    /// Whether an answer is of the article that is followed: it has its title, or a third of its posts are known.
    fn is_same_article(&self, edition: &Edition, matched: &identity::Matched) -> bool {
        let known = matched.of_new.iter().flatten().count();
        let same_title = edition.title.is_some() && edition.title == self.title;
        (known > 0 && 3 * known >= edition.posts.len()) || same_title
    }

    /// Counts how often in a row an answer came that was taken for older; whether that is often enough.
    fn is_meant(&mut self, mark: u64) -> bool {
        let times = match self.held_back {
            Some((held, times)) if held == mark => times + 1,
            _ => 1,
        };
        self.held_back = Some((mark, times));
        times >= MEANT
    }
}

#[cfg(test)]
mod tests;
