//! What one of several articles repeats from those published before it. It is added to the article's own folding, so
//! that both are shown, opened and folded in the same way.
//!
//! The rule is the same as within an article: a run repeats one earlier article word for word and in the same order,
//! and contains nothing new. The evidence has to be better, because two articles share turns of phrase more often than
//! one repeats itself: a thread has at least two blocks, or one paragraph that is longer than most sentences. What an
//! article repeats from itself comes first.

use super::across::{Across, Pair, Place};
use super::runs::{is_aside_again, is_sentence};
use super::words::count_words;
use super::{FoldShape, Folding, How, Origin, Run, normal};
use crate::article::{Article, BlockId, Kind, Published};

/// The most consecutive blocks inside a run that are not passages.
const BETWEEN: u32 = 3;
/// Blocks between two originals that are looked at to see whether one of them is a passage.
const LOOKED_AT: u32 = 64;
/// Words of a paragraph that is folded alone. Sentences of news have 20 to 25 words on average: so many in the same
/// order are not written twice.
const LONG: u32 = 25;
/// Bytes of a text that have so many words in any script: words need not be counted.
const LONG_BYTES: u32 = 1024;

/// Bytes of a title that are kept: more than any row shows.
const TITLE_BYTES: usize = 2000;

/// One of several articles that were opened together.
#[derive(Clone, Copy, Debug)]
pub struct GivenArticle<'a> {
    /// Its number among all that were opened.
    pub number: u32,
    /// The article.
    pub article: &'a Article,
}

/// An article that another one repeats: what has to be known of it to say so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its number among all that were opened.
    pub number: u32,
    /// Its title, if it has one; of a very long one the first part.
    pub title: Option<String>,
    /// When it was published, if that is known.
    pub published: Option<Published>,
}

/// A block that repeats an earlier article.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Echo {
    /// The block.
    pub block: BlockId,
    /// The first block that says it; `article` is the number of a [`Source`].
    pub of: Place,
    /// How.
    pub how: How,
    /// From 0 to 1; 1 for exact repeats.
    pub similarity: f32,
    /// What ties it to the echo before it.
    tie: Tie,
}

/// How an exact echo relates to the exact echo before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tie {
    /// It begins anew.
    None,
    /// It goes on in the same order behind one thing that is new, here or in the original.
    Thread,
    /// It directly follows it, here and in the original.
    Run,
}

/// What an article repeats from earlier ones.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Elsewhere {
    /// In the order of `block`.
    echoes: Vec<Echo>,
    /// In the order of `number`.
    sources: Vec<Source>,
}

impl Elsewhere {
    /// What one of the compared articles, the one at index `which`, repeats from the others.
    pub fn of(across: &Across, articles: &[GivenArticle<'_>], which: u32) -> Self {
        let pairs = across.pairs();
        let start = pairs.partition_point(|pair| pair.block.article < which);
        let end = pairs.partition_point(|pair| pair.block.article <= which);
        let pairs = &pairs[start..end];
        let mut echoes = Vec::with_capacity(pairs.len());
        let mut before: Option<&Pair> = None;
        for pair in pairs {
            let (own, source) = (articles[which as usize], articles[pair.of.article as usize]);
            let between = Between {
                here: own.article,
                there: source.article,
                pairs,
            };
            let tie = match before {
                Some(before) if pair.how == How::Exact => between.tie(before, pair),
                _ => Tie::None,
            };
            if pair.how == How::Exact {
                before = Some(pair);
            }
            echoes.push(Echo {
                block: pair.block.block,
                of: Place {
                    article: source.number,
                    ..pair.of
                },
                how: pair.how,
                similarity: pair.similarity,
                tie,
            });
        }
        let mut named: Vec<u32> = pairs.iter().map(|pair| pair.of.article).collect();
        named.sort_unstable();
        named.dedup();
        let source = |at: u32| {
            let GivenArticle { number, article } = articles[at as usize];
            let title = article.meta().title.as_deref();
            Source {
                number,
                title: title.map(|title| title[..title.floor_char_boundary(TITLE_BYTES)].to_owned()),
                published: article.meta().published,
            }
        };
        let mut sources: Vec<Source> = named.into_iter().map(source).collect();
        sources.sort_by_key(|source| source.number);
        Self { echoes, sources }
    }

    /// The echoes, in the order of the blocks.
    pub fn echoes(&self) -> &[Echo] {
        &self.echoes
    }

    /// Whether it repeats nothing.
    pub fn is_empty(&self) -> bool {
        self.echoes.is_empty()
    }
}

/// The blocks between two exact echoes, and between their originals.
struct Between<'a> {
    here: &'a Article,
    there: &'a Article,
    /// The echoes of this article, in order.
    pairs: &'a [Pair],
}

impl Between<'_> {
    fn tie(&self, last: &Pair, next: &Pair) -> Tie {
        let here = last.block.block.0 + 1..next.block.block.0;
        let there = last.of.block.0 + 1..next.of.block.0;
        let far = here.len().max(there.len()) > LOOKED_AT as usize;
        if last.of.article != next.of.article || last.of.block >= next.of.block || far {
            return Tie::None;
        }
        let kind = |block| self.here.block(BlockId(block)).kind;
        let opens = |block| self.here.section(self.here.block(BlockId(block)).section).first == BlockId(block);
        if (here.start..=here.end).any(opens) || here.clone().any(|block| is_heading(kind(block))) {
            return Tie::None;
        }
        let left_out = there
            .clone()
            .filter(|&block| self.there.block(BlockId(block)).kind.is_passage());
        let left_out = left_out.count();
        let again = |(here, there)| is_aside_again((self.here, BlockId(here)), (self.there, BlockId(there)));
        let same = here.is_empty()
            || (here.len() <= BETWEEN as usize && here.len() == there.len() && here.clone().zip(there).all(again));
        if left_out == 0 && same {
            return Tie::Run;
        }
        let mut news = here.filter(|&block| kind(block).is_passage() && !self.is_between(BlockId(block), last, next));
        let little = match (news.next(), news.next()) {
            (None, _) => true,
            (Some(one), None) => kind(one) == Kind::Caption || is_sentence(self.here, BlockId(one)),
            (Some(_), Some(_)) => false,
        };
        if left_out <= 1 && little {
            Tie::Thread
        } else {
            Tie::None
        }
    }

    /// Whether a block rewords one between the two originals.
    fn is_between(&self, block: BlockId, last: &Pair, next: &Pair) -> bool {
        let at = self.pairs.binary_search_by_key(&block, |pair| pair.block.block);
        at.is_ok_and(|at| (last.of..next.of).contains(&self.pairs[at].of))
    }
}

fn is_heading(kind: Kind) -> bool {
    matches!(kind, Kind::Heading | Kind::Title)
}

impl Folding {
    /// The same folding with what the article repeats from others added, in place of what was added before.
    ///
    /// What does not belong to the article is left out.
    #[must_use]
    pub fn with(&self, article: &Article, elsewhere: &Elsewhere) -> Self {
        let mut runs: Vec<Run> = self
            .runs
            .iter()
            .filter(|run| run.of.here().is_some())
            .copied()
            .collect();
        let own = runs.len();
        let mut thread = Thread::default();
        for echo in &elsewhere.echoes {
            let kind = article.blocks().get(echo.block.index()).map(|block| block.kind);
            // Its place among the runs of the article's own is not changed by those that are added behind them.
            let after = runs[..own].partition_point(|run| run.first <= echo.block);
            let taken = after.checked_sub(1).is_some_and(|at| echo.block <= runs[at].last);
            let Some(kind) = kind.filter(|&kind| kind.is_passage() && !taken) else {
                thread.broken |= echo.how == How::Exact;
                continue;
            };
            match echo.how {
                How::Near => runs.push(run_of(echo, kind)),
                How::Exact => thread.push(article, echo, kind, &mut runs),
            }
        }
        thread.end(article, &mut runs);
        runs.sort_unstable_by_key(|run| run.first);
        let folding = Self {
            repeats: self.repeats.clone(),
            runs,
            elsewhere: elsewhere.clone(),
        };
        folding.keeping(|_| true)
    }

    /// The same folding with only some of the runs that repeat other articles.
    #[must_use]
    pub fn keeping(mut self, mut is_kept: impl FnMut(&Run) -> bool) -> Self {
        self.runs.retain(|run| run.of.here().is_some() || is_kept(run));
        let mut echoes = std::mem::take(&mut self.elsewhere.echoes);
        echoes.retain(|echo| self.run(echo.block).is_some_and(|run| run.of.here().is_none()));
        if echoes.is_empty() {
            self.elsewhere.sources.clear();
        }
        self.elsewhere.echoes = echoes;
        self
    }

    /// Blocks that are marked or folded as what an earlier article says, in the order of the text.
    pub fn echoes(&self) -> &[Echo] {
        &self.elsewhere.echoes
    }

    /// The echo that the block is, if it is marked or folded as one.
    pub fn echo(&self, block: BlockId) -> Option<&Echo> {
        let echoes = &self.elsewhere.echoes;
        let at = echoes.binary_search_by_key(&block, |echo| echo.block);
        at.ok().map(|at| &echoes[at])
    }

    /// The article with this number, if anything here repeats it.
    pub fn source(&self, number: u32) -> Option<&Source> {
        let sources = &self.elsewhere.sources;
        let at = sources.binary_search_by_key(&number, |source| source.number);
        at.ok().map(|at| &sources[at])
    }
}

/// A run of one echo.
fn run_of(echo: &Echo, kind: Kind) -> Run {
    Run {
        first: echo.block,
        last: echo.block,
        thread: (echo.block, echo.block),
        of: Origin::There(echo.of),
        how: echo.how,
        shape: if kind == Kind::ListItem {
            FoldShape::Item
        } else {
            FoldShape::Line
        },
    }
}

/// A thread of runs while it is put together.
#[derive(Default)]
struct Thread {
    runs: Vec<Run>,
    echoes: usize,
    /// Whether the exact echo before is not shown as one, so that the next cannot go on from it.
    broken: bool,
}

impl Thread {
    fn push(&mut self, article: &Article, echo: &Echo, kind: Kind, runs: &mut Vec<Run>) {
        let tie = if self.broken { Tie::None } else { echo.tie };
        self.broken = false;
        let new = run_of(echo, kind);
        match (self.runs.last_mut(), tie) {
            (Some(run), Tie::Run) => {
                run.last = echo.block;
                if new.shape == FoldShape::Line {
                    run.shape = FoldShape::Line;
                }
            }
            (Some(_), Tie::Thread) => self.runs.push(new),
            _ => {
                self.end(article, runs);
                self.runs.push(new);
            }
        }
        self.echoes += 1;
    }

    /// Hands its runs over, if they are evidence enough.
    fn end(&mut self, article: &Article, runs: &mut Vec<Run>) {
        let ends = self.runs.first().zip(self.runs.last());
        if let Some((first, last)) = ends {
            let thread = (first.first, last.last);
            if self.echoes > 1 || is_long(article, first.first) {
                runs.extend(self.runs.iter().map(|&run| Run { thread, ..run }));
            }
        }
        self.runs.clear();
        self.echoes = 0;
    }
}

fn is_long(article: &Article, block: BlockId) -> bool {
    article.block(block).text.len() > LONG_BYTES || count_words(&normal(article.text_of(block))) >= LONG
}
