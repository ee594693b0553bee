//! Links on the screen, and the labels that open them.

use std::collections::HashSet;

use dateline::app::overlay::links::labels;
use dateline::app::panes::links::find;
use dateline::app::{Effect, Message, Overlay};
use dateline::article::Kind;
use proptest::prelude::*;

use super::draft::{Draft, blog, paragraph};
use super::script::Script;

/// What each address in a text is taken to be.
fn targets(text: &str) -> Vec<String> {
    find(text).into_iter().map(|(_, target)| target).collect()
}

#[test]
fn addresses_are_told_from_what_stands_around_them() {
    for (text, expected) in [
        ("See https://example.org/a.", "https://example.org/a"),
        ("(see http://example.org/a_(b))", "http://example.org/a_(b)"),
        (
            "“https://example.org/?q=1&r=2#top”, she said",
            "https://example.org/?q=1&r=2#top",
        ),
        ("«www.example.org/a.» «b»", "https://www.example.org/a"),
        ("It’s at ‘https://example.org/a’…", "https://example.org/a"),
        ("<https://example.org/>", "https://example.org/"),
        ("[https://example.org/x]: that", "https://example.org/x"),
        ("HTTPS://EXAMPLE.ORG!", "HTTPS://EXAMPLE.ORG"),
        ("www.example.org/live, or call", "https://www.example.org/live"),
        ("Write to news.desk@example.org.", "mailto:news.desk@example.org"),
        ("mailto:news.desk@example.org?", "mailto:news.desk@example.org"),
        ("詳しくはhttps://example.jp/aをご覧ください。", "https://example.jp/a"),
        ("（https://example.jp/a）", "https://example.jp/a"),
        ("https://example.jp/港 です", "https://example.jp/港"),
        ("地図はwww.example.jp/mapです", "https://www.example.jp/map"),
        ("連絡はana@example.jpまで", "mailto:ana@example.jp"),
        ("Siehe https://example.de/Käse.", "https://example.de/Käse"),
    ] {
        assert_eq!(targets(text), [expected], "{text}");
    }
    for text in [
        "The night.The day",
        "ftp://example.org/a",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "javascript://example.org/%0aalert(1)",
        "at 12.30 or 3.5@home",
        "@harbour said",
        "www. and www",
        "https://",
    ] {
        assert_eq!(targets(text), [""; 0], "{text}");
    }
}

fn linked() -> Script {
    let draft = Draft::default()
        .prose("See https://example.org/live and (www.example.org/map).")
        .block(Kind::Caption, "The quay. - Ana Brandt, ana@example.org")
        .prose(&paragraph(1, 60))
        .prose("Far below stands https://example.org/below, out of sight.");
    Script::on(draft.done())
}

#[test]
fn a_label_opens_a_link_and_in_capitals_copies_it() {
    let script = linked().keys("F");
    let Some(Overlay::Links(linking)) = script.app.overlays.top() else {
        panic!("no labels")
    };
    let of = |at: usize| (linking.links[at].0.target.as_str(), linking.links[at].1.as_str());
    assert_eq!(linking.links.len(), 3, "only what is on the screen");
    assert_eq!(of(0), ("https://example.org/live", "a"));
    assert_eq!(of(1), ("https://www.example.org/map", "s"));
    assert_eq!(of(2), ("mailto:ana@example.org", "d"));
    let opened = script.again().keys("a");
    assert_eq!(opened.effects, [Effect::Open("https://example.org/live".into())]);
    assert_eq!(
        (opened.notice(), opened.app.overlays.top()),
        ("Opening https://example.org/live", None)
    );
    let copied = script.again().keys("D");
    assert_eq!(copied.effects, [Effect::Copy("ana@example.org".into())]);
    let wrong = script.again().keys("l");
    assert_eq!(wrong.notice(), "No link has that label");
    assert_eq!(wrong.effects, []);
    let none = wrong.keys("<esc>");
    assert_eq!((none.app.overlays.top(), none.effects.len()), (None, 0));
    // What could not be opened is copied, and why is said.
    let why = Message::NotOpened {
        target: "https://example.org/live".into(),
        why: "this is over ssh".into(),
    };
    let failed = opened.send(why);
    assert_eq!(
        failed.notice(),
        "Copied, since this is over ssh: https://example.org/live"
    );
    assert_eq!(
        failed.effects.last(),
        Some(&Effect::Copy("https://example.org/live".into()))
    );
}

#[test]
fn where_there_are_no_links_that_is_said() {
    let script = Script::on(blog(3)).keys("F");
    assert_eq!(
        (script.notice(), script.app.overlays.top()),
        ("No links on the screen", None)
    );
}

#[test]
fn a_link_that_goes_over_the_edge_of_the_screen_is_whole() {
    let long = format!("https://example.org/{}", "segment/".repeat(120));
    let article = Draft::default().prose(&format!("Look: {long} there.")).done();
    let script = Script::sized(article, 40, 12).keys("5j");
    let links = script.app.state.links(&script.rows());
    assert_eq!(links.len(), 1);
    assert_eq!(links[0].target, long);
    assert!(links[0].seen > links[0].span.start);
    // One without end is none, and costs no more than the screen.
    let endless = format!("https://example.org/{}", "segment/".repeat(1_000_000));
    let script = Script::sized(Draft::default().prose(&endless).done(), 40, 12).keys("9d");
    assert_eq!(script.app.state.links(&script.rows()), []);
}

proptest! {
    /// No label is the start of another, and no set of labels has fewer letters.
    #[test]
    fn labels_are_as_short_as_can_be(count in 1usize..2_000) {
        let labels = labels(count);
        prop_assert_eq!(labels.len(), count);
        let all: HashSet<&str> = labels.iter().map(String::as_str).collect();
        prop_assert_eq!(all.len(), count);
        for label in &labels {
            for end in 1..label.len() {
                prop_assert!(!all.contains(&label[..end]), "{label}");
            }
        }
        prop_assert!(labels.is_sorted_by_key(String::len));
        // Kraft's sum: with whole levels but the last, nothing shorter is left to give.
        let (shortest, longest) = (labels[0].len(), labels[count - 1].len());
        prop_assert!(longest - shortest <= 1);
        let unused = 9usize.pow(shortest as u32) - labels.iter().filter(|label| label.len() == shortest).count();
        let long = labels.iter().filter(|label| label.len() > shortest).count();
        prop_assert!(shortest == longest || long > (unused - 1) * 9);
    }

    /// Any text is looked through; what is found is in it, in order, and of three kinds alone.
    #[test]
    fn whatever_is_found_may_be_opened(text in "(\\PC|https?://|www\\.|@|[a-z.]|[ ()。港é]){0,60}") {
        let mut end = 0;
        for (range, target) in find(&text) {
            prop_assert!(range.start >= end && range.end <= text.len());
            end = range.end;
            let lower = target.to_lowercase();
            prop_assert!(["https://", "http://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme)), "{target}");
            prop_assert!(!target.chars().any(|c| c.is_whitespace() || c.is_control()), "{target:?}");
            prop_assert!(target.ends_with(&text[range]));
        }
    }
}
