//! The versions that were seen: listed, opened, compared.

use std::sync::Arc;

use dateline::app::seen::{ChangedPost, PostFate, SeenVersion};
use dateline::app::{Effect, Message, Overlay};

use super::draft::Draft;
use super::script::Script;

fn version(number: u32) -> SeenVersion {
    SeenVersion {
        number,
        seen: "2026-08-15 14:05".to_owned(),
        posts: 3 + number as usize,
        new: 1,
        edited: 0,
        removed: 0,
    }
}

/// A reader with the list of versions 1 to 5.
fn listing() -> Script {
    listed(Script::sized(Draft::default().prose("A post.").done(), 100, 30))
}

/// The same reader with that list.
pub(super) fn listed(script: Script) -> Script {
    let script = script.keys("D");
    let request = request(&script, |effect| match effect {
        Effect::ListVersions { request, .. } => Some(*request),
        _ => None,
    });
    let found = Ok((1..=5).map(version).collect());
    script.send(Message::Versions { request, found })
}

fn request(script: &Script, is: impl Fn(&Effect) -> Option<u64>) -> u64 {
    script.effects.iter().find_map(is).expect("it was asked for")
}

fn compare(script: &Script) -> Option<(u64, (u32, u32))> {
    script.effects.iter().find_map(|effect| match effect {
        Effect::CompareVersions { request, of, .. } => Some((*request, *of)),
        _ => None,
    })
}

fn title(script: &Script) -> String {
    match script.app.overlays.top() {
        Some(Overlay::Versions(list)) => list.title(),
        _ => String::new(),
    }
}

#[test]
fn the_newest_is_chosen_and_opened_by_enter() {
    let script = listing().keys("k<enter>");
    let opened = Effect::OpenVersion { number: 0, version: 4 };
    assert!(script.effects.contains(&opened));
    assert!(script.app.overlays.is_empty());
}

#[test]
fn two_are_compared_the_older_with_the_newer_whichever_was_chosen_first() {
    for keys in ["ckkc", "kkcjjc"] {
        let script = listing().keys(keys);
        let (request, of) = compare(&script).expect("a comparison");
        assert_eq!(of, (3, 5), "{keys}");
        let post = |fate| ChangedPost {
            fate,
            heading: "14:05 A post".to_owned(),
            text: Arc::from("It says 155."),
        };
        let posts = [post(PostFate::New), post(PostFate::Edited("It says 140.".into()))];
        // What was asked for before is dropped.
        let script = script.send(Message::VersionsCompared {
            request: request - 1,
            found: Err("too late".to_owned()),
        });
        let script = script.send(Message::VersionsCompared {
            request,
            found: Ok(posts.into()),
        });
        assert_eq!(title(&script), "From version 3 to 5: 1 new, 1 corrected");
        let script = script.keys("<esc>");
        assert_eq!(title(&script), "Versions that you saw");
        assert!(script.keys("<esc>").app.overlays.is_empty());
    }
}

#[test]
fn one_alone_is_compared_with_none() {
    let script = listing().keys("c");
    assert_eq!(title(&script), "Compare version 5 with which?");
    assert_eq!(
        title(&script.again().keys("c")),
        "Versions that you saw",
        "it is itself"
    );
    // Escape first takes back what was noted.
    let script = script.keys("<esc>");
    assert_eq!(
        (title(&script).as_str(), compare(&script)),
        ("Versions that you saw", None)
    );
}

#[test]
fn that_there_are_none_is_said() {
    let script = Script::sized(Draft::default().prose("A post.").done(), 100, 30).keys("D");
    let request = request(&script, |effect| match effect {
        Effect::ListVersions { request, .. } => Some(*request),
        _ => None,
    });
    let found = Err("a.txt: no version of it was seen".to_owned());
    let script = script.send(Message::Versions { request, found });
    assert!(script.app.overlays.is_empty());
    assert_eq!(script.notice(), "a.txt: no version of it was seen");
}
