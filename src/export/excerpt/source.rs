//! Where a quotation is from, line by line: nothing that is not known, and nothing that is known of something else.

use super::{Marks, Quoted, UNCERTAIN};
use crate::article::{
    Article, BlockId, Date, Excerpt, Extras, Meta, Note, Passage, Published, Section, SectionId, Time,
};

/// Blocks at the start of a post that may tell who wrote it, when it was changed and where it stands.
const HEAD: u32 = 4;

/// Who wrote it and its title; when it was published; where; when it was read.
pub(super) fn lines(excerpt: &Excerpt, quoted: &Quoted<'_>, marks: &Marks, accessed: Date) -> Vec<String> {
    let article = &*excerpt.article;
    let meta = article.meta();
    let title = meta
        .title
        .as_ref()
        .map(|title| format!("{}{title}{}", marks.open, marks.close));
    let accessed = format!("Accessed {}", in_words(accessed));
    if quoted.is_all_stray() {
        // Nothing known of the article is known of another story; where it was found is.
        let place = title.map(|title| format!("Found below {title}"));
        let address = meta.url.clone().or_else(|| meta.id.clone());
        return tidy([Some(UNCERTAIN.to_owned()), place, address, Some(accessed)]);
    }
    let posts = QuotedPosts::of(excerpt);
    let by = posts.author.clone().unwrap_or_else(|| meta.bylines.join(", "));
    let who: Vec<String> = Some(by).filter(|by| !by.is_empty()).into_iter().chain(title).collect();
    let day = meta.published.map(|day| published(day, meta));
    let posted = posts.in_words(meta.published.map(|published| published.date));
    let when: Vec<String> = day.into_iter().chain(posted).collect();
    let address = posts.permalink.clone().or_else(|| meta.url.clone());
    tidy([
        Some(who.join(", ")),
        Some(capital(&when.join(", "))),
        address.or_else(|| meta.id.clone()),
        Some(accessed),
    ])
}

fn tidy<const N: usize>(lines: [Option<String>; N]) -> Vec<String> {
    let lines = lines.into_iter().flatten();
    lines.map(|line| clean(&line)).filter(|line| !line.is_empty()).collect()
}

/// When the article was published, or, where only that is known, changed.
fn published(day: Published, meta: &Meta) -> String {
    let word = if meta.updated { "updated" } else { "published" };
    let date = in_words(day.date);
    match day.minute {
        Some(minute) => format!("{word} {date}, {}", clock(minute)),
        None => format!("{word} {date}"),
    }
}

/// What is known of the posts that are quoted.
#[derive(Default)]
struct QuotedPosts {
    /// The times of the first and of the last.
    times: Option<(Time, Time)>,
    /// How many sections are quoted, up to two.
    sections: usize,
    /// Whether one of them has no time.
    untimed: bool,
    /// Of one post alone: when it was changed, who wrote it, where it stands.
    updated: Option<Time>,
    author: Option<String>,
    permalink: Option<String>,
}

impl QuotedPosts {
    fn of(excerpt: &Excerpt) -> Self {
        let article = &*excerpt.article;
        let mut sections: Vec<SectionId> = Vec::new();
        for passage in &excerpt.passages {
            let Passage::Text { block, .. } = passage else { continue };
            let Some(block) = article.blocks().get(block.index()) else {
                continue;
            };
            if !block.notes.has(Note::LooksLikeAnotherStory) && sections.last() != Some(&block.section) {
                sections.push(block.section);
            }
        }
        let mut posts = Self {
            sections: sections.len(),
            ..Self::default()
        };
        for section in sections.iter().map(|id| article.section(*id)) {
            match section.time {
                Some(time) => posts.times = Some((posts.times.map_or(time, |(first, _)| first), time)),
                None => posts.untimed = true,
            }
        }
        if let [only] = sections[..] {
            let section = article.section(only);
            posts.updated = known(article, section, |extras| extras.updated).filter(|at| Some(*at) != section.time);
            posts.author = known(article, section, |extras| extras.author.clone());
            posts.permalink = known(article, section, |extras| extras.permalink.clone());
        }
        posts
    }

    /// The time of the post, or of the first and the last of several; a day that is the article's is not said again.
    fn in_words(&self, published: Option<Date>) -> Option<String> {
        let told = |time: Time| match time.date.filter(|date| Some(*date) != published) {
            Some(date) => format!("{}, {}", in_words(date), zoned(time)),
            None => zoned(time),
        };
        let part = if self.untimed { "in part " } else { "" };
        let posted = self.times.map(|(first, last)| match self.sections {
            0 | 1 => format!("post of {}", told(first)),
            _ if first == last => format!("{part}post of {}", told(first)),
            _ => format!("{part}posts of {} to {}", told(first), told(last)),
        });
        let updated = self.updated.map(|time| format!("updated {}", told(time)));
        let both: Vec<String> = posted.into_iter().chain(updated).collect();
        (!both.is_empty()).then(|| both.join(", "))
    }
}

/// What the head of a post tells.
fn known<T>(article: &Article, section: &Section, of: impl Fn(&Extras) -> Option<T>) -> Option<T> {
    let last = section.last.0.min(section.first.0 + HEAD - 1);
    let head = (section.first.0..=last).map(BlockId);
    head.filter_map(|id| article.extras(id)).find_map(of)
}

/// A day as the press writes it: `15 Aug 2026`.
fn in_words(date: Date) -> String {
    format!("{} {} {}", date.day, date.month_name(), date.year)
}

fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// A time of day with its zone, where that is told: `14:32 UTC+01:00`.
fn zoned(time: Time) -> String {
    let clock = clock(time.minute);
    match time.zone {
        None => clock,
        Some(0) => format!("{clock} UTC"),
        Some(zone) => format!("{clock} UTC{}", crate::article::Zone(zone)),
    }
}

/// With a capital at its start.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// On one line, without what a terminal obeys: the text of an article is clean, but what is known of it may have come
/// from elsewhere.
fn clean(line: &str) -> String {
    line.replace(char::is_control, " ").trim().to_owned()
}
