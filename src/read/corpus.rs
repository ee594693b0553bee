//! A file of many articles, told apart while it comes in: what is cut off can be read at once, and nothing that has
//! been cut off is held.
//!
//! Three formats are told apart, by what the file opens with:
//!
//! - **Lines**: JSON Lines. Every line is an article: an object with a `text`, or one of ours.
//! - **Dated**: plain text whose first line is a ` date 2026-08-15 Title` line. Every such line opens an article; one
//!   in the middle of an article could be prose, so it must stand out: by the blank before `date` that scrapers leave,
//!   or, where the file's first line has none, by a blank line above it or by an article without any.
//! - Everything else is one article.
//!
//! Pure: bytes are pushed in, pieces come out, and the pieces put together are the bytes. Where the input is broken
//! into chunks makes no difference.
//!
//! ```
//! use dateline::read::corpus::Splitter;
//!
//! let mut splitter = Splitter::default();
//! let mut pieces = splitter.push(b" date 2026-08-15 Harbour fire\n\nThe fire was out by dawn.\n\n da");
//! pieces.extend(splitter.push(b"te 2026-08-16 Ferries sail\n\nThe ferries sail again.\n"));
//! pieces.extend(splitter.finish());
//! let titles: Vec<_> = pieces
//!     .into_iter()
//!     .map(|piece| Ok(piece.read()?.meta().title.clone().unwrap_or_default()))
//!     .collect::<Result<_, dateline::read::Error>>()?;
//! assert_eq!(titles, ["Harbour fire", "Ferries sail"]);
//! # Ok::<(), dateline::read::Error>(())
//! ```

mod glance;
mod label;
mod scan;

use std::borrow::Cow;
use std::ops::Range;

pub use label::{Label, Labeller};
pub use scan::Scanner;

use super::error::{Error, Place};
use super::format::{Format, Hints};
use super::text::ReadOptions;
use super::{Explained, read_as};
use crate::article::Article;

/// Where an article stands in its file, and how it is written there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// Its bytes. The first cut starts at 0, each other where the one before ends, the last ends where the file ends.
    pub range: Range<u64>,
    /// Its first line that is not blank, counted from 1.
    pub line: u64,
    /// Whether the file is known to hold others. Of JSON Lines always so, since a line more may come.
    pub of_many: bool,
    /// Whether it is only the blank end of a file of JSON Lines: nothing to read.
    pub is_blank: bool,
    /// How it is written there.
    pub format: Format,
    width: Width,
}

/// How wide the characters of a file are, as far as line ends and ASCII go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Width {
    /// One byte: UTF-8, and all encodings that have ASCII.
    One,
    /// Two bytes, the less weighty first or second: UTF-16.
    Two { little: bool },
}

impl Cut {
    /// The article's bytes, as something to be read. `bytes` are those of the file in [`Cut::range`].
    pub fn piece(self, bytes: Vec<u8>) -> Piece {
        Piece {
            cut: self,
            bytes,
            hints: Hints::default(),
        }
    }
}

/// An article that has been cut off, still to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it stood.
    pub cut: Cut,
    /// The file's bytes there.
    pub bytes: Vec<u8>,
    /// What is said of them by others.
    pub hints: Hints,
}

impl Piece {
    /// Reads the article.
    ///
    /// # Errors
    /// As [`read`](super::read()); in JSON Lines also where a line is no article. The place is one in the whole file.
    pub fn read(self) -> Result<Article, Error> {
        let article = self.read_watched(&mut |_, _| true)?;
        Ok(article.unwrap_or_default())
    }

    /// Reads the article, telling how far it is, as [`read_watched`](super::read_watched) does.
    ///
    /// # Errors
    /// As [`Piece::read`].
    pub fn read_watched(self, go_on: &mut dyn FnMut(u64, u64) -> bool) -> Result<Option<Article>, Error> {
        let explained = self.read_as(ReadOptions::default(), go_on)?;
        Ok(explained.map(|explained| explained.article))
    }

    /// Reads the article, with the reasons for every block.
    ///
    /// # Errors
    /// As [`Piece::read`].
    pub fn explain(self) -> Result<Explained, Error> {
        let wanted = ReadOptions {
            reasons: true,
            ..ReadOptions::default()
        };
        let explained = self.read_as(wanted, &mut |_, _| true)?;
        Ok(explained.unwrap_or_default())
    }

    fn read_as(self, wanted: ReadOptions, go_on: &mut dyn FnMut(u64, u64) -> bool) -> Result<Option<Explained>, Error> {
        let bytes = match self.marked() {
            Cow::Owned(marked) => Some(marked),
            Cow::Borrowed(_) => None,
        };
        let Self { cut, bytes: own, hints } = self;
        let bytes = bytes.unwrap_or(own);
        let format = cut.format.is_collection().then_some(cut.format);
        read_as(bytes, format, &hints, wanted, go_on).map_err(|error| cut.place(error))
    }
}

impl Cut {
    /// An error in the article as one in its file.
    fn place(&self, error: Error) -> Error {
        let place = match (error.place, self.format) {
            // It is one line, below blank lines that are the piece's too.
            (Place::Line { column, .. }, Format::JsonLines) => Place::Line {
                line: self.line,
                column,
            },
            (Place::Whole, _) if self.of_many => Place::Line {
                line: self.line,
                column: 1,
            },
            (place, _) => place,
        };
        Error { place, ..error }
    }
}

/// Cuts a file into its articles while it comes in.
#[derive(Debug, Default)]
pub struct Splitter {
    scanner: Scanner,
    /// What has come and has not been cut off.
    held: Vec<u8>,
    /// The byte of the file that `held` starts with.
    from: u64,
}

impl Splitter {
    /// Takes the next bytes of the file; the articles that end in them.
    pub fn push(&mut self, bytes: &[u8]) -> Vec<Piece> {
        self.held.extend_from_slice(bytes);
        let cuts = self.scanner.push(bytes);
        self.cut_off(cuts)
    }

    /// The file is over; what is left of it. A file without a byte is one article without a word.
    pub fn finish(&mut self) -> Vec<Piece> {
        let cuts = self.scanner.finish();
        self.cut_off(cuts)
    }

    fn cut_off(&mut self, cuts: Vec<Cut>) -> Vec<Piece> {
        let mut start = 0;
        let mut pieces = Vec::with_capacity(cuts.len());
        for cut in cuts {
            let end = (cut.range.end - self.from) as usize;
            // A large article takes the memory it stands in along; small ones are copied out of it.
            let bytes = if start == 0 && end > self.held.len() / 2 {
                let rest = self.held.split_off(end);
                self.from += end as u64;
                std::mem::replace(&mut self.held, rest)
            } else {
                let bytes = self.held[start..end].to_vec();
                start = end;
                bytes
            };
            pieces.push(cut.piece(bytes));
        }
        self.held.drain(..start);
        self.from += start as u64;
        pieces
    }
}
