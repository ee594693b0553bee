//! Searching.

use dateline::app::search::find;
use dateline::app::{Effect, Message, Overlay, SearchState};
use proptest::prelude::*;

use super::draft::{Draft, blog, paragraph};
use super::script::Script;

#[test]
fn a_search_is_shown_as_it_is_typed() {
    let script = Script::on(blog(8));
    let start = script.app.state.document.place;
    let script = script.keys("/watch 5");
    script.check();
    let search = script.app.state.document.search.as_ref().expect("a search");
    assert_eq!((search.state.clone(), search.current), (SearchState::Done, Some(0)));
    assert!(script.row_with("Watch 5 reports").is_some(), "{:#?}", script.page());
    // Typed on, nothing is found: the page is where it was, and so it is when the search is given up.
    let script = script.keys("!!");
    assert_eq!(script.app.state.document.place, start);
    let script = script.keys("<esc>");
    assert_eq!(
        (script.app.state.document.place, &script.app.state.document.search),
        (start, &None)
    );
    assert_eq!(script.effects.last(), Some(&Effect::StopSearch));
}

#[test]
fn a_match_is_shown_a_third_down_unless_it_is_on_the_page() {
    let script = Script::on(blog(8)).keys("/watch 5 reports<enter>");
    assert_eq!(script.row_with("Watch 5 reports"), Some(script.app.state.height() / 3));
    let top = script.app.state.document.place.top;
    let script = script.keys("/tide<enter>");
    assert_eq!(script.app.state.document.place.top, top);
}

#[test]
fn matches_are_stepped_through_and_around() {
    let script = Script::on(blog(8)).keys("/reports from<enter>");
    let at = |script: &Script| {
        script
            .app
            .state
            .document
            .search
            .as_ref()
            .and_then(|search| search.current)
    };
    assert_eq!(at(&script), Some(0));
    let script = script.keys("nn");
    assert_eq!((at(&script), script.section()), (Some(2), 4));
    let script = script.keys("3n");
    assert_eq!(at(&script), Some(5));
    let script = script.keys("2N");
    assert_eq!(at(&script), Some(3));
    let script = script.keys("5n");
    assert_eq!(
        (at(&script), script.notice()),
        (Some(0), "Search goes on from the start")
    );
    let script = script.keys("N");
    assert_eq!((at(&script), script.notice()), (Some(7), "Search goes on from the end"));
    // From where the reader is, not from the last match.
    let script = script.keys("4Gn");
    script.check();
    assert_eq!(script.section(), 4);
    let script = script.keys("n");
    assert_eq!(script.section(), 5);
    let script = script.keys("<esc>n");
    assert_eq!((&script.app.state.document.search, script.section()), (&None, 6));
}

#[test]
fn every_match_is_on_the_page_when_it_is_gone_to() {
    let mut script = Script::on(blog(9)).keys("/tide<enter>");
    let count = script
        .app
        .state
        .document
        .search
        .as_ref()
        .expect("a search")
        .matches
        .len();
    assert!(count > 20, "{count}");
    for _ in 0..count {
        script = script.keys("n");
        script.check();
        let search = script.app.state.document.search.as_ref().expect("a search");
        let span = search.matches[search.current.expect("a match")];
        let byte = script.app.state.document.viewport.span;
        assert!(
            byte.start <= span.start && span.start < byte.end,
            "{span:?} is not in {byte:?}"
        );
        assert_eq!(script.app.state.document.matches_in(span).len(), 1);
    }
}

#[test]
fn a_fold_opens_for_a_match_and_closes_behind_it() {
    let script = Script::on(blog(8));
    let runs = script.runs();
    let Some(&first) = runs.first() else {
        panic!("no repeats")
    };
    assert!(script.is_folded(first));
    let block = script.app.state.document.article.text_of(first).to_owned();
    let words: String = block.chars().skip(10).take(40).collect();
    let script = script.keys("/").send(Message::Paste(words));
    let matches = script
        .app
        .state
        .document
        .search
        .as_ref()
        .expect("a search")
        .matches
        .len();
    assert_eq!(matches, 2);
    let script = script.keys("<enter>n");
    script.check();
    assert!(!script.is_folded(first), "the match stays hidden");
    assert_eq!(script.app.state.document.place.cursor, first);
    let script = script.keys("n");
    assert!(script.is_folded(first), "the fold stays open behind the search");
    script.check();
}

#[test]
fn what_is_no_pattern_says_so_and_breaks_nothing() {
    for wrong in ["(", "[a", "*", "a{99999}{99999}"] {
        let script = Script::on(blog(3)).keys(&format!("/{wrong}"));
        script.check();
        let state = script
            .app
            .state
            .document
            .search
            .as_ref()
            .expect("a search")
            .state
            .clone();
        assert!(matches!(state, SearchState::Wrong(_)), "{wrong}: {state:?}");
        let script = script.keys("<enter>");
        assert!(script.notice().starts_with("Invalid pattern"), "{}", script.notice());
        let script = script.keys("n<esc>");
        assert_eq!(script.app.state.document.search, None);
    }
    let script = Script::on(blog(3)).keys("/zzz<enter>");
    assert_eq!(script.notice(), "Not found: zzz");
    assert_eq!(script.keys("n").notice(), "Not found: zzz");
}

#[test]
fn answers_to_older_requests_are_not_taken() {
    let script = Script::on(blog(3)).keys("/tide");
    let request = script.app.state.document.search.as_ref().expect("a search").request;
    let before = script.app.state.document.search.clone();
    let late = Message::Matches {
        request: request - 1,
        matches: Ok([].into()),
        state: SearchState::Done,
    };
    assert_eq!(script.send(late).app.state.document.search, before);
}

#[test]
fn matches_that_come_late_do_not_move_a_reader_who_has_gone_on() {
    let quick = |keys: &str| {
        let mut script = Script::on(blog(8)).keys("/watch 5 reports");
        let search = script.app.state.document.search.as_mut().expect("a search");
        let answer = Message::Matches {
            request: search.request,
            matches: Ok(std::mem::replace(&mut search.matches, [].into())),
            state: SearchState::Done,
        };
        // As if the answer to what was typed were still under way.
        (search.state, search.current, search.seeking) = (SearchState::Running, None, Some(0));
        script.keys(keys).send(answer)
    };
    assert_eq!(quick("<enter>").section(), 6);
    let script = quick("<enter>g");
    assert_eq!(
        (script.section(), script.app.state.document.viewport.at_start),
        (1, true)
    );
    assert_eq!(script.keys("n").section(), 6);
}

#[test]
fn patterns_are_kept_and_taken_up_again() {
    let script = Script::on(blog(3)).keys("/one<enter>/two<enter>/dra<up>");
    let typed = |script: &Script| match script.app.overlays.top() {
        Some(Overlay::Search(searching)) => searching.prompt.input.text.clone(),
        _ => panic!("not searching"),
    };
    assert_eq!(typed(&script), "two");
    let script = script.keys("<up><up>");
    assert_eq!(typed(&script), "one");
    let script = script.keys("<down><down>");
    assert_eq!(typed(&script), "dra");
    let script = script.keys("<c-w>");
    assert_eq!(script.app.state.document.search, None);
    let script = script.keys("<esc>");
    assert_eq!(
        script
            .app
            .state
            .document
            .search
            .as_ref()
            .map(|search| search.pattern.as_str()),
        Some("two")
    );
}

proptest! {
    /// Matches lie in blocks, ascend and do not overlap; each is what was sought.
    #[test]
    fn matches_are_in_order_and_in_blocks(words in proptest::collection::vec("[a-c \u{a0}’É漢]{0,12}", 1..20), sought in "[a-cé漢]{1,2}") {
        let mut draft = Draft::default();
        for text in &words {
            draft = draft.prose(text.trim());
        }
        let article = draft.done();
        let (found, state) = find(&article, &sought, &mut |_| true).expect("a pattern").expect("not stopped");
        prop_assert_eq!(state, SearchState::Done);
        let mut end = 0;
        for span in &found {
            prop_assert!(span.start >= end && !span.is_empty());
            end = span.end;
            let block = article.block_at(span.start).expect("a block");
            prop_assert!(article.block(block).text.contains(*span));
            prop_assert_eq!(span.of(article.text()).to_lowercase(), sought.clone());
        }
        let count: usize = words.iter().map(|text| text.to_lowercase().matches(&sought).count()).sum();
        prop_assert_eq!(found.len(), count);
    }

    /// Any pattern is taken or refused; none breaks anything.
    #[test]
    fn any_pattern_is_answered(pattern in "\\PC{0,20}") {
        let article = Draft::default().prose(&paragraph(1, 2)).done();
        let _ = find(&article, &pattern, &mut |_| true);
    }
}

#[test]
fn a_search_stops_when_it_is_told_to() {
    let article = blog(3);
    assert_eq!(find(&article, "tide", &mut |_| false), Ok(None));
}
