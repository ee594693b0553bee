//! The reader's mind: what is on the screen and why, and what a key, a click or a finished piece of work changes.
//!
//! Knows no terminal library, no file and no clock. Everything enters as a [`Message`]; what is to be done in the
//! world leaves as an [`Effect`].

pub mod area;

use std::ops::Range;
use std::sync::Arc;

use crate::article::{Anchor, Article, BlockId, SectionId, Span};
use crate::fold::{Folding, Folds};
use crate::keymap::{Key, Keymap};
use crate::layout::{Page, Top};
use area::{Areas, Size};

/// Everything the reader's screen depends on, but the theme's looks.
#[derive(Clone, Debug)]
pub struct State {
    /// What is read. Replaced as a whole by a newer version.
    pub article: Arc<Article>,
    /// What of it stands twice; empty until it has been found.
    pub folding: Arc<Folding>,
    /// Which of that is folded.
    pub folds: Folds,
    /// The terminal's size in cells.
    pub size: Size,
    /// What the reader has set: measure, panes, mouse, theme.
    pub settings: Settings,
    /// The first row of the page.
    pub top: Top,
    /// The block that keys act on; always on the screen when the page is drawn.
    pub cursor: BlockId,
    /// Which pane has the keys.
    pub focus: Focus,
    /// The sidebar's own position.
    pub sidebar: Sidebar,
    /// What lies over the page.
    pub screen: Screen,
    /// The search that is on.
    pub search: Option<Search>,
    /// Count and keys typed so far of a longer command.
    pub pending: Pending,
    /// What the status line says until the next key.
    pub notice: Option<Notice>,
    /// Work under way in the background.
    pub work: Work,
    /// By section: whether its end has been on the screen.
    pub read: Vec<bool>,
    /// Places to come back to, oldest first, and where in them the reader is.
    pub jumps: Jumps,
    /// What keys do.
    pub keymap: Arc<Keymap>,
    /// The names of all themes, in the order of the picker.
    pub themes: Arc<[String]>,
}

/// What the reader can set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Columns of a line of prose: 20 to 400.
    pub measure: u16,
    /// The whole width of the pane instead of the measure.
    pub full_width: bool,
    /// Columns of the sidebar with its border, when it stands beside the page.
    pub sidebar_width: u16,
    /// Whether the sidebar stands beside the page where there is room.
    pub sidebar: bool,
    /// Nothing but the text.
    pub zen: bool,
    /// Whether the program takes the mouse.
    pub mouse: bool,
    /// Index into [`State::themes`].
    pub theme: usize,
}

/// Which pane has the keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// The page.
    Page,
    /// The sidebar; where it does not stand beside the page, it lies over it while it has the keys.
    Sidebar,
}

/// The sidebar's own position.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sidebar {
    /// The section chosen in it while it has the keys.
    pub selected: SectionId,
    /// The first section shown.
    pub top: SectionId,
}

/// What lies over the page.
#[derive(Clone, Debug, PartialEq)]
pub enum Screen {
    /// Nothing.
    Reading,
    /// A search is being typed in the status line.
    Searching(Searching),
    /// The section picker.
    Picking(Picking),
    /// The list of themes; the page shows the chosen one.
    Themes {
        /// The chosen theme, an index into [`State::themes`].
        selected: usize,
        /// The one to return to.
        before: usize,
    },
    /// Help: every key and what it does.
    Help {
        /// The first row shown.
        top: usize,
    },
}

/// A search being typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Searching {
    /// What is typed.
    pub input: Input,
    /// Where the page was before, to return to on cancelling.
    pub before: (Top, BlockId),
    /// The search that was on before.
    pub was: Option<Box<Search>>,
}

/// The section picker.
#[derive(Clone, Debug, PartialEq)]
pub struct Picking {
    /// What is typed.
    pub input: Input,
    /// The sections that match, best first.
    pub found: Vec<Found>,
    /// The chosen one, an index into `found`.
    pub selected: usize,
}

/// A section that matches what was typed in the picker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The section.
    pub section: SectionId,
    /// Which characters of its headline matched, counted from 0, ascending.
    pub letters: Vec<u32>,
}

/// A line of text being typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Input {
    /// What is typed.
    pub text: String,
    /// The byte before which the next character goes.
    pub at: usize,
}

/// A search that is on.
#[derive(Clone, Debug, PartialEq)]
pub struct Search {
    /// As typed.
    pub pattern: String,
    /// Which request its matches answer: later ones replace earlier ones.
    pub request: u64,
    /// Where it matches: byte ranges of the article's text, ascending, not overlapping.
    pub matches: Arc<[Span]>,
    /// Whether the search is over, or there are more matches than are kept.
    pub state: SearchState,
    /// The match the reader is at, an index into `matches`.
    pub current: Option<usize>,
}

/// How far a search is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SearchState {
    /// Under way.
    Running,
    /// All matches are known.
    Done,
    /// There are more matches than are kept.
    Capped,
    /// The pattern is no regular expression; why.
    Wrong(String),
}

/// Count and keys typed so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pending {
    /// The count, as in `5j`.
    pub count: Option<u32>,
    /// Keys that are the start of a binding.
    pub keys: Vec<Key>,
}

/// What the status line says until the next key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Something went well.
    Done(String),
    /// Something did not.
    Failed(String),
}

/// Work under way in the background.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Reading the rest of the file: parts of a hundred done.
    pub reading: Option<u8>,
    /// Finding repeats: parts of a hundred done.
    pub folding: Option<u8>,
}

/// Places to come back to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Jumps {
    /// Oldest first.
    pub places: Vec<Anchor>,
    /// How many of them lie behind the reader.
    pub at: usize,
}

/// What enters.
#[derive(Clone, Debug)]
pub enum Message {
    /// A key.
    Key(Key),
    /// Text pasted into the terminal.
    Paste(String),
    /// The mouse.
    Mouse(Mouse),
    /// The terminal has this size now.
    Resize(Size),
    /// A newer version of the article; a first part of it while `more` is to come.
    Article {
        /// The version.
        article: Arc<Article>,
        /// Whether a longer version is under way.
        more: bool,
    },
    /// Repeats have been found, in this version of the article.
    Folding {
        /// The version of the article they were found in.
        article: Arc<Article>,
        /// What was found.
        folding: Arc<Folding>,
    },
    /// Matches of a search have been found; `more` are to come.
    Matches {
        /// The request they answer.
        request: u64,
        /// All matches so far, or why there are none to find.
        matches: Result<Arc<[Span]>, String>,
        /// How far the search is.
        state: SearchState,
    },
    /// Background work goes on.
    Progress(Work),
    /// The clipboard took the text, or did not; other reports to the reader.
    Notice(Notice),
    /// The program was stopped and goes on.
    Resumed,
}

/// What the mouse did, in cells from the upper left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// The column.
    pub x: u16,
    /// The row.
    pub y: u16,
    /// What it did there.
    pub what: MouseKind,
}

/// What the mouse did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseKind {
    /// The left button went down.
    Press,
    /// It moved with the left button down.
    Drag,
    /// The left button went up.
    Release,
    /// The wheel, towards the reader.
    WheelDown,
    /// The wheel, away from the reader.
    WheelUp,
}

/// What is to be done in the world.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// End the program.
    Quit,
    /// Give the terminal back and stop the process group.
    Suspend,
    /// Put the text on the clipboard.
    Copy(String),
    /// Take or release the mouse.
    Mouse(bool),
    /// Draw every cell anew.
    Redraw,
    /// Look for a pattern; answered by [`Message::Matches`].
    Search {
        /// Comes back with the answer; a newer request ends the older.
        request: u64,
        /// As typed: a regular expression, case-blind unless it has an upper-case letter.
        pattern: String,
        /// Where to look.
        article: Arc<Article>,
    },
    /// Stop looking.
    StopSearch,
}

/// Takes one message in: changes the state, and says what is to be done.
pub fn update(_state: &mut State, _message: Message) -> Vec<Effect> {
    Vec::new()
}

impl State {
    /// The page as it is laid out now.
    pub fn page(&self) -> Page<'_> {
        Page {
            article: &self.article,
            folding: &self.folding,
            folds: &self.folds,
            measure: self.areas().measure,
        }
    }

    /// Where everything is on the screen.
    pub fn areas(&self) -> Areas {
        Areas::of(self.size, &self.settings, self.focus)
    }

    /// The theme to draw with, an index into [`State::themes`]: the one chosen in the list while it is open.
    pub fn theme(&self) -> usize {
        match self.screen {
            Screen::Themes { selected, .. } => selected,
            _ => self.settings.theme,
        }
    }

    /// The matches of the search that lie in a stretch of the text.
    pub fn matches_in(&self, span: Span) -> Range<usize> {
        let Some(search) = &self.search else { return 0..0 };
        let start = search.matches.partition_point(|found| found.end <= span.start);
        let end = search.matches.partition_point(|found| found.start < span.end);
        start..end.max(start)
    }

    /// The section the reader is in.
    pub fn section(&self) -> SectionId {
        self.article
            .blocks()
            .get(self.cursor.index())
            .map_or(SectionId(0), |block| block.section)
    }
}
