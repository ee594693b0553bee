//! Finds near repeats: compares each passage that is not an exact repeat with those before it.

use std::ops::ControlFlow;

use super::join;
use super::passages::Passages;
use super::shingles::Sets;
use super::work::{BLOCKS, StagedWork, batches};
use super::{How, Repeat};
use crate::article::{BlockId, Kind};

/// The near repeats of an article whose exact repeats are known, both in the order they were told. See [`join::find`] for `formula`.
pub(super) fn find(
    passages: &Passages<'_>,
    exact: &[Repeat],
    formula: u32,
    work: &mut StagedWork<'_>,
) -> ControlFlow<(), Vec<Repeat>> {
    let originals = originals(passages, exact);
    work.begin(originals.len(), 400);
    let sets = sets(passages, &originals, work)?;
    let is_caption: Vec<bool> = originals
        .iter()
        .map(|&block| passages.block(block).kind == Kind::Caption)
        .collect();
    work.begin(originals.len(), 1000);
    let matches = join::find(&sets, &is_caption, formula, work)?;
    let repeat = |found: &join::Match| Repeat {
        block: originals[found.passage as usize],
        of: originals[found.of as usize],
        how: How::Near,
        similarity: found.shared as f32 / sets.set(found.passage as usize).len() as f32,
    };
    ControlFlow::Continue(matches.iter().map(repeat).collect())
}

/// The passages that are no exact repeats, in the order they were told.
fn originals(passages: &Passages<'_>, exact: &[Repeat]) -> Vec<BlockId> {
    let mut repeats = exact.iter().map(|repeat| repeat.block).peekable();
    (0..passages.blocks())
        .map(|nth| passages.nth(nth))
        .filter(|&block| repeats.next_if_eq(&block).is_none() && passages.block(block).kind.is_passage())
        .collect()
}

fn sets(passages: &Passages<'_>, blocks: &[BlockId], work: &mut StagedWork<'_>) -> ControlFlow<(), Sets> {
    let bytes = blocks
        .iter()
        .map(|&block| passages.block(block).text.len() as usize)
        .sum();
    let mut sets = Sets::with_room_for(bytes);
    for batch in batches(blocks.len(), BLOCKS) {
        let items = batch.len();
        let parts = work.in_parts(batch, 128, String::new, |normal, range| {
            let mut part = Sets::with_room_for(0);
            for &block in &blocks[range] {
                passages.write_normal(block, normal);
                part.add(normal);
            }
            part
        });
        for part in &parts {
            sets.extend(part);
        }
        work.did(items)?;
    }
    ControlFlow::Continue(sets)
}
