//! Keys that do nothing say so, once, in the bottom line, with the key that comes nearest: so nobody presses one twice to
//! see whether it was heard.

use super::App;
use super::document::place::{Place, Sidebar};
use super::document::selection::Selection;
use super::message::Effect;
use super::session::Focus;
use super::state::State;
use crate::fold::Folds;
use crate::keymap::{Action, Code, Key, Keymap, Lookup, Mode, Sequence, parse_keys};

/// What hands type that know other programs, and what comes nearest here. A key that is bound is not looked up.
#[rustfmt::skip] // Read as a table.
const ELSEWHERE: &[(&str, Action)] = &[
    // vi
    ("i", Action::Edit), ("I", Action::Edit), ("A", Action::Edit), ("0", Action::Start), ("^", Action::Start),
    ("$", Action::End), ("*", Action::Search), ("#", Action::SearchBackward), (";", Action::CommandLine),
    ("Q", Action::Quit), ("<c-w>", Action::SwitchPane), ("<c-r>", Action::Reload),
    ("<c-v>", Action::PageDown), ("`", Action::GoToMark), ("<c-]>", Action::Original), ("<c-t>", Action::JumpBack),
    // less
    ("E", Action::End), ("B", Action::PageUp), ("&", Action::Search),
    ("<c-n>", Action::LineDown), ("<c-p>", Action::LineUp), ("<c-j>", Action::LineDown), ("<c-k>", Action::LineUp),
    ("E", Action::ListEnd), ("$", Action::ListEnd), ("0", Action::ListStart), ("^", Action::ListStart),
    // treemd, browsers and desktops
    ("<delete>", Action::PageDown), ("<insert>", Action::Edit), ("<c-s>", Action::CommandLine),
    ("<c-q>", Action::Quit), ("<c-a>", Action::SelectBlocks), ("<c-x>", Action::CopyBlock),
    ("<f2>", Action::Themes), ("<f3>", Action::NextMatch), ("<f5>", Action::Reload), ("<f10>", Action::Quit),
    ("<f11>", Action::Zen),
];

/// Says that keys do nothing in a mode.
pub(super) fn say(state: &mut State, mode: Mode, keys: &[Key]) {
    if mode.is_typing() {
        return;
    }
    let keymap = &state.session.configured.keymap;
    let words = match keys {
        [] => return,
        [start @ .., _] if !start.is_empty() => {
            let next = keymap.continuations(mode, start);
            let next: Vec<String> = next.into_iter().map(|(key, _)| Sequence(&[key]).to_string()).collect();
            let (keys, start) = (Sequence(keys), Sequence(start));
            format!("{keys} does nothing; {start} goes on with {}", next.join(" "))
        }
        [key, ..] => {
            let near = nearest(keymap, mode, *key);
            match near {
                Some((near, action)) => format!("{} does nothing here; {near}: {}", Sequence(keys), clause(action)),
                None => format!("{} does nothing here", Sequence(keys)),
            }
        }
    };
    state.tell(words);
}

/// The bound keys that come nearest to one that is not bound: what it does elsewhere, the same letter as a capital or with
/// Control, what it does on the page; or else the help.
fn nearest(keymap: &Keymap, mode: Mode, key: Key) -> Option<(String, Action)> {
    let bound = |action: Action| {
        let keys = keymap.keys_of(mode, action).first()?;
        Some((Sequence(keys).to_string(), action))
    };
    let elsewhere = ELSEWHERE
        .iter()
        .filter(|(keys, _)| parse_keys(keys).is_ok_and(|keys| keys[..] == [key]))
        .find_map(|&(_, action)| bound(action));
    let alike = || {
        alike(key)
            .into_iter()
            .find_map(|key| match keymap.lookup(mode, &[key]) {
                Lookup::Action(action) => Some((Sequence(&[key]).to_string(), action)),
                _ => None,
            })
    };
    elsewhere
        .or_else(alike)
        .or_else(|| bound(Action::Help))
        .or_else(|| bound(Action::Cancel))
}

/// The same letter as a small one, as a capital, with Control and without.
fn alike(key: Key) -> Vec<Key> {
    let Code::Char(c) = key.code else { return Vec::new() };
    let other = |c: char| {
        if c.is_lowercase() {
            c.to_ascii_uppercase()
        } else {
            c.to_ascii_lowercase()
        }
    };
    let plain = |c| Key::plain(Code::Char(c));
    let mut keys = vec![plain(c), plain(other(c)), Key::control(c.to_ascii_lowercase())];
    keys.retain(|same| *same != key);
    keys
}

/// The sentence of an action as a part of another one.
fn clause(action: Action) -> String {
    let mut letters = action.sentence().chars();
    let first = letters.next().map(char::to_lowercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// What a key may change that is seen.
#[derive(PartialEq)]
struct Trace {
    place: Place,
    sidebar: Sidebar,
    focus: Focus,
    zen: bool,
    folds: Folds,
    selection: Option<Selection>,
    /// Whether a search is on, and which of its matches the reader is at.
    search: (bool, Option<usize>),
    order: bool,
    overlays: usize,
}

impl Trace {
    fn of(app: &App) -> Self {
        let App { state, overlays } = app;
        Self {
            place: state.document.place,
            sidebar: state.document.sidebar,
            focus: state.session.focus,
            zen: state.session.settings.zen,
            folds: state.document.folds.clone(),
            selection: state.document.selection,
            search: (
                state.document.search.is_some(),
                state.document.search.as_ref().and_then(|search| search.current),
            ),
            order: state.document.posts.order.is_given(),
            overlays: overlays.len(),
        }
    }
}

/// Has an action done. If it changes nothing on the page and says nothing, that is said.
pub(super) fn watched(app: &mut App, action: Action, act: impl FnOnce(&mut App) -> Vec<Effect>) -> Vec<Effect> {
    if !app.overlays.is_empty() || app.state.session.focus != Focus::Page || app.state.document.selection.is_some() {
        return act(app);
    }
    let Some(words) = in_vain(action) else {
        return act(app);
    };
    let before = Trace::of(app);
    let effects = act(app);
    let session = &app.state.session;
    let waits = session.pending.awaiting.is_some();
    let is_in_vain = effects.is_empty() && session.notice.is_none() && !waits && before == Trace::of(app);
    if is_in_vain {
        app.state.tell(words);
    }
    effects
}

/// What is said where an action that moves has moved nothing. Others say themselves what they did, or why they did not.
fn in_vain(action: Action) -> Option<&'static str> {
    use Action::{
        Cancel, Center, Clear, End, HalfPageDown, HalfPageUp, LineDown, LineUp, NextBlock, PageDown, PageUp, Percent,
        PreviousBlock, PreviousMatch, PreviousSection, Start,
    };
    Some(match action {
        LineDown | HalfPageDown | PageDown | NextBlock | End => "This is the end",
        LineUp | HalfPageUp | PageUp | PreviousBlock | PreviousSection | PreviousMatch | Start => "This is the start",
        Center | Percent => "You are there",
        Clear | Cancel => "Nothing is open",
        _ => return None,
    })
}
