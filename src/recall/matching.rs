//! Matches two versions of an article: by what is the same, and by which of the other blocks are two wordings of one.

use rustc_hash::FxHashMap;

use super::changes::{BlockStatus, BlockStatuses, Matched, Side};
use super::{Alignment, Fingerprint, Version};
use crate::article::{Article, BlockId, Kind};
use crate::fold::ShingleSet;

/// As much as this in common, and two blocks of one section are two wordings of the same: as for near repeats.
const IN_SECTION: f32 = 0.75;
/// As much as this, if they stand between the same blocks: where a text has been edited, half of it may be new; two
/// paragraphs of one report that are no versions of each other share a sixth.
const BESIDE: f32 = 0.5;
/// As much of one as this in the other, and all that it says stands there.
const WITHIN: f32 = 0.75;
/// A part of a block that was divided has less than this in common with the other part; what has more is of one
/// pattern with it: "Day 3: 14 rescued".
const PATTERN: f32 = 0.5;
/// A heading above the same text is another wording of itself if so much of it is the same: one word in three.
const HEADING: f32 = 0.3;
/// What so many blocks have is a formula, by which no version is looked for.
const FORMULA: usize = 24;
/// Blocks that are compared with one in full, at most: those that have most in common.
const CANDIDATES: usize = 8;

impl<'a> Matched<'a> {
    /// Matches an article to an earlier version of it. `prints` are its fingerprints.
    pub fn new(old: &'a Version, article: &'a Article, prints: &'a [Fingerprint]) -> Self {
        let mut matched = Self {
            old,
            article,
            prints,
            alignment: Alignment::of(&old.fingerprints, prints),
            statuses: BlockStatuses::default(),
        };
        matched.decide();
        matched
    }

    fn decide(&mut self) {
        let (old, new) = (self.left(Side::Old), self.left(Side::New));
        self.statuses.old = vec![BlockStatus::Same; self.old.fingerprints.len()];
        self.statuses.new = vec![BlockStatus::Same; self.prints.len()];
        let (old, new) = self.without_counters(old, new);
        for &block in &old {
            self.statuses.old[block as usize] = BlockStatus::Unmatched;
        }
        for &block in &new {
            self.statuses.new[block as usize] = BlockStatus::Unmatched;
        }
        if !self.old.texts.is_empty() {
            pair(self, &old, &new);
        }
    }
}

/// Two blocks that may be versions of each other.
struct CandidatePair {
    alike: f32,
    /// How much of the new one is in the old one, and the other way round.
    within: (f32, f32),
    old: u32,
    new: u32,
}

/// Pairs blocks that have no like: sets the statuses of those that are versions of each other.
fn pair(matched: &mut Matched<'_>, old: &[u32], new: &[u32]) {
    if old.is_empty() || new.is_empty() {
        return;
    }
    let found = Pairs::of(matched, old, new);
    let mut pairs = found.found();
    pairs.sort_by(|one, other| {
        let far = |pair: &CandidatePair| pair.old.abs_diff(pair.new);
        let order = |pair: &CandidatePair| (far(pair), pair.new, pair.old);
        (other.alike.total_cmp(&one.alike)).then_with(|| order(one).cmp(&order(other)))
    });
    let mut statuses = matched.statuses.clone();
    for &CandidatePair { old, new, .. } in &pairs {
        let (before, now) = (&mut statuses.old[old as usize], &mut statuses.new[new as usize]);
        if (*before, *now) == (BlockStatus::Unmatched, BlockStatus::Unmatched) {
            (*before, *now) = (BlockStatus::Changed(new), BlockStatus::Changed(old));
        }
    }
    // What is left was made one with another, or is the other part of one that was divided.
    for pair in &pairs {
        let (before, now) = (statuses.old[pair.old as usize], statuses.new[pair.new as usize]);
        if let (BlockStatus::Changed(part), BlockStatus::Unmatched) = (before, now)
            && pair.within.0 >= WITHIN
            && found.is(pair.new).containment(&found.is(part)) < PATTERN
        {
            statuses.new[pair.new as usize] = BlockStatus::Changed(pair.old);
        }
        if let (BlockStatus::Unmatched, BlockStatus::Changed(part)) = (before, now)
            && pair.within.1 >= WITHIN
            && found.was(pair.old).containment(&found.was(part)) < PATTERN
        {
            statuses.old[pair.old as usize] = BlockStatus::Changed(pair.new);
        }
    }
    matched.statuses = statuses;
}

/// What is looked at to pair blocks.
struct Pairs<'a> {
    matched: &'a Matched<'a>,
    old: &'a [u32],
    new: &'a [u32],
    /// Of `old`.
    was: Vec<ShingleSet>,
    /// What stands between the same neighbours.
    gaps: (Vec<u32>, Vec<u32>),
    /// By old block: the section as it is called now, where its heading is still there.
    sections: Vec<Option<u32>>,
}

impl<'a> Pairs<'a> {
    fn of(matched: &'a Matched<'a>, old: &'a [u32], new: &'a [u32]) -> Self {
        let mut normal = String::new();
        let text = |block: u32| matched.old.text(block as usize).map_or("", |text| &**text);
        Self {
            matched,
            old,
            new,
            was: old
                .iter()
                .map(|&block| ShingleSet::of(text(block), &mut normal))
                .collect(),
            gaps: matched.gaps(),
            sections: sections(matched),
        }
    }

    /// What is counted of a new block.
    fn is(&self, new: u32) -> ShingleSet {
        ShingleSet::of(self.matched.article.text_of(BlockId(new)), &mut String::new())
    }

    /// What is counted of an old block.
    fn was(&self, old: u32) -> ShingleSet {
        let text = self.matched.old.text(old as usize).map_or("", |text| &**text);
        ShingleSet::of(text, &mut String::new())
    }

    fn found(&self) -> Vec<CandidatePair> {
        let mut holders: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for (nth, was) in self.was.iter().enumerate() {
            for &counted in was.hashes() {
                let holders = holders.entry(counted).or_default();
                if holders.len() <= FORMULA {
                    holders.push(nth as u32);
                }
            }
        }
        let titles: Vec<u32> = (0..self.old.len() as u32)
            .filter(|&nth| self.matched.old_kind(self.old[nth as usize]) == Kind::Title)
            .collect();
        let mut pairs = Vec::new();
        let (mut normal, mut votes) = (String::new(), FxHashMap::default());
        for &new in self.new {
            let is = ShingleSet::of(self.matched.article.text_of(BlockId(new)), &mut normal);
            votes.clear();
            let told = is.hashes().iter().filter_map(|counted| holders.get(counted));
            for &nth in told.filter(|held| held.len() <= FORMULA).flatten() {
                *votes.entry(nth).or_insert(0u32) += 1;
            }
            let mut candidates: Vec<(u32, u32)> = votes.iter().map(|(&nth, &votes)| (votes, nth)).collect();
            candidates.sort_unstable_by_key(|&(votes, nth)| (std::cmp::Reverse(votes), nth));
            candidates.truncate(CANDIDATES);
            let candidates = candidates.iter().map(|&(_, nth)| nth);
            pairs.extend(
                candidates
                    .chain(titles.iter().copied())
                    .filter_map(|nth| self.pair(nth, new, &is)),
            );
        }
        pairs
    }

    /// The pair, if they are two wordings of the same.
    fn pair(&self, nth: u32, new: u32, is: &ShingleSet) -> Option<CandidatePair> {
        let (old, was) = (self.old[nth as usize], &self.was[nth as usize]);
        let alike = is.similarity(was);
        let (kind, kind_before) = (self.matched.new_kind(new), self.matched.old_kind(old));
        let within = (is.containment(was), was.containment(is));
        let pair = CandidatePair {
            alike,
            within,
            old,
            new,
        };
        // An article has one title; a caption is no version of what the text says.
        if kind == Kind::Title || kind_before == Kind::Title {
            return (kind == kind_before).then_some(pair);
        }
        if (kind == Kind::Caption) != (kind_before == Kind::Caption)
            || (kind == Kind::Heading) != (kind_before == Kind::Heading)
        {
            return None;
        }
        let is_within = within.0.max(within.1) >= WITHIN;
        let is_one = (self.is_between_same(old, new) && (alike >= BESIDE || is_within))
            || (self.is_in_section(old, new) && (alike >= IN_SECTION || is_within))
            || (kind == Kind::Heading && alike >= HEADING && self.is_above_same(old, new));
        is_one.then_some(pair)
    }

    /// Whether they stand between the same blocks.
    fn is_between_same(&self, old: u32, new: u32) -> bool {
        self.gaps.0[old as usize] == self.gaps.1[new as usize]
    }

    /// Whether they stand in the same section.
    fn is_in_section(&self, old: u32, new: u32) -> bool {
        self.sections[old as usize] == Some(self.matched.article.blocks()[new as usize].section.0)
    }

    /// Whether what follows them is the same block.
    fn is_above_same(&self, old: u32, new: u32) -> bool {
        let after = self.matched.alignment.new_of.get(old as usize + 1);
        after == Some(&Some(new + 1))
    }
}

/// By old block: the section as it is called now, where its heading is still there.
fn sections(matched: &Matched<'_>) -> Vec<Option<u32>> {
    let blocks = matched.article.blocks();
    let mut section = blocks.first().map(|block| block.section.0);
    let all = matched.old.kinds.iter().enumerate();
    all.map(|(old, &kind)| {
        if kind == Kind::Heading {
            let new = matched.alignment.new_of[old];
            section = new.map(|new| blocks[new as usize].section.0);
        }
        section
    })
    .collect()
}
