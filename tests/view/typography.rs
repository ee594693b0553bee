//! The sample at four widths, as it is set by default and as it can be set: whole screens to look at.

use std::fmt::Write as _;
use std::sync::Arc;

use dateline::app::Settings;
use dateline::article::Article;
use dateline::read;

use super::desk::{Desk, text};
use super::sample;

/// Half a screen, the first with a sidebar, a usual one, and a very wide one.
const SIZES: [(u16, u16); 4] = [(40, 24), (80, 24), (120, 36), (200, 48)];

fn article() -> Arc<Article> {
    let bytes = include_bytes!("../../assets/sample.txt").to_vec();
    Arc::new(read::read(bytes).expect("the sample"))
}

/// Snapshots of a place in an article, in every size.
fn look(name: &str, article: &Arc<Article>, set: impl Fn(&mut Settings), keys: &str) {
    let mut screens = String::new();
    for (width, height) in SIZES {
        let mut desk = Desk::open(article, (width, height));
        set(&mut desk.app.state.session.settings);
        desk.press(keys);
        let _ = write!(screens, "── {width}×{height}\n{}", text(&desk.frame()));
    }
    insta::assert_snapshot!(name, screens);
}

#[test]
fn the_sample_from_its_start() {
    look("type_start", &article(), |_| (), "");
}

/// A quotation with its speaker, a caption with its credit, a fold.
#[test]
fn a_quotation_and_its_speaker() {
    look("type_quote", &article(), |_| (), "11G");
}

/// Prose that begins with quotation marks, and lists.
#[test]
fn marks_that_hang() {
    look("type_hanging", &article(), |_| (), "3G");
}

#[test]
fn justified() {
    look("type_justified", &article(), |_| (), "4G zj");
}

#[test]
fn hyphenated() {
    let set = |settings: &mut Settings| (settings.justify, settings.hyphenate) = (true, true);
    look("type_hyphenated", &article(), set, "7G");
}

#[test]
fn set_in_as_in_print() {
    let set = |settings: &mut Settings| {
        (settings.justify, settings.hyphenate, settings.paragraph_spacing) = (true, true, 0);
    };
    look("type_print", &article(), set, "3G");
}

/// Justified or not, scripts without stretchable blanks are set alike.
#[test]
fn many_scripts_alike() {
    let set = |settings: &mut Settings| (settings.justify, settings.hyphenate) = (true, true);
    look("type_scripts", &sample::world(), set, "");
}

/// Whatever can be set, at any size: the prose stands in the middle of its pane, to a column, and keeps the measure.
#[test]
fn prose_is_centred_at_every_width() {
    for width in 20..=260 {
        for (sidebar, zen) in [(true, false), (false, false), (true, true)] {
            let mut desk = Desk::open(&sample::harbour(), (width, 24));
            desk.app.state.session.settings.sidebar = sidebar;
            desk.app.state.session.settings.zen = zen;
            let areas = desk.app.state.areas();
            assert_eq!(areas.prose.width, areas.measure, "{width}");
            assert!(areas.measure <= 72);
            let left = areas.prose.x - areas.pane.x;
            let right = areas.pane.right() - areas.prose.right();
            assert!(left.abs_diff(right) <= 1, "{width}: {left} left, {right} right");
            assert!(
                areas.measure == 72 || left <= 2,
                "{width}: margins are given before the measure is whole"
            );
        }
    }
}
