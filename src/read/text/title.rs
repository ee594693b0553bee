//! The first line: the article's headline, with or without a date glued to it.

use super::clock;
use super::facts::LineFacts;
use super::groups::G;
use super::groups::{Answers, has};
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
    let title = blocks.first().filter(|block| block.kind == Kind::Title)?;
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

/// When the article was published: the date glued to the title, or one that stands alone before the body.
pub(super) fn published(text: &str, blocks: &[Block]) -> Option<Published> {
    let first = blocks.first()?;
    let line = text[first.tile.start as usize..first.text.end as usize].trim_start();
    if let Some(prefix) = prefix(line) {
        return Some(Published {
            date: prefix.date,
            minute: None,
        });
    }
    let head = blocks
        .iter()
        .take_while(|block| !matches!(block.kind, Kind::Heading | Kind::Paragraph | Kind::ListItem));
    head.filter(|block| block.kind != Kind::Title)
        .find_map(|block| stamped(block.text.of(text)))
}

/// The day of a line that is a time alone, or a day alone.
fn stamped(line: &str) -> Option<Published> {
    let (date, minute) = match clock::alone(line) {
        Some(when) => (when.date?, when.minute),
        None => (clock::day(line)?.date?, None),
    };
    Some(Published { date, minute })
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
