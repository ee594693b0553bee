//! The built-in sample shows everything that the reader can do.

use dateline::article::{Article, Kind};
use dateline::fold::{FoldShape, Folding, How, Run};

use super::build::Draft;

const SAMPLE: &str = include_str!("../../assets/sample.txt");

/// The sample as its author meant it, without the reading room: bullets, credits and doubled lines are told by
/// their looks, which the sample keeps strictly.
fn meant() -> Article {
    let mut draft = Draft::new(None, None, &[]);
    for block in SAMPLE.split("\n\n") {
        if let Some(item) = block.strip_prefix("  • ") {
            draft.add(Kind::ListItem, item.trim());
            continue;
        }
        for line in block.lines().map(str::trim) {
            let credit = line
                .rsplit_once(" - ")
                .map(|(_, credit)| credit)
                .filter(|credit| credit.contains('/'));
            match credit {
                Some(credit) => draft.credited(line, credit),
                None => draft.add(Kind::Paragraph, line),
            };
        }
    }
    draft.finish()
}

#[test]
fn it_repeats_in_every_way() {
    let article = meant();
    let folding = Folding::of(&article);
    let exact = |shape| {
        let runs = folding.runs().iter();
        runs.filter(|run| run.shape == shape && run.how == How::Exact)
            .map(Run::len)
            .collect::<Vec<_>>()
    };
    let captions = article
        .blocks()
        .iter()
        .filter(|block| block.kind == Kind::Caption)
        .count();
    assert_eq!(exact(FoldShape::CaptionDouble).len() * 2, captions);
    assert_eq!(exact(FoldShape::Item), [1]);
    let lines = exact(FoldShape::Line);
    assert!(
        lines.contains(&4) && lines.contains(&2) && lines.contains(&1),
        "{lines:?}"
    );
    let near = folding.repeats().iter().filter(|repeat| repeat.how == How::Near);
    let near: Vec<&str> = near.map(|repeat| article.text_of(repeat.block)).collect();
    assert_eq!(near.len(), 3, "{near:#?}");
    assert!(near.iter().any(|text| text.starts_with("About 120 people")));
}

#[test]
fn it_is_worth_browsing() {
    let words = SAMPLE.split_whitespace().count();
    assert!((2000..3000).contains(&words), "{words} words");
    let times: Vec<&str> = SAMPLE
        .split("\n\n")
        .filter(|block| block.len() == 5 && block.as_bytes()[2] == b':')
        .collect();
    assert!(times.len() >= 12 && times.is_sorted_by(|a, b| a > b), "{times:?}");
    assert!(SAMPLE.contains('\u{a0}') && SAMPLE.contains("“") && SAMPLE.contains("Read more: "));
    let (_, stray) = SAMPLE.trim_end().rsplit_once("\n\n").expect("blocks");
    assert!(stray.starts_with("    ") && stray.ends_with(char::is_alphabetic));
}
