//! Plain words: what a screen reader speaks and a braille line shows.

use std::path::Path;

use dateline::article::{Article, Kind, Span};
use dateline::export;
use dateline::fold::Folding;
use dateline::read;
use proptest::prelude::*;

use super::build::{Draft, article};
use super::{DROP, KEEP, MARK, blog, string};

fn plain(article: &Article, options: export::Options) -> String {
    let folding = Folding::of(article);
    string(|out| export::plain(article, &folding, options, out))
}

#[test]
fn plain_for_the_ear() {
    insta::assert_snapshot!("plain", plain(&blog(), DROP));
    insta::assert_snapshot!("plain_marked", plain(&blog(), MARK));
}

/// Invented pages in several languages, as they come out, each line cut to what a person looks at here.
#[test]
fn plain_in_several_languages() {
    for name in [
        "ar-mina",
        "de-sturmflut",
        "en-dam",
        "fr-greve",
        "hi-pul",
        "ja-hashi",
        "ko-jihacheol",
        "zh-waimai",
    ] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/read/pages/{name}.txt"));
        let page = std::fs::read_to_string(&path).expect("a page of ours");
        // Each line of the page has its kind before it, for other tests.
        let lines = page.lines().filter_map(|line| line.split_once('\t'));
        let text: String = lines.map(|(_, text)| format!("{text}\n\n")).collect();
        let article = read::read(text.into_bytes()).expect("text");
        let cut = |line: &str| match line.char_indices().nth(100) {
            Some((at, _)) => format!("{} ...\n", &line[..at]),
            None => format!("{line}\n"),
        };
        let text: String = plain(&article, DROP).lines().map(cut).collect();
        insta::assert_snapshot!(format!("plain_{name}"), text);
    }
}

#[test]
fn an_article_without_sections_has_no_contents() {
    let mut draft = Draft::new(None, None, &[]);
    draft.add(Kind::Paragraph, "The ferry sails again.");
    assert_eq!(
        plain(&draft.finish(), DROP),
        "The ferry sails again.\nEnd of the article.\n"
    );
}

#[test]
fn a_credit_is_told_once_and_whole() {
    for (text, credit, told) in [
        (
            "The quay at noon - Ana Brandt/Coastal",
            "Ana Brandt/Coastal",
            "The quay at noon. Credit: Ana Brandt/Coastal",
        ),
        ("The quay. (Ana Brandt)", "Ana Brandt", "The quay. Credit: Ana Brandt"),
        ("The quay © Ana Brandt", "Ana Brandt", "The quay. Credit: Ana Brandt"),
        (
            "The quay. Photograph: Ana Brandt",
            "Ana Brandt",
            "The quay. Photograph: Ana Brandt",
        ),
        ("Ana Brandt", "Ana Brandt", "Ana Brandt"),
        ("Ana Brandt at the quay", "Ana Brandt", "Ana Brandt at the quay"),
        ("港の朝 - 田中一郎", "田中一郎", "港の朝. Credit: 田中一郎"),
    ] {
        let mut draft = Draft::new(None, None, &[]);
        let block = draft.credited(text, credit);
        let start = block.text.start + text.find(credit).expect("it is in it") as u32;
        block.credit = Some(Span::new(start, start + credit.len() as u32));
        let told = format!("Caption: {told}\nEnd of the article.\n");
        assert_eq!(plain(&draft.finish(), DROP), told);
    }
}

/// What begins an escape sequence.
const ESCAPE: char = '\x1b';

proptest! {
    /// A line each, none blank, no marks and no escapes of ours, and of the text every word in its order.
    #[test]
    fn every_word_is_there_and_every_line_says_something(article in article()) {
        let page = plain(&article, KEEP);
        prop_assert!(page.lines().all(|line| !line.trim().is_empty()), "{}", page);
        prop_assert!(!page.contains(ESCAPE));
        for id in article.ids() {
            let text = article.text_of(id);
            let first = text.split_whitespace().next().unwrap_or_default();
            prop_assert!(page.contains(first), "{:?} is missing in {}", first, page);
        }
        let sections = article.sections().len();
        if sections > 1 {
            for number in 1..=sections {
                let begins = format!("Section {number} of {sections}: ");
                prop_assert_eq!(page.lines().filter(|line| line.starts_with(&begins)).count(), 1);
            }
        }
    }
}
