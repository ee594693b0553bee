//! What the article says again of others that were opened with it.

use std::sync::Arc;

use dateline::app::{Compared, Effect, Message, Turned};
use dateline::article::{Article, BlockId, Date, Kind, Meta, Published};
use dateline::fold::{Across, Elsewhere, GivenArticle, Origin};
use proptest::prelude::*;

use super::articles::comes;
use super::draft::{Draft, paragraph};
use super::script::Script;

/// Yesterday's blog.
fn yesterday() -> Arc<Article> {
    let mut draft = Draft::default().block(Kind::Title, "Harbour fire: crews hold the line overnight");
    for number in 0..12 {
        draft = draft.prose(&paragraph(500 + number, 3));
    }
    dated(&draft.done(), "2026-08-14")
}

/// Today's, which has four paragraphs of yesterday's behind what is new, and two more much further down.
fn today() -> Arc<Article> {
    let mut draft = Draft::default()
        .block(Kind::Title, "Ferries sail again")
        .prose(&paragraph(700, 2));
    for number in 2..6 {
        draft = draft.prose(&paragraph(500 + number, 3));
    }
    for section in 0..6 {
        draft = draft.heading(&format!("Watch {section} reports from the quay"));
        for number in 0..3 {
            draft = draft.prose(&paragraph(710 + 10 * section + number, 4));
        }
    }
    draft = draft.heading("What else there was");
    for number in 8..10 {
        draft = draft.prose(&paragraph(500 + number, 3));
    }
    dated(&draft.prose(&paragraph(790, 4)).done(), "2026-08-15")
}

fn dated(article: &Article, day: &str) -> Arc<Article> {
    let title = article
        .blocks()
        .first()
        .map(|block| block.text.of(article.text()).to_owned());
    let meta = Meta {
        title,
        published: Date::parse(day).map(|date| Published { date, minute: None }),
        ..Meta::default()
    };
    Arc::new(article.clone().with_meta(meta))
}

/// What one of the two says again of the other.
fn elsewhere(which: u32) -> Arc<Elsewhere> {
    let articles = [yesterday(), today()];
    let given = [0, 1].map(|number: u32| GivenArticle {
        number,
        article: &articles[number as usize],
    });
    let across = Across::of(&[&articles[0], &articles[1]]);
    Arc::new(Elsewhere::of(&across, &given, which))
}

/// The requests to compare, as (request, article).
fn requests(script: &Script) -> Vec<(u64, usize)> {
    let request = |effect: &Effect| match effect {
        Effect::Compare { request, at, .. } => Some((*request, *at)),
        _ => None,
    };
    script.effects.iter().filter_map(request).collect()
}

fn compared(script: Script, request: u64, elsewhere: &Arc<Elsewhere>, late: bool) -> Script {
    script.send(Message::Compared(Compared {
        request,
        elsewhere: Arc::clone(elsewhere),
        late,
    }))
}

/// The last request is answered.
fn answered(script: Script, which: u32, late: bool) -> Script {
    let request = requests(&script).last().expect("it was asked").0;
    compared(script, request, &elsewhere(which), late)
}

/// A reader of today's blog, the second of two.
fn two() -> Script {
    let script = Script::on(yesterday()).send(Message::Known { articles: 2, all: true });
    comes(script.keys(">"), 1, &today())
}

fn of_others(script: &Script) -> Vec<BlockId> {
    let runs = script.app.state.document.folding.runs().iter();
    runs.filter(|run| matches!(run.of, Origin::There(_)))
        .map(|run| run.first)
        .collect()
}

#[test]
fn it_is_asked_for_once_when_the_others_are_known() {
    let script = Script::on(yesterday());
    let script = script.send(Message::Known {
        articles: 1,
        all: false,
    });
    assert_eq!(requests(&script), []);
    let script = script.send(Message::Known {
        articles: 2,
        all: false,
    });
    assert_eq!(requests(&script), [], "others may come nearer");
    let script = script.send(Message::Known { articles: 2, all: true });
    let script = script.send(Message::Known { articles: 2, all: true });
    assert_eq!(requests(&script), [(1, 0)]);
    let script = comes(script.keys(">"), 1, &today());
    assert_eq!(requests(&script).last().map(|request| request.1), Some(1));
    // Of a large corpus, when the nearest are known.
    let script = Script::on(yesterday()).send(Message::Known {
        articles: 1002,
        all: false,
    });
    assert_eq!(requests(&script), [(1, 0)]);
    assert_eq!(
        requests(&Script::on(yesterday())),
        [],
        "alone there is nothing to compare"
    );
}

#[test]
fn a_first_part_is_not_compared() {
    let script = Script::on(Arc::default()).send(Message::Article {
        article: yesterday(),
        more: true,
    });
    let script = script.send(Message::Known { articles: 2, all: true });
    assert_eq!(requests(&script), []);
    let script = script.send(Message::Article {
        article: yesterday(),
        more: false,
    });
    assert_eq!(requests(&script).len(), 1);
}

#[test]
fn what_stands_in_an_earlier_article_folds() {
    let script = answered(two(), 1, false);
    script.check();
    assert_eq!(of_others(&script).len(), 2);
    assert!(of_others(&script).iter().all(|&run| script.is_folded(run)));
    let fold = script
        .row_with("4 paragraphs from \"Harbour fire")
        .expect("a line that says from where");
    assert!(script.page()[fold].contains(", 14 Aug"), "{:#?}", script.page());
    assert!(
        script
            .app
            .state
            .document
            .saved_in_words()
            .is_some_and(|words| words.starts_with("folds save "))
    );
    // The section that says little else is not new, and the sidebar knows.
    let badges = script.app.state.document.facts.badges.last().expect("a section");
    assert_eq!(badges.repeats, 2);
    assert!(badges.new_percent() < 60, "{}", badges.new_percent());
    // The original is not folded.
    let first = comes(script.keys("<lt>"), 0, &yesterday());
    let first = answered(first, 0, false);
    assert_eq!(of_others(&first), []);
}

#[test]
fn it_opens_and_folds_like_any_other() {
    let script = answered(two(), 1, false);
    let (folds, page) = (script.app.state.document.folds.clone(), script.page());
    let first = of_others(&script)[0];
    // From elsewhere the first goes there.
    let script = script.keys("<enter><enter>");
    assert!(!script.is_folded(first));
    assert!(
        script.row_with("repeats \"Harbour fire").is_some(),
        "{:#?}",
        script.page()
    );
    let script = script.keys("<enter>");
    script.check();
    assert_eq!((&script.app.state.document.folds, script.page()), (&folds, page));
    let script = script.keys("zR");
    assert!(of_others(&script).iter().all(|&run| !script.is_folded(run)));
    assert_eq!(script.app.state.document.saved_in_words(), None);
    let script = script.keys("zM");
    assert!(of_others(&script).iter().all(|&run| script.is_folded(run)));
    script.keys("zuzb").check();
}

#[test]
fn what_is_reworded_is_marked_and_has_its_original_a_key_away() {
    let said = paragraph(503, 3);
    let reworded = Draft::default().prose(&said.replacen("before the tide turned", "before noon", 1));
    let reworded = dated(&reworded.prose(&paragraph(800, 3)).done(), "2026-08-15");
    let articles = [yesterday(), Arc::clone(&reworded)];
    let given = [0, 1].map(|number: u32| GivenArticle {
        number,
        article: &articles[number as usize],
    });
    let across = Across::of(&[&articles[0], &articles[1]]);
    let found = Arc::new(Elsewhere::of(&across, &given, 1));
    let script = Script::on(yesterday()).send(Message::Known { articles: 2, all: true });
    let script = comes(script.keys(">"), 1, &reworded);
    let request = requests(&script).last().expect("it was asked").0;
    let script = compared(script, request, &found, false);
    script.check();
    assert!(
        script.row_with("% the same as in").is_some_and(|row| row == 0),
        "{:#?}",
        script.page()
    );
    assert!(!script.is_folded(BlockId(0)));
    // The words of the other article are not at hand: there is nothing to show of what changed.
    assert_eq!(script.app.state.what_activating_does(Some(BlockId(0))), None);
    let page = script.page();
    assert_eq!(script.again().keys("<enter>l").page(), page);
    assert_eq!(script.again().keys("zd").notice(), "The original is in another article");
    // Unique text only is asked for.
    let unique = script.again().keys("zu");
    unique.check();
    assert!(unique.is_folded(BlockId(0)) && unique.row_with("1 paragraph reworded from").is_some());
    assert_eq!(unique.app.state.what_activating_does(Some(BlockId(0))), Some("unfold"));
    let open = unique.keys("<enter>");
    assert!(!open.is_folded(BlockId(0)));
    assert_eq!(open.app.state.what_activating_does(Some(BlockId(0))), Some("fold"));
    assert!(open.keys("<enter>").is_folded(BlockId(0)));
    let script = comes(script.keys("o"), 0, &yesterday());
    assert_eq!(script.cursor_text(), said);
}

#[test]
fn what_comes_while_it_is_read_moves_nothing() {
    // A key was pressed.
    let script = two().keys("j");
    let before = script.page();
    let script = answered(script, 1, false);
    script.check();
    assert_eq!(script.page(), before);
    let [below] = of_others(&script)[..] else {
        panic!("the one further down")
    };
    assert!(script.is_folded(below));
    // Out of sight it folds, too.
    let away = script.again().keys("G");
    away.check();
    let [here, _] = of_others(&away)[..] else {
        panic!("both")
    };
    assert!(away.is_folded(here));
    // It took so long that the page may be being read.
    let fresh = two();
    let before = fresh.page();
    let late = answered(fresh, 1, true);
    late.check();
    assert_eq!(late.page(), before);
    assert_eq!(of_others(&late), [below]);
    // Who asks for the page to be folded, asks for all of it.
    for keys in ["zM", "zu", "zR"] {
        let all = late.again().keys(keys);
        all.check();
        assert_eq!(of_others(&all), [here, below]);
        assert_eq!(all.is_folded(here), keys != "zR");
    }
}

#[test]
fn an_answer_that_is_not_awaited_is_dropped() {
    let script = two();
    let request = requests(&script).last().expect("it was asked").0;
    for stale in [0, request - 1, request + 1] {
        let script = compared(script.again(), stale, &elsewhere(1), false);
        assert_eq!(of_others(&script), []);
    }
    // Another article has been turned to, then another version has come.
    let back = comes(script.keys("<lt>"), 0, &yesterday());
    let back = compared(back, request, &elsewhere(1), false);
    assert_eq!(of_others(&back), []);
    let again = comes(back.keys(">"), 1, &today());
    let request = requests(&again).last().expect("it was asked").0;
    let newer = again.send(Message::Article {
        article: today(),
        more: true,
    });
    assert_eq!(of_others(&compared(newer, request, &elsewhere(1), false)), []);
}

#[test]
fn a_better_folding_keeps_what_is_known_of_others() {
    let script = answered(two(), 1, false);
    let runs = of_others(&script);
    let script = script.keys("<enter><enter>").folded();
    assert_eq!(of_others(&script), runs);
    assert!(!script.is_folded(runs[0]) && script.is_folded(runs[1]));
    script.check();
}

#[test]
fn o_opens_the_other_article_at_the_place_and_back_again() {
    let script = answered(two(), 1, false).keys("G{");
    assert_eq!(of_others(&script).last(), Some(&script.app.state.document.place.cursor));
    let place = script.app.state.document.place;
    let of = script
        .app
        .state
        .document
        .folding
        .run(script.app.state.document.place.cursor)
        .map(|run| run.of);
    let Some(Origin::There(of)) = of else {
        panic!(
            "the cursor is not on what another article says: {}",
            script.cursor_text()
        )
    };
    let script = script.keys("o");
    assert_eq!(
        script.effects.last(),
        Some(&Effect::Turn { to: 0, whole: true }),
        "it is asked for"
    );
    assert_eq!(
        script.app.state.document.place, place,
        "and the page stays until it comes"
    );
    let script = comes(script, 0, &yesterday());
    script.check();
    assert_eq!(
        (
            script.app.state.session.library.at,
            script.app.state.document.place.cursor
        ),
        (0, of.block)
    );
    assert_eq!(script.cursor_text(), paragraph(508, 3));
    // What comes now moves nothing.
    let page = script.page();
    let script = answered(script, 0, false).folded();
    assert_eq!(script.page(), page);
    let script = script.keys("<c-o>");
    assert_eq!(script.effects.last(), Some(&Effect::Turn { to: 1, whole: true }));
    let script = comes(script, 1, &today());
    script.check();
    assert_eq!(
        (script.app.state.session.library.at, script.app.state.document.place),
        (1, place)
    );
    // And forward again.
    let script = comes(script.keys(")"), 0, &yesterday());
    assert_eq!(
        (
            script.app.state.session.library.at,
            script.app.state.document.place.cursor
        ),
        (0, of.block)
    );
}

#[test]
fn what_is_known_already_is_there_when_the_article_is() {
    let script = answered(two(), 1, false).keys("j");
    let (place, page, asked) = (script.app.state.document.place, script.page(), requests(&script).len());
    let script = comes(script.keys("<lt>"), 0, &yesterday()).keys(">");
    let script = script.send(Message::Turned(Turned {
        to: 1,
        article: today(),
        folding: Arc::default(),
        elsewhere: Some(elsewhere(1)),
        more: false,
    }));
    script.check();
    assert_eq!((script.app.state.document.place, script.page()), (place, page));
    assert_eq!(
        requests(&script).len(),
        asked + 1,
        "only of the other one it was asked for"
    );
    assert_eq!(of_others(&script).len(), 2);
}

#[test]
fn turning_elsewhere_takes_the_aim_along() {
    let script = answered(two(), 1, false).keys("}}");
    let place = script.app.state.document.place;
    // Before the other has come, the reader goes back to this one.
    let script = comes(script.keys("o").keys(">"), 1, &today());
    script.check();
    assert_eq!(
        (script.app.state.session.library.at, script.app.state.document.place),
        (1, place)
    );
    // And the other opens as it was left.
    let script = comes(script.keys("<lt>"), 0, &yesterday());
    script.check();
    assert_eq!(
        script.app.state.document.place,
        Script::on(yesterday()).app.state.document.place
    );
    // Turning is a jump like any other.
    let script = comes(script.keys("<c-o>"), 1, &today());
    assert_eq!(
        (script.app.state.session.library.at, script.app.state.document.place),
        (1, place)
    );
}

#[test]
fn what_is_aimed_at_may_be_gone() {
    let script = answered(two(), 1, false).keys("o");
    let script = comes(script, 0, &Draft::default().prose("The file was written anew.").done());
    script.check();
    let script = comes(
        script.keys("<c-o>"),
        1,
        &Draft::default().prose("This one, too.").done(),
    );
    script.check();
    let script = comes(script.keys(")"), 0, &Arc::default());
    script.check();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever is done around it: the cursor is on the page, and unfolding gives every block back.
    #[test]
    fn whatever_is_done_nothing_is_lost(
        before in prop::collection::vec(prop::sample::select(KEYS), 0..12),
        after in prop::collection::vec(prop::sample::select(KEYS), 0..12),
        late in any::<bool>(),
    ) {
        let press = |script: Script, keys: &[&str]| keys.iter().fold(script, |script, keys| {
            let script = script.keys(keys);
            script.check();
            script
        });
        let script = answered(press(two(), &before), 1, late);
        script.check();
        let script = press(script, &after).keys("<esc>zRg");
        let page = script.app.state.page();
        let shown: Vec<BlockId> = std::iter::successors(Some(BlockId(0)), |&block| page.next(block)).collect();
        prop_assert_eq!(shown, script.app.state.document.article.ids().collect::<Vec<_>>());
    }
}

const KEYS: &[&str] = &[
    "j",
    "k",
    "d",
    "u",
    "G",
    "g",
    "]",
    "[",
    "}",
    "{",
    "<enter>",
    "za",
    "zR",
    "zM",
    "zu",
    "zb",
    "zd<esc>",
    "l",
    "h<esc>",
    "<c-o>",
    ")",
    "3G",
    "/the<enter>",
    "n",
    "N",
    "y",
    "Y",
];
