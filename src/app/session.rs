//! What belongs to this run of the program in this terminal, whichever article is open.

use super::area::Size;
use super::articles::Articles;
use super::document::block_map::{BlockMap, Carry};
use super::marks::Marks;
use super::message::Configured;
use super::screen::{Focus, Jumps, Notice, Pending, Work};
use super::{Over, Settings};
use crate::article::Anchor;

/// What belongs to this run of the program in this terminal.
#[derive(Clone, Debug)]
pub struct Session {
    /// The terminal's size in cells.
    pub size: Size,
    /// The settings in effect: what was configured, and what was changed by hand since.
    pub settings: Settings,
    /// What was configured last. A setting that differs from it was changed by hand.
    pub configured: Configured,
    /// The pane that has the keys.
    pub focus: Focus,
    /// The count and the keys typed so far of a longer command.
    pub pending: Pending,
    /// What the bottom line says until the next key.
    pub notice: Option<Notice>,
    /// Work under way in the background.
    pub work: Work,
    /// What the mouse holds.
    pub mouse: Held,
    /// The jump list.
    pub jumps: Jumps,
    /// Named places, in all articles.
    pub marks: Marks,
    /// The articles that were opened together.
    pub library: Articles,
    /// What was typed before.
    pub history: History,
    /// Numbers for requests to workers.
    pub requests: Requests,
    /// What is drawn.
    pub drawn: Drawn,
}

/// What the view has worked out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawn {
    /// Rows of the help beyond those its box shows: how far it can be scrolled. Set by whoever runs the reader,
    /// from what is drawn; as long as nobody says, there is no end.
    pub help_rows: usize,
    /// Where the box over the page stands. Set by whoever runs the reader, from what is drawn.
    pub over: Over,
}

/// What the mouse holds while its button is down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// Whether it holds the scrollbar's thumb.
    pub scrollbar: bool,
    /// The place in the text where it went down: selecting begins there.
    pub from: Option<Anchor>,
}

/// What was typed before, oldest first, each line once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// Patterns that were searched for.
    pub searches: Vec<String>,
    /// Commands that were carried out.
    pub commands: Vec<String>,
}

/// Numbers requests, so that an answer to an older one can be told from the answer that is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Requests(u64);

impl Requests {
    /// A number that no request has had.
    pub fn next(&mut self) -> u64 {
        self.0 += 1;
        self.0
    }
}

impl Session {
    /// A session that has just begun.
    pub fn new(configured: Configured, settings: Settings, size: Size) -> Self {
        Self {
            size,
            settings,
            configured,
            focus: Focus::Page,
            pending: Pending::default(),
            notice: None,
            work: Work::default(),
            mouse: Held::default(),
            jumps: Jumps::default(),
            marks: Marks::default(),
            library: Articles::default(),
            history: History::default(),
            requests: Requests::default(),
            drawn: Drawn {
                help_rows: usize::MAX,
                over: Over::default(),
            },
        }
    }
}

impl Carry for Session {
    fn carry(&mut self, map: &BlockMap<'_>) {
        let Self {
            size: _,
            settings: _,
            configured: _,
            focus: _,
            pending: _,
            notice: _,
            work: _,
            mouse,
            jumps,
            marks,
            library,
            history: _,
            requests: _,
            drawn: _,
        } = self;
        let article = library.at;
        mouse.from = None;
        jumps.carry(article, map);
        marks.carry(article, map);
        library.carry(map);
    }
}
