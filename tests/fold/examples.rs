//! What a person would expect of folding, one thing at a time. Everything here is invented.

use dateline::article::{BlockId, Kind};
use dateline::fold::{FoldShape, Folding, How, Run, normal};

use super::support::article;

const LETTER: &str = "The Harbour Master told Captain Ana Brandt that the ferries would \"resume the full timetable \
                      to both islands without delay\", the Kessel state broadcaster reported on Friday.";
const LETTER_AGAIN: &str = "The Kessel state broadcaster reported on Friday that the Harbour Master told Brandt that \
                            the ferries would \"resume the full timetable to both islands without delay\".";
const POST: [&str; 4] = [
    "In a letter to the crews the Harbour Master said the timetable would be kept in both seasons, and would help \
     the islands' trade, the Coastal Press agency said.",
    "Brandt also sent a letter saying the friendship of the two ports had been forged in the great flood, when both \
     had lost their piers.",
    "The \"practical and neighbourly help\" between the ports had reached a new level, Brandt said in the letter.",
    "The agency did not name the other port, but it has typically used that phrase for Old Lindmark and its docks.",
];
const SMUGGLER: &str = "A former smuggler who led the dock strike in Lindmark in 2014 has been detained after trying \
                        to join the crew of the harbour’s own tug.";
const PICTURE: &str = "The Harbour Master and Ana Brandt on the pier in Kessel, in 2019 - Tom Ruiz/Coastal Press";
const OTHER_PICTURE: &str = "A mother and child ride past a shed that the storm took apart - Mira Lund/Coastal Press";

/// What a run repeats, of the same article.
fn here(run: &Run) -> BlockId {
    run.of.here().expect("a block of the article's own")
}

/// A live blog of the shape that scrapes have: captions on two lines, a story told again under another heading, its
/// first paragraph turned round, and a list of what else there was.
fn blog() -> Vec<(Kind, &'static str)> {
    use Kind::{Byline, Caption, Heading, ListItem, Paragraph, Title};
    let mut blocks = vec![
        (
            Title,
            "Harbour strike: Kessel and the islands to resume the 'full timetable'",
        ),
        (Byline, "Tom Ruiz"),
        (Caption, PICTURE),
        (Caption, PICTURE),
        (Paragraph, LETTER),
    ];
    blocks.extend(POST.map(|post| (Paragraph, post)));
    blocks.extend([
        (Heading, "Port detains its own former smuggler"),
        (Paragraph, SMUGGLER),
        (
            Paragraph,
            "He decided to sign up after growing impatient with the slow repair of the northern pier.",
        ),
        (Heading, "Flood risk 'rising every day'"),
        (Caption, OTHER_PICTURE),
        (Caption, OTHER_PICTURE),
        (
            Paragraph,
            "The risk of a flood in the old town is \"rising every day\", the mayor told reporters on Thursday.",
        ),
        (Heading, "Kessel and the islands to resume the 'full timetable'"),
        (
            Paragraph,
            "Brandt expected the trade between the ports to grow under an agreement they signed in 2019.",
        ),
        (Paragraph, LETTER_AGAIN),
    ]);
    blocks.extend(POST.map(|post| (Paragraph, post)));
    blocks.extend([
        (Heading, "Today's top stories"),
        (
            ListItem,
            "The river has begun to fall at the upper gauge, the water board has claimed. If confirmed, that \
                    would leave the lower town dry by the weekend",
        ),
        (ListItem, SMUGGLER.trim_end_matches('.')),
        (
            ListItem,
            "Without new cranes the port finds itself dangerously short of space for the winter's grain",
        ),
    ]);
    blocks
}

#[test]
fn a_live_blog_folds_as_a_reader_would_fold_it() {
    let folding = Folding::of(&article(&blog()));
    let runs: Vec<_> = folding
        .runs()
        .iter()
        .map(|run| (run.first.0, run.last.0, here(run).0, run.how, run.shape))
        .collect();
    assert_eq!(
        runs,
        [
            (3, 3, 2, How::Exact, FoldShape::CaptionDouble),
            (14, 14, 13, How::Exact, FoldShape::CaptionDouble),
            (18, 18, 4, How::Near, FoldShape::Line),
            (19, 22, 5, How::Exact, FoldShape::Line),
            (25, 25, 10, How::Exact, FoldShape::Item),
        ]
    );
    let turned = folding.repeat(BlockId(18)).map(|repeat| repeat.similarity);
    assert!(
        turned.is_some_and(|similarity| (0.8..1.0).contains(&similarity)),
        "{turned:?}"
    );
}

/// Each row: two texts, and whether they say the same words.
#[test]
fn what_counts_of_a_text() {
    for (one, other, same) in [
        ("Ferries stopped at noon.", "  • FERRIES stopped at noon", true),
        ("* Ferries stopped at noon", "➤ Ferries stopped at noon…", true),
        ("– Ferries stopped at noon", "▪ ★ Ferries stopped at noon!", true),
        ("the “full” timetable", "the \"full\" timetable", true),
        ("„der volle“ Fahrplan", "»der volle« Fahrplan", true),
        ("He said: ‘No.’", "he said no", false),
        ("It was ‘late’.", "It was late", true),
        ("9–10 piers", "9-10 piers", true),
        ("№ 5, ½ of it", "No 5, 1⁄2 of it", true),
        ("پل ۱۲۳، بسته", "پل ۱۲۳، بسته؟", true),
        ("पुल बंद है।", "पुल बंद है", true),
        ("the harbour’s tug", "the harbour's tug", true),
        ("north-east – of the pier", "north east of the pier", true),
        ("two\u{a0}\u{a0}piers\nand a shed", "two piers and a shed", true),
        ("ﬁve ｐｉｅｒｓ", "five piers", true),
        ("cafe\u{301}", "café", true),
        ("STRASSE", "Straße", true),
        ("ΟΔΟΣ", "οδός", false),
        ("ΛΌΓΟΣ", "λόγος", true),
        ("港口今天关闭。", "港口 今天 关闭", true),
        ("ท่าเรือ ปิด", "ท่าเรือปิด", true),
        ("10:32 Ferries stopped at noon", "11:05 – Ferries stopped at noon", true),
        ("the water fell to -5", "the water fell to 5", false),
        ("3.5 million crowns", "35 million crowns", false),
        ("a part of the pier", "apart of the pier", false),
        ("we, the crews", "we the crews", false),
        ("12 crews", "13 crews", false),
        ("5% of it", "5 of it", false),
        ("a → b", "a b", false),
    ] {
        assert_eq!(normal(one) == normal(other), same, "{one:?} and {other:?}");
    }
    for nothing in ["", "  ", "—", "•", "...", "\"\"", "\u{200b}"] {
        assert_eq!(normal(nothing), "", "{nothing:?}");
    }
}

/// Each row: an earlier and a later paragraph, and how much of the later one is in the earlier, if it is a repeat.
#[test]
fn near_is_what_was_mostly_said_before() {
    const STORM: &str = "Police said that 3 people had died when the storm took the roof off the northern ferry shed \
                         on Thursday night, and that two of them had worked there for more than twenty years.";
    let cases: [(&str, &str, Option<f32>); 10] = [
        // A number changed in a short line: two of its eight pairs of words.
        (
            "Police said 3 people had died in the fire.",
            "Police said 4 people had died in the fire.",
            Some(0.75),
        ),
        // A line that shortens a paragraph.
        (
            STORM,
            "• 3 people had died when the storm took the roof off the northern ferry shed",
            Some(1.0),
        ),
        // A paragraph that says much more than a line before it.
        (
            "3 people had died when the storm took the roof off the northern ferry shed",
            STORM,
            None,
        ),
        // A short line in a long paragraph proves nothing.
        (STORM, "The roof off the northern ferry shed", None),
        // The same beginning, another story.
        (
            "The harbour office said on Thursday night that the northern pier would stay closed for a week.",
            "The harbour office said on Thursday night that three trawlers were missing off the cape.",
            None,
        ),
        // Chinese: one character changed.
        (
            "港务局周四晚间表示，北码头将关闭一周，以便修复被风暴掀翻的屋顶。",
            "港务局周五晚间表示，北码头将关闭一周，以便修复被风暴掀翻的屋顶。",
            Some(22.0 / 25.0),
        ),
        // Thai: one word changed.
        (
            "สำนักงานท่าเรือกล่าวเมื่อคืนวันพฤหัสบดีว่าท่าเรือเหนือจะปิดหนึ่งสัปดาห์เพื่อซ่อมหลังคาที่พังเพราะพายุ",
            "สำนักงานท่าเรือกล่าวเมื่อคืนวันศุกร์ว่าท่าเรือเหนือจะปิดหนึ่งสัปดาห์เพื่อซ่อมหลังคาที่พังเพราะพายุ",
            Some(0.9),
        ),
        // Only a comma is new.
        (
            "The crews, who had waited since noon, went home after dark.",
            "The crews who had waited since noon, went home after dark.",
            Some(1.0),
        ),
        ("Read more about it", "Read more about this", None),
        ("", "", None),
    ];
    for (earlier, later, expected) in cases {
        let folding = Folding::of(&article(&[(Kind::Paragraph, earlier), (Kind::Paragraph, later)]));
        let found = folding.repeats().first().map(|repeat| (repeat.how, repeat.similarity));
        match (expected, found) {
            (None, None) => {}
            (Some(expected), Some((How::Near, similarity))) if (similarity - expected).abs() < 0.05 => {}
            _ => panic!("{earlier:?} and {later:?}: {found:?}, not {expected:?}"),
        }
    }
}

#[test]
fn headings_and_what_a_page_says_of_itself_are_never_repeats() {
    let line = "The harbour office answers the questions of its readers every day of the week";
    for kind in Kind::ALL {
        let folding = Folding::of(&article(&[(Kind::Paragraph, line), (kind, line), (kind, line)]));
        let passage = matches!(kind, Kind::Paragraph | Kind::ListItem | Kind::Caption | Kind::Quote);
        assert_eq!(folding.repeats().len(), if passage { 2 } else { 0 }, "{kind:?}");
    }
}

#[test]
fn a_short_line_is_a_repeat_only_inside_a_copy() {
    let (question, answer) = (
        "Why is that?",
        "Because the pier was built for ships of another age, he said.",
    );
    let other = "It was not, the office said later in a statement of its own.";
    let ask = [(Kind::Paragraph, question), (Kind::Paragraph, answer)];
    let asked_again = [(Kind::Paragraph, question), (Kind::Paragraph, other)];
    assert_eq!(Folding::of(&article(&[ask, asked_again].concat())).repeats(), []);

    let folding = Folding::of(&article(&[ask, asked_again, ask].concat()));
    let of: Vec<_> = folding
        .repeats()
        .iter()
        .map(|repeat| (repeat.block.0, repeat.of.0))
        .collect();
    assert_eq!(of, [(4, 0), (5, 1)]);
    assert_eq!(folding.runs().len(), 1);

    let credit = [
        (Kind::Caption, "Mira Lund"),
        (Kind::Paragraph, other),
        (Kind::Caption, "Mira Lund"),
    ];
    assert_eq!(Folding::of(&article(&credit)).repeats().len(), 1);
}

#[test]
fn a_run_ends_where_the_order_or_the_row_does() {
    let [one, two, three, four] = POST.map(|post| (Kind::Paragraph, post));
    let new = (
        Kind::Paragraph,
        "Nobody was hurt when the crane fell on the empty quay on Friday.",
    );
    let time = (Kind::Timestamp, "10:32");
    let runs = |blocks: &[(Kind, &str)]| {
        let folding = Folding::of(&article(blocks));
        folding
            .runs()
            .iter()
            .map(|run| (run.first.0, run.last.0, here(run).0))
            .collect::<Vec<_>>()
    };
    assert_eq!(runs(&[one, two, three, new, one, two, three]), [(4, 6, 0)]);
    // Another order.
    assert_eq!(runs(&[one, two, three, new, two, one]), [(4, 4, 1), (5, 5, 0)]);
    // A block left out.
    assert_eq!(runs(&[one, two, three, new, one, three]), [(4, 4, 0), (5, 5, 2)]);
    // A time among the originals says nothing that the run leaves out.
    assert_eq!(runs(&[one, time, two, new, one, two]), [(4, 5, 0)]);
    // Something new between: it has to be seen.
    assert_eq!(
        runs(&[one, two, three, four, one, two, new, three]),
        [(4, 5, 0), (7, 7, 2)]
    );
    // A caption and its double, inside a copy.
    let picture = (Kind::Caption, PICTURE);
    assert_eq!(
        runs(&[one, picture, picture, two, new, one, picture, picture, two]),
        [(2, 2, 1), (5, 8, 0)]
    );
    // Printed three times.
    assert_eq!(runs(&[picture, picture, picture, one]), [(1, 2, 0)]);
}

#[test]
fn a_reworded_block_is_the_original_of_its_own_copies() {
    let blocks = [LETTER, LETTER_AGAIN, POST[0], LETTER_AGAIN].map(|said| (Kind::Paragraph, said));
    let folding = Folding::of(&article(&blocks));
    let found: Vec<_> = folding
        .repeats()
        .iter()
        .map(|repeat| (repeat.block.0, repeat.of.0, repeat.how))
        .collect();
    assert_eq!(found, [(1, 0, How::Near), (3, 1, How::Exact)]);
}

#[test]
fn who_wrote_it_and_when_does_not_make_it_new() {
    let blocks = [
        (Kind::Byline, "By Mira Lund"),
        (
            Kind::Paragraph,
            "10:32 Mira Lund: The last ferry left the southern pier an hour ago.",
        ),
        (Kind::Paragraph, "The last ferry left the southern pier an hour ago."),
        (
            Kind::Paragraph,
            "KESSEL, Aug 15 (Coastal) - The last ferry left the southern pier an hour ago.",
        ),
    ];
    let folding = Folding::of(&article(&blocks));
    assert!(
        folding
            .repeats()
            .iter()
            .all(|repeat| (repeat.of.0, repeat.how) == (1, How::Exact))
    );
    assert_eq!(folding.repeats().len(), 2);
}

/// Inputs that make a careless join quadratic. That it ends is the test.
#[test]
fn no_input_makes_it_slow() {
    let many = |count: usize, text: &dyn Fn(usize) -> String| {
        let blocks: Vec<_> = (0..count).map(|nth| (Kind::Paragraph, text(nth))).collect();
        Folding::of(&article(&blocks)).repeats().len()
    };
    let phrases = "the last ferry left the southern pier an hour ago and nobody was on it but the crew";
    assert_eq!(many(50_000, &|_| phrases.to_owned()), 49_999);
    assert_eq!(many(50_000, &|nth| format!("word{nth}")), 0);
    assert_eq!(many(50_000, &|_| "word".to_owned()), 0);
    assert_eq!(many(20_000, &|nth| format!("{phrases} at gate {nth}")), 19_999);
    let half = |nth: usize| {
        (0..17)
            .map(|word| format!(" w{}", word * 100_000 + nth))
            .collect::<String>()
    };
    assert_eq!(many(10_000, &|nth| format!("{phrases}{}", half(nth))), 0);
    assert_eq!(many(2, &|_| phrases.repeat(20_000)), 1);
    // However long: two different shingles.
    assert_eq!(many(3, &|nth| format!("{}{nth}", "港".repeat(300_000))), 0);
}
