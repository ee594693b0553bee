//! Read tracking: what has been seen of blocks that are not read yet.

use rustc_hash::FxHashMap;

use super::block_map::{BlockMap, Carry};
use crate::article::{BlockId, Span};
use crate::layout::Top;

/// What has been seen of blocks that have not been read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReadTracking {
    /// By block.
    pub(in crate::app) seen: FxHashMap<BlockId, SeenBlock>,
    /// The page that stands.
    pub(in crate::app) page: Option<(Top, Span)>,
    /// How long it has, in milliseconds.
    pub(in crate::app) stood: u32,
    /// The page on which the reader has marked something as unread by hand: as long as it stands, that stays so.
    pub(in crate::app) spared: Option<(Top, Span)>,
}

/// What has been seen of a block.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::app) struct SeenBlock {
    /// By chunk, which part of the time it takes it has been on the screen: 0 to 1.
    pub(in crate::app) chunks: FxHashMap<u32, f64>,
    /// Chunks that have been there long enough.
    pub(in crate::app) done: usize,
}

impl Carry for ReadTracking {
    /// What was seen of a block was seen of it in the newer version, too.
    fn carry(&mut self, map: &BlockMap<'_>) {
        let Self {
            seen,
            page,
            stood: _,
            spared,
        } = self;
        let carried = seen.drain().filter_map(|(block, seen)| Some((map.exact(block)?, seen)));
        *seen = carried.collect();
        for page in [page, spared] {
            *page = page.filter(|(top, _)| map.is_common(top.anchor.block));
        }
    }
}
