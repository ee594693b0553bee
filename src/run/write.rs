//! Articles written to standard output: as JSON, Markdown, clean text, or explained.

use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::batch::{self, Found, Outcome};
use super::output::{self, Output, OutputForm};
use super::source::Source;
use super::{Error, follow, panics, sections};
use crate::article::Article;
use crate::cli::{Copies, Format};
use crate::export::{self, Line, Named, Options, Repeats};
use crate::fold::{Across, Folding, Limits};
use crate::layout;
use crate::read;

/// Articles up to so many bytes are folded by one thread: others have theirs to do meanwhile.
const SMALL: usize = 4 << 20;

/// What is written of an article.
#[derive(Clone, Copy, Debug)]
pub(super) enum As {
    /// The article.
    Article(Format, Options),
    /// The article as JSON, without its repeats.
    JsonWithoutRepeats,
    /// A line for every section.
    Sections,
    /// Why it was read so.
    Explanation,
}

impl As {
    /// The article in a format, with its repeats as asked for: JSON has them unless told otherwise, the others do not.
    pub(super) fn article(format: Format, copies: Option<Copies>) -> Self {
        let repeats = match copies {
            Some(Copies::Drop) if format == Format::Json => return Self::JsonWithoutRepeats,
            None | Some(Copies::Drop) => Repeats::Drop,
            Some(Copies::Keep) => Repeats::Keep,
            Some(Copies::Mark) => Repeats::Mark,
        };
        Self::Article(format, Options { repeats })
    }

    /// The separator between two articles. JSON needs none.
    fn between(self) -> &'static str {
        match self {
            Self::Article(Format::Json | Format::JsonLines | Format::LiveBlog | Format::Html, _)
            | Self::JsonWithoutRepeats => "",
            Self::Article(Format::Markdown, _) => "\n---\n\n",
            Self::Article(Format::Plain, _) => "\nNext article.\n\n",
            // As wide as the prose is set.
            Self::Article(Format::Text, _) => {
                "\n------------------------------------------------------------------------\n\n"
            }
            Self::Sections | Self::Explanation => "\n",
        }
    }

    fn form(self) -> OutputForm {
        match self {
            Self::Article(Format::Json | Format::JsonLines | Format::LiveBlog, _) | Self::JsonWithoutRepeats => {
                OutputForm::Json
            }
            Self::Article(..) | Self::Sections | Self::Explanation => OutputForm::Text,
        }
    }

    fn write(self, found: Found, section: Option<&str>, out: &mut dyn Write) -> Result<(), Error> {
        let source = Arc::clone(&found.source);
        let read = |piece| {
            let article = source.read_now(piece)?;
            match section {
                Some(typed) => sections::named(&article, typed),
                None => Ok(article),
            }
        };
        match self {
            Self::Article(format, options) => {
                let article = read(found.piece)?;
                let folding = fold(&article);
                panics::trip("writing", article.text().as_bytes());
                match format {
                    Format::Json => export::json(&article, &folding, out),
                    Format::Markdown => export::markdown(&article, &folding, options, out),
                    Format::Text => export::text(&article, &folding, options, out),
                    Format::Plain => export::plain(&article, &folding, options, out),
                    Format::JsonLines => follow::posts(&article, out),
                    Format::LiveBlog => export::liveblog(&article, out),
                    Format::Html => export::html(&article, &folding, layout::language(article.text()), out),
                }
            }
            Self::JsonWithoutRepeats => {
                let article = read(found.piece)?;
                export::json_without_repeats(&article, &fold(&article), out)
            }
            Self::Sections => sections::list(&read(found.piece)?, out),
            Self::Explanation => explain(found, out).map_err(|error| Error::read(&source, &error))?,
        }
        .map_err(Error::Output)
    }
}

/// Writes the articles of all sources in turn. An article that cannot be read is reported, and the rest is written.
///
/// Of each the `section` alone, if one is meant.
pub(super) fn write(sources: Vec<Source>, what: As, section: Option<String>) -> Result<(), Error> {
    let mut printer = Printer {
        out: output::stdout(what.form()),
        between: what.between(),
        written: 0,
        failed: 0,
    };
    batch::each(
        sources,
        move |found, out| what.write(found, section.as_deref(), out),
        &mut |made| {
            made.into_iter()
                .try_for_each(|made| printer.take(made))
                // A program that reads our output need not wait for the rest of our input.
                .and_then(|()| printer.out.flush())
                .map_err(Error::Output)
        },
    )?;
    match (printer.failed, printer.written) {
        (0, _) => Ok(()),
        (_, 0) => Err(Error::NothingRead),
        _ => Err(Error::PartlyRead),
    }
}

/// Writes what the articles repeat of each other. An article that cannot be read is reported, and the others are compared.
pub(super) fn repeats(sources: Vec<Source>, json: bool) -> Result<(), Error> {
    let read = Arc::new(Mutex::new(Vec::new()));
    let collected = Arc::clone(&read);
    let (mut order, mut failed) = (Vec::new(), 0);
    batch::each(
        sources,
        move |found, out| {
            let place = (found.source.name(), found.piece.cut.line);
            let article = found.source.read_now(found.piece)?;
            let mut collected = collected.lock().unwrap_or_else(PoisonError::into_inner);
            collected.push(Some((place, article)));
            // The output, which comes in the order of the input, is the article's index.
            out.write_all(&(collected.len() - 1).to_le_bytes())
                .map_err(Error::Output)
        },
        &mut |made| {
            for outcome in made {
                match outcome {
                    Outcome::Article(bytes) => order.extend(bytes.first_chunk().map(|at| usize::from_le_bytes(*at))),
                    Outcome::Failed(error) => {
                        failed += 1;
                        output::message(error);
                    }
                    Outcome::More(_) | Outcome::End => {}
                }
            }
            Ok(())
        },
    )?;
    let mut read = read.lock().unwrap_or_else(PoisonError::into_inner);
    let mut articles: Vec<((String, u64), Article)> = Vec::with_capacity(order.len());
    for at in order {
        articles.extend(read.get_mut(at).and_then(Option::take));
    }
    drop(read);
    let called = names(&articles);
    let compared = articles.iter().map(|(_, article)| article).collect::<Vec<_>>();
    let across = panics::catch(|| {
        for article in &compared {
            panics::trip("comparing", article.text().as_bytes());
        }
        Across::of(&compared)
    });
    let across = across.map_err(|bug| Error::Other(format!("comparing failed: {bug}")))?;
    let pairs = articles.iter().zip(&called);
    let named: Vec<Named<'_>> = pairs.map(|((_, article), name)| Named { name, article }).collect();
    let mut out = output::stdout(if json {
        OutputForm::JsonOfNames
    } else {
        OutputForm::Text
    });
    if json {
        export::repeats_json(&named, &across, &mut out)
    } else {
        export::repeats_table(&named, &across, &mut out)
    }
    .and_then(|()| out.flush())
    .map_err(Error::Output)?;
    match (failed, articles.len()) {
        (0, _) => Ok(()),
        (_, 0) => Err(Error::NothingRead),
        _ => Err(Error::PartlyRead),
    }
}

/// What articles are called: their files, and where in these they begin if there are several.
fn names(articles: &[((String, u64), Article)]) -> Vec<String> {
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    for ((source, _), _) in articles {
        *counts.entry(source).or_default() += 1;
    }
    let name = |((source, line), _): &((String, u64), Article)| match counts[source.as_str()] {
        1 => source.clone(),
        _ => format!("{source}:{line}"),
    };
    articles.iter().map(name).collect()
}

struct Printer {
    out: Output,
    between: &'static str,
    /// Articles.
    written: u64,
    /// Articles, and sources as a whole.
    failed: u64,
}

impl Printer {
    fn take(&mut self, outcome: Outcome) -> io::Result<()> {
        match outcome {
            Outcome::Article(bytes) => {
                let between = if self.written > 0 { self.between } else { "" };
                self.written += 1;
                self.out.write_all(between.as_bytes())?;
                self.out.write_all(&bytes)
            }
            Outcome::More(bytes) => self.out.write_all(&bytes),
            Outcome::End => Ok(()),
            Outcome::Failed(error) => {
                self.failed += 1;
                // Where both go to a terminal, they stand in their order.
                let flushed = self.out.flush();
                output::message(error);
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
    panics::trip("folding", article.text().as_bytes());
    // It is always to go on, so there is one.
    Folding::find_within(article, limits, &mut |_, _| true).unwrap_or_default()
}

fn explain(found: Found, out: &mut dyn Write) -> Result<io::Result<()>, read::Error> {
    let place = format!("{}, line {}", found.source.name(), found.piece.cut.line);
    let place = found.of_many.then_some(place);
    panics::trip("reading", &found.piece.bytes);
    let explained = found.source.hinted(found.piece).explain()?;
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
