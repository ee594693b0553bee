//! The lines of a clean text, and the pieces that overlong ones are cut into.

use memchr::memchr;

use super::chars;
use crate::steps;

/// Longer lines are cut at sentence ends. The longest paragraph of a hundred real articles has 1 300 letters, of
/// at most four bytes; a page that is one line has as many as it likes.
pub(super) const LONGEST: usize = 6000;

/// In a text that is one line altogether, paragraphs are cut out of it that are longer than this, in bytes.
pub(super) const LONGEST_ALONE: usize = 1500;

/// How long the pieces of a cut line are at least, in bytes; they end with the sentence.
const PIECE: usize = 500;

/// Where no sentence ends for this many bytes, a piece ends at a blank, or anywhere.
const LONGEST_SENTENCE: usize = 3000;

/// A stretch of text that becomes one block: a line, or a piece of an overlong one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct TextLine {
    /// The first byte after the line before; blank lines in between belong to this one's head.
    pub(super) start: usize,
    /// The first byte that is not blank.
    pub(super) from: usize,
    /// The byte after the last that is not blank.
    pub(super) to: usize,
    /// Where the next line starts.
    pub(super) next: usize,
    /// How many blank lines stand before it, at most 255.
    pub(super) blanks: u8,
    /// Columns it is indented by, at most 255.
    pub(super) indent: u8,
    /// Whether it is a piece of an overlong line.
    pub(super) cut: bool,
}

/// The lines of a text that are not blank.
#[derive(Clone, Debug)]
pub(super) struct TextLines<'a> {
    text: &'a str,
    /// Where to go on.
    at: usize,
    /// Inside an overlong line: where it ends.
    inside: Option<usize>,
    longest: usize,
}

impl<'a> TextLines<'a> {
    /// The lines of `text`; those longer than `longest` bytes are cut.
    pub(super) fn new(text: &'a str, longest: usize) -> Self {
        Self {
            text,
            at: 0,
            inside: None,
            longest,
        }
    }

    /// Goes on with the line that starts there.
    pub(super) fn skip_to(&mut self, next: usize) {
        (self.at, self.inside) = (next, None);
    }

    fn piece(&mut self, end: usize) -> TextLine {
        let start = self.at;
        let cut = cut_before(self.text, start, end);
        let (from, to) = trimmed(self.text, start, cut);
        // Blanks before the next piece belong to this one's tail.
        let rest = &self.text[cut..end];
        let next = end - rest.trim_start().len();
        steps::count(next - cut);
        self.at = next;
        self.inside = Some(end);
        let mut line = TextLine {
            start,
            from,
            to,
            next,
            blanks: 0,
            indent: 0,
            cut: true,
        };
        if next == end {
            self.inside = None;
            line.next = (end + 1).min(self.text.len());
            self.at = line.next;
        }
        line
    }
}

impl Iterator for TextLines<'_> {
    type Item = TextLine;

    fn next(&mut self) -> Option<TextLine> {
        if let Some(end) = self.inside {
            return Some(self.piece(end));
        }
        let head = self.at;
        let mut blanks = 0u8;
        loop {
            let start = self.at;
            let rest = self.text.as_bytes().get(start..).filter(|rest| !rest.is_empty())?;
            let end = memchr(b'\n', rest).map_or(self.text.len(), |at| start + at);
            let next = (end + 1).min(self.text.len());
            let (from, to) = trimmed(self.text, start, end);
            if from == to {
                blanks = blanks.saturating_add(1);
                self.at = next;
                continue;
            }
            let indent = columns(&self.text[start..from]);
            if to - from > self.longest {
                let mut line = self.piece(end);
                (line.start, line.blanks, line.indent) = (head, blanks, indent);
                return Some(line);
            }
            self.at = next;
            return Some(TextLine {
                start: head,
                from,
                to,
                next,
                blanks,
                indent,
                cut: false,
            });
        }
    }
}

/// The stretch without the blanks around it; an empty one at its end if there is nothing else.
fn trimmed(text: &str, start: usize, end: usize) -> (usize, usize) {
    let line = &text[start..end];
    steps::count(line.len());
    let tail = line.trim_start();
    let from = end - tail.len();
    (from, from + tail.trim_end().len())
}

fn columns(blank: &str) -> u8 {
    blank
        .chars()
        .fold(0u8, |sum, c| sum.saturating_add(if c == '\t' { 4 } else { 1 }))
}

/// Where the piece that starts at `start` ends: after a sentence, at the latest at `end`.
fn cut_before(text: &str, start: usize, end: usize) -> usize {
    if end - start <= PIECE * 2 {
        return end;
    }
    let soonest = text.floor_char_boundary(start + PIECE);
    let latest = text.floor_char_boundary(end.min(start + LONGEST_SENTENCE));
    let stretch = &text[soonest..latest];
    steps::count(stretch.len());
    let cut = sentence_end(stretch)
        .or_else(|| stretch.rfind(char::is_whitespace).filter(|at| *at > 0))
        .map_or(latest, |at| soonest + at);
    let cut = whole_letters(text, cut, end);
    // No crumbs at the end of the line.
    if end - cut < PIECE / 4 { end } else { cut }
}

/// A cut never comes before a mark that hangs on the letter before it.
fn whole_letters(text: &str, cut: usize, end: usize) -> usize {
    let hanging: usize = text[cut..end]
        .chars()
        .take_while(|c| chars::hangs(*c))
        .map(char::len_utf8)
        .sum();
    steps::count(hanging);
    cut + hanging
}

/// The byte after the first sentence of a stretch that is followed by another.
pub(super) fn sentence_end(text: &str) -> Option<usize> {
    let mut iter = text.char_indices().peekable();
    while let Some((_, c)) = iter.next() {
        if !chars::ends_sentence(c) {
            continue;
        }
        while iter
            .next_if(|(_, c)| chars::ends_sentence(*c) || chars::closes_quote(*c) || chars::closes_bracket(*c))
            .is_some()
        {}
        let &(at, next) = iter.peek()?;
        if chars::is_ideographic(c) {
            return Some(at);
        }
        if !next.is_whitespace() {
            continue;
        }
        let after = text[at..].trim_start();
        // "Dr. Brandt", "at 5 p.m. on": the next word says whether a sentence starts.
        if starts_sentence(after) && !(c == '.' && ends_in_abbreviation(&text[..at])) {
            return Some(at);
        }
    }
    None
}

fn starts_sentence(text: &str) -> bool {
    text.chars().next().is_some_and(|c| !c.is_lowercase())
}

/// One letter, or a short capitalised word, before the full stop: more likely an initial or a title than the end.
pub(super) fn ends_in_abbreviation(text: &str) -> bool {
    let word = text
        .trim_end_matches('.')
        .rsplit(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or("");
    let mut letters = word.chars();
    match (letters.next(), letters.nth(2)) {
        (Some(first), None) => first.is_uppercase(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str, longest: usize) -> Vec<&str> {
        TextLines::new(text, longest)
            .map(|line| &text[line.from..line.to])
            .collect()
    }

    #[test]
    fn blank_lines_are_counted_and_belong_to_the_next_line() {
        let lines: Vec<_> = TextLines::new("\n \n  a \n\u{3000}\nb", 100).collect();
        assert_eq!((lines[0].start, lines[0].blanks, lines[0].indent), (0, 2, 2));
        assert_eq!((lines[1].start, lines[1].blanks), (lines[0].next, 1));
        assert_eq!(lines.len(), 2);
    }

    #[test]
    fn overlong_lines_are_cut_at_sentence_ends() {
        let sentence = "The ferry crews were stood down at midnight by order of the port captain. ";
        let text = sentence.repeat(200);
        let pieces = texts(&text, 2000);
        assert!(pieces.len() > 10);
        assert!(
            pieces
                .iter()
                .all(|piece| piece.ends_with("captain.") && piece.starts_with("The ferry"))
        );
    }

    #[test]
    fn without_sentences_pieces_are_bounded_and_letters_whole() {
        for unit in ["a", "e\u{301}", "港", "word "] {
            let text = unit.repeat(20_000);
            let pieces = texts(&text, 2000);
            assert!(pieces.iter().all(|piece| piece.len() <= 2 * LONGEST_SENTENCE));
            assert!(pieces.iter().all(|piece| !piece.starts_with('\u{301}')));
        }
    }

    #[test]
    fn abbreviations_end_no_sentence() {
        let text = "Captain A. Brandt left. She did not come back.";
        assert_eq!(
            sentence_end(text).map(|at| &text[..at]),
            Some("Captain A. Brandt left.")
        );
        assert_eq!(
            sentence_end("火事は消えた。風が変わった。"),
            Some("火事は消えた。".len())
        );
        assert_eq!(sentence_end("It was 4.5 metres."), None);
    }
}
