//! Tables of words that the build script makes (`assets/read/build.rs`): a place for each key, found by its hash.

use std::ops::Range;

use super::hashing::slot;

/// Where the entries of each key stand. A power of two of slots, of which a quarter at least is empty.
pub(super) struct Slots {
    /// One more than the number of a key; 0 for none.
    pub(super) slots: &'static [u16],
    /// The keys, with the first of their entries and the one behind their last.
    pub(super) keys: &'static [(u64, u16, u16)],
}

impl Slots {
    /// The entries of a key.
    #[inline]
    pub(super) fn get(&self, key: u64) -> Option<Range<usize>> {
        let mut at = slot(key, self.slots.len());
        loop {
            let number = usize::from(self.slots[at]).checked_sub(1)?;
            let (found, start, end) = self.keys[number];
            if found == key {
                return Some(usize::from(start)..usize::from(end));
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }
}
