//! The list of articles, to look at.

use std::fmt::Write as _;

use dateline::app::Message;
use dateline::app::session::catalogue::{Listed, ListedAs};
use dateline::app::session::counts::ArticleCounts;
use dateline::article::Date;
use dateline::theme::GlyphSet;

use super::desk::{self, Desk, SIZES, text};
use super::sample;

/// Six articles: one with a long title, one of another script, one without words, one that cannot be read.
fn several(desk: &mut Desk) {
    let listed = |words: &str, day: u8, is| Listed {
        words: words.to_owned(),
        date: Date::new(2026, 8, day),
        is,
    };
    let mut articles = vec![
        listed("Harbour fire: crews hold the line overnight", 14, ListedAs::Title),
        listed(
            "Ferries sail again from Sund, and what the harbour master says of the tides and the smoke over both islands",
            15,
            ListedAs::Title,
        ),
        listed("港の火事は夜明けまでに消えた、消防隊が発表", 16, ListedAs::Title),
        listed("notes/empty.txt", 0, ListedAs::Name),
        listed("old/missing.txt: No such file or directory", 0, ListedAs::Wrong),
    ];
    articles.extend((6..=40).map(|number| {
        listed(
            &format!("Report {number} from the harbour"),
            number as u8 % 28 + 1,
            ListedAs::Title,
        )
    }));
    let known = articles.len();
    desk.tell(Message::Listed { from: 0, articles });
    desk.tell(Message::Known {
        articles: known,
        all: true,
    });
    let counts = |sections, words, new| ArticleCounts { sections, words, new };
    desk.tell(Message::Counted(vec![
        (0, counts(4, 1240, Some(1240))),
        (1, counts(12, 13_120, Some(84))),
        (2, counts(0, 310, None)),
    ]));
}

fn look(name: &str, keys: &str, typed: &str) {
    let mut screens = String::new();
    for size in SIZES.into_iter().chain([(200, 20)]) {
        let mut desk = Desk::open(&sample::harbour(), size);
        several(&mut desk);
        desk.press(keys).write(typed);
        let _ = write!(screens, "── {}×{}\n{}", size.0, size.1, text(&desk.frame()));
    }
    insta::assert_snapshot!(name, screens);
}

#[test]
fn all_of_them() {
    look("listing", "a <down>", "");
}

#[test]
fn some_of_them() {
    look("listing_typed", "a <c-s>", "har 2026-08-1");
}

#[test]
fn none_of_them() {
    look("listing_none", "a", "quarry");
}

#[test]
fn roles_of_the_list() {
    let mut desk = Desk::open(&sample::harbour(), (100, 20));
    several(&mut desk);
    desk.press("a <down>").write("s").press("<down>");
    insta::assert_snapshot!("roles_listing", desk::roles(&desk.frame_in(&desk::telltale())));
}

/// The article that is read, and what of the others has been, is told without colour and in ASCII.
#[test]
fn which_is_read_is_told_by_marks() {
    let mut desk = Desk::open(&sample::harbour(), (100, 20));
    several(&mut desk);
    desk.press("a <down>");
    let screen = text(&desk.frame_in(&desk.theme().with_glyphs(GlyphSet::Ascii)));
    let line = screen
        .lines()
        .find(|line| line.contains("Harbour fire"))
        .expect("a line");
    assert!(line.contains('>'), "{line}");
    let marks: String = screen
        .lines()
        .map(|line| line.chars().take(6).collect::<String>())
        .collect();
    assert!(marks.is_ascii(), "{screen}");
}
