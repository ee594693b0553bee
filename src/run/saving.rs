//! Articles written to files that somebody names: in a thread of its own, whole or not at all.

use std::fs::{self, Permissions};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::thread::JoinHandle;

use super::paths::{expanded, why};
use super::{Event, panics};
use crate::app::message::Writing;
use crate::app::{Message, Notice, count_words, words_in_words};
use crate::article::Article;
use crate::export::{self, Options, Repeats};
use crate::fold::Folding;

/// What files are made with, less what the user's mask takes away.
const MODE: u32 = 0o666;
/// Bytes that are counted at a time, at least.
const AT_A_TIME: usize = 1 << 16;

/// Starts to write; what came of it is told. Whoever ends the program waits for it.
pub(super) fn start(writing: Writing, events: Sender<Event>) -> io::Result<JoinHandle<()>> {
    let (path, failed) = (writing.path.clone(), events);
    let tell = move |notice| {
        // If nobody listens any more, this ends with the program.
        let _ = failed.send(Event::App(Message::Notice(notice)));
    };
    let wrong = (path.clone(), tell.clone());
    let write = move || {
        panics::trip("writing", writing.article.text().as_bytes());
        let notice = match save(&writing) {
            Ok(words) => Notice::Done(format!("Wrote {} to {path}", words_in_words(words))),
            Err(words) => Notice::Failed(format!("{path}: {words}")),
        };
        tell(notice);
    };
    panics::spawn("write", write, move |bug| {
        let (path, tell) = wrong;
        tell(Notice::Failed(format!("{path}: {bug}")));
    })
}

/// In which form a file is written, by its ending.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Markdown,
    Json,
    Text,
}

impl Form {
    fn of(path: &Path) -> Self {
        let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        match ending.as_str() {
            "md" | "markdown" => Self::Markdown,
            "json" => Self::Json,
            _ => Self::Text,
        }
    }

    fn write(self, article: &Article, folding: &Folding, options: Options, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Markdown => export::markdown(article, folding, options, out),
            Self::Json => export::json(article, folding, out),
            Self::Text => export::text(article, folding, options, out),
        }
    }
}

/// Writes; says how many words. In words, why it could not be done.
fn save(writing: &Writing) -> Result<usize, String> {
    let path = target(&expanded(&writing.path), writing.over)?;
    let alone = match writing.section {
        Some(section) => Some(
            writing
                .article
                .section_alone(section)
                .ok_or("there is no such section")?,
        ),
        None => None,
    };
    // What is left out of a section may stand in none of the file: there, all of it is written.
    let own = Folding::default();
    let (article, folding, repeats) = match &alone {
        Some(section) => (section, &own, Repeats::Keep),
        None => (&*writing.article, &*writing.folding, Repeats::Drop),
    };
    let options = Options { repeats };
    put(&path, writing.over, &mut |out| {
        Form::of(&path).write(article, folding, options, out)
    })
    .map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => there(),
        _ => why(&error),
    })?;
    let mut tally = Tally::default();
    // Counting cannot fail.
    let _ = export::text(article, folding, options, &mut tally);
    Ok(tally.end())
}

fn there() -> String {
    "the file is there already; write! writes over it".to_owned()
}

/// Where to write: the file that a link leads to, so that the link stays.
fn target(path: &Path, over: bool) -> Result<PathBuf, String> {
    let Ok(data) = fs::metadata(path) else {
        return Ok(path.to_owned());
    };
    if data.is_dir() {
        return Err("it is a folder; name a file in it".to_owned());
    }
    if !over {
        return Err(there());
    }
    if !data.is_file() {
        return Err("it is no file that could be written over".to_owned());
    }
    fs::canonicalize(path).map_err(|error| why(&error))
}

/// Writes a file beside the place and puts it there when it is whole: what was there stays until then, and half a file
/// is never left.
fn put(path: &Path, over: bool, write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let mode = fs::metadata(path).map_or(MODE, |data| data.permissions().mode());
    let mut file = tempfile::Builder::new()
        .prefix(".dateline-")
        .permissions(Permissions::from_mode(mode))
        .tempfile_in(folder)?;
    let mut out = BufWriter::new(file.as_file_mut());
    write(&mut out)?;
    out.flush()?;
    drop(out);
    let done = if over {
        file.persist(path)
    } else {
        file.persist_noclobber(path)
    };
    done.map(drop).map_err(|error| error.error)
}

/// Counts the words of what is written to it, whatever pieces it is written in.
#[derive(Default)]
struct Tally {
    words: usize,
    /// What has not been counted: a word may go on.
    rest: Vec<u8>,
}

impl Tally {
    fn count(&mut self, bytes: usize) {
        self.words += count_words(&String::from_utf8_lossy(&self.rest[..bytes]));
        self.rest.drain(..bytes);
    }

    fn end(mut self) -> usize {
        self.count(self.rest.len());
        self.words
    }
}

impl Write for Tally {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.rest.extend_from_slice(bytes);
        if self.rest.len() >= AT_A_TIME
            && let Some(at) = self.rest.iter().rposition(u8::is_ascii_whitespace)
        {
            self.count(at);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
