//! All articles of all sources, one after the other, made into bytes by as many threads as there are processors.
//!
//! One thread reads the sources and cuts them into articles, the others read the articles and write what is made of
//! them into memory, and the results are taken in the order of the input. Only so many articles are under way at once
//! that every thread has something to do: a corpus of any size costs the memory of a few articles.

use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::folder::Folder;
use super::library::{longest, too_long};
use super::source::{Came, Source, Stream};
use super::{Error, output, panics};
use crate::read::corpus::{Piece, Splitter};

/// Bytes read at once: some dozens of articles as news sites write them, and a fraction of a millisecond's work to
/// copy. The articles that end in them are one batch.
const CHUNK: usize = 1 << 16;

/// Bytes of output that are handed over together: a large article is never held as a whole.
const PART: usize = 1 << 18;

/// What became of an article, or of a source of which there is none.
pub(super) enum Outcome {
    /// The first bytes of an article; most often all of them.
    Article(Vec<u8>),
    /// Further bytes of the same.
    More(Vec<u8>),
    /// It could not be read.
    Failed(Error),
    /// The batch is done.
    End,
}

/// An article, and what it is called in messages.
pub(super) struct Found {
    pub(super) piece: Piece,
    pub(super) source: Arc<Source>,
    /// Whether there are others, in its source or in others.
    pub(super) of_many: bool,
}

/// Articles that are worked on together, and where their output goes.
struct Batch {
    articles: Vec<Found>,
    out: Writer,
}

/// Collects the output of a batch and hands it over in parts; waits while the part before has not been taken.
pub(super) struct Writer {
    to: SyncSender<Vec<Outcome>>,
    /// What has not been handed over.
    ready: Vec<Outcome>,
    /// Bytes of that.
    size: usize,
    /// The article that is being written.
    bytes: Vec<u8>,
    /// Whether a part of it is ready, or handed over.
    begun: bool,
}

impl Writer {
    fn new(to: SyncSender<Vec<Outcome>>) -> Self {
        Self {
            to,
            ready: Vec::new(),
            size: 0,
            bytes: Vec::new(),
            begun: false,
        }
    }

    /// What was written of the article is ready.
    fn put(&mut self) -> io::Result<()> {
        let bytes = std::mem::take(&mut self.bytes);
        self.size += bytes.len();
        self.ready.push(if std::mem::replace(&mut self.begun, true) {
            Outcome::More(bytes)
        } else {
            Outcome::Article(bytes)
        });
        if self.size >= PART { self.hand_over() } else { Ok(()) }
    }

    /// The article failed. If a part of it is out already, its line is ended, so that the next one stands apart.
    fn fail(&mut self, error: Error) {
        self.bytes.clear();
        if std::mem::take(&mut self.begun) {
            self.ready.push(Outcome::More(b"\n".to_vec()));
        }
        self.ready.push(Outcome::Failed(error));
    }

    fn hand_over(&mut self) -> io::Result<()> {
        self.size = 0;
        let ready = std::mem::take(&mut self.ready);
        // Nobody takes it any more, as if a pipe were broken.
        self.to.send(ready).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

impl Write for Writer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.extend_from_slice(bytes);
        if self.bytes.len() >= PART {
            self.put()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What comes next in the order of the input.
enum Pending {
    /// The output of a batch.
    Batch(Receiver<Vec<Outcome>>),
    /// A source could not be read.
    Failed(Error),
}

/// Has `write` write every article, and gives the output to `take` in the order of the input, some at a time. The first
/// error of `take` ends everything; an article that cannot be read ends nothing.
///
/// # Errors
/// What `take` returns; or there is no thread to be had.
pub(super) fn each(
    sources: Vec<Source>,
    write: impl Fn(Found, &mut Writer) -> Result<(), Error> + Send + Sync + 'static,
    take: &mut dyn FnMut(Vec<Outcome>) -> Result<(), Error>,
) -> Result<(), Error> {
    let threads = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let (batches, work) = mpsc::channel();
    // At most so many batches are under way, or done and not taken: enough for no thread to wait for the slowest.
    let (queue, order) = mpsc::sync_channel(2 * threads);
    let (work, write) = (Arc::new(Mutex::new(work)), Arc::new(write));
    for _ in 0..threads {
        let (work, write) = (Arc::clone(&work), Arc::clone(&write));
        start("article", move || serve(&work, &*write))?;
    }
    start("sources", move || {
        let feeder = Feeder {
            batches,
            queue,
            several: sources.len() > 1 || sources.iter().any(|source| source.folder().is_some()),
        };
        // If nobody listens any more, there is nothing left to do.
        let _ = sources.into_iter().try_for_each(|source| feeder.feed(source));
    })?;
    // The threads are not waited for when it ends early: the one that reads may wait for input that never comes.
    for next in order {
        match next {
            Pending::Failed(error) => take(vec![Outcome::Failed(error)])?,
            Pending::Batch(answer) => loop {
                let part = answer.recv().map_err(|_| fault())?;
                let last = matches!(part.last(), Some(Outcome::End));
                take(part)?;
                if last {
                    break;
                }
            },
        }
    }
    Ok(())
}

fn start(name: &str, work: impl FnOnce() + Send + 'static) -> Result<(), Error> {
    // All that can panic is caught in it.
    panics::spawn(name, work, drop)
        .map(drop)
        .map_err(|error| Error::Other(format!("no thread could be started: {error}")))
}

/// A thread ended without an answer, though all that can panic in it is caught.
fn fault() -> Error {
    Error::Other("a thread has ended; please report this".into())
}

/// Works on batches as long as there are any, and somebody takes the output.
fn serve(work: &Mutex<Receiver<Batch>>, write: &dyn Fn(Found, &mut Writer) -> Result<(), Error>) {
    loop {
        let batch = work.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(Batch { articles, mut out }) = batch else { return };
        for article in articles {
            out.begun = false;
            let source = Arc::clone(&article.source);
            let one = panics::catch(|| write(article, &mut out)).unwrap_or_else(|bug| Err(Error::bug(&source, &bug)));
            let put = match one {
                Ok(()) => out.put(),
                Err(Error::Output(gone)) => Err(gone),
                Err(error) => {
                    out.fail(error);
                    Ok(())
                }
            };
            if put.is_err() {
                return;
            }
        }
        out.ready.push(Outcome::End);
        if out.hand_over().is_err() {
            return;
        }
    }
}

/// Reads the sources and hands out their articles in batches.
struct Feeder {
    batches: Sender<Batch>,
    queue: SyncSender<Pending>,
    several: bool,
}

/// Nobody takes the output any more.
struct Hangup;

impl Feeder {
    fn feed(&self, source: Source) -> Result<(), Hangup> {
        let Some(path) = source.folder() else {
            return self.file(source, None);
        };
        let mut folder = Folder::open(path);
        for file in folder.by_ref() {
            match file {
                Ok((path, stream)) => self.file(Source::File(path), Some(stream))?,
                Err((path, error)) => self.send(Pending::Failed(Error::source(&Source::File(path), &error)))?,
            }
        }
        let skipped = folder.skipped();
        if !skipped.is_none() {
            output::message(format_args!("passed over in {}: {skipped}", source.name()));
        }
        Ok(())
    }

    fn file(&self, source: Source, stream: Option<Stream>) -> Result<(), Hangup> {
        let source = Arc::new(source);
        let read = panics::catch(|| {
            let stream = stream.map_or_else(|| Stream::open(&source), Ok);
            stream.map_or_else(|error| Ok(Err(error)), |stream| self.articles(&source, stream))
        });
        let wrong = match read {
            Ok(read) => read?.err().map(|error| Error::source(&source, &error)),
            Err(bug) => Some(Error::bug(&source, &bug)),
        };
        wrong.map_or(Ok(()), |error| self.send(Pending::Failed(error)))
    }

    fn articles(&self, source: &Arc<Source>, mut stream: Stream) -> Result<io::Result<()>, Hangup> {
        let mut splitter = Splitter::default();
        let (mut read, mut cut, most) = (0, 0, longest());
        loop {
            let bytes = match stream.read(CHUNK, true) {
                Ok(Came::Bytes(bytes)) => bytes,
                Ok(Came::Silence) => continue,
                Ok(Came::End) => break,
                Err(error) => {
                    // What has come stays.
                    if read > 0 {
                        self.hand_out(source, splitter.finish())?;
                    }
                    return Ok(Err(error));
                }
            };
            panics::trip("finding", bytes);
            read += bytes.len() as u64;
            let pieces = splitter.push(bytes);
            cut = pieces.last().map_or(cut, |last| last.cut.range.end);
            if read - cut > most {
                return Ok(Err(io::Error::other(too_long())));
            }
            self.hand_out(source, pieces)?;
        }
        self.hand_out(source, splitter.finish())?;
        for remark in stream.about().into_iter().flat_map(|about| &about.remarks) {
            output::message(remark);
        }
        Ok(match stream.change() {
            Some(change) if change.is_loss() => Err(io::Error::other(change.to_string())),
            _ => Ok(()),
        })
    }

    fn hand_out(&self, source: &Arc<Source>, pieces: Vec<Piece>) -> Result<(), Hangup> {
        let articles: Vec<Found> = pieces
            .into_iter()
            .filter(|piece| !piece.cut.is_blank)
            .map(|piece| Found {
                of_many: self.several || piece.cut.of_many,
                source: Arc::clone(source),
                piece,
            })
            .collect();
        if articles.is_empty() {
            return Ok(());
        }
        let (to, answer) = mpsc::sync_channel(1);
        let out = Writer::new(to);
        // In the queue first: that waits until there is room.
        self.send(Pending::Batch(answer))?;
        self.batches.send(Batch { articles, out }).map_err(|_| Hangup)
    }

    fn send(&self, next: Pending) -> Result<(), Hangup> {
        self.queue.send(next).map_err(|_| Hangup)
    }
}
