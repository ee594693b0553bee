//! Versions of one article, and what is told of them.

use dateline::article::{Anchor, BlockId, Date, Kind, Published};
use dateline::recall::{ArticleName, Fingerprint, Matched, ReadingPosition, Seen, before, fingerprints};

use super::support::{article, changes, version};

use Kind::{Boilerplate, Byline, Caption, Heading, ListItem, Paragraph, Timestamp, Title};

const CREWS: &str = "Fire crews held the line at the grain quay overnight as the wind turned to the north-east.";
const FERRY: &str =
    "The ferry to Great Orra stays in port until Thursday, the harbour master said in a short statement.";
const SMOKE: &str =
    "A smoke warning covers the old town and both islands; windows should stay closed until the evening.";
const SCHOOL: &str = "The school on Mill Lane opens at noon, and the buses run as on any other day of the week.";

#[test]
fn posts_on_top_are_added_and_nothing_else() {
    let old = article(&[
        (Title, "Harbour fire"),
        (Heading, "Overnight"),
        (Paragraph, CREWS),
        (Paragraph, FERRY),
    ]);
    let new = article(&[
        (Title, "Harbour fire"),
        (Heading, "Morning"),
        (Paragraph, SMOKE),
        (Heading, "Overnight"),
        (Paragraph, CREWS),
        (Paragraph, FERRY),
    ]);
    let changes = changes(&old, &new);
    assert_eq!(changes.added, [BlockId(1), BlockId(2)]);
    assert!(changes.changed.is_empty() && changes.removed.is_empty());
}

#[test]
fn an_edited_paragraph_is_changed_and_says_what_it_was() {
    let edited = SMOKE.replace("both islands", "the two islands in the bay");
    let old = article(&[
        (Heading, "Morning"),
        (Paragraph, CREWS),
        (Paragraph, SMOKE),
        (Paragraph, FERRY),
    ]);
    let new = article(&[
        (Heading, "Morning"),
        (Paragraph, CREWS),
        (Paragraph, &edited),
        (Paragraph, FERRY),
    ]);
    let changes = changes(&old, &new);
    assert_eq!(changes.changed.len(), 1);
    assert_eq!(changes.changed[0].block, BlockId(2));
    assert_eq!(&*changes.changed[0].before, SMOKE);
    assert!(changes.added.is_empty() && changes.removed.is_empty());
}

#[test]
fn another_paragraph_in_its_place_is_added_and_the_old_one_removed() {
    let old = article(&[
        (Heading, "Morning"),
        (Paragraph, CREWS),
        (Paragraph, SMOKE),
        (Paragraph, FERRY),
    ]);
    let new = article(&[
        (Heading, "Morning"),
        (Paragraph, CREWS),
        (Paragraph, SCHOOL),
        (Paragraph, FERRY),
    ]);
    let changes = changes(&old, &new);
    assert_eq!(changes.added, [BlockId(2)]);
    assert_eq!(changes.removed.len(), 1);
    assert_eq!((changes.removed[0].at, &*changes.removed[0].text), (BlockId(3), SMOKE));
    assert!(changes.changed.is_empty());
}

#[test]
fn headings_and_titles_are_changed_where_they_stand() {
    let old = article(&[
        (Title, "Harbour fire: crews hold the line"),
        (Heading, "Ferry stays in port"),
        (Paragraph, FERRY),
    ]);
    let new = article(&[
        (Title, "Blaze at Sund is out"),
        (Heading, "Ferry to sail on Thursday"),
        (Paragraph, FERRY),
    ]);
    let told = changes(&old, &new);
    let changed: Vec<_> = told.changed.iter().map(|changed| changed.block).collect();
    assert_eq!(
        changed,
        [BlockId(0)],
        "the title; of the heading one word is left: {told:?}"
    );
    let new = article(&[
        (Title, "Blaze at Sund is out"),
        (Heading, "Ferry stays two days in port"),
        (Paragraph, FERRY),
    ]);
    let told = changes(&old, &new);
    let changed: Vec<_> = told.changed.iter().map(|changed| changed.block).collect();
    assert_eq!(changed, [BlockId(0), BlockId(1)]);
    assert!(told.added.is_empty() && told.removed.is_empty());
}

#[test]
fn times_bylines_share_lines_and_counters_are_no_news() {
    let old = article(&[
        (Byline, "By Maren Holt"),
        (Heading, "Overnight"),
        (Timestamp, "3m ago"),
        (Paragraph, CREWS),
        (Paragraph, "128 comments"),
        (Boilerplate, "Share this on the Gull"),
    ]);
    let new = article(&[
        (Byline, "By Maren Holt and Jon Vik"),
        (Heading, "Overnight"),
        (Timestamp, "2h ago"),
        (Paragraph, CREWS),
        (Paragraph, "1,204 comments"),
        (Boilerplate, "Follow us on the Gull"),
    ]);
    assert!(changes(&old, &new).is_empty(), "{:?}", changes(&old, &new));
}

#[test]
fn a_number_that_ends_a_line_is_news() {
    let old = article(&[(Heading, "Toll"), (ListItem, "Confirmed dead: 120"), (Paragraph, CREWS)]);
    let new = article(&[(Heading, "Toll"), (ListItem, "Confirmed dead: 140"), (Paragraph, CREWS)]);
    let told = changes(&old, &new);
    assert_eq!(told.changed.len(), 1, "{told:?}");
}

#[test]
fn a_post_that_was_moved_or_printed_again_is_no_news() {
    let posts = [
        (Heading, "One"),
        (Paragraph, CREWS),
        (Heading, "Two"),
        (Paragraph, FERRY),
        (Paragraph, SMOKE),
    ];
    let moved = [
        (Heading, "Two"),
        (Paragraph, FERRY),
        (Paragraph, SMOKE),
        (Heading, "One"),
        (Paragraph, CREWS),
    ];
    let again = [&posts[..], &[(Paragraph, CREWS)]].concat();
    assert!(changes(&article(&posts), &article(&moved)).is_empty());
    assert!(changes(&article(&posts), &article(&again)).is_empty());
    assert!(changes(&article(&again), &article(&posts)).is_empty());
}

#[test]
fn a_caption_can_be_added_and_no_more() {
    let quay = "The grain quay before dawn - Ana Brandt/Coastal Press";
    let credited = "The grain quay before dawn - Ana Brandt/Coastal Press/Pool";
    let old = article(&[(Heading, "One"), (Paragraph, CREWS), (Caption, quay)]);
    assert!(
        changes(
            &old,
            &article(&[(Heading, "One"), (Paragraph, CREWS), (Caption, credited)])
        )
        .is_empty()
    );
    assert!(changes(&old, &article(&[(Heading, "One"), (Paragraph, CREWS)])).is_empty());
    let map = "A map of the sheds that burned, drawn by the harbour office";
    let new = article(&[(Heading, "One"), (Paragraph, CREWS), (Caption, quay), (Caption, map)]);
    assert_eq!(changes(&old, &new).added, [BlockId(3)]);
}

#[test]
fn a_paragraph_that_was_divided_is_changed_in_both_parts() {
    let whole = format!("{CREWS} {SMOKE}");
    let old = article(&[(Heading, "One"), (Paragraph, &*whole), (Paragraph, FERRY)]);
    let new = article(&[
        (Heading, "One"),
        (Paragraph, CREWS),
        (Paragraph, SMOKE),
        (Paragraph, FERRY),
    ]);
    let told = changes(&old, &new);
    assert!(told.added.is_empty() && told.removed.is_empty(), "{told:?}");
    assert_eq!(told.changed.len(), 2);
    let told = changes(&new, &old);
    assert!(told.added.is_empty() && told.removed.is_empty(), "{told:?}");
    assert_eq!(told.changed.len(), 1);
}

#[test]
fn a_place_in_what_is_gone_is_the_nearest_that_is_there() {
    let old = article(&[
        (Heading, "One"),
        (Paragraph, CREWS),
        (Paragraph, SMOKE),
        (Paragraph, FERRY),
    ]);
    let new = article(&[
        (Heading, "New"),
        (Paragraph, SCHOOL),
        (Heading, "One"),
        (Paragraph, CREWS),
        (Paragraph, FERRY),
    ]);
    let (version, prints) = (version(&old), fingerprints(&new));
    let matched = Matched::new(&version, &new, &prints);
    let position = ReadingPosition {
        top: Anchor {
            block: BlockId(2),
            offset: 12,
        },
        above: 1,
        cursor: BlockId(1),
    };
    let expected = ReadingPosition {
        top: Anchor::start_of(BlockId(4)),
        above: 0,
        cursor: BlockId(3),
    };
    assert_eq!(matched.position(position), Some(expected));
}

#[test]
fn of_other_articles_only_what_proves_something_is_told() {
    let long = "The commander of the northern brigade said at a briefing in the town hall that forty crews from seven \
                districts had worked through the night without a break, and that none of them had been hurt.";
    let new = article(&[
        (Heading, "One"),
        (Paragraph, "No comment was given at noon."),
        (Paragraph, SCHOOL),
        (Paragraph, long),
        (Paragraph, CREWS),
        (Timestamp, "14:02"),
        (Paragraph, FERRY),
    ]);
    let prints = fingerprints(&new);
    let told = |title: &str| ArticleName {
        title: Some(title.into()),
        published: Date::new(2026, 8, 14).map(|date| Published { date, minute: None }),
    };
    let articles = [told("unused"), told("Harbour fire"), told("The night at Sund")];
    let mut seen = Seen::default();
    let mut saw = |text: &str, of: &[u32]| drop(seen.insert(Fingerprint::of(text), of.to_vec()));
    saw("No comment was given at noon.", &[1]);
    saw(long, &[2]);
    saw(CREWS, &[2, 1]);
    saw(FERRY, &[1, 2]);
    let found = before(&new, &prints, &[], &seen, &articles);
    let passages: Vec<(u32, u32)> = found
        .passages
        .iter()
        .map(|passage| (passage.block.0, passage.of))
        .collect();
    assert_eq!(passages, [(3, 0), (4, 0), (6, 0)]);
    assert_eq!(found.articles, [told("The night at Sund")]);
    let found = before(&new, &prints, &[BlockId(3), BlockId(4), BlockId(6)], &seen, &articles);
    assert!(found.passages.is_empty() && found.articles.is_empty());
}

#[test]
fn fingerprints_are_the_same_for_ever() {
    // What a store has written has to be found again. Where these have to change, because words are compared otherwise,
    // a migration of the store takes the fingerprints of the texts it keeps anew.
    assert_eq!(Fingerprint::of("The ferry sails again.").0, 496_584_447_847_245_782);
    assert_eq!(
        Fingerprint::of("  14:02 – THE FERRY “sails” again"),
        Fingerprint::of("The ferry sails again.")
    );
    assert_ne!(Fingerprint::of("***"), Fingerprint::of("----"));
}
