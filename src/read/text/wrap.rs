//! Line breaks that say nothing: text filled to a width, or written one sentence a line. Recognised from the
//! document as a whole, and undone in the text itself, so that a block is one line.

use unicode_width::UnicodeWidthStr;

use super::bullet;
use super::chars;
use super::lines::{Line, Lines, sentence_end};

/// The narrowest and widest columns that text is taken to be filled to. Newspapers' own columns, mail (72),
/// terminals (80) and editors (100, 120) lie between.
const WIDTHS: std::ops::RangeInclusive<usize> = 30..=130;

/// How text was broken into lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrapping {
    /// At the ends of paragraphs, captions, headings: a line is a block.
    None,
    /// Wherever the next word would have passed this column.
    Filled {
        /// The column.
        width: usize,
    },
    /// After each sentence; blank lines part paragraphs.
    Sentences,
}

/// Finds out from a part of the text how all of it was broken.
pub(super) fn find(sample: &str) -> Wrapping {
    let lines: Vec<Row<'_>> = Lines::new(sample, usize::MAX)
        .map(|line| Row::new(sample, line))
        .collect();
    filled(&lines)
        .map(|width| Wrapping::Filled { width })
        .or_else(|| sentences(&lines).then_some(Wrapping::Sentences))
        .unwrap_or(Wrapping::None)
}

/// The text with each block on one line. Nothing but blanks is changed.
pub(super) fn undo(text: &str, wrapping: Wrapping) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before: Option<Row<'_>> = None;
    let mut in_item = false;
    for line in Lines::new(text, usize::MAX) {
        let row = Row::new(text, line);
        match &before {
            Some(above) if joins(above, &row, wrapping, in_item) => {
                if blank_between(above.text, row.text) {
                    out.push(' ');
                }
            }
            _ => {
                if before.is_some() {
                    out.push('\n');
                }
                // Blanks at the head are kept: indents and blank lines say something about the block.
                out.push_str(&text[line.start..line.from]);
                in_item = row.bullet;
            }
        }
        out.push_str(row.text);
        before = Some(row);
    }
    out.push('\n');
    out
}

/// A line, and what is needed of it to tell whether the next belongs to it.
struct Row<'a> {
    text: &'a str,
    blanks: u8,
    indent: u8,
    bullet: bool,
    /// Columns.
    width: usize,
    /// Columns of its first word, which the line before had no room for.
    word: usize,
}

impl<'a> Row<'a> {
    fn new(text: &'a str, line: Line) -> Self {
        let text = &text[line.from..line.to];
        let word = text.split_whitespace().next().unwrap_or("");
        let word = match word.chars().next() {
            // Two ideographs: some programs keep a mark with the letter before it.
            Some(c) if chars::is_ideographic(c) => 4,
            _ => columns(word),
        };
        Self {
            text,
            blanks: line.blanks,
            indent: line.indent,
            bullet: bullet::after(text).or_else(|| bullet::after_dash(text)).is_some(),
            width: columns(text) + usize::from(line.indent),
            word,
        }
    }

    /// Whether the first word of the next line would have passed the column.
    fn is_full(&self, next: &Row<'_>, width: usize) -> bool {
        self.width <= width && self.width + 1 + next.word > width
    }

    fn ends_sentence(&self) -> bool {
        let tail = self
            .text
            .trim_end_matches(|c| chars::closes_quote(c) || chars::closes_bracket(c));
        tail.chars().next_back().is_some_and(chars::ends_sentence)
    }

    /// Whether it might go on in the next row, whatever the wrapping.
    fn may_go_on(&self, next: &Row<'_>) -> bool {
        next.blanks == 0 && !next.bullet && self.text != next.text
    }
}

fn columns(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.width() }
}

fn joins(above: &Row<'_>, row: &Row<'_>, wrapping: Wrapping, in_item: bool) -> bool {
    if !above.may_go_on(row) {
        return false;
    }
    match wrapping {
        Wrapping::None => false,
        // A first line may be set in, and a list item's further lines may be.
        Wrapping::Filled { width } => above.is_full(row, width) && (row.indent <= above.indent || in_item),
        Wrapping::Sentences => above.ends_sentence() && row.indent <= above.indent && !above.bullet,
    }
}

/// A hyphen at the end of a line stays as it is: whether it was the word's own cannot be known.
fn blank_between(above: &str, row: &str) -> bool {
    let (Some(last), Some(first)) = (above.chars().next_back(), row.chars().next()) else {
        return false;
    };
    let hyphen = last == '-' && above[..above.len() - 1].ends_with(char::is_alphabetic) && first.is_lowercase();
    !(hyphen || (chars::is_ideographic(last) && chars::is_ideographic(first)))
}

/// The column that text is filled to, if it is. Two lines of a paragraph tell where it can be: at least where the
/// first ends, and not so far that the first word of the second would have had room. Where most pairs of lines
/// agree, it is.
fn filled(rows: &[Row<'_>]) -> Option<usize> {
    /// So many line breaks must be explained.
    const PAIRS: usize = 3;
    let mut votes = [0usize; *WIDTHS.end() + 1];
    let mut pairs = 0usize;
    for pair in rows.windows(2) {
        if pair[0].may_go_on(&pair[1]) && pair[1].indent <= pair[0].indent {
            pairs += 1;
            let most = (pair[0].width + pair[1].word).min(*WIDTHS.end());
            votes
                .get_mut(pair[0].width..=most)
                .unwrap_or_default()
                .iter_mut()
                .for_each(|votes| *votes += 1);
        }
    }
    let (width, &full) = votes.iter().enumerate().max_by_key(|(_, votes)| **votes)?;
    let wider = rows.iter().filter(|row| row.width > width).count();
    // The ends of paragraphs and headings are pairs that are not full; a title may be on a line too long.
    (WIDTHS.contains(&width) && full >= PAIRS && full * 2 >= pairs && wider * 8 <= rows.len()).then_some(width)
}

fn sentences(rows: &[Row<'_>]) -> bool {
    /// Paragraphs of one sentence a line have few lines; pages without blank lines have many.
    const LINES: usize = 7;
    let groups = rows.iter().filter(|row| row.blanks > 0).count() + 1;
    let inner: Vec<&[Row<'_>]> = rows.windows(2).filter(|pair| pair[0].may_go_on(&pair[1])).collect();
    let ended = inner.iter().filter(|pair| pair[0].ends_sentence()).count();
    let single = rows.iter().filter(|row| sentence_end(row.text).is_none()).count();
    groups >= 3
        && rows.len() <= groups * LINES
        && inner.len() >= 2
        && inner.len() * 10 >= rows.len() * 2
        && ended * 100 >= inner.len() * 85
        && single * 100 >= rows.len() * 85
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unwrapped(text: &str) -> String {
        undo(text, find(text))
    }

    const FILLED: &str = "\
The fire at the harbour was out by dawn,
the regional commander said, after the
wind had turned at about three in the
morning.

Ferry crews were stood down at midnight
and are not expected back before noon.
";

    #[test]
    fn filled_text_is_joined() {
        assert!(matches!(find(FILLED), Wrapping::Filled { width: 40..=43 }));
        let lines: Vec<_> = unwrapped(FILLED).lines().map(str::to_owned).collect();
        assert_eq!(lines.len(), 3);
        assert!(lines[0].ends_with("about three in the morning."));
    }

    #[test]
    fn indents_open_paragraphs_where_no_blank_line_does() {
        let text = FILLED
            .replace("\n\n", "\n")
            .replace("The fire", "  The fire")
            .replace("Ferry", "  Ferry");
        let lines = unwrapped(&text);
        assert_eq!(lines.lines().count(), 2, "{lines}");
    }

    #[test]
    fn ideographs_are_joined_without_a_blank() {
        let text = "港の大きな火事は夜明けまでに消し止められ\nたと地元の消防署長が月曜日の朝に記者団\nに話した。風は午前三時ごろに変わったと\nいう。\n";
        assert_eq!(unwrapped(text).trim(), text.replace('\n', ""));
    }

    #[test]
    fn a_sentence_a_line_is_joined() {
        let text = "The fire was out by dawn.\nThe wind had turned at three.\n\nFerry crews were stood down.\n\
                    They will be back at noon.\nNobody was hurt.\n\nThe harbour stays closed.\nShops are open.\n";
        assert_eq!(find(text), Wrapping::Sentences);
        assert_eq!(unwrapped(text).lines().filter(|line| !line.is_empty()).count(), 3);
    }

    #[test]
    fn ordinary_scrapes_are_left_alone() {
        let line = "The fire at the harbour was out by dawn, the regional commander said. ".repeat(4);
        let text = format!("A title\n\nAna Brandt\n{line}\n{line}{line}\nA heading\n{line}{line}{line}\nshort\n");
        assert_eq!(find(&text), Wrapping::None);
    }
}
