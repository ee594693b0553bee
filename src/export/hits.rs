//! Where words were found: by article, day, section and paragraph, for people, for tables and for programs.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::ops::Range;

use serde::Serialize;

use crate::article::{Article, BlockId};

/// Bytes of a paragraph that are shown before the first match, and in all, where people look at them.
const AROUND: (usize, usize) = (60, 240);

/// A paragraph in which all that was looked for stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The paragraph.
    pub block: BlockId,
    /// Where in its text, in bytes: ascending, not overlapping, at least one.
    pub matches: Vec<Range<usize>>,
}

/// As what hits are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HitsAs {
    /// For people: the article, and below it its sections with their hits.
    Groups,
    /// A line for each hit, with tabs between its columns.
    Lines,
    /// An object of JSON a line.
    Json,
}

/// Where an article comes from.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The name of its file, or its address.
    pub source: &'a str,
    /// The line of it that the article begins at, if there are others in it.
    pub line: Option<u64>,
}

/// Writes the hits in an article, of which there is at least one.
///
/// # Errors
/// What `out` answers.
pub fn hits(article: &Article, place: Place<'_>, hits: &[Hit], form: HitsAs, out: &mut dyn Write) -> io::Result<()> {
    let found = ArticleHits { article, place };
    match form {
        HitsAs::Groups => out.write_all(found.groups(hits).as_bytes()),
        HitsAs::Lines => hits.iter().try_for_each(|hit| writeln!(out, "{}", found.line(hit))),
        HitsAs::Json => hits
            .iter()
            .try_for_each(|hit| super::json::line(&found.object(hit), out)),
    }
}

#[derive(Serialize)]
struct Object<'a> {
    source: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    title: Option<&'a str>,
    published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    section: HitPart<'a>,
    block: u32,
    kind: &'static str,
    text: &'a str,
    /// Ranges of the text, in characters.
    matches: Vec<[usize; 2]>,
}

#[derive(Serialize)]
struct HitPart<'a> {
    /// Counted from 0, as in the articles themselves.
    number: u32,
    headline: Option<&'a str>,
    time: Option<String>,
}

/// An article in which something was found.
struct ArticleHits<'a> {
    article: &'a Article,
    place: Place<'a>,
}

impl ArticleHits<'_> {
    fn object(&self, hit: &Hit) -> Object<'_> {
        let (article, block) = (self.article, self.article.block(hit.block));
        let (meta, section) = (article.meta(), article.section(block.section));
        let text = article.text_of(hit.block);
        // Counted on from match to match.
        let (mut byte, mut count) = (0, 0);
        let mut characters = |at: usize| {
            count += text[byte..at].chars().count();
            byte = at;
            count
        };
        Object {
            source: self.place.source,
            line: self.place.line,
            title: meta.title.as_deref(),
            published: meta.published.map(|published| published.to_string()),
            url: meta.url.as_deref(),
            section: HitPart {
                number: block.section.0,
                headline: section.headline.map(|headline| headline.of(article.text())),
                time: section.time.map(|time| time.to_string()),
            },
            block: hit.block.0,
            kind: block.kind.name(),
            text,
            matches: hit
                .matches
                .iter()
                .map(|found| [characters(found.start), characters(found.end)])
                .collect(),
        }
    }

    /// The name, and the line if there are others in it: `corpus.jsonl:17`.
    fn place(&self) -> String {
        match self.place.line {
            Some(line) => format!("{}:{line}", self.place.source),
            None => self.place.source.to_owned(),
        }
    }

    fn date(&self) -> String {
        let published = self.article.meta().published;
        published.map_or_else(String::new, |published| published.date.to_string())
    }

    fn title(&self) -> String {
        one_line(self.article.meta().title.as_deref().unwrap_or_default())
    }

    /// "3 Smoke warning", as the sidebar counts; a post with its time.
    fn section(&self, block: BlockId) -> String {
        let id = self.article.block(block).section;
        let section = self.article.section(id);
        let mut words = (id.0 + 1).to_string();
        if let Some(time) = section.time {
            let _ = write!(words, " {:02}:{:02}", time.minute / 60, time.minute % 60);
        }
        let headline = section.headline.map_or("Opening", |span| span.of(self.article.text()));
        words + " " + &one_line(headline)
    }

    fn line(&self, hit: &Hit) -> String {
        let text = one_line(self.article.text_of(hit.block));
        let columns = [
            one_line(&self.place()),
            self.date(),
            self.title(),
            self.section(hit.block),
            text,
        ];
        columns.join("\t")
    }

    fn groups(&self, hits: &[Hit]) -> String {
        let head = [self.title(), self.date(), one_line(&self.place())];
        let head: Vec<&str> = head
            .iter()
            .map(String::as_str)
            .filter(|part| !part.is_empty())
            .collect();
        let mut group = head.join(" · ") + "\n";
        let mut section = None;
        for hit in hits {
            let of = self.article.block(hit.block).section;
            if section.replace(of) != Some(of) {
                group += &format!("  {}\n", self.section(hit.block));
            }
            group += &format!("    {}\n", around(self.article.text_of(hit.block), &hit.matches));
        }
        group
    }
}

/// The words around the first match, on one line.
fn around(text: &str, matches: &[Range<usize>]) -> String {
    let (before, most) = AROUND;
    let at = matches.first().map_or(0, |first| first.start);
    let from = text.floor_char_boundary(at.saturating_sub(before));
    // It begins and ends with a whole word, if there is one.
    let from = match text[from..at].find(char::is_whitespace) {
        Some(blank) if from > 0 => from + blank,
        _ => from,
    };
    let to = text.floor_char_boundary((from + most).min(text.len()));
    let to = match text[at..to].rfind(char::is_whitespace) {
        Some(blank) if to < text.len() && blank > 0 => at + blank,
        _ => to,
    };
    let dots = |is_cut: bool| if is_cut { "…" } else { "" };
    format!(
        "{}{}{}",
        dots(from > 0),
        one_line(&text[from..to]),
        dots(to < text.len())
    )
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
