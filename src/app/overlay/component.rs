//! What all components over the page have in common: they look at the state, and know nothing of each other. The page is
//! moved by requests alone.

use std::ops::Deref;

use super::boxes::BoxShape;
use crate::app::input::Edit;
use crate::app::request::Requests;
use crate::app::session::Session;
use crate::app::state::State;
use crate::keymap::{Action, Mode};

/// What a component may reach: all of the state to look at, and the session to change. The document is out of its reach.
pub(in crate::app) struct Context<'a>(&'a mut State);

impl<'a> Context<'a> {
    /// Of a state.
    pub(in crate::app) fn new(state: &'a mut State) -> Self {
        Self(state)
    }

    /// The session, to be changed.
    pub(super) fn session_mut(&mut self) -> &mut Session {
        &mut self.0.session
    }

    /// Says that something could not be done.
    pub(super) fn fail(&mut self, words: impl Into<String>) {
        self.0.fail(words);
    }

    /// Says that something was done.
    pub(super) fn tell(&mut self, words: impl Into<String>) {
        self.0.tell(words);
    }
}

impl Deref for Context<'_> {
    type Target = State;

    fn deref(&self) -> &State {
        self.0
    }
}

/// Something over the page that has the keys.
pub(in crate::app) trait Component {
    /// Where keys go.
    fn mode(&self) -> Mode;

    /// A key that is bound to an action.
    fn act(&mut self, state: &mut Context<'_>, action: Action, count: usize) -> Requests;

    /// An edit to the text that is typed in it.
    fn edit(&mut self, _: &mut Context<'_>, _: Edit<'_>) -> Requests {
        Requests::new()
    }

    /// The box that it stands in, if it is one.
    fn shape(&self, _: &State) -> Option<BoxShape> {
        None
    }

    /// A click in the box, at a column and a row of its content.
    fn click(&mut self, _: &mut Context<'_>, _column: usize, _row: usize) -> Requests {
        Requests::new()
    }

    /// Called after every message, to keep up with the state.
    fn follow(&mut self, _: &mut Context<'_>) -> Requests {
        Requests::new()
    }
}
