//! Asking the terminal for its background, and taking the answer out of what is typed.
//!
//! Nothing waits for the answer: the page is there already, and changes its theme if an answer comes. The answer comes
//! where keys come from, and the library that reads keys does not know it: to it, `ESC ] 11 ; rgb:… ESC \` is Alt-],
//! then `1`, `1` and so on. [`Sieve`] puts these together again, however many pieces they come in. What no program
//! reads any more would be typed to the shell, so who gives the terminal back first calls [`let_it_come`].

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyCode, KeyModifiers};

use crate::theme::{Color, contrast};

/// Asks for the background (xterm's OSC 11; see `Operating System Commands` in its `ctlseqs`).
pub(super) const QUESTION: &[u8] = b"\x1b]11;?\x1b\\";

/// How an answer begins.
const BEGINS: &str = "\x1b]11;";
/// The longest answer: four numbers of four digits, with a good margin.
const LONGEST: usize = 64;
/// How long the next piece may take of what could be an answer and could be keys.
const PIECE: Duration = Duration::from_millis(50);
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
        let Some(left) = ANSWER.checked_sub(since.elapsed()) else { return };
        asked = ANSWERED.wait_timeout(asked, left).unwrap_or_else(PoisonError::into_inner).0;
    }
}

/// What is typed, without the answers among it.
#[derive(Debug, Default)]
pub(super) struct Sieve {
    /// What could be the beginning of an answer.
    text: String,
    /// The same as it came; what is certainly no key is not kept.
    held: Vec<Event>,
}

/// What came through.
#[derive(Debug, PartialEq)]
pub(super) enum Sifted {
    /// What was typed.
    Typed(Event),
    /// Whether the screen is light.
    Light(bool),
}

impl Sieve {
    /// How long to wait for what follows before [`Self::give_up`]; as long as it takes, if `None`.
    pub(super) fn patience(&self) -> Option<Duration> {
        if self.is_answer() {
            Some(ANSWER)
        } else {
            (!self.text.is_empty()).then_some(PIECE)
        }
    }

    /// Nothing has followed: what was held back are keys, or an answer that broke off.
    pub(super) fn give_up(&mut self) -> Vec<Sifted> {
        self.text.clear();
        self.held.drain(..).map(Sifted::Typed).collect()
    }

    /// Takes what the library made of what came.
    pub(super) fn take(&mut self, event: Event) -> Vec<Sifted> {
        let Some(typed) = as_sent(&event) else {
            let mut passed = self.give_up();
            passed.push(Sifted::Typed(event));
            return passed;
        };
        let was_answer = self.is_answer();
        self.text.push_str(typed);
        if self.is_answer() {
            self.held.clear();
            return self.answer();
        }
        if was_answer || !BEGINS.starts_with(&self.text) {
            let mut passed = self.give_up();
            // The key may itself be the first of an answer.
            if BEGINS.starts_with(typed) && !typed.is_empty() {
                passed.extend(self.take(event));
            } else {
                passed.push(Sifted::Typed(event));
            }
            return passed;
        }
        if self.text == "\x1b" {
            // Escape is a key that does something; it is never kept waiting.
            return vec![Sifted::Typed(event)];
        }
        self.held.push(event);
        Vec::new()
    }

    fn is_answer(&self) -> bool {
        self.text.starts_with(BEGINS)
    }

    /// What the answer says, if it is whole.
    fn answer(&mut self) -> Vec<Sifted> {
        let said = &self.text[BEGINS.len()..];
        let said = said.strip_suffix('\x07').or_else(|| said.strip_suffix("\x1b\\"));
        let light = said.map(is_light);
        if light.is_none() && self.text.len() <= LONGEST {
            return Vec::new();
        }
        end();
        self.text.clear();
        light.flatten().map(Sifted::Light).into_iter().collect()
    }
}

/// What the terminal sent for the library to make this of it, where that may be part of an answer.
fn as_sent(event: &Event) -> Option<&'static str> {
    let Event::Key(key) = event else { return None };
    let plain = key.modifiers.difference(KeyModifiers::SHIFT).is_empty();
    match key.code {
        KeyCode::Esc if plain => Some("\x1b"),
        KeyCode::Char(']') if key.modifiers == KeyModifiers::ALT => Some("\x1b]"),
        KeyCode::Char('\\') if key.modifiers == KeyModifiers::ALT => Some("\x1b\\"),
        KeyCode::Char('g') if key.modifiers == KeyModifiers::CONTROL => Some("\x07"),
        KeyCode::Char(c) if plain && c.is_ascii_graphic() => {
            // The printable characters of ASCII, of which the key is one.
            const GRAPHIC: &str = "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`\
                                   abcdefghijklmnopqrstuvwxyz{|}~";
            GRAPHIC.find(c).map(|at| &GRAPHIC[at..=at])
        }
        _ => None,
    }
}

/// Whether a colour is one of a light screen: `rgb:ffff/fafa/f0f0`, `rgba:…`, one to four digits each, or `#fffaf0`.
fn is_light(said: &str) -> Option<bool> {
    let channels: Vec<&str> = if let Some(hex) = said.strip_prefix('#') {
        let digits = hex.len() / 3;
        (0..3).map(|at| hex.get(at * digits..(at + 1) * digits)).collect::<Option<_>>()?
    } else {
        said.strip_prefix("rgba:").or_else(|| said.strip_prefix("rgb:"))?.split('/').collect()
    };
    let [red, green, blue, ..] = channels[..] else { return None };
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
    use crossterm::event::KeyEvent;

    /// What the library makes of bytes that come in one piece, as far as answers go.
    fn events(text: &str) -> Vec<Event> {
        let mut events = Vec::new();
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            let (code, modifiers) = match (c, chars.peek().copied()) {
                ('\x1b', Some('\x1b') | None) => (KeyCode::Esc, KeyModifiers::NONE),
                ('\x1b', Some(next)) => {
                    chars.next();
                    (KeyCode::Char(next), KeyModifiers::ALT)
                }
                ('\x07', _) => (KeyCode::Char('g'), KeyModifiers::CONTROL),
                ('A'..='Z', _) => (KeyCode::Char(c), KeyModifiers::SHIFT),
                _ => (KeyCode::Char(c), KeyModifiers::NONE),
            };
            events.push(Event::Key(KeyEvent::new(code, modifiers)));
        }
        events
    }

    fn sift(pieces: &[&str]) -> Vec<Sifted> {
        let mut sieve = Sieve::default();
        let all = pieces.iter().flat_map(|piece| events(piece));
        let mut passed: Vec<Sifted> = all.flat_map(|event| sieve.take(event)).collect();
        passed.extend(sieve.give_up());
        passed
    }

    fn typed(text: &str) -> Vec<Sifted> {
        events(text).into_iter().map(Sifted::Typed).collect()
    }

    #[test]
    fn answers_are_understood_and_never_typed() {
        for (answer, light) in [
            ("\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\", Some(false)),
            ("\x1b]11;rgb:ffff/FAFA/f0f0\x07", Some(true)),
            ("\x1b]11;rgba:0000/0000/0000/cccc\x1b\\", Some(false)),
            ("\x1b]11;#fdf6e3\x07", Some(true)),
            ("\x1b]11;rgb:f/f/f\x07", Some(true)),
            ("\x1b]11;rgb:zz/f/f\x07", None),
            ("\x1b]11;\x07", None),
        ] {
            let expected: Vec<Sifted> = light.map(Sifted::Light).into_iter().collect();
            assert_eq!(sift(&[answer]), expected, "{answer:?}");
            let mut around = typed("j");
            around.extend(expected);
            around.extend(typed("]k"));
            assert_eq!(sift(&["j", answer, "]k"]), around, "{answer:?}");
        }
    }

    /// Cut anywhere, it is the same, but that an Escape which came alone was one to the library.
    #[test]
    fn pieces_are_put_together() {
        let answer = "\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\";
        for cut in 1..answer.len() {
            let passed = sift(&[&answer[..cut], &answer[cut..]]);
            let passed: Vec<&Sifted> = passed.iter().filter(|passed| !typed("\x1b").contains(passed)).collect();
            assert_eq!(passed, [&Sifted::Light(false)], "cut at {cut}");
        }
        let each: Vec<String> = answer.chars().map(String::from).collect();
        let each: Vec<&str> = each.iter().map(String::as_str).collect();
        assert_eq!(sift(&each).last(), Some(&Sifted::Light(false)));
    }

    #[test]
    fn what_is_no_answer_is_typed() {
        for text in ["j", "\x1b", "\x1b]", "\x1b]1", "\x1b]11k", "\x1b]\x1b]", "]11;rgb", "\x1bq", "\x07", "1\x1b]12;x"] {
            assert_eq!(sift(&[text]), typed(text), "{text:?}");
        }
        assert_eq!(sift(&["\x1b", "]", "j"]), {
            let mut keys = typed("\x1b");
            keys.extend(typed("]j"));
            keys
        });
        let paste = Event::Paste("\x1b]11;x".to_owned());
        assert_eq!(Sieve::default().take(paste.clone()), [Sifted::Typed(paste)]);
    }

    #[test]
    fn an_answer_that_breaks_off_is_dropped_and_one_without_end_ends() {
        assert_eq!(sift(&["\x1b]11;rgb:1e"]), []);
        let endless = format!("\x1b]11;{}", "f".repeat(2 * LONGEST));
        assert!(sift(&[&endless]).len() < 2 * LONGEST);
        let mut sieve = Sieve::default();
        for event in events("\x1b]11;rgb:1e") {
            assert_eq!(sieve.take(event), []);
        }
        let down = Event::Key(KeyCode::Down.into());
        assert_eq!(sieve.take(down.clone()), [Sifted::Typed(down)]);
        assert_eq!(sieve.patience(), None);
    }
}
