//! The command line: typed in the bottom line, completed from what there is, kept in a history of its own.

pub mod completion;

use super::component::Component;
use crate::app::commands;
use crate::app::document::block_map::{BlockMap, Carry};
use crate::app::input::{Edit, Input, Prompt};
use crate::app::message::Effect;
use crate::app::request::{Request, Requests, requests};
use crate::app::session::History;
use crate::app::state::State;
use crate::keymap::{Action, Mode};
use completion::{Completion, Completions};

/// A command being typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CommandLine {
    /// What is typed; while one of the completions is chosen, with that in it.
    pub prompt: Prompt,
    /// What it could go on as, the likeliest first.
    pub completions: Vec<Completion>,
    /// The chosen one, an index into `completions`.
    pub chosen: Option<usize>,
    /// What was typed before one was chosen.
    typed: String,
    /// The request for files whose answer is still wanted.
    asked: Option<u64>,
    /// Whether to take the first of them as soon as it comes: the completion key was pressed before they were there.
    wanted: bool,
}

impl CommandLine {
    /// Opens the line with something typed on it.
    pub(in crate::app) fn open(state: &mut State, typed: &str) -> (Self, Requests) {
        let mut line = Self {
            prompt: Prompt::with(typed.to_owned()),
            ..Self::default()
        };
        let looked = line.look(state);
        (line, looked)
    }

    fn accept(&self, state: &mut State) -> Requests {
        let text = self.prompt.input.text.trim().to_owned();
        if text.is_empty() {
            return vec![Request::Close];
        }
        History::remember(&mut state.session.history.commands, text.clone());
        vec![Request::Close, Request::Run(text)]
    }

    fn browse(&mut self, state: &mut State, older: bool) -> Requests {
        if self.prompt.browse(&state.session.history.commands, older) {
            self.look(state)
        } else {
            Vec::new()
        }
    }

    /// Looks for what the line could go on as. Files come later, from outside.
    fn look(&mut self, state: &mut State) -> Requests {
        let text = self.prompt.input.text.clone();
        let found = if self.prompt.input.at < text.len() {
            Completions::These(Vec::new())
        } else {
            completion::of(state, &text)
        };
        (self.chosen, self.typed, self.asked, self.wanted) = (None, text, None, false);
        match found {
            Completions::These(completions) => {
                self.completions = completions;
                Vec::new()
            }
            Completions::Files(typed) => {
                // Until the files have come, those that were there before are shown rather than nothing.
                if !self.completions.iter().any(|completion| completion.is_file) {
                    self.completions.clear();
                }
                let request = state.session.requests.next();
                self.asked = Some(request);
                requests([Effect::FindFiles { request, typed }])
            }
        }
    }

    /// Takes in the names of files that complete what is typed, if they answer the last request.
    pub(in crate::app) fn files(&mut self, state: &mut State, request: u64, names: &[String]) -> Requests {
        if self.asked != Some(request) {
            return Vec::new();
        }
        self.asked = None;
        self.completions = completion::files(&self.typed, names);
        if std::mem::take(&mut self.wanted) {
            self.walk(state, true)
        } else {
            Vec::new()
        }
    }

    /// Puts the next of the completions on the line, or the one before; past the last, what was typed. Where there is
    /// only one, it is taken, and what could follow it is looked for.
    fn walk(&mut self, state: &mut State, forward: bool) -> Requests {
        let count = self.completions.len();
        if count == 0 || self.asked.is_some() {
            self.wanted = self.asked.is_some();
            return Vec::new();
        }
        if let [only] = &self.completions[..] {
            let text = only.on(&self.typed) + if only.goes_on && !only.is_file { " " } else { "" };
            if text == self.prompt.input.text {
                return Vec::new();
            }
            self.prompt.input = Input::with(text);
            return self.look(state);
        }
        let places = count + 1;
        let at = self.chosen.map_or(0, |chosen| chosen + 1);
        let to = (at + if forward { 1 } else { count }) % places;
        self.chosen = to.checked_sub(1);
        let text = match self.chosen {
            Some(chosen) => self.completions[chosen].on(&self.typed),
            None => self.typed.clone(),
        };
        self.prompt.input = Input::with(text);
        Vec::new()
    }

    /// The theme that the line names, to be shown while it is typed: an index into
    /// [`Configured::themes`](crate::app::Configured::themes).
    pub(in crate::app) fn theme(&self, state: &State) -> Option<usize> {
        let name = commands::theme_named(&self.prompt.input.text)?;
        let themes = &state.session.configured.themes;
        themes.iter().position(|theme| theme == name)
    }
}

impl Component for CommandLine {
    fn mode(&self) -> Mode {
        Mode::Prompt
    }

    fn edit(&mut self, state: &mut State, edit: Edit<'_>) -> Requests {
        // On an empty line there is nothing left to take back but the line itself.
        if self.prompt.input.text.is_empty() && matches!(edit, Edit::DeleteBackward | Edit::DeleteWord) {
            return vec![Request::Close];
        }
        if self.prompt.edit(edit) {
            self.look(state)
        } else {
            Vec::new()
        }
    }

    fn act(&mut self, state: &mut State, action: Action, _: usize) -> Requests {
        match action {
            Action::Accept | Action::Activate => self.accept(state),
            Action::Cancel | Action::Clear => vec![Request::Close],
            Action::HistoryOlder => self.browse(state, true),
            Action::HistoryNewer => self.browse(state, false),
            Action::CompleteNext => self.walk(state, true),
            Action::CompletePrevious => self.walk(state, false),
            _ => Vec::new(),
        }
    }
}

impl Carry for CommandLine {
    fn carry(&mut self, _: &BlockMap<'_>) {
        let Self {
            prompt: _,
            completions: _,
            chosen: _,
            typed: _,
            asked: _,
            wanted: _,
        } = self;
    }
}
