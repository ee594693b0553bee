//! The reader's mind: what is on the screen and why, and what a key, a click or a finished piece of work changes.
//!
//! Knows no terminal library, no file and no clock. Everything enters as a [`Message`]; what is to be done in the
//! world leaves as an [`Effect`]. Taking in a message costs the screen and not the article; only a new version of
//! the article, or what was found in it, costs a look at every block.

pub mod area;
mod articles;
mod boilerplate;
mod commanding;
mod commands;
mod configuring;
mod copying;
mod crediting;
pub mod document;
mod elsewhere;
mod folding;
pub mod goals;
mod helping;
mod input;
mod jumps;
mod keys;
pub mod links;
pub mod list;
pub mod listing;
pub mod map;
mod marks;
mod message;
mod mouse;
mod moving;
pub mod news;
mod offers;
mod order;
mod picking;
mod place;
pub mod progress;
pub mod ranking;
pub mod reading;
mod recalling;
mod screen;
pub mod search;
mod searching;
mod selecting;
pub mod session;
pub mod sidebar;
mod state;
mod stepping;
mod themes;
pub mod timeline;
mod versions;
pub mod visits;
mod writing;

pub use crate::settings::Settings;
use area::Area;
pub use articles::{Articles, Turned};
pub use commanding::Commanding;
pub use copying::{in_words as words_in_words, words as count_words};
pub use elsewhere::{Compared, Comparing, NEIGHBOURS};
pub use helping::Helping;
pub use marks::{Mark, Marks};
pub use message::{Configured, Effect, Form, Message, Mouse, MouseKind};
pub use offers::Offer;
pub use order::Posts;
pub use picking::PickerAreas;
pub use recalling::{Kept, Recalling};
pub use screen::{
    Focus, Input, Jump, Jumps, Notice, Pending, Picking, Place, Screen, Search, SearchState, Searching, Sidebar, Work,
};
pub use selecting::{Selection, Unit};
pub use state::State;
pub use versions::differing;
pub use writing::Writing;

/// Themes that suit the terminal: indices into [`State::themes`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Suited {
    /// The one for a light screen.
    pub light: usize,
    /// The one for a dark screen.
    pub dark: usize,
    /// Whether the terminal's screen is light, as far as it has told.
    pub on_light: bool,
}

/// Where the box over the page stands, for those who click on it; all empty where there is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Over {
    /// The box with its border.
    pub outside: Area,
    /// The lines of the list in it that can be chosen.
    pub list: Area,
    /// The list's first line that is shown, counted from 0.
    pub first: usize,
}

/// Takes one message in: changes the state, and says what is to be done.
pub fn update(state: &mut State, message: Message) -> Vec<Effect> {
    let (shape, place) = (state.shape(), state.document.place);
    let wanted_end = state.document.keeping.want_end;
    let by_hand = matches!(message, Message::Key(_) | Message::Mouse(_));
    let mut effects = dispatch(state, message);
    order::follow(state);
    timeline::follow(state);
    if by_hand && state.document.place != place && state.screen == Screen::Reading {
        gone_elsewhere(state, wanted_end);
    }
    if state.document.place != place {
        place::settle(state);
        state.document.keeping.held = state.document.place;
    } else if state.shape() != shape {
        let held = state.document.keeping.held;
        place::restore(state, held);
        place::settle(state);
    } else {
        place::settle(state);
    }
    effects.extend(listing::settle(state));
    effects
}

/// The reader has moved: what was still to come and to be gone to is not gone to any more.
fn gone_elsewhere(state: &mut State, wanted_end: bool) {
    if wanted_end {
        state.document.keeping.want_end = false;
    }
    if let Some(search) = &mut state.document.search {
        search.seeking = None;
    }
}

fn dispatch(state: &mut State, message: Message) -> Vec<Effect> {
    match message {
        Message::Key(key) => return keys::press(state, key),
        Message::Paste(text) => return keys::paste(state, &text),
        Message::Mouse(mouse) => return mouse::act(state, mouse),
        Message::Resize(size) => state.session.size = size,
        Message::Article { article, more } => {
            return versions::arrive(state, article, more);
        }
        Message::ReadAgain { article, said } => {
            let effects = versions::arrive(state, article, false);
            state.tell(said);
            return effects;
        }
        Message::Turned(turned) => {
            let mut effects = articles::arrive(state, turned);
            effects.extend(elsewhere::ask(state));
            return effects;
        }
        Message::Known { articles, all } => {
            state.session.library.known = articles.max(state.session.library.at + 1);
            state.session.library.all = all;
            listing::close_if_alone(state);
            return elsewhere::ask(state).into_iter().collect();
        }
        Message::Choose { absent } => return listing::choose_first(state, absent),
        Message::Listed { from, articles } => return listing::listed(state, from, &articles),
        Message::Counted(counted) => listing::counted(state, counted),
        Message::Filtered { request, found, done } => return listing::arrive(state, request, found, done),
        Message::Compared(compared) => elsewhere::arrive(state, compared),
        Message::Recalled { article, recalled } => recalling::arrive(state, &article, recalled),
        Message::Folding { article, folding } => folding::arrive(state, &article, folding),
        Message::Matches {
            request,
            matches,
            state: how,
        } => {
            searching::arrive(state, request, matches, how);
            return picking::take_matches(state);
        }
        Message::Ranked { request, found, over } => return picking::arrive(state, request, found, over),
        Message::NotOpened { target, why } => return links::copy(state, &target, &why),
        Message::Files { request, names } => return commanding::files(state, request, &names),
        Message::Opened(article) => return vec![articles::ask(state, article, None)],
        Message::Progress(work) => state.session.work = work,
        Message::Seen { millis } => crediting::seen(state, millis),
        Message::Notice(notice) => state.session.notice = Some(notice),
        Message::Configured(new) => return configuring::arrive(state, *new),
        Message::Light(light) => state.session.configured.suited.on_light = light,
        Message::Resumed => return vec![Effect::Redraw],
    }
    Vec::new()
}
