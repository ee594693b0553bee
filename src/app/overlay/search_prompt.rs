//! The search prompt: the page shows the first match while the pattern is typed.

use super::component::{Component, Context};
use crate::app::document::block_map::{BlockMap, Carry};
use crate::app::document::place::Place;
use crate::app::document::search::{Query, Search};
use crate::app::input::{Edit, Prompt};
use crate::app::request::{Request, Requests};
use crate::app::session::{Focus, History};
use crate::app::state::State;
use crate::keymap::{Action, Mode};

/// A search being typed.
#[derive(Clone, Debug, PartialEq)]
pub struct SearchPrompt {
    /// What is typed.
    pub prompt: Prompt,
    /// Whether the first match is sought above the reader instead of below.
    pub backward: bool,
    /// Whether only the paragraphs that match are to be shown.
    filters: bool,
    /// Where the page was before, to return to on cancelling.
    pub before: Place,
    /// The search that was on before.
    was: Option<Box<Search>>,
}

impl SearchPrompt {
    /// Opens the prompt, where a search was on or not.
    pub(in crate::app) fn new(backward: bool, before: Place, was: Option<Search>) -> Self {
        Self {
            prompt: Prompt::default(),
            backward,
            filters: false,
            before,
            was: was.map(Box::new),
        }
    }

    /// To show only the paragraphs that match.
    pub(in crate::app) fn filtering(self) -> Self {
        Self { filters: true, ..self }
    }

    /// Starts the search for what is typed now. With nothing typed there is no search, and the page is where it was.
    fn typed(&self, state: &State) -> Requests {
        let pattern = self.prompt.input.text.clone();
        if pattern.is_empty() {
            return vec![Request::EndSearch(self.before)];
        }
        let article = &state.document.article;
        let here = article.blocks().get(self.before.top.anchor.block.index());
        vec![Request::Search(Query {
            pattern,
            backward: self.backward,
            seeking: Some(here.map_or(0, |_| article.byte_of(self.before.top.anchor))),
        })]
    }

    fn accept(&mut self, state: &mut Context<'_>) -> Requests {
        if self.prompt.input.text.is_empty() {
            return self.cancel();
        }
        let session = state.session_mut();
        session.focus = Focus::Page;
        History::remember(&mut session.history.searches, self.prompt.input.text.clone());
        let mut asked = vec![Request::Close, Request::Accept(self.before)];
        if self.filters {
            asked.push(Request::Perform(Action::FilterMatches, None));
        }
        asked
    }

    fn cancel(&mut self) -> Requests {
        vec![Request::Close, Request::Resume(self.was.take(), self.before)]
    }

    fn browse(&mut self, state: &mut Context<'_>, older: bool) -> Requests {
        if self.prompt.browse(&state.session.history.searches, older) {
            self.typed(state)
        } else {
            Vec::new()
        }
    }
}

impl Component for SearchPrompt {
    fn mode(&self) -> Mode {
        Mode::Prompt
    }

    fn edit(&mut self, state: &mut Context<'_>, edit: Edit<'_>) -> Requests {
        if self.prompt.edit(edit) {
            self.typed(state)
        } else {
            Vec::new()
        }
    }

    fn act(&mut self, state: &mut Context<'_>, action: Action, _: usize) -> Requests {
        match action {
            Action::Accept | Action::Activate => self.accept(state),
            Action::Cancel | Action::Clear => self.cancel(),
            Action::HistoryOlder => self.browse(state, true),
            Action::HistoryNewer => self.browse(state, false),
            _ => Vec::new(),
        }
    }
}

impl Carry for SearchPrompt {
    fn carry(&mut self, map: &BlockMap<'_>) {
        let Self {
            prompt: _,
            backward: _,
            filters: _,
            before,
            was,
        } = self;
        before.carry(map);
        if let Some(was) = was {
            was.carry(map);
        }
    }
}
