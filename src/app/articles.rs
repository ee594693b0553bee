//! Several articles opened together: going from one to the next, and finding each as it was left.
//!
//! They are counted from 0, in the order in which they were opened. Which they are is not known here; they are asked
//! for, and come when they have been read. Until then the one that is read stays where it is.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::crediting::Crediting;
use super::listing::{self, List};
use super::moving::{Way, times};
use super::progress::Progress;
use super::reading::in_thousands;
use super::visits::Visits;
use super::{Effect, Focus, Jump, Place, Screen, State, Work, folding, jumps, news, picking, place, searching};
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
    crediting: Crediting,
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
    let articles = &state.articles;
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
    let articles = &mut state.articles;
    // Where it is to be opened in its middle, a first part will not do.
    let whole = to == articles.at || articles.left.contains_key(&to) || aim.is_some();
    articles.asked = Some(to);
    articles.aim = aim;
    Effect::Turn { to, whole }
}

/// Waits no longer for an article that was asked for.
pub(super) fn forget(state: &mut State) {
    state.articles.asked = None;
    state.articles.aim = None;
}

impl Articles {
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
    if state.articles.asked != Some(to) {
        return Vec::new();
    }
    // What was being shown while something was chosen is not where the reader was.
    picking::close(state);
    leave(state);
    let (from, aim) = (
        Jump {
            article: state.articles.at,
            place: state.place(),
        },
        state.articles.aim.take(),
    );
    let fresh = State::new(
        article,
        Arc::clone(&state.keymap),
        Arc::clone(&state.themes),
        state.settings.clone(),
        state.size,
    );
    let before = std::mem::replace(state, fresh);
    state.articles = Articles {
        at: to,
        asked: None,
        ..before.articles
    };
    state.comparing = before.comparing.anew().with(elsewhere);
    state.jumps = before.jumps;
    state.marks = before.marks;
    state.searches = before.searches;
    state.commands = before.commands;
    state.focus = before.focus;
    state.suited = before.suited;
    state.configured = before.configured;
    state.help_rows = before.help_rows;
    state.over = before.over;
    state.notice = before.notice;
    state.keeping.more = more;
    // What is typed was about the article before.
    if let Screen::Help(help) = before.screen {
        let from = Box::new(Screen::Reading);
        state.screen = Screen::Help(super::Helping { from, ..help });
    } else if let Screen::Themes { .. } = before.screen {
        state.screen = before.screen;
    } else if let Screen::Searching(_) | Screen::Commanding(_) = before.screen {
        state.focus = Focus::Page;
    } else if let Some(screen) = listing::turned(&before.screen, to) {
        state.screen = screen;
    }
    let article = Arc::clone(&state.article);
    folding::arrive(state, &article, folding);
    state.work = Work::default();
    come_back(state);
    let moved = from.article != to && !before.article.blocks().is_empty();
    aim_at(state, aim, moved.then_some(from));
    state.search = before.search.map(|search| super::Search {
        matches: Arc::default(),
        current: None,
        seeking: None,
        opened: None,
        ..search
    });
    searching::again(state)
}

/// Keeps how the article is left.
fn leave(state: &mut State) {
    // An article that could not be read has nothing to keep.
    if state.article.blocks().is_empty() {
        return;
    }
    let left = Left {
        place: state.place(),
        folds: state.folds.clone(),
        progress: state.progress.clone(),
        crediting: state.crediting.clone(),
        visits: state.visits.clone(),
    };
    state.articles.left.insert(state.articles.at, left);
}

/// Goes to where the article was left, as far as it is the same that it was: a first part may have been left.
fn come_back(state: &mut State) {
    let Some(left) = state.articles.left.get(&state.articles.at).cloned() else {
        return;
    };
    let blocks = state.article.blocks().len();
    let Place { top, cursor } = left.place;
    if top.anchor.block.index() >= blocks || cursor.index() >= blocks {
        return;
    }
    if left.progress.blocks_in_all() == blocks {
        state.progress = left.progress;
        state.progress.recount(&state.article, &state.folding);
        state.crediting = left.crediting;
        state.visits = left.visits;
        // The order in which posts are shown may be another by now.
        news::refresh(state);
    }
    state.folds = left.folds;
    state.keeping.touched = true;
    place::restore(state, left.place);
}

/// Goes to where it was asked for to go, and remembers where the reader came from.
fn aim_at(state: &mut State, aim: Option<Aim>, from: Option<Jump>) {
    let there = |block: BlockId| block.index() < state.article.blocks().len();
    match aim {
        Some(Aim::Jump(target, jump)) if state.jumps.places.get(target) == Some(&jump) => {
            let Place { top, cursor } = jump.place;
            if there(top.anchor.block) && there(cursor) {
                state.keeping.touched = true;
                place::come_back(state, jump.place);
            }
            if let Some(from) = from {
                jumps::arrive(state, target, from);
            }
            return;
        }
        Some(Aim::Place(to)) if there(to.top.anchor.block) && there(to.cursor) => {
            state.keeping.touched = true;
            place::come_back(state, to);
        }
        Some(Aim::Block(block)) if there(block) => {
            state.keeping.touched = true;
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
        let Articles { at, known, all, .. } = self.articles;
        let [number, count] = [at + 1, known].map(|count| in_thousands(count as u64));
        (known > 1).then(|| (format!("article {number} of {count}"), all))
    }
}
