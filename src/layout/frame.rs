//! What stands left of a block's text, and how wide that leaves it: indents, bullets, bars.

use super::role::{Glyph, Role};
use super::{Content, Piece};
use crate::article::Kind;

/// From this measure on, lists are set in from the prose around them.
const INDENT_FROM: u16 = 40;
/// Below this measure nothing stands beside the text: a bullet or bar would leave it a word a line or less.
const BARE_BELOW: u16 = 8;

/// The setting of a block's text in the measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    /// Blank columns before everything.
    indent: u16,
    /// The mark in the first row, and its role.
    mark: Option<(Glyph, Role)>,
    /// Whether the mark stands in every row.
    bar: bool,
    /// Columns that the mark takes more than one.
    wider: u16,
    /// Columns left for the text: at least 1.
    pub(super) width: u16,
    /// What the text is.
    pub(super) role: Role,
}

impl Frame {
    /// How a block of this kind is set.
    pub(super) fn of(kind: Kind, measure: u16) -> Self {
        let (mark, bar) = match kind {
            Kind::ListItem => (Some((Glyph::Bullet, Role::Bullet)), false),
            Kind::Caption => (Some((Glyph::CaptionBar, Role::CaptionBar)), true),
            Kind::Quote => (Some((Glyph::QuoteBar, Role::QuoteBar)), true),
            _ => (None, false),
        };
        Self::with(kind, measure, mark, role(kind)).barred(bar)
    }

    /// How words of ours are set where a block of this kind stands.
    pub(super) fn remark(kind: Kind, measure: u16, glyph: Glyph, role: Role) -> Self {
        Self::with(kind, measure, Some((glyph, role)), role)
    }

    fn with(kind: Kind, measure: u16, mark: Option<(Glyph, Role)>, role: Role) -> Self {
        let indent = if kind == Kind::ListItem && measure >= INDENT_FROM {
            2
        } else {
            0
        };
        let mark = mark.filter(|_| measure >= BARE_BELOW);
        let beside = indent + if mark.is_some() { 2 } else { 0 };
        Self {
            indent,
            mark,
            bar: false,
            wider: 0,
            width: measure.saturating_sub(beside).max(1),
            role,
        }
    }

    /// It, set in for an item inside another.
    pub(super) fn nested(self, depth: u16, measure: u16) -> Self {
        let by = if measure >= INDENT_FROM { 2 * depth } else { 0 };
        Self {
            indent: self.indent + by,
            width: self.width.saturating_sub(by).max(1),
            ..self
        }
    }

    /// It, with a mark that takes more columns.
    pub(super) fn widened(self, by: u16) -> Self {
        Self {
            wider: by,
            width: self.width.saturating_sub(by).max(1),
            ..self
        }
    }

    fn barred(self, bar: bool) -> Self {
        Self { bar, ..self }
    }

    /// What stands before the text, in the first row of the block or in a later one.
    pub(super) fn before(self, first: bool) -> Vec<Piece> {
        let mut pieces = Vec::with_capacity(4);
        let mut blank = self.indent;
        if let Some((glyph, role)) = self.mark {
            if first || self.bar {
                pieces.extend(blank_piece(blank));
                pieces.push(Piece {
                    content: Content::Glyph(glyph),
                    role,
                });
                blank = 1;
            } else {
                blank += 2 + self.wider;
            }
        }
        pieces.extend(blank_piece(blank));
        pieces
    }
}

/// So many blank columns; nothing for none.
pub(super) fn blank_piece(columns: u16) -> Option<Piece> {
    (columns > 0).then_some(Piece {
        content: Content::Blank(columns),
        role: Role::Text,
    })
}

/// What a block's text is.
fn role(kind: Kind) -> Role {
    match kind {
        Kind::Title => Role::Title,
        Kind::Byline => Role::Byline,
        Kind::Timestamp => Role::Time,
        Kind::Heading => Role::Heading,
        Kind::Paragraph | Kind::ListItem => Role::Text,
        Kind::Caption => Role::Caption,
        Kind::Quote => Role::Quote,
        Kind::Boilerplate => Role::Boilerplate,
    }
}
