//! Where lines break: cases with one right answer.

use dateline::article::Kind;

use super::draft::{Draft, Sheet};

fn lines(text: &str, measure: u16) -> Vec<String> {
    Sheet::plain(Draft::default().block(Kind::Paragraph, text).done()).drawn(measure)
}

#[test]
fn lines_break_where_the_script_breaks_them() {
    let cases: &[(&str, u16, &[&str])] = &[
        // Blanks at the end of a row take no column.
        ("crews held   the line", 12, &["crews held", "the line"]),
        ("crews held", 10, &["crews held"]),
        // A no-break space does not break.
        ("about 20\u{a0}km of coast", 10, &["about", "20\u{a0}km of", "coast"]),
        // Compounds break after their hyphen; numbers, ranges and negative ones do not.
        ("half-mile-wide", 10, &["half-mile-", "wide"]),
        ("on 10-12 -5", 5, &["on", "10-12", "-5"]),
        // Longer than a row: at the joints of an address, else anywhere.
        (
            "https://coast.example/boats/list_of_all",
            16,
            &["https://", "coast.example/", "boats/", "list_of_all"],
        ),
        (
            "https://coast.example/boats-on-the-water",
            14,
            &["https://", "coast.example/", "boats-on-the-", "water"],
        ),
        ("abcdefghij", 4, &["abcd", "efgh", "ij"]),
        // Between any two ideographs, but no row starts with a full stop.
        ("消防隊は港を守った。", 6, &["消防隊", "は港を", "守っ", "た。"]),
        // Thai, by dictionary.
        ("ภาษาไทยภาษาไทย", 8, &["ภาษาไทย", "ภาษาไทย"]),
        // A line feed is kept, an empty line too; among several lines a tab parts columns.
        ("one\ntwo\n\nthree\tfour", 20, &["one", "two", "", "three  four"]),
        // A soft hyphen shows only where the row breaks at it.
        ("har\u{ad}bour har\u{ad}bour", 12, &["har\u{ad}bour har\u{ad}-", "bour"]),
        // Narrower than a character: one in each row.
        ("港火", 1, &["港", "火"]),
        ("ab", 1, &["a", "b"]),
        ("", 10, &[""]),
    ];
    for (text, measure, expected) in cases {
        assert_eq!(&lines(text, *measure), expected, "{text:?} at {measure}");
    }
}

#[test]
fn clusters_are_as_wide_as_the_screen_draws_them() {
    // Each is one cluster of two columns, so two fit in five columns with the blank between, and not in four.
    for cluster in ["👨\u{200d}👩\u{200d}👧", "🇹🇷", "❤\u{fe0f}", "👍🏽", "港"] {
        let text = format!("{cluster} {cluster}");
        assert_eq!(lines(&text, 5), [text.as_str()]);
        assert_eq!(lines(&text, 4), [cluster, cluster]);
    }
    // Marks take no column.
    let stacked = "e\u{301}\u{302}\u{303}".repeat(4);
    assert_eq!(lines(&stacked, 4), [stacked.as_str()]);
}

#[test]
fn rows_of_a_paragraph_are_even() {
    // Filled greedily, the third row would be "unfortunately" after a row of "will".
    let text = "These few words will unfortunately not wrap nicely.";
    assert_eq!(
        lines(text, 15),
        ["These few", "words will", "unfortunately", "not wrap", "nicely."]
    );
}

#[test]
fn a_long_text_breaks_at_the_ends_of_sentences_far_apart() {
    let sentence = "Crews held the line at Kessel Harbour overnight. ";
    let text = sentence.repeat(400);
    let rows = lines(&text, 72);
    let short = rows
        .iter()
        .filter(|row| row.len() < 50 && row.ends_with("overnight."))
        .count();
    assert!(short <= text.len() / 4096 + 1, "{short} rows are cut short");
    assert_eq!(rows.join(" "), text.trim_end());
}
