//! What a line that is nothing but a time is for: it opens a post, says of which day posts are, when a post was changed, or
//! when the page was published.

use super::{days, minute};
use crate::article::{Block, Kind, Time};
use crate::read::text::clock;

/// What the time on a line is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::read::text) enum TimeUse {
    /// It is none.
    None,
    /// A time of day, of a post.
    Time,
    /// A post's, but no time of day: counted back from now, or the minute of a match.
    Relative,
    /// The day of the posts around it.
    Day,
    /// When the post above was changed, or the page.
    Updated,
    /// When the page was published.
    Page,
}

impl TimeUse {
    /// Whether a post opens with it.
    pub(in crate::read::text) fn is_post(self) -> bool {
        matches!(self, TimeUse::Time | TimeUse::Relative)
    }
}

/// What the times of all blocks are for.
#[derive(Debug)]
pub(in crate::read::text) struct Stamps {
    all: Vec<TimeUse>,
    /// Blocks before the body.
    pub(in crate::read::text) head: usize,
    /// Whether there are posts at all.
    pub(in crate::read::text) any: bool,
}

impl Stamps {
    /// Tells them apart. The blocks have no days yet but those that stand on their own lines.
    pub(in crate::read::text) fn of(text: &str, blocks: &[Block]) -> Self {
        let mut stamps: Vec<TimeUse> = blocks.iter().map(|block| alone(text, block)).collect();
        open_by_updates(text, blocks, &mut stamps);
        let head = days::head(text, blocks);
        let first = (head..blocks.len()).find(|&at| stamps[at].is_post());
        let first_has_day = first.map(|at| has_day(&blocks[at]));
        for at in 0..head.min(blocks.len()) {
            if stamps[at].is_post() && !opens_in_head(blocks, &stamps, first_has_day, at) {
                stamps[at] = TimeUse::Page;
            }
        }
        let timed = |block: &Block| block.kind != Kind::Timestamp && block.time.is_some();
        let any = stamps.iter().any(|stamp| stamp.is_post()) || blocks.iter().any(timed);
        Self { all: stamps, head, any }
    }

    /// What the time of a block is for.
    pub(in crate::read::text) fn at(&self, block: usize) -> TimeUse {
        self.all.get(block).copied().unwrap_or(TimeUse::None)
    }

    /// The stamps from here on, at most so many.
    pub(in crate::read::text) fn stamps(&self, from: usize, most: usize) -> impl Iterator<Item = TimeUse> {
        self.all.get(from..).unwrap_or_default().iter().take(most).copied()
    }

    /// How many of the blocks from here on are nothing but times, at most so many.
    pub(in crate::read::text) fn run(&self, from: usize, most: usize) -> usize {
        let rest = self.all.get(from..).unwrap_or_default().iter();
        rest.take(most).take_while(|stamp| **stamp != TimeUse::None).count()
    }

    /// When the post that a block belongs to was changed, if the block says that.
    pub(in crate::read::text) fn updated(&self, text: &str, blocks: &[Block], at: usize) -> Option<Time> {
        let when = || clock::said(blocks[at].text.of(text));
        match self.at(at) {
            TimeUse::Updated => when()?.time(),
            TimeUse::Time => {
                let when = when()?;
                let minute = when.changed?;
                Some(Time { minute, ..when.time()? })
            }
            _ => None,
        }
    }
}

/// What a line says by itself.
fn alone(text: &str, block: &Block) -> TimeUse {
    if block.kind != Kind::Timestamp {
        return TimeUse::None;
    }
    let line = block.text.of(text);
    match clock::said(line) {
        Some(when) if when.updated => TimeUse::Updated,
        Some(when) if when.minute.is_some() => TimeUse::Time,
        Some(when) if when.relative => TimeUse::Relative,
        Some(when) if when.date.is_some() || when.yearless.is_some() => TimeUse::Day,
        _ if block.time.is_some() => TimeUse::Time,
        _ if clock::is_near_day(line) || clock::is_span(line) || minute::at_start(line).is_some() => TimeUse::Relative,
        _ => TimeUse::None,
    }
}

/// "Updated 2 hours ago" above the text of a post, where others have "3 hours ago" or the same, opens that post. Below a
/// text it belongs to the post above.
fn open_by_updates(text: &str, blocks: &[Block], stamps: &mut [TimeUse]) {
    /// So many part posts.
    const POSTS: usize = 2;
    let ago = |at: usize| clock::said(blocks[at].text.of(text)).is_some_and(|when| when.relative);
    let opening: Vec<usize> = (1..blocks.len())
        .filter(|&at| stamps[at] == TimeUse::Updated && stamps[at - 1] == TimeUse::None && ago(at))
        .filter(|&at| blocks.get(at + 1).is_some_and(|next| next.kind == Kind::Paragraph))
        .collect();
    let relative = stamps.iter().filter(|stamp| **stamp == TimeUse::Relative);
    if opening.len() + relative.take(POSTS).count() >= POSTS {
        for at in opening {
            stamps[at] = TimeUse::Relative;
        }
    }
}

/// Whether a time in the head of the page is that of the first post, and not when the page was published: it is the last
/// one there, others follow in the body, and it doesn't stand out by a day of its own.
fn opens_in_head(blocks: &[Block], stamps: &[TimeUse], first_has_day: Option<bool>, at: usize) -> bool {
    let Some(day) = first_has_day else { return false };
    let kind = |at: usize| blocks.get(at).map(|block| block.kind);
    let post = |at: usize| stamps.get(at).is_some_and(|stamp| stamp.is_post());
    let follows = stamps[at + 1..]
        .iter()
        .take_while(|stamp| **stamp != TimeUse::None)
        .any(|stamp| stamp.is_post());
    // "Published …", then a headline with its own time below it.
    let below = kind(at + 1) == Some(Kind::Heading) && post(at + 2) && kind(at + 3) != Some(Kind::Heading);
    (day || !has_day(&blocks[at])) && !below && !follows
}

pub(super) fn has_day(block: &Block) -> bool {
    block.time.is_some_and(|time| time.date.is_some())
}

/// Gives a block another kind, and takes its credit away: only captions have one.
pub(super) fn set(block: &mut Block, kind: Kind) {
    block.kind = kind;
    block.credit = None;
}
