//! Keys, pastes and the mouse, read by a thread of their own and turned into messages.
//!
//! The thread sleeps until the terminal has something to say; it can be parked while another program has the
//! terminal. What the bytes mean is the decoder's to say.

use std::fs::File;
use std::io::{self, IsTerminal, PipeReader, PipeWriter, Read as _, Write as _};
use std::os::fd::{AsFd, OwnedFd};
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::Instant;

use nix::poll::{PollFd, PollFlags, PollTimeout, poll};

use self::decoder::Decoder;
use self::sequence::Decoded;
use super::{Event, asking, panics};
use crate::app::Message;

mod decoder;
mod sequence;

/// The terminal that keys come from: standard input if it is one, else the controlling terminal, so that an
/// article can come through a pipe.
pub(super) fn terminal() -> io::Result<OwnedFd> {
    let stdin = io::stdin();
    if stdin.is_terminal() {
        stdin.as_fd().try_clone_to_owned()
    } else {
        Ok(File::open("/dev/tty")?.into())
    }
}

/// The way to park the thread that reads the terminal.
pub(super) struct Gate {
    /// What is written to it wakes the thread.
    wake: PipeWriter,
    orders: Sender<ParkOrder>,
}

/// To park: to say so, and to stay until there is nobody who wants it.
struct ParkOrder {
    parked: Sender<()>,
    stay: Receiver<()>,
}

/// The terminal is not read as long as this is held.
pub(super) struct Parked {
    _stay: Sender<()>,
}

impl Gate {
    /// Parks the thread; when this returns, it does not read any more.
    pub(super) fn park(&mut self) -> io::Result<Parked> {
        let (parked, is_parked) = mpsc::channel();
        let (hold, stay) = mpsc::channel();
        let gone = || io::Error::other("nobody reads the terminal any more");
        self.orders.send(ParkOrder { parked, stay }).map_err(|_| gone())?;
        self.wake.write_all(&[0])?;
        is_parked.recv().map_err(|_| gone())?;
        Ok(Parked { _stay: hold })
    }
}

/// Stays until the terminal may be read again.
fn stay_parked(wake: &mut PipeReader, orders: &Receiver<ParkOrder>) -> io::Result<()> {
    wake.read_exact(&mut [0])?;
    if let Ok(ParkOrder { parked, stay }) = orders.try_recv() {
        // Who wants it may have gone by now.
        let _ = parked.send(());
        let _ = stay.recv();
    }
    Ok(())
}

/// Starts the thread that reads the terminal until it is gone or nobody listens.
pub(super) fn watch(terminal: OwnedFd, events: Sender<Event>) -> io::Result<Gate> {
    let (mut woken, wake) = io::pipe()?;
    let (orders, ordered) = mpsc::channel();
    panics::spawn_vital("input", move || {
        // It ends when the terminal is gone, or the loop: either way the program ends.
        let _ = read(&terminal, (&mut woken, &ordered), &events);
        let _ = events.send(Event::TerminalGone);
    })?;
    Ok(Gate { wake, orders })
}

/// The most that is read before it is looked at.
const MOST: usize = 64 << 10;

/// Reads the terminal and passes on what comes from it.
fn read(
    terminal: &OwnedFd,
    (woken, ordered): (&mut PipeReader, &Receiver<ParkOrder>),
    events: &Sender<Event>,
) -> io::Result<()> {
    let mut decoder = Decoder::new(Instant::now());
    let mut bytes = Vec::new();
    loop {
        let mut fds = [
            PollFd::new(terminal.as_fd(), PollFlags::POLLIN),
            PollFd::new(woken.as_fd(), PollFlags::POLLIN),
        ];
        match poll(&mut fds, until(decoder.deadline())) {
            Err(nix::errno::Errno::EINTR) => continue,
            Err(error) => return Err(error.into()),
            Ok(_) => {}
        }
        let [typed, order] = fds.map(|fd| fd.revents().unwrap_or(PollFlags::empty()));
        if !order.is_empty() {
            stay_parked(woken, ordered)?;
            continue;
        }
        if typed.intersects(PollFlags::POLLHUP | PollFlags::POLLERR) {
            return Ok(());
        }
        let inputs = if typed.is_empty() {
            decoder.expire(Instant::now())
        } else {
            bytes.clear();
            read_all(terminal, &mut bytes)?;
            decoder.take(&bytes, Instant::now())
        };
        for message in inputs.into_iter().filter_map(message_of) {
            events.send(Event::App(message)).map_err(io::Error::other)?;
        }
    }
}

/// How long to wait for what comes before this moment.
fn until(deadline: Option<Instant>) -> PollTimeout {
    deadline.map_or(PollTimeout::NONE, |deadline| {
        let left = deadline.saturating_duration_since(Instant::now());
        // Rounded up, so that it has passed then.
        PollTimeout::try_from(left.as_millis() + 1).unwrap_or(PollTimeout::MAX)
    })
}

/// Reads all that is there: the decoder tells by it what came at once.
fn read_all(terminal: &OwnedFd, bytes: &mut Vec<u8>) -> io::Result<()> {
    let mut part = [0; 4096];
    loop {
        let count = match nix::unistd::read(terminal, &mut part) {
            Err(nix::errno::Errno::EINTR) => continue,
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            count => count?,
        };
        bytes.extend_from_slice(&part[..count]);
        let mut fds = [PollFd::new(terminal.as_fd(), PollFlags::POLLIN)];
        let more = poll(&mut fds, PollTimeout::ZERO).is_ok_and(|ready| ready > 0);
        if !more || bytes.len() >= MOST {
            return Ok(());
        }
    }
}

fn message_of(input: Decoded) -> Option<Message> {
    Some(match input {
        Decoded::Key(key) => Message::Key(key),
        Decoded::Mouse(mouse) => Message::Mouse(mouse),
        Decoded::Paste(text) => Message::Paste(text),
        Decoded::Osc(answer) => Message::Light(asking::answered(&answer)?),
    })
}
