//! The articles of a folder and of those below it: files of text, in the order people count them in.
//!
//! Found one by one, so that a folder of any size gives its first file at once. Hidden files and those that are no text
//! are passed over and counted; a link that leads back to a folder it lies in is not followed.

use std::path::{Path, PathBuf};
use std::{fmt, io};

use walkdir::{DirEntry, WalkDir};

use super::source::{Source, Stream, is_refusal};

/// The files of a folder.
pub(super) struct Folder {
    walk: walkdir::IntoIter,
    skipped: Skipped,
}

/// What was passed over in a folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Skipped {
    /// Files and folders whose names begin with a dot.
    hidden: usize,
    /// Files that are no text, or have nothing in them.
    other: usize,
    /// Links that lead in circles, or nowhere.
    links: usize,
}

impl Folder {
    /// Reads nothing yet.
    pub(super) fn open(path: &Path) -> Self {
        let walk = WalkDir::new(path)
            .min_depth(1)
            .follow_links(true)
            .sort_by(|one, other| alphanumeric_sort::compare_os_str(one.file_name(), other.file_name()));
        Self {
            walk: walk.into_iter(),
            skipped: Skipped::default(),
        }
    }

    /// What has been passed over so far.
    pub(super) fn skipped(&self) -> Skipped {
        self.skipped
    }

    /// The entry as a file that has been opened, or why it cannot be; nothing if it is passed over.
    fn open_entry(&mut self, entry: DirEntry) -> Option<Result<(PathBuf, Stream), (PathBuf, io::Error)>> {
        if entry.file_name().to_string_lossy().starts_with('.') {
            self.skipped.hidden += 1;
            if entry.file_type().is_dir() {
                self.walk.skip_current_dir();
            }
            return None;
        }
        if entry.file_type().is_dir() {
            return None;
        }
        // Opening a pipe would wait for its writer.
        let opened = entry.file_type().is_file().then(|| open(entry.path()));
        match opened {
            Some(Ok(Some(stream))) => Some(Ok((entry.into_path(), stream))),
            Some(Err(error)) if !is_refusal(&error) => Some(Err((entry.into_path(), error))),
            _ => {
                self.skipped.other += 1;
                None
            }
        }
    }
}

/// Opens a file; nothing if it is empty. What is no text is refused.
fn open(path: &Path) -> io::Result<Option<Stream>> {
    let mut stream = Stream::open(&Source::File(path.to_owned()))?;
    let is_empty = stream.peek()?.is_empty();
    Ok((!is_empty).then_some(stream))
}

impl Iterator for Folder {
    type Item = Result<(PathBuf, Stream), (PathBuf, io::Error)>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.walk.next()? {
                Ok(entry) => {
                    if let Some(file) = self.open_entry(entry) {
                        return Some(file);
                    }
                }
                Err(error) => {
                    let path = error.path().map(Path::to_path_buf).unwrap_or_default();
                    let is_link = path.is_symlink();
                    match error.into_io_error() {
                        Some(error) if !is_link => return Some(Err((path, error))),
                        _ => self.skipped.links += 1,
                    }
                }
            }
        }
    }
}

impl Skipped {
    /// Whether nothing was.
    pub(super) fn is_none(self) -> bool {
        self == Self::default()
    }
}

impl fmt::Display for Skipped {
    /// "3 hidden, 1 that is no text".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is = |count, one, more| if count == 1 { one } else { more };
        let parts = [
            (self.hidden, "hidden"),
            (self.other, is(self.other, "that is no text", "that are no text")),
            (
                self.links,
                is(self.links, "link that leads nowhere new", "links that lead nowhere new"),
            ),
        ];
        let parts = parts.into_iter().filter(|(count, _)| *count > 0);
        let words: Vec<String> = parts.map(|(count, what)| format!("{count} {what}")).collect();
        f.write_str(&words.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn a_folder_gives_its_texts_in_the_order_people_count() {
        let root = std::env::temp_dir().join(format!("dateline-folder-{}", std::process::id()));
        let _ = fs::remove_dir_all(&root);
        fs::create_dir_all(root.join("day 2/.git")).expect("a folder");
        fs::create_dir_all(root.join("day 10")).expect("a folder");
        for (name, bytes) in [
            ("report 10.txt", &b"Ten"[..]),
            ("report 9.txt", b"Nine"),
            ("day 2/b.txt", "Öl".as_bytes()),
            ("day 2/wide", b"H\0a\0f\0e\0n\0,\0 \0O\0l\0\n\0"),
            ("day 10/a.txt", b"A"),
            ("day 2/.git/config", b"hidden"),
            (".hidden", b"hidden"),
            ("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
            ("empty.txt", b""),
        ] {
            fs::write(root.join(name), bytes).expect("a file");
        }
        symlink("..", root.join("day 10/circle")).expect("a link");
        symlink("nowhere", root.join("broken")).expect("a link");
        let mut folder = Folder::open(&root);
        let names: Vec<String> = folder
            .by_ref()
            .map(|file| {
                let (path, _) = file.unwrap_or_else(|(path, error)| panic!("{}: {error}", path.display()));
                path.strip_prefix(&root).expect("below").display().to_string()
            })
            .collect();
        let skipped = folder.skipped().to_string();
        fs::remove_dir_all(&root).expect("ours");
        assert_eq!(
            names,
            [
                "day 2/b.txt",
                "day 2/wide",
                "day 10/a.txt",
                "report 9.txt",
                "report 10.txt"
            ]
        );
        assert_eq!(skipped, "2 hidden, 2 that are no text, 2 links that lead nowhere new");
    }
}
