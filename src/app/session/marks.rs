//! Marks: places with a name, in any of the articles that were opened together.
//!
//! A name is a letter or a digit. An article has each name once, and another may have the same: the one that is read
//! comes first, then the one that was marked last.

use super::jump_list::Jump;
use crate::app::document::block_map::{BlockMap, Carry};
use crate::app::document::place::Place;

/// A place with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its name: a letter or a digit.
    pub name: char,
    /// The article it is in, counted from 0.
    pub article: usize,
    /// Where in it.
    pub place: Place,
}

impl From<Mark> for Jump {
    fn from(Mark { article, place, .. }: Mark) -> Self {
        Self { article, place }
    }
}

/// Places with a name, in all articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarkList {
    /// The one that was set last is the last.
    set: Vec<Mark>,
}

impl MarkList {
    /// All of them, the one that was set last at the end.
    pub fn all(&self) -> &[Mark] {
        &self.set
    }

    /// Sets a mark; one of the same name in the same article is no more.
    pub fn set(&mut self, mark: Mark) {
        self.set
            .retain(|old| (old.name, old.article) != (mark.name, mark.article));
        self.set.push(mark);
    }

    /// A mark that was set on an earlier visit: one of the same name that has been set since comes first.
    pub(in crate::app) fn recall(&mut self, mark: Mark) {
        let is_it = |set: &Mark| (set.name, set.article) == (mark.name, mark.article);
        if !self.set.iter().any(is_it) {
            self.set.insert(0, mark);
        }
    }

    /// The mark of that name, for a reader of this article: its own, else the one that was set last.
    pub fn find(&self, name: char, article: usize) -> Option<Mark> {
        let named = || self.set.iter().rev().filter(|mark| mark.name == name);
        let own = named().find(|mark| mark.article == article);
        own.or_else(|| named().next()).copied()
    }

    /// The marks of an article, in the order of their names.
    pub fn of(&self, article: usize) -> Vec<Mark> {
        let mut own: Vec<Mark> = self
            .set
            .iter()
            .filter(|mark| mark.article == article)
            .copied()
            .collect();
        own.sort_by_key(|mark| mark.name);
        own
    }

    /// Carries the marks of an article over to a newer version of it.
    pub(in crate::app) fn carry(&mut self, article: usize, map: &BlockMap<'_>) {
        let Self { set } = self;
        for mark in set.iter_mut().filter(|mark| mark.article == article) {
            mark.place.carry(map);
        }
    }
}
