//! The article grows while it is read. Nothing on the screen moves: what would move it waits until the reader does
//! something. Only at the newest end new posts come in, if the reader is there.

use std::mem;
use std::sync::Arc;

use super::{jumping, moving, placing};
use crate::app::document::block_map::BlockMap;
use crate::app::document::changes::Change;
use crate::app::document::following::OlderPages;
use crate::app::message::{Asked, Effect, Followed};
use crate::app::session::notice::Notice;
use crate::app::state::State;
use crate::article::{Anchor, Article, BlockId};
use crate::settings::Alert;

/// Which end of the article the reader is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) enum NewestEnd {
    Start,
    End,
}

/// Whether a newer version can be shown without moving what is read.
pub(in crate::app) fn may_show(state: &State, article: &Arc<Article>) -> bool {
    let (document, screen) = (&state.document, state.document.viewport.span);
    if screen.is_empty() || !document.keeping.touched || newest_end(state).is_some() {
        return true;
    }
    let (Some(first), Some(last)) = (
        document.article.block_at(screen.start),
        document.article.block_at(screen.end.saturating_sub(1)),
    ) else {
        return true;
    };
    let map = BlockMap::new(&document.article, article);
    let there = (first.0..=last.0).map(|block| map.exact(BlockId(block)));
    let there: Option<Vec<BlockId>> = there.collect();
    there.is_some_and(|there| there.windows(2).all(|pair| pair[1].0 == pair[0].0 + 1))
}

/// The end at which new posts come in, if the reader is there.
pub(in crate::app) fn newest_end(state: &State) -> Option<NewestEnd> {
    let document = &state.document;
    let view = &document.viewport;
    let posts = &document.posts.moments;
    match (view.at_start, view.at_end) {
        (true, _) if posts.is_empty() || posts.newest_first => Some(NewestEnd::Start),
        (_, true) if !posts.is_empty() && !posts.newest_first => Some(NewestEnd::End),
        _ => None,
    }
}

/// Takes note of what is new in a version that is shown now. `end` is where the reader was before it came.
pub(in crate::app) fn note(state: &mut State, followed: Followed, end: Option<NewestEnd>) {
    let Followed {
        number: _,
        article: _,
        folding: _,
        new,
        edited,
        gone,
        added,
        changed,
        removed,
        older,
        correction,
        trouble,
        asked,
        more: _,
    } = followed;
    let document = &mut state.document;
    let past = &mut document.visits.past;
    merge(&mut past.added, added, |block| *block);
    past.added.retain(|block| older.binary_search(block).is_err());
    merge(&mut past.changed, changed, |(block, _)| *block);
    past.removed = removed;
    document.visits.list(&document.article, &document.posts.order);
    let following = &mut document.following;
    let news = !new.is_empty() || !edited.is_empty() || !gone.is_empty();
    // Of a post that has not been seen, only the last word counts: it is new whatever was corrected in it since.
    merge(&mut following.new, new, |block| *block);
    merge(&mut following.edited, edited, |block| *block);
    merge(&mut following.gone, gone, |block| *block);
    following
        .new
        .retain(|block| following.gone.binary_search(block).is_err());
    following
        .edited
        .retain(|block| following.new.binary_search(block).is_err() && following.gone.binary_search(block).is_err());
    following.correction = correction.or(following.correction.take());
    following.trouble = trouble;
    following.aged = older;
    match end.filter(|_| news) {
        Some(NewestEnd::Start) => moving::to_start(state),
        Some(NewestEnd::End) => moving::to_end(state),
        None => {}
    }
    match asked {
        Some(asked) => say(state, asked, news),
        None => tell(state),
    }
}

/// Says what came of what the reader asked for.
pub(in crate::app) fn say(state: &mut State, asked: Asked, news: bool) {
    let words = match asked {
        Asked::Reload if news => state.document.following.in_words().unwrap_or_default(),
        Asked::Reload => "Reloaded: nothing has changed".to_owned(),
        Asked::Older { count: 0, .. } => "There are no older posts".to_owned(),
        Asked::Older { count, more } => {
            let posts = if count == 1 { "post" } else { "posts" };
            let end = if more { "" } else { ", and those are all" };
            format!("{count} older {posts} came{end}")
        }
    };
    state.tell(words);
}

/// Has the terminal tell of news, if that is wanted.
pub(in crate::app) fn alert(state: &State, is_news: bool) -> Option<Effect> {
    let how = state.session.settings.alert;
    let words = state.document.following.in_words()?;
    (is_news && how != Alert::Nothing).then_some(Effect::Alert { how, words })
}

impl State {
    /// What the terminal's title says: how much has come in, and what is read; none if nothing is followed.
    pub fn title(&self) -> Option<String> {
        let following = self.document.following.on.then_some(&self.document.following)?;
        let title = self.document.article.meta().title.as_deref().unwrap_or("dateline");
        Some(match following.count() {
            0 => title.to_owned(),
            count => format!("({count}) {title}"),
        })
    }
}

/// Adds items to a list in order; of those that have the same block the earlier one stays, which is older: what was read.
pub(super) fn merge<T>(list: &mut Vec<T>, more: Vec<T>, block: impl Fn(&T) -> BlockId) {
    list.extend(more);
    list.sort_by_key(&block);
    list.dedup_by_key(|item| block(item));
}

/// Says what has not been seen yet, unless something else is being said.
pub(in crate::app) fn tell(state: &mut State) {
    let following = &mut state.document.following;
    // What was said of it earlier is not true any more.
    if state.session.notice.is_none() || following.is_told(state.session.notice.as_ref()) {
        following.told = following.in_words();
        state.session.notice = following.told.clone().map(Notice::Done);
    }
}

/// Leaves out what is on the screen: it has been seen.
pub(in crate::app) fn see(state: &mut State) {
    if state.document.following.count() == 0 {
        return;
    }
    let (article, screen) = (Arc::clone(&state.document.article), state.document.viewport.span);
    let is_seen = |block: BlockId| {
        let found = article.blocks().get(block.index());
        found.is_none_or(|found| screen.holds(found.text.start))
    };
    state.document.following.see(is_seen);
}

/// `!`: to the first post that is new and has not been seen, and back.
pub(in crate::app) fn to_first_new(state: &mut State) {
    if let Some((place, block)) = state.document.following.went.take()
        && state.document.place.cursor == block
    {
        placing::come_back(state, place);
        return;
    }
    let mut unseen = state.document.following.unseen();
    if unseen.is_empty() {
        // What is new since the last visit, if that is known.
        let visits = &state.document.visits;
        let there = visits.items.iter().filter(|item| !matches!(item, Change::Removed(_)));
        unseen = there.map(|item| visits.at(item)).take(1).collect();
    }
    let page = state.page();
    let first = unseen
        .iter()
        .map(|&block| page.shown(block))
        .min_by_key(|&block| page.block_key(block));
    let Some(first) = first else {
        let words = if state.document.following.on {
            "Nothing new yet"
        } else {
            "This article is not followed"
        };
        state.tell(words);
        return;
    };
    let before = state.document.place;
    jumping::push(state);
    placing::show(state, Anchor::start_of(first));
    state.document.following.went = Some((before, first));
}

/// `L`: follows the article, or stops following it.
pub(in crate::app) fn toggle(state: &mut State) -> Effect {
    let on = !state.document.following.on;
    state.document.following.on = on;
    state.document.following.trouble = None;
    state.tell(if on {
        "Following: news comes in here"
    } else {
        "Not following any more"
    });
    Effect::Follow {
        number: state.session.library.at,
        on,
        article: whole(state),
    }
}

/// `P`: asks for the page with older posts.
pub(in crate::app) fn ask_older(state: &mut State) -> Vec<Effect> {
    match state.document.following.older {
        OlderPages::There => {}
        OlderPages::Coming => {
            state.tell("Older posts are on their way");
            return Vec::new();
        }
        OlderPages::None => {
            state.tell("The page names no other with older posts");
            return Vec::new();
        }
    }
    state.document.following.older = OlderPages::Coming;
    vec![Effect::Older {
        number: state.session.library.at,
        article: whole(state),
    }]
}

/// The article, if all of it is there.
fn whole(state: &State) -> Option<Arc<Article>> {
    let document = &state.document;
    let is_whole = !document.keeping.more && !document.article.blocks().is_empty();
    is_whole.then(|| Arc::clone(&document.article))
}

/// Versions that wait, to be shown now.
pub(in crate::app) fn waiting(state: &mut State) -> Vec<Followed> {
    mem::take(&mut state.document.following.waiting)
}
