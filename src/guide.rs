//! What is told about the program: help, the README's table of keys, the man page.
//!
//! Everything is generated from the flags and the table of actions, so that it is what the program does. The help is
//! that of the keymap in effect, the reader's own bindings included.

mod man;
mod readme;

use crate::keymap::table::{Entry, Group, TABLE};
use crate::keymap::{Action, Key, Keymap, Mode, Sequence};

pub use man::man_page;
pub use readme::readme_keys;

/// A line of the help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HelpLine {
    /// What follows belongs together.
    Heading(&'static str),
    /// What an action does. Each action has one such line.
    Action {
        /// The action.
        action: Action,
        /// The keys that do it: `j ↓`. Empty if there are none.
        keys: String,
        /// What it does.
        sentence: &'static str,
    },
    /// The keys of the action above, where they are others.
    Also {
        /// The keys.
        keys: String,
        /// Where: "in the section picker".
        place: &'static str,
    },
}

/// How named keys are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    /// `↓`
    Signs,
    /// `Down`
    Ascii,
}

/// The help: every action with its keys, in groups.
pub fn help(keymap: &Keymap, spelling: Spelling) -> Vec<HelpLine> {
    let mut lines = Vec::new();
    for group in Group::ALL {
        lines.push(HelpLine::Heading(group.heading()));
        for entry in entries(group) {
            let Shown { keys, also } = Shown::of(keymap, entry.action);
            lines.push(HelpLine::Action {
                action: entry.action,
                keys: list(keys, spelling),
                sentence: entry.sentence,
            });
            lines.extend(also.into_iter().map(|(mode, keys)| HelpLine::Also {
                keys: list(keys, spelling),
                place: mode.place(),
            }));
        }
    }
    lines
}

/// The actions of a group, in the order of the table.
fn entries(group: Group) -> impl Iterator<Item = &'static Entry> {
    TABLE.iter().filter(move |entry| entry.group == group)
}

/// The keys of an action, as they are shown.
struct Shown<'a> {
    /// Those of the first mode that has any.
    keys: &'a [Vec<Key>],
    /// Those of other modes that have others than these.
    also: Vec<(Mode, &'a [Vec<Key>])>,
}

impl<'a> Shown<'a> {
    fn of(keymap: &'a Keymap, action: Action) -> Self {
        let modes = Mode::ALL.into_iter().map(|mode| (mode, keymap.keys_of(mode, action)));
        let mut bound = modes.filter(|(_, keys)| !keys.is_empty());
        let (_, keys) = bound.next().unwrap_or((Mode::Page, &[]));
        let mut also: Vec<(Mode, &[Vec<Key>])> = Vec::new();
        for (mode, others) in bound {
            let told = also.iter().any(|(_, told)| *told == others);
            if !told && others.iter().any(|other| !keys.contains(other)) {
                also.push((mode, others));
            }
        }
        Self { keys, also }
    }
}

/// Sequences side by side: `j ↓`. Where one has a space in it, a word stands between them.
fn list(sequences: &[Vec<Key>], spelling: Spelling) -> String {
    let shown: Vec<String> = sequences.iter().map(|keys| one(keys, spelling)).collect();
    let has_space = shown.iter().any(|keys| keys.contains(' '));
    shown.join(if has_space { " or " } else { " " })
}

fn one(keys: &[Key], spelling: Spelling) -> String {
    match spelling {
        Spelling::Signs => format!("{}", Sequence(keys)),
        Spelling::Ascii => format!("{:#}", Sequence(keys)),
    }
}
