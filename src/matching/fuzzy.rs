//! Ranks lines by how well they match some words: the letters of each stand in the line in this order, in any order of
//! the words. A line that has a word itself comes before any in which its letters are scattered. Case counts in a word that has an upper-case letter, accents in one that has an accent.

use nucleo_matcher::chars::to_lower_case;
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::fold::{Folder, Level};

/// What was typed, ready to be looked for in lines. Keeps its room between them.
pub struct Fuzzy {
    words: Vec<Word>,
    matcher: Matcher,
    folder: Folder,
    letters: Vec<char>,
}

/// What a plain word counts more than any scattered letters; those of a word never count as much.
const PLAIN: u32 = 1 << 16;

/// A word that was typed.
struct Word {
    text: MatcherText,
    level: Level,
    ignores_case: bool,
}

/// Characters as the matcher wants them: each by itself.
enum MatcherText {
    Ascii(Vec<u8>),
    Other(Vec<char>),
}

impl MatcherText {
    fn as_utf32(&self) -> Utf32Str<'_> {
        match self {
            Self::Ascii(bytes) => Utf32Str::Ascii(bytes),
            Self::Other(chars) => Utf32Str::Unicode(chars),
        }
    }
}

impl Fuzzy {
    /// For what was typed: words with blanks between them; a backslash makes a blank part of a word.
    pub fn new(typed: &str) -> Self {
        Self::with(typed, false)
    }

    /// As [`new`](Self::new), but case never counts.
    pub fn ignoring_case(typed: &str) -> Self {
        Self::with(typed, true)
    }

    fn with(typed: &str, ignores_case: bool) -> Self {
        let mut folder = Folder::default();
        let words = words(typed)
            .into_iter()
            .filter_map(|word| Word::new(&word, ignores_case, &mut folder));
        Self {
            words: words.collect(),
            matcher: Matcher::new(Config::DEFAULT),
            folder,
            letters: Vec::new(),
        }
    }

    /// Whether nothing was typed: then every line matches.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// How well a line matches, higher being better; nothing if it does not.
    pub fn score(&mut self, line: &str) -> Option<u32> {
        let mut score = 0;
        let mut level = None;
        for word in &self.words {
            let config = &mut self.matcher.config;
            (config.ignore_case, config.normalize) = (word.ignores_case, false);
            let line = if line.is_ascii() {
                Utf32Str::Ascii(line.as_bytes())
            } else {
                if level != Some(word.level) {
                    self.letters.clear();
                    self.letters.extend(self.folder.fold(line, word.level).text.chars());
                    level = Some(word.level);
                }
                Utf32Str::Unicode(&self.letters)
            };
            let needle = word.text.as_utf32();
            let letters = u32::from(self.matcher.fuzzy_match(line, needle)?);
            score += letters.min(PLAIN - 1);
            score += PLAIN * plainness(line, word);
        }
        Some(score)
    }

    /// Which characters of a line matched, counted from 0, ascending; none where it does not match.
    pub fn letters(&mut self, line: &str) -> Vec<u32> {
        let mut found = Vec::new();
        for word in &self.words {
            let config = &mut self.matcher.config;
            (config.ignore_case, config.normalize) = (word.ignores_case, false);
            let folded = self.folder.fold(line, word.level);
            let (bytes, chars): (Vec<usize>, Vec<char>) = folded.text.char_indices().unzip();
            let mut places = Vec::new();
            let text = Utf32Str::Unicode(&chars);
            if self
                .matcher
                .fuzzy_indices(text, word.text.as_utf32(), &mut places)
                .is_none()
            {
                return Vec::new();
            }
            for place in places {
                let at = bytes[place as usize];
                let source = folded.source(at..at + chars[place as usize].len_utf8());
                let first = line[..source.start].chars().count();
                let count = line[source].chars().count();
                found.extend((first..first + count).map(|place| place as u32));
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// How plainly a word stands in a line: 3 as a whole word, 2 as the beginning of one, 1 inside one, 0 if its letters are
/// scattered.
fn plainness(line: Utf32Str<'_>, word: &Word) -> u32 {
    let needle = word.text.as_utf32();
    let case = |c| if word.ignores_case { to_lower_case(c) } else { c };
    let goes_on = |at: usize| at < line.len() && line.get(at as u32).is_alphanumeric();
    let begins =
        |&at: &usize| (0..needle.len()).all(|place| case(line.get((at + place) as u32)) == needle.get(place as u32));
    let last = line.len().checked_sub(needle.len());
    let places = last.into_iter().flat_map(|last| 0..=last).filter(begins);
    let plainly = places.map(|at| match (at > 0 && goes_on(at - 1), goes_on(at + needle.len())) {
        (false, false) => 3,
        (false, true) => 2,
        (true, _) => 1,
    });
    plainly.max().unwrap_or(0)
}

impl Word {
    /// A word, unless nothing of it can be seen.
    fn new(typed: &str, ignores_case: bool, folder: &mut Folder) -> Option<Self> {
        let level = Level::of(typed);
        let letters = folder.fold(typed, level).text;
        let ignores_case = ignores_case || !letters.chars().any(char::is_uppercase);
        let case = |c| if ignores_case { to_lower_case(c) } else { c };
        let chars: Vec<char> = letters.chars().map(case).collect();
        let text = if chars.iter().all(char::is_ascii) {
            MatcherText::Ascii(chars.iter().map(|&c| c as u8).collect())
        } else {
            MatcherText::Other(chars)
        };
        (!letters.is_empty()).then_some(Self {
            text,
            level,
            ignores_case,
        })
    }
}

/// The words of what was typed.
fn words(typed: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut chars = typed.chars().peekable();
    while let Some(c) = chars.next() {
        let escaped = (c == '\\').then(|| chars.next_if(|c| c.is_whitespace())).flatten();
        match (escaped, words.last_mut()) {
            (None, _) if c.is_whitespace() => words.push(String::new()),
            (escaped, Some(word)) => word.push(escaped.unwrap_or(c)),
            (_, None) => {}
        }
    }
    words.retain(|word| !word.is_empty());
    words
}
