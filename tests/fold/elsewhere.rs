//! What an article says again of earlier ones, beside its own folding. Everything is invented.

use dateline::article::{Article, BlockId, Kind};
use dateline::fold::{Across, Elsewhere, Folding, Folds, GivenArticle, How, Origin, Place, Run, normal};
use proptest::prelude::*;

use super::laws::{blocks, make};
use super::support::{published, takes_part};

const FIRE: &str = "Fire crews held the line at Kessel Harbour overnight as the wind turned, the commander said.";
const FERRY: &str = "Two ferries were kept on the quay with steam up, in case the old town had to be left by water.";
const SCHOOL: &str = "The smoke reached both islands towards morning, and the school on Great Orra stayed shut.";
const LONG: &str = "The council has opened the sports hall of the old school for everyone who had to leave Tannery Lane \
                    in the night, and asks those who have room to spare to leave their names with the porter.";
const NEW: &str = "The bridge is open again, the council said at noon.";
const CAPTION: &str = "A crew dampens the roof of Shed 4 before dawn.";

fn of_kinds(day: Option<&str>, blocks: &[(Kind, &str)]) -> Article {
    published(blocks, day)
}

fn prose(day: &str, texts: &[&str]) -> Article {
    let blocks: Vec<(Kind, &str)> = texts.iter().map(|&text| (Kind::Paragraph, text)).collect();
    of_kinds(Some(day), &blocks)
}

/// What each of the articles says of itself and of the others.
fn folded(articles: &[Article]) -> Vec<Folding> {
    let given: Vec<GivenArticle<'_>> = (0..)
        .zip(articles)
        .map(|(number, article)| GivenArticle { number, article })
        .collect();
    let across = Across::of(&articles.iter().collect::<Vec<_>>());
    (0..)
        .zip(articles)
        .map(|(which, article)| Folding::of(article).with(article, &Elsewhere::of(&across, &given, which)))
        .collect()
}

/// A run: its first block, its last, and the other article and block that the first repeats, if it is another.
type Told = (u32, u32, Option<(u32, u32)>, How);

fn runs(folding: &Folding) -> Vec<Told> {
    let run = |run: &Run| {
        let of = match run.of {
            Origin::Here(_) => None,
            Origin::There(place) => Some((place.article, place.block.0)),
        };
        (run.first.0, run.last.0, of, run.how)
    };
    folding.runs().iter().map(run).collect()
}

#[test]
fn paragraphs_in_a_row_are_a_run_of_the_earlier_article() {
    let today = prose("2026-08-16", &[NEW, FIRE, FERRY, SCHOOL]);
    let yesterday = prose("2026-08-15", &[SCHOOL, FIRE, FERRY]);
    let foldings = folded(&[today, yesterday]);
    // The school alone is too little to fold.
    assert_eq!(runs(&foldings[0]), [(1, 2, Some((1, 1)), How::Exact)]);
    assert_eq!(runs(&foldings[1]), [], "the first in order of date is the original");
    let source = foldings[0].source(1).expect("what it repeats");
    assert_eq!((source.number, source.published.map(|day| day.date.day)), (1, Some(15)));
    assert_eq!(foldings[0].echo(BlockId(2)).map(|echo| echo.of.block), Some(BlockId(2)));
    assert_eq!(foldings[0].echo(BlockId(3)), None);
}

#[test]
fn one_long_paragraph_is_evidence_enough() {
    let foldings = folded(&[
        prose("2026-08-15", &[LONG, FIRE]),
        prose("2026-08-16", &[FIRE, NEW, LONG]),
    ]);
    assert_eq!(runs(&foldings[1]), [(2, 2, Some((0, 0)), How::Exact)]);
}

#[test]
fn one_thing_that_is_new_stays_between_two_runs_of_a_thread() {
    let copy = [
        (Kind::Paragraph, FIRE),
        (Kind::Caption, CAPTION),
        (Kind::Paragraph, FERRY),
        (Kind::Paragraph, SCHOOL),
    ];
    let first = of_kinds(
        Some("2026-08-15"),
        &[
            (Kind::Paragraph, FIRE),
            (Kind::Paragraph, FERRY),
            (Kind::Paragraph, SCHOOL),
        ],
    );
    let foldings = folded(&[first, of_kinds(Some("2026-08-16"), &copy)]);
    assert_eq!(
        runs(&foldings[1]),
        [(0, 0, Some((0, 0)), How::Exact), (2, 3, Some((0, 1)), How::Exact)]
    );
    let [one, other] = foldings[1].runs() else {
        panic!("two runs")
    };
    assert_eq!(
        (one.thread, other.thread),
        ((BlockId(0), BlockId(3)), (BlockId(0), BlockId(3)))
    );
    assert!(!one.goes_on() && other.goes_on());
    let mut folds = Folds::default();
    folds.toggle(other);
    assert!(!folds.is_folded(one) && !folds.is_folded(other));
}

#[test]
fn a_time_that_stands_in_both_is_in_the_run_and_another_is_not() {
    let post = |time| {
        [
            (Kind::Paragraph, FIRE),
            (Kind::Timestamp, time),
            (Kind::Paragraph, FERRY),
        ]
    };
    let first = of_kinds(Some("2026-08-15"), &post("04:32"));
    let same = of_kinds(Some("2026-08-16"), &post("04:32"));
    let other = of_kinds(Some("2026-08-17"), &post("05:10"));
    let foldings = folded(&[first, same, other]);
    assert_eq!(runs(&foldings[1]), [(0, 2, Some((0, 0)), How::Exact)]);
    let parted = [(0, 0, Some((0, 0)), How::Exact), (2, 2, Some((0, 2)), How::Exact)];
    assert_eq!(runs(&foldings[2]), parted);
}

#[test]
fn what_an_article_says_twice_itself_comes_first() {
    let again = prose("2026-08-16", &[FIRE, FERRY, NEW, FIRE, FERRY]);
    let foldings = folded(&[prose("2026-08-15", &[FIRE, FERRY]), again]);
    assert_eq!(
        runs(&foldings[1]),
        [(0, 1, Some((0, 0)), How::Exact), (3, 4, None, How::Exact)]
    );
}

#[test]
fn reworded_is_marked_alone_and_not_folded() {
    let reworded = "Fire crews held the line at Kessel Harbour overnight as the wind turned, the mayor said.";
    let foldings = folded(&[prose("2026-08-15", &[FIRE]), prose("2026-08-16", &[reworded])]);
    assert_eq!(runs(&foldings[1]), [(0, 0, Some((0, 0)), How::Near)]);
    assert!(!Folds::default().is_folded(&foldings[1].runs()[0]));
    assert!(foldings[1].echo(BlockId(0)).is_some_and(|echo| echo.similarity < 1.0));
}

#[test]
fn what_is_of_another_version_is_left_out() {
    let articles = [
        prose("2026-08-15", &[NEW, FIRE, FERRY]),
        prose("2026-08-16", &[NEW, FIRE, FERRY]),
    ];
    let given: Vec<GivenArticle<'_>> = (0..)
        .zip(&articles)
        .map(|(number, article)| GivenArticle { number, article })
        .collect();
    let across = Across::of(&[&articles[0], &articles[1]]);
    let elsewhere = Elsewhere::of(&across, &given, 1);
    let shorter = prose("2026-08-16", &[NEW]);
    assert_eq!(runs(&Folding::of(&shorter).with(&shorter, &elsewhere)), []);
    let empty = Article::default();
    assert_eq!(runs(&Folding::default().with(&empty, &elsewhere)), []);
    assert!(Elsewhere::of(&across, &given, 7).is_empty());
}

/// Articles of which the later ones have stretches of the first.
fn articles() -> impl Strategy<Value = Vec<Article>> {
    let first = prop::collection::vec(make(), 1..14);
    let stretch = (any::<usize>(), 0..6usize, prop::collection::vec(make(), 0..3));
    let others = prop::collection::vec(prop::collection::vec(stretch, 0..5), 1..4);
    (first, others, any::<bool>()).prop_map(|(first, others, turn)| {
        let first = blocks(&first);
        let mut days = 1..;
        let mut day = || format!("2026-08-{:02}", days.next().unwrap_or(31));
        let mut articles = vec![published(&first, Some(&day()))];
        for stretches in others {
            let mut all = Vec::new();
            for (start, length, fresh) in stretches {
                all.extend(first.iter().skip(start % first.len()).take(length).cloned());
                all.extend(blocks(&fresh));
            }
            articles.push(published(&all, Some(&day())));
        }
        if turn {
            articles.reverse();
        }
        articles
    })
}

fn covered(run: &Run) -> impl Iterator<Item = BlockId> + use<> {
    (run.first.0..=run.last.0).map(BlockId)
}

proptest! {
    /// Nothing new is hidden, the first is the original, and an article's own folding is as it was.
    #[test]
    fn only_what_an_earlier_article_says_is_in_a_run(articles in articles()) {
        let across = Across::of(&articles.iter().collect::<Vec<_>>());
        let foldings = folded(&articles);
        let published = |article: u32| across.order().iter().position(|&at| at == article);
        for (which, (article, folding)) in (0..).zip(articles.iter().zip(&foldings)) {
            let own = Folding::of(article);
            let of_own: Vec<&Run> = folding.runs().iter().filter(|run| run.of.here().is_some()).collect();
            prop_assert_eq!(of_own, own.runs().iter().collect::<Vec<_>>());
            prop_assert_eq!(folding.repeats(), own.repeats());
            for pair in folding.runs().windows(2) {
                prop_assert!(pair[0].last < pair[1].first);
            }
            let of_others = folding.runs().iter().filter(|run| run.of.here().is_none());
            let mut echoes = 0;
            for run in of_others {
                prop_assert!(across.order().first() != Some(&which), "the first in order of date has no original");
                let mut before: Option<Place> = None;
                for block in covered(run) {
                    if !takes_part(article.block(block).kind) {
                        let place = before.expect("a run begins with a passage");
                        let there = articles[place.article as usize].ids().filter(|&there| there > place.block);
                        let mut said = there.map(|there| articles[place.article as usize].text_of(there));
                        prop_assert!(said.any(|said| normal(said) == normal(article.text_of(block))));
                        continue;
                    }
                    echoes += 1;
                    let pair = across.pair(Place { article: which, block }).expect("what is hidden stands elsewhere");
                    prop_assert_eq!(pair.how, run.how);
                    prop_assert!(published(pair.of.article) < published(which));
                    prop_assert!(before.is_none_or(|before| {
                        before.article == pair.of.article && before.block < pair.of.block
                    }), "the originals stand in the same order");
                    prop_assert_eq!(folding.echo(block).map(|echo| echo.of), Some(pair.of));
                    before = Some(pair.of);
                }
                if run.how == How::Near {
                    prop_assert_eq!((run.len(), run.is_tied()), (1, false));
                    continue;
                }
                let thread: Vec<&Run> = folding.thread(run).map(|(_, run)| run).collect();
                prop_assert_eq!(thread.first().map(|first| first.first), Some(run.thread.0));
                prop_assert_eq!(thread.last().map(|last| last.last), Some(run.thread.1));
                let blocks = thread.iter().flat_map(|run| covered(run));
                let blocks: Vec<BlockId> = blocks.filter(|&block| takes_part(article.block(block).kind)).collect();
                let long = article.text_of(run.first).split_whitespace().count() > 12 || article.text_of(run.first).len() > 60;
                prop_assert!(blocks.len() > 1 || long, "too little to fold");
            }
            prop_assert_eq!(folding.echoes().len(), echoes);
        }
    }

    /// Putting it beside the folding once more changes nothing, and taking it away again leaves what was there.
    #[test]
    fn beside_the_own_folding_it_comes_and_goes(articles in articles()) {
        let given: Vec<GivenArticle<'_>> = (0..).zip(&articles).map(|(number, article)| GivenArticle { number, article }).collect();
        let across = Across::of(&articles.iter().collect::<Vec<_>>());
        for (which, article) in (0..).zip(&articles) {
            let elsewhere = Elsewhere::of(&across, &given, which);
            let own = Folding::of(article);
            let both = own.with(article, &elsewhere);
            prop_assert_eq!(&both.with(article, &elsewhere), &both);
            prop_assert_eq!(&both.with(article, &Elsewhere::default()), &own);
        }
    }
}
