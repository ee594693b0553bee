//! Line breaks that say nothing: text filled to a width, or written one sentence a line. Recognised from the
//! document as a whole, and undone in the text itself, so that a block is one line.

pub(super) mod opening;

use unicode_width::UnicodeWidthStr;

use super::bullet;
use super::chars;
use super::lines::{TextLine, TextLines, sentence_end};
use crate::steps;
use opening::LineOpening;

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
        /// How columns were counted.
        by: ColumnMeasure,
    },
    /// After each sentence; blank lines part paragraphs.
    Sentences,
}

/// How a program that fills lines counts their columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ColumnMeasure {
    /// Columns of a terminal: two for an ideograph, none for a mark that hangs on a letter.
    Columns,
    /// Letters and marks, each as one: most libraries.
    Letters,
    /// Bytes: `fold`, and old programs.
    Bytes,
}

impl ColumnMeasure {
    const ALL: [Self; 3] = [Self::Columns, Self::Letters, Self::Bytes];

    fn of(self, text: &str) -> usize {
        match self {
            _ if text.is_ascii() => text.len(),
            Self::Columns => text.width(),
            Self::Letters => text.chars().count(),
            Self::Bytes => text.len(),
        }
    }
}

/// Finds out from a part of the text how all of it was broken.
pub(super) fn find(sample: &str) -> Wrapping {
    let lines: Vec<WrappedLine<'_>> = TextLines::new(sample, usize::MAX)
        .map(|line| WrappedLine::new(sample, line))
        .collect();
    filled(&lines)
        .or_else(|| hanging(&lines))
        .map(|(width, by)| Wrapping::Filled { width, by })
        .or_else(|| sentences(&lines).then_some(Wrapping::Sentences))
        .unwrap_or(Wrapping::None)
}

/// The text with each block on one line. Nothing but blanks is changed.
pub(super) fn undo(text: &str, wrapping: Wrapping) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before: Option<WrappedLine<'_>> = None;
    let mut in_item = false;
    let join = Join::of(super::survey::sample(text));
    for line in TextLines::new(text, usize::MAX) {
        let mut row = WrappedLine::new(text, line);
        row.bullet |= row.dash && join.dashes;
        match &before {
            Some(above) if joins(above, &row, wrapping, in_item) => {
                if join.has_blank(tail(&out), row.text) {
                    out.push(' ');
                }
            }
            _ => {
                if before.is_some() {
                    out.push('\n');
                }
                // Blanks at the head are kept: indents and blank lines say something about the block.
                out.push_str(&text[line.start..line.from]);
                in_item = row.bullet || row.opening.is_item();
            }
        }
        out.push_str(row.text);
        before = Some(row);
    }
    out.push('\n');
    out
}

/// The end of what has been put together, for telling what its last character means.
fn tail(out: &str) -> &str {
    const MOST: usize = 400;
    let tail = &out[out.ceil_char_boundary(out.len().saturating_sub(MOST))..];
    steps::count(tail.len());
    tail.rsplit('\n').next().unwrap_or(tail)
}

/// A line, and what is needed of it to tell whether the next belongs to it.
struct WrappedLine<'a> {
    text: &'a str,
    blanks: u8,
    indent: u8,
    bullet: bool,
    /// It opens with a dash, which may be a bullet.
    dash: bool,
    /// What else it opens with that a line of its own may open with.
    opening: LineOpening,
    /// Its width, by [`ColumnMeasure`].
    widths: [usize; 3],
    /// The width of its first word, which the line before had no room for.
    words: [usize; 3],
}

impl<'a> WrappedLine<'a> {
    fn new(text: &'a str, line: TextLine) -> Self {
        let text = &text[line.from..line.to];
        steps::count(text.len());
        let word = text.split_whitespace().next().unwrap_or("");
        // An ideograph ends a word, and some programs keep a mark with the one before it.
        let wide = word.starts_with(chars::is_ideographic);
        let word = if wide {
            &word[..word.char_indices().nth(2).map_or(word.len(), |(at, _)| at)]
        } else {
            word
        };
        Self {
            text,
            blanks: line.blanks,
            indent: line.indent,
            bullet: bullet::after(text).is_some(),
            dash: bullet::after_dash(text).is_some(),
            opening: LineOpening::of(text),
            widths: ColumnMeasure::ALL.map(|by| by.of(text) + usize::from(line.indent)),
            words: ColumnMeasure::ALL.map(|by| by.of(word)),
        }
    }

    fn width(&self, by: ColumnMeasure) -> usize {
        self.widths[by as usize]
    }

    fn word(&self, by: ColumnMeasure) -> usize {
        self.words[by as usize]
    }

    /// Whether the first word of the next line would have passed the column.
    fn is_full(&self, next: &WrappedLine<'_>, width: usize, by: ColumnMeasure) -> bool {
        self.width(by) <= width && self.width(by) + 1 + next.word(by) > width
    }

    /// Whether the next line plainly goes on with a sentence of this one, which is not much shorter than the others.
    fn goes_on(&self, next: &WrappedLine<'_>, width: usize, by: ColumnMeasure) -> bool {
        let open = self
            .text
            .ends_with(|c: char| c.is_lowercase() || matches!(c, ',' | ';'));
        open && next.text.starts_with(char::is_lowercase) && self.width(by) * 3 >= width * 2
    }

    fn ends_sentence(&self) -> bool {
        let tail = self
            .text
            .trim_end_matches(|c| chars::closes_quote(c) || chars::closes_bracket(c));
        tail.chars().next_back().is_some_and(chars::ends_sentence)
    }

    /// Whether a clause or a sentence ends with it.
    fn ends_clause(&self) -> bool {
        self.ends_sentence() || self.text.ends_with([',', ';', ':', '—', '–', '，', '、', '،'])
    }

    /// Whether it might go on in the next row, whatever the wrapping.
    fn may_go_on(&self, next: &WrappedLine<'_>) -> bool {
        let begins = next.bullet || next.text.starts_with('>') || next.dash && self.dash;
        next.blanks == 0
            && !begins
            && self.text != next.text
            && ![self.opening, next.opening].contains(&LineOpening::Alone)
    }

    /// Whether the next row begins something, though it might stand on this line: a post, an item, what somebody says.
    fn is_followed_by_another(&self, next: &WrappedLine<'_>, in_item: bool) -> bool {
        let ended = self.ends_sentence() || self.text.ends_with(chars::is_colon);
        let next_item = in_item && self.opening.is_item() && next.opening.is_item();
        next.opening != LineOpening::None && (ended || next_item || self.opening.is_like(next.opening))
    }

    /// Whether it starts with a small letter, as the next word of a sentence does.
    fn starts_small(&self) -> bool {
        let first = self
            .text
            .chars()
            .find(|c| !chars::opens_quote(*c) && !chars::opens_bracket(*c));
        first.is_some_and(char::is_lowercase)
    }
}

fn joins(above: &WrappedLine<'_>, row: &WrappedLine<'_>, wrapping: Wrapping, in_item: bool) -> bool {
    if !above.may_go_on(row) || above.is_followed_by_another(row, in_item) {
        return false;
    }
    match wrapping {
        Wrapping::None => false,
        // A first line may be set in, and a list item's further lines may be.
        Wrapping::Filled { width, by } => {
            (above.is_full(row, width, by) || above.goes_on(row, width, by)) && (row.indent <= above.indent || in_item)
        }
        Wrapping::Sentences => above.ends_sentence() && row.indent <= above.indent && !above.bullet,
    }
}

/// How two lines are put together.
#[derive(Clone, Copy, Debug)]
struct Join {
    /// Whether a blank stands between ideographs and letters or digits of other scripts, as some set it.
    mixed: bool,
    /// Whether dashes open list items: one stands after a blank line, or several below one another. Elsewhere they stand
    /// between words, and open a line by chance.
    dashes: bool,
}

impl Join {
    /// As the text does it inside its lines.
    fn of(sample: &str) -> Self {
        let (mut blank, mut none) = (0usize, 0usize);
        let mut before = [' '; 2];
        for c in sample.chars() {
            let meets = |one: char, other: char| is_mixed(one, other) || is_mixed(other, one);
            none += usize::from(meets(before[1], c));
            blank += usize::from(before[1] == ' ' && meets(before[0], c));
            before = [before[1], c];
        }
        let mut above = false;
        let dashes = TextLines::new(sample, usize::MAX).any(|line| {
            let dash = bullet::after_dash(&sample[line.from..line.to]).is_some();
            let item = dash && (above || line.blanks > 0);
            above = dash;
            item
        });
        Self {
            mixed: blank > none,
            dashes,
        }
    }

    /// A hyphen at the end of a line stays as it is: whether it was the word's own cannot be known.
    fn has_blank(self, above: &str, row: &str) -> bool {
        let (Some(last), Some(first)) = (above.chars().next_back(), row.chars().next()) else {
            return false;
        };
        let before = above[..above.len() - last.len_utf8()].chars().next_back();
        let tied = before.is_some_and(char::is_alphanumeric) && first.is_alphanumeric();
        match last {
            _ if tied && is_hyphen(last) => return is_conjunction(row) || closes(above),
            '—' if tied => return false,
            _ => {}
        }
        if chars::is_ideographic(last) && chars::is_ideographic(first) {
            return false;
        }
        let mixed = chars::is_ideographic(last) || chars::is_ideographic(first);
        !mixed || (self.mixed && (is_mixed(last, first) || is_mixed(first, last)))
    }
}

/// An ideograph that is no mark, and a letter or digit that is no ideograph.
fn is_mixed(wide: char, other: char) -> bool {
    chars::is_ideographic(wide) && wide.is_alphanumeric() && other.is_alphanumeric() && !chars::is_ideographic(other)
}

/// "Vor- und Nachteile": the hyphen stands for the rest of a word, and the next word is one of its own.
fn is_conjunction(row: &str) -> bool {
    const WORDS: [&str; 14] = [
        "und", "oder", "bis", "bzw", "sowie", "en", "of", "och", "eller", "og", "and", "or", "to", "ja",
    ];
    let word = row.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    WORDS.contains(&word)
}

/// A hyphen as typed, or the one that is nothing else (U+2010), which has three bytes.
fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐')
}

/// "The crew -all of them- was late": a hyphen that stands for a dash, and closes what another opened.
fn closes(text: &str) -> bool {
    let body = text.strip_suffix(is_hyphen).unwrap_or(text);
    let opened = [" -", " ‐"].iter().filter_map(|dash| body.rsplit_once(dash));
    opened
        .min_by_key(|(_, inside)| inside.len())
        .is_some_and(|(_, inside)| {
            let closed = |mark: char| inside.split(is_hyphen).skip(1).any(|after| after.starts_with(mark));
            inside.starts_with(char::is_alphanumeric) && !closed(' ') && !closed(',')
        })
}

/// The column that text is filled to, and how columns were counted, if it is. Two lines of a paragraph tell where it
/// can be: at least where the first ends, and not so far that the first word of the second would have had room. Where
/// most pairs of lines agree, it is.
fn filled(rows: &[WrappedLine<'_>]) -> Option<(usize, ColumnMeasure)> {
    let found = ColumnMeasure::ALL.map(|by| Some((filled_by(rows, by)?, by)));
    // The first of those that explain most.
    let found = found.into_iter().flatten().rev().max_by_key(|((_, full), _)| *full);
    found
        .map(|((width, _), by)| (width, by))
        .filter(|(width, by)| is_broken(rows, *width, *by))
}

/// Whether lines that are full are broken ones, and not lines of a list that happen to be as long as one another: a
/// sentence goes on from one to the next.
fn is_broken(rows: &[WrappedLine<'_>], width: usize, by: ColumnMeasure) -> bool {
    let pairs = || {
        rows.windows(2)
            .filter(|pair| pair[0].may_go_on(&pair[1]) && pair[0].is_full(&pair[1], width, by))
    };
    let count = pairs().count();
    let of = |test: &dyn Fn(&WrappedLine<'_>, &WrappedLine<'_>) -> bool| {
        pairs().filter(|pair| test(&pair[0], &pair[1])).count()
    };
    if of(&|_, next| next.opening != LineOpening::None) * 2 > count {
        return false;
    }
    // Prose breaks anywhere, verse where a clause ends.
    let clauses = of(&|above, _| above.ends_clause());
    let all = rows.windows(2).filter(|pair| pair[0].may_go_on(&pair[1]));
    let (mut clauses_of_all, mut count_of_all) = (0, 0);
    for pair in all {
        count_of_all += 1;
        clauses_of_all += usize::from(pair[0].ends_clause());
    }
    if clauses * 5 >= count * 2 && clauses_of_all * 5 >= count_of_all * 3 {
        return false;
    }
    let small = of(&|_, next| next.starts_small());
    let cased = rows.iter().filter(|row| row.text.contains(char::is_lowercase)).count();
    if cased * 2 >= rows.len() {
        // In German, which writes nouns with capitals, more than half of the words are small; in a list of lines, few are.
        let hyphens = of(&|above, _| above.text.ends_with(is_hyphen));
        return (small + hyphens) * 4 >= count;
    }
    // Without small letters, that sentences end inside lines tells, and that most lines end in the middle of one.
    let ended = of(&|above, _| above.ends_sentence());
    let inner = rows.iter().any(|row| has_inner_stop(row.text));
    ended * 2 <= count && inner
}

/// The column that the items of a list are filled to, where there is little other text: several go on in the middle of a
/// sentence on the next line, whose first word had no room.
fn hanging(rows: &[WrappedLine<'_>]) -> Option<(usize, ColumnMeasure)> {
    /// So many items must go on.
    const ITEMS: usize = 2;
    let item = |row: &WrappedLine<'_>| row.bullet || row.dash || row.opening.is_item();
    let broken: Vec<&[WrappedLine<'_>]> = rows
        .windows(2)
        .filter(|pair| {
            let open = !pair[0].ends_sentence() && !pair[0].text.ends_with(chars::is_colon);
            item(&pair[0]) && !item(&pair[1]) && pair[1].blanks == 0 && open && pair[1].starts_small()
        })
        .collect();
    let by = ColumnMeasure::Letters;
    let width = rows.iter().map(|row| row.width(by)).max()?;
    let full = broken.iter().all(|pair| pair[0].is_full(&pair[1], width, by));
    (broken.len() >= ITEMS && full && WIDTHS.contains(&width)).then_some((width, by))
}

/// Whether a sentence ends before the end of a line.
fn has_inner_stop(text: &str) -> bool {
    let stops = |c: char| chars::is_stop(c) || matches!(c, '、' | '，' | '،' | ',');
    text.trim_end_matches(|c| chars::ends_sentence(c) || stops(c))
        .contains(stops)
}

/// The column by one measure, and how many pairs of lines it explains.
fn filled_by(rows: &[WrappedLine<'_>], by: ColumnMeasure) -> Option<(usize, usize)> {
    /// So many line breaks must be explained.
    const PAIRS: usize = 3;
    let mut votes = [0usize; *WIDTHS.end() + 1];
    let mut pairs = 0usize;
    for pair in rows.windows(2) {
        if pair[0].may_go_on(&pair[1]) && pair[1].indent <= pair[0].indent {
            pairs += 1;
            let most = (pair[0].width(by) + pair[1].word(by)).min(*WIDTHS.end());
            votes
                .get_mut(pair[0].width(by)..=most)
                .unwrap_or_default()
                .iter_mut()
                .for_each(|votes| *votes += 1);
        }
    }
    let (width, &full) = votes.iter().enumerate().max_by_key(|(_, votes)| **votes)?;
    let wider = rows.iter().filter(|row| row.width(by) > width).count();
    // The ends of paragraphs and headings are pairs that are not full; a title may be on a line too long.
    (WIDTHS.contains(&width) && full >= PAIRS && full * 2 >= pairs && wider * 8 <= rows.len()).then_some((width, full))
}

fn sentences(rows: &[WrappedLine<'_>]) -> bool {
    /// Paragraphs of one sentence a line have few lines; pages without blank lines have many.
    const LINES: usize = 7;
    let groups = rows.iter().filter(|row| row.blanks > 0).count() + 1;
    let inner: Vec<&[WrappedLine<'_>]> = rows.windows(2).filter(|pair| pair[0].may_go_on(&pair[1])).collect();
    // One paragraph of several lines says nothing about the others.
    let parted = rows
        .chunk_by(|_, row| row.blanks == 0)
        .filter(|group| group.len() > 1)
        .count();
    let ended = inner.iter().filter(|pair| pair[0].ends_sentence()).count();
    let single = rows.iter().filter(|row| sentence_end(row.text).is_none()).count();
    let opened = inner.iter().filter(|pair| pair[1].opening != LineOpening::None).count();
    opened * 4 <= inner.len()
        && groups >= 3
        && rows.len() <= groups * LINES
        && parted >= 2
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
        assert!(matches!(find(FILLED), Wrapping::Filled { width: 40..=43, .. }));
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
    fn a_hyphen_of_three_bytes_is_one_as_well() {
        let text = FILLED.replace("regional", "north-").replace("north- ", "north‐\n");
        assert!(text.contains("north‐\n"));
        assert!(!closes("The crew north‐") && closes("The crew ‐all of it‐") && closes("The crew -all of it‐"));
        assert!(
            undo(
                "The sea-\nside",
                Wrapping::Filled {
                    width: 8,
                    by: ColumnMeasure::Columns
                }
            )
            .contains("sea-side")
        );
        assert!(
            undo(
                "The sea‐\nside",
                Wrapping::Filled {
                    width: 8,
                    by: ColumnMeasure::Columns
                }
            )
            .contains("sea‐side")
        );
    }

    #[test]
    fn one_paragraph_of_several_lines_is_not_a_way_of_writing() {
        let text = "The storm closed the port.\n\nOne report came in early.\nIts second line is here.\n\
                    Its third line is here.\n\nThe ferry sails at noon.\n\nNobody was hurt.\n";
        assert_eq!(find(text), Wrapping::None);
    }

    #[test]
    fn ordinary_scrapes_are_left_alone() {
        let line = "The fire at the harbour was out by dawn, the regional commander said. ".repeat(4);
        let text = format!("A title\n\nAna Brandt\n{line}\n{line}{line}\nA heading\n{line}{line}{line}\nshort\n");
        assert_eq!(find(&text), Wrapping::None);
    }
}
