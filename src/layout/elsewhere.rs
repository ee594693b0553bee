//! The name of another article, for a line that says where its text comes from: the title and the day, in as much room
//! as there is.

use super::remark::{HEADLINE_BYTES, shortened};
use super::role::Role;
use super::{Content, Page, Piece, width};
use crate::article::Published;

/// Columns of a title worth showing; where there are fewer, shorter words are chosen, or the day is left out.
const TITLE: usize = 12;

/// What another article is called.
pub(super) struct ShownName<'a> {
    /// Its title; empty if it has none.
    pub(super) title: &'a str,
    /// What it is called without one.
    pub(super) otherwise: String,
    /// When it was published, if that is known.
    pub(super) published: Option<Published>,
}

impl Page<'_> {
    /// The first of the wordings, which get ever shorter, that leaves room for the name of the article with this
    /// number; and that name: `"Harbour fire: crews hold the line", 14 Aug`.
    pub(super) fn naming_article(
        &self,
        wordings: &[impl AsRef<str>],
        number: u32,
        room: usize,
        role: Role,
    ) -> Vec<Piece> {
        let source = self.folding.source(number);
        let named = ShownName {
            title: source.and_then(|source| source.title.as_deref()).unwrap_or_default(),
            otherwise: format!("article {}", u64::from(number) + 1),
            published: source.and_then(|source| source.published),
        };
        self.naming_titled(wordings, &named, room, role)
    }

    /// The same of an article that has this title, if it has one, and day.
    pub(super) fn naming_titled(
        &self,
        wordings: &[impl AsRef<str>],
        named: &ShownName<'_>,
        room: usize,
        role: Role,
    ) -> Vec<Piece> {
        let title = named.title;
        let title = title[..title.floor_char_boundary(HEADLINE_BYTES)].trim();
        let name = if title.is_empty() {
            named.otherwise.clone()
        } else {
            format!("\"{}\"", on_one_line(title))
        };
        let day = named
            .published
            .and_then(|published| self.day(published))
            .unwrap_or_default();
        let least = width::of(&name).min(TITLE);
        let fits = |words: &&str, day: &str| width::of(words) + 1 + least + width::of(day) <= room;
        let wordings = wordings.iter().map(AsRef::as_ref);
        let shortest = wordings.clone().next_back().unwrap_or_default();
        // The day before a longer wording; but the title before the day.
        let (words, day) = match wordings.clone().find(|words| fits(words, &day)) {
            Some(words) => (words, &*day),
            None => (wordings.clone().find(|words| fits(words, "")).unwrap_or(shortest), ""),
        };
        let whole = format!("{words} {name}{day}");
        if width::of(&whole) <= room || day.is_empty() || title.is_empty() {
            return shortened(&whole, room, role);
        }
        // The title is cut, and its quotation mark and the day stand behind it.
        let tail = format!("\"{day}");
        let head = format!("{words} {}", name.strip_suffix('"').unwrap_or(&name));
        let mut pieces = shortened(&head, room - width::of(&tail), role);
        pieces.push(Piece {
            content: Content::Words(tail),
            role,
        });
        pieces
    }

    /// How an article's day is told beside the one that is read: `, 14 Aug`, with the year where that is another;
    /// on the same day the time, if it is known.
    fn day(&self, published: Published) -> Option<String> {
        let here = self.article.meta().published.map(|published| published.date);
        let Published { date, minute } = published;
        if here == Some(date) {
            return minute.map(|minute| format!(", {:02}:{:02}", minute / 60, minute % 60));
        }
        let month = date.month_name();
        Some(match here {
            Some(here) if here.year == date.year => format!(", {} {month}", date.day),
            _ => format!(", {} {month} {}", date.day, date.year),
        })
    }
}

/// The characters of a title that a row can show.
fn on_one_line(title: &str) -> String {
    title.replace(|c: char| c.is_whitespace() || c.is_control(), " ")
}
