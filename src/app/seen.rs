//! Versions of an article that were seen, as far as the reader is told of them. Data only.

use std::sync::Arc;

use super::document::changes::counted;

/// A version that was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenVersion {
    /// Its number: the first has 1.
    pub number: u32,
    /// When it was seen first: "2026-08-14 14:05".
    pub seen: String,
    /// How many posts it has.
    pub posts: usize,
    /// How many of them the version before did not have.
    pub new: usize,
    /// How many say something else.
    pub edited: usize,
    /// How many of the version before it does not have.
    pub removed: usize,
}

impl SeenVersion {
    /// What changed in it: "3 new, 1 corrected"; empty if nothing did.
    pub fn changes_in_words(&self) -> String {
        let counts = [(self.new, "new"), (self.edited, "corrected"), (self.removed, "removed")];
        counted(&counts).unwrap_or_default()
    }
}

/// What happened to a post from one version to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PostFate {
    /// It was not there.
    New,
    /// It said this.
    Edited(Arc<str>),
    /// It is gone.
    Removed,
}

/// A post that two versions do not have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedPost {
    /// What happened to it.
    pub fate: PostFate,
    /// Its time and its headline.
    pub heading: String,
    /// What it says, or said last.
    pub text: Arc<str>,
}
