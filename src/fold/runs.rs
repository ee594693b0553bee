//! Groups consecutive repeats into runs, and runs into threads.
//!
//! One line represents a run and hides all of its blocks. So each of them is a repeat, or a time, a byline or
//! boilerplate that occurs word for word in the same place of the original. Something new between two runs that
//! continue in the same order is never hidden: the runs remain two lines, above and below it, and form one thread,
//! which opens and folds as one.

use super::words::count_words;
use super::{FoldShape, How, Origin, Repeat, Run, normal};
use crate::article::{Article, BlockId, Kind};
use crate::steps;

/// The most consecutive blocks inside a run that are not passages: a time, a name, boilerplate.
const BETWEEN: u32 = 3;
/// Words of a new passage that a thread may go on behind: one sentence. Sentences of news have 20 to 25 words on
/// average, and one in twenty has more than 40.
const SENTENCE: u32 = 40;
/// Past this many bytes a text is more than one sentence, so that words need not be counted.
const SENTENCE_BYTES: u32 = 1024;

/// The runs that the repeats make, in order. Every repeat is in exactly one.
pub(super) fn of(article: &Article, repeats: &[Repeat]) -> Vec<Run> {
    let maker = Maker::new(article, repeats);
    let mut runs: Vec<Run> = Vec::new();
    let mut last: Option<usize> = None;
    for (index, repeat) in repeats.iter().enumerate() {
        let shape = maker.shape(index);
        match runs.last_mut() {
            Some(run) if last.is_some_and(|last| maker.continues(run, last, index)) => {
                run.last = repeat.block;
                if shape == FoldShape::Line {
                    run.shape = FoldShape::Line;
                }
            }
            _ => runs.push(Run {
                first: repeat.block,
                last: repeat.block,
                thread: (repeat.block, repeat.block),
                of: Origin::Here(repeat.of),
                how: repeat.how,
                shape,
            }),
        }
        last = Some(index);
    }
    tie(&maker, &mut runs);
    runs
}

/// Puts runs together to threads.
fn tie(maker: &Maker<'_>, runs: &mut [Run]) {
    // The last run that a thread can go on from.
    let mut open: Option<usize> = None;
    for index in 0..runs.len() {
        let run = &mut runs[index];
        run.thread = (run.first, run.last);
        if run.how != How::Exact || run.shape == FoldShape::CaptionDouble {
            continue;
        }
        let run = *run;
        if let Some(before) = open.filter(|&before| maker.goes_on(&runs[before], &run)) {
            runs[index].thread.0 = runs[before].thread.0;
        }
        open = Some(index);
    }
    // The end of a thread is known to its last run; it is told to the others from behind.
    let mut after: Option<(BlockId, BlockId)> = None;
    for run in runs.iter_mut().rev() {
        match after {
            Some((start, end)) if run.thread.0 == start => run.thread.1 = end,
            // Of another thread: a near repeat or a double inside this one, or one before it.
            Some((start, _)) if run.first > start => {}
            _ => after = Some(run.thread),
        }
    }
}

struct Maker<'a> {
    article: &'a Article,
    repeats: &'a [Repeat],
    /// For each block, how many before it say something that is no exact repeat.
    news: Vec<u32>,
}

impl<'a> Maker<'a> {
    fn new(article: &'a Article, repeats: &'a [Repeat]) -> Self {
        let mut exact = repeats
            .iter()
            .filter(|repeat| repeat.how == How::Exact)
            .map(|repeat| repeat.block)
            .peekable();
        let mut count = 0;
        let blocks = article.ids().zip(article.blocks());
        let news = blocks.map(|(id, block)| {
            let before = count;
            count += u32::from(exact.next_if_eq(&id).is_none() && block.kind.is_passage());
            before
        });
        Self {
            article,
            repeats,
            news: news.collect(),
        }
    }

    fn repeat(&self, block: BlockId) -> Option<&Repeat> {
        let at = self.repeats.binary_search_by_key(&block, |repeat| repeat.block);
        at.ok().map(|at| &self.repeats[at])
    }

    /// How the repeat is folded if it is a run of its own.
    fn shape(&self, index: usize) -> FoldShape {
        let repeat = &self.repeats[index];
        match self.article.block(repeat.block).kind {
            Kind::Caption if self.is_double(index) => FoldShape::CaptionDouble,
            Kind::ListItem => FoldShape::Item,
            _ => FoldShape::Line,
        }
    }

    /// Whether the block right before says the same words.
    fn is_double(&self, index: usize) -> bool {
        let repeat = &self.repeats[index];
        let Some(before) = repeat.block.0.checked_sub(1).map(BlockId) else {
            return false;
        };
        let again = |other: &Repeat| other.block == before && other.of == repeat.of && other.how == How::Exact;
        repeat.how == How::Exact && (repeat.of == before || (index > 0 && again(&self.repeats[index - 1])))
    }

    /// Whether the repeat stands right after the run, whose last repeat is `last`, and what it repeats right after
    /// what that one repeats.
    fn continues(&self, run: &Run, last: usize, index: usize) -> bool {
        let (last, next) = (&self.repeats[last], &self.repeats[index]);
        if run.how != How::Exact || next.how != How::Exact || !self.is_beside(last, next) {
            return false;
        }
        if self.shape(index) == FoldShape::CaptionDouble {
            // A double of a block that is in the run, or a further copy in a run of doubles.
            return next.of == last.of;
        }
        run.shape != FoldShape::CaptionDouble && last.of < next.of && self.news_between(last.of, next.of) == 0
    }

    /// Whether nothing stands between two repeats but what stands between their originals too.
    fn is_beside(&self, last: &Repeat, next: &Repeat) -> bool {
        let between = next.block.0 - last.block.0 - 1;
        if between > BETWEEN || (last.block.0 + 1..=next.block.0).any(|block| self.starts_section(BlockId(block))) {
            return false;
        }
        let mut pairs = (1..=between).map(|by| (BlockId(last.block.0 + by), BlockId(last.of.0 + by)));
        between == 0
            || (next.of.0.checked_sub(last.of.0) == Some(between + 1)
                && pairs.all(|(here, there)| is_aside_again((self.article, here), (self.article, there))))
    }

    /// Passages between two blocks, of which the first is news itself, that are no exact repeats.
    fn news_between(&self, one: BlockId, other: BlockId) -> u32 {
        (self.news[other.index()] - self.news[one.index()]).saturating_sub(1)
    }

    /// Whether a run goes on in another behind one thing that is new: what stands between them is at most a caption,
    /// a sentence or a reworded repeat, besides times and the like, and of what stands between their originals at
    /// most one passage is left out.
    fn goes_on(&self, run: &Run, next: &Run) -> bool {
        let (Some(last), Some(first)) = (self.repeat(run.last), self.repeat(next.first)) else {
            return false;
        };
        run.shape == next.shape
            && last.of < first.of
            && self.news_between(last.of, first.of) <= 1
            && self.says_little(last, first)
    }

    fn says_little(&self, last: &Repeat, next: &Repeat) -> bool {
        let mut news = 0;
        for block in (last.block.0 + 1..next.block.0).map(BlockId) {
            steps::count(1);
            let kind = self.article.block(block).kind;
            if matches!(kind, Kind::Heading | Kind::Title) || self.starts_section(block) {
                return false;
            }
            let again = self.repeat(block).is_some_and(|repeat| match repeat.how {
                // A caption's second print.
                How::Exact => true,
                How::Near => last.of < repeat.of && repeat.of < next.of,
            });
            if !kind.is_passage() || again {
                continue;
            }
            news += 1;
            if news > 1 || !(kind == Kind::Caption || is_sentence(self.article, block)) {
                return false;
            }
        }
        !self.starts_section(next.block)
    }

    fn starts_section(&self, block: BlockId) -> bool {
        self.article.section(self.article.block(block).section).first == block
    }
}

/// Whether a block that is no passage says word for word what another does, of the same article or of another.
pub(super) fn is_aside_again((here, block): (&Article, BlockId), (there, of): (&Article, BlockId)) -> bool {
    let kind = here.block(block).kind;
    let aside = matches!(kind, Kind::Timestamp | Kind::Byline | Kind::Boilerplate);
    aside && kind == there.block(of).kind && {
        let (here, there) = (here.text_of(block), there.text_of(of));
        here == there || (here.len() <= SENTENCE_BYTES as usize && normal(here) == normal(there))
    }
}

/// Whether a block is no longer than a sentence.
pub(super) fn is_sentence(article: &Article, block: BlockId) -> bool {
    article.block(block).text.len() <= SENTENCE_BYTES && count_words(&normal(article.text_of(block))) <= SENTENCE
}
