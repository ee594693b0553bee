//! Items of lists: the marks before them, and how deep they are nested. Both stand in the margins of their blocks.

use super::{Article, BlockId, Kind};

/// Items above that are looked at; a list of a million items costs no more.
const LOOKED_AT: u32 = 32;
/// Blanks that an item has at least before its mark to be inside the one above.
const STEP: usize = 2;
/// The longest mark that counts, in letters: "Schritt 12:".
const LONGEST: usize = 12;
/// Bytes of the margin before an item that are looked at.
const MARGIN: usize = 256;

impl Article {
    /// The mark that an item of a list has in the text, if it counts: "1.", "(a)", "②". A bullet is none.
    pub fn number(&self, id: BlockId) -> Option<&str> {
        let mark = self.line_before(id)?.trim();
        let counts = |c: char| c.is_alphanumeric() || matches!(c, '①'..='⓿' | '❶'..='➓' | '\u{20E3}');
        (mark.contains(counts) && mark.chars().count() <= LONGEST).then_some(mark)
    }

    /// How many items of its list an item is inside of; 0 for what is no item.
    pub fn depth(&self, id: BlockId) -> u16 {
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
        depth
    }

    /// The blanks before an item's mark, in its line; none for what is no item, or has no mark.
    fn blanks_before(&self, id: BlockId) -> Option<usize> {
        let line = self.line_before(id)?;
        let mark = line.trim_start_matches([' ', '\t']);
        let blanks = line[..line.len() - mark.len()].bytes();
        // A tab is as wide as a step or more.
        (!mark.trim().is_empty()).then(|| blanks.map(|byte| if byte == b'\t' { 2 * STEP } else { 1 }).sum())
    }

    /// What stands before an item on its line.
    fn line_before(&self, id: BlockId) -> Option<&str> {
        let block = self.block(id);
        if block.kind != Kind::ListItem {
            return None;
        }
        let margin = &self.text()[block.tile.start as usize..block.text.start as usize];
        let margin = &margin[margin.ceil_char_boundary(margin.len().saturating_sub(MARGIN))..];
        Some(margin.rfind('\n').map_or(margin, |at| &margin[at + 1..]))
    }
}

/// Whether the lines of a block are rows of columns or code, whose blanks say something.
pub fn keeps_blanks(text: &str) -> bool {
    text.contains('\n') && (text.contains('\t') || text.contains("  "))
}
