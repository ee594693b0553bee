//! The versions of an article that were seen: which there are, one of them, and what changed from one to another.

use std::io::Write as _;
use std::sync::Arc;

use serde::Serialize;

use super::output::{self, OutputForm};
use super::source::{KeptVersion, Source};
use super::store::{SeenVersion, when};
use super::{Error, follow, history};
use crate::app::seen::{ChangedPost, PostFate, SeenVersion as Listed};
use crate::article::{Article, Time};
use crate::cli::At;
use crate::escape;
use crate::follow::{Edition, Event, Follower, Post, What};
use crate::layout::marked_up;
use crate::read::json;

/// A version of a source, as another source.
pub(super) fn at(source: &Source, number: u32) -> Result<Source, Error> {
    kept(source.origin().name, number)
}

/// A version of the source of this name, as another source.
pub(super) fn kept(of: String, number: u32) -> Result<Source, Error> {
    let all = seen(&of)?;
    let version = one(&of, &all, number)?;
    Ok(Source::Version(KeptVersion {
        json: version.json.as_str().into(),
        number,
        of,
    }))
}

/// The versions of the source of this name, for the reader.
pub(super) fn listed(name: &str) -> Result<Vec<Listed>, Error> {
    let mut follower = Follower::new();
    let all = seen(name)?;
    all.iter()
        .map(|version| {
            let counts = Counts::of(&mut follower, &*article(version)?, version.number);
            Ok(Listed {
                number: version.number,
                seen: when::in_figures(version.seen),
                posts: counts.posts,
                new: counts.new,
                edited: counts.edited,
                removed: counts.removed,
            })
        })
        .collect()
}

/// What two versions of the source of this name do not have in common, for the reader.
pub(super) fn compared(name: &str, (from, to): (u32, u32)) -> Result<Vec<ChangedPost>, Error> {
    let all = seen(name)?;
    let events = between(one(name, &all, from)?, one(name, &all, to)?)?;
    Ok(events.iter().map(changed).collect())
}

fn changed(event: &Event) -> ChangedPost {
    let post = &event.post;
    let clock = |time: Time| format!("{:02}:{:02}", time.minute / 60, time.minute % 60);
    let time = post.time.map(clock).unwrap_or_default();
    let name = post.headline.as_deref().or(post.author.as_deref()).unwrap_or_default();
    let said: Vec<&str> = post
        .said()
        .filter(|block| !block.is_headline)
        .map(|block| &*block.text)
        .collect();
    let (fate, text) = match &event.what {
        What::New | What::Restored => (PostFate::New, said.join("\n")),
        What::Removed => (PostFate::Removed, said.join("\n")),
        What::Edited(before) => (PostFate::Edited(before.text().into()), post.text()),
    };
    ChangedPost {
        fate,
        heading: format!("{time} {name}").trim().to_owned(),
        text: text.into(),
    }
}

/// Writes which versions there are; or what changed between two.
pub(super) fn write(sources: &[Source], at: Option<At>, json: bool) -> Result<(), Error> {
    let [source] = sources else {
        return Err(Error::Other("--versions takes one file or address".to_owned()));
    };
    let name = source.origin().name;
    let all = seen(&name)?;
    match at {
        Some(At::Between(from, to)) => compare(one(&name, &all, from)?, one(&name, &all, to)?, json),
        _ => list(&all, json),
    }
}

/// The versions of the source of this name: there are some.
fn seen(name: &str) -> Result<Vec<SeenVersion>, Error> {
    let all = match history::records()? {
        Some(records) => records.versions(name).map_err(|error| {
            let words = format!("{}: its versions cannot be read: {error}", escape::shown(name));
            Error::Other(words)
        })?,
        None => Vec::new(),
    };
    if all.is_empty() {
        let name = escape::shown(name);
        return Err(Error::Other(format!(
            "{name}: no version of it was seen; versions are kept of what is followed or opened again"
        )));
    }
    Ok(all)
}

fn one<'a>(name: &str, all: &'a [SeenVersion], number: u32) -> Result<&'a SeenVersion, Error> {
    let found = all.iter().find(|version| version.number == number);
    let (first, last) = (
        all.first().map_or(0, |all| all.number),
        all.last().map_or(0, |all| all.number),
    );
    found.ok_or_else(|| {
        let name = escape::shown(name);
        Error::Other(format!(
            "{name}: there is no version {number}; there are {first} to {last}"
        ))
    })
}

fn article(version: &SeenVersion) -> Result<Arc<Article>, Error> {
    let read = json::read(&version.json).and_then(Result::ok);
    let damaged = || Error::Other(format!("version {} is damaged", version.number));
    read.map(Arc::new).ok_or_else(damaged)
}

/// Takes a version in; what is news in it.
fn take(follower: &mut Follower, article: &Article, made: u32) -> Vec<Event> {
    let mut events = Vec::new();
    // That it was kept says that it was meant: what is gone in it needs no second look.
    for mark in [2 * u64::from(made), 2 * u64::from(made) + 1] {
        let edition = Edition {
            mark,
            made: Some(made.into()),
            ..Edition::of(article)
        };
        events.extend(follower.take(&edition).events);
    }
    events
}

/// A version in the list, for programs.
#[derive(Serialize)]
struct Line<'a> {
    version: u32,
    seen: String,
    title: Option<&'a str>,
    posts: usize,
    new: usize,
    edited: usize,
    removed: usize,
}

fn list(all: &[SeenVersion], json: bool) -> Result<(), Error> {
    let mut out = output::stdout(if json {
        OutputForm::JsonOfNames
    } else {
        OutputForm::Text
    });
    let mut follower = Follower::new();
    for version in all {
        let article = article(version)?;
        let counts = Counts::of(&mut follower, &article, version.number);
        let line = Line {
            version: version.number,
            seen: when::in_full(version.seen),
            title: article.meta().title.as_deref(),
            posts: counts.posts,
            new: counts.new,
            edited: counts.edited,
            removed: counts.removed,
        };
        let written = if json {
            serde_json::to_writer(&mut out, &line)
                .map_err(Into::into)
                .and_then(|()| writeln!(out))
        } else {
            writeln!(
                out,
                "{:>4}  {}  {:>4} posts  {}",
                line.version,
                when::in_figures(version.seen),
                line.posts,
                counted(&line)
            )
        };
        written.map_err(Error::Output)?;
    }
    out.flush().map_err(Error::Output)
}

/// How many posts a version has, and how many of them changed in it.
struct Counts {
    posts: usize,
    new: usize,
    edited: usize,
    removed: usize,
}

impl Counts {
    fn of(follower: &mut Follower, article: &Article, number: u32) -> Self {
        let events = take(follower, article, number);
        let count = |is: fn(&What) -> bool| events.iter().filter(|event| !event.initial && is(&event.what)).count();
        Self {
            posts: Edition::of(article).posts.len(),
            new: count(|what| matches!(what, What::New | What::Restored)),
            edited: count(|what| matches!(what, What::Edited(_))),
            removed: count(|what| matches!(what, What::Removed)),
        }
    }
}

/// "3 new, 1 edited".
fn counted(line: &Line<'_>) -> String {
    let counts = [(line.new, "new"), (line.edited, "edited"), (line.removed, "removed")];
    let counts = counts.iter().filter(|(count, _)| *count > 0);
    let words: Vec<String> = counts.map(|(count, word)| format!("{count} {word}")).collect();
    words.join(", ")
}

/// What changed from one version to another.
fn between(from: &SeenVersion, to: &SeenVersion) -> Result<Vec<Event>, Error> {
    let mut follower = Follower::new();
    take(&mut follower, &*article(from)?, 1);
    Ok(take(&mut follower, &*article(to)?, 2))
}

/// Writes what changed from one version to another.
fn compare(from: &SeenVersion, to: &SeenVersion, json: bool) -> Result<(), Error> {
    let events = between(from, to)?;
    if json {
        let lines = events.iter().try_for_each(|event| follow::write(event, to.number));
        return lines.map_err(Error::Output);
    }
    let mut out = output::stdout(OutputForm::Text);
    let told = events
        .iter()
        .try_for_each(|event| out.write_all(told(event).as_bytes()));
    told.and_then(|()| out.flush()).map_err(Error::Output)
}

/// An event for people: a line with a sign, and what the post says below it.
fn told(event: &Event) -> String {
    let post = &event.post;
    let (sign, text) = match &event.what {
        What::New | What::Restored => ('+', post.text()),
        What::Removed => ('-', post.text()),
        What::Edited(before) => ('~', marked_up(&before.text(), &post.text())),
    };
    let body = text.lines().map(|line| format!("    {line}\n"));
    format!("{sign} {}\n{}\n", heading(post), body.collect::<String>())
}

fn heading(post: &Post) -> String {
    let time = post.time.map(|time| time.to_string()).unwrap_or_default();
    let author = post.author.as_deref().unwrap_or_default();
    let parts: Vec<&str> = [time.as_str(), author]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    parts.join("  ")
}
