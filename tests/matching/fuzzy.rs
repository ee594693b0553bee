//! Letters typed in their order.

use dateline::matching::Fuzzy;

#[test]
fn what_looks_the_same_matches() {
    for (typed, line) in [
        ("zurich", "Zürich closes its harbour"),
        ("café", "Cafe\u{301} society meets again"),
        ("cafe\u{301}", "Café society meets again"),
        ("cafe", "Cafe\u{301} society meets again"),
        ("istanbul", "İstanbul ferry is late today"),
        ("strasse", "Straße am Hafen gesperrt"),
        ("straße", "STRASSE AM HAFEN"),
        ("final office", "ﬁnal oﬃce report is out"),
        ("abc full", "ＡＢＣ full width line"),
        ("oeuvre", "Œuvre of a lifetime shown"),
        ("lodz", "Łódź sends two engines"),
        ("angstrom", "Ångström ferry sails"),
        ("nguyen", "Nguyễn wins the seat"),
        ("ελλαδα", "Ελλάδα closes its ports"),
        ("елка", "Ёлка in the harbour"),
        ("میخواهم", "می\u{200c}خواهم"),
        ("كتاب", "کِتاب"),
        ("שלום", "שָׁלוֹם"),
        ("हिन्दी", "आज की हिन्दी ख़बर"),
        ("서울", "\u{1109}\u{1165}\u{110b}\u{116e}\u{11af}"),
        ("ガス", "ｶﾞｽ"),
        ("don't", "They don’t go"),
        ("café zurich", "Zürich’s café"),
        ("a\\ b", "x a\u{a0}b"),
        ("ware\u{200b}house", "The warehouse"),
        ("", "anything"),
    ] {
        assert!(Fuzzy::new(typed).score(line).is_some(), "{typed} in {line}");
    }
}

#[test]
fn a_plain_word_beats_scattered_letters() {
    for (typed, lines) in [
        (
            "fire",
            [
                "The fire",
                "Firefighters sail",
                "A bonfire",
                "Five Islands Report Emergency",
            ],
        ),
        (
            "port",
            [
                "A port burns",
                "Ports burn",
                "A report of it",
                "Police Order Road Tolls",
            ],
        ),
        (
            "old town",
            [
                "Smoke in the old town",
                "An older township",
                "Olive oil, downtown",
                "Our Last Day: Two Of Western Norway",
            ],
        ),
        ("café", ["Le café", "Cafés", "Unicafé", "Clear air for éclair"]),
    ] {
        let mut fuzzy = Fuzzy::new(typed);
        let scores: Vec<Option<u32>> = lines.iter().map(|line| fuzzy.score(line)).collect();
        assert!(scores.iter().all(Option::is_some), "{typed}: {scores:?}");
        assert!(scores.windows(2).all(|pair| pair[0] > pair[1]), "{typed}: {scores:?}");
    }
}

#[test]
fn an_accent_or_a_capital_that_is_typed_counts() {
    for (typed, line) in [
        ("café", "Cafe society"),
        ("ёлка", "Елка"),
        ("Harbour", "harbour"),
        ("łodz", "Lodz"),
    ] {
        assert_eq!(Fuzzy::new(typed).score(line), None, "{typed} in {line}");
    }
    assert!(Fuzzy::ignoring_case("Harbour").score("harbour").is_some());
}

#[test]
fn the_letters_that_matched_are_those_of_the_line() {
    for (typed, line, lit) in [
        ("cafe", "Cafe\u{301}s", "Cafe\u{301}"),
        ("strasse", "Straße", "Straße"),
        ("fl", "a ﬁnal", "ﬁl"),
        ("elka", "Ёлка", ""),
        ("hm", "the harbour", ""),
    ] {
        let letters = Fuzzy::new(typed).letters(line);
        let chars: Vec<char> = line.chars().collect();
        assert_eq!(
            letters.iter().map(|&at| chars[at as usize]).collect::<String>(),
            lit,
            "{typed}"
        );
    }
}
