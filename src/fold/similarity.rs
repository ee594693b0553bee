//! How similar two texts are that do not repeat each other: how much an edit leaves of a paragraph or a headline.
//!
//! Shingles are counted, as for near repeats, and single words as well. A headline of four words of which one has
//! changed has hardly a pair of words left.

use super::measure::LEAST;
use super::shingles::append;
use super::words::Atoms;
use super::write_normal;

/// The shingles and words of a text, sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShingleSet(Vec<u32>);

impl ShingleSet {
    /// The set of a text. `normal` is a buffer to be reused.
    pub fn of(text: &str, normal: &mut String) -> Self {
        write_normal(text, normal);
        let mut set = Vec::new();
        append(normal, &mut set);
        set.extend(Atoms::of(normal).map(|(word, _)| xor_folded(word)));
        set.sort_unstable();
        set.dedup();
        Self(set)
    }

    /// The hashes of the shingles and words, ascending.
    pub fn hashes(&self) -> &[u32] {
        &self.0
    }

    /// How many shingles and words both have.
    pub fn shared(&self, other: &Self) -> usize {
        let (mut one, mut two) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut shared = 0;
        while let (Some(a), Some(b)) = (one.peek(), two.peek()) {
            match a.cmp(b) {
                std::cmp::Ordering::Less => drop(one.next()),
                std::cmp::Ordering::Greater => drop(two.next()),
                std::cmp::Ordering::Equal => {
                    shared += 1;
                    one.next();
                    two.next();
                }
            }
        }
        shared
    }

    /// The Dice coefficient, from 0 to 1: 1 for the same words in the same order (Dice 1945).
    pub fn similarity(&self, other: &Self) -> f32 {
        match self.0.len() + other.0.len() {
            0 => 0.0,
            both => 2.0 * self.shared(other) as f32 / both as f32,
        }
    }

    /// The share of this set that the other has, from 0 to 1; 0 if the set is too small for that to mean anything.
    pub fn containment(&self, other: &Self) -> f32 {
        if self.0.len() < 2 * LEAST {
            return 0.0;
        }
        self.shared(other) as f32 / self.0.len() as f32
    }
}

/// A word's hash: FNV-1a, folded to 32 bits (<http://www.isthe.com/chongo/tech/comp/fnv/>).
fn xor_folded(word: &[u8]) -> u32 {
    let hash = word.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash ^ (hash >> 32)) as u32
}
