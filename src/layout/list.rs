//! How deep an item of a list is nested: by the blanks that stand before its bullet, against those of the items above.

use super::Page;
use crate::article::{BlockId, Kind};

/// Items above that are looked at; a list of a million items costs no more.
const LOOKED_AT: u32 = 32;
/// Blanks that an item has at least before its bullet to be inside the one above.
const STEP: usize = 2;
/// Bytes of the margin before an item that are looked at.
const MARGIN: usize = 256;
/// Levels that are shown; deeper ones would leave no room for words.
const DEEPEST: u16 = 3;

impl Page<'_> {
    /// How many items of its list an item is inside of: mostly 0; 0 for what is no item.
    pub(super) fn depth(&self, id: BlockId) -> u16 {
        let Some(mut inside) = self.blanks_before(id) else {
            return 0;
        };
        let mut depth = 0;
        for above in (id.0.saturating_sub(LOOKED_AT)..id.0).rev() {
            let Some(blanks) = self.blanks_before(BlockId(above)) else {
                break;
            };
            if blanks + STEP <= inside {
                inside = blanks;
                depth += 1;
            }
        }
        depth.min(DEEPEST)
    }

    /// The blanks before an item's bullet, in its line; none for what is no item, or has no bullet.
    fn blanks_before(&self, id: BlockId) -> Option<usize> {
        let block = self.article.block(id);
        if block.kind != Kind::ListItem {
            return None;
        }
        let margin = &self.article.text()[block.tile.start as usize..block.text.start as usize];
        let margin = &margin[margin.ceil_char_boundary(margin.len().saturating_sub(MARGIN))..];
        let line = margin.rfind('\n').map_or(margin, |at| &margin[at + 1..]);
        let bullet = line.trim_start_matches([' ', '\t']);
        let blanks = line[..line.len() - bullet.len()].bytes();
        // A tab is as wide as a step or more.
        (!bullet.trim().is_empty()).then(|| blanks.map(|byte| if byte == b'\t' { 2 * STEP } else { 1 }).sum())
    }
}
