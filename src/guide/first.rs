//! The keys to know first: what the help shows before all the others.

use super::{Keymap, Mode, Spelling, one};
use crate::keymap::Action;

/// Keys to know first, and what they do.
#[derive(Clone, Copy, Debug)]
pub struct FirstKeys {
    /// The actions, of each its first keys on the page.
    actions: &'static [Action],
    /// What they do, in a word.
    pub word: &'static str,
    /// The same in a sentence, without a full stop.
    pub sentence: &'static str,
}

const fn row(actions: &'static [Action], word: &'static str, sentence: &'static str) -> FirstKeys {
    FirstKeys {
        actions,
        word,
        sentence,
    }
}

/// Ten of them; the way to all others and the way out come last.
pub const FIRST: [FirstKeys; 10] = [
    row(&[Action::PageDown, Action::PageUp], "page", "Go down a page, and up"),
    row(
        &[Action::NextSection, Action::PreviousSection],
        "section",
        "Go to the next section, and back",
    ),
    row(&[Action::PickSection], "pick", "Pick a section by a few letters of it"),
    row(
        &[Action::SwitchPane],
        "sidebar",
        "Switch between the page and the sidebar",
    ),
    row(
        &[Action::Search, Action::NextMatch],
        "search",
        "Search; go to the next match",
    ),
    row(&[Action::Activate], "unfold", "Unfold what is marked, or fold it again"),
    row(&[Action::JumpBack], "back", "Go back to where you were"),
    row(&[Action::CopyBlock], "copy", "Copy this paragraph"),
    row(
        &[Action::Help],
        "all keys",
        "Show all keys, commands and settings, to be searched",
    ),
    row(&[Action::Quit], "quit", "Quit; your place is kept"),
];

impl FirstKeys {
    /// The keys as this keymap has them; nothing if they are not bound.
    pub fn written(&self, keymap: &Keymap, spelling: Spelling) -> Option<String> {
        let keys = self
            .actions
            .iter()
            .filter_map(|&action| keymap.keys_of(Mode::Page, action).first());
        let keys: Vec<String> = keys.map(|keys| one(keys, spelling)).collect();
        (!keys.is_empty()).then(|| keys.join(" "))
    }
}
