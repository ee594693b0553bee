//! In how many passages a shingle stands.
//!
//! Shingles are counted in buckets, so that the count needs no table of all shingles. A bucket that holds more than a
//! formula may is then counted shingle by shingle, so that what is taken for a formula is one.

use rustc_hash::FxHashMap;

use super::shingles::{Sets, Shingle};

/// How often the shingles of an article stand in it.
pub(super) struct Rarity {
    /// What a shingle's low bits are shifted out by to have its bucket.
    shift: u32,
    /// Passages that hold a shingle of the bucket.
    buckets: Vec<u16>,
    /// The count of every shingle in a bucket with more than `formula`.
    heavy: FxHashMap<Shingle, u32>,
    /// For each of those buckets, how often shingles stand in it that are no formulas.
    sharable_in_heavy: FxHashMap<usize, u32>,
    formula: u16,
}

impl Rarity {
    /// Counts the shingles of all passages. One that is in more than `formula` of them is a formula.
    pub(super) fn of(sets: &Sets, formula: u16) -> Self {
        // On average eight shingles a bucket, many of them the same: half a byte a shingle.
        let bits = (sets.all().len() / 4).next_power_of_two().ilog2().clamp(8, 24);
        let mut rarity = Self {
            shift: Shingle::BITS - bits,
            buckets: vec![0; 1 << bits],
            heavy: FxHashMap::default(),
            sharable_in_heavy: FxHashMap::default(),
            formula: formula.min(u16::MAX - 1),
        };
        for &shingle in sets.all() {
            let count = &mut rarity.buckets[(shingle >> rarity.shift) as usize];
            *count = count.saturating_add(1);
        }
        for &shingle in sets.all() {
            if rarity.buckets[rarity.bucket(shingle)] > rarity.formula {
                *rarity.heavy.entry(shingle).or_default() += 1;
            }
        }
        for (&shingle, &count) in &rarity.heavy {
            if count <= u32::from(rarity.formula) {
                *rarity
                    .sharable_in_heavy
                    .entry((shingle >> rarity.shift) as usize)
                    .or_default() += count;
            }
        }
        rarity
    }

    /// The number of buckets.
    pub(super) fn buckets(&self) -> usize {
        self.buckets.len()
    }

    /// The bucket of a shingle.
    pub(super) fn bucket(&self, shingle: Shingle) -> usize {
        (shingle >> self.shift) as usize
    }

    /// How common a shingle is: at most 1 if no two passages share it, more than the formula's number exactly if it
    /// is a formula.
    pub(super) fn rank(&self, shingle: Shingle) -> u16 {
        let count = self.buckets[self.bucket(shingle)];
        if count <= self.formula {
            return count;
        }
        let exact = self.heavy.get(&shingle).copied().unwrap_or_default();
        u16::try_from(exact).unwrap_or(u16::MAX)
    }

    /// Whether a shingle stands in so many passages that sharing it says nothing.
    pub(super) fn is_formula(&self, rank: u16) -> bool {
        rank > self.formula
    }

    /// Whether any shingle is a formula.
    pub(super) fn has_formulas(&self) -> bool {
        !self.heavy.is_empty()
    }

    /// How many entries a list of the passages that hold a shingle of the bucket needs at most, without formulas and
    /// without shingles that are one of a kind.
    pub(super) fn sharable(&self, bucket: usize) -> u32 {
        match self.buckets[bucket] {
            0 | 1 => 0,
            count if count <= self.formula => u32::from(count),
            _ => self.sharable_in_heavy.get(&bucket).copied().unwrap_or_default(),
        }
    }
}
