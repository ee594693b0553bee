//! Bytes from the terminal → keys, mouse, pastes and answers. Pure: it is told the bytes and the time.
//!
//! Three promises. A sequence may be split anywhere and is put together. Half of one is dropped after [`PATIENCE`], so
//! no bytes keep a key from working for long, and `^C` never waits. What a terminal answers to a program (DCS, OSC,
//! APC, PM and SOS strings, and every report that is a CSI sequence) is never taken for keys, even if the program that
//! asked has ended meanwhile.
//!
//! The states are those of Paul Williams' parser for DEC terminals (<https://vt100.net/emu/dec_ansi_parser>), read from
//! the program's side: what a terminal sends follows the same grammar.

use std::time::{Duration, Instant};

use super::sequence::{self, ControlSequence, Decoded};
use crate::keymap::{Code, Key};

/// How long the next byte of a sequence may take. Terminals send a sequence in one go; networks split it by a few
/// milliseconds.
const PATIENCE: Duration = Duration::from_millis(50);
/// Bytes that follow so soon, or so many at once, are not typed: they go on with what has begun.
const QUICK: Duration = Duration::from_millis(25);
const MANY: usize = 16;
/// So many at once go on with a string that was dropped, though they do not end it.
const SEVERAL: usize = 4;
/// For how long the rest of a sequence that was dropped is recognised by its end.
const TORN: Duration = Duration::from_secs(1);
/// The most that is kept of a string. Longer ones are skipped: no answer that matters is as long.
const MOST_STRING: usize = 256;
/// The most that is kept of a paste, in bytes.
const MOST_PASTE: usize = 4 << 20;

const ESC: u8 = 0x1b;
const BEL: u8 = 0x07;
/// The string terminator as one byte (C1).
const ST: u8 = 0x9c;
const INTERRUPT: u8 = 0x03;
const PASTE_END: &[u8] = b"\x1b[201~";

#[derive(Clone, Debug, Default)]
enum Partial {
    #[default]
    Ground,
    /// The first bytes of a character.
    Character { bytes: Vec<u8>, alt: bool },
    /// `ESC`, or `ESC ESC`. `split` where bytes have been awaited since: then a key follows rather than a sequence, unless
    /// what follows opens one.
    Escape { twice: bool, split: bool },
    /// `ESC [` or `ESC O` and parameters.
    ControlSequence(ControlSequence),
    /// `ESC [ M` and what has come of the three bytes of a mouse report in X10's form.
    X10(Vec<u8>),
    /// A string that a control opens and `ESC \`, BEL or ST ends.
    ControlString(ControlString),
    /// Pasted text, its end mark not yet seen.
    Paste(Paste),
}

#[derive(Clone, Debug, Default)]
struct Paste {
    text: Vec<u8>,
    /// Whether there is a `^C` in it. Then it is not waited for any longer: if its end does not come soon, that was typed.
    interrupted: bool,
}

#[derive(Clone, Debug)]
struct ControlString {
    /// What opened it, as the letter after `ESC`.
    opener: u8,
    /// Whether the opener was a single C1 byte or character, so that ST may be one as well.
    c1: bool,
    /// Whether the last byte was `ESC`.
    escape: bool,
    bytes: Vec<u8>,
}

/// The beginning of a sequence that was dropped.
#[derive(Clone, Debug)]
enum Torn {
    ControlSequence(ControlSequence),
    /// `escape` if its last byte was `ESC`; `seen` if its beginning was.
    ControlString {
        escape: bool,
        seen: bool,
    },
    /// With half a character, or half a mark, that it broke off in.
    Paste(Vec<u8>),
}

/// Turns bytes into [`Decoded`]s.
#[derive(Clone, Debug)]
pub(super) struct Decoder {
    state: Partial,
    /// When the sequence at hand is dropped. None in the ground state.
    deadline: Option<Instant>,
    /// When the last bytes came.
    last: Instant,
    /// What was dropped, and until when its rest is recognised.
    torn: Option<(Torn, Instant)>,
    done: Vec<Decoded>,
}

impl Decoder {
    /// At the start, the end of an answer may come that was meant for the program before.
    pub(super) fn new(now: Instant) -> Self {
        Self {
            state: Partial::Ground,
            deadline: None,
            last: now,
            torn: Some((
                Torn::ControlString {
                    escape: false,
                    seen: false,
                },
                now + TORN,
            )),
            done: Vec::new(),
        }
    }

    /// When to call [`Self::expire`] if nothing comes.
    pub(super) fn deadline(&self) -> Option<Instant> {
        self.deadline
    }

    /// Drops what has waited too long for its end.
    pub(super) fn expire(&mut self, now: Instant) -> Vec<Decoded> {
        if self.deadline.is_some_and(|deadline| deadline <= now) {
            self.give_up(now);
        }
        std::mem::take(&mut self.done)
    }

    /// Takes everything that has come.
    pub(super) fn take(&mut self, bytes: &[u8], now: Instant) -> Vec<Decoded> {
        if self.deadline.is_some_and(|deadline| deadline <= now) {
            self.give_up(now);
        }
        let together = bytes.len() > MANY || now.duration_since(self.last) <= QUICK;
        self.last = now;
        let interrupted = matches!(&self.state, Partial::Paste(paste) if paste.interrupted);
        if self.deadline.is_some() && together && !interrupted {
            self.deadline = Some(now + PATIENCE);
        }
        if let Partial::Escape { split, .. } = &mut self.state {
            *split = true;
        }
        let bytes = &bytes[self.rest_of_torn(bytes, now)..];
        let typed = !bytes.is_empty() && bytes.iter().all(|&byte| byte == INTERRUPT);
        if typed && let Partial::Paste(paste) = &mut self.state {
            let text = std::mem::take(&mut paste.text);
            self.end_paste(text);
            self.state = Partial::Ground;
        }
        for &byte in bytes {
            self.step(byte);
        }
        match self.state {
            Partial::Ground => self.deadline = None,
            _ => self.deadline = self.deadline.or(Some(now + PATIENCE)),
        }
        std::mem::take(&mut self.done)
    }

    /// How many of these bytes belong to a sequence whose beginning has been dropped. Nobody types so fast.
    fn rest_of_torn(&mut self, bytes: &[u8], now: Instant) -> usize {
        let Some((torn, until)) = self.torn.take() else {
            return 0;
        };
        if until < now {
            return 0;
        }
        if !matches!(self.state, Partial::Ground) {
            self.torn = Some((torn, until));
            return 0;
        }
        let rest = match &torn {
            Torn::ControlSequence(sequence) => sequence.rest_of_report(bytes),
            Torn::ControlString { escape: true, .. } if bytes.first() == Some(&b'\\') => Some(1),
            Torn::ControlString { seen, .. } => match rest_of_text(bytes) {
                None if *seen && bytes.len() >= SEVERAL && bytes.iter().all(|byte| (b' '..0x7f).contains(byte)) => {
                    // Its end is still to come.
                    self.torn = Some((torn, until));
                    return bytes.len();
                }
                rest => rest,
            },
            Torn::Paste(half) => {
                let whole = [half, bytes].concat();
                if bytes.len() > MANY || whole.windows(PASTE_END.len()).any(|window| window == PASTE_END) {
                    self.state = Partial::Paste(Paste {
                        text: half.clone(),
                        interrupted: false,
                    });
                    return 0;
                }
                None
            }
        };
        if rest.is_none() {
            self.torn = Some((torn, until));
        }
        rest.unwrap_or(0)
    }

    /// The end of what has begun has not come.
    fn give_up(&mut self, now: Instant) {
        self.deadline = None;
        let torn = match std::mem::take(&mut self.state) {
            Partial::Ground | Partial::Character { .. } | Partial::X10(_) => return,
            Partial::Escape { twice, .. } => {
                self.escapes(twice);
                return;
            }
            Partial::ControlSequence(sequence) => {
                if let Some(key) = sequence.as_key() {
                    self.key(key, true);
                }
                Torn::ControlSequence(sequence)
            }
            Partial::ControlString(text) => {
                if text.bytes.is_empty() && !text.c1 && !text.escape {
                    self.key(Code::Char(char::from(text.opener)), true);
                }
                Torn::ControlString {
                    escape: text.escape,
                    seen: true,
                }
            }
            Partial::Paste(paste) => {
                let half = self.end_paste(paste.text);
                if paste.interrupted {
                    self.control(INTERRUPT, false);
                    return;
                }
                Torn::Paste(half)
            }
        };
        self.torn = Some((torn, now + TORN));
    }

    fn step(&mut self, byte: u8) {
        match std::mem::take(&mut self.state) {
            Partial::Ground => self.ground(byte, false),
            Partial::Character { bytes, alt } => self.character(bytes, alt, byte),
            Partial::Escape { twice, split } => self.escape(twice, split, byte),
            Partial::ControlSequence(sequence) => self.sequence(sequence, byte),
            Partial::X10(bytes) => self.x10(bytes, byte),
            Partial::ControlString(text) => self.text(text, byte),
            Partial::Paste(paste) => self.paste(paste, byte),
        }
    }

    fn ground(&mut self, byte: u8, alt: bool) {
        match byte {
            ESC => {
                self.deadline = None;
                self.state = Partial::Escape {
                    twice: false,
                    split: false,
                };
            }
            0x00..0x20 | 0x7f => self.control(byte, alt),
            0x20..0x7f => self.key(Code::Char(char::from(byte)), alt),
            0x80..0xa0 => self.c1(byte),
            0xc2..=0xf4 => {
                self.deadline = None;
                self.state = Partial::Character { bytes: vec![byte], alt };
            }
            // No character begins so.
            _ => {}
        }
    }

    /// A control of ASCII, as the key that sends it.
    fn control(&mut self, byte: u8, alt: bool) {
        let code = match byte {
            b'\r' => Code::Enter,
            b'\t' => Code::Tab,
            0x7f => Code::Backspace,
            _ => {
                let c = match byte {
                    0 => ' ',
                    1..=0x1a => char::from(byte - 1 + b'a'),
                    _ => char::from(byte - 0x1c + b'4'),
                };
                // `^C` is what it is, whatever stands before it.
                let alt = alt && byte != INTERRUPT;
                self.done.push(Decoded::Key(Key { alt, ..Key::control(c) }));
                return;
            }
        };
        self.key(code, alt);
    }

    /// A control of the second set: an opener, as `ESC` and a letter are; others mean nothing to us.
    fn c1(&mut self, byte: u8) {
        self.open(byte - 0x40, true);
    }

    /// Begins the sequence that this letter after `ESC` opens. Says whether there is one.
    fn open(&mut self, opener: u8, c1: bool) -> bool {
        self.state = match opener {
            b'[' | b'O' => Partial::ControlSequence(ControlSequence::new(opener, c1)),
            b']' | b'P' | b'X' | b'^' | b'_' => Partial::ControlString(ControlString {
                opener,
                c1,
                escape: false,
                bytes: Vec::new(),
            }),
            _ => return false,
        };
        self.deadline = None;
        true
    }

    fn character(&mut self, mut bytes: Vec<u8>, alt: bool, byte: u8) {
        if !(0x80..0xc0).contains(&byte) {
            // Half a character: it is dropped, and what follows is read.
            self.ground(byte, false);
            return;
        }
        bytes.push(byte);
        let length = match bytes[0] {
            ..0xe0 => 2,
            0xe0..0xf0 => 3,
            _ => 4,
        };
        if bytes.len() < length {
            self.state = Partial::Character { bytes, alt };
            return;
        }
        match std::str::from_utf8(&bytes).ok().and_then(|text| text.chars().next()) {
            Some(c @ '\u{80}'..'\u{a0}') => self.c1(u32::from(c) as u8),
            Some(c) => self.key(Code::Char(c), alt),
            None => {}
        }
    }

    fn escape(&mut self, twice: bool, split: bool, byte: u8) {
        if byte == ESC {
            if twice {
                self.key(Code::Escape, false);
            }
            self.state = Partial::Escape { twice: true, split };
        } else if twice && matches!(byte, b'[' | b'O') {
            // Some terminals send Alt and a key as ESC and what the key sends.
            self.open(byte, false);
            if let Partial::ControlSequence(sequence) = &mut self.state {
                sequence.alt = true;
            }
        } else {
            if twice {
                self.key(Code::Escape, false);
            }
            if self.open(byte, false) {
                return;
            }
            if split {
                self.key(Code::Escape, false);
            }
            self.ground(byte, !split);
        }
    }

    fn escapes(&mut self, twice: bool) {
        for _ in 0..=usize::from(twice) {
            self.key(Code::Escape, false);
        }
    }

    fn sequence(&mut self, mut sequence: ControlSequence, byte: u8) {
        match byte {
            0x20..0x40 => {
                sequence.push(byte);
                self.state = Partial::ControlSequence(sequence);
            }
            b'[' if sequence.is_empty() => {
                // The console of Linux sends F1 as `ESC [ [ A`.
                sequence.push(byte);
                self.state = Partial::ControlSequence(sequence);
            }
            b'M' if sequence.opens_x10() => self.state = Partial::X10(Vec::new()),
            0x40..0x7f if sequence.opens_paste(byte) => self.state = Partial::Paste(Paste::default()),
            0x40..0x7f => self.done.extend(sequence.end(byte)),
            // Whatever else comes has nothing to do with it.
            _ => self.ground(byte, false),
        }
    }

    fn x10(&mut self, mut bytes: Vec<u8>, byte: u8) {
        if byte < 0x20 {
            self.ground(byte, false);
            return;
        }
        bytes.push(byte);
        if let [button, x, y] = bytes[..] {
            self.done.extend(sequence::x10(button, x, y));
        } else {
            self.state = Partial::X10(bytes);
        }
    }

    fn text(&mut self, mut text: ControlString, byte: u8) {
        if text.escape && byte != b'\\' {
            // It broke off, and something new begins.
            self.deadline = None;
            self.escape(false, false, byte);
            return;
        }
        match byte {
            b'\\' if text.escape => self.end_text(text),
            BEL => self.end_text(text),
            ST if text.c1 => self.end_text(text),
            ESC => {
                text.escape = true;
                self.state = Partial::ControlString(text);
            }
            ..0x20 | 0x7f => self.ground(byte, false),
            _ if text.opener == b']' && text.bytes.is_empty() && !may_open_osc(byte) => {
                self.key(Code::Char(']'), true);
                self.ground(byte, false);
            }
            _ => {
                if text.bytes.len() <= MOST_STRING {
                    text.bytes.push(byte);
                }
                self.state = Partial::ControlString(text);
            }
        }
    }

    fn end_text(&mut self, text: ControlString) {
        if text.opener == b']' && text.bytes.len() <= MOST_STRING {
            self.done.push(Decoded::Osc(text.bytes));
        }
    }

    fn paste(&mut self, mut paste: Paste, byte: u8) {
        let text = &mut paste.text;
        text.push(byte);
        if text.ends_with(PASTE_END) {
            text.truncate(text.len() - PASTE_END.len());
            self.pasted(text);
            return;
        }
        if text.len() > 2 * MOST_PASTE {
            // Enough is left of the end to see the mark in.
            text.drain(MOST_PASTE..text.len() - PASTE_END.len());
        }
        paste.interrupted |= byte == INTERRUPT;
        self.state = Partial::Paste(paste);
    }

    /// The paste ends without its mark. Returns what can be no text yet: half a mark, half a character.
    fn end_paste(&mut self, mut text: Vec<u8>) -> Vec<u8> {
        text.retain(|&byte| byte != INTERRUPT);
        let mark = (1..PASTE_END.len())
            .rev()
            .find(|&half| text.ends_with(&PASTE_END[..half]));
        let character = || (1..4).find(|&half| text.len() >= half && is_cut(&text[text.len() - half..]));
        let half = mark.or_else(character).unwrap_or(0);
        let half = text.split_off(text.len() - half);
        self.pasted(&text);
        half
    }

    fn pasted(&mut self, text: &[u8]) {
        let most = text.len().min(MOST_PASTE);
        if most > 0 {
            let text = String::from_utf8_lossy(&text[..most]).into_owned();
            self.done.push(Decoded::Paste(text));
        }
    }

    fn key(&mut self, code: Code, alt: bool) {
        self.done.push(Decoded::Key(Key {
            alt,
            ..Key::plain(code)
        }));
    }
}

/// Whether these bytes are the beginning of a character.
fn is_cut(bytes: &[u8]) -> bool {
    bytes[0] >= 0xc2 && std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none())
}

/// How an operating system command begins: with its number, or as titles and icons are reported.
fn may_open_osc(byte: u8) -> bool {
    byte.is_ascii_digit() || matches!(byte, b'l' | b'L' | b'I')
}

/// How many of these bytes are the rest of a string, its end included.
fn rest_of_text(bytes: &[u8]) -> Option<usize> {
    let end = bytes.iter().position(|&byte| byte < 0x20 || byte == 0x7f)?;
    match bytes[end..] {
        [ESC, b'\\', ..] => Some(end + 2),
        [BEL, ..] if end > 0 && bytes[..end].contains(&b';') => Some(end + 1),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
