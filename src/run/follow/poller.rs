//! What is asked for news: a file, which may grow, shrink, be replaced or be gone for a while; or a pipe, which goes on.

use std::io;
use std::os::fd::{AsFd as _, BorrowedFd};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::Failed;
use super::page::PagePoller;
use crate::follow::schedule::Hints;
use crate::run::Error;
use crate::run::source::{Came, Source, Stamp, Stream, is_refusal};

/// Bytes read at once.
const CHUNK: usize = 1 << 16;
/// How long a file must have been left alone: what writes it may not be done.
const SETTLED: Duration = Duration::from_millis(50);
/// How often is looked whether it has been.
const LOOKS: u32 = 20;

/// What is asked.
pub(super) struct Poller {
    source: Source,
    from: From,
}

enum From {
    File(Box<FilePoller>),
    Pipe(Box<PipePoller>),
    Page(Box<PagePoller>),
}

/// What asking brought.
pub(super) enum Asked {
    /// This.
    Answer(Answer),
    /// It is as it was.
    NotModified(Hints),
    /// There is no answer.
    Failed(Failed, Hints),
}

/// An answer.
pub(super) struct Answer {
    pub(super) bytes: Vec<u8>,
    /// When it was made, in a count that grows.
    pub(super) made: Option<i64>,
    /// Whether it is all that there is.
    pub(super) whole: bool,
    /// Whether nothing more comes, ever.
    pub(super) over: bool,
    pub(super) hints: Hints,
}

impl Poller {
    pub(super) fn of(source: Source) -> Result<Self, Error> {
        let from = match &source {
            Source::File(path) => From::File(Box::new(FilePoller::new(path.clone()))),
            Source::Web(page) => From::Page(Box::new(PagePoller::new(page.clone()))),
            Source::Stdin | Source::Sample | Source::Version(_) => {
                let stream = Stream::open(&source).map_err(|error| Error::source(&source, &error))?;
                From::Pipe(Box::new(PipePoller {
                    input: io::stdin(),
                    stream,
                    bytes: Vec::new(),
                }))
            }
        };
        Ok(Self { source, from })
    }

    pub(super) fn source(&self) -> &Source {
        &self.source
    }

    /// Whether it is on this machine.
    pub(super) fn is_near(&self) -> bool {
        match &self.from {
            From::Page(page) => page.is_near(),
            From::File(_) | From::Pipe(_) => true,
        }
    }

    pub(super) fn pipe(&self) -> Option<BorrowedFd<'_>> {
        match &self.from {
            From::Pipe(pipe) => Some(pipe.input.as_fd()),
            From::File(_) | From::Page(_) => None,
        }
    }

    /// Asks for what there is, and waits so long for a page to come. `whole` says that "nothing has changed" will not do.
    pub(super) fn ask(&mut self, whole: bool, patience: Duration) -> Asked {
        let asked = match &mut self.from {
            From::File(file) => file.ask(whole),
            From::Pipe(pipe) => pipe.ask(),
            From::Page(page) => Ok(page.ask(whole, patience)),
        };
        asked.unwrap_or_else(|error| {
            let failed = Failed {
                words: Error::source(&self.source, &error).to_string(),
                for_good: is_refusal(&error) || error.kind() == io::ErrorKind::NotFound,
                is_gone: false,
            };
            Asked::Failed(failed, Hints::default())
        })
    }
}

/// A file, by its name: another one may take its place.
struct FilePoller {
    source: Source,
    path: PathBuf,
    /// As it was when it was read.
    read: Option<Stamp>,
    /// How often it was read.
    times: i64,
}

impl FilePoller {
    fn new(path: PathBuf) -> Self {
        Self {
            source: Source::File(path.clone()),
            path,
            read: None,
            times: 0,
        }
    }

    fn ask(&mut self, whole: bool) -> io::Result<Asked> {
        let stamp = settled(&self.path)?;
        if !whole && self.read == Some(stamp) {
            return Ok(Asked::NotModified(Hints::default()));
        }
        let mut stream = Stream::open(&self.source)?;
        let mut bytes = Vec::new();
        while let Came::Bytes(chunk) = stream.read(CHUNK, true)? {
            bytes.extend_from_slice(chunk);
        }
        let left_alone = stream.change().is_none() && Stamp::of_path(&self.path) == Some(stamp);
        // What was written meanwhile is read the next time.
        self.read = left_alone.then_some(stamp);
        self.times += 1;
        Ok(Asked::Answer(Answer {
            bytes,
            made: Some(self.times),
            whole: left_alone,
            over: false,
            hints: Hints::default(),
        }))
    }
}

/// A file's stamp, when it has been left alone for a moment, or never is.
fn settled(path: &Path) -> io::Result<Stamp> {
    let stamp = || Ok::<_, io::Error>(Stamp::of_data(&path.metadata()?));
    let mut last = stamp()?;
    for _ in 0..LOOKS {
        if last.is_older_than(SETTLED) {
            break;
        }
        std::thread::sleep(SETTLED);
        let now = stamp()?;
        if now == last {
            break;
        }
        last = now;
    }
    Ok(last)
}

/// What comes through a pipe: it goes on where it was.
struct PipePoller {
    input: io::Stdin,
    stream: Stream,
    bytes: Vec<u8>,
}

impl PipePoller {
    /// Takes what is there, until nothing comes for a moment.
    fn ask(&mut self) -> io::Result<Asked> {
        let before = self.bytes.len();
        let over = loop {
            match self.stream.read(CHUNK, false)? {
                Came::Bytes(chunk) => self.bytes.extend_from_slice(chunk),
                Came::Silence => break false,
                Came::End => break true,
            }
        };
        if self.bytes.len() == before && !over {
            return Ok(Asked::NotModified(Hints::default()));
        }
        Ok(Asked::Answer(Answer {
            bytes: self.bytes.clone(),
            made: None,
            whole: false,
            over,
            hints: Hints::default(),
        }))
    }
}
