//! An article as one line of pieces, from top to bottom: what is written, and what is left out where.
//!
//! Text and Markdown are two ways to write the same pieces, so what is dropped is decided here alone.

use std::fmt::{self, Display};
use std::io;

use super::Repeats;
use crate::article::{Article, BlockId, Kind, Note, Notes, Published, SectionId};
use crate::fold::{FoldShape, Folding, Folds, How, Run};

/// One piece of the linear text.
pub(super) enum LinearPiece<'a> {
    /// The article's title, which no block of it holds.
    Title(&'a str),
    /// The day, and time of day, that no block of it shows.
    Published(Published),
    /// A block that is written.
    Block {
        id: BlockId,
        kind: Kind,
        /// Never empty.
        text: &'a str,
        notes: Notes,
    },
    /// Where a run of repeats stood, or stands below.
    Said(Said<'a>),
}

/// What becomes of a run that is spoken of.
enum Fate {
    LeftOut,
    /// It is there, folded.
    Folded,
    Repeats,
    /// With its similarity, in parts of a hundred.
    Reworded(u8),
}

/// What is said of a run.
pub(super) struct Said<'a> {
    fate: Fate,
    count: u32,
    /// Whether it goes on with what was left out before.
    more: bool,
    /// The kind, where the run has only one.
    kind: Option<Kind>,
    from: RunOrigin<'a>,
    /// The section the run is in.
    pub(super) section: SectionId,
    /// Whether the run stands in a list, as an item of it.
    pub(super) item: bool,
}

/// Where the original of a run stands.
enum RunOrigin<'a> {
    Above,
    Below,
    Opening,
    Section(SectionId, &'a str),
}

/// Hands out the pieces of an article in the order of its text.
pub(super) fn walk<'a>(
    article: &'a Article,
    folding: &Folding,
    repeats: Repeats,
    put: &mut dyn FnMut(LinearPiece<'a>) -> io::Result<()>,
) -> io::Result<()> {
    let mut head = Head::new(article);
    for id in article.ids() {
        head.before(article.block(id).kind, put)?;
        if repeats == Repeats::Drop
            && let Some((run, of)) = own_run(folding, id).filter(|(run, _)| Folds::default().is_folded(run))
        {
            if id == run.first && run.shape != FoldShape::CaptionDouble {
                put(LinearPiece::Said(said(article, (run, of), Fate::LeftOut)))?;
            }
            continue;
        }
        if repeats == Repeats::Mark
            && let Some((run, of)) = own_run(folding, id).filter(|(run, _)| run.first == id)
        {
            let similarity = folding.repeat(id).map_or(1.0, |repeat| repeat.similarity);
            let fate = match run.how {
                How::Exact => Fate::Repeats,
                // Never "100 %": it is reworded.
                How::Near => Fate::Reworded((similarity * 100.0).round().min(99.0) as u8),
            };
            put(LinearPiece::Said(said(article, (run, of), fate)))?;
        }
        let block = article.block(id);
        if !block.text.is_empty() {
            put(LinearPiece::Block {
                id,
                kind: block.kind,
                text: article.text_of(id),
                notes: block.notes,
            })?;
        }
    }
    head.end(put)
}

/// The run the block is in, and what it repeats, if that stands in the article itself: what stands in another one is
/// not written out with this, so nothing of it is left out or spoken of.
pub(super) fn own_run(folding: &Folding, id: BlockId) -> Option<(&Run, BlockId)> {
    let run = folding.run(id)?;
    Some((run, run.of.here()?))
}

/// What is said of a run that is left out.
pub(super) fn left_out<'a>(article: &'a Article, run: (&Run, BlockId)) -> Said<'a> {
    said(article, run, Fate::Folded)
}

fn said<'a>(article: &'a Article, (run, of): (&Run, BlockId), fate: Fate) -> Said<'a> {
    let mut kinds = (run.first.0..=run.last.0).map(|id| article.block(BlockId(id)).kind);
    let first = kinds.next();
    let (mut count, mut kind) = (1, first);
    for next in kinds {
        count += 1;
        kind = kind.filter(|&kind| kind == next);
    }
    Said {
        fate,
        count,
        more: run.goes_on(),
        kind,
        from: from(article, run, of),
        section: article.block(run.first).section,
        item: run.shape == FoldShape::Item,
    }
}

fn from<'a>(article: &'a Article, run: &Run, of: BlockId) -> RunOrigin<'a> {
    let section = article.block(of).section;
    if section == article.block(run.first).section {
        return if of < run.first {
            RunOrigin::Above
        } else {
            RunOrigin::Below
        };
    }
    article
        .section(section)
        .headline
        .map_or(RunOrigin::Opening, |headline| {
            RunOrigin::Section(section, headline.of(article.text()))
        })
}

/// What is known of the article but stands in none of its blocks, and goes to the top of the page: a title that
/// came apart from the text, and the date that a scrape glues to its title.
struct Head<'a> {
    title: Option<&'a str>,
    published: Option<Published>,
}

impl<'a> Head<'a> {
    fn new(article: &'a Article) -> Self {
        let has_title = article.blocks().iter().any(|block| block.kind == Kind::Title);
        let published = article.meta().published;
        Self {
            title: article.meta().title.as_deref().filter(|_| !has_title),
            published: published.filter(|published| !shows(article, published.date.year)),
        }
    }

    /// Puts what is due before a block of this kind: the title first of all, the date under the title.
    fn before(&mut self, kind: Kind, put: &mut dyn FnMut(LinearPiece<'a>) -> io::Result<()>) -> io::Result<()> {
        if let Some(title) = self.title.take() {
            put(LinearPiece::Title(title))?;
        }
        match self.published.take() {
            Some(published) if kind == Kind::Title => self.published = Some(published),
            Some(published) => put(LinearPiece::Published(published))?,
            None => {}
        }
        Ok(())
    }

    fn end(&mut self, put: &mut dyn FnMut(LinearPiece<'a>) -> io::Result<()>) -> io::Result<()> {
        self.before(Kind::Paragraph, put)
    }
}

/// Whether a date line of the first section names the year: then the day need not be said again.
fn shows(article: &Article, year: i16) -> bool {
    let year = year.to_string();
    let first = article.sections().first();
    first.is_some_and(|first| {
        (first.first.0..=first.last.0)
            .map(BlockId)
            .any(|id| article.block(id).kind == Kind::Timestamp && article.text_of(id).contains(&year))
    })
}

impl Display for Said<'_> {
    /// `Left out: 4 paragraphs repeated from “Smoke warning for the old town”`; `Repeats 4 paragraphs from …`,
    /// `Rewords (84 %) 1 paragraph from …` above what is written.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (one, several) = self.kind.map_or(("passage", "passages"), nouns);
        let noun = if self.count == 1 { one } else { several };
        let more = if self.more { "more " } else { "" };
        match self.fate {
            Fate::LeftOut => write!(f, "Left out: {} {more}{noun} repeated from ", self.count)?,
            Fate::Folded => write!(f, "{} {more}{noun} repeated from ", self.count)?,
            Fate::Repeats => write!(f, "Repeats {} {more}{noun} from ", self.count)?,
            Fate::Reworded(percent) => write!(f, "Rewords ({percent} %) {} {noun} from ", self.count)?,
        }
        match self.from {
            RunOrigin::Above => f.write_str("above"),
            RunOrigin::Below => f.write_str("below"),
            RunOrigin::Opening => f.write_str("the opening"),
            // The alternate form is for the ear: a number to go by, and no marks.
            RunOrigin::Section(section, headline) if f.alternate() => {
                write!(f, "section {}, {}", section.0 + 1, OneLine(headline))
            }
            RunOrigin::Section(_, headline) => write!(f, "“{}”", OneLine(headline)),
        }
    }
}

/// A text on one line.
pub(super) struct OneLine<'a>(pub(super) &'a str);

impl Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, line) in self.0.lines().enumerate() {
            f.write_str(if index == 0 { "" } else { " " })?;
            f.write_str(line)?;
        }
        Ok(())
    }
}

fn nouns(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Title => ("title", "titles"),
        Kind::Byline => ("byline", "bylines"),
        Kind::Timestamp => ("time", "times"),
        Kind::Heading => ("heading", "headings"),
        Kind::Paragraph => ("paragraph", "paragraphs"),
        Kind::ListItem => ("list item", "list items"),
        Kind::Caption => ("caption", "captions"),
        Kind::Quote => ("quotation", "quotations"),
        Kind::Boilerplate => ("line", "lines"),
    }
}

/// The notes of a block as they follow its text: ` [ends mid-sentence]`, or nothing.
pub(super) struct Bracketed(pub(super) Notes);

impl Display for Bracketed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, words) in self.0.iter().map(Note::words).enumerate() {
            f.write_str(if index == 0 { " [" } else { "; " })?;
            f.write_str(words)?;
        }
        f.write_str(if self.0.is_empty() { "" } else { "]" })
    }
}

/// A date, and a time of day if known, as it is written under a title.
pub(super) fn day(published: Published) -> String {
    published.to_string().replace('T', " ")
}
