//! A quotation quotes whole words: what is selected of a word is made the whole of it.

use crate::article::Span;

/// The stretch with the rest of the words at its ends, as far as the text of its block goes.
pub(super) fn around(text: &str, block: Span, span: Span) -> Span {
    let (mut start, mut end) = (span.start, span.end);
    while let Some(c) = before(text, block, start).filter(|_| is_within(text, block, start)) {
        start -= c.len_utf8() as u32;
    }
    while let Some(c) = after(text, block, end).filter(|_| is_within(text, block, end)) {
        end += c.len_utf8() as u32;
    }
    Span::new(start, end)
}

/// The stretch without its last word, of which there may be only a part; all of it, if it has no other or ends with a
/// mark that a word stands before.
pub(super) fn without_last(text: &str, span: Span) -> Span {
    let words = span.of(text);
    if !words.ends_with(is_letter) {
        return span;
    }
    let last = words
        .char_indices()
        .rev()
        .find(|&(_, c)| c.is_whitespace())
        .map_or(0, |(at, _)| at);
    let kept = words[..last].trim_end().len() as u32;
    if kept == 0 {
        return span;
    }
    Span::new(span.start, span.start + kept)
}

/// Whether a byte stands in the middle of a word.
fn is_within(text: &str, block: Span, at: u32) -> bool {
    let (Some(left), Some(right)) = (before(text, block, at), after(text, block, at)) else {
        return false;
    };
    if is_unspaced(left) || is_unspaced(right) {
        return false;
    }
    if is_letter(left) && is_letter(right) {
        return true;
    }
    // "o'clock", "sea-green", "1,240": what joins stands between two letters or figures.
    let next = |at: u32| after(text, block, at).is_some_and(is_letter);
    let previous = |at: u32| before(text, block, at).is_some_and(is_letter);
    (is_letter(left) && is_joiner(right) && next(at + right.len_utf8() as u32))
        || (is_joiner(left) && is_letter(right) && previous(at - left.len_utf8() as u32))
}

fn before(text: &str, block: Span, at: u32) -> Option<char> {
    text.get(block.start as usize..at as usize)?.chars().next_back()
}

fn after(text: &str, block: Span, at: u32) -> Option<char> {
    text.get(at as usize..block.end as usize)?.chars().next()
}

/// Letters, figures, and marks that belong to the letter before them.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(
            c,
            '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}' | '\u{fe0f}'
        )
}

fn is_joiner(c: char) -> bool {
    matches!(
        c,
        '\'' | '\u{2019}' | '-' | '\u{2010}' | '\u{2011}' | '.' | ',' | ':' | '/' | '_' | '@' | '&' | '\u{b7}'
    )
}

/// Letters of scripts that are written without blanks, where a word does not end where one would see it.
fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c),
        0x0e00..=0x0eff | 0x1000..=0x109f | 0x1780..=0x17ff | 0x3040..=0x30ff | 0x3400..=0x4dbf
        | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x3ffff)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_made_whole() {
        for (selected, whole) in [
            ("rews hel", "Crews held"),
            ("ld the l", "held the line"),
            ("Crews", "Crews"),
            (" the ", " the "),
            ("sea", "sea-green"),
            ("cloc", "o’clock"),
            ("24", "1,240"),
            ("line, ", "line, "),
            ("防", "防"),
        ] {
            let text = "Crews held the line, sea-green at o’clock 1,240 消防隊.";
            let at = text.find(selected).expect("it is there") as u32;
            let block = Span::new(0, text.len() as u32);
            let around = around(text, block, Span::new(at, at + selected.len() as u32));
            assert_eq!(around.of(text), whole, "{selected:?}");
        }
    }

    #[test]
    fn a_last_word_of_which_there_may_be_a_part_is_left_out() {
        for (text, kept) in [
            ("both sets of players clashe", "both sets of players"),
            ("both sets of players,", "both sets of players,"),
            ("players", "players"),
            ("", ""),
        ] {
            let span = Span::new(0, text.len() as u32);
            assert_eq!(without_last(text, span).of(text), kept);
        }
    }
}
