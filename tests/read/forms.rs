//! The forms that texts come in: wrapped, indented, without blank lines, on one line, in other encodings.

use dateline::article::Kind;
use dateline::read::read;

use super::{article, blocks, headlines};

/// An invented report, a line a block.
const REPORT: &[&str] = &[
    "Harbour fire is out after a long night",
    "By Ana Brandt",
    "The fire at Kessel Harbour was out by dawn on Monday, the regional commander said, after the wind had turned at about three in the morning and crews could reach the last of the burning sheds.",
    "Nobody was hurt. Two sheds and a crane were lost, and the old fish market lost a part of its roof, but the silos on the north quay stand as they did before the night.",
    "Ferry crews stood down",
    "Ferry crews were stood down at midnight and are not expected back on the quay before noon. Travellers should ask their line before they leave home, the port captain said in a short statement.",
    "The bridges to both islands are open again for cars and for anybody on foot, though lorries are still being sent around by way of the northern road.",
];

fn texts(text: &str) -> Vec<String> {
    let article = article(text);
    blocks(&article).into_iter().map(|(_, text)| text.to_owned()).collect()
}

/// The report filled to a width.
fn filled(width: usize, between: &str, indent: &str) -> String {
    let mut out = String::new();
    for line in REPORT {
        let mut column = indent.len();
        out += indent;
        for (at, word) in line.split(' ').enumerate() {
            if at > 0 && column + 1 + word.len() > width {
                out.push('\n');
                column = 0;
            } else if at > 0 {
                out.push(' ');
                column += 1;
            }
            out += word;
            column += word.len();
        }
        out += between;
    }
    out
}

#[test]
fn a_line_a_block_is_read_as_it_is() {
    let text = REPORT.join("\n\n");
    let article = article(&text);
    let kinds: Vec<Kind> = article.blocks().iter().map(|block| block.kind).collect();
    use Kind::{Byline, Heading, Paragraph, Title};
    assert_eq!(
        kinds,
        [Title, Byline, Paragraph, Paragraph, Heading, Paragraph, Paragraph]
    );
    assert_eq!(headlines(&article), [None, Some("Ferry crews stood down")]);
    assert_eq!(article.meta().bylines, ["Ana Brandt"]);
}

#[test]
fn filled_text_comes_out_as_if_it_had_not_been() {
    for width in [60, 66, 72, 80, 92, 100] {
        assert_eq!(
            texts(&filled(width, "\n\n", "")),
            REPORT,
            "{width} columns, blank lines"
        );
        assert_eq!(texts(&filled(width, "\n", "   ")), REPORT, "{width} columns, indents");
    }
}

#[test]
fn text_without_blank_lines_is_read_line_by_line() {
    let article = article(&REPORT.join("\n"));
    assert_eq!(
        blocks(&article).iter().map(|(_, text)| *text).collect::<Vec<_>>(),
        REPORT
    );
    assert_eq!(headlines(&article), [None, Some("Ferry crews stood down")]);
}

#[test]
fn sentences_on_lines_of_their_own_are_joined() {
    let text = REPORT.join("\n\n").replace(". ", ".\n");
    assert_eq!(texts(&text), REPORT);
}

#[test]
fn a_page_on_one_line_becomes_paragraphs_that_end_with_sentences() {
    let text = REPORT[2..].join(" ").repeat(20);
    let article = article(&text);
    assert!(article.blocks().len() > 10);
    for (kind, text) in blocks(&article) {
        assert_eq!(kind, Kind::Paragraph);
        assert!(text.ends_with('.') && text.len() < 2500, "{text}");
    }
    assert!(article.sections().len() > 1);
}

#[test]
fn other_encodings_come_out_alike() {
    let text = REPORT.join("\n\n").replace("Kessel", "Kéßel");
    let expected = article(&text);
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = [
        b"\xFE\xFF".to_vec(),
        text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
    ]
    .concat();
    let legacy: Vec<u8> = text.chars().map(|c| c as u8).collect();
    for bytes in [utf16, marked, legacy, format!("\u{feff}{text}").into_bytes()] {
        let article = read(bytes).expect("readable");
        assert_eq!(blocks(&article), blocks(&expected));
    }
}

#[test]
fn a_long_text_without_headings_is_divided() {
    let mut text = String::from("A quiet week at the harbour\n\n");
    for day in 0..60 {
        text += &format!(
            "On day {day} the harbour was quiet from dawn, and the ferries sailed on time, one an hour. No more was heard.\n\n"
        );
    }
    let article = article(&text);
    let headlines = headlines(&article);
    assert!((4..=10).contains(&headlines.len()), "{headlines:?}");
    assert_eq!(headlines[0], None);
    for headline in &headlines[1..] {
        assert!(
            headline.is_some_and(|headline| headline.starts_with("On day")),
            "{headline:?}"
        );
    }
}

#[test]
fn posts_have_times_and_days() {
    let mut text = String::from("date 2026-03-02 Harbour fire: the night as it was\n\nAna Brandt\n\n");
    for (time, what) in [
        ("01.10", "Ferries wait"),
        ("00.20", "Wind turns"),
        ("23.40", "Shed burns"),
        ("22.05", "Smoke is seen"),
    ] {
        text += &format!("{time} Uhr: {what} at the quay\n\n");
        text +=
            "Crews were on the quay within minutes, the commander said, and the bridges were closed to everybody.\n\n";
    }
    let article = article(&text);
    let times: Vec<_> = article
        .sections()
        .iter()
        .filter_map(|section| section.time)
        .map(|time| time.to_string())
        .collect();
    assert_eq!(
        times,
        [
            "2026-03-02T01:10",
            "2026-03-02T00:20",
            "2026-03-01T23:40",
            "2026-03-01T22:05"
        ]
    );
    assert_eq!(
        headlines(&article)[1..3],
        [Some("Ferries wait at the quay"), Some("Wind turns at the quay")]
    );
}
