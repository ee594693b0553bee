//! Whatever becomes of an article: each block has one status, and places and marks go with what they are in.

use dateline::article::{Anchor, Article, BlockId, Kind};
use dateline::recall::{Alignment, BlockStatus, Fingerprint, Matched, ReadingPosition, fingerprints};
use proptest::prelude::*;

use super::support::{article, version};

type Blocks = Vec<(Kind, String)>;

/// Few words, so that blocks are alike, and repeated, by chance.
fn block() -> impl Strategy<Value = (Kind, String)> {
    let word = prop::sample::select(vec![
        "quay", "crew", "wind", "ferry", "140", "smoke", "old", "the", "火", "ไฟ",
    ]);
    let words = prop::collection::vec(word, 1..14).prop_map(|words| words.join(" "));
    (prop::sample::select(Kind::ALL.to_vec()), words)
}

/// Blocks of which no two are alike.
fn distinct(count: usize) -> Blocks {
    let kind = |at: usize| {
        if at.is_multiple_of(5) {
            Kind::Heading
        } else {
            Kind::Paragraph
        }
    };
    (0..count)
        .map(|at| {
            (
                kind(at),
                (0..9).map(|nth| format!("w{}x{nth} ", at * 31 + nth * 7)).collect(),
            )
        })
        .collect()
}

#[derive(Clone, Debug)]
enum Edit {
    Insert(usize, (Kind, String)),
    Remove(usize),
    Move(usize, usize),
    Reword(usize, String),
}

fn edit() -> impl Strategy<Value = Edit> {
    let at = 0..60usize;
    prop_oneof![
        (at.clone(), block()).prop_map(|(at, block)| Edit::Insert(at, block)),
        at.clone().prop_map(Edit::Remove),
        (at.clone(), 0..60usize).prop_map(|(from, to)| Edit::Move(from, to)),
        (at, "[a-z]{3,8}").prop_map(|(at, word)| Edit::Reword(at, word)),
    ]
}

fn edited(blocks: &Blocks, edits: &[Edit]) -> Blocks {
    let mut blocks = blocks.clone();
    for edit in edits {
        let count = blocks.len().max(1);
        match edit {
            Edit::Insert(at, block) => blocks.insert(at % (blocks.len() + 1), block.clone()),
            Edit::Remove(at) if blocks.len() > 1 => drop(blocks.remove(at % count)),
            Edit::Move(from, to) => {
                let block = blocks.remove(from % count);
                blocks.insert(to % (blocks.len() + 1), block);
            }
            Edit::Reword(at, word) => {
                let text = &mut blocks[at % count].1;
                let rest = text.split_once(' ').map_or("", |(_, rest)| rest);
                *text = format!("{word} {rest}");
            }
            Edit::Remove(_) => {}
        }
    }
    blocks
}

fn check(old: &Article, new: &Article) {
    let (version, prints) = (version(old), fingerprints(new));
    let matched = Matched::new(&version, new, &prints);
    check_alignment(&matched.alignment, &version.fingerprints, &prints);
    let statuses = &matched.statuses;
    assert_eq!(
        (statuses.old.len(), statuses.new.len()),
        (old.blocks().len(), new.blocks().len())
    );
    for (at, status) in statuses.new.iter().enumerate() {
        let stands = version.fingerprints.contains(&prints[at]);
        assert!(!stands || *status == BlockStatus::Same, "what stood there is not new");
        if let BlockStatus::Changed(of) = status {
            assert_ne!(
                statuses.old[*of as usize],
                BlockStatus::Same,
                "what is the same has not changed"
            );
        }
    }
    for (at, status) in statuses.old.iter().enumerate() {
        let stands = prints.contains(&version.fingerprints[at]);
        assert!(!stands || *status == BlockStatus::Same, "what stands there is not gone");
        if let BlockStatus::Changed(to) = status {
            assert_ne!(statuses.new[*to as usize], BlockStatus::Same);
        }
    }
    let told = matched.changes(String::new());
    let new_ones = told
        .added
        .iter()
        .copied()
        .chain(told.changed.iter().map(|changed| changed.block));
    let mut new_ones: Vec<BlockId> = new_ones.collect();
    let count = new_ones.len();
    new_ones.sort_unstable();
    new_ones.dedup();
    assert_eq!(new_ones.len(), count, "no block is told twice");
    assert!(told.added.is_sorted() && told.removed.is_sorted_by_key(|removed| removed.at));
    assert!(
        told.removed
            .iter()
            .all(|removed| removed.at.index() <= new.blocks().len())
    );
    for block in (0..old.blocks().len() as u32).map(BlockId) {
        let position = ReadingPosition {
            top: Anchor { block, offset: 3 },
            above: 2,
            cursor: block,
        };
        let found = matched.position(position);
        if let Some(new_block) = matched.alignment.new_of[block.index()].map(BlockId) {
            let found = found.expect("it is there");
            assert_eq!((found.top.block, found.cursor), (new_block, new_block));
        }
        if let Some(found) = found {
            let text = new.text_of(found.top.block);
            assert!(text.is_char_boundary(found.top.offset as usize));
        }
    }
    let all = matched.read(&mut |_| true);
    assert_eq!(all.len(), new.blocks().len());
    assert!(matched.read(&mut |_| false).is_empty());
}

fn check_alignment(alignment: &Alignment, old: &[Fingerprint], new: &[Fingerprint]) {
    for (at, of) in alignment.old_of.iter().enumerate() {
        if let Some(of) = *of {
            assert_eq!(old[of as usize], new[at]);
            assert_eq!(alignment.new_of[of as usize], Some(at as u32));
        }
    }
    let pairs = alignment.new_of.iter().flatten().count();
    assert_eq!(pairs, alignment.old_of.iter().flatten().count());
    // As many as can be are paired: of each text the lesser number.
    let mut texts: Vec<Fingerprint> = old.to_vec();
    texts.sort_unstable();
    texts.dedup();
    let count = |all: &[Fingerprint], text| all.iter().filter(|&&other| other == text).count();
    let most: usize = texts.iter().map(|&text| count(old, text).min(count(new, text))).sum();
    assert_eq!(pairs, most);
    let ascends = |one: &(u32, u32), other: &(u32, u32)| one.0 < other.0 && one.1 < other.1;
    assert!(alignment.in_order.is_sorted_by(ascends));
}

proptest! {
    #[test]
    fn each_block_has_one_fate(
        blocks in prop::collection::vec(block(), 1..40),
        edits in prop::collection::vec(edit(), 0..12),
    ) {
        check(&article(&blocks), &article(&edited(&blocks, &edits)));
    }

    #[test]
    fn any_two_articles_can_be_matched(
        old in prop::collection::vec(block(), 0..30),
        new in prop::collection::vec(block(), 0..30),
    ) {
        check(&article(&old), &article(&new));
    }

    #[test]
    fn the_same_version_has_not_changed(blocks in prop::collection::vec(block(), 0..40), at in 0..40u32, offset in 0..60u32) {
        let article = article(&blocks);
        let (version, prints) = (version(&article), fingerprints(&article));
        let matched = Matched::new(&version, &article, &prints);
        prop_assert!(matched.changes(String::new()).is_empty());
        prop_assert!(matched.alignment.old_of.iter().enumerate().all(|(at, of)| *of == Some(at as u32)));
        prop_assert_eq!(matched.alignment.in_order.len(), blocks.len());
        if let Some(block) = article.blocks().get(at as usize) {
            let anchor = article.anchor_at((block.text.start + offset).min(block.text.end)).expect("a block");
            let position = ReadingPosition { top: anchor, above: 1, cursor: BlockId(at) };
            prop_assert_eq!(matched.position(position), Some(position));
        }
    }

    #[test]
    fn what_is_put_in_is_added_and_what_is_taken_out_removed(
        keep in prop::collection::vec(0..3u8, 1..60),
    ) {
        // 0: only in the old one, 1: only in the new one, 2: in both.
        let all = distinct(keep.len());
        let of = |without: u8| -> Blocks {
            all.iter().zip(&keep).filter(|(_, kept)| **kept != without).map(|(block, _)| block.clone()).collect()
        };
        let (old, new) = (article(&of(1)), article(&of(0)));
        let (version, prints) = (version(&old), fingerprints(&new));
        let told = Matched::new(&version, &new, &prints).changes(String::new());
        let put_in = keep.iter().filter(|kept| **kept != 0).enumerate().filter(|(_, kept)| **kept == 1);
        let put_in: Vec<BlockId> = put_in.map(|(at, _)| BlockId(at as u32)).collect();
        prop_assert_eq!(told.added, put_in);
        prop_assert_eq!(told.removed.len(), keep.iter().map(|kept| usize::from(*kept == 0)).sum::<usize>());
        prop_assert!(told.changed.is_empty());
    }
}

#[test]
fn four_hundred_thousand_blocks_are_aligned_in_one_pass() {
    // Half of them in the other order, a tenth the same line: what costs the square of it would not end.
    let prints = |at: u64| Fingerprint(if at.is_multiple_of(10) { 7 } else { at });
    let old: Vec<Fingerprint> = (0..400_000).map(prints).collect();
    let mut new: Vec<Fingerprint> = (400_000..410_000).map(prints).chain(old.iter().copied()).collect();
    new[210_000..].reverse();
    let alignment = Alignment::of(&old, &new);
    assert_eq!(alignment.new_of.iter().flatten().count(), old.len());
}
