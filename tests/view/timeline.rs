//! The timeline, to look at.

use std::fmt::Write as _;
use std::sync::Arc;

use dateline::article::Article;
use dateline::read;
use dateline::theme::GlyphSet;

use super::desk::{self, Desk, SIZES, text};

/// A live blog of an evening and the night behind it, the newest post first.
pub(super) fn night() -> Arc<Article> {
    let mut text = String::from(
        " date 2026-08-15 Harbour fire at Sund: crews hold the line overnight\n\nFire crews held the line at Sund overnight, the regional commander said.\n\n",
    );
    let minutes = [
        0, 25, 70, 75, 80, 84, 130, 190, 200, 310, 315, 318, 322, 326, 500, 505, 540,
    ];
    for (number, minute) in minutes.into_iter().enumerate() {
        let at = (2 * 1440 + 180 - minute) % 1440;
        let places = ["the old town", "the eastern mole", "both islands", "the ferry quay"];
        let _ = write!(
            text,
            "{:02}:{:02}\n\nReport {number} from {}\n\nThe crews at {} said after {} hours that the wind had turned and that {} of the sheds were out of danger.\n\n",
            at / 60,
            at % 60,
            places[number % 4],
            places[(number + 1) % 4],
            number + 2,
            number + 5,
        );
    }
    Arc::new(read::read(text.into_bytes()).expect("a text"))
}

fn look(name: &str, keys: &str, glyphs: GlyphSet) {
    let article = night();
    let mut screens = String::new();
    for size in SIZES.into_iter().chain([(200, 20)]) {
        let mut desk = Desk::open(&article, size);
        desk.press(keys);
        let frame = desk.frame_in(&desk.theme().with_glyphs(glyphs));
        let _ = write!(screens, "── {}×{}\n{}", size.0, size.1, text(&frame));
    }
    insta::assert_snapshot!(name, screens);
}

#[test]
fn by_the_hour() {
    look("timeline", "] ] H <left>", GlyphSet::Unicode);
}

#[test]
fn in_ascii() {
    look("timeline_ascii", "] ] H <left>", GlyphSet::Ascii);
}

#[test]
fn the_oldest_first() {
    look("timeline_oldest", "O ] ] H <right>", GlyphSet::Unicode);
}

#[test]
fn roles_of_the_timeline() {
    let mut desk = Desk::open(&night(), (80, 24));
    desk.press("] ] H");
    insta::assert_snapshot!("roles_timeline", desk::roles(&desk.frame_in(&desk::telltale())));
}
