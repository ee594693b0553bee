//! Whether an article is one that was read before: another version of the same page.
//!
//! # The rule
//! What two articles say in common is the measure: the share of the earlier one's passages that stand in the new one,
//! or the share of the new one's that stood in the earlier one, whichever is more; for a live blog grows, and an old
//! scrape of one may be opened after a new one. Then:
//!
//! 1. **Known to be elsewhere** is another article, whatever it says: another address on the web; another number in the
//!    same collection.
//! 2. **The same place** (the same address; the same file) is the same article if a fifth is in common; or anything at
//!    all, under the same title. A file that is used for one article after the other holds another one each time.
//! 3. **Another place, or none** (a pipe, a scrape saved under another name): half must be in common, and it must be
//!    the same *page*, because a report of an agency stands word for word in many. Bylines and lines about the page are
//!    a page's own: where both have some, and share none, it is another outlet's copy; where half are shared, it is the
//!    same page. Where they don't tell, the same title does, or two headings in common.
//!
//! An article too short to have passages that tell anything is the same only in the same place under the same title.
//!
//! Not all that an article says is kept to compare others with, but a sample that serves as well: the fingerprints that
//! are least of all, for these are as good as drawn by lot (bottom-k sketches, Cohen and Kaplan 2007). A share found in
//! 128 is off by no more than 0.09 in nineteen of twenty.

use rustc_hash::FxHashSet;

use super::{Fingerprint, is_distinctive};
use crate::article::{Article, Kind};

/// Fingerprints of passages in a sketch.
pub const PASSAGES: usize = 128;
/// Fingerprints of bylines and lines about the page in a sketch, and as many of headings.
pub const ASIDES: usize = 24;

/// What an article is known by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Features {
    /// Paragraphs, list items and quotations that are more than a turn of phrase; ascending, each once.
    pub passages: Vec<Fingerprint>,
    /// Bylines and lines about the page; ascending, each once.
    pub furniture: Vec<Fingerprint>,
    /// Headings; ascending, each once.
    pub headings: Vec<Fingerprint>,
}

impl Features {
    /// Of an article whose fingerprints are known.
    pub fn of(article: &Article, prints: &[Fingerprint]) -> Self {
        let mut features = Self::default();
        for ((id, block), &print) in article.ids().zip(article.blocks()).zip(prints) {
            match block.kind {
                Kind::Byline | Kind::Boilerplate => features.furniture.push(print),
                Kind::Heading => features.headings.push(print),
                _ if is_distinctive(article, id) => features.passages.push(print),
                _ => {}
            }
        }
        for list in [&mut features.passages, &mut features.furniture, &mut features.headings] {
            list.sort_unstable();
            list.dedup();
        }
        features
    }

    /// The sample of them that is kept.
    #[must_use]
    pub fn sketch(&self) -> Self {
        let least = |list: &[Fingerprint], most: usize| list[..list.len().min(most)].to_vec();
        Self {
            passages: least(&self.passages, PASSAGES),
            furniture: least(&self.furniture, ASIDES),
            headings: least(&self.headings, ASIDES),
        }
    }

    /// How much of what a sketch is of and of this article is in common: the greater share; and how many passages of
    /// the sketch are.
    fn shared(&self, sketch: &Self) -> (f32, usize) {
        let known: FxHashSet<Fingerprint> = self.passages.iter().copied().collect();
        let shared = sketch.passages.iter().filter(|print| known.contains(print)).count();
        let mut here = self.passages.len();
        if let (PASSAGES, Some(greatest)) = (sketch.passages.len(), sketch.passages.last()) {
            // The sketch says nothing of greater ones.
            here = self.passages.partition_point(|print| print <= greatest);
        }
        let share = |of: usize| shared as f32 / of.max(1) as f32;
        (share(sketch.passages.len()).max(share(here)), shared)
    }
}

/// How the places of two articles stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// The same address, or the same file.
    Same,
    /// Two addresses, or two numbers in one collection.
    Elsewhere,
    /// Nobody can tell.
    Unknown,
}

/// Whether an article is another version of one that is known by a sketch. The greater the answer, the more they have in
/// common; `None` if it is another article.
pub fn is_version(new: &Features, sketch: &Features, place: Whereabouts, same_title: bool) -> Option<f32> {
    /// In common, in the same place.
    const FIFTH: f32 = 0.2;
    /// In common, wherever.
    const HALF: f32 = 0.5;
    /// Passages in common, wherever: fewer may be a formula.
    const FEW: usize = 3;
    let (share, shared) = new.shared(sketch);
    let none = new.passages.is_empty() && sketch.passages.is_empty();
    let is_one = match place {
        Whereabouts::Elsewhere => false,
        Whereabouts::Same => (share >= FIFTH) || (same_title && (shared > 0 || none)),
        Whereabouts::Unknown => share >= HALF && shared >= FEW && is_same_page(new, sketch, same_title),
    };
    is_one.then_some(share)
}

/// Whether two articles that say the same are one page.
fn is_same_page(new: &Features, sketch: &Features, same_title: bool) -> bool {
    /// One line may be in common by chance: "Read more".
    const SOME: usize = 2;
    let shared = |one: &[Fingerprint], other: &[Fingerprint]| one.iter().filter(|print| other.contains(print)).count();
    let (here, there) = (&new.furniture, &sketch.furniture);
    let furniture = shared(there, here);
    if here.len().min(there.len()) >= SOME {
        if furniture == 0 {
            return false;
        }
        if furniture >= SOME && 2 * furniture >= here.len().min(there.len()) {
            return true;
        }
    }
    same_title || shared(&sketch.headings, &new.headings) >= SOME
}
