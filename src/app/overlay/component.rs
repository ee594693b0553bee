//! What all components over the page have in common: they know the state, and nothing of each other.

use super::boxes::BoxShape;
use crate::app::input::Edit;
use crate::app::request::Requests;
use crate::app::state::State;
use crate::keymap::{Action, Mode};

/// Something over the page that has the keys.
pub(in crate::app) trait Component {
    /// Where keys go.
    fn mode(&self) -> Mode;

    /// A key that is bound to an action.
    fn act(&mut self, state: &mut State, action: Action, count: usize) -> Requests;

    /// An edit to the text that is typed in it.
    fn edit(&mut self, _: &mut State, _: Edit<'_>) -> Requests {
        Requests::new()
    }

    /// The box that it stands in, if it is one.
    fn shape(&self, _: &State) -> Option<BoxShape> {
        None
    }

    /// A click in the box, at a column and a row of its content.
    fn click(&mut self, _: &mut State, _column: usize, _row: usize) -> Requests {
        Requests::new()
    }

    /// Called after every message, to keep up with the state.
    fn follow(&mut self, _: &mut State) -> Requests {
        Requests::new()
    }
}
