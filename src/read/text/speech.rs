//! Speech: what stands after "she said:" is a quotation if it stands in marks; a line that leads one in, a question of an
//! interview and a tag head no section.

use super::{chars, quote};
use crate::article::{Block, Kind};

/// Settles the kinds of lines around speech.
pub(super) fn settle(text: &str, blocks: &mut [Block]) {
    for at in 1..blocks.len() {
        let (above, this) = (blocks[at - 1].text.of(text), blocks[at].text.of(text));
        let led = above.ends_with(chars::is_colon) && matches!(blocks[at - 1].kind, Kind::Paragraph | Kind::Heading);
        if led && blocks[at].kind == Kind::Paragraph && quote::is_quoted(this) {
            blocks[at].kind = Kind::Quote;
        }
        let says = blocks[at].kind == Kind::Quote || this.starts_with(chars::opens_quote);
        if led && says && blocks[at - 1].kind == Kind::Heading {
            blocks[at - 1].kind = Kind::Paragraph;
        }
    }
    for block in blocks.iter_mut().filter(|block| block.kind == Kind::Heading) {
        let line = block.text.of(text);
        let tag = line.starts_with('#') && !line.contains(char::is_whitespace);
        if tag || is_turn(line) {
            block.kind = Kind::Paragraph;
        }
    }
}

/// "Q: How do you know?", "F: Woher wissen Sie das?": one letter and a colon.
fn is_turn(line: &str) -> bool {
    let mut letters = line.chars();
    let letter = letters.next().is_some_and(char::is_uppercase);
    letter && letters.next().is_some_and(chars::is_colon) && letters.next().is_some_and(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::is_turn;

    #[test]
    fn turns_of_an_interview_have_one_letter() {
        assert!(is_turn("Q: How do you know?") && is_turn("В: Откуда вы знаете?"));
        assert!(!is_turn("Question: how?") && !is_turn("A bridge: the plan"));
    }
}
