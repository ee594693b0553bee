//! What several articles say again of each other: as a table, or as JSON for programs.

use std::io::{self, Write};

use serde::Serialize;
use unicode_segmentation::UnicodeSegmentation;

use crate::article::{Article, BlockId};
use crate::fold::{Across, How, Place, Stretch};

/// Bytes of a text that are looked at to show how it begins.
const HEAD: usize = 400;
/// Words of it that are shown.
const WORDS: usize = 10;

/// An article, and what it is called.
#[derive(Clone, Copy, Debug)]
pub struct Named<'a> {
    /// Such as the name of its file.
    pub name: &'a str,
    /// The article.
    pub article: &'a Article,
}

/// Writes a line for each stretch that an article has from an earlier one, under a line that names the columns; a tab
/// between two cells, so that other programs can take it apart. Blocks are numbered as in the JSON form.
///
/// # Errors
/// What `out` answers.
pub fn repeats_table(articles: &[Named<'_>], across: &Across, out: &mut dyn Write) -> io::Result<()> {
    let mut out = io::BufWriter::new(out);
    writeln!(out, "article\tblocks\tpassages\twords\thow\tof\tblocks\tbegins")?;
    for stretch in stretches(articles, across) {
        let how = match stretch.how {
            How::Exact => "exact".to_owned(),
            How::Near => format!("near {:.2}", shown(&stretch)),
        };
        writeln!(
            out,
            "{}\t{}\t{}\t{}\t{how}\t{}\t{}\t{}",
            one_line(articles[stretch.first.article as usize].name),
            range(stretch.first.block, stretch.last),
            stretch.pairs,
            words(articles, across, &stretch),
            one_line(articles[stretch.of.article as usize].name),
            range(stretch.of.block, stretch.of_last),
            begins(articles, stretch.first),
        )?;
    }
    out.flush()
}

/// Writes the same as one JSON object on one line: the articles, in the order they were published, and what each has
/// from an earlier one, every pair of blocks with its similarity.
///
/// # Errors
/// What `out` answers.
pub fn repeats_json(articles: &[Named<'_>], across: &Across, out: &mut dyn Write) -> io::Result<()> {
    let mut numbers = vec![0u32; articles.len()];
    for (number, &article) in (0..).zip(across.order()) {
        numbers[article as usize] = number;
    }
    let part = |stretch: &Stretch| {
        let blocks = (stretch.first.block.0..=stretch.last.0).map(BlockId);
        let pairs = blocks.filter_map(|block| across.pair(Place { block, ..stretch.first }));
        AcrossPart {
            article: numbers[stretch.first.article as usize],
            of: numbers[stretch.of.article as usize],
            how: how(stretch.how),
            words: words(articles, across, stretch),
            begins: begins(articles, stretch.first),
            pairs: pairs
                .map(|pair| AcrossOne {
                    block: pair.block.block.0,
                    of: pair.of.block.0,
                    how: how(pair.how),
                    similarity: if pair.how == How::Exact {
                        1.0
                    } else {
                        rounded(pair.similarity)
                    },
                })
                .collect(),
        }
    };
    let whole = AcrossWhole {
        schema: 1,
        articles: across
            .order()
            .iter()
            .map(|&article| {
                let Named { name, article } = articles[article as usize];
                AcrossHead {
                    name,
                    title: article.meta().title.as_deref(),
                    published: article.meta().published.map(|published| published.to_string()),
                }
            })
            .collect(),
        repeats: stretches(articles, across).iter().map(part).collect(),
    };
    super::json::line(&whole, out)
}

#[derive(Serialize)]
struct AcrossWhole<'a> {
    schema: u32,
    articles: Vec<AcrossHead<'a>>,
    repeats: Vec<AcrossPart>,
}

#[derive(Serialize)]
struct AcrossHead<'a> {
    name: &'a str,
    title: Option<&'a str>,
    published: Option<String>,
}

#[derive(Serialize)]
struct AcrossPart {
    article: u32,
    of: u32,
    how: &'static str,
    words: usize,
    begins: String,
    pairs: Vec<AcrossOne>,
}

#[derive(Serialize)]
struct AcrossOne {
    block: u32,
    of: u32,
    how: &'static str,
    similarity: f64,
}

fn stretches(articles: &[Named<'_>], across: &Across) -> Vec<Stretch> {
    across.stretches(|place| {
        articles[place.article as usize]
            .article
            .block(place.block)
            .kind
            .is_passage()
    })
}

fn how(how: How) -> &'static str {
    match how {
        How::Exact => "exact",
        How::Near => "near",
    }
}

/// To three digits; what is not exact must not round to 1.
fn rounded(similarity: f32) -> f64 {
    ((f64::from(similarity) * 1000.0).round() / 1000.0).clamp(0.0, 0.999)
}

/// To two digits, in the same way.
fn shown(stretch: &Stretch) -> f32 {
    stretch.similarity.min(0.99)
}

fn range(first: BlockId, last: BlockId) -> String {
    if first == last {
        first.0.to_string()
    } else {
        format!("{}-{}", first.0, last.0)
    }
}

/// Words of the blocks that repeat.
fn words(articles: &[Named<'_>], across: &Across, stretch: &Stretch) -> usize {
    let article = articles[stretch.first.article as usize].article;
    let blocks = (stretch.first.block.0..=stretch.last.0).map(BlockId);
    blocks
        .filter(|&block| across.pair(Place { block, ..stretch.first }).is_some())
        .map(|block| article.text_of(block).unicode_words().count())
        .sum()
}

/// How a block begins, on one line.
fn begins(articles: &[Named<'_>], place: Place) -> String {
    let text = articles[place.article as usize].article.text_of(place.block);
    let head = &text[..text.floor_char_boundary(HEAD)];
    let words: Vec<&str> = head.split_whitespace().take(WORDS).collect();
    let words = words.join(" ");
    let end = if words.len() < text.trim().len() { "…" } else { "" };
    format!("{words}{end}")
}

fn one_line(name: &str) -> String {
    name.replace(char::is_control, " ")
}
