//! What the program says about itself: help, the manual, the man page, the schema of the configuration, completions
//! for shells.
//!
//! Lists are generated from the tables of options, actions, commands and settings, so that they are what the program
//! does. The help is that of the keymap in effect, the reader's own bindings included.

mod completions;
mod first;
mod man;
pub mod manual;
mod schema;
mod tables;
mod topics;

use std::borrow::Cow;

use crate::keymap::table::{ActionGroup, ActionRow, Count, TABLE};
use crate::keymap::{Action, Key, Keymap, Mode, Sequence};

pub use completions::completions;
pub use first::{FIRST, FirstKeys};
pub use man::man_page;
pub use schema::config_schema;
pub use tables::table;
pub use topics::{about, commands, manual, options, pane, settings, topic, whole};

/// A line of the help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HelpLine {
    /// What follows belongs together.
    Heading(Cow<'static, str>),
    /// What an action does. Each action has one such line.
    Action {
        /// The action.
        action: Action,
        /// The keys that do it: `j ↓`. Empty if there are none.
        keys: String,
        /// What it does.
        sentence: &'static str,
    },
    /// What a command of the command line does.
    Command {
        /// How it is typed: `write, w PATH`.
        typed: String,
        /// What it does.
        sentence: &'static str,
    },
    /// What can be set.
    Setting {
        /// Its name.
        name: &'static str,
        /// What it sets.
        sentence: &'static str,
        /// The values it takes: `a whole number from 20 to 400`.
        takes: String,
    },
    /// Something and what the manual says about it. In the text of the manual, code stands between backticks.
    Entry {
        /// What it is.
        term: String,
        /// What is said about it.
        words: String,
    },
    /// A paragraph of the manual.
    Paragraph(String),
    /// An item of a list of the manual.
    Item(String),
    /// A line of code.
    Code(String),
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
    for group in ActionGroup::ALL {
        lines.push(HelpLine::Heading(group.heading().into()));
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

/// What a number typed first does, told by keys that are bound on the page: a line to stand under the help. Nothing if
/// no such key is bound.
pub fn counts(keymap: &Keymap, spelling: Spelling) -> Option<String> {
    let example = |count: Count| {
        let keys = |entry: &ActionRow| keymap.keys_of(Mode::Page, entry.action).first();
        let mut of_kind = TABLE.iter().filter(|entry| entry.count == count);
        of_kind.find_map(keys).map(|keys| one(keys, spelling))
    };
    let times = example(Count::Times)?;
    let which = keymap
        .keys_of(Mode::Page, Action::End)
        .first()
        .map(|keys| one(keys, spelling));
    let which = which.map(|keys| format!(", or to choose a section: 12{keys}"));
    let which = which.unwrap_or_default();
    Some(format!("Type a number first to repeat a key: 5{times}{which}"))
}

/// The actions of a group, in the order of the table.
fn entries(group: ActionGroup) -> impl Iterator<Item = &'static ActionRow> {
    TABLE.iter().filter(move |entry| entry.group == group)
}

/// The keys of an action, as they are shown.
struct Shown<'a> {
    /// Those of the page; of an action that is none of the page's, those of most modes.
    keys: &'a [Vec<Key>],
    /// Those of modes that have others than these.
    also: Vec<(Mode, &'a [Vec<Key>])>,
}

impl<'a> Shown<'a> {
    fn of(keymap: &'a Keymap, action: Action) -> Self {
        let modes = Mode::ALL.into_iter().map(|mode| (mode, keymap.keys_of(mode, action)));
        let bound: Vec<(Mode, &[Vec<Key>])> = modes.filter(|(_, keys)| !keys.is_empty()).collect();
        let alike = |keys: &[Vec<Key>]| bound.iter().filter(|(_, others)| *others == keys).count();
        // Of equals the last is the greatest, so backwards the first mode wins.
        let most = bound
            .iter()
            .rev()
            .max_by_key(|(mode, keys)| (*mode == Mode::Page, alike(keys)));
        let &(main, keys) = most.unwrap_or(&(Mode::Page, &[]));
        let is_told = |&(mode, others): &(Mode, &[Vec<Key>])| {
            // Among the page's keys letters are shown, which are text or do something else where there is no page;
            // that some of them do nothing there goes without saying.
            let is_less = main == Mode::Page && mode != Mode::Sidebar && others.iter().all(|key| keys.contains(key));
            others == keys || is_less
        };
        let also = bound.iter().copied().filter(|pair| !is_told(pair)).collect();
        Self { keys, also }
    }
}

/// Sequences side by side: `j ↓`.
fn list(sequences: &[Vec<Key>], spelling: Spelling) -> String {
    let shown: Vec<String> = sequences.iter().map(|keys| one(keys, spelling)).collect();
    shown.join(" ")
}

fn one(keys: &[Key], spelling: Spelling) -> String {
    match spelling {
        Spelling::Signs => format!("{}", Sequence(keys)),
        Spelling::Ascii => format!("{:#}", Sequence(keys)),
    }
}
