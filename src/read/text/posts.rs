//! The posts of a live blog, as far as their times tell: which lines with times open posts, what headlines and writers
//! they have, and which days they are of.

pub(super) mod days;
mod listed;
pub(super) mod minute;
mod recording;
mod settle;
pub(super) mod stamp;
mod timed;

use crate::article::{Block, Extras, Kind, Time};
use stamp::Stamps;

pub(super) use settle::settle;
pub(super) use timed::opens_by_minute;

/// What is known of a post beside its text: when it was changed, and who wrote it. `at` is its first block, `end` the one
/// after its last.
pub(super) fn extras(text: &str, blocks: &[Block], stamps: &Stamps, at: usize, end: usize) -> Extras {
    /// Lines of the head of a post.
    const HEAD: usize = 5;
    let time = blocks[at..end].iter().find_map(|block| block.time);
    let updated = (at..end).rev().find_map(|at| stamps.updated(text, blocks, at));
    let head = blocks[at..end].iter().take(HEAD);
    let mut head = head.take_while(|block| matches!(block.kind, Kind::Timestamp | Kind::Heading | Kind::Byline));
    let names = head.find_map(|block| {
        let line = block.text.of(text);
        match block.kind {
            Kind::Byline => Some(super::bylines::names(line).collect()),
            Kind::Timestamp => settle::signature(line).map(|(_, name)| vec![name]),
            _ => None,
        }
    });
    let names: Option<Vec<&str>> = names;
    Extras {
        updated: updated.map(|updated| Time {
            date: updated.date.or(time.and_then(|time| time.date)),
            ..updated
        }),
        author: names.map(|names| names.join(", ")).filter(|names| !names.is_empty()),
        ..Extras::default()
    }
}
