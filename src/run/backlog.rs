//! What has come and waits to be taken in.
//!
//! It is taken in order, all of it before a frame is drawn, so that a held key never lags. Where much more has been
//! typed than anybody types ahead (a cat on the keyboard, a connection that was stuck), the keys that end are looked at
//! first.

use std::collections::VecDeque;

use super::Event;
use crate::app::{App, Message};
use crate::keymap::table::ActionGroup;
use crate::keymap::{Action, Key, Lookup};

/// As many keys as nobody types ahead.
const BURST: usize = 100;

/// Events that wait.
#[derive(Default)]
pub(super) struct Backlog(VecDeque<Event>);

impl Backlog {
    /// Adds what has come.
    pub(super) fn extend(&mut self, app: &App, events: impl IntoIterator<Item = Event>) {
        let before = self.0.len();
        self.0.extend(events);
        if self.0.len() > before.max(BURST) {
            self.look_ahead(app);
        }
    }

    /// The next to be taken in.
    pub(super) fn next(&mut self) -> Option<Event> {
        self.0.pop_front()
    }

    /// Skips what was typed before `^C`, as terminals do where it is a signal, and moves before a key that quits.
    pub(super) fn look_ahead(&mut self, app: &App) {
        let interrupt = |event: &Event| matches!(event, Event::App(Message::Key(key)) if *key == Key::control('c'));
        let end = match self.0.iter().rposition(interrupt) {
            Some(at) => at,
            None => self.quit(app).unwrap_or(0),
        };
        if self.0.iter().take(end).filter(|event| is_typed(event)).count() < BURST {
            return;
        }
        let mut at = 0;
        self.0.retain(|event| {
            at += 1;
            at > end || !is_typed(event)
        });
    }

    /// Where a key is that quits, if nothing but moves is typed before it.
    fn quit(&self, app: &App) -> Option<usize> {
        let session = &app.state.session;
        if !session.pending.keys.is_empty() || session.pending.awaiting.is_some() {
            return None;
        }
        let mode = app.mode();
        for (at, event) in self.0.iter().enumerate().filter(|(_, event)| is_typed(event)) {
            let Event::App(Message::Key(key)) = event else {
                return None;
            };
            match session.configured.keymap.lookup(mode, &[*key]) {
                Lookup::Action(Action::Quit) => return Some(at),
                Lookup::Action(action) if moves(action) => {}
                _ => return None,
            }
        }
        None
    }
}

/// Whether an action moves on the page and does nothing else.
fn moves(action: Action) -> bool {
    let entry = action.entry();
    entry.group == ActionGroup::Moving && entry.awaits.is_none()
}

fn is_typed(event: &Event) -> bool {
    matches!(
        event,
        Event::App(Message::Key(_) | Message::Paste(_) | Message::Mouse(_))
    )
}
