//! What is said of a text that breaks off, or that another story was glued to.

use dateline::article::{Kind, Note};

use super::{article, blocks};

/// An invented report whose paragraphs are about the same things.
const REPORT: &[&str] = &[
    "Harbour fire is out after a long night",
    "The fire at Kessel Harbour was out by dawn on Monday, the regional commander said, after the wind had turned and crews could reach the burning sheds on the north quay.",
    "Two sheds and a crane on the north quay were lost in the fire, and the fish market beside the harbour lost a part of its roof, but the silos stand as they did before the night.",
    "Ferry crews at Kessel Harbour were stood down at midnight, and the commander said that the ferries would not sail from the north quay before noon on Monday.",
    "The wind had carried smoke from the sheds over the harbour and the market, and the regional commander said crews would stay on the quay until the roof of the market was safe.",
    "Crews from both islands came over by ferry to help at the harbour, and the commander thanked them on Monday before the market opened again beside the burned sheds.",
    "The fish market will open on Monday at noon, and ferries will sail from the south quay until the crane and the sheds on the north quay have been cleared away.",
];
const OTHER: &str = "Voters in Marlowe choose between eleven candidates for the provincial assembly, among them a retired pharmacist, two beekeepers and the author of a cookbook about lentils that sold surprisingly well abroad during winter.";

/// The notes of the last blocks, the last one first.
fn notes(paragraphs: &[&str]) -> Vec<Vec<Note>> {
    let article = article(&paragraphs.join("\n\n"));
    let blocks = article.blocks().iter().rev();
    blocks.map(|block| block.notes.iter().collect()).collect()
}

fn cut(paragraph: &str) -> &str {
    &paragraph[..paragraph.len() - 17]
}

#[test]
fn a_whole_article_bears_no_note() {
    assert!(notes(REPORT).iter().all(Vec::is_empty));
    // Credits and asides in brackets end a paragraph well.
    for end in ["(abr)", "(dpa/abr)", " (Ana Brandt)", "\u{201d}"] {
        let last = format!("{}{end}", REPORT[6]);
        let whole: Vec<&str> = REPORT[..6].iter().copied().chain([last.as_str()]).collect();
        assert!(notes(&whole).iter().all(Vec::is_empty), "{end}");
    }
    let aside = format!("({})", REPORT[6].trim_end_matches('.'));
    let whole: Vec<&str> = REPORT[..6].iter().copied().chain([aside.as_str()]).collect();
    assert!(notes(&whole).iter().all(Vec::is_empty));
}

#[test]
fn an_article_that_breaks_off_is_said_to() {
    let mut broken = REPORT.to_vec();
    broken[6] = cut(REPORT[6]);
    assert_eq!(notes(&broken)[0], [Note::EndsMidSentence]);
    assert!(notes(&broken)[1..].iter().all(Vec::is_empty));
}

#[test]
fn another_story_is_told_from_the_article() {
    let glued = |last: &str| {
        let mut report = REPORT.to_vec();
        report.push(last);
        notes(&report)
    };
    // Broken off, it is plain; whole, it needs that nothing at all is shared.
    assert_eq!(
        glued(cut(OTHER))[0],
        [Note::LooksLikeAnotherStory, Note::EndsMidSentence]
    );
    assert_eq!(glued(OTHER)[0], [Note::LooksLikeAnotherStory]);
    assert_eq!(glued(&format!("    {}", cut(OTHER)))[0][0], Note::LooksLikeAnotherStory);
    assert!(glued(cut(OTHER))[1..].iter().all(Vec::is_empty));
}

#[test]
fn another_story_is_no_part_of_the_article() {
    let mut report = REPORT.to_vec();
    report.push(cut(OTHER));
    let article = article(&report.join("\n\n"));
    let kind = |back: usize| article.blocks()[article.blocks().len() - back].kind;
    assert_eq!((kind(1), kind(2)), (Kind::Boilerplate, Kind::Paragraph));
}

#[test]
fn an_article_may_break_off_before_the_other_story() {
    let mut report = REPORT.to_vec();
    report[6] = cut(REPORT[6]);
    report.push(cut(OTHER));
    let notes = notes(&report);
    assert!(notes[0].contains(&Note::LooksLikeAnotherStory));
    assert_eq!(notes[1], [Note::EndsMidSentence]);
}

#[test]
fn a_paragraph_that_says_little_is_no_other_story() {
    for last in [
        "Our correspondent was there.",
        "Lentils were served",
        "All times are local.",
    ] {
        let mut report = REPORT.to_vec();
        report.push(last);
        let stray = notes(&report)
            .iter()
            .flatten()
            .any(|note| *note == Note::LooksLikeAnotherStory);
        assert!(!stray, "{last}");
    }
}

#[test]
fn notes_take_nothing_away() {
    let mut report = REPORT.to_vec();
    report.push(cut(OTHER));
    let article = article(&report.join("\n\n"));
    let texts: Vec<&str> = blocks(&article).iter().map(|(_, text)| *text).collect();
    assert_eq!(texts, report);
}
