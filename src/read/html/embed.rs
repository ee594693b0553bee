//! Posts of social networks that a page shows: a quotation, and below it who wrote it, with a link to where it stands.

use super::collect::{Form, Piece};
use crate::article::InlineStyle;
use crate::read::text::marked;

/// Whose an embedded post is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Source {
    /// Who wrote it, as the page has it: "Ana Brandt (@ana)".
    pub(super) author: String,
    /// Where it stands.
    pub(super) address: String,
}

/// The last line of an embedded post: "— Ana Brandt (@ana) 14 August 2026". It ends with a link to the post, and names an
/// account, or its link is a day or a time.
pub(super) fn source(piece: &Piece) -> Option<Source> {
    const LONGEST: usize = 200;
    let text = piece.text.as_str();
    if piece.form != Form::Quote || text.len() > LONGEST || text.contains('\n') {
        return None;
    }
    let link = piece.marks.iter().rfind(|mark| mark.range.end == text.len())?;
    let InlineStyle::Link(address) = &link.style else {
        return None;
    };
    let shown = text[link.range.clone()].trim();
    let named = text
        .split([' ', '(', '\u{a0}'])
        .any(|word| word.starts_with('@') && word.len() > 2);
    let is_whole = link.range.start == 0;
    let led = text.starts_with(is_dash);
    let timed = marked::is_time(shown) || marked::published(shown).is_some();
    if !((led && (named || timed)) || (is_whole && named)) {
        return None;
    }
    let name = if is_whole { text } else { &text[..link.range.start] };
    let author = name.trim_start_matches(|c: char| is_dash(c) || c.is_whitespace());
    Some(Source {
        author: author.trim_end_matches([' ', ',', '·', '|', '\u{a0}']).to_owned(),
        address: address.clone(),
    })
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '―')
}
