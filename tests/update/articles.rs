//! Going from one article to another.

use std::sync::Arc;

use dateline::app::{Effect, Message, Turned};
use dateline::article::Article;
use dateline::fold::Folding;

use super::draft::blog;
use super::script::Script;

/// A reader of the first of three articles.
fn three() -> Script {
    Script::on(blog(4)).send(Message::Known { articles: 3, all: true })
}

/// The article that was asked for comes.
pub(super) fn comes(script: Script, to: usize, article: &Arc<Article>) -> Script {
    script.send(Message::Turned(Turned {
        to,
        article: Arc::clone(article),
        folding: Arc::new(Folding::of(article)),
        elsewhere: None,
        more: false,
    }))
}

fn asked(script: &Script) -> Vec<(usize, bool)> {
    let turn = |effect: &Effect| match effect {
        Effect::Turn { to, whole } => Some((*to, *whole)),
        _ => None,
    };
    script.effects.iter().filter_map(turn).collect()
}

#[test]
fn keys_ask_for_articles_and_the_page_stays_until_they_come() {
    let script = three().keys("}}");
    let place = script.app.state.document.place;
    let script = script.keys(">").keys(">");
    assert_eq!(asked(&script), [(1, false), (2, false)]);
    assert_eq!(script.app.state.document.place, place);
    // The first of the two is wanted no more.
    let other = blog(2);
    let script = comes(script, 1, &other);
    assert_eq!(script.app.state.session.library.at, 0);
    let script = comes(script, 2, &other);
    assert_eq!(script.app.state.session.library.at, 2);
    assert!(Arc::ptr_eq(&script.app.state.document.article, &other));
    script.check();
    // It comes once.
    let script = comes(script, 2, &blog(3));
    assert!(Arc::ptr_eq(&script.app.state.document.article, &other));
}

#[test]
fn an_article_is_found_again_as_it_was_left() {
    let (first, second) = (blog(4), blog(2));
    let script = three().keys("zR").keys("3G}}").stands(600);
    let (place, folds, read) = (
        script.app.state.document.place,
        script.app.state.document.folds.clone(),
        script.app.state.document.reading.progress.clone(),
    );
    let script = comes(script.keys(">"), 1, &second);
    assert_eq!(
        script.app.state.document.place,
        Script::on(blog(2)).app.state.document.place,
        "it opens at its start"
    );
    let script = script.keys("<lt>");
    assert_eq!(asked(&script), [(1, false), (0, true)]);
    let script = comes(script, 0, &first);
    assert_eq!(script.app.state.document.place, place);
    assert_eq!(
        (
            &script.app.state.document.folds,
            &script.app.state.document.reading.progress
        ),
        (&folds, &read)
    );
    assert!(script.app.state.document.reading.progress.has_begun());
    script.check();
}

#[test]
fn there_is_an_end_to_them() {
    let last = three().keys("2>");
    assert_eq!(asked(&last), [(2, false)]);
    let last = comes(last, 2, &blog(1)).keys(">");
    assert_eq!(last.notice(), "This is the last article");
    assert_eq!(three().keys("<lt>").notice(), "This is the first article");
    let alone = Script::on(blog(1));
    assert_eq!(alone.app.state.article_in_words(), None);
    assert_eq!(alone.keys(">").notice(), "There is no other article");
    let growing = Script::on(blog(1)).send(Message::Known {
        articles: 1,
        all: false,
    });
    assert_eq!(growing.keys(">").notice(), "The next article has not been found yet");
}

#[test]
fn a_search_goes_along() {
    let script = three().keys("/the").keys("<enter>");
    let pattern = script
        .app
        .state
        .document
        .search
        .as_ref()
        .map(|search| search.pattern.clone());
    let script = comes(script.keys(">"), 1, &blog(2));
    let search = script.app.state.document.search.as_ref().expect("a search is on");
    assert_eq!(Some(search.pattern.clone()), pattern);
    assert!(
        search
            .matches
            .iter()
            .all(|found| found.end as usize <= script.app.state.document.article.text().len())
    );
    assert_eq!(
        script.app.state.document.place,
        Script::on(blog(2)).app.state.document.place,
        "the page waits for n"
    );
}

#[test]
fn an_article_that_cannot_be_read_is_an_empty_page_to_go_on_from() {
    let script = comes(three().keys(">"), 1, &Arc::default());
    script.check();
    let script = comes(script.keys(">"), 2, &blog(2)).keys("<lt>");
    assert_eq!(asked(&script).last(), Some(&(1, false)));
    let script = comes(script, 1, &Arc::default()).keys("jG}p<esc>").keys("<lt>");
    let script = comes(script, 0, &blog(4));
    script.check();
    assert_eq!(
        script.app.state.article_in_words(),
        Some(("article 1 of 3".to_owned(), true))
    );
}
