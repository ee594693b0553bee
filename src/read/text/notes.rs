//! What the text cannot tell, said honestly: that it breaks off, that its end is from elsewhere. Rather nothing
//! than something wrong.

use rustc_hash::{FxHashMap, FxHashSet};

use super::ReadOptions;
use super::chars;
use super::phrases::{hash_word, is_word};
use crate::article::{Block, Kind, Note};

/// Blocks before the last that it is compared with.
const BEFORE: usize = 400;

/// A paragraph with fewer compared words says too little about where it is from.
const WORDS: usize = 20;

/// The same for a paragraph with another sign that it is from elsewhere: that it breaks off, or is set in.
const FEW: usize = 12;

/// A paragraph with fewer words says nothing about what is usual.
const COMPARED: usize = 8;

/// Letters of a word that are compared, so that its endings do not matter.
const STEM: usize = 6;

/// Letters of a paragraph that is no line of a list or a label.
const LONG: usize = 80;

/// Adds the notes. A text that goes on after its end breaks off nowhere.
///
/// Scrapers that run into the next story on a page mostly stop in the middle of it, so a last paragraph that breaks
/// off needs fewer signs to be taken for another story. How the article itself ends is then asked of the paragraph
/// before it.
pub(super) fn add(text: &str, blocks: &mut [Block], goes_on: bool) {
    if goes_on {
        return;
    }
    let Some(last) = last_prose(blocks) else { return };
    // Boilerplate after it: the article ended as it was meant to.
    if last + 1 < blocks.len() {
        return;
    }
    let breaks = breaks_off(text, blocks, last);
    if breaks {
        blocks[last].notes.add(Note::EndsMidSentence);
    }
    if is_stray(text, blocks, last, breaks) {
        blocks[last].notes.add(Note::LooksLikeAnotherStory);
        // Nothing of the article's own is left out when it is.
        blocks[last].kind = Kind::Boilerplate;
        let before = last_prose(&blocks[..last]).filter(|before| before + 1 == last);
        if let Some(before) = before.filter(|&before| breaks_off(text, blocks, before)) {
            blocks[before].notes.add(Note::EndsMidSentence);
        }
    }
}

/// Says what was lost on the way from bytes to characters.
pub(super) fn add_unreadable(text: &str, blocks: &mut [Block], wanted: ReadOptions) {
    if let Some(first) = blocks.first_mut().filter(|_| wanted.encoding_unknown) {
        first.notes.add(Note::EncodingUnknown);
    }
    if wanted.unreadable {
        let lost = |block: &&mut Block| block.text.of(text).contains(char::REPLACEMENT_CHARACTER);
        for block in blocks.iter_mut().filter(lost) {
            block.notes.add(Note::UnreadableCharacters);
        }
    }
}

fn last_prose(blocks: &[Block]) -> Option<usize> {
    blocks
        .iter()
        .rposition(|block| block.kind == Kind::Paragraph || block.kind == Kind::ListItem)
}

/// Whether the block ends in the middle of a sentence, in a text whose other paragraphs do not.
fn breaks_off(text: &str, blocks: &[Block], last: usize) -> bool {
    let kind = blocks[last].kind;
    let shown = blocks[last].text.of(text);
    if ends_well(shown) || shown.chars().count() < 40 {
        return false;
    }
    let others = blocks[..last].iter().rev().take(BEFORE);
    let (mut count, mut well) = (0usize, 0usize);
    for other in others.filter(|other| other.kind == kind && other.text.len() >= 40) {
        count += 1;
        well += usize::from(ends_well(other.text.of(text)));
    }
    // A long one that ends in a small letter needs fewer to be told by.
    let is_cut = kind == Kind::Paragraph && shown.chars().count() >= LONG && shown.ends_with(char::is_lowercase);
    let few = if is_cut { 1 } else { 3 };
    // One may break off: the article's own last one, before another story.
    (count >= few && well * 10 >= count * 9) || (count >= 5 && well + 1 == count)
}

fn ends_well(shown: &str) -> bool {
    let shown = without_brackets(shown);
    let tail = shown.trim_end_matches(|c: char| chars::closes_quote(c) || chars::closes_bracket(c));
    let quoted = tail.len() < shown.len();
    tail.is_empty() || tail.ends_with(|c: char| chars::ends_sentence(c) || chars::is_colon(c) || (quoted && c == ','))
}

/// Without what stands in brackets after the last sentence, such as who wrote it: "… it said. (dpa/abr)". Empty if
/// all of it stands in brackets.
fn without_brackets(shown: &str) -> &str {
    let Some(inner) = shown.strip_suffix(chars::closes_bracket) else {
        return shown;
    };
    match inner.rfind(chars::opens_bracket) {
        Some(open) => shown[..open].trim_end(),
        None => shown,
    }
}

/// How much of its words a paragraph has in common with the others, and what is usual in the article.
struct SharedWords {
    own: f32,
    /// Of the paragraph that a quarter of the others have less in common than.
    usual: f32,
    /// Paragraphs that were asked for what is usual.
    count: usize,
}

/// Whether the last block is from elsewhere: a paragraph that hardly has a word in common with the rest, though
/// the other paragraphs have with one another.
fn is_stray(text: &str, blocks: &[Block], last: usize, breaks: bool) -> bool {
    if blocks[last].kind != Kind::Paragraph {
        return false;
    }
    let own = content(blocks[last].text.of(text));
    if own.len() < FEW {
        return false;
    }
    let shared = shared(text, &blocks[..last], &own);
    let set_in = is_set_in(text, blocks, last);
    // The article's own paragraphs must have something in common, or nothing follows from having nothing.
    if shared.usual < 0.12 {
        return false;
    }
    let limit = match (breaks, set_in) {
        (true, _) if shared.count < 4 => 0.2,
        (true, true) => 0.6,
        (true, false) => 0.5,
        (false, true) if shared.count >= 4 => {
            if own.len() < WORDS {
                0.25
            } else {
                0.6
            }
        }
        (false, false) if shared.count >= 5 && own.len() >= WORDS => 0.15,
        _ => return false,
    };
    shared.own <= shared.usual * limit
}

fn shared(text: &str, before: &[Block], own: &FxHashSet<u64>) -> SharedWords {
    let others: Vec<FxHashSet<u64>> = before
        .iter()
        .rev()
        .filter(|block| block.kind != Kind::Boilerplate)
        .take(BEFORE)
        .map(|block| content(block.text.of(text)))
        .collect();
    // In how many of them each word is.
    let mut counts: FxHashMap<u64, usize> = FxHashMap::default();
    for word in others.iter().flatten() {
        *counts.entry(*word).or_default() += 1;
    }
    let share = |words: &FxHashSet<u64>, least: usize| {
        let known = words
            .iter()
            .filter(|word| counts.get(*word).is_some_and(|count| *count > least));
        known.count() as f32 / words.len().max(1) as f32
    };
    let compared = others.iter().filter(|words| words.len() >= COMPARED);
    let mut usual: Vec<f32> = compared.map(|words| share(words, 1)).collect();
    usual.sort_by(f32::total_cmp);
    SharedWords {
        own: share(own, 0),
        usual: usual.get(usual.len() / 4).copied().unwrap_or(0.0),
        count: usual.len(),
    }
}

/// Whether the block is indented, and no paragraph before it is.
fn is_set_in(text: &str, blocks: &[Block], last: usize) -> bool {
    let indent = |block: &Block| block.text.start - block.tile.start;
    let margin = |block: &Block| {
        text[block.tile.start as usize..block.text.start as usize]
            .chars()
            .all(char::is_whitespace)
    };
    indent(&blocks[last]) > 0
        && margin(&blocks[last])
        && blocks[..last]
            .iter()
            .rev()
            .take(BEFORE)
            .filter(|block| block.kind == Kind::Paragraph)
            .all(|block| indent(block) == 0)
}

/// The words that say what a paragraph is about: the first letters of longer ones.
fn content(text: &str) -> FxHashSet<u64> {
    let long =
        |word: &&str| word.chars().count() >= 5 || (word.starts_with(char::is_uppercase) && word.chars().count() >= 4);
    let stem = |word| {
        let word: &str = word;
        &word[..word.char_indices().nth(STEM).map_or(word.len(), |(at, _)| at)]
    };
    text.split(|c: char| !is_word(c))
        .filter(long)
        .map(stem)
        .map(hash_word)
        .collect()
}
