//! Near repeats by a similarity join: every passage that shares enough shingles with an earlier original.
//!
//! Nothing is missed, and few pairs are looked at. If a passage must share `need` of its `n` shingles, then of any
//! `n - need + 1` of them it shares at least one; so it is enough to look at the passages that hold one of its
//! `n - need + 1` rarest (prefix filtering: Chaudhuri, Ganti, Kaushik, "A primitive operator for similarity joins in
//! data cleaning", ICDE 2006). Those are dropped that are too small (size filtering: Arasu, Ganti, Kaushik, "Efficient
//! exact set-similarity joins", VLDB 2006), or whose bit sketch shows that too many shingles are not theirs; the rest
//! is counted, up to where it cannot suffice any more (Xiao, Wang, Lin, Yu, "Efficient similarity joins for near
//! duplicate detection", WWW 2008).
//!
//! Which of its shingles a passage looks up is its own choice, because originals are listed by all of theirs: it takes
//! those with the shortest lists. And if it looks up a few more than it must, it has to meet an original as many times
//! more before the two are compared (Wang, Li, Feng, "Can we beat the prefix filtering?", SIGMOD 2012).
//!
//! Formulas, shingles that a great many originals hold, are not looked up; a passage that shares hardly anything else
//! with an original is no near repeat of it by definition. So where a passage looks up all that it has besides, it has
//! to meet an original three times, however few of its shingles it would have to look up. Without that the work could
//! grow with the square of the text; so it is at most the number of shingles times the number of originals that makes a
//! formula.

use std::cmp::Reverse;
use std::ops::{ControlFlow, Range};
use std::sync::{Mutex, PoisonError};

use super::index::Index;
use super::measure::{TELLING, can_match, needed, needed_of};
use super::shingles::{Sets, Shingle};
use super::work::{StagedWork, batches};
use crate::steps;

/// Passages a thread takes at a time: few enough that none is idle at the end of a batch.
const PART: usize = 16;

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
/// among themselves, by several threads; then, in order, it is decided which of them are originals. A shingle that
/// `formula` originals of earlier batches hold is a formula.
pub(super) fn find(
    sets: &Sets,
    is_caption: &[bool],
    formula: u32,
    work: &mut StagedWork<'_>,
) -> ControlFlow<(), Vec<Match>> {
    let sketches: Vec<Sketch> = (0..sets.len())
        .map(|nth| Sketch::of(sets.set(nth), is_caption[nth]))
        .collect();
    let mut index = Index::for_all(sets, formula, work.batch());
    // Too large to be made for every part: each thread has its own.
    let hands: Vec<_> = (0..work.threads())
        .map(|_| Mutex::new(Hand::for_all(sets.len())))
        .collect();
    let own = || {
        let at = rayon::current_thread_index().unwrap_or(0) % hands.len();
        hands[at].lock().unwrap_or_else(PoisonError::into_inner)
    };
    let mut matches = Vec::new();
    for batch in batches(sets.len(), work.batch()) {
        for nth in batch.clone() {
            index.insert(nth);
        }
        let search = JoinSearch {
            sets,
            index: &index,
            sketches: &sketches,
            batch: batch.start,
        };
        let found = work.in_parts(batch.clone(), PART, own, |hand, range| search.all(hand, range));
        let repeats = decide(batch.clone(), &found.concat());
        for found in &repeats {
            index.remove(found.passage as usize);
        }
        index.settle();
        matches.extend(repeats);
        work.did(batch.len())?;
    }
    ControlFlow::Continue(matches)
}

/// Of the matches of a batch, in order of `passage`, the best of each passage whose original is one. (Matches with
/// passages before the batch are with originals: others are not in the index any more.)
fn decide(batch: Range<usize>, found: &[Match]) -> Vec<Match> {
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

/// A passage in 32 bytes, which no line of the processor's cache cuts in two.
#[derive(Clone, Copy)]
#[repr(align(32))]
struct Sketch {
    /// A bit for each shingle; several may share one.
    bits: [u64; 3],
    /// The number of shingles.
    size: u32,
    is_caption: bool,
}

impl Sketch {
    fn of(set: &[Shingle], is_caption: bool) -> Self {
        let mut bits = [0; 3];
        for shingle in set {
            bits[(shingle >> 6) as usize % 3] |= 1 << (shingle & 63);
        }
        Self {
            bits,
            size: set.len() as u32,
            is_caption,
        }
    }

    /// At most as many as the shingles that `other` does not have: each bit that it does not have is one.
    fn missing_in(&self, other: &Self) -> u32 {
        self.bits
            .iter()
            .zip(other.bits)
            .map(|(own, other)| (own & !other).count_ones())
            .sum()
    }
}

/// What a thread keeps between passages.
struct Hand {
    /// For each passage, the turn in which it was met last, times four, and how often in that turn, up to 3. A byte,
    /// because this is the memory that is read most, and at no place twice in a row.
    met: Vec<u8>,
    /// The turn of the passage that is looking now, from 1 to 63.
    turn: u8,
    /// The shingles of a passage, each with the length of its list in the upper half.
    by_length: Vec<u64>,
    /// The lists that a passage looks up, one after the other.
    holders: Vec<u32>,
}

/// Times that a passage may have to meet another before they are compared. Of those that meet once by chance, one in
/// ten meets three times (measured where forty sentences make up 100 MB).
const MEETINGS: u8 = 3;

impl Hand {
    fn for_all(passages: usize) -> Self {
        Self {
            met: vec![0; passages],
            turn: 0,
            by_length: Vec::new(),
            holders: Vec::new(),
        }
    }

    /// Begins the turn of the next passage.
    fn begin_turn(&mut self) {
        if self.turn == u8::MAX >> 2 {
            self.met.fill(0);
            self.turn = 0;
        }
        self.turn += 1;
    }
}

/// Notes one more meeting in a turn; answers how many that makes.
fn meet(met: &mut u8, turn: u8) -> u8 {
    let before = if *met >> 2 == turn { *met & 3 } else { 0 };
    let count = (before + 1).min(3);
    *met = turn << 2 | count;
    if before == count { u8::MAX } else { count }
}

struct JoinSearch<'a> {
    sets: &'a Sets,
    index: &'a Index<'a>,
    sketches: &'a [Sketch],
    /// The first passage of the batch: from here on it is not known yet which are originals.
    batch: usize,
}

impl JoinSearch<'_> {
    /// The matches of some passages, in order: of each the best before the batch, and all inside it.
    fn all(&self, hand: &mut Hand, range: Range<usize>) -> Vec<Match> {
        let mut found = Vec::new();
        for nth in range {
            self.one(hand, nth, &mut found);
        }
        found
    }

    fn one(&self, hand: &mut Hand, nth: usize, found: &mut Vec<Match>) {
        let set = self.sets.set(nth);
        let need = needed(set.len(), self.sets.per_word(nth) as usize);
        if !can_match(set.len()) || need > set.len() {
            return;
        }
        hand.begin_turn();
        let (shingles, meetings) = self.to_look_up(set, need, &mut hand.by_length);
        // Copied first: what a list holds is far away, and the next list is fetched while this one is waited for.
        hand.holders.clear();
        for &shingle in shingles {
            hand.holders.extend_from_slice(self.index.holders(shingle as Shingle));
        }
        steps::count(hand.holders.len());
        let mut best: Option<Match> = None;
        for &other in &hand.holders {
            // Once, when it has been met often enough.
            if meet(&mut hand.met[other as usize], hand.turn) != meetings || other as usize >= nth {
                continue;
            }
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
        found.extend(best);
    }

    /// The shingles (in the lower halves) to look up so that nothing is missed that shares `need` of the set, and how
    /// many of them such a passage holds at least.
    fn to_look_up<'h>(&self, set: &[Shingle], need: usize, by_length: &'h mut Vec<u64>) -> (&'h [u64], u8) {
        by_length.clear();
        // All lengths are read before any is looked at, as in `Index::insert`.
        let length = |shingle: Shingle| self.index.holders(shingle).len() as u64;
        by_length.extend(set.iter().map(|&shingle| length(shingle) << 32 | u64::from(shingle)));
        by_length.retain(|&shingle| !self.index.is_formula(shingle as Shingle));
        let mut count = set.len() - need + 1;
        // All that are no formulas; of those three have to be shared.
        if by_length.len() < count + TELLING {
            return (by_length, TELLING as u8);
        }
        by_length.sort_unstable();
        let length = |at: usize| by_length.get(at).map_or(u64::MAX, |shingle| shingle >> 32);
        let mut entries: u64 = (0..count).map(length).sum();
        let mut meetings = 1;
        // One more list costs less than it saves while it is not much longer than all together are.
        while meetings < MEETINGS && length(count) <= entries {
            entries += length(count);
            count += 1;
            meetings += 1;
        }
        (&by_length[..count], meetings)
    }

    /// The shingles a passage shares with an earlier one, if they are enough, and better than the best so far.
    fn compare(&self, nth: usize, earlier: usize, best: Option<Match>) -> Option<u32> {
        let (own, other) = (&self.sketches[nth], &self.sketches[earlier]);
        if own.is_caption != other.is_caption {
            return None;
        }
        let size = own.size as usize;
        let need = needed_of(size, self.sets.per_word(nth) as usize, other.size as usize);
        // Of several with as much the first is the best.
        let better = best.map_or(0, |best| best.shared + u32::from((best.of as usize) < earlier));
        let need = need.max(better as usize);
        if need > size.min(other.size as usize) || own.missing_in(other) as usize > size - need {
            return None;
        }
        let (set, other) = (self.sets.set(nth), self.sets.set(earlier));
        steps::count(set.len());
        let shared = shared(set, other, need)?;
        let tells = |shingle: &Shingle| !self.index.is_formula(*shingle) && other.binary_search(shingle).is_ok();
        (set.iter().filter(|shingle| tells(shingle)).take(TELLING).count() == TELLING).then_some(shared as u32)
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
