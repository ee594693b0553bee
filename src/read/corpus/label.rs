//! What an article calls itself, told from its first bytes while the file comes in: title and day for a list, at a
//! fraction of what reading costs.
//!
//! It is what a reading finds, as far as the beginning tells: where an article has no title, its first words stand in.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;

use super::super::format::Format;
use super::super::json::{self, EachMember, Members};
use super::super::record::{moment, words};
use super::super::text::{self, ReadOptions, title};
use super::super::{clean, encoding, record};
use super::{Cut, Scanner, Width};
use crate::article::{Date, Published};

/// Bytes of an article that are looked at, at most. In JSON a title may stand behind the text.
const HEAD: usize = 256 * 1024;
/// Bytes of plain text that are enough to know its first lines by.
const FIRST_LINES: usize = 4096;
/// The longest title kept, in bytes: more than any row shows.
const TITLE: usize = 300;

/// What an article calls itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label {
    /// Its title on one line, or the first words of its text; cut if it is very long. None if it has no words.
    pub title: Option<String>,
    /// When it was published, if it says so before its text begins.
    pub published: Option<Published>,
    /// Why it cannot be read, where that shows already.
    pub wrong: Option<String>,
}

/// Finds the articles of a file that comes in piece by piece, as [`Scanner`] does, and what each calls itself. Holds
/// no more than the beginning of one.
#[derive(Debug, Default)]
pub struct Labeller {
    scanner: Scanner,
    /// The beginning of the piece that is under way.
    held: Vec<u8>,
    /// Where in the file that stands.
    from: u64,
    /// Where the next byte stands.
    at: u64,
}

impl Labeller {
    /// Takes the next bytes of the file; the articles that end in them.
    pub fn push(&mut self, bytes: &[u8]) -> Vec<(Cut, Label)> {
        let start = self.at;
        self.at += bytes.len() as u64;
        let cuts = self.scanner.push(bytes);
        let next = cuts.last().map(|cut| cut.range.end);
        let labelled = self.label(cuts, start, bytes);
        self.keep(next, start, bytes);
        labelled
    }

    /// The file is over; its last articles.
    pub fn finish(&mut self) -> Vec<(Cut, Label)> {
        let cuts = self.scanner.finish();
        self.label(cuts, self.at, &[])
    }

    fn label(&self, cuts: Vec<Cut>, start: u64, bytes: &[u8]) -> Vec<(Cut, Label)> {
        let label = |cut: Cut| {
            let head = self.head(&cut.range, start, bytes);
            let whole = head.len() as u64 == cut.range.end - cut.range.start;
            let label = cut.label(&head, whole);
            (cut, label)
        };
        cuts.into_iter().filter(|cut| !cut.is_blank).map(label).collect()
    }

    /// The first bytes of a piece: held from before, or among those that have just come.
    fn head<'a>(&self, piece: &Range<u64>, start: u64, bytes: &'a [u8]) -> Cow<'a, [u8]> {
        let most = usize::try_from(piece.end - piece.start).map_or(HEAD, |size| size.min(HEAD));
        if let Some(at) = piece.start.checked_sub(start) {
            let at = (at as usize).min(bytes.len());
            return Cow::Borrowed(&bytes[at..(at + most).min(bytes.len())]);
        }
        let at = piece.start.saturating_sub(self.from) as usize;
        let mut head = self.held.get(at..).unwrap_or_default().to_vec();
        if self.from + self.held.len() as u64 == start {
            head.extend_from_slice(&bytes[..most.saturating_sub(head.len()).min(bytes.len())]);
        }
        head.truncate(most);
        Cow::Owned(head)
    }

    /// Holds the beginning of the piece that is under way, which starts at `next` if that is known anew.
    fn keep(&mut self, next: Option<u64>, start: u64, bytes: &[u8]) {
        // Of a file whose form cannot be told yet, pieces that end in what has come may be told of later.
        const MOST: usize = 4 * HEAD;
        let mut from = 0;
        if let Some(next) = next {
            match next.checked_sub(start) {
                Some(at) => {
                    self.held.clear();
                    from = (at as usize).min(bytes.len());
                }
                None => {
                    self.held
                        .drain(..(next.saturating_sub(self.from) as usize).min(self.held.len()));
                }
            }
            self.from = next;
        }
        if self.from + self.held.len() as u64 == start + from as u64 {
            let room = MOST.saturating_sub(self.held.len());
            self.held.extend_from_slice(&bytes[from..bytes.len().min(from + room)]);
        }
    }
}

impl Cut {
    /// What the article calls itself; `head` are its first bytes, or all of them if it is `whole`.
    fn label(&self, head: &[u8], whole: bool) -> Label {
        let mut label = match self.format {
            Format::JsonLines => object(&decoded(self.width, head, HEAD), whole, true),
            Format::Dated => first_line(&clean::clean(decoded(self.width, head, FIRST_LINES)).0),
            Format::Json => object(&decoded(Width::One, head, HEAD), whole, false),
            _ => beginning(head),
        };
        label.title = label
            .title
            .map(|title| one_line(&title))
            .filter(|title| !title.is_empty());
        label
    }
}

/// The first characters of a piece, of at most so many bytes.
fn decoded(width: Width, head: &[u8], most: usize) -> String {
    let mut bytes = head[..head.len().min(most)].to_vec();
    if let Width::Two { little } = width {
        // A part of a file in UTF-16 has no mark of its own that says so.
        let mark = if little { [0xFF, 0xFE] } else { [0xFE, 0xFF] };
        if !bytes.starts_with(&mark) {
            bytes.splice(..0, mark);
        }
    }
    encoding::decode(bytes).text
}

/// Harmless, on one line, and no longer than a row is wide.
fn one_line(words: &str) -> String {
    let words = &words[..words.floor_char_boundary(2 * TITLE)];
    let mut line = clean::one_line(words);
    line.truncate(line.floor_char_boundary(TITLE));
    line
}

/// The first line that is not blank, a date glued before it told apart.
fn first_line(text: &str) -> Label {
    let line = text
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty())
        .unwrap_or_default();
    match title::prefix(line) {
        Some(prefix) => Label {
            title: Some(line[prefix.len..].to_owned()),
            published: Date::parse(line["date ".len()..].trim_start()).map(|date| Published { date, minute: None }),
            wrong: None,
        },
        None => Label {
            title: Some(line.to_owned()),
            ..Label::default()
        },
    }
}

/// Of plain text, what the reading finds in its first lines.
fn beginning(head: &[u8]) -> Label {
    let first = &head[..head.len().min(FIRST_LINES)];
    // A letter that is cut says nothing about the encoding; neither does a line.
    let whole_lines = memchr::memrchr2(b'\n', b'\r', first).map_or(first, |end| &first[..=end]);
    let (text, _) = clean::clean(encoding::decode(whole_lines.to_vec()).text);
    let opens = first_line(&text);
    let wanted = ReadOptions {
        goes_on: true,
        ..ReadOptions::default()
    };
    let Ok(Some(found)) = text::read(text, &[], wanted, &mut |_| true) else {
        return opens;
    };
    let meta = found.article.meta();
    Label {
        title: meta.title.clone().or(opens.title),
        published: meta.published.or(opens.published),
        wrong: None,
    }
}

/// Of JSON, what its members say. With `must`, it has to be an article.
fn object(json: &str, whole: bool, must: bool) -> Label {
    let (json, _) = json::without_halves(json);
    let mut seen = Naming::default();
    let mut parser = serde_json::Deserializer::from_str(&json);
    let parsed = EachMember(&mut seen).deserialize(&mut parser);
    // What is known early is not looked at to its end.
    let told = seen.is_known() || (parsed.is_ok() && seen.is_article);
    let text = seen.text.map(|text| first_line(&text)).unwrap_or_default();
    let wrong = (must && whole && !told)
        .then(|| record::read(json.trim()).err())
        .flatten();
    Label {
        title: seen.title.or(text.title),
        published: seen.published.or(text.published),
        wrong: wrong.map(|error| error.to_string()),
    }
}

/// The members of an object that say what it is called.
#[derive(Default)]
struct Naming {
    title: Option<String>,
    published: Option<Published>,
    /// The beginning of its text.
    text: Option<String>,
    /// Whether it has what makes an article.
    is_article: bool,
}

impl Naming {
    /// Whether nothing more is to be known.
    fn is_known(&self) -> bool {
        self.title.is_some() && self.published.is_some() && self.is_article
    }
}

impl Members for Naming {
    fn member<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<bool, A::Error> {
        match key {
            "title" => self.title = words(&map.next_value()?).or(self.title.take()),
            "date" | "published" => {
                let value: Value = map.next_value()?;
                self.published = words(&value).as_deref().and_then(moment).or(self.published);
            }
            "text" | "blocks" => {
                self.is_article = true;
                // The longest member, and mostly the last: what is wanted may be known without it.
                if self.is_known() {
                    return Ok(false);
                }
                if self.title.is_none() && key == "text" {
                    map.next_value_seed(StringBeginning(&mut self.text))?;
                } else {
                    map.next_value::<IgnoredAny>()?;
                }
            }
            _ => {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(true)
    }
}

/// The beginning of a string; of anything else nothing.
struct StringBeginning<'a>(&'a mut Option<String>);

impl<'de> DeserializeSeed<'de> for StringBeginning<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for StringBeginning<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        *self.0 = Some(text[..text.floor_char_boundary(FIRST_LINES)].to_owned());
        Ok(())
    }
}
