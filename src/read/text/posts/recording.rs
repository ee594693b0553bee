//! Places in a recording, in minutes and seconds: "0:15", "24:31 MAYOR: …". They look like times of day and part no posts.

use super::stamp::set;
use crate::article::{Block, Kind};
use crate::read::text::wrap::opening::label;

/// So many places make a recording.
const LEAST: usize = 3;

/// A place that a line opens with.
#[derive(Clone, Copy)]
struct Place {
    block: usize,
    /// From the beginning, taken for minutes and seconds.
    seconds: u32,
    /// It begins with a single nought.
    short: bool,
    /// Somebody speaks there.
    speech: bool,
}

/// Takes the times from lines that are places of a recording. Answers whether there are any.
pub(super) fn settle(text: &str, blocks: &mut [Block]) -> bool {
    let places: Vec<Place> = (0..blocks.len())
        .filter_map(|block| place(text, blocks, block))
        .collect();
    let found = is_recording(&places);
    for place in places.into_iter().filter(|_| found) {
        let block = &mut blocks[place.block];
        set(block, Kind::Paragraph);
        block.time = None;
    }
    found
}

/// Whether places go forward from the beginning, and cannot be times of day: one is beyond the 24th minute, the first
/// begins with a single nought, or all are somebody's words in the first hour of the night.
fn is_recording(places: &[Place]) -> bool {
    const DAY: u32 = 24 * 60;
    let [first, .., last] = places else { return false };
    let forward = places.windows(2).all(|pair| pair[0].seconds < pair[1].seconds);
    let speech = places.iter().all(|place| place.speech) && first.seconds < 60;
    places.len() >= LEAST && forward && first.seconds < 5 * 60 && (last.seconds >= DAY || first.short || speech)
}

fn place(text: &str, blocks: &[Block], block: usize) -> Option<Place> {
    if matches!(blocks[block].kind, Kind::Title | Kind::ListItem) {
        return None;
    }
    let line = blocks[block].text.of(text);
    let (minutes, rest) = line.split_once(':')?;
    let number = |digits: &str, most: usize| {
        let plain = (1..=most).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| digits.parse::<u32>().ok()).flatten()
    };
    let seconds = number(rest.get(..2)?, 2).filter(|seconds| *seconds < 60)?;
    let rest = &rest[2..];
    let apart = rest.is_empty() || rest.starts_with(char::is_whitespace);
    apart.then_some(())?;
    Some(Place {
        block,
        seconds: number(minutes, 3)? * 60 + seconds,
        short: minutes == "0",
        speech: label(rest.trim_start()).is_some(),
    })
}
