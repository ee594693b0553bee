//! Lines that open with a time and go on: posts, or the rows of a timetable, or the places of a recording.

use super::stamp::set;
use crate::article::{Block, Kind};
use crate::read::text::clock::{self, TimeStamp};
use crate::read::text::{chars, posts::minute};

/// So many paragraphs that open with a time make a live blog.
const POSTS: usize = 3;

/// Rows of a timetable are shorter than this on the whole, in letters, without their times.
const ROW: usize = 26;

/// Gives times to the paragraphs that are posts, and takes them from the lines that are none.
pub(super) fn settle(text: &str, blocks: &mut [Block]) {
    let mut posts: Vec<(usize, TimeStamp)> = Vec::new();
    let mut run: Vec<(usize, TimeStamp)> = Vec::new();
    for at in 0..=blocks.len() {
        let stamp = blocks.get(at).and_then(|block| stamp(text, block));
        if let Some(stamp) = stamp {
            run.push((at, stamp));
            continue;
        }
        let is_other = is_timetable(text, blocks, &run);
        for (at, stamp) in run.drain(..) {
            if is_other || stamp.timecode {
                blocks[at].time = None;
                set(&mut blocks[at], Kind::Paragraph);
            } else if blocks[at].kind == Kind::Paragraph {
                posts.push((at, stamp));
            }
        }
    }
    if posts.len() >= POSTS {
        for (at, stamp) in posts {
            blocks[at].time = Some(stamp.time);
        }
    }
}

/// The time that a line opens with.
fn stamp(text: &str, block: &Block) -> Option<TimeStamp> {
    match block.kind {
        Kind::Paragraph | Kind::Heading | Kind::Caption | Kind::Boilerplate | Kind::Byline => {
            clock::at_start(block.text.of(text))
        }
        _ => None,
    }
}

/// Whether lines in a row that open with times are rows of a table: short, no sentences, or with more times than one.
fn is_timetable(text: &str, blocks: &[Block], run: &[(usize, TimeStamp)]) -> bool {
    let rest = |&(at, stamp): &(usize, TimeStamp)| blocks[at].text.of(text).get(stamp.to..).unwrap_or("").trim();
    let ended = |row: &&str| row.ends_with(|c: char| chars::ends_sentence(c) || chars::closes_quote(c));
    let rows: Vec<&str> = run.iter().map(rest).collect();
    let count = rows.len();
    let sentences = rows.iter().filter(|row| ended(row)).count();
    let letters: usize = rows.iter().map(|row| row.chars().count()).sum();
    let again = |row: &&str| row.split_whitespace().any(|word| clock::alone(word).is_some());
    let several = rows.iter().filter(|row| again(row)).count();
    count >= POSTS && sentences * 4 <= count && (letters <= ROW * count || several * 2 >= count)
}

/// Whether paragraphs open with minutes of a match, which part them as times do.
pub(in crate::read::text) fn opens_by_minute(text: &str, block: &Block) -> bool {
    let line = block.text.of(text);
    matches!(block.kind, Kind::Paragraph | Kind::Heading) && minute::at_start(line).is_some_and(|end| end < line.len())
}
