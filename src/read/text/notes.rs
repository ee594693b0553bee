//! What the text cannot tell, said honestly: that it breaks off, that its end is from elsewhere. Rather nothing
//! than something wrong.

use rustc_hash::FxHashSet;

use super::chars;
use super::phrases::{hash_word, is_word};
use crate::article::{Block, Kind, Note};

/// Blocks before the last that it is compared with.
const BEFORE: usize = 400;

/// A paragraph with fewer compared words says too little about where it is from.
const WORDS: usize = 20;

/// Adds the notes. A text that goes on after its end breaks off nowhere.
pub(super) fn add(text: &str, blocks: &mut [Block], goes_on: bool) {
    if goes_on {
        return;
    }
    let Some(last) = blocks
        .iter()
        .rposition(|block| block.kind == Kind::Paragraph || block.kind == Kind::ListItem)
    else {
        return;
    };
    // Boilerplate after it: the article ended as it was meant to.
    if last + 1 < blocks.len() {
        return;
    }
    if breaks_off(text, blocks, last) {
        blocks[last].notes.add(Note::EndsMidSentence);
    }
    if is_stray(text, blocks, last) {
        blocks[last].notes.add(Note::LooksLikeAnotherStory);
    }
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
    count >= 3 && well * 10 >= count * 9
}

fn ends_well(shown: &str) -> bool {
    let tail = shown.trim_end_matches(|c: char| chars::closes_quote(c) || chars::closes_bracket(c));
    let quoted = tail.len() < shown.len();
    tail.ends_with(|c: char| chars::ends_sentence(c) || chars::is_colon(c) || (quoted && c == ','))
}

/// Whether the last block is from elsewhere: a paragraph that hardly has a word in common with the rest, though
/// the other paragraphs have with one another.
fn is_stray(text: &str, blocks: &[Block], last: usize) -> bool {
    if blocks[last].kind != Kind::Paragraph {
        return false;
    }
    let own = content(blocks[last].text.of(text));
    if own.len() < WORDS {
        return false;
    }
    let others: Vec<FxHashSet<u64>> = blocks[..last]
        .iter()
        .rev()
        .filter(|block| block.kind != Kind::Boilerplate)
        .take(BEFORE)
        .map(|block| content(block.text.of(text)))
        .collect();
    let share = |at: Option<usize>, words: &FxHashSet<u64>| {
        let known = words
            .iter()
            .filter(|word| {
                others
                    .iter()
                    .enumerate()
                    .any(|(other, set)| Some(other) != at && set.contains(word))
            })
            .count();
        known as f32 / words.len().max(1) as f32
    };
    let mut usual: Vec<f32> = others
        .iter()
        .enumerate()
        .filter(|(_, words)| words.len() >= WORDS / 2)
        .take(40)
        .map(|(at, words)| share(Some(at), words))
        .collect();
    if usual.len() < 4 {
        return false;
    }
    usual.sort_by(f32::total_cmp);
    let set_in = is_set_in(text, blocks, last);
    let limit = usual[usual.len() / 4] * if set_in { 0.75 } else { 0.4 };
    share(None, &own) < limit
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

/// The words that say what a paragraph is about: longer ones.
fn content(text: &str) -> FxHashSet<u64> {
    let long =
        |word: &&str| word.chars().count() >= 5 || (word.starts_with(char::is_uppercase) && word.chars().count() >= 4);
    text.split(|c: char| !is_word(c)).filter(long).map(hash_word).collect()
}
