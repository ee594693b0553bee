//! Read tracking: text counts as read once it has been on the screen long enough to be read.
//!
//! `run` says with each message how long the page before it was on the screen, so `app` needs no clock, and nothing
//! wakes up for this. The time is spent from the top of the page down: each chunk of unread text takes what it takes to
//! skim it. No more is read than can be in that time, and a page that is left early is read as far as one can have
//! come. A block is read when all its chunks are; of a block longer than the screen, what was seen. It makes no
//! difference how the time is cut into messages. Nothing is kept about a block that is read, or of which nothing was
//! seen.

use crate::app::document::facts::Amount;
use crate::app::session::Focus;
use crate::app::state::State;
use crate::article::BlockId;
use crate::layout::{Content, Row, RowKind};

/// How many times as fast as reading skimming is: 450 words a minute (Carver 1992, "Reading rate: theory, research, and
/// practical implications", Journal of Reading 36) of the 230 that minutes are counted by. Scripts without spaces are
/// counted by characters there, and so they are here.
const SKIMMING: f64 = 450.0 / 230.0;
/// A page that stood for a shorter time, in milliseconds, was flicked through: the eye rests for 225 to 250 ms at a time
/// (Rayner 1998, "Eye movements in reading and information processing", table 1), and first has to find the page.
const GLANCE: u32 = 300;
/// Bytes of a chunk, the least that is told apart: about a row. A chunk is on the screen if its last byte is.
const CHUNK: usize = 64;

/// A block on the page that has not been read.
struct Sight {
    /// The block, or the first of those that its row stands for.
    block: BlockId,
    /// The last of those.
    last: BlockId,
    /// Its chunks that are on the screen.
    chunks: std::ops::Range<u32>,
    /// How many it has.
    of: usize,
    /// Minutes it takes to read one of those.
    minutes: f64,
}

/// A chunk that is getting its part of the time.
struct Share {
    /// An index into the sights.
    sight: usize,
    chunk: u32,
    dwelt: f64,
}

/// The one chunk of a row that stands for others; no chunk of a text.
const LINE: u32 = u32::MAX;

/// The last drawn page was on the screen for so long, and nothing lay over it if `uncovered`.
pub(in crate::app) fn seen(state: &mut State, millis: u32, uncovered: bool) {
    if !uncovered || !is_seen(state) {
        (
            state.document.reading.tracking.page,
            state.document.reading.tracking.stood,
        ) = (None, 0);
        return;
    }
    let page = Some((state.document.place.top, state.document.viewport.span));
    let tracking = &mut state.document.reading.tracking;
    if tracking.page != page {
        (tracking.page, tracking.stood) = (page, 0);
    }
    if tracking.spared == page {
        return;
    }
    tracking.spared = None;
    let before = tracking.stood;
    tracking.stood = before.saturating_add(millis);
    if tracking.stood < GLANCE {
        return;
    }
    // What was held back until it was more than a glance is given now.
    let millis = if before < GLANCE { tracking.stood } else { millis };
    let sights = sights(state);
    let shares = shared(state, &sights, f64::from(millis) / 60_000.0);
    give(state, &sights, &shares);
}

/// Whether the page is seen: the sidebar does not lie over it.
fn is_seen(state: &State) -> bool {
    let over = state.session.focus == Focus::Sidebar && state.areas().sidebar_over;
    !over && state.session.size.is_enough() && !state.document.article.blocks().is_empty()
}

/// What on the page has not been read.
fn sights(state: &State) -> Vec<Sight> {
    let page = state.page();
    let height = state.height();
    let rows = &state.document.viewport.rows;
    let mut sights = Vec::new();
    let mut at = 0;
    while let Some(row) = rows[..rows.len().min(height)].get(at) {
        let block = row.anchor.block;
        let own = rows[at..].iter().take_while(|row| row.anchor.block == block).count();
        let shown = own.min(height - at);
        // What has no row up to the next that has one, in the same section: another one may be shown behind it.
        let section = state.document.article.block(block).section;
        let next = page
            .next(block)
            .filter(|next| state.document.article.block(*next).section == section);
        let end = state.document.article.section(section).last.max(block);
        let last = next.map_or(end, |next| BlockId(next.0 - 1));
        if !state.document.reading.progress.are_read(block, last) {
            sights.extend(sight(state, (block, last), &rows[at..at + shown], rows.get(at + shown)));
        }
        at += own;
    }
    sights
}

/// What is seen of a block that has these rows on the page, and this one below them.
fn sight(state: &State, (block, last): (BlockId, BlockId), rows: &[Row], below: Option<&Row>) -> Option<Sight> {
    if let Some(line) = rows.iter().find(|row| row.kind == RowKind::Fold) {
        let words = line.pieces.iter().filter_map(|piece| match &piece.content {
            Content::Words(words) => Some(&**words),
            _ => None,
        });
        return Some(Sight {
            block,
            last,
            chunks: LINE..LINE,
            of: 1,
            minutes: words.map(|words| Amount::of(words).minutes).sum(),
        });
    }
    let first = rows.iter().find(|row| row.kind == RowKind::Text)?;
    let text = state.document.article.text_of(block);
    let below = below.filter(|row| row.anchor.block == block && row.kind == RowKind::Text);
    let end = below.map_or(text.len(), |row| row.anchor.offset as usize);
    let (start, end) = (
        text.floor_char_boundary(first.anchor.offset as usize),
        text.floor_char_boundary(end),
    );
    // A chunk is seen if its last byte is; an empty text is one chunk.
    let of = text.len().div_ceil(CHUNK).max(1);
    let to = if end == text.len() { of } else { end / CHUNK };
    let from = (start / CHUNK).min(to);
    let chunks = from as u32..to as u32;
    let minutes = Amount::of(text.get(start..end).unwrap_or_default()).minutes;
    (from < to).then(|| Sight {
        block,
        last,
        of,
        minutes: minutes / (to - from) as f64,
        chunks,
    })
}

/// Shares the time, in minutes, among the chunks that have not had enough: from the top on, each as much as it takes to
/// skim it. Those that get some.
fn shared(state: &State, sights: &[Sight], mut time: f64) -> Vec<Share> {
    /// What adding up parts of a time may lose of it.
    const NEARLY: f64 = 1.0 - 1e-9;
    let mut shares = open(state, sights);
    let mut given = 0;
    for share in &mut shares {
        if time <= 0.0 {
            break;
        }
        given += 1;
        let whole = sights[share.sight].minutes / SKIMMING;
        let needed = whole * (1.0 - share.dwelt);
        share.dwelt = if time >= needed {
            1.0
        } else {
            share.dwelt + time / whole
        };
        if share.dwelt >= NEARLY {
            share.dwelt = 1.0;
        }
        time -= needed;
    }
    shares.truncate(given);
    shares
}

fn open(state: &State, sights: &[Sight]) -> Vec<Share> {
    let mut open = Vec::new();
    for (index, sight) in sights.iter().enumerate() {
        let seen = state.document.reading.tracking.seen.get(&sight.block);
        let line = (sight.chunks.start == LINE).then_some(LINE);
        for chunk in sight.chunks.clone().chain(line) {
            let dwelt = seen.and_then(|seen| seen.chunks.get(&chunk)).copied().unwrap_or(0.0);
            if dwelt < 1.0 {
                open.push(Share {
                    sight: index,
                    chunk,
                    dwelt,
                });
            }
        }
    }
    open
}

/// Keeps what each chunk has had, and marks the blocks that have had enough.
fn give(state: &mut State, sights: &[Sight], shares: &[Share]) {
    for share in shares {
        let sight = &sights[share.sight];
        let seen = state.document.reading.tracking.seen.entry(sight.block).or_default();
        seen.chunks.insert(share.chunk, share.dwelt);
        seen.done += usize::from(share.dwelt >= 1.0 && share.chunk != LINE);
    }
    for sight in sights {
        let seen = state.document.reading.tracking.seen.get(&sight.block);
        let done = seen.is_some_and(|seen| match sight.chunks.start {
            LINE => seen.chunks.get(&LINE) == Some(&1.0),
            _ => seen.done >= sight.of,
        });
        // What is hidden without a row, as the second print of a caption, has been read with the first.
        if done || state.document.reading.progress.is_read(sight.block) && sight.chunks.start != LINE {
            mark(state, (sight.block, sight.last), true);
        }
    }
}

/// Marks consecutive blocks as read or unread, and notes it for the store to keep.
pub(in crate::app) fn mark(state: &mut State, blocks: (BlockId, BlockId), read: bool) {
    let (article, folding) = (&state.document.article, &state.document.folding);
    state.document.reading.progress.set(article, folding, blocks, read);
    let seen = &mut state.document.reading.tracking.seen;
    if ((blocks.1.0 - blocks.0.0) as usize) < seen.len() {
        for block in blocks.0.0..=blocks.1.0 {
            seen.remove(&BlockId(block));
        }
    } else {
        seen.retain(|block, _| !(blocks.0..=blocks.1).contains(block));
    }
    state.document.reading.note(blocks.0, blocks.1, read);
}

/// The same by hand: what is marked as unread does not become read as long as the page stands.
pub(in crate::app) fn mark_by_hand(state: &mut State, blocks: (BlockId, BlockId), read: bool) {
    mark(state, blocks, read);
    state.document.reading.tracking.spared =
        (!read).then_some((state.document.place.top, state.document.viewport.span));
}
