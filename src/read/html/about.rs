//! What the head of a page says of it: titles, dates, its address, and what it describes for machines.

use super::dom::{Dom, NodeId};
use super::tag::{Attr, Tag};
use crate::read::clean::one_line;
use crate::read::draft::letters;
use crate::read::linked::{self, Posting};
use crate::read::moment::Moment;

/// What a page says of itself outside its text.
#[derive(Debug, Default)]
pub(super) struct About {
    /// Of the page's sharing card, without the site's name, mostly.
    pub(super) title: Option<String>,
    /// Of the window: with the site's name, mostly.
    pub(super) window: Option<String>,
    pub(super) description: Option<String>,
    pub(super) published: Option<Moment>,
    pub(super) url: Option<String>,
    pub(super) authors: Vec<String>,
    /// Articles in JSON-LD.
    pub(super) postings: Vec<Posting>,
}

impl About {
    pub(super) fn of(dom: &Dom) -> Self {
        let mut about = Self::default();
        for id in dom.elements(NodeId::ROOT) {
            match dom.tag(id) {
                Tag::Meta => about.meta(dom, id),
                Tag::Title if about.window.is_none() => {
                    about.window = Some(one_line(&dom.text(id))).filter(|title| !title.is_empty());
                }
                Tag::Link if is(dom, id, Attr::Rel, "canonical") => {
                    about.url = about.url.take().or_else(|| dom.attr(id, Attr::Href).map(one_line));
                }
                Tag::Script if dom.attr(id, Attr::Type).is_some_and(is_linked) => {
                    about.postings.extend(linked::read(&dom.text(id)));
                }
                _ => {}
            }
        }
        about
    }

    /// Who wrote the article, by what it describes for machines, else by its head.
    pub(super) fn said_authors(&self) -> &[String] {
        let described = self.postings.iter().find(|posting| !posting.authors.is_empty());
        described.map_or(&self.authors, |posting| &posting.authors)
    }

    fn meta(&mut self, dom: &Dom, id: NodeId) {
        let name = [Attr::Property, Attr::Name, Attr::Itemprop]
            .into_iter()
            .find_map(|attr| dom.attr(id, attr));
        let (Some(name), Some(content)) = (name, dom.attr(id, Attr::Content)) else {
            return;
        };
        let content = one_line(content);
        if content.is_empty() {
            return;
        }
        let name = name.to_ascii_lowercase();
        match name.as_str() {
            "og:title" => self.title = Some(content),
            "twitter:title" | "dc.title" => self.title = self.title.take().or(Some(content)),
            "og:description" => self.description = Some(content),
            "description" => self.description = self.description.take().or(Some(content)),
            "og:url" => self.url = self.url.take().or(Some(content)),
            "article:published_time" | "og:published_time" => {
                self.published = Moment::parse(&content).or(self.published);
            }
            "date"
            | "dc.date"
            | "dc.date.issued"
            | "dcterms.created"
            | "pubdate"
            | "publish-date"
            | "parsely-pub-date"
            | "sailthru.date"
            | "datepublished"
            | "cxenseparse:recs:publishtime" => {
                self.published = self.published.or_else(|| Moment::parse(&content));
            }
            "author" | "article:author" | "dc.creator" | "parsely-author" | "sailthru.author" | "byl"
                if !content.contains("//") && !self.authors.contains(&content) =>
            {
                self.authors.push(content);
            }
            _ => {}
        }
    }
}

fn is(dom: &Dom, id: NodeId, attr: Attr, wanted: &str) -> bool {
    dom.attr(id, attr)
        .is_some_and(|value| value.eq_ignore_ascii_case(wanted))
}

fn is_linked(kind: &str) -> bool {
    kind.trim().to_ascii_lowercase().starts_with("application/ld+json")
}

/// Whether two texts are the same title, or one is the other with a site's name.
pub(super) fn is_title(text: &str, title: &str) -> bool {
    /// Shorter beginnings prove nothing.
    const LEAST: usize = 12;
    let (text, title) = (letters(text), letters(title));
    if text.is_empty() || title.is_empty() {
        return false;
    }
    let (short, long) = if text.len() < title.len() {
        (&text, &title)
    } else {
        (&title, &text)
    };
    short == long || (short.len() >= LEAST && short.len() * 2 >= long.len() && long.starts_with(short.as_str()))
}
