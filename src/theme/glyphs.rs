//! The glyphs, in two sets. A theme file may replace any of the first set. The second is for terminals and fonts that
//! have only ASCII, and for those that draw characters of ambiguous width two columns wide.

use crate::layout::role::Glyph;
use crate::layout::width;

/// The set of characters that glyphs are drawn with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GlyphSet {
    /// The theme's own.
    #[default]
    Unicode,
    /// ASCII alone, the same in every theme.
    Ascii,
}

/// Characters that the common terminal fonts have, and the Linux console mostly.
pub(super) fn unicode(glyph: Glyph) -> &'static str {
    match glyph {
        Glyph::Bullet => "•",
        Glyph::CaptionBar | Glyph::Current => "▌",
        // Not a bar: beside a headline it would look like a callout's.
        Glyph::Cursor => "›",
        Glyph::QuoteBar | Glyph::Rule | Glyph::Track | Glyph::EdgeVertical => "│",
        Glyph::Fold | Glyph::Repeats => "⋯",
        Glyph::FoldOpen => "▾",
        Glyph::Near => "≈",
        Glyph::AddedOpen => "{",
        Glyph::AddedClose => "}",
        Glyph::DroppedOpen => "[",
        Glyph::DroppedClose => "]",
        Glyph::Moved => "~",
        Glyph::New => "+",
        Glyph::NewChanged => "±",
        Glyph::NewGone => "−",
        Glyph::Note => "*",
        Glyph::Read => "✓",
        Glyph::ReadPart => "½",
        Glyph::Unread => "●",
        Glyph::UnreadPart => "◐",
        Glyph::UnreadNothing => "○",
        Glyph::Captions | Glyph::TrackCaption => "▣",
        Glyph::Matches => "/",
        Glyph::Ellipsis => "…",
        Glyph::Thumb => "┃",
        Glyph::TrackSection => "┤",
        Glyph::TrackMatch => "◂",
        Glyph::TrackFold => "┊",
        Glyph::TrackMark => "◆",
        Glyph::Dot | Glyph::TrackUnread => "·",
        Glyph::Return => "⏎",
        Glyph::CornerUpperLeft => "┌",
        Glyph::CornerUpperRight => "┐",
        Glyph::CornerLowerLeft => "└",
        Glyph::CornerLowerRight => "┘",
        Glyph::EdgeHorizontal => "─",
    }
}

/// The nearest characters in ASCII.
pub(super) fn ascii(glyph: Glyph) -> &'static str {
    match glyph {
        Glyph::Bullet
        | Glyph::UnreadNothing
        | Glyph::Dot
        | Glyph::TrackSection
        | Glyph::EdgeHorizontal
        | Glyph::FoldOpen
        | Glyph::NewGone => "-",
        // A bracket that opens, as around the description of a picture where there is no picture.
        Glyph::CaptionBar | Glyph::DroppedOpen => "[",
        Glyph::QuoteBar | Glyph::Rule | Glyph::Track | Glyph::EdgeVertical => "|",
        Glyph::Fold
        | Glyph::Repeats
        | Glyph::CornerUpperLeft
        | Glyph::CornerUpperRight
        | Glyph::CornerLowerLeft
        | Glyph::CornerLowerRight => "+",
        Glyph::Near | Glyph::Ellipsis | Glyph::Moved | Glyph::NewChanged => "~",
        Glyph::AddedOpen => "{",
        Glyph::AddedClose => "}",
        Glyph::DroppedClose => "]",
        Glyph::Note | Glyph::New | Glyph::TrackMark => "*",
        Glyph::Cursor | Glyph::Current => ">",
        Glyph::Read | Glyph::TrackUnread => ".",
        Glyph::TrackCaption => "=",
        Glyph::Unread => "O",
        Glyph::UnreadPart => "o",
        Glyph::Captions | Glyph::Thumb => "#",
        Glyph::TrackMatch | Glyph::Return => "<",
        Glyph::TrackFold => ":",
        Glyph::ReadPart | Glyph::Matches => "/",
    }
}

/// Why a text cannot be a glyph; none if it can. A glyph is one character, so that it neither joins its neighbours nor
/// hides anything, and one column wide. U+FE0E may follow it, which asks for a letter rather than a picture.
pub(super) fn fault(text: &str) -> Option<String> {
    let mut characters = text.chars();
    let Some(first) = characters.next() else {
        return Some("a glyph is one character, and this is none".to_owned());
    };
    if !matches!(characters.as_str(), "" | "\u{fe0e}") {
        return Some(format!("a glyph is one character, and {text:?} is several"));
    }
    // The soft hyphen is a place to break, not a mark, and terminals disagree about its width.
    if first.is_control() || first == '\u{ad}' || (first.is_whitespace() && first != ' ') {
        return Some(format!("{text:?} can't be seen"));
    }
    match width::of(text) {
        1 => None,
        columns => Some(format!("a glyph is one column wide, and {text:?} takes {columns}")),
    }
}
