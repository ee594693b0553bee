//! What is true of any text.

use std::collections::BTreeMap;

use dateline::article::{Article, Kind};
use dateline::read::{explain, first_part, read, read_watched};
use proptest::prelude::*;

use super::{article, blocks};

/// Characters that may not be in any article's text.
fn is_dangerous(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        || matches!(c, '\u{115F}' | '\u{3164}' | '\u{FFA0}' | '\u{1BCA0}'..='\u{1BCA3}')
        || matches!(c, '\u{2060}'..='\u{2065}' | '\u{FEFF}' | '\u{AD}' | '\u{E000}'..='\u{F8FF}' | '\u{2028}' | '\u{2029}')
        || c as u32 & 0xFFFE == 0xFFFE
        || c as u32 >= 0xF0000
}

/// What is taken out or shown as something else, so that it cannot be looked for.
fn is_changed(c: char) -> bool {
    is_dangerous(c)
        || c.is_whitespace()
        // One stands before each line of a quotation, and the lines become one.
        || c == '>'
        || matches!(c, '\u{200B}'..='\u{200D}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0000}'..='\u{E0FFF}' | '\u{34F}')
        || matches!(c, '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}' | '\u{FFF0}'..='\u{FFFD}' | '\u{FDD0}'..='\u{FDEF}')
        || matches!(c, '\u{1160}' | '\u{2800}' | '\u{1D159}' | '\u{25A0}'..='\u{27BF}')
        || matches!(c, '\u{206A}'..='\u{206F}' | '\u{1D173}'..='\u{1D17A}' | '\u{2400}'..='\u{2426}')
}

fn visible(text: &str) -> Vec<char> {
    text.chars().filter(|c| !is_changed(*c)).collect()
}

const MARKS: &[&str] = &[
    "（",
    "(",
    "）",
    ")",
    "：",
    ":",
    "∶",
    "︰",
    "፡",
    "‐",
    "-",
    "–",
    "—",
    "／",
    "/",
    "、",
    "，",
    "。",
    "…",
    "“",
    "”",
    "「",
    "」",
    "©",
    "ⓒ",
    "＝",
    "｜",
    "|",
    "•",
    "・",
    "😀",
    "\u{301}",
    "\u{A0}",
    "中央社",
    "王小明",
    "攝",
    "摄",
    "撮影",
    "写真",
    "图",
    "사진",
    "기자",
    "記者",
    "Reuters",
    "AP",
    "Foto",
    "Photo by",
    "Ana Brandt",
    "ANA BRANDT",
    "By",
    "Von",
    "Updated",
    "Aug",
    "15",
    "２０２６",
    "14",
    "05",
    "Uhr",
    "時",
    "分",
    "月",
    "日",
    "年",
    "ago",
    "vor",
    "T",
    "Z",
    "+",
    "١٥",
    "date 2026-08-15",
    "É",
    "ß",
    "İ",
];

/// Lines as pages have them, in any order.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => Just(String::new()),
        3 => "[A-Z][a-z]{2,9}( [a-z]{1,9}){8,40}\\.",
        2 => "[A-Z][a-z]{2,9}( [a-z]{2,9}){1,5}",
        1 => "By [A-Z][a-z]{2,7} [A-Z][a-z]{2,9}",
        1 => "[A-Z][a-z]{2,9}( [a-z]{2,9}){3,8} - [A-Z][a-z]{2,7} [A-Z][a-z]{2,9}/(AFP|Reuters)",
        1 => "(•|\\*|-|  •) [a-z]{2,9}( [a-z]{2,9}){1,9}",
        1 => "[012][0-9]:[0-5][0-9]( Uhr)?( [A-Z][a-z]{2,9}( [a-z]{2,9}){3,9})?",
        1 => "[ぁ-ん一-龯]{3,60}。?",
        1 => "[ا-ي]{2,8}( [ا-ي]{2,8}){2,20}",
        1 => "\\PC{0,80}",
    ]
}

fn page() -> impl Strategy<Value = String> {
    proptest::collection::vec(line(), 0..40).prop_map(|lines| lines.join("\n"))
}

/// The laws of an article that [`Article::new`] does not already hold it to.
fn holds(article: &Article, whole: &str) -> Result<(), TestCaseError> {
    let text = article.text();
    prop_assert!(!text.contains(is_dangerous), "{text:?}");
    prop_assert_eq!(visible(text), visible(whole));
    let mut at = 0;
    for block in article.blocks() {
        prop_assert_eq!(block.tile.start, at);
        prop_assert!(block.tile.contains(block.text));
        let shown = block.text.of(text);
        prop_assert!(!shown.is_empty());
        prop_assert_eq!(shown.trim_end(), shown);
        // Rows of columns, code and verse keep their breaks, and the first of them its indent.
        prop_assert!(shown.trim_start() == shown || shown.contains('\n'));
        prop_assert!(!shown.contains("\n\n"));
        at = block.tile.end;
    }
    prop_assert!(at as usize == text.len() || article.blocks().is_empty());
    prop_assert_eq!(article.sections().is_empty(), article.blocks().is_empty());
    prop_assert!(article.meta().bylines.iter().all(|name| !name.trim().is_empty()));
    Ok(())
}

/// Kinds and texts, and how often each stands: for comparing pages that differ in their line ends alone.
fn count(article: &Article) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for (_, text) in blocks(article) {
        *counts.entry(text.to_owned()).or_default() += 1;
    }
    counts
}

/// Whether a line ends at the character, in a text that may have any kind of line ends.
fn ends_line(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

proptest! {
    #[test]
    fn nothing_visible_is_lost(page in page()) {
        holds(&article(&page), &page)?;
    }

    #[test]
    fn any_characters_can_be_read(text in "[\\x00-\\x{10FFFF}]{0,300}") {
        holds(&article(&text), &text)?;
    }

    /// Words by which lines are told, and marks of one, two, three and four bytes, in any order.
    #[test]
    fn marks_of_any_width_stand_anywhere(
        words in proptest::collection::vec(prop::sample::select(MARKS), 1..14),
        blanks in proptest::collection::vec(prop::sample::select(&["", "", " ", "\n", "\u{3000}"][..]), 14),
    ) {
        let line: String = words.iter().zip(&blanks).map(|(word, blank)| format!("{word}{blank}")).collect();
        holds(&article(&line), &line)?;
        let wrapped = format!("{}\n{line}", "The fire at the harbour was out by dawn,\nthe regional commander said, after the\n".repeat(4));
        holds(&article(&wrapped), &wrapped)?;
    }

    #[test]
    fn any_bytes_can_be_read(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let article = read(bytes.clone()).expect("small input");
        prop_assert!(!article.text().contains(is_dangerous));
        let _ = first_part(&bytes);
    }

    #[test]
    fn line_ends_are_all_alike(page in page()) {
        let expected = article(&page);
        for end in ["\r\n", "\r", "\u{2028}", "\u{85}"] {
            let other = article(&page.replace('\n', end));
            prop_assert_eq!(blocks(&other), blocks(&expected), "{:?}", end);
        }
    }

    #[test]
    fn more_blank_lines_change_nothing(page in page(), more in 1usize..4) {
        let wide = page.replace("\n\n", &"\n".repeat(2 + more));
        let (wide, page) = (article(&wide), article(&page));
        prop_assert_eq!(blocks(&wide), blocks(&page));
    }

    #[test]
    fn blank_lines_never_merge_blocks(page in page()) {
        let apart = count(&article(&page.replace('\n', "\n\n")));
        for line in page.split(ends_line).map(str::trim).filter(|line| !line.is_empty()) {
            // Each line that is a block of its own stays one; joined lines come apart.
            let line = visible(line);
            if line.is_empty() {
                continue;
            }
            let kept = apart.keys().map(|text| visible(text)).any(|text| line.ends_with(&text) && text.len() + 2 >= line.len());
            prop_assert!(kept, "{line:?} is in no block of its own");
        }
    }

    #[test]
    fn explaining_changes_nothing(page in page()) {
        let explained = explain(page.clone().into_bytes()).expect("readable");
        prop_assert_eq!(explained.blocks.len(), explained.article.blocks().len());
        prop_assert_eq!(explained.article, article(&page));
    }

    #[test]
    fn a_text_that_was_read_reads_the_same(page in page()) {
        let once = article(&page);
        let again = article(once.text());
        prop_assert_eq!(blocks(&again), blocks(&once));
    }
}

#[test]
fn an_empty_text_has_no_block() {
    for text in ["", " ", "\n\n\t\n", "\u{feff}", "\u{200b}\n"] {
        let article = article(text);
        assert!(article.blocks().is_empty() && article.sections().is_empty(), "{text:?}");
    }
}

#[test]
fn a_first_part_is_the_start_of_the_whole() {
    let paragraph = "The fire at the harbour was out by dawn, the regional commander said, and nobody was hurt. ";
    let mut text = String::from("Harbour fire is out\n\nAna Brandt\n\n");
    for number in 0..3000 {
        text += &format!(
            "{}It was message {number} of the night.\n\n",
            paragraph.repeat(1 + number % 4)
        );
        if number % 7 == 0 {
            text += &format!("Ferries wait for message {number}\n\n");
        }
    }
    let whole = article(&text);
    let part = first_part(&text.as_bytes()[..256 * 1024]);
    let (whole, part) = (blocks(&whole), blocks(&part));
    assert!(part.len() > 500);
    // The last lines of the part have no neighbours yet.
    assert_eq!(part[..part.len() - 4], whole[..part.len() - 4]);
}

#[test]
fn a_first_part_breaks_off_nowhere() {
    let text = "A title\n\n".to_owned()
        + &"The harbour was quiet by dawn, and the ferries sailed again at noon.\n\n".repeat(9);
    let cut = first_part(&text.as_bytes()[..text.len() - 30]);
    assert!(cut.blocks().iter().all(|block| block.notes.is_empty()));
    assert!(
        cut.blocks()
            .iter()
            .all(|block| block.kind != Kind::Paragraph || block.text.len() == 68)
    );
}

#[test]
fn reading_tells_how_far_it_is_and_can_be_ended() {
    let text = "A paragraph of the harbour's own, long enough to be one.\n\n".repeat(20_000);
    let size = text.len() as u64;
    let mut seen = Vec::new();
    let whole = read_watched(text.clone().into_bytes(), &mut |done, of| {
        assert_eq!(of, size);
        seen.push(done);
        true
    });
    assert!(whole.expect("readable").is_some());
    assert!(seen.is_sorted() && seen.len() > 5 && seen.last() == Some(&size));
    let mut asked = 0;
    let ended = read_watched(text.into_bytes(), &mut |done, of| {
        asked += 1;
        done < of / 2
    });
    assert_eq!(ended.expect("readable"), None);
    assert!(asked < seen.len());
}
