//! The public JSON form read back: what `export::json` writes, and what people write by hand in the same form.
//!
//! Only `schema` and each block's `kind` and `text` are needed; members that are not known are passed over.
//! The article's text is made of the blocks' texts with a blank line between them. Repeats are not taken from
//! the input: they follow from the texts, and folding finds them again.

mod members;

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserializer, Error as _, SeqAccess, Visitor};
use serde::{Deserialize, de};

use super::build::Builder;
use crate::article::{
    Article, Block, BlockId, Date, Extras, Inline, InlineStyle, Kind, Meta, Note, Notes, Picture, Published, Span,
    Start, Time, Zone,
};
use crate::chars;

/// The version of the form that is read.
const SCHEMA: u64 = 1;

pub(super) use members::{EachMember, Members, ObjectMembers, Promise};

use super::error::{Error, Place};

/// Reads an article from our JSON form. `None` where the text is something else: not an object that has both
/// `schema` and `blocks`.
///
/// # Errors
/// When the JSON is broken or cut short, is of another version, or says what cannot be, such as a section that
/// ends before it starts.
pub fn read(text: &str) -> Option<Result<Article, Error>> {
    let (text, _) = without_halves(text);
    let seen = ObjectMembers::of(&text);
    seen.is_ours().then(|| whole(&text, seen.version()))
}

/// JSON with U+FFFD for each half of a surrogate pair whose other half is missing, and how many there were: programs
/// that cut text in the middle of an emoji leave them, and no reader of JSON takes them. Nothing else is changed, and no
/// place in the text moves.
pub(super) fn without_halves(json: &str) -> (Cow<'_, str>, usize) {
    let mut mended: Option<Vec<u8>> = None;
    let mut count = 0;
    let mut at = 0;
    let bytes = json.as_bytes();
    while let Some(escape) = bytes
        .get(at..)
        .and_then(|rest| memchr::memchr(b'\\', rest))
        .map(|found| at + found)
    {
        let unit = |at: usize| {
            let digits = json.get(at..at + 6)?.strip_prefix("\\u")?;
            u16::from_str_radix(digits, 16).ok()
        };
        // An escaped backslash takes the character behind it along.
        at = escape + 2;
        let Some(half @ 0xD800..=0xDFFF) = unit(escape) else {
            continue;
        };
        at = escape + 6;
        if half < 0xDC00 && matches!(unit(at), Some(0xDC00..=0xDFFF)) {
            at += 6;
            continue;
        }
        count += 1;
        mended.get_or_insert_with(|| bytes.to_vec())[escape..at].copy_from_slice(b"\\ufffd");
    }
    let mended = mended.and_then(|bytes| String::from_utf8(bytes).ok());
    (mended.map_or(Cow::Borrowed(json), Cow::Owned), count)
}

fn whole(text: &str, version: Option<u64>) -> Result<Article, Error> {
    let input: ArticleInput = serde_json::from_str(text).map_err(|error| located(&error, version))?;
    input.article()
}

/// The seam to the reading room's cleaner: what every other format passes through, our own does too.
fn clean(text: &str) -> Cow<'_, str> {
    super::clean::text(text)
}

fn located(error: &serde_json::Error, version: Option<u64>) -> Error {
    if version.is_some_and(|version| version != SCHEMA) {
        return wrong(
            error,
            "another version of dateline wrote this: read it with that one, or write it again with this one",
        );
    }
    wrong(
        error,
        "correct the value that ends there; assets/schema.json says what may stand in its place",
    )
}

/// What is wrong with JSON, and where. `advice` is what to do where it is a value that will not do.
pub(super) fn wrong(error: &serde_json::Error, advice: &'static str) -> Error {
    use serde_json::error::Category;
    let place = match (error.line(), error.column()) {
        (0, _) => Place::Whole,
        (line, column) => Place::Line {
            line: line as u64,
            column: column as u64,
        },
    };
    let what = error.to_string();
    // The place is told apart.
    let what = what.rsplit_once(" at line ").map_or(what.as_str(), |(what, _)| what);
    let advice = match error.classify() {
        Category::Eof => "it is cut short: fetch or write it again",
        Category::Syntax | Category::Io => "correct the JSON there; it must be one object and nothing else",
        Category::Data => advice,
    };
    // It quotes what stands there.
    let shown = |c: char| {
        if chars::is_hostile(c) {
            c.escape_unicode().to_string()
        } else {
            c.to_string()
        }
    };
    Error {
        what: what.chars().map(shown).collect(),
        place,
        advice,
    }
}

/// The whole object.
#[derive(Deserialize)]
struct ArticleInput {
    #[serde(rename = "schema")]
    _schema: Schema,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    published: Option<DateInput>,
    #[serde(default)]
    bylines: Vec<String>,
    #[serde(default)]
    id: Option<String>,
    #[serde(default)]
    url: Option<String>,
    blocks: Tiled,
    #[serde(default)]
    sections: Option<Vec<SectionInput>>,
}

struct Schema;

impl<'de> Deserialize<'de> for Schema {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match u64::deserialize(deserializer)? {
            SCHEMA => Ok(Self),
            other => Err(D::Error::custom(format_args!(
                "its schema is {other}, and this version of dateline reads schema {SCHEMA}"
            ))),
        }
    }
}

/// A string that is read by a function of its own.
fn parsed<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    what: &str,
    read: impl Fn(&str) -> Option<T>,
) -> Result<T, D::Error> {
    let text = Cow::<'de, str>::deserialize(deserializer)?;
    read(&text).ok_or_else(|| D::Error::custom(format_args!("{text:?} is not {what}")))
}

struct DateInput(Published);

impl<'de> Deserialize<'de> for DateInput {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = |text: &str| {
            let minute = match text.get(10..) {
                None | Some("") => None,
                Some(_) => Some(Time::parse(text)?.minute),
            };
            let date = Date::parse(text)?;
            Some(Self(Published { date, minute }))
        };
        parsed(deserializer, "a date such as 2026-08-15 or 2026-08-15T14:05", read)
    }
}

struct TimeInput(Time);

impl<'de> Deserialize<'de> for TimeInput {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = |text: &str| Time::parse(text).map(Self);
        parsed(deserializer, "a time such as 14:05 or 2026-08-15T14:05", read)
    }
}

struct ZoneInput(Zone);

impl<'de> Deserialize<'de> for ZoneInput {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = |text: &str| Zone::parse(text).map(Self);
        parsed(deserializer, "a time zone such as +02:00", read)
    }
}

/// A time, in the zone that is told beside it.
fn timed(time: Option<&TimeInput>, zone: Option<&ZoneInput>) -> Option<Time> {
    let time = time?.0;
    Some(Time {
        zone: zone.map(|zone| zone.0.0).or(time.zone),
        ..time
    })
}

struct NoteInput(Note);

impl<'de> Deserialize<'de> for NoteInput {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = |text: &str| Note::ALL.into_iter().find(|note| note.words() == text).map(Self);
        parsed(deserializer, "a note that is known", read)
    }
}

/// One block as it stands in the input.
#[derive(Deserialize)]
struct BlockInput<'a> {
    kind: Kind,
    #[serde(borrow)]
    text: Cow<'a, str>,
    #[serde(default)]
    section: Option<u32>,
    #[serde(default)]
    number: Option<String>,
    #[serde(default)]
    depth: u8,
    #[serde(default)]
    credit: Option<String>,
    #[serde(default)]
    time: Option<TimeInput>,
    #[serde(default)]
    zone: Option<ZoneInput>,
    #[serde(default)]
    notes: Vec<NoteInput>,
    #[serde(default)]
    level: Option<u8>,
    #[serde(default)]
    id: Option<String>,
    #[serde(default)]
    author: Option<String>,
    #[serde(default)]
    permalink: Option<String>,
    #[serde(default)]
    picture: Option<PictureInput>,
    #[serde(default)]
    updated: Option<TimeInput>,
    #[serde(default)]
    inline: Vec<InlineInput>,
}

#[derive(Deserialize)]
struct PictureInput {
    url: String,
    #[serde(default)]
    alt: Option<String>,
}

/// A stretch of a block's text, in characters of the text as it stands in the input.
#[derive(Deserialize)]
struct InlineInput {
    start: usize,
    end: usize,
    style: StyleInput,
    #[serde(default)]
    url: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum StyleInput {
    Emphasis,
    Strong,
    Code,
    Link,
}

impl BlockInput<'_> {
    /// What stands before the text of a list item: its number, or a bullet, as deep as it is nested.
    fn margin(&self) -> Result<String, String> {
        /// Letters of a number.
        const LONGEST: usize = 6;
        let number = self.number.as_deref().map(line).unwrap_or_default();
        if number.chars().count() > LONGEST {
            return Err(format!(
                "the number {number:?} of a list item has more than {LONGEST} characters"
            ));
        }
        if self.kind != Kind::ListItem {
            return Ok(String::new());
        }
        let mark = if number.is_empty() { "•" } else { &number };
        Ok(format!("{}{mark} ", "  ".repeat(self.depth.into())))
    }

    /// What is said of the block beside its text, which begins at a byte of the article's.
    fn extras(&self, text: Span) -> Result<Extras, String> {
        if let Some(level) = self.level.filter(|level| !(1..=6).contains(level)) {
            return Err(format!("the level of a heading is 1 to 6, not {level}"));
        }
        let picture = self.picture.as_ref().map(|picture| Picture {
            url: line(&picture.url),
            alt: picture.alt.as_deref().map(line),
        });
        let mut inline = self
            .inline
            .iter()
            .map(|inline| self.stretch(inline, text))
            .collect::<Result<Vec<_>, _>>()?;
        inline.sort_by_key(|inline| inline.span.start);
        Ok(Extras {
            level: self.level,
            id: self.id.as_deref().map(line),
            author: self.author.as_deref().map(line),
            permalink: self.permalink.as_deref().map(line),
            picture,
            updated: self.updated.as_ref().map(|clock| clock.0),
            inline,
        })
    }

    /// A stretch, where it is in the clean text.
    fn stretch(&self, inline: &InlineInput, text: Span) -> Result<Inline, String> {
        let InlineInput { start, end, .. } = *inline;
        let byte = |at: usize| {
            let mut ends = self.text.char_indices().map(|(byte, _)| byte).chain([self.text.len()]);
            ends.nth(at)
        };
        let (Some(first), Some(last)) = (byte(start), byte(end).filter(|_| start <= end)) else {
            return Err(format!(
                "the characters {start} to {end} are not all in the block's text"
            ));
        };
        // What cleaning took out before it moves it back.
        let blank = self.text.len() - self.text.trim_start().len();
        let place = |byte: usize| {
            let cleaned = clean(&self.text[blank.min(byte)..byte]).len();
            text.start + u32::try_from(cleaned).unwrap_or(u32::MAX).min(text.len())
        };
        let style = match inline.style {
            StyleInput::Emphasis => InlineStyle::Emphasis,
            StyleInput::Strong => InlineStyle::Strong,
            StyleInput::Code => InlineStyle::Code,
            StyleInput::Link => InlineStyle::Link(line(inline.url.as_deref().ok_or("a link has no `url`")?)),
        };
        Ok(Inline {
            span: Span::new(place(first), place(last)),
            style,
        })
    }
}

/// Words on one line and harmless, but with the no-break spaces they came with.
fn line(text: &str) -> String {
    clean(text).trim().lines().collect::<Vec<_>>().join(" ")
}

/// One section as it stands in the input.
#[derive(Deserialize)]
struct SectionInput {
    #[serde(default)]
    headline: Option<String>,
    #[serde(default)]
    time: Option<TimeInput>,
    #[serde(default)]
    zone: Option<ZoneInput>,
    blocks: (u32, u32),
}

/// The blocks, already put together: each is added to the article's text as it is read, so that the text stands in
/// memory once.
#[derive(Default)]
struct Tiled {
    text: String,
    builder: Builder,
    /// The first blocks of stretches with the same `section`, where the blocks say one.
    changes: Vec<u32>,
    section: Option<u32>,
}

impl<'de> Deserialize<'de> for Tiled {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct BlockList;

        impl<'de> Visitor<'de> for BlockList {
            type Value = Tiled;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of blocks")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Tiled, A::Error> {
                let mut tiled = Tiled::default();
                while let Some(one) = list.next_element()? {
                    tiled.add(&one).map_err(de::Error::custom)?;
                }
                Ok(tiled)
            }
        }

        deserializer.deserialize_seq(BlockList)
    }
}

impl Tiled {
    fn add(&mut self, input: &BlockInput<'_>) -> Result<(), String> {
        let index = self.builder.blocks.len() as u32;
        let own = clean(&input.text);
        let block = self
            .builder
            .append(&mut self.text, &input.margin()?, input.kind, own.trim());
        let block = block.map_err(|error| error.what)?;
        block.time = timed(input.time.as_ref(), input.zone.as_ref());
        block.notes = notes(&input.notes);
        let span = block.text;
        block.credit = match &input.credit {
            Some(credit) => Some(
                find(span, &self.text, credit, |text, name| text.rfind(name))
                    .ok_or_else(|| format!("the credit {credit:?} of block {index} does not stand in its text"))?,
            ),
            None => None,
        };
        self.builder.add_extras(input.extras(span)?);
        if input.section.is_some() && (input.section != self.section || index == 0) {
            self.changes.push(index);
            self.section = input.section;
        }
        Ok(())
    }

    /// The sections where the input lists none: as the blocks number them, else from heading to heading.
    fn starts(&self) -> Vec<Start> {
        if self.changes.first() == Some(&0) {
            self.changes.iter().map(|&first| self.builder.start(first)).collect()
        } else {
            self.builder.starts()
        }
    }

    /// The sections as the input lists them.
    fn listed(&self, parts: &[SectionInput]) -> Result<Vec<Start>, Error> {
        let mut starts = Vec::with_capacity(parts.len());
        let mut next = 0;
        for (index, part) in parts.iter().enumerate() {
            let (first, last) = part.blocks;
            let blocks = self.builder.blocks.get(first as usize..=last as usize);
            let Some(blocks) = blocks.filter(|blocks| first == next && !blocks.is_empty()) else {
                return Err(sections(&format!("section {index} holds the blocks {first} to {last}")));
            };
            let headline = match &part.headline {
                Some(headline) => Some(self.headline(blocks, headline).ok_or_else(|| {
                    sections(&format!("the headline of section {index} does not stand in its blocks"))
                })?),
                None => None,
            };
            starts.push(Start {
                first: BlockId(first),
                headline,
                time: timed(part.time.as_ref(), part.zone.as_ref()),
            });
            next = last + 1;
        }
        if next as usize != self.builder.blocks.len() {
            return Err(sections(&format!("block {next} belongs to no section")));
        }
        Ok(starts)
    }

    fn headline(&self, blocks: &[Block], headline: &str) -> Option<Span> {
        blocks
            .iter()
            .find_map(|block| find(block.text, &self.text, headline, |text, name| text.find(name)))
    }
}

/// Where a name stands in a stretch of the clean text: as it was given, or as cleaning leaves it.
fn find(span: Span, text: &str, name: &str, find: fn(&str, &str) -> Option<usize>) -> Option<Span> {
    let clean = clean(name);
    let place = |name: &str| {
        let start = span.start + find(span.of(text), name)? as u32;
        Some(Span::new(start, start + name.len() as u32))
    };
    place(name).or_else(|| place(clean.trim()))
}

fn notes(said: &[NoteInput]) -> Notes {
    let mut notes = Notes::default();
    for note in said {
        notes.add(note.0);
    }
    notes
}

fn sections(what: &str) -> Error {
    Error {
        what: what.to_owned(),
        place: Place::Whole,
        advice: "sections must follow each other, hold every block once, and hold their headlines; without \
                 `sections` they are made from the headings",
    }
}

impl ArticleInput {
    fn article(self) -> Result<Article, Error> {
        let starts = match &self.sections {
            Some(parts) => self.blocks.listed(parts)?,
            None => self.blocks.starts(),
        };
        let filled = |text: String| (!text.is_empty()).then_some(text);
        let meta = Meta {
            title: self.title.and_then(|title| filled(line(&title))),
            published: self.published.map(|day| day.0),
            updated: false,
            bylines: self.bylines.iter().filter_map(|name| filled(line(name))).collect(),
            id: self.id.and_then(|id| filled(line(&id))),
            url: self.url.and_then(|url| filled(line(&url))),
        };
        let Tiled { text, builder, .. } = self.blocks;
        builder.finish(text, meta, &starts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_of_pairs_are_replaced_and_nothing_else() {
        for (json, expected) in [
            (r#"{"a":"x \ud83d y"}"#, r#"{"a":"x \ufffd y"}"#),
            (r#"{"a":"\uDE00\ud83d\uDE00"}"#, r#"{"a":"\ufffd\ud83d\uDE00"}"#),
            (r#"{"a":"\ud83d\ud83d\ude00"}"#, r#"{"a":"\ufffd\ud83d\ude00"}"#),
            (r#"{"a":"\\ud83d \u00e9 \n"}"#, r#"{"a":"\\ud83d \u00e9 \n"}"#),
            (r"\ud83", r"\ud83"),
            (r"é\", r"é\"),
            (r"\é\ud83dé", r"\é\ufffdé"),
        ] {
            assert_eq!(without_halves(json).0, expected);
        }
    }
}
