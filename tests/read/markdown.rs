//! Markdown: its marks are the structure, and are not shown.

use dateline::article::{BlockId, InlineStyle, Kind};
use dateline::read::corpus::Splitter;

use super::{article, blocks, headlines};

const REPORT: &str = "# Harbour fire is out\n\n*Ana Brandt*\n\nCrews **held** the line at [Kessel Harbour](https://coast.example/harbour) overnight.\n\n\
    ## What was lost\n\n- Shed 3\n  - most of it rope\n- Shed 4\n\n3. The pumps\n4. The wind\n\n> We could see the doors glow.\n\n\
    ![A shed](/shed.jpg)\n*A crew dampens the roof. Jon Kessel/Coastal Press*\n\n### Built\n\n| Shed | Built |\n|---|---|\n| Three | 1988 |\n\n\
    ```\nharbour --open\n  now\n```\n\n---\n\nA last `word` of it.\n";

#[test]
fn marks_are_the_structure() {
    let article = article(REPORT);
    assert_eq!(
        blocks(&article),
        [
            (Kind::Title, "Harbour fire is out"),
            (Kind::Byline, "Ana Brandt"),
            (Kind::Paragraph, "Crews held the line at Kessel Harbour overnight."),
            (Kind::Heading, "What was lost"),
            (Kind::ListItem, "Shed 3"),
            (Kind::ListItem, "most of it rope"),
            (Kind::ListItem, "Shed 4"),
            (Kind::ListItem, "The pumps"),
            (Kind::ListItem, "The wind"),
            (Kind::Quote, "We could see the doors glow."),
            (Kind::Caption, "A crew dampens the roof. Jon Kessel/Coastal Press"),
            (Kind::Heading, "Built"),
            (Kind::Paragraph, "Shed   Built\nThree  1988"),
            (Kind::Paragraph, "harbour --open\n  now"),
            (Kind::Paragraph, "A last word of it."),
        ]
    );
    let text: &str = article.text();
    assert!(text.contains("\n\n    • most of it rope"), "{text}");
    assert!(text.contains("  3. The pumps"), "{text}");
    let inline = &article.extras(BlockId(2)).expect("it has some").inline;
    let styles: Vec<_> = inline
        .iter()
        .map(|inline| (inline.span.of(text), inline.style.clone()))
        .collect();
    assert_eq!(
        styles,
        [
            ("held", InlineStyle::Strong),
            (
                "Kessel Harbour",
                InlineStyle::Link("https://coast.example/harbour".into())
            )
        ]
    );
    assert_eq!(
        article
            .extras(BlockId(10))
            .and_then(|extras| extras.picture.clone())
            .expect("a picture")
            .url,
        "/shed.jpg"
    );
    assert_eq!(
        article.extras(BlockId(13)).expect("code").inline[0].style,
        InlineStyle::Code
    );
    assert_eq!(headlines(&article), [None, Some("What was lost"), Some("Built")]);
}

#[test]
fn front_matter_is_known_of_the_article() {
    let article = article(&format!(
        "---\ntitle: \"Harbour fire\"\ndate: 2026-08-15\nauthors:\n  - Ana Brandt\n  - Jon Kessel\n---\n\n{}",
        REPORT.split_once("\n\n*Ana Brandt*\n\n").expect("ours").1
    ));
    assert_eq!(article.meta().title.as_deref(), Some("Harbour fire"));
    assert_eq!(article.meta().published.expect("a day").to_string(), "2026-08-15");
    assert_eq!(article.meta().bylines, ["Ana Brandt", "Jon Kessel"]);
    assert_eq!(
        blocks(&article)[..2],
        [(Kind::Title, "Harbour fire"), (Kind::Byline, "Ana Brandt, Jon Kessel")]
    );
}

#[test]
fn headings_with_times_open_posts() {
    let article = article(
        "# Harbour fire\n\n## 14:20 Shed 4 is lost\n\n*Ana Brandt*\n\nThe roof came down.\n\n## 13:02 \n\nA fire broke out in the rope store.\n\n## 12:40 First call\n\nSmoke.\n",
    );
    assert_eq!(
        headlines(&article),
        [
            None,
            Some("Shed 4 is lost"),
            Some("A fire broke out in the rope store"),
            Some("First call")
        ]
    );
    let minutes: Vec<_> = article
        .sections()
        .iter()
        .filter_map(|section| section.time)
        .map(|time| time.minute)
        .collect();
    assert_eq!(minutes, [860, 782, 760]);
}

#[test]
fn no_blanks_are_left_before_what_no_text_may_have() {
    let article = article("# A fire\n\n## 14:05\t\0\0\n\nIt has lifted.\n");
    assert_eq!(blocks(&article)[1], (Kind::Timestamp, "14:05"));
    let article = super::article("# A fire\n\n![ *A*  shed ](/a.png)\n");
    let picture = article.extras(BlockId(1)).and_then(|extras| extras.picture.as_ref());
    assert_eq!(picture.and_then(|picture| picture.alt.as_deref()), Some("A shed"));
    let article =
        super::article("# A report\n\n[of](http://it)\n\n## 14:05 Fog\n\n*Ana\u{b}\0Brandt*\n\nIt has lifted.\n");
    let authors: Vec<_> = article
        .ids()
        .filter_map(|id| article.extras(id)?.author.as_deref())
        .collect();
    assert_eq!(authors, ["Ana ␀Brandt"]);
}

#[test]
fn a_scrape_is_no_markdown_and_a_name_decides_last() {
    for text in [
        "Harbour fire\n\n* the ferries\n* the cranes\n",
        "C# 12 is out\n\nThe language has new types.\n",
        "#1 in the world\n\nSo it is.\n",
    ] {
        let read = article(text);
        assert_eq!(read.text().trim(), text.trim(), "its marks are a part of the text");
    }
    let named = |name: Option<&str>| {
        let mut splitter = Splitter::default();
        let mut pieces = splitter.push(b"A word of *stress* in a line.\n");
        pieces.extend(splitter.finish());
        let mut piece = pieces.remove(0);
        piece.hints.name = name.map(str::to_owned);
        piece.read().expect("readable").text().to_string()
    };
    assert_eq!(named(Some("README.md")).trim(), "A word of stress in a line.");
    assert_eq!(named(Some("notes.txt")).trim(), "A word of *stress* in a line.");
    assert_eq!(named(None).trim(), "A word of *stress* in a line.");
}
