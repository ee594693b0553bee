//! What stands before the first sentence of a block and is not part of what it says: the time of a post, the name
//! of who wrote it, the place and agency of wire copy. Two posts that differ in nothing else say the same.
//!
//! Nothing is taken for such a lead unless it looks like one on both sides: a false lead would hide a difference.

use rustc_hash::FxHashSet;

use super::words::write_normal;
use crate::article::{Article, Kind};

/// Leads longer than this, in bytes, are none: four names, or a long place with a date.
const LONGEST: usize = 96;

/// The leads that an article's blocks may have.
#[derive(Debug, Default)]
pub(super) struct Leads {
    /// The people who write in the article, in normal form.
    names: FxHashSet<String>,
}

impl Leads {
    /// Of an article that names its writers, in its head or in its byline blocks.
    pub(super) fn of(article: &Article) -> Self {
        let blocks = article.blocks().iter();
        let bylines = blocks
            .filter(|block| block.kind == Kind::Byline && block.text.len() as usize <= LONGEST)
            .map(|block| block.text.of(article.text()));
        let mut names = FxHashSet::default();
        let mut normal = String::new();
        for name in article.meta().bylines.iter().map(String::as_str).chain(bylines) {
            write_normal(name, &mut normal);
            let bare = normal.strip_prefix("by ").unwrap_or(&normal);
            if !bare.is_empty() && !names.contains(bare) {
                names.insert(bare.to_owned());
            }
        }
        Self { names }
    }

    /// The text without its lead; the whole text if there is nothing after the lead.
    pub(super) fn skip<'a>(&self, text: &'a str) -> &'a str {
        let mut rest = text.trim_start();
        if let Some(after) = after_time(rest) {
            rest = after;
        }
        if let Some(after) = self.after_name(rest).or_else(|| after_agency(rest)) {
            rest = after;
        }
        if rest.chars().take(LONGEST).any(char::is_alphanumeric) {
            rest
        } else {
            text
        }
    }

    /// What follows `Jane Doe: `, if she writes in the article.
    fn after_name<'a>(&self, text: &'a str) -> Option<&'a str> {
        if self.names.is_empty() {
            return None;
        }
        let end = head(text).find([':', '|', '\n', '–', '—'])?;
        let mut normal = String::new();
        write_normal(&text[..end], &mut normal);
        let bare = normal.strip_prefix("by ").unwrap_or(&normal);
        self.names.contains(bare).then(|| skip_separators(&text[end..]))
    }
}

/// The first bytes of a text, as far as a lead may reach.
fn head(text: &str) -> &str {
    &text[..text.floor_char_boundary(LONGEST)]
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, ':' | '|' | '-' | '–' | '—' | '•' | '·' | '/')
}

fn skip_separators(text: &str) -> &str {
    text.trim_start_matches(is_separator)
}

/// What follows the time a text begins with: `10:32 `, `[9.05am] `, `14h05 – `, `11:05 GMT: `.
///
/// A point or an `h` may stand in a price or a result, and a colon in one too; so a time has to be marked as one
/// (brackets, am or pm, a zone, a separator after it), or have a colon and be followed by the start of a sentence.
fn after_time(text: &str) -> Option<&str> {
    let (bracket, inner) = match text.strip_prefix(['[', '(']) {
        Some(inner) => (true, inner),
        None => (false, text),
    };
    let (colon, after) = after_clock(inner)?;
    let (marked, after) = after_zone(after);
    let after = if bracket {
        after.strip_prefix([']', ')'])?
    } else {
        after
    };
    let rest = skip_separators(after);
    let parted = after[..after.len() - rest.len()].contains(|c: char| is_separator(c) && c != ' ');
    let blank = after.starts_with(char::is_whitespace);
    let starts_sentence = rest
        .chars()
        .next()
        .is_some_and(|c| !c.is_lowercase() && !c.is_numeric());
    (bracket || parted || (blank && starts_sentence && (colon || marked))).then_some(rest)
}

/// Whether hours and minutes are parted by a colon, and what follows them.
fn after_clock(text: &str) -> Option<(bool, &str)> {
    let number = |text: &str| text.bytes().take(3).take_while(u8::is_ascii_digit).count();
    let hours = number(text);
    if !(1..=2).contains(&hours) || text[..hours].parse::<u8>().ok()? > 24 {
        return None;
    }
    let mut rest = text[hours..].chars();
    let part = rest.next().filter(|c| matches!(c, ':' | '：' | '.' | 'h'))?;
    let rest = rest.as_str();
    if number(rest) != 2 || rest[..2].parse::<u8>().ok()? > 59 {
        return None;
    }
    let after = &rest[2..];
    let seconds = after.strip_prefix(':').filter(|seconds| number(seconds) == 2);
    Some((
        matches!(part, ':' | '：'),
        seconds.map_or(after, |seconds| &seconds[2..]),
    ))
}

/// Whether a half of the day or a zone follows, and what follows them.
fn after_zone(text: &str) -> (bool, &str) {
    const MARKS: [&str; 21] = [
        "a.m.", "p.m.", "am", "pm", "AM", "PM", "Uhr", "GMT", "UTC", "BST", "CEST", "CET", "EEST", "EET", "MSK", "EDT",
        "EST", "ET", "PDT", "PST", "IST",
    ];
    let mut rest = text;
    let mut marked = false;
    for _ in 0..2 {
        let inner = rest.trim_start_matches(' ');
        let after = MARKS.iter().find_map(|mark| inner.strip_prefix(mark));
        let Some(after) = after.filter(|after| !after.starts_with(char::is_alphanumeric)) else {
            break;
        };
        (marked, rest) = (true, after);
    }
    (marked, rest)
}

/// What follows the place, date and agency that wire copy begins with: `KESSEL, Aug 15 (Coastal) - `.
fn after_agency(text: &str) -> Option<&str> {
    let head = head(text);
    let open = head.find('(')?;
    let close = open + head[open..].find(')')?;
    let first = text.split([' ', ',', '(']).next().unwrap_or_default();
    let place = open == 0 || (first.chars().count() > 1 && !first.chars().any(char::is_lowercase));
    let agency = &head[open + 1..close];
    let named = !agency.is_empty() && agency.len() <= 24 && agency.chars().all(|c| c.is_alphabetic() || c == ' ');
    let rest = text[close + 1..].trim_start();
    let dashed = rest.starts_with(['-', '–', '—']);
    (place && named && dashed).then(|| skip_separators(rest))
}

#[cfg(test)]
mod tests {
    use super::Leads;

    #[test]
    fn a_lead_is_skipped_only_where_it_looks_like_one() {
        let leads = Leads {
            names: ["ana brandt".to_owned()].into_iter().collect(),
        };
        for (text, rest) in [
            ("10:32 Ferries stopped", "Ferries stopped"),
            ("10.32am Ferries stopped", "Ferries stopped"),
            ("[9:05] ferries stopped", "ferries stopped"),
            ("14h05 – ferries stopped", "ferries stopped"),
            ("11:05 GMT: ferries stopped", "ferries stopped"),
            ("7:15 p.m. ET Ferries stopped", "Ferries stopped"),
            ("10:32 Ana Brandt: Ferries stopped", "Ferries stopped"),
            ("By Ana Brandt\nFerries stopped", "Ferries stopped"),
            ("KESSEL, Aug 15 (Coastal) - Ferries stopped", "Ferries stopped"),
            ("10.50 crowns is the fare", "10.50 crowns is the fare"),
            ("10:32 behind the leader", "10:32 behind the leader"),
            ("3.10 Euros", "3.10 Euros"),
            ("Tom Ruiz: Ferries stopped", "Tom Ruiz: Ferries stopped"),
            ("Ferries (and boats) - all stopped", "Ferries (and boats) - all stopped"),
            ("10:32", "10:32"),
            ("10:32 –", "10:32 –"),
            ("", ""),
        ] {
            assert_eq!(leads.skip(text), rest, "{text:?}");
        }
    }
}
