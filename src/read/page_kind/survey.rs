//! What is counted of a page: its words, by what they stand in, and what it has that is not words.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{Rawtext, Rcdata, ScriptData};
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

/// A longer page is one to be read.
const LONGEST: usize = 4 << 20;
/// A tag of more bytes than any page needs. The library compares each attribute with all before it.
const LONGEST_TAG: usize = 32 << 10;
/// Words of a stretch of text that make it prose.
const PROSE: usize = 8;
/// Words of a link that make it a headline.
const HEADLINE: usize = 4;
/// Bytes of short stretches that are kept, to look for phrases in.
const KEPT: usize = 64 << 10;

/// By which services that test their readers are known in a page.
const TESTS: &[&str] = &[
    "cf-chl",
    "challenge-platform",
    "g-recaptcha",
    "h-captcha",
    "hcaptcha",
    "px-captcha",
    "datadome",
    "_incapsula_",
    "cf-turnstile",
    "distil_",
];

/// Elements that end a stretch of text.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "font", "i", "kbd", "mark", "q", "s", "small", "span",
    "strong", "sub", "sup", "time", "u", "wbr",
];

/// Elements whose text is not the page's own.
const ASIDE: &[&str] = &["nav", "footer", "button", "label", "option", "noscript", "template"];

/// What is counted of a page.
#[derive(Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is found or not, apart from the others"
)]
pub(super) struct PageSurvey {
    /// Words in stretches that are long enough for prose.
    pub(super) prose: usize,
    /// Words of all stretches that are the page's own.
    pub(super) words: usize,
    /// Links with words enough for a headline.
    pub(super) headlines: usize,
    pub(super) asks_password: bool,
    pub(super) has_scripts: bool,
    /// Whether it has an article for machines.
    pub(super) has_article: bool,
    /// Whether it has what tests its reader.
    pub(super) has_test: bool,
    /// Its title, and stretches that are not prose, in lower case, each with the words of prose before it.
    short: Vec<(usize, String)>,
    kept: usize,
}

impl PageSurvey {
    /// Surveys a page; nothing, if the bytes are none, or one that was made to cost much.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        let start = bytes.trim_ascii_start();
        let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start).trim_ascii_start();
        let head = start[..start.len().min(1024)].to_ascii_lowercase();
        let is_page = start.starts_with(b"<")
            && ["<html", "<!doctype html", "<head", "<body"]
                .iter()
                .any(|tag| memchr::memmem::find(&head, tag.as_bytes()).is_some());
        if !is_page || start.len() > LONGEST || has_long_tag(start) {
            return None;
        }
        let text = String::from_utf8_lossy(start);
        let tokenizer = Tokenizer::new(Counter::default(), TokenizerOpts::default());
        let queue = BufferQueue::default();
        queue.push_back(StrTendril::from_slice(&text));
        // The sink never asks for a script to be run.
        let _ = tokenizer.feed(&queue);
        tokenizer.end();
        let mut state = tokenizer.sink.0.into_inner();
        state.end_stretch();
        Some(state.survey)
    }

    /// Whether a short stretch has a phrase, or the title does.
    pub(super) fn says(&self, phrase: &str) -> bool {
        self.short.iter().any(|(_, text)| has_phrase(text, phrase))
    }

    /// Whether one of the phrases stands behind prose, and before at most so many words of it.
    pub(super) fn has_prose_before(&self, phrases: &[&str], after: usize) -> bool {
        let said = |text: &str| phrases.iter().any(|phrase| has_phrase(text, phrase));
        self.short
            .iter()
            .any(|(before, text)| *before > 0 && self.prose - before <= after && said(text))
    }
}

/// Whether a text has a phrase between its words.
fn has_phrase(text: &str, phrase: &str) -> bool {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && c.is_ascii());
    text.match_indices(phrase).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + phrase.len()..]);
        !letter(before.chars().next_back()) && !letter(after.chars().next())
    })
}

fn has_long_tag(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    while let Some(open) = memchr::memchr(b'<', rest) {
        rest = &rest[open + 1..];
        let end = memchr::memchr2(b'<', b'>', rest).unwrap_or(rest.len());
        if end > LONGEST_TAG {
            return true;
        }
        rest = &rest[end..];
    }
    false
}

#[derive(Default)]
struct Counter(RefCell<TokenState>);

#[derive(Default)]
struct TokenState {
    survey: PageSurvey,
    /// The stretch of text so far.
    stretch: String,
    /// Words of it that are in links.
    linked: usize,
    /// The text of the link that is open.
    link: Option<String>,
    /// Elements whose text is not the page's own, that are open.
    aside: Vec<String>,
    raw: RawText,
}

/// Text that is no markup.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum RawText {
    #[default]
    None,
    Title,
    /// An article for machines may be in it.
    Data,
    Other,
}

impl TokenState {
    fn text(&mut self, text: &str) {
        match self.raw {
            RawText::Other => {}
            RawText::Data => {
                let body = ["articleBody", "liveBlogUpdate"].iter().any(|key| text.contains(key));
                self.survey.has_article |= body;
            }
            RawText::Title | RawText::None => {
                self.stretch.push_str(text);
                if let Some(link) = &mut self.link {
                    link.push_str(text);
                }
            }
        }
    }

    /// A stretch of text has come to its end.
    fn end_stretch(&mut self) {
        let text = std::mem::take(&mut self.stretch);
        let linked = std::mem::take(&mut self.linked);
        let words = words(&text);
        if words == 0 {
            return;
        }
        let own = self.aside.is_empty() && self.raw != RawText::Title;
        let survey = &mut self.survey;
        if own {
            survey.words += words;
        }
        if own && words >= PROSE && linked * 2 < words {
            survey.prose += words;
            // A door has a sentence or two, which say what it is.
            if survey.prose > 2 * super::PROSE {
                return;
            }
        }
        if survey.kept < KEPT {
            survey.kept += text.len();
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
            survey.short.push((survey.prose, text));
        }
    }

    fn end_link(&mut self) {
        if let Some(link) = self.link.take() {
            let count = words(&link);
            self.linked += count;
            let is_headline = count >= HEADLINE && self.aside.is_empty();
            self.survey.headlines += usize::from(is_headline);
        }
    }

    fn open(&mut self, tag: &Tag) {
        let attribute = |name: &str| {
            let found = tag.attrs.iter().find(|attribute| &*attribute.name.local == name);
            found.map(|attribute| &*attribute.value)
        };
        for name in ["id", "class", "src", "action"] {
            if let Some(value) = attribute(name) {
                let value = value.to_ascii_lowercase();
                self.survey.has_test |= TESTS.iter().any(|test| value.contains(test));
            }
        }
        match &*tag.name {
            "a" if attribute("href").is_some() => {
                self.end_link();
                self.link = Some(String::new());
            }
            "input" => {
                let kind = attribute("type").unwrap_or_default();
                self.survey.asks_password |= kind.eq_ignore_ascii_case("password");
            }
            "script" => {
                let is_data = attribute("type").is_some_and(|kind| kind.contains("json"));
                self.survey.has_scripts = true;
                self.raw = if is_data { RawText::Data } else { RawText::Other };
            }
            "title" => self.raw = RawText::Title,
            "style" | "textarea" | "iframe" | "xmp" | "noframes" | "noembed" => self.raw = RawText::Other,
            name if ASIDE.contains(&name) && self.aside.len() < 64 => self.aside.push(name.to_owned()),
            _ => {}
        }
        // Microdata says the same.
        if let Some("articleBody" | "liveBlogUpdate") = attribute("itemprop") {
            self.survey.has_article = true;
        }
    }

    fn close(&mut self, tag: &Tag) {
        match &*tag.name {
            "a" => self.end_link(),
            name if ASIDE.contains(&name) => {
                if let Some(at) = self.aside.iter().rposition(|open| open == name) {
                    self.aside.truncate(at);
                }
            }
            _ => {}
        }
    }
}

/// Words of a text. Scripts without blanks between words have some two letters a word.
fn words(text: &str) -> usize {
    let blanks = text
        .split_whitespace()
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .count();
    let wide = text
        .chars()
        .filter(|c| matches!(c, '\u{0E00}'..='\u{0EFF}' | '\u{3040}'..='\u{9FFF}'))
        .count();
    blanks + wide / 2
}

impl TokenSink for Counter {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) => state.text(&text),
            Token::TagToken(tag) => {
                if !INLINE.contains(&&*tag.name) {
                    state.end_stretch();
                }
                state.raw = RawText::None;
                if tag.kind == TagKind::EndTag {
                    state.close(&tag);
                    return TokenSinkResult::Continue;
                }
                state.open(&tag);
                return match (state.raw, &*tag.name) {
                    (RawText::None, _) => TokenSinkResult::Continue,
                    (_, "script") => TokenSinkResult::RawData(ScriptData),
                    (_, "title" | "textarea") => TokenSinkResult::RawData(Rcdata),
                    _ => TokenSinkResult::RawData(Rawtext),
                };
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}
