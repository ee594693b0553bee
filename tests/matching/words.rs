//! Words and phrases in a text.

use dateline::matching::Words;
use proptest::prelude::*;

fn found<'a>(line: &str, text: &'a str) -> Vec<&'a str> {
    let mut words = Words::parse(line).unwrap_or_else(|why| panic!("{line}: {why}"));
    let found = words.find(text);
    assert!(
        found.is_empty() || words.may_be_in(text),
        "{line} is overlooked in {text}"
    );
    found.into_iter().map(|place| &text[place]).collect()
}

#[test]
fn words_are_whole_and_all_of_them_are_there() {
    for (line, text, places) in [
        ("fire", "The fire, a firefighter and a bonfire", &["fire"][..]),
        ("fire*", "The fire, a firefighter and a bonfire", &["fire", "fire"]),
        ("*fire", "The fire, a firefighter and a bonfire", &["fire", "fire"]),
        ("*fire*", "A firefighter, a bonfire", &["fire", "fire"]),
        ("crew fire", "The fire drove the crew back", &["fire", "crew"]),
        ("crew fire", "The crew slept", &[]),
        ("crew's", "The crew’s boat", &["crew’s"]),
        ("crew", "The crew’s boat", &["crew"]),
        ("140", "1400 or 140 boats", &["140"]),
        ("zurich", "In Zürich, not Zurichberg", &["Zürich"]),
        ("Zürich", "zürich, Zurich, Zürich", &["Zürich"]),
        ("resettlement", "the resettle\u{ad}ment", &["resettle\u{ad}ment"]),
        ("settlement", "the re\u{ad}settlement", &[]),
        ("ёлка", "Новогодняя ёлка и ёлками", &["ёлка"]),
        ("c++", "in C++ or so", &["C++"]),
        ("co-operation", "the co-\noperation", &["co-\noperation"]),
        ("a.b", "a.b axb", &["a.b"]),
    ] {
        assert_eq!(found(line, text), places, "{line} in {text}");
    }
}

#[test]
fn a_phrase_is_found_over_a_line_end() {
    for (line, text, places) in [
        (
            "\"harbour fire\"",
            "harbour fire, fire in the harbour",
            &["harbour fire"][..],
        ),
        ("\"harbour fire\"", "the harbour\n   fire", &["harbour\n   fire"]),
        (
            "“harbour fire” crew",
            "crew at the harbour fire",
            &["crew", "harbour fire"],
        ),
        ("צה\"ל", "צה״ל", &["צה״ל"]),
        ("«harbour fire", "harbour fire", &["harbour fire"]),
        ("\"harbour fire\"", "harbour fires", &[]),
        ("\"x x\"", "ax x x", &["x x"]),
    ] {
        assert_eq!(found(line, text), places, "{line} in {text}");
    }
}

#[test]
fn scripts_without_blanks_or_with_particles_have_no_whole_words() {
    for (line, text, places) in [
        ("消防", "昨夜消防队赶到", &["消防"][..]),
        ("消防", "昨夜消\n防队赶到", &["消\n防"]),
        ("ガス", "都市ｶﾞｽの", &["ｶﾞｽ"]),
        ("서울", "서울에서", &["서울"]),
        ("كتاب", "والكتاب", &["كتاب"]),
        ("\"می خواهم\"", "می\u{200c}خواهم", &["می\u{200c}خواهم"]),
        ("ไฟ", "เกิดไฟไหม้", &["ไฟ"]),
    ] {
        assert_eq!(found(line, text), places, "{line} in {text}");
    }
}

#[test]
fn what_has_no_word_in_it_is_refused() {
    for line in ["", "  ", "\"\"", "*", "…", "“ ”"] {
        assert!(Words::parse(line).is_err(), "{line:?}");
    }
    // A stray sign beside a word is passed over.
    assert_eq!(found("fire —", "the fire"), ["fire"]);
}

#[test]
fn words_in_two_paragraphs_are_not_together() {
    let mut words = Words::parse("crew fire").expect("words");
    for (text, may) in [
        ("The crew slept.\n\nThe fire was out.\n", false),
        ("The crew slept.\n \t\nThe fire was out.", false),
        ("The crew slept.\nThe fire was out.", true),
        ("A title\n\nThe crew slept.\n\nThe fire drove\nthe crew back.\n\n", true),
        ("\n\n\nThe fire drove the crew back.", true),
    ] {
        assert_eq!(words.may_be_in(text), may, "{text:?}");
    }
}

proptest! {
    /// The fast look overlooks nothing, and places ascend.
    #[test]
    fn nothing_is_overlooked(text in "[a-cA-Cé\u{301}ß’ \n\u{a0}\u{ad}ёЁ漢ガｶﾞ1²-]{0,40}", line in "[a-cAéß' ё漢ガ*\"1-]{1,6}") {
        if let Ok(mut words) = Words::parse(&line) {
            let found = words.find(&text);
            // A block has no blank line in it.
            let is_block = !text.contains("\n\n") && !text.contains("\n \n");
            prop_assert!(found.is_empty() || !is_block || words.may_be_in(&text));
            prop_assert!(found.windows(2).all(|pair| pair[0].end <= pair[1].start));
            prop_assert!(found.iter().all(|place| text.get(place.clone()).is_some()));
        }
    }
}
