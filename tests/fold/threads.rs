//! Runs that something new parts, whole sections, and which of two copies is the original. Everything is invented.

use dateline::article::{BlockId, Kind};
use dateline::fold::{Folding, How};

use super::support::{article, posts};

const ONE: &str = "Fire crews held the line at Kessel Harbour overnight as the wind turned, the commander said.";
const TWO: &str = "Two ferries were kept on the quay with steam up, in case the old town had to be left by water.";
const THREE: &str = "The smoke reached both islands towards morning, and the school on Great Orra stayed shut.";
const FOUR: &str = "An insurer put the loss at forty million crowns, without the grain that lay in the third shed.";
const SENTENCE: &str = "The bridge is open again, the council said at noon on Monday.";
const PARAGRAPH: &str = "The bridge is open again, the council said at noon on Monday, and buses go over it in both \
                         directions every ten minutes until midnight. Lorries have to wait for the inspector, who is \
                         on his way from Lindmark and may not be there before the evening tide. Nobody was hurt.";
/// The third one again, in other words.
const THREE_AGAIN: &str = "Towards morning the smoke reached both islands, and the school on Great Orra stayed shut.";

fn prose(text: &str) -> (Kind, &str) {
    (Kind::Paragraph, text)
}

/// Of each exact run its first and last block, and the thread's.
fn threads(blocks: &[(Kind, &str)]) -> Vec<(u32, u32, (u32, u32))> {
    let folding = Folding::of(&article(blocks));
    let runs = folding.runs().iter().filter(|run| run.how == How::Exact);
    runs.map(|run| (run.first.0, run.last.0, (run.thread.0.0, run.thread.1.0)))
        .collect()
}

#[test]
fn a_run_goes_on_behind_a_caption_a_time_or_a_sentence() {
    let original = [prose(ONE), prose(TWO), prose(THREE), prose(FOUR)];
    let with = |between: &[(Kind, &'static str)]| {
        let copy = [prose(ONE), prose(TWO)].into_iter().chain(between.iter().copied());
        let all = original.into_iter().chain(copy).chain([prose(THREE), prose(FOUR)]);
        threads(&all.collect::<Vec<_>>())
    };
    let picture = (Kind::Caption, "The quay at dawn - Ana Brandt/Coastal Press");
    let tied = |new: u32| vec![(4, 5, (4, 7 + new)), (6 + new, 7 + new, (4, 7 + new))];
    let apart = |new: u32| vec![(4, 5, (4, 5)), (6 + new, 7 + new, (6 + new, 7 + new))];
    assert_eq!(with(&[]), [(4, 7, (4, 7))]);
    assert_eq!(with(&[(Kind::Timestamp, "10:32")]), tied(1));
    assert_eq!(with(&[picture]), tied(1));
    assert_eq!(with(&[prose(SENTENCE)]), tied(1));
    assert_eq!(with(&[(Kind::Timestamp, "10:32"), prose(SENTENCE)]), tied(2));
    // A picture printed twice is one picture.
    let double = with(&[picture, picture]);
    assert_eq!((double[0], double[2]), (tied(2)[0], tied(2)[1]));
    // More than that is a story of its own.
    assert_eq!(with(&[prose(PARAGRAPH)]), apart(1));
    assert_eq!(with(&[picture, prose(SENTENCE)]), apart(2));
    assert_eq!(with(&[(Kind::Heading, "The bridge")]), apart(1));
}

#[test]
fn a_reworded_repeat_in_its_place_parts_no_thread() {
    let long = format!("{THREE} {TWO} {FOUR}");
    let reworded = format!("{THREE_AGAIN} {TWO} {FOUR}");
    let blocks = [
        prose(ONE),
        prose(&long),
        prose(SENTENCE),
        prose(ONE),
        prose(&reworded),
        prose(SENTENCE),
    ];
    assert_eq!(threads(&blocks), [(3, 3, (3, 5)), (5, 5, (3, 5))]);
    let folding = Folding::of(&article(&blocks));
    let near = folding.run(BlockId(4)).expect("a near repeat");
    assert_eq!((near.how, near.is_tied()), (How::Near, false));
}

#[test]
fn a_thread_keeps_to_the_order_of_its_originals() {
    let original = [prose(ONE), prose(TWO), prose(THREE), prose(FOUR)];
    let other_order = [&original[..], &[prose(THREE), prose(SENTENCE), prose(ONE)]].concat();
    assert_eq!(threads(&other_order), [(4, 4, (4, 4)), (6, 6, (6, 6))]);
    // One paragraph of the original may be left out, two not.
    let one_less = [&original[..], &[prose(ONE), prose(SENTENCE), prose(THREE)]].concat();
    assert_eq!(threads(&one_less), [(4, 4, (4, 6)), (6, 6, (4, 6))]);
    let two_less = [&original[..], &[prose(ONE), prose(SENTENCE), prose(FOUR)]].concat();
    assert_eq!(threads(&two_less), [(4, 4, (4, 4)), (6, 6, (6, 6))]);
}

#[test]
fn a_time_is_part_of_a_run_only_where_it_stands_in_the_original() {
    let post = [prose(ONE), (Kind::Timestamp, "10:32"), prose(TWO)];
    let new = prose(PARAGRAPH);
    assert_eq!(threads(&[&post[..], &[new], &post[..]].concat()), [(4, 6, (4, 6))]);
    let later = [prose(ONE), (Kind::Timestamp, "10:40"), prose(TWO)];
    assert_eq!(
        threads(&[&post[..], &[new], &later[..]].concat()),
        [(4, 4, (4, 6)), (6, 6, (4, 6))]
    );
}

#[test]
fn a_run_does_not_reach_into_the_next_section() {
    let all = [prose(ONE), prose(TWO)];
    let (first, second) = all.split_at(1);
    let article = posts(&[(None, &all), (None, first), (None, second)]);
    let folding = Folding::of(&article);
    let runs: Vec<_> = folding
        .runs()
        .iter()
        .map(|run| (run.first.0, run.last.0, run.is_tied()))
        .collect();
    assert_eq!(runs, [(2, 2, false), (3, 3, false)]);
}

/// The block that each repeat is of, in a blog of posts with these times and paragraphs.
fn originals(sections: &[(Option<&str>, &str)]) -> Vec<(u32, u32)> {
    let blocks: Vec<_> = sections.iter().map(|&(time, text)| (time, [prose(text)])).collect();
    let sections: Vec<_> = blocks.iter().map(|(time, blocks)| (*time, &blocks[..])).collect();
    let folding = Folding::of(&posts(&sections));
    folding
        .repeats()
        .iter()
        .map(|repeat| (repeat.block.0, repeat.of.0))
        .collect()
}

#[test]
fn in_a_newest_first_blog_the_original_was_published_first() {
    let at = Some;
    // From above or without times: what stands first.
    assert_eq!(
        originals(&[(at("10:00"), ONE), (at("11:00"), TWO), (at("12:00"), ONE)]),
        [(2, 0)]
    );
    assert_eq!(originals(&[(None, ONE), (None, TWO), (None, ONE)]), [(2, 0)]);
    assert_eq!(originals(&[(at("12:00"), ONE), (None, TWO), (None, ONE)]), [(2, 0)]);
    // From below.
    assert_eq!(
        originals(&[(at("12:00"), ONE), (at("11:00"), TWO), (at("10:00"), ONE)]),
        [(0, 2)]
    );
    // Past midnight.
    assert_eq!(
        originals(&[(at("01:00"), ONE), (at("00:10"), TWO), (at("23:50"), ONE)]),
        [(0, 2)]
    );
    // A post pinned to the top is as old as its time says.
    let pinned = [
        (at("09:00"), ONE),
        (at("12:00"), TWO),
        (at("11:00"), ONE),
        (at("10:00"), TWO),
    ];
    assert_eq!(originals(&pinned), [(1, 3), (2, 0)]);
    // The opening has no time to say that it is the copy.
    let opening = [(None, ONE), (at("12:00"), TWO), (at("11:00"), ONE), (at("10:00"), TWO)];
    assert_eq!(originals(&opening), [(1, 3), (2, 0)]);
    // What else has no time is not the original of what has one, wherever it stands.
    let below = [(at("12:00"), ONE), (at("11:00"), TWO), (None, ONE)];
    assert_eq!(originals(&below), [(2, 0)]);
    let inside = [
        (at("12:00"), TWO),
        (None, ONE),
        (at("11:00"), THREE),
        (at("10:00"), ONE),
    ];
    assert_eq!(originals(&inside), [(1, 3)]);
    // Behind a date that parts two days nothing is older for standing in a post.
    let date = [prose(TWO), prose("Sunday, 14. 8."), prose(ONE)];
    let parted = posts(&[(at("12:00"), &[prose(ONE)]), (at("10:00"), &date)]);
    let parted = Folding::of(&parted);
    assert_eq!(
        parted.repeats().first().map(|repeat| (repeat.block.0, repeat.of.0)),
        Some((3, 0))
    );
    // The day counts before the hour.
    let days = [
        (at("2026-08-16T09:00"), ONE),
        (at("2026-08-15T22:00"), TWO),
        (at("2026-08-15T10:00"), ONE),
    ];
    assert_eq!(originals(&days), [(0, 2)]);
}
