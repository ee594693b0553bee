//! Text for a screen reader or a braille line: a line for every block, and in words what the page tells by its looks.
//!
//! Those who listen, or read forty cells at a time, go by lines and by searching, so nothing is wrapped, there is
//! nothing but words, no line is blank, and the words that begin a section stand nowhere else: who searches for
//! "Section 3" is there. The list of the sections comes before them, with the same numbers.

use std::fmt::{self, Display};
use std::io::{self, Write};

use super::Options;
use super::linear::{self, LinearPiece, OneLine};
use crate::article::{Article, Block, BlockId, Kind, Note, SectionId, Time};
use crate::fold::Folding;

/// Writes the article as plain words, a block a line.
///
/// # Errors
/// What `out` answers.
pub fn plain(article: &Article, folding: &Folding, options: Options, out: &mut dyn Write) -> io::Result<()> {
    let mut out = io::BufWriter::new(out);
    let mut plain = Plain {
        article,
        title: title(article),
        begun: 0,
        list: (0, 0),
    };
    plain.front(&mut out)?;
    linear::walk(article, folding, options.repeats, &mut |piece| {
        plain.one(&piece, &mut out)
    })?;
    plain.sections(article.sections().len(), &mut out)?;
    writeln!(out, "End of the article.")?;
    out.flush()
}

/// The title, if there is one to stand above all.
fn title(article: &Article) -> Option<&str> {
    let blocks = article.ids().map(|id| (article.block(id).kind, id));
    let block = blocks.take(FRONT).find(|(kind, _)| *kind == Kind::Title);
    let own = block.map(|(_, id)| article.text_of(id)).filter(|text| !text.is_empty());
    own.or(article.meta().title.as_deref())
}

/// The title stands among so many first blocks, or somewhere it is not looked for.
const FRONT: usize = 20;

struct Plain<'a> {
    article: &'a Article,
    title: Option<&'a str>,
    /// How many sections have begun.
    begun: usize,
    /// First and last block of the list we are in.
    list: (u32, u32),
}

impl<'a> Plain<'a> {
    /// What stands above all: the title, and the sections there are.
    fn front(&self, out: &mut impl Write) -> io::Result<()> {
        if let Some(title) = self.title {
            writeln!(out, "Title: {}", OneLine(title))?;
        }
        let sections = self.article.sections().len();
        if sections < 2 {
            return Ok(());
        }
        writeln!(out, "Contents: {sections} sections.")?;
        for at in 0..sections {
            writeln!(out, "{}. {}", at + 1, self.headline(at))?;
        }
        writeln!(
            out,
            "End of the contents. To go to a section, search for \"Section\" and its number."
        )
    }

    /// The time and headline of a section, as far as it has them.
    fn headline(&self, at: usize) -> String {
        let section = self.article.section(SectionId(at as u32));
        let mut words = section.time.map(|time| self.time(time)).unwrap_or_default();
        let headline = match section.headline {
            Some(headline) => OneLine(headline.of(self.article.text())).to_string(),
            None if at == 0 => "Opening".to_owned(),
            None => String::new(),
        };
        // A post of which nothing but its time is known is called by it.
        if words == headline || headline.is_empty() {
            return words;
        }
        if !words.is_empty() {
            words.push_str(", ");
        }
        // Words that we took from the text are not to be heard as a headline.
        if section.headline.is_some() && !self.article.is_named(section) {
            words.push_str("begins: ");
        }
        words + &headline
    }

    /// A time; its day only where that is not the article's.
    fn time(&self, time: Time) -> String {
        let day = self.article.meta().published.map(|published| published.date);
        let date = time.date.filter(|date| Some(*date) != day);
        Time { date, ..time }.to_string().replace('T', " ")
    }

    /// Whether the block says no more than the time that has been read out as its section began.
    fn is_time_of_section(&self, id: BlockId) -> bool {
        let section = self.article.section(self.article.block(id).section);
        let shown = section.time.filter(|_| self.article.sections().len() > 1);
        shown.is_some_and(|time| self.time(time) == self.article.text_of(id))
    }

    fn one(&mut self, piece: &LinearPiece<'a>, out: &mut impl Write) -> io::Result<()> {
        match piece {
            // It stands above all.
            LinearPiece::Title(_) => Ok(()),
            LinearPiece::Published(published) => writeln!(out, "Date: {}", linear::day(*published)),
            LinearPiece::Said(said) => {
                self.sections(said.section.index() + 1, out)?;
                writeln!(out, "{said:#}.")
            }
            LinearPiece::Block { id, kind, text, .. } => {
                let block = self.article.block(*id);
                self.sections(block.section.index() + 1, out)?;
                let is_above = match kind {
                    Kind::Title => self.title == Some(text),
                    Kind::Heading => self.is_headline(*id),
                    Kind::Timestamp => self.is_time_of_section(*id),
                    _ => false,
                };
                if !is_above || !block.notes.is_empty() {
                    self.block(*id, block, is_above, out)?;
                }
                Ok(())
            }
        }
    }

    /// Begins all sections before this one that have not begun.
    fn sections(&mut self, end: usize, out: &mut impl Write) -> io::Result<()> {
        let all = self.article.sections().len();
        for at in self.begun..end {
            if all > 1 {
                writeln!(out, "Section {} of {all}: {}", at + 1, self.headline(at))?;
            }
        }
        self.begun = self.begun.max(end);
        Ok(())
    }

    /// Whether the block is a heading that has been read out as its section began.
    fn is_headline(&self, id: BlockId) -> bool {
        let block = self.article.block(id);
        let section = self.article.section(block.section);
        self.article.sections().len() > 1 && section.headline == Some(block.text)
    }

    fn block(&mut self, id: BlockId, block: &Block, is_above: bool, out: &mut impl Write) -> io::Result<()> {
        let text = OneLine(self.article.text_of(id));
        match block.kind {
            // It has been read out; what cannot be told about it has not.
            _ if is_above => return writeln!(out, "{}", NoteSuffix(block).to_string().trim_start()),
            Kind::Title => write!(out, "Title: ")?,
            Kind::Heading => write!(out, "Heading: ")?,
            Kind::Byline => write!(out, "Byline: ")?,
            Kind::Timestamp => write!(out, "Time: ")?,
            Kind::Paragraph => {}
            Kind::ListItem => {
                let (first, last) = self.list_of(id);
                write!(out, "List item {} of {}: ", id.0 - first + 1, last - first + 1)?;
            }
            Kind::Caption => write!(out, "Caption: ")?,
            Kind::Quote => write!(out, "Quotation: ")?,
            Kind::Boilerplate => write!(out, "About the page: ")?,
        }
        let credit = block.credit.filter(|_| block.kind == Kind::Caption);
        let credit = credit
            .map(|credit| credit.of(self.article.text()))
            .filter(|credit| !credit.is_empty());
        match credit.and_then(|credit| Some((without(self.article.text_of(id), credit)?, credit))) {
            Some((what, credit)) => write!(out, "{what} Credit: {}", OneLine(credit))?,
            None => write!(out, "{text}")?,
        }
        writeln!(out, "{}", NoteSuffix(block))
    }

    /// First and last block of the list that an item is in.
    fn list_of(&mut self, id: BlockId) -> (u32, u32) {
        let (first, last) = self.list;
        let section = self.article.block(id).section;
        let is_item = |id: u32| {
            let block = self.article.blocks().get(id as usize);
            block.is_some_and(|block| block.kind == Kind::ListItem && block.section == section)
        };
        if last < id.0 || first > id.0 || !is_item(first) {
            let first = (0..id.0).rev().take_while(|&id| is_item(id)).last().unwrap_or(id.0);
            let end = self.article.blocks().len() as u32;
            let last = (id.0 + 1..end).take_while(|&id| is_item(id)).last().unwrap_or(id.0);
            self.list = (first, last);
        }
        self.list
    }
}

/// A caption without the credit at its end and the marks that set it apart. Nothing where words lead the credit in, or
/// it stands elsewhere: then the caption says by itself whose the picture is.
fn without(caption: &str, credit: &str) -> Option<String> {
    let what = caption.trim_end_matches([')', ']', '.', ' ']).strip_suffix(credit)?;
    let is_led_in = what.trim_end().ends_with([':', '：']);
    let sets_apart = |c: char| c.is_whitespace() || "-–—|/(（[©·•".contains(c);
    let what = what.trim_end_matches(sets_apart);
    if is_led_in || what.is_empty() {
        return None;
    }
    let stop = if what.ends_with(char::is_alphanumeric) { "." } else { "" };
    Some(format!("{}{stop}", OneLine(what)))
}

/// The notes of a block as they follow its text.
struct NoteSuffix<'a>(&'a Block);

impl Display for NoteSuffix<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, words) in self.0.notes.iter().map(Note::words).enumerate() {
            f.write_str(if index == 0 { " Note: " } else { ", " })?;
            f.write_str(words)?;
        }
        f.write_str(if self.0.notes.is_empty() { "" } else { "." })
    }
}
