//! What is known of an article's posts: all that were ever seen, in the order of the page.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::edits::Difference;
use super::identity::Matched;
use super::post::{Edition, Post};
use super::{Event, What, removal};
use crate::article::Date;
use crate::recall::Fingerprint;
use crate::steps;

/// Wordings of a post that are remembered, to know an older answer by.
const WORDINGS: usize = 16;

/// A post that was seen.
#[derive(Clone, Debug)]
pub struct Known {
    /// What it is called, from its first appearance on.
    pub key: Arc<str>,
    /// As it was when it was last seen.
    pub post: Arc<Post>,
    /// The version it was last seen in; 0 if it is only known of an older page.
    pub seen: u32,
    /// Whether it was removed.
    pub removed: bool,
    /// Answers that lacked it since it was last seen, though they show its neighbours: the first one's mark, and how much
    /// they prove together.
    pub(super) missing: Option<(u64, u32)>,
    /// What it has said before.
    pub(super) wordings: Vec<Fingerprint>,
}

impl Known {
    fn new(post: &Arc<Post>, key: Arc<str>, version: u32) -> Self {
        Self {
            key,
            post: Arc::clone(post),
            seen: version,
            removed: false,
            missing: None,
            wordings: Vec::new(),
        }
    }

    /// Whether an answer lacked it, and it is not known yet whether it was removed.
    pub fn is_missing(&self) -> bool {
        !self.removed && self.missing.is_some()
    }

    /// Whether it is only known of an older page.
    pub fn is_older(&self) -> bool {
        self.seen == 0
    }

    /// It is seen again. Says what has happened to it, if anything.
    fn see(&mut self, post: &Arc<Post>, edited: bool, version: u32) -> Option<What> {
        self.seen = version;
        self.missing = None;
        let restored = std::mem::take(&mut self.removed);
        let before = std::mem::replace(&mut self.post, Arc::clone(post));
        if edited {
            self.wordings.retain(|&wording| wording != post.words);
            self.wordings.push(before.words);
            let most = self.wordings.len().saturating_sub(WORDINGS);
            self.wordings.drain(..most);
        }
        match (restored, edited) {
            (true, _) => Some(What::Restored),
            (false, true) => Some(What::Edited(before)),
            (false, false) => None,
        }
    }
}

/// The posts of a first answer.
pub(super) fn first(posts: &[Arc<Post>]) -> Vec<Known> {
    let mut keys = Keys::default();
    posts.iter().map(|post| Known::new(post, keys.of(post), 1)).collect()
}

/// Posts of an older page, which no version has shown.
pub(super) fn older<'a>(known: &[Known], posts: impl Iterator<Item = &'a Arc<Post>>) -> Vec<Known> {
    let mut keys = Keys::known(known);
    posts.map(|post| Known::new(post, keys.of(post), 0)).collect()
}

/// Takes an answer into what is known, in its order; says what is new in it.
pub(super) fn merge(known: &mut Vec<Known>, edition: &Edition, matched: &Matched, version: u32) -> Vec<Event> {
    let gone = removal::removed(known, edition, matched);
    let edited = edited(known, edition, matched);
    let past = past(edition, matched, known.len());
    // What stands above the newest post that is known, and is older than all, was pinned there.
    let first = matched.in_order.first().filter(|_| edition.newest_first);
    let (above, oldest) = (
        first.map_or(0, |(_, first)| *first as usize),
        known.last().and_then(|known| moment(&known.post)),
    );
    let is_pinned =
        |at: usize, post: &Post| at < above && moment(post).zip(oldest).is_some_and(|(this, oldest)| this < oldest);
    let mut merging = Merging {
        keys: Keys::known(known),
        old: std::mem::take(known).into_iter().map(Some).collect(),
        next: 0,
        all: Vec::new(),
    };
    let mut events = Vec::new();
    let mut in_order = matched.in_order.iter().peekable();
    if let Some(&(first, _)) = matched.in_order.first().filter(|_| !edition.newest_first) {
        merging.keep_up_to(first as usize, matched);
    }
    for (at, post) in edition.posts.iter().enumerate() {
        if let Some(&(known, _)) = in_order.next_if(|&&(_, new)| new as usize == at) {
            merging.keep_up_to(known as usize, matched);
            merging.next = known as usize + 1;
        }
        if matched.pinned[at] {
            continue;
        }
        let known_as = matched.of_new[at].map(|known| known as usize);
        events.extend(
            if let Some(mut known) = known_as.and_then(|known| merging.old[known].take()) {
                let what = known.see(post, edited[at], version);
                let event = what.map(|what| event(&known, what, false));
                merging.all.push(known);
                event
            } else {
                let known = Known::new(post, merging.keys.of(post), version);
                let event = event(&known, What::New, past.contains(&at) || is_pinned(at, post));
                merging.all.push(known);
                Some(event)
            },
        );
    }
    merging.keep_up_to(merging.old.len(), matched);
    *known = merging.all;
    for known in known.iter_mut().filter(|known| gone.contains(&known.key)) {
        known.removed = true;
        events.push(event(known, What::Removed, false));
    }
    events
}

/// When a post was published, if its day is known.
pub(super) fn moment(post: &Post) -> Option<(Date, u16)> {
    let time = post.time?;
    Some((time.date?, time.minute))
}

/// What was known, on its way into the order of an answer.
struct Merging {
    keys: Keys,
    /// In the order before, each until it has found its place.
    old: Vec<Option<Known>>,
    /// Up to here, what the answer does not show has found it.
    next: usize,
    /// All, in the new order.
    all: Vec<Known>,
}

impl Merging {
    /// Keeps what the answer does not show, below what stood above it.
    fn keep_up_to(&mut self, end: usize, matched: &Matched) {
        for at in self.next..end {
            let is_shown = matched.of_known[at].is_some_and(|new| !matched.pinned[new as usize]);
            if !is_shown {
                self.all.extend(self.old[at].take());
            }
        }
        self.next = self.next.max(end);
    }
}

/// By post of an answer: whether it was known, and says something else now.
fn edited(known: &[Known], edition: &Edition, matched: &Matched) -> Vec<bool> {
    let posts = edition.posts.iter().zip(&matched.of_new);
    let differences = posts.map(|(post, known_as)| match known_as {
        Some(at) => Difference::of(&known[*at as usize].post, post),
        None => Difference::default(),
    });
    let mut differences: Vec<Difference<'_>> = differences.collect();
    for at in 1..differences.len() {
        let (above, below) = differences.split_at_mut(at);
        if let (Some(above), Some(below)) = (above.last_mut(), below.first_mut()) {
            above.settle(below);
        }
    }
    differences.iter().map(|difference| !difference.is_none()).collect()
}

fn event(known: &Known, what: What, initial: bool) -> Event {
    Event {
        what,
        key: Arc::clone(&known.key),
        post: Arc::clone(&known.post),
        initial,
    }
}

/// The posts of an answer, from one up to another, that are older than all that is known.
fn past(edition: &Edition, matched: &Matched, known: usize) -> std::ops::Range<usize> {
    let ends = matched.in_order.first().zip(matched.in_order.last());
    match ends {
        Some((_, &(_, last))) if edition.newest_first && last_is_oldest(matched, known) => {
            last as usize + 1..edition.posts.len()
        }
        Some((&(0, first), _)) if !edition.newest_first => 0..first as usize,
        _ => 0..0,
    }
}

/// Whether the last post that is there is the last that is known: what stands below it was never on the page.
fn last_is_oldest(matched: &Matched, known: usize) -> bool {
    matched
        .in_order
        .last()
        .is_some_and(|&(last, _)| last as usize + 1 == known)
}

/// What posts are called: each otherwise.
#[derive(Default)]
struct Keys {
    taken: FxHashSet<Arc<str>>,
    /// By name that more than one post has: the number that the next one is tried with.
    numbers: FxHashMap<String, usize>,
}

impl Keys {
    fn known(known: &[Known]) -> Self {
        Self {
            taken: known.iter().map(|known| Arc::clone(&known.key)).collect(),
            ..Self::default()
        }
    }

    fn of(&mut self, post: &Post) -> Arc<str> {
        let made = || {
            let time = post
                .time
                .map(|time| format!("{:02}{:02}-", time.minute / 60, time.minute % 60));
            format!("{}{:012x}", time.unwrap_or_default(), post.words.0 >> 16)
        };
        let fragment = post.fragment().map(str::to_owned);
        let name = post.id.as_deref().map(str::to_owned).or(fragment).unwrap_or_else(made);
        let mut key: Arc<str> = name.as_str().into();
        while !self.taken.insert(Arc::clone(&key)) {
            let number = self.numbers.entry(name.clone()).or_insert(2);
            steps::count(1);
            key = format!("{name}-{number}").into();
            *number += 1;
        }
        key
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_posts_of_one_name_cost_no_more_than_others() {
        let post = Post {
            id: Some("live".into()),
            ..Post::default()
        };
        steps::assert_linear("names", 1000, |posts| {
            let mut keys = Keys::default();
            let all: FxHashSet<Arc<str>> = (0..posts).map(|_| keys.of(&post)).collect();
            assert_eq!(all.len(), posts);
            assert!(all.contains("live") && all.contains("live-2") && all.contains(&*format!("live-{posts}")));
        });
    }
}
