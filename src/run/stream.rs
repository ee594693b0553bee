//! All articles of all sources, one after the other, made into bytes by as many threads as there are processors.
//!
//! One thread reads the sources and cuts them into articles, the others read what is in these, and whoever asked gets
//! what they made in the order of the input. Only so many articles are under way at once that every thread has
//! something to do: a corpus of any size costs the memory of a few articles.

use std::fs::File;
use std::io::{self, Read, Write};
use std::num::NonZeroUsize;
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::Error;
use super::folder::Folder;
use super::output;
use super::source::{Opened, Source};
use crate::read::corpus::{Piece, Splitter};

/// Bytes read at once: some dozens of articles as news sites write them, and a fraction of a millisecond's work to
/// copy. The articles that end in them are one job.
const CHUNK: usize = 1 << 16;

/// Bytes of output after which what is made is handed over: a large article is never held as a whole.
const PART: usize = 1 << 18;

/// What became of an article, or of a source of which there is none.
pub(super) enum Made {
    /// The first bytes of an article; most often all of them.
    Article(Vec<u8>),
    /// Further bytes of the same.
    More(Vec<u8>),
    /// It could not be read.
    Failed(Error),
    /// All that was to be made together has been.
    End,
}

/// An article, and what it is called in messages.
pub(super) struct Found {
    pub(super) piece: Piece,
    pub(super) source: Arc<Source>,
    /// Whether there are others, in its source or in others.
    pub(super) of_many: bool,
}

/// Articles to be made into bytes, and where they are waited for.
struct Job {
    articles: Vec<Found>,
    made: Hand,
}

/// Hands over what is made, as much at once as is worth it; waits where that has not been taken yet.
pub(super) struct Hand {
    to: SyncSender<Vec<Made>>,
    /// What has been made and not been handed over.
    made: Vec<Made>,
    /// Bytes of that.
    size: usize,
    /// The article that is being made.
    bytes: Vec<u8>,
    begun: bool,
}

impl Hand {
    fn new(to: SyncSender<Vec<Made>>) -> Self {
        Self {
            to,
            made: Vec::new(),
            size: 0,
            bytes: Vec::new(),
            begun: false,
        }
    }

    /// The article goes on, or ends.
    fn put(&mut self) -> io::Result<()> {
        let bytes = std::mem::take(&mut self.bytes);
        self.size += bytes.len();
        self.made.push(if std::mem::replace(&mut self.begun, true) {
            Made::More(bytes)
        } else {
            Made::Article(bytes)
        });
        if self.size >= PART { self.over() } else { Ok(()) }
    }

    fn over(&mut self) -> io::Result<()> {
        self.size = 0;
        let made = std::mem::take(&mut self.made);
        // Nobody takes it any more: as a pipe that is broken.
        self.to.send(made).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

impl Write for Hand {
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

/// Something that comes next.
enum Next {
    /// What a job makes.
    Job(Receiver<Vec<Made>>),
    /// A source could not be read.
    Failed(Error),
}

/// Makes bytes of every article, and gives them to `take` in the order of the input, some at a time. The first error
/// that `take` answers ends it all; an article that cannot be read ends nothing.
///
/// # Errors
/// What `take` answers; or that there are no threads to do it.
pub(super) fn each(
    sources: Vec<Source>,
    make: impl Fn(Found, &mut Hand) -> Result<(), Error> + Send + Sync + 'static,
    take: &mut dyn FnMut(Vec<Made>) -> Result<(), Error>,
) -> Result<(), Error> {
    let threads = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let (jobs, work) = mpsc::channel();
    // So many jobs are under way or done and not yet taken: enough that nobody waits for the slowest of them.
    let (queue, order) = mpsc::sync_channel(2 * threads);
    let (work, make) = (Arc::new(Mutex::new(work)), Arc::new(make));
    for _ in 0..threads {
        let (work, make) = (Arc::clone(&work), Arc::clone(&make));
        start("article", move || labour(&work, &*make))?;
    }
    start("sources", move || {
        let feeder = Feeder {
            jobs,
            queue,
            several: sources.len() > 1 || sources.iter().any(|source| source.folder().is_some()),
        };
        // Nobody listens any more: there is nothing left to do.
        let _ = sources.into_iter().try_for_each(|source| feeder.feed(source));
    })?;
    // The threads are not waited for when it ends early: the one that reads may wait for input that never comes.
    for next in order {
        match next {
            Next::Failed(error) => take(vec![Made::Failed(error)])?,
            Next::Job(answer) => loop {
                let part = answer.recv().map_err(|_| fault())?;
                let last = matches!(part.last(), Some(Made::End));
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
    let started = thread::Builder::new().name(name.into()).spawn(work);
    started
        .map(drop)
        .map_err(|error| Error::Other(format!("no thread could be started: {error}")))
}

/// A thread ended without an answer; what happened stands on standard error already.
fn fault() -> Error {
    Error::Other("an article could not be read, by a fault of the program; please report this".into())
}

/// Does jobs as long as there are any, and anybody waits for them.
fn labour(work: &Mutex<Receiver<Job>>, make: &dyn Fn(Found, &mut Hand) -> Result<(), Error>) {
    loop {
        let job = work.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(Job { articles, mut made }) = job else { return };
        for article in articles {
            made.begun = false;
            let put = match make(article, &mut made) {
                Ok(()) => made.put(),
                Err(Error::Output(gone)) => Err(gone),
                Err(error) => {
                    made.made.push(Made::Failed(error));
                    Ok(())
                }
            };
            if put.is_err() {
                return;
            }
        }
        made.made.push(Made::End);
        if made.over().is_err() {
            return;
        }
    }
}

/// Reads sources and hands out their articles.
struct Feeder {
    jobs: Sender<Job>,
    queue: SyncSender<Next>,
    several: bool,
}

/// Nobody listens any more.
struct Unheard;

impl Feeder {
    fn feed(&self, source: Source) -> Result<(), Unheard> {
        let Some(path) = source.folder() else {
            return self.file(source);
        };
        let mut folder = Folder::open(path);
        for file in folder.by_ref() {
            match file {
                Ok(path) => self.file(Source::File(path))?,
                Err((path, error)) => self.send(Next::Failed(Error::source(&Source::File(path), &error)))?,
            }
        }
        let skipped = folder.skipped();
        if !skipped.is_none() {
            output::message(format_args!("passed over in {}: {skipped}", source.name()));
        }
        Ok(())
    }

    fn file(&self, source: Source) -> Result<(), Unheard> {
        let source = Arc::new(source);
        let read = match input(&source) {
            Ok(input) => self.articles(&source, input)?,
            Err(error) => Err(error),
        };
        match read {
            Ok(()) => Ok(()),
            Err(error) => self.send(Next::Failed(Error::source(&source, &error))),
        }
    }

    fn articles(&self, source: &Arc<Source>, mut input: Box<dyn Read>) -> Result<io::Result<()>, Unheard> {
        let mut splitter = Splitter::default();
        let mut chunk = vec![0; CHUNK];
        loop {
            match input.read(&mut chunk) {
                Ok(0) => break,
                Ok(count) => self.hand_out(source, splitter.push(&chunk[..count]))?,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Ok(Err(error)),
            }
        }
        self.hand_out(source, splitter.finish())?;
        Ok(Ok(()))
    }

    fn hand_out(&self, source: &Arc<Source>, pieces: Vec<Piece>) -> Result<(), Unheard> {
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
        let made = Hand::new(to);
        // In the queue first: that waits until there is room.
        self.send(Next::Job(answer))?;
        self.jobs.send(Job { articles, made }).map_err(|_| Unheard)
    }

    fn send(&self, next: Next) -> Result<(), Unheard> {
        self.queue.send(next).map_err(|_| Unheard)
    }
}

/// A source's bytes as they come.
fn input(source: &Source) -> io::Result<Box<dyn Read>> {
    Ok(match source.open()? {
        Opened::Whole(bytes) => Box::new(io::Cursor::new(bytes)),
        Opened::Part(file, bytes) => Box::new(io::Cursor::new(bytes).chain::<File>(file)),
        Opened::Stdin(_) => Box::new(io::stdin().lock()),
    })
}
