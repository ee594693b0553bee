//! Signals. One thread waits for them, instead of handlers; they are blocked in all others.
//!
//! So their default action stays in force, and the shell is told the truth: a program that was terminated by
//! SIGTERM says so, one that was stopped by SIGTSTP says so.

use std::io;
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex, PoisonError};

use nix::sys::signal::{SigSet, Signal, kill, killpg, raise};
use nix::unistd::{getpgrp, getpid};

use super::store::Writer;
use super::{Event, editor, panics, terminal};

/// All that end a program by default and can be waited for.
const ENDING: [Signal; 8] = [
    Signal::SIGHUP,
    Signal::SIGINT,
    Signal::SIGTERM,
    Signal::SIGQUIT,
    Signal::SIGUSR1,
    Signal::SIGUSR2,
    Signal::SIGALRM,
    Signal::SIGXCPU,
];

fn ours() -> SigSet {
    let mut ours: SigSet = ENDING.into_iter().collect();
    ours.extend([Signal::SIGTSTP, Signal::SIGCONT, Signal::SIGWINCH]);
    ours
}

/// Blocks our signals in this thread and all it starts from now on. To be called before any other thread is started.
pub(super) fn hold() -> io::Result<()> {
    Ok(ours().thread_block()?)
}

/// Starts the thread that waits for our signals. `store` is written before one of them ends the program.
pub(super) fn watch(events: Sender<Event>, store: Option<Writer>) -> io::Result<()> {
    let ours = ours();
    panics::spawn_vital("signals", move || {
        while let Ok(signal) = ours.wait() {
            let sent = match signal {
                Signal::SIGWINCH => events.send(Event::Resized),
                Signal::SIGCONT => events.send(Event::Continued),
                Signal::SIGTSTP => {
                    let (ready, wait) = mpsc::channel();
                    let sent = events.send(Event::Suspend(ready));
                    // On an error there is no loop that could draw, so either way it is time to stop.
                    let _ = wait.recv();
                    stop_group();
                    sent.and_then(|()| events.send(Event::Continued))
                }
                // ^C and ^\ typed to the program that has the terminal reach us, too, but are not meant for us.
                Signal::SIGINT | Signal::SIGQUIT if terminal::is_lent() => Ok(()),
                ending => return end_by(ending, store.as_ref()),
            };
            if sent.is_err() {
                return;
            }
        }
    })
}

/// Ends the program on SIGTERM, with success and not while somebody holds the lock: what goes on for ever is ended so.
pub(super) fn end_between(writing: Arc<Mutex<()>>) -> io::Result<()> {
    let term: SigSet = [Signal::SIGTERM].into_iter().collect();
    term.thread_block()?;
    panics::spawn_vital("signals", move || {
        if term.wait().is_ok() {
            let _writing = writing.lock().unwrap_or_else(PoisonError::into_inner);
            std::process::exit(0);
        }
    })
}

/// Asks for what `^Z` does where it is not a key but a signal: comes back as [`Event::Suspend`].
pub(super) fn suspend() -> io::Result<()> {
    Ok(kill(getpid(), Signal::SIGTSTP)?)
}

/// Stops the process group (`curl … | dateline` stops as one) and returns when it goes on; at once where nobody
/// could let it go on, because no shell waits for it. The terminal must have been given back.
///
/// To be called by the waiting thread alone: as it does not wait meanwhile, the signal finds no one who takes it
/// but this thread's default action, and the shell sees SIGTSTP.
fn stop_group() {
    let stop: SigSet = [Signal::SIGTSTP].into_iter().collect();
    let _ = stop.thread_unblock();
    let _ = killpg(getpgrp(), Signal::SIGTSTP);
    let _ = stop.thread_block();
}

/// Gives the terminal back and ends by the signal's own default action.
fn end_by(signal: Signal, store: Option<&Writer>) {
    terminal::give_back();
    if let Some(store) = store {
        store.write();
    }
    editor::remove_copy();
    let ending: SigSet = [signal].into_iter().collect();
    let _ = ending.thread_unblock();
    let _ = raise(signal);
    // Not reached: the default action of each of them ends the process.
    std::process::exit(128 + signal as i32);
}
