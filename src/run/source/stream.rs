//! The bytes of a source as they come. It is opened once and read once, from beginning to end; unpacked if it is
//! packed, refused if it is not text.

use std::fmt;
use std::fs::File;
use std::io::{self, Cursor, Read};
use std::os::fd::AsFd;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use nix::errno::Errno;
use nix::poll::{PollFd, PollFlags, PollTimeout, poll};

use super::sniff::{Content, Packing, SNIFFED};
use super::stamp::{FileChange, Stamp};
use super::unpack::unpacked;
use super::web::{About, Answer, Fetched, Fetching, Step};
use super::{Source, preprocessor};

/// How much of a large file is read before its first page is shown, in bytes: some fifty screens, read and folded in a
/// few milliseconds.
pub(in crate::run) const FIRST_PART: usize = 256 * 1024;

/// How long a pipe may be silent before what has come is shown, in milliseconds.
const SILENCE: u16 = 100;

/// The article that is part of the program.
const SAMPLE: &str = include_str!("../../../assets/sample.txt");

/// What reading on brought.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::run) enum Came<'a> {
    /// These bytes.
    Bytes(&'a [u8]),
    /// Nothing for a while.
    Silence,
    /// Nothing more comes.
    End,
}

/// A source that is being read.
pub(in crate::run) struct Stream {
    /// The file's name, if it is one.
    path: Option<PathBuf>,
    from: StreamInput,
    /// Whether it has been found to be text.
    is_text: bool,
    /// What was read last.
    chunk: Vec<u8>,
    /// Whether it has not been given out.
    is_ahead: bool,
    /// Bytes read.
    read: u64,
    /// The file and its stamp when it was opened, if any part can be read again.
    seekable: Option<(Arc<File>, Stamp)>,
    /// What is known of a page, once it has been fetched.
    about: Option<About>,
}

/// Room for so many bytes is made first, and then for as many as have come.
const FIRST: usize = 1 << 14;

enum StreamInput {
    File(Arc<File>),
    /// A page that is being fetched: it gives nothing before all of it is there.
    Page(Fetching),
    /// Unpacked text, or text that is part of the program.
    Reader(Box<dyn Read + Send>),
}

impl Stream {
    /// Opens a source. Nothing is read yet.
    pub(in crate::run) fn open(source: &Source) -> io::Result<Self> {
        let (path, from) = match source {
            Source::Sample => (None, StreamInput::Reader(Box::new(Cursor::new(SAMPLE)))),
            Source::Version(kept) => {
                let json = kept.json.as_bytes().to_vec();
                (None, StreamInput::Reader(Box::new(Cursor::new(json))))
            }
            Source::Stdin => (
                None,
                StreamInput::File(Arc::new(File::from(io::stdin().as_fd().try_clone_to_owned()?))),
            ),
            Source::File(path) => (Some(path.clone()), StreamInput::File(Arc::new(File::open(path)?))),
            Source::Web(page) => (None, StreamInput::Page(Fetching::start(page, None)?)),
        };
        let seekable = match &from {
            StreamInput::File(file) if path.is_some() => Stamp::of_file(file).map(|stamp| (Arc::clone(file), stamp)),
            _ => None,
        };
        Ok(Self {
            path,
            from,
            is_text: false,
            chunk: Vec::new(),
            is_ahead: false,
            read: 0,
            seekable,
            about: None,
        })
    }

    /// The first part, and whether it is the whole; `None` of a source that may come slowly.
    pub(in crate::run) fn first_part(&mut self) -> io::Result<Option<(&[u8], bool)>> {
        if self.may_wait() {
            return Ok(None);
        }
        let is_whole = !self.read_ahead(FIRST_PART)?;
        Ok(Some((&self.chunk, is_whole)))
    }

    /// As many of the first bytes as it takes to see that they are text; none of a source that may come slowly.
    pub(in crate::run) fn peek(&mut self) -> io::Result<&[u8]> {
        if !self.may_wait() {
            self.read_ahead(SNIFFED)?;
        }
        Ok(&self.chunk)
    }

    /// Reads so many bytes ahead; returns whether there are so many.
    fn read_ahead(&mut self, bytes: usize) -> io::Result<bool> {
        let mut over = false;
        while !over && self.chunk.len() < bytes {
            over = self.fill(bytes - self.chunk.len())? == 0;
        }
        self.is_ahead = !self.chunk.is_empty();
        Ok(!over)
    }

    /// The next bytes: at most so many, unless more have been read ahead. If `patient`, waits as long as it takes.
    pub(in crate::run) fn read(&mut self, most: usize, patient: bool) -> io::Result<Came<'_>> {
        if !self.is_ahead {
            if !patient && self.is_silent()? {
                return Ok(Came::Silence);
            }
            self.chunk.clear();
            self.fill(most)?;
        }
        self.is_ahead = false;
        Ok(if self.chunk.is_empty() {
            Came::End
        } else {
            Came::Bytes(&self.chunk)
        })
    }

    /// The file and its stamp when it was opened, if any part can be read again.
    pub(in crate::run) fn seekable(&self) -> Option<(Arc<File>, Stamp)> {
        self.seekable.clone()
    }

    /// What happened to the file while it was read. To be called at the end.
    pub(in crate::run) fn change(&self) -> Option<FileChange> {
        let ((file, stamp), path) = self.seekable.as_ref().zip(self.path.as_ref())?;
        stamp.change(file, path, self.read)
    }

    /// Whether reading may wait for another program to write, or for the network.
    pub(in crate::run) fn may_wait(&self) -> bool {
        matches!(self.from, StreamInput::File(_) | StreamInput::Page(..)) && self.seekable.is_none()
    }

    /// Waits until a page is there, if this is one. Tells how far it is, in words, and in the end that it is over.
    pub(in crate::run) fn fetch(&mut self, tell: &mut dyn FnMut(Option<String>)) -> io::Result<()> {
        let mut told = None;
        let done = loop {
            match self.is_fetched() {
                Ok(false) => {}
                done => break done.map(drop),
            }
            if let StreamInput::Page(fetching) = &self.from
                && let step = fetching.step()
                && step != told
            {
                tell(step.as_ref().map(Step::to_string));
                told = step;
            }
        };
        if told.is_some() {
            tell(None);
        }
        done
    }

    /// What is known of a page, once it has been fetched.
    pub(in crate::run) fn about(&self) -> Option<&About> {
        self.about.as_ref()
    }

    /// Waits for a page, a moment; returns whether it is there.
    fn is_fetched(&mut self) -> io::Result<bool> {
        let StreamInput::Page(fetching) = &self.from else {
            return Ok(true);
        };
        match fetching.wait(Duration::from_millis(SILENCE.into())) {
            None => Ok(false),
            Some(Ok(Answer::Fetched(Fetched { bytes, about }))) => {
                self.about = Some(about);
                self.from = StreamInput::Reader(Box::new(Cursor::new(bytes)));
                Ok(true)
            }
            // Nothing has been asked for that could be unchanged.
            Some(Ok(Answer::Unchanged(_))) => Err(io::ErrorKind::UnexpectedEof.into()),
            Some(Err(failure)) => Err(io::Error::other(failure)),
        }
    }

    /// Waits a moment; returns whether nothing came.
    fn is_silent(&mut self) -> io::Result<bool> {
        if !self.is_fetched()? {
            return Ok(true);
        }
        let StreamInput::File(file) = &self.from else {
            return Ok(false);
        };
        if !self.may_wait() {
            return Ok(false);
        }
        let mut files = [PollFd::new(file.as_fd(), PollFlags::POLLIN)];
        match poll(&mut files, PollTimeout::from(SILENCE)) {
            Ok(0) | Err(Errno::EINTR) => Ok(true),
            Ok(_) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// Appends at most so many bytes to the chunk; returns how many, 0 at the end of the source.
    fn fill(&mut self, most: usize) -> io::Result<usize> {
        loop {
            let count = self.take(most)?;
            if self.is_text || count == 0 {
                return Ok(count);
            }
            match Content::of(&self.chunk) {
                Content::Text => {
                    self.is_text = true;
                    return Ok(count);
                }
                Content::Packed(packing) => self.unpack(packing)?,
                Content::Other(other) => {
                    if !self.preprocess()? {
                        return Err(io::Error::other(Refusal(other.advice(self.path.as_deref()))));
                    }
                }
            }
        }
    }

    /// Has the user's command make text of a file that is none. Says whether there is such a command.
    fn preprocess(&mut self) -> io::Result<bool> {
        let (Some(path), StreamInput::File(_)) = (&self.path, &self.from) else {
            return Ok(false);
        };
        let Some(text) = preprocessor::text_of(path) else {
            return Ok(false);
        };
        self.from = StreamInput::Reader(text.map_err(|words| io::Error::other(Refusal(words)))?);
        // What it makes can be read again only from the beginning.
        self.seekable = None;
        self.read = 0;
        self.chunk.clear();
        Ok(true)
    }

    fn unpack(&mut self, packing: Packing) -> io::Result<()> {
        let StreamInput::File(file) = &self.from else {
            return Err(io::Error::other("this is packed more than once"));
        };
        // Packed, it can be read again only from the beginning.
        self.seekable = None;
        self.read = 0;
        let packed = Cursor::new(std::mem::take(&mut self.chunk)).chain(SharedFile(Arc::clone(file)));
        self.from = StreamInput::Reader(unpacked(packing, Box::new(packed)));
        Ok(())
    }

    fn take(&mut self, most: usize) -> io::Result<usize> {
        while !self.is_fetched()? {}
        let from = self.chunk.len();
        // Room is made as it is needed: most files are small.
        self.chunk.resize(from + most.min(from.max(FIRST)), 0);
        let read = loop {
            let bytes = &mut self.chunk[from..];
            let read = match &mut self.from {
                StreamInput::File(file) => (&**file).read(bytes),
                StreamInput::Reader(reader) => reader.read(bytes),
                // It has become a reader just now.
                StreamInput::Page(..) => Ok(0),
            };
            match read {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        let count = *read.as_ref().unwrap_or(&0);
        self.chunk.truncate(from + count);
        self.read += count as u64;
        read
    }
}

/// Why a source is refused: what it is instead of text.
#[derive(Debug)]
pub(super) struct Refusal(pub(super) String);

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refusal {}

/// Whether a source was refused because it is not text.
pub(in crate::run) fn is_refusal(error: &io::Error) -> bool {
    error
        .get_ref()
        .and_then(|inner| inner.downcast_ref::<Refusal>())
        .is_some()
}

/// A shared file as a reader.
struct SharedFile(Arc<File>);

impl Read for SharedFile {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        (&*self.0).read(bytes)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// A file longer than its first part, read so far, and its path.
    fn begun(folder: &tempfile::TempDir) -> (Stream, PathBuf) {
        let path = folder.path().join("story.txt");
        let line = "The boats came back to the quay at dawn.\n";
        fs::write(&path, line.repeat(2 * FIRST_PART / line.len())).expect("a file");
        let mut stream = Stream::open(&Source::File(path.clone())).expect("it is there");
        let (part, is_whole) = stream.first_part().expect("it can be read").expect("it is a file");
        assert_eq!((part.len(), is_whole), (FIRST_PART, false));
        (stream, path)
    }

    /// Reads to the end; says how many bytes came, and what has happened meanwhile.
    fn end(mut stream: Stream) -> (usize, Option<FileChange>) {
        let mut bytes = 0;
        while let Came::Bytes(chunk) = stream.read(1 << 16, true).expect("it can be read") {
            bytes += chunk.len();
        }
        (bytes, stream.change())
    }

    #[test]
    fn a_file_that_changes_while_it_is_read_is_read_on_and_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let (stream, _) = begun(&folder);
        let (whole, change) = end(stream);
        assert_eq!(change, None);
        assert!(whole > FIRST_PART);

        let (stream, path) = begun(&folder);
        let open = File::options().write(true).open(&path).expect("a file");
        open.set_len(10).expect("it is cut");
        // What was read stays.
        assert_eq!(end(stream), (FIRST_PART, Some(FileChange::CutShort)));

        let (stream, path) = begun(&folder);
        fs::remove_file(path).expect("it is there");
        assert_eq!(end(stream), (whole, Some(FileChange::Deleted)));

        let (stream, path) = begun(&folder);
        let other = folder.path().join("other");
        fs::write(&other, "Another story.\n").expect("a file");
        fs::rename(other, path).expect("it takes its place");
        assert_eq!(end(stream), (whole, Some(FileChange::Replaced)));

        // A line more is no fault.
        let (stream, path) = begun(&folder);
        let mut open = File::options().append(true).open(&path).expect("a file");
        io::Write::write_all(&mut open, b"And a line.\n").expect("it grows");
        assert_eq!(end(stream), (whole + 12, None));
    }

    #[test]
    fn a_pipe_is_not_waited_for() {
        let (from, mut to) = io::pipe().expect("a pipe");
        let file = Arc::new(File::from(std::os::fd::OwnedFd::from(from)));
        let mut stream = Stream {
            from: StreamInput::File(file),
            ..Stream::open(&Source::Sample).expect("it is there")
        };
        assert!(stream.may_wait() && stream.first_part().expect("nothing").is_none());
        assert_eq!(stream.read(10, false).expect("nothing"), Came::Silence);
        io::Write::write_all(&mut to, b"Harbour").expect("room");
        assert_eq!(stream.read(10, false).expect("bytes"), Came::Bytes(b"Harbour"));
        drop(to);
        assert_eq!(stream.read(10, true).expect("an end"), Came::End);
    }
}
