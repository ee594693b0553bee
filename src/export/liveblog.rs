//! An article as schema.org describes a live blog: `LiveBlogPosting` in JSON-LD, with a `BlogPosting` for each post. The
//! texts of posts are HTML, so that their headings, lists, quotations and captions are not lost.
//!
//! Lines about the page are left out: they are not the article's. What has a member of its own there (the headline, the
//! time, the author) is not said again in the text.

use std::io::{self, Write};

use serde::Serialize;

use super::markup::{For, Markup};
use crate::article::{Article, BlockId, Kind, Section, Time, Zone};

/// Writes the article as one JSON object.
///
/// # Errors
/// What `out` answers.
pub fn liveblog(article: &Article, out: &mut dyn Write) -> io::Result<()> {
    let meta = article.meta();
    let sections = article.sections();
    let first = sections.iter().position(|section| is_post(article, section));
    let before = first.unwrap_or(sections.len());
    let opening = sections[..before].last().map(|last| 0..=last.last.0);
    let published = meta.published.map(|published| published.to_string());
    let whole = Whole {
        context: "https://schema.org",
        kind: "LiveBlogPosting",
        id: meta.id.as_deref().or(meta.url.as_deref()),
        url: meta.url.as_deref(),
        headline: meta.title.as_deref(),
        date_published: published,
        author: people(meta.bylines.iter().map(String::as_str)),
        article_body: opening.map_or_else(String::new, |blocks| body(article, blocks.map(BlockId), false)),
        live_blog_update: posts(article, before),
    };
    super::json::line(&whole, out)
}

/// Whether a section is a post.
fn is_post(article: &Article, section: &Section) -> bool {
    let named = || {
        article
            .extras(section.first)
            .is_some_and(|extras| extras.permalink.is_some() || extras.updated.is_some() || extras.author.is_some())
    };
    section.time.is_some() || (section.first != BlockId(0) && named())
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Whole<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "@id", skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    headline: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Person<'a>>,
    #[serde(skip_serializing_if = "String::is_empty")]
    article_body: String,
    live_blog_update: Vec<Post<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Post<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "@id", skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    headline: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Person<'a>>,
    article_body: String,
}

#[derive(Serialize)]
struct Person<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
}

fn people<'a>(names: impl Iterator<Item = &'a str>) -> Vec<Person<'a>> {
    let person = |name| Person { kind: "Person", name };
    names.map(person).collect()
}

/// The posts: sections from here on, each with those below it that are none.
fn posts(article: &Article, from: usize) -> Vec<Post<'_>> {
    let mut posts: Vec<(&Section, BlockId)> = Vec::new();
    for section in &article.sections()[from..] {
        match posts.last_mut() {
            Some((_, last)) if !is_post(article, section) => *last = section.last,
            _ => posts.push((section, section.last)),
        }
    }
    posts
        .into_iter()
        .map(|(section, last)| post(article, section, last))
        .collect()
}

fn post<'a>(article: &'a Article, section: &Section, last: BlockId) -> Post<'a> {
    let extras = article.extras(section.first);
    let headline = section.headline.filter(|_| article.is_named(section));
    let author = extras.and_then(|extras| extras.author.as_deref());
    Post {
        kind: "BlogPosting",
        id: extras.and_then(|extras| extras.id.as_deref()),
        url: extras.and_then(|extras| extras.permalink.as_deref()),
        headline: headline.map(|headline| headline.of(article.text())),
        date_published: section.time.and_then(moment),
        date_modified: extras.and_then(|extras| extras.updated).and_then(moment),
        author: people(author.into_iter()),
        article_body: body(article, (section.first.0..=last.0).map(BlockId), true),
    }
}

/// A time with its day; schema.org has no other.
fn moment(time: Time) -> Option<String> {
    let zone = time.zone.map(|zone| Zone(zone).to_string()).unwrap_or_default();
    time.date.map(|_| format!("{time}{zone}"))
}

/// The text of blocks. Of a post, what its members say is left out.
fn body(article: &Article, blocks: impl Iterator<Item = BlockId>, is_post: bool) -> String {
    let mut markup = Markup::new(article, For::Post);
    let mut in_head = is_post;
    for id in blocks {
        let block = article.block(id);
        let section = article.section(block.section);
        let is_said = match block.kind {
            Kind::Title | Kind::Boilerplate => true,
            Kind::Timestamp => in_head && section.time.is_some_and(|time| time.date.is_some()),
            Kind::Byline => {
                in_head
                    && article
                        .extras(section.first)
                        .is_some_and(|extras| extras.author.is_some())
            }
            Kind::Heading => in_head && section.headline.is_some_and(|headline| block.text.contains(headline)),
            _ => false,
        };
        in_head &= matches!(block.kind, Kind::Timestamp | Kind::Byline | Kind::Heading);
        if !is_said {
            markup.block(id);
        }
    }
    markup.finish()
}
