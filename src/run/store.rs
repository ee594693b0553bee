//! What is kept between two visits: where the reader was, what was read, and the settings. A database in the platform's
//! state folder.
//!
//! One thread owns the connection ([`Store`]). It is asked what is known of an article when that is opened, and told
//! after each message what has changed; it writes once a second while there is something to write, and sleeps
//! otherwise. Nobody waits for it but who quits, and the first frame a few milliseconds. What goes wrong is told once,
//! and the reader goes on.
//!
//! Several readers can be open at once: each writes what it changes, in short transactions. What was read is the sum of
//! all; the place is that of the last who moved. A reader that is killed loses what was not written: the last second.

mod damage;
mod fault;
mod file;
mod finding;
mod history;
mod kept;
mod limits;
mod packing;
mod patience;
mod recalling;
mod records;
mod rows;
pub mod schema;
mod session;
mod versions;
pub mod when;

use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::output::message;
use super::panics;
use crate::article::Article;
use crate::recall::{ReadRange, ReadingPosition, Recalled};

pub use fault::Fault;
pub use file::path;
pub use history::{Cleared, Entry, Which};
pub use kept::SavedSetting;
pub use limits::StoreLimits;
use patience::Patience;
pub use recalling::LastVisit;
pub use records::{PendingChanges, Records};
pub use rows::{Id, Open, Origin};
use session::Session;
pub use versions::SeenVersion;

/// How long what has changed may be unwritten: what is lost at most when the reader is killed, but for the time that
/// writing takes.
pub const UNWRITTEN: Duration = Duration::from_secs(1);
/// How long is waited at most before it is tried again to write what could not be written.
const AGAIN: Duration = Duration::from_mins(1);
/// How long who quits waits for a slow disk. A file that another program has locked is waited for much shorter.
const GOODBYE: Duration = Duration::from_secs(4);

/// What has changed of the article that is read. What is `None`, or empty, has not.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// Where the reader is.
    pub position: Option<ReadingPosition>,
    /// What was read, oldest first.
    pub marked: Vec<ReadRange>,
    /// All marks.
    pub marks: Option<Vec<(char, ReadingPosition)>>,
    /// Whether its source is known to hold no other article: then it is a version of that.
    pub alone: bool,
}

/// An article that has been opened.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The article.
    pub article: Arc<Article>,
    /// Which of those in the reader, counted from 0.
    pub at: usize,
    /// Whether it is the first part of one that is still being read.
    pub more: bool,
    /// Where it comes from.
    pub origin: Origin,
}

/// What is to be done with what is known of an article.
pub type Answer = Box<dyn FnOnce(Arc<Recalled>) + Send>;

/// What the thread is asked.
enum Request {
    Settings(Sender<Vec<SavedSetting>>),
    Open(Opened, Answer),
    Change(usize, Change),
    /// A source that is followed, by its name, says this now.
    Version(String, Arc<Article>),
    Set(Vec<(String, Option<SavedSetting>)>),
    /// Write everything now, and say so.
    Write(Sender<()>),
    /// Write everything, close the file, and say so: there will be no other request.
    Close(Sender<Closed>),
}

/// How it was closed.
enum Closed {
    /// All is written that can be.
    Written,
    /// Another program has locked the file.
    Locked,
}

/// The store of a reader, and the thread that owns it. When it is dropped, all is written.
#[derive(Debug)]
pub struct Store {
    requests: Sender<Request>,
    patience: Patience,
}

/// Asks for all to be written.
#[derive(Clone, Debug)]
pub struct Writer {
    requests: Sender<Request>,
    patience: Patience,
}

impl Store {
    /// Opens the store, in a thread of its own. `tell` is told what goes wrong, each thing once.
    ///
    /// # Errors
    /// There is no other thread to be had.
    pub fn start(path: PathBuf, tell: impl FnMut(String) + Send + 'static) -> std::io::Result<Self> {
        let (requests, asked) = mpsc::channel();
        let patience = Patience::default();
        let shared = patience.clone();
        let tell = Arc::new(Mutex::new(tell));
        let say = move |words| (tell.lock().unwrap_or_else(PoisonError::into_inner))(words);
        let failed = say.clone();
        let keep = move || {
            let session = Session::open(path, shared, Box::new(say));
            serve(session, &asked);
        };
        panics::spawn("store", keep, move |bug| {
            failed(format!("nothing is kept any more: {bug}"));
        })?;
        Ok(Self { requests, patience })
    }

    /// The settings that the reader changed on earlier visits; none if they cannot be had in so long.
    pub fn settings(&self, patience: Duration) -> Vec<SavedSetting> {
        let (answer, settings) = mpsc::channel();
        let _ = self.requests.send(Request::Settings(answer));
        settings.recv_timeout(patience).unwrap_or_default()
    }

    /// Says that an article has been opened, and asks what is known of it.
    pub fn open(&self, opened: Opened, answer: Answer) {
        let _ = self.requests.send(Request::Open(opened, answer));
    }

    /// Says what has changed of an article that has been opened.
    pub fn change(&self, at: usize, change: Change) {
        let _ = self.requests.send(Request::Change(at, change));
    }

    /// Keeps a version of a source that is followed.
    pub fn keep_version(&self, source: String, article: Arc<Article>) {
        let _ = self.requests.send(Request::Version(source, article));
    }

    /// Keeps settings; those of `None` are not kept any more.
    pub fn set(&self, settings: Vec<(String, Option<SavedSetting>)>) {
        let _ = self.requests.send(Request::Set(settings));
    }

    /// Who can ask for all to be written, whoever has the store.
    pub fn writer(&self) -> Writer {
        Writer {
            requests: self.requests.clone(),
            patience: self.patience.clone(),
        }
    }
}

impl Writer {
    /// Writes all that has changed; waits for it some seconds at most, and less if another program has locked the file.
    pub fn write(&self) {
        let (done, wait) = mpsc::channel();
        self.patience.hurry();
        if self.requests.send(Request::Write(done)).is_ok() {
            let _ = wait.recv_timeout(GOODBYE);
        }
        self.patience.relax();
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        let (done, wait) = mpsc::channel();
        self.patience.hurry();
        if self.requests.send(Request::Close(done)).is_ok()
            && let Ok(Closed::Locked) = wait.recv_timeout(GOODBYE)
        {
            message("the last changes are not kept: another program has locked the store");
        }
    }
}

/// Does what is asked, until nobody can ask any more. Sleeps while there is nothing to do.
fn serve(mut session: Session, asked: &Receiver<Request>) {
    // When what has changed is to be written, and how long is waited after a failure.
    let (mut due, mut wait) = (None::<Instant>, UNWRITTEN);
    loop {
        let request = match due {
            None => asked.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(due) => asked.recv_timeout(due.saturating_duration_since(Instant::now())),
        };
        if let Ok(Request::Close(done)) = request {
            session.leave();
            let closed = if session.is_locked_out() {
                Closed::Locked
            } else {
                Closed::Written
            };
            drop(session);
            let _ = done.send(closed);
            return;
        }
        if let Err(RecvTimeoutError::Disconnected) = request {
            session.leave();
            return;
        }
        let done = panics::catch(|| carry_out(&mut session, request.ok()));
        match done.unwrap_or_else(|bug| session.failed(&bug)) {
            Done::Nothing => {}
            Done::Changed => {
                due.get_or_insert_with(|| Instant::now() + UNWRITTEN);
            }
            Done::Written(true) => (due, wait) = (None, UNWRITTEN),
            Done::Written(false) => {
                // Somebody holds the file, or the disk is full: it is tried again, less and less often.
                wait = (wait * 2).min(AGAIN);
                due = Some(Instant::now() + wait);
            }
        }
    }
}

/// What came of a request.
enum Done {
    Nothing,
    /// There is something to write.
    Changed,
    /// Whether everything has been written.
    Written(bool),
}

/// Does what is asked; writes if nothing is.
fn carry_out(session: &mut Session, request: Option<Request>) -> Done {
    match request {
        Some(Request::Settings(answer)) => {
            let _ = answer.send(session.settings());
            Done::Nothing
        }
        Some(Request::Change(at, change)) => {
            session.change(at, change);
            Done::Changed
        }
        Some(Request::Version(source, article)) => {
            session.keep_version(source, &article);
            Done::Nothing
        }
        Some(Request::Set(settings)) => {
            session.set(settings);
            Done::Changed
        }
        Some(Request::Open(opened, answer)) => {
            panics::trip("store", opened.article.text().as_bytes());
            Done::Written(session.turn(&opened, answer))
        }
        Some(Request::Write(done)) => {
            let written = session.leave();
            let _ = done.send(());
            Done::Written(written)
        }
        // To be done where nothing follows.
        Some(Request::Close(_)) => Done::Nothing,
        None => Done::Written(session.write()),
    }
}
