//! The owner of a source: the only one that reads it.
//!
//! A source is read once from beginning to end, by a [`Stream`], and articles are cut out of it meanwhile. Bytes that
//! cannot be read again are held. Of a file only the places of its articles are kept, and it is read there when one is
//! turned to. Its descriptor stays open, so it is the same file even if another has been given its name.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::ops::Range;
use std::os::unix::fs::FileExt as _;
use std::path::Path;
use std::sync::Arc;

use super::{Source, Stamp, Stream};

/// The most that is held of a file whose article is about to be asked for, in bytes.
const AHEAD: usize = 64 << 20;

/// What is held of a source.
#[derive(Debug, Default)]
enum Held {
    /// Nothing: the source is a file, and can be read again.
    #[default]
    Nothing,
    /// All of a file so far, until its article is asked for.
    Ahead(Vec<u8>),
    /// All so far of a source that comes only once.
    Once(Vec<u8>),
    /// Nothing: the only article has taken the bytes of a source that came once.
    Taken,
}

/// A source, and what is kept of it.
#[derive(Debug)]
pub(in crate::run) struct Owner {
    source: Arc<Source>,
    /// The file, kept open.
    file: Option<Arc<File>>,
    /// What the file was when it was opened.
    stamp: Option<Stamp>,
    held: Held,
}

impl Owner {
    pub(in crate::run) fn new(source: Source) -> Self {
        Self {
            source: Arc::new(source),
            file: None,
            stamp: None,
            held: Held::Nothing,
        }
    }

    pub(in crate::run) fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// The source has been opened. `ahead` says that its first article will be asked for at once, `open` that the file is
    /// to be kept open.
    pub(in crate::run) fn begin(&mut self, stream: &Stream, ahead: bool, open: bool) {
        self.held = match stream.seekable() {
            None => Held::Once(Vec::new()),
            Some(_) if ahead => Held::Ahead(Vec::new()),
            Some(_) => Held::Nothing,
        };
        let (file, stamp) = stream.seekable().unzip();
        self.file = file.filter(|_| open);
        self.stamp = stamp;
    }

    /// Takes the next bytes; returns how many are held.
    pub(in crate::run) fn hold(&mut self, bytes: &[u8]) -> usize {
        match &mut self.held {
            Held::Once(held) => {
                held.extend_from_slice(bytes);
                held.len()
            }
            Held::Ahead(held) if held.len() + bytes.len() <= AHEAD => {
                held.extend_from_slice(bytes);
                held.len()
            }
            held @ Held::Ahead(_) => {
                *held = Held::Nothing;
                0
            }
            Held::Nothing | Held::Taken => 0,
        }
    }

    /// The bytes so far, if they are held.
    pub(in crate::run) fn held(&self) -> &[u8] {
        match &self.held {
            Held::Ahead(held) | Held::Once(held) => held,
            Held::Nothing | Held::Taken => &[],
        }
    }

    /// The source has several articles: none of it is read ahead.
    pub(in crate::run) fn let_go(&mut self) {
        if matches!(self.held, Held::Ahead(_)) {
            self.held = Held::Nothing;
        }
    }

    /// Whether the bytes came once and an article has taken them.
    pub(in crate::run) fn is_gone(&self) -> bool {
        matches!(self.held, Held::Taken)
    }

    /// Whether any part can be read again, and the file has the text as it is: not a pipe, and not packed.
    pub(in crate::run) fn is_plain_file(&self) -> bool {
        self.stamp.is_some()
    }

    /// A part of the source. `only` says that there is no other, so that the bytes need not be kept.
    pub(in crate::run) fn part(&mut self, range: Range<u64>, only: bool) -> Extract {
        let (start, end) = (range.start as usize, range.end as usize);
        match &mut self.held {
            Held::Ahead(held) | Held::Once(held) if only && (start, end) == (0, held.len()) => {
                let bytes = std::mem::take(held);
                self.held = match self.held {
                    Held::Once(_) => Held::Taken,
                    _ => Held::Nothing,
                };
                Extract::Bytes(bytes)
            }
            Held::Ahead(held) | Held::Once(held) => Extract::Bytes(held.get(start..end).unwrap_or_default().to_vec()),
            Held::Taken => Extract::Gone,
            Held::Nothing => Extract::InFile(FileRange {
                source: Arc::clone(&self.source),
                file: self.file.clone(),
                range,
            }),
        }
    }
}

/// A part of a source, or where it is.
pub(in crate::run) enum Extract {
    /// The bytes.
    Bytes(Vec<u8>),
    /// A part of a file.
    InFile(FileRange),
    /// The source came only once.
    Gone,
}

/// A part of a file.
pub(in crate::run) struct FileRange {
    source: Arc<Source>,
    file: Option<Arc<File>>,
    range: Range<u64>,
}

impl FileRange {
    /// Reads it.
    pub(in crate::run) fn read(&self) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; usize::try_from(self.range.end - self.range.start).unwrap_or(0)];
        let read = match (&self.file, &*self.source) {
            (Some(file), _) => file.read_exact_at(&mut bytes, self.range.start),
            (None, Source::File(path)) => read_at(path, self.range.start, &mut bytes),
            (None, _) => return Err(io::Error::other("it cannot be read again")),
        };
        match read {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                Err(io::Error::other("it has become shorter since it was opened"))
            }
            read => read.map(|()| bytes),
        }
    }
}

fn read_at(path: &Path, start: u64, bytes: &mut [u8]) -> io::Result<()> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(start))?;
    file.read_exact(bytes)
}
