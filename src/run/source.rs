//! Where articles come from. A source is opened and read once, by one owner: a [`Stream`].

mod owner;
pub(super) mod preprocessor;
mod sniff;
mod stamp;
mod stream;
mod unpack;
pub(super) mod web;

use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(super) use owner::{Extract, Owner};
pub(super) use stamp::Stamp;
pub(super) use stream::{Came, FIRST_PART, Stream, is_refusal};
pub(super) use web::{Client, FetchOptions, Page};

use super::store::Origin;
use super::{Error, output, panics};
use crate::article::{Article, Meta};
use crate::escape;
use crate::read::corpus::Piece;

/// Where an article comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// The article that is part of the program.
    Sample,
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
    /// An address on the web.
    Web(Page),
    /// A version that was seen earlier.
    Version(KeptVersion),
}

/// A version of a source that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct KeptVersion {
    /// The name of its source.
    pub(super) of: String,
    /// Its number.
    pub(super) number: u32,
    /// The article, in the public JSON form.
    pub(super) json: Arc<str>,
}

impl Source {
    /// Its name for messages.
    pub(super) fn name(&self) -> String {
        match self {
            Source::Sample => "the sample article".into(),
            Source::Stdin => "standard input".into(),
            Source::File(path) => output::name(path),
            Source::Web(page) => page.address.to_string(),
            Source::Version(kept) => format!("version {} of {}", kept.number, escape::shown(&kept.of)),
        }
    }

    /// Its name seen from any folder: the whole path of a file.
    pub(super) fn origin(&self) -> Origin {
        let (name, lasts) = match self {
            Source::Sample | Source::Stdin => (self.name(), *self == Source::Sample),
            Source::Web(_) => (self.name(), true),
            Source::Version(_) => (self.name(), false),
            Source::File(path) => {
                let whole = std::path::absolute(path).unwrap_or_else(|_| path.clone());
                let whole = whole.canonicalize().unwrap_or(whole);
                (whole.display().to_string(), whole.is_file())
            }
        };
        Origin { name, lasts }
    }

    /// The folder that it is, if it is one.
    pub(super) fn folder(&self) -> Option<&Path> {
        match self {
            Source::File(path) if path.is_dir() => Some(path),
            _ => None,
        }
    }

    /// Reads an article of this source and reports progress; `None` if `go_on` returns `false`. A panic costs that article,
    /// as an error does.
    pub(super) fn read(&self, piece: Piece, go_on: &mut dyn FnMut(u64, u64) -> bool) -> Result<Option<Article>, Error> {
        let piece = self.hinted(piece);
        let read = panics::catch(|| {
            panics::trip("reading", &piece.bytes);
            piece.read_watched(go_on)
        });
        let read = read.map_err(|bug| Error::bug(self, &bug))?;
        let article = read.map_err(|error| Error::read(self, &error))?;
        Ok(article.map(|article| self.addressed(article)))
    }

    /// The article with the address where it was found, if it does not say itself where it was published.
    fn addressed(&self, article: Article) -> Article {
        match self {
            Source::Web(page) if article.meta().url.is_none() => {
                let meta = Meta {
                    url: Some(page.found().to_string()),
                    ..article.meta().clone()
                };
                article.with_meta(meta)
            }
            _ => article,
        }
    }

    /// An article of this source with what the source says of its format.
    pub(super) fn hinted(&self, mut piece: Piece) -> Piece {
        let name = match self {
            Source::File(path) => path.file_name().map(|name| name.to_string_lossy().into_owned()),
            Source::Web(page) => {
                let address = page.found().to_string();
                let path = address.split(['?', '#']).next().unwrap_or_default();
                path.rsplit('/').next().map(str::to_owned)
            }
            Source::Sample | Source::Stdin | Source::Version(_) => None,
        };
        piece.hints.name = piece.hints.name.or(name);
        if let Source::Web(page) = self {
            piece.hints.media_type = piece.hints.media_type.or_else(|| page.declared());
        }
        piece
    }

    /// Reads an article of this source, however long it takes.
    pub(super) fn read_now(&self, piece: Piece) -> Result<Article, Error> {
        Ok(self.read(piece, &mut |_, _| true)?.unwrap_or_default())
    }
}
