//! Every key that readers were promised, with a count and without: what the table of keys says of counts is what they do.

use std::sync::Arc;

use dateline::app::{Message, Place, Turned};
use dateline::article::{Kind, SectionId};
use dateline::fold::Folding;
use dateline::keymap::table::{ActionRow, Count, TABLE};
use dateline::keymap::{Keymap, Lookup, Mode, Sequence, parse_keys};
use dateline::layout::Top;

use super::draft::{Draft, paragraph};
use super::script::Script;

/// The promised keys, as the plan of the reader has them, each group with what a count does: nothing, so many times, or
/// which. Zen is `S`, since `z` begins others.
const PROMISED: &[(&str, Count)] = &[
    (
        "j k <down> <up> d u <c-d> <c-u> <space> b f <pgdn> <pgup>",
        Count::Times,
    ),
    ("g <home> %", Count::Which),
    ("G <end>", Count::Which),
    ("] [ J K } { c n N", Count::Times),
    ("/ <esc> p <tab> h l <enter>", Count::Ignored),
    ("za zR zM o", Count::Ignored),
    ("m '", Count::Ignored),
    ("<c-o>", Count::Times),
    ("y Y t w zz S <c-g> ? q <c-z>", Count::Ignored),
    ("- +", Count::Times),
];

/// A reader in the middle of a long article with captions, matches and places to come back to.
fn reader() -> Script {
    let mut draft = Draft::default();
    for section in 0..60 {
        draft = draft.heading(&format!("Watch {section} at the quay"));
        for part in 0..3 {
            draft = draft.prose(&paragraph(section * 10 + part, 2));
        }
        draft = draft.block(
            Kind::Caption,
            &format!("Shed {section} before dawn. - Ana Brandt/Coastal Press"),
        );
    }
    let article = draft.done();
    let middle = Message::Turned(Turned {
        to: 5,
        folding: Arc::new(Folding::of(&article)),
        article: Arc::clone(&article),
        elsewhere: None,
        more: false,
    });
    let known = Message::Known {
        articles: 12,
        all: true,
    };
    let script = Script::on(article).send(known).keys("5>").send(middle);
    script.keys("/watch<enter>8G10G12G14G16G18G20G22G24G26G28G30G(((")
}

/// What keys may change, but what lies over the page, and the way back: with a count that is one jump.
fn trace(script: &Script) -> (Place, SectionId, u16, String) {
    let state = &script.app.state;
    let current = state.document.search.as_ref().and_then(|search| search.current);
    (
        state.document.place,
        state.document.sidebar.selected,
        state.session.settings.measure,
        format!("{current:?} {:?} {:?}", state.session.focus, script.effects),
    )
}

fn entry(keys: &str) -> &'static ActionRow {
    let typed = parse_keys(keys).expect("keys");
    match Keymap::default().lookup(Mode::Page, &typed) {
        Lookup::Action(action) => action.entry(),
        other => panic!("{keys} is promised and means {other:?}"),
    }
}

#[test]
fn the_promised_keys_take_the_counts_that_were_promised() {
    for (keys, count) in PROMISED {
        for keys in keys.split(' ') {
            assert_eq!(entry(keys).count, *count, "{keys}");
        }
    }
}

/// `5j` is `jjjjj`, for every key of which the table says so, on the page and in the sidebar.
#[test]
fn a_count_is_as_many_times() {
    let start = reader();
    for mode in [Mode::Page, Mode::Sidebar] {
        let start = if mode == Mode::Page {
            start.again()
        } else {
            start.again().keys("<tab>")
        };
        for entry in TABLE.iter().filter(|entry| entry.count == Count::Times) {
            for keys in entry.keys(mode).unwrap_or_default().split_whitespace() {
                for count in [2, 3, 7] {
                    let once = start.again().keys(&keys.repeat(count));
                    let counted = start.again().keys(&format!("{count}{keys}"));
                    counted.check();
                    // Another article is asked for once, not by way of those between.
                    if entry.name.ends_with("-article") {
                        assert_eq!(counted.effects.last(), once.effects.last(), "{count}{keys}");
                        continue;
                    }
                    // What is shown as it can be, on the page if it is there, may stand higher or lower than by way of
                    // those between.
                    let shown = ["match", "block", "caption"]
                        .iter()
                        .any(|what| entry.name.ends_with(what));
                    let rest = |script: &Script| {
                        let (mut place, section, measure, rest) = trace(script);
                        place.top = if shown { Top::default() } else { place.top };
                        (place, section, measure, rest)
                    };
                    assert_eq!(rest(&counted), rest(&once), "{count}{keys} in {mode:?}");
                    // On a first visit nothing is new.
                    let moved = entry.name.ends_with("-news") || trace(&counted) != trace(&start);
                    assert!(moved, "{count}{keys} does nothing in {mode:?}");
                }
            }
        }
    }
}

/// `3S` is `S`, for every key of which the table says so; and no count is left over for the next key.
#[test]
fn a_count_that_means_nothing_does_nothing() {
    let start = reader();
    for entry in TABLE.iter().filter(|entry| entry.count == Count::Ignored) {
        for keys in entry.keys(Mode::Page).unwrap_or_default().split_whitespace() {
            // Escape takes the count back, and only then ends the search.
            if matches!(keys, "<esc>" | "<c-c>") {
                continue;
            }
            let name = if entry.awaits.is_some() { "x" } else { "" };
            let plain = start.again().keys(keys).keys(name);
            let counted = start.again().keys("3").keys(keys).keys(name);
            counted.check();
            assert_eq!(trace(&counted), trace(&plain), "3{keys}");
            let screen = |script: &Script| script.app.overlays.top().map(std::mem::discriminant);
            assert_eq!(screen(&counted), screen(&plain), "3{keys}");
            assert_eq!(
                counted.app.state.session.pending, plain.app.state.session.pending,
                "3{keys}"
            );
        }
    }
    assert_eq!(
        start
            .keys("3<esc>")
            .app
            .state
            .document
            .search
            .map(|search| search.pattern)
            .as_deref(),
        Some("watch")
    );
}

#[test]
fn a_count_says_which_section() {
    for (keys, section) in [
        ("12G", 12),
        ("1G", 1),
        ("60G", 60),
        ("999G", 60),
        ("12<end>", 12),
        ("12gg", 12),
        ("12g", 12),
    ] {
        assert_eq!(reader().keys(keys).section(), section, "{keys}");
    }
    let sequence = parse_keys("G").expect("keys");
    assert_eq!(entry("G").count, Count::Which, "{}", Sequence(&sequence));
}
