//! The user's editor: it gets the article's file, or a read-only copy, at the line that is being read, and the
//! terminal. A thread waits for it, so that the loop goes on.

use std::fs::{self, Permissions};
use std::io::{self, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};

use memchr::memmem::Finder;
use tempfile::TempPath;

use super::library::{Editable, Library};
use super::paths::{handed_over, why};
use super::source::Stamp;
use super::{Event, input, panics};
use crate::article::{Article, BlockId};

/// The editor where the environment names none; POSIX has it on every Unix.
const USUAL: &str = "vi";

/// What an editor is given to edit.
pub(super) struct Job {
    /// Which of the articles it is.
    pub(super) number: usize,
    pub(super) article: Arc<Article>,
    /// The block that is read.
    pub(super) at: BlockId,
    pub(super) library: Arc<Library>,
}

/// How it ended.
pub(super) struct Edited {
    /// Which of the articles it was.
    pub(super) number: usize,
    /// Whether its file has changed; or why it could not be edited.
    pub(super) changed: Result<bool, String>,
}

/// Starts the editor. The terminal must have been given back, and nothing else may read it. [`Event::Edited`] follows.
pub(super) fn start(job: Job, events: Sender<Event>) -> io::Result<()> {
    let number = job.number;
    let tell = move |changed| {
        // Fails only while the program ends.
        let _ = events.send(Event::Edited(Edited { number, changed }));
    };
    let failed = tell.clone();
    // The loop waits for this event to take the terminal again, so it must come in any case.
    panics::spawn(
        "editor",
        move || tell(edit(&job)),
        move |bug| failed(Err(bug.to_string())),
    )?;
    Ok(())
}

fn edit(job: &Job) -> Result<bool, String> {
    let words = words()?;
    panics::trip("editing", job.article.text().as_bytes());
    let Editable::File(path) = &job.library.editable(job.number) else {
        let copy = Copy::of(&job.article).map_err(|error| format!("No copy to edit: {}", why(&error)))?;
        let before = job.article.block(job.at).text.start as usize;
        let line = line_at(job.article.text().as_bytes(), before);
        run(&words, &copy.path, Some(line))?;
        return Ok(false);
    };
    let name = path.display();
    let bytes = fs::read(path).map_err(|error| format!("{name}: {}", why(&error)))?;
    let line = line_in(&bytes, &job.article, job.at);
    drop(bytes);
    let before = Stamp::of_path(path);
    let ended = run(&words, path, line);
    let changed = Stamp::of_path(path) != before;
    // What the editor wrote counts, however it ended.
    ended
        .map(|()| changed)
        .or_else(|words| if changed { Ok(true) } else { Err(words) })
}

/// The editor and its arguments: of `$VISUAL`, else `$EDITOR`, taken apart as a shell would.
fn words() -> Result<Vec<String>, String> {
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
    let (name, value) = ["VISUAL", "EDITOR"]
        .into_iter()
        .find_map(|name| Some((name, set(name)?)))
        .unwrap_or(("EDITOR", USUAL.to_owned()));
    let words = shell_words::split(&value).map_err(|_| format!("${name} has an open quotation mark: {value}"))?;
    if words.is_empty() {
        return Err(format!("${name} names no program"));
    }
    Ok(words)
}

/// Runs the editor to its end. The error says in words why it failed.
fn run(words: &[String], file: &Path, line: Option<usize>) -> Result<(), String> {
    let (program, arguments) = words.split_first().ok_or("no editor")?;
    let terminal = input::terminal().map_err(|error| why(&error))?;
    let file = &handed_over(file);
    let status = Command::new(program)
        .args(arguments)
        .args(place(program, arguments, file, line))
        .stdin(Stdio::from(terminal))
        .status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("The editor {program} failed: {status}")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(format!(
            "There is no editor {program}; VISUAL or EDITOR in the environment names one"
        )),
        Err(error) => Err(format!("The editor {program}: {}", why(&error))),
    }
}

/// How an editor is given a line to open a file at, and told to wait if it would not.
enum Manner {
    /// `+12 FILE`
    Plus,
    /// `FILE:12`
    Colon,
    /// `--wait --goto FILE:12`
    Goto,
    /// `--wait FILE:12`
    ColonAndWait,
}

/// By the name of the program. Others are not given a line.
const MANNERS: &[(&[&str], Manner)] = &[
    (
        &[
            "vi",
            "vim",
            "nvim",
            "view",
            "gvim",
            "nano",
            "pico",
            "emacs",
            "emacsclient",
            "mg",
            "micro",
            "ne",
            "joe",
            "jed",
            "kak",
            "vis",
            "ex",
            "nvi",
            "mcedit",
        ],
        Manner::Plus,
    ),
    (&["hx", "helix"], Manner::Colon),
    (&["code", "codium", "code-insiders", "cursor"], Manner::Goto),
    (&["subl", "zed", "zeditor"], Manner::ColonAndWait),
];

/// The file as the editor's arguments, with the line if it is known and the editor knows lines.
fn place(program: &str, given: &[String], file: &Path, line: Option<usize>) -> Vec<std::ffi::OsString> {
    let name = Path::new(program).file_name().unwrap_or_default().to_string_lossy();
    let manner = MANNERS.iter().find(|(names, _)| names.contains(&&*name));
    let Some((_, manner)) = manner else {
        return vec![file.into()];
    };
    let mut arguments = Vec::new();
    let waits = given.iter().any(|word| word == "--wait" || word == "-w");
    if matches!(manner, Manner::Goto | Manner::ColonAndWait) && !waits {
        arguments.push("--wait".into());
    }
    let Some(line) = line else {
        arguments.push(file.into());
        return arguments;
    };
    let mut with_line = file.as_os_str().to_owned();
    with_line.push(format!(":{line}"));
    match manner {
        Manner::Plus => arguments.extend([format!("+{line}").into(), file.into()]),
        Manner::Colon | Manner::ColonAndWait => arguments.push(with_line),
        Manner::Goto => arguments.extend(["--goto".into(), with_line]),
    }
    arguments
}

/// The copy that an editor has, if one has: a signal that ends the program runs no destructor.
static COPY: Mutex<Option<TempPath>> = Mutex::new(None);

/// A file that can only be read, with the article's clean text. It goes when the editor has ended, or the program.
struct Copy {
    path: PathBuf,
}

impl Copy {
    fn of(article: &Article) -> io::Result<Self> {
        let mut file = tempfile::Builder::new().prefix("dateline-").suffix(".txt").tempfile()?;
        file.write_all(article.text().as_bytes())?;
        let temporary = file.into_temp_path();
        fs::set_permissions(&temporary, Permissions::from_mode(0o400))?;
        let path = temporary.to_path_buf();
        *COPY.lock().unwrap_or_else(PoisonError::into_inner) = Some(temporary);
        Ok(Self { path })
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        remove_copy();
    }
}

/// Removes the copy that an editor has, if one has.
pub(super) fn remove_copy() {
    COPY.lock().unwrap_or_else(PoisonError::into_inner).take();
}

/// The line of a byte, counted from 1.
fn line_at(text: &[u8], byte: usize) -> usize {
    1 + memchr::memchr_iter(b'\n', &text[..byte.min(text.len())]).count()
}

/// The line of a file that a block is on. The file may be wrapped, or in another encoding than the clean text, so the
/// block's first words are looked for. Where they occur several times, the same occurrence as in the clean text counts.
fn line_in(file: &[u8], article: &Article, at: BlockId) -> Option<usize> {
    let text = article.text();
    let block = article.block(at).text;
    let finder = Finder::new(first_words(block.of(text)));
    let before = finder.find_iter(&text.as_bytes()[..block.start as usize]).count();
    let mut found = finder.find_iter(file);
    let first = found.next()?;
    let byte = if before == 0 {
        Some(first)
    } else {
        found.nth(before - 1)
    };
    Some(line_at(file, byte.unwrap_or(first)))
}

/// Few enough words to be on one line of a wrapped file, and enough to be unique.
fn first_words(text: &str) -> &str {
    const MOST: usize = 32;
    let line = text.lines().next().unwrap_or_default();
    let part = &line[..line.floor_char_boundary(MOST)];
    if part.len() == line.len() {
        return part;
    }
    part.rfind(' ').filter(|&at| at > 0).map_or(part, |at| &part[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_editor_is_told_the_line_in_its_own_way() {
        let arguments = |editor: &str| {
            let words = shell_words::split(editor).expect("words");
            let place = place(&words[0], &words[1..], Path::new("/a b.txt"), Some(12));
            let place: Vec<_> = place.iter().map(|word| word.to_string_lossy().into_owned()).collect();
            place.join("|")
        };
        for (editor, expected) in [
            ("vi", "+12|/a b.txt"),
            ("/usr/bin/nvim -u NONE", "+12|/a b.txt"),
            ("emacsclient -t", "+12|/a b.txt"),
            ("hx", "/a b.txt:12"),
            ("code", "--wait|--goto|/a b.txt:12"),
            ("code --wait", "--goto|/a b.txt:12"),
            ("subl -w", "/a b.txt:12"),
            ("my-own-editor", "/a b.txt"),
        ] {
            assert_eq!(arguments(editor), expected, "{editor}");
        }
    }

    #[test]
    fn a_block_is_found_where_it_stands_in_the_file() {
        let again = "The boats came back at dawn, all of them, the harbour master said.";
        let text = format!("Harbour fire\n\n{again}\n\nOne crew stayed on the mole until noon, she said.\n\n{again}\n");
        let article = crate::read::read(text.clone().into_bytes()).expect("an article");
        let lines: Vec<_> = article.ids().map(|id| line_in(text.as_bytes(), &article, id)).collect();
        assert_eq!(lines, [Some(1), Some(3), Some(5), Some(7)]);
        // In another encoding it is not found, and no line is better than a wrong one.
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(line_in(&wide, &article, BlockId(1)), None);
    }
}
