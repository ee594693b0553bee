//! Key events on top of a live blog: times and headlines of posts that follow below. They are a list, not posts.

use rustc_hash::FxHashMap;

use super::stamp::Stamps;
use super::stamp::set;
use crate::article::{Block, Kind};
use crate::read::text::phrases::hash_word;
use crate::read::text::{chars, clock};

/// So many entries make a list.
const LEAST: usize = 2;

/// A time with a headline.
struct KeyEvent {
    /// The block with the time, and the one behind the headline.
    first: usize,
    end: usize,
    /// None where it is counted back from now.
    minute: Option<u16>,
    headline: u64,
}

/// Makes list items of entries whose time and headline stand again below, above another text. Answers whether there are
/// any.
pub(super) fn settle(text: &str, blocks: &mut [Block], stamps: &Stamps) -> bool {
    let entries: Vec<KeyEvent> = (0..blocks.len())
        .filter_map(|at| entry(text, blocks, stamps, at))
        .collect();
    let last: FxHashMap<u64, &KeyEvent> = entries.iter().map(|entry| (entry.headline, entry)).collect();
    let below = |end: usize| blocks.get(end).map(|block| block.text.of(text));
    let is_listed = |entry: &&KeyEvent| {
        let again = last[&entry.headline];
        let same_time = entry.minute.zip(again.minute).is_none_or(|(this, other)| this == other);
        again.end > entry.end && same_time && below(entry.end) != below(again.end)
    };
    let listed: Vec<&KeyEvent> = entries.iter().filter(is_listed).collect();
    if listed.len() < LEAST {
        return false;
    }
    head(text, &mut blocks[..listed[0].first]);
    for entry in listed {
        for block in &mut blocks[entry.first..entry.end] {
            set(block, Kind::ListItem);
            block.time = None;
        }
    }
    true
}

/// A short line above the list heads it, whatever its words.
fn head(text: &str, above: &mut [Block]) {
    const LONGEST: usize = 40;
    let Some(block) = above.last_mut() else { return };
    let line = block.text.of(text);
    let short = line.len() <= LONGEST && !line.ends_with(chars::ends_sentence);
    if short
        && matches!(
            block.kind,
            Kind::Boilerplate | Kind::Paragraph | Kind::Caption | Kind::Byline
        )
    {
        set(block, Kind::Heading);
    }
}

fn entry(text: &str, blocks: &[Block], stamps: &Stamps, at: usize) -> Option<KeyEvent> {
    let block = &blocks[at];
    let line = block.text.of(text);
    let (minute, headline, end) = if stamps.at(at).is_post() {
        let next = blocks.get(at + 1).filter(|next| next.kind != Kind::Timestamp)?;
        (block.time.map(|time| time.minute), next.text.of(text), at + 2)
    } else if matches!(block.kind, Kind::Title | Kind::Timestamp) {
        return None;
    } else {
        let stamp = clock::at_start(line)?;
        (Some(stamp.time.minute), line.get(stamp.to..)?, at + 1)
    };
    let headline = headline.trim_matches(|c: char| c.is_whitespace() || chars::is_dash(c) || chars::is_colon(c));
    (!headline.is_empty()).then(|| KeyEvent {
        first: at,
        end,
        minute,
        headline: hash_word(headline),
    })
}
