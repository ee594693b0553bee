//! The settings as a whole: read again from the configuration, or changed by name.
//!
//! What the reader changed by hand stays, unless the configuration now sets that very setting to something else. The
//! page stays where it is.

use super::folding;
use crate::app::message::Effect;
use crate::app::session::Focus;
use crate::app::session::configured::Configured;
use crate::app::state::State;
use crate::settings::{Settings, TABLE};

/// Takes in the new configuration.
pub(in crate::app) fn arrive(state: &mut State, new: Configured) -> Vec<Effect> {
    let mut settings = state.session.settings.clone();
    for entry in TABLE {
        let value = entry.get(&new.settings);
        if value != entry.get(&state.session.configured.settings) {
            entry.set(&mut settings, value);
        }
    }
    let on_light = state.session.configured.suited.on_light;
    state.session.configured = new;
    state.session.configured.suited.on_light = on_light;
    // Keys typed so far may be the start of nothing now.
    state.session.pending.keys.clear();
    state.tell("Configuration reloaded");
    take(state, settings)
}

/// Replaces all settings, and does what the changed ones call for.
pub(in crate::app) fn take(state: &mut State, new: Settings) -> Vec<Effect> {
    let mouse = new.mouse;
    let before = folding::take(state, new);
    if before.sidebar && !state.session.settings.sidebar {
        state.session.focus = Focus::Page;
    }
    let other_mouse = mouse != before.mouse;
    other_mouse.then_some(Effect::Mouse(mouse)).into_iter().collect()
}
