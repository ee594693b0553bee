//! What holds of every article.

use std::num::NonZeroUsize;

use dateline::article::{Article, BlockId, Kind, SectionId};
use dateline::fold::{FoldShape, Folding, Folds, How, Limits, Repeat, Rule, normal};
use proptest::prelude::*;

use super::support::{Post, article, near_by_all_pairs, posts, takes_part};

/// Words of several scripts: with and without spaces, with marks, with and without case.
const WORDS: [&str; 28] = [
    "harbour",
    "Ferry",
    "the",
    "a",
    "storm",
    "of",
    "NIGHT",
    "crews",
    "said",
    "Kessel",
    "12",
    "3.5",
    "été",
    "Straße",
    "გემი",
    "судно",
    "लहरें",
    "سفينة",
    "港",
    "口",
    "船",
    "フェリー",
    "เรือ",
    "ท่า",
    "နေ့",
    "配",
    "항구",
    "ferry's",
];

/// A block, made from nothing or from an earlier one.
#[derive(Clone, Debug)]
pub(super) enum Make {
    Fresh(Vec<usize>),
    Again(usize),
    /// Some words replaced, dropped or put in.
    Changed(usize, Vec<(usize, Option<usize>)>),
    Cut(usize, usize, usize),
    Joined(usize, usize),
}

pub(super) fn make() -> impl Strategy<Value = (Kind, Make)> {
    let word = 0..WORDS.len();
    let make = prop_oneof![
        3 => prop::collection::vec(word.clone(), 0..40).prop_map(Make::Fresh),
        2 => any::<usize>().prop_map(Make::Again),
        4 => (any::<usize>(), prop::collection::vec((any::<usize>(), prop::option::of(word)), 1..5))
            .prop_map(|(of, changes)| Make::Changed(of, changes)),
        2 => any::<(usize, usize, usize)>().prop_map(|(of, start, length)| Make::Cut(of, start, length)),
        1 => any::<(usize, usize)>().prop_map(|(one, other)| Make::Joined(one, other)),
    ];
    let kind = prop_oneof![
        8 => Just(Kind::Paragraph),
        3 => Just(Kind::Caption),
        2 => Just(Kind::ListItem),
        1 => Just(Kind::Quote),
        1 => Just(Kind::Heading),
        1 => Just(Kind::Timestamp),
    ];
    (kind, make)
}

fn build(makes: &[(Kind, Make)]) -> Article {
    article(&blocks(makes))
}

pub(super) fn blocks(makes: &[(Kind, Make)]) -> Vec<(Kind, String)> {
    let mut blocks: Vec<(Kind, Vec<usize>)> = Vec::new();
    for (kind, make) in makes {
        let earlier = |of: &usize| {
            blocks
                .get(of % blocks.len().max(1))
                .map(|block| block.1.clone())
                .unwrap_or_default()
        };
        let words = match make {
            Make::Fresh(words) => words.clone(),
            Make::Again(of) => earlier(of),
            Make::Changed(of, changes) => changes.iter().fold(earlier(of), |mut words, (at, word)| {
                let at = at % (words.len() + 1);
                match word {
                    Some(word) if at < words.len() => words[at] = *word,
                    Some(word) => words.push(*word),
                    None if at < words.len() => drop(words.remove(at)),
                    None => {}
                }
                words
            }),
            Make::Cut(of, start, length) => {
                let words = earlier(of);
                let start = start % (words.len() + 1);
                words[start..start + length % (words.len() - start + 1)].to_vec()
            }
            Make::Joined(one, other) => [earlier(one), earlier(other)].concat(),
        };
        blocks.push((*kind, words));
    }
    let said = |words: &[usize]| words.iter().map(|&word| WORDS[word]).collect::<Vec<_>>().join(" ");
    blocks.iter().map(|(kind, words)| (*kind, said(words))).collect()
}

fn articles() -> impl Strategy<Value = Article> {
    prop::collection::vec(make(), 0..40).prop_map(|makes| build(&makes))
}

fn limits(threads: usize, batch: usize, formula: u32) -> Limits {
    let some = |number| NonZeroUsize::new(number).unwrap_or(NonZeroUsize::MIN);
    Limits {
        threads: some(threads),
        batch: some(batch),
        formula,
    }
}

fn within(article: &Article, limits: Limits) -> Folding {
    Folding::find_within(article, limits, &mut |_, _| true).expect("nobody stops it")
}

/// Whether a block that is no passage stands in the original of the run too, at the same place.
fn is_echo(article: &Article, run: &dateline::fold::Run, block: BlockId) -> bool {
    let there = article
        .ids()
        .skip(run.of.here().expect("its own").index() + 1)
        .filter(|&there| {
            article.block(there).kind == article.block(block).kind && article.text_of(there) == article.text_of(block)
        });
    !takes_part(article.block(block).kind) && article.block(block).kind != Kind::Heading && there.count() > 0
}

/// Of five words or more, counted generously.
fn is_long(text: &str) -> bool {
    text.split_whitespace().count() >= 20
}

fn only(folding: &Folding, how: How) -> Vec<Repeat> {
    folding
        .repeats()
        .iter()
        .copied()
        .filter(|repeat| repeat.how == how)
        .collect()
}

/// The article without what an exact run hides, and its blocks' ids before.
fn unfolded(article: &Article, folding: &Folding) -> Article {
    let folds = Folds::default();
    let shown = |&block: &BlockId| !folding.run(block).is_some_and(|run| folds.is_folded(run));
    let blocks: Vec<_> = article
        .ids()
        .filter(shown)
        .map(|id| (article.block(id).kind, article.text_of(id).to_owned()))
        .collect();
    self::article(&blocks)
}

proptest! {
    #[test]
    fn near_repeats_are_those_that_comparing_all_pairs_finds(
        article in articles(),
        batch in prop::sample::select(vec![1, 3, 10, 2048]),
        formula in prop::sample::select(vec![1, 2, 3, 5, 1000]),
    ) {
        let limits = limits(1, batch, formula);
        let folding = within(&article, limits);
        let brute = near_by_all_pairs(&article, folding.repeats(), limits);
        prop_assert_eq!(only(&folding, How::Near), brute);
    }

    #[test]
    fn what_stands_again_word_for_word_is_an_exact_repeat(article in articles()) {
        let folding = Folding::of(&article);
        let mut earlier: Vec<(BlockId, String)> = Vec::new();
        for block in article.ids().filter(|&block| takes_part(article.block(block).kind)) {
            let words = normal(article.text_of(block));
            let first = earlier.iter().find(|(_, other)| *other == words);
            let found = folding.repeat(block).filter(|repeat| repeat.how == How::Exact);
            if let Some(repeat) = found {
                prop_assert_eq!(&normal(article.text_of(repeat.of)), &words);
            }
            if is_long(article.text_of(block)) {
                prop_assert_eq!(found.map(|repeat| repeat.of), first.map(|first| first.0));
            }
            earlier.push((block, words));
        }
    }

    #[test]
    fn repeats_are_in_order_and_of_something_earlier_that_is_shown(article in articles()) {
        let folding = Folding::of(&article);
        prop_assert!(folding.repeats().is_sorted_by(|one, other| one.block < other.block));
        for repeat in folding.repeats() {
            prop_assert!(repeat.of < repeat.block, "without times what stands first is the original");
            prop_assert!(takes_part(article.block(repeat.block).kind));
            let of = folding.repeat(repeat.of).map(|of| of.how);
            prop_assert!(of.is_none_or(|of| repeat.how == How::Exact && of == How::Near));
            prop_assert!(repeat.similarity > 0.0 && repeat.similarity <= 1.0);
        }
    }

    #[test]
    fn runs_cover_each_repeat_once_and_nothing_new(article in articles()) {
        let folding = Folding::of(&article);
        let mut repeats = folding.repeats().iter();
        for run in folding.runs() {
            for block in (run.first.0..=run.last.0).map(BlockId) {
                prop_assert_eq!(folding.run(block), Some(run));
                if folding.repeat(block).is_none() {
                    prop_assert!(is_echo(&article, run, block), "something new in a run");
                    continue;
                }
                let repeat = repeats.next().expect("a run holds repeats");
                prop_assert_eq!((repeat.block, repeat.how), (block, run.how));
            }
            prop_assert!(folding.repeat(run.last).is_some());
            prop_assert_eq!(folding.repeat(run.first).map(|repeat| repeat.of), run.of.here());
            prop_assert!(run.how == How::Exact || run.len() == 1);
            if run.shape == FoldShape::CaptionDouble {
                let before = BlockId(run.first.0 - 1);
                prop_assert_eq!(normal(article.text_of(before)), normal(article.text_of(run.first)));
            }
        }
        prop_assert!(repeats.next().is_none(), "every repeat is in a run");
    }

    #[test]
    fn threads_are_runs_in_the_same_order_that_open_and_fold_as_one(article in articles()) {
        let folding = Folding::of(&article);
        for run in folding.runs() {
            let (start, end) = run.thread;
            prop_assert!(start <= run.first && run.last <= end);
            let first = folding.run(start).expect("a thread begins with a run");
            prop_assert_eq!((first.first, first.thread), (start, run.thread));
            prop_assert_eq!(folding.run(end).map(|last| (last.last, last.thread)), Some((end, run.thread)));
            prop_assert_eq!((first.how, first.shape), (run.how, run.shape));
            prop_assert!(run.how == How::Exact || !run.is_tied());
            prop_assert!(first.of.here() <= run.of.here());
            prop_assert_eq!(article.block(start).section, article.block(end).section);
            let mut folds = Folds::default();
            folds.toggle(run);
            for other in folding.runs() {
                let turned = folds.is_folded(other) != Folds::default().is_folded(other);
                prop_assert_eq!(turned, other.thread == run.thread);
            }
        }
    }

    #[test]
    fn a_blog_told_from_below_has_the_repeats_of_one_told_from_above(
        makes in prop::collection::vec(prop::collection::vec(make(), 1..6), 2..8),
    ) {
        let sizes: Vec<usize> = makes.iter().map(Vec::len).collect();
        // A date between two posts is another matter.
        let undated = |(kind, text): (Kind, String)| {
            let kind = if kind == Kind::Timestamp { Kind::Paragraph } else { kind };
            (kind, text.replace(|c: char| c.is_numeric(), "x"))
        };
        let blocks: Vec<_> = blocks(&makes.concat()).into_iter().map(undated).collect();
        // A time every 100 minutes, past midnight.
        let times: Vec<String> = (0..sizes.len())
            .map(|at| (at * 100 + 17 * 60) % (24 * 60))
            .map(|minute| format!("{:02}:{:02}", minute / 60, minute % 60))
            .collect();
        let mut rest = &blocks[..];
        let mut sections: Vec<Post<'_, String>> = Vec::new();
        for (size, time) in sizes.into_iter().zip(&times) {
            let (section, others) = rest.split_at(size);
            sections.push((Some(time), section));
            rest = others;
        }
        let told = |sections: &[Post<'_, String>]| {
            let article = posts(sections);
            // Each block by the section, counted from the oldest, and its place in it.
            let oldest = article.section(SectionId(0)).time.map(|time| time.minute) == Some(17 * 60);
            let place = |id: BlockId| {
                let section = article.block(id).section;
                let last = article.sections().len() as u32 - 1;
                (if oldest { section.0 } else { last - section.0 }, id.0 - article.section(section).first.0)
            };
            let folding = Folding::of(&article);
            let repeats = folding.repeats().iter();
            let mut repeats: Vec<_> =
                repeats.map(|repeat| (place(repeat.block), place(repeat.of), repeat.how, repeat.similarity)).collect();
            repeats.sort_by_key(|repeat| repeat.0);
            (repeats, Folding::from_repeats(&article, folding.repeats().to_vec()) == folding)
        };
        let above = told(&sections);
        sections.reverse();
        prop_assert_eq!(&told(&sections), &above);
        prop_assert!(above.1);
    }

    #[test]
    fn what_is_shown_when_all_is_folded_holds_no_exact_repeat(article in articles()) {
        let folding = Folding::of(&article);
        let shown = unfolded(&article, &folding);
        prop_assert_eq!(only(&Folding::of(&shown), How::Exact), vec![]);
    }

    #[test]
    fn the_number_of_threads_does_not_matter(article in articles()) {
        let one = within(&article, limits(1, 200, 1000));
        for threads in 2..5 {
            prop_assert_eq!(&within(&article, limits(threads, 200, 1000)), &one);
        }
    }

    /// Where nothing is a formula. Large enough articles that several threads have something to do.
    #[test]
    fn the_size_of_a_batch_does_not_matter(articles in prop::collection::vec(articles(), 10)) {
        let blocks = articles
            .iter()
            .flat_map(|article| article.ids().map(|id| (article.block(id).kind, article.text_of(id))));
        let article = article(&blocks.collect::<Vec<_>>());
        let whole = within(&article, limits(1, 10_000, u32::MAX));
        for batch in [7, 64, 200] {
            prop_assert_eq!(&within(&article, limits(3, batch, u32::MAX)), &whole);
        }
    }

    #[test]
    fn exact_repeats_alone_are_those_of_the_whole(article in articles()) {
        let exact = Folding::exact(&article);
        prop_assert_eq!(exact.repeats(), only(&Folding::of(&article), How::Exact));
    }

    #[test]
    fn a_folding_is_made_again_from_its_repeats(article in articles()) {
        let folding = Folding::of(&article);
        prop_assert_eq!(Folding::from_repeats(&article, folding.repeats().to_vec()), folding);
    }

    #[test]
    fn any_repeats_make_a_folding(
        article in articles(),
        repeats in prop::collection::vec((0u32..45, 0u32..45, any::<bool>(), any::<f32>()), 0..30),
    ) {
        let repeats = repeats.iter().map(|&(block, of, exact, similarity)| Repeat {
            block: BlockId(block),
            of: BlockId(of),
            how: if exact { How::Exact } else { How::Near },
            similarity,
        });
        let folding = Folding::from_repeats(&article, repeats.collect());
        for repeat in folding.repeats() {
            prop_assert!(repeat.of < repeat.block);
            prop_assert!((0.0..=1.0).contains(&repeat.similarity));
            prop_assert!(folding.repeat(repeat.of).is_none_or(|of| repeat.how == How::Exact && of.how == How::Near));
        }
        let in_runs = folding.runs().iter().flat_map(|run| (run.first.0..=run.last.0).map(BlockId));
        prop_assert_eq!(in_runs.filter(|&block| folding.repeat(block).is_some()).count(), folding.repeats().len());
    }

    #[test]
    fn folding_and_opening_is_the_identity(
        article in articles(),
        toggled in prop::collection::vec(any::<usize>(), 0..20),
    ) {
        let folding = Folding::of(&article);
        let mut folds = Folds::default();
        for &at in &toggled {
            let Some(run) = folding.runs().get(at % folding.runs().len().max(1)) else { continue };
            let before = folds.clone();
            folds.toggle(run);
            prop_assert_ne!(folds.is_folded(run), before.is_folded(run));
            let mut back = folds.clone();
            back.toggle(run);
            prop_assert_eq!(back, before);
        }
        folds.open_all();
        prop_assert!(!folding.runs().iter().any(|run| folds.is_folded(run)));
        folds = Folds::by(Rule::All);
        prop_assert!(folding.runs().iter().all(|run| folds.is_folded(run)));
        folds.fold_all();
        prop_assert!(folding.runs().iter().all(|run| folds.is_folded(run) == (run.how == How::Exact)));
    }

    #[test]
    fn progress_goes_forward_and_anybody_may_stop(article in articles(), stop in 0usize..8) {
        let mut calls = Vec::new();
        let folding = Folding::find(&article, &mut |done, of| {
            calls.push((done, of));
            calls.len() <= stop
        });
        prop_assert_eq!(folding.is_none(), calls.len() > stop);
        prop_assert!(calls.is_sorted());
        let blocks = article.blocks().len() as u32;
        prop_assert!(calls.iter().all(|&(done, of)| done <= of && of == blocks));
    }

    #[test]
    fn any_text_can_be_folded(blocks in prop::collection::vec(any::<String>(), 0..12)) {
        let blocks: Vec<_> = blocks.iter().map(|text| (Kind::Paragraph, text.trim())).collect();
        let article = article(&[&blocks[..], &blocks[..]].concat());
        let folding = Folding::of(&article);
        for repeat in folding.repeats().iter().filter(|repeat| repeat.how == How::Exact) {
            prop_assert_eq!(normal(article.text_of(repeat.block)), normal(article.text_of(repeat.of)));
        }
    }

    #[test]
    fn blanks_around_and_a_full_stop_change_nothing(text in prop_oneof!["[ -~]{0,40}", any::<String>()]) {
        // The no-break space takes it off the path of plain ASCII, which has to come to the same.
        let dressed = format!("\u{a0} {}\u{a0}. ", text.replace(' ', "  "));
        prop_assert_eq!(normal(&dressed), normal(&text));
    }
}
