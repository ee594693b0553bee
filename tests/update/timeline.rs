//! The timeline: posts by time, and going through them.

use dateline::app::overlay::timeline::Timeline;
use dateline::app::{Message, Overlay};
use proptest::prelude::*;

use super::draft::{blog, live};
use super::script::Script;

fn timeline(script: &Script) -> &Timeline {
    match script.app.overlays.top() {
        Some(Overlay::Timeline(timeline)) => timeline,
        other => panic!("no timeline but {other:?}"),
    }
}

fn bar(script: &Script) -> Option<usize> {
    script.app.state.current_bar(&timeline(script).chart)
}

#[test]
fn posts_are_counted_by_the_hour() {
    let script = Script::on(live(16)).keys("H");
    let chart = &timeline(&script).chart;
    assert_eq!(chart.title(), "Posts per hour");
    // From 00:40 to 09:25, two of the twelve posts with a time an hour mostly.
    assert_eq!((chart.label(0), chart.counts.len()), ("00:00".to_owned(), 10));
    assert_eq!(chart.counts.iter().sum::<u32>(), 13);
    assert_eq!(bar(&script), None, "the opening has no time");
}

#[test]
fn arrows_go_through_time_and_the_page_follows() {
    let script = Script::on(live(16)).keys("3GH");
    let here = bar(&script).expect("a bar");
    let earlier = script.again().keys("<left>");
    assert!(bar(&earlier) < Some(here));
    assert!(
        earlier.section() > 3,
        "told newest-first, what was earlier stands below"
    );
    earlier.check();
    assert_eq!(bar(&earlier.keys("<right>")), Some(here));
    // By posts as the page has them.
    let below = script.again().keys("<down>");
    assert_eq!(below.section(), 4);
    assert_eq!(below.keys("<up><up><up>").section(), 2, "the opening is no post");
    let first = script.again().keys("g");
    assert_eq!(bar(&first), Some(0));
    let last = script.again().keys("G");
    assert_eq!(bar(&last), Some(timeline(&last).chart.counts.len() - 1));
    assert_eq!(last.section(), 2);
}

#[test]
fn enter_stays_and_escape_comes_back() {
    let script = Script::on(live(16)).keys("5Gj");
    let place = script.app.state.document.place;
    let back = script.again().keys("H<left><left><down><esc>");
    assert_eq!((back.app.state.document.place, back.app.overlays.top()), (place, None));
    assert_eq!(script.again().keys("HHj<down>").app.overlays.top(), None);
    let there = script.keys("H<left><enter>");
    assert_eq!(there.app.overlays.top(), None);
    assert_ne!(there.app.state.document.place, place);
    assert_eq!(there.keys("<c-o>").app.state.document.place, place);
}

#[test]
fn without_times_there_is_none() {
    let script = Script::on(blog(5)).keys("H");
    assert_eq!(
        (script.notice(), script.app.overlays.top()),
        ("The posts have no times", None)
    );
    let script = Script::on(live(5)).keys("H").send(Message::Article {
        article: blog(5),
        more: false,
    });
    assert_eq!(script.app.overlays.top(), None);
}

#[test]
fn it_follows_the_screen_and_the_article() {
    let script = Script::on(live(40)).keys("3GH");
    let wide = timeline(&script).chart.counts.len();
    let narrow = script.resize(20, 12);
    let bars = timeline(&narrow).chart.counts.len();
    assert!(bars <= 20 && bars < wide, "{bars} of {wide}");
    let longer = narrow.send(Message::Article {
        article: live(60),
        more: false,
    });
    longer.check();
    assert!(timeline(&longer).chart.counts.iter().sum::<u32>() > 40);
    let longer = longer.keys("<right><left><pgup><pgdn>");
    longer.check();
}

proptest! {
    /// Whatever the order of posts, going through the bars one way goes through time.
    #[test]
    fn bars_go_through_time_in_any_order(turns in 0usize..3, section in 2u32..20, steps in 1usize..12) {
        let mut script = Script::on(live(20)).keys(&format!("{section}G"));
        for _ in 0..turns {
            script = script.keys("O");
        }
        let mut script = script.keys("H");
        let mut before = bar(&script);
        for _ in 0..steps {
            script = script.keys("<right>");
            script.check();
            let now = bar(&script);
            let last = timeline(&script).chart.counts.len() - 1;
            prop_assert!(now > before || before == Some(last), "{:?} after {:?}", now, before);
            before = now;
        }
    }
}
