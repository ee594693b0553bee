//! The first line: the article's headline, with or without a date glued to it.

use super::chars;
use super::clock::{self, When};
use super::facts::LineFacts;
use super::groups::G;
use super::groups::{Answers, has};
use super::posts;
use crate::article::{Block, Date, Kind, Published};

/// Longer first lines are no headlines, in letters.
const LONGEST: u32 = 300;

/// The same for several sentences with full stops.
const LONGEST_SENTENCES: u32 = 100;

/// What stands before the headline on the first line: ` date 2026-08-15 `.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::read) struct Prefix {
    /// Its length in bytes, with the blank after it.
    pub(in crate::read) len: usize,
    /// The date it gives.
    pub(super) date: Date,
}

/// The prefix of a line that some scrapers glue together, if there is text after it.
pub(in crate::read) fn prefix(line: &str) -> Option<Prefix> {
    let rest = line.strip_prefix("date ")?.trim_start();
    let date = Date::parse(rest)?;
    let after = rest.get(10..)?;
    let title = after.trim_start();
    (!title.is_empty() && title.len() < after.len()).then_some(Prefix {
        len: line.len() - title.len(),
        date,
    })
}

/// Whether the first line is the headline: nearly always, unless it is prose, a list item or a time. A date glued to it
/// leaves no doubt.
pub(super) fn is_one(facts: &LineFacts, answers: &Answers, dated: bool) -> bool {
    let sentences = answers[G::Inner as usize] > 0 && facts.len > LONGEST_SENTENCES;
    let prose = has!(answers, Last "sentence") && (facts.len > 160 || sentences);
    let byline = has!(answers, Byline "start+name");
    let other = prose || byline || has!(answers, Bullet "sure") || has!(answers, Time "alone");
    (dated || !other) && !facts.line.cut && facts.len <= LONGEST
}

/// The headline, on one line.
pub(super) fn of(text: &str, blocks: &[Block]) -> Option<String> {
    /// Lines about the page may stand above it.
    const FIRST: usize = 160;
    let title = blocks.iter().take(FIRST).find(|block| block.kind == Kind::Title)?;
    Some(
        title
            .text
            .of(text)
            .split('\n')
            .map(str::trim)
            .collect::<Vec<_>>()
            .join(" "),
    )
}

/// When the article was published, and the block that gives another day, if one does.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Day {
    pub(super) published: Option<Published>,
    /// It is when the article was changed: when it appeared is not said.
    pub(super) updated: bool,
    pub(super) disagrees: Option<usize>,
}

/// The day that an article gives itself: the date glued to the title, or the first one in its head, among other words or
/// not, that is not when it was changed; or that of its dateline.
pub(super) fn published(text: &str, blocks: &[Block]) -> Day {
    let mut day = Day::default();
    let mut changed = None;
    for (at, when) in dates(text, blocks) {
        let Some(date) = when.date else { continue };
        let this = Published {
            date,
            minute: when.minute,
        };
        match &mut day.published {
            _ if when.updated => changed = changed.or(Some(this)),
            None => day.published = Some(this),
            Some(first) if first.date == date => first.minute = first.minute.or(this.minute),
            Some(_) => day.disagrees = day.disagrees.or(Some(at)),
        }
    }
    day.updated = day.published.is_none() && changed.is_some();
    day.published = day.published.or(changed);
    day
}

/// The days in the head of an article, in the order of its lines.
fn dates(text: &str, blocks: &[Block]) -> Vec<(usize, When)> {
    let mut found = Vec::new();
    let Some(first) = blocks.first() else { return found };
    let line = text[first.tile.start as usize..first.text.end as usize].trim_start();
    if let Some(prefix) = prefix(line) {
        let date = Some(prefix.date);
        found.push((
            0,
            When {
                date,
                ..When::default()
            },
        ));
    }
    let head = posts::days::head(text, blocks);
    for (at, block) in blocks.iter().enumerate().take(head) {
        let line = block.text.of(text);
        let when = match block.kind {
            Kind::Timestamp => clock::said(line)
                .filter(|when| when.date.is_some())
                .or_else(|| clock::day_in(line)),
            Kind::Byline | Kind::Paragraph | Kind::Boilerplate | Kind::Caption => labelled(line),
            _ => None,
        };
        found.extend(when.map(|when| (at, when)));
    }
    if let Some(block) = blocks
        .get(head)
        .filter(|block| matches!(block.kind, Kind::Paragraph | Kind::Heading))
    {
        let line = block.text.of(text);
        let when = clock::day_in(dateline(line)).or_else(|| labelled(line));
        found.extend(when.map(|when| (head, when)));
    }
    found
}

/// A day in a short line that begins or ends with it: "Monday, August 17, 2026 | Good morning", "By Ana Brandt, 17 August
/// 2026".
fn labelled(line: &str) -> Option<When> {
    const LONGEST_LINE: usize = 160;
    /// Bytes of words before a day that begins a line, and after one that ends it.
    const BESIDE: usize = 24;
    if line.len() > LONGEST_LINE {
        return None;
    }
    let head = &line[..line.floor_char_boundary(BESIDE * 2)];
    let tail = &line[line.ceil_char_boundary(line.len().saturating_sub(BESIDE * 2))..];
    let parted = line.contains(['|', '·', '•', ',', '/', '，', '–', '—']);
    let sentence = line.ends_with(chars::is_stop) && !line.contains('|');
    if sentence || !parted {
        return None;
    }
    clock::day_in(head).or_else(|| clock::day_in(tail))
}

/// What stands before the text of an agency's first paragraph: "KESSEL HARBOUR, July 18, 2024 (Reuters) - Crews …".
fn dateline(line: &str) -> &str {
    const LONGEST_DATELINE: usize = 100;
    let head = &line[..line.floor_char_boundary(LONGEST_DATELINE)];
    let end = [" – ", " — ", " - ", " -- ", ") ", "） ", "）", ": "]
        .iter()
        .filter_map(|dash| head.find(dash))
        .max();
    let place = head.starts_with(|c: char| c.is_uppercase() || c == '(' || chars::is_ideographic(c));
    head.get(..end.filter(|_| place).unwrap_or(0)).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_told_from_titles() {
        let line = "date 2026-08-15 Harbour fire";
        let prefix = prefix(line).expect("a prefix");
        assert_eq!(
            (&line[prefix.len..], prefix.date.to_string()),
            ("Harbour fire", "2026-08-15".into())
        );
        for line in [
            "date 2026-08-15",
            "date 2026-02-30 x",
            "dated 2026-08-15 x",
            "2026-08-15 x",
            "date 2026-08-15x",
        ] {
            assert_eq!(super::prefix(line), None, "{line}");
        }
    }
}
