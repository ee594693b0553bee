//! The door to standard output and standard error: everything that is printed outside the screen passes it.
//!
//! What the program says of a file name, a key, an address or a broken article quotes it, and what is quoted may hold
//! any character. So nothing else in the program prints (`tests/tidy.rs` and two lints hold that), and whatever is to
//! be printed has what could drive a terminal written as an escape: for people as `\u{1b}`, in JSON as `\u001b`, which
//! is the same string.

use std::fmt::Display;
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};
use std::panic::PanicHookInfo;
use std::path::Path;

use super::Error;
use crate::escape::{self, EscapeStyle};

/// What is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OutputForm {
    /// Lines for people. Names in them are escaped by [`escape::shown`], so that a line feed in one is none here.
    Text,
    /// JSON of articles, which were cleaned on reading.
    Json,
    /// JSON with names of files in it, which were not.
    JsonOfNames,
}

impl OutputForm {
    fn lets_pass(self, c: char) -> bool {
        match self {
            Self::Text | Self::Json => escape::is_harmless(c),
            // Between its tokens, too, JSON has line feeds.
            Self::JsonOfNames => c == '\n' || escape::is_plain(c),
        }
    }

    /// The first character of a text that may not pass.
    fn first_held(self, text: &str) -> Option<(usize, char)> {
        let mut at = 0;
        loop {
            // Most text is this, and a look at each character takes several times as long.
            let letters = text.as_bytes()[at..].iter();
            at += letters.take_while(|byte| matches!(byte, b' '..=b'~' | b'\n')).count();
            let next = text[at..].chars().next()?;
            if !self.lets_pass(next) {
                return Some((at, next));
            }
            at += next.len_utf8();
        }
    }

    fn style(self) -> EscapeStyle {
        match self {
            Self::Text => EscapeStyle::Shown,
            Self::Json | Self::JsonOfNames => EscapeStyle::Json,
        }
    }
}

/// Standard output. To be flushed.
pub(super) type Output = Filter<BufWriter<StdoutLock<'static>>>;

/// Standard output, for what is printed in this form.
pub(super) fn stdout(form: OutputForm) -> Output {
    Filter::new(BufWriter::new(io::stdout().lock()), form)
}

/// Whether standard output is a terminal.
pub(super) fn is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Prints a text to standard output, and a line end if it has none.
pub(super) fn print(text: &str) -> Result<(), Error> {
    let mut out = stdout(OutputForm::Text);
    let end = if text.ends_with('\n') { "" } else { "\n" };
    out.write_all(text.as_bytes())
        .and_then(|()| out.write_all(end.as_bytes()))
        .and_then(|()| out.flush())
        .map_err(Error::Output)
}

/// Prints a message to standard error, on one line, whatever it quotes.
pub(super) fn message(words: impl Display) {
    let line = format!("dateline: {}\n", escape::shown(&words.to_string()));
    // In one go, so that no other thread's falls into it. If it cannot be written there is nobody to tell.
    let _ = io::stderr().write_all(line.as_bytes());
}

/// What a file is called in messages: its name on one line, whatever is in it.
pub(super) fn name(path: &Path) -> String {
    escape::shown(&path.to_string_lossy()).into_owned()
}

/// Prints the report of a panic to standard error: as the standard library would, but what it quotes is escaped.
pub(super) fn report(panic: &PanicHookInfo<'_>) {
    let thread = std::thread::current();
    let name = thread.name().unwrap_or("<unnamed>");
    let trace = std::backtrace::Backtrace::capture();
    let mut report = format!("\nthread '{name}' {panic}\n");
    if trace.status() == std::backtrace::BacktraceStatus::Captured {
        report.push_str(&trace.to_string());
    }
    let mut out = Filter::new(Vec::new(), OutputForm::Text);
    let _ = out.write_all(report.as_bytes());
    let _ = io::stderr().write_all(&out.to);
}

/// A way out on which nothing passes that a terminal would act on, however the bytes are cut.
pub(super) struct Filter<W: Write> {
    to: W,
    form: OutputForm,
    /// The beginning of a character of which more is to come.
    rest: Vec<u8>,
}

impl<W: Write> Filter<W> {
    fn new(to: W, form: OutputForm) -> Self {
        let rest = Vec::new();
        Self { to, form, rest }
    }

    fn pass(&mut self, bytes: &[u8]) -> io::Result<()> {
        for chunk in bytes.utf8_chunks() {
            let mut text = chunk.valid();
            while let Some((at, c)) = self.form.first_held(text) {
                let mut escape = String::new();
                self.form.style().push(&mut escape, c);
                self.to.write_all(&text.as_bytes()[..at])?;
                self.to.write_all(escape.as_bytes())?;
                text = &text[at + c.len_utf8()..];
            }
            self.to.write_all(text.as_bytes())?;
            if !chunk.invalid().is_empty() {
                self.to.write_all("\u{FFFD}".as_bytes())?;
            }
        }
        Ok(())
    }
}

impl<W: Write> Write for Filter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.rest.is_empty() {
            let whole = bytes.len() - unfinished(bytes);
            self.pass(&bytes[..whole])?;
            self.rest.extend_from_slice(&bytes[whole..]);
        } else {
            let mut joined = std::mem::take(&mut self.rest);
            joined.extend_from_slice(bytes);
            let whole = joined.len() - unfinished(&joined);
            self.pass(&joined[..whole])?;
            self.rest.extend_from_slice(&joined[whole..]);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// How many bytes at the end begin a character that is not whole: three at most.
fn unfinished(bytes: &[u8]) -> usize {
    let last = &bytes[bytes.len().saturating_sub(3)..];
    let lead = last.iter().rposition(|byte| !(0x80..0xC0).contains(byte));
    lead.map_or(0, |at| {
        let needed = match last[at] {
            0xC2..=0xDF => 2,
            0xE0..=0xEF => 3,
            0xF0..=0xF4 => 4,
            _ => 1,
        };
        let there = last.len() - at;
        if there < needed { there } else { 0 }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passed(form: OutputForm, pieces: &[&[u8]]) -> String {
        let mut out = Filter::new(Vec::new(), form);
        for piece in pieces {
            out.write_all(piece).expect("a vector");
        }
        String::from_utf8(out.to).expect("only whole characters are written")
    }

    #[test]
    fn however_it_is_cut_nothing_drives_the_terminal() {
        let text = "a\u{1b}]0;x\u{7}b\u{9b}c\u{202e}d\u{7f}é\u{e0041}👨\u{200d}👩\r\n";
        let shown = "a\\u{1b}]0;x\\u{7}b\\u{9b}c\\u{202e}d\\u{7f}é\u{e0041}👨\u{200d}👩\\r\n";
        let json = "a\\u001b]0;x\\u0007b\\u009bc\\u202ed\\u007fé\\udb40\\udc41👨\\u200d👩\\u000d\n";
        let bytes = text.as_bytes();
        for cut in 0..bytes.len() {
            let pieces = [&bytes[..cut], &bytes[cut..]];
            assert_eq!(passed(OutputForm::Text, &pieces), shown, "cut at {cut}");
            assert_eq!(passed(OutputForm::JsonOfNames, &pieces), json, "cut at {cut}");
        }
        let single: Vec<&[u8]> = bytes.chunks(1).collect();
        assert_eq!(passed(OutputForm::Text, &single), shown);
    }

    #[test]
    fn raw_bytes_that_are_no_text_do_not_pass() {
        assert_eq!(
            passed(OutputForm::Text, &[b"a\x9b31m\xffb\xe2\x80"]),
            "a\u{FFFD}31m\u{FFFD}b"
        );
    }
}
