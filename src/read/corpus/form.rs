//! Which form a file of articles has, from how it opens: as early as that can be told.

use memchr::{memchr, memchr2, memrchr2};

use super::super::json::Promise;
use super::super::text::title;
use crate::steps;

/// Bytes of a line that are looked at to know a ` date 2026-08-15 ` line: the date, and the start of a title.
pub(super) const LINE_HEAD: usize = 64;

/// So many bytes without an article in a JSON Lines file, and it is none. Of a longer line its beginning is believed.
const PATIENCE: usize = 64 * 1024;

/// How a file holds its articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// It is one article.
    One,
    /// Each opens with a ` date 2026-08-15 Title` line.
    Dated,
    /// Each is a line of JSON.
    Lines,
}

/// The beginning of a file whose form cannot be told yet.
#[derive(Debug)]
pub(super) struct Opening {
    /// What has come.
    pub(super) bytes: Vec<u8>,
    /// Before this there is nothing but blanks.
    blank: usize,
    /// Before this every line has been looked at.
    looked: usize,
    /// Before this there is no end of the line at `looked`.
    searched: usize,
    /// How much of the line at `looked` has to be there before its beginning is believed.
    threshold: usize,
    /// Lines that were JSON objects, though no articles.
    objects: usize,
}

impl Default for Opening {
    fn default() -> Self {
        Self {
            bytes: Vec::new(),
            blank: 0,
            looked: 0,
            searched: 0,
            threshold: PATIENCE,
            objects: 0,
        }
    }
}

impl Opening {
    /// The form, if what has come tells; `last` says that it is all there is.
    ///
    /// Whatever is answered depends on the file alone, never on how much of it came at once.
    pub(super) fn form(&mut self, last: bool) -> Option<Form> {
        let bytes = &self.bytes;
        let blank = bytes[self.blank..]
            .iter()
            .take_while(|byte| byte.is_ascii_whitespace())
            .count();
        steps::count(blank);
        self.blank += blank;
        let first = self.blank;
        if first == bytes.len() {
            return last.then_some(Form::One);
        }
        if bytes[first] == b'{' {
            return self.json(last);
        }
        let start = memrchr2(b'\n', b'\r', &bytes[..first]).map_or(0, |end| end + 1);
        let line = &bytes[start..];
        let end = memchr2(b'\n', b'\r', line);
        if end.is_none() && line.len() < LINE_HEAD && !last {
            return None;
        }
        let line = &line[..end.unwrap_or(line.len()).min(LINE_HEAD)];
        Some(if is_dated(line) { Form::Dated } else { Form::One })
    }

    /// JSON Lines, if a line is an article, or two lines are at least objects. Lines that are neither may stand before
    /// it: those are mistakes to be told.
    fn json(&mut self, last: bool) -> Option<Form> {
        loop {
            let end = memchr(b'\n', &self.bytes[self.searched..]).map(|end| self.searched + end);
            self.searched = end.unwrap_or(self.bytes.len());
            let line = &self.bytes[self.looked..self.searched];
            if end.is_some() || last {
                let promise = Promise::of(line);
                self.objects += usize::from(promise.is_whole);
                // Of a long line the beginning was believed, if it came little by little.
                let believed = promise.is_whole || line.len() >= PATIENCE;
                if (believed && promise.is_article) || self.objects > 1 {
                    return Some(Form::Lines);
                }
                self.looked = self.searched + 1;
                self.searched = self.looked;
                if end.is_none() || self.looked > PATIENCE {
                    return Some(Form::One);
                }
            } else if line.len() < self.threshold {
                return None;
            } else if Promise::of(&line[..self.threshold]).is_article {
                return Some(Form::Lines);
            } else {
                self.threshold *= 2;
            }
        }
    }
}

/// Whether a line opens an article: ` date 2026-08-15 Title`. Its first [`LINE_HEAD`] bytes are enough.
pub(super) fn is_dated(line: &[u8]) -> bool {
    let line = line.trim_ascii_start();
    // Most lines are told by their first letter.
    line.starts_with(b"date ") && title::prefix(&String::from_utf8_lossy(line)).is_some()
}
