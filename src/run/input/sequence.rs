//! Control sequences (`ESC [ parameters final`, `ESC O final`) as keys and mouse reports.
//!
//! Sources: xterm's `ctlseqs` (keys, mouse, reports) and kitty's keyboard protocol, whose sequences other programs may
//! have left switched on.

use crate::app::{Mouse, MouseKind};
use crate::keymap::{Code, Key};

/// What came from the terminal.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Decoded {
    /// A key.
    Key(Key),
    /// The mouse.
    Mouse(Mouse),
    /// Pasted text.
    Paste(String),
    /// An operating system command, the answer to one of ours: what stands between `ESC ]` and its end.
    Osc(Vec<u8>),
}

/// The most bytes of parameters; a longer sequence is dropped.
const MOST: usize = 128;

/// A control sequence without its last byte.
#[derive(Clone, Debug)]
pub(super) struct ControlSequence {
    /// `[` or `O`.
    opener: u8,
    /// Whether it was opened by a single byte, which no key is.
    c1: bool,
    /// Whether another `ESC` stood before it.
    pub(super) alt: bool,
    /// Parameters and intermediates, one more than [`MOST`] if there were too many.
    bytes: Vec<u8>,
}

impl ControlSequence {
    pub(super) fn new(opener: u8, c1: bool) -> Self {
        Self {
            opener,
            c1,
            alt: false,
            bytes: Vec::new(),
        }
    }

    pub(super) fn push(&mut self, byte: u8) {
        if self.bytes.len() <= MOST {
            self.bytes.push(byte);
        }
    }

    /// Whether `ESC [` is all there is.
    pub(super) fn is_empty(&self) -> bool {
        self.opener == b'[' && self.bytes.is_empty()
    }

    /// Whether `M` begins a mouse report in X10's form.
    pub(super) fn opens_x10(&self) -> bool {
        self.is_empty()
    }

    pub(super) fn opens_paste(&self, last: u8) -> bool {
        self.opener == b'[' && self.bytes == b"200" && last == b'~'
    }

    /// The key that was pressed with Alt if nothing follows: `Alt-[` sends what sequences begin with.
    pub(super) fn as_key(&self) -> Option<Code> {
        (self.bytes.is_empty() && !self.c1).then_some(Code::Char(char::from(self.opener)))
    }

    /// How many of these bytes go on with the sequence and end it, if that makes it a report or a mouse event, which is
    /// nothing that could be typed.
    pub(super) fn rest_of_report(&self, bytes: &[u8]) -> Option<usize> {
        let end = bytes.iter().position(|byte| !(0x20..0x40).contains(byte))?;
        if end == 0 {
            // The last byte alone is as good as typed.
            return None;
        }
        let last = bytes[end];
        let whole: Vec<u8> = self.bytes.iter().chain(&bytes[..end]).copied().collect();
        let (&first, rest) = whole.split_first()?;
        let is_report = self.opener == b'['
            && match (first, last) {
                (b'<', b'M' | b'm') => rest.split(|&byte| byte == b';').count() == 3,
                (b'?' | b'>' | b'=', b'c' | b'n' | b'u' | b'S' | b'y') => !rest.is_empty(),
                (b'0'..=b'9', b'R' | b'n' | b't' | b'y' | b'x') => whole.contains(&b';'),
                _ => false,
            };
        is_report.then_some(end + 1)
    }

    /// What the sequence means with its last byte. Reports and what is not known mean nothing.
    pub(super) fn end(self, last: u8) -> Option<Decoded> {
        let bytes = &self.bytes;
        if bytes.len() > MOST {
            return None;
        }
        if let Some(mouse) = bytes.strip_prefix(b"<") {
            return sgr(mouse, last);
        }
        if bytes == b"[" {
            let number = (b'A'..=b'E').contains(&last).then(|| last - b'A' + 1)?;
            return self.key(Code::Function(number), 1);
        }
        // Anything else than digits, and what keeps them apart, is a report's.
        let text = std::str::from_utf8(bytes).ok()?;
        if !text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b';' | b':')) {
            return None;
        }
        let fields: Vec<&str> = text.split(';').collect();
        let first = number(fields[0]);
        match last {
            b'M' if self.opener == b'[' => rxvt(&fields),
            b'u' if self.opener == b'[' => self.coded(&fields),
            b'~' if first == Some(27) => {
                let code = fields.get(2).and_then(|code| number(code))?;
                self.character(code, modifiers(fields.get(1))?)
            }
            b'~' => self.key(numbered(first?)?, modifiers(fields.get(1))?),
            b'Z' => self.key(Code::BackTab, modifiers(fields.get(1))?),
            _ => self.key(lettered(last)?, modifiers(fields.get(1))?),
        }
    }

    fn key(&self, code: Code, modifiers: u16) -> Option<Decoded> {
        let held = modifiers.checked_sub(1)?;
        let control = held & 4 != 0;
        Some(Decoded::Key(Key {
            code: match code {
                // Control, Shift and f is the same key as Control and F.
                Code::Char(c) if control => Code::Char(c.to_ascii_lowercase()),
                code => code,
            },
            control,
            alt: self.alt || held & 2 != 0,
        }))
    }

    /// A key by the number of its character, with alternatives: kitty's `ESC [ 97:65 ; 2 u`.
    fn coded(&self, fields: &[&str]) -> Option<Decoded> {
        let mut codes = fields[0].split(':');
        let code = number(codes.next()?)?;
        let held = modifiers(fields.get(1))?;
        let shifted = codes.next().and_then(number).filter(|_| (held - 1) & 1 != 0);
        if let Some(code) = keypad(code) {
            return self.key(code, held);
        }
        self.character(shifted.unwrap_or(code), held)
    }

    fn character(&self, code: u32, held: u16) -> Option<Decoded> {
        let shift = held.checked_sub(1)? & 1 != 0;
        let code = match char::from_u32(code)? {
            '\u{1b}' => Code::Escape,
            '\r' => Code::Enter,
            '\t' if shift => Code::BackTab,
            '\t' => Code::Tab,
            '\u{7f}' | '\u{8}' => Code::Backspace,
            c if shift && c.is_ascii_lowercase() => Code::Char(c.to_ascii_uppercase()),
            // Keys that are no characters have numbers in the private use area.
            c if c.is_control() || ('\u{e000}'..='\u{f8ff}').contains(&c) => return None,
            c => Code::Char(c),
        };
        self.key(code, held)
    }
}

fn number(digits: &str) -> Option<u32> {
    digits.parse().ok()
}

/// The modifiers of a key plus one, `5` or `5:1`. None if the key was released.
fn modifiers(field: Option<&&str>) -> Option<u16> {
    let mut parts = field.copied().unwrap_or_default().split(':');
    let held = parts.next().filter(|held| !held.is_empty()).unwrap_or("1");
    let released = parts.next() == Some("3");
    held.parse().ok().filter(|&held| held > 0 && !released)
}

/// Keys that end with a letter. `R`, which was F3, is the answer that tells where the terminal's cursor is.
fn lettered(last: u8) -> Option<Code> {
    Some(match last {
        b'A' => Code::Up,
        b'B' => Code::Down,
        b'C' => Code::Right,
        b'D' => Code::Left,
        b'F' => Code::End,
        b'H' => Code::Home,
        b'P' => Code::Function(1),
        b'Q' => Code::Function(2),
        b'S' => Code::Function(4),
        _ => return None,
    })
}

/// Keys with a number: `ESC [ 5 ~`.
fn numbered(number: u32) -> Option<Code> {
    Some(match number {
        1 | 7 => Code::Home,
        2 => Code::Insert,
        3 => Code::Delete,
        4 | 8 => Code::End,
        5 => Code::PageUp,
        6 => Code::PageDown,
        // The numbers have gaps where keyboards had.
        11..=15 => Code::Function(number as u8 - 10),
        17..=21 => Code::Function(number as u8 - 11),
        23..=26 => Code::Function(number as u8 - 12),
        28..=29 => Code::Function(number as u8 - 15),
        31..=34 => Code::Function(number as u8 - 17),
        _ => return None,
    })
}

/// The keys of the number pad, and the function keys past the twelfth, in kitty's numbers.
fn keypad(code: u32) -> Option<Code> {
    Some(match code {
        57376..=57398 => Code::Function((code - 57376) as u8 + 13),
        57399..=57408 => Code::Char(char::from((code - 57399) as u8 + b'0')),
        57409 => Code::Char('.'),
        57410 => Code::Char('/'),
        57411 => Code::Char('*'),
        57412 => Code::Char('-'),
        57413 => Code::Char('+'),
        57414 => Code::Enter,
        57415 => Code::Char('='),
        57416 => Code::Char(','),
        57417 => Code::Left,
        57418 => Code::Right,
        57419 => Code::Up,
        57420 => Code::Down,
        57421 => Code::PageUp,
        57422 => Code::PageDown,
        57423 => Code::Home,
        57424 => Code::End,
        57425 => Code::Insert,
        57426 => Code::Delete,
        _ => return None,
    })
}

/// A mouse report: `ESC [ < button ; x ; y M`, or `m` when the button goes up.
fn sgr(parameters: &[u8], last: u8) -> Option<Decoded> {
    let text = std::str::from_utf8(parameters).ok()?;
    let mut fields = text.split(';').map(|field| field.parse::<u16>().ok());
    let (button, x, y) = (fields.next()??, fields.next()??, fields.next()??);
    match last {
        b'M' => mouse(button, x, y, false),
        b'm' => mouse(button, x, y, true),
        _ => None,
    }
}

/// The same as rxvt writes it: `ESC [ button ; x ; y M`.
fn rxvt(fields: &[&str]) -> Option<Decoded> {
    let [button, x, y] = fields else { return None };
    mouse(
        button.parse::<u16>().ok()?.checked_sub(32)?,
        x.parse().ok()?,
        y.parse().ok()?,
        false,
    )
}

/// The oldest form: `ESC [ M` and three bytes.
pub(super) fn x10(button: u8, x: u8, y: u8) -> Option<Decoded> {
    let [button, x, y] = [button, x, y].map(|byte| u16::from(byte).checked_sub(32));
    mouse(button?, x?, y?, false)
}

/// The button, from bit 0: two bits of its number, Shift, Alt, Control, motion, two more bits. Columns and rows are
/// counted from 1.
fn mouse(button: u16, x: u16, y: u16, released: bool) -> Option<Decoded> {
    let number = button & 3 | (button & 0xc0) >> 4;
    let what = match (number, button & 32 != 0) {
        (0, false) if released => MouseKind::Release,
        (0, false) => MouseKind::Press,
        (0, true) => MouseKind::Drag,
        // The older forms do not say which button went up.
        (3, false) => MouseKind::Release,
        (4, false) => MouseKind::WheelUp,
        (5, false) => MouseKind::WheelDown,
        _ => return None,
    };
    Some(Decoded::Mouse(Mouse {
        x: x.checked_sub(1)?,
        y: y.checked_sub(1)?,
        what,
    }))
}
