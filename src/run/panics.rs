//! A panic costs what was being done, and nothing else.
//!
//! All threads are started here. Work that can be lost by itself, such as reading one article or answering one request,
//! runs in [`catch`], which returns a [`Bug`] to tell the user of. Some threads the program cannot do without: the one
//! that called [`install`], and those started with [`spawn_vital`]. A panic in one of these gives the terminal back, is
//! reported, and ends the program with Rust's exit code.

use std::any::Any;
use std::cell::Cell;
use std::fmt;
use std::io;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::{Mutex, PoisonError};
use std::thread::{Builder, JoinHandle};

use super::{output, terminal};
use crate::escape;

/// The exit code of a program that ends by a panic.
const PANICKED: i32 = 101;
/// Panics that are remembered until they are caught: at most one a thread, and few threads panic at once.
const REMEMBERED: usize = 16;
/// The most that is quoted of a panic's message, in bytes. Some messages quote the text that was read.
const QUOTED: usize = 160;

/// A panic that was caught.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bug {
    what: String,
    /// The line of code, where it is known.
    place: Option<String>,
}

impl fmt::Display for Bug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a bug in dateline, please report it: {}", self.what)?;
        match &self.place {
            Some(place) => write!(f, " ({place})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Bug {}

thread_local! {
    /// How many calls of [`catch`] this thread is inside of.
    static CATCHING: Cell<u32> = const { Cell::new(0) };
    static VITAL: Cell<Option<Vital>> = const { Cell::new(None) };
}

/// How the panic of a vital thread ends the program.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Vital {
    /// The thread unwinds, which stores what has changed. Its end is the end of the program.
    Main,
    /// The other threads would go on, so the program has to be ended.
    Other,
}

/// Panics to be caught, oldest first. One thread may catch the panic of another that it waited for; then it knows the
/// message, but not the place.
static CAUGHT: Mutex<Vec<Bug>> = Mutex::new(Vec::new());

/// Installs the hook for panics. To be called by the main thread.
pub(super) fn install() {
    VITAL.set(Some(Vital::Main));
    panic::set_hook(Box::new(move |panic| {
        let vital = VITAL.get().filter(|_| CATCHING.get() == 0);
        let Some(vital) = vital else {
            return remember(panic);
        };
        terminal::give_back();
        output::report(panic);
        if vital == Vital::Other {
            std::process::exit(PANICKED);
        }
    }));
}

fn remember(panic: &PanicHookInfo<'_>) {
    let bug = Bug {
        what: words(panic.payload()),
        place: panic
            .location()
            .map(|place| format!("{}:{}", place.file(), place.line())),
    };
    let mut caught = CAUGHT.lock().unwrap_or_else(PoisonError::into_inner);
    if caught.len() == REMEMBERED {
        caught.remove(0);
    }
    caught.push(bug);
}

/// The first line of a panic's message.
fn words(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| payload.downcast_ref::<&str>().copied());
    let line = text.unwrap_or("a panic").lines().next().unwrap_or_default();
    escape::shown(&line[..line.floor_char_boundary(QUOTED)]).into_owned()
}

/// Runs the work; a panic in it is an error.
pub(super) fn catch<T>(work: impl FnOnce() -> T) -> Result<T, Bug> {
    CATCHING.set(CATCHING.get() + 1);
    // Callers drop what the work left half done.
    let done = panic::catch_unwind(AssertUnwindSafe(work));
    CATCHING.set(CATCHING.get() - 1);
    done.map_err(|payload| {
        let what = words(&*payload);
        let mut caught = CAUGHT.lock().unwrap_or_else(PoisonError::into_inner);
        match caught.iter().rposition(|bug| bug.what == what) {
            Some(at) => caught.remove(at),
            None => Bug { what, place: None },
        }
    })
}

/// Starts a thread that the program can go on without. `failed` runs in it if the work panics.
pub(super) fn spawn(
    name: &str,
    work: impl FnOnce() + Send + 'static,
    failed: impl FnOnce(Bug) + Send + 'static,
) -> io::Result<JoinHandle<()>> {
    Builder::new().name(name.to_owned()).spawn(move || {
        if let Err(bug) = catch(work) {
            failed(bug);
        }
    })
}

/// Starts a thread that the program cannot go on without.
pub(super) fn spawn_vital(name: &str, work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    Builder::new().name(name.to_owned()).spawn(move || {
        VITAL.set(Some(Vital::Other));
        work();
    })?;
    Ok(())
}

/// For tests: panics if the environment names this service and the text has the mark. Does nothing in a release.
pub(super) fn trip(service: &str, text: &[u8]) {
    const MARK: &[u8] = b"panic-at-this-mark";
    if cfg!(debug_assertions) && memchr::memmem::find(text, MARK).is_some() {
        let wanted = std::env::var("DATELINE_PANIC_IN").unwrap_or_default();
        assert!(
            wanted.split(',').all(|wanted| wanted != service),
            "a panic was asked for in {service}"
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_passed_on_by_another_thread_is_told() {
        let bug = catch(|| {
            std::thread::scope(|scope| {
                let helper = scope.spawn(|| panic!("the helper\nfell"));
                let Err(payload) = helper.join();
                panic::resume_unwind(payload);
            });
        });
        let bug = bug.expect_err("it panicked");
        // The hook, which knows the place, is not installed among tests.
        assert_eq!(bug.to_string(), "a bug in dateline, please report it: the helper");
        assert_eq!(catch(|| 3), Ok(3));
    }
}
