//! What belongs to this run of the program in this terminal, whichever article is open.

pub mod area;
pub mod catalogue;
pub mod configured;
pub mod counts;
pub mod hits;
pub mod jump_list;
pub mod library;
pub mod marks;
pub mod notice;

use super::document::block_map::{BlockMap, Carry};
use crate::article::Anchor;
use crate::keymap::{Action, Key};
use crate::settings::Settings;
use area::Size;
use configured::Configured;
use jump_list::JumpList;
use library::Library;
use marks::MarkList;
use notice::{Notice, Work};

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
    /// Whether a list stands beside the page in place of the sidebar: the picker is open.
    pub list_beside: bool,
    /// The count and the keys typed so far of a longer command.
    pub pending: PendingKeys,
    /// What the last key did, if it did anything.
    pub last_action: Option<Action>,
    /// What the bottom line says until the next key.
    pub notice: Option<Notice>,
    /// Work under way in the background.
    pub work: Work,
    /// What the mouse is dragging.
    pub mouse: MouseHold,
    /// Places that are kept, in all articles.
    pub places: KeptPlaces,
    /// The articles that were opened together.
    pub library: Library,
    /// What was typed before.
    pub history: History,
    /// The number of the newest request to a worker.
    pub requests: RequestNumber,
}

/// Which pane has the keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// The page.
    Page,
    /// The sidebar; where it does not stand beside the page, it lies over it while it has the keys.
    Sidebar,
}

/// Count and keys typed so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PendingKeys {
    /// The count, as in `5j`.
    pub count: Option<u32>,
    /// Keys that are the start of a binding, or all of one that waits for another key.
    pub keys: Vec<Key>,
    /// What waits for the next key to name something.
    pub awaiting: Option<Action>,
}

/// What the mouse is dragging.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MouseHold {
    /// Whether it holds the scrollbar's thumb.
    pub scrollbar: bool,
    /// The place in the text where it went down: selecting begins there.
    pub from: Option<Anchor>,
}

/// Places in articles that the reader may come back to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeptPlaces {
    /// Those that were left by a jump.
    pub jumps: JumpList,
    /// Those that have a name.
    pub marks: MarkList,
}

/// What was typed before, oldest first, each line once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// Patterns that were searched for.
    pub searches: Vec<String>,
    /// Commands that were carried out.
    pub commands: Vec<String>,
}

impl History {
    /// The most lines of a kind that are kept.
    const MOST: usize = 100;

    /// Adds a line to one of the two.
    pub(super) fn remember(lines: &mut Vec<String>, line: String) {
        lines.retain(|old| *old != line);
        lines.push(line);
        if lines.len() > Self::MOST {
            lines.remove(0);
        }
    }
}

/// Numbers requests, so that an outdated answer can be told from the one that is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RequestNumber(u64);

impl RequestNumber {
    /// A number that no earlier request has.
    pub(super) fn next(&mut self) -> u64 {
        self.0 += 1;
        self.0
    }
}

impl Session {
    /// A session that has just begun.
    pub(super) fn new(configured: Configured, settings: Settings, size: Size) -> Self {
        Self {
            size,
            settings,
            configured,
            focus: Focus::Page,
            list_beside: false,
            pending: PendingKeys::default(),
            last_action: None,
            notice: None,
            work: Work::default(),
            mouse: MouseHold::default(),
            places: KeptPlaces::default(),
            library: Library::default(),
            history: History::default(),
            requests: RequestNumber::default(),
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
            list_beside: _,
            pending: _,
            last_action: _,
            notice: _,
            work: _,
            mouse,
            places,
            library,
            history: _,
            requests: _,
        } = self;
        mouse.carry(map);
        let KeptPlaces { jumps, marks } = places;
        jumps.carry(library.at, map);
        marks.carry(library.at, map);
        library.carry(map);
    }
}

impl Carry for MouseHold {
    fn carry(&mut self, _: &BlockMap<'_>) {
        let Self { scrollbar: _, from } = self;
        // What would be selected is not what the mouse went down at.
        *from = None;
    }
}
