//! Writes articles to files that the user names, each in a thread of its own, whole or not at all.

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

/// The mode of new files, before the user's mask.
const MODE: u32 = 0o666;
/// The least number of bytes whose words are counted at a time.
const AT_A_TIME: usize = 1 << 16;

/// Starts to write, and sends a notice at the end. The program must not end before.
pub(super) fn start(writing: Writing, events: Sender<Event>) -> io::Result<JoinHandle<()>> {
    let (path, failed) = (writing.path.clone(), events);
    let tell = move |notice| {
        // Fails only while the program ends.
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

/// The form of a file, by its extension.
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

/// Writes the article; returns the number of words. The error says in words what went wrong.
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
    // A section may repeat another one, which is not in the file. So nothing is left out of it.
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

/// The path to write to: behind a link, so that the link stays.
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

/// Writes a temporary file beside the path and renames it when it is whole. Until then the old file stays, and half a file
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

/// Counts the words that are written to it, in whatever pieces.
#[derive(Default)]
struct Tally {
    words: usize,
    /// Not counted yet: its last word may go on.
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
