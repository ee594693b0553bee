//! Earlier visits: what is known of them is taken in, and what is to be kept of this one is held ready.
//!
//! Whoever runs the reader looks at [`State::kept`] after each message; that costs nothing. What was read is a list
//! that only grows as long as the article is the same, so that only its end has to be looked at.

use std::sync::Arc;

use super::{State, place};
use crate::app::Place;
use crate::article::{Anchor, Article, BlockId};
use crate::layout::Top;
use crate::recall::{Marked, Recalled, Spot};

/// What is known of earlier visits, and what of this one is to be kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recalling {
    /// What is known of earlier visits to this article; nothing until it has been found.
    pub recalled: Arc<Recalled>,
    /// What was read on this visit, or is to count as unread again, oldest first, since this version of the article
    /// came; at its start what was read of the version before. Blocks that were read on an earlier visit are not in it.
    pub marked: Vec<Marked>,
    /// The marks of this article, each letter once.
    pub marks: Vec<(char, Anchor)>,
}

/// What of a reader is to be kept. Costs nothing to make.
#[derive(Clone, Copy, Debug)]
pub struct Kept<'a> {
    /// The version of the article that all this is about.
    pub article: &'a Arc<Article>,
    /// Which of those that were opened it is, counted from 0.
    pub at: usize,
    /// Whether a longer version is under way.
    pub more: bool,
    /// Where the reader is.
    pub spot: Spot,
    /// See [`Recalling::marked`].
    pub marked: &'a [Marked],
    /// See [`Recalling::marks`].
    pub marks: &'a [(char, Anchor)],
}

impl State {
    /// What of it is to be kept for the next visit.
    pub fn kept(&self) -> Kept<'_> {
        Kept {
            article: &self.article,
            at: self.articles.at,
            more: self.keeping.more,
            spot: Spot {
                top: self.top.anchor,
                above: self.top.above,
                cursor: self.cursor,
            },
            marked: &self.recalling.marked,
            marks: &self.recalling.marks,
        }
    }

    /// Notes that blocks have been read, or are to count as unread again, so that it is kept.
    pub(super) fn note_marked(&mut self, first: BlockId, last: BlockId, read: bool) {
        let marked = &mut self.recalling.marked;
        marked.push(Marked { first, last, read });
    }
}

/// Takes in what is known of earlier visits. Moves nothing if the reader has done anything yet.
pub(super) fn arrive(state: &mut State, article: &Arc<Article>, recalled: Arc<Recalled>) {
    if !Arc::ptr_eq(article, &state.article) {
        return;
    }
    read_before(state, &recalled.read);
    for &(letter, anchor) in &recalled.marks {
        if !state.recalling.marks.iter().any(|&(set, _)| set == letter) {
            state.recalling.marks.push((letter, anchor));
        }
    }
    let there = |block: BlockId| block.index() < state.article.blocks().len();
    if let Some(spot) = recalled.spot
        && !state.keeping.touched
        && there(spot.top.block)
        && there(spot.cursor)
    {
        // What comes later moves nothing: the reader is in the middle of the text.
        state.keeping.touched = true;
        let top = Top {
            anchor: spot.top,
            above: spot.above,
        };
        place::restore(
            state,
            Place {
                top,
                cursor: spot.cursor,
            },
        );
    }
    state.recalling.recalled = recalled;
}

/// A newer version has come: what was known was about the older one, and is found again for this. What has been read
/// of the older one is noted once more, by the blocks as they are called now.
pub(super) fn carry(state: &mut State, anchor: impl Fn(Anchor) -> Anchor) {
    let marks = &state.recalling.marks;
    state.recalling = Recalling {
        marks: marks.iter().map(|&(letter, at)| (letter, anchor(at))).collect(),
        ..Recalling::default()
    };
    let article = Arc::clone(&state.article);
    for (index, section) in article.sections().iter().enumerate() {
        if state.read[index] {
            state.note_marked(section.first, section.last, true);
        }
    }
}

/// Sections of which every block was read on an earlier visit are read.
fn read_before(state: &mut State, read: &[BlockId]) {
    let mut blocks = vec![0u32; state.article.sections().len()];
    for &block in read {
        if let Some(block) = state.article.blocks().get(block.index()) {
            blocks[block.section.index()] += 1;
        }
    }
    for (index, section) in state.article.sections().iter().enumerate() {
        if blocks[index] > section.last.0 - section.first.0 {
            (state.read[index], state.begun[index]) = (true, true);
        }
    }
}
