//! Holds that finding repeats grows with the text, whatever the text does: steps are counted, not time.

use std::num::NonZeroUsize;

use super::{Folding, Limits};
use crate::article::{Article, Block, BlockId, Kind, Meta, Span, Start, Text};
use crate::steps;

/// An article of one section with a block for each pair of kind and text.
pub(crate) fn article<'a>(blocks: impl IntoIterator<Item = (Kind, &'a str)>) -> Article {
    let (mut text, mut made) = (String::new(), Vec::new());
    for (kind, own) in blocks {
        let start = text.len() as u32;
        text.push_str(own);
        let end = text.len() as u32;
        text.push_str("\n\n");
        made.push(Block::new(kind, Span::new(start, end + 2), Span::new(start, end)));
    }
    let start = Start {
        first: BlockId(0),
        headline: None,
        time: None,
    };
    Article::new(Text::from(text), Meta::default(), made, &[start]).expect("an article")
}

/// Makes a paragraph of its number and of words of its own.
type Paragraph = fn(usize, &str) -> (Kind, String);

#[test]
fn repeats_are_found_in_steps_that_grow_with_the_text() {
    let filler = |nth: usize| format!("w{nth} x{nth} y{nth} z{nth} v{nth} u{nth}");
    let paragraph: &[Paragraph] = &[
        // The same words again and again.
        |_, _| {
            let words = "The ferry to Great Orra sails again from the east quay tonight.";
            (Kind::Paragraph, words.to_owned())
        },
        // Words that all share, and words of their own: each might be a near repeat of each.
        |_, own| {
            (
                Kind::Paragraph,
                format!("the fire brigade of Kessel Harbour says {own}"),
            )
        },
        // Hardly a word of its own.
        |nth, _| {
            let words = format!("All crews are back and nobody was hurt at pier {nth} of the old harbour");
            (Kind::Paragraph, words)
        },
        // Repeats with something new between each two of them.
        |nth, own| match nth % 2 {
            0 => (
                Kind::Paragraph,
                "Nobody was hurt in the fire at the harbour.".to_owned(),
            ),
            _ => (Kind::Paragraph, own.to_owned()),
        },
        // Repeats with boilerplate between them.
        |nth, _| match nth % 50 {
            0 => (
                Kind::Paragraph,
                "Nobody was hurt in the fire at the harbour.".to_owned(),
            ),
            _ => (Kind::Boilerplate, "Share".to_owned()),
        },
        // Captions that stand twice.
        |nth, _| {
            (
                Kind::Caption,
                format!("The east quay at dawn, seen from Orra Head {}", nth / 2),
            )
        },
    ];
    let limits = Limits {
        threads: NonZeroUsize::MIN,
        batch: NonZeroUsize::new(16).expect("not 0"),
        formula: 8,
    };
    for (which, paragraph) in paragraph.iter().enumerate() {
        steps::assert_linear(&format!("form {which}"), 500, |count| {
            let blocks: Vec<_> = (0..count).map(|nth| paragraph(nth, &filler(nth))).collect();
            let article = article(blocks.iter().map(|(kind, text)| (*kind, text.as_str())));
            Folding::find_within(&article, limits, &mut |_, _| true).expect("it goes on");
        });
    }
}
