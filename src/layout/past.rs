//! How earlier visits show on the page. Passages that were read before this visit can be folded: a row says how many
//! there are and where they were read. A block that has changed since can be shown with its diff.
//!
//! Headings, and what takes their place above a section, are never hidden; nor is what is new.

use std::sync::Arc;

use super::changed::{LONGEST, WordDiff};
use super::elsewhere::ShownName;
use super::frame::Frame;
use super::remark::row;
use super::role::{Glyph, Role};
use super::{Fold, FoldReason, Page, Row, RowKind, is_rowless};
use crate::article::{BlockId, Kind, Published};

/// Columns of a block that is not folded alone: the row in its place would say less in as much room.
const SHORT: usize = 40;
/// Bytes of a column at most, in any text that is read: a syllable with its signs.
const CLUSTER: usize = 24;

/// What earlier visits left, as far as the page shows it. Blocks are in order in each list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Past {
    /// Blocks that were read before this visit, and where.
    pub read: Vec<(BlockId, Where)>,
    /// What the other articles are called: title and day.
    pub articles: Vec<(Option<String>, Option<Published>)>,
    /// Blocks that are new since the last visit.
    pub added: Vec<BlockId>,
    /// Blocks that said something else then, and what.
    pub changed: Vec<(BlockId, Arc<str>)>,
    /// First blocks of posts that are not on their page any more, and what is said of that: "removed at 14:32".
    pub removed: Vec<(BlockId, Arc<str>)>,
    /// Folds of what was read before that the reader has opened, by a block in each.
    opened: Vec<BlockId>,
    /// Folds that are left open because they were on the screen when they were found; by a block in each.
    late: Vec<BlockId>,
    /// Changed blocks that are set with the difference.
    compared: Vec<BlockId>,
}

/// Where a passage was read before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    /// In this article, on an earlier visit.
    Here,
    /// In another: an index into [`Past::articles`].
    There(u32),
}

/// What is new about a block since the last visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fresh {
    /// It was not there.
    Added,
    /// It said something else.
    Changed,
}

impl Past {
    /// What is new about a block since the last visit.
    pub fn fresh(&self, block: BlockId) -> Option<Fresh> {
        if self.added.binary_search(&block).is_ok() {
            return Some(Fresh::Added);
        }
        self.before(block).map(|_| Fresh::Changed)
    }

    /// Whether anything among these blocks is new.
    pub fn is_fresh_among(&self, first: BlockId, last: BlockId) -> bool {
        let added = self.added.partition_point(|block| *block < first);
        let changed = self.changed.partition_point(|(block, _)| *block < first);
        self.added.get(added).is_some_and(|block| *block <= last)
            || self.changed.get(changed).is_some_and(|(block, _)| *block <= last)
    }

    /// Whether a block was read before this visit.
    pub fn was_read(&self, block: BlockId) -> bool {
        self.read.binary_search_by_key(&block, |(read, _)| *read).is_ok()
    }

    /// What a changed block said at the last visit.
    pub fn before(&self, block: BlockId) -> Option<&Arc<str>> {
        let at = self
            .changed
            .binary_search_by_key(&block, |(changed, _)| *changed)
            .ok()?;
        Some(&self.changed[at].1)
    }

    /// Whether a changed block is set with the difference.
    pub fn is_compared(&self, block: BlockId) -> bool {
        self.compared.binary_search(&block).is_ok()
    }

    /// Sets a changed block with the difference, or as it stands.
    pub fn compare(&mut self, block: BlockId, compared: bool) {
        set(&mut self.compared, block, compared);
    }

    /// Opens a fold of what was read before, or folds it again.
    pub fn open(&mut self, fold: Fold, opened: bool) {
        for list in [&mut self.opened, &mut self.late] {
            list.retain(|block| !fold.holds(*block));
        }
        set(&mut self.opened, fold.first, opened);
    }

    /// Folds again all that the reader has opened.
    pub fn close_all(&mut self) {
        self.opened.clear();
        self.late.clear();
    }

    /// Leaves a fold open for now, without a word.
    pub fn leave_open(&mut self, fold: Fold) {
        if !any_in(&self.opened, fold) {
            set(&mut self.late, fold.first, true);
        }
    }

    /// A block of each fold that is left open for now.
    pub fn late(&self) -> &[BlockId] {
        &self.late
    }

    /// Folds those folds that are left open for now of which this is so.
    pub fn fold_late(&mut self, mut is_over: impl FnMut(BlockId) -> bool) {
        self.late.retain(|&block| !is_over(block));
    }

    /// The same in another version of the article, by where its blocks are there: pairs of old and new, in order of the
    /// new, of the blocks in [`Past::blocks`].
    #[must_use]
    pub fn carried(&self, every: &[(BlockId, BlockId)]) -> Self {
        let list = |blocks: &[BlockId]| -> Vec<BlockId> {
            let kept = every.iter().filter(|(old, _)| blocks.binary_search(old).is_ok());
            kept.map(|&(_, new)| new).collect()
        };
        let place = |old: BlockId| {
            let at = self.read.binary_search_by_key(&old, |(block, _)| *block).ok()?;
            Some(self.read[at].1)
        };
        Self {
            read: every
                .iter()
                .filter_map(|&(old, new)| Some((new, place(old)?)))
                .collect(),
            articles: self.articles.clone(),
            added: list(&self.added),
            changed: every
                .iter()
                .filter_map(|&(old, new)| Some((new, Arc::clone(self.before(old)?))))
                .collect(),
            removed: every
                .iter()
                .filter_map(|&(old, new)| Some((new, Arc::clone(self.removal(old)?))))
                .collect(),
            opened: list(&self.opened),
            late: list(&self.late),
            compared: list(&self.compared),
        }
    }

    /// What is said of a post that begins with this block and is not on its page any more.
    fn removal(&self, block: BlockId) -> Option<&Arc<str>> {
        let at = self.removed.binary_search_by_key(&block, |(first, _)| *first).ok()?;
        Some(&self.removed[at].1)
    }

    /// Has the blocks of a fold read where another has them read.
    pub fn read_as(&mut self, other: &Self, fold: Fold) {
        let part = |read: &[(BlockId, Where)]| {
            let from = read.partition_point(|(block, _)| *block < fold.first);
            from..read.partition_point(|(block, _)| *block <= fold.last)
        };
        let own = part(&self.read);
        let theirs = other.read[part(&other.read)].iter().copied();
        self.read.splice(own, theirs);
    }

    /// Every block that anything is said of, in order.
    pub fn blocks(&self) -> Vec<BlockId> {
        let read = self.read.iter().map(|(block, _)| *block);
        let changed = self.changed.iter().map(|(block, _)| *block);
        let removed = self.removed.iter().map(|(block, _)| *block);
        let marked = removed.chain(self.added.iter().copied());
        let mut blocks: Vec<BlockId> = read.chain(changed).chain(marked).collect();
        blocks.sort_unstable();
        blocks.dedup();
        blocks
    }

    /// What the reader has turned, and what is left open for now, as it was in another of the same version.
    #[must_use]
    pub fn turned_as(self, other: &Self) -> Self {
        Self {
            removed: other.removed.clone(),
            opened: other.opened.clone(),
            late: other.late.clone(),
            compared: other.compared.clone(),
            ..self
        }
    }

    fn place(&self, block: BlockId) -> Option<Where> {
        let at = self.read.binary_search_by_key(&block, |(read, _)| *read).ok()?;
        self.fresh(block).is_none().then(|| self.read[at].1)
    }
}

fn set(list: &mut Vec<BlockId>, block: BlockId, is_in: bool) {
    match list.binary_search(&block) {
        Ok(at) if !is_in => {
            list.remove(at);
        }
        Err(at) if is_in => list.insert(at, block),
        _ => {}
    }
}

fn any_in(list: &[BlockId], fold: Fold) -> bool {
    let at = list.partition_point(|block| *block < fold.first);
    list.get(at).is_some_and(|block| fold.holds(*block))
}

impl Page<'_> {
    /// The blocks that are shown as one row with this block because they were read before; none if it was not, if such
    /// blocks are not folded, or if the reader has opened these.
    pub fn read_before(&self, block: BlockId) -> Option<Fold> {
        self.read_fold(block).filter(|fold| !fold.open)
    }

    /// The blocks in a row around this one that were read before in the same place, folded or opened; none if this one
    /// was not, if such blocks are not folded, or if a folded run of repeats hides it already.
    pub fn read_fold(&self, block: BlockId) -> Option<Fold> {
        let place = self.place_read(block)?;
        let mut fold = self.fold_around(block, FoldReason::ReadBefore, |id| self.place_read(id) == Some(place));
        // The second print of a caption has no row that could stand for others.
        if let Some(run) = self.folded(fold.first) {
            fold.first = BlockId(run.last.0 + 1);
        }
        // A line of 50 MB is not measured to find that it is long.
        let is_short = || {
            let text = self.article.text_of(fold.first);
            text.len() <= SHORT * CLUSTER && super::width::of(text) <= SHORT
        };
        let is_worth_it = fold.first < fold.last || fold.first == fold.last && !is_short();
        fold.open = any_in(&self.past.opened, fold) || any_in(&self.past.late, fold);
        is_worth_it.then_some(fold)
    }

    /// Where a block was read before, if it can be folded for that.
    pub(super) fn place_read(&self, id: BlockId) -> Option<Where> {
        if !self.fold_read {
            return None;
        }
        let kind = self.article.blocks().get(id.index())?.kind;
        let heads = matches!(kind, Kind::Title | Kind::Heading | Kind::Timestamp | Kind::Byline);
        match self.folded(id) {
            // The second print of a caption goes with the first.
            Some(run) if is_rowless(run) => self.place_read(BlockId(run.first.0 - 1)),
            Some(_) => None,
            None if heads => None,
            None => self.past.place(id),
        }
    }

    /// What is said above a post that is not on its page any more. It takes the place of an empty row, so that nothing
    /// moves.
    pub(super) fn removal_row(&self, id: BlockId) -> Option<Row> {
        let said = self.past.removal(id)?;
        let kind = self.article.block(id).kind;
        let frame = Frame::remark(kind, self.measure, Glyph::NewGone, Role::News);
        let words = super::remark::shortened(said, usize::from(frame.width), Role::News);
        Some(row(frame, id, RowKind::Remark, words))
    }

    /// The one row that stands for a fold.
    pub(super) fn read_row(&self, fold: Fold) -> Row {
        let many = self.count_words(fold.first, fold.count(), "");
        let count = fold.count();
        let room = self.fold_room(fold.first, Role::FoldRead);
        let frame = Frame::remark(
            self.article.block(fold.first).kind,
            self.measure,
            Glyph::Fold,
            Role::FoldRead,
        );
        let wordings = [
            format!("{many} read before"),
            format!("{many} read"),
            format!("{count} read"),
        ];
        let words = self.naming_place(fold.first, &wordings, room);
        row(frame, fold.first, RowKind::Fold, words)
    }

    /// What is said above the first block of a fold that the reader has opened.
    pub(super) fn read_remark(&self, id: BlockId) -> Option<Row> {
        let fold = self.read_fold(id).filter(|fold| fold.first == id)?;
        if !any_in(&self.past.opened, fold) {
            return None;
        }
        let kind = self.article.block(id).kind;
        let frame = Frame::remark(kind, self.measure, Glyph::FoldOpen, Role::FoldRead);
        let words = self.naming_place(id, &["read before".to_owned()], usize::from(frame.width));
        Some(row(frame, id, RowKind::Remark, words))
    }

    /// The first of the wordings that leaves room for the name of the article in which the block was read, if that was
    /// another; and that name.
    fn naming_place(&self, id: BlockId, wordings: &[String], room: usize) -> Vec<super::Piece> {
        let there = match self.past.place(id) {
            Some(Where::There(number)) => self.past.articles.get(number as usize),
            _ => None,
        };
        let Some((title, published)) = there else {
            let fits = wordings.iter().find(|words| super::width::of(words) <= room);
            let words = fits.or(wordings.last()).map_or("", String::as_str);
            return super::remark::shortened(words, room, Role::FoldRead);
        };
        let inside: Vec<String> = wordings.iter().map(|words| format!("{words} in")).collect();
        let named = ShownName {
            title: title.as_deref().unwrap_or_default(),
            otherwise: "another article".to_owned(),
            published: *published,
        };
        self.naming_titled(&inside, &named, room, Role::FoldRead)
    }

    /// What a block said at the last visit, compared with what it says, if it is to be set with the difference.
    pub(super) fn earlier(&self, id: BlockId) -> Option<(&str, WordDiff<'_>)> {
        if !self.past.is_compared(id) {
            return None;
        }
        self.since(id)
    }

    /// What a block said at the last visit, compared with what it says; none if it is no other, or too long.
    pub(super) fn since(&self, id: BlockId) -> Option<(&str, WordDiff<'_>)> {
        let before: &str = self.past.before(id)?;
        Some((before, WordDiff::of(before, self.article.text_of(id))?))
    }

    /// Whether a block can be set with what has changed in it since the last visit.
    pub fn can_compare(&self, id: BlockId) -> bool {
        let before = self.past.before(id);
        before.is_some_and(|before| before.len().max(self.article.text_of(id).len()) <= LONGEST)
    }
}
