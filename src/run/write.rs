//! Articles written to standard output: as JSON, Markdown, clean text, or explained.

use std::io::{self, Write};

use super::source::Source;
use super::{Error, worker};
use crate::article::Article;
use crate::cli::{Copies, Format};
use crate::export::{self, Line, Named, Options, Repeats};
use crate::fold::{Across, Folding};
use crate::read;

/// Writes each source in turn.
pub(super) fn write(sources: &[Source], to: Format, copies: Option<Copies>) -> Result<(), Error> {
    let options = Options {
        repeats: match copies {
            None | Some(Copies::Drop) => Repeats::Drop,
            Some(Copies::Keep) => Repeats::Keep,
            Some(Copies::Mark) => Repeats::Mark,
        },
    };
    let mut out = io::stdout().lock();
    for (index, source) in sources.iter().enumerate() {
        let bytes = source.read().map_err(|error| Error::source(source, &error))?;
        let loaded = worker::load_now(bytes).map_err(|error| Error::read(source, &error))?;
        let (article, folding) = (&loaded.article, &loaded.folding);
        match to {
            Format::Json if copies == Some(Copies::Drop) => export::json_without_repeats(article, folding, &mut out),
            Format::Json => export::json(article, folding, &mut out),
            Format::Markdown => {
                apart(index, &mut out).and_then(|()| export::markdown(article, folding, options, &mut out))
            }
            Format::Text => apart(index, &mut out).and_then(|()| export::text(article, folding, options, &mut out)),
        }
        .map_err(Error::Output)?;
    }
    out.flush().map_err(Error::Output)
}

/// A blank line between two articles.
fn apart(index: usize, out: &mut dyn Write) -> io::Result<()> {
    if index > 0 { writeln!(out) } else { Ok(()) }
}

/// Writes what the articles say again of each other. What cannot be read is told, and the others are compared.
pub(super) fn repeats(sources: &[Source], json: bool) -> Result<(), Error> {
    let mut articles: Vec<(String, Article)> = Vec::new();
    for source in sources {
        let bytes = source.read().map_err(|error| Error::source(source, &error));
        let article = bytes.and_then(|bytes| read::read(bytes).map_err(|error| Error::read(source, &error)));
        match article {
            Ok(article) => articles.push((source.name(), article)),
            Err(error) => eprintln!("dateline: {error}"),
        }
    }
    let across = Across::of(&articles.iter().map(|(_, article)| article).collect::<Vec<_>>());
    let named = articles.iter().map(|(name, article)| Named { name, article });
    let named: Vec<Named<'_>> = named.collect();
    let mut out = io::stdout().lock();
    if json {
        export::repeats_json(&named, &across, &mut out)
    } else {
        export::repeats_table(&named, &across, &mut out)
    }
    .map_err(Error::Output)?;
    let missing = sources.len() - articles.len();
    let words = format!("{missing} of {} articles could not be read", sources.len());
    if missing > 0 { Err(Error::Other(words)) } else { Ok(()) }
}

/// Explains each source in turn.
pub(super) fn explain(sources: &[Source]) -> Result<(), Error> {
    let mut out = io::stdout().lock();
    for (index, source) in sources.iter().enumerate() {
        let bytes = source.read().map_err(|error| Error::source(source, &error))?;
        let explained = read::explain(bytes).map_err(|error| Error::read(source, &error))?;
        let folding = Folding::of(&explained.article);
        let lines: Vec<Line> = explained.blocks.iter().map(line_of).collect();
        apart(index, &mut out)
            .and_then(|()| export::explain(&explained.article, &folding, &lines, &explained.remarks, &mut out))
            .map_err(Error::Output)?;
    }
    out.flush().map_err(Error::Output)
}

fn line_of(why: &read::Explanation) -> Line {
    let reasons: Vec<String> = why
        .reasons
        .iter()
        .map(|reason| format!("{} {:+.1}", reason.name, reason.weight))
        .collect();
    Line {
        score: why.score,
        reasons: reasons.join(", "),
    }
}
