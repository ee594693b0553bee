//! Whatever is done in whatever order: nothing breaks, and the cursor is on the page.

use std::sync::Arc;

use dateline::app::session::area::Size;
use dateline::app::{Compared, Effect, Message, Mouse, MouseKind, Turned};
use dateline::article::{BlockId, Kind};
use dateline::fold::{Across, Elsewhere, Folding, GivenArticle};
use dateline::keymap::table::TABLE;
use dateline::keymap::{Action, Keymap, Mode, parse_keys};
use dateline::recall::Changes;
use proptest::prelude::*;

use super::draft::{blog, live, live_draft, paragraph};
use super::script::Script;
use super::visits::{read_there, recalls};

/// What can happen, and what a key may be followed by.
#[derive(Clone, Debug)]
enum Event {
    Keys(&'static str),
    Resize(u16, u16),
    Mouse(u16, u16, MouseKind),
    Paste(String),
    Version(usize, bool),
    Turned(usize, bool),
    Another,
    Fold,
    /// It is known what was read in another article, from this block on, so many, and what is new.
    Recalled(u32, u32, u32),
    /// The page stands for so many milliseconds.
    Seen(u32),
    /// Another article that says the same in part has been compared with this one, and whether that took long.
    Compared(usize, bool),
}

const KEYS: &[&str] = &[
    "j",
    "k",
    "d",
    "u",
    "<space>",
    "b",
    "g",
    "G",
    "]",
    "[",
    "}",
    "{",
    "c",
    "C",
    "n",
    "N",
    "U",
    "r",
    "X",
    ".",
    ",",
    "W",
    "zp",
    "/",
    "<esc>",
    "<enter>",
    "<tab>",
    "h",
    "l",
    "za",
    "zR",
    "zM",
    "zb",
    "o",
    "<c-o>",
    ")",
    "m",
    "'",
    "F",
    "a",
    "y",
    "Y",
    "t",
    "T",
    "-",
    "+",
    "w",
    "zz",
    "s",
    "?",
    "p",
    "1",
    "2",
    "5",
    "0",
    "z",
    "M",
    "<up>",
    "<down>",
    "<left>",
    "<right>",
    "<home>",
    "<end>",
    "<pgup>",
    "<pgdn>",
    "<backspace>",
    "<c-w>",
    "<c-u>",
    "<c-a>",
    "<c-e>",
    "i",
    "d",
    "e",
    "(",
    "[",
    "<c-l>",
    "<c-z>",
    "q",
    "a",
    "a",
    "<c-s>",
    "O",
    "O",
    "H",
    "H",
    "v",
    "V",
    "xm",
    "xQ",
    ":",
    "<s-tab>",
    "$",
];

fn event() -> impl Strategy<Value = Event> {
    let kinds = [
        MouseKind::Press,
        MouseKind::Drag,
        MouseKind::Release,
        MouseKind::WheelDown,
        MouseKind::WheelUp,
    ];
    prop_oneof![
        20 => proptest::sample::select(KEYS).prop_map(Event::Keys),
        2 => (0u16..130, 0u16..60).prop_map(|(width, height)| Event::Resize(width, height)),
        3 => (0u16..130, 0u16..60, proptest::sample::select(kinds.to_vec())).prop_map(|(x, y, what)| Event::Mouse(x, y, what)),
        1 => "[a-z (é漢\\n\u{1b}]{0,6}".prop_map(Event::Paste),
        1 => (0usize..14, any::<bool>()).prop_map(|(sections, more)| Event::Version(sections, more)),
        2 => (0usize..14, any::<bool>()).prop_map(|(sections, more)| Event::Turned(sections, more)),
        1 => Just(Event::Another),
        1 => Just(Event::Fold),
        2 => (0u32..40, 0u32..12, 0u32..40).prop_map(|(from, count, new)| Event::Recalled(from, count, new)),
        4 => (0u32..200_000).prop_map(Event::Seen),
        2 => (1usize..9, any::<bool>()).prop_map(|(sections, late)| Event::Compared(sections, late)),
    ]
}

fn happen(script: Script, event: Event) -> Script {
    match event {
        Event::Keys(keys) => parse_keys(keys)
            .expect("keys")
            .into_iter()
            .fold(script, |script, key| script.send(Message::Key(key))),
        Event::Resize(width, height) => script.send(Message::Resize(Size { width, height })),
        Event::Mouse(x, y, what) => script.send(Message::Mouse(Mouse { x, y, what })),
        Event::Recalled(from, count, new) => {
            let blocks: Vec<u32> = (from..from + count).collect();
            let mut recalled = read_there(&blocks);
            recalled.changes = Some(Changes {
                since: "yesterday".to_owned(),
                added: vec![BlockId(new)],
                ..Changes::default()
            });
            recalls(script, recalled)
        }
        Event::Seen(millis) => script.send(Message::Seen { millis }),
        Event::Paste(text) => script.send(Message::Paste(text)),
        Event::Version(sections, more) => {
            let article = match sections {
                0 => Arc::default(),
                _ if more => live(sections),
                _ => blog(sections),
            };
            script.send(Message::Article { article, more })
        }
        Event::Turned(sections, more) => {
            let known = Message::Known {
                articles: 3,
                all: false,
            };
            let article = if sections == 0 { Arc::default() } else { blog(sections) };
            // Of the two, one is not the article that is read, and one was asked for.
            let script = script.send(known).keys("<esc><esc>>");
            [0, 1, 2].into_iter().fold(script, |script, to| {
                script.send(Message::Turned(Turned {
                    to,
                    article: Arc::clone(&article),
                    folding: Arc::default(),
                    elsewhere: None,
                    more,
                }))
            })
        }
        Event::Another => {
            let draft = live_draft(3)
                .block(Kind::Quote, "")
                .block(Kind::Boilerplate, "Read more: the tides of the week")
                .block(Kind::Boilerplate, "Share this page")
                .block(Kind::Caption, "A pier. - Coastal Press");
            let draft = draft
                .block(Kind::Caption, "A pier. - Coastal Press")
                .prose(&"漢字".repeat(900))
                .prose(&paragraph(4, 90));
            script.send(Message::Article {
                article: draft.done(),
                more: false,
            })
        }
        Event::Compared(sections, late) => {
            let (first, article) = (blog(sections), Arc::clone(&script.app.state.document.article));
            let given = [&first, &article].map(|article| GivenArticle { number: 2, article });
            let across = Across::of(&[&first, &article]);
            let elsewhere = Arc::new(Elsewhere::of(&across, &given, 1));
            let script = script.send(Message::Known { articles: 3, all: true });
            let request = script.effects.iter().rev().find_map(|effect| match effect {
                Effect::Compare { request, .. } => Some(*request),
                _ => None,
            });
            script.send(Message::Compared(Compared {
                request: request.unwrap_or(0),
                elsewhere,
                late,
            }))
        }
        Event::Fold => {
            let article = Arc::clone(&script.app.state.document.article);
            let folding = Arc::new(Folding::of(&article));
            script.send(Message::Folding { article, folding })
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn whatever_happens_the_cursor_is_on_the_page(events in proptest::collection::vec(event(), 1..60)) {
        let mut script = Script::on(live(12));
        for event in events {
            script = happen(script, event);
            script.check();
        }
    }

    /// A key that only looks leaves no trace.
    #[test]
    fn looking_and_coming_back_changes_nothing(sections in 0u32..9, rows in 0u32..40) {
        let known = Message::Known { articles: 3, all: true };
        let script = Script::on(live(9)).send(known).keys(&format!("{}G{rows}j", sections + 1));
        let (place, folds) = (script.app.state.document.place, script.app.state.document.folds.clone());
        for keys in [":zen<esc>", "?/fold<enter>j<esc><esc>", "v<esc>", "vy", "?jj<esc>", "ajj<esc>", "Hjjhl<esc>", "tj<esc>", "pmole<esc>", "/tide<esc>", "<tab>jj<esc>", "ww", "SS", "ss", "S3-4+-S"] {
            let script = Script { app: script.app.clone(), effects: Vec::new() }.keys(keys);
            script.check();
            prop_assert_eq!(script.app.state.document.place, place, "{}", keys);
            prop_assert_eq!(&script.app.state.document.folds, &folds, "{}", keys);
        }
    }

    /// Opening a fold and folding it again is nothing done.
    #[test]
    fn unfolding_and_folding_is_nothing_done(rows in 0u32..300) {
        let script = Script::on(blog(9)).keys(&format!("{rows}j"));
        let Some(fold) = script.app.state.target_fold() else { return Ok(()) };
        if !script.is_folded(fold) {
            return Ok(());
        }
        // From elsewhere, the first goes there: nothing is opened that is not marked.
        let is_there = script.app.state.folding_at_cursor() == Some(fold);
        let script = if is_there { script } else { script.keys("<enter>") };
        prop_assert!(script.is_folded(fold) && script.app.state.folding_at_cursor() == Some(fold));
        let (top, page) = (script.app.state.document.place.top, script.page());
        let script = script.keys("<enter>");
        script.check();
        prop_assert!(!script.is_folded(fold));
        let script = script.keys("<enter>");
        script.check();
        prop_assert_eq!(script.app.state.document.place.top, top);
        prop_assert_eq!(script.page(), page);
    }
}

/// What an action can change, as text.
fn trace(script: &Script) -> String {
    let state = &script.app.state;
    let sidebar = (state.session.focus, state.document.sidebar);
    format!(
        "{:?} {:?} {:?} {:?} {sidebar:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        state.document.place,
        state.document.folds,
        state.session.settings,
        script.app.overlays,
        state.document.search,
        state.session.places.jumps.at,
        state.document.reading.progress.blocks().collect::<Vec<_>>(),
        state.session.library.listing,
        state.session.places.marks,
        state.document.selection,
        script.effects,
    )
}

/// Whether what an action is for is what it says.
fn says(action: Action, notice: &str) -> bool {
    match action {
        Action::Position => notice.starts_with("Section"),
        Action::Diff => notice.starts_with("Word for word as in"),
        _ => false,
    }
}

/// What the help lists for a mode does something there: in one of these situations at least.
#[test]
fn every_key_of_the_table_does_something() {
    let situations = [
        "",
        "]]]]}}",
        "]]]]}}za",
        "3Gk3j",
        "5G7G<c-o>",
        "5Gmxg",
        "5Gmxg<tab>",
        "/reports<enter>n",
        "zR<tab>jj",
        "5G7G<c-o><tab>jj",
        "/reports<enter>n<tab>j",
        "/one<enter>/two<enter>/on e",
        "/one<enter>/two<enter>/three<home>",
        "/one<enter>/two<enter>/<up><up>",
        "pwatch<down>",
        "pwatch<home>",
        "tj",
        "G",
        "GF",
        "GFa",
        "?jj",
        "W",
        "3G",
        "4G",
        "3GH",
        "6GH",
        "zR",
        "a<down>",
        "awat",
        "Gv",
        "Gv3b",
        "3Gjjjjvwwl",
        "3Gjjjjvwwlo",
        "3GjjjjVj",
        "/reports<enter>3nv",
        ":",
        ":se",
        ":next",
        ":next<home>",
        ":zen<enter>:help<enter><esc>:set",
        ":zen<enter>:help<enter><esc>:<up><up>",
    ];
    // In the second of three articles.
    let links: String = (1..=12)
        .map(|number| format!("https://example.org/{number} "))
        .collect();
    let article = live_draft(9).prose(links.trim()).done();
    let second = Message::Turned(Turned {
        to: 1,
        folding: Arc::new(Folding::of(&article)),
        article,
        elsewhere: None,
        more: false,
    });
    let known = Message::Known { articles: 3, all: true };
    let begin = Script::on(blog(9)).send(known).keys(">").send(second);
    let mut recalled = read_there(&[5]);
    recalled.changes = Some(Changes {
        since: "yesterday".to_owned(),
        added: vec![BlockId(4), BlockId(22)],
        ..Changes::default()
    });
    let begin = recalls(begin, recalled).send(Message::OlderPosts { number: 1, there: true });
    let start = || Script {
        app: begin.app.clone(),
        effects: Vec::new(),
    };
    let mut scripts: Vec<Script> = situations.iter().map(|keys| start().keys(keys)).collect();
    scripts.push(super::seen::listed(start()));
    for mode in Mode::ALL {
        for entry in TABLE
            .iter()
            .filter(|entry| entry.keys(mode).is_some_and(|keys| !keys.is_empty()))
        {
            let keymap = Keymap::default();
            for keys in keymap.keys_of(mode, entry.action) {
                let acts = |script: &Script| {
                    let copy = || Script {
                        app: script.app.clone(),
                        effects: Vec::new(),
                    };
                    let before = trace(&copy());
                    // A percentage has to be typed first.
                    let first = if entry.action == Action::Percent { "50" } else { "" };
                    let first = copy().keys(first);
                    let mut after = keys.iter().fold(first, |script, &key| script.send(Message::Key(key)));
                    if entry.awaits.is_some() {
                        after = after.keys("x");
                    }
                    after.check();
                    before != trace(&after) || says(entry.action, after.notice())
                };
                let there = scripts.iter().filter(|script| script.app.mode() == mode);
                assert!(
                    there.into_iter().any(acts),
                    "{} does nothing in {mode:?} ({keys:?})",
                    entry.name
                );
            }
        }
    }
}
