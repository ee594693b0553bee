//! The public JSON form: one object on one line. `assets/schema.json` describes it; `read::json` reads it back.

use std::fmt::Display;
use std::io::{self, Write};

use serde::{Serialize, Serializer};

use crate::article::{Article, Block, BlockId, Extras, Inline, InlineStyle, Notes, Section, Span, Time, Zone};
use crate::fold::{Folding, Folds, How, Repeat};

/// The version of the form. A reader may rely on every member and every name of a kind, repeat or note that the
/// schema lists for it; new members may come without a new version, other changes may not.
const SCHEMA: u32 = 1;

/// Writes the article as one JSON object on one line, ended by a line feed.
///
/// # Errors
/// What `out` answers.
pub fn json(article: &Article, folding: &Folding, out: &mut dyn Write) -> io::Result<()> {
    write(article, folding, None, out)
}

/// As [`json`], without what the reader folds by default. A member more, `left_out`, says what that was.
///
/// # Errors
/// What `out` answers.
pub fn json_without_repeats(article: &Article, folding: &Folding, out: &mut dyn Write) -> io::Result<()> {
    write(article, folding, Some(&Left::of(article, folding)), out)
}

fn write(article: &Article, folding: &Folding, left: Option<&Left>, out: &mut dyn Write) -> io::Result<()> {
    let meta = article.meta();
    let whole = JsonArticle {
        schema: SCHEMA,
        title: meta.title.as_deref(),
        published: meta.published.map(Displayed),
        bylines: &meta.bylines,
        id: meta.id.as_deref(),
        url: meta.url.as_deref(),
        blocks: Blocks { article, folding, left },
        sections: Sections { article, left },
        left_out: left.map(|left| Gaps { folding, left }),
    };
    line(&whole, out)
}

/// Writes a value as a line.
pub(super) fn line(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    // The serializer writes every quote and comma by itself, and what we are given may not be buffered.
    let mut out = io::BufWriter::new(out);
    serde_json::to_writer(&mut out, value)?;
    out.write_all(b"\n")?;
    out.flush()
}

#[derive(Serialize)]
struct JsonArticle<'a> {
    schema: u32,
    title: Option<&'a str>,
    published: Option<Displayed<crate::article::Published>>,
    bylines: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    blocks: Blocks<'a>,
    sections: Sections<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    left_out: Option<Gaps<'a>>,
}

/// Which blocks and sections are left, and what they are called then.
struct Left {
    /// By block, and for the end: how many before it are left.
    blocks: Vec<u32>,
    /// By section, and for the end: how many before it have blocks left.
    sections: Vec<u32>,
}

impl Left {
    fn of(article: &Article, folding: &Folding) -> Self {
        let folds = Folds::default();
        let mut gone = vec![false; article.blocks().len()];
        // What stands in another article is not in this output: it stays.
        let own = folding.runs().iter().filter(|run| run.of.here().is_some());
        for run in own.filter(|run| folds.is_folded(run)) {
            gone[run.first.index()..=run.last.index()].fill(true);
        }
        let count = |left: &mut u32, is_left: bool| {
            let before = *left;
            *left += u32::from(is_left);
            Some(before)
        };
        let blocks: Vec<u32> = gone
            .iter()
            .map(|gone| !gone)
            .chain([false])
            .scan(0, |left, is_left| count(left, is_left))
            .collect();
        let sections = article.sections().iter();
        let sections = sections
            .map(|section| blocks[section.first.index()] < blocks[section.last.index() + 1])
            .chain([false])
            .scan(0, |left, is_left| count(left, is_left))
            .collect();
        Self { blocks, sections }
    }

    fn has(numbers: &[u32], index: usize) -> bool {
        numbers[index] < numbers[index + 1]
    }
}

/// The number of a block, or a section, among those that are left.
fn number(left: Option<&[u32]>, number: u32) -> u32 {
    left.map_or(number, |left| left[number as usize])
}

fn is_left(left: Option<&[u32]>, number: u32) -> bool {
    left.is_none_or(|left| Left::has(left, number as usize))
}

/// What was left out.
struct Gaps<'a> {
    folding: &'a Folding,
    left: &'a Left,
}

impl Serialize for Gaps<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let folds = Folds::default();
        let runs = self.folding.runs().iter().filter(|run| folds.is_folded(run));
        serializer.collect_seq(runs.filter_map(|run| {
            Some(JsonGap {
                before: self.left.blocks[run.first.index()],
                blocks: run.len(),
                of: self.left.blocks[run.of.here()?.index()],
            })
        }))
    }
}

#[derive(Serialize)]
struct JsonGap {
    before: u32,
    blocks: u32,
    of: u32,
}

/// A value as the string that it displays as.
struct Displayed<T>(T);

impl<T: Display> Serialize for Displayed<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

struct Blocks<'a> {
    article: &'a Article,
    folding: &'a Folding,
    left: Option<&'a Left>,
}

impl Serialize for Blocks<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let left = self.left.map(|left| &left.blocks[..]);
        let ids = self.article.ids().filter(|id| is_left(left, id.0));
        serializer.collect_seq(ids.map(|id| self.one(id)))
    }
}

impl Blocks<'_> {
    fn one(&self, id: BlockId) -> One<'_> {
        let block: &Block = self.article.block(id);
        One {
            kind: block.kind.name(),
            text: self.article.text_of(id),
            section: number(self.left.map(|left| &left.sections[..]), block.section.0),
            number: self.article.number(id),
            depth: self.article.depth(id),
            credit: block.credit.map(|credit| credit.of(self.article.text())),
            time: block.time.map(Displayed),
            zone: block.time.and_then(zone),
            repeat: self.folding.repeat(id).map(|repeat| Again {
                of: number(self.left.map(|left| &left.blocks[..]), repeat.of.0),
                ..Again::from(repeat)
            }),
            notes: JsonWords(block.notes),
            extras: self
                .article
                .extras(id)
                .map(|extras| More::of(self.article.text_of(id), block.text, extras)),
        }
    }
}

#[derive(Serialize)]
struct One<'a> {
    kind: &'static str,
    text: &'a str,
    section: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<&'a str>,
    #[serde(skip_serializing_if = "is_zero")]
    depth: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    credit: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<Displayed<crate::article::Time>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    zone: Option<Displayed<Zone>>,
    repeat: Option<Again>,
    notes: JsonWords,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    extras: Option<More<'a>>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference over")]
fn is_zero(depth: &u16) -> bool {
    *depth == 0
}

/// What a block has beside its text.
#[derive(Serialize)]
struct More<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    permalink: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    picture: Option<Image<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated: Option<Displayed<crate::article::Time>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    inline: Vec<JsonSpan<'a>>,
}

#[derive(Serialize)]
struct Image<'a> {
    url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    alt: Option<&'a str>,
}

/// A stretch of the block's text, in characters.
#[derive(Serialize)]
struct JsonSpan<'a> {
    start: usize,
    end: usize,
    style: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

impl<'a> More<'a> {
    fn of(text: &str, span: Span, extras: &'a Extras) -> Self {
        let characters = |byte: u32| text[..(byte - span.start) as usize].chars().count();
        let stretch = |inline: &'a Inline| {
            let (style, url) = match &inline.style {
                InlineStyle::Emphasis => ("emphasis", None),
                InlineStyle::Strong => ("strong", None),
                InlineStyle::Code => ("code", None),
                InlineStyle::Link(url) => ("link", Some(url.as_str())),
            };
            JsonSpan {
                start: characters(inline.span.start),
                end: characters(inline.span.end),
                style,
                url,
            }
        };
        Self {
            level: extras.level,
            id: extras.id.as_deref(),
            author: extras.author.as_deref(),
            permalink: extras.permalink.as_deref(),
            picture: extras.picture.as_ref().map(|picture| Image {
                url: &picture.url,
                alt: picture.alt.as_deref(),
            }),
            updated: extras.updated.map(Displayed),
            inline: extras.inline.iter().map(stretch).collect(),
        }
    }
}

#[derive(Serialize)]
struct Again {
    of: u32,
    how: &'static str,
    similarity: f64,
}

impl From<&Repeat> for Again {
    fn from(repeat: &Repeat) -> Self {
        let (how, similarity) = match repeat.how {
            How::Exact => ("exact", 1.0),
            // Three digits tell all that a similarity can. One that is not exact must not round to 1.
            How::Near => {
                let digits = (f64::from(repeat.similarity) * 1000.0).round() / 1000.0;
                ("near", digits.clamp(0.0, 0.999))
            }
        };
        Self {
            of: repeat.of.0,
            how,
            similarity,
        }
    }
}

fn zone(time: Time) -> Option<Displayed<Zone>> {
    time.zone.map(|zone| Displayed(Zone(zone)))
}

struct JsonWords(Notes);

impl Serialize for JsonWords {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(crate::article::Note::words))
    }
}

struct Sections<'a> {
    article: &'a Article,
    left: Option<&'a Left>,
}

impl Serialize for Sections<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let left = self.left.map(|left| &left.sections[..]);
        let sections = (0..).zip(self.article.sections());
        let sections = sections.filter(|&(number, _)| is_left(left, number));
        serializer.collect_seq(sections.map(|(_, section)| self.one(section)))
    }
}

impl Sections<'_> {
    fn one(&self, section: &Section) -> JsonPart<'_> {
        let left = self.left.map(|left| &left.blocks[..]);
        // The headline of a post without a heading is part of a block that may be left out.
        let is_there = |headline: &Span| {
            let block = self.article.block_at(headline.start);
            block.is_some_and(|block| is_left(left, block.0))
        };
        JsonPart {
            headline: section
                .headline
                .filter(is_there)
                .map(|headline| headline.of(self.article.text())),
            named: self.article.is_named(section),
            time: section.time.map(Displayed),
            zone: section.time.and_then(zone),
            blocks: match left {
                None => [section.first.0, section.last.0],
                Some(left) => [left[section.first.index()], left[section.last.index() + 1] - 1],
            },
        }
    }
}

#[derive(Serialize)]
struct JsonPart<'a> {
    headline: Option<&'a str>,
    named: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<Displayed<crate::article::Time>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    zone: Option<Displayed<Zone>>,
    blocks: [u32; 2],
}
