//! Whether a post says something else than before.
//!
//! Its words are compared and not its blocks, because a text without mark-up may be cut in other places, and called
//! otherwise, as soon as something stands beside it. Of words that differ these are no news: times, bylines and lines
//! about the page; stamps ("Updated at 12:05"); and counters ("128 comments").

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::identity::shares;
use super::post::{Post, PostBlock};
use crate::article::Kind;
use crate::fold::{self, ShingleSet};
use crate::recall::Fingerprint;

/// A line of more words says something, whatever its numbers are.
const SHORT: u32 = 6;
/// A text with so many bytes has more words in any script.
const LONG: usize = 256;

/// What a post says otherwise than it did, without what is no news.
#[derive(Debug, Default)]
pub(super) struct Difference<'a> {
    gone: Vec<&'a PostBlock>,
    come: Vec<&'a PostBlock>,
}

impl<'a> Difference<'a> {
    /// Between a post as it was and as it is.
    pub(super) fn of(before: &'a Post, now: &'a Post) -> Self {
        if before.words == now.words {
            return Self::default();
        }
        let (gone, come) = differing(before, now);
        Self {
            gone: without_passing(&gone, &come),
            come: without_passing(&come, &gone),
        }
    }

    /// Whether there is none: also if the same words are only cut otherwise.
    pub(super) fn is_none(&self) -> bool {
        (self.gone.is_empty() && self.come.is_empty()) || joined(&self.gone) == joined(&self.come)
    }

    /// Takes out what has only gone from one of two neighbours to the other: where one post ends and the next begins is
    /// not always certain in a text.
    pub(super) fn settle(&mut self, neighbour: &mut Self) {
        exchange(&mut self.gone, &mut neighbour.come);
        exchange(&mut neighbour.gone, &mut self.come);
    }
}

/// Takes out what is in both.
fn exchange(gone: &mut Vec<&PostBlock>, come: &mut Vec<&PostBlock>) {
    gone.retain(|block| {
        let there = come.iter().position(|other| other.print == block.print);
        if let Some(there) = there {
            come.remove(there);
        }
        there.is_none()
    });
}

/// The blocks of either that the other one has not, each as often as it has it more.
fn differing<'a>(before: &'a Post, now: &'a Post) -> (Vec<&'a PostBlock>, Vec<&'a PostBlock>) {
    let beyond = |these: &'a Post, others: &Post| {
        let mut left: FxHashMap<Fingerprint, u32> = FxHashMap::default();
        for block in &others.blocks {
            *left.entry(block.print).or_default() += 1;
        }
        let is_left = |block: &&PostBlock| match left.get_mut(&block.print) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            // A caption that is printed once more.
            Some(_) => block.kind != Kind::Caption,
            None => true,
        };
        these.blocks.iter().filter(is_left).collect()
    };
    (beyond(before, now), beyond(now, before))
}

/// Without what comes and goes with every answer. `others` are those on the other side.
fn without_passing<'a>(blocks: &[&'a PostBlock], others: &[&PostBlock]) -> Vec<&'a PostBlock> {
    let stays = |block: &&&PostBlock| {
        let pattern = pattern(block);
        let counts_on = || others.iter().any(|other| self::pattern(other) == pattern);
        block.is_content() && !(is_stamp(block) || (pattern.is_some() && is_counter(block) && counts_on()))
    };
    blocks.iter().filter(stays).copied().collect()
}

/// A short line without its digits; `None` if it is longer, or has none.
fn pattern(block: &PostBlock) -> Option<String> {
    if block.is_headline || block.text.len() > LONG || fold::word_count(&block.text) > SHORT {
        return None;
    }
    let normal = fold::normal(&block.text);
    let digits = |c: char| c.is_numeric();
    normal
        .contains(digits)
        .then(|| normal.replace(|c: char| digits(c) || matches!(c, ',' | '.' | ':'), ""))
}

/// Whether a line counts something of the page: it begins with its number, and says in a word or two what of.
fn is_counter(block: &PostBlock) -> bool {
    let words = fold::word_count(&block.text);
    block.kind == Kind::Paragraph
        && words <= 3
        && block.text.starts_with(|c: char| c.is_numeric())
        && !ends(&block.text)
}

/// Whether a line only says when something was updated: a few words and a time of day.
fn is_stamp(block: &PostBlock) -> bool {
    block.kind == Kind::Paragraph && !ends(&block.text) && pattern(block).is_some() && has_clock(&block.text)
}

/// Whether a line ends as a sentence does.
fn ends(text: &str) -> bool {
    text.trim_end().ends_with(['.', '!', '?', '…', '。'])
}

/// Whether there is a time of day in a text: `9:05`, `21.30`, `9h05`.
fn has_clock(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.windows(4).enumerate().any(|(at, four)| {
        let [hour, colon, ten, one] = four else { return false };
        let after = bytes.get(at + 4).is_some_and(u8::is_ascii_digit);
        hour.is_ascii_digit()
            && matches!(colon, b':' | b'.' | b'h')
            && (b'0'..b'6').contains(ten)
            && one.is_ascii_digit()
            && !after
    })
}

fn joined(blocks: &[&PostBlock]) -> Fingerprint {
    let texts: Vec<&str> = blocks.iter().map(|block| &*block.text).collect();
    Fingerprint::of(&texts.join("\n"))
}

/// What an edit did to the blocks of a post.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reworded {
    /// Blocks that were not there, by their place in the post.
    pub added: Vec<u32>,
    /// Blocks that say otherwise what they said, by their place in the post, and what that was.
    pub changed: Vec<(u32, Arc<str>)>,
    /// The first few words that were replaced by others, and those.
    pub correction: Option<(String, String)>,
}

/// What an edit did to a post.
pub fn reworded(before: &Post, now: &Post) -> Reworded {
    /// As much in common, and one was the other.
    const ALIKE: f32 = 0.3;
    let Difference { gone, come } = Difference::of(before, now);
    let set = |block: &PostBlock| ShingleSet::of(&block.text, &mut String::new());
    let mut left: Vec<(&PostBlock, ShingleSet)> = gone.into_iter().map(|block| (block, set(block))).collect();
    let mut reworded = Reworded::default();
    for block in come {
        let is = set(block);
        // An edit changes a few blocks; in a post that is written anew only the first are compared.
        let was = left.iter().take(8).position(|(_, was)| shares(was, &is, ALIKE));
        let Some(was) = was else {
            reworded.added.push(block.nth);
            continue;
        };
        let (was, _) = left.remove(was);
        reworded.correction = reworded.correction.or_else(|| correction(&was.text, &block.text));
        reworded.changed.push((block.nth, Arc::clone(&was.text)));
    }
    reworded
}

/// The few words between what two texts begin and end with, if both have some there.
fn correction(before: &str, now: &str) -> Option<(String, String)> {
    const FEW: usize = 3;
    let (before, now): (Vec<&str>, Vec<&str>) = (before.split_whitespace().collect(), now.split_whitespace().collect());
    let head = before.iter().zip(&now).take_while(|(one, two)| one == two).count();
    let tails = before[head..].iter().rev().zip(now[head..].iter().rev());
    let tail = tails.take_while(|(one, two)| one == two).count();
    let middle = |words: &[&str]| words[head..words.len() - tail].join(" ");
    let few = |words: &[&str]| (1..=FEW).contains(&(words.len() - tail - head));
    let (was, is) = (middle(&before), middle(&now));
    // A comma behind both was not corrected.
    let ends = |c: char| matches!(c, ',' | '.' | ';' | ':' | '!' | '?' | '،' | '。' | '、');
    let shared = was.chars().last().filter(|&c| ends(c) && is.ends_with(c));
    let cut = |words: String| match shared {
        Some(end) => words.strip_suffix(end).unwrap_or(&words).to_owned(),
        None => words,
    };
    (few(&before) && few(&now)).then(|| (cut(was), cut(is)))
}
