//! What somebody takes along: passages as Markdown, quotations with their source, a section by itself.

use std::sync::Arc;

use dateline::article::{Article, BlockId, Date, Excerpt, Kind, Passage, SectionId, Span};
use dateline::export::{Options, Repeats, excerpt_markdown, markdown, quotation, quoted};
use dateline::fold::Folding;
use dateline::read;
use proptest::prelude::*;

const TODAY: Date = Date {
    year: 2026,
    month: 11,
    day: 25,
};

/// An article in our own form, so that what is known of it is certain.
fn article(marks: (&str, &str)) -> Arc<Article> {
    let (open, close) = marks;
    let json = serde_json::json!({
        "schema": 1,
        "title": "Harbour fire: crews hold the line",
        "published": "2026-08-15",
        "bylines": ["Maren Holt", "Idris Vale"],
        "url": "https://coastal.example/harbour",
        "blocks": [
            {"kind": "title", "text": "Harbour fire: crews hold the line"},
            {"kind": "paragraph", "text": format!("{open}Nobody was hurt,{close} the commander said.")},
            {"kind": "heading", "text": "Ferries *stay* in port", "time": "14:32"},
            {"kind": "paragraph", "text": format!("The master said {open}not today{close}.")},
            {"kind": "list_item", "text": "Great Orra: none"},
            {"kind": "list_item", "text": "Little Orra: one"},
            {"kind": "heading", "text": "Schools open", "time": "2026-08-16T08:05"},
            {"kind": "paragraph", "text": "They opened an hour late."},
        ],
        "sections": [
            {"headline": null, "blocks": [0, 1]},
            {"headline": "Ferries *stay* in port", "time": "14:32", "blocks": [2, 5]},
            {"headline": "Schools open", "time": "2026-08-16T08:05", "blocks": [6, 7]},
        ],
    });
    Arc::new(read::read(json.to_string().into_bytes()).expect("our own form"))
}

fn blocks(article: &Arc<Article>, range: std::ops::Range<u32>) -> Excerpt {
    Excerpt {
        article: Arc::clone(article),
        passages: range
            .map(BlockId)
            .map(|block| Passage::Text {
                block,
                span: article.block(block).text,
            })
            .collect(),
    }
}

#[test]
fn a_quotation_has_its_source_and_its_dates() {
    let article = article(("“", "”"));
    let expected = "\
“The master said “not today”.”

Maren Holt, Idris Vale, “Harbour fire: crews hold the line”
Published 15 Aug 2026, post of 14:32
https://coastal.example/harbour
Accessed 25 Nov 2026
";
    assert_eq!(quotation(&blocks(&article, 3..4), TODAY), expected);
}

#[test]
fn each_paragraph_opens_and_the_last_one_closes() {
    let mut excerpt = blocks(&article(("“", "”")), 1..4);
    excerpt
        .passages
        .insert(1, Passage::LeftOut("2 paragraphs repeated from Opening".to_owned()));
    excerpt.passages.push(Passage::LeftOut("1 more".to_owned()));
    let made = quotation(&excerpt, TODAY);
    let quoted = "\
““Nobody was hurt,” the commander said.

[2 paragraphs repeated from Opening]

“Ferries *stay* in port

“The master said “not today”.”

[1 more]

Maren Holt";
    assert!(made.starts_with(quoted), "{made}");
}

#[test]
fn several_posts_are_told_by_their_times() {
    let article = article(("“", "”"));
    let posts = |range| {
        let made = quotation(&blocks(&article, range), TODAY);
        made.lines()
            .find(|line| line.starts_with("Published"))
            .expect("a date")
            .to_owned()
    };
    assert_eq!(posts(0..2), "Published 15 Aug 2026");
    assert_eq!(posts(7..8), "Published 15 Aug 2026, post of 16 Aug 2026, 08:05");
    assert_eq!(
        posts(3..8),
        "Published 15 Aug 2026, posts of 14:32 to 16 Aug 2026, 08:05"
    );
}

#[test]
fn the_marks_are_those_of_the_article() {
    for (marks, begins, ends) in [
        (("“", "”"), "“The", ".”\n"),
        (("„", "“"), "„The", ".“\n"),
        (("« ", " »"), "«\u{a0}The", ".\u{a0}»\n"),
        (("«", "»"), "«The", ".»\n"),
        (("「", "」"), "「The", ".」\n"),
        (("\"", "\""), "“The", ".”\n"),
    ] {
        let made = quotation(&blocks(&article(marks), 3..4), TODAY);
        assert!(made.starts_with(begins) && made.contains(ends), "{marks:?}: {made}");
    }
}

/// A live blog whose last paragraph is from elsewhere and breaks off.
fn running() -> Arc<Article> {
    let json = serde_json::json!({
        "schema": 1,
        "title": "Harbour fire: crews hold the line",
        "published": "2026-08-15",
        "bylines": ["Maren Holt"],
        "url": "https://coastal.example/harbour",
        "blocks": [
            {"kind": "title", "text": "Harbour fire: crews hold the line"},
            {"kind": "timestamp", "text": "14:32", "time": "14:32", "zone": "+01:00", "author": "Idris Vale",
             "permalink": "https://coastal.example/harbour#post-7", "updated": "15:10"},
            {"kind": "paragraph", "text": "The ferries stay in port."},
            {"kind": "paragraph", "text": "The late match ended in a draw after both sides clashe",
             "notes": ["looks like another story", "ends mid-sentence"]},
        ],
        "sections": [
            {"headline": null, "blocks": [0, 0]},
            {"headline": null, "time": "14:32", "zone": "+01:00", "blocks": [1, 3]},
        ],
    });
    Arc::new(read::read(json.to_string().into_bytes()).expect("our own form"))
}

#[test]
fn a_post_is_cited_by_its_own_time_writer_and_address() {
    let expected = "\
“The ferries stay in port.”

Idris Vale, “Harbour fire: crews hold the line”
Published 15 Aug 2026, post of 14:32 UTC+01:00, updated 15:10
https://coastal.example/harbour#post-7
Accessed 25 Nov 2026
";
    assert_eq!(quotation(&blocks(&running(), 2..3), TODAY), expected);
    // Of more than the post, the page is the address.
    let whole = quotation(&blocks(&running(), 0..3), TODAY);
    assert!(whole.contains("Maren Holt, “Harbour") && whole.contains("\nhttps://coastal.example/harbour\n"));
    assert!(
        whole.contains("Published 15 Aug 2026, in part post of 14:32"),
        "the title is in no post: {whole}"
    );
}

#[test]
fn what_looks_like_another_story_is_credited_to_nobody() {
    let expected = "\
“The late match ended in a draw after both sides […]”

Source uncertain: this looks like another story
Found below “Harbour fire: crews hold the line”
https://coastal.example/harbour
Accessed 25 Nov 2026
";
    let stray = blocks(&running(), 3..4);
    assert_eq!(quotation(&stray, TODAY), expected);
    assert!(quoted(&stray).is_stray && !quoted(&blocks(&running(), 2..4)).is_stray);
    let both = quotation(&blocks(&running(), 2..4), TODAY);
    let parted = "“The ferries stay in port.”

[Source uncertain: this looks like another story]

“The late match";
    assert!(both.starts_with(parted) && both.contains("Idris Vale"), "{both}");
}

#[test]
fn a_day_of_change_is_not_given_as_the_day_of_publication() {
    let text = "Harbour fire: crews hold the line\n\nBy Maren Holt\n\nLast updated: 3 August 2026 09:14\n\n\
                Crews held the line at the harbour overnight as the wind turned, the commander said on Monday.\n";
    let article = Arc::new(read::read(text.as_bytes().to_vec()).expect("an article"));
    let last = article.blocks().len() as u32 - 1;
    let made = quotation(&blocks(&article, last..last + 1), TODAY);
    assert!(
        made.contains("\nUpdated 3 Aug 2026, 09:14\n") && !made.contains("Published"),
        "{made}"
    );
}

#[test]
fn what_is_not_known_is_left_out() {
    let text = "The boats came back at dawn, all of them, the harbour master said on Monday.\n";
    let article = Arc::new(read::read(text.as_bytes().to_vec()).expect("an article"));
    let made = quotation(&blocks(&article, 0..1), TODAY);
    assert!(
        !made.contains("Published") && made.ends_with("Accessed 25 Nov 2026\n"),
        "{made}"
    );
}

#[test]
fn passages_are_marked_up_and_escaped() {
    let mut excerpt = blocks(&article(("“", "”")), 2..6);
    excerpt
        .passages
        .push(Passage::LeftOut("2 paragraphs from *there*".to_owned()));
    let expected = "\
## Ferries \\*stay\\* in port

The master said “not today”.

- Great Orra: none
- Little Orra: one

[2 paragraphs from \\*there\\*]
";
    assert_eq!(excerpt_markdown(&excerpt), expected);
}

#[test]
fn a_section_by_itself_keeps_all_of_it_and_what_is_known() {
    let article = article(("“", "”"));
    let section = article.section_alone(SectionId(1)).expect("a section");
    assert_eq!(section.meta(), article.meta());
    let kinds: Vec<Kind> = section.blocks().iter().map(|block| block.kind).collect();
    assert_eq!(kinds, [Kind::Heading, Kind::Paragraph, Kind::ListItem, Kind::ListItem]);
    let mut out = Vec::new();
    let options = Options { repeats: Repeats::Keep };
    markdown(&section, &Folding::default(), options, &mut out).expect("memory");
    let out = String::from_utf8(out).expect("UTF-8");
    assert!(
        out.starts_with("# Harbour fire: crews hold the line\n\n2026-08-15\n\n## Ferries"),
        "{out}"
    );
    assert_eq!(article.section_alone(SectionId(3)), None);
}

proptest! {
    /// All sections, put together, are the article: no block is lost or changed.
    #[test]
    fn sections_put_together_are_the_article(paragraphs in prop::collection::vec("[a-z]{3,9} [a-z]{3,9}[.]", 1..12)) {
        let text = format!(" date 2026-08-15 Title\n\n{}\n", paragraphs.join("\n\n"));
        let article = read::read(text.into_bytes()).expect("an article");
        let alone: Vec<Article> = (0..article.sections().len() as u32)
            .map(|section| article.section_alone(SectionId(section)).expect("a section"))
            .collect();
        let texts = |article: &Article| article.ids().map(|id| article.text_of(id).to_owned()).collect::<Vec<_>>();
        prop_assert_eq!(alone.iter().flat_map(texts).collect::<Vec<_>>(), texts(&article));
        let whole: String = alone.iter().map(|part| part.text().to_string()).collect();
        prop_assert_eq!(whole, article.text().to_string());
    }

    /// Nothing in a quotation steers a terminal, whatever is known of the article.
    #[test]
    fn a_quotation_is_harmless(title in ".{0,20}", url in ".{0,20}", by in ".{0,20}") {
        let json = serde_json::json!({"title": title, "url": url, "text": "The boats came back.\n\nAll of them.",
            "bylines": [by]});
        let Ok(article) = read::read(json.to_string().into_bytes()) else { return Ok(()) };
        let article = Arc::new(article);
        let last = article.blocks().len() as u32;
        let made = quotation(&blocks(&article, 0..last), TODAY);
        prop_assert!(!made.contains(|c: char| c.is_control() && c != '\n'), "{:?}", made);
    }

    /// Part of a block is quoted as that part, and no word is quoted by half.
    #[test]
    fn part_of_a_block_is_that_part_in_whole_words(from in 0u32..15, length in 1u32..9) {
        let article = article(("“", "”"));
        let text = article.block(BlockId(7)).text;
        let span = Span::new(text.start + from, text.start + from + length);
        let passages = vec![Passage::Text { block: BlockId(7), span }];
        let excerpt = Excerpt { article: Arc::clone(&article), passages };
        let made = quotation(&excerpt, TODAY);
        let said = made.lines().next().expect("a line").trim_matches(['“', '”']);
        prop_assert!(said.contains(span.of(article.text())), "{said:?}");
        let whole: Vec<&str> = text.of(article.text()).split([' ', '.']).collect();
        prop_assert!(said.split([' ', '.']).all(|word| word.is_empty() || whole.contains(&word)), "{said:?}");
        prop_assert!(said.len() <= span.len() as usize + 20, "no more than two words are made whole: {said:?}");
        prop_assert_eq!(quoted(&excerpt).spans[0].of(article.text()), said);
    }
}
