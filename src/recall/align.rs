//! Which block of one version of an article is which of another, by what they say.
//!
//! What stands once in both is the same, wherever it stands. What stands several times is told apart by its neighbours,
//! and where these don't tell, by its order. That takes a look at each block and one sort, for any number of blocks.
//! It is the idea of patience diff (Bram Cohen, 2008), but posts that were moved are found, too: the longest stretch
//! that kept its order is only asked for afterwards, to say what lies between what.

use rustc_hash::FxHashMap;

use super::Fingerprint;

/// Which block is which.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alignment {
    /// By new block: the old one.
    pub old_of: Vec<Option<u32>>,
    /// By old block: the new one.
    pub new_of: Vec<Option<u32>>,
    /// Pairs (old, new) that stand in the same order in both: as many as there can be.
    pub in_order: Vec<(u32, u32)>,
}

impl Alignment {
    /// Of two versions.
    pub fn of(old: &[Fingerprint], new: &[Fingerprint]) -> Self {
        let mut alignment = Self {
            old_of: vec![None; new.len()],
            new_of: vec![None; old.len()],
            in_order: Vec::new(),
        };
        alignment.pair_ends(old, new);
        alignment.pair_unique(old, new);
        alignment.pair_neighbours(old, new);
        alignment.pair_rest(old, new);
        alignment.in_order = longest_ascending(&alignment.old_of);
        alignment
    }

    fn pair(&mut self, old: usize, new: usize) {
        self.old_of[new] = Some(old as u32);
        self.new_of[old] = Some(new as u32);
    }

    /// What both begin with and what both end with.
    fn pair_ends(&mut self, old: &[Fingerprint], new: &[Fingerprint]) {
        let head = old.iter().zip(new).take_while(|(old, new)| old == new).count();
        (0..head).for_each(|at| self.pair(at, at));
        let tails = old[head..].iter().rev().zip(new[head..].iter().rev());
        let tail = tails.take_while(|(old, new)| old == new).count();
        (1..=tail).for_each(|back| self.pair(old.len() - back, new.len() - back));
    }

    /// What stands once in what is left of both.
    fn pair_unique(&mut self, old: &[Fingerprint], new: &[Fingerprint]) {
        /// How often something stands, and where last.
        #[derive(Default)]
        struct Stands {
            old: (u32, usize),
            new: (u32, usize),
        }
        let mut stands: FxHashMap<Fingerprint, Stands> = FxHashMap::default();
        for (at, &print) in old.iter().enumerate().filter(|&(at, _)| self.new_of[at].is_none()) {
            let found = stands.entry(print).or_default();
            found.old = (found.old.0 + 1, at);
        }
        for (at, &print) in new.iter().enumerate().filter(|&(at, _)| self.old_of[at].is_none()) {
            if let Some(found) = stands.get_mut(&print) {
                found.new = (found.new.0 + 1, at);
            }
        }
        for found in stands.values().filter(|found| found.old.0 == 1 && found.new.0 == 1) {
            self.pair(found.old.1, found.new.1);
        }
    }

    /// What says the same beside blocks that are the same.
    fn pair_neighbours(&mut self, old: &[Fingerprint], new: &[Fingerprint]) {
        for at in 1..new.len() {
            if let Some(before) = self.old_of[at - 1] {
                self.pair_if_same(old, new, before as usize + 1, at);
            }
        }
        for at in (1..new.len()).rev() {
            if let Some(after) = self.old_of[at].and_then(|after| after.checked_sub(1)) {
                self.pair_if_same(old, new, after as usize, at - 1);
            }
        }
    }

    fn pair_if_same(&mut self, old: &[Fingerprint], new: &[Fingerprint], one: usize, other: usize) {
        let free = self.new_of.get(one) == Some(&None) && self.old_of[other].is_none();
        if free && old[one] == new[other] {
            self.pair(one, other);
        }
    }

    /// What says the same and is left, in order.
    fn pair_rest(&mut self, old: &[Fingerprint], new: &[Fingerprint]) {
        let mut left: FxHashMap<Fingerprint, std::collections::VecDeque<usize>> = FxHashMap::default();
        for (at, &print) in old.iter().enumerate().filter(|&(at, _)| self.new_of[at].is_none()) {
            left.entry(print).or_default().push_back(at);
        }
        for (at, print) in new.iter().enumerate() {
            if self.old_of[at].is_none()
                && let Some(old) = left.get_mut(print).and_then(std::collections::VecDeque::pop_front)
            {
                self.pair(old, at);
            }
        }
    }
}

/// The longest stretch of pairs that ascend in both (Schensted 1961, by patience sorting: the time of a sort).
pub fn longest_ascending(old_of: &[Option<u32>]) -> Vec<(u32, u32)> {
    // The last pair of the best stretch of each length so far, and what stands before each pair in its stretch.
    let mut ends: Vec<(u32, u32)> = Vec::new();
    let mut before: Vec<Option<u32>> = vec![None; old_of.len()];
    for (new, old) in old_of.iter().enumerate() {
        let Some(old) = *old else { continue };
        let length = ends.partition_point(|&(end, _)| end < old);
        before[new] = length.checked_sub(1).map(|length| ends[length].1);
        let end = (old, new as u32);
        match ends.get_mut(length) {
            Some(worse) => *worse = end,
            None => ends.push(end),
        }
    }
    let mut stretch = Vec::with_capacity(ends.len());
    let mut next = ends.last().map(|&(_, new)| new);
    while let Some(new) = next {
        stretch.extend(old_of[new as usize].map(|old| (old, new)));
        next = before[new as usize];
    }
    stretch.reverse();
    stretch
}
