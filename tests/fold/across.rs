//! What several articles say again of each other. Everything is invented.

use dateline::article::{Article, BlockId, Kind};
use dateline::fold::{Across, Folding, How, Place};
use proptest::prelude::*;

use super::laws::{blocks, make};
use super::support::{article, published};

const FIRE: &str = "Fire crews held the line at Kessel Harbour overnight as the wind turned, the commander said.";
const FIRE_AGAIN: &str = "Fire crews held the line at Kessel Harbour overnight as the wind turned, the mayor said.";
const FERRY: &str = "Two ferries were kept on the quay with steam up, in case the old town had to be left by water.";
const SCHOOL: &str = "The smoke reached both islands towards morning, and the school on Great Orra stayed shut.";

fn prose(texts: &[&str]) -> Vec<(Kind, String)> {
    texts.iter().map(|&text| (Kind::Paragraph, text.to_owned())).collect()
}

/// An article and a block of it.
type At = (u32, u32);

fn places(across: &Across) -> Vec<(At, At, How)> {
    let place = |place: Place| (place.article, place.block.0);
    let pairs = across.pairs().iter();
    pairs
        .map(|pair| (place(pair.block), place(pair.of), pair.how))
        .collect()
}

#[test]
fn later_articles_repeat_earlier_ones_however_they_are_given() {
    let undated = published(&prose(&[SCHOOL]), None);
    let today = published(&prose(&[FIRE, FERRY, SCHOOL]), Some("2026-08-16"));
    let yesterday = published(&prose(&[SCHOOL, FIRE_AGAIN, FERRY]), Some("2026-08-15"));
    let across = Across::of(&[&undated, &today, &yesterday]);
    assert_eq!(across.order(), [2, 1, 0]);
    assert_eq!(
        places(&across),
        [
            ((0, 0), (2, 0), How::Exact),
            ((1, 0), (2, 1), How::Near),
            ((1, 1), (2, 2), How::Exact),
            ((1, 2), (2, 0), How::Exact),
        ]
    );
    // What stands in a row in both is a stretch.
    let stretches = across.stretches(|_| true);
    let shown: Vec<_> = stretches
        .iter()
        .map(|stretch| {
            (
                stretch.first.article,
                stretch.first.block.0,
                stretch.last.0,
                stretch.of.block.0,
                stretch.pairs,
            )
        })
        .collect();
    assert_eq!(shown, [(1, 0, 1, 1, 2), (1, 2, 2, 0, 1), (0, 0, 0, 0, 1)]);
    assert_eq!((stretches[0].how, stretches[1].how), (How::Near, How::Exact));
    assert!(stretches[0].similarity < 1.0);
}

#[test]
fn what_an_article_repeats_of_itself_is_not_anothers() {
    let one = article(&prose(&[FIRE, FIRE]));
    let other = article(&prose(&[FERRY, SCHOOL]));
    assert_eq!(places(&Across::of(&[&one, &other])), []);
    assert_eq!(Across::of(&[]).pairs(), []);
}

proptest! {
    /// Several articles are one long one, of which only what crosses from one to another counts.
    #[test]
    fn across_is_within_the_articles_put_together(
        makes in prop::collection::vec(prop::collection::vec(make(), 0..12), 1..6),
        turn in any::<bool>(),
    ) {
        let sizes: Vec<usize> = makes.iter().map(Vec::len).collect();
        let all = blocks(&makes.concat());
        let whole = Folding::of(&article(&all));
        let mut rest = &all[..];
        let mut articles: Vec<Article> = Vec::new();
        for (day, &size) in (1..).zip(&sizes) {
            let (own, others) = rest.split_at(size);
            articles.push(published(own, Some(&format!("2026-08-{day:02}"))));
            rest = others;
        }
        let mut given: Vec<&Article> = articles.iter().collect();
        if turn {
            given.reverse();
        }
        let across = Across::of(&given);
        let count = sizes.len() as u32;
        let day = |article: u32| if turn { count - 1 - article } else { article };
        let number = |place: Place| {
            let before: usize = sizes[..day(place.article) as usize].iter().sum();
            before as u32 + place.block.0
        };
        let mut found: Vec<_> = across
            .pairs()
            .iter()
            .map(|pair| (number(pair.block), number(pair.of), pair.how, pair.similarity))
            .collect();
        found.sort_by_key(|pair| pair.0);
        let article_of = |block: BlockId| {
            let mut end = 0;
            sizes.iter().position(|size| {
                end += size;
                block.index() < end
            })
        };
        let expected: Vec<_> = whole
            .repeats()
            .iter()
            .filter(|repeat| article_of(repeat.block) != article_of(repeat.of))
            .map(|repeat| (repeat.block.0, repeat.of.0, repeat.how, repeat.similarity))
            .collect();
        prop_assert_eq!(found, expected);
        // Every pair is in one stretch.
        let stretches = across.stretches(|_| true);
        prop_assert_eq!(stretches.iter().map(|stretch| stretch.pairs as usize).sum::<usize>(), across.pairs().len());
    }
}
