//! What is known of earlier visits, taken in; and what is to be kept.

use std::sync::Arc;

use dateline::app::Message;
use dateline::article::{Anchor, BlockId};
use dateline::layout::Top;
use dateline::recall::{ReadRange, ReadingPosition, Recalled};

use super::draft::blog;
use super::script::Script;

fn spot(block: u32) -> ReadingPosition {
    ReadingPosition {
        top: Anchor {
            block: BlockId(block),
            offset: 0,
        },
        above: 0,
        cursor: BlockId(block),
    }
}

fn recalled(script: &Script, recalled: Recalled) -> Message {
    Message::Recalled {
        article: Arc::clone(&script.app.state.document.article),
        recalled: Arc::new(recalled),
    }
}

fn of_place(block: u32) -> Recalled {
    Recalled {
        position: Some(spot(block)),
        ..Recalled::default()
    }
}

#[test]
fn the_page_opens_where_it_was_left() {
    let script = Script::on(blog(12));
    let message = recalled(&script, of_place(20));
    let script = script.send(message);
    assert_eq!(
        script.app.state.document.place.top,
        Top {
            anchor: spot(20).top,
            above: 0
        }
    );
    assert_eq!(script.app.state.document.place.cursor, BlockId(20));
    assert_eq!(
        script.app.state.kept().position,
        spot(20),
        "what is kept is what was known"
    );
}

#[test]
fn nothing_moves_under_a_reader_who_has_done_something() {
    let script = Script::on(blog(12)).keys("jj");
    let before = script.app.state.document.place;
    let message = recalled(
        &script,
        Recalled {
            marks: vec![('a', spot(9))],
            ..of_place(20)
        },
    );
    let script = script.send(message);
    assert_eq!(script.app.state.document.place, before);
    assert_eq!(
        script.app.state.document.reading.recalled.position,
        Some(spot(20)),
        "but it is known"
    );
    let script = script.keys("'a");
    assert_eq!(script.app.state.document.place.cursor, BlockId(9));
}

#[test]
fn a_later_version_does_not_go_back_to_the_start() {
    let script = Script::on(blog(12));
    let message = recalled(&script, of_place(20));
    let (article, more) = (blog(14), false);
    let script = script.send(message).send(Message::Article { article, more });
    assert_eq!(script.app.state.document.place.cursor, BlockId(20));
}

#[test]
fn what_is_known_of_another_version_is_passed_over() {
    let script = Script::on(blog(12));
    let start = script.app.state.document.place;
    let message = Message::Recalled {
        article: blog(12),
        recalled: Arc::new(of_place(20)),
    };
    let script = script.send(message);
    assert_eq!(script.app.state.document.place, start);
    let message = recalled(&script, of_place(99_999));
    assert_eq!(
        script.send(message).app.state.document.place,
        start,
        "a place that is not there"
    );
}

#[test]
fn a_mark_set_now_comes_before_one_of_an_earlier_visit() {
    let script = Script::on(blog(12)).keys("4Gma");
    let here = script.app.state.kept().marks;
    let known = Recalled {
        marks: vec![('a', spot(2)), ('b', spot(3))],
        ..Recalled::default()
    };
    let message = recalled(&script, known);
    let script = script.send(message);
    assert_eq!(script.app.state.kept().marks, [here[0], ('b', spot(3))]);
}

#[test]
fn what_was_read_in_one_version_is_kept_of_the_next() {
    let script = Script::on(blog(12)).stands(60).keys("G").stands(60);
    let read = |script: &Script| -> Vec<BlockId> {
        let marked: &[ReadRange] = script.app.state.kept().marked;
        let stretch = |marked: &ReadRange| (marked.first.0..=marked.last.0).map(BlockId);
        let mut blocks: Vec<BlockId> = marked.iter().filter(|marked| marked.read).flat_map(stretch).collect();
        blocks.sort_unstable();
        blocks.dedup();
        blocks
    };
    let before = read(&script);
    assert!(before.len() > 4, "{before:?}");
    let (article, more) = (blog(12), false);
    let script = script.send(Message::Article { article, more });
    assert_eq!(read(&script), before);
}
