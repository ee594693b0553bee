//! Asking the terminal for its background, and what the answer means.
//!
//! Nothing waits for the answer: the page is there already, and changes its theme if an answer comes. It comes where
//! keys come from, and the decoder tells them apart. What no program reads any more would be typed to the shell, so
//! whoever gives the terminal back first calls [`let_it_come`].

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::theme::{Color, contrast};

/// Asks for the background (xterm's OSC 11; see `Operating System Commands` in its `ctlseqs`).
pub(super) const QUESTION: &[u8] = b"\x1b]11;?\x1b\\";

/// How long an answer may take before it counts as none: a terminal that is asked is near, or its owner wants it asked.
const ANSWER: Duration = Duration::from_secs(1);

/// When the terminal was asked, while it has not answered.
static ASKED: Mutex<Option<Instant>> = Mutex::new(None);
static ANSWERED: Condvar = Condvar::new();

/// The terminal is about to be asked.
pub(super) fn begin() {
    *ASKED.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
}

fn end() {
    *ASKED.lock().unwrap_or_else(PoisonError::into_inner) = None;
    ANSWERED.notify_all();
}

/// Waits until an answer that is under way has come; no longer than answers take.
pub(super) fn let_it_come() {
    let mut asked = ASKED.lock().unwrap_or_else(PoisonError::into_inner);
    while let Some(since) = *asked {
        let Some(left) = ANSWER.checked_sub(since.elapsed()) else {
            return;
        };
        asked = ANSWERED
            .wait_timeout(asked, left)
            .unwrap_or_else(PoisonError::into_inner)
            .0;
    }
}

/// Whether the screen is light, if this operating system command is an answer and says so.
pub(super) fn answered(command: &[u8]) -> Option<bool> {
    let color = command.strip_prefix(b"11;")?;
    end();
    is_light(std::str::from_utf8(color).ok()?)
}

/// Whether a colour is one of a light screen: `rgb:ffff/fafa/f0f0`, `rgba:…`, one to four digits each, or `#fffaf0`.
fn is_light(said: &str) -> Option<bool> {
    let channels: Vec<&str> = if let Some(hex) = said.strip_prefix('#') {
        let digits = hex.len() / 3;
        (0..3)
            .map(|at| hex.get(at * digits..(at + 1) * digits))
            .collect::<Option<_>>()?
    } else {
        said.strip_prefix("rgba:")
            .or_else(|| said.strip_prefix("rgb:"))?
            .split('/')
            .collect()
    };
    let [red, green, blue, ..] = channels[..] else {
        return None;
    };
    let page = Color::Rgb(channel(red)?, channel(green)?, channel(blue)?);
    let on_black = contrast(page, Color::Rgb(0, 0, 0))?;
    let on_white = contrast(page, Color::Rgb(255, 255, 255))?;
    Some(on_black > on_white)
}

/// A number of one to four hexadecimal digits as a part of 255.
fn channel(digits: &str) -> Option<u8> {
    let most = match digits.len() {
        1 => 0xf,
        2 => 0xff,
        3 => 0xfff,
        4 => 0xffff,
        _ => return None,
    };
    let value = u32::from_str_radix(digits, 16).ok()?;
    Some((value * 255 / most) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_understood() {
        for (answer, light) in [
            ("11;rgb:1e1e/1e1e/2e2e", Some(false)),
            ("11;rgb:ffff/FAFA/f0f0", Some(true)),
            ("11;rgba:0000/0000/0000/cccc", Some(false)),
            ("11;#fdf6e3", Some(true)),
            ("11;rgb:f/f/f", Some(true)),
            ("11;rgb:zz/f/f", None),
            ("11;#é", None),
            ("11;", None),
            ("10;rgb:f/f/f", None),
            ("111;rgb:f/f/f", None),
        ] {
            assert_eq!(answered(answer.as_bytes()), light, "{answer:?}");
        }
    }
}
