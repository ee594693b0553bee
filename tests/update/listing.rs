//! The list of articles: opening it, looking for one, choosing it, and coming back.

use dateline::app::list::List;
use dateline::app::list::ranking::{RankRequest, rank};
use dateline::app::session::catalogue::{ListOrder, Listed, ListedAs};
use dateline::app::session::counts::{ArticleCounts, HowRead};
use dateline::app::{Effect, Focus, Message, Overlay};
use dateline::article::Date;
use dateline::keymap::{Code, Key};
use proptest::prelude::*;

use super::articles::comes;
use super::draft::blog;
use super::script::Script;

pub(super) fn listed(number: usize) -> Listed {
    let places = ["Sund", "Kessel Harbour", "Great Orra", "the old town"];
    Listed {
        words: format!("Report {number} from {}", places[number % places.len()]),
        date: Date::new(2026, (number / 28 % 12 + 1) as u8, (number % 28 + 1) as u8),
        is: ListedAs::Title,
    }
}

/// A reader of the first of so many articles.
pub(super) fn many(count: usize) -> Script {
    Script::on(blog(4))
        .send(Message::Listed {
            from: 0,
            articles: (0..count).map(listed).collect(),
        })
        .send(Message::Known {
            articles: count,
            all: true,
        })
}

/// The list, whether it is open or not.
fn list(script: &Script) -> &List {
    &script.app.state.session.library.listing.list
}

fn titles(script: &Script) -> Vec<String> {
    let numbers = (0..list(script).count()).filter_map(|place| list(script).at(place));
    numbers
        .map(|number| script.app.state.listed_article(number).named.words.to_owned())
        .collect()
}

fn chosen(script: &Script) -> Option<usize> {
    list(script).chosen()
}

fn turns(script: &Script) -> Vec<usize> {
    let turn = |effect: &Effect| match effect {
        Effect::Turn { to, .. } => Some(*to),
        _ => None,
    };
    script.effects.iter().filter_map(turn).collect()
}

/// Whether the list is open.
fn is_listing(script: &Script) -> bool {
    matches!(script.app.overlays.top(), Some(Overlay::Articles(_)))
}

#[test]
fn it_opens_on_the_article_that_is_read_and_closes_without_a_trace() {
    let script = many(12).keys("3>");
    let script = comes(script, 3, &blog(3)).keys("}}");
    let place = script.app.state.document.place;
    let script = script.keys("a");
    assert!(is_listing(&script));
    assert_eq!((chosen(&script), list(&script).count()), (Some(3), 12));
    assert!(script.app.state.listed_article(3).current);
    let script = script.keys("<down><down><esc>");
    assert_eq!(
        (script.app.state.document.place, script.app.overlays.top()),
        (place, None)
    );
    assert_eq!(turns(&script), [3], "nothing was asked for");
}

#[test]
fn letters_narrow_it_and_enter_opens_the_chosen_one_when_it_has_come() {
    let script = many(40).keys("agreat<down>");
    assert_eq!(script.app.state.list_in_words(), ("10 of 40".to_owned(), false));
    assert!(titles(&script).iter().all(|title| title.contains("Great Orra")));
    assert_eq!(chosen(&script), Some(6));
    let script = script.keys("<enter>");
    assert_eq!(turns(&script), [6]);
    assert!(is_listing(&script), "the list stays until it has come");
    // Another that was asked for before is not waited for.
    let script = comes(script, 6, &blog(2));
    assert_eq!(
        (script.app.state.session.library.at, script.app.overlays.top()),
        (6, None)
    );
    // It comes back as it was left; the next one in the order of the whole list is one key away.
    let script = script.keys("a");
    assert_eq!((list(&script).count(), chosen(&script)), (10, Some(6)));
    let script = script.keys("<esc>>");
    assert_eq!(turns(&script), [6, 7]);
    let script = script.keys("a<c-u>");
    assert_eq!((list(&script).count(), chosen(&script)), (40, Some(6)));
}

#[test]
fn what_is_read_already_opens_at_once_and_escape_takes_back_what_was_asked() {
    let script = many(12).keys("a<enter>");
    assert_eq!((script.app.overlays.top(), turns(&script)), (None, vec![]));
    let script = many(12).keys("a<down><enter><esc>");
    assert_eq!(script.app.overlays.top(), None);
    let script = comes(script, 1, &blog(2));
    assert_eq!(script.app.state.session.library.at, 0, "it is not wanted any more");
}

#[test]
fn days_are_found_by_how_they_begin() {
    let script = many(60).keys("a2026-02");
    assert_eq!(list(&script).count(), 28);
    let script = script.keys("-03");
    assert_eq!(titles(&script), ["Report 30 from Great Orra"]);
    assert_eq!(list(&script.keys("x")).count(), 0);
}

#[test]
fn a_long_list_is_looked_through_elsewhere_and_only_the_last_answer_counts() {
    let typed = |script: Script, c| script.tell(Message::Key(Key::plain(Code::Char(c))));
    let script = typed(typed(many(5000).keys("a"), 'o'), 'r');
    let asked: Vec<RankRequest> = script
        .effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Rank(ranking) => Some(ranking.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(asked.len(), 2);
    assert_eq!(list(&script).count(), 5000, "the list stays until the answer has come");
    assert_eq!(list(&script).input.text, "or");
    let ranked = |request: u64, found: &[u32], over| Message::Ranked {
        request,
        found: found.into(),
        over,
    };
    let early = script.tell(ranked(asked[0].request, &[1], true));
    assert_eq!(list(&early).count(), 5000);
    // Some of it comes first.
    let part = early.tell(ranked(asked[1].request, &[2, 6], false));
    assert_eq!(part.app.state.list_in_words(), ("2 of 5,000".to_owned(), true));
    let part = part.keys("<down>");
    let found = rank(&asked[1], &mut |_| true).expect("not stopped");
    let script = part.tell(ranked(asked[1].request, &found, true));
    assert_eq!(chosen(&script), Some(6), "what was chosen stays chosen");
    assert!(list(&script).count() > 2);
}

#[test]
fn articles_that_are_found_while_it_is_open_join_it() {
    let script = Script::on(blog(4))
        .send(Message::Known {
            articles: 1,
            all: false,
        })
        .send(Message::Choose { absent: false });
    assert!(is_listing(&script));
    let found = |from: usize, to: usize| Message::Listed {
        from,
        articles: (from..to).map(listed).collect(),
    };
    let script = script.send(found(0, 4)).send(Message::Known {
        articles: 4,
        all: false,
    });
    assert_eq!(script.app.state.list_in_words(), ("4".to_owned(), true));
    let script = script.keys("great");
    assert_eq!(list(&script).count(), 1);
    let script = script.send(found(4, 12));
    assert_eq!(titles(&script).len(), 3);
    assert_eq!(chosen(&script), Some(2));
}

#[test]
fn it_is_sorted_by_a_key_and_the_chosen_one_stays() {
    let script = many(60).keys("a<end>");
    // The end of a list is no key where text is typed.
    let script = script.keys("<down><down>");
    assert_eq!(chosen(&script), Some(2));
    let mut orders = Vec::new();
    let mut script = script;
    for _ in 0..4 {
        script = script.keys("<c-s>");
        assert_eq!((chosen(&script), list(&script).count()), (Some(2), 60));
        orders.push((
            script.app.state.session.library.listing.order,
            titles(&script)[0].clone(),
        ));
    }
    assert_eq!(
        orders,
        [
            (ListOrder::Newest, "Report 59 from the old town".to_owned()),
            (ListOrder::Oldest, "Report 0 from Sund".to_owned()),
            (ListOrder::Title, "Report 0 from Sund".to_owned()),
            (ListOrder::Given, "Report 0 from Sund".to_owned()),
        ]
    );
}

#[test]
fn several_that_were_given_are_chosen_from_first_but_one_is_no_list() {
    let alone = Script::on(blog(4));
    assert_eq!(alone.again().keys("a").notice(), "There is no other article");
    let open = alone
        .send(Message::Known {
            articles: 1,
            all: false,
        })
        .send(Message::Choose { absent: true });
    assert_eq!(turns(&open), [0], "there is a page under it");
    let one = open.again().send(Message::Known { articles: 1, all: true });
    assert_eq!(one.app.overlays.top(), None);
    let at_work = open.again().keys("x").send(Message::Known { articles: 1, all: true });
    assert!(is_listing(&at_work));
    // What is under it comes, and the list stays.
    let open = comes(open, 0, &blog(2));
    assert!(is_listing(&open));
    let open = open.keys("<esc>");
    assert_eq!(
        (open.app.state.session.library.at, open.app.state.session.focus),
        (0, Focus::Page)
    );
    // Nothing that is found later opens a list over the page.
    let later = open.send(Message::Known { articles: 9, all: true });
    assert_eq!(later.app.overlays.top(), None);
}

#[test]
fn counts_are_asked_for_on_the_screen_alone_and_what_is_new_is_kept() {
    let script = many(5000).keys("a");
    let asked = |script: &Script| {
        script
            .effects
            .iter()
            .filter_map(|effect| match effect {
                Effect::Count { numbers } => Some(numbers.clone()),
                _ => None,
            })
            .collect::<Vec<_>>()
    };
    let rows = script.app.state.list_rows();
    assert_eq!(asked(&script), [(0..rows as u32).collect::<Vec<_>>()]);
    assert!(script.app.state.listed_article(0).counts.is_none());
    let counts = ArticleCounts {
        sections: 4,
        words: 300,
        new: Some(120),
    };
    let script = script.send(Message::Counted(vec![(0, counts)]));
    let script = script.send(Message::Counted(vec![(0, ArticleCounts { new: None, ..counts })]));
    assert_eq!(script.app.state.listed_article(0).counts, Some(counts));
    assert_eq!(asked(&script).len(), 1, "nothing is asked for twice");
    let script = script.keys("<pgdn><pgdn>");
    assert!(asked(&script).len() > 1);
}

#[test]
fn what_has_been_read_is_marked_and_what_lies_under_the_list_is_not_read() {
    let script = many(12).stands(20).keys("G");
    let script = comes(script.keys(">"), 1, &blog(4)).stands(20);
    let script = script.keys("a");
    let read = |script: &Script, line| script.app.state.listed_article(line).read;
    let how: Vec<HowRead> = (0..3).map(|line| read(&script, line)).collect();
    assert_eq!(how, [HowRead::Partly, HowRead::Partly, HowRead::Not]);
    // As long as the list lies over it, the page is not read.
    let script = comes(script.keys("<down><enter>"), 2, &blog(0)).keys("a<down><enter>");
    let script = script.keys("<esc>");
    assert_eq!(script.app.state.session.library.at, 2);
    let under = many(3).send(Message::Choose { absent: true });
    let under = comes(under, 0, &blog(0));
    let under = under.stands(600);
    assert_eq!(read(&under, 0), HowRead::Not);
    assert_eq!(read(&under.keys("<esc>").stands(600).keys("a"), 0), HowRead::Whole);
}

proptest! {
    /// Whatever is typed, what is shown is some of the articles, each once; and nothing typed shows all.
    #[test]
    fn the_list_shows_each_article_at_most_once(keys in prop::collection::vec(prop::sample::select(vec!["o", "r", "2", "-", "0", "<backspace>", "<c-w>", "<c-s>", "<down>", "<pgdn>", "<up>", "é"]), 0..20)) {
        let script = many(300).keys("a");
        let script = keys.iter().fold(script, |script, keys| script.keys(keys));
        let mut numbers: Vec<usize> = (0..list(&script).count()).filter_map(|place| list(&script).at(place)).collect();
        prop_assert_eq!(numbers.len(), list(&script).count());
        prop_assert!(list(&script).count() == 0 || chosen(&script).is_some());
        numbers.sort_unstable();
        numbers.dedup();
        prop_assert_eq!(numbers.len(), list(&script).count());
        let script = script.keys("<end><c-u>");
        prop_assert_eq!(list(&script).count(), 300);
    }
}
