//! Words found in all articles of all sources, written to standard output.
//!
//! Most articles of a corpus have none of the words. So each is first looked at as it stands in the file, which is
//! cheap; its structure is read only if all the words are there.

use std::io::Write;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use super::batch::{self, Found, Outcome, Writer};
use super::output::{self, OutputForm};
use super::{Error, panics};
use crate::article::Article;
use crate::cli;
use crate::export::{self, Hit, HitsAs, Place};
use crate::matching::Words;

/// Takes away the words that stand before the first source: what is no file, and not named like one.
pub(super) fn words_before(sources: &mut Vec<cli::Source>) -> Vec<String> {
    let is_word = |source: &cli::Source| match source {
        cli::Source::File(path) => word(path).is_some(),
        cli::Source::Stdin | cli::Source::Url(_) => false,
    };
    let count = sources.iter().take_while(|source| is_word(source)).count();
    let words = sources.drain(..count).filter_map(|source| match source {
        cli::Source::File(path) => word(&path).map(str::to_owned),
        cli::Source::Stdin | cli::Source::Url(_) => None,
    });
    words.collect()
}

fn word(path: &Path) -> Option<&str> {
    let word = path.to_str().filter(|word| !word.contains(['/', '.']))?;
    (!path.exists()).then_some(word)
}

/// Writes the hits in the articles of all sources, in their order.
pub(super) fn find(sources: Vec<super::Source>, words: &Words, form: HitsAs) -> Result<(), Error> {
    let pool = Pool::new(words.clone());
    let mut out = output::stdout(match form {
        HitsAs::Json => OutputForm::JsonOfNames,
        HitsAs::Groups | HitsAs::Lines => OutputForm::Text,
    });
    let between = if form == HitsAs::Groups { "\n" } else { "" };
    let (mut any, mut failed) = (false, false);
    batch::each(sources, move |found, out| write(&pool, found, form, out), &mut |made| {
        for outcome in made {
            match outcome {
                Outcome::Article(bytes) if bytes.is_empty() => {}
                Outcome::Article(bytes) => {
                    let between = if any { between } else { "" };
                    any = true;
                    let written = out.write_all(between.as_bytes()).and_then(|()| out.write_all(&bytes));
                    written.map_err(Error::Output)?;
                }
                Outcome::More(bytes) => out.write_all(&bytes).map_err(Error::Output)?,
                Outcome::End => {}
                Outcome::Failed(error) => {
                    failed = true;
                    out.flush().map_err(Error::Output)?;
                    output::message(error);
                }
            }
        }
        out.flush().map_err(Error::Output)
    })?;
    match (any, failed) {
        (_, true) => Err(Error::NotAllSearched),
        (true, false) => Ok(()),
        (false, false) => Err(Error::NothingFound),
    }
}

fn write(pool: &Pool, found: Found, form: HitsAs, out: &mut Writer) -> Result<(), Error> {
    pool.with(|words| {
        panics::trip("finding words", &found.piece.bytes);
        if found.piece.glance().is_some_and(|text| !words.may_be_in(&text)) {
            return Ok(());
        }
        let (source, cut) = (found.source, &found.piece.cut);
        let (name, line) = (source.name(), cut.of_many.then_some(cut.line));
        let article = source.read_now(found.piece)?;
        let hits = hits(&article, words);
        let place = Place { source: &name, line };
        export::hits(&article, place, &hits, form, out).map_err(Error::Output)
    })
}

/// The paragraphs of an article that have all the words.
pub(super) fn hits(article: &Article, words: &mut Words) -> Vec<Hit> {
    let hit = |block| {
        let matches = words.find(article.text_of(block));
        (!matches.is_empty()).then_some(Hit { block, matches })
    };
    article.ids().filter_map(hit).collect()
}

/// What is looked for, one for each thread: what it learns of letters is kept from article to article.
struct Pool {
    first: Words,
    idle: Mutex<Vec<Words>>,
}

impl Pool {
    fn new(first: Words) -> Self {
        let idle = Mutex::default();
        Self { first, idle }
    }

    fn with<T>(&self, work: impl FnOnce(&mut Words) -> T) -> T {
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let mut words = idle().pop().unwrap_or_else(|| self.first.clone());
        let done = work(&mut words);
        idle().push(words);
        done
    }
}
