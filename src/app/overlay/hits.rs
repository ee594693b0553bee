//! The list of hits: words that are looked for in all open articles while they are typed, and the paragraphs that have
//! all of them.
//!
//! Enter goes to the chosen one, and the words are searched for there, so that they are lit and the next one is a key
//! away. The list stays as it was left.

use std::sync::Arc;

use super::boxes::{BoxPlace, BoxShape};
use super::component::{Component, Context};
use crate::app::document::block_map::{BlockMap, Carry};
use crate::app::document::search::Query;
use crate::app::input::{Edit, Input};
use crate::app::list::Clicked;
use crate::app::message::Effect;
use crate::app::request::{Request, Requests, requests};
use crate::app::session::hits::{Hit, Hits, MAX_HITS};
use crate::app::session::library::Aim;
use crate::app::session::{Focus, Session};
use crate::app::state::State;
use crate::app::words::in_thousands;
use crate::keymap::{Action, Mode};
use crate::matching::Words;
use crate::matching::words::as_pattern;

/// The widest box.
const COLUMNS: u16 = 132;
/// Rows above the list: what is typed.
const HEAD: u16 = 1;

/// The list of hits while it is open; what it lists is the library's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HitList {
    /// The article of the chosen hit, while it is still being opened.
    pub opening: Option<usize>,
}

impl HitList {
    /// Opens the list and looks for words; for nothing, as it was left.
    pub(in crate::app) fn open(state: &mut Context<'_>, words: &str) -> (Self, Requests) {
        let hits = &mut state.session_mut().library.hits;
        if !words.is_empty() && words != hits.list.input.text {
            hits.list.input = Input::with(words.to_owned());
        } else if hits.over {
            return (Self::default(), Vec::new());
        }
        let asked = ask(state);
        (Self::default(), asked)
    }

    /// Takes in further hits.
    pub(in crate::app) fn arrive(session: &mut Session, request: u64, found: Vec<Hit>, searched: usize, over: bool) {
        let hits = &mut session.library.hits;
        if hits.request != request {
            return;
        }
        hits.found.extend(found);
        let is_full = hits.found.len() >= MAX_HITS;
        hits.found.truncate(MAX_HITS);
        (hits.searched, hits.over) = (searched, over || is_full);
        let count = hits.found.len();
        hits.list.grow(count);
    }

    /// Goes to the chosen hit. The list stays open until its article is there.
    fn take(&mut self, state: &mut Context<'_>) -> Requests {
        let Hits { list, found, .. } = &state.session.library.hits;
        let Some(hit) = list.chosen().and_then(|chosen| found.get(chosen)) else {
            return Vec::new();
        };
        let (number, block, offset) = (hit.article, hit.block, hit.offset);
        let pattern = as_pattern(&list.input.text);
        let is_here = number == state.session.library.at && !state.document.article.blocks().is_empty();
        let here = state.document.article.blocks().get(block.index());
        let seeking = here.filter(|_| is_here).map(|here| here.text.start + offset);
        let search = Request::Search(Query {
            pattern,
            backward: false,
            seeking,
        });
        if !is_here {
            self.opening = Some(number);
            let library = &mut state.session_mut().library;
            return vec![search, library.ask(number, Some(Aim::Hit(block, offset))).into()];
        }
        state.session_mut().focus = Focus::Page;
        let remember = Request::Remember(state.document.place);
        vec![Request::Close, Effect::StopFinding.into(), remember, search]
    }
}

/// Looks for what is typed.
fn ask(state: &mut Context<'_>) -> Requests {
    let request = state.session_mut().requests.next();
    let (at, article) = (state.session.library.at, Arc::clone(&state.document.article));
    let hits = &mut state.session_mut().library.hits;
    let words = hits.list.input.text.clone();
    *hits = Hits {
        list: std::mem::take(&mut hits.list),
        request,
        ..Hits::default()
    };
    hits.list.exchange(0, 0);
    hits.list.choose(0);
    if words.trim().is_empty() {
        hits.over = true;
        return requests([Effect::StopFinding]);
    }
    if let Err(why) = Words::parse(&words) {
        (hits.wrong, hits.over) = (Some(why), true);
        return requests([Effect::StopFinding]);
    }
    requests([Effect::Find {
        request,
        words,
        at,
        article,
    }])
}

impl Component for HitList {
    fn mode(&self) -> Mode {
        Mode::Picker
    }

    fn shape(&self, state: &State) -> Option<BoxShape> {
        let rows = usize::from(state.session.size.height);
        Some(BoxShape::new(BoxPlace::Centre, COLUMNS, rows))
    }

    fn edit(&mut self, state: &mut Context<'_>, edit: Edit<'_>) -> Requests {
        if state.session_mut().library.hits.list.edit(edit) {
            ask(state)
        } else {
            Vec::new()
        }
    }

    fn act(&mut self, state: &mut Context<'_>, action: Action, count: usize) -> Requests {
        match action {
            Action::Accept | Action::Activate => self.take(state),
            Action::Cancel | Action::Clear => {
                if self.opening.is_some() {
                    state.session_mut().library.forget();
                }
                vec![Request::Close, Effect::StopFinding.into()]
            }
            _ => {
                let page = state.hit_rows();
                state.session_mut().library.hits.list.act(action, count, page);
                Vec::new()
            }
        }
    }

    fn click(&mut self, state: &mut Context<'_>, _: usize, row: usize) -> Requests {
        let rows = state.hit_rows();
        let Some(row) = row.checked_sub(usize::from(HEAD)) else {
            return Vec::new();
        };
        match state.session_mut().library.hits.list.click(row, rows) {
            Some(Clicked::Taken) => self.take(state),
            _ => Vec::new(),
        }
    }
}

impl Carry for HitList {
    fn carry(&mut self, _: &BlockMap<'_>) {
        let Self { opening: _ } = self;
    }
}

impl State {
    /// Rows there are for hits in the list's box.
    fn hit_rows(&self) -> usize {
        let inside = self.session.size.within_box().height;
        usize::from(inside.saturating_sub(HEAD)).max(1)
    }

    /// "17 in 3 of 100,000 articles", and whether more may come.
    pub fn hits_in_words(&self) -> (String, bool) {
        let hits = &self.session.library.hits;
        let number = |count: usize| in_thousands(count as u64);
        let mut articles: Vec<usize> = hits.found.iter().map(|hit| hit.article).collect();
        articles.dedup();
        let more = if hits.found.len() == MAX_HITS { "the first " } else { "" };
        let found = format!("{more}{} in {}", number(hits.found.len()), number(articles.len()));
        match hits.searched {
            0 => (String::new(), !hits.over),
            1 => (format!("{found} of 1 article"), !hits.over),
            searched => (format!("{found} of {} articles", number(searched)), !hits.over),
        }
    }
}
