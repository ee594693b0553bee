//! The article as a map, in one column. The scrollbar draws it, and a click goes to what is drawn: both ask the same
//! function.
//!
//! Each row of the bar stands for a stretch of the text, or for several where posts are shown in another order. A
//! stretch is looked at by binary search and a bounded number of samples, so the cost is that of the bar, not of the
//! article.

use std::ops::Range;

use crate::app::state::State;
use crate::article::{Anchor, BlockId, Span};

/// What lies in a stretch. Where there are several, the first of this list is shown: what the reader has put there, what
/// was asked for, and then what there is least of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feature {
    /// A mark.
    Mark,
    /// A match of the search.
    Match,
    /// The start of a section.
    Section,
    /// A caption.
    Caption,
    /// A run of repeats.
    Repeat,
    /// Something that has not been read.
    Unread,
}

impl Feature {
    /// What is a place to go to, in the order in which it is shown.
    pub const PLACES: [Self; 5] = [Self::Mark, Self::Match, Self::Section, Self::Caption, Self::Repeat];

    /// Whether it is left out where it would stand on more than half of the bar, and tell nothing.
    fn must_be_telling(self) -> bool {
        matches!(self, Self::Section | Self::Caption | Self::Repeat)
    }
}

/// The map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScrollMap {
    /// The rows that the page covers; never none.
    pub thumb: Range<u16>,
    /// By row: what lies in it; `None` where everything has been read and nothing stands out.
    pub rows: Vec<Option<Feature>>,
}

impl State {
    /// The map for so many rows; none where the whole article is on the page.
    pub fn map(&self, height: u16) -> Option<ScrollMap> {
        if self.document.article.text().is_empty() || height == 0 {
            return None;
        }
        let thumb = self.thumb(height);
        if thumb == (0..height) {
            return None;
        }
        let marks = self.marked_blocks();
        let stretches: Vec<Vec<Span>> = (0..height).map(|row| self.stretches(row, height)).collect();
        let mut rows: Vec<Option<Feature>> = stretches
            .iter()
            .map(|parts| {
                parts
                    .iter()
                    .any(|part| self.is_unread(*part))
                    .then_some(Feature::Unread)
            })
            .collect();
        // From what gives way to what is shown.
        for feature in Feature::PLACES.into_iter().rev() {
            let is_in = |part: &Span| self.first_in(feature, *part, &marks).is_some();
            let there: Vec<bool> = stretches.iter().map(|parts| parts.iter().any(is_in)).collect();
            let too_many = there.iter().filter(|&&there| there).count() * 2 > there.len();
            if feature.must_be_telling() && too_many {
                continue;
            }
            for (row, _) in rows.iter_mut().zip(there).filter(|(_, there)| *there) {
                *row = Some(feature);
            }
        }
        Some(ScrollMap { thumb, rows })
    }

    /// Where what the map shows in a row is.
    pub(in crate::app) fn mapped(&self, row: u16, height: u16) -> Option<(Feature, Anchor)> {
        let shown = self.map(height)?.rows.get(usize::from(row)).copied().flatten()?;
        let (parts, marks) = (self.stretches(row, height), self.marked_blocks());
        let mut found = parts.into_iter().filter_map(|part| self.first_in(shown, part, &marks));
        found.next().map(|anchor| (shown, anchor))
    }

    /// The stretches of the text that a row stands for, in the order in which they are shown.
    fn stretches(&self, row: u16, height: u16) -> Vec<Span> {
        let (bytes, height) = (self.document.article.text().len() as u64, u64::from(height.max(1)));
        let at = |row: u64| (row * bytes / height) as u32;
        let shown = at(row.into())..at(u64::from(row) + 1);
        let parts = self.document.posts.order.stretches(&self.document.article, shown);
        parts.into_iter().map(|part| Span::new(part.start, part.end)).collect()
    }

    /// The rows that the page covers: one at least, the first only with the start of the article, and the last only with
    /// its end, if there are enough.
    fn thumb(&self, height: u16) -> Range<u16> {
        let (page, bytes) = (&self.document.viewport, self.document.article.text().len() as u64);
        let rows = u64::from(height);
        if page.at_start && page.at_end {
            return 0..height;
        }
        let (start, end) = (u64::from(page.span.start), u64::from(page.span.end).min(bytes));
        // What is below the page has a row, as what is above it has.
        let most = rows.saturating_sub(if page.at_end { 1 } else { 2 });
        let first = (start * rows / bytes).max(u64::from(!page.at_start)).min(most);
        let last = if page.at_end {
            rows
        } else {
            (end * rows).div_ceil(bytes).clamp(first + 1, most + 1)
        };
        first as u16..last as u16
    }

    /// The first of a feature in a stretch.
    fn first_in(&self, feature: Feature, stretch: Span, marks: &[BlockId]) -> Option<Anchor> {
        let (article, marks) = (&self.document.article, marks);
        let block = match feature {
            Feature::Mark => self.first_of(marks, stretch),
            Feature::Caption => self.first_of(&self.document.facts.landmarks.captions, stretch),
            Feature::Repeat => self.first_of(&self.document.facts.landmarks.repeats, stretch),
            Feature::Section => {
                let start = |section: &crate::article::Section| article.block(section.first).tile.start;
                let sections = article.sections();
                let next = sections.partition_point(|section| start(section) < stretch.start);
                let next = sections.get(next).filter(|section| start(section) < stretch.end);
                next.map(|section| section.first)
            }
            Feature::Match => {
                let matches = &self.document.search.as_ref()?.matches;
                let next = matches.partition_point(|found| found.start < stretch.start);
                let next = matches.get(next).filter(|found| found.start < stretch.end)?;
                return article.anchor_at(next.start);
            }
            Feature::Unread => None,
        };
        block.map(Anchor::start_of)
    }

    /// The first of some blocks, in their order, that begins in a stretch.
    fn first_of(&self, blocks: &[BlockId], stretch: Span) -> Option<BlockId> {
        // Of an older version there may be some that are no more.
        let start = |block: &BlockId| {
            let block = self.document.article.blocks().get(block.index());
            block.map_or(u32::MAX, |block| block.tile.start)
        };
        let next = blocks.partition_point(|block| start(block) < stretch.start);
        blocks.get(next).copied().filter(|block| start(block) < stretch.end)
    }

    /// The blocks of the article that have a mark, in their order.
    fn marked_blocks(&self) -> Vec<BlockId> {
        let here = self.session.library.at;
        let own = self
            .session
            .places
            .marks
            .all()
            .iter()
            .filter(|mark| mark.article == here);
        let mut blocks: Vec<BlockId> = own.map(|mark| mark.place.cursor).collect();
        blocks.sort_unstable();
        blocks
    }

    /// Whether a block in a stretch has not been read. Costs a bit a block.
    fn is_unread(&self, stretch: Span) -> bool {
        let last = stretch.end.max(stretch.start + 1) - 1;
        let (first, last) = (
            self.document.article.block_at(stretch.start),
            self.document.article.block_at(last),
        );
        first
            .zip(last)
            .is_some_and(|(first, last)| !self.document.reading.progress.are_read(first, last))
    }
}
