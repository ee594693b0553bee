//! Earlier visits: what is known of them is taken in, and what is to be kept of this one is held ready.
//!
//! Whoever runs the reader looks at [`State::kept`] after each message; that costs nothing. What was read is a list
//! that only grows as long as the article is the same, so that only its end has to be looked at.

use std::sync::Arc;

use super::progress::Progress;
use super::{Mark, Place, State, place, visits};
use crate::article::{Article, BlockId};
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
}

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
    pub spot: Spot,
    /// See [`Recalling::marked`].
    pub marked: &'a [Marked],
    /// The marks of this article, each name once.
    pub marks: Vec<(char, Spot)>,
}

impl State {
    /// What of it is to be kept for the next visit.
    pub fn kept(&self) -> Kept<'_> {
        Kept {
            article: &self.document.article,
            at: self.session.library.at,
            more: self.document.keeping.more,
            spot: spot_of(self.document.place),
            marked: &self.document.reading.recalling.marked,
            marks: self
                .session
                .marks
                .of(self.session.library.at)
                .iter()
                .map(|mark| (mark.name, spot_of(mark.place)))
                .collect(),
        }
    }

    /// Notes that blocks have been read, or are to count as unread again, so that it is kept.
    pub(super) fn note_marked(&mut self, first: BlockId, last: BlockId, read: bool) {
        let marked = &mut self.document.reading.recalling.marked;
        marked.push(Marked { first, last, read });
    }
}

/// Takes in what is known of earlier visits. Moves nothing if the reader has done anything yet.
pub(super) fn arrive(state: &mut State, article: &Arc<Article>, recalled: Arc<Recalled>) {
    if !Arc::ptr_eq(article, &state.document.article) {
        return;
    }
    visits::arrive(state, &recalled);
    read_before(state, &recalled.read);
    let blocks = state.document.article.blocks().len();
    let there = |spot: &Spot| spot.top.block.index().max(spot.cursor.index()) < blocks;
    for (name, spot) in recalled.marks.iter().filter(|(_, spot)| there(spot)) {
        state.session.marks.recall(Mark {
            name: *name,
            article: state.session.library.at,
            place: place_of(*spot),
        });
    }
    if let Some(spot) = recalled.spot.filter(there)
        && !state.document.keeping.touched
    {
        // What comes later moves nothing: the reader is in the middle of the text.
        state.document.keeping.touched = true;
        place::restore(state, place_of(spot));
    }
    state.document.reading.recalling.recalled = recalled;
}

fn spot_of(place: Place) -> Spot {
    Spot {
        top: place.top.anchor,
        above: place.top.above,
        cursor: place.cursor,
    }
}

fn place_of(spot: Spot) -> Place {
    Place {
        top: Top {
            anchor: spot.top,
            above: spot.above,
        },
        cursor: spot.cursor,
    }
}

impl Recalling {
    /// For a newer version: what was known was about the older one, and is found again for this. What has been read of
    /// the older one is noted once more, by the blocks as they are called now.
    pub(super) fn again(read: &Progress) -> Self {
        let marked = |(first, last)| Marked {
            first,
            last,
            read: true,
        };
        Self {
            marked: read.runs().into_iter().map(marked).collect(),
            ..Self::default()
        }
    }
}

/// What was read on an earlier visit has been read.
fn read_before(state: &mut State, read: &[BlockId]) {
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
