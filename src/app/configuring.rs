//! The settings as a whole: read again from the configuration, or changed by name.
//!
//! What the reader has changed by hand stays, unless the configuration now says something else of that very setting.
//! The page stays where it is.

use super::{Configured, Effect, Focus, Screen, Settings, State, boilerplate, folding, visits};
use crate::fold::Rule;
use crate::settings::{FOLD_REPEATS, TABLE};

/// Takes in what has been configured.
pub(super) fn arrive(state: &mut State, new: Configured) -> Vec<Effect> {
    let mut settings = state.session.settings.clone();
    for entry in TABLE {
        let value = entry.get(&new.settings);
        if value != entry.get(&state.session.configured.settings) {
            entry.set(&mut settings, value);
        }
    }
    state.session.configured.settings = new.settings;
    state.session.configured.keymap = new.keymap;
    // Keys typed so far may be the start of nothing now.
    state.session.pending.keys.clear();
    offer(state, &new.themes);
    state.session.configured.suited = super::Suited {
        on_light: state.session.configured.suited.on_light,
        ..new.suited
    };
    state.tell("The configuration has been read again");
    take(state, settings)
}

/// Other themes than before; the list of them, if it is open, stays at the one that is chosen.
fn offer(state: &mut State, themes: &std::sync::Arc<[String]>) {
    let before = std::mem::replace(&mut state.session.configured.themes, std::sync::Arc::clone(themes));
    if let Screen::Themes { selected, before: was } = &mut state.screen {
        for index in [selected, was] {
            let name = before.get(*index);
            let now = themes.iter().position(|theme| Some(theme) == name);
            *index = now.unwrap_or(*index).min(themes.len().saturating_sub(1));
        }
    }
}

/// Sets all settings anew, with what follows from those that differ.
pub(super) fn take(state: &mut State, new: Settings) -> Vec<Effect> {
    let (mouse, repeats, about) = (new.mouse, new.fold_repeats, new.fold_boilerplate);
    let read = new.fold_read;
    let before = std::mem::replace(&mut state.session.settings, new);
    if about != before.fold_boilerplate {
        state.session.settings.fold_boilerplate = before.fold_boilerplate;
        boilerplate::set(state, about);
    }
    if read != before.fold_read {
        state.session.settings.fold_read = before.fold_read;
        visits::set(state, read);
    }
    if repeats != before.fold_repeats {
        let rule = rule_of(&state.session.settings);
        folding::by_rule(state, rule);
    }
    if before.sidebar && !state.session.settings.sidebar {
        state.session.focus = Focus::Page;
    }
    let other_mouse = mouse != before.mouse;
    other_mouse.then_some(Effect::Mouse(mouse)).into_iter().collect()
}

/// Which repeats start folded.
pub(super) fn rule_of(settings: &Settings) -> Rule {
    match FOLD_REPEATS.iter().position(|word| *word == settings.fold_repeats) {
        Some(1) => Rule::All,
        Some(2) => Rule::Nothing,
        _ => Rule::Exact,
    }
}
