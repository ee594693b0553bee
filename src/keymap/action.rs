//! What can be done.

use super::table::{ActionRow, TABLE};

/// Declares the actions, with a list of all of them.
macro_rules! actions {
    ($($name:ident),* $(,)?) => {
        /// A position in the table of actions.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[expect(
            missing_docs,
            reason = "each action's sentence stands in the table in keymap/table.rs"
        )]
        pub enum Action {
            $($name),*
        }

        impl Action {
            /// All actions, in the order of the table.
            pub const ALL: &[Self] = &[$(Self::$name),*];
        }
    };
}

/// Names that actions had before, and the names that they have now: a configuration may still use the old ones.
const RENAMED: [(&str, &str); 3] = [
    ("turn-order", "reorder-posts"),
    ("unique-only", "fold-reworded"),
    ("beside", "diff"),
];

actions! {
    LineDown,
    LineUp,
    HalfPageDown,
    HalfPageUp,
    PageDown,
    PageUp,
    Start,
    End,
    Percent,
    NextBlock,
    PreviousBlock,
    Center,
    JumpBack,
    JumpForward,
    SetMark,
    GoToMark,
    Position,
    NextSection,
    PreviousSection,
    NextUnread,
    FirstUnread,
    MarkSection,
    FirstNew,
    NextNews,
    PreviousNews,
    WhatIsNew,
    NextCaption,
    PreviousCaption,
    PickSection,
    Timeline,
    ReorderPosts,
    ListArticles,
    NextArticle,
    PreviousArticle,
    Search,
    SearchBackward,
    NextMatch,
    PreviousMatch,
    FilterMatches,
    Clear,
    Activate,
    ToggleFold,
    OpenAllFolds,
    FoldAll,
    ToggleBoilerplate,
    FoldReworded,
    FoldRead,
    Original,
    Diff,
    SwitchPane,
    ToggleSidebar,
    Left,
    Right,
    Themes,
    NextTheme,
    Narrower,
    Wider,
    ToggleFullWidth,
    ToggleJustified,
    Zen,
    CopyBlock,
    CopySection,
    FollowLink,
    CopyBlockMarkdown,
    CopySectionMarkdown,
    CopyBlockQuotation,
    CopySectionQuotation,
    Edit,
    Reload,
    Follow,
    OlderPosts,
    Versions,
    Select,
    SelectBlocks,
    SwapEnds,
    NextWord,
    PreviousWord,
    WordEnd,
    CopySelection,
    CopySelectionMarkdown,
    CopySelectionQuotation,
    CommandLine,
    Help,
    Quit,
    Suspend,
    Redraw,
    ToggleMouse,
    Accept,
    Cancel,
    ListDown,
    ListUp,
    ListPageDown,
    ListPageUp,
    ListStart,
    ListEnd,
    NextKind,
    PreviousKind,
    SortList,
    EarlierBar,
    LaterBar,
    CompareVersions,
    DeleteBackward,
    DeleteWord,
    DeleteLine,
    CursorLeft,
    CursorRight,
    CursorStart,
    CursorEnd,
    HistoryOlder,
    HistoryNewer,
    CompleteNext,
    CompletePrevious,
}

// The table has a row for each action, at the action's own position.
const _: () = {
    assert!(TABLE.len() == Action::ALL.len());
    let mut at = 0;
    while at < TABLE.len() {
        assert!(TABLE[at].action as usize == at);
        at += 1;
    }
};

impl Action {
    /// Its row in the table.
    pub fn entry(self) -> &'static ActionRow {
        &TABLE[self as usize]
    }

    /// Its name in the configuration: `next-section`.
    pub fn name(self) -> &'static str {
        self.entry().name
    }

    /// What it does, without a full stop: "Go to the next section".
    pub fn sentence(self) -> &'static str {
        self.entry().sentence
    }

    /// The action of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        let renamed = RENAMED.iter().find(|(old, _)| *old == name);
        let name = renamed.map_or(name, |(_, new)| new);
        TABLE.iter().find(|entry| entry.name == name).map(|entry| entry.action)
    }
}
