//! Breaks text into lines of at most so many columns.
//!
//! Where a line may break is told by the Unicode line breaking algorithm (UAX 14, with dictionaries for Thai, Lao,
//! Khmer and Burmese); widths are our own, by grapheme cluster, so that they are what the screen will show. Plain words
//! of ASCII, which most text is made of, take a way of their own that looks into no tables and comes to the same.

use std::cell::RefCell;
use std::iter::Peekable;
use std::ops::Range;
use std::rc::Rc;
use std::vec::IntoIter;

use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};
use textwrap::wrap_algorithms::{Penalties, wrap_first_fit, wrap_optimal_fit};

use super::language::Language;
use super::memo::Memo;
use super::{hyphen, width};

/// One word alone is a poor last line if it takes less than this part of the width; it is avoided where that costs no
/// line and leaves no gap of a third of the width.
const RUNT: usize = 3;
/// A hyphen is as bad as a gap of this part of the width at the end of the line: seven columns of 72, a word and its blank.
const HYPHEN: usize = 10;

/// Marks where a line may break that are invisible elsewhere (U+00AD).
const SOFT_HYPHEN: &str = "\u{ad}";

/// One line: a range of the text, without the blanks around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// The first byte.
    pub(super) start: usize,
    /// The byte after the last.
    pub(super) end: usize,
    /// Columns it takes, with its hyphen.
    pub(super) width: usize,
    /// Whether it ends inside a word, so that a hyphen is to be shown.
    pub(super) hyphen: bool,
    /// Whether it is the last before a line feed or the end of the text.
    pub(super) last: bool,
}

/// What a text is broken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Fit {
    /// Columns of its first line: at least 1.
    pub(super) first: usize,
    /// Columns of the others: at least 1.
    pub(super) rest: usize,
    /// The language its words are broken by, if they are.
    pub(super) language: Option<Language>,
}

impl Fit {
    /// Lines of the same width, words left whole.
    pub(super) fn even(columns: usize) -> Self {
        Self {
            first: columns.max(1),
            rest: columns.max(1),
            language: None,
        }
    }

    /// It for the lines after the first.
    fn after_first(self) -> Self {
        Self {
            first: self.rest,
            ..self
        }
    }
}

/// The lines of a text, at least one. A line feed ends a line, and a line of blanks alone is an empty one; a line
/// feed at the very end adds none.
///
/// No line is wider than `columns`, unless a single character is.
pub(super) fn lines(text: &str, columns: usize) -> Rc<[Line]> {
    fitted(text, Fit::even(columns))
}

/// As [`lines`], with the first line of another width, and words broken where that makes lines more even.
pub(super) fn fitted(text: &str, fit: Fit) -> Rc<[Line]> {
    thread_local! {
        static MADE: RefCell<Memo<Fit, Rc<[Line]>>> = RefCell::default();
    }
    MADE.with_borrow_mut(|made| made.get(text, fit, || set(text, fit).into()))
}

fn set(text: &str, fit: Fit) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut fit = fit;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let word = width::clusters(line).find(|(_, cluster)| !is_blank(cluster));
        let blank = word.map_or(line.len(), |(at, _)| at);
        if blank == line.len() {
            lines.push(Line::empty(at));
        } else {
            wrap(&line[blank..], at + blank, fit, &mut lines);
        }
        fit = fit.after_first();
        at += line.len();
    }
    if lines.is_empty() {
        lines.push(Line::empty(0));
    }
    lines
}

impl Line {
    /// The same line in a text that `by` bytes stand before.
    pub(super) fn shifted(self, by: usize) -> Self {
        Self {
            start: self.start + by,
            end: self.end + by,
            ..self
        }
    }

    fn empty(at: usize) -> Self {
        Self {
            start: at,
            end: at,
            width: 0,
            hyphen: false,
            last: true,
        }
    }

    /// The line that fragments make, in a text they start in at `base`.
    fn of(fragments: &[Fragment], base: usize) -> Option<Self> {
        let (first, last) = (fragments.first()?, fragments.last()?);
        let inner: usize = fragments.iter().map(|each| each.width + each.blanks).sum();
        Some(Self {
            start: base + first.start,
            end: base + last.end,
            width: inner - last.blanks + usize::from(last.hyphen),
            hyphen: last.hyphen,
            last: false,
        })
    }
}

/// Adds the lines of a text that starts with no blank and has no line feed but at its end.
fn wrap(text: &str, base: usize, fit: Fit, lines: &mut Vec<Line>) {
    let fragments = fragments(text, fit);
    let even = even(&fragments, fit);
    let taken = even.unwrap_or_else(|| wrap_first_fit(&fragments, &[fit.first as f64, fit.rest as f64]));
    lines.extend(taken.into_iter().filter_map(|line| Line::of(line, base)));
    if let Some(last) = lines.last_mut() {
        last.last = true;
    }
}

/// The lines of a text with words, as even as can be: the least sum of squared gaps, in linear time. A ragged edge
/// that is calm reads better than one that greedy filling leaves.
///
/// None where the text has hardly any words between blanks (Chinese, Japanese, Thai): there full lines are the
/// custom. None also where an overfull line came out cheaper than a very short one, which it must not.
fn even(fragments: &[Fragment], fit: Fit) -> Option<Vec<&[Fragment]>> {
    let words = fragments.iter().filter(|each| each.blanks > 0).count();
    let parts = fragments.iter().filter(|each| each.hyphen).count();
    if words * 2 < fragments.len() - parts - 1 {
        return None;
    }
    // More than any gap costs, so that evenness is never bought with another line or with an overfull one.
    let columns = fit.first.max(fit.rest);
    let gap = columns * columns;
    let penalties = Penalties {
        nline_penalty: gap,
        overflow_penalty: 1000 * gap,
        short_last_line_fraction: RUNT,
        short_last_line_penalty: (columns / 3).pow(2),
        hyphen_penalty: (columns / HYPHEN).pow(2),
    };
    let lines = wrap_optimal_fit(fragments, &[fit.first as f64, fit.rest as f64], &penalties).ok()?;
    let fits = |(index, line): (usize, &&[Fragment])| {
        let columns = if index == 0 { fit.first } else { fit.rest };
        Line::of(line, 0).is_none_or(|line| line.width <= columns || line.width <= 2)
    };
    lines.iter().enumerate().all(fits).then_some(lines)
}

/// A stretch of text that is not broken, and the blanks after it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Fragment {
    /// The first byte.
    start: usize,
    /// The byte after the last that is not blank.
    end: usize,
    /// Columns up to `end`.
    width: usize,
    /// Columns of the blanks after it.
    blanks: usize,
    /// Whether it ends at a soft hyphen.
    hyphen: bool,
}

impl textwrap::core::Fragment for Fragment {
    fn width(&self) -> f64 {
        self.width as f64
    }

    fn whitespace_width(&self) -> f64 {
        self.blanks as f64
    }

    fn penalty_width(&self) -> f64 {
        f64::from(u8::from(self.hyphen))
    }
}

/// The fragments of a text, none wider than a line unless a single character is.
fn fragments(text: &str, fit: Fit) -> Vec<Fragment> {
    let columns = fit.first.min(fit.rest);
    let breaks = break_places(text);
    let hyphens = fit.language.map(|language| hyphen::places(text, &breaks, language));
    gather(text, segments(text), (breaks, hyphens.unwrap_or_default()), columns)
}

/// The fragments of segments of a text, between the places where it breaks, without a hyphen and with one.
fn gather(
    text: &str,
    segments: impl Iterator<Item = Segment>,
    (breaks, hyphens): (Vec<usize>, Vec<usize>),
    columns: usize,
) -> Vec<Fragment> {
    let mut gatherer = Gatherer {
        text,
        columns,
        breaks: breaks.into_iter().peekable(),
        hyphens: hyphens.into_iter().peekable(),
        made: Vec::new(),
    };
    for Segment { range, word } in segments {
        match word {
            Some(end) => gatherer.word(range, end),
            None => gatherer.clusters(range),
        }
    }
    gatherer.made
}

struct Gatherer<'a> {
    text: &'a str,
    columns: usize,
    breaks: Peekable<IntoIter<usize>>,
    hyphens: Peekable<IntoIter<usize>>,
    made: Vec<Fragment>,
}

impl Gatherer<'_> {
    /// A word of ASCII that ends at `end`, and the blanks after it.
    fn word(&mut self, range: Range<usize>, end: usize) {
        let mut current = Fragment {
            start: range.start,
            hyphen: true,
            ..Fragment::default()
        };
        while let Some(place) = self.hyphens.next_if(|&place| place < end) {
            (current.end, current.width) = (place, place - current.start);
            push(self.text, current, self.columns, &mut self.made);
            current.start = place;
        }
        let last = Fragment {
            start: current.start,
            end,
            width: end - current.start,
            blanks: range.end - end,
            hyphen: false,
        };
        push(self.text, last, self.columns, &mut self.made);
    }

    /// Any other segment, cluster by cluster.
    fn clusters(&mut self, range: Range<usize>) {
        let start_at = |at| Fragment {
            start: at,
            end: at,
            ..Fragment::default()
        };
        let mut current = start_at(range.start);
        let mut last = "";
        for (at, cluster) in width::clusters(&self.text[range.clone()]) {
            let at = range.start + at;
            // A place inside a cluster is none: it is passed over here.
            while self.breaks.next_if(|&place| place < at).is_some() {}
            while self.hyphens.next_if(|&place| place < at).is_some() {}
            let ours = self.hyphens.peek() == Some(&at);
            if at > range.start && (ours || self.breaks.peek() == Some(&at)) {
                current.hyphen = ours || last == SOFT_HYPHEN;
                push(self.text, current, self.columns, &mut self.made);
                current = start_at(at);
            }
            let columns = width::of_cluster(cluster);
            if is_blank(cluster) {
                current.blanks += columns;
            } else {
                current.width += current.blanks + columns;
                current.blanks = 0;
                current.end = at + cluster.len();
            }
            last = cluster;
        }
        push(self.text, current, self.columns, &mut self.made);
    }
}

/// Whether nothing is drawn for the cluster. A blank that bears an accent is not blank.
fn is_blank(cluster: &str) -> bool {
    cluster.chars().all(char::is_whitespace)
}

/// Where the text may break, ascending; its end among them.
///
/// Words of the scripts without blanks between them are found by dictionary: the neural models that textwrap would
/// take cost a hundred times as much, more than a frame for a screen of Thai.
fn break_places(text: &str) -> Vec<usize> {
    thread_local! {
        static SEGMENTER: LineSegmenterBorrowed<'static> = LineSegmenter::new_dictionary(LineBreakOptions::default());
    }
    let mut places = Vec::new();
    for Segment { range, word } in segments(text) {
        if word.is_some() {
            places.push(range.end);
        } else {
            SEGMENTER.with(|segmenter| {
                let inside = segmenter.segment_str(&text[range.clone()]).filter(|&at| at > 0);
                places.extend(inside.map(|at| range.start + at));
            });
        }
    }
    places
}

/// A part of a text that breaks at its end, whatever follows. Most are a word of ASCII.
#[derive(Debug, PartialEq)]
struct Segment {
    range: Range<usize>,
    /// The byte after the last that is not blank, if it is letters, digits and the marks after them: such a word breaks
    /// nowhere else.
    word: Option<usize>,
}

/// The segments of a text. Between a word and the next there is a break by rule LB18 of UAX 14, if nothing but the marks
/// of [`may_end`] stands between them and the blanks: no other rule reaches across.
fn segments(text: &str) -> impl Iterator<Item = Segment> {
    let bytes = text.as_bytes();
    let mut start = 0;
    std::iter::from_fn(move || {
        let from = start;
        let letters = count(&bytes[from..], u8::is_ascii_alphanumeric);
        let marks = count(&bytes[from + letters..], |&byte| may_end(byte));
        let end = from + letters + marks;
        let blanks = count(&bytes[end..], |&byte| byte == b' ');
        let next = end + blanks;
        let is_word = letters > 0
            && bytes
                .get(next)
                .is_none_or(|next| blanks > 0 && next.is_ascii_alphanumeric());
        if is_word {
            start = next;
            return Some(Segment {
                range: from..start,
                word: Some(end),
            });
        }
        let mut at = from;
        while at < bytes.len() {
            at += count(&bytes[at..], |&byte| byte != b' ');
            let certain = bytes[..at]
                .last()
                .is_some_and(|&byte| byte.is_ascii_alphanumeric() || may_end(byte));
            at += count(&bytes[at..], |&byte| byte == b' ');
            if certain && bytes.get(at).is_some_and(u8::is_ascii_alphanumeric) {
                break;
            }
        }
        start = at;
        (from < at).then_some(Segment {
            range: from..at,
            word: None,
        })
    })
}

/// How many bytes at the start are such.
fn count(bytes: &[u8], is_such: impl Fn(&u8) -> bool) -> usize {
    bytes.iter().position(|byte| !is_such(byte)).unwrap_or(bytes.len())
}

/// Marks that follow a word, no break before them, and any break behind them and blanks.
fn may_end(byte: u8) -> bool {
    matches!(byte, b'.' | b',' | b':' | b';' | b'!' | b'?' | b')')
}

/// Adds a fragment; in several if it is wider than a line.
fn push(text: &str, fragment: Fragment, columns: usize, made: &mut Vec<Fragment>) {
    if fragment.width + usize::from(fragment.hyphen) <= columns {
        made.push(fragment);
        return;
    }
    let mut piece = Fragment {
        start: fragment.start,
        end: fragment.start,
        ..fragment
    };
    (piece.width, piece.blanks, piece.hyphen) = (0, 0, false);
    let mut joint: Option<Fragment> = None;
    for unit in units(&text[fragment.start..fragment.end], columns) {
        let added = width::of_cluster(unit);
        while piece.width + added > columns && piece.end > piece.start {
            // At a joint of an address, unless that leaves half of the line empty.
            let cut = joint.take().filter(|joint| joint.width * 2 >= columns).unwrap_or(piece);
            made.push(cut);
            piece.start = cut.end;
            piece.width -= cut.width;
        }
        piece.width += added;
        piece.end += unit.len();
        if matches!(unit, "/" | "-" | "_" | "." | "?" | "&" | "=") {
            joint = Some(piece);
        }
    }
    made.push(Fragment {
        blanks: fragment.blanks,
        hyphen: fragment.hyphen && piece.width < columns,
        ..piece
    });
}

/// The grapheme clusters of a word; a cluster that is wider than a line in its characters, each with the marks of
/// no width that follow it.
fn units(word: &str, columns: usize) -> impl Iterator<Item = &str> {
    width::clusters(word).flat_map(move |(_, cluster)| {
        let mut rest = cluster;
        let whole = width::of_cluster(cluster) <= columns;
        std::iter::from_fn(move || {
            if rest.is_empty() {
                return None;
            }
            let mut next = rest.char_indices().skip(1);
            let end = next.find(|&(at, c)| !whole && width::of_cluster(&rest[at..at + c.len_utf8()]) > 0);
            let (unit, left) = rest.split_at(end.map_or(rest.len(), |(at, _)| at));
            rest = left;
            Some(unit)
        })
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Where the standard has a text break, looked at as a whole.
    fn standard(text: &str) -> Vec<usize> {
        let segmenter = LineSegmenter::new_dictionary(LineBreakOptions::default());
        segmenter.segment_str(text).filter(|&at| at > 0).collect()
    }

    /// Words, marks and blanks of ASCII, and what stands among them elsewhere.
    const PARTS: &str = "(word|extensive|Feuerwehrleute|a|I|12|3,000|[ -~]|  |\\) |, |\\. |— |’s|“|” |é|\u{a0}|\u{ad}|\u{200b}|\u{2060}|港|火災|ไทย|한국|कि|🇩🇪|👩\u{200d}🚒|e\u{301}|\u{600}| ){0,14}\n?";

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn words_of_ascii_break_where_the_standard_breaks_them(text in PARTS) {
            prop_assert_eq!(break_places(&text), standard(&text));
            let tiles: String = segments(&text).map(|stretch| &text[stretch.range]).collect();
            prop_assert_eq!(tiles, text);
        }

        #[test]
        fn words_of_ascii_make_the_fragments_that_all_text_makes(text in PARTS, columns in 1..30usize, german in any::<bool>()) {
            let like = if german { "und das ist nicht die eine" } else { "they were and that was not the same" };
            let language = Language::of(like);
            let fit = Fit { language, ..Fit::even(columns) };
            let breaks = standard(&text);
            let hyphens = language.map_or_else(Vec::new, |language| hyphen::places(&text, &breaks, language));
            let whole = (!text.is_empty()).then_some(Segment { range: 0..text.len(), word: None });
            prop_assert_eq!(fragments(&text, fit), gather(&text, whole.into_iter(), (breaks, hyphens), columns));
        }
    }
}
