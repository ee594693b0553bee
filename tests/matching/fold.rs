//! Folding, and the way back.

use std::cell::RefCell;

use dateline::matching::fold::{Folder, Level};
use proptest::prelude::*;

thread_local! {
    /// What it learns about characters serves for the next text.
    static FOLDER: RefCell<Folder> = RefCell::default();
}

fn folded(text: &str, level: Level) -> String {
    FOLDER.with_borrow_mut(|folder| folder.fold(text, level).text.to_owned())
}

#[test]
fn letters_lose_their_accents_and_nothing_else() {
    for (text, letters) in [
        ("Zürich Ångström façade", "Zurich Angstrom facade"),
        (
            "Nguyễn Łódź Œuvre Æther Ørsted Þór",
            "Nguyen Lodz OEuvre AEther Orsted THor",
        ),
        ("Straße, STRAẞE", "Strasse, STRASSE"),
        ("Ελλάδα Ϊλιος ᾠδή", "Ελλαδα Ιλιος ωδη"),
        ("Ёлка, йод, україна її", "Елка, иод, украіна іі"),
        ("كِتَابٌ أحمد", "کتاب احمد"),
        ("שָׁלוֹם", "שלום"),
        // Vowel signs, tones and what tells two sounds apart are no accents.
        ("हिन्दी ज़रूर", "हिन्दी जरूर"),
        ("ไม้ ป้า", "ไม้ ป้า"),
        ("がぎ ﾊﾞｽ", "がぎ バス"),
        ("각 \u{1100}\u{1161}\u{11a8}", "각 각"),
        ("漢字 ①", "漢字 1"),
    ] {
        // Whatever the text, what is expected is composed.
        let expected: String = unicode_normalization::UnicodeNormalization::nfkc(letters).collect();
        assert_eq!(folded(text, Level::Letters), expected, "{text}");
    }
}

#[test]
fn forms_of_a_letter_are_one_and_accents_stay() {
    for (text, forms) in [
        ("cafe\u{301} x\u{301}y", "café x\u{301}y"),
        ("ﬁnal oﬃce ＡＢＣ", "final office ABC"),
        ("5\u{a0}000\u{202f}€\u{3000}½", "5 000 € 1/2"),
        ("„don‘t“ ‹co‑op› a–b 3−1 …", "\"don't\" 'co-op' a-b 3-1 ..."),
        (
            "resettle\u{ad}ment ware\u{200b}house \u{feff}x",
            "resettlement warehouse x",
        ),
        ("می\u{200c}خواهم علي كم ٤٥", "میخواهم علی کم ۴۵"),
        ("şi ţară", "și țară"),
    ] {
        assert_eq!(folded(text, Level::Forms), forms, "{text}");
    }
}

#[test]
fn a_place_is_that_of_whole_characters() {
    let text = "\u{feff}a\u{ad}e\u{301}ß ﬁ… ﷺ x";
    let mut fold = Folder::default();
    let folded = fold.fold(text, Level::Letters);
    assert!(folded.text.starts_with("aess fi... "), "{}", folded.text);
    let source = |from: usize, to: usize| &text[folded.source(from..to)];
    assert_eq!(source(0, 1), "a\u{ad}");
    assert_eq!(source(1, 2), "e\u{301}");
    assert_eq!((source(2, 3), source(3, 4), source(2, 4)), ("ß", "ß", "ß"));
    assert_eq!((source(5, 6), source(6, 7), source(7, 8)), ("ﬁ", "ﬁ", "…"));
    let x = folded.text.len() - 1;
    assert_eq!((source(12, 13), source(13, x - 1), source(x, x + 1)), ("ﷺ", "ﷺ", "x"));
}

proptest! {
    /// What was folded is folded no further, and every place leads to whole characters, in order.
    #[test]
    fn folding_settles_and_places_ascend(text in "(?s).{0,60}", more in "[aeß\u{301}\u{323}\u{ad}\u{200c}ﬁé가\u{11a8}\u{1161}ｶﾞ’م\u{64b}İ]{0,20}") {
        let text = text + &more;
        for level in [Level::Forms, Level::Letters] {
            let once = folded(&text, level);
            prop_assert_eq!(folded(&once, level), once.clone(), "{:?}", level);
            let mut folder = FOLDER.take();
            let folded = folder.fold(&text, level);
            let mut last = 0..0;
            for (at, c) in folded.text.char_indices() {
                let source = folded.source(at..at + c.len_utf8());
                prop_assert!(text.get(source.clone()).is_some_and(|text| !text.is_empty()), "{:?}", source);
                prop_assert!(source.start >= last.start && source.end >= last.end && source.start <= last.end.max(source.start));
                last = source;
            }
            FOLDER.set(folder);
        }
    }

    /// Text written in any normal form is folded to the same.
    #[test]
    fn canonically_equal_is_equal(text in "\\PC{0,40}") {
        use unicode_normalization::UnicodeNormalization as _;
        for level in [Level::Forms, Level::Letters] {
            let decomposed: String = text.nfd().collect();
            let composed: String = text.nfc().collect();
            prop_assert_eq!(folded(&decomposed, level), folded(&composed, level), "{}", decomposed.escape_unicode());
            prop_assert_eq!(folded(&text, level), folded(&composed, level));
        }
    }
}
