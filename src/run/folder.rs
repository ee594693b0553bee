//! The articles of a folder and of those below it: files of text, in the order people count them in.
//!
//! Found one by one, so that a folder of any size gives its first file at once. What is hidden and what is no text is
//! passed over and counted; a link that leads back to a folder it lies in is not followed.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::read;

/// Bytes looked at to tell text from everything else.
const SAMPLE: u64 = 8192;

/// The files of a folder.
pub(super) struct Folder {
    walk: walkdir::IntoIter,
    skipped: Skipped,
}

/// What of a folder was passed over.
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
    /// Nothing is looked at yet.
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

    fn is_wanted(&mut self, entry: &DirEntry) -> bool {
        if entry.file_name().to_string_lossy().starts_with('.') {
            self.skipped.hidden += 1;
            if entry.file_type().is_dir() {
                self.walk.skip_current_dir();
            }
            return false;
        }
        if entry.file_type().is_dir() {
            return false;
        }
        // A file that cannot be opened is told of by whoever reads it.
        let is_wanted = entry.file_type().is_file() && is_text(entry.path()).unwrap_or(true);
        self.skipped.other += usize::from(!is_wanted);
        is_wanted
    }
}

impl Iterator for Folder {
    type Item = Result<PathBuf, (PathBuf, io::Error)>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.walk.next()? {
                Ok(entry) if self.is_wanted(&entry) => return Some(Ok(entry.into_path())),
                Ok(_) => {}
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

fn is_text(path: &Path) -> io::Result<bool> {
    let mut sample = Vec::new();
    File::open(path)?.take(SAMPLE).read_to_end(&mut sample)?;
    let is_text = content_inspector::inspect(&sample).is_text() || read::is_utf16(&sample);
    Ok(is_text && !sample.is_empty())
}

impl Skipped {
    /// Whether that is nothing.
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
            .map(|path| {
                path.expect("a file")
                    .strip_prefix(&root)
                    .expect("below")
                    .display()
                    .to_string()
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
