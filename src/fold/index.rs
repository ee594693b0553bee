//! Which originals hold a shingle.
//!
//! Lists of passages, one for each bucket of shingles, in one piece of memory that is laid out beforehand: how long a
//! list can get is counted first. A shingle that only one passage holds has no list, and one that is held by more
//! originals than the limit is a formula, of which no more than those are listed.

use rustc_hash::FxHashMap;

use super::shingles::{Sets, Shingle};

/// A stretch of the entries: a list's start, and where it ends at the moment.
#[derive(Clone, Copy, Default)]
struct EntryList {
    start: u32,
    end: u32,
}

/// How many originals hold a shingle of a bucket with many.
#[derive(Clone, Copy, Default)]
struct ShingleCount {
    originals: u32,
    is_formula: bool,
}

/// The originals so far, by their shingles.
pub(super) struct Index<'a> {
    sets: &'a Sets,
    /// Originals that make a shingle they hold a formula.
    formula: u32,
    /// What a shingle's low bits are shifted out by to have its bucket.
    shift: u32,
    /// The list of each bucket, and one more that starts where the room of the last ends.
    lists: Vec<EntryList>,
    /// Passages.
    entries: Vec<u32>,
    /// Of the shingles in buckets with room for more than a formula needs.
    held: FxHashMap<Shingle, ShingleCount>,
    /// Shingles that may have become formulas since the last call of [`Index::settle`].
    full: Vec<Shingle>,
    /// The rooms of the lists of a set.
    rooms: Vec<u32>,
}

impl<'a> Index<'a> {
    /// Without a passage, with room for all of them; at most `batch` are put in between two calls of
    /// [`Index::settle`].
    pub(super) fn for_all(sets: &'a Sets, formula: u32, batch: usize) -> Self {
        let formula = formula.max(1);
        // Eight shingles a bucket, of which many are the same.
        let bits = (sets.all().len() / 8).next_power_of_two().ilog2().clamp(8, 24);
        let shift = Shingle::BITS - bits;
        let mut lists = vec![EntryList::default(); (1 << bits) + 1];
        for &shingle in sets.all() {
            lists[(shingle >> shift) as usize].end += 1;
        }
        let mut held: FxHashMap<Shingle, ShingleCount> = FxHashMap::default();
        let mut counts = Vec::new();
        // Some at a time: see `Index::insert`.
        for some in sets.all().chunks(256) {
            counts.clear();
            counts.extend(some.iter().map(|&shingle| lists[(shingle >> shift) as usize].end));
            for (&shingle, &count) in some.iter().zip(&counts) {
                if count > formula {
                    // Most are known already, and looking one up costs less than asking for its entry.
                    if let Some(held) = held.get_mut(&shingle) {
                        held.originals += 1;
                    } else {
                        let first = ShingleCount {
                            originals: 1,
                            is_formula: false,
                        };
                        held.insert(shingle, first);
                    }
                }
            }
        }
        let most = u32::try_from(batch).unwrap_or(u32::MAX).saturating_add(formula);
        let mut room: FxHashMap<u32, u32> = FxHashMap::default();
        for (shingle, held) in &mut held {
            *room.entry(shingle >> shift).or_default() += held.originals.min(most);
            held.originals = 0;
        }
        let mut start = 0;
        for (bucket, list) in lists.iter_mut().enumerate() {
            let room = match list.end {
                // Shared with nobody.
                1 => 0,
                count if count <= formula => count,
                _ => room.get(&(bucket as u32)).copied().unwrap_or_default(),
            };
            *list = EntryList { start, end: start };
            start += room;
        }
        Self {
            sets,
            formula,
            shift,
            lists,
            entries: vec![0; start as usize],
            held,
            full: Vec::new(),
            rooms: Vec::new(),
        }
    }

    /// The list of a shingle.
    fn bucket(&self, shingle: Shingle) -> usize {
        (shingle >> self.shift) as usize
    }

    /// The passages a list has room for.
    fn room(&self, bucket: usize) -> u32 {
        self.lists[bucket + 1].start - self.lists[bucket].start
    }

    /// Whether originals settled so far make the shingle a formula.
    pub(super) fn is_formula(&self, shingle: Shingle) -> bool {
        let list = self.lists[self.bucket(shingle)];
        // Most lists are too short for that.
        list.end - list.start >= self.formula && self.held.get(&shingle).is_some_and(|held| held.is_formula)
    }

    /// Passages that may hold the shingle, among them all originals that do, unless it is a formula.
    pub(super) fn holders(&self, shingle: Shingle) -> &[u32] {
        let list = self.lists[self.bucket(shingle)];
        &self.entries[list.start as usize..list.end as usize]
    }

    /// Puts in a passage.
    pub(super) fn insert(&mut self, nth: usize) {
        let set = self.sets.set(nth);
        // All read before any is looked at: each is far from the last, and the memory brings several at a time where
        // no decision waits for one.
        let mut rooms = std::mem::take(&mut self.rooms);
        rooms.clear();
        rooms.extend(set.iter().map(|&shingle| self.room(self.bucket(shingle))));
        for (&shingle, &room) in set.iter().zip(&rooms) {
            let bucket = self.bucket(shingle);
            if room > self.formula
                && let Some(held) = self.held.get_mut(&shingle)
            {
                if held.is_formula {
                    continue;
                }
                held.originals += 1;
                if held.originals == self.formula {
                    self.full.push(shingle);
                }
            }
            if room > 0 {
                let list = &mut self.lists[bucket];
                self.entries[list.end as usize] = nth as u32;
                list.end += 1;
            }
        }
        self.rooms = rooms;
    }

    /// Takes out a passage that was put in since the last call of [`Index::settle`].
    pub(super) fn remove(&mut self, nth: usize) {
        let sets = self.sets;
        for &shingle in sets.set(nth) {
            let bucket = self.bucket(shingle);
            if self.room(bucket) > self.formula
                && let Some(held) = self.held.get_mut(&shingle)
            {
                if held.is_formula {
                    continue;
                }
                held.originals -= 1;
            }
            let list = &mut self.lists[bucket];
            let entries = &mut self.entries[list.start as usize..list.end as usize];
            // Near the end: only what was put in together with it comes after.
            if let Some(at) = entries.iter().rposition(|&entry| entry == nth as u32) {
                entries.swap(at, entries.len() - 1);
                list.end -= 1;
            }
        }
    }

    /// What is in it now, it is decided, are originals.
    pub(super) fn settle(&mut self) {
        for shingle in self.full.drain(..) {
            if let Some(held) = self.held.get_mut(&shingle) {
                held.is_formula = held.originals >= self.formula;
            }
        }
    }
}
