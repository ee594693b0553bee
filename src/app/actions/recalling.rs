//! Earlier visits: what is known of them is taken in, and what is to be kept of this one is held ready.
//!
//! Whoever runs the reader looks at [`State::kept`] after each message; that costs nothing.

use std::sync::Arc;

use super::{placing, read_before};
use crate::app::document::place::Place;
use crate::app::session::marks::Mark;
use crate::app::state::State;
use crate::article::{Article, BlockId};
use crate::layout::Top;
use crate::recall::{ReadRange, ReadingPosition, Recalled};

/// What of a reader is to be kept. Costs nothing to make.
#[derive(Clone, Debug)]
pub struct Kept<'a> {
    /// The version of the article that all this is about.
    pub article: &'a Arc<Article>,
    /// Which of those that were opened it is, counted from 0.
    pub at: usize,
    /// Whether a longer version is under way.
    pub more: bool,
    /// Where the reader is.
    pub position: ReadingPosition,
    /// See [`ReadingState::marked`](crate::app::document::ReadingState::marked).
    pub marked: &'a [ReadRange],
    /// The marks of this article, each name once.
    pub marks: Vec<(char, ReadingPosition)>,
}

impl State {
    /// What of it is to be kept for the next visit.
    pub fn kept(&self) -> Kept<'_> {
        Kept {
            article: &self.document.article,
            at: self.session.library.at,
            more: self.document.keeping.more,
            position: position_of(self.document.place),
            marked: &self.document.reading.marked,
            marks: self
                .session
                .places
                .marks
                .of(self.session.library.at)
                .iter()
                .map(|mark| (mark.name, position_of(mark.place)))
                .collect(),
        }
    }
}

/// Takes in what is known of earlier visits. Moves nothing if the reader has done anything yet.
pub(in crate::app) fn arrive(state: &mut State, article: &Arc<Article>, recalled: Arc<Recalled>) {
    if !Arc::ptr_eq(article, &state.document.article) {
        return;
    }
    read_before::arrive(state, &recalled);
    mark_read(state, &recalled.read);
    let blocks = state.document.article.blocks().len();
    let there = |position: &ReadingPosition| position.top.block.index().max(position.cursor.index()) < blocks;
    for (name, position) in recalled.marks.iter().filter(|(_, position)| there(position)) {
        state.session.places.marks.recall(Mark {
            name: *name,
            article: state.session.library.at,
            place: place_of(*position),
        });
    }
    if let Some(position) = recalled.position.filter(there)
        && !state.document.keeping.touched
    {
        // What comes later moves nothing: the reader is in the middle of the text.
        state.document.keeping.touched = true;
        placing::restore(state, place_of(position));
    }
    state.document.reading.recalled = recalled;
}

fn position_of(place: Place) -> ReadingPosition {
    ReadingPosition {
        top: place.top.anchor,
        above: place.top.above,
        cursor: place.cursor,
    }
}

fn place_of(position: ReadingPosition) -> Place {
    Place {
        top: Top {
            anchor: position.top,
            above: position.above,
        },
        cursor: position.cursor,
    }
}

/// Marks what was read on earlier visits as read.
fn mark_read(state: &mut State, read: &[BlockId]) {
    let (article, folding) = (&state.document.article, &state.document.folding);
    let there = read.iter().filter(|block| block.index() < article.blocks().len());
    for &block in there {
        state
            .document
            .reading
            .progress
            .set(article, folding, (block, block), true);
    }
}
