//! Signals, waited for by a thread of their own rather than caught by handlers: they are blocked everywhere else.
//!
//! So their default action stays in force, and the shell is told the truth: a program that was terminated by
//! SIGTERM says so, one that was stopped by SIGTSTP says so.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;

use nix::sys::signal::{SigSet, Signal, killpg, raise};
use nix::unistd::getpgrp;

use super::{Event, terminal};

/// Set from the moment we stop our own process group until the group goes on. The stop signal that this sends
/// to ourselves as well is no request to stop again.
static STOPPING: AtomicBool = AtomicBool::new(false);

const ENDING: [Signal; 4] = [Signal::SIGHUP, Signal::SIGINT, Signal::SIGTERM, Signal::SIGQUIT];

fn ours() -> SigSet {
    let mut set = SigSet::empty();
    for signal in ENDING
        .into_iter()
        .chain([Signal::SIGTSTP, Signal::SIGCONT, Signal::SIGWINCH])
    {
        set.add(signal);
    }
    set
}

/// Blocks our signals in this thread and all it starts from now on, and starts the thread that waits for them.
/// To be called before any other thread is started.
pub(super) fn watch(events: Sender<Event>) -> io::Result<()> {
    let set = ours();
    set.thread_block()?;
    std::thread::Builder::new().name("signals".into()).spawn(move || {
        while let Ok(signal) = set.wait() {
            let event = match signal {
                Signal::SIGWINCH => Event::Resized,
                Signal::SIGCONT => {
                    STOPPING.store(false, Ordering::SeqCst);
                    Event::Continued
                }
                Signal::SIGTSTP if STOPPING.load(Ordering::SeqCst) => continue,
                Signal::SIGTSTP => Event::Suspend,
                ending => return end_by(ending),
            };
            if events.send(event).is_err() {
                return;
            }
        }
    })?;
    Ok(())
}

/// Gives the terminal back and ends by the signal's own default action.
fn end_by(signal: Signal) {
    terminal::give_back();
    let mut set = SigSet::empty();
    set.add(signal);
    let _ = set.thread_unblock();
    let _ = raise(signal);
    // Not reached: the default action of each of them ends the process.
    std::process::exit(128 + signal as i32);
}

/// Stops the process group, ourselves last, and returns when it goes on. The terminal must have been given back.
pub(super) fn stop_group() -> io::Result<()> {
    STOPPING.store(true, Ordering::SeqCst);
    // The others of the group first (`curl … | dateline` stops as one). The signal comes to us as well, where it
    // is blocked; the waiting thread drops it.
    killpg(getpgrp(), Signal::SIGTSTP)?;
    // Then this thread alone, by the default action, so that the shell sees SIGTSTP.
    let mut set = SigSet::empty();
    set.add(Signal::SIGTSTP);
    set.thread_unblock()?;
    let stopped = raise(Signal::SIGTSTP);
    set.thread_block()?;
    Ok(stopped?)
}
