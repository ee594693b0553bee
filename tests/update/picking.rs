//! The picker: what it lists, what of it is found, what the page shows meanwhile, and where it goes.

use std::borrow::Cow;
use std::sync::Arc;

use dateline::app::list::ranking::{ListLines, RankRequest, SharedLines, rank};
use dateline::app::overlay::picker::Picker;
use dateline::app::overlay::picker::items::{Item, ItemKind};
use dateline::app::{Effect, Message, Overlay};
use dateline::article::Kind;
use dateline::keymap::{Code, Key};
use dateline::matching::Fuzzy;
use proptest::prelude::*;

use super::draft::{Draft, blog, blog_after, paragraph};
use super::script::Script;

fn picking(script: &Script) -> &Picker {
    match script.app.overlays.top() {
        Some(Overlay::Picker(picking)) => picking,
        _ => panic!("not picking"),
    }
}

/// What is listed.
fn goals(script: &Script) -> Vec<Item> {
    let picking = picking(script);
    let listed = (0..picking.list.count()).filter_map(|place| picking.list.at(place));
    listed.filter_map(|line| picking.items.item(line)).collect()
}

/// The numbers of the sections that are listed.
fn sections(script: &Script) -> Vec<u32> {
    let sections = goals(script).into_iter().filter_map(|goal| match goal {
        Item::Section(section) => Some(section.0 + 1),
        _ => None,
    });
    sections.collect()
}

fn harbour() -> Draft {
    Draft::default()
        .prose("Before.")
        .heading("Ferries stood down at midnight")
        .prose("One.")
        .heading("Smoke warning for the old town")
        .prose("Two.")
        .block(Kind::Caption, "A lighthouse in the haze - Ana Brandt/Coastal Press")
        .heading("Île de Sund: 12 boats missing")
        .prose("Three.")
}

#[test]
fn it_finds_sections_by_their_letters() {
    let start = || Script::on(harbour().done());
    assert_eq!(sections(&start().keys("p")), [1, 2, 3, 4]);
    for (typed, expected) in [
        ("oldtown", vec![3]),
        ("FERR", vec![]),
        ("Ferr", vec![2]),
        ("ile", vec![4]),
        ("open", vec![1]),
    ] {
        assert_eq!(sections(&start().keys(&format!("p{typed}"))), expected, "{typed}");
    }
    // A number is a section's, before it is letters.
    assert_eq!(sections(&Script::on(blog(14)).keys("p12")).first(), Some(&12));
    let script = start().keys("psmoke<enter>");
    script.check();
    assert_eq!((script.section(), script.app.overlays.top()), (3, None));
    let script = script.keys("<c-o>");
    assert_eq!(script.section(), 1);
    let script = script.keys("pxxxx<enter>");
    assert!(goals(&script).is_empty(), "nothing found, nowhere to go");
    assert_eq!(script.keys("<esc>").app.overlays.top(), None);
}

#[test]
fn it_lists_captions_repeats_marks_and_matches_and_tab_lists_one_kind_alone() {
    let script = Script::on(blog(8)).keys("3Gma/reports<enter>gp");
    let count = |kind| picking(&script).items.count_of(kind);
    let counts = ItemKind::ALL.map(count);
    assert_eq!(counts[0], 9);
    assert!(counts.iter().all(|&count| count > 0), "{counts:?}");
    assert_eq!(goals(&script).len(), counts.iter().sum::<usize>());
    let mut script = script;
    for kind in ItemKind::ALL {
        script = script.keys("<tab>");
        assert_eq!(picking(&script).kind, Some(kind));
        assert!(goals(&script).iter().all(|goal| goal.kind() == kind));
        assert_eq!(goals(&script).len(), counts[kind as usize]);
    }
    assert_eq!(picking(&script.keys("<tab>")).kind, None);
    // Kinds of which there are none are passed over; what is typed stays.
    let script = Script::on(harbour().done()).keys("plight<s-tab>");
    assert_eq!(picking(&script).kind, Some(ItemKind::Caption));
    assert_eq!(goals(&script).len(), 1);
}

#[test]
fn the_page_shows_what_is_chosen_and_escape_comes_back() {
    let script = Script::sized(blog(12), 120, 40).keys("4Gjj");
    let before = script.app.state.document.place;
    let read = script.app.state.document.reading.progress.clone();
    let script = script.keys("p");
    script.check();
    let script = script.keys("<down><down><down>");
    script.check();
    assert_eq!(script.section(), 7);
    assert!(script.first().starts_with("Watch 6 reports"), "{}", script.first());
    let script = script.keys("shed 9");
    assert!(script.row_with("Shed 9 before dawn").is_some(), "{:#?}", script.page());
    // Nothing is found: the page is where the reader was, for now.
    let script = script.keys("zzzz");
    assert_eq!(script.app.state.document.place.cursor, before.cursor);
    let script = script.keys("<esc>");
    script.check();
    assert_eq!(
        (
            script.app.state.document.place,
            &script.app.state.document.reading.progress
        ),
        (before, &read)
    );
    assert_eq!(script.keys("<c-o>").section(), 1);
}

#[test]
fn what_is_taken_is_gone_to_and_come_back_from() {
    for (keys, words) in [
        ("pshed 9<enter>", "Shed 9 before dawn"),
        ("pas in<enter>", "repeated from"),
        ("7Gmagpa watch 6<s-tab><enter>", "Watch 6 reports"),
        ("/watch 5 rep<enter>gp<s-tab><enter>", "Watch 5 reports"),
    ] {
        let script = Script::on(blog(12));
        let script = script.keys(keys);
        script.check();
        assert!(script.app.overlays.top().is_none(), "{keys}");
        assert!(script.row_with(words).is_some(), "{keys}: {:#?}", script.page());
        let there = script.app.state.document.place;
        let script = script.keys("<c-o>");
        script.check();
        assert_ne!(script.app.state.document.place, there, "{keys}");
    }
}

#[test]
fn a_match_in_a_fold_opens_it_when_it_is_taken_and_not_before() {
    let script = Script::on(blog(8));
    let first = script.runs()[0];
    let words: String = script
        .app
        .state
        .document
        .article
        .text_of(first)
        .chars()
        .skip(10)
        .take(40)
        .collect();
    let script = script
        .keys("/")
        .send(Message::Paste(words))
        .keys("<enter>gp<s-tab><down>");
    assert_eq!(goals(&script).len(), 2);
    assert!(script.is_folded(first));
    let script = script.keys("<enter>");
    script.check();
    assert!(!script.is_folded(first));
    assert_eq!(script.app.state.document.place.cursor, first);
}

#[test]
fn it_shows_which_letters_matched() {
    let script = Script::on(blog(3)).keys("pmole<tab>");
    assert_eq!(goals(&script).len(), 3);
    let mut fuzzy = Fuzzy::new("mole");
    for goal in goals(&script) {
        let Item::Section(section) = goal else {
            panic!("{goal:?}")
        };
        let headline: Vec<char> = script.app.state.document.headline(section).chars().collect();
        let lit = fuzzy.letters(&script.app.state.document.headline(section));
        assert_eq!(lit.iter().map(|&at| headline[at as usize]).collect::<String>(), "mole");
    }
}

#[test]
fn typing_on_finds_what_typing_at_once_finds() {
    for typed in ["w 2", "watch 12", "2 e", "rep mol 1", "12", "1 2x"] {
        let typed_on = Script::on(blog(30)).keys(&format!("p{typed}"));
        let pasted = Script::on(blog(30)).keys("p").send(Message::Paste(typed.to_owned()));
        assert_eq!(goals(&typed_on), goals(&pasted), "{typed}");
        assert!(!goals(&pasted).is_empty() || typed.contains('x'), "{typed}");
    }
}

/// More lines than are ranked at once.
fn long() -> Script {
    let mut draft = Draft::default();
    for section in 0..3_000 {
        draft = draft.heading(&format!("Boat {section} came in")).prose("It did.");
    }
    Script::on(draft.done())
}

#[test]
fn a_long_list_is_ranked_elsewhere_and_answers_come_as_they_are_found() {
    let script = long().keys("p").tell(Message::Key(Key::plain(Code::Char('7'))));
    let Some(Effect::Rank(ranking)) = script.effects.last().cloned() else {
        panic!("{:?}", script.effects)
    };
    // What was listed stays until there is something better.
    assert_eq!(picking(&script).list.count(), 3_000);
    assert!(picking(&script).list.is_running());
    let ranked = |request: u64, found: &[u32], over| Message::Ranked {
        request,
        found: found.into(),
        over,
    };
    let script = script.tell(ranked(ranking.request - 1, &[5], true));
    assert_eq!(picking(&script).list.count(), 3_000, "an answer to an older request");
    let script = script.tell(ranked(ranking.request, &[7, 70], false));
    assert_eq!(sections(&script), [8, 71]);
    // The reader has chosen: that stays chosen when better ones come.
    let script = script.keys("<down>").tell(ranked(ranking.request, &[6, 7, 70], true));
    assert_eq!((picking(&script).list.selected, script.section()), (2, 71));
    assert!(!picking(&script).list.is_running());
}

#[test]
fn enter_takes_the_best_when_it_is_known() {
    let mut script = long().keys("p");
    for c in "2999".chars() {
        script = script.tell(Message::Key(Key::plain(Code::Char(c))));
    }
    let script = script.tell(Message::Key(Key::plain(Code::Enter)));
    let Some(Effect::Rank(ranking)) = script.effects.last().cloned() else {
        panic!("{:?}", script.effects)
    };
    assert_eq!(script.section(), 1);
    let found = rank(&ranking, &mut |_| true).expect("not stopped");
    let script = script.tell(Message::Ranked {
        request: ranking.request,
        found: found.into(),
        over: true,
    });
    script.check();
    // A number goes to the section of that number first.
    assert_eq!((script.section(), script.app.overlays.top()), (2_999, None));
}

#[test]
fn a_newer_version_is_listed_at_once() {
    let script = Script::on(blog(4)).keys("pwatch");
    assert_eq!(sections(&script).len(), 4);
    let script = script.send(Message::Article {
        article: blog_after(Draft::default().prose(&paragraph(4, 9)), 9).done(),
        more: false,
    });
    assert_eq!(sections(&script).len(), 9);
    script.keys("<esc>").check();
}

#[derive(Debug)]
struct Words(Vec<String>);

impl ListLines for Words {
    fn count(&self) -> usize {
        self.0.len()
    }

    fn line(&self, index: usize) -> Cow<'_, str> {
        Cow::Borrowed(&self.0[index])
    }
}

proptest! {
    /// However the list is ranked, at once or told as it goes, it is in one order; every line that is found has all the
    /// letters; and when it is told to stop, it does.
    #[test]
    fn a_ranking_is_one_order(words in proptest::collection::vec("[a-d é港]{0,8}", 0..60), typed in "[a-dé]{1,3}", repeat in 1usize..90, first in proptest::option::of(0u32..60)) {
        let all: Vec<String> = words.iter().cycle().take(words.len() * repeat).cloned().collect();
        let first = first.filter(|&first| (first as usize) < all.len());
        let lines = SharedLines::new(Arc::new(Words(all.clone())));
        let ranking = RankRequest { request: 1, typed: typed.clone(), lines, among: None, first };
        let mut told = Vec::new();
        let found = rank(&ranking, &mut |found| {
            told.extend(found.map(<[u32]>::to_vec));
            true
        }).expect("not stopped");
        for part in &told {
            prop_assert!(part.iter().all(|line| found.contains(line)));
        }
        if let Some(first) = first {
            prop_assert_eq!(found.first(), Some(&first));
        }
        let among = RankRequest { among: Some(found.clone().into()), ..ranking.clone() };
        prop_assert_eq!(rank(&among, &mut |_| true), Some(found.clone()));
        for &line in found.iter().filter(|line| Some(**line) != first) {
            let mut rest = all[line as usize].chars();
            prop_assert!(typed.chars().all(|c| rest.any(|other| other == c || (c == 'e' && other == 'é'))), "{typed} in {}", all[line as usize]);
        }
        prop_assert!(all.len() < 2_049 || rank(&ranking, &mut |_| false).is_none());
    }

    /// Whatever is typed and chosen, at whatever size: Escape comes back exactly to where the reader was.
    #[test]
    fn looking_around_in_the_picker_changes_nothing(
        start in "[]}jd]{0,10}",
        keys in proptest::collection::vec(proptest::sample::select(vec!["<down>", "<up>", "<pgdn>", "<tab>", "<s-tab>", "w", "s", "1", " ", "<backspace>", "<c-u>"]), 0..14),
        size in proptest::sample::select(vec![(20u16, 5u16), (40, 12), (80, 24), (100, 30), (200, 60)]),
    ) {
        let script = Script::sized(blog(9), size.0, size.1).keys(&format!("3Gma/mole<enter>{start}<esc><esc>"));
        let (before, folds, read, jumps) = (script.app.state.document.place, script.app.state.document.folds.clone(), script.app.state.document.reading.progress.clone(), script.app.state.session.places.jumps.clone());
        let mut script = script.keys("p");
        for keys in keys {
            script = script.keys(keys);
            script.check();
        }
        let script = script.keys("<esc>");
        script.check();
        prop_assert_eq!(script.app.state.document.place, before);
        prop_assert_eq!(script.app.state.document.folds, folds);
        prop_assert_eq!(script.app.state.document.reading.progress, read);
        prop_assert_eq!(script.app.state.session.places.jumps, jumps);
    }
}
