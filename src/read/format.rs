//! Which format bytes have: told once, from how they begin, as early as that can be told; and from what they are declared
//! to be where two formats begin alike.
//!
//! A new format is a line in [`Format`], how it begins in [`Detector`], and its reader in [`read`](super).

use memchr::{memchr, memchr2, memrchr2};

use super::json::Promise;
use super::text::title;
use super::{encoding, feed, markdown};
use crate::steps;

/// Bytes of a line that are looked at to know a ` date 2026-08-15 ` line: the date, and the start of a title.
pub(super) const LINE_HEAD: usize = 64;

/// So many bytes without an article in a JSON Lines file, and it is none. Of a longer line its beginning is believed.
const PATIENCE: usize = 64 * 1024;

/// Bytes that a format is told from.
const HEAD: usize = 4 * PATIENCE;

/// The form of a file's bytes, which holds one article or several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text: one article.
    Text,
    /// Plain text of articles that open with a ` date 2026-08-15 Title` line each.
    Dated,
    /// A JSON object: an article of ours, or one with a `text`.
    Json,
    /// JSON Lines: an article a line.
    JsonLines,
    /// A web page.
    Html,
    /// Markdown.
    Markdown,
    /// An Atom or RSS feed.
    Feed,
}

/// What is said of bytes by others than themselves. It is asked where they do not tell their format: what a server says
/// first, a name last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// What a server declares them to be, as a media type: `text/html; charset=utf-8`.
    pub media_type: Option<String>,
    /// The name of their file, or the last part of their address.
    pub name: Option<String>,
}

impl Hints {
    /// Whether its name has one of these endings.
    fn is_named(&self, endings: &[&str]) -> bool {
        let name = self.name.as_deref().unwrap_or_default().to_ascii_lowercase();
        endings.iter().any(|ending| name.ends_with(ending))
    }

    /// The media type without its parameters, in lower case.
    fn essence(&self) -> String {
        let declared = self.media_type.as_deref().unwrap_or_default();
        let essence = declared.split(';').next().unwrap_or_default();
        essence.trim().to_ascii_lowercase()
    }
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 7] = [
        Self::Text,
        Self::Dated,
        Self::Json,
        Self::JsonLines,
        Self::Html,
        Self::Markdown,
        Self::Feed,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Dated => "dated text",
            Self::Json => "JSON",
            Self::JsonLines => "JSON Lines",
            Self::Html => "HTML",
            Self::Markdown => "Markdown",
            Self::Feed => "a feed",
        }
    }

    /// Whether a file of it may hold several articles.
    pub fn is_collection(self) -> bool {
        matches!(self, Self::Dated | Self::JsonLines)
    }

    /// The format of a file that begins with these bytes, or has no others.
    pub fn detect(bytes: &[u8], hints: &Hints) -> Self {
        let head = &bytes[..bytes.len().min(HEAD)];
        let text = encoding::decode(head.to_vec()).text;
        let mut detector = Detector {
            bytes: text.clone().into_bytes(),
            ..Detector::default()
        };
        let is_lines = matches!(
            hints.essence().as_str(),
            "application/x-ndjson" | "application/jsonl" | "application/x-jsonlines"
        );
        match detector.format(head.len() == bytes.len()) {
            Some(Self::Json) | None if is_lines => Self::JsonLines,
            Some(Self::Text) => Self::of(&text, hints),
            Some(format) => format,
            None => Self::Json,
        }
    }

    /// The format of a text that holds one article.
    pub(super) fn of(text: &str, hints: &Hints) -> Self {
        if text.trim_start().starts_with('{') || super::linked::is_linked(text) {
            return Self::Json;
        }
        if feed::is_feed(text) {
            return Self::Feed;
        }
        if is_html(text) {
            return Self::Html;
        }
        if markdown::is_markdown(text) {
            return Self::Markdown;
        }
        // Words may stand before the first element.
        let has_tags = || text.contains("</");
        match hints.essence().as_str() {
            "text/html" | "application/xhtml+xml" if has_tags() => Self::Html,
            "text/markdown" | "text/x-markdown" => Self::Markdown,
            _ if hints.is_named(&[".md", ".markdown", ".mdown", ".mkd"]) => Self::Markdown,
            _ => Self::Text,
        }
    }
}

/// The beginning of a file whose format cannot be told yet.
#[derive(Debug)]
pub(super) struct Detector {
    /// What has come.
    pub(super) bytes: Vec<u8>,
    /// Before this there is nothing but blanks.
    blank: usize,
    /// Before this every line has been looked at.
    looked: usize,
    /// Before this there is no end of the line at `looked`.
    searched: usize,
    /// How much of the line at `looked` has to be there before its beginning is believed.
    threshold: usize,
    /// Lines that were JSON objects, though no articles.
    objects: usize,
}

impl Default for Detector {
    fn default() -> Self {
        Self {
            bytes: Vec::new(),
            blank: 0,
            looked: 0,
            searched: 0,
            threshold: PATIENCE,
            objects: 0,
        }
    }
}

impl Detector {
    /// The format, if what has come tells; `last` says that it is all there is.
    ///
    /// Whatever is answered depends on the file alone, never on how much of it came at once.
    pub(super) fn format(&mut self, last: bool) -> Option<Format> {
        let bytes = &self.bytes;
        let blank = bytes[self.blank..]
            .iter()
            .take_while(|byte| byte.is_ascii_whitespace())
            .count();
        steps::count(blank);
        self.blank += blank;
        let first = self.blank;
        if first == bytes.len() {
            return last.then_some(Format::Text);
        }
        if bytes[first] == b'{' {
            return self.json(last);
        }
        let start = memrchr2(b'\n', b'\r', &bytes[..first]).map_or(0, |end| end + 1);
        let line = &bytes[start..];
        let end = memchr2(b'\n', b'\r', line);
        if end.is_none() && line.len() < LINE_HEAD && !last {
            return None;
        }
        let line = &line[..end.unwrap_or(line.len()).min(LINE_HEAD)];
        Some(if is_dated(line) { Format::Dated } else { Format::Text })
    }

    /// JSON Lines, if a line is an article, or two lines are at least objects. Lines that are neither may stand before
    /// it: those are mistakes to be told.
    fn json(&mut self, last: bool) -> Option<Format> {
        loop {
            let end = memchr(b'\n', &self.bytes[self.searched..]).map(|end| self.searched + end);
            self.searched = end.unwrap_or(self.bytes.len());
            let line = &self.bytes[self.looked..self.searched];
            if end.is_some() || last {
                let promise = Promise::of(line);
                self.objects += usize::from(promise.is_whole);
                // Of a long line the beginning was believed, if it came little by little.
                let believed = promise.is_whole || line.len() >= PATIENCE;
                if (believed && promise.is_article) || self.objects > 1 {
                    return Some(Format::JsonLines);
                }
                self.looked = self.searched + 1;
                self.searched = self.looked;
                if end.is_none() || self.looked > PATIENCE {
                    return Some(Format::Json);
                }
            } else if line.len() < self.threshold {
                return None;
            } else if Promise::of(&line[..self.threshold]).is_article {
                return Some(Format::JsonLines);
            } else {
                self.threshold *= 2;
            }
        }
    }
}

/// Whether a text is a page: it begins with a doctype, or with an element that pages have.
pub(super) fn is_html(text: &str) -> bool {
    const KEPT: usize = 1024;
    const OPENS: &[&str] = &[
        "html",
        "head",
        "body",
        "meta",
        "title",
        "link",
        "script",
        "style",
        "main",
        "article",
        "section",
        "header",
        "div",
        "p",
        "h1",
        "h2",
        "ul",
        "ol",
        "table",
        "span",
        "figure",
        "blockquote",
        "nav",
        "center",
        "font",
    ];
    let mut rest = start_of(text);
    while let Some(comment) = rest.strip_prefix("<!--") {
        let Some(end) = comment.find("-->") else { return false };
        rest = start_of(&comment[end + 3..]);
    }
    if let Some(declared) = rest.strip_prefix("<?xml") {
        let Some(end) = declared.find("?>") else { return false };
        rest = start_of(&declared[end + 2..]);
    }
    let Some(rest) = rest.strip_prefix('<') else {
        return false;
    };
    // Something of whoever kept the page may stand before it.
    let begins = rest[..rest.floor_char_boundary(KEPT)].to_ascii_lowercase();
    if begins.contains("<!doctype html") || begins.contains("<html") {
        return true;
    }
    let head = &rest[..rest.floor_char_boundary(16)].to_ascii_lowercase();
    let name = head
        .split(|c: char| !c.is_ascii_alphanumeric())
        .next()
        .unwrap_or_default();
    head.starts_with("!doctype html") || (OPENS.contains(&name) && rest.contains('>'))
}

fn start_of(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}')
}

/// Whether a line opens an article: ` date 2026-08-15 Title`. Its first [`LINE_HEAD`] bytes are enough.
pub(super) fn is_dated(line: &[u8]) -> bool {
    let line = line.trim_ascii_start();
    // Most lines are told by their first letter.
    line.starts_with(b"date ") && title::prefix(&String::from_utf8_lossy(line)).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_how_they_begin() {
        let object = "{\"text\": \"The fire is out.\"}";
        for (text, declared, format) in [
            ("Harbour fire\n\nThe fire is out.\n", None, Format::Text),
            (
                " date 2026-08-15 Harbour fire\n\nThe fire is out.\n",
                None,
                Format::Dated,
            ),
            ("{\n \"schema\": 1, \"blocks\": []\n}\n", None, Format::Json),
            ("{cut", None, Format::Json),
            ("", Some("application/json"), Format::Text),
            (
                "\n<!doctype html><title>Harbour fire</title>",
                Some("text/plain"),
                Format::Html,
            ),
            ("<!-- saved --><HTML><p>The fire is out.", None, Format::Html),
            ("<p>The fire is out.</p>", None, Format::Html),
            ("The fire <b>is</b> out.", Some("text/html"), Format::Html),
            ("The fire <b>is</b> out.", None, Format::Text),
            ("<3 the ferries", Some("text/html"), Format::Text),
            (object, None, Format::JsonLines),
            (
                "{\"schema\": 1",
                Some("Application/JSONL; charset=utf-8"),
                Format::JsonLines,
            ),
            ("{\"schema\": 1", Some("application/json"), Format::Json),
        ] {
            let hints = Hints {
                media_type: declared.map(str::to_owned),
                name: None,
            };
            assert_eq!(Format::detect(text.as_bytes(), &hints), format, "{text}");
            let wide: Vec<u8> = format!("\u{feff}{text}")
                .encode_utf16()
                .flat_map(u16::to_le_bytes)
                .collect();
            assert_eq!(Format::detect(&wide, &hints), format, "{text}");
        }
        assert!(Format::ALL.iter().all(|format| !format.name().is_empty()));
    }
}
