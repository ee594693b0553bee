//! A newer version of the article: everything that names a place in the old one is carried over, in one way.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::App;
use super::actions::{comparing, following, moving, placing, repeats, searching};
use super::document::block_map::{BlockMap, Carry, common};
use super::document::search::SearchState;
use super::message::{Effect, Followed};
use super::state::State;
use crate::article::Article;

/// Takes in a newer version, and has everything that is made of the article made anew.
pub(super) fn arrive(app: &mut App, article: &Arc<Article>, more: bool) -> Vec<Effect> {
    let App { state, overlays } = app;
    let old = Arc::clone(&state.document.article);
    let map = BlockMap::new(&old, article);
    let State { session, document } = state;
    document.replace(&map, article, &session.settings);
    session.carry(&map);
    overlays.carry(&map);
    document.keeping.more = more;
    if !more {
        session.work.reading = None;
    }
    stay(state);
    let search = state.document.search.as_ref();
    let again = search.is_some_and(|search| !matches!(search.state, SearchState::Wrong(_)));
    let again = if again { searching::again(state) } else { None };
    again.into_iter().chain(comparing::ask(state)).collect()
}

/// Takes in what following the article has brought: at once, or when the reader does something if it would move the page.
pub(super) fn followed(app: &mut App, news: Followed) -> Vec<Effect> {
    let document = &mut app.state.document;
    if news.number != app.state.session.library.at {
        return Vec::new();
    }
    if !document.following.on && news.asked.is_none() {
        // What comes by itself is shown all the same.
        let came = news.article.as_ref().zip(news.more);
        return came.map_or_else(Vec::new, |(article, more)| arrive(app, article, more));
    }
    if news.asked.is_some() {
        // The reader waits for it.
        let waiting = following::waiting(&mut app.state).into_iter().chain([news]);
        let shown = waiting.map(|news| show_followed(app, news)).collect::<Vec<_>>();
        return shown.into_iter().flatten().collect();
    }
    let waits = !document.following.waiting.is_empty();
    let is_news = !news.new.is_empty() || !news.edited.is_empty() || !news.gone.is_empty();
    let mut effects = match &news.article {
        Some(article) if waits || !following::may_show(&app.state, article) => {
            app.state.document.following.waiting.push(news);
            following::tell(&mut app.state);
            Vec::new()
        }
        _ => show_followed(app, news),
    };
    effects.extend(following::alert(&app.state, is_news));
    effects
}

/// Shows a version that following the article has brought.
pub(super) fn show_followed(app: &mut App, news: Followed) -> Vec<Effect> {
    let Some(article) = news.article.clone() else {
        match news.asked {
            Some(asked) => following::say(&mut app.state, asked, false),
            None => app.state.document.following.trouble = news.trouble,
        }
        return Vec::new();
    };
    let end = following::newest_end(&app.state).filter(|_| app.state.document.keeping.touched);
    let is_same = *article == *app.state.document.article;
    let effects = if is_same && news.more.is_none_or(|more| more == app.state.document.keeping.more) {
        Vec::new()
    } else {
        let effects = arrive(app, &article, news.more.unwrap_or(false));
        repeats::arrive(&mut app.state, &article, Arc::clone(&news.folding));
        effects
    };
    following::note(&mut app.state, news, end);
    effects
}

/// The page stays where it is, unless the reader waits for the end, or has not begun to read.
fn stay(state: &mut State) {
    if state.document.keeping.want_end {
        moving::to_end(state);
    } else if !state.document.keeping.touched {
        moving::to_start(state);
    } else {
        placing::restore(state, state.document.place);
    }
}

/// How a version differs from the one before, in words. Looks at both, so it is for who reads them, not for the loop.
pub fn differing(old: &Article, new: &Article) -> String {
    let common = common(old, new) as usize;
    fn beyond(article: &Article, common: usize) -> FxHashMap<&str, usize> {
        let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
        for block in article.ids().skip(common) {
            *counts.entry(article.text_of(block)).or_default() += 1;
        }
        counts
    }
    let (before, now) = (beyond(old, common), beyond(new, common));
    let more_often = |these: &FxHashMap<&str, usize>, others: &FxHashMap<&str, usize>| -> usize {
        let more = |(text, count): (&&str, &usize)| count.saturating_sub(others.get(text).copied().unwrap_or(0));
        these.iter().map(more).sum()
    };
    match (more_often(&now, &before), more_often(&before, &now)) {
        (0, 0) => "Reloaded: nothing has changed".to_owned(),
        (added, 0) => format!("Reloaded: {added} added"),
        (0, gone) => format!("Reloaded: {gone} gone"),
        (added, gone) => format!("Reloaded: {added} added, {gone} gone"),
    }
}
