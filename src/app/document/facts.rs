//! How far the reader has come: what has been read, how long the rest takes, what each section holds.

use std::borrow::Cow;

use super::landmarks::Landmarks;
use super::place::Viewport;
use super::progress::Stage;
use super::{Comparison, Document};
use crate::app::words::{in_thousands, on_a_line};
use crate::article::{Article, BlockId, Kind, SectionId};
use crate::fold::{FoldShape, Folding, Folds, How, Rule, Run};

/// Words of prose an adult reads in a minute: 238 for English non-fiction (Brysbaert 2019, "How many words do we
/// read per minute?"), rounded down for names and figures.
const WORDS_A_MINUTE: f64 = 230.0;
/// Characters of a script without spaces an adult reads in a minute: Brysbaert's 260 words of Chinese have about
/// two characters each.
const CHARACTERS_A_MINUTE: f64 = 500.0;
/// Bytes of the text that are counted; the rest is taken to be like them, so that counting never takes a
/// noticeable time.
const SAMPLE: usize = 1 << 20;

/// What was counted when the article came, or its repeats.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ArticleFacts {
    /// Minutes it takes to read it all.
    pub minutes: f64,
    /// By section: what it holds besides prose.
    pub badges: Vec<Badges>,
    /// What it repeats of the other articles, as far as it has been compared with them.
    pub comparing: Comparison,
    /// Captions and repeats, to be gone to and to be seen on the scrollbar.
    pub landmarks: Landmarks,
    /// By run of the folding: what it saves to fold it.
    saved: Vec<Amount>,
    /// What folding every exact repeat saves.
    exact: Amount,
    /// What it saves to fold the others, too.
    near: Amount,
}

/// An amount of text.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Amount {
    /// Words; in scripts without spaces, characters by two.
    pub words: f64,
    /// Minutes it takes to read them.
    pub minutes: f64,
}

impl Amount {
    pub(in crate::app) fn of(text: &str) -> Self {
        let (mut words, mut characters, mut in_word) = (0u32, 0u32, false);
        for c in text.chars() {
            // Most letters, and quicker to tell.
            if c.is_ascii() {
                let letter = !c.is_whitespace();
                words += u32::from(!in_word && c.is_ascii_alphanumeric());
                in_word = letter && (in_word || c.is_ascii_alphanumeric());
            } else if is_unspaced(c) {
                characters += 1;
                in_word = false;
            } else {
                let letter = !c.is_whitespace();
                words += u32::from(letter && !in_word && c.is_alphanumeric());
                in_word = letter && (in_word || c.is_alphanumeric());
            }
        }
        let (words, characters) = (f64::from(words), f64::from(characters));
        Self {
            words: words + characters / 2.0,
            minutes: words / WORDS_A_MINUTE + characters / CHARACTERS_A_MINUTE,
        }
    }

    fn times(self, factor: f64) -> Self {
        Self {
            words: self.words * factor,
            minutes: self.minutes * factor,
        }
    }

    fn plus(self, other: Self) -> Self {
        Self {
            words: self.words + other.words,
            minutes: self.minutes + other.minutes,
        }
    }
}

/// What a section holds besides prose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Badges {
    /// Callouts: a caption printed twice counts once.
    pub captions: u32,
    /// Blocks that repeat earlier ones, captions printed twice not counted.
    pub repeats: u32,
    /// Bytes of its passages, and how many of them are repeated from elsewhere.
    passages: (u64, u64),
}

/// How much of a section is new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Newness {
    /// All of it, or nearly.
    All,
    /// Some of it.
    Part,
    /// Nothing: all of it is repeated.
    Nothing,
}

impl Badges {
    /// How much of the section's text is new, in parts of a hundred: 100 only if all of it is, 0 only if none is.
    pub fn new_percent(self) -> u8 {
        let (all, again) = self.passages;
        match again {
            0 => 100,
            again if again >= all => 0,
            again => ((all - again) * 100 / all.max(1)).clamp(1, 99) as u8,
        }
    }

    /// The same in a word.
    pub fn how_new(self) -> Newness {
        /// From this percentage on, the repeated part is not worth showing.
        const NEARLY: u8 = 90;
        match self.new_percent() {
            0 => Newness::Nothing,
            NEARLY.. => Newness::All,
            _ => Newness::Part,
        }
    }
}

impl ArticleFacts {
    /// Counts. Looks at every block once, and at no more than a megabyte of the text.
    pub(in crate::app) fn of(article: &Article, folding: &Folding) -> Self {
        let mut facts = Self {
            minutes: sampled(article.text()).minutes,
            ..Self::default()
        };
        facts.recount(article, folding);
        facts
    }

    /// Counts again what depends on the repeats.
    pub(in crate::app) fn recount(&mut self, article: &Article, folding: &Folding) {
        self.badges = badges_of(article, folding);
        self.landmarks = Landmarks::of(article, folding);
        self.saved = saved_of(article, folding);
        (self.exact, self.near) = Default::default();
        for (run, saved) in folding.runs().iter().zip(&self.saved) {
            let sum = if run.how == How::Exact {
                &mut self.exact
            } else {
                &mut self.near
            };
            *sum = sum.plus(*saved);
        }
    }

    /// What the current folds save. Costs the runs that the reader has opened or folded, not all.
    fn saved(&self, folding: &Folding, folds: &Folds) -> Amount {
        let by_rule = match folds.rule() {
            Rule::Exact => self.exact,
            Rule::All => self.exact.plus(self.near),
            Rule::Nothing => Amount::default(),
        };
        let turned = folds.changed().iter().filter_map(|&first| folding.run(first));
        let runs = turned.flat_map(|run| folding.thread(run));
        runs.fold(by_rule, |sum, (index, run)| {
            let saved = self.saved.get(index).copied().unwrap_or_default();
            sum.plus(saved.times(if folds.is_folded(run) { 1.0 } else { -1.0 }))
        })
    }
}

/// By run: what it saves to fold it. Of a long text, as many words as the bytes come to.
fn saved_of(article: &Article, folding: &Folding) -> Vec<Amount> {
    let text = article.text();
    let per_byte = sampled(text).times(1.0 / text.len().max(1) as f64);
    let block = |id: BlockId| article.blocks().get(id.index());
    let saved = |run: &Run| {
        if text.len() > SAMPLE {
            let (first, last) = (block(run.first), block(run.last));
            let bytes = first
                .zip(last)
                .map_or(0, |(first, last)| last.text.end - first.text.start);
            return per_byte.times(f64::from(bytes));
        }
        let blocks = (run.first.0..=run.last.0).filter_map(|id| block(BlockId(id)));
        blocks.fold(Amount::default(), |sum, block| {
            sum.plus(Amount::of(block.text.of(text)))
        })
    };
    folding.runs().iter().map(saved).collect()
}

fn badges_of(article: &Article, folding: &Folding) -> Vec<Badges> {
    let mut badges = vec![Badges::default(); article.sections().len()];
    for block in article.blocks() {
        let badges = &mut badges[block.section.index()];
        badges.captions += u32::from(block.kind == Kind::Caption);
        if block.kind.is_passage() {
            badges.passages.0 += u64::from(block.text.len());
        }
    }
    let own = folding.repeats().iter().map(|repeat| (repeat.block, repeat.similarity));
    let echoes = folding.echoes().iter().map(|echo| (echo.block, echo.similarity));
    for (block, similarity) in own.chain(echoes) {
        if let Some(block) = article.blocks().get(block.index()) {
            let again = f64::from(block.text.len()) * f64::from(similarity);
            badges[block.section.index()].passages.1 += again as u64;
        }
    }
    for run in folding.runs() {
        let double = run.shape == FoldShape::CaptionDouble;
        for id in (run.first.0..=run.last.0).map(BlockId) {
            let Some(block) = article.blocks().get(id.index()) else {
                break;
            };
            let badges = &mut badges[block.section.index()];
            if double {
                // The callout stands for both.
                badges.passages.0 -= u64::from(block.text.len()).min(badges.passages.0);
                badges.passages.1 -= u64::from(block.text.len()).min(badges.passages.1);
                badges.captions = badges.captions.saturating_sub(u32::from(block.kind == Kind::Caption));
            } else {
                badges.repeats += u32::from(folding.repeat(id).is_some() || folding.echo(id).is_some());
            }
        }
    }
    badges
}

/// The amount of a text, from its first part.
fn sampled(text: &str) -> Amount {
    let sample = &text[..text.floor_char_boundary(SAMPLE)];
    Amount::of(sample).times(text.len() as f64 / sample.len().max(1) as f64)
}

/// Words of a text, from its first part; in scripts without spaces, characters by two.
pub(in crate::app) fn words(text: &str) -> f64 {
    sampled(text).words
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

impl Document {
    /// Minutes it takes to read the whole article; 0 only if there is nothing to read.
    pub fn minutes(&self) -> u32 {
        self.facts.minutes.ceil() as u32
    }

    /// How far down the page is, in parts of a hundred: 0 at the start, 100 where the end can be seen.
    pub fn percent(&self) -> u8 {
        let Viewport {
            span, at_start, at_end, ..
        } = &self.viewport;
        if *at_end {
            return 100;
        }
        if *at_start {
            return 0;
        }
        let above = u64::from(span.start);
        let below = (self.article.text().len() as u64).saturating_sub(u64::from(span.end));
        // A page that is not at the end never says that it is.
        (above * 100 / (above + below).max(1)).min(99) as u8
    }

    /// How far a section has been read. While more of the article is to come, nobody knows where the last one ends.
    pub fn stage(&self, section: SectionId) -> Stage {
        let stage = self.reading.progress.stage(&self.article, section);
        if self.keeping.more && section.index() + 1 == self.article.sections().len() {
            stage.min(Stage::Partly)
        } else {
            stage
        }
    }

    /// Sections that have not been read to their end.
    pub fn unread(&self) -> usize {
        let last = self.article.sections().len().checked_sub(1);
        let goes_on = last.map(|last| SectionId(last as u32)).is_some_and(|last| {
            self.reading.progress.stage(&self.article, last) == Stage::Read && self.stage(last) != Stage::Read
        });
        self.reading.progress.unread_sections() + usize::from(goes_on)
    }

    /// Minutes left to read; exact repeats do not count.
    pub fn minutes_left(&self) -> u32 {
        self.minutes_of(self.reading.progress.bytes_left()).ceil() as u32
    }

    /// Minutes left of the section the reader is in; less than half a minute is none.
    pub fn minutes_left_here(&self) -> u32 {
        self.minutes_of(self.reading.progress.bytes_left_in(self.section()))
            .round() as u32
    }

    fn minutes_of(&self, bytes: u64) -> f64 {
        self.facts.minutes * bytes as f64 / self.article.text().len().max(1) as f64
    }

    /// What is saved by what is folded, for the status line: "folds save 1,240 words, 5 min"; none where nothing is.
    pub fn saved_in_words(&self) -> Option<String> {
        let Amount { words, minutes } = self.facts.saved(&self.folding, &self.folds);
        let (words, minutes) = (words.round() as u64, minutes.round() as u64);
        let time = if minutes == 0 {
            String::new()
        } else {
            format!(", {minutes} min")
        };
        let noun = if words == 1 { "word" } else { "words" };
        (words > 0).then(|| format!("folds save {} {noun}{time}", in_thousands(words)))
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

    /// All that is known of where the reader is, for who asks.
    pub(in crate::app) fn position_in_words(&self) -> String {
        let (sections, blocks) = (self.article.sections().len(), self.article.blocks().len());
        if blocks == 0 {
            return "The article is empty".to_owned();
        }
        let left = match self.minutes_left() {
            0 => "all read".to_owned(),
            minutes => format!("{minutes} min left"),
        };
        format!(
            "Section {} of {sections}, block {} of {blocks}, {}%, {left}: {}",
            self.section().0 + 1,
            self.place.cursor.0 + 1,
            self.percent(),
            self.headline(self.section())
        )
    }

    /// A section's headline on one line: its first 500 bytes at most, more than any screen shows of it; "Opening"
    /// where it has none.
    pub fn headline(&self, section: SectionId) -> Cow<'_, str> {
        let found = self.article.sections().get(section.index());
        let Some(span) = found.and_then(|section| section.headline) else {
            return Cow::Borrowed("Opening");
        };
        on_a_line(span.of(self.article.text()))
    }
}
