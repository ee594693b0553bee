//! Breaks text into lines of at most so many columns.
//!
//! Where a line may break is told by the Unicode line breaking algorithm (UAX 14, with dictionaries for Thai, Lao,
//! Khmer and Burmese); widths are our own, by grapheme cluster, so that they are what the screen will show.

use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};
use textwrap::wrap_algorithms::{Penalties, wrap_first_fit, wrap_optimal_fit};
use unicode_segmentation::UnicodeSegmentation;

use super::language::Language;
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
#[derive(Clone, Copy, Debug)]
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
pub(super) fn lines(text: &str, columns: usize) -> Vec<Line> {
    fitted(text, Fit::even(columns))
}

/// As [`lines`], with the first line of another width, and words broken where that makes lines more even.
pub(super) fn fitted(text: &str, fit: Fit) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut fit = fit;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let blank: usize = line
            .graphemes(true)
            .take_while(|cluster| is_blank(cluster))
            .map(str::len)
            .sum();
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
#[derive(Clone, Copy, Debug, Default)]
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
    let mut made = Vec::new();
    let breaks = break_places(text);
    let hyphens = fit.language.map(|language| hyphen::places(text, &breaks, language));
    let mut hyphens = hyphens.unwrap_or_default().into_iter().peekable();
    let mut breaks = breaks.into_iter().peekable();
    let mut current = Fragment::default();
    let mut last = "";
    for (at, cluster) in text.grapheme_indices(true) {
        // A place inside a cluster is none: it is passed over here.
        while breaks.next_if(|&place| place < at).is_some() {}
        while hyphens.next_if(|&place| place < at).is_some() {}
        let ours = hyphens.peek() == Some(&at);
        if at > 0 && (ours || breaks.peek() == Some(&at)) {
            current.hyphen = ours || last == SOFT_HYPHEN;
            push(text, current, columns, &mut made);
            current = Fragment {
                start: at,
                end: at,
                ..Fragment::default()
            };
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
    push(text, current, columns, &mut made);
    made
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
    SEGMENTER.with(|segmenter| segmenter.segment_str(text).collect())
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
    word.graphemes(true).flat_map(move |cluster| {
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
