//! Places to come back to: a list as a browser keeps it, not a tree. Going to another article is a jump like any other.

use crate::app::document::block_map::{BlockMap, Carry};
use crate::app::document::place::Place;

/// The most places kept.
const MOST: usize = 100;

/// A place to come back to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Jump {
    /// The article it is in, counted from 0.
    pub article: usize,
    /// Where in it.
    pub place: Place,
}

/// Places to come back to, in all articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JumpList {
    /// Oldest first.
    pub places: Vec<Jump>,
    /// How many of them lie behind the reader.
    pub at: usize,
    /// Where the reader was before the last jump, back or forward.
    pub before: Option<Jump>,
}

impl JumpList {
    /// Remembers where the reader was. What lay ahead is forgotten.
    pub(in crate::app) fn push(&mut self, here: Jump) {
        self.before = Some(here);
        self.places.truncate(self.at);
        if self.places.last() != Some(&here) {
            self.places.push(here);
        }
        if self.places.len() > MOST {
            self.places.remove(0);
        }
        self.at = self.places.len();
    }

    /// The reader goes to a place of the list, from `here`, which is kept as the last if there is nothing ahead.
    pub(in crate::app) fn go(&mut self, target: usize, here: Jump) {
        self.before = Some(here);
        if self.at == self.places.len() {
            self.places.push(here);
        }
        self.at = target;
    }

    /// Carries the places in an article over to a newer version of it.
    pub(in crate::app) fn carry(&mut self, article: usize, map: &BlockMap<'_>) {
        let Self { places, at: _, before } = self;
        for jump in places.iter_mut().chain(before).filter(|jump| jump.article == article) {
            jump.place.carry(map);
        }
    }
}
