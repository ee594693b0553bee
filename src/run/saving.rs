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
use crate::app::{Message, Notice, in_thousands, words_in_words};
use crate::article::Article;
use crate::export::{self, Options, Repeats};
use crate::fold::{Folding, How, Run};
use crate::settings::Copies;

/// The mode of new files, before the user's mask.
const MODE: u32 = 0o666;

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
            Ok(written) => Notice::Done(format!("Wrote {written} to {path}")),
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
enum FileForm {
    Markdown,
    Json,
    Text,
}

impl FileForm {
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

/// Writes the article. Says how much that was, or what went wrong, in words.
fn save(writing: &Writing) -> Result<String, String> {
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
        None => (&*writing.article, &*writing.folding, repeats_of(writing.copies)),
    };
    let options = Options { repeats };
    let form = FileForm::of(&path);
    let mut words = 0;
    put(&path, writing.over, &mut |out| {
        let mut tally = Tally::around(out);
        form.write(article, folding, options, &mut tally)?;
        words = tally.end();
        Ok(())
    })
    .map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => there(),
        _ => why(&error),
    })?;
    Ok(told(form, (article, folding, repeats), words))
}

fn repeats_of(copies: Copies) -> Repeats {
    match copies {
        Copies::Keep => Repeats::Keep,
        Copies::Drop => Repeats::Drop,
        Copies::Mark => Repeats::Mark,
    }
}

/// What was written, and what was not, and how to have that.
fn told(form: FileForm, (article, folding, repeats): (&Article, &Folding, Repeats), words: usize) -> String {
    if form == FileForm::Json {
        // Names of members are no words of the article's. In JSON nothing is left out.
        return format!("{} blocks", in_thousands(article.blocks().len() as u64));
    }
    let is_left_out = |run: &&Run| run.how == How::Exact && run.of.here().is_some();
    let left_out: u32 = match repeats {
        Repeats::Drop => folding.runs().iter().filter(is_left_out).map(Run::len).sum(),
        Repeats::Keep | Repeats::Mark => 0,
    };
    match left_out {
        0 => words_in_words(words),
        1 => format!("{} without 1 repeat (set copies keep)", words_in_words(words)),
        many => format!("{} without {many} repeats (set copies keep)", words_in_words(words)),
    }
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

/// Passes on what is written to it, and counts its words as `wc` does: what stands between blanks, so that the number that
/// is told is the one that is found in the file.
struct Tally<'a> {
    out: &'a mut dyn Write,
    words: usize,
    in_word: bool,
    /// The beginning of a character whose other bytes have not come.
    rest: Vec<u8>,
}

impl<'a> Tally<'a> {
    fn around(out: &'a mut dyn Write) -> Self {
        Self {
            out,
            words: 0,
            in_word: false,
            rest: Vec::new(),
        }
    }

    fn count(&mut self, text: &str) {
        for c in text.chars() {
            let letter = !c.is_whitespace();
            self.words += usize::from(letter && !self.in_word);
            self.in_word = letter;
        }
    }

    fn end(self) -> usize {
        self.words
    }
}

impl Write for Tally<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        let mut all = std::mem::take(&mut self.rest);
        all.extend_from_slice(&bytes[..written]);
        let whole = match std::str::from_utf8(&all) {
            Ok(text) => text,
            Err(error) => std::str::from_utf8(&all[..error.valid_up_to()]).unwrap_or_default(),
        };
        self.count(whole);
        let done = whole.len();
        self.rest = all.split_off(done);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_as_wc_counts_them_in_whatever_pieces_they_come() {
        let text = "# Crews held\u{a0}the line\n\n- caf\u{e9} 消防隊\n";
        for piece in 1..text.len() {
            let mut out = Vec::new();
            let mut tally = Tally::around(&mut out);
            for bytes in text.as_bytes().chunks(piece) {
                tally.write_all(bytes).expect("memory");
            }
            assert_eq!(tally.end(), 8, "{piece}");
            assert_eq!(out, text.as_bytes());
        }
    }
}
