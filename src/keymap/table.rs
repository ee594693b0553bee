//! The table: every action with its name, its sentence and its keys; and which of them the bottom line shows.
//!
//! Laws, held by tests: names are the actions' own, unique; sentences fit a line; no sequence is the start of another
//! in the same mode; digits stay counts and letters stay text; what has no key is listed with the reason.

use super::{Action, Mode};

#[allow(clippy::enum_glob_use, reason = "a table of all of them")]
use Action::*;
use ActionGroup::{
    Articles, Copying, Folding, Lists, Looks, Moving, Panes, Program, Searching, Sections, Selecting, Typing,
};
use Mode::{Box, Links, Page, Picker, Prompt, Sidebar, Visual};

/// What belongs together in the help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the headings say it")]
pub enum ActionGroup {
    Moving,
    Sections,
    Articles,
    Searching,
    Folding,
    Panes,
    Looks,
    Copying,
    Selecting,
    Program,
    Lists,
    Typing,
}

impl ActionGroup {
    /// All groups, in the order of the help.
    pub const ALL: [Self; 12] = [
        Moving, Sections, Articles, Searching, Folding, Panes, Looks, Copying, Selecting, Program, Lists, Typing,
    ];

    /// Its heading in the help.
    pub const fn heading(self) -> &'static str {
        match self {
            Moving => "Moving",
            Sections => "Sections",
            Articles => "Articles",
            Searching => "Searching",
            Folding => "Folding",
            Panes => "Panes",
            Looks => "Looks",
            Copying => "Copying and files",
            Selecting => "While selecting",
            Program => "Program",
            Lists => "In lists and overlays",
            Typing => "While typing",
        }
    }
}

/// What a count typed before the keys does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// Nothing.
    Ignored,
    /// As if the keys had been typed so many times.
    Times,
    /// Says which: `12G` is section 12, counted from 1.
    Which,
}

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct ActionRow {
    /// What is done.
    pub action: Action,
    /// Its name in the configuration, in kebab-case.
    pub name: &'static str,
    /// What it does: at most 60 columns, no full stop.
    pub sentence: &'static str,
    /// Where it stands in the help.
    pub group: ActionGroup,
    /// What a count does.
    pub count: Count,
    /// What the key after it names, in words for the bottom line; `None` where it waits for none. That key is no part
    /// of the binding: any letter or digit may be it, so `m` binds, and `ma` sets the mark `a`.
    pub awaits: Option<&'static str>,
    /// By mode: the sequences bound by default, a space between them. Nothing where the action means nothing.
    keys: [Option<&'static str>; Mode::ALL.len()],
}

impl ActionRow {
    /// The sequences bound by default in a mode, a space between them: `j <down>`. Nothing where the action means
    /// nothing; empty where it means something but has no key.
    pub const fn keys(&self, mode: Mode) -> Option<&'static str> {
        self.keys[mode as usize]
    }

    const fn on(mut self, mode: Mode, keys: &'static str) -> Self {
        self.keys[mode as usize] = Some(keys);
        self
    }

    /// In both panes.
    const fn panes(self, keys: &'static str) -> Self {
        self.on(Page, keys).on(Sidebar, keys)
    }

    /// On the page, and to move the end of a selection.
    const fn page(self, keys: &'static str) -> Self {
        self.on(Page, keys).on(Visual, keys)
    }

    /// Wherever the page can be seen.
    const fn reading(self, keys: &'static str) -> Self {
        self.panes(keys).on(Visual, keys)
    }

    /// In lists without typing.
    const fn lists(self, keys: &'static str) -> Self {
        self.on(Sidebar, keys).on(Box, keys)
    }

    /// Where text is typed.
    const fn typing(self, keys: &'static str) -> Self {
        self.on(Prompt, keys).on(Picker, keys)
    }

    const fn times(mut self) -> Self {
        self.count = Count::Times;
        self
    }

    const fn awaits(mut self, what: &'static str) -> Self {
        self.awaits = Some(what);
        self
    }

    const fn which(mut self) -> Self {
        self.count = Count::Which;
        self
    }
}

const fn row(group: ActionGroup, action: Action, name: &'static str, sentence: &'static str) -> ActionRow {
    ActionRow {
        action,
        name,
        sentence,
        group,
        count: Count::Ignored,
        awaits: None,
        keys: [None; Mode::ALL.len()],
    }
}

/// Every action, once, in the order of the help; an action's position is its number.
///
/// `S` is zen, since `zz` is the middle of the page in vi; `\\` searches backward, since `?` is the help; `gn` and `gp` cannot go to articles, since `g` alone is the start; `^i` is
/// the same byte as Tab, and telling them apart costs more than it gives (see `key`), so `)` goes forward.
#[rustfmt::skip] // One row a line, or two: it is read as a table.
pub const TABLE: &[ActionRow] = &[
    row(Moving, LineDown, "line-down", "Go down a line").times().page("j <down> <c-e>"),
    row(Moving, LineUp, "line-up", "Go up a line").times().page("k <up> <c-y>"),
    row(Moving, HalfPageDown, "half-page-down", "Go down half a page").times().page("d <c-d>"),
    row(Moving, HalfPageUp, "half-page-up", "Go up half a page").times().page("u <c-u>"),
    row(Moving, PageDown, "page-down", "Go down a page").times().page("<space> f <pgdn> <c-f>"),
    row(Moving, PageUp, "page-up", "Go up a page").times().on(Page, "b <pgup> <c-b>").on(Visual, "<pgup> <c-b>"),
    row(Moving, Start, "start", "Go to the start, or with a count to that section").which().on(Page, "g <home>").on(Visual, "g"),
    row(Moving, End, "end", "Go to the end, or with a count to that section").which().on(Page, "G <end>").on(Visual, "G"),
    row(Moving, Percent, "percent", "Go so far down as a count says, in percent").which().on(Page, "%"),
    row(Moving, NextBlock, "next-block", "Go to the next paragraph or other block").times().page("}"),
    row(Moving, PreviousBlock, "previous-block", "Go to the previous paragraph or other block").times().page("{"),
    row(Moving, Center, "center", "Put the cursor in the middle of the page").on(Page, "zz"),
    row(Moving, JumpBack, "jump-back", "Go back to where you were before the last jump").times().panes("<c-o> <backspace> ( <a-left>"),
    row(Moving, JumpForward, "jump-forward", "Go forward again after going back").times().panes(") <a-right>"),
    row(Moving, SetMark, "set-mark", "Set a mark here, named by a letter or digit").awaits("a letter or digit to name it")
        .panes("m"),
    row(Moving, GoToMark, "go-to-mark", "Go to a mark; twice, to where you were before the jump").awaits("the mark's letter or digit")
        .panes("'"),
    row(Moving, Position, "position", "Say where you are in the article").panes("<c-g>"),

    row(Sections, NextSection, "next-section", "Go to the next section").times().reading("] J"),
    row(Sections, PreviousSection, "previous-section", "Go to the previous section").times().reading("[ K"),
    row(Sections, NextUnread, "next-unread", "Go to the next unread section").times().panes("U"),
    row(Sections, FirstUnread, "first-unread", "Go to the first unread paragraph").panes("r"),
    row(Sections, MarkSection, "mark-section", "Mark this section as read or unread").panes("X"),
    row(Sections, FirstNew, "first-new", "Go to the first post that has come in, and back").panes("!"),
    row(Sections, NextNews, "next-news", "Go to the next change since your last visit").times().panes("."),
    row(Sections, PreviousNews, "previous-news", "Go to the previous change since your last visit").times().panes(","),
    row(Sections, WhatIsNew, "what-is-new", "List the changes since your last visit").panes("W").on(Box, "W"),
    row(Sections, NextCaption, "next-caption", "Go to the next caption").times().on(Page, "c"),
    row(Sections, PreviousCaption, "previous-caption", "Go to the previous caption").times().on(Page, "C"),
    row(Sections, PickSection, "pick-section", "Find a section, caption, repeat, mark or match").panes("p"),
    row(Sections, Timeline, "timeline", "Show the posts on a timeline").panes("H").on(Box, "H"),
    row(Sections, ReorderPosts, "reorder-posts", "Reorder the posts: newest first, oldest first, as given").panes("O"),

    row(Articles, ListArticles, "list-articles", "Choose from the open articles").panes("a"),
    row(Articles, NextArticle, "next-article", "Go to the next open article").times().panes(">"),
    row(Articles, PreviousArticle, "previous-article", "Go to the previous open article").times().panes("<lt>"),

    row(Searching, Search, "search", "Search for words or a regular expression").reading("/").on(Box, "/"),
    row(Searching, SearchBackward, "search-backward", "Search backward").reading("\\"),
    row(Searching, NextMatch, "next-match", "Go to the next match, or section if there is no search")
        .times().reading("n"),
    row(Searching, PreviousMatch, "previous-match", "Go to the previous match, or section if there is no search")
        .times().reading("N"),
    row(Searching, FilterMatches, "filter-matches", "Show only the paragraphs that match, or all of them").panes("&"),
    row(Searching, Clear, "clear", "End the search, or discard the keys typed so far").on(Page, "<esc>"),

    row(Folding, Activate, "activate", "Unfold, fold or show changes at the cursor").on(Page, "<enter>"),
    row(Folding, ToggleFold, "toggle-fold", "Fold or unfold at the cursor").on(Page, "za"),
    row(Folding, OpenAllFolds, "open-all-folds", "Unfold everything").panes("zR"),
    row(Folding, FoldAll, "fold-all", "Fold everything again").panes("zM"),
    row(Folding, ToggleBoilerplate, "toggle-boilerplate", "Fold or show boilerplate, such as share links")
        .panes("zb"),
    row(Folding, FoldReworded, "fold-reworded", "Fold reworded repeats too, or show them again").panes("zu"),
    row(Folding, FoldRead, "fold-read", "Fold or show what you read before, in any article").panes("zp"),
    row(Folding, Original, "original", "Go to the original of a repeat, in any article").on(Page, "o"),
    row(Folding, Diff, "diff", "Compare a repeat with its original, side by side").on(Page, "zd"),

    row(Panes, SwitchPane, "switch-pane", "Switch between the page and the sidebar").panes("<tab> <s-tab>"),
    row(Panes, ToggleSidebar, "toggle-sidebar", "Show or hide the sidebar").panes("s"),
    row(Panes, Left, "left", "Fold at the cursor, or go to the sidebar").on(Page, "h <left>"),
    row(Panes, Right, "right", "Unfold or show changes at the cursor").on(Page, "l <right>"),

    row(Looks, Themes, "themes", "Choose a theme, with a live preview").panes("t"),
    row(Looks, NextTheme, "next-theme", "Switch to the next theme").panes("T"),
    row(Looks, Narrower, "narrower", "Make lines shorter").times().panes("-"),
    row(Looks, Wider, "wider", "Make lines longer").times().panes("+ ="),
    row(Looks, ToggleFullWidth, "toggle-full-width", "Use the full width, or the measure again").panes("w"),
    row(Looks, ToggleJustified, "toggle-justified", "Justify lines of prose, or not").panes("zj"),
    row(Looks, Zen, "zen", "Show only the text; Esc shows everything again").panes("S"),

    row(Copying, CopyBlock, "copy-block", "Copy this paragraph or other block").on(Page, "y"),
    row(Copying, CopySection, "copy-section", "Copy this section").panes("Y"),
    row(Copying, FollowLink, "follow-link", "Open a link by its label, or copy it by the capitals").on(Page, "F"),
    row(Copying, CopyBlockMarkdown, "copy-block-markdown", "Copy this block as Markdown").on(Page, "xm"),
    row(Copying, CopySectionMarkdown, "copy-section-markdown", "Copy this section as Markdown").panes("xM"),
    row(Copying, CopyBlockQuotation, "copy-block-quotation", "Copy this block as a quotation, with source and date")
        .on(Page, "xq"),
    row(Copying, CopySectionQuotation, "copy-section-quotation", "Copy this section as a quotation, with source and date")
        .panes("xQ"),
    row(Copying, Edit, "edit", "Open the text in your editor at this place").panes("e"),
    row(Copying, Reload, "reload", "Reload the file or page, keeping your place").panes("R"),
    row(Copying, Follow, "follow", "Follow the article as it changes, or stop following it").panes("L"),
    row(Copying, OlderPosts, "older-posts", "Load the blog's older posts, if its page names more").panes("P"),
    row(Copying, Versions, "versions", "List the versions that you saw; open one, compare two").panes("D").on(Box, "D"),

    row(Selecting, Select, "select", "Start a selection here, or start it anew").page("v"),
    row(Selecting, SelectBlocks, "select-blocks", "Select whole paragraphs and other blocks").page("V"),
    row(Selecting, SwapEnds, "swap-ends", "Go to the other end of the selection").on(Visual, "o"),
    row(Selecting, NextWord, "next-word", "Go to the next word").times().on(Visual, "w"),
    row(Selecting, PreviousWord, "previous-word", "Go to the previous word").times().on(Visual, "b"),
    row(Selecting, WordEnd, "word-end", "Go to the end of the word").times().on(Visual, "e"),
    row(Selecting, CopySelection, "copy-selection", "Copy the selection").on(Visual, "y <enter>"),
    row(Selecting, CopySelectionMarkdown, "copy-selection-markdown", "Copy the selection as Markdown")
        .on(Visual, "xm m"),
    row(Selecting, CopySelectionQuotation, "copy-selection-quotation", "Copy the selection as a quotation, with source")
        .on(Visual, "xq Q"),

    row(Program, CommandLine, "command-line", "Open the command line").reading(":"),
    row(Program, Help, "help", "Show the help").reading("? <f1>").typing("<f1>").on(Box, "? <f1>"),
    row(Program, Quit, "quit", "Quit").on(Page, "q ZZ ZQ <c-c>").on(Sidebar, "q ZZ ZQ").on(Visual, "").typing("").on(Links, "").on(Box, ""),
    row(Program, Suspend, "suspend", "Suspend dateline; fg brings it back").reading("<c-z>").typing("<c-z>").on(Links, "<c-z>").on(Box, "<c-z>"),
    row(Program, Redraw, "redraw", "Redraw the screen").reading("<c-l>").typing("<c-l>").on(Links, "<c-l>").on(Box, "<c-l>"),
    row(Program, ToggleMouse, "toggle-mouse", "Leave the mouse to the terminal, or take it back").panes("M"),

    row(Lists, Accept, "accept", "Choose the item, or confirm what is typed")
        .on(Sidebar, "<enter> l <right>").typing("<enter>").on(Box, "<enter>"),
    row(Lists, Cancel, "cancel", "Close without choosing anything")
        .on(Visual, "<esc> q <c-c>").on(Sidebar, "<esc> h <left> <c-c>").typing("<esc> <c-c>").on(Links, "<esc> <c-c>")
        .on(Box, "<esc> q <c-c>"),
    row(Lists, ListDown, "list-down", "Go to the next item").times()
        .lists("<down> j").on(Picker, "<down> <c-n> <c-j>"),
    row(Lists, ListUp, "list-up", "Go to the previous item").times()
        .lists("<up> k").on(Picker, "<up> <c-p> <c-k>"),
    row(Lists, ListPageDown, "list-page-down", "Go down a page in the list").times()
        .lists("<pgdn> <space> f d <c-d> <c-f>").typing("<pgdn>"),
    row(Lists, ListPageUp, "list-page-up", "Go up a page in the list").times()
        .lists("<pgup> b u <c-u> <c-b>").typing("<pgup>"),
    row(Lists, ListStart, "list-start", "Go to the first item").lists("g <home>").on(Picker, ""),
    row(Lists, ListEnd, "list-end", "Go to the last item").lists("G <end>").on(Picker, ""),
    row(Lists, NextKind, "next-kind", "Show only the next kind of item, or all again").on(Picker, "<tab>").on(Box, "<tab>"),
    row(Lists, PreviousKind, "previous-kind", "Show only the previous kind of item, or all again").on(Picker, "<s-tab>"),
    row(Lists, SortList, "sort-list", "Change how the article list is sorted").on(Picker, "<c-s>"),
    row(Lists, EarlierBar, "earlier-bar", "Go to an earlier bar of the timeline").times().on(Box, "<left> h"),
    row(Lists, LaterBar, "later-bar", "Go to a later bar of the timeline").times().on(Box, "<right> l"),
    row(Lists, CompareVersions, "compare-versions", "Compare two versions: choose one, then the other").on(Box, "c"),

    row(Typing, DeleteBackward, "delete-backward", "Delete the previous character")
        .typing("<backspace> <c-h>").on(Links, "<backspace> <c-h>"),
    row(Typing, DeleteWord, "delete-word", "Delete the previous word").typing("<c-w> <a-backspace>"),
    row(Typing, DeleteLine, "delete-line", "Delete everything before the cursor").typing("<c-u>"),
    row(Typing, CursorLeft, "cursor-left", "Go one character left").typing("<left> <c-b>").on(Visual, "h <left>"),
    row(Typing, CursorRight, "cursor-right", "Go one character right").typing("<right> <c-f>").on(Visual, "l <right>"),
    row(Typing, CursorStart, "cursor-start", "Go to the start of the line").typing("<home> <c-a>").on(Visual, "0 <home>"),
    row(Typing, CursorEnd, "cursor-end", "Go to the end of the line").typing("<end> <c-e>").on(Visual, "$ <end>"),
    row(Typing, HistoryOlder, "history-older", "Recall the previous entry").on(Prompt, "<up> <c-p>"),
    row(Typing, HistoryNewer, "history-newer", "Recall the next entry").on(Prompt, "<down> <c-n>"),
    row(Typing, CompleteNext, "complete-next", "Take the next completion").on(Prompt, "<tab>"),
    row(Typing, CompletePrevious, "complete-previous", "Take the previous completion")
        .on(Prompt, "<s-tab>"),
];

/// Actions without a key, each with the reason.
pub const UNBOUND: &[(Action, &str)] = &[];

/// What the bottom line shows in a mode, each in a word; the least worth knowing last.
pub const fn hints(mode: Mode) -> &'static [(Action, &'static str)] {
    match mode {
        Page => &[
            (NextSection, "next"),
            (PreviousSection, "prev"),
            (Search, "search"),
            (Activate, "unfold"),
            (Help, "help"),
            (Quit, "quit"),
            (OlderPosts, "older"),
            (CommandLine, "command"),
            (NextArticle, "article"),
            (ListArticles, "articles"),
            (SwitchPane, "sidebar"),
            (PickSection, "pick"),
            (Themes, "theme"),
        ],
        Visual => &[
            (CopySelection, "copy"),
            (CopySelectionMarkdown, "markdown"),
            (CopySelectionQuotation, "quote"),
            (Cancel, "leave"),
            (SwapEnds, "swap"),
            (Help, "help"),
        ],
        Sidebar => &[
            (Accept, "go"),
            (SwitchPane, "page"),
            (Search, "search"),
            (Help, "help"),
            (Quit, "quit"),
            (PickSection, "pick"),
        ],
        Prompt => &[(Accept, "choose"), (Cancel, "cancel"), (HistoryOlder, "older")],
        Picker => &[
            (Accept, "go"),
            (Cancel, "cancel"),
            (NextKind, "kind"),
            (SortList, "sort"),
            (ListDown, "down"),
            (ListUp, "up"),
        ],
        Links => &[(Cancel, "cancel")],
        Box => &[
            (Cancel, "close"),
            (EarlierBar, "earlier"),
            (LaterBar, "later"),
            (ListDown, "down"),
            (ListUp, "up"),
            (Accept, "choose"),
            (CompareVersions, "compare"),
            (Search, "search"),
        ],
    }
}
