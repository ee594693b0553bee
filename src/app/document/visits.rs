//! What earlier visits left on the page, and what is new since the last one.

use std::sync::Arc;

use super::block_map::{BlockMap, Carry};
use super::changes::{self, Change, ChangeCounts};
use super::place::Place;
use crate::article::{Article, BlockId};
use crate::layout::{Order, Past};
use crate::recall::Removed;

/// What earlier visits left.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Visits {
    /// As far as the page shows it.
    pub past: Past,
    /// When the last visit was: "yesterday 14:05"; empty on a first one, and until that is known.
    pub since: String,
    /// What has changed since then, in the order in which it is shown.
    pub items: Arc<[Change]>,
    /// How much has.
    pub(in crate::app) counts: ChangeCounts,
    /// What is gone.
    pub removed: Vec<Removed>,
    /// The summary that was shown last.
    pub(in crate::app) told: String,
    /// Where the reader was after `zp` and before it, so that pressing it twice changes nothing.
    pub(in crate::app) turned: Option<(Place, Place)>,
}

impl Visits {
    /// Rebuilds the list of changes: the article, or the order in which it is shown, has changed.
    pub(in crate::app) fn list(&mut self, article: &Article, order: &Order) {
        self.items = changes::list(article, &self.past, &self.removed, order);
        self.counts = ChangeCounts::of(&self.items);
    }
}

impl Carry for Visits {
    /// What is known was about another version: it is kept as far as its blocks are the same.
    fn carry(&mut self, map: &BlockMap<'_>) {
        let Self {
            past,
            since: _,
            items,
            counts,
            removed,
            told: _,
            turned,
        } = self;
        *past = past.carried(&map.every(&past.blocks()));
        // To be listed anew.
        (*items, *counts) = Default::default();
        removed.clear();
        *turned = None;
    }
}

impl Visits {
    /// The block that a change is at; one past the last for what stood at the end and is gone.
    pub(in crate::app) fn at(&self, change: &Change) -> BlockId {
        change.at(&self.removed)
    }
}
