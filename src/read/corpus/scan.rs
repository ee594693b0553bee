//! Finds where the articles of a file begin and end, without holding the file: to know the places of all articles of a
//! gigabyte costs a look at each line.

use std::ops::Range;

use memchr::{memchr, memchr2};

use super::super::format::{Detector, Format, LINE_HEAD, is_dated};
use super::{Cut, Width};

/// Finds the places of the articles in a file that comes in piece by piece.
#[derive(Debug, Default)]
pub struct Scanner {
    /// Known from the first three bytes.
    width: Option<Width>,
    /// Bytes that wait for others: the first, or half a character.
    rest: Vec<u8>,
    /// Bytes of the byte order mark.
    mark: u64,
    lines: LineScanner,
}

impl Scanner {
    /// Takes the next bytes of the file; where the articles are that end in them.
    pub fn push(&mut self, bytes: &[u8]) -> Vec<Cut> {
        let mut found = Vec::new();
        match self.width {
            Some(Width::One) => self.lines.push(bytes, &mut found),
            Some(Width::Two { little }) => {
                self.rest.extend_from_slice(bytes);
                self.wide(little, &mut found);
            }
            None => {
                self.rest.extend_from_slice(bytes);
                if self.rest.len() >= 3 {
                    self.begin(&mut found);
                }
            }
        }
        self.cuts(found)
    }

    /// The file is over; where the last articles are.
    pub fn finish(&mut self) -> Vec<Cut> {
        let mut found = Vec::new();
        if self.width.is_none() {
            self.begin(&mut found);
        }
        // Half a character at the end of the file belongs to the last article.
        let odd = std::mem::take(&mut self.rest).len() as u64;
        self.lines.finish(&mut found);
        let mut cuts = self.cuts(found);
        if let Some(last) = cuts.last_mut() {
            last.range.end += odd;
        }
        cuts
    }

    /// The first bytes are there: how wide are the characters? A file of articles in UTF-16 begins with a mark, or
    /// with a character of ASCII, whose other byte is 0.
    fn begin(&mut self, found: &mut Vec<FoundArticle>) {
        let (width, mark) = match *self.rest.as_slice() {
            [0xEF, 0xBB, 0xBF, ..] => (Width::One, 3),
            [0xFF, 0xFE, ..] => (Width::Two { little: true }, 2),
            [0xFE, 0xFF, ..] => (Width::Two { little: false }, 2),
            [1..=0x7F, 0, ..] => (Width::Two { little: true }, 0),
            [0, 1..=0x7F, ..] => (Width::Two { little: false }, 0),
            _ => (Width::One, 0),
        };
        self.width = Some(width);
        self.mark = mark as u64;
        self.rest.drain(..mark);
        match width {
            Width::One => {
                let rest = std::mem::take(&mut self.rest);
                self.lines.push(&rest, found);
            }
            Width::Two { little } => self.wide(little, found),
        }
    }

    /// Takes whole characters of two bytes, as bytes: what is not ASCII has no say here.
    fn wide(&mut self, little: bool, found: &mut Vec<FoundArticle>) {
        let units = self.rest.chunks_exact(2);
        let odd = units.remainder().to_vec();
        let narrow: Vec<u8> = units
            .map(
                |unit| match if little { [unit[1], unit[0]] } else { [unit[0], unit[1]] } {
                    [0, low] if low.is_ascii() => low,
                    _ => b'?',
                },
            )
            .collect();
        self.rest = odd;
        self.lines.push(&narrow, found);
    }

    /// Places among characters as places in the file.
    fn cuts(&self, found: Vec<FoundArticle>) -> Vec<Cut> {
        let width = self.width.unwrap_or(Width::One);
        let bytes = match width {
            Width::One => 1,
            Width::Two { .. } => 2,
        };
        let place = |at: u64| if at == 0 { 0 } else { self.mark + at * bytes };
        let cut = |found: FoundArticle| Cut {
            // An empty file that has a mark ends behind it.
            range: place(found.range.start)..(self.mark + found.range.end * bytes),
            line: found.line,
            of_many: found.of_many,
            is_blank: found.is_blank,
            format: found.format,
            width,
        };
        found.into_iter().map(cut).collect()
    }
}

/// A piece, its place counted in characters.
#[derive(Debug)]
struct FoundArticle {
    range: Range<u64>,
    line: u64,
    of_many: bool,
    is_blank: bool,
    format: Format,
}

/// Goes through the lines of a file whose characters are a byte each.
#[derive(Debug, Default)]
struct LineScanner {
    /// None as long as it cannot be told.
    format: Option<Format>,
    opening: Detector,
    /// Where the next byte stands.
    at: u64,
    /// The piece that is under way.
    piece: Under,
    /// The line that is under way.
    line: LineHead,
    /// Whether the file's first line has a blank before its `date`.
    indented: bool,
    /// Pieces that have been found.
    count: u64,
}

/// A piece that is under way.
#[derive(Debug, Default)]
struct Under {
    start: u64,
    /// Its first line that is not blank, once it has come.
    line: Option<u64>,
    /// Whether a blank line has come behind that.
    has_gap: bool,
}

/// A line that is under way.
#[derive(Debug)]
struct LineHead {
    start: u64,
    /// Counted from 1.
    number: u64,
    /// Its first bytes.
    head: Vec<u8>,
    is_blank: bool,
    /// Whether the line before is blank.
    after_gap: bool,
    /// Whether the line before ended in a carriage return.
    after_return: bool,
}

impl Default for LineHead {
    fn default() -> Self {
        Self {
            start: 0,
            number: 1,
            head: Vec::new(),
            is_blank: true,
            after_gap: true,
            after_return: false,
        }
    }
}

impl LineHead {
    /// The next line begins at a byte.
    fn next(&mut self, start: u64, after_return: bool) {
        self.after_gap = self.is_blank;
        self.after_return = after_return;
        self.start = start;
        self.number += 1;
        self.head.clear();
        self.is_blank = true;
    }

    /// More of it has come.
    fn grow(&mut self, bytes: &[u8]) {
        crate::steps::count(bytes.len());
        let room = LINE_HEAD - self.head.len();
        self.head.extend_from_slice(&bytes[..bytes.len().min(room)]);
        self.is_blank = self.is_blank && bytes.trim_ascii().is_empty();
    }
}

impl LineScanner {
    fn push(&mut self, bytes: &[u8], found: &mut Vec<FoundArticle>) {
        if let Some(format) = self.format {
            self.go_on(format, bytes, found);
        } else {
            self.opening.bytes.extend_from_slice(bytes);
            self.decide(false, found);
        }
    }

    fn decide(&mut self, last: bool, found: &mut Vec<FoundArticle>) {
        self.format = self.opening.format(last);
        if let Some(format) = self.format {
            let bytes = std::mem::take(&mut self.opening).bytes;
            self.go_on(format, &bytes, found);
        }
    }

    fn go_on(&mut self, format: Format, bytes: &[u8], found: &mut Vec<FoundArticle>) {
        let start = self.at;
        self.at += bytes.len() as u64;
        match format {
            Format::JsonLines => self.json(start, bytes, found),
            Format::Dated => self.dated(start, bytes, found),
            // One article.
            _ => self.piece.line = self.piece.line.or(Some(1)),
        }
    }

    fn json(&mut self, start: u64, bytes: &[u8], found: &mut Vec<FoundArticle>) {
        let mut rest = bytes;
        while let Some(end) = memchr(b'\n', rest) {
            self.line.grow(&rest[..end]);
            rest = &rest[end + 1..];
            let next = start + (bytes.len() - rest.len()) as u64;
            if !self.line.is_blank {
                self.piece.line = Some(self.line.number);
                found.extend(self.end(next, Format::JsonLines));
            }
            self.line.next(next, false);
        }
        self.line.grow(rest);
    }

    fn dated(&mut self, start: u64, bytes: &[u8], found: &mut Vec<FoundArticle>) {
        let mut rest = bytes;
        while let Some(end) = memchr2(b'\n', b'\r', rest) {
            let (byte, begins) = (rest[end], end == 0 && self.line.head.is_empty());
            let at = start + (bytes.len() - rest.len()) as u64;
            if byte == b'\n' && begins && self.line.after_return {
                // The second half of a line end.
                self.line.start = at + 1;
                self.line.after_return = false;
            } else {
                self.line.grow(&rest[..end]);
                self.line_is_over(found);
                self.line.next(at + end as u64 + 1, byte == b'\r');
            }
            rest = &rest[end + 1..];
        }
        self.line.grow(rest);
    }

    /// Whether the line that is over opens an article, in a file where articles open with a date.
    fn line_is_over(&mut self, found: &mut Vec<FoundArticle>) {
        let line = &self.line;
        if line.is_blank {
            self.piece.has_gap = true;
            return;
        }
        let indented = line.head.first().is_some_and(u8::is_ascii_whitespace);
        let stands_out = indented || (!self.indented && (line.after_gap || !self.piece.has_gap));
        let (start, number) = (line.start, line.number);
        if self.piece.line.is_none() {
            self.indented = indented;
        } else if stands_out && is_dated(&line.head) {
            found.extend(
                self.end(start, Format::Dated)
                    .map(|found| FoundArticle { of_many: true, ..found }),
            );
        } else {
            return;
        }
        self.piece.line = Some(number);
        self.piece.has_gap = false;
    }

    /// The piece under way ends here, and the next begins.
    fn end(&mut self, end: u64, format: Format) -> Option<FoundArticle> {
        let Under { start, line, .. } = std::mem::replace(
            &mut self.piece,
            Under {
                start: end,
                ..Under::default()
            },
        );
        self.count += 1;
        // The end of a file may have nothing left for it.
        (start < end || self.count == 1).then_some(FoundArticle {
            range: start..end,
            line: line.unwrap_or(1),
            of_many: format == Format::JsonLines || self.count > 1,
            is_blank: format == Format::JsonLines && line.is_none(),
            format,
        })
    }

    fn finish(&mut self, found: &mut Vec<FoundArticle>) {
        if self.format.is_none() {
            self.decide(true, found);
        }
        let format = self.format.unwrap_or(Format::Text);
        match format {
            Format::Dated => self.line_is_over(found),
            Format::JsonLines if !self.line.is_blank => self.piece.line = Some(self.line.number),
            _ => {}
        }
        let last = self.end(self.at, format);
        found.extend(last);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::steps;

    /// However a file is cut into chunks, each of its bytes is looked at a few times at most.
    #[test]
    fn work_grows_with_the_file() {
        for unit in [
            "{",
            "[",
            "{\"a\":",
            "{}\n",
            "\n",
            "\r",
            " ",
            " date 2026-08-15 A\n",
            "a",
            "\0a",
        ] {
            for chunk in [16, 1024] {
                steps::assert_linear(unit, 400_000, |size| {
                    let mut scanner = Scanner::default();
                    for bytes in unit.repeat(size / unit.len()).as_bytes().chunks(chunk) {
                        scanner.push(bytes);
                    }
                    scanner.finish();
                });
            }
        }
    }
}
