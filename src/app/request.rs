//! What a component asks for: things it cannot do itself.

use super::document::place::Place;
use super::document::search::{Query, Search};
use super::message::Effect;
use super::overlay::picker::items::Item;
use crate::article::BlockId;
use crate::keymap::Action;

/// What a component asks for.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Request {
    /// Something to be done in the world.
    Do(Effect),
    /// Close the component: the layer below it gets the keys back.
    Close,
    /// The page is put back to where it was before a preview.
    Restore(Place),
    /// The page shows an item, or else what it showed before.
    Preview(Option<Item>, Place),
    /// To an item of the picker, from where the reader was before it was previewed.
    Go(Item, Place),
    /// To a block, or the fold that stands for it.
    GoTo(BlockId),
    /// A place of the article is remembered, to be jumped back to.
    Remember(Place),
    /// A search begins.
    Search(Query),
    /// What is being typed is no search; the page is put back to where it was.
    EndSearch(Place),
    /// The reader stays at the match that the search has gone to, from where they were before.
    Accept(Place),
    /// The search is given up for the one before it, if there was one, and the page is put back to where it was.
    Resume(Option<Box<Search>>, Place),
    /// What a key would do.
    Perform(Action, Option<u32>),
    /// What a line of the command line says.
    Run(String),
    /// The list of hits, for these words; as it was left, if there are none.
    Find(String),
    /// Help about a word.
    Help(String),
}

/// Requests, in the order in which they are granted.
pub(super) type Requests = Vec<Request>;

impl Request {
    /// Whether a layer that is covered by others may ask for it.
    pub(super) fn is_granted_below(&self) -> bool {
        matches!(self, Self::Do(_) | Self::Preview(..))
    }
}

impl From<Effect> for Request {
    fn from(effect: Effect) -> Self {
        Self::Do(effect)
    }
}

/// Effects as requests.
pub(super) fn requests(effects: impl IntoIterator<Item = Effect>) -> Requests {
    effects.into_iter().map(Request::Do).collect()
}
