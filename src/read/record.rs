//! An article as a JSON object with a `text`: how collections of articles keep them, one a line.
//!
//! The text is read as any text. What else the object says is known of the article as a whole. A `title` that the text
//! does not open with is put above it, as a scrape has it, so that the page shows it and what follows is read in its
//! place: nothing is lost, and nothing stands there that the object does not say. Where the text opens with its title
//! already, it stays as it is.

use serde::Deserialize;
use serde_json::Value;

use super::error::{Error, Place};
use super::json::wrong;
use super::text::title;
use super::{Explained, clean};
use crate::article::{Date, Meta, Published, Time};

/// What to do about a line that is no article.
const ADVICE: &str = "an article needs a `text`, a string; correct the line or take it out";

/// The object as it stands in the input; members that are not known are passed over.
#[derive(Deserialize)]
struct RecordInput {
    text: String,
    #[serde(default)]
    title: Value,
    #[serde(default)]
    date: Value,
    #[serde(default)]
    published: Value,
    #[serde(default)]
    id: Value,
    #[serde(default)]
    url: Value,
}

/// What the object says of the article as a whole.
#[derive(Debug, Default)]
pub(super) struct RecordMeta {
    meta: Meta,
    /// Whether the title was put above the text.
    above: bool,
    /// About the document as a whole.
    remarks: Vec<String>,
}

/// Reads the object: the text to be read, and what is known of it.
///
/// # Errors
/// When it is no JSON, no object, or has no `text`.
pub(super) fn read(json: &str) -> Result<(String, RecordMeta), Error> {
    if !json.trim_start().starts_with('{') {
        return Err(Error {
            what: "it is no JSON object".to_owned(),
            place: Place::Line { line: 1, column: 1 },
            advice: ADVICE,
        });
    }
    let form: RecordInput = serde_json::from_str(json).map_err(|error| wrong(&error, ADVICE))?;
    let mut remarks = vec!["JSON with a text".to_owned()];
    let published = [("published", &form.published), ("date", &form.date)]
        .into_iter()
        .filter_map(|(name, value)| {
            let text = words(value)?;
            let moment = moment(&text);
            if moment.is_none() {
                remarks.push(format!("its {name} {text:?} is no date such as 2026-08-15; left out"));
            }
            moment
        })
        // Of two, the one that knows more.
        .max_by_key(|published| published.minute.is_some());
    let meta = Meta {
        title: words(&form.title),
        published,
        updated: false,
        bylines: Vec::new(),
        id: words(&form.id),
        url: words(&form.url),
    };
    let mut given = RecordMeta {
        meta,
        above: false,
        remarks,
    };
    let text = given.text(form.text);
    Ok((text, given))
}

/// A string on one line and harmless; a number as one writes it. Nothing else is a word.
pub(super) fn words(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => clean::one_line(text),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// A day, with the time of day where it is told: `2026-08-15`, `2026-08-15T14:05:00Z`, `2026-08-15 14:05`, `20260815`.
/// Midnight to the second is what programs write that know no more than the day.
pub(super) fn moment(text: &str) -> Option<Published> {
    if let Some(date) = Date::parse(text) {
        let rest = &text[10..];
        let clock = rest.strip_prefix(['T', 't', ' ']).unwrap_or_default();
        let minute = clock.get(..5).and_then(Time::parse).map(|time| time.minute);
        let midnight = clock.starts_with("00:00:00") || clock == "00:00";
        let follows = rest.starts_with(|c: char| c.is_ascii_digit());
        return (!follows).then_some(Published {
            date,
            minute: minute.filter(|_| !midnight),
        });
    }
    let digits = text
        .get(..8)
        .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    let follows = text[8..].starts_with(|c: char| c.is_ascii_digit());
    let iso = format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]);
    let date = Date::parse(&iso).filter(|_| !follows)?;
    Some(Published { date, minute: None })
}

impl RecordMeta {
    /// The text with its title above it, in the form of a scrape: ` date 2026-08-15 Title`.
    fn text(&mut self, text: String) -> String {
        let Some(title) = &self.meta.title else { return text };
        let first = text.trim_start();
        let line = first.lines().next().unwrap_or_default();
        let has_date = title::prefix(line).is_some();
        let opens = opens_with(title::prefix(line).map_or(line, |prefix| &line[prefix.len..]), title);
        let date = match self.meta.published {
            Some(published) if !has_date => format!(" date {} ", published.date),
            _ => String::new(),
        };
        if opens {
            if date.is_empty() {
                return text;
            }
            return format!("{date}{first}");
        }
        self.above = true;
        self.remarks.push("its title put above the text".to_owned());
        format!("{date}{title}\n\n{text}")
    }

    /// The article that was read, and what was given with it.
    pub(super) fn with(self, found: Explained) -> Explained {
        let Self { meta, above, remarks } = self;
        let article = if above { found.article.titled() } else { found.article };
        let known = article.meta().clone();
        let meta = Meta {
            title: meta.title.or(known.title),
            published: meta.published.or(known.published),
            bylines: known.bylines,
            ..meta
        };
        Explained {
            article: article.with_meta(meta),
            blocks: found.blocks,
            remarks: found.remarks.into_iter().chain(remarks).collect(),
        }
    }
}

/// Whether a line says what a title says, or one of them begins with the other: pages add their name to the title.
fn opens_with(line: &str, title: &str) -> bool {
    /// Shorter beginnings prove nothing.
    const LEAST: usize = 8;
    let letters = |text: &str| -> Vec<char> {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    // A title is short; of a line of 50 MB its beginning is enough.
    let most = (2 * title.len()).max(64);
    let cut = line.floor_char_boundary(most);
    let (line, title) = (letters(&line[..cut]), letters(title));
    let (short, long) = if line.len() < title.len() {
        (line, title)
    } else {
        (title, line)
    };
    let alike = short.len() >= LEAST && 2 * short.len() >= long.len() && long.starts_with(&short);
    short == long || alike
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_days_with_or_without_a_time() {
        let table = [
            ("2026-08-15", Some("2026-08-15")),
            ("2026-08-15T14:05:09Z", Some("2026-08-15T14:05")),
            ("2026-08-15 14:05", Some("2026-08-15T14:05")),
            ("2026-08-15T00:00:00+02:00", Some("2026-08-15")),
            ("2026-08-15T00:01:00", Some("2026-08-15T00:01")),
            ("20260815", Some("2026-08-15")),
            ("20260815T140500Z", Some("2026-08-15")),
            ("2026-08-15 (updated)", Some("2026-08-15")),
            ("2026-02-30", None),
            ("2026-08-151", None),
            ("202608151", None),
            ("15 August 2026", None),
            ("", None),
        ];
        for (text, expected) in table {
            let found = moment(text).map(|published| published.to_string());
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_title_is_known_again() {
        assert!(opens_with("Harbour Fire: “crews hold”", "Harbour fire: crews hold"));
        assert!(opens_with("Harbour fire is out", "Harbour fire is out | Coastal Press"));
        assert!(opens_with("港の火事は消えた", "港の火事は消えた"));
        for (line, title) in [
            ("Harbour", "Harbour fire: crews hold the line"),
            ("The fire was out by dawn.", "Harbour fire is out"),
            ("", "Harbour fire is out"),
            (
                "Harbour fire is out, and a long sentence says why that is so and since when.",
                "Harbour fire is out",
            ),
        ] {
            assert!(!opens_with(line, title), "{line}");
        }
    }
}
