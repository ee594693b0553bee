//! What is to be known of a document before its lines are judged, from its first part. The part is the same for
//! the whole as for a beginning of it, so that both are judged alike.

use rustc_hash::{FxHashMap, FxHashSet};

use super::facts::{LineFacts, LineSign, Looker, ends_sentence};
use super::groups::{G, a, has};
use super::lines::{LONGEST, LONGEST_ALONE, TextLines};
use super::phrases::hash_words;
use super::style::{self, HeadingStyle};

/// Bytes of a document that are surveyed. A first part of a large file must have as many.
pub(in crate::read) const SAMPLE: usize = 160 * 1024;

/// A length, in letters, from which a line counts as prose when the median is taken.
const PROSE: u32 = 60;

/// What is known of a document.
#[derive(Debug)]
pub(super) struct Survey {
    /// Longer lines are cut, in bytes.
    pub(super) longest: usize,
    /// Letters of the paragraph in the middle.
    pub(super) median: f32,
    /// Columns that most lines are indented by.
    pub(super) indent: u8,
    /// Whether blank lines part blocks.
    pub(super) gaps: bool,
    /// Whether dashes open list items.
    pub(super) dashes: bool,
    /// Answers that are the same for every line.
    pub(super) doubles: u8,
    /// See [`Survey::doubles`].
    pub(super) credits: u8,
    /// See [`Survey::doubles`].
    pub(super) shorts: u8,
    /// See [`Survey::doubles`]: whether prose ends in full stops.
    pub(super) stops: u8,
    /// The words of the first line.
    pub(super) title: LineSign,
    /// How often short lines stand in the sample, by their hash; once is not kept.
    pub(super) again: FxHashMap<u64, u32>,
    /// The last words that several lines of the sample share.
    pub(super) tails: FxHashSet<u64>,
    /// How often short lines begin with the same label or word, by its hash; twice is not kept.
    pub(super) labels: FxHashMap<u64, u32>,
    /// The longer words that several lines of the sample have.
    pub(super) known: FxHashSet<u64>,
    /// The words that many lines of prose have: "the", "and".
    pub(super) common: FxHashSet<u64>,
    /// What its headings have in common.
    pub(super) style: HeadingStyle,
    /// See [`Survey::doubles`]: how many headings there seem to be.
    pub(super) heads: u8,
}

/// The part of a text that is surveyed: whole lines, if there is an end of a line in it.
pub(super) fn sample(text: &str) -> &str {
    if text.len() <= SAMPLE {
        return text;
    }
    let head = &text[..text.floor_char_boundary(SAMPLE)];
    head.rfind('\n').map_or(head, |end| &head[..=end])
}

impl Survey {
    /// Surveys the first part of a text.
    pub(super) fn of(text: &str) -> Self {
        let sample = sample(text);
        let mut looker = Looker::default();
        let longest = longest(sample);
        let lines: Vec<LineFacts> = TextLines::new(sample, longest)
            .map(|line| looker.look(sample, line))
            .collect();
        let count = lines.len().max(1);
        let of = |test: &dyn Fn(&LineFacts) -> bool| lines.iter().filter(|facts| test(facts)).count();
        let doubled = lines
            .windows(2)
            .filter(|pair| pair[0].hash == pair[1].hash && pair[1].line.blanks == 0)
            .count();
        let credited = of(&|facts| facts.answers[G::Credit as usize] > 0);
        let prose: Vec<u32> = lines
            .iter()
            .map(|facts| facts.len)
            .filter(|len| *len >= PROSE)
            .collect();
        let shorts = of(&|facts| facts.len < PROSE && facts.is_plain()) * 100 / count;
        let stopped = of(&|facts| facts.len >= PROSE && ends_sentence(facts));
        let apart = of(&|facts| facts.line.blanks > 0);
        let median_length = median(prose.clone()) as f32;
        let heads = style::candidates(&lines, median_length);
        Self {
            longest,
            median: median_length,
            indent: median(lines.iter().map(|facts| u32::from(facts.line.indent)).collect()) as u8,
            gaps: apart * 2 >= count,
            dashes: dashes(&lines),
            doubles: u8::from(doubled > 0),
            credits: match credited * 12 / count {
                _ if credited == 0 => a!(Credits "none"),
                0 => a!(Credits "some"),
                _ => a!(Credits "many"),
            },
            shorts: match shorts {
                0..15 => a!(Shorts "few"),
                15..40 => a!(Shorts "some"),
                _ => a!(Shorts "many"),
            },
            stops: if stopped * 2 >= prose.len() {
                a!(Stops "yes")
            } else {
                a!(Stops "no")
            },
            title: lines.first().map_or_else(LineSign::default, |facts| facts.sign),
            again: again(&lines),
            tails: tails(&lines),
            labels: labels(&lines),
            known: known(&lines),
            common: common(sample, &lines),
            style: HeadingStyle::of(&heads),
            heads: match heads.len() * 40 / count {
                _ if heads.len() < 2 => a!(Heads "none"),
                0..=3 => a!(Heads "few"),
                _ => a!(Heads "many"),
            },
        }
    }
}

/// A page on one line is cut into paragraphs; elsewhere only monstrous lines are cut.
fn longest(sample: &str) -> usize {
    let mut lines = TextLines::new(sample, usize::MAX);
    let first = lines.next();
    if first.is_some() && lines.nth(1).is_none() {
        LONGEST_ALONE
    } else {
        LONGEST
    }
}

/// Whether dashes open list items. In the north of Europe they open direct speech: sentences that stand singly, among
/// others.
fn dashes(lines: &[LineFacts]) -> bool {
    let dash = |facts: &LineFacts| has!(facts.answers, Bullet "dash");
    let all = lines.iter().filter(|facts| dash(facts)).count();
    let sentences = lines.iter().filter(|facts| dash(facts) && ends_sentence(facts)).count();
    let close = lines.windows(2).filter(|pair| dash(&pair[0]) && dash(&pair[1])).count();
    let least = if sentences * 2 > all { all.div_ceil(2) } else { all / 3 };
    all >= 2 && close >= least.max(1)
}

fn again(lines: &[LineFacts]) -> FxHashMap<u64, u32> {
    let mut again = FxHashMap::default();
    let mut before = None;
    for facts in lines.iter().filter(|facts| facts.len <= 110) {
        // The second print of a caption is no sign of boilerplate.
        if before != Some(facts.hash) {
            *again.entry(facts.hash).or_insert(0) += 1;
        }
        before = Some(facts.hash);
    }
    again.retain(|_, count| *count > 1);
    again
}

fn labels(lines: &[LineFacts]) -> FxHashMap<u64, u32> {
    let mut labels = FxHashMap::default();
    let mut before = None;
    for facts in lines {
        if let Some(label) = facts.label.filter(|_| before != Some(facts.hash)) {
            *labels.entry(label).or_insert(0) += 1;
        }
        before = Some(facts.hash);
    }
    labels.retain(|_, count| *count > 2);
    labels
}

/// The last words that stand at the ends of several lines that are not the same.
fn tails(lines: &[LineFacts]) -> FxHashSet<u64> {
    in_several(lines.iter().filter_map(|facts| Some((facts.tail?, facts.hash))))
}

/// The longer words that stand in several lines that are not the same.
fn known(lines: &[LineFacts]) -> FxHashSet<u64> {
    in_several(
        lines
            .iter()
            .flat_map(|facts| facts.own.iter().map(|word| (word, facts.hash))),
    )
}

/// Of words, each with its line: those that stand in lines that are not the same.
fn in_several(words: impl Iterator<Item = (u64, u64)>) -> FxHashSet<u64> {
    let mut first: FxHashMap<u64, u64> = FxHashMap::default();
    let mut several = FxHashSet::default();
    for (word, line) in words {
        if *first.entry(word).or_insert(line) != line {
            several.insert(word);
        }
    }
    several
}

/// The words that stand in at least this part of the lines of prose are common ones.
const COMMON: usize = 6;

fn common(sample: &str, lines: &[LineFacts]) -> FxHashSet<u64> {
    /// More lines tell no more.
    const LINES: usize = 300;
    let mut counts: FxHashMap<u64, usize> = FxHashMap::default();
    let mut words = Vec::new();
    let mut count = 0;
    for facts in lines.iter().filter(|facts| facts.len >= PROSE).take(LINES) {
        hash_words(&sample[facts.from..facts.line.to], 120, &mut words);
        words.sort_unstable();
        words.dedup();
        count += 1;
        for &word in &words {
            *counts.entry(word).or_insert(0) += 1;
        }
    }
    let least = (count / COMMON).max(3);
    counts
        .into_iter()
        .filter(|(_, count)| *count >= least)
        .map(|(word, _)| word)
        .collect()
}

fn median(mut values: Vec<u32>) -> u32 {
    if values.is_empty() {
        return 0;
    }
    let middle = values.len() / 2;
    *values.select_nth_unstable(middle).1
}
