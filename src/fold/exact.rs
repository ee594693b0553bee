//! Exact repeats: blocks whose normal text is that of a block told earlier.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::ControlFlow;

use rustc_hash::FxHashMap;

use super::passages::Passages;
use super::words::count_words;
use super::work::{BLOCKS, StagedWork, batches};
use crate::article::{BlockId, Kind};

/// A block with fewer words is short: that it occurs twice does not make it a copy. People say "Why is that?", "No
/// comment.", "One", "Two" again without copying. (A word is two characters of Chinese, four of Thai.)
const WORDS: u32 = 5;
/// Past this many bytes a text is not short, however few words it has; so that words need not be counted.
const SHORT_BYTES: usize = 256;

/// What is known of a passage before it is compared.
#[derive(Clone, Copy)]
struct PassageKey {
    block: BlockId,
    /// Of the normal text.
    hash: u64,
    /// See [`WORDS`]; never a caption, which says as much the second time whatever its length.
    short: bool,
}

/// A passage: an index into the keys.
type Nth = usize;

/// The exact repeats, each with the first block that has its words, in the order they were told.
///
/// A short block has to be next to another exact repeat, in the same order as in the original place: then the whole
/// was copied.
pub(super) fn find(passages: &Passages<'_>, work: &mut StagedWork<'_>) -> ControlFlow<(), Vec<(BlockId, BlockId)>> {
    let keys = keys(passages, work)?;
    let mut same = Same::new(passages);
    let mut of: Vec<Option<Nth>> = vec![None; keys.len()];
    for nth in 0..keys.len() {
        of[nth] = if keys[nth].short {
            let original = nth.checked_sub(1).and_then(|before| of[before]);
            same.again(&keys, nth, original.map(|original| original + 1))
        } else {
            same.first(&keys, nth)
        };
    }
    for nth in (0..keys.len()).rev() {
        if keys[nth].short && of[nth].is_none() {
            let original = of.get(nth + 1).copied().flatten();
            of[nth] = same.again(&keys, nth, original.and_then(|original| original.checked_sub(1)));
        }
    }
    // What a short passage repeats may be a repeat itself.
    for nth in 0..keys.len() {
        of[nth] = of[nth].map(|first| of[first].unwrap_or(first));
    }
    let found = keys.iter().zip(&of);
    ControlFlow::Continue(
        found
            .filter_map(|(key, of)| Some((key.block, keys[(*of)?].block)))
            .collect(),
    )
}

fn keys(passages: &Passages<'_>, work: &mut StagedWork<'_>) -> ControlFlow<(), Vec<PassageKey>> {
    let mut keys = Vec::new();
    for batch in batches(passages.blocks(), BLOCKS) {
        let items = batch.len();
        let parts = work.in_parts(batch, 128, String::new, |normal, range| {
            let blocks = range.map(|nth| passages.nth(nth));
            blocks
                .filter_map(|block| key(passages, block, normal))
                .collect::<Vec<_>>()
        });
        keys.extend(parts.into_iter().flatten());
        work.did(items)?;
    }
    ControlFlow::Continue(keys)
}

fn key(passages: &Passages<'_>, block: BlockId, normal: &mut String) -> Option<PassageKey> {
    let kind = passages.block(block).kind;
    if !kind.is_passage() {
        return None;
    }
    passages.write_normal(block, normal);
    if normal.is_empty() {
        return None;
    }
    let mut hasher = DefaultHasher::new();
    normal.hash(&mut hasher);
    Some(PassageKey {
        block,
        hash: hasher.finish(),
        short: kind != Kind::Caption && normal.len() < SHORT_BYTES && is_short(normal),
    })
}

fn is_short(normal: &str) -> bool {
    count_words(normal) < WORDS
}

/// The texts seen so far.
struct Same<'a> {
    passages: &'a Passages<'a>,
    /// The first passage with a hash. Where two texts share one, the later is at the next number.
    first: FxHashMap<u64, u32>,
    /// Room for two normal texts.
    texts: (String, String),
}

impl<'a> Same<'a> {
    fn new(passages: &'a Passages<'a>) -> Self {
        Self {
            passages,
            first: FxHashMap::default(),
            texts: <(String, String)>::default(),
        }
    }

    /// The first passage with the words of this one; none if it is the first itself.
    fn first(&mut self, keys: &[PassageKey], nth: Nth) -> Option<Nth> {
        let mut hash = keys[nth].hash;
        loop {
            let Some(&first) = self.first.get(&hash) else {
                self.first.insert(hash, nth as u32);
                return None;
            };
            if self.is(keys[nth].block, keys[first as usize].block) {
                return Some(first as usize);
            }
            hash = hash.wrapping_add(1);
        }
    }

    /// The earlier passage `other`, if it has the words of this one.
    fn again(&mut self, keys: &[PassageKey], nth: Nth, other: Option<Nth>) -> Option<Nth> {
        let other = other.filter(|&other| other < nth && keys[other].hash == keys[nth].hash)?;
        self.is(keys[nth].block, keys[other].block).then_some(other)
    }

    /// Whether two blocks of the same hash say the same words. A hash is no proof, and what is hidden needs one.
    fn is(&mut self, one: BlockId, other: BlockId) -> bool {
        if self.passages.said(one) == self.passages.said(other) {
            return true;
        }
        self.passages.write_normal(one, &mut self.texts.0);
        self.passages.write_normal(other, &mut self.texts.1);
        self.texts.0 == self.texts.1
    }
}
