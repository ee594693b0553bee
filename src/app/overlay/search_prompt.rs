//! The search prompt: the page shows the first match while the pattern is typed.

use std::sync::Arc;

use super::component::Component;
use crate::app::actions::{jumping, placing, searching, selecting};
use crate::app::document::block_map::{BlockMap, Carry};
use crate::app::document::place::Place;
use crate::app::document::search::{Search, SearchState};
use crate::app::input::{Edit, Prompt};
use crate::app::message::Effect;
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
    /// Opens the prompt.
    pub(in crate::app) fn open(state: &mut State, backward: bool) -> Self {
        Self {
            prompt: Prompt::default(),
            backward,
            filters: false,
            before: state.document.place,
            was: state.document.search.take().map(Box::new),
        }
    }

    /// To show only the paragraphs that match.
    pub(in crate::app) fn filtering(self) -> Self {
        Self { filters: true, ..self }
    }

    /// Starts the search for what is typed now. With nothing typed there is no search, and the page is where it was.
    fn typed(&self, state: &mut State) -> Requests {
        let pattern = self.prompt.input.text.clone();
        if pattern.is_empty() {
            searching::close_opened(state);
            state.document.search = None;
            placing::restore(state, self.before);
            return vec![Effect::StopSearch.into()];
        }
        let document = &mut state.document;
        let here = document.article.blocks().get(self.before.top.anchor.block.index());
        let from = here.map_or(0, |_| document.article.byte_of(self.before.top.anchor));
        let request = state.session.requests.next();
        document.search = Some(Search {
            pattern: pattern.clone(),
            request,
            matches: Arc::from([]),
            state: SearchState::Running,
            current: None,
            backward: self.backward,
            seeking: Some(from),
            filters: false,
            opened: document.search.as_ref().and_then(|search| search.opened),
        });
        let article = Arc::clone(&document.article);
        let search = Effect::Search {
            request,
            pattern,
            article,
        };
        vec![search.into()]
    }

    fn accept(&mut self, state: &mut State) -> Requests {
        if self.prompt.input.text.is_empty() {
            return self.cancel(state);
        }
        state.session.focus = Focus::Page;
        let pattern = self.prompt.input.text.clone();
        History::remember(&mut state.session.history.searches, pattern);
        jumping::push_place(state, self.before);
        selecting::to_match(state);
        searching::say_if_in_vain(state);
        if self.filters {
            return vec![Request::Close, Request::Perform(Action::FilterMatches, None)];
        }
        vec![Request::Close]
    }

    fn cancel(&mut self, state: &mut State) -> Requests {
        searching::close_opened(state);
        placing::restore(state, self.before);
        state.document.search = self.was.take().map(|was| *was);
        let running = |search: &Search| search.state == SearchState::Running;
        let again = if state.document.search.as_ref().is_some_and(running) {
            searching::again(state)
        } else {
            None
        };
        vec![Request::Close, again.unwrap_or(Effect::StopSearch).into()]
    }

    fn browse(&mut self, state: &mut State, older: bool) -> Requests {
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

    fn edit(&mut self, state: &mut State, edit: Edit<'_>) -> Requests {
        if self.prompt.edit(edit) {
            self.typed(state)
        } else {
            Vec::new()
        }
    }

    fn act(&mut self, state: &mut State, action: Action, _: usize) -> Requests {
        match action {
            Action::Accept | Action::Activate => self.accept(state),
            Action::Cancel | Action::Clear => self.cancel(state),
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
