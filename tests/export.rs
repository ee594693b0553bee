//! Articles written out: what is in the files, what is left out of them, and what comes back.

mod build;
mod excerpt;
mod html;
mod json;
mod linear;
mod liveblog;
mod plain;
mod sample;
pub(crate) mod schema;

use std::io::{self, ErrorKind, Write};

use dateline::article::{Article, Kind, Note, Time};
use dateline::export::{self, Line, Named, Options, Repeats};
use dateline::fold::{Across, Folding};
use serde_json::Value;

use build::Draft;

/// A small blog that has one of everything.
fn blog() -> Article {
    let mut draft = Draft::new(Some("Quay reopens"), Some("2026-08-15T09:30"), &["Maren Holt"]);
    draft.add(Kind::Title, "Quay reopens");
    draft.add(Kind::Byline, "By Maren Holt");
    for _ in 0..2 {
        draft.credited(
            "The quay at noon, with * and _ - Ana Brandt/Coastal Press",
            "Ana Brandt/Coastal Press",
        );
    }
    draft.add(
        Kind::Paragraph,
        "The quay has reopened to walkers after three days, the harbour master said.",
    );
    draft.add(
        Kind::Paragraph,
        "Ferries to both islands start again on Monday at half past seven in the morning.",
    );
    draft.add(
        Kind::Paragraph,
        "1. is how a list begins, but this is a sentence [and nothing more] & so on.",
    );
    draft.add(Kind::Timestamp, "14:05").time = Time::parse("14:05");
    draft.section(Kind::Heading, "What the #harbour master said").time = Time::parse("14:05");
    draft.add(Kind::Quote, "“Walk, do not run.\nIt is still wet.”");
    draft.add(
        Kind::Paragraph,
        "The quay has reopened to walkers after three days, the harbour master said.",
    );
    draft.add(
        Kind::Paragraph,
        "Ferries to both islands start again on Monday at half past seven in the morning.",
    );
    draft.add(
        Kind::Paragraph,
        "1. is how a list begins, but this is a sentence [and nothing more] & so on.",
    );
    draft.section(Kind::Heading, "Other news");
    draft.add(
        Kind::ListItem,
        "The bridge across the sound opens a month early, to the surprise of its engineers",
    );
    draft.add(
        Kind::ListItem,
        "The quay has reopened to walkers after three days, the harbour master said",
    );
    draft.add(Kind::ListItem, "Two lines,\nof which this is the second");
    draft.add(Kind::Boilerplate, "Read more: <b>the tides</b>");
    let stray = draft.add(
        Kind::Paragraph,
        "Ravensholm took the lead from a corner and then forgot how to def",
    );
    stray.notes.add(Note::LooksLikeAnotherStory);
    stray.notes.add(Note::EndsMidSentence);
    draft.finish()
}

fn string(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> String {
    let mut out = Vec::new();
    write(&mut out).expect("writing to memory");
    String::from_utf8(out).expect("exports are UTF-8")
}

const KEEP: Options = Options { repeats: Repeats::Keep };
const MARK: Options = Options { repeats: Repeats::Mark };
const DROP: Options = Options { repeats: Repeats::Drop };

#[test]
fn text_for_people() {
    let blog = blog();
    let folding = Folding::of(&blog);
    insta::assert_snapshot!("text", string(|out| export::text(&blog, &folding, DROP, out)));
    insta::assert_snapshot!("text_all", string(|out| export::text(&blog, &folding, KEEP, out)));
    insta::assert_snapshot!("text_marked", string(|out| export::text(&blog, &folding, MARK, out)));
}

#[test]
fn markdown_for_people() {
    let blog = blog();
    let folding = Folding::of(&blog);
    insta::assert_snapshot!("markdown", string(|out| export::markdown(&blog, &folding, DROP, out)));
}

#[test]
fn what_articles_say_again_of_each_other() {
    let article = |day: &str, texts: &[&str]| {
        let mut draft = Draft::new(Some(day), Some(day), &[]);
        for text in texts {
            draft.add(Kind::Paragraph, text);
        }
        draft.finish()
    };
    let fire = "Fire crews held the line at Kessel Harbour overnight as the wind turned, the commander said.";
    let ferry = "Two ferries were kept on the quay with steam up, in case the old town had to be left by water.";
    let (today, yesterday) = (
        article("2026-08-16T09:00", &["The bridge is open again.", fire, ferry]),
        article("2026-08-15T09:00", &[&fire.replace("commander", "mayor"), ferry]),
    );
    let named = [
        Named {
            name: "today.txt",
            article: &today,
        },
        Named {
            name: "yester\tday.txt",
            article: &yesterday,
        },
    ];
    let across = Across::of(&[&today, &yesterday]);
    let table = string(|out| export::repeats_table(&named, &across, out));
    let rows: Vec<Vec<&str>> = table.lines().map(|line| line.split('\t').collect()).collect();
    assert!(rows.iter().all(|row| row.len() == rows[0].len()), "{table}");
    assert_eq!(
        rows[1],
        [
            "today.txt",
            "1-2",
            "2",
            "37",
            "near 0.87",
            "yester day.txt",
            "0-1",
            "Fire crews held the line at Kessel Harbour overnight as…"
        ]
    );
    assert_eq!(rows.len(), 2);
    let json: Value = serde_json::from_str(&string(|out| export::repeats_json(&named, &across, out))).expect("JSON");
    assert_eq!(json["articles"][0]["published"], "2026-08-15T09:00");
    assert_eq!(
        (&json["repeats"][0]["article"], &json["repeats"][0]["of"]),
        (&1.into(), &0.into())
    );
    let pairs = &json["repeats"][0]["pairs"];
    assert_eq!(
        pairs[1],
        serde_json::json!({"block": 2, "of": 1, "how": "exact", "similarity": 1.0})
    );
    assert_eq!(pairs.as_array().map(Vec::len), Some(2));
}

#[test]
fn an_explanation_is_a_line_a_block() {
    let blog = blog();
    let folding = Folding::of(&blog);
    // One line too few: the last block gets a dash.
    let lines: Vec<Line> = blog.blocks()[1..]
        .iter()
        .map(|block| Line {
            score: 0.875,
            reasons: format!("{} bytes +0.5", block.text.len()),
        })
        .collect();
    let remarks = ["encoding: UTF-8".to_owned(), "2 escapes\nmade harmless".to_owned()];
    let page = string(|out| export::explain(&blog, &folding, &lines, &remarks, out));
    assert_eq!(page.lines().count(), remarks.len() + 1 + blog.blocks().len());
    insta::assert_snapshot!("explain", page);
}

#[test]
fn an_excerpt_is_cut_between_graphemes() {
    for text in [
        "👨‍👩‍👧‍👦".repeat(60),
        "港".repeat(60),
        "e\u{301}".repeat(400),
        "x".repeat(100_000),
    ] {
        let mut draft = Draft::new(None, None, &[]);
        draft.add(Kind::Paragraph, &text);
        let article = draft.finish();
        let page = string(|out| export::explain(&article, &Folding::default(), &[], &[], out));
        let row = page.lines().nth(1).expect("a row for the block");
        assert!(row.contains('…') && row.len() < 2000, "{row}");
        assert!(!row.contains("\u{200d}…") && !row.contains("e…"), "{row}");
    }
}

#[test]
fn an_empty_article_is_an_empty_page() {
    let (empty, folding) = (Article::default(), Folding::default());
    assert_eq!(string(|out| export::text(&empty, &folding, DROP, out)), "");
    assert_eq!(string(|out| export::markdown(&empty, &folding, DROP, out)), "");
    assert_eq!(
        string(|out| export::json(&empty, &folding, out)),
        "{\"schema\":1,\"title\":null,\"published\":null,\"bylines\":[],\"blocks\":[],\"sections\":[]}\n"
    );
}

#[test]
fn what_stands_in_no_block_is_written_at_the_top() {
    let mut draft = Draft::new(Some("A title from a feed"), Some("2026-08-15T09:30"), &[]);
    draft.add(Kind::Paragraph, "The text.");
    let article = draft.finish();
    let page = string(|out| export::text(&article, &Folding::default(), DROP, out));
    assert_eq!(page, "A title from a feed\n\n2026-08-15 09:30\n\nThe text.\n");

    let mut draft = Draft::new(Some("Title"), Some("2026-08-15"), &[]);
    draft.add(Kind::Title, "Title");
    draft.add(Kind::Timestamp, "15 August 2026");
    let article = draft.finish();
    let page = string(|out| export::text(&article, &Folding::default(), DROP, out));
    assert_eq!(page, "Title\n\n15 August 2026\n");
}

/// Takes a few bytes and then breaks, as a pipe does whose reader has seen enough.
struct Pipe(usize);

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let some = bytes.len().min(self.0);
        self.0 -= some;
        if some > 0 || bytes.is_empty() {
            Ok(some)
        } else {
            Err(ErrorKind::BrokenPipe.into())
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_broken_pipe_stays_a_broken_pipe() {
    let blog = blog();
    let folding = Folding::of(&blog);
    for room in [0, 1, 100] {
        let kinds = [
            export::json(&blog, &folding, &mut Pipe(room)),
            export::text(&blog, &folding, DROP, &mut Pipe(room)),
            export::markdown(&blog, &folding, DROP, &mut Pipe(room)),
            export::explain(&blog, &folding, &[], &[], &mut Pipe(room)),
        ]
        .map(|end| end.map_err(|error| error.kind()));
        assert_eq!(kinds, [Err(ErrorKind::BrokenPipe); 4]);
    }
}
