//! One open article, and everything that is about it: going to another article replaces the whole of it.

pub mod block_map;

use std::ops::Range;
use std::sync::Arc;

use super::configuring::rule_of;
use super::crediting::Crediting;
use super::elsewhere::Comparing;
use super::order::Posts;
use super::progress::Progress;
use super::reading::{Facts, OnPage};
use super::recalling::Recalling;
use super::screen::{Place, Search, Sidebar};
use super::selecting::Selection;
use super::visits::Visits;
use crate::article::{Article, BlockId, SectionId, Span};
use crate::fold::{Folding, Folds};
use crate::settings::Settings;
use block_map::{BlockMap, Carry};

/// One open article, and everything that is about it.
#[derive(Clone, Debug)]
pub struct Document {
    /// What is read. A newer version replaces it as a whole.
    pub article: Arc<Article>,
    /// Its repeats, and what it repeats of earlier articles; empty until they have been found.
    pub folding: Arc<Folding>,
    /// Which of those are folded.
    pub folds: Folds,
    /// What it repeats of the other articles.
    pub comparing: Comparing,
    /// The first row of the page, and the cursor.
    pub place: Place,
    /// What of the page is on the screen.
    pub viewport: OnPage,
    /// The sidebar's own position.
    pub sidebar: Sidebar,
    /// The search that is on.
    pub search: Option<Search>,
    /// What is selected on the page.
    pub selection: Option<Selection>,
    /// What has been read.
    pub reading: Reading,
    /// What was counted when the article came.
    pub facts: Facts,
    /// When its posts were published, and the order in which they are shown.
    pub posts: Posts,
    /// How the page is kept where the reader left it.
    pub keeping: Keeping,
    /// What earlier visits left on the page.
    pub visits: Visits,
}

/// What has been read of an article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// By block and by section.
    pub progress: Progress,
    /// What has been seen of blocks that have not been read yet.
    pub tracking: Crediting,
    /// What is known of earlier visits, and what of this one is to be kept.
    pub recalling: Recalling,
}

/// How the page is kept where the reader left it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keeping {
    /// Where the reader put the page, before the screen's size or the measure changed it.
    pub held: Place,
    /// Whether the reader has done anything yet: until then repeats fold on the screen as they are found.
    pub touched: bool,
    /// First blocks of runs that were found while they were on the screen: they fold when they have left it.
    pub late: Vec<BlockId>,
    /// First and last blocks of threads that repeat other articles and were found while they were on the screen: they
    /// are not told of before they have left it.
    pub unsaid: Vec<(BlockId, BlockId)>,
    /// Whether a longer version of the article is under way.
    pub more: bool,
    /// Whether the reader has asked for the end, which is not there yet.
    pub want_end: bool,
}

impl Document {
    /// An article of which nothing is known yet.
    pub fn new(article: Arc<Article>, settings: &Settings) -> Self {
        let folding = Folding::default();
        Self {
            facts: Facts::of(&article, &folding),
            reading: Reading {
                progress: Progress::none(&article, &folding),
                ..Reading::default()
            },
            posts: Posts::of(&article, settings.order),
            article,
            folding: Arc::new(folding),
            folds: Folds::by(rule_of(settings)),
            comparing: Comparing::default(),
            place: Place::default(),
            viewport: OnPage::default(),
            sidebar: Sidebar::default(),
            search: None,
            selection: None,
            keeping: Keeping::default(),
            visits: Visits::default(),
        }
    }

    /// The section the reader is in.
    pub fn section(&self) -> SectionId {
        let block = self.article.blocks().get(self.place.cursor.index());
        block.map_or(SectionId(0), |block| block.section)
    }

    /// The matches of the search that lie in a stretch of the text.
    pub fn matches_in(&self, span: Span) -> Range<usize> {
        let Some(search) = &self.search else { return 0..0 };
        let start = search.matches.partition_point(|found| found.end <= span.start);
        let end = search.matches.partition_point(|found| found.start < span.end);
        start..end.max(start)
    }

    /// Puts a newer version of the article in the place of the old one. Everything that is about it is carried over, or
    /// found anew; a field that is not thought of here does not compile.
    pub(super) fn replace(&mut self, map: &BlockMap<'_>, new: &Arc<Article>, settings: &Settings) {
        let Self {
            article,
            folding,
            folds,
            comparing,
            place,
            viewport: _, // Follows from the place.
            sidebar,
            search,
            selection,
            reading,
            facts,
            posts,
            keeping,
            visits,
        } = self;
        *article = Arc::clone(new);
        *posts = Posts::of(new, settings.order);
        *comparing = Comparing::default();
        if !map.keeps(folding) {
            *folds = folds.mapped(|block| map.exact(block));
            *folding = Arc::default();
        }
        place.carry(map);
        sidebar.carry(map);
        search.carry(map);
        *selection = selection.filter(|_| !new.blocks().is_empty());
        selection.carry(map);
        reading.carry(map);
        reading.progress.recount(new, folding);
        *facts = Facts::of(new, folding);
        keeping.carry(map);
        visits.carry(map);
        visits.list(new, &posts.order);
    }
}

impl Carry for Reading {
    fn carry(&mut self, map: &BlockMap<'_>) {
        let Self {
            progress,
            tracking,
            recalling,
        } = self;
        progress.carry(map);
        tracking.carry(map);
        *recalling = Recalling::again(progress);
    }
}

impl Carry for Keeping {
    fn carry(&mut self, map: &BlockMap<'_>) {
        let Self {
            held,
            touched: _,
            late,
            unsaid,
            more: _,
            want_end: _,
        } = self;
        held.carry(map);
        *late = late.iter().filter_map(|&first| map.exact(first)).collect();
        unsaid.clear();
    }
}
