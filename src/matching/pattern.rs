//! A regular expression as a reader types it, looked for in folded text.
//!
//! The expression is parsed, its literals are folded as the text is, and everything else in it stays as it was typed.
//! An expression that names characters by their code or category is taken at its word: nothing is folded then.

mod rewrite;

use std::ops::Range;

use regex::{Regex, RegexBuilder};
use regex_syntax::ast;
use unicode_normalization::UnicodeNormalization;

use super::fold::{Folder, Level, is_dropped};
use rewrite::{ExpressionSurvey, ZERO_WIDTH_NON_JOINER, rewrite};

/// The most memory a compiled pattern takes, in bytes, and its lazily built automaton as much again.
const MOST_MEMORY: usize = 16 << 20;
/// Bytes of a long text that are searched between two looks at whether to go on.
const WINDOW: usize = 256 << 10;
/// Bytes behind a window in which a match that begins in it may end; where one reaches their end, more are taken.
const AHEAD: usize = 16 << 10;
/// The most bytes behind a window. A match in a long text is cut off there.
const MOST_AHEAD: usize = 1 << 20;

/// What a reader looks for, ready to be found.
pub struct Pattern {
    regex: Regex,
    /// What counts as the same; `None` if the text is searched as it is.
    level: Option<Level>,
    folder: Folder,
}

impl Clone for Pattern {
    /// What was compiled is shared.
    fn clone(&self) -> Self {
        Self {
            regex: self.regex.clone(),
            level: self.level,
            folder: Folder::default(),
        }
    }
}

impl Pattern {
    /// Compiles what was typed. Case counts only if it has an upper-case letter, accents only if it has one. `^` and
    /// `$` match at line ends.
    ///
    /// # Errors
    /// When it is no regular expression, or one too large: why, in a line.
    pub fn new(typed: &str) -> Result<Self, String> {
        let seen = |&c: &char| c == ZERO_WIDTH_NON_JOINER || !is_dropped(c);
        let typed: String = typed.chars().filter(seen).nfc().collect();
        let parsed = ast::parse::Parser::new()
            .parse(&typed)
            .map_err(|error| last_line(&error))?;
        let survey = ExpressionSurvey::of(&parsed);
        let level = survey.level();
        let build = |pattern: &str| {
            RegexBuilder::new(pattern)
                .case_insensitive(!survey.has_upper_case)
                .multi_line(true)
                .size_limit(MOST_MEMORY)
                .dfa_size_limit(MOST_MEMORY)
                .build()
        };
        let rewritten = rewrite(&typed, &parsed, level);
        // What is wrong is said of the pattern as it was typed.
        let regex = build(&rewritten)
            .or_else(|_| build(&typed))
            .map_err(|error| match error {
                regex::Error::CompiledTooBig(_) => "the pattern is too large".to_owned(),
                error => last_line(&error),
            })?;
        Ok(Self {
            regex,
            level,
            folder: Folder::default(),
        })
    }

    /// Finds all matches in a text, ascending, not overlapping, none empty. Tells each, and nothing now and then; ends
    /// when the answer is `false`, which is then the answer here.
    pub fn find(&mut self, text: &str, go_on: &mut dyn FnMut(Option<Range<usize>>) -> bool) -> bool {
        let (mut at, mut ahead) = (0, AHEAD);
        while at < text.len() {
            if text.len() > WINDOW && !go_on(None) {
                return false;
            }
            let until = boundary(text, at + WINDOW);
            match self.find_between(text, at..until, ahead, go_on) {
                WindowMatch::All(end) => (at, ahead) = (end.max(until), AHEAD),
                WindowMatch::Cut(start) => (at, ahead) = (start, ahead * 8),
                WindowMatch::Unwanted => return false,
            }
        }
        true
    }

    /// Finds the matches that begin in a window.
    fn find_between(
        &mut self,
        text: &str,
        window: Range<usize>,
        ahead: usize,
        go_on: &mut dyn FnMut(Option<Range<usize>>) -> bool,
    ) -> WindowMatch {
        let end = boundary(text, window.end + ahead);
        let (is_last, is_cut) = (window.end == text.len(), end < text.len() && ahead < MOST_AHEAD);
        // What stands before is no match, but tells where a word or a line begins.
        let from = text.floor_char_boundary(window.start.saturating_sub(16));
        let part = &text[from..end];
        let folded = self.level.map(|level| self.folder.fold(part, level));
        let searched = folded.as_ref().map_or(part, |folded| folded.text);
        let place = |at: usize| folded.as_ref().map_or(at, |folded| folded.folded(at));
        let (mut at, mut last) = (place(window.start - from), window.start);
        while let Some(found) = self.regex.find_at(searched, at) {
            at = found.end();
            if found.is_empty() {
                at = searched.ceil_char_boundary(at + 1);
                if found.end() >= searched.len() {
                    break;
                }
                continue;
            }
            let source = folded
                .as_ref()
                .map_or(found.range(), |folded| folded.source(found.range()));
            let source = source.start + from..source.end + from;
            if source.start >= window.end && !is_last {
                break;
            }
            if found.end() == searched.len() && is_cut {
                return WindowMatch::Cut(source.start.max(last));
            }
            // Two matches in what one character was folded to are one.
            if source.start < last || source.is_empty() {
                continue;
            }
            last = source.end;
            if !go_on(Some(source)) {
                return WindowMatch::Unwanted;
            }
        }
        WindowMatch::All(last)
    }
}

/// What came of a window.
enum WindowMatch {
    /// All matches are told; the last one ends here.
    All(usize),
    /// A match begins here and may go on behind what was looked at.
    Cut(usize),
    /// No more are wanted.
    Unwanted,
}

/// A place to cut a text at, near to this one: between two characters of ASCII if there are any, since nothing joins
/// them.
fn boundary(text: &str, at: usize) -> usize {
    const REACH: usize = 1 << 10;
    if at >= text.len() {
        return text.len();
    }
    let bytes = &text.as_bytes()[at - 1..text.len().min(at + REACH)];
    let apart = bytes.windows(2).position(<[u8]>::is_ascii);
    apart.map_or_else(|| text.floor_char_boundary(at), |behind| at + behind)
}

/// Why an expression is none. The parser draws it with a mark below; the last line says what is wrong.
fn last_line(error: &dyn std::fmt::Display) -> String {
    let text = error.to_string();
    let last = text.lines().last().unwrap_or_default();
    last.trim().trim_start_matches("error: ").to_owned()
}
