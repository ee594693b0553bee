//! The sections of articles for the shell: a list of them, and which of them is meant.

use std::io::Write;

use super::Error;
use crate::article::{Article, SectionId};
use crate::matching::Words;

/// Writes a line for each section: its number, its time if it is a post, its headline; a tab between two columns.
pub(super) fn list(article: &Article, out: &mut dyn Write) -> std::io::Result<()> {
    article.sections().iter().zip(1..).try_for_each(|(section, number)| {
        let time = section.time.map(|time| time.to_string()).unwrap_or_default();
        let headline = section.headline.map_or("Opening", |span| span.of(article.text()));
        let headline = headline.split_whitespace().collect::<Vec<_>>().join(" ");
        writeln!(out, "{number}\t{time}\t{headline}")
    })
}

/// The section that is meant: by its number, else the first one whose headline has these words.
pub(super) fn named(article: &Article, typed: &str) -> Result<Article, Error> {
    let number = typed.trim().parse().ok().and_then(|number: u32| number.checked_sub(1));
    let by_number = number.filter(|&number| (number as usize) < article.sections().len());
    let by_words = || {
        let mut words = Words::parse(typed).ok()?;
        let headline = |section: &crate::article::Section| section.headline.map(|span| span.of(article.text()));
        let mut headlines = article.sections().iter().map(headline);
        headlines.position(|headline| headline.is_some_and(|headline| !words.find(headline).is_empty()))
    };
    let id = by_number.or_else(|| by_words().map(|at| at as u32)).map(SectionId);
    let section = id.and_then(|id| article.section_alone(id));
    section.ok_or_else(|| {
        let title = article.meta().title.as_deref().unwrap_or("the article");
        Error::Other(format!("{title}: no section {typed:?}; --list-sections lists them"))
    })
}
