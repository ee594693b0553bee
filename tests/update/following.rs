//! An article that is followed: news comes in and moves nothing.

use std::sync::Arc;

use dateline::app::message::Asked;
use dateline::app::{Effect, Followed, Message};
use dateline::article::{Article, BlockId, Kind};
use dateline::fold::Folding;
use dateline::layout::RowKind;
use dateline::recall::{Changes, Recalled};
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
    let article = Some(Arc::clone(&script.app.state.document.article));
    let asked = Effect::Follow {
        number: 0,
        on: true,
        article,
    };
    assert!(script.effects.contains(&asked));
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
    let stops = |effect: &Effect| {
        matches!(
            effect,
            Effect::Follow {
                number: 0,
                on: false,
                ..
            }
        )
    };
    assert!(script.effects.iter().any(stops));
}

/// A reader whose page names another with older posts, at the end of ten of them.
fn paged() -> Script {
    let there = Message::OlderPosts { number: 0, there: true };
    Script::sized(posts(&[20, 19, 18, 17, 16, 15, 14, 13, 12, 11]), 100, 30)
        .send(there)
        .keys("jG")
}

fn older(article: Arc<Article>, count: usize, more: bool) -> Message {
    Message::Followed(Box::new(Followed {
        older: (32..article.blocks().len() as u32).map(BlockId).collect(),
        asked: Some(Asked::Older { count, more }),
        ..followed(article)
    }))
}

#[test]
fn older_posts_come_on_a_key_and_move_nothing() {
    let script = paged();
    let page = script.page();
    let script = script.keys("P");
    let article = Arc::clone(&script.app.state.document.article);
    let number = 0;
    let asked = Effect::Older {
        number,
        article: Some(article),
    };
    assert!(script.effects.contains(&asked), "not followed, but asked for");
    // Once is enough.
    let script = script.keys("P");
    assert_eq!(script.notice(), "Older posts are on their way");
    let script = script.send(older(posts(&down(20)), 10, false));
    script.check();
    assert_eq!(script.page()[..20], page[..20], "nothing has moved");
    assert_eq!(script.notice(), "10 older posts came, and those are all");
    let script = script.send(Message::OlderPosts { number, there: false }).keys("P");
    assert_eq!(script.notice(), "The page names no other with older posts");
    assert_eq!(script.app.state.document.article.sections().len(), 21);
    assert_eq!(script.app.state.document.following.count(), 0, "they are no news");
}

#[test]
fn older_posts_are_not_new_since_the_last_visit() {
    let article = posts(&down(20));
    let script = paged().keys("P").send(older(Arc::clone(&article), 10, true));
    let changes = Changes {
        added: article.ids().skip(2).collect(),
        since: "yesterday".to_owned(),
        ..Changes::default()
    };
    let recalled = Recalled {
        changes: Some(changes),
        ..Recalled::default()
    };
    let recalled = Arc::new(recalled);
    let script = script.send(Message::Recalled { article, recalled });
    let fresh = |at: u32| script.app.state.fresh(post(at)).is_some();
    assert!(fresh(0) && fresh(9) && !fresh(10) && !fresh(19));
}

#[test]
fn what_is_said_is_true_when_more_comes() {
    let script = reader().send(new(&down(21), 1));
    assert_eq!(script.notice(), "1 new");
    let script = script.send(new(&down(24), 3));
    assert_eq!(script.notice(), "4 new", "and not what was true before");
    // What was corrected in a post before anybody saw it is no news of its own; what is gone again is only that.
    let edit = Followed {
        edited: vec![post(1), post(8)],
        gone: vec![post(2)],
        correction: Some("140 → 155".to_owned()),
        ..followed(posts(&down(24)))
    };
    let script = script.send(Message::Followed(Box::new(edit)));
    assert_eq!(script.notice(), "3 new, 1 corrected: 140 → 155, 1 removed");
    // Other words are not covered.
    let script = script.keys("<c-g>");
    let said = script.notice().to_owned();
    assert_eq!(script.send(new(&down(25), 1)).notice(), said);
}

#[test]
fn what_comes_through_a_pipe_is_shown_whether_or_not_it_is_followed() {
    let came = |numbers: &[usize], more| {
        Message::Followed(Box::new(Followed {
            more: Some(more),
            ..followed(posts(numbers))
        }))
    };
    let script = Script::sized(posts(&[1, 2]), 100, 30).send(came(&[1, 2, 3], true));
    assert_eq!(script.app.state.document.article.sections().len(), 4);
    assert!(script.app.state.document.keeping.more);
    let script = script.keys("L").send(came(&[1, 2, 3], false));
    assert!(!script.app.state.document.keeping.more, "the same, and it is over");
}
