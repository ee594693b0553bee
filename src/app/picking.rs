//! The section picker: sections found by typing some letters of their headline, or their number.

use std::cmp::Reverse;

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::input::Edit;
use super::{Effect, Found, Input, Picking, Screen, State, keys, sidebar};
use crate::article::SectionId;
use crate::keymap::Action;

/// Sections around the chosen one whose matching letters are worked out: more than any screen shows.
const LETTERED: usize = 128;

/// Opens the picker, the section the reader is in chosen.
pub(super) fn open(state: &mut State) {
    let sections = state.article.sections().len();
    if sections == 0 {
        return state.fail("There are no sections");
    }
    state.screen = Screen::Picking(Picking {
        input: Input::default(),
        found: all(sections),
        selected: state.section().index(),
    });
}

fn all(sections: usize) -> Vec<Found> {
    let found = |section| Found {
        section: SectionId(section),
        letters: Vec::new(),
    };
    (0..sections as u32).map(found).collect()
}

/// A change to what is typed.
pub(super) fn edit(state: &mut State, edit: Edit<'_>) {
    let Screen::Picking(picking) = &mut state.screen else {
        return;
    };
    let before = picking.input.text.clone();
    if !picking.input.edit(edit) {
        return;
    }
    let typed = picking.input.text.clone();
    // What is typed on can only match fewer sections: those alone are looked at again.
    // Not so a number, nor a blank made part of a word by a backslash.
    let narrower =
        typed.starts_with(&before) && !before.trim().is_empty() && !is_number(&typed) && !typed.contains('\\');
    let among = if narrower {
        std::mem::take(&mut picking.found)
    } else {
        all(state.article.sections().len())
    };
    let (found, selected) = if typed.trim().is_empty() {
        (among, state.section().index())
    } else {
        (ranked(state, among, &typed), 0)
    };
    if let Screen::Picking(picking) = &mut state.screen {
        (picking.found, picking.selected) = (found, selected);
    }
    letter(state);
}

fn is_number(typed: &str) -> bool {
    typed.trim().bytes().all(|byte| byte.is_ascii_digit())
}

fn pattern(typed: &str) -> Pattern {
    Pattern::new(typed, CaseMatching::Smart, Normalization::Smart, AtomKind::Fuzzy)
}

/// Those that match, best first, equally good ones in the order of the article; before them the one whose number
/// was typed.
fn ranked(state: &State, among: Vec<Found>, typed: &str) -> Vec<Found> {
    let pattern = pattern(typed);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let number = typed.trim().parse::<u32>().ok();
    let mut letters = Vec::new();
    let mut scored: Vec<(u32, Found)> = among
        .into_iter()
        .filter_map(|found| {
            if number == Some(found.section.0 + 1) {
                return Some((u32::MAX, found));
            }
            letters.clear();
            letters.extend(state.headline(found.section).chars());
            let score = pattern.score(Utf32Str::Unicode(&letters), &mut matcher)?;
            Some((score, found))
        })
        .collect();
    scored.sort_by_key(|(score, found)| (Reverse(*score), found.section));
    scored.into_iter().map(|(_, found)| found).collect()
}

/// Works out which letters matched, where they may be seen.
fn letter(state: &mut State) {
    let Screen::Picking(picking) = &state.screen else {
        return;
    };
    let pattern = pattern(&picking.input.text);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let from = picking.selected.saturating_sub(LETTERED);
    let to = picking.selected.saturating_add(LETTERED).min(picking.found.len());
    let mut worked_out = Vec::new();
    for found in &picking.found[from.min(to)..to] {
        let mut letters = Vec::new();
        let headline: Vec<char> = state.headline(found.section).chars().collect();
        if pattern
            .indices(Utf32Str::Unicode(&headline), &mut matcher, &mut letters)
            .is_none()
        {
            letters.clear();
        }
        letters.sort_unstable();
        letters.dedup();
        worked_out.push(letters);
    }
    if let Screen::Picking(picking) = &mut state.screen {
        for (found, letters) in picking.found[from.min(to)..].iter_mut().zip(worked_out) {
            found.letters = letters;
        }
    }
}

/// A key in the picker.
pub(super) fn act(state: &mut State, action: Action, count: usize) -> Vec<Effect> {
    let page = usize::from(state.size.height / 2);
    let Screen::Picking(picking) = &mut state.screen else {
        return Vec::new();
    };
    match action {
        Action::Accept | Action::Activate => take(state),
        Action::Cancel | Action::Clear => state.screen = Screen::Reading,
        _ => {
            let last = picking.found.len().saturating_sub(1);
            if let Some(to) = keys::in_list(action, picking.selected, last, count, page) {
                choose(state, to);
            }
        }
    }
    Vec::new()
}

/// Chooses one.
pub(super) fn choose(state: &mut State, index: usize) {
    if let Screen::Picking(picking) = &mut state.screen {
        picking.selected = index.min(picking.found.len().saturating_sub(1));
        letter(state);
    }
}

/// Goes to the chosen one; the picker stays if none was found.
pub(super) fn take(state: &mut State) {
    let Screen::Picking(picking) = &state.screen else {
        return;
    };
    if let Some(found) = picking.found.get(picking.selected) {
        sidebar::go(state, found.section);
    }
}
