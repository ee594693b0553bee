//! Bytes in, an [`Article`] out: encoding, cleaning, structure. No I/O, nothing random, no clock.
//!
//! ```
//! let article = dateline::read::read(b"Harbour fire is out\n\nAna Brandt\n\nThe fire was out by dawn.\n".to_vec())?;
//! assert_eq!(article.meta().title.as_deref(), Some("Harbour fire is out"));
//! # Ok::<(), dateline::read::Error>(())
//! ```

mod build;
mod clean;
pub mod corpus;
mod draft;
mod encoding;
mod error;
mod feed;
mod format;
mod html;
pub mod json;
mod linked;
mod markdown;
mod moment;
mod next_page;
mod page_kind;
mod posting;
mod record;
mod refresh;
mod tags;
mod text;

use std::borrow::Cow;

use crate::article::Article;

use encoding::{Because, DecodedText, Mended};
use text::ReadOptions;

pub use error::{Error, Place};
pub use format::{Format, Hints};
pub use next_page::{NextPage, next_page};
pub use page_kind::{PageKind, page_kind};
pub use refresh::refresh;
#[cfg(feature = "train")]
pub use text::train;

/// Why a block has its kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The sum of the weights for its kind; infinite where a rule is certain, or the kind was given.
    pub score: f32,
    /// What decided, the weightiest first; not more than can be read.
    pub reasons: Vec<Reason>,
}

impl Explanation {
    /// Of a block whose mark-up says what it is.
    fn marked(because: &'static str) -> Self {
        Self {
            score: f32::INFINITY,
            reasons: vec![Reason {
                name: Cow::Borrowed(because),
                weight: f32::INFINITY,
            }],
        }
    }
}

/// One thing that spoke for a kind, or against it.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// What it is, such as `ends-in=colon&words=2`.
    pub name: Cow<'static, str>,
    /// How much it weighs: above 0 it speaks for the kind.
    pub weight: f32,
}

/// An article, and why it was read so.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Explained {
    /// The article.
    pub article: Article,
    /// By block, why it has its kind.
    pub blocks: Vec<Explanation>,
    /// About the document as a whole: its encoding, line wrapping undone, characters made harmless.
    pub remarks: Vec<String>,
}

/// Reads an article out of the bytes of a file, whatever its format and encoding. Text that is clean UTF-8
/// already becomes the article's text without being copied. A file of many articles is one long article to this;
/// [`corpus`] takes it apart.
///
/// # Errors
/// When the text is longer than 4 GiB, or is JSON with a `text`, or of ours, with a mistake in it.
pub fn read(bytes: Vec<u8>) -> Result<Article, Error> {
    let article = read_watched(bytes, &mut |_, _| true)?;
    // It is always to go on, so there is one.
    Ok(article.unwrap_or_default())
}

/// As [`read()`], telling now and then how many bytes are done, of how many; ends early with `None` when `go_on`
/// answers `false`.
///
/// # Errors
/// As [`read()`].
pub fn read_watched(bytes: Vec<u8>, go_on: &mut dyn FnMut(u64, u64) -> bool) -> Result<Option<Article>, Error> {
    Ok(read_as(bytes, None, &Hints::default(), ReadOptions::default(), go_on)?.map(|explained| explained.article))
}

/// The first version of a large file, from its first part: what [`read()`] will make of it, as far as that can be
/// told. 256 KiB are enough to judge the rest by. The part may end anywhere; a line that it cuts is left out.
pub fn first_part(bytes: &[u8]) -> Article {
    let decoded = encoding::decode(whole_lines(bytes).to_vec());
    // Of what is no plain text, a part tells too little.
    if Format::of(&decoded.text, &Hints::default()) != Format::Text {
        return Article::default();
    }
    let wanted = decoded.wanted(ReadOptions {
        goes_on: true,
        ..ReadOptions::default()
    });
    let (text, counts) = clean::clean(decoded.text);
    match text::read(text, &counts.links, wanted, &mut |_| true) {
        Ok(Some(found)) => found.article,
        _ => Article::default(),
    }
}

/// Whether the first bytes of a file are text of two or four bytes a character, though no mark says so.
pub fn is_utf16(sample: &[u8]) -> bool {
    encoding::wide_without_mark(sample).is_some()
}

/// As [`read()`], with the reasons for every block.
///
/// # Errors
/// As [`read()`].
pub fn explain(bytes: Vec<u8>) -> Result<Explained, Error> {
    let wanted = ReadOptions {
        reasons: true,
        ..ReadOptions::default()
    };
    let explained = read_as(bytes, None, &Hints::default(), wanted, &mut |_, _| true)?;
    Ok(explained.unwrap_or_default())
}

/// Reads an article, in the format that is known or that its text has.
fn read_as(
    bytes: Vec<u8>,
    format: Option<Format>,
    hints: &Hints,
    wanted: ReadOptions,
    go_on: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Option<Explained>, Error> {
    let size = bytes.len() as u64;
    if !go_on(0, size) {
        return Ok(None);
    }
    let decoded = encoding::decode(bytes);
    let format = format.unwrap_or_else(|| Format::of(&decoded.text, hints));
    match format {
        Format::Text | Format::Dated => read_text(decoded, size, wanted, go_on),
        Format::Json => read_json(decoded, false, size, wanted, go_on),
        Format::JsonLines => read_json(decoded, true, size, wanted, go_on),
        Format::Html | Format::Markdown | Format::Feed => read_marked(format, &decoded, size, go_on),
    }
}

/// Reads an article out of a form whose mark-up says what its blocks are.
fn read_marked(
    format: Format,
    decoded: &DecodedText,
    size: u64,
    go_on: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Option<Explained>, Error> {
    let mut remarks = vec![encoding_remark(decoded)];
    let (article, reasons) = match format {
        Format::Html => {
            let page = html::read(&decoded.text)?;
            remarks.extend(page.remarks);
            (page.article, page.reasons)
        }
        Format::Markdown => markdown::read(&decoded.text)?,
        _ => described(&feed::read(&decoded.text), &mut remarks)?,
    };
    Ok(go_on(size, size).then(|| Explained {
        article,
        blocks: reasons.into_iter().map(Explanation::marked).collect(),
        remarks,
    }))
}

/// Makes an article of a feed.
fn described(feed: &feed::Feed, remarks: &mut Vec<String>) -> Result<(Article, Vec<&'static str>), Error> {
    remarks.push(format!("a feed of {} entries", feed.blog.updates.len()));
    let (mut article, reasons) = posting::article(&feed.blog)?;
    if !feed.is_whole {
        remarks.push("the feed breaks off; what of it is whole was read".to_owned());
        article = article.breaking_off();
    }
    Ok((article, reasons))
}

/// Reads an article out of JSON that describes one: a JSON feed, or schema.org's `LiveBlogPosting`. None if it does not.
fn read_described(json: &str) -> Result<Option<Explained>, Error> {
    let mut remarks = Vec::new();
    let found = if feed::is_json_feed(json) {
        Some(described(&feed::read_json(json), &mut remarks)?)
    } else if linked::is_linked(json) {
        let postings = linked::read(json);
        let best = postings
            .iter()
            .max_by_key(|posting| (posting.updates.len(), posting.body.len()));
        remarks.push("JSON-LD".to_owned());
        best.map(posting::article).transpose()?
    } else {
        None
    };
    Ok(found.map(|(article, reasons)| Explained {
        article,
        blocks: reasons.into_iter().map(Explanation::marked).collect(),
        remarks,
    }))
}

/// Reads an article out of JSON: one of ours, or one with a `text`. What is neither is text, unless it `must` be JSON.
fn read_json(
    mut decoded: DecodedText,
    must: bool,
    size: u64,
    wanted: ReadOptions,
    go_on: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Option<Explained>, Error> {
    // A line end inside a string that is cut short would be the mistake that is told.
    let json = if must { decoded.text.trim() } else { &decoded.text };
    let (json, halves) = json::without_halves(json);
    let seen = json::ObjectMembers::of(&json);
    let ours = seen.is_ours().then(|| json::read(&json)).flatten();
    let described = if ours.is_none() && !must && !seen.text {
        read_described(&json)?
    } else {
        None
    };
    let explained = if let Some(article) = ours {
        Some(given(article?))
    } else if described.is_some() {
        described
    } else if must || seen.text {
        let (text, record) = record::read(&json)?;
        drop(json);
        decoded.text = text;
        read_text(decoded, size, wanted, go_on)?.map(|found| record.with(found))
    } else {
        drop(json);
        return read_text(decoded, size, wanted, go_on);
    };
    let halves = (halves > 0).then(|| format!("{halves} halves of surrogate pairs in the JSON shown as U+FFFD"));
    Ok(explained.map(|mut explained| {
        explained.remarks.extend(halves);
        explained
    }))
}

/// Reads an article out of text that was `size` bytes long in the input.
fn read_text(
    decoded: DecodedText,
    size: u64,
    wanted: ReadOptions,
    go_on: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Option<Explained>, Error> {
    let mut remarks = vec![encoding_remark(&decoded)];
    let wanted = decoded.wanted(wanted);
    let (text, counts) = clean::clean(decoded.text);
    if u32::try_from(text.len()).is_err() {
        return Err(Error::too_large(text.len()));
    }
    remarks.extend(cleaning_remarks(&counts));
    let length = text.len().max(1) as u64;
    // What is done of the clean text, in bytes of the input.
    let mut done = |at: usize| go_on(at as u64 * size / length, size);
    let Some(found) = text::read(text, &counts.links, wanted, &mut done)? else {
        return Ok(None);
    };
    remarks.extend(found.remarks);
    if !go_on(size, size) {
        return Ok(None);
    }
    Ok(Some(Explained {
        article: found.article,
        blocks: found.reasons,
        remarks,
    }))
}

/// An article whose kinds were given in the input.
fn given(article: Article) -> Explained {
    let explanation = Explanation {
        score: f32::INFINITY,
        reasons: vec![Reason {
            name: Cow::Borrowed("given"),
            weight: f32::INFINITY,
        }],
    };
    Explained {
        blocks: vec![explanation; article.blocks().len()],
        article,
        remarks: vec!["JSON of ours".to_owned()],
    }
}

/// The bytes up to the last line end, or all of them if there is none. In UTF-16 the line end's other byte may
/// be left behind; it makes no letter.
fn whole_lines(bytes: &[u8]) -> &[u8] {
    memchr::memrchr2(b'\n', b'\r', bytes).map_or(bytes, |end| &bytes[..=end])
}

impl DecodedText {
    /// How its text is to be read: what was lost is told by the blocks.
    fn wanted(&self, wanted: ReadOptions) -> ReadOptions {
        ReadOptions {
            encoding_unknown: self.because == Because::Unknown,
            unreadable: self.bad > 0,
            ..wanted
        }
    }
}

fn encoding_remark(decoded: &DecodedText) -> String {
    let because = match decoded.because {
        Because::Mark => "by its byte order mark",
        Because::Valid => "every byte fits",
        Because::Nearly => "nearly every byte fits",
        Because::Guessed => "guessed from the letters",
        Because::Unknown => "not known; this one is a guess, and the letters make little sense in it",
    };
    let mut remark = format!("encoding {}: {because}", decoded.encoding);
    for (count, mended) in &decoded.mended {
        remark += &match mended {
            Mended::Lines(other) => format!("; lines in {other} instead: {count}"),
            Mended::Letters => format!("; letters in windows-1252 instead: {count}"),
            Mended::Surrogates => format!("; surrogate pairs encoded as UTF-8 (CESU-8) put right: {count}"),
            Mended::Twice => format!("; characters encoded twice put right: {count}"),
        };
    }
    if decoded.bad > 0 {
        remark += &format!("; {} bad sequences shown as U+FFFD", decoded.bad);
    }
    remark
}

fn cleaning_remarks(counts: &clean::CleaningCounts) -> Vec<String> {
    [
        (counts.controls, "control characters shown as symbols"),
        (counts.formatting, "codes for colours and styles taken out"),
        (counts.bullets, "bullets of a font's own shown as bullets"),
        (counts.page_breaks, "page breaks inside a sentence closed"),
        (counts.bidi, "bidirectional controls taken out"),
        (counts.invisible, "invisible characters taken out"),
        (counts.meaningless, "characters without a meaning shown as U+FFFD"),
        (counts.line_ends, "line ends made one kind"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, what)| format!("{count} {what}"))
    .collect()
}
