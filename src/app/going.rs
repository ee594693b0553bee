//! Showing what is chosen in the picker, and going there.

use super::actions::{folding, jumping, moving, placing, searching, selecting};
use super::document::place::Place;
use super::message::Effect;
use super::overlay::picker::items::{Item, ItemKind};
use super::session::Focus;
use super::state::State;
use crate::article::{Anchor, BlockId};

/// Shows an item on the page, or what was shown before if there is none in this article. Opens no fold.
pub(super) fn preview(state: &mut State, item: Option<Item>, before: Place) {
    match item {
        Some(Item::Section(section)) => moving::to_section(state, section),
        _ => match item.and_then(|item| state.anchor_of(item)) {
            Some(anchor) => placing::show_lower(state, anchor),
            None => placing::restore(state, before),
        },
    }
}

/// To a block, or the fold that stands for it.
pub(super) fn to_block(state: &mut State, block: BlockId) {
    jumping::push(state);
    state.session.focus = Focus::Page;
    let shown = state.page().shown(block);
    placing::show(state, Anchor::start_of(shown));
}

/// To an item, from where the reader was before it was previewed.
pub(super) fn to_item(state: &mut State, item: Item, before: Place) -> Option<Effect> {
    state.session.focus = Focus::Page;
    if let Item::Mark(mark) = item {
        placing::restore(state, before);
        return jumping::leap(state, mark.into());
    }
    jumping::push_place(state, before);
    match item {
        Item::Section(section) => moving::to_section(state, section),
        Item::Match(span) => {
            searching::to_span(state, span);
            selecting::to_match(state);
        }
        _ => {
            if let Some(anchor) = state.anchor_of(item) {
                if item.kind() == ItemKind::Caption {
                    folding::uncover(state, anchor.block);
                }
                placing::show_lower(state, anchor);
            }
        }
    }
    None
}
