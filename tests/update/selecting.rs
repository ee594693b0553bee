//! Selecting text and taking it along.

use std::sync::Arc;

use dateline::app::{CopyForm, Effect, MouseKind};
use dateline::article::{Article, BlockId, Kind, Passage};
use proptest::prelude::*;

use super::draft::{Draft, blog};
use super::script::Script;
use super::visits::{read_there, recalls};

/// Four blocks whose words are told apart.
fn harbour() -> Arc<Article> {
    Draft::default()
        .block(Kind::Title, "Harbour fire")
        .prose("Crews held the line at the eastern mole. Nobody was hurt.")
        .block(Kind::ListItem, "Ferries stay in port")
        .block(Kind::ListItem, "Schools open late")
        .prose("消防隊は夜明け前に鎮火した。")
        .done()
}

impl Script {
    /// What is selected.
    fn selected(&self) -> &str {
        let span = self.app.state.selected().expect("something is selected");
        span.of(self.app.state.document.article.text())
    }

    fn copied(&self) -> &str {
        match self.effects.last() {
            Some(Effect::Copy(text)) => text,
            other => panic!("nothing was copied: {other:?}"),
        }
    }
}

#[test]
fn keys_move_the_end_that_is_not_fixed() {
    for (keys, selected) in [
        ("v", "Crews"),
        ("vl", "Crews "),
        ("vh", "Crew"),
        ("vw", "Crews h"),
        ("ve", "Crews held"),
        ("v2e", "Crews held the"),
        ("v}", "Crews held the line at the eastern mole. Nobody was hurt."),
        ("v$", "Crews held the line at the eastern mole. Nobody was hurt."),
        (
            "v}}",
            "Crews held the line at the eastern mole. Nobody was hurt.\n\nFerries stay in port",
        ),
        ("v{", "C"),
        ("v{{", "Harbour fire\n\nC"),
        ("vg", "Harbour fire\n\nC"),
        ("v3wb", "Crews held t"),
        ("vb", "C"),
        ("v5w0", "C"),
        // Begun anew at the word that the end is at.
        ("v3wv", "line"),
        ("v3wvl", "line "),
        ("v3wvo", "line"),
        ("v3wvohh", "e line"),
        ("V", "Crews held the line at the eastern mole. Nobody was hurt."),
        (
            "Vj",
            "Crews held the line at the eastern mole. Nobody was hurt.\n\nFerries stay in port",
        ),
        (
            "V{",
            "Harbour fire\n\nCrews held the line at the eastern mole. Nobody was hurt.",
        ),
        (
            "V2jo",
            "Crews held the line at the eastern mole. Nobody was hurt.\n\nFerries stay in port\n\nSchools open late",
        ),
        ("VvV", "Crews held the line at the eastern mole. Nobody was hurt."),
    ] {
        let script = Script::on(harbour()).keys("}").keys(keys);
        script.check();
        assert_eq!(script.selected(), selected, "{keys}");
    }
}

#[test]
fn scripts_without_spaces_go_letter_by_letter() {
    let script = Script::on(harbour()).keys("Gv}");
    assert!(script.selected().ends_with('。'));
    let script = Script::on(harbour()).keys("Gvll");
    assert!(
        "消防隊は夜明け前に鎮火した。".starts_with(script.selected()),
        "{}",
        script.selected()
    );
}

#[test]
fn searching_moves_the_end() {
    let script = Script::on(harbour()).keys("}v/mole<enter>");
    assert_eq!(script.selected(), "Crews held the line at the eastern mole");
    let script = script.keys("/port<enter>");
    assert!(script.selected().ends_with("Ferries stay in port"));
    let script = script.keys("<esc>");
    assert_eq!(script.app.state.document.selection, None);
    // It begins at the match that the reader is at.
    let script = Script::on(harbour()).keys("/eastern<enter>v");
    assert_eq!(script.selected(), "eastern");
}

#[test]
fn what_is_selected_is_copied_as_it_is_seen() {
    let script = Script::on(harbour()).keys("}ve}y");
    assert_eq!(
        script.copied(),
        "Crews held the line at the eastern mole. Nobody was hurt."
    );
    assert_eq!(script.notice(), "Copied 11 words");
    assert_eq!(script.app.state.document.selection, None);
    let script = Script::on(harbour()).keys("}V3jy");
    let copied = script.copied();
    assert!(
        copied.contains("hurt.\n\n- Ferries stay in port\n- Schools open late\n\n消防"),
        "{copied}"
    );
    let script = Script::on(harbour()).keys("}vem");
    let Some(Effect::Take {
        excerpt,
        form: CopyForm::Markdown,
    }) = script.effects.last()
    else {
        panic!("{:?}", script.effects)
    };
    assert_eq!(excerpt.passages.len(), 1);
    assert!(matches!(
        Script::on(harbour()).keys("}vxq").effects[..],
        [Effect::Take {
            form: CopyForm::Quotation,
            ..
        }]
    ));
    assert!(matches!(
        Script::on(harbour()).keys("}xq").effects[..],
        [Effect::Take {
            form: CopyForm::Quotation,
            ..
        }]
    ));
    assert!(matches!(
        Script::on(harbour()).keys("xM").effects[..],
        [Effect::Take {
            form: CopyForm::Markdown,
            ..
        }]
    ));
}

/// The hand that leaves with `q` must not lose what it has copied before.
#[test]
fn q_leaves_the_selection_and_copies_nothing() {
    let script = Script::on(harbour()).keys("}vq");
    assert!(script.effects.is_empty() && script.app.state.document.selection.is_none());
}

/// A quotation must not have words that whoever takes it along has not seen, nor leave any out without a word.
#[test]
fn a_fold_is_copied_as_the_line_that_stands_for_it() {
    let script = Script::on(blog(4)).keys("5Gv]");
    let hidden = script.runs()[0];
    assert!(script.is_folded(hidden));
    let words = script.app.state.document.article.text_of(hidden).to_owned();
    let copied = script.again().keys("y");
    assert!(!copied.copied().contains(&words));
    assert!(
        copied.copied().contains("\n\n[2 paragraphs repeated from "),
        "{}",
        copied.copied()
    );
    let taken = script.again().keys("m");
    let Some(Effect::Take { excerpt, .. }) = taken.effects.last() else {
        panic!("{:?}", taken.effects)
    };
    assert!(
        excerpt
            .passages
            .iter()
            .any(|passage| matches!(passage, Passage::LeftOut(words) if !words.is_empty()))
    );
    let script = Script::on(blog(4)).keys("zR5Gv]y");
    assert!(script.copied().contains(&words));
}

#[test]
fn as_much_is_copied_as_was_said_to_be_selected() {
    for keys in ["vG", "5Gv]", "V3}", "zRvG", "zu5GvG", "Gv4["] {
        let script = Script::on(blog(8)).keys(keys);
        let said = script.app.state.selected_in_words().expect("something is selected");
        let amount = said.strip_suffix(" selected").expect("how much is selected").to_owned();
        assert_eq!(script.keys("y").notice(), format!("Copied {amount}"), "{keys}");
    }
    let folded = Script::on(blog(8)).keys("vGy");
    assert!(folded.notice().ends_with(" folds"), "{}", folded.notice());
}

#[test]
fn at_the_head_of_a_post_its_first_paragraph_is_copied() {
    let article = Draft::default()
        .block(Kind::Title, "Harbour fire")
        .prose("Crews held the line.")
        .heading("14:32")
        .at("14:32")
        .block(Kind::Byline, "By Idris Vale")
        .prose("The ferries stay in port.")
        .prose("Schools open late.")
        .heading("A section without a time")
        .prose("Nobody was hurt.")
        .done();
    for keys in ["2Gy", "2G}y"] {
        let script = Script::on(Arc::clone(&article)).keys(keys);
        assert_eq!(script.copied(), "The ferries stay in port.", "{keys}");
        assert_eq!(script.notice(), "Copied 5 words: the first paragraph of this post");
    }
    // What is no post is taken as it stands.
    assert_eq!(
        Script::on(Arc::clone(&article)).keys("3Gy").copied(),
        "A section without a time"
    );
    assert_eq!(Script::on(article).keys("2G}}}y").copied(), "Schools open late.");
}

#[test]
fn too_much_is_not_copied_and_stays_selected() {
    let long = "word ".repeat(200_000);
    let article = Draft::default()
        .block(Kind::Title, "Long")
        .prose(long.trim_end())
        .done();
    let script = Script::on(article).keys("vGy");
    script.check();
    assert_eq!(script.notice(), "Too long for the clipboard; :write saves it to a file");
    assert_eq!(script.app.state.selected_in_words().as_deref(), Some(script.notice()));
    assert!(script.effects.is_empty() && script.app.state.document.selection.is_some());
}

#[test]
fn what_is_hidden_because_it_was_read_before_is_not_copied() {
    let article = blog(6);
    let hidden = article.text_of(BlockId(5)).to_owned();
    let script = recalls(Script::on(article), read_there(&[4, 5, 6])).keys("zpVGy");
    script.check();
    assert!(script.copied().contains("[3 paragraphs read in"), "{}", script.copied());
    assert!(!script.copied().contains(&hidden));
}

#[test]
fn the_page_follows_the_end_and_a_resize_keeps_what_is_selected() {
    let script = Script::on(blog(9)).keys("v80j");
    script.check();
    let span = script.app.state.selected().expect("a selection");
    let (row, _) = script.app.state.moving_end().expect("on the page");
    assert!(row < script.app.state.height());
    for (width, height) in [(40, 12), (20, 5), (200, 60)] {
        let script = script.again().resize(width, height);
        script.check();
        assert_eq!(script.app.state.selected(), Some(span));
    }
    let script = script.keys("60k");
    assert!(script.app.state.moving_end().is_some());
}

#[test]
fn the_mouse_selects_and_copies_nothing_by_itself() {
    let script = Script::on(harbour());
    let row = script.row_with("Crews held").expect("a row") as u16;
    let prose = script.app.state.areas().prose;
    let (x, y) = (prose.x + 2, prose.y + row);
    let script = script.mouse(x + 6, y, MouseKind::Press);
    assert_eq!(script.app.state.document.selection, None, "a click selects nothing");
    let script = script
        .mouse(x + 12, y, MouseKind::Drag)
        .mouse(x + 12, y, MouseKind::Release);
    assert_eq!(script.selected().len(), 7);
    assert!(script.effects.is_empty());
    let script = script.keys("y");
    assert_eq!(script.copied().len(), 7);
    // A click elsewhere lets go.
    let script = script.click(x, y);
    assert_eq!(script.app.state.document.selection, None);
}

#[test]
fn a_new_version_keeps_what_is_selected() {
    let script = Script::on(blog(3)).keys("3Gjjjjv5e");
    let selected = script.selected().to_owned();
    let script = script.send(dateline::app::Message::Article {
        article: blog(6),
        more: false,
    });
    assert_eq!(script.selected(), selected);
}

const STEPS: &[&str] = &[
    "h", "l", "w", "b", "e", "0", "$", "j", "k", "{", "}", "[", "]", "g", "G", "o", "v", "V", "n", "d", "u",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Wherever the ends go, what lies between them is a stretch of the text, the moving end is on the page, and
    /// the way back is as long as the way there.
    #[test]
    fn whatever_is_pressed_a_stretch_is_selected(
        keys in prop::collection::vec(prop::sample::select(STEPS), 1..24),
        folded in any::<bool>(),
    ) {
        let script = Script::on(blog(4)).keys(if folded { "3Gv" } else { "zR3Gv" });
        let script = keys.iter().fold(script, |script, keys| script.keys(keys));
        script.check();
        let selection = script.app.state.document.selection.expect("selecting");
        let span = script.app.state.selected().expect("a stretch");
        let text = script.app.state.document.article.text();
        prop_assert!(text.is_char_boundary(span.start as usize) && text.is_char_boundary(span.end as usize));
        prop_assert!(!span.is_empty());
        let swapped = script.again().keys("oo");
        prop_assert_eq!(swapped.app.state.document.selection, Some(selection));
        prop_assert_eq!(script.again().keys("o").app.state.selected(), Some(span));
        // To the right and back is where it was.
        let there = script.again().keys("lh");
        let at_end = script.again().keys("l").app.state.document.selection.map(|new| new.to) == Some(selection.to);
        prop_assert!(at_end || there.app.state.document.selection.map(|new| new.to) == Some(selection.to));
    }

    /// What is copied are words of the article that are on the page, and no others.
    #[test]
    fn copying_conserves_the_words(words in 1u32..60) {
        let script = Script::on(blog(2)).keys(&format!("2Gjjv{words}e"));
        let selected = script.selected().to_owned();
        let copied = script.keys("y");
        let spaced = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        prop_assert_eq!(spaced(copied.copied()), spaced(&selected));
    }
}

#[test]
fn a_word_that_begins_within_a_cluster_is_selected_with_it() {
    let script = Script::on(super::draft::Draft::default().prose("a ำ b").done()).keys("vl");
    script.check();
    let selection = script.app.state.document.selection.expect("a selection");
    assert_eq!((selection.from.offset, selection.to.offset), (0, 1));
    let script = Script::on(super::draft::Draft::default().prose("! ำ").done()).keys("v");
    let selection = script.app.state.document.selection.expect("a selection");
    assert_eq!(
        (selection.from.offset, selection.to.offset),
        (1, 1),
        "the blank, and the vowel on it"
    );
}

#[test]
fn keys_that_go_by_words_stop_at_letters() {
    let to = |keys: &str| {
        let script = Script::on(super::draft::Draft::default().prose("กำ ab").done()).keys(keys);
        script.app.state.document.selection.expect("a selection").to.offset
    };
    // The vowel is of the letter before it.
    for (keys, offset) in [("vw", 7), ("ve", 8), ("vwb", 0), ("vlb", 0), ("vwe", 8)] {
        assert_eq!(to(keys), offset, "{keys}");
    }
}
