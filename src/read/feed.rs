//! Feeds: Atom, RSS and JSON. An entry is a post with its time, its address and its author. Of a feed that breaks off,
//! what is whole is read.
//!
//! The XML is taken as it comes (`quick-xml`): entities of a feed's own are left out, and nothing is fetched.

mod json;

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

use rustc_hash::FxHashSet;

use super::clean::one_line;
use super::linked::Posting;
use super::moment::Moment;

pub(super) use json::{is_feed as is_json_feed, read as read_json};

/// A feed, and whether it is all there.
pub(super) struct Feed {
    pub(super) blog: Posting,
    pub(super) is_whole: bool,
}

/// Elements that lie in one another; deeper ones say nothing of an entry.
const DEEPEST: usize = 64;

/// Whether a text is a feed in XML.
pub(super) fn is_feed(text: &str) -> bool {
    /// The root stands among the first so many bytes.
    const HEAD: usize = 4096;
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    let head = &text[..text.floor_char_boundary(HEAD)];
    let root = |name: &str| {
        head.match_indices(name).any(|(at, _)| {
            let after = head[at + name.len()..].chars().next();
            after.is_some_and(|c| c.is_whitespace() || c == '>')
        })
    };
    head.starts_with('<') && (root("<rss") || root("<feed") || root("<rdf:RDF"))
}

/// Reads a feed in XML.
pub(super) fn read(text: &str) -> Feed {
    let mut reading = Reading {
        source: text,
        feed: Posting {
            is_live: true,
            ..Posting::default()
        },
        entry: None,
        open: Vec::new(),
        text: String::new(),
        markup: None,
    };
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    let mut is_whole = false;
    let mut own = FxHashSet::default();
    loop {
        let before = reader.buffer_position() as usize;
        match reader.read_event() {
            Ok(Event::Start(element)) => reading.start(&element, reader.buffer_position() as usize),
            Ok(Event::Empty(element)) => {
                reading.start(&element, reader.buffer_position() as usize);
                is_whole |= reading.end(before);
            }
            Ok(Event::End(_)) => is_whole |= reading.end(before),
            Ok(Event::Text(text)) => reading.text.push_str(&text.decode().unwrap_or_default()),
            Ok(Event::CData(text)) => reading.text.push_str(&text.decode().unwrap_or_default()),
            Ok(Event::DocType(declared)) => own.extend(entities(&declared.decode().unwrap_or_default())),
            Ok(Event::GeneralRef(name)) if name.decode().is_ok_and(|name| own.contains(&*name)) => {}
            Ok(Event::GeneralRef(name)) => {
                let said = match name.resolve_char_ref() {
                    Ok(Some(c)) => Some(c.to_string()),
                    _ => name.decode().ok().map(|name| match resolve_predefined_entity(&name) {
                        Some(said) => said.to_owned(),
                        // One of HTML's.
                        None => format!("&{name};"),
                    }),
                };
                reading.text.push_str(&said.unwrap_or_default());
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    let mut blog = reading.feed;
    blog.published = blog.published.or_else(|| {
        let first = blog.updates.iter().filter_map(|update| update.published);
        first.min_by_key(|moment| moment.minutes())
    });
    Feed { blog, is_whole }
}

/// The names of the entities that a feed declares: they may stand for anything, and are left out.
fn entities(declared: &str) -> Vec<String> {
    let names = declared.split("<!ENTITY").skip(1);
    let names = names.filter_map(|entity| entity.split_ascii_whitespace().next());
    names.map(str::to_owned).collect()
}

/// A feed that is being read.
struct Reading<'a> {
    source: &'a str,
    feed: Posting,
    entry: Option<Posting>,
    /// The names of the elements that are open.
    open: Vec<String>,
    /// The text of the innermost one so far.
    text: String,
    /// Where the mark-up of an element begins that holds some (`type="xhtml"`), and how many elements were open.
    markup: Option<(usize, usize)>,
}

impl Reading<'_> {
    fn start(&mut self, element: &BytesStart<'_>, after: usize) {
        let name = String::from_utf8_lossy(element.local_name().as_ref()).into_owned();
        if self.markup.is_none() {
            self.text.clear();
            let attribute = |wanted: &str| attribute(element, wanted);
            match name.as_str() {
                "entry" | "item" if self.entry.is_none() => self.entry = Some(Posting::default()),
                "link" => {
                    let rel = attribute("rel").unwrap_or_default();
                    if matches!(rel.as_str(), "" | "alternate")
                        && let Some(href) = attribute("href")
                    {
                        let posting = self.entry.as_mut().unwrap_or(&mut self.feed);
                        posting.url = posting.url.take().or(Some(one_line(&href)));
                    }
                }
                "content" | "summary" | "title" if attribute("type").as_deref() == Some("xhtml") => {
                    self.markup = Some((after, self.open.len()));
                }
                _ => {}
            }
        }
        if self.open.len() < DEEPEST {
            self.open.push(name);
        }
    }

    /// An element ends, its end tag beginning at a byte; whether it is the whole feed.
    fn end(&mut self, before: usize) -> bool {
        let Some(name) = self.open.pop() else { return false };
        if let Some((from, depth)) = self.markup {
            if self.open.len() > depth {
                return false;
            }
            self.markup = None;
            self.text = self.source.get(from..before).unwrap_or_default().to_owned();
        }
        let text = std::mem::take(&mut self.text);
        let around = self.open.last().cloned().unwrap_or_default();
        match (&mut self.entry, name.as_str()) {
            (Some(_), "entry" | "item") => self.feed.updates.extend(self.entry.take().map(whole)),
            (Some(entry), name) => field(entry, name, &around, text),
            (None, "rss" | "feed" | "RDF") => return true,
            (None, name) if matches!(around.as_str(), "channel" | "feed" | "author") => {
                field(&mut self.feed, name, &around, text);
            }
            _ => {}
        }
        false
    }
}

/// An entry that is all there: what it says in short is its text where it has no other.
fn whole(mut entry: Posting) -> Posting {
    let short = entry.description.take();
    if entry.body.is_empty() {
        entry.body = short.unwrap_or_default();
    }
    entry
}

/// What an element says of an entry, or of the feed.
fn field(posting: &mut Posting, name: &str, around: &str, text: String) {
    if text.trim().is_empty() {
        return;
    }
    let is_feed = posting.is_live;
    let in_entry = matches!(around, "entry" | "item" | "channel" | "feed");
    let set = |place: &mut Option<String>| *place = place.take().or_else(|| Some(one_line(&text)));
    match name {
        "title" if in_entry => posting.headline = posting.headline.take().or_else(|| Some(plain(&text))),
        "id" | "guid" if in_entry => set(&mut posting.id),
        "link" if in_entry => set(&mut posting.url),
        "published" | "pubDate" | "issued" | "date" | "created" => {
            posting.published = posting.published.or_else(|| Moment::parse(&text));
        }
        "updated" | "modified" | "lastBuildDate" => {
            posting.modified = posting.modified.or_else(|| Moment::parse(&text));
        }
        "name" if around == "author" => posting.authors.push(one_line(&text)),
        "creator" => posting.authors.push(one_line(&text)),
        "author" if around == "item" => posting.authors.push(of_mail(&text)),
        "subtitle" | "description" if is_feed && in_entry => {
            posting.description = posting.description.take().or_else(|| Some(plain(&text)));
        }
        "encoded" | "content" if in_entry && text.len() > posting.body.len() => posting.body = text,
        "description" | "summary" if in_entry => posting.description = Some(text),
        _ => {}
    }
}

/// RSS has an address of mail there, with the name in brackets.
fn of_mail(text: &str) -> String {
    let name = text.split_once('(').and_then(|(_, name)| name.split_once(')'));
    name.map_or_else(|| one_line(text), |(name, _)| one_line(name))
}

/// A title may be HTML.
fn plain(text: &str) -> String {
    if text.contains(['<', '&']) {
        one_line(&super::html::plain(text))
    } else {
        one_line(text)
    }
}

fn attribute(element: &BytesStart<'_>, wanted: &str) -> Option<String> {
    /// More are no feed's.
    const MOST: usize = 32;
    let mut attributes = element.attributes();
    let found = attributes
        .with_checks(false)
        .take(MOST)
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == wanted.as_bytes())?;
    let value = String::from_utf8_lossy(&found.value).into_owned();
    let value = found.unescape_value().unwrap_or(Cow::Owned(value));
    Some(value.into_owned())
}
