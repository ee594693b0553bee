//! The words of an article before it is read: none is overlooked, in whatever form the file is.

use std::fs;

use dateline::matching::Words;
use dateline::read::corpus::{Piece, Splitter};

use super::fixtures::fixtures;

fn pieces(bytes: &[u8]) -> Vec<Piece> {
    let mut splitter = Splitter::default();
    let mut pieces = splitter.push(bytes);
    pieces.extend(splitter.finish());
    pieces.retain(|piece| !piece.cut.is_blank);
    pieces
}

/// A text filled to lines of so many characters.
fn filled(text: &str, width: usize) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let mut column = 0;
        for word in line.split(' ') {
            let length = word.chars().count();
            if column > 0 {
                let breaks = column + 1 + length > width;
                out.push(if breaks { '\n' } else { ' ' });
                column = if breaks { 0 } else { column + 1 };
            }
            out.push_str(word);
            column += length;
        }
        out.push('\n');
    }
    out
}

/// The same text as it may stand in files.
fn forms(text: &str) -> Vec<(&'static str, Vec<u8>)> {
    let wide = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let json = serde_json::to_string(text).expect("a string");
    let escaped: String = json
        .encode_utf16()
        .map(|unit| match u8::try_from(unit) {
            Ok(byte) if byte.is_ascii() => char::from(byte).to_string(),
            _ => format!("\\u{unit:04x}"),
        })
        .collect();
    let lines = |json: &str| format!("{{\"text\":{json},\"date\":\"2026-08-15\"}}\n{{\"text\":{json}}}\n");
    vec![
        ("text", text.into()),
        ("a mark before", format!("\u{feff}{text}").into()),
        ("other line ends", text.replace('\n', "\r\n").into()),
        ("filled", filled(text, 60).into()),
        (
            "dated",
            format!(" date 2026-08-15 One\n\n{text}\n date 2026-08-16 Two\n\n{text}").into(),
        ),
        ("two bytes", wide(text)),
        ("lines of JSON", lines(&json).into()),
        ("lines of JSON in ASCII", lines(&escaped).into()),
        ("lines of JSON in two bytes", wide(&lines(&json))),
        ("one object", format!("{{\n  \"text\": {escaped}\n}}").into()),
        ("encoded twice", text.replace('’', "â€™").replace('é', "Ã©").into()),
        ("colours", text.replace(". ", ".\u{1b}[0m \u{1b}[1m").into()),
    ]
}

/// What opens some blocks of a text: a word, and two as a phrase.
fn openings(text: &str) -> Vec<Words> {
    let article = super::article(text);
    let blocks = article.ids().step_by(article.blocks().len() / 3 + 1);
    let lines = blocks.flat_map(|block| {
        let words: Vec<&str> = article.text_of(block).split_whitespace().take(2).collect();
        [
            words[0].to_owned(),
            format!("\"{}\"", words.join(" ").replace('"', " ")),
        ]
    });
    lines.filter_map(|line| Words::parse(&line).ok()).collect()
}

#[test]
fn every_word_of_an_article_is_there_before_it_is_read() {
    let mut looked = 0;
    for path in fixtures() {
        // One is in another encoding.
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let mut sought = openings(&text);
        for (form, bytes) in forms(&text) {
            for piece in pieces(&bytes) {
                let glance = piece
                    .glance()
                    .unwrap_or_else(|| panic!("{form} can be told"))
                    .into_owned();
                let article = piece.read().expect("an article");
                for (at, words) in sought.iter_mut().enumerate() {
                    if article
                        .ids()
                        .any(|block| !words.find(article.text_of(block)).is_empty())
                    {
                        looked += 1;
                        assert!(words.may_be_in(&glance), "{at} in {form} of {}", path.display());
                    }
                }
            }
        }
    }
    assert!(looked > 1_000, "{looked}");
}

#[test]
fn mark_up_has_to_be_read() {
    for text in [
        "<!doctype html><p>The har<b>bour</b>",
        "# The har**bour**\n\nA paragraph.\n",
        "<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Harbour</title></feed>",
        "{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\",\"articleBody\":\"Har&amp;bour\"}",
    ] {
        let piece = pieces(text.as_bytes()).remove(0);
        assert_eq!(piece.glance(), None, "{text}");
    }
}
