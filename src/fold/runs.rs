//! Repeats in a row, put together to runs.

use super::passages::takes_part;
use super::{Form, How, Repeat, Run};
use crate::article::{Article, BlockId, Kind};

/// The runs that the repeats make, in order. Every repeat is in exactly one.
pub(super) fn of(article: &Article, repeats: &[Repeat]) -> Vec<Run> {
    let maker = Maker::new(article, repeats);
    let mut runs: Vec<Run> = Vec::new();
    let mut last: Option<usize> = None;
    for (index, repeat) in repeats.iter().enumerate() {
        let form = maker.form(index);
        match runs.last_mut() {
            Some(run) if last.is_some_and(|last| maker.continues(run, last, index)) => {
                run.last = repeat.block;
                if form == Form::Line {
                    run.form = Form::Line;
                }
            }
            _ => runs.push(Run {
                first: repeat.block,
                last: repeat.block,
                of: repeat.of,
                how: repeat.how,
                form,
            }),
        }
        last = Some(index);
    }
    runs
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
            count += u32::from(exact.next_if_eq(&id).is_none() && takes_part(block.kind));
            before
        });
        Self {
            article,
            repeats,
            news: news.collect(),
        }
    }

    /// How the repeat is folded if it is a run of its own.
    fn form(&self, index: usize) -> Form {
        let repeat = &self.repeats[index];
        match self.article.block(repeat.block).kind {
            Kind::Caption if self.is_double(index) => Form::CaptionDouble,
            Kind::ListItem => Form::Item,
            _ => Form::Line,
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
        let adjacent = next.block.0 == last.block.0 + 1;
        if !adjacent || run.how != How::Exact || next.how != How::Exact {
            return false;
        }
        if self.form(index) == Form::CaptionDouble {
            // A double of a block that is in the run, or a further copy in a run of doubles.
            return next.of == last.of;
        }
        run.form != Form::CaptionDouble && self.follows(last.of, next.of)
    }

    /// Whether nothing new is said between two blocks, of which the first is news itself.
    fn follows(&self, one: BlockId, other: BlockId) -> bool {
        one < other && self.news[other.index()] - self.news[one.index()] == 1
    }
}
