//! The command line: typed in the bottom line, completed from what there is, kept in a history of its own.

pub mod completion;

use super::boxes::{BoxPlace, BoxShape};
use super::component::{Component, Context};
use crate::app::commands;
use crate::app::document::block_map::{BlockMap, Carry};
use crate::app::input::{Edit, Input, Prompt};
use crate::app::list::{Clicked, List};
use crate::app::message::Effect;
use crate::app::request::{Request, Requests, requests};
use crate::app::session::History;
use crate::app::state::State;
use crate::keymap::{Action, Mode};
use completion::{Completion, Completions};

/// A command being typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CommandLine {
    /// What is typed; while one of the completions is chosen, with that in it.
    pub prompt: Prompt,
    /// What it could go on as, the likeliest first.
    pub completions: Vec<Completion>,
    /// The list of those.
    pub list: List,
    /// Whether the one that is chosen in the list stands on the line.
    pub taken: bool,
    /// What was typed before one was chosen.
    typed: String,
    /// The request for files whose answer is still wanted.
    asked: Option<u64>,
    /// Whether to take the first of them as soon as it comes: the completion key was pressed before they were there.
    wanted: bool,
}

impl CommandLine {
    /// Opens the line with something typed on it.
    pub(in crate::app) fn open(state: &mut Context<'_>, typed: &str) -> (Self, Requests) {
        let mut line = Self {
            prompt: Prompt::with(typed.to_owned()),
            ..Self::default()
        };
        let looked = line.look(state);
        (line, looked)
    }

    fn accept(&self, state: &mut Context<'_>) -> Requests {
        let text = self.prompt.input.text.trim().to_owned();
        if text.is_empty() {
            return vec![Request::Close];
        }
        History::remember(&mut state.session_mut().history.commands, text.clone());
        vec![Request::Close, Request::Run(text)]
    }

    fn browse(&mut self, state: &mut Context<'_>, older: bool) -> Requests {
        if self.prompt.browse(&state.session.history.commands, older) {
            self.look(state)
        } else {
            Vec::new()
        }
    }

    /// Looks for what the line could go on as. Files come later, from outside.
    fn look(&mut self, state: &mut Context<'_>) -> Requests {
        let text = self.prompt.input.text.clone();
        let found = if self.prompt.input.at < text.len() {
            Completions::These(Vec::new())
        } else {
            completion::of(state, &text)
        };
        (self.typed, self.asked, self.wanted) = (text, None, false);
        self.taken = false;
        match found {
            Completions::These(completions) => {
                self.offer(completions);
                Vec::new()
            }
            Completions::Files(typed) => {
                // Until the files have come, those that were there before are shown rather than nothing.
                if !self.completions.iter().any(|completion| completion.is_file) {
                    self.offer(Vec::new());
                }
                let request = state.session_mut().requests.next();
                self.asked = Some(request);
                requests([Effect::FindFiles { request, typed }])
            }
        }
    }

    fn offer(&mut self, completions: Vec<Completion>) {
        self.list = List::new(completions.len(), 0);
        self.completions = completions;
    }

    /// Rows of the band.
    fn rows(&self, state: &State) -> usize {
        let inside = self.shape(state).map(|shape| shape.inside(state.session.size));
        inside.map_or(0, |inside| usize::from(inside.height))
    }

    /// The completion that stands on the line.
    pub fn chosen(&self) -> Option<usize> {
        self.list.chosen().filter(|_| self.taken)
    }

    /// Puts the one that is chosen in the list on the line.
    fn put(&mut self) {
        self.taken = true;
        if let Some(completion) = self.completions.get(self.list.selected) {
            self.prompt.input = Input::with(completion.on(&self.typed));
        }
    }

    /// Takes in the names of files that complete what is typed, if they answer the last request.
    pub(in crate::app) fn files(&mut self, state: &mut Context<'_>, request: u64, names: &[String]) -> Requests {
        if self.asked != Some(request) {
            return Vec::new();
        }
        self.asked = None;
        self.offer(completion::files(&self.typed, names));
        if std::mem::take(&mut self.wanted) {
            self.walk(state, true)
        } else {
            Vec::new()
        }
    }

    /// Puts the next of the completions on the line, or the one before; past the last, what was typed. Where there is
    /// only one, it is taken, and what could follow it is looked for.
    fn walk(&mut self, state: &mut Context<'_>, forward: bool) -> Requests {
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
        let at = self.chosen().map_or(0, |chosen| chosen + 1);
        match (at + if forward { 1 } else { count }) % places {
            0 => {
                self.list.choose(0);
                self.taken = false;
                self.prompt.input = Input::with(self.typed.clone());
            }
            to => {
                self.list.choose(to - 1);
                self.put();
            }
        }
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

    fn edit(&mut self, state: &mut Context<'_>, edit: Edit<'_>) -> Requests {
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

    /// A band above the bottom line, while there is anything to show in it.
    fn shape(&self, state: &State) -> Option<BoxShape> {
        /// Rows at most.
        const ROWS: u16 = 12;
        let (body, screen) = (state.areas().body(state.session.size), state.session.size);
        // A row of the page is left to be seen.
        let room = BoxShape::new(BoxPlace::Band(body), 0, usize::from(body.height)).inside(screen);
        let most = (body.height * 2 / 3)
            .max(1)
            .min(room.height.saturating_sub(1))
            .min(ROWS);
        let rows = self.completions.len().min(usize::from(most));
        (rows > 0).then(|| BoxShape::new(BoxPlace::Band(body), 0, rows))
    }

    fn click(&mut self, state: &mut Context<'_>, _: usize, row: usize) -> Requests {
        let rows = self.rows(state);
        match self.list.click(row, rows) {
            Some(Clicked::Taken) if self.taken => return self.accept(state),
            Some(_) => self.put(),
            None => {}
        }
        Vec::new()
    }

    fn act(&mut self, state: &mut Context<'_>, action: Action, count: usize) -> Requests {
        match action {
            Action::Accept | Action::Activate => self.accept(state),
            Action::Cancel | Action::Clear => vec![Request::Close],
            Action::HistoryOlder => self.browse(state, true),
            Action::HistoryNewer => self.browse(state, false),
            Action::CompleteNext => self.walk(state, true),
            Action::CompletePrevious => self.walk(state, false),
            _ => {
                let page = self.rows(state);
                if self.list.act(action, count, page) {
                    self.put();
                }
                Vec::new()
            }
        }
    }
}

impl Carry for CommandLine {
    fn carry(&mut self, _: &BlockMap<'_>) {
        let Self {
            prompt: _,
            completions: _,
            list: _,
            taken: _,
            typed: _,
            asked: _,
            wanted: _,
        } = self;
    }
}
