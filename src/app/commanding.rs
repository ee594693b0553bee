//! The command line: typed in the status line, completed from what there is, kept in a history of its own.

use super::input::{self, Edit};
use super::offers::{self, Offers};
use super::{Effect, Input, Offer, Screen, State, commands};
use crate::keymap::Action;

/// The most lines kept in the history.
const MOST_HISTORY: usize = 100;

/// A command being typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Commanding {
    /// What is typed; while one of the offers is chosen, with that in it.
    pub input: Input,
    /// What it could go on as, the likeliest first.
    pub offers: Vec<Offer>,
    /// The chosen one, an index into `offers`.
    pub chosen: Option<usize>,
    /// What was typed before one was chosen.
    pub typed: String,
    /// The request for files whose answer is still wanted; 0 if none is.
    pub asked: u64,
    /// Whether the first of them is to be taken when it comes: whoever knows the name does not wait for it.
    pub wanted: bool,
    /// How many lines back in the history the input is; 0 is what was typed.
    pub older: usize,
    /// What was typed before going back in the history.
    pub draft: String,
}

/// Opens the line with something typed on it.
pub(super) fn open(state: &mut State, typed: &str) -> Vec<Effect> {
    state.screen = Screen::Commanding(Commanding {
        input: Input::with(typed.to_owned()),
        ..Commanding::default()
    });
    look(state)
}

/// A change to what is typed.
pub(super) fn edit(state: &mut State, edit: Edit<'_>) -> Vec<Effect> {
    let Screen::Commanding(line) = &mut state.screen else {
        return Vec::new();
    };
    // On an empty line there is nothing left to take back but the line itself.
    if line.input.text.is_empty() && matches!(edit, Edit::DeleteBackward | Edit::DeleteWord) {
        state.screen = Screen::Reading;
        return Vec::new();
    }
    if !line.input.edit(edit) {
        return Vec::new();
    }
    line.older = 0;
    look(state)
}

/// A key on the line.
pub(super) fn act(state: &mut State, action: Action) -> Vec<Effect> {
    match action {
        Action::Accept | Action::Activate => accept(state),
        Action::Cancel | Action::Clear => {
            state.screen = Screen::Reading;
            Vec::new()
        }
        Action::HistoryOlder => browse(state, true),
        Action::HistoryNewer => browse(state, false),
        Action::CompleteNext => walk(state, true),
        Action::CompletePrevious => walk(state, false),
        _ => Vec::new(),
    }
}

fn accept(state: &mut State) -> Vec<Effect> {
    let Screen::Commanding(line) = std::mem::replace(&mut state.screen, Screen::Reading) else {
        return Vec::new();
    };
    let text = line.input.text.trim().to_owned();
    if text.is_empty() {
        return Vec::new();
    }
    let history = &mut state.session.history.commands;
    history.retain(|old| *old != text);
    history.push(text.clone());
    if history.len() > MOST_HISTORY {
        history.remove(0);
    }
    commands::run(state, &text)
}

fn browse(state: &mut State, older: bool) -> Vec<Effect> {
    let Screen::Commanding(line) = &mut state.screen else {
        return Vec::new();
    };
    let moved = input::browse(
        &state.session.history.commands,
        older,
        (&mut line.older, &mut line.draft),
        &mut line.input,
    );
    if moved { look(state) } else { Vec::new() }
}

/// Looks for what the line could go on as. Files come later, from outside.
fn look(state: &mut State) -> Vec<Effect> {
    let Screen::Commanding(line) = &state.screen else {
        return Vec::new();
    };
    let text = line.input.text.clone();
    let found = if line.input.at < text.len() {
        Offers::These(Vec::new())
    } else {
        offers::of(state, &text)
    };
    let (offers, files) = match found {
        Offers::These(offers) => (offers, None),
        Offers::Files(typed) => (Vec::new(), Some(typed)),
    };
    let asked = if files.is_some() {
        state.session.requests.next()
    } else {
        0
    };
    if let Screen::Commanding(line) = &mut state.screen {
        // Until the files have come, those that were there before are shown rather than nothing.
        let stay = files.is_some() && line.offers.iter().any(|offer| offer.is_file);
        if !stay {
            line.offers = offers;
        }
        (line.chosen, line.typed, line.asked, line.wanted) = (None, text, asked, false);
    }
    let ask = |typed| Effect::FindFiles { request: asked, typed };
    files.map(ask).into_iter().collect()
}

/// Takes in the names of files that could go on what is typed, if they answer the last request.
pub(super) fn files(state: &mut State, request: u64, names: &[String]) -> Vec<Effect> {
    let Screen::Commanding(line) = &mut state.screen else {
        return Vec::new();
    };
    if line.asked != request {
        return Vec::new();
    }
    line.asked = 0;
    line.offers = offers::files(&line.typed, names);
    if std::mem::take(&mut line.wanted) {
        walk(state, true)
    } else {
        Vec::new()
    }
}

/// Puts the next of the offers on the line, or the one before; past the last, what was typed. Where there is only one,
/// it is taken, and what could follow it is offered.
fn walk(state: &mut State, forward: bool) -> Vec<Effect> {
    let Screen::Commanding(line) = &mut state.screen else {
        return Vec::new();
    };
    let count = line.offers.len();
    if count == 0 || line.asked > 0 {
        line.wanted = line.asked > 0;
        return Vec::new();
    }
    if let [only] = &line.offers[..] {
        let text = only.on(&line.typed) + if only.goes_on && !only.is_file { " " } else { "" };
        if text == line.input.text {
            return Vec::new();
        }
        line.input = Input::with(text);
        return look(state);
    }
    let places = count + 1;
    let at = line.chosen.map_or(0, |chosen| chosen + 1);
    let to = (at + if forward { 1 } else { count }) % places;
    line.chosen = to.checked_sub(1);
    let text = match line.chosen {
        Some(chosen) => line.offers[chosen].on(&line.typed),
        None => line.typed.clone(),
    };
    line.input = Input::with(text);
    Vec::new()
}

impl State {
    /// The theme that the command line names, to be shown while it is typed: an index into [`State::themes`].
    pub(super) fn theme_typed(&self) -> Option<usize> {
        let Screen::Commanding(line) = &self.screen else {
            return None;
        };
        let name = commands::theme_named(&line.input.text)?;
        self.session.configured.themes.iter().position(|theme| theme == name)
    }
}
