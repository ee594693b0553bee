//! Going from one article to another, and finding each as it was left.

use std::sync::Arc;

use super::{placing, repeats, searching};
use crate::app::direction::{Direction, times};
use crate::app::document::place::Place;
use crate::app::document::search::Search;
use crate::app::document::{Document, LeftDocument};

use crate::app::message::{Effect, Turned};
use crate::app::session::jump_list::Jump;
use crate::app::session::library::{Aim, Library};
use crate::app::session::notice::Work;
use crate::app::settling;
use crate::app::state::State;
use crate::app::words::in_thousands;
use crate::article::{Anchor, BlockId};

/// Asks for the next article or the one before, so many times. From one that was asked for and has not come, it goes
/// on from that.
pub(in crate::app) fn turn(state: &mut State, direction: Direction, count: Option<u32>) -> Option<Effect> {
    let library = &mut state.session.library;
    let from = library.asked.unwrap_or(library.at);
    let to = match direction {
        Direction::Down => from.saturating_add(times(count)).min(library.known - 1),
        Direction::Up => from.saturating_sub(times(count)),
    };
    if to == from {
        let words = match direction {
            _ if library.known < 2 && library.all => "There is no other article",
            Direction::Down if !library.all => "The next article has not been found yet",
            Direction::Down => "This is the last article",
            Direction::Up => "This is the first article",
        };
        state.fail(words);
        return None;
    }
    Some(library.ask(to, None))
}

/// Opens an article that was asked for. Whether it was is for the caller to know.
pub(in crate::app) fn arrive(state: &mut State, turned: Turned) -> Vec<Effect> {
    let Turned {
        to,
        article,
        folding,
        elsewhere,
        more,
    } = turned;
    let document = Document::new(Arc::clone(&article), &state.session.settings, elsewhere, more);
    let from = state.here();
    let mut before = std::mem::replace(&mut state.document, document);
    let moved = from.article != to && !before.article.blocks().is_empty();
    let search = before.search.take();
    before.folds.show_only(None);
    let library = &mut state.session.library;
    library.leave(before);
    (library.at, library.asked) = (to, None);
    let aim = library.aim.take();
    (state.session.pending, state.session.mouse) = Default::default();
    settling::begin(state);
    repeats::arrive(state, &article, folding);
    state.session.work = Work::default();
    come_back(state);
    aim_at(state, aim, moved.then_some(from));
    state.document.search = search.map(Search::in_another_article);
    if let (Some(Aim::Hit(block, offset)), Some(search)) = (aim, &mut state.document.search) {
        let block = state.document.article.blocks().get(block.index());
        search.seeking = block.map(|block| block.text.start + offset);
    }
    searching::again(state).into_iter().collect()
}

/// Goes to where the article was left, as far as it is the same that it was: a first part may have been left.
fn come_back(state: &mut State) {
    let Some(left) = state.session.library.left_here().cloned() else {
        return;
    };
    let LeftDocument {
        place,
        folds,
        progress,
        tracking,
        visits,
    } = left;
    let document = &mut state.document;
    let blocks = document.article.blocks().len();
    if place.top.anchor.block.index() >= blocks || place.cursor.index() >= blocks {
        return;
    }
    if progress.blocks_in_all() == blocks {
        document.reading.progress = progress;
        document.reading.progress.recount(&document.article, &document.folding);
        document.reading.tracking = tracking;
        document.visits = visits;
        // The order in which posts are shown may be another by now.
        document.visits.list(&document.article, &document.posts.order);
    }
    document.folds = folds;
    document.keeping.touched = true;
    placing::restore(state, place);
}

/// Goes to where it was asked for to go, and remembers where the reader came from.
fn aim_at(state: &mut State, aim: Option<Aim>, from: Option<Jump>) {
    let blocks = state.document.article.blocks().len();
    let there = |block: BlockId| block.index() < blocks;
    let is_there = |place: Place| there(place.top.anchor.block) && there(place.cursor);
    match aim {
        Some(Aim::Jump(target, jump)) if state.session.places.jumps.places.get(target) == Some(&jump) => {
            if is_there(jump.place) {
                state.document.keeping.touched = true;
                placing::come_back(state, jump.place);
            }
            if let Some(from) = from {
                state.session.places.jumps.go(target, from);
            }
            return;
        }
        Some(Aim::Place(to)) if is_there(to) => {
            state.document.keeping.touched = true;
            placing::come_back(state, to);
        }
        Some(Aim::Block(block) | Aim::Hit(block, _)) if there(block) => {
            state.document.keeping.touched = true;
            let shown = state.page().shown(block);
            placing::show(state, Anchor::start_of(shown));
        }
        _ => {}
    }
    if let Some(from) = from {
        state.session.places.jumps.push(from);
    }
}

impl State {
    /// Which article is read, of how many, for the bottom line: "article 3 of 12"; nothing where there is only one.
    /// And whether those are all.
    pub fn article_in_words(&self) -> Option<(String, bool)> {
        let Library { at, known, all, .. } = self.session.library;
        let [number, count] = [at + 1, known].map(|count| in_thousands(count as u64));
        (known > 1).then(|| (format!("article {number} of {count}"), all))
    }
}
