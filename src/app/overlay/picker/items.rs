//! The items of the picker: headlines, captions, repeats, marks and matches of the search.
//!
//! A line is made only when it is looked at, and the lists behind it are shared, so opening the picker costs nothing,
//! however many items there are.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use crate::app::document::block_map::BlockMap;
use crate::app::document::landmarks::Landmarks;
use crate::app::list::ranking::ListLines;
use crate::app::session::marks::Mark;
use crate::app::state::State;
use crate::app::words::on_a_line;
use crate::article::{Anchor, Article, BlockId, SectionId, Span};
use crate::fold::{Folding, How, Origin};

/// How many bytes of text stand before a match in its line.
const BEFORE: usize = 40;
/// How many bytes the line has in all.
const AROUND: usize = 240;

/// The kind of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemKind {
    /// A section, by its headline.
    Section,
    /// A caption; one that is printed twice is one.
    Caption,
    /// A run of repeats, with what it repeats.
    Repeat,
    /// A mark.
    Mark,
    /// A match of the search that is on.
    Match,
}

impl ItemKind {
    /// All kinds, in the order of the list.
    pub const ALL: [Self; 5] = [Self::Section, Self::Caption, Self::Repeat, Self::Mark, Self::Match];

    /// The name of the kind, for so many items.
    pub const fn words(self, count: usize) -> &'static str {
        match (self, count) {
            (Self::Section, 1) => "section",
            (Self::Section, _) => "sections",
            (Self::Caption, 1) => "caption",
            (Self::Caption, _) => "captions",
            (Self::Repeat, 1) => "repeat",
            (Self::Repeat, _) => "repeats",
            (Self::Mark, 1) => "mark",
            (Self::Mark, _) => "marks",
            (Self::Match, 1) => "match",
            (Self::Match, _) => "matches",
        }
    }
}

/// Something to go to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// The first row of a section.
    Section(SectionId),
    /// A caption.
    Caption(BlockId),
    /// The first block of a run of repeats.
    Repeat(BlockId),
    /// A mark, perhaps in another article.
    Mark(Mark),
    /// A match.
    Match(Span),
}

impl Item {
    /// What kind it is.
    pub fn kind(self) -> ItemKind {
        match self {
            Self::Section(_) => ItemKind::Section,
            Self::Caption(_) => ItemKind::Caption,
            Self::Repeat(_) => ItemKind::Repeat,
            Self::Mark(_) => ItemKind::Mark,
            Self::Match(_) => ItemKind::Match,
        }
    }

    /// The same item in a newer version of the article, if it is still there; of a mark, the one with its name.
    pub(in crate::app) fn carried(self, map: &BlockMap<'_>) -> Option<Self> {
        Some(match self {
            Self::Section(section) => Self::Section(map.section(section)),
            Self::Caption(block) => Self::Caption(map.exact(block)?),
            Self::Repeat(first) => Self::Repeat(map.exact(first)?),
            Self::Mark(mark) => Self::Mark(mark),
            Self::Match(span) => {
                let start = map.byte(span.start);
                Self::Match(Span::new(start, start + span.len()))
            }
        })
    }
}

/// Everything that can be gone to, or all of a kind.
pub struct Items {
    article: Arc<Article>,
    folding: Arc<Folding>,
    landmarks: Landmarks,
    marks: Vec<(Mark, String)>,
    matches: Arc<[Span]>,
    /// By kind, how many are listed.
    counts: [usize; ItemKind::ALL.len()],
}

impl fmt::Debug for Items {
    /// Without the article.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("counts", &self.counts)
            .finish_non_exhaustive()
    }
}

impl PartialEq for Items {
    /// Whether they are of the same version of the same article, and as many.
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.article, &other.article) && self.counts == other.counts
    }
}

impl Items {
    /// Those of a kind, or all. Costs the marks.
    pub(in crate::app) fn of(state: &State, kind: Option<ItemKind>) -> Self {
        let marks = state.session.places.marks.all().iter();
        let mut items = Self {
            article: Arc::clone(&state.document.article),
            folding: Arc::clone(&state.document.folding),
            landmarks: state.document.facts.landmarks.clone(),
            marks: marks
                .map(|mark| (*mark, state.mark_in_words(mark).into_owned()))
                .collect(),
            matches: state
                .document
                .search
                .as_ref()
                .map(|search| Arc::clone(&search.matches))
                .unwrap_or_default(),
            counts: [0; ItemKind::ALL.len()],
        };
        let is_listed = |of: &ItemKind| kind.is_none_or(|kind| kind == *of);
        for of in ItemKind::ALL.into_iter().filter(is_listed) {
            items.counts[of as usize] = items.count_of(of);
        }
        items
    }

    /// How many there are of a kind, listed or not.
    pub fn count_of(&self, kind: ItemKind) -> usize {
        match kind {
            ItemKind::Section => self.article.sections().len(),
            ItemKind::Caption => self.landmarks.captions.len(),
            ItemKind::Repeat => self.landmarks.repeats.len(),
            ItemKind::Mark => self.marks.len(),
            ItemKind::Match => self.matches.len(),
        }
    }

    /// What a line stands for.
    pub fn item(&self, line: usize) -> Option<Item> {
        let (kind, at) = self.listed(line)?;
        Some(match kind {
            ItemKind::Section => Item::Section(SectionId(at as u32)),
            ItemKind::Caption => Item::Caption(self.landmarks.captions[at]),
            ItemKind::Repeat => Item::Repeat(self.landmarks.repeats[at]),
            ItemKind::Mark => Item::Mark(self.marks[at].0),
            ItemKind::Match => Item::Match(self.matches[at]),
        })
    }

    /// The line of something, if it is listed.
    pub(in crate::app) fn line_of(&self, item: Item) -> Option<usize> {
        let at = match item {
            Item::Section(section) => (section.index() < self.article.sections().len()).then_some(section.index()),
            Item::Caption(block) => self.landmarks.captions.binary_search(&block).ok(),
            Item::Repeat(first) => self.landmarks.repeats.binary_search(&first).ok(),
            Item::Mark(mark) => {
                let is_it = |(other, _): &(Mark, String)| (other.name, other.article) == (mark.name, mark.article);
                self.marks.iter().position(is_it)
            }
            Item::Match(span) => self.matches.binary_search_by_key(&span.start, |found| found.start).ok(),
        };
        let kinds = ItemKind::ALL.into_iter().take_while(|kind| *kind != item.kind());
        let before: usize = kinds.map(|kind| self.counts[kind as usize]).sum();
        let listed = self.counts[item.kind() as usize] > 0;
        at.filter(|_| listed).map(|at| before + at)
    }

    /// The kind of a line, and which of the kind it is.
    fn listed(&self, line: usize) -> Option<(ItemKind, usize)> {
        let mut at = line;
        for kind in ItemKind::ALL {
            let count = self.counts[kind as usize];
            if at < count {
                return Some((kind, at));
            }
            at -= count;
        }
        None
    }

    /// The section that a line is in; none of a mark in another article.
    pub fn section(&self, item: Item, article: usize) -> Option<SectionId> {
        let of = |block: BlockId| self.article.blocks().get(block.index()).map(|block| block.section);
        match item {
            Item::Section(section) => Some(section),
            Item::Caption(block) | Item::Repeat(block) => of(block),
            Item::Mark(mark) => (mark.article == article).then_some(mark.place.cursor).and_then(of),
            Item::Match(span) => self.article.block_at(span.start).and_then(of),
        }
    }

    /// The line that is chosen if nothing is typed, with the cursor at this block: its section, or the first item of the
    /// listed kind that is not above it.
    pub(in crate::app) fn nearest(&self, cursor: BlockId) -> usize {
        let section = self.article.blocks().get(cursor.index()).map(|block| block.section);
        let byte = self
            .article
            .blocks()
            .get(cursor.index())
            .map_or(0, |block| block.text.start);
        let of = match ItemKind::ALL.into_iter().find(|kind| self.counts[*kind as usize] > 0) {
            Some(ItemKind::Section) => return section.map_or(0, SectionId::index),
            Some(ItemKind::Caption) => self.landmarks.captions.partition_point(|block| *block < cursor),
            Some(ItemKind::Repeat) => self.landmarks.repeats.partition_point(|block| *block < cursor),
            Some(ItemKind::Match) => self.matches.partition_point(|span| span.start < byte),
            Some(ItemKind::Mark) | None => 0,
        };
        of.min(self.count().saturating_sub(1))
    }

    /// The line of the section with that number, if it is listed.
    pub(in crate::app) fn numbered(&self, number: usize) -> Option<usize> {
        let at = number.checked_sub(1)?;
        (at < self.counts[ItemKind::Section as usize]).then_some(at)
    }

    fn text(&self, block: BlockId) -> Cow<'_, str> {
        let block = self.article.blocks().get(block.index());
        block.map_or(Cow::Borrowed(""), |block| on_a_line(block.text.of(self.article.text())))
    }

    fn headline(&self, section: SectionId) -> Cow<'_, str> {
        let headline = self
            .article
            .sections()
            .get(section.index())
            .and_then(|found| found.headline);
        headline.map_or(Cow::Borrowed("Opening"), |span| on_a_line(span.of(self.article.text())))
    }

    /// A run of repeats and what it repeats: "3 as in 1 Opening: The smoke warning…".
    fn repeat(&self, first: BlockId) -> Cow<'_, str> {
        let Some(run) = self.folding.run(first) else {
            return self.text(first);
        };
        let said = match run.how {
            How::Exact => format!("{} as in", run.thread.1.0 - run.thread.0.0 + 1),
            How::Near => "reworded from".to_owned(),
        };
        let from = match run.of {
            Origin::Here(block) => {
                let section = self.article.blocks().get(block.index()).map(|block| block.section);
                section.map_or_else(String::new, |section| {
                    format!("{} {}", section.0 + 1, self.headline(section))
                })
            }
            Origin::There(place) => format!("article {}", place.article + 1),
        };
        Cow::Owned(format!("{said} {from}: {}", self.text(first)))
    }

    /// The words around a match.
    fn around(&self, found: Span) -> Cow<'_, str> {
        let text = self.article.text();
        let block = self
            .article
            .block_at(found.start)
            .and_then(|id| self.article.blocks().get(id.index()));
        let Some(block) = block else { return Cow::Borrowed("") };
        let (at, start, end) = (found.start as usize, block.text.start as usize, block.text.end as usize);
        let from = text.floor_char_boundary(at.saturating_sub(BEFORE).max(start));
        let before = &text[from..at.max(from)];
        // It begins with a whole word, if there is one.
        let from = match before.find(char::is_whitespace) {
            Some(blank) if from > start => from + blank,
            _ => from,
        };
        let to = text.floor_char_boundary((from + AROUND).min(end)).max(from);
        on_a_line(text[from..to].trim_start())
    }
}

impl ListLines for Items {
    fn count(&self) -> usize {
        self.counts.iter().sum()
    }

    fn line(&self, index: usize) -> Cow<'_, str> {
        match self.item(index) {
            Some(Item::Section(section)) => self.headline(section),
            Some(Item::Caption(block)) => self.text(block),
            Some(Item::Repeat(first)) => self.repeat(first),
            Some(Item::Match(span)) => self.around(span),
            Some(Item::Mark(_)) => {
                let words = self.listed(index).and_then(|(_, at)| self.marks.get(at));
                words.map_or(Cow::Borrowed(""), |(mark, words)| {
                    Cow::Owned(format!("{} {words}", mark.name))
                })
            }
            None => Cow::Borrowed(""),
        }
    }
}

impl State {
    /// Where an item of this article is.
    pub(in crate::app) fn anchor_of(&self, item: Item) -> Option<Anchor> {
        let there =
            |block: BlockId| (block.index() < self.document.article.blocks().len()).then(|| Anchor::start_of(block));
        match item {
            Item::Section(section) => there(self.document.article.sections().get(section.index())?.first),
            Item::Caption(block) | Item::Repeat(block) => there(block),
            Item::Mark(mark) if mark.article == self.session.library.at => there(mark.place.cursor),
            Item::Mark(_) => None,
            Item::Match(span) => self.document.article.anchor_at(span.start),
        }
    }
}
