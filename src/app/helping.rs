//! Help: what the keys do where it was called from, then everything there is; narrowed by what is typed after `/`.

use super::input::Edit;
use super::keys::in_list;
use super::{Effect, Input, Screen, State};
use crate::keymap::{Action, Mode};

/// Rows that a page key turns.
const PAGE: usize = 10;

/// The help as it is open.
#[derive(Clone, Debug, PartialEq)]
pub struct Helping {
    /// The first row shown.
    pub top: usize,
    /// Where it was called from: the keys there come first.
    pub mode: Mode,
    /// What lay over the page then, to come back to.
    pub from: Box<Screen>,
    /// Only what has these words is shown; everything, if empty.
    pub filter: Input,
    /// Whether they are being typed.
    pub typing: bool,
}

/// Opens it.
pub(super) fn open(state: &mut State) {
    let mode = state.mode();
    let from = Box::new(std::mem::replace(&mut state.screen, Screen::Reading));
    state.screen = Screen::Help(Helping {
        top: 0,
        mode,
        from,
        filter: Input::default(),
        typing: false,
    });
}

/// Opens it with what is said about a word.
pub(super) fn open_about(state: &mut State, word: &str) {
    open(state);
    if let Screen::Help(help) = &mut state.screen {
        help.filter = Input::with(word.to_owned());
    }
}

/// A change to the words.
pub(super) fn edit(state: &mut State, edit: Edit<'_>) {
    if let Screen::Help(help) = &mut state.screen
        && help.typing
        && help.filter.edit(edit)
    {
        help.top = 0;
    }
}

/// A key in it.
pub(super) fn act(state: &mut State, action: Action, count: usize) -> Vec<Effect> {
    let last = state.session.drawn.help_rows;
    let Screen::Help(help) = &mut state.screen else {
        return Vec::new();
    };
    match action {
        Action::Search if !help.typing => help.typing = true,
        // First it takes back what narrows it, then it closes.
        Action::Cancel | Action::Clear if help.typing || !help.filter.text.is_empty() => {
            (help.filter, help.typing, help.top) = (Input::default(), false, 0);
        }
        Action::Accept | Action::Activate if help.typing => help.typing = false,
        Action::Cancel | Action::Accept | Action::Clear | Action::Help | Action::Activate => close(state),
        _ => {
            let action = match action {
                Action::HistoryOlder => Action::ListUp,
                Action::HistoryNewer => Action::ListDown,
                action => action,
            };
            if let Some(top) = in_list(action, help.top, last, count, PAGE) {
                help.top = top;
            }
        }
    }
    Vec::new()
}

fn close(state: &mut State) {
    if let Screen::Help(help) = std::mem::replace(&mut state.screen, Screen::Reading) {
        state.screen = *help.from;
    }
}
