//! Near repeats by a similarity join: every passage that shares enough shingles with an earlier original.
//!
//! Nothing is missed, and few pairs are looked at. If a passage must share `need` of its `n` shingles, then of any
//! `n - need + 1` of them it shares at least one; so it is enough to look at the passages that hold one of its
//! `n - need + 1` rarest (prefix filtering: Chaudhuri, Ganti, Kaushik, "A primitive operator for similarity joins in
//! data cleaning", ICDE 2006; Bayardo, Ma, Srikant, WWW 2007). Those are dropped that are too small (Arasu, Ganti,
//! Kaushik, VLDB 2006), or whose bit sketch shows that too many shingles are not theirs; the rest is counted, up to
//! where it cannot suffice any more (as in PPJoin: Xiao, Wang, Lin, Yu, WWW 2008).
//!
//! Formulas, shingles that are in a great many passages, are not looked up; a pair that shares nothing else is no
//! near repeat by definition. Without that the work could grow with the square of the text; so it is at most the
//! number of shingles times the number that makes a formula.

use std::cmp::Reverse;
use std::ops::{ControlFlow, Range};

use super::crew::in_parts;
use super::measure::{can_match, needed, needed_of};
use super::rarity::Rarity;
use super::shingles::{Sets, Shingle};
use super::work::{Work, batches};

/// A passage that nearly repeats another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Match {
    /// The passage: an index into the sets.
    pub(super) passage: u32,
    /// The earlier one with the most shingles of it; the first of several. No near repeat itself.
    pub(super) of: u32,
    /// Shingles they share.
    pub(super) shared: u32,
}

/// The near repeats, in order. Passages are compared within their class only (`is_caption`).
///
/// Passages are taken a batch at a time: first all of a batch look for what they share among the originals so far and
/// among themselves, by several threads; then, in order, it is decided which of them are originals.
pub(super) fn find(
    sets: &Sets,
    rarity: &Rarity,
    is_caption: &[bool],
    work: &mut Work<'_>,
) -> ControlFlow<(), Vec<Match>> {
    let sketches: Vec<Sketch> = (0..sets.len())
        .map(|nth| Sketch::of(sets.set(nth), is_caption[nth]))
        .collect();
    let mut index = Index::for_all(sets, rarity);
    let mut hands: Vec<Hand> = (0..work.threads()).map(|_| Hand::for_all(sets.len())).collect();
    let mut matches = Vec::new();
    for batch in batches(sets.len()) {
        for nth in batch.clone() {
            index.insert(nth);
        }
        let search = Search {
            index: &index,
            sketches: &sketches,
            batch: batch.start,
        };
        let found = in_parts(&mut hands, batch.clone(), 64, |hand, range| search.all(hand, range));
        let repeats = decide(batch.clone(), found.concat());
        for found in &repeats {
            index.remove(found.passage as usize);
        }
        matches.extend(repeats);
        work.did(batch.len())?;
    }
    ControlFlow::Continue(matches)
}

/// Of the matches of a batch, in order of `passage`, the best of each passage whose original is one. (Matches with
/// passages before the batch are with originals: others are not in the index any more.)
fn decide(batch: Range<usize>, found: Vec<Match>) -> Vec<Match> {
    let mut repeats: Vec<Match> = Vec::new();
    let mut is_repeat = vec![false; batch.len()];
    for of_one in found.chunk_by(|one, other| one.passage == other.passage) {
        let originals = of_one.iter().filter(|found| {
            let inside = (found.of as usize).checked_sub(batch.start);
            inside.is_none_or(|at| !is_repeat[at])
        });
        if let Some(best) = originals.max_by_key(|found| (found.shared, Reverse(found.of))) {
            is_repeat[best.passage as usize - batch.start] = true;
            repeats.push(*best);
        }
    }
    repeats
}

/// Which originals hold a shingle.
struct Index<'a> {
    sets: &'a Sets,
    rarity: &'a Rarity,
    /// Where the list of each bucket starts in `entries`.
    starts: Vec<u32>,
    /// Where it ends at the moment.
    ends: Vec<u32>,
    /// Passages.
    entries: Vec<u32>,
}

impl<'a> Index<'a> {
    /// Without a passage, with room for all.
    fn for_all(sets: &'a Sets, rarity: &'a Rarity) -> Self {
        let mut starts = Vec::with_capacity(rarity.buckets());
        let mut room = 0u32;
        for bucket in 0..rarity.buckets() {
            starts.push(room);
            room += rarity.sharable(bucket);
        }
        Self {
            sets,
            rarity,
            ends: starts.clone(),
            starts,
            entries: vec![0; room as usize],
        }
    }

    /// The list of a shingle that is worth looking up: not one of a kind, and no formula.
    fn bucket(&self, shingle: Shingle) -> Option<usize> {
        let rank = self.rarity.rank(shingle);
        (rank > 1 && !self.rarity.is_formula(rank)).then(|| self.rarity.bucket(shingle))
    }

    fn insert(&mut self, nth: usize) {
        let sets = self.sets;
        for &shingle in sets.set(nth) {
            if let Some(bucket) = self.bucket(shingle) {
                let end = &mut self.ends[bucket];
                self.entries[*end as usize] = nth as u32;
                *end += 1;
            }
        }
    }

    /// Takes out a passage that was put in not long ago.
    fn remove(&mut self, nth: usize) {
        let sets = self.sets;
        for &shingle in sets.set(nth) {
            let Some(bucket) = self.bucket(shingle) else { continue };
            let list = self.starts[bucket] as usize..self.ends[bucket] as usize;
            let list = &mut self.entries[list];
            if let Some(at) = list.iter().rposition(|&entry| entry == nth as u32) {
                list.swap(at, list.len() - 1);
                self.ends[bucket] -= 1;
            }
        }
    }

    /// The passages that hold a shingle of the bucket.
    fn holders(&self, bucket: usize) -> &[u32] {
        &self.entries[self.starts[bucket] as usize..self.ends[bucket] as usize]
    }
}

/// A passage in a few bytes.
#[derive(Clone, Copy)]
struct Sketch {
    /// A bit for each shingle; several may share one.
    bits: [u64; 2],
    /// The number of shingles.
    size: u32,
    is_caption: bool,
}

impl Sketch {
    fn of(set: &[Shingle], is_caption: bool) -> Self {
        let mut bits = [0; 2];
        for shingle in set {
            bits[(shingle >> 6 & 1) as usize] |= 1 << (shingle & 63);
        }
        Self {
            bits,
            size: set.len() as u32,
            is_caption,
        }
    }

    /// At most as many as the shingles that `other` does not have: each bit that it does not have is one.
    fn missing_in(&self, other: &Self) -> u32 {
        (self.bits[0] & !other.bits[0]).count_ones() + (self.bits[1] & !other.bits[1]).count_ones()
    }
}

/// What a thread keeps between passages.
struct Hand {
    /// For each passage, the one that looked at it last, counted from 1.
    seen: Vec<u32>,
    /// The shingles of a passage, each with its rank in the upper half.
    ranked: Vec<u64>,
}

impl Hand {
    fn for_all(passages: usize) -> Self {
        Self {
            seen: vec![0; passages],
            ranked: Vec::new(),
        }
    }
}

struct Search<'a> {
    index: &'a Index<'a>,
    sketches: &'a [Sketch],
    /// The first passage of the batch: from here on it is not known yet which are originals.
    batch: usize,
}

impl Search<'_> {
    /// The matches of some passages, in order: of each the best before the batch, and all inside it.
    fn all(&self, hand: &mut Hand, range: Range<usize>) -> Vec<Match> {
        let mut found = Vec::new();
        for nth in range {
            self.one(hand, nth, &mut found);
        }
        found
    }

    fn one(&self, hand: &mut Hand, nth: usize, found: &mut Vec<Match>) {
        let (sets, rarity) = (self.index.sets, self.index.rarity);
        let set = sets.set(nth);
        let need = needed(set.len(), sets.per_word(nth) as usize);
        if !can_match(set.len()) || need > set.len() {
            return;
        }
        let prefix = set.len() - need + 1;
        hand.ranked.clear();
        let ranks = set
            .iter()
            .map(|&shingle| u64::from(rarity.rank(shingle)) << 32 | u64::from(shingle));
        hand.ranked.extend(ranks);
        hand.ranked.select_nth_unstable(prefix - 1);
        let mut best: Option<Match> = None;
        for &ranked in &hand.ranked[..prefix] {
            let Some(bucket) = self.index.bucket(ranked as Shingle) else {
                continue;
            };
            for &other in self.index.holders(bucket) {
                let seen = &mut hand.seen[other as usize];
                if *seen > nth as u32 || other as usize >= nth {
                    continue;
                }
                *seen = nth as u32 + 1;
                let Some(shared) = self.compare(nth, other as usize, best) else {
                    continue;
                };
                let this = Match {
                    passage: nth as u32,
                    of: other,
                    shared,
                };
                if other as usize >= self.batch {
                    found.push(this);
                } else {
                    best = Some(this);
                }
            }
        }
        found.extend(best);
    }

    /// The shingles a passage shares with an earlier one, if they are enough, and better than the best so far.
    fn compare(&self, nth: usize, earlier: usize, best: Option<Match>) -> Option<u32> {
        let (sets, rarity) = (self.index.sets, self.index.rarity);
        let (own, other) = (&self.sketches[nth], &self.sketches[earlier]);
        if own.is_caption != other.is_caption {
            return None;
        }
        let size = own.size as usize;
        let need = needed_of(size, sets.per_word(nth) as usize, other.size as usize);
        // Of several with as much the first is the best.
        let better = best.map_or(0, |best| best.shared + u32::from((best.of as usize) < earlier));
        let need = need.max(better as usize);
        if need > size.min(other.size as usize) || own.missing_in(other) as usize > size - need {
            return None;
        }
        let shared = shared(sets.set(nth), sets.set(earlier), need)?;
        let says_something = |shingle: &Shingle| {
            !rarity.is_formula(rarity.rank(*shingle)) && sets.set(earlier).binary_search(shingle).is_ok()
        };
        (!rarity.has_formulas() || sets.set(nth).iter().any(says_something)).then_some(shared as u32)
    }
}

/// The number of shingles in both sets, if it is at least `need`.
fn shared(set: &[Shingle], other: &[Shingle], need: usize) -> Option<usize> {
    let mut spare = set.len().checked_sub(need)?;
    let mut rest = other;
    let far = other.len() / set.len() > 8;
    for &shingle in set {
        let before = if far {
            rest.partition_point(|&other| other < shingle)
        } else {
            rest.iter().take_while(|&&other| other < shingle).count()
        };
        rest = &rest[before..];
        if rest.first() == Some(&shingle) {
            rest = &rest[1..];
        } else {
            spare = spare.checked_sub(1)?;
        }
    }
    Some(need + spare)
}
