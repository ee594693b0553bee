//! Articles written to standard output: as JSON, Markdown, clean text, or explained.

use std::io::{self, BufWriter, Write};
use std::num::NonZeroUsize;
use std::sync::Arc;

use super::Error;
use super::source::Source;
use super::stream::{self, Found, Made};
use crate::article::Article;
use crate::cli::Format;
use crate::export::{self, Line, Options, Repeats};
use crate::fold::{Folding, Limits};
use crate::read;

/// Articles up to so many bytes are folded by one thread: others have theirs to do meanwhile.
const SMALL: usize = 4 << 20;

/// What is written of an article.
#[derive(Clone, Copy, Debug)]
pub(super) enum As {
    /// The article.
    Article(Format, Options),
    /// Why it was read so.
    Explanation,
}

impl As {
    /// The article in a format, with all its repeats or without.
    pub(super) fn article(format: Format, all: bool) -> Self {
        let repeats = if all { Repeats::Keep } else { Repeats::Drop };
        Self::Article(format, Options { repeats })
    }

    /// What stands between two articles, apart from line ends. JSON has its own.
    fn between(self) -> &'static str {
        match self {
            Self::Article(Format::Json, _) => "",
            Self::Article(Format::Markdown, _) => "\n---\n\n",
            // As wide as the prose is set.
            Self::Article(Format::Text, _) => {
                "\n------------------------------------------------------------------------\n\n"
            }
            Self::Explanation => "\n",
        }
    }

    fn write(self, found: Found, out: &mut dyn Write) -> Result<(), Error> {
        let source = Arc::clone(&found.source);
        let wrong = |error: read::Error| Error::read(&source, &error);
        match self {
            Self::Article(format, options) => {
                let article = found.piece.read().map_err(wrong)?;
                let folding = fold(&article);
                match format {
                    Format::Json => export::json(&article, &folding, out),
                    Format::Markdown => export::markdown(&article, &folding, options, out),
                    Format::Text => export::text(&article, &folding, options, out),
                }
            }
            Self::Explanation => explain(found, out).map_err(wrong)?,
        }
        .map_err(Error::Output)
    }
}

/// Writes each article of each source in turn. What cannot be read is told, and the rest written all the same.
pub(super) fn write(sources: Vec<Source>, what: As) -> Result<(), Error> {
    let mut writer = Writer {
        out: BufWriter::new(io::stdout().lock()),
        between: what.between(),
        written: 0,
        failed: 0,
    };
    stream::each(sources, move |found, out| what.write(found, out), &mut |made| {
        made.into_iter()
            .try_for_each(|made| writer.take(made))
            // Whoever reads along need not wait for what is still to come in.
            .and_then(|()| writer.out.flush())
            .map_err(Error::Output)
    })?;
    match (writer.failed, writer.written) {
        (0, _) => Ok(()),
        (_, 0) => Err(Error::NothingRead),
        _ => Err(Error::PartlyRead),
    }
}

struct Writer<W: Write> {
    out: W,
    between: &'static str,
    /// Articles.
    written: u64,
    /// Articles, and sources as a whole.
    failed: u64,
}

impl<W: Write> Writer<W> {
    fn take(&mut self, made: Made) -> io::Result<()> {
        match made {
            Made::Article(bytes) => {
                let between = if self.written > 0 { self.between } else { "" };
                self.written += 1;
                self.out.write_all(between.as_bytes())?;
                self.out.write_all(&bytes)
            }
            Made::More(bytes) => self.out.write_all(&bytes),
            Made::End => Ok(()),
            Made::Failed(error) => {
                self.failed += 1;
                // Where both go to a terminal, they stand in their order.
                let flushed = self.out.flush();
                eprintln!("dateline: {error}");
                flushed
            }
        }
    }
}

fn fold(article: &Article) -> Folding {
    let mut limits = Limits::for_text(article.text().len());
    if article.text().len() < SMALL {
        limits.threads = NonZeroUsize::MIN;
    }
    // It is always to go on, so there is one.
    Folding::find_within(article, limits, &mut |_, _| true).unwrap_or_default()
}

fn explain(found: Found, out: &mut dyn Write) -> Result<io::Result<()>, read::Error> {
    let place = format!("{}, line {}", found.source.name(), found.piece.cut.line);
    let place = found.of_many.then_some(place);
    let explained = found.piece.explain()?;
    let folding = fold(&explained.article);
    let lines: Vec<Line> = explained.blocks.iter().map(line_of).collect();
    let remarks: Vec<String> = place.into_iter().chain(explained.remarks).collect();
    Ok(export::explain(&explained.article, &folding, &lines, &remarks, out))
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
