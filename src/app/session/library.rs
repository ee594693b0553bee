//! The articles that were opened together, and how each was left.
//!
//! They are counted from 0, in the order in which they were opened. Which they are is not known here; they are asked
//! for, and come when they have been read. Until then the one that is read stays where it is.

use rustc_hash::FxHashMap;

use super::catalogue::{Catalogue, ListOrder};
use super::counts::ArticleCounts;
use super::hits::Hits;
use super::jump_list::Jump;
use crate::app::document::block_map::{BlockMap, Carry};
use crate::app::document::place::Place;
use crate::app::document::progress::Progress;
use crate::app::document::{Document, LeftDocument};
use crate::app::list::List;
use crate::app::message::Effect;
use crate::article::BlockId;

/// The articles that were opened together.
#[derive(Clone, Debug, PartialEq)]
pub struct Library {
    /// The one that is read.
    pub at: usize,
    /// How many are known so far: more than `at`.
    pub known: usize,
    /// Whether those are all.
    pub all: bool,
    /// The list of them, as it was left.
    pub listing: Listing,
    /// Where words were found in all of them, as the list was left.
    pub hits: Hits,
    /// How far a page is that is being fetched, in words.
    pub fetching: Option<String>,
    /// Which one could not be read last, and why.
    pub unreadable: Option<(usize, String)>,
    /// The one that was asked for and has not come.
    pub(in crate::app) asked: Option<usize>,
    /// Where to go in it when it comes, if not to where it was left.
    pub(in crate::app) aim: Option<Aim>,
    /// How those that were read before were left.
    left: FxHashMap<usize, LeftDocument>,
}

/// The article list as it was left: what was typed, the order, the choice.
#[derive(Clone, Debug, PartialEq)]
pub struct Listing {
    /// What the articles are called, as far as they have been found.
    pub catalogue: Catalogue,
    /// The list: its lines are the articles, by their numbers counted from 0.
    pub list: List,
    /// In which order they stand.
    pub order: ListOrder,
    /// What was counted in articles that have been read.
    pub(in crate::app) counts: FxHashMap<u32, ArticleCounts>,
    /// Those whose counts were last asked for.
    pub(in crate::app) asked: Vec<u32>,
    /// Whether more articles have been found since they were ranked.
    pub(in crate::app) stale: bool,
    /// Whether the reader has done anything in it yet.
    pub(in crate::app) touched: bool,
}

impl Default for Listing {
    /// A list of the one article that is read.
    fn default() -> Self {
        Self {
            catalogue: Catalogue::default(),
            list: List::new(1, 0),
            order: ListOrder::default(),
            counts: FxHashMap::default(),
            asked: Vec::new(),
            stale: false,
            touched: false,
        }
    }
}

/// Where to go in an article that was asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::app) enum Aim {
    /// To a block of it.
    Block(BlockId),
    /// To a match in it: a block, and bytes from its beginning. It is among those of the search that is on.
    Hit(BlockId, u32),
    /// To a place in it.
    Place(Place),
    /// To a place that the reader comes back to, and which of the jump list it is.
    Jump(usize, Jump),
}

impl Default for Library {
    fn default() -> Self {
        Self {
            at: 0,
            known: 1,
            all: true,
            listing: Listing::default(),
            hits: Hits::default(),
            fetching: None,
            unreadable: None,
            asked: None,
            aim: None,
            left: FxHashMap::default(),
        }
    }
}

impl Library {
    /// Asks for an article, to go to a place in it.
    pub(in crate::app) fn ask(&mut self, to: usize, aim: Option<Aim>) -> Effect {
        // Where it is to be opened in its middle, a first part will not do.
        let whole = to == self.at || self.left.contains_key(&to) || aim.is_some();
        (self.asked, self.aim) = (Some(to), aim);
        Effect::Turn { to, whole }
    }

    /// So many articles are known, or more have been found by their titles.
    pub(in crate::app) fn grow(&mut self, known: usize) {
        self.known = known.max(self.at + 1);
        let all = self.known.max(self.listing.catalogue.len());
        self.listing.list.grow(all);
    }

    /// Stops waiting for an article that was asked for.
    pub(in crate::app) fn forget(&mut self) {
        (self.asked, self.aim) = (None, None);
    }

    /// Remembers how an article is left, unless it could not be read.
    pub(in crate::app) fn leave(&mut self, document: Document) {
        if !document.article.blocks().is_empty() {
            self.left.insert(self.at, document.left());
        }
    }

    /// How the open article was left before, if it was open before.
    pub(in crate::app) fn left_here(&self) -> Option<&LeftDocument> {
        self.left.get(&self.at)
    }

    /// What was read of an article when it was left.
    pub(in crate::app) fn read_of(&self, number: usize) -> Option<&Progress> {
        Some(&self.left.get(&number)?.progress)
    }
}

impl Carry for Library {
    fn carry(&mut self, map: &BlockMap<'_>) {
        let Self {
            at,
            known: _,
            all: _,
            listing: _,
            hits,
            fetching: _,
            unreadable: _,
            asked,
            aim,
            left,
        } = self;
        hits.carry(*at, map);
        // What was asked for of another article is a place in that.
        if *asked == Some(*at) {
            aim.carry(map);
        }
        // How an earlier version of this article was left says nothing of the one that is read now.
        if map.blocks() > 0 {
            left.remove(at);
        }
    }
}

impl Carry for Aim {
    fn carry(&mut self, map: &BlockMap<'_>) {
        match self {
            Self::Block(block) | Self::Hit(block, _) => block.carry(map),
            Self::Place(place) | Self::Jump(_, Jump { article: _, place }) => place.carry(map),
        }
    }
}
