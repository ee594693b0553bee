//! What is new since the last visit: told once on opening, and gone to by keys.

use super::{jumping, placing};
use crate::app::direction::{Direction, times};
use crate::app::document::changes::{Change, counted, key};
use crate::app::document::visits::Visits;
use crate::app::session::notice::Notice;
use crate::app::state::State;
use crate::article::{Anchor, BlockId, SectionId};
use crate::layout::Fresh;

/// Says what has changed, once, and unless something else is being said.
pub(in crate::app) fn tell(state: &mut State) {
    let words = state.changes_in_words();
    if state.document.visits.told == words {
        return;
    }
    if state.session.notice.is_none() {
        state.session.notice = Some(Notice::Aside(words.clone()));
    }
    state.document.visits.told = words;
}

/// `.` and `,`: to the next or previous place where something is new or has changed.
pub(in crate::app) fn step(state: &mut State, direction: Direction, count: Option<u32>) {
    let page = state.page();
    let here = page.shown(state.document.place.cursor);
    let visits = &state.document.visits;
    let items = &visits.items;
    let at = |block| key(&state.document.article, &state.document.posts.order, block);
    let from = match direction {
        Direction::Down => items.partition_point(|item| at(visits.at(item)) <= at(here)),
        Direction::Up => items.partition_point(|item| at(visits.at(item)) < at(here)),
    };
    let place = |item: &Change| match item {
        Change::Removed(_) => None,
        _ => Some(page.shown(visits.at(item))).filter(|block| *block != here),
    };
    let target = match direction {
        Direction::Down => items[from..].iter().filter_map(place).take(times(count)).last(),
        Direction::Up => items[..from].iter().rev().filter_map(place).take(times(count)).last(),
    };
    if let Some(block) = target {
        jumping::push(state);
        placing::show(state, Anchor::start_of(block));
        return;
    }
    let words = match (direction, state.document.visits.since.is_empty()) {
        (_, true) => "What is new is shown from your second visit on",
        (Direction::Down, _) => "Nothing new below",
        (Direction::Up, _) => "Nothing new above",
    };
    state.tell(words);
}

impl State {
    /// What is new about a block since the last visit.
    pub fn fresh(&self, block: BlockId) -> Option<Fresh> {
        self.document.visits.past.fresh(block)
    }

    /// Whether anything in a section is new since the last visit.
    pub fn is_fresh_in(&self, section: SectionId) -> bool {
        let section = self.document.article.sections().get(section.index());
        section.is_some_and(|section| self.document.visits.past.is_fresh_among(section.first, section.last))
    }

    /// What has changed, in words: "Since yesterday 14:05: 4 new, 1 changed, 2 removed".
    pub fn changes_in_words(&self) -> String {
        let Visits { since, counts, .. } = &self.document.visits;
        let told = counted(&[
            (counts.added, "new"),
            (counts.changed, "changed"),
            (counts.removed, "removed"),
        ]);
        format!("Since {since}: {}", told.as_deref().unwrap_or("nothing new"))
    }
}
