//! Several articles opened together: going from one to the next, and finding each as it was left.
//!
//! They are counted from 0, in the order in which they were opened. Which they are is not known here; they are asked
//! for, and come when they have been read. Until then the one that is read stays where it is.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::crediting::Crediting;
use super::document::block_map::{BlockMap, Carry};
use super::document::{Document, Reading};
use super::listing::{self, List};
use super::moving::{Way, times};
use super::progress::Progress;
use super::reading::in_thousands;
use super::visits::Visits;
use super::{
    Comparing, Effect, Focus, Jump, Place, Screen, Search, State, Work, folding, jumps, news, picking, place, searching,
};
use crate::article::{Anchor, Article, BlockId};
use crate::fold::{Elsewhere, Folding, Folds};

/// The articles that were opened together.
#[derive(Clone, Debug, PartialEq)]
pub struct Articles {
    /// The one that is read.
    pub at: usize,
    /// How many are known so far: more than `at`.
    pub known: usize,
    /// Whether those are all.
    pub all: bool,
    /// The list of them, as it was left.
    pub list: List,
    /// The one that was asked for and has not come.
    asked: Option<usize>,
    /// Where to go in it when it comes, if not to where it was left.
    aim: Option<Aim>,
    /// How those that were read before were left.
    left: FxHashMap<usize, Left>,
}

impl Default for Articles {
    fn default() -> Self {
        Self {
            at: 0,
            known: 1,
            all: true,
            list: List::default(),
            asked: None,
            aim: None,
            left: FxHashMap::default(),
        }
    }
}

/// Where to go in an article that was asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Aim {
    /// To a block of it.
    Block(BlockId),
    /// To a place in it.
    Place(Place),
    /// To a place that the reader comes back to, and which of the list it is.
    Jump(usize, Jump),
}

/// How an article was left.
#[derive(Clone, Debug, PartialEq)]
struct Left {
    place: Place,
    folds: Folds,
    progress: Progress,
    tracking: Crediting,
    visits: Visits,
}

/// An article that has been read, because it was asked for.
#[derive(Clone, Debug)]
pub struct Turned {
    /// Which.
    pub to: usize,
    /// The article.
    pub article: Arc<Article>,
    /// What of it stands twice, as far as that is known.
    pub folding: Arc<Folding>,
    /// What it says again of the others, if that is known already.
    pub elsewhere: Option<Arc<Elsewhere>>,
    /// Whether a longer version is under way.
    pub more: bool,
}

/// Asks for the next article or the one before, so many times. From one that was asked for and has not come, it goes
/// on from that.
pub(super) fn turn(state: &mut State, way: Way, count: Option<u32>) -> Vec<Effect> {
    let articles = &state.session.library;
    let from = articles.asked.unwrap_or(articles.at);
    let to = match way {
        Way::Down => from.saturating_add(times(count)).min(articles.known - 1),
        Way::Up => from.saturating_sub(times(count)),
    };
    if to == from {
        state.fail(match way {
            _ if articles.known < 2 && articles.all => "There is no other article",
            Way::Down if !articles.all => "The next article has not been found yet",
            Way::Down => "This is the last article",
            Way::Up => "This is the first article",
        });
        return Vec::new();
    }
    vec![ask(state, to, None)]
}

/// Asks for an article, to go to a place in it.
pub(super) fn ask(state: &mut State, to: usize, aim: Option<Aim>) -> Effect {
    let articles = &mut state.session.library;
    // Where it is to be opened in its middle, a first part will not do.
    let whole = to == articles.at || articles.left.contains_key(&to) || aim.is_some();
    articles.asked = Some(to);
    articles.aim = aim;
    Effect::Turn { to, whole }
}

/// Waits no longer for an article that was asked for.
pub(super) fn forget(state: &mut State) {
    state.session.library.asked = None;
    state.session.library.aim = None;
}

impl Carry for Articles {
    fn carry(&mut self, map: &BlockMap<'_>) {
        let Self {
            at,
            known: _,
            all: _,
            list: _,
            asked,
            aim,
            left,
        } = self;
        // What was asked for of another article is a place in that.
        if *asked == Some(*at) {
            aim.carry(map);
        }
        // How an earlier version of this article was left says nothing of the one that is read now.
        if map.blocks() > 0 {
            left.remove(at);
        }
    }
}

impl Carry for Aim {
    fn carry(&mut self, map: &BlockMap<'_>) {
        match self {
            Self::Block(block) => block.carry(map),
            Self::Place(place) | Self::Jump(_, Jump { article: _, place }) => place.carry(map),
        }
    }
}

impl Articles {
    /// Keeps how an article is left. One that could not be read has nothing to keep.
    fn leave(&mut self, document: Document) {
        if !document.article.blocks().is_empty() {
            self.left.insert(self.at, document.left());
        }
    }

    /// What was read of an article when it was left.
    pub(super) fn left(&self, number: usize) -> Option<&Progress> {
        Some(&self.left.get(&number)?.progress)
    }
}

/// Opens an article that was asked for.
pub(super) fn arrive(state: &mut State, turned: Turned) -> Vec<Effect> {
    let Turned {
        to,
        article,
        folding,
        elsewhere,
        more,
    } = turned;
    if state.session.library.asked != Some(to) {
        return Vec::new();
    }
    // What was being shown while something was chosen is not where the reader was.
    picking::close(state);
    let mut document = Document::new(article, &state.session.settings);
    document.comparing = Comparing::with(elsewhere);
    document.keeping.more = more;
    let mut before = std::mem::replace(&mut state.document, document);
    let from = Jump {
        article: state.session.library.at,
        place: before.place,
    };
    let moved = from.article != to && !before.article.blocks().is_empty();
    let search = before.search.take();
    let library = &mut state.session.library;
    library.leave(before);
    (library.at, library.asked) = (to, None);
    let aim = library.aim.take();
    over_another(state, to);
    (state.session.pending, state.session.mouse) = Default::default();
    state.begin();
    let article = Arc::clone(&state.document.article);
    folding::arrive(state, &article, folding);
    state.session.work = Work::default();
    come_back(state);
    aim_at(state, aim, moved.then_some(from));
    state.document.search = search.map(Search::elsewhere);
    searching::again(state)
}

/// What stays over the page when another article has come: what is typed was about the one before.
fn over_another(state: &mut State, to: usize) {
    let before = std::mem::replace(&mut state.screen, Screen::Reading);
    if let Screen::Help(help) = before {
        let from = Box::new(Screen::Reading);
        state.screen = Screen::Help(super::Helping { from, ..help });
    } else if let Screen::Themes { .. } = before {
        state.screen = before;
    } else if let Screen::Searching(_) | Screen::Commanding(_) = before {
        state.session.focus = Focus::Page;
    } else if let Some(screen) = listing::turned(&before, to) {
        state.screen = screen;
    }
}

impl Document {
    /// What is kept of it when another article takes its place: the article itself is read again when it is turned to.
    fn left(self) -> Left {
        let Self {
            article: _,
            folding: _,
            folds,
            comparing: _,
            place,
            viewport: _,
            sidebar: _,
            search: _,
            selection: _,
            reading,
            facts: _,
            posts: _,
            keeping: _,
            visits,
        } = self;
        let Reading {
            progress,
            tracking,
            recalling: _,
        } = reading;
        Left {
            place,
            folds,
            progress,
            tracking,
            visits,
        }
    }
}

/// Goes to where the article was left, as far as it is the same that it was: a first part may have been left.
fn come_back(state: &mut State) {
    let Some(left) = state.session.library.left.get(&state.session.library.at).cloned() else {
        return;
    };
    let blocks = state.document.article.blocks().len();
    let Place { top, cursor } = left.place;
    if top.anchor.block.index() >= blocks || cursor.index() >= blocks {
        return;
    }
    if left.progress.blocks_in_all() == blocks {
        state.document.reading.progress = left.progress;
        state
            .document
            .reading
            .progress
            .recount(&state.document.article, &state.document.folding);
        state.document.reading.tracking = left.tracking;
        state.document.visits = left.visits;
        // The order in which posts are shown may be another by now.
        news::refresh(state);
    }
    state.document.folds = left.folds;
    state.document.keeping.touched = true;
    place::restore(state, left.place);
}

/// Goes to where it was asked for to go, and remembers where the reader came from.
fn aim_at(state: &mut State, aim: Option<Aim>, from: Option<Jump>) {
    let there = |block: BlockId| block.index() < state.document.article.blocks().len();
    match aim {
        Some(Aim::Jump(target, jump)) if state.session.jumps.places.get(target) == Some(&jump) => {
            let Place { top, cursor } = jump.place;
            if there(top.anchor.block) && there(cursor) {
                state.document.keeping.touched = true;
                place::come_back(state, jump.place);
            }
            if let Some(from) = from {
                jumps::arrive(state, target, from);
            }
            return;
        }
        Some(Aim::Place(to)) if there(to.top.anchor.block) && there(to.cursor) => {
            state.document.keeping.touched = true;
            place::come_back(state, to);
        }
        Some(Aim::Block(block)) if there(block) => {
            state.document.keeping.touched = true;
            let shown = state.page().shown(block);
            place::show(state, Anchor::start_of(shown));
        }
        _ => {}
    }
    if let Some(from) = from {
        jumps::push_jump(state, from);
    }
}

impl State {
    /// Which article is read, of how many, for the status line: "article 3 of 12"; nothing where there is only one.
    /// And whether those are all.
    pub fn article_in_words(&self) -> Option<(String, bool)> {
        let Articles { at, known, all, .. } = self.session.library;
        let [number, count] = [at + 1, known].map(|count| in_thousands(count as u64));
        (known > 1).then(|| (format!("article {number} of {count}"), all))
    }
}
