//! Whether standard input and output were closed when the program was started.
//!
//! Rust's runtime opens `/dev/null` for reading and writing in place of a closed one. Then everything could be written,
//! nothing would arrive, and the program would report success. A shell's `>/dev/null` is open for writing only. Programs
//! that start others without output may open it for both, but then mostly for standard error, too.

use std::fs::File;
use std::io;
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::fs::MetadataExt as _;

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
