//! What can be done, and which keys do it: one table, from which dispatch, hints, help, README and man page come.
//!
//! Knows nothing of the terminal library: keys come in as [`Key`]s.

use std::fmt;

/// What a key is, apart from its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names of keys say what they are")]
pub enum Code {
    Char(char),
    Enter,
    Tab,
    BackTab,
    Backspace,
    Escape,
    Left,
    Right,
    Up,
    Down,
    Home,
    End,
    PageUp,
    PageDown,
    Insert,
    Delete,
    Function(u8),
}

/// A key with its modifiers. Shift is part of a character (`G`, not shift and `g`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// The key.
    pub code: Code,
    /// Whether Control is held.
    pub control: bool,
    /// Whether Alt is held.
    pub alt: bool,
}

impl Key {
    /// The key alone.
    pub const fn plain(code: Code) -> Self {
        Self {
            code,
            control: false,
            alt: false,
        }
    }

    /// The key with Control.
    pub const fn control(c: char) -> Self {
        Self {
            code: Code::Char(c),
            control: true,
            alt: false,
        }
    }
}

/// Where keys go. Modes fall back to nothing: each has its own table, though they share rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mode {
    /// The page has the keys.
    Page,
    /// The sidebar has them.
    Sidebar,
    /// A line is being typed (search): what is no bound key is text.
    Prompt,
    /// A list is open, filtered by what is typed: what is no bound key is text.
    Picker,
    /// Themes, help: a list or text to look through.
    Box,
}

/// A position in the table of actions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(
    missing_docs,
    reason = "each action's sentence stands in the table in keymap/table.rs"
)]
pub enum Action {
    LineDown,
    LineUp,
    HalfPageDown,
    HalfPageUp,
    PageDown,
    PageUp,
    Start,
    End,
    NextSection,
    PreviousSection,
    NextBlock,
    PreviousBlock,
    NextCaption,
    PreviousCaption,
    NextMatch,
    PreviousMatch,
    NextUnread,
    Search,
    SearchBackward,
    Clear,
    PickSection,
    SwitchPane,
    ToggleSidebar,
    Left,
    Right,
    Activate,
    ToggleFold,
    OpenAllFolds,
    FoldAll,
    Original,
    JumpBack,
    JumpForward,
    CopyBlock,
    CopySection,
    Themes,
    NextTheme,
    Narrower,
    Wider,
    ToggleFullWidth,
    Zen,
    ToggleMouse,
    Help,
    Quit,
    Suspend,
    Redraw,
    Accept,
    Cancel,
    DeleteBackward,
    DeleteWord,
    DeleteLine,
    CursorLeft,
    CursorRight,
    CursorStart,
    CursorEnd,
    HistoryOlder,
    HistoryNewer,
    ListDown,
    ListUp,
    ListPageDown,
    ListPageUp,
    ListStart,
    ListEnd,
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.code)
    }
}

/// Which keys do what, by mode.
#[derive(Clone, Debug, Default)]
pub struct Keymap {}

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

impl Keymap {
    /// What the keys typed so far mean in this mode.
    pub fn lookup(&self, _mode: Mode, _keys: &[Key]) -> Lookup {
        Lookup::Nothing
    }

    /// The sequences bound to an action in a mode, in the order of the table: the first is the one to show.
    pub fn keys_of(&self, _mode: Mode, _action: Action) -> &[Vec<Key>] {
        &[]
    }
}
