//! Words and phrases, looked for in texts that nobody has open: each as a whole word, all of them in the same text.
//!
//! What counts as the same is what counts for a [`Pattern`]: each term becomes one. A term of several words is a phrase,
//! which may run on over a line end. Scripts that write no blanks between words, or write particles and articles onto
//! them, have no whole words that could be told here; there a term is found inside longer ones, too.

use std::ops::Range;

use regex_syntax::escape;

use super::Pattern;

/// What is looked for, ready to be found.
#[derive(Clone)]
pub struct Words(Vec<WantedTerm>);

/// A word or a phrase.
#[derive(Clone)]
struct WantedTerm {
    /// With its bounds.
    whole: Pattern,
    /// Without: much faster on long texts, as bounds take the search off its fast track.
    anywhere: Pattern,
    /// Whether a match of `anywhere` must not begin, and not end, inside a word; not told of phrases, whose matches
    /// may hide others.
    bounds: (bool, bool),
}

impl Words {
    /// For a line as it is typed: words with blanks between them, phrases in quotation marks of any kind. A `*` at an
    /// end of a word stands for the rest of a longer one.
    ///
    /// # Errors
    /// When there is no word in it, or they are too long: why, in a line.
    pub fn parse(line: &str) -> Result<Self, String> {
        Self::new(terms(line))
    }

    /// For terms, each a word or a phrase; one that begins with a quotation mark is taken apart as a line is.
    ///
    /// # Errors
    /// As [`parse`](Self::parse).
    pub fn of(terms: impl IntoIterator<Item = impl AsRef<str>>) -> Result<Self, String> {
        let apart = terms.into_iter().flat_map(|term| match term.as_ref().trim() {
            line if line.starts_with(is_quotation_mark) => self::terms(line),
            term => vec![term.to_owned()],
        });
        Self::new(apart)
    }

    fn new(terms: impl IntoIterator<Item = String>) -> Result<Self, String> {
        let terms = terms.into_iter().map(|term| WantedTerm::new(&term));
        let terms: Vec<WantedTerm> = terms.filter_map(Result::transpose).collect::<Result<_, _>>()?;
        if terms.is_empty() {
            return Err("there is no word to look for".to_owned());
        }
        Ok(Self(terms))
    }

    /// Whether a text may have a paragraph with all of them; fast. If it has, the answer is yes. A blank line ends a
    /// paragraph.
    pub fn may_be_in(&mut self, text: &str) -> bool {
        let mut are_in = |text: &str| self.0.iter_mut().all(|term| term.may_be_in(text));
        are_in(text) && (paragraphs(text).nth(1).is_none() || paragraphs(text).any(are_in))
    }

    /// Where they stand in a text that has all of them: ascending, not overlapping. Nothing in any other text.
    pub fn find(&mut self, text: &str) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        for term in &mut self.0 {
            let before = found.len();
            term.whole.find(text, &mut |place| {
                found.extend(place);
                true
            });
            if found.len() == before {
                return Vec::new();
            }
        }
        found.sort_unstable_by_key(|place| (place.start, place.end));
        found.dedup_by(|next, last| {
            let overlap = next.start < last.end;
            if overlap {
                last.end = last.end.max(next.end);
            }
            overlap
        });
        found
    }
}

impl WantedTerm {
    /// Nothing if there is no word in it.
    fn new(typed: &str) -> Result<Option<Self>, String> {
        let typed = typed.trim();
        let word = typed.trim_start_matches('*');
        let (open_start, word) = (word.len() < typed.len(), word.trim_end_matches('*'));
        let open_end = typed.ends_with('*');
        let word = word.trim();
        if !word.contains(char::is_alphanumeric) {
            return Ok(None);
        }
        let letters = expression(word);
        let starts = !open_start && word.starts_with(is_bounded);
        let ends = !open_end && word.ends_with(is_bounded);
        let bound = |is: bool, sign: &'static str| if is { sign } else { "" };
        let whole = format!(
            "{}{letters}{}",
            bound(starts, r"\b{start-half}"),
            bound(ends, r"\b{end-half}")
        );
        let is_one = word.chars().all(is_bounded);
        Ok(Some(Self {
            whole: Pattern::new(&whole)?,
            anywhere: Pattern::new(&letters)?,
            bounds: (starts && is_one, ends && is_one),
        }))
    }

    fn may_be_in(&mut self, text: &str) -> bool {
        let (starts, ends) = self.bounds;
        let goes_on = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() || c.is_ascii_digit());
        let mut is_in = false;
        self.anywhere.find(text, &mut |place| {
            is_in = place.is_some_and(|place| {
                let inside = (starts && goes_on(text[..place.start].chars().next_back()))
                    || (ends && goes_on(text[place.end..].chars().next()));
                !inside
            });
            !is_in
        });
        is_in
    }
}

/// A line of words and phrases as a pattern that finds each of them.
pub fn as_pattern(line: &str) -> String {
    let terms = terms(line)
        .into_iter()
        .map(|term| escape(term.trim().trim_matches('*')));
    let terms: Vec<String> = terms.filter(|term| term.contains(char::is_alphanumeric)).collect();
    terms.join("|")
}

/// The stretches of a text between its blank lines.
fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let whole = std::mem::take(&mut rest);
        let blank = |at: &usize| {
            let line = whole[at + 1..].split('\n').next().unwrap_or_default();
            // The last line may go on where the text is only a part.
            line.trim_ascii().is_empty() && at + 1 + line.len() < whole.len()
        };
        let end = memchr::memchr_iter(b'\n', whole.as_bytes()).find(blank);
        rest = end.map_or("", |end| &whole[end + 1..]);
        let paragraph = &whole[..end.unwrap_or(whole.len())];
        (!whole.is_empty()).then_some(paragraph)
    })
}

/// The words and phrases of a line. A quotation mark inside a word is a part of it.
fn terms(line: &str) -> Vec<String> {
    let (mut terms, mut term, mut quoted) = (Vec::new(), String::new(), false);
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        let is_last = chars.peek().is_none_or(|next| next.is_whitespace());
        let is_at_edge = if quoted { is_last } else { term.is_empty() };
        let is_mark = is_quotation_mark(c) && is_at_edge;
        if is_mark || (c.is_whitespace() && !quoted) {
            quoted ^= is_mark;
            terms.push(std::mem::take(&mut term));
        } else {
            term.push(c);
        }
    }
    terms.push(term);
    terms
}

fn is_quotation_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»')
}

/// A term as an expression. What was broken into lines when it was written is found: a blank may be several, or a line
/// end; a line may end behind a hyphen, and between two ideographs.
fn expression(term: &str) -> String {
    let mut expression = String::new();
    let mut before: Option<char> = None;
    let mut chars = term.chars().peekable();
    while let Some(c) = chars.next() {
        if c.is_whitespace() {
            while chars.next_if(|next| next.is_whitespace()).is_some() {}
            let between = (before, chars.peek());
            let tied = matches!(between, (Some(one), Some(&other)) if is_joining(one) && is_joining(other));
            expression.push_str(if tied { r"\s*" } else { r"\s+" });
        } else {
            let breaks = before.is_some_and(|before| is_hyphen(before) || (is_ideograph(before) && is_ideograph(c)));
            if breaks {
                expression.push_str(r"\s*");
            }
            expression.push_str(&escape(c.encode_utf8(&mut [0; 4])));
        }
        before = Some(c);
    }
    expression
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '–' | '—' | '־')
}

/// Where Persian and its neighbours write a joiner of no width, a blank is typed.
fn is_joining(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{8FF}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

/// Han and kana, at full width and at half; not the marks that belong to the letter before.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{3098}' | '\u{309B}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FF9D}'
        | '\u{20000}'..='\u{3FFFF}')
}

/// A letter or digit of a script whose words stand by themselves: not Hebrew and Arabic, which write "and" and "the"
/// onto them, not Korean, which does so with particles, and not those that write no blanks.
fn is_bounded(c: char) -> bool {
    let is_other = matches!(c, '\u{590}'..='\u{8FF}' | '\u{E00}'..='\u{109F}' | '\u{1100}'..='\u{11FF}'
        | '\u{1780}'..='\u{17FF}' | '\u{A960}'..='\u{A97F}' | '\u{AC00}'..='\u{D7FF}' | '\u{FB1D}'..='\u{FDFF}'
        | '\u{FE70}'..='\u{FEFC}');
    c.is_alphanumeric() && !is_other && !is_ideograph(c)
}
