//! What can be shown at once of the first article.

use std::io;

use crate::read::corpus::Splitter;
use crate::run::loading;
use crate::run::source::{Source, Stream};
use crate::run::{Error, Loaded};

/// What can be shown at once of the first article.
#[derive(Default)]
pub(super) struct First {
    pub(super) loaded: Loaded,
    /// Why there is nothing to show of it, though others may follow.
    pub(super) wrong: Option<String>,
}

/// Reads the first part, so that a source that is not text is refused before the screen is taken.
pub(super) fn read_ahead(mut stream: Stream) -> io::Result<Stream> {
    stream.first_part()?;
    Ok(stream)
}

/// Reads and folds what is there of the first article. An error ends the reader, unless there are other articles.
pub(super) fn first_version(part: &[u8], is_whole: bool, source: &Source, several: bool) -> Result<First, Error> {
    let mut splitter = Splitter::default();
    let mut pieces = splitter.push(part);
    if is_whole {
        pieces.extend(splitter.finish());
    }
    let shown = |loaded: Loaded| First {
        wrong: loaded.bug.as_ref().map(|bug| format!("finding repeats failed: {bug}")),
        loaded,
    };
    if pieces.is_empty() {
        // A bug will show, and be reported, when the whole is read.
        return Ok(shown(loading::load_first_part(part).unwrap_or_else(|_| Loaded {
            more: true,
            ..Loaded::default()
        })));
    }
    let piece = pieces.swap_remove(0);
    let of_many = several || piece.cut.of_many;
    match loading::load_now(piece, source) {
        Ok(loaded) => Ok(shown(loaded)),
        Err(error) if of_many => Ok(First {
            loaded: Loaded::default(),
            wrong: Some(error.to_string()),
        }),
        Err(error) => Err(error),
    }
}
