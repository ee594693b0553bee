//! How deep an item of a list is set in, and the number before it.

use super::{Content, Page, Piece, Row, width};
use crate::article::BlockId;

/// Levels that are shown; deeper ones would leave no room for words.
const DEEPEST: u16 = 3;

/// Numbers are shown from this measure on.
const NUMBERED_FROM: u16 = 20;

impl Page<'_> {
    /// How many items of its list an item is inside of: mostly 0; 0 for what is no item.
    pub(super) fn depth(&self, id: BlockId) -> u16 {
        self.article.depth(id).min(DEEPEST)
    }

    /// The number of an item, where there is room for it.
    pub(super) fn number(&self, id: BlockId) -> Option<&str> {
        self.article.number(id).filter(|_| self.measure >= NUMBERED_FROM)
    }

    /// The columns that the number of an item takes more than a bullet does.
    pub(super) fn number_columns(&self, id: BlockId) -> u16 {
        self.number(id)
            .map_or(0, |number| width::of(number).saturating_sub(1) as u16)
    }

    /// Puts the number of an item in the place of its bullet.
    pub(super) fn put_number(&self, id: BlockId, row: &mut Row) {
        let Some(number) = self.number(id) else { return };
        let bullet = row
            .pieces
            .iter_mut()
            .find(|piece| matches!(piece.content, Content::Glyph(_)));
        if let Some(bullet) = bullet {
            *bullet = Piece {
                content: Content::Words(number.to_owned()),
                role: bullet.role,
            };
        }
    }
}
