//! What can be done, and which keys do it: one table, from which dispatch, hints, help, README and man page come.
//!
//! The table stands in [`table`]; a [`Keymap`] is the table with the reader's own bindings laid over it, and so what
//! the keys do in fact. Knows nothing of the terminal library: keys come in as [`Key`]s.

mod action;
pub mod command;
mod key;
mod notation;
pub mod table;
mod trie;

use std::fmt;

pub use action::Action;
pub use key::{Code, Key, Sequence};
pub use notation::parse_keys;

use trie::Trie;

/// Where keys go. Modes fall back to nothing: each has its own table, though they share rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mode {
    /// The page has the keys.
    Page,
    /// Something on the page is being selected.
    Visual,
    /// The sidebar has them.
    Sidebar,
    /// A line is being typed (a search, a command): what is no bound key is text.
    Prompt,
    /// A list is open, filtered by what is typed: what is no bound key is text.
    Picker,
    /// A link's label is being typed: what is no bound key is a letter of it.
    Links,
    /// Themes, help: a list or text to look through.
    Box,
}

impl Mode {
    /// All modes.
    pub const ALL: [Self; 7] = [
        Self::Page,
        Self::Visual,
        Self::Sidebar,
        Self::Prompt,
        Self::Picker,
        Self::Links,
        Self::Box,
    ];

    /// Its name in the configuration.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Visual => "visual",
            Self::Sidebar => "sidebar",
            Self::Prompt => "prompt",
            Self::Picker => "picker",
            Self::Links => "links",
            Self::Box => "box",
        }
    }

    /// The mode of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.name() == name)
    }

    /// Whether what is no bound key is text, so that letters alone cannot be bound.
    pub const fn is_typing(self) -> bool {
        matches!(self, Self::Prompt | Self::Picker | Self::Links)
    }

    /// Its place on the screen, as the help names it.
    pub const fn place(self) -> &'static str {
        match self {
            Self::Page => "on the page",
            Self::Visual => "while selecting",
            Self::Sidebar => "in the sidebar",
            Self::Prompt => "while typing a search or command",
            Self::Picker => "in the picker",
            Self::Links => "while choosing a link",
            Self::Box => "in themes and help",
        }
    }

    /// Whether digits are counts, so that they cannot be bound.
    pub const fn has_counts(self) -> bool {
        !self.is_typing()
    }
}

/// Which keys do what, by mode.
#[derive(Clone, Debug)]
pub struct Keymap {
    modes: [Trie; Mode::ALL.len()],
}

/// What a sequence of keys means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lookup {
    /// Nothing.
    Nothing,
    /// The start of one or more bindings.
    Prefix,
    /// This.
    Action(Action),
}

/// A binding of the reader's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rebinding {
    /// Where it holds.
    pub mode: Mode,
    /// The keys, one after the other; as [`parse_keys`] gives them.
    pub keys: Vec<Key>,
    /// What they do instead of what the table says; nothing, if `None`.
    pub action: Option<Action>,
}

/// Why bindings cannot hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RebindError {
    /// Which of the rebindings is wrong, counted from 0.
    pub index: usize,
    /// What is wrong with it, and what to do.
    pub what: String,
}

impl fmt::Display for RebindError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for RebindError {}

/// A key worth knowing, with what it does in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hint<'a> {
    /// The keys that do it; `{:#}` writes them in ASCII.
    pub keys: Sequence<'a>,
    /// What they do, in a word.
    pub label: &'static str,
}

/// The keys in effect in one mode: what each sequence does, and whose idea it was.
struct Binding {
    keys: Vec<Key>,
    action: Action,
    /// The rebinding it comes from; from the table, if `None`.
    from: Option<usize>,
}

impl Default for Keymap {
    /// The table as it stands.
    fn default() -> Self {
        Self {
            modes: Mode::ALL.map(|mode| build(&defaults(mode))),
        }
    }
}

impl Keymap {
    /// The table with the reader's own bindings laid over it.
    ///
    /// The order of the rebindings does not matter: freeing `za` and binding `z` go together either way round.
    ///
    /// # Errors
    ///
    /// Says which rebinding is wrong and why: no keys, keys that are text or counts in their mode, an action that
    /// means nothing there, keys bound twice, or keys that are the start of other bound keys.
    pub fn with(rebindings: &[Rebinding]) -> Result<Self, RebindError> {
        for (index, rebinding) in rebindings.iter().enumerate() {
            check(rebinding).map_err(|what| RebindError { index, what })?;
        }
        let mut keymap = Self::default();
        for mode in Mode::ALL {
            if rebindings.iter().any(|rebinding| rebinding.mode == mode) {
                let bindings = overlay(mode, rebindings)?;
                check_prefixes(mode, &bindings)?;
                keymap.modes[mode as usize] = build(&bindings);
            }
        }
        Ok(keymap)
    }

    /// What the keys typed so far mean in this mode.
    pub fn lookup(&self, mode: Mode, keys: &[Key]) -> Lookup {
        self.modes[mode as usize].lookup(keys)
    }

    /// The sequences bound to an action in a mode: the reader's own first, then in the order of the table. The first
    /// is the one to show.
    pub fn keys_of(&self, mode: Mode, action: Action) -> &[Vec<Key>] {
        self.modes[mode as usize].keys_of(action)
    }

    /// The keys that go on from what is typed so far, and what each would mean.
    pub fn continuations(&self, mode: Mode, keys: &[Key]) -> Vec<(Key, Lookup)> {
        self.modes[mode as usize].continuations(keys)
    }

    /// The keys worth knowing in a mode, in the order to show them: cut from the end where there is no room. An action
    /// without a key is left out.
    pub fn hint(&self, mode: Mode) -> Vec<Hint<'_>> {
        let hint = |&(action, label): &(Action, &'static str)| {
            let keys = Sequence(self.keys_of(mode, action).first()?);
            Some(Hint { keys, label })
        };
        table::hints(mode).iter().filter_map(hint).collect()
    }
}

/// The bindings of the table, in its order. That all of its keys can be read is a test; here, what cannot be read is
/// not bound.
fn defaults(mode: Mode) -> Vec<Binding> {
    let sequences = |entry: &'static table::ActionRow| {
        let keys = entry.keys(mode).unwrap_or_default();
        keys.split_whitespace().map(move |sequence| (sequence, entry.action))
    };
    let binding = |(sequence, action)| {
        let keys = parse_keys(sequence).ok()?;
        Some(Binding {
            keys,
            action,
            from: None,
        })
    };
    table::TABLE.iter().flat_map(sequences).filter_map(binding).collect()
}

/// The bindings of a mode with the reader's own: those first, so that they are the ones shown.
fn overlay(mode: Mode, rebindings: &[Rebinding]) -> Result<Vec<Binding>, RebindError> {
    let mut own: Vec<Binding> = Vec::new();
    let mut kept = defaults(mode);
    let here = rebindings.iter().enumerate().filter(|(_, own)| own.mode == mode);
    for (index, Rebinding { keys, action, .. }) in here.clone() {
        if here
            .clone()
            .any(|(other, earlier)| other < index && earlier.keys == *keys)
        {
            let what = format!(
                "`{}` is bound twice in {}; keep one of them",
                Sequence(keys),
                mode.name()
            );
            return Err(RebindError { index, what });
        }
        kept.retain(|binding| binding.keys != *keys);
        own.extend(action.map(|action| Binding {
            keys: keys.clone(),
            action,
            from: Some(index),
        }));
    }
    own.append(&mut kept);
    Ok(own)
}

/// Whether a rebinding makes sense by itself.
fn check(rebinding: &Rebinding) -> Result<(), String> {
    let Rebinding { mode, keys, action } = rebinding;
    let Some(first) = keys.first() else {
        return Err("no keys to bind".to_owned());
    };
    let Some(action) = action else { return Ok(()) };
    let shown = Sequence(keys);
    if mode.is_typing() && first.is_text() {
        let mode = mode.name();
        return Err(format!(
            "`{shown}` is text in {mode}; bind a key with Control or Alt, or a named one"
        ));
    }
    if mode.has_counts() && has_count(keys) {
        return Err(format!(
            "`{shown}` has a digit in it, and digits are counts; bind another key"
        ));
    }
    if action.entry().keys(*mode).is_none() {
        let modes = Mode::ALL
            .into_iter()
            .filter(|mode| action.entry().keys(*mode).is_some());
        let modes: Vec<_> = modes.map(Mode::name).collect();
        let (action, mode) = (action.name(), mode.name());
        return Err(format!(
            "{action} does nothing in {mode}; it can be bound in {}",
            modes.join(", ")
        ));
    }
    Ok(())
}

/// Whether a digit in it would be taken for a count: all but a 0 that comes first, with which no count begins.
fn has_count(keys: &[Key]) -> bool {
    let zero = Key::plain(Code::Char('0'));
    keys.iter()
        .enumerate()
        .any(|(at, key)| key.is_digit() && (at > 0 || *key != zero))
}

/// Whether no sequence is the start of another, which could then never be typed.
fn check_prefixes(mode: Mode, bindings: &[Binding]) -> Result<(), RebindError> {
    let mut sorted: Vec<&Binding> = bindings.iter().collect();
    // What starts with a sequence sorts directly behind it, so looking at neighbours is enough.
    sorted.sort_by(|a, b| a.keys.cmp(&b.keys));
    for pair in sorted.windows(2) {
        let &[short, long] = pair else { continue };
        if long.keys.starts_with(&short.keys) {
            let what = format!(
                "`{}` ({}) is the start of `{}` ({}) in {}, which could then not be typed; unbind one of them",
                Sequence(&short.keys),
                short.action.name(),
                Sequence(&long.keys),
                long.action.name(),
                mode.name(),
            );
            // The table by itself has no such pair, so at least one of the two is the reader's own.
            let index = short.from.max(long.from).unwrap_or_default();
            return Err(RebindError { index, what });
        }
    }
    Ok(())
}

fn build(bindings: &[Binding]) -> Trie {
    let mut trie = Trie::default();
    for binding in bindings {
        trie.insert(&binding.keys, binding.action);
    }
    trie
}
