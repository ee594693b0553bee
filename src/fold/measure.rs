//! How much of a passage must have been said before for it to be a near repeat.
//!
//! All numbers are in shingles; where a word takes several atoms, as many times more of them are asked for.

/// Three quarters: one word changed in ten, or an eighth of a sentence dropped at one end and another added, leaves
/// more; two sentences with the same beginning share less.
const SHARE: (usize, usize) = (3, 4);

/// Six words in a row, or more in pieces. What shares less with an earlier passage shares a name or a phrase with it.
pub(super) const LEAST: usize = 5;

/// A passage much shorter than the one that holds it has to share this much: thirteen words in a row. The full name
/// of an office may be ten words long, and it may be most of a short sentence; but two sentences don't share it
/// because one is a copy.
const AMPLE: usize = 12;

/// Of the shingles that two passages share so many must be no formulas.
pub(super) const TELLING: usize = 3;

/// Shingles that a passage of `size` shingles, `per_word` atoms a word, must share with an earlier one, whatever that
/// is like. More than `size` if it cannot be a repeat.
pub(super) fn needed(size: usize, per_word: usize) -> usize {
    (size * SHARE.0).div_ceil(SHARE.1).max(LEAST * per_word)
}

/// As [`needed`], with an earlier passage of `earlier` shingles: either a good part of that one too, or ample.
pub(super) fn needed_of(size: usize, per_word: usize, earlier: usize) -> usize {
    needed(size, per_word).max((AMPLE * per_word).min(earlier.div_ceil(2)))
}

/// Whether a passage can share enough with any other.
pub(super) fn can_match(size: usize) -> bool {
    size >= LEAST
}
