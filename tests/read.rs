//! Reading: what must be true of any bytes, and what must come out of texts that are known.

mod corpus;
mod encodings;
mod feeds;
mod fixtures;
mod forms;
mod glance;
mod html;
mod laws;
mod markdown;
mod notes;
mod page;
mod pages;
mod pasted;
mod pastes;
mod posts;
mod quotes;
mod seed;
mod shapes;

use dateline::article::{Article, Kind};
use dateline::read::{explain, read};

/// Kind and text of every block.
fn blocks(article: &Article) -> Vec<(Kind, &str)> {
    let block = |id| (article.block(id).kind, article.text_of(id));
    article.ids().map(block).collect()
}

/// Reads a text that can be read.
fn article(text: &str) -> Article {
    read(text.as_bytes().to_vec()).expect("a text of ours can be read")
}

/// The headlines of the sections; the opening has none.
fn headlines(article: &Article) -> Vec<Option<&str>> {
    let sections = article.sections().iter();
    sections
        .map(|section| section.headline.map(|span| span.of(article.text())))
        .collect()
}

#[test]
fn remarks_say_what_was_done_to_the_text() {
    let explained =
        explain(b"\xEF\xBB\xBFA title\r\n\r\nwith \x1b[31mcolour\xE2\x80\xAE \x07\r\n".to_vec()).expect("readable");
    assert_eq!(
        explained.remarks,
        [
            "encoding UTF-8: by its byte order mark",
            "1 control characters shown as symbols",
            "1 codes for colours and styles taken out",
            "1 bidirectional controls taken out",
            "3 line ends made one kind",
        ]
    );
    assert_eq!(explained.blocks.len(), explained.article.blocks().len());
}
