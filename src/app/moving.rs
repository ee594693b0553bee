//! Moving through the article: by rows, pages, blocks, captions, sections.

use super::place::{self, is_text};
use super::{State, jumps};
use crate::article::{BlockId, Kind, SectionId};
use crate::layout::Page;

/// The most rows, pages or blocks a count moves: moving costs what is passed over.
const MOST: u32 = 9_999;
/// Rows of the page before that stay on the screen when it is turned, so that the eye finds its line again.
const OVERLAP: usize = 1;

/// Which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Towards the end.
    Down,
    /// Towards the start.
    Up,
}

/// How far, once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A row.
    Row,
    /// Half a page.
    Half,
    /// A page.
    Page,
}

/// A count as a number of repetitions.
pub(super) fn times(count: Option<u32>) -> usize {
    count.unwrap_or(1).clamp(1, MOST) as usize
}

/// Scrolls. Where the page cannot go on, the cursor does: so the last sections can be reached and be current.
pub(super) fn scroll(state: &mut State, way: Way, step: Step, count: Option<u32>) {
    let height = state.height();
    let rows = match step {
        Step::Row => times(count),
        Step::Half => (height / 2).max(1).saturating_mul(times(count)),
        Step::Page => height.saturating_sub(OVERLAP).max(1).saturating_mul(times(count)),
    };
    scroll_rows(state, way, rows.min(MOST as usize), step == Step::Row);
}

/// Scrolls by rows. With `gently` the cursor stays on its block as long as that is on the page, and else goes on
/// by blocks; without, it goes to where the reader reads on.
pub(super) fn scroll_rows(state: &mut State, way: Way, rows: usize, gently: bool) {
    let height = state.height();
    let page = state.page();
    let wanted = match way {
        Way::Down => page.down(state.top, rows),
        Way::Up => page.up(state.top, rows),
    };
    let fits = way == Way::Up || page.rows(wanted, height).len() >= height;
    let top = if fits { wanted } else { page.end(height) };
    let moved = top != state.top;
    let cursor = match (moved, gently) {
        (true, true) => Some(state.cursor),
        (true, false) => page
            .rows(wanted, height)
            .iter()
            .find(|row| is_text(row))
            .map(|row| row.anchor.block),
        (false, true) => Some(step_blocks(&page, state.cursor, way, rows)),
        (false, false) if way == Way::Down => page.last_shown(),
        (false, false) => Some(page.first_shown()),
    };
    state.cursor = cursor.unwrap_or(state.cursor);
    state.top = top;
}

fn step_blocks(page: &Page<'_>, from: BlockId, way: Way, count: usize) -> BlockId {
    let mut block = page.shown(from);
    for _ in 0..count {
        let next = match way {
            Way::Down => page.next(block),
            Way::Up => page.previous(block),
        };
        let Some(next) = next else { break };
        block = next;
    }
    block
}

/// To the first row of the article.
pub(super) fn to_start(state: &mut State) {
    if state.article.last().is_none() {
        return;
    }
    let page = state.page();
    let first = page.first_shown();
    state.top = page.start();
    state.cursor = first;
}

/// To the last row of the article.
pub(super) fn to_end(state: &mut State) {
    let page = state.page();
    let (end, last) = (page.end(state.height()), page.last_shown());
    state.top = end;
    state.cursor = last.unwrap_or(state.cursor);
    state.keeping.want_end = state.keeping.more;
}

/// `G` and `12G`: to the end, or to a section counted from 1.
pub(super) fn to_section_or_end(state: &mut State, count: Option<u32>) {
    jumps::push(state);
    match count {
        Some(number) => to_section_number(state, number),
        None => to_end(state),
    }
}

fn to_section_number(state: &mut State, number: u32) {
    let sections = state.article.sections().len() as u32;
    let number = number.clamp(1, sections.max(1));
    to_section(state, SectionId(number - 1));
}

/// To a section: its first row at the top of the page, so far as the article goes on below it.
pub(super) fn to_section(state: &mut State, section: SectionId) {
    if let Some(section) = state.article.sections().get(section.index()) {
        let first = section.first;
        if state.page().before(first).is_none() {
            to_start(state);
        } else {
            place::show_at_top(state, first);
        }
    }
}

/// To the next section; or back, to the start of this one if the cursor is past it, and else to the one before.
pub(super) fn by_sections(state: &mut State, way: Way, count: Option<u32>) {
    let sections = state.article.sections().len();
    if sections == 0 {
        return;
    }
    let (here, count) = (state.posts.order.place(state.section()), times(count));
    let target = match way {
        Way::Down => here + count,
        Way::Up => {
            let section = state.posts.order.section(here);
            let first = state.page().shown(state.article.section(section).first);
            let within = usize::from(state.cursor > first);
            match here.checked_sub(count - within) {
                Some(target) => target,
                None => return to_start(state),
            }
        }
    };
    if target < sections {
        to_section(state, state.posts.order.section(target));
    } else if here + 1 < sections {
        to_section(state, state.posts.order.section(sections - 1));
    } else {
        state.tell("This is the last section");
    }
}

/// To the next or previous block that is shown.
pub(super) fn by_blocks(state: &mut State, way: Way, count: Option<u32>) {
    let page = state.page();
    let count = times(count);
    let hidden_start = way == Way::Up && starts_above(state);
    let block = step_blocks(&page, state.cursor, way, count - usize::from(hidden_start));
    state.cursor = block;
    place::show_block(state);
}

/// Whether the cursor's block begins above the page, so that going up goes to its start first.
fn starts_above(state: &State) -> bool {
    state.cursor == state.top.anchor.block && state.top.anchor.offset > 0
}

/// To the next or previous caption that is shown.
pub(super) fn by_captions(state: &mut State, way: Way, count: Option<u32>) {
    let page = state.page();
    let is_caption = |&block: &BlockId| page.article.block(block).kind == Kind::Caption && page.shown(block) == block;
    let index = times(count) - 1;
    let from = Some(state.cursor).filter(|_| state.article.last().is_some());
    let found = match way {
        Way::Down => std::iter::successors(from, |&block| page.after(block))
            .skip(1)
            .filter(is_caption)
            .nth(index),
        Way::Up => std::iter::successors(from, |&block| page.before(block))
            .skip(1)
            .filter(is_caption)
            .nth(index),
    };
    match found {
        Some(block) => {
            state.cursor = block;
            place::show_block(state);
        }
        None if way == Way::Down => state.tell("No caption below"),
        None => state.tell("No caption above"),
    }
}

/// To the first section after this one whose end has not been seen, or with a count to a later such; from the last
/// one on, from the start.
pub(super) fn to_unread(state: &mut State, count: Option<u32>) {
    let order = &state.posts.order;
    let here = order.place(state.section());
    let sections = state.read.len();
    let unread = (here + 1..sections)
        .chain(0..here.min(sections))
        .map(|place| order.section(place))
        .filter(|&section| !state.read[section.index()]);
    match unread.take(times(count)).last() {
        Some(section) => {
            jumps::push(state);
            to_section(state, section);
        }
        None => state.tell("Nothing else is unread"),
    }
}
