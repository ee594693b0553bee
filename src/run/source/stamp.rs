//! Tells whether a file has changed since it was opened.

use std::fmt;
use std::fs::{File, Metadata};
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;
use std::time::{Duration, SystemTime};

/// A file as it was at some time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::run) struct Stamp {
    /// Bytes.
    pub(in crate::run) length: u64,
    modified: Option<SystemTime>,
    /// Device and inode: they differ for another file with the same name.
    identity: (u64, u64),
}

impl Stamp {
    /// Of a file of which the system says this.
    pub(in crate::run) fn of_data(data: &Metadata) -> Self {
        Self {
            length: data.len(),
            modified: data.modified().ok(),
            identity: (data.dev(), data.ino()),
        }
    }

    /// Of an open file, if it is a regular one.
    pub(in crate::run) fn of_file(file: &File) -> Option<Self> {
        let data = file.metadata().ok()?;
        data.is_file().then(|| Self::of_data(&data))
    }

    /// Of the file that has this name now.
    pub(in crate::run) fn of_path(path: &Path) -> Option<Self> {
        Some(Self::of_data(&path.metadata().ok()?))
    }

    /// Whether nobody has written to it for so long.
    pub(in crate::run) fn is_older_than(&self, time: Duration) -> bool {
        self.modified
            .and_then(|modified| modified.elapsed().ok())
            .is_some_and(|since| since >= time)
    }

    /// What has happened to the file since. So many of its bytes were read.
    pub(super) fn change(&self, file: &File, path: &Path, read: u64) -> Option<FileChange> {
        let now = Self::of_file(file)?;
        match Self::of_path(path) {
            _ if now.length < self.length || read < self.length => Some(FileChange::CutShort),
            None => Some(FileChange::Deleted),
            Some(there) if there.identity != self.identity => Some(FileChange::Replaced),
            // Appending does not change what was read.
            Some(_) if now.modified != self.modified && now.length == self.length => Some(FileChange::Rewritten),
            Some(_) => None,
        }
    }
}

/// What happened to a file while it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::run) enum FileChange {
    CutShort,
    Deleted,
    Replaced,
    Rewritten,
}

impl FileChange {
    /// Whether what was read may be incomplete, or a mixture of two versions.
    pub(in crate::run) fn is_loss(self) -> bool {
        matches!(self, Self::CutShort | Self::Rewritten)
    }
}

impl fmt::Display for FileChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::CutShort => "it was cut short while it was read",
            Self::Deleted => "it was deleted while it was read",
            Self::Replaced => "it was replaced while it was read",
            Self::Rewritten => "it was changed while it was read",
        })
    }
}
