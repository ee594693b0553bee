//! Whether standard input and output were closed when the program was started, or are now.
//!
//! Rust's runtime opens `/dev/null` for reading and writing in place of a closed one. Then everything could be written,
//! nothing would arrive, and the program would report success. A shell's `>/dev/null` is open for writing only.
//! Programs that start others without output may open it for both, but then mostly for standard error, too.

use std::fs::File;
use std::io::{self, IsTerminal as _};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::fs::MetadataExt as _;
use std::time::Duration;

use nix::errno::Errno;
use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
use rustix::fs::{OFlags, fcntl_getfl};

/// What the runtime opens.
const PLACEHOLDER: &str = "/dev/null";

/// Whether nothing can arrive at standard input.
pub(super) fn input_is_closed() -> bool {
    is_placeholder(io::stdin().as_fd())
}

/// Whether nothing can be written to standard output.
pub(super) fn output_is_closed() -> bool {
    is_placeholder(io::stdout().as_fd()) && !is_placeholder(io::stderr().as_fd())
}

fn is_placeholder(file: BorrowedFd<'_>) -> bool {
    let device = |file: io::Result<File>| file.and_then(|file| file.metadata()).map(|data| data.rdev());
    let for_both = fcntl_getfl(file).is_ok_and(|flags| flags & OFlags::ACCMODE == OFlags::RDWR);
    for_both
        && match (
            device(file.try_clone_to_owned().map(File::from)),
            std::fs::metadata(PLACEHOLDER),
        ) {
            (Ok(device), Ok(placeholder)) => device == placeholder.rdev(),
            _ => false,
        }
}

/// Waits so long, or until there is something to read.
///
/// # Errors
/// When nobody reads our output any more.
pub(super) fn wait(time: Duration, pipe: Option<BorrowedFd<'_>>) -> io::Result<()> {
    let stdout = io::stdout();
    // Nothing is wanted of it but to hear that its other end is gone.
    let mut files = vec![PollFd::new(stdout.as_fd(), PollFlags::empty())];
    files.extend(pipe.map(|pipe| PollFd::new(pipe, PollFlags::POLLIN)));
    let timeout = match pipe {
        Some(_) => PollTimeout::NONE,
        None => PollTimeout::try_from(time).unwrap_or(PollTimeout::MAX),
    };
    match poll(&mut files, timeout) {
        Err(Errno::EINTR) => return Ok(()),
        Err(error) => return Err(error.into()),
        Ok(_) => {}
    }
    let gone = files[0]
        .revents()
        .is_some_and(|events| events.intersects(PollFlags::POLLERR | PollFlags::POLLHUP));
    if gone && !stdout.is_terminal() {
        return Err(io::ErrorKind::BrokenPipe.into());
    }
    Ok(())
}
