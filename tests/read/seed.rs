//! The article that reading grew from; it is not ours, so only its structure is named here.

use std::fs;

use dateline::article::{Article, Kind, Note};
use dateline::read::read;

use crate::support::shared;

fn seed() -> Option<Article> {
    let bytes = fs::read(shared("articles/seed.txt")?).expect("the file is readable");
    Some(read(bytes).expect("the article is readable"))
}

fn count(article: &Article, kind: Kind) -> usize {
    article.blocks().iter().filter(|block| block.kind == kind).count()
}

#[test]
fn its_head_is_found() {
    let Some(article) = seed() else { return };
    let meta = article.meta();
    let first = article.text_of(article.ids().next().expect("it has blocks"));
    assert_eq!(meta.title.as_deref(), Some(first));
    assert!(!first.contains("date 2022"), "{first}");
    assert_eq!(
        meta.published.map(|published| published.to_string()).as_deref(),
        Some("2022-08-15")
    );
    assert_eq!(meta.bylines, ["Grace Millimaci"]);
    assert_eq!((count(&article, Kind::Title), count(&article, Kind::Byline)), (1, 1));
}

#[test]
fn every_block_is_what_it_is() {
    let Some(article) = seed() else { return };
    let letter = |kind: Kind| match kind {
        Kind::Title => 'T',
        Kind::Byline => 'B',
        Kind::Heading => 'H',
        Kind::Paragraph => 'p',
        Kind::Caption => 'C',
        Kind::ListItem => 'l',
        _ => '?',
    };
    let kinds: String = article.blocks().iter().map(|block| letter(block.kind)).collect();
    assert_eq!(kinds, "TBCCpppppHpppHCCppppppHppppppppHlllll?");
}

#[test]
fn captions_and_their_credits_are_found() {
    let Some(article) = seed() else { return };
    let captions: Vec<_> = article
        .ids()
        .filter(|id| article.block(*id).kind == Kind::Caption)
        .collect();
    assert_eq!(captions.len(), 4);
    let credit = |at: usize| article.block(captions[at]).credit.map(|span| span.of(article.text()));
    for (first, name) in [
        (0, "Alexander Zemlianichenko/via Reuters"),
        (2, "Metin Aktas/Anadolu Agency"),
    ] {
        assert_eq!(article.text_of(captions[first]), article.text_of(captions[first + 1]));
        assert_eq!((credit(first), credit(first + 1)), (Some(name), Some(name)));
    }
}

#[test]
fn it_has_five_sections() {
    let Some(article) = seed() else { return };
    let headlines = super::headlines(&article);
    let starts = [
        "Russians detain",
        "Nuclear disaster risk",
        "North Korea and Russia",
        "Today's top",
    ];
    assert_eq!(headlines.len(), 5);
    assert_eq!(headlines[0], None);
    for (headline, start) in headlines[1..].iter().zip(starts) {
        assert!(
            headline.is_some_and(|headline| headline.starts_with(start)),
            "{headline:?}"
        );
    }
    assert_eq!(count(&article, Kind::Heading), 4);
}

#[test]
fn its_list_and_what_is_glued_to_its_end_are_told_apart() {
    let Some(article) = seed() else { return };
    assert_eq!(count(&article, Kind::ListItem), 5);
    let last = article.last().expect("it has blocks");
    let notes = article.block(last).notes;
    assert_eq!(article.block(last).kind, Kind::Boilerplate);
    assert!(notes.has(Note::LooksLikeAnotherStory) && notes.has(Note::EndsMidSentence));
    let with_notes = article.blocks().iter().filter(|block| !block.notes.is_empty()).count();
    assert_eq!(with_notes, 1);
}

#[test]
fn every_line_of_it_is_a_block() {
    let Some(article) = seed() else { return };
    let path = shared("articles/seed.txt").expect("it was there");
    let text = fs::read_to_string(path).expect("the file is readable");
    assert_eq!(article.text().trim_end(), text.trim_end());
    let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
    assert_eq!(article.blocks().len(), lines);
}
