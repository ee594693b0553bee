//! One open article, and everything that is about it: going to another article replaces the whole of it.

pub mod block_map;
pub mod changes;
pub mod facts;
pub mod following;
pub mod landmarks;
pub mod place;
pub mod posts;
pub mod progress;
pub mod read_tracking;
pub mod search;
pub mod selection;
pub mod visits;

use std::ops::Range;
use std::sync::Arc;

use crate::article::{Article, BlockId, SectionId, Span};
use crate::fold::{Elsewhere, Folding, Folds, Rule};
use crate::recall::{ReadRange, Recalled};
use crate::settings::{FoldRepeats, Settings};
use block_map::{BlockMap, Carry};
use facts::ArticleFacts;
use following::Following;
use place::{Place, Sidebar, Viewport};
use posts::Posts;
use progress::Progress;
use read_tracking::ReadTracking;
use search::Search;
use selection::Selection;
use visits::Visits;

/// One open article, and everything that is about it.
#[derive(Clone, Debug)]
pub struct Document {
    /// What is read. A newer version replaces it as a whole.
    pub article: Arc<Article>,
    /// Its repeats, and what it repeats of earlier articles; empty until they have been found.
    pub folding: Arc<Folding>,
    /// Which of those are folded.
    pub folds: Folds,
    /// The first row of the page, and the cursor.
    pub place: Place,
    /// What of the page is on the screen.
    pub viewport: Viewport,
    /// The sidebar's own position.
    pub sidebar: Sidebar,
    /// The search that is on.
    pub search: Option<Search>,
    /// What is selected on the page.
    pub selection: Option<Selection>,
    /// What has been read.
    pub reading: ReadingState,
    /// What was counted when the article came, and what it repeats of the other articles.
    pub facts: ArticleFacts,
    /// When its posts were published, and the order in which they are shown.
    pub posts: Posts,
    /// How the page is kept where the reader left it.
    pub keeping: Keeping,
    /// What earlier visits left on the page.
    pub visits: Visits,
    /// What following it has brought.
    pub following: Following,
}

/// What has been read of an article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReadingState {
    /// By block and by section.
    pub progress: Progress,
    /// Read tracking: what has been seen of blocks that are not read yet.
    pub tracking: ReadTracking,
    /// What earlier visits left in the store; empty until it has been looked up.
    pub recalled: Arc<Recalled>,
    /// What was read on this visit, or is to count as unread again, oldest first, since this version of the article
    /// came; at its start what was read of the version before. Blocks that were read on an earlier visit are not in it.
    /// It only grows as long as the article is the same, so that only its end has to be looked at.
    pub marked: Vec<ReadRange>,
}

/// How far comparing the article with others is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// The request for it, once this version of the article has been sent to be compared.
    pub(super) asked: Option<u64>,
    /// Whether the result was known when the article came.
    pub(super) known: bool,
    /// What was found.
    pub(super) found: Arc<Elsewhere>,
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
    /// An article of which nothing is known yet, except perhaps what it repeats of the other articles.
    pub(super) fn new(
        article: Arc<Article>,
        settings: &Settings,
        elsewhere: Option<Arc<Elsewhere>>,
        more: bool,
    ) -> Self {
        let folding = Folding::default();
        let mut facts = ArticleFacts::of(&article, &folding);
        facts.comparing = Comparison {
            asked: None,
            known: elsewhere.is_some(),
            found: elsewhere.unwrap_or_default(),
        };
        Self {
            facts,
            reading: ReadingState {
                progress: Progress::none(&article, &folding),
                ..ReadingState::default()
            },
            posts: Posts::of(&article, settings.order),
            article,
            folding: Arc::new(folding),
            folds: Folds::by(rule_of(settings)),
            place: Place::default(),
            viewport: Viewport::default(),
            sidebar: Sidebar::default(),
            search: None,
            selection: None,
            keeping: Keeping {
                more,
                ..Keeping::default()
            },
            visits: Visits::default(),
            following: Following::default(),
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

    /// Counts again what depends on the repeats. Looks at every block.
    pub(super) fn recount(&mut self) {
        self.facts.recount(&self.article, &self.folding);
        self.reading.progress.recount(&self.article, &self.folding);
    }

    /// Puts a newer version of the article in the place of the old one. Everything that is about it is carried over, or
    /// found anew; a field that is not thought of here does not compile.
    pub(super) fn replace(&mut self, map: &BlockMap<'_>, new: &Arc<Article>, settings: &Settings) {
        let Self {
            article,
            folding,
            folds,
            place,
            viewport,
            sidebar,
            search,
            selection,
            reading,
            facts,
            posts,
            keeping,
            visits,
            following,
        } = self;
        *article = Arc::clone(new);
        // It is laid out anew when all has been carried over.
        *viewport = Viewport::default();
        *posts = Posts::of(new, settings.order);
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
        *facts = ArticleFacts::of(new, folding);
        keeping.carry(map);
        following.carry(map);
        visits.carry(map);
        visits.list(new, &posts.order);
    }
}

impl Carry for ReadingState {
    fn carry(&mut self, map: &BlockMap<'_>) {
        let Self {
            progress,
            tracking,
            recalled,
            marked,
        } = self;
        progress.carry(map);
        tracking.carry(map);
        // What was known was about the older version, and is found again for this one. What has been read of the older
        // one is noted once more, by the blocks as they are called now.
        *recalled = Arc::default();
        let as_marked = |(first, last)| ReadRange {
            first,
            last,
            read: true,
        };
        *marked = progress.runs().into_iter().map(as_marked).collect();
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

/// How an article was left, to be found again as it was.
#[derive(Clone, Debug, PartialEq)]
pub struct LeftDocument {
    pub(super) place: Place,
    pub(super) folds: Folds,
    pub(super) progress: Progress,
    pub(super) tracking: ReadTracking,
    pub(super) visits: Visits,
}

impl Document {
    /// What is kept of a document that is closed. The article itself is read again when the reader comes back to it.
    pub(super) fn left(self) -> LeftDocument {
        let Self {
            article: _,
            folding: _,
            folds,
            place,
            viewport: _,
            sidebar: _,
            search: _,
            selection: _,
            reading,
            facts: _,
            posts: _,
            keeping: _,
            visits,
            following: _,
        } = self;
        let ReadingState {
            progress,
            tracking,
            recalled: _,
            marked: _,
        } = reading;
        LeftDocument {
            place,
            folds,
            progress,
            tracking,
            visits,
        }
    }
}

impl ReadingState {
    /// Notes that blocks were read, or count as unread again, for the store to keep.
    pub(super) fn note(&mut self, first: BlockId, last: BlockId, read: bool) {
        self.marked.push(ReadRange { first, last, read });
    }
}

/// Which repeats start folded.
pub(super) fn rule_of(settings: &Settings) -> Rule {
    match settings.fold_repeats {
        FoldRepeats::Exact => Rule::Exact,
        FoldRepeats::All => Rule::All,
        FoldRepeats::Nothing => Rule::Nothing,
    }
}
