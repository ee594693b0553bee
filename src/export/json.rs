//! The public JSON form: one object on one line. `assets/schema.json` describes it; `read::json` reads it back.

use std::fmt::Display;
use std::io::{self, Write};

use serde::{Serialize, Serializer};

use crate::article::{Article, Block, BlockId, Notes, Section};
use crate::fold::{Folding, How, Repeat};

/// The version of the form. A reader may rely on every member and every name of a kind, repeat or note that the
/// schema lists for it; new members may come without a new version, other changes may not.
const SCHEMA: u32 = 1;

/// Writes the article as one JSON object on one line, ended by a line feed.
///
/// # Errors
/// What `out` answers.
pub fn json(article: &Article, folding: &Folding, out: &mut dyn Write) -> io::Result<()> {
    let meta = article.meta();
    let whole = Whole {
        schema: SCHEMA,
        title: meta.title.as_deref(),
        published: meta.published.map(Shown),
        bylines: &meta.bylines,
        id: meta.id.as_deref(),
        url: meta.url.as_deref(),
        blocks: Blocks { article, folding },
        sections: Sections { article },
    };
    // The serializer writes every quote and comma by itself, and what we are given may not be buffered.
    let mut out = io::BufWriter::new(out);
    serde_json::to_writer(&mut out, &whole)?;
    out.write_all(b"\n")?;
    out.flush()
}

#[derive(Serialize)]
struct Whole<'a> {
    schema: u32,
    title: Option<&'a str>,
    published: Option<Shown<crate::article::Published>>,
    bylines: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    blocks: Blocks<'a>,
    sections: Sections<'a>,
}

/// A value as the string that it displays as.
struct Shown<T>(T);

impl<T: Display> Serialize for Shown<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

struct Blocks<'a> {
    article: &'a Article,
    folding: &'a Folding,
}

impl Serialize for Blocks<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.article.ids().map(|id| self.one(id)))
    }
}

impl Blocks<'_> {
    fn one(&self, id: BlockId) -> One<'_> {
        let block: &Block = self.article.block(id);
        One {
            kind: block.kind.name(),
            text: self.article.text_of(id),
            section: block.section.0,
            credit: block.credit.map(|credit| credit.of(self.article.text())),
            time: block.time.map(Shown),
            repeat: self.folding.repeat(id).map(Again::from),
            notes: Words(block.notes),
        }
    }
}

#[derive(Serialize)]
struct One<'a> {
    kind: &'static str,
    text: &'a str,
    section: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    credit: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<Shown<crate::article::Time>>,
    repeat: Option<Again>,
    notes: Words,
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

struct Words(Notes);

impl Serialize for Words {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(crate::article::Note::words))
    }
}

struct Sections<'a> {
    article: &'a Article,
}

impl Serialize for Sections<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.article.sections().iter().map(|section| self.one(section)))
    }
}

impl Sections<'_> {
    fn one(&self, section: &Section) -> Part<'_> {
        Part {
            headline: section.headline.map(|headline| headline.of(self.article.text())),
            time: section.time.map(Shown),
            blocks: [section.first.0, section.last.0],
        }
    }
}

#[derive(Serialize)]
struct Part<'a> {
    headline: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<Shown<crate::article::Time>>,
    blocks: [u32; 2],
}
