//! Moving through the article: by rows, pages, blocks, captions, sections.

use std::borrow::Cow;

use super::placing::{self, is_text};
use super::{jumping, tracking};
use crate::app::direction::{Direction, MOST, times};
use crate::app::document::place::Place;
use crate::app::document::progress::Stage;
use crate::app::session::Focus;
use crate::app::state::State;
use crate::article::{BlockId, Section, SectionId};
use crate::layout::{Page, Top};

/// How far, once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) enum Stride {
    /// A row.
    Row,
    /// Half a page.
    Half,
    /// A page.
    Page,
}

/// Scrolls. Where the page cannot go on, the cursor does: so the last sections can be reached and be current.
pub(in crate::app) fn scroll(state: &mut State, direction: Direction, step: Stride, count: Option<u32>) {
    let height = state.height();
    let rows = match step {
        Stride::Row => times(count),
        Stride::Half => (height / 2).max(1).saturating_mul(times(count)),
        Stride::Page => return turn(state, direction, times(count)),
    };
    scroll_rows(state, direction, rows.min(MOST as usize), step == Stride::Row);
}

/// Turns pages, so that each begins and ends at a good place.
fn turn(state: &mut State, direction: Direction, pages: usize) {
    let height = state.height();
    let page = state.page();
    let mut wanted = state.document.place.top;
    for _ in 0..pages.min(MOST as usize / height + 1) {
        let next = match direction {
            Direction::Down => page.page_down(wanted, height),
            Direction::Up => page.page_up(wanted, height),
        };
        if next == wanted {
            break;
        }
        wanted = next;
    }
    go_to(state, direction, wanted, pages, false);
}

/// Scrolls by rows. With `gently` the cursor stays on its block as long as that is on the page, and else goes on
/// by blocks; without, it goes to where the reader reads on.
pub(in crate::app) fn scroll_rows(state: &mut State, direction: Direction, rows: usize, gently: bool) {
    let page = state.page();
    let wanted = match direction {
        Direction::Down => page.down(state.document.place.top, rows),
        Direction::Up => page.up(state.document.place.top, rows),
    };
    go_to(state, direction, wanted, rows, gently);
}

/// Puts the page at `wanted`, or at the end of the article; the cursor goes along, or goes on alone by so many `steps`.
fn go_to(state: &mut State, direction: Direction, wanted: Top, steps: usize, gently: bool) {
    let height = state.height();
    let page = state.page();
    let fits = direction == Direction::Up || page.rows(wanted, height).len() >= height;
    let top = if fits { wanted } else { page.end(height) };
    let moved = top != state.document.place.top;
    let cursor = match (moved, gently) {
        (true, true) => Some(state.document.place.cursor),
        (true, false) => page
            .rows(wanted, height)
            .iter()
            .find(|row| is_text(row))
            .map(|row| row.anchor.block),
        (false, true) => Some(step_blocks(&page, state.document.place.cursor, direction, steps)),
        (false, false) if direction == Direction::Down => page.last_shown(),
        (false, false) => Some(page.first_shown()),
    };
    state.document.place.cursor = cursor.unwrap_or(state.document.place.cursor);
    state.document.place.top = top;
}

fn step_blocks(page: &Page<'_>, from: BlockId, direction: Direction, count: usize) -> BlockId {
    let mut block = page.shown(from);
    for _ in 0..count {
        let next = match direction {
            Direction::Down => page.next(block),
            Direction::Up => page.previous(block),
        };
        let Some(next) = next else { break };
        block = next;
    }
    block
}

/// To the first row of the article.
pub(in crate::app) fn to_start(state: &mut State) {
    if state.document.article.last().is_none() {
        return;
    }
    let page = state.page();
    let first = page.first_shown();
    state.document.place.top = page.start();
    state.document.place.cursor = first;
}

/// To the last row of the article.
pub(in crate::app) fn to_end(state: &mut State) {
    let page = state.page();
    let (end, last) = (page.end(state.height()), page.last_shown());
    state.document.place.top = end;
    state.document.place.cursor = last.unwrap_or(state.document.place.cursor);
    state.document.keeping.want_end = state.document.keeping.more;
}

/// `G` and `12G`: to the end, or to a section counted from 1.
pub(in crate::app) fn to_section_or_end(state: &mut State, count: Option<u32>) {
    jumping::push(state);
    match count {
        Some(number) => to_section_number(state, number),
        None => to_end(state),
    }
}

/// `50%`: so far down the article that the top line says so.
pub(in crate::app) fn to_percent(state: &mut State, percent: Option<u32>) {
    let Some(percent) = percent else {
        return state.tell("How far? Type a number first: 50%");
    };
    jumping::push(state);
    if percent >= 100 {
        return to_end(state);
    }
    let article = &state.document.article;
    let all = article.text().len() as u32;
    // What is on the page is neither above it nor below.
    let above = u64::from(all.saturating_sub(state.document.viewport.span.len()));
    let byte = (above * u64::from(percent) / 100) as u32;
    let parts = state.document.posts.order.stretches(article, byte..byte + 1);
    let Some(anchor) = parts.first().and_then(|part| article.anchor_at(part.start)) else {
        return;
    };
    let page = state.page();
    let (top, cursor) = (page.top_at(anchor), page.shown(anchor.block));
    state.document.place = Place { top, cursor };
}

fn to_section_number(state: &mut State, number: u32) {
    let sections = state.document.article.sections().len() as u32;
    let number = number.clamp(1, sections.max(1));
    to_section(state, SectionId(number - 1));
}

/// To a section: its first row at the top of the page, so far as the article goes on below it.
pub(in crate::app) fn to_section(state: &mut State, section: SectionId) {
    if let Some(section) = state.document.article.sections().get(section.index()) {
        let first = section.first;
        if state.page().before(first).is_none() {
            to_start(state);
        } else {
            placing::show_at_top(state, first);
        }
    }
}

/// To the next section; or back, to the start of this one if the cursor is past it, and else to the one before.
pub(in crate::app) fn by_sections(state: &mut State, direction: Direction, count: Option<u32>) {
    let sections = state.document.article.sections().len();
    if sections == 0 {
        return;
    }
    let (here, count) = (state.document.posts.order.place(state.document.section()), times(count));
    let order = &state.document.posts.order;
    let is_shown = |place: &usize| has_rows(state, order.section(*place));
    let target = match direction {
        // Where only some paragraphs are shown, to the next section that has one.
        Direction::Down if state.document.folds.only().is_some() => {
            let further = (here + 1..sections).filter(is_shown).nth(count - 1);
            further.unwrap_or(sections)
        }
        Direction::Down => here + count,
        Direction::Up if state.document.folds.only().is_some() => {
            match (0..here).rev().filter(is_shown).nth(count - 1) {
                Some(target) => target,
                None => return to_start(state),
            }
        }
        Direction::Up => {
            let section = state.document.posts.order.section(here);
            let first = state.page().shown(state.document.article.section(section).first);
            let within = usize::from(state.document.place.cursor > first);
            match here.checked_sub(count - within) {
                Some(target) => target,
                None => return to_start(state),
            }
        }
    };
    if target < sections {
        to_section(state, state.document.posts.order.section(target));
    } else if here + 1 < sections && state.document.folds.only().is_none() {
        to_section(state, state.document.posts.order.section(sections - 1));
    } else {
        state.tell("This is the last section");
    }
}

/// Whether a section has its own first row, and is no part of a fold that begins above it.
fn has_rows(state: &State, section: SectionId) -> bool {
    let first = state.document.article.section(section).first;
    state.page().fold(first).is_none()
}

/// To the next or previous block that is shown.
pub(in crate::app) fn by_blocks(state: &mut State, direction: Direction, count: Option<u32>) {
    let page = state.page();
    let count = times(count);
    let hidden_start = direction == Direction::Up && starts_above(state);
    let block = step_blocks(
        &page,
        state.document.place.cursor,
        direction,
        count - usize::from(hidden_start),
    );
    state.document.place.cursor = block;
    placing::show_block(state);
}

/// Whether the cursor's block begins above the page, so that going up goes to its start first.
fn starts_above(state: &State) -> bool {
    state.document.place.cursor == state.document.place.top.anchor.block && state.document.place.top.anchor.offset > 0
}

/// Some blocks, given in the order of the text, in the order in which they are shown.
fn shown_order<'b>(page: &Page<'_>, blocks: &'b [BlockId]) -> Cow<'b, [BlockId]> {
    if page.order.is_given() {
        return Cow::Borrowed(blocks);
    }
    let mut shown = blocks.to_vec();
    shown.sort_by_key(|block| page.block_key(*block));
    Cow::Owned(shown)
}

/// To the next or previous caption that is shown.
pub(in crate::app) fn by_captions(state: &mut State, direction: Direction, count: Option<u32>) {
    let page = state.page();
    let is_shown = |block: &&BlockId| page.shown(**block) == **block;
    let index = times(count) - 1;
    let captions = shown_order(&page, &state.document.facts.landmarks.captions);
    let here = page.block_key(state.document.place.cursor);
    let found = match direction {
        Direction::Down => {
            let below = captions.partition_point(|block| page.block_key(*block) <= here);
            captions[below..].iter().filter(is_shown).nth(index)
        }
        Direction::Up => {
            let above = captions.partition_point(|block| page.block_key(*block) < here);
            captions[..above].iter().rev().filter(is_shown).nth(index)
        }
    };
    match found.copied() {
        Some(block) => {
            state.document.place.cursor = block;
            placing::show_block(state);
        }
        None if direction == Direction::Down => state.tell("No caption below"),
        None => state.tell("No caption above"),
    }
}

/// To the first section after this one that has not been read, or with a count to a later such; from the last one on,
/// from the start. In one of which a part has been read, to where the rest begins.
pub(in crate::app) fn to_unread(state: &mut State, count: Option<u32>) {
    let order = &state.document.posts.order;
    let here = order.place(state.document.section());
    let sections = state.document.article.sections().len();
    let unread = (here + 1..sections)
        .chain(0..here.min(sections))
        .map(|place| order.section(place))
        .filter(|&section| state.document.stage(section) != Stage::Read);
    match unread.take(times(count)).last() {
        Some(section) => {
            jumping::push(state);
            match state.document.stage(section) {
                Stage::Partly => to_unread_from(state, state.document.article.section(section).first),
                _ => to_section(state, section),
            }
        }
        None => state.tell("Nothing else is unread"),
    }
}

/// `r`: to the first block of the article that has not been read.
pub(in crate::app) fn to_first_unread(state: &mut State) {
    let shown = (0..state.document.article.sections().len()).map(|place| state.document.posts.order.section(place));
    let mut unread = shown.filter(|&section| state.document.stage(section) != Stage::Read);
    match unread.next() {
        Some(section) => {
            jumping::push(state);
            to_unread_from(state, state.document.article.section(section).first);
        }
        None => state.tell("Everything has been read"),
    }
}

fn to_unread_from(state: &mut State, block: BlockId) {
    match state.document.reading.progress.unread_from(block) {
        Some(BlockId(0)) => to_start(state),
        Some(block) => placing::show_at_top(state, block),
        None => {}
    }
}

/// `X`: marks a section as read, or one that has been as unread: the one the reader is in, or the one chosen in the
/// sidebar.
pub(in crate::app) fn mark_section(state: &mut State) {
    let section = match state.session.focus {
        Focus::Page => state.document.section(),
        Focus::Sidebar => state.document.sidebar.selected,
    };
    let Some(&Section { first, last, .. }) = state.document.article.sections().get(section.index()) else {
        return;
    };
    let read = state.document.reading.progress.stage(&state.document.article, section) != Stage::Read;
    tracking::mark_by_hand(state, (first, last), read);
    let word = if read { "read" } else { "unread" };
    state.tell(format!("Section {} is marked as {word}", section.0 + 1));
}
