//! News for programs: an event a line, as JSON.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;

use super::{Complaints, Following};
use crate::article::Article;
use crate::cli::Follow;
use crate::follow::{Edition, Event, Post, What};
use crate::run::output::{self, OutputForm};
use crate::run::source::Source;
use crate::run::store::{self, Records};
use crate::run::{Error, signals, standard};

/// Writes what happens to a source, a line an event, until there is nothing more, nobody reads it, or the program is
/// terminated: then it ends between two lines.
/// Versions are kept unless `forget` says otherwise.
pub(in crate::run) fn lines(source: Source, how: Follow, forget: bool) -> Result<(), Error> {
    let writing = Arc::<Mutex<()>>::default();
    signals::end_between(Arc::clone(&writing)).map_err(Error::Output)?;
    let mut keeper = Keeper::of(&source, forget);
    let mut following = Following::new(source, how)?;
    let mut complaints = Complaints(None);
    loop {
        let round = following.ask();
        if let Some(failed) = round.failed.as_ref()
            && failed.for_good
            && following.follower().version() == 0
        {
            return Err(Error::Other(failed.words.clone()));
        }
        complaints.hear(round.failed);
        if let Some(article) = &round.article {
            keeper.keep(article);
        }
        for event in &round.events {
            let _writing = writing.lock().unwrap_or_else(PoisonError::into_inner);
            write(event, following.follower().version()).map_err(Error::Output)?;
        }
        let Some(time) = round.wait else { return Ok(()) };
        standard::wait(time, following.pipe()).map_err(Error::Output)?;
    }
}

/// Keeps the versions of what is followed. That they cannot be kept is told once, and nothing else is lost by it.
struct Keeper {
    records: Option<Records>,
    name: String,
}

impl Keeper {
    fn of(source: &Source, forget: bool) -> Self {
        let origin = source.origin();
        let path = store::path().filter(|_| !forget && origin.lasts);
        let records = path.and_then(|path| match Records::open(&path) {
            Ok((records, told)) => {
                told.iter().for_each(output::message);
                Some(records)
            }
            Err(fault) => {
                output::message(fault);
                None
            }
        });
        Self {
            records,
            name: origin.name,
        }
    }

    fn keep(&mut self, article: &Article) {
        let Some(records) = &mut self.records else { return };
        if let Err(error) = records.keep_version(&self.name, article, store::when::now()) {
            output::message(records.fault(error));
            self.records = None;
        }
    }
}

/// Writes the posts of an article, a line each.
pub(in crate::run) fn posts(article: &Article, out: &mut dyn Write) -> io::Result<()> {
    Edition::of(article)
        .posts
        .iter()
        .try_for_each(|post| line(&PostLine::of(post, None), out))
}

/// A post, as it is written.
#[derive(Serialize)]
struct PostLine<'a> {
    id: Option<&'a str>,
    url: Option<&'a str>,
    time: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated: Option<String>,
    title: Option<&'a str>,
    author: Option<&'a str>,
    blocks: Vec<BlockLine<'a>>,
    text: String,
}

#[derive(Serialize)]
struct BlockLine<'a> {
    kind: &'static str,
    text: &'a str,
}

impl<'a> PostLine<'a> {
    /// A post; `key` is what it is called where that is known.
    fn of(post: &'a Post, key: Option<&'a str>) -> Self {
        let blocks = post.said().filter(|block| !block.is_headline);
        Self {
            id: key.or(post.id.as_deref()),
            url: post.permalink.as_deref(),
            time: post.time.map(|time| time.to_string()),
            updated: post.updated.map(|time| time.to_string()),
            title: post.headline.as_deref(),
            author: post.author.as_deref(),
            blocks: blocks
                .map(|block| BlockLine {
                    kind: block.kind.name(),
                    text: &block.text,
                })
                .collect(),
            text: post.text(),
        }
    }
}

/// An event, as it is written.
#[derive(Serialize)]
struct EventLine<'a> {
    event: &'static str,
    #[serde(flatten)]
    post: PostLine<'a>,
    version: u32,
    initial: bool,
    /// It was removed, and is back.
    #[serde(skip_serializing_if = "Option::is_none")]
    restored: Option<bool>,
    /// What it said before it was edited.
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<String>,
}

/// Writes an event that came with the version of this number.
pub(in crate::run) fn write(event: &Event, version: u32) -> io::Result<()> {
    let written = EventLine {
        event: match event.what {
            What::New | What::Restored => "new",
            What::Edited(_) => "edit",
            What::Removed => "remove",
        },
        post: PostLine::of(&event.post, Some(&event.key)),
        version,
        initial: event.initial,
        restored: (event.what == What::Restored).then_some(true),
        before: match &event.what {
            What::Edited(before) => Some(before.text()),
            _ => None,
        },
    };
    let mut out = output::stdout(OutputForm::Json);
    line(&written, &mut out)?;
    out.flush()
}

fn line(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let mut line = serde_json::to_vec(value)?;
    line.push(b'\n');
    out.write_all(&line)
}
