//! Searching text for a pattern.

use std::ops::Range;

use dateline::matching::Pattern;
use proptest::prelude::*;

fn places(pattern: &str, text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut pattern = Pattern::new(pattern).unwrap_or_else(|why| panic!("{pattern}: {why}"));
    assert!(pattern.find(text, &mut |place| {
        found.extend(place);
        true
    }));
    found
}

fn found<'a>(pattern: &str, text: &'a str) -> Vec<&'a str> {
    places(pattern, text).into_iter().map(|place| &text[place]).collect()
}

#[test]
fn case_counts_if_a_letter_of_the_pattern_is_upper_case() {
    for (pattern, count) in [
        ("harbour", 3),
        ("Harbour", 1),
        (r"\bharbour\S", 3),
        (r"(?P<Name>harbour)", 3),
        ("[A-z]arbour", 2),
        ("[H-K]arbour", 1),
        ("HARBOUR", 1),
    ] {
        assert_eq!(found(pattern, "harbour, Harbour. HARBOUR!").len(), count, "{pattern}");
    }
}

#[test]
fn what_looks_the_same_is_found_in_ten_scripts() {
    for (pattern, text, count) in [
        // Latin.
        ("café", "The café and the cafe\u{301}, no cafe", 2),
        ("cafe\u{301}", "The café and the cafe\u{301}, no cafe", 2),
        ("cafe", "The café and the cafe\u{301}, and a cafe", 3),
        ("Zürich cafe", "Zürich café, Zurich café", 1),
        ("strasse", "die straße, STRASSE, Straße", 3),
        ("straße", "die straße, STRASSE, Straße", 3),
        ("final floor", "ﬁnal ﬂoor", 1),
        ("ABC", "ＡＢＣ", 1),
        ("ａｂｃ", "abc ABC", 2),
        ("istanbul", "İstanbul, Istanbul", 2),
        ("irmak", "ırmak", 1),
        ("naive façade", "naïve façade, naïve facade", 1),
        ("lodz", "Łódź", 1),
        ("łodz", "Łódź, Lodz", 1),
        ("oeuvre", "Œuvre, œuvre", 2),
        ("soren", "Søren, Sören", 2),
        ("sören", "Søren, Sören", 1),
        ("nguyen", "Nguyễn", 1),
        ("şi", "şi și si", 2),
        // Greek, Cyrillic.
        ("ελλαδα", "Ελλάδα, ΕΛΛΑΔΑ", 2),
        ("ελλάδα", "Ελλάδα, ΕΛΛΑΔΑ", 1),
        ("σεισμος", "σεισμός ΣΕΙΣΜΟΣ", 2),
        ("елка", "Ёлка, елка", 2),
        ("ёлка", "Ёлка, елка", 1),
        ("киів", "Київ", 1),
        // Arabic, Persian, Hebrew.
        ("كتاب", "كِتَابٌ", 1),
        ("احمد", "أحمد", 1),
        ("میخواهم", "می\u{200c}خواهم بنویسم", 1),
        ("می خواهم", "می\u{200c}خواهم بنویسم", 1),
        ("می\u{200c}خواهم", "میخواهم می خواهم", 2),
        ("علی", "علي", 1),
        ("۴۵", "٤٥", 1),
        ("سلام", "ســـلام", 1),
        ("שלום", "שָׁלוֹם", 1),
        ("צה\"ל", "צה״ל", 1),
        // Devanagari, Thai, Korean, Japanese, Chinese.
        ("हिन्दी", "हिन्दी", 1),
        ("हन्द", "हिन्दी", 0),
        ("फिल्म", "फ़िल्म", 1),
        ("มา", "ม้า", 0),
        ("서울", "\u{1109}\u{1165}\u{110b}\u{116e}\u{11af}", 1),
        ("ガス", "ｶﾞｽ", 1),
        ("ｶﾞｽ", "ガス", 1),
        ("カス", "ガス", 0),
        ("10〜20", "10～20", 1),
        ("（消防）", "(消防)", 1),
    ] {
        assert_eq!(found(pattern, text).len(), count, "{pattern} in {text}");
    }
}

#[test]
fn what_a_keyboard_or_a_copy_has_instead_is_found() {
    for (pattern, text) in [
        ("the crew's", "The\u{a0}crew’s boat"),
        ("don‘t", "They don’t go"),
        ("don`t", "They don’t go"),
        ("don’t", "They don't go"),
        ("“go”", "a \"go\""),
        ("\"go\"", "a «go»"),
        ("co-operation", "the co‑operation"),
        ("co‐operation", "the co-operation"),
        ("2020-21", "2020–21"),
        ("resettle\u{ad}ment", "the resettlement"),
        ("resettlement", "the resettle\u{ad}ment"),
        ("ware\u{200b}house", "a warehouse"),
        ("\u{feff}harbour\u{a0}master", "harbour master"),
        ("5 000", "for 5\u{202f}000 €"),
        ("so on \\.\\.\\.", "and so on …"),
        ("a b", "a\nb"),
    ] {
        assert_eq!(found(pattern, text).len(), 1, "{pattern} in {text}");
    }
}

#[test]
fn a_match_is_what_is_lit() {
    assert_eq!(found("caf.", "cafe\u{301}s"), ["cafe\u{301}"]);
    assert_eq!(found("afe", "cafe\u{301}s"), ["afe\u{301}"]);
    assert_eq!(found("s", "ß"), ["ß"]);
    assert_eq!(found("resettle", "resettle\u{ad}ment"), ["resettle\u{ad}"]);
    assert_eq!(found("go", "“go” «go» \"go\""), ["go", "go", "go"]);
}

#[test]
fn expressions_stay_what_they_are() {
    for (pattern, text, expected) in [
        ("é+", "éé e\u{301}e", vec!["éé", "e\u{301}"]),
        ("(?:ß)+x", "ssßx sx", vec!["ssßx"]),
        ("[äö]l", "äl ol ö\u{301}l o\u{308}l", vec!["äl", "o\u{308}l"]),
        ("[^a]l", "äl", vec![]),
        ("^.afé$", "Café\ncafé", vec!["Café", "café"]),
        (r"\d+ €", "5\u{a0}€, 60 €", vec!["5\u{a0}€", "60 €"]),
        ("(?x) a b # “no”", "ab a b", vec!["ab"]),
        (r"\p{Greek}.", "aΈx", vec!["Έx"]),
        (r"[^\x00-\x7F]", "aéz", vec!["é"]),
        ("[^ -~]", "aéz", vec!["é"]),
        (r"\x{e9}", "éÉe", vec!["é", "É"]),
        (r"\p{Latin}b 's", "Ab ’s", vec!["Ab ’s"]),
        (r"(a|ä)b", "ab äb cb", vec!["ab", "äb"]),
        (r"\$1\.50 \[sic\]", "$1.50\u{a0}[sic]", vec!["$1.50\u{a0}[sic]"]),
        ("ａ{2}", "aa", vec!["aa"]),
    ] {
        assert_eq!(found(pattern, text), expected, "{pattern}");
    }
}

#[test]
fn a_wrong_pattern_says_why_in_a_line() {
    for pattern in ["(", "[a", "a{9999999}", "*", r"\q", "(?P<", "[^", r"\p{Nothing}", "(é"] {
        let why = Pattern::new(pattern)
            .err()
            .unwrap_or_else(|| panic!("{pattern} is none"));
        assert!(!why.is_empty() && !why.contains('\n'), "{pattern}: {why}");
    }
}

/// A line that has something to fold, and its length does not divide that of the parts in which long texts are searched.
const LINE: &str = "The harbour café, the cafe\u{301} and Ёлка; a ﬁre in the storm, no harbour";

#[test]
fn a_long_text_is_searched_in_parts_that_nobody_sees() {
    const TIMES: usize = 4_000;
    let text = LINE.repeat(TIMES);
    for (pattern, count) in [
        ("cafe", 2),
        ("café", 2),
        ("storm.*?harbour", 1),
        ("елка", 1),
        ("fire", 1),
        (r"\bfi", 1),
        (r"(?:fire|harbour) \w+", 2),
        ("the harbour", 1),
    ] {
        let found = places(pattern, &text);
        assert_eq!(found.len(), count * TIMES, "{pattern}");
        assert!(found.is_sorted_by(|one, next| one.end <= next.start), "{pattern}");
    }
    // What is longer than a part is cut, and nothing of it is left out.
    let all = places("(?s).*", &text);
    assert_eq!(all.iter().map(Range::len).sum::<usize>(), text.len());
}

#[test]
fn a_search_in_a_long_text_ends_when_it_is_told_to() {
    let text = LINE.repeat(30_000);
    for pattern in ["nothing like it", "cafe", r"\bnö\b"] {
        let mut asked = 0;
        let mut pattern = Pattern::new(pattern).expect("a pattern");
        let is_over = pattern.find(&text, &mut |_| {
            asked += 1;
            asked < 3
        });
        assert_eq!((is_over, asked), (false, 3));
    }
}

proptest! {
    /// Matches are whole characters, ascend and do not overlap; a literal is found wherever it stands.
    #[test]
    fn matches_ascend(text in "[a-cé\u{301}ßﬁ’ \u{a0}\u{ad}ÄЁ漢]{0,60}", sought in "[a-cé\u{301}ßﬁ' Ä漢]{1,3}") {
        let mut end = 0;
        for place in places(&sought, &text) {
            prop_assert!(place.start >= end && !place.is_empty() && text.get(place.clone()).is_some());
            end = place.end;
        }
        let joined = format!("{text}漢 {sought} 漢");
        let joins = sought.starts_with('\u{301}');
        prop_assert!(joins || !places(&sought, &joined).is_empty());
    }
}
