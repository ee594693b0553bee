//! Where articles come from: files and standard input, read in parts so that the first can be shown at once.

use std::fs::File;
use std::io::{self, Read};
use std::os::fd::AsFd;
use std::path::{Path, PathBuf};

use nix::poll::{PollFd, PollFlags, PollTimeout, poll};

use super::output;
use super::store::Origin;

/// How much of a large file is read before its first page is shown, in bytes: some fifty screens, read and
/// folded in a few milliseconds.
pub(super) const FIRST_PART: usize = 256 * 1024;

/// How long standard input may be silent, in milliseconds, before what has come is shown.
const SILENCE: u16 = 100;

/// Where an article comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// The article that is part of the program.
    Sample,
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
}

/// The article that is part of the program.
const SAMPLE: &str = include_str!("../../assets/sample.txt");

impl Source {
    /// Its name for messages.
    pub(super) fn name(&self) -> String {
        match self {
            Source::Sample => "the sample article".into(),
            Source::Stdin => "standard input".into(),
            Source::File(path) => output::name(path),
        }
    }

    /// What it is called wherever somebody stands: the whole name of a file.
    pub(super) fn origin(&self) -> Origin {
        let (name, lasts) = match self {
            Source::Sample | Source::Stdin => (self.name(), *self == Source::Sample),
            Source::File(path) => {
                let whole = std::path::absolute(path).unwrap_or_else(|_| path.clone());
                let whole = whole.canonicalize().unwrap_or(whole);
                (whole.display().to_string(), whole.is_file())
            }
        };
        Origin { name, lasts }
    }

    /// The folder that it is, if it is one.
    pub(super) fn folder(&self) -> Option<&Path> {
        match self {
            Source::File(path) if path.is_dir() => Some(path),
            _ => None,
        }
    }

    /// Starts to read it.
    pub(super) fn open(&self) -> io::Result<Opened> {
        match self {
            Source::Sample => Ok(Opened::Whole(SAMPLE.as_bytes().to_vec())),
            Source::Stdin => Ok(Opened::Stdin(Vec::new())),
            Source::File(path) => open_file(path),
        }
    }
}

/// A source of which something may have been read.
pub(super) enum Opened {
    /// All of it.
    Whole(Vec<u8>),
    /// A file, and its first part.
    Part(File, Vec<u8>),
    /// Standard input, and what has come of it.
    Stdin(Vec<u8>),
}

fn open_file(path: &Path) -> io::Result<Opened> {
    let mut file = File::open(path)?;
    let mut bytes = Vec::with_capacity(FIRST_PART);
    file.by_ref().take(FIRST_PART as u64).read_to_end(&mut bytes)?;
    if bytes.len() < FIRST_PART {
        Ok(Opened::Whole(bytes))
    } else {
        Ok(Opened::Part(file, bytes))
    }
}

/// What a read of standard input brought.
pub(super) enum Came {
    /// More bytes.
    More,
    /// Nothing for a while; asked again, it waits for as long as it takes.
    Silence,
    /// It is over.
    End,
}

/// Reads what standard input has, behind what is there. `patient` waits for as long as it takes.
pub(super) fn read_stdin(bytes: &mut Vec<u8>, patient: bool) -> io::Result<Came> {
    let stdin = io::stdin();
    let mut fds = [PollFd::new(stdin.as_fd(), PollFlags::POLLIN)];
    let timeout = if patient {
        PollTimeout::NONE
    } else {
        PollTimeout::from(SILENCE)
    };
    match poll(&mut fds, timeout) {
        Ok(0) => return Ok(Came::Silence),
        Ok(_) => {}
        Err(nix::errno::Errno::EINTR) => return Ok(Came::More),
        Err(error) => return Err(error.into()),
    }
    let mut part = [0; 1 << 13];
    // The descriptor itself: a buffered reader would take bytes that the next poll cannot see.
    match nix::unistd::read(&stdin, &mut part) {
        Ok(0) => Ok(Came::End),
        Ok(count) => {
            bytes.extend_from_slice(&part[..count]);
            Ok(Came::More)
        }
        Err(nix::errno::Errno::EINTR | nix::errno::Errno::EAGAIN) => Ok(Came::More),
        Err(error) => Err(error.into()),
    }
}
