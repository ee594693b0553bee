//! Blocks that stand out in an article.

use std::sync::Arc;

use crate::article::{Article, BlockId, Kind};
use crate::fold::{FoldShape, Folding};

/// Blocks that stand out in an article: captions and repeats. Found once for each version and folding.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Landmarks {
    /// Captions, ascending; the second print of one that is printed twice is left out.
    pub captions: Arc<[BlockId]>,
    /// First blocks of runs, ascending: of a run that goes on behind something new, only the beginning; none of
    /// captions that are printed twice.
    pub repeats: Arc<[BlockId]>,
}

impl Landmarks {
    /// Finds them. Looks at every block once.
    pub(in crate::app) fn of(article: &Article, folding: &Folding) -> Self {
        let is_double = |block| {
            folding
                .run(block)
                .is_some_and(|run| run.shape == FoldShape::CaptionDouble)
        };
        let is_caption = |id: &BlockId| article.block(*id).kind == Kind::Caption && !is_double(*id);
        let runs = folding.runs().iter();
        let repeats = runs.filter(|run| !run.goes_on() && run.shape != FoldShape::CaptionDouble);
        let repeats = repeats
            .map(|run| run.first)
            .filter(|first| first.index() < article.blocks().len());
        Self {
            captions: article.ids().filter(is_caption).collect(),
            repeats: repeats.collect(),
        }
    }
}
