//! How far the reader has come: what has been read, how long the rest takes, what each section holds.

use std::borrow::Cow;

use super::State;
use crate::article::{Article, BlockId, Kind, SectionId, Span};
use crate::fold::{Folding, Form};
use crate::layout::{Row, RowKind};

/// Words of prose an adult reads in a minute: 238 for English non-fiction (Brysbaert 2019, "How many words do we
/// read per minute?"), rounded down for names and figures.
const WORDS_A_MINUTE: f64 = 230.0;
/// Characters of a script without spaces an adult reads in a minute: Brysbaert's 260 words of Chinese have about
/// two characters each.
const CHARACTERS_A_MINUTE: f64 = 500.0;
/// Bytes of the text that are counted; the rest is taken to be like them, so that counting never takes a
/// noticeable time.
const SAMPLE: usize = 1 << 20;

/// What of the article is on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OnPage {
    /// From the first byte on the page to the first below it.
    pub span: Span,
    /// Whether nothing is above it.
    pub at_start: bool,
    /// Whether nothing is below it.
    pub at_end: bool,
}

/// What was counted when the article came, or its repeats.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// Minutes it takes to read it all.
    pub minutes: f64,
    /// By section: what it holds besides prose.
    pub badges: Vec<Badges>,
}

/// What a section holds besides prose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Badges {
    /// Callouts: a caption printed twice counts once.
    pub captions: u32,
    /// Blocks that repeat earlier ones, captions printed twice not counted.
    pub repeats: u32,
}

impl Facts {
    /// Counts. Looks at every block once, and at no more than a megabyte of the text.
    pub(super) fn of(article: &Article, folding: &Folding) -> Self {
        Self {
            minutes: minutes_of(article.text()),
            badges: badges_of(article, folding),
        }
    }

    /// Counts again what depends on the repeats.
    pub(super) fn recount(&mut self, article: &Article, folding: &Folding) {
        self.badges = badges_of(article, folding);
    }
}

fn badges_of(article: &Article, folding: &Folding) -> Vec<Badges> {
    let mut badges = vec![Badges::default(); article.sections().len()];
    for block in article.blocks() {
        if block.kind == Kind::Caption {
            badges[block.section.index()].captions += 1;
        }
    }
    for run in folding.runs() {
        let double = run.form == Form::CaptionDouble;
        for id in (run.first.0..=run.last.0).map(BlockId) {
            let Some(block) = article.blocks().get(id.index()) else {
                break;
            };
            let badges = &mut badges[block.section.index()];
            if double {
                badges.captions = badges.captions.saturating_sub(u32::from(block.kind == Kind::Caption));
            } else {
                badges.repeats += u32::from(folding.repeat(id).is_some());
            }
        }
    }
    badges
}

fn minutes_of(text: &str) -> f64 {
    let sample = &text[..text.floor_char_boundary(SAMPLE)];
    if sample.is_empty() {
        return 0.0;
    }
    let (mut words, mut characters, mut in_word) = (0u32, 0u32, false);
    for c in sample.chars() {
        if is_unspaced(c) {
            characters += 1;
            in_word = false;
        } else {
            let letter = !c.is_whitespace();
            words += u32::from(letter && !in_word && c.is_alphanumeric());
            in_word = letter && (in_word || c.is_alphanumeric());
        }
    }
    let minutes = f64::from(words) / WORDS_A_MINUTE + f64::from(characters) / CHARACTERS_A_MINUTE;
    minutes * text.len() as f64 / sample.len() as f64
}

/// Whether the character belongs to a script that is written without spaces between words.
fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c),
        0x0e00..=0x0eff      // Thai, Lao
        | 0x1000..=0x109f    // Burmese
        | 0x1780..=0x17ff    // Khmer
        | 0x3040..=0x30ff    // Hiragana, Katakana
        | 0x3400..=0x4dbf    // Han, extension A
        | 0x4e00..=0x9fff    // Han
        | 0xf900..=0xfaff    // Han, compatibility
        | 0x20000..=0x3ffff) // Han, further extensions
}

/// Marks sections as begun and as read by what is on the page. `rows` are its rows, and the one below it if there
/// is one.
pub(super) fn mark(state: &mut State, rows: &[Row]) {
    let height = state.height();
    let Some(first) = rows.first() else { return };
    let on_page = &rows[..rows.len().min(height)];
    for row in on_page {
        let block = row.anchor.block;
        let Some(last) = last_behind(state, row) else { continue };
        let (from, to) = (state.article.block(block).section, last);
        let starts = row.anchor.offset == 0 && block <= state.page().shown(state.article.section(from).first);
        let from = from.index() + usize::from(!starts);
        for begun in state.begun.iter_mut().take(to.index() + 1).skip(from) {
            *begun = true;
        }
    }
    let from = state.article.block(first.anchor.block).section.index();
    let to = match rows.get(height) {
        Some(below) => state.article.block(below.anchor.block).section.index(),
        // While more is to come, nobody knows where the last section ends.
        None => state.read.len() - usize::from(state.keeping.more && !state.read.is_empty()),
    };
    for section in from..to.max(from) {
        state.read[section] |= state.begun[section];
    }
}

/// The section of the last block that a row of text stands for.
fn last_behind(state: &State, row: &Row) -> Option<SectionId> {
    let block = row.anchor.block;
    let last = match row.kind {
        RowKind::Text => block,
        RowKind::Fold => state.folding.run(block).map_or(block, |run| run.last),
        RowKind::Spacing | RowKind::Remark => return None,
    };
    Some(state.article.block(last).section)
}

impl State {
    /// Minutes it takes to read the whole article; 0 only if there is nothing to read.
    pub fn minutes(&self) -> u32 {
        self.facts.minutes.ceil() as u32
    }

    /// How far down the page is, in parts of a hundred: 0 at the start, 100 where the end can be seen.
    pub fn percent(&self) -> u8 {
        let OnPage { span, at_start, at_end } = self.on_page;
        if at_end {
            return 100;
        }
        if at_start {
            return 0;
        }
        let above = u64::from(span.start);
        let below = (self.article.text().len() as u64).saturating_sub(u64::from(span.end));
        // A page that is not at the end never says that it is.
        (above * 100 / (above + below).max(1)).min(99) as u8
    }

    /// Sections whose end has not been seen.
    pub fn unread(&self) -> usize {
        self.read.iter().filter(|&&read| !read).count()
    }

    /// Where the reader is, for the status line: "3 of 4 · 2 unread" without the dot, which is the theme's.
    pub fn place_in_words(&self) -> (String, Option<String>) {
        let sections = self.article.sections().len();
        if sections == 0 {
            return ("empty".to_owned(), None);
        }
        let place = format!("{} of {sections}", self.section().0 + 1);
        let unread = match self.unread() {
            0 => None,
            unread => Some(format!("{unread} unread")),
        };
        (place, unread)
    }

    /// A section's headline on one line: its first 500 bytes at most, more than any screen shows of it; "Opening"
    /// where it has none.
    pub fn headline(&self, section: SectionId) -> Cow<'_, str> {
        const MOST: usize = 500;
        let found = self.article.sections().get(section.index());
        let Some(span) = found.and_then(|section| section.headline) else {
            return Cow::Borrowed("Opening");
        };
        let text = span.of(self.article.text());
        let text = &text[..text.floor_char_boundary(MOST)];
        if text.contains(char::is_control) {
            Cow::Owned(text.replace(char::is_control, " "))
        } else {
            Cow::Borrowed(text)
        }
    }
}
