//! The shingles of passages, by which two of them are compared.
//!
//! A shingle is a few atoms in a row: two words, three characters of Chinese or kana, five of Thai and the like. It
//! is kept as a fingerprint of 32 bits; a passage is the set of its fingerprints, sorted. Two different shingles
//! share a fingerprint once in 4 billion, so in two passages of 50 words one in 2 million comparisons counts a
//! shingle too many.

use super::measure::can_match;
use super::words::{Atoms, Script};

/// A shingle's fingerprint.
pub(super) type Shingle = u32;

/// Atoms in a shingle that starts with an atom of this script.
fn width(script: Script) -> usize {
    match script {
        Script::Spaced => 2,
        Script::Ideographs => 3,
        Script::Letters => 5,
    }
}

/// The widest shingle, rounded up to a power of two.
const RING: usize = 8;

/// Appends the shingles of a normal text to `out`, sorted, each once. Answers how many atoms make a word in it, from
/// 1 to 4, on average.
pub(super) fn append(normal: &str, out: &mut Vec<Shingle>) -> u8 {
    let start = out.len();
    let mut ring = [(0u64, 0usize); RING];
    let (mut atoms, mut per_word) = (0usize, 0usize);
    for (bytes, script) in Atoms::of(normal) {
        ring[atoms % RING] = (hash(bytes), width(script));
        per_word += script.per_word() as usize;
        atoms += 1;
        for back in 2..=atoms.min(5) {
            if ring[(atoms - back) % RING].1 == back {
                let atoms = (atoms - back..atoms).map(|at| ring[at % RING].0);
                out.push((atoms.fold(SEED, |hash, atom| mix(hash ^ atom, STEP)) >> 32) as u32);
            }
        }
    }
    sort_and_dedup(out, start);
    ((per_word + atoms / 2) / atoms.max(1)) as u8
}

fn sort_and_dedup(out: &mut Vec<Shingle>, start: usize) {
    out[start..].sort_unstable();
    let mut kept = start;
    for at in start..out.len() {
        if kept == start || out[kept - 1] != out[at] {
            out[kept] = out[at];
            kept += 1;
        }
    }
    out.truncate(kept);
}

/// Odd, with as many ones as zeros (from the golden ratio and from π).
const SEED: u64 = 0x9e37_79b9_7f4a_7c15;
const STEP: u64 = 0x2436_a885_a308_d313 | 1;

/// Both halves of the product, folded: every bit of the result depends on every bit of the factors.
fn mix(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    product as u64 ^ (product >> 64) as u64
}

fn hash(bytes: &[u8]) -> u64 {
    let mut hash = SEED ^ bytes.len() as u64;
    for chunk in bytes.chunks(8) {
        let mut eight = [0; 8];
        eight[..chunk.len()].copy_from_slice(chunk);
        hash = mix(hash ^ u64::from_le_bytes(eight), STEP);
    }
    hash
}

/// The shingles of many passages, one after the other.
#[derive(Default)]
pub(super) struct Sets {
    shingles: Vec<Shingle>,
    /// Where each set starts, and where the last one ends.
    starts: Vec<u32>,
    /// Of each set: what [`append`] answered.
    per_word: Vec<u8>,
}

impl Sets {
    /// None yet, with room for those of a text of so many bytes (room that is not written to takes no memory).
    pub(super) fn with_room_for(bytes: usize) -> Self {
        Self {
            shingles: Vec::with_capacity(bytes / 4),
            starts: vec![0],
            per_word: Vec::new(),
        }
    }

    /// Adds the set of a passage; an empty one if it is too short to be compared.
    pub(super) fn add(&mut self, normal: &str) {
        let start = self.shingles.len();
        self.per_word.push(append(normal, &mut self.shingles));
        if !can_match(self.shingles.len() - start) {
            self.shingles.truncate(start);
        }
        self.starts.push(self.shingles.len() as u32);
    }

    /// Adds the sets of other passages.
    pub(super) fn extend(&mut self, other: &Sets) {
        let base = self.shingles.len() as u32;
        self.shingles.extend_from_slice(&other.shingles);
        self.starts
            .extend(other.starts.iter().skip(1).map(|start| base + start));
        self.per_word.extend_from_slice(&other.per_word);
    }

    /// The number of passages.
    pub(super) fn len(&self) -> usize {
        self.per_word.len()
    }

    /// The shingles of a passage, sorted.
    pub(super) fn set(&self, nth: usize) -> &[Shingle] {
        &self.shingles[self.starts[nth] as usize..self.starts[nth + 1] as usize]
    }

    /// Atoms that make a word in a passage, from 1 to 4.
    pub(super) fn per_word(&self, nth: usize) -> u32 {
        u32::from(self.per_word[nth]).max(1)
    }

    /// The shingles of all passages.
    pub(super) fn all(&self) -> &[Shingle] {
        &self.shingles
    }
}
