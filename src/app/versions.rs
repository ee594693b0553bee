//! A newer version of the article: everything that names a place in the old one is carried over by content.
//!
//! Most often the new version goes on where the old one ended, or differs late: the blocks both begin with keep
//! their numbers. A block beyond them is found again by its text; where that is gone, the place is the same part of
//! the way through the text.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::progress::Progress;
use super::reading::Facts;
use super::{
    Effect, Place, Posts, SearchState, State, elsewhere, moving, picking, place, recalling, searching, timeline, visits,
};
use crate::article::{Anchor, Article, BlockId, SectionId, Span};
use crate::fold::{Folding, Folds, Run};
use crate::layout::Top;

/// Takes in a newer version, and has everything that is made of the article made anew.
pub(super) fn arrive(state: &mut State, article: Arc<Article>, more: bool) -> Vec<Effect> {
    let mut effects = replace(state, article, more);
    effects.extend(picking::renew(state));
    effects.extend(elsewhere::ask(state));
    effects
}

fn replace(state: &mut State, article: Arc<Article>, more: bool) -> Vec<Effect> {
    let old = std::mem::replace(&mut state.article, article);
    let new = Arc::clone(&state.article);
    state.posts = Posts::of(&new, state.settings.order);
    timeline::forget(state);
    state.comparing = state.comparing.anew();
    if let super::Screen::Linking(_) = state.screen {
        state.screen = super::Screen::Reading;
    }
    state.keeping.unsaid.clear();
    let places: Vec<Place> = kept(state).iter().map(|place| **place).collect();
    let carry = Carry::new(state, &places, &old, &new);
    state.keeping.more = more;
    if !more {
        state.work.reading = None;
    }
    let read = carry.every(&state.progress.blocks().collect::<Vec<_>>());
    visits::carry(state, &carry.every(&state.visits.past.blocks()));
    state.sidebar.selected = carry.section(state.sidebar.selected);
    state.sidebar.top = carry.section(state.sidebar.top);
    carry_folds(state, &carry);
    carry_places(state, &carry);
    carry_progress(state, &carry, &read);
    recalling::carry(state);
    state.facts = Facts::of(&state.article, &state.folding);
    let effects = carry_search(state, &carry);
    if state.keeping.want_end {
        moving::to_end(state);
    } else if !state.keeping.touched {
        moving::to_start(state);
    } else {
        let here = state.place();
        place::restore(state, here);
    }
    effects
}

/// How a version differs from the one before, in words. Looks at both, so it is for who reads them, not for the loop.
pub fn differing(old: &Article, new: &Article) -> String {
    let common = common(old, new) as usize;
    fn beyond(article: &Article, common: usize) -> FxHashMap<&str, usize> {
        let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
        for block in article.ids().skip(common) {
            *counts.entry(article.text_of(block)).or_default() += 1;
        }
        counts
    }
    let (before, now) = (beyond(old, common), beyond(new, common));
    let more_often = |these: &FxHashMap<&str, usize>, others: &FxHashMap<&str, usize>| -> usize {
        let more = |(text, count): (&&str, &usize)| count.saturating_sub(others.get(text).copied().unwrap_or(0));
        these.iter().map(more).sum()
    };
    match (more_often(&now, &before), more_often(&before, &now)) {
        (0, 0) => "Read again: it is as it was".to_owned(),
        (new, 0) => format!("Read again: {new} new"),
        (0, gone) => format!("Read again: {gone} gone"),
        (new, gone) => format!("Read again: {new} new, {gone} gone"),
    }
}

/// The places in the article that are kept, but for the one that is read.
fn kept(state: &mut State) -> Vec<&mut Place> {
    let here = state.articles.at;
    let jumps = state.jumps.places.iter_mut().chain(&mut state.jumps.before);
    let mut places: Vec<&mut Place> = jumps
        .filter(|jump| jump.article == here)
        .map(|jump| &mut jump.place)
        .collect();
    places.extend(state.marks.places_in(here));
    places.push(&mut state.keeping.held);
    match &mut state.screen {
        super::Screen::Searching(searching) => places.push(&mut searching.before),
        super::Screen::Picking(picking) => places.push(&mut picking.before),
        super::Screen::Timeline(timeline) => places.push(&mut timeline.before),
        _ => {}
    }
    places
}

fn carry_places(state: &mut State, carry: &Carry<'_>) {
    (state.top, state.cursor) = {
        let here = carry.place(state.place());
        (here.top, here.cursor)
    };
    for place in kept(state) {
        *place = carry.place(*place);
    }
    state.pressed = None;
    // In an article without a block there is nothing to select.
    state.selection = state.selection.filter(|_| !carry.new.blocks().is_empty());
    if let Some(selection) = &mut state.selection {
        (selection.from, selection.to) = (carry.anchor(selection.from), carry.anchor(selection.to));
    }
}

/// Keeps what has been read, and of what both versions begin with what has been seen, too.
fn carry_progress(state: &mut State, carry: &Carry<'_>, read: &[(BlockId, BlockId)]) {
    state.progress = Progress::none(&state.article, &state.folding);
    for &(_, block) in read {
        state.progress.set(&state.article, &state.folding, (block, block), true);
    }
    state.crediting = std::mem::take(&mut state.crediting).before(BlockId(carry.common));
}

/// Keeps the repeats that are known where their blocks are the same; and what the reader has opened and folded.
fn carry_folds(state: &mut State, carry: &Carry<'_>) {
    let known = |block: BlockId| block.0 < carry.common;
    let old = Arc::clone(&state.folding);
    let valid = old.echoes().is_empty()
        && old
            .repeats()
            .iter()
            .all(|repeat| known(repeat.block) && known(repeat.of));
    if valid {
        return;
    }
    let mut folds = Folds::by(state.folds.rule());
    for run in old.runs().iter().filter(|run| !run.goes_on()) {
        let (changed, compared) = (state.folds.is_changed(run), state.folds.is_compared(run));
        let Some(first) = carry.exact(run.first).filter(|_| changed || compared) else {
            continue;
        };
        let run = Run {
            first,
            last: first,
            thread: (first, first),
            ..*run
        };
        if changed {
            folds.toggle(&run);
        }
        folds.compare(&run, compared);
    }
    state.folds = folds;
    state.keeping.late = state
        .keeping
        .late
        .iter()
        .filter_map(|&first| carry.exact(first))
        .collect();
    state.folding = Arc::new(Folding::default());
}

/// Keeps the matches in the text that is the same, and looks for the others.
fn carry_search(state: &mut State, carry: &Carry<'_>) -> Vec<Effect> {
    let Some(search) = &mut state.search else {
        return Vec::new();
    };
    let same = carry
        .new
        .blocks()
        .get(carry.common as usize)
        .map_or(carry.new.text().len() as u32, |block| block.tile.start);
    let kept = search.matches.partition_point(|found| found.end <= same);
    if kept < search.matches.len() {
        search.matches = Arc::from(&search.matches[..kept]);
        search.current = search.current.filter(|&current| current < kept);
    }
    search.seeking = search.seeking.map(|byte| byte.min(carry.new.text().len() as u32));
    search.opened = search.opened.and_then(|first| carry.exact(first));
    match search.state {
        SearchState::Wrong(_) => Vec::new(),
        _ => searching::again(state),
    }
}

/// From one version of an article to the next.
struct Carry<'a> {
    old: &'a Article,
    new: &'a Article,
    /// Blocks that both begin with: the same text at the same place, of the same kind and section.
    common: u32,
    /// Where wanted blocks beyond those are found again, by their number in the old version.
    found: FxHashMap<BlockId, BlockId>,
}

impl<'a> Carry<'a> {
    fn new(state: &State, places: &[Place], old: &'a Article, new: &'a Article) -> Self {
        let common = common(old, new);
        let mut carry = Self {
            old,
            new,
            common,
            found: FxHashMap::default(),
        };
        let mut wanted: Vec<BlockId> = vec![state.top.anchor.block, state.cursor];
        wanted.extend(places.iter().flat_map(|place| [place.top.anchor.block, place.cursor]));
        wanted.extend(&state.keeping.late);
        let ends = state.selection.iter();
        wanted.extend(ends.flat_map(|selection| [selection.from.block, selection.to.block]));
        wanted.extend(state.search.as_ref().and_then(|search| search.opened));
        let turned = |run: &&Run| !run.goes_on() && (state.folds.is_changed(run) || state.folds.is_compared(run));
        wanted.extend(state.folding.runs().iter().filter(turned).map(|run| run.first));
        for section in [state.sidebar.selected, state.sidebar.top] {
            wanted.extend(old.sections().get(section.index()).map(|section| section.first));
        }
        carry.find(&wanted);
        carry
    }

    /// Finds wanted blocks by their text: of several that have it, the one between the same blocks, and then the one
    /// nearest to the same part of the way through the article.
    fn find(&mut self, wanted: &[BlockId]) {
        let beyond = |block: &&BlockId| block.0 >= self.common && block.index() < self.old.blocks().len();
        let wanted: FxHashSet<BlockId> = wanted.iter().filter(beyond).copied().collect();
        if wanted.is_empty() {
            return;
        }
        let mut by_text: FxHashMap<&str, Vec<BlockId>> = FxHashMap::default();
        for &block in &wanted {
            by_text.entry(self.old.text_of(block)).or_default().push(block);
        }
        // Lengths first: hashing a whole text of 100 MB would be felt.
        let lengths: FxHashSet<usize> = by_text.keys().map(|text| text.len()).collect();
        let mut best: FxHashMap<BlockId, (u32, std::cmp::Reverse<u32>, BlockId)> = FxHashMap::default();
        for id in self.new.ids().skip(self.common as usize) {
            if !lengths.contains(&(self.new.block(id).text.len() as usize)) {
                continue;
            }
            let Some(blocks) = by_text.get(self.new.text_of(id)) else {
                continue;
            };
            for &block in blocks {
                let distance = std::cmp::Reverse(self.alike(block).0.abs_diff(id.0));
                let candidate = (self.neighbours(block, id), distance, id);
                let nearest = best.entry(block).or_insert(candidate);
                *nearest = candidate.max(*nearest);
            }
        }
        self.found = best.into_iter().map(|(block, (_, _, id))| (block, id)).collect();
    }

    /// How many blocks in a row around two that are alike are alike as well, up to some on either side.
    fn neighbours(&self, old: BlockId, new: BlockId) -> u32 {
        /// Longer than most runs of repeats, which are what has to be told apart.
        const FAR: u32 = 16;
        let alike = |old: Option<u32>, new: Option<u32>| {
            let (old, new) = (old.map(BlockId)?, new.map(BlockId)?);
            let there = old.index() < self.old.blocks().len() && new.index() < self.new.blocks().len();
            (there && self.old.text_of(old) == self.new.text_of(new)).then_some(())
        };
        let above = (1..=FAR).take_while(|far| alike(old.0.checked_sub(*far), new.0.checked_sub(*far)).is_some());
        let below = (1..=FAR).take_while(|far| alike(old.0.checked_add(*far), new.0.checked_add(*far)).is_some());
        (above.count() + below.count()) as u32
    }

    /// The same block in the new version, if it is there.
    fn exact(&self, block: BlockId) -> Option<BlockId> {
        if block.0 < self.common {
            Some(block)
        } else {
            self.found.get(&block).copied()
        }
    }

    /// A block as far through the new version as this one is through the old.
    fn alike(&self, block: BlockId) -> BlockId {
        let (old, new) = (self.old.blocks().len() as u64, self.new.blocks().len() as u64);
        let index = (u64::from(block.0) * new).checked_div(old).unwrap_or(0);
        BlockId(index.min(new.saturating_sub(1)) as u32)
    }

    fn block(&self, block: BlockId) -> BlockId {
        self.exact(block).unwrap_or_else(|| self.alike(block))
    }

    /// The same place: in the same block, or, in a block that has grown or been cut, at the same text before it.
    fn anchor(&self, anchor: Anchor) -> Anchor {
        if let Some(block) = self.exact(anchor.block) {
            return Anchor { block, ..anchor };
        }
        let (Some(old), false) = (
            self.old.blocks().get(anchor.block.index()),
            self.new.blocks().is_empty(),
        ) else {
            return Anchor::default();
        };
        let byte = self.old.byte_of(anchor);
        let before = Span::new(old.text.start, byte).of(self.old.text());
        let there = self.new.text().get(old.text.start as usize..byte as usize);
        if there == Some(before)
            && self.common_text_reaches(old.tile.start)
            && let Some(anchor) = self.new.anchor_at(byte)
        {
            return anchor;
        }
        Anchor::start_of(self.alike(anchor.block))
    }

    /// Whether the two texts are the same up to a byte, as far as whole blocks tell.
    fn common_text_reaches(&self, byte: u32) -> bool {
        let end = self
            .old
            .blocks()
            .get(self.common as usize)
            .map_or(u32::MAX, |block| block.tile.start);
        byte <= end
    }

    fn place(&self, place: Place) -> Place {
        let anchor = self.anchor(place.top.anchor);
        Place {
            top: Top {
                anchor,
                above: if anchor.offset == 0 { place.top.above } else { 0 },
            },
            cursor: if place.cursor == place.top.anchor.block {
                anchor.block
            } else {
                self.block(place.cursor)
            },
        }
    }

    fn section(&self, section: SectionId) -> SectionId {
        let first = self
            .old
            .sections()
            .get(section.index())
            .map(|section| self.block(section.first));
        let there = first.and_then(|first| self.new.blocks().get(first.index()));
        there.map_or(SectionId(0), |block| block.section)
    }

    /// Where blocks of the old version are in the new one, in order of the new: what both begin with at its place, what
    /// is beyond by its text. A text that stands there as often as it did stands in the same order; of one that stands
    /// more often, all are the same if all of them are asked for.
    fn every(&self, wanted: &[BlockId]) -> Vec<(BlockId, BlockId)> {
        let same = wanted.partition_point(|block| block.0 < self.common);
        let mut every: Vec<(BlockId, BlockId)> = wanted[..same].iter().map(|&block| (block, block)).collect();
        if same == wanted.len() {
            return every;
        }
        let beyond = &wanted[same..];
        // Lengths first, as for the others.
        let lengths: FxHashSet<u32> = beyond.iter().map(|&block| self.old.block(block).text.len()).collect();
        let texts: FxHashSet<&str> = beyond.iter().map(|&block| self.old.text_of(block)).collect();
        let mut there: FxHashMap<&str, Vec<BlockId>> = FxHashMap::default();
        for old in self.old.ids().skip(self.common as usize) {
            let is_one = lengths.contains(&self.old.block(old).text.len());
            if is_one && let Some(&text) = texts.get(self.old.text_of(old)) {
                there.entry(text).or_default().push(old);
            }
        }
        let mut now: FxHashMap<&str, Vec<BlockId>> = FxHashMap::default();
        for new in self.new.ids().skip(self.common as usize) {
            let is_one = lengths.contains(&self.new.block(new).text.len());
            if is_one && let Some(&text) = texts.get(self.new.text_of(new)) {
                now.entry(text).or_default().push(new);
            }
        }
        let is_wanted = |old: &BlockId| beyond.binary_search(old).is_ok();
        for (text, new) in now {
            let old = &there[text];
            if old.len() == new.len() {
                every.extend(old.iter().copied().zip(new).filter(|(old, _)| is_wanted(old)));
            } else if old.iter().all(is_wanted) {
                every.extend(new.into_iter().map(|new| (old[0], new)));
            }
        }
        every.sort_unstable_by_key(|&(_, new)| new);
        every
    }
}

/// The number of blocks that both articles begin with.
fn common(old: &Article, new: &Article) -> u32 {
    let same = old.blocks().iter().zip(new.blocks()).take_while(|(a, b)| {
        a.kind == b.kind
            && a.section == b.section
            && a.text == b.text
            && a.tile.start == b.tile.start
            && a.text.of(old.text()) == b.text.of(new.text())
    });
    same.count() as u32
}
