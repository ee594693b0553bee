//! What lies over the page when a newer version comes, with posts on top: it is about the same blocks as before.

use std::sync::Arc;

use dateline::app::overlay::picker::items::ItemKind;
use dateline::app::{Effect, Message, Overlay};
use dateline::article::{Article, BlockId, Kind};

use super::draft::{Draft, blog, blog_draft, paragraph};
use super::script::Script;
use super::visits::{changed, recalls};

/// The article with two posts more, above those it had.
fn with_posts_on_top(old: &Article) -> Arc<Article> {
    let mut new = Draft::default()
        .block(Kind::Title, "Harbour fire: the fire is out")
        .prose(&paragraph(700, 4))
        .heading("Newest of all")
        .prose(&paragraph(701, 3))
        .heading("Second newest")
        .prose(&paragraph(702, 3));
    for block in old.blocks().iter().skip(1) {
        new = new.block(block.kind, block.text.of(old.text()));
        if let (Kind::Heading, Some(time)) = (block.kind, old.section(block.section).time) {
            new = new.at(&format!("{:02}:{:02}", time.minute / 60, time.minute % 60));
        }
    }
    new.done()
}

/// A newer version comes; its repeats have not been found yet.
fn newer(script: Script) -> Script {
    let article = with_posts_on_top(&script.app.state.document.article);
    let script = script.send(Message::Article { article, more: false });
    script.check();
    script
}

fn text(script: &Script, block: BlockId) -> &str {
    script.app.state.document.article.text_of(block)
}

#[test]
fn a_diff_shows_the_same_two_blocks() {
    let diff = |script: &Script| {
        let Some(Overlay::Diff(diff)) = script.app.overlays.top() else {
            panic!("no diff: {:?}", script.app.overlays.top());
        };
        let (of, block) = diff.blocks.expect("two blocks");
        let rows = diff.rows(&script.app.state);
        let lines: Vec<String> = rows.iter().map(|row| script.words(row)).collect();
        (text(script, block).to_owned(), text(script, of).to_owned(), lines)
    };
    let said = paragraph(503, 3);
    let reworded = said.replacen("before the tide turned", "before noon", 1);
    let article = blog_draft(3).prose(&said).prose(&reworded).done();
    let script = Script::on(article).keys("Gzd");
    let before = diff(&script);
    let under_help = script.again().keys("<f1>");
    for script in [newer(script), newer(under_help).keys("<esc>")] {
        let now = diff(&script);
        assert_eq!((&now.0, &now.1), (&before.0, &before.1));
        // The number of the section is another.
        assert_eq!(now.2[2..], before.2[2..]);
        assert!(!now.2.is_empty(), "an empty box");
        script.folded().keys("<esc>").check();
    }
}

#[test]
fn a_diff_of_which_one_side_is_gone_closes() {
    let script = Script::on(blog(8)).keys("5G}zd");
    let other = Draft::default().heading("Other").prose(&paragraph(9, 9)).done();
    let script = script.send(Message::Article {
        article: other,
        more: false,
    });
    assert_eq!(script.app.overlays.top(), None);
    script.check();
}

#[test]
fn what_was_chosen_in_the_picker_stays_chosen() {
    let typed = [
        "",
        "<down><down>",
        "<up>",
        "watch 7",
        "watch<down><down>",
        "shed<down>",
        "<tab><down>",
    ];
    for (typed, help) in typed.into_iter().flat_map(|typed| [(typed, false), (typed, true)]) {
        let script = Script::on(blog(12)).keys("6Gp").keys(typed);
        let expected = script.again().keys("<enter>").cursor_text().to_owned();
        let script = if help {
            newer(script.keys("<f1>")).keys("<esc>")
        } else {
            newer(script)
        };
        assert!(
            matches!(script.app.overlays.top(), Some(Overlay::Picker(_))),
            "{typed} {help}"
        );
        let script = script.keys("<enter>");
        assert_eq!(script.cursor_text(), expected, "{typed} {help}");
        script.check();
    }
}

#[test]
fn a_chosen_match_stays_chosen_when_all_are_found_again() {
    let script = Script::on(blog(12)).keys("6G/eastern<enter>p<s-tab><down><down>");
    let expected = script.again().keys("<enter>").cursor_text().to_owned();
    let script = newer(script).keys("<enter>");
    assert_eq!(script.cursor_text(), expected);
}

#[test]
fn cancelling_comes_back_to_the_same_place() {
    for keys in ["p<down><down>", "/tide", "H<right>", "p<down><f1>", "/tide<f1>"] {
        let script = Script::on(super::draft::live(12)).keys("6G}j");
        let (page, cursor) = (script.page(), script.cursor_text().to_owned());
        let article = with_posts_on_top(&script.app.state.document.article);
        let script = script.keys(keys);
        let script = script.send(Message::Article { article, more: false }).folded();
        let script = script.keys("<esc><esc>");
        assert_eq!(script.app.overlays.top(), None, "{keys}");
        script.check();
        assert_eq!(script.cursor_text(), cursor, "{keys}");
        assert_eq!(script.page()[0], page[0], "{keys}");
    }
}

/// What has been read, by its text.
fn have_been_read(script: &Script) -> Vec<&str> {
    let blocks = script.app.state.document.reading.progress.blocks();
    blocks.map(|block| text(script, block)).collect()
}

#[test]
fn what_was_half_read_is_read_to_its_end_in_the_newer_version() {
    let start = || Script::unfolded(blog(3), 100, 30).keys("3G");
    let mut goes_on = 0;
    for seconds in 1..20 {
        let half = start().stands(seconds);
        let whole = start().stands(2 * seconds);
        let newer = newer(half.again()).stands(seconds);
        assert_eq!(have_been_read(&newer), have_been_read(&whole), "{seconds}");
        goes_on += usize::from(have_been_read(&half).len() * 2 < have_been_read(&whole).len());
    }
    assert!(goes_on > 0, "nothing was read that had been begun before");
}

#[test]
fn the_chosen_change_stays_chosen() {
    let chosen = |script: &Script| match script.app.overlays.top() {
        Some(Overlay::Changes(changes)) => changes.list.selected,
        other => panic!("no list of changes but {other:?}"),
    };
    for help in [false, true] {
        let script = recalls(Script::unfolded(blog(6), 100, 30), changed()).keys("Wjjj");
        let (at, expected) = (chosen(&script), script.again().keys("<enter>").cursor_text().to_owned());
        let script = if help {
            newer(script.keys("<f1>")).keys("<esc>")
        } else {
            newer(script)
        };
        // What is gone is not known of the newer version.
        assert_ne!(chosen(&script), at);
        let script = script.keys("<enter>");
        assert_eq!(script.cursor_text(), expected);
        script.check();
    }
}

#[test]
fn repeats_that_are_found_join_the_picker_and_leave_the_choice() {
    let repeats = |script: &Script| match script.app.overlays.top() {
        Some(Overlay::Picker(picker)) => picker.items.count_of(ItemKind::Repeat),
        other => panic!("no picker but {other:?}"),
    };
    for (typed, help) in ["<down><down>", "watch<down>", "<tab><down>"]
        .into_iter()
        .flat_map(|typed| [(typed, false), (typed, true)])
    {
        let script = Script::unfolded(blog(12), 100, 30).keys("6Gp").keys(typed);
        assert_eq!(repeats(&script), 0);
        let expected = script.again().keys("<enter>").cursor_text().to_owned();
        let script = if help {
            script.keys("<f1>").folded().keys("<esc>")
        } else {
            script.folded()
        };
        assert!(repeats(&script) > 0, "{typed}");
        let script = script.keys("<enter>");
        assert_eq!(script.cursor_text(), expected, "{typed} {help}");
    }
}

#[test]
fn labels_of_links_are_gone_with_the_screen_they_stood_on() {
    let draft = Draft::default().prose("See https://example.org/a and https://example.org/b today.");
    let script = Script::on(draft.done()).keys("F");
    let opened = matches!(script.app.overlays.top(), Some(Overlay::Links(_)));
    assert!(opened, "the key for links is another: {:?}", script.app.overlays.top());
    for script in [newer(script.again()), newer(script.keys("<f1>")).keys("<esc>")] {
        assert_eq!(script.app.overlays.top(), None);
    }
}

#[test]
fn a_search_that_was_on_is_looked_for_again_when_another_is_cancelled() {
    let script = Script::on(blog(12)).keys("/eastern<enter>/tide");
    let script = newer(script).keys("<esc>");
    let searches = script
        .effects
        .iter()
        .filter(|effect| matches!(effect, Effect::Search { .. }));
    assert!(searches.count() > 2);
    let search = script.app.state.document.search.as_ref().expect("a search");
    let texts = search
        .matches
        .iter()
        .map(|span| span.of(script.app.state.document.article.text()));
    assert!(texts.clone().count() == 12 && texts.clone().all(|text| text == "eastern"));
}
