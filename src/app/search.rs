//! Finds a pattern in an article. Pure, and slow on large articles: it runs in a worker, not in
//! [`update`](super::update).

use regex::{Regex, RegexBuilder};

use super::document::search::SearchState;
use crate::article::{Article, Span};

/// The most matches kept: 8 MB of them.
pub const MAX_MATCHES: usize = 1_000_000;
/// The most memory a compiled pattern takes, in bytes, and its lazily built automaton as much again.
const MOST_MEMORY: usize = 16 << 20;
/// Blocks searched, and matches found, between two looks at whether to go on.
const EVERY: usize = 1_024;

/// Finds all matches of a pattern inside the blocks of an article, ascending, not overlapping, none empty.
///
/// A pattern is a regular expression; case counts only if it has an upper-case letter. A blank in it stands for any
/// blank, and a straight quote for any of its kind, since nobody can see or type which one a page has. `^` and `$`
/// match at line ends within a block.
///
/// Now and then `go_on` is told all matches so far; when it answers `false` the search ends with `None`.
///
/// # Errors
/// When the pattern is no regular expression, or one too large: why, in a line.
pub fn find(
    article: &Article,
    pattern: &str,
    go_on: &mut dyn FnMut(&[Span]) -> bool,
) -> Result<Option<(Vec<Span>, SearchState)>, String> {
    let regex = compile(pattern)?;
    let mut matches = Vec::new();
    for (index, block) in article.blocks().iter().enumerate() {
        if index % EVERY == 0 && !go_on(&matches) {
            return Ok(None);
        }
        for found in regex.find_iter(block.text.of(article.text())) {
            if found.is_empty() {
                continue;
            }
            if matches.len() == MAX_MATCHES {
                return Ok(Some((matches, SearchState::Capped)));
            }
            let start = block.text.start + found.start() as u32;
            matches.push(Span::new(start, start + found.len() as u32));
            if matches.len() % EVERY == 0 && !go_on(&matches) {
                return Ok(None);
            }
        }
    }
    Ok(Some((matches, SearchState::Done)))
}

/// The pattern as it is looked for.
fn compile(pattern: &str) -> Result<Regex, String> {
    let build = |pattern: &str| {
        RegexBuilder::new(pattern)
            .case_insensitive(!has_upper_case(pattern))
            .multi_line(true)
            .size_limit(MOST_MEMORY)
            .dfa_size_limit(MOST_MEMORY)
            .build()
    };
    // What is wrong is said of the pattern as it was typed.
    build(&loosened(pattern))
        .or_else(|_| build(pattern))
        .map_err(|error| reason(&error))
}

fn reason(error: &regex::Error) -> String {
    if let regex::Error::CompiledTooBig(_) = error {
        return "the pattern is too large".to_owned();
    }
    // The parser draws the pattern with a mark below it; its last line says what is wrong.
    let text = error.to_string();
    let last = text.lines().last().unwrap_or_default();
    last.trim().trim_start_matches("error: ").to_owned()
}

/// Walks over a pattern: what of it is literal, outside classes and escapes.
struct Walk<'a> {
    chars: std::iter::Peekable<std::str::Chars<'a>>,
    in_class: bool,
}

/// A piece of a pattern.
enum Token {
    /// A character that stands for itself, or an operator.
    Plain(char),
    /// A character inside a class.
    InClass(char),
    /// An escape or the start of a group, whole.
    Other(String),
}

impl<'a> Walk<'a> {
    fn over(pattern: &'a str) -> Self {
        Self {
            chars: pattern.chars().peekable(),
            in_class: false,
        }
    }

    /// What follows, up to and with `end`.
    fn through(&mut self, end: char, taken: &mut String) {
        for c in self.chars.by_ref() {
            taken.push(c);
            if c == end {
                break;
            }
        }
    }
}

impl Iterator for Walk<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let c = self.chars.next()?;
        match c {
            '\\' => {
                let mut taken = String::from(c);
                let escaped = self.chars.next();
                taken.extend(escaped);
                let braced =
                    matches!(escaped, Some('p' | 'P' | 'x' | 'u' | 'U' | 'b')) && self.chars.peek() == Some(&'{');
                if braced {
                    self.through('}', &mut taken);
                }
                Some(Token::Other(taken))
            }
            '(' if self.chars.peek() == Some(&'?') => {
                let mut taken = String::from(c);
                while let Some(c) = self.chars.next_if(|c| !matches!(c, ':' | ')' | '>')) {
                    taken.push(c);
                }
                Some(Token::Other(taken))
            }
            '[' => {
                self.in_class = true;
                Some(Token::InClass(c))
            }
            ']' if self.in_class => {
                self.in_class = false;
                Some(Token::InClass(c))
            }
            _ if self.in_class => Some(Token::InClass(c)),
            _ => Some(Token::Plain(c)),
        }
    }
}

/// Whether the pattern has an upper-case letter of its own: not the `W` of `\W`, not a group's name.
fn has_upper_case(pattern: &str) -> bool {
    Walk::over(pattern).any(|token| match token {
        Token::Plain(c) | Token::InClass(c) => c.is_uppercase(),
        Token::Other(_) => false,
    })
}

/// The pattern with blanks and quotes that match every kind of them.
fn loosened(pattern: &str) -> String {
    let mut loose = String::with_capacity(pattern.len());
    for token in Walk::over(pattern) {
        match token {
            Token::Plain(' ') => loose.push_str(r"\s"),
            Token::Plain('\'') => loose.push_str("['’‘‚‛ʼ]"),
            Token::Plain('"') => loose.push_str("[\"“”„‟«»]"),
            Token::Plain('-') => loose.push_str("[-‐‑]"),
            Token::Plain(c) | Token::InClass(c) => loose.push(c),
            Token::Other(text) => {
                // In extended mode a blank means nothing: leave all as it is.
                if text.starts_with("(?") && text.contains('x') {
                    return pattern.to_owned();
                }
                loose.push_str(&text);
            }
        }
    }
    loose
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hits(pattern: &str, text: &str) -> Vec<String> {
        let regex = compile(pattern).unwrap_or_else(|why| panic!("{pattern}: {why}"));
        regex.find_iter(text).map(|found| found.as_str().to_owned()).collect()
    }

    #[test]
    fn case_counts_if_a_letter_of_the_pattern_is_upper_case() {
        for (pattern, upper) in [
            ("harbour", false),
            ("Harbour", true),
            (r"\Wharbour\S", false),
            (r"\p{Lu}x", false),
            ("(?P<Name>x)", false),
            ("[A-z]", true),
            ("Ünal", true),
            ("消防", false),
        ] {
            assert_eq!(has_upper_case(pattern), upper, "{pattern}");
        }
    }

    #[test]
    fn blanks_and_quotes_stand_for_all_of_their_kind() {
        assert_eq!(hits("the crew's", "The\u{a0}crew’s boat"), ["The\u{a0}crew’s"]);
        assert_eq!(hits("\"go\"", "“go” «go» \"go\""), ["“go”", "«go»", "\"go\""]);
        assert_eq!(hits("[ ]x", "\u{a0}x x"), [" x"]);
        assert_eq!(hits(r"a\ b", "a b a\u{a0}b"), ["a b"]);
        assert_eq!(hits("(?x) a b ", "ab a b"), ["ab"]);
    }

    #[test]
    fn a_wrong_pattern_says_why_in_a_line() {
        for pattern in ["(", "[a", "a{9999999}", "*", r"\q", "(?P<", "[^"] {
            let why = compile(pattern).expect_err(pattern);
            assert!(!why.is_empty() && !why.contains('\n'), "{pattern}: {why}");
        }
    }
}
