//! Keys, pastes and the mouse, read by a thread of their own and turned into messages.
//!
//! The thread sleeps until the terminal has something to say; it can be parked while another program has the
//! terminal.

use std::fs::File;
use std::io::{self, IsTerminal, PipeReader, PipeWriter, Read as _, Write as _};
use std::os::fd::{AsFd, OwnedFd};
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::Duration;

use crossterm::event::{self, KeyCode, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind};
use nix::poll::{PollFd, PollFlags, PollTimeout, poll};

use super::Event;
use super::asking::{Sieve, Sifted};
use crate::app::session::area::Size;
use crate::app::{Message, Mouse, MouseKind};
use crate::keymap::{Code, Key};

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
    orders: Sender<Order>,
}

/// To park: to say so, and to stay until there is nobody who wants it.
struct Order {
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
        self.orders.send(Order { parked, stay }).map_err(|_| gone())?;
        self.wake.write_all(&[0])?;
        is_parked.recv().map_err(|_| gone())?;
        Ok(Parked { _stay: hold })
    }
}

/// Stays until the terminal may be read again.
fn stay_parked(wake: &mut PipeReader, orders: &Receiver<Order>) -> io::Result<()> {
    wake.read_exact(&mut [0])?;
    if let Ok(Order { parked, stay }) = orders.try_recv() {
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
    std::thread::Builder::new().name("input".into()).spawn(move || {
        let mut sieve = Sieve::default();
        loop {
            let mut fds = [
                PollFd::new(terminal.as_fd(), PollFlags::POLLIN),
                PollFd::new(woken.as_fd(), PollFlags::POLLIN),
            ];
            let patience = sieve
                .patience()
                .and_then(|patience| PollTimeout::try_from(patience).ok());
            match poll(&mut fds, patience.unwrap_or(PollTimeout::NONE)) {
                Err(nix::errno::Errno::EINTR) => continue,
                Err(_) => break,
                Ok(0) => {
                    if send(&events, sieve.give_up()).is_err() {
                        break;
                    }
                    continue;
                }
                Ok(_) => {}
            }
            let [typed, order] = fds.map(|fd| fd.revents().unwrap_or(PollFlags::empty()));
            if !order.is_empty() {
                if stay_parked(&mut woken, &ordered).is_err() {
                    break;
                }
                continue;
            }
            if typed.intersects(PollFlags::POLLHUP | PollFlags::POLLERR) {
                break;
            }
            if forward(&mut sieve, &events).is_err() {
                break;
            }
        }
        // The terminal is gone, or nobody listens any more: in both cases there is nobody to read on for.
        let _ = events.send(Event::TerminalGone);
    })?;
    Ok(Gate { wake, orders })
}

/// How long the decoder is given: with no time at all it does not look at the terminal. What it leaves behind when
/// the machine is busy is still there for the next round.
const MOMENT: Duration = Duration::from_millis(1);

/// Passes on everything that has been typed so far.
fn forward(sieve: &mut Sieve, events: &Sender<Event>) -> Result<(), ()> {
    while event::poll(MOMENT).map_err(drop)? {
        send(events, sieve.take(event::read().map_err(drop)?))?;
    }
    Ok(())
}

fn send(events: &Sender<Event>, sifted: Vec<Sifted>) -> Result<(), ()> {
    for sifted in sifted {
        let message = match sifted {
            Sifted::Typed(event) => message_of(event),
            Sifted::Light(light) => Some(Message::Light(light)),
        };
        if let Some(message) = message {
            events.send(Event::App(message)).map_err(drop)?;
        }
    }
    Ok(())
}

fn message_of(event: event::Event) -> Option<Message> {
    match event {
        event::Event::Key(key) if key.kind != KeyEventKind::Release => key_of(key).map(Message::Key),
        event::Event::Paste(text) => Some(Message::Paste(text)),
        event::Event::Resize(width, height) => Some(Message::Resize(Size { width, height })),
        event::Event::Mouse(mouse) => {
            let what = match mouse.kind {
                MouseEventKind::Down(MouseButton::Left) => MouseKind::Press,
                MouseEventKind::Drag(MouseButton::Left) => MouseKind::Drag,
                MouseEventKind::Up(MouseButton::Left) => MouseKind::Release,
                MouseEventKind::ScrollDown => MouseKind::WheelDown,
                MouseEventKind::ScrollUp => MouseKind::WheelUp,
                _ => return None,
            };
            Some(Message::Mouse(Mouse {
                x: mouse.column,
                y: mouse.row,
                what,
            }))
        }
        _ => None,
    }
}

fn key_of(key: event::KeyEvent) -> Option<Key> {
    let code = match key.code {
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::Enter => Code::Enter,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => Code::BackTab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Esc => Code::Escape,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::Insert => Code::Insert,
        KeyCode::Delete => Code::Delete,
        KeyCode::F(number) => Code::Function(number),
        _ => return None,
    };
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    // A terminal that says "control and shift and f" means the same key as one that says "control and F".
    let code = match code {
        Code::Char(c) if control => Code::Char(c.to_ascii_lowercase()),
        code => code,
    };
    Some(Key {
        code,
        control,
        alt: key.modifiers.contains(KeyModifiers::ALT),
    })
}
