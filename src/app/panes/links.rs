//! Links: addresses of pages and of people on the screen.
//!
//! They are looked for on the screen alone, whenever it is drawn or they are asked for: a page has a few kilobytes, an
//! article may have a hundred megabytes. They are not written as hyperlinks of the terminal (OSC 8): nothing that an
//! article says gets into an escape sequence.

use std::ops::Range;

use linkify::{LinkFinder, LinkKind};

use crate::app::state::State;
use crate::article::{Inline, InlineStyle, Span};
use crate::layout::width;
use crate::layout::{Content, Row};

/// The most bytes of an address that are taken up before and behind what of it is on the screen; a longer one is none.
const REACH: usize = 2_048;

/// An address on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where it stands in the article's text.
    pub span: Span,
    /// The first byte of it that is on the screen.
    pub seen: u32,
    /// What it leads to: `https://…`, `http://…` or `mailto:…`.
    pub target: String,
}

impl State {
    /// The links that these rows of the page show, in the order of the text. Costs the rows.
    pub fn links(&self, rows: &[Row]) -> Vec<Link> {
        let mut links: Vec<Link> = Vec::new();
        for seen in self.seen_texts(rows) {
            links.extend(self.marked_links_in(seen));
            links.extend(self.links_in(seen));
        }
        // What the mark-up says comes first: an address may be shown in other words than it has.
        links.sort_by_key(|link| link.span.start);
        let mut end = 0;
        links.retain(|link| {
            let is_free = end <= link.span.start;
            end = end.max(link.span.end);
            is_free
        });
        links
    }

    /// The links that the mark-up of a page has in a stretch of a block.
    fn marked_links_in(&self, seen: Span) -> Vec<Link> {
        let article = &self.document.article;
        let extras = article.block_at(seen.start).and_then(|block| article.extras(block));
        let inline = extras.map_or(&[][..], |extras| &extras.inline);
        let link = |inline: &Inline| {
            let InlineStyle::Link(address) = &inline.style else {
                return None;
            };
            let shows = inline.span.start < seen.end && seen.start < inline.span.end;
            let target = absolute(article.meta().url.as_deref(), address)?;
            shows.then(|| Link {
                span: inline.span,
                seen: inline.span.start.max(seen.start),
                target,
            })
        };
        inline.iter().filter_map(link).collect()
    }

    /// What of each block's text the rows show, from its first byte to its last.
    fn seen_texts(&self, rows: &[Row]) -> Vec<Span> {
        let mut seen: Vec<Span> = Vec::new();
        for row in rows {
            let Some(block) = self.document.article.blocks().get(row.anchor.block.index()) else {
                continue;
            };
            for piece in &row.pieces {
                let Content::Text(span) = piece.content else { continue };
                match seen.last_mut() {
                    _ if !block.text.contains(span) => {}
                    Some(last) if block.text.contains(*last) => {
                        *last = Span::new(last.start.min(span.start), last.end.max(span.end));
                    }
                    _ => seen.push(span),
                }
            }
        }
        seen
    }

    /// The links in a stretch of a block, taken up to where they begin and end.
    fn links_in(&self, seen: Span) -> Vec<Link> {
        let Some(block) = self.document.article.block_at(seen.start) else {
            return Vec::new();
        };
        let (text, whole) = (self.document.article.text(), self.document.article.block(block).text);
        let (first, last) = (seen.start as usize, seen.end as usize);
        let from = text.floor_char_boundary(first.saturating_sub(REACH).max(whole.start as usize));
        let to = text
            .floor_char_boundary((last + REACH).min(whole.end as usize))
            .max(last);
        // Up to the blanks around: an address has none in it.
        let from = text[from..first]
            .rfind(char::is_whitespace)
            .map_or(from, |blank| from + blank);
        let to = text[last..to]
            .find(char::is_whitespace)
            .map_or(to, |blank| last + blank);
        let found = find(&text[from..to]).into_iter().filter_map(|(range, target)| {
            let (start, end) = (from + range.start, from + range.end);
            // One that begins before what is taken up, or goes on behind it, leads elsewhere.
            let torn = (start == from && from != whole.start as usize)
                || (end == to && to != whole.end as usize && !text[to..].starts_with(char::is_whitespace));
            let span = Span::new(start as u32, end as u32);
            let shows = span.start < seen.end && seen.start < span.end;
            (shows && !torn).then(|| Link {
                span,
                seen: span.start.max(seen.start),
                target,
            })
        });
        found.collect()
    }
}

/// Where an address on a page leads, if that can be opened: `base` is where the page stands.
fn absolute(base: Option<&str>, address: &str) -> Option<String> {
    let lower = address.to_ascii_lowercase();
    if ["http://", "https://", "mailto:"]
        .iter()
        .any(|scheme| lower.starts_with(scheme))
    {
        return Some(address.to_owned());
    }
    let (scheme, rest) = base?
        .split_once("://")
        .filter(|(scheme, _)| scheme.starts_with("http"))?;
    if let Some(host) = address.strip_prefix("//") {
        return Some(format!("{scheme}://{host}"));
    }
    let path = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(path);
    if address.starts_with('/') {
        return Some(format!("{scheme}://{host}{address}"));
    }
    // Another scheme than those that are opened.
    let is_scheme = address
        .split_once(':')
        .is_some_and(|(scheme, _)| scheme.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    if is_scheme || address.is_empty() {
        return None;
    }
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let folder = path.rfind('/').map_or("", |at| &path[..at]);
    let kept = if address.starts_with(['?', '#']) { path } else { folder };
    let slash = if address.starts_with(['?', '#']) { "" } else { "/" };
    Some(format!("{scheme}://{host}{kept}{slash}{address}"))
}

/// The addresses in a text, ascending, not overlapping, each with what it leads to: pages by `http://`, `https://` or
/// `www.`, people by `name@example.org`. Brackets around them and full stops behind them are not theirs.
pub fn find(text: &str) -> Vec<(Range<usize>, String)> {
    // Most screens have none, and this is looked at for every frame.
    if !["://", "@", "www.", "WWW."]
        .iter()
        .any(|sign| memchr::memmem::find(text.as_bytes(), sign.as_bytes()).is_some())
    {
        return Vec::new();
    }
    let mut finder = LinkFinder::new();
    finder.url_must_have_scheme(false);
    let found = finder.links(text).filter_map(|link| {
        let range = within_script(text, link.start() + before(link.as_str())..link.end());
        let address = &text[range.clone()];
        let behind = |with: &str| {
            let start = address.get(..with.len())?;
            let rest = &address[with.len()..];
            let named = rest.starts_with(|c: char| c.is_alphanumeric() || c == '[');
            (named && start.eq_ignore_ascii_case(with)).then_some(rest)
        };
        let is_person = |address: &str| address.split_once('@').is_some_and(|(_, host)| host.contains('.'));
        match link.kind() {
            LinkKind::Email => is_person(address).then(|| (range, format!("mailto:{address}"))),
            _ if behind("https://").or_else(|| behind("http://")).is_some() => Some((range, address.to_owned())),
            _ if behind("mailto:").is_some_and(is_person) => Some((range, address.to_owned())),
            _ => behind("www.").map(|_| (range, format!("https://{address}"))),
        }
    });
    found.collect()
}

/// Bytes of what stands before an address without a blank, and was taken for a part of a name: a quotation mark, or words
/// of a script that is written without blanks.
fn before(address: &str) -> usize {
    if address.contains("://") {
        return 0;
    }
    let begins = |c: char| c.is_ascii_alphanumeric();
    let lower = address.to_ascii_lowercase();
    let named = lower.find("www.").filter(|at| !address[..*at].ends_with(begins));
    named.or_else(|| address.find(begins)).unwrap_or(0)
}

/// An address without what of the sentence it was taken up with: quotation marks and what follows them, and whatever
/// follows it of a script that is written without blanks. Where blanks set the address apart, it may have such letters
/// in its path.
fn within_script(text: &str, range: Range<usize>) -> Range<usize> {
    let apart = |beside: Option<char>| beside.is_none_or(char::is_whitespace);
    let set_apart = apart(text[..range.start].chars().next_back()) && apart(text[range.end..].chars().next());
    let wide = |c: char| width::of_cluster(c.encode_utf8(&mut [0; 4])) > 1;
    let quotes = |c: char| matches!(c, '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›');
    let stops = |c: char| quotes(c) || c.is_whitespace() || (wide(c) && !(set_apart && c.is_alphanumeric()));
    let address = &text[range.clone()];
    let address = &address[..address.find(stops).unwrap_or(address.len())];
    let closing = |c: char| {
        matches!(
            c,
            '.' | ',' | ':' | ';' | '!' | '?' | '\'' | '’' | '‘' | '…' | '–' | '—'
        )
    };
    range.start..range.start + address.trim_end_matches(closing).len()
}

#[cfg(test)]
mod tests {
    use super::absolute;

    #[test]
    fn an_address_on_a_page_leads_on_from_where_that_stands() {
        let base = Some("https://coast.example/news/live?page=2#p1");
        for (address, leads) in [
            ("https://other.example/a", Some("https://other.example/a")),
            ("//other.example/a", Some("https://other.example/a")),
            ("/rest", Some("https://coast.example/rest")),
            ("rest", Some("https://coast.example/news/rest")),
            ("#p2", Some("https://coast.example/news/live#p2")),
            ("?page=3", Some("https://coast.example/news/live?page=3")),
            ("mailto:ana@coast.example", Some("mailto:ana@coast.example")),
            ("javascript:alert(1)", None),
            ("file:///etc/passwd", None),
        ] {
            assert_eq!(absolute(base, address).as_deref(), leads, "{address}");
        }
        assert_eq!(absolute(None, "/rest"), None);
    }
}
