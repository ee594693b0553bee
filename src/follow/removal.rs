//! Which posts are gone, and not only out of sight.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::Known;
use super::identity::Matched;
use super::post::Edition;
use crate::steps;

/// More posts in a row are not removed at once: what lacks them is a page with a gap.
const IN_A_ROW: usize = 5;
/// What has to be proven: a different answer proves as much as is left, the same one half of it.
const PROOF: u32 = 3;

/// Takes note of what an answer lacks; says what the posts are called that are removed by that.
pub(super) fn removed(known: &mut [Known], edition: &Edition, matched: &Matched) -> FxHashSet<Arc<str>> {
    let mut gone = FxHashSet::default();
    if !edition.whole {
        return gone;
    }
    steps::count(known.len());
    // Neighbours are posts that stand in their order: a pinned copy of one that is out of sight is none.
    for pair in matched.in_order.windows(2) {
        let [(above, _), (below, _)] = pair else { continue };
        let between = *above as usize + 1..*below as usize;
        let lacking = |at: &usize| matched.of_known[*at].is_none() && !known[*at].removed;
        let lacking: Vec<usize> = between.filter(lacking).collect();
        if lacking.len() > IN_A_ROW {
            continue;
        }
        for at in lacking {
            let known = &mut known[at];
            let proof = match known.missing {
                None => 1,
                Some((mark, proof)) if mark == edition.mark => proof + 1,
                Some(_) => PROOF,
            };
            let mark = known.missing.map_or(edition.mark, |(mark, _)| mark);
            known.missing = Some((mark, proof));
            if proof >= PROOF {
                gone.insert(Arc::clone(&known.key));
            }
        }
    }
    gone
}
