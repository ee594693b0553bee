//! The terminal: taken, drawn on, and always given back.
//!
//! Whoever ends the program, a key, a panic or a signal, calls [`give_back`]; it may be called from any thread
//! and any number of times.

use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::os::fd::AsFd;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::{Duration, Instant};

use crossterm::{cursor, queue, terminal};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::asking;
use crate::app::session::area::{Area, Size};
use crate::settings::Alert;
use crate::view::Caret;
use screen::Screen;

mod paint;
mod screen;
mod scroll;

/// Mouse: presses and releases (1000), motion with a button down (1002), coordinates past column 223 (1006).
/// Not motion without a button (1003), which would wake the program for nothing.
const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1002h\x1b[?1006h";
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1002l\x1b[?1000l";
/// Bracketed paste: pasted text comes between marks, so that it is told from what is typed.
const PASTE_ON: &[u8] = b"\x1b[?2004h";
const PASTE_OFF: &[u8] = b"\x1b[?2004l";
/// Synchronised output: a terminal that knows it shows a frame at once or not at all; others ignore it.
const FRAME_BEGIN: &[u8] = b"\x1b[?2026h";
const FRAME_END: &[u8] = b"\x1b[?2026l";

/// How long giving the terminal back waits for a terminal that does not take what is written to it (stopped by
/// `^S`, or hung), before the program ends without.
const PATIENCE: Duration = Duration::from_millis(500);

/// Whether the terminal is ours. Held while anything is written to it, so that no frame is drawn over a
/// terminal that has been given back.
static TAKEN: Mutex<Taken> = Mutex::new(Taken { screen: false });

struct Taken {
    screen: bool,
}

/// The terminal puts its title aside, and takes it back. One that does not know this keeps ours.
const TITLE_KEEP: &[u8] = b"\x1b[22;2t";
const TITLE_BACK: &[u8] = b"\x1b[23;2t";
/// Characters of a title: window managers cut longer ones.
const TITLE: usize = 200;

/// Whether the title is ours.
static TITLED: AtomicBool = AtomicBool::new(false);

/// Whether another program has the terminal.
static LENT: AtomicBool = AtomicBool::new(false);

/// Lends the terminal, which has been given back, to another program; or takes note that it is lent no longer.
pub(super) fn lend(lent: bool) {
    LENT.store(lent, Ordering::Relaxed);
}

/// Whether another program has it.
pub(super) fn is_lent() -> bool {
    LENT.load(Ordering::Relaxed)
}

/// The lock, or `None` when another thread holds it for longer than it may.
fn lock_patiently() -> Option<MutexGuard<'static, Taken>> {
    let since = Instant::now();
    loop {
        match TAKEN.try_lock() {
            Ok(guard) => return Some(guard),
            Err(TryLockError::Poisoned(error)) => return Some(error.into_inner()),
            Err(TryLockError::WouldBlock) if since.elapsed() > PATIENCE => return None,
            Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(5)),
        }
    }
}

/// Gives the terminal back as it was found, if it is ours. Never fails: there is nobody left to tell.
pub(super) fn give_back() {
    asking::let_it_come();
    let guard = lock_patiently();
    if guard.as_ref().is_some_and(|taken| !taken.screen) {
        return;
    }
    let (done, wait) = mpsc::channel();
    let writer = std::thread::spawn(move || {
        let mut end = Vec::new();
        end.extend_from_slice(FRAME_END);
        if TITLED.swap(false, Ordering::Relaxed) {
            end.extend_from_slice(TITLE_BACK);
        }
        end.extend_from_slice(MOUSE_OFF);
        end.extend_from_slice(PASTE_OFF);
        let _ = queue!(end, terminal::LeaveAlternateScreen, cursor::Show);
        let _ = terminal::disable_raw_mode();
        let _ = io::stdout()
            .as_fd()
            .try_clone_to_owned()
            .map(|stdout| File::from(stdout).write_all(&end));
        let _ = done.send(());
    });
    if wait.recv_timeout(PATIENCE).is_ok() {
        let _ = writer.join();
    }
    if let Some(mut taken) = guard {
        taken.screen = false;
    }
}

/// The terminal while it is ours: draws only what differs from what it shows.
pub(super) struct Terminal {
    output: File,
    shown: Screen,
    mouse: bool,
    /// Where the terminal's cursor stands, as far as that is known.
    caret: Option<Caret>,
    /// The title, if it is ours.
    title: Option<String>,
}

impl Terminal {
    /// Takes the terminal that standard output is.
    pub(super) fn take(mouse: bool) -> io::Result<Self> {
        let output = File::from(io::stdout().as_fd().try_clone_to_owned()?);
        let mut terminal = Self {
            output,
            shown: Screen::default(),
            mouse,
            caret: None,
            title: None,
        };
        terminal.enter()?;
        Ok(terminal)
    }

    /// Whether there is a terminal to draw on.
    pub(super) fn is_there() -> bool {
        io::stdout().is_terminal()
    }

    /// Takes the terminal (again, after it was given back), and forgets what it shows.
    pub(super) fn enter(&mut self) -> io::Result<()> {
        let mut taken = TAKEN.lock().unwrap_or_else(PoisonError::into_inner);
        // After a stop by somebody else the modes may be the shell's though we never gave them back: they are
        // set anew, from the shell's.
        terminal::disable_raw_mode()?;
        terminal::enable_raw_mode()?;
        let mut start = Vec::new();
        queue!(start, terminal::EnterAlternateScreen, cursor::Hide)?;
        start.extend_from_slice(PASTE_ON);
        if self.mouse {
            start.extend_from_slice(MOUSE_ON);
        }
        start.extend_from_slice(b"\x1b[0m\x1b[2J");
        taken.screen = true;
        self.output.write_all(&start)?;
        self.forget();
        Ok(())
    }

    /// Forgets what the terminal shows, so that the next frame draws every cell.
    pub(super) fn forget(&mut self) {
        self.title = None;
        self.shown = Screen::default();
        self.caret = None;
    }

    /// Takes the mouse or leaves it to the terminal.
    pub(super) fn mouse(&mut self, on: bool) -> io::Result<()> {
        self.mouse = on;
        self.write(if on { MOUSE_ON } else { MOUSE_OFF })
    }

    /// The size now; asked before every frame, because a resize before the first read of the input can get lost.
    pub(super) fn size() -> io::Result<Size> {
        let (width, height) = terminal::size()?;
        Ok(Size { width, height })
    }

    /// Shows a frame: writes what differs, in one go. Nothing differs: nothing is written. `page` is the part of it that
    /// may have scrolled.
    pub(super) fn draw(&mut self, frame: &Buffer, page: Area, caret: Caret) -> io::Result<()> {
        let mut bytes = FRAME_BEGIN.to_vec();
        if self.shown.area != frame.area {
            self.shown = Screen::cleared(frame.area);
            bytes.extend_from_slice(b"\x1b[0m\x1b[2J");
        }
        let empty = bytes.len();
        let page = Rect::new(page.x, page.y, page.width, page.height);
        let shown = paint::paint(&self.shown, frame, page, &mut bytes);
        if self.caret != Some(caret) || bytes.len() > empty {
            queue!(bytes, cursor::MoveTo(caret.at.0, caret.at.1))?;
        }
        match (self.caret.map(|before| before.shown), caret.shown) {
            (Some(true), true) | (Some(false), false) => {}
            (_, true) => queue!(bytes, cursor::Show)?,
            (_, false) => queue!(bytes, cursor::Hide)?,
        }
        self.shown = shown;
        self.caret = Some(caret);
        if bytes.len() == FRAME_BEGIN.len() {
            return Ok(());
        }
        bytes.extend_from_slice(FRAME_END);
        self.write(&bytes)
    }

    /// Sets the title of the terminal's window, or gives it back.
    pub(super) fn title(&mut self, title: Option<String>) -> io::Result<()> {
        if self.title == title {
            return Ok(());
        }
        let mut bytes = Vec::new();
        match &title {
            Some(title) => {
                if !TITLED.swap(true, Ordering::Relaxed) {
                    bytes.extend_from_slice(TITLE_KEEP);
                }
                bytes.extend_from_slice(format!("\x1b]2;{}\x07", one_line(title)).as_bytes());
            }
            None if TITLED.swap(false, Ordering::Relaxed) => bytes.extend_from_slice(TITLE_BACK),
            None => {}
        }
        self.title = title;
        self.write(&bytes)
    }

    /// Tells of news by the terminal's bell or a notification.
    pub(super) fn alert(&mut self, how: Alert, words: &str) -> io::Result<()> {
        let words = one_line(words);
        let told = match how {
            Alert::Nothing => return Ok(()),
            Alert::Bell => "\x07".to_owned(),
            Alert::Osc9 => format!("\x1b]9;{words}\x07"),
            // A semicolon would part the words.
            Alert::Osc777 => format!("\x1b]777;notify;dateline;{}\x07", words.replace(';', ",")),
        };
        self.write(told.as_bytes())
    }

    /// Puts a text on the clipboard of the terminal (OSC 52), wherever it runs.
    pub(super) fn copy(&mut self, text: &str) -> io::Result<()> {
        use base64::Engine as _;
        let encoded = base64::engine::general_purpose::STANDARD.encode(text);
        self.write(format!("\x1b]52;c;{encoded}\x07").as_bytes())
    }

    /// Asks for the background. The answer comes as what is typed does, if one comes.
    pub(super) fn ask(&mut self) -> io::Result<()> {
        asking::begin();
        self.write(asking::QUESTION)
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let taken = TAKEN.lock().unwrap_or_else(PoisonError::into_inner);
        if taken.screen {
            self.output.write_all(bytes)
        } else {
            Ok(())
        }
    }
}

/// Words in a sequence that the terminal acts on: nothing in them may end it.
fn one_line(words: &str) -> String {
    words.chars().filter(|c| !c.is_control()).take(TITLE).collect()
}

impl Drop for Terminal {
    fn drop(&mut self) {
        give_back();
    }
}
