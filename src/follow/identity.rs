//! Which post of an answer is which of those that are known.
//!
//! What has not changed is found by its words and its time. For the rest, from the surest sign to the weakest, and only
//! where a sign names one post on either side: the id; the fragment of the address; the time with the headline; the words;
//! the time alone with much the same words; the place between the same neighbours with much the same words. An id that
//! two different posts have had is no sign: some pages number their posts from the top.

use std::hash::Hash;

use rustc_hash::FxHashMap;

use super::Known;
use super::post::{Edition, Post};
use crate::fold::ShingleSet;
use crate::recall::{Fingerprint, longest_ascending};
use crate::steps;

/// As much in common, and a post of the same id or the same time is the same, reworded.
const ALIKE: f32 = 0.25;
/// As much, and one between the same neighbours is.
const BESIDE: f32 = 0.5;

/// As much of one as this in the other, and all that it says stands there.
const WITHIN: f32 = 0.75;

/// Which post is which.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Matched {
    /// By post of the answer: its place among the known.
    pub of_new: Vec<Option<u32>>,
    /// By known post: its place in the answer.
    pub of_known: Vec<Option<u32>>,
    /// By post of the answer: whether it is only a copy above the others of a post that is not shown.
    pub(super) pinned: Vec<bool>,
    /// Pairs (known, new) that stand in the same order in both: as many as there can be.
    pub in_order: Vec<(u32, u32)>,
}

impl Matched {
    /// Of what is known and an answer.
    pub(super) fn of(known: &[Known], edition: &Edition) -> Self {
        let mut matching = Matching {
            known,
            new: &edition.posts,
            matched: Self {
                of_new: vec![None; edition.posts.len()],
                of_known: vec![None; known.len()],
                pinned: vec![false; edition.posts.len()],
                in_order: Vec::new(),
            },
        };
        matching.by(|post| Some((post.words, minute(post))), |_, _| true);
        matching.by(|post| post.id.clone(), is_plausible);
        matching.by(|post| post.fragment().map(str::to_owned), is_plausible);
        matching.by(time_and_headline, |_, _| true);
        matching.by(|post| Some(post.words), says_enough);
        matching.by(minute, |one, two| {
            one.same_time(two) != Some(false) && is_alike(one, two, ALIKE)
        });
        matching.by(first_words, |one, two| {
            one.same_time(two) != Some(false) && is_alike(one, two, BESIDE)
        });
        matching.by_place();
        let mut matched = matching.matched;
        matched.in_order = longest_ascending(&matched.of_new);
        matched.find_pinned(known, edition);
        matched
    }

    /// Finds what stands above the newest post that is shown though it is older than others, and has not its own id.
    fn find_pinned(&mut self, known: &[Known], edition: &Edition) {
        /// Two posts that have changed places are none.
        const FAR: u32 = 2;
        let Some(&(newest, first)) = self.in_order.first().filter(|_| edition.newest_first) else {
            return;
        };
        for (at, post) in edition.posts[..first as usize].iter().enumerate() {
            self.pinned[at] = self.of_new[at].is_some_and(|of| {
                let own_id = post.id.is_some() && post.id == known[of as usize].post.id;
                of >= newest + FAR && !own_id
            });
        }
    }
}

struct Matching<'a> {
    known: &'a [Known],
    new: &'a [std::sync::Arc<Post>],
    matched: Matched,
}

impl Matching<'_> {
    fn pair(&mut self, known: usize, new: usize) {
        self.matched.of_new[new] = Some(known as u32);
        self.matched.of_known[known] = Some(new as u32);
    }

    fn old(&self, at: usize) -> &Post {
        &self.known[at].post
    }

    /// Pairs what has a sign that nothing else has on its side.
    fn by<K: Eq + Hash>(&mut self, sign: impl Fn(&Post) -> Option<K>, is_one: impl Fn(&Post, &Post) -> bool) {
        /// How many have a sign, and which was the last.
        #[derive(Default)]
        struct Have {
            known: (u32, usize),
            new: (u32, usize),
        }
        if self.matched.of_new.iter().all(Option::is_some) {
            return;
        }
        let mut have: FxHashMap<K, Have> = FxHashMap::default();
        for (at, post) in self.new.iter().enumerate() {
            if self.matched.of_new[at].is_none()
                && let Some(sign) = sign(post)
            {
                let have = have.entry(sign).or_default();
                have.new = (have.new.0 + 1, at);
            }
        }
        for at in 0..self.known.len() {
            if self.matched.of_known[at].is_none()
                && let Some(have) = sign(self.old(at)).and_then(|sign| have.get_mut(&sign))
            {
                have.known = (have.known.0 + 1, at);
            }
        }
        steps::count(self.new.len() + self.known.len());
        let mut pairs: Vec<(usize, usize)> = have
            .into_values()
            .filter(|have| have.known.0 == 1 && have.new.0 == 1)
            .map(|have| (have.known.1, have.new.1))
            .collect();
        pairs.sort_unstable();
        for (known, new) in pairs {
            if is_one(self.old(known), &self.new[new]) {
                self.pair(known, new);
            }
        }
    }

    /// Pairs what stands alone between the same two posts, and says much the same.
    fn by_place(&mut self) {
        for new in 0..self.new.len() {
            if self.matched.of_new[new].is_some() {
                continue;
            }
            let above = new.checked_sub(1).map(|above| self.matched.of_new[above]);
            let known = match above {
                None => Some(0),
                Some(Some(above)) => Some(above as usize + 1),
                Some(None) => None,
            };
            let Some(known) = known.filter(|&known| self.matched.of_known.get(known) == Some(&None)) else {
                continue;
            };
            let (one, two) = (self.old(known), &*self.new[new]);
            if one.same_time(two) != Some(false) && !ids_differ(one, two) && is_alike(one, two, BESIDE) {
                self.pair(known, new);
            }
        }
    }
}

/// Whether two posts of one id can be the same: it was not given to another one.
fn is_plausible(one: &Post, two: &Post) -> bool {
    let alike = match one.same_time(two) {
        Some(true) => return true,
        Some(false) => WITHIN,
        None => ALIKE,
    };
    same_headline(one, two) || is_alike(one, two, alike)
}

fn ids_differ(one: &Post, two: &Post) -> bool {
    one.id.is_some() && two.id.is_some() && one.id != two.id
}

fn same_headline(one: &Post, two: &Post) -> bool {
    let print = |post: &Post| post.headline.as_deref().map(Fingerprint::of);
    print(one).is_some() && print(one) == print(two)
}

/// Whether the words of a post are more than a turn of phrase.
fn says_enough(one: &Post, two: &Post) -> bool {
    /// As for exact repeats.
    const WORDS: u32 = 5;
    let words = |post: &Post| -> u32 { post.contents().map(|block| crate::fold::word_count(&block.text)).sum() };
    !ids_differ(one, two) || words(one) >= WORDS
}

fn time_and_headline(post: &Post) -> Option<(u16, Fingerprint)> {
    let headline = post.headline.as_deref().map(Fingerprint::of)?;
    Some((post.time?.minute, headline))
}

fn minute(post: &Post) -> Option<u16> {
    post.time.map(|time| time.minute)
}

/// The first words that say something and are no headline.
fn first_words(post: &Post) -> Option<Fingerprint> {
    post.contents()
        .find(|block| !block.is_headline)
        .map(|block| block.print)
}

/// Whether so much of two posts is the same: whole blocks, or words.
fn is_alike(one: &Post, two: &Post, share: f32) -> bool {
    if one.shared_blocks(two) >= share.max(BESIDE) {
        return true;
    }
    let set = |post: &Post| {
        let mut text = String::new();
        for block in post.contents() {
            text.push_str(&block.text);
            text.push(' ');
        }
        steps::count(text.len());
        ShingleSet::of(&text, &mut String::new())
    };
    shares(&set(one), &set(two), share)
}

/// Whether two texts have so much in common, or one says nearly all that the other does.
pub(super) fn shares(one: &ShingleSet, two: &ShingleSet, share: f32) -> bool {
    one.similarity(two) >= share || one.containment(two).max(two.containment(one)) >= WITHIN
}
