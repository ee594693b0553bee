//! An article that is followed: news comes in and moves nothing.

use std::sync::Arc;

use dateline::app::{Effect, Followed, Message};
use dateline::article::{Article, BlockId, Kind};
use dateline::fold::Folding;
use dateline::layout::RowKind;
use dateline::settings::Alert;

use super::draft::{Draft, paragraph};
use super::script::Script;

/// Posts of these numbers, each a heading and two paragraphs; the opening has two blocks.
fn posts(numbers: &[usize]) -> Arc<Article> {
    let mut draft = Draft::default()
        .block(Kind::Title, "Harbour fire")
        .prose("Follow the fire here.");
    for &number in numbers {
        let time = format!("{:02}:{:02}", number / 60, number % 60);
        draft = draft.heading(&format!("Post number {number}")).at(&time);
        draft = draft.prose(&paragraph(number, 2)).prose(&paragraph(number + 500, 3));
    }
    draft.done()
}

fn down(from: usize) -> Vec<usize> {
    (1..=from).rev().collect()
}

/// The first block of the post at this place.
fn post(at: u32) -> BlockId {
    BlockId(2 + 3 * at)
}

fn followed(article: Arc<Article>) -> Followed {
    Followed {
        folding: Arc::new(Folding::of(&article)),
        article: Some(article),
        ..Followed::default()
    }
}

fn new(numbers: &[usize], count: u32) -> Message {
    Message::Followed(Box::new(Followed {
        new: (0..count).map(post).collect(),
        added: (0..3 * count).map(|block| BlockId(2 + block)).collect(),
        ..followed(posts(numbers))
    }))
}

/// A reader who follows twenty posts and is in the middle of them.
fn reader() -> Script {
    let script = Script::sized(posts(&down(20)), 100, 30).keys("L8G");
    assert!(script.effects.contains(&Effect::Follow { number: 0, on: true }));
    script
}

#[test]
fn new_posts_move_nothing_and_are_told_and_gone_to_and_left_again() {
    let script = reader();
    let page = script.page();
    let script = script.send(new(&down(23), 3));
    script.check();
    assert_eq!(script.page(), page);
    assert_eq!(script.notice(), "3 new");
    assert_eq!(script.app.state.title().as_deref(), Some("(3) dateline"));
    let there = script.keys("!");
    there.check();
    assert_eq!(there.app.state.document.place.cursor, post(0));
    assert!(
        there.app.state.document.following.count() < 3,
        "what is on the screen has been seen"
    );
    let back = there.keys("!");
    assert_eq!(back.page(), page);
    assert_eq!(reader().keys("!").notice(), "Nothing new yet");
}

#[test]
fn at_the_newest_end_new_posts_come_in() {
    let script = Script::sized(posts(&down(20)), 100, 30)
        .keys("Ljg")
        .send(new(&down(21), 1));
    script.check();
    assert!(script.page().iter().any(|row| row.contains("Post number 21")));
    assert!(script.app.state.document.viewport.at_start);
    // Told the other way round, they come in at the end.
    let up: Vec<usize> = (1..=20).collect();
    let script = Script::sized(posts(&up), 100, 30).keys("LjG");
    let more: Vec<usize> = (1..=21).collect();
    let news = Followed {
        new: vec![post(20)],
        ..followed(posts(&more))
    };
    let script = script.send(Message::Followed(Box::new(news)));
    assert!(script.app.state.document.viewport.at_end);
    assert!(script.page().iter().any(|row| row.contains("Post number 21")));
}

/// The article with another block in place of one.
fn edited(block: BlockId, words: &str) -> (Arc<Article>, Arc<str>) {
    let article = posts(&down(20));
    let mut draft = Draft::default();
    for id in article.ids() {
        let (kind, text) = (article.block(id).kind, article.text_of(id));
        draft = draft.block(kind, if id == block { words } else { text });
        if let Some(time) = article
            .section(article.block(id).section)
            .time
            .filter(|_| kind == Kind::Heading)
        {
            draft = draft.at(&time.to_string());
        }
    }
    (draft.done(), article.text_of(block).into())
}

#[test]
fn what_would_move_the_screen_waits_until_the_reader_does_something() {
    let script = reader();
    let (page, cursor) = (script.page(), script.app.state.document.place.cursor);
    let block = BlockId(cursor.0 + 1);
    let (article, before) = edited(block, "Short now: 155 people.");
    let news = Followed {
        edited: vec![cursor],
        changed: vec![(block, before)],
        correction: Some("140 → 155".to_owned()),
        ..followed(article)
    };
    let script = script.send(Message::Followed(Box::new(news)));
    script.check();
    assert_eq!(script.page(), page);
    assert_eq!(script.notice(), "1 corrected: 140 → 155");
    let script = script.keys("j");
    script.check();
    assert!(script.page().iter().any(|row| row.contains("155 people")));
    // With the difference against what was read.
    let script = script.keys("8G.<enter>");
    script.check();
    assert!(script.app.state.document.visits.past.is_compared(block));
}

#[test]
fn a_removed_post_stays_and_says_so_in_an_empty_row() {
    let script = reader();
    let (page, cursor) = (script.page(), script.app.state.document.place.cursor);
    let news = Followed {
        gone: vec![cursor],
        removed: vec![(cursor, "removed at 14:32".into())],
        ..followed(posts(&down(20)))
    };
    let script = script.send(Message::Followed(Box::new(news)));
    script.check();
    let now = script.page();
    let differ: Vec<usize> = (0..page.len()).filter(|&row| page[row] != now[row]).collect();
    let above = script.app.state.document.place.top;
    let rows = script.app.state.page().rows(script.app.state.page().up(above, 1), 40);
    let said = rows.iter().filter(|row| row.kind == RowKind::Remark).count();
    assert_eq!((said, differ.len() <= 1), (1, true), "{differ:?}");
}

#[test]
fn who_asks_for_it_is_called_and_trouble_is_said_quietly() {
    let script = reader();
    assert!(
        script
            .effects
            .iter()
            .all(|effect| !matches!(effect, Effect::Alert { .. }))
    );
    let mut script = script;
    script.app.state.session.settings.alert = Alert::Bell;
    let script = script.send(new(&down(21), 1));
    let (how, words) = (Alert::Bell, "1 new".to_owned());
    assert!(script.effects.contains(&Effect::Alert { how, words }));
    let trouble = |words: Option<&str>| {
        Message::Followed(Box::new(Followed {
            trouble: words.map(str::to_owned),
            ..Followed::default()
        }))
    };
    let script = script.send(trouble(Some("no answer since 14:32")));
    assert_eq!(
        script.app.state.document.following.trouble.as_deref(),
        Some("no answer since 14:32")
    );
    let script = script.send(trouble(None));
    assert_eq!(script.app.state.document.following.trouble, None);
    // What is not followed any more is left alone.
    let script = script.keys("L").send(new(&down(22), 1));
    assert_eq!(script.app.state.document.article.sections().len(), 22);
    assert!(script.effects.contains(&Effect::Follow { number: 0, on: false }));
}
