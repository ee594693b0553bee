//! Stepping through matches where posts are shown in another order than that of the text, in which matches are kept.

use std::ops::Range;

use crate::app::direction::Direction;
use crate::app::state::State;

/// The match that follows a byte of the text on the page, or that it follows, and whether it is on the other side of
/// an end of the article. With `strict`, one that starts at the byte does not count.
pub(in crate::app) fn beside(state: &State, from: u32, direction: Direction, strict: bool) -> Option<(usize, bool)> {
    let matches = &state.document.search.as_ref()?.matches;
    let block = state.document.article.block_at(from)?;
    let place = state
        .document
        .posts
        .order
        .place(state.document.article.block(block).section);
    let own = within(state, place);
    let (down, up) = match direction {
        Direction::Down if strict => (matches.partition_point(|found| found.start <= from), 0),
        Direction::Down => (matches.partition_point(|found| found.start < from), 0),
        Direction::Up if strict => (0, matches.partition_point(|found| found.start < from)),
        Direction::Up => (0, matches.partition_point(|found| found.start <= from)),
    };
    let sections = state.document.article.sections().len();
    match direction {
        Direction::Down if down.max(own.start) < own.end => Some((down.max(own.start), false)),
        Direction::Up if up.min(own.end) > own.start => Some((up.min(own.end) - 1, false)),
        Direction::Down => {
            let places = (place + 1..sections).chain(0..=place);
            let found = places
                .map(|at| (at, within(state, at)))
                .find(|(_, found)| !found.is_empty());
            found.map(|(at, found)| (found.start, at <= place))
        }
        Direction::Up => {
            let places = (0..place).rev().chain((place..sections).rev());
            let found = places
                .map(|at| (at, within(state, at)))
                .find(|(_, found)| !found.is_empty());
            found.map(|(at, found)| (found.end - 1, at >= place))
        }
    }
}

/// The match so many further on from a byte.
pub(in crate::app) fn steps(
    state: &State,
    from: u32,
    direction: Direction,
    strict: bool,
    count: usize,
) -> Option<(usize, bool)> {
    let (mut at, mut wrapped) = beside(state, from, direction, strict)?;
    for _ in 1..count {
        let from = state.document.search.as_ref()?.matches.get(at)?.start;
        let (next, over) = beside(state, from, direction, true)?;
        wrapped |= over;
        at = next;
    }
    Some((at, wrapped))
}

/// Which of all matches one is, counted from 1 as they are gone through: in the order shown. Costs a look at every
/// section that is shown before it, where that is not the order of the text.
pub(in crate::app) fn number(state: &State, at: usize) -> Option<usize> {
    if state.document.posts.order.is_given() {
        return Some(at + 1);
    }
    let found = state.document.search.as_ref()?.matches.get(at)?;
    let section = state
        .document
        .article
        .block(state.document.article.block_at(found.start)?)
        .section;
    let place = state.document.posts.order.place(section);
    let before: usize = (0..place).map(|place| within(state, place).len()).sum();
    Some(before + at - within(state, place).start + 1)
}

/// The matches in the section at a place.
fn within(state: &State, place: usize) -> Range<usize> {
    let section = state
        .document
        .article
        .sections()
        .get(state.document.posts.order.section(place).index());
    let (Some(section), Some(search)) = (section, &state.document.search) else {
        return 0..0;
    };
    let article = &state.document.article;
    let (start, end) = (
        article.block(section.first).tile.start,
        article.block(section.last).tile.end,
    );
    let first = search.matches.partition_point(|found| found.start < start);
    first..search.matches.partition_point(|found| found.start < end)
}
