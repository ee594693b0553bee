//! The application without its terminal: what is on the screen and why, and what a key, a click or a finished piece of
//! work changes.
//!
//! Knows no terminal library, no file and no clock. A [`Message`] comes in, an [`Effect`] goes out. Taking in a message
//! costs the screen and not the article; only a new version of the article, or of what was found in it, costs a look at
//! every block.
//!
//! A [`session`] is one run of the program, a [`document`] one open article with all state about it. Together they are
//! the [`State`]. `actions` change it; [`panes`] and [`overlay`]s show it. A component that lies over the page answers
//! a key with requests, and `keys` grants them.

mod actions;
mod commands;
mod dead_keys;
mod direction;
pub mod document;
mod going;
pub mod input;
mod keys;
pub mod list;
pub mod message;
mod mouse;
pub mod overlay;
pub mod panes;
mod request;
pub mod search;
pub mod seen;
pub mod session;
mod settling;
mod state;
mod versions;
mod words;

use std::sync::Arc;

use crate::article::Article;
use crate::keymap::Mode;
pub use crate::settings::Settings;
use actions::{
    comparing, configuring, following, ordering, placing, recalling, repeats, searching, selecting, tracking, turning,
};
pub use actions::{comparing::NEIGHBOURS, recalling::Kept};
use document::following::OlderPages;
pub use document::place::Place;
pub use document::search::SearchState;
pub use message::{Compared, CopyForm, Effect, Followed, Message, Mouse, MouseKind, Turned};
use overlay::article_list::{self, ArticleList};
use overlay::component::Context;
use overlay::hits::HitList;
pub use overlay::{Overlay, Overlays};
use session::area::Size;
pub use session::configured::{Configured, Suited};
pub use session::notice::{Notice, Work};
pub use session::{Focus, PendingKeys};
pub use state::State;
pub use versions::differing;
pub use words::{count as count_words, in_thousands, in_words as words_in_words};

/// The whole application.
#[derive(Clone, Debug)]
pub struct App {
    /// The session and the document.
    pub state: State,
    /// What lies over the page.
    pub overlays: Overlays,
}

impl App {
    /// Starts at the top of an article, before its repeats are known.
    pub fn new(article: Arc<Article>, configured: Configured, settings: Settings, size: Size) -> Self {
        let mut state = State::new(article, configured, settings, size);
        settling::begin(&mut state);
        Self {
            state,
            overlays: Overlays::default(),
        }
    }

    /// Where keys go.
    pub fn mode(&self) -> Mode {
        self.overlays
            .top()
            .map_or_else(|| self.state.mode_under(), Overlay::mode)
    }

    /// The theme to draw with, an index into [`Configured::themes`]: the one that is being chosen or typed, if any.
    pub fn theme(&self) -> usize {
        let previewed = match self.overlays.top() {
            Some(Overlay::Themes(themes)) => Some(themes.list.selected),
            Some(Overlay::Command(line)) => line.theme(&self.state),
            _ => None,
        };
        previewed.unwrap_or_else(|| self.state.theme_set())
    }
}

/// Takes in one message: changes the state, and returns what is to be done in the world.
pub fn update(app: &mut App, message: Message) -> Vec<Effect> {
    if let Message::Seen { millis } = message {
        // It changes nothing that is laid out.
        tracking::seen(&mut app.state, millis, app.overlays.is_empty());
        return Vec::new();
    }
    let (shape, place) = (app.state.shape(), app.state.document.place);
    let wanted_end = app.state.document.keeping.want_end;
    let by_hand = matches!(message, Message::Key(_) | Message::Mouse(_));
    let mut effects = Vec::new();
    if by_hand {
        // The reader does something: what has waited may move the page now.
        for news in following::waiting(&mut app.state) {
            effects.extend(versions::show_followed(app, news));
        }
    }
    effects.extend(dispatch(app, message));
    ordering::follow(&mut app.state);
    if by_hand && app.state.document.place != place && app.overlays.is_empty() {
        gone_elsewhere(&mut app.state, wanted_end);
    }
    let requests = app.overlays.follow(&mut app.state);
    effects.extend(keys::grant(app, requests));
    let state = &mut app.state;
    let moved = state.document.place != place;
    if !moved && state.shape() != shape {
        placing::restore(state, state.document.keeping.held);
    }
    settling::settle(state);
    following::see(state);
    if moved {
        state.document.keeping.held = state.document.place;
    }
    effects
}

/// The reader has moved on: a place that was still to be gone to is given up.
fn gone_elsewhere(state: &mut State, wanted_end: bool) {
    if wanted_end {
        state.document.keeping.want_end = false;
    }
    if let Some(search) = &mut state.document.search {
        search.seeking = None;
    }
}

fn dispatch(app: &mut App, message: Message) -> Vec<Effect> {
    let App { state, overlays } = &mut *app;
    match message {
        Message::Key(key) => return keys::press(app, key),
        Message::Paste(text) => return keys::paste(app, &text),
        Message::Mouse(mouse) => return mouse::act(app, mouse),
        Message::Resize(size) => state.session.size = size,
        Message::Article { article, more } => return versions::arrive(app, &article, more),
        Message::ReadAgain { article, said } => {
            let effects = versions::arrive(app, &article, false);
            app.state.tell(said);
            return effects;
        }
        Message::FileChanged(number) if number == state.session.library.at => {
            let article = Arc::clone(&state.document.article);
            return vec![Effect::Reload { number, article }];
        }
        Message::Follow => return vec![following::toggle(state)],
        Message::Followed(news) => return versions::followed(app, *news),
        Message::OlderPosts { number, there } if number == state.session.library.at => {
            state.document.following.older = if there { OlderPages::There } else { OlderPages::None };
        }
        Message::FileChanged(_) | Message::OlderPosts { .. } => {}
        Message::Turned(turned) => return turn(app, turned),
        Message::Known { articles, all } => {
            let library = &mut state.session.library;
            library.all = all;
            library.grow(articles);
            if article_list::is_needless(state) {
                overlays.retain(&mut state.session, |layer| !matches!(layer, Overlay::Articles(_)));
            }
            return comparing::ask(state).into_iter().collect();
        }
        Message::Choose { absent } => {
            overlays.open(Overlay::Articles(ArticleList::default()), &mut state.session);
            let ask = absent.then(|| state.session.library.ask(0, None));
            return ask.into_iter().collect();
        }
        Message::Counted(counted) => article_list::counted(&mut state.session, counted),
        Message::Listed { from, articles } => article_list::listed(&mut state.session, from, &articles),
        Message::Compared(compared) => comparing::arrive(state, compared),
        Message::Recalled { article, recalled } => recalling::arrive(state, &article, recalled),
        Message::Folding { article, folding } => {
            repeats::arrive(state, &article, folding);
            for layer in overlays.layers_mut() {
                if let Overlay::Picker(picker) = layer {
                    picker.outdate();
                }
            }
        }
        Message::Opened(article) => return vec![state.session.library.ask(article, None)],
        Message::Progress(work) => state.session.work = work,
        Message::Fetching(how_far) => state.session.library.fetching = how_far,
        Message::Unreadable { article, words } => {
            state.session.notice = Some(Notice::Failed(words.clone()));
            state.session.library.unreadable = Some((article, words));
        }
        Message::Notice(notice) => state.session.notice = Some(notice),
        Message::Configured(new) => return configuring::arrive(state, *new),
        Message::Light(light) => state.session.configured.suited.on_light = light,
        Message::Resumed => return vec![Effect::Redraw],
        Message::NotOpened { target, why } => return vec![overlay::links::copy(&mut state.session, &target, &why)],
        answer => return answered(app, answer),
    }
    Vec::new()
}

/// An answer to what a component has asked for.
fn answered(app: &mut App, message: Message) -> Vec<Effect> {
    let App { state, overlays } = &mut *app;
    let requests = match message {
        Message::Matches {
            request,
            matches,
            state: how,
        } => {
            take_matches(app, (request, matches, how));
            return Vec::new();
        }
        Message::Ranked { request, found, over } => overlays.answer(|layer| match layer {
            Overlay::Picker(picker) => picker.arrive((request, Arc::clone(&found), over)),
            Overlay::Articles(list) => list.arrive(&mut Context::new(state), (request, Arc::clone(&found), over)),
            _ => Vec::new(),
        }),
        Message::Found {
            request,
            found,
            searched,
            over,
        } => {
            HitList::arrive(&mut state.session, request, found, searched, over);
            return Vec::new();
        }
        Message::Versions { request, found } => overlays.answer(|layer| match layer {
            Overlay::Versions(list) => list.arrive(state, request, found.clone()),
            _ => Vec::new(),
        }),
        Message::VersionsCompared { request, found } => overlays.answer(|layer| match layer {
            Overlay::Versions(list) => list.compared(state, request, found.clone()),
            _ => Vec::new(),
        }),
        Message::Files { request, names } => overlays.answer(|layer| match layer {
            Overlay::Command(line) => line.files(&mut Context::new(state), request, &names),
            _ => Vec::new(),
        }),
        _ => return Vec::new(),
    };
    keys::grant(app, requests)
}

/// Matches of the search have been found.
fn take_matches(app: &mut App, answer: searching::Answer) {
    let App { state, overlays } = app;
    let typing_from = overlays.layers_mut().find_map(|layer| match layer {
        Overlay::Search(prompt) => Some(prompt.before),
        _ => None,
    });
    let went = searching::arrive(state, answer, typing_from);
    if went && overlays.is_empty() {
        selecting::to_match(state);
    }
    for layer in overlays.layers_mut() {
        if let Overlay::Picker(picker) = layer {
            picker.take_matches(state);
        }
    }
}

/// Opens another article, if it was asked for.
fn turn(app: &mut App, turned: Turned) -> Vec<Effect> {
    let App { state, overlays } = app;
    if state.session.library.asked != Some(turned.to) {
        return Vec::new();
    }
    let mut previewed_from = None;
    for layer in overlays.layers_mut() {
        match layer {
            Overlay::Picker(picker) => previewed_from = Some(picker.before),
            Overlay::Search(_) | Overlay::Command(_) => state.session.focus = Focus::Page,
            _ => {}
        }
    }
    // What is typed or chosen from is of the article before.
    overlays.retain(&mut state.session, |layer| match layer {
        Overlay::Help(_) | Overlay::Themes(_) => true,
        Overlay::Articles(list) => list.opening != Some(turned.to),
        Overlay::Hits(list) => list.opening != Some(turned.to),
        _ => false,
    });
    if let Some(before) = previewed_from {
        // What was being shown while something was chosen is not where the reader was.
        placing::restore(state, before);
    }
    let mut effects = turning::arrive(state, turned);
    effects.extend(comparing::ask(state));
    effects
}
