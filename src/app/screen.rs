//! The parts of the state that have a shape of their own: what lies over the page, what is typed, what is
//! searched, where the reader has been. Data only.

use std::sync::Arc;

use super::document::block_map::{BlockMap, Carry};
use super::goals::{Goal, GoalKind, Goals};
use super::links::Linking;
use super::list::List;
use super::timeline::Timeline;
use super::{Commanding, Helping};
use crate::article::{BlockId, SectionId, Span};
use crate::keymap::{Action, Key};
use crate::layout::Top;

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
    /// Whether the wheel has moved it away from the section the reader is in; until the next key.
    pub adrift: bool,
}

/// What lies over the page.
#[derive(Clone, Debug, PartialEq)]
pub enum Screen {
    /// Nothing.
    Reading,
    /// A search is being typed in the status line.
    Searching(Searching),
    /// A command is being typed there.
    Commanding(Commanding),
    /// The picker; the page shows what is chosen.
    Picking(Picking),
    /// Links have labels, and one is being typed.
    Linking(Linking),
    /// Posts by time, over the foot of the page.
    Timeline(Timeline),
    /// The list of articles, as [`List`](super::listing::List) has it.
    Listing {
        /// The article that has been taken and has not come.
        opening: Option<usize>,
    },
    /// The list of themes; the page shows the chosen one.
    Themes {
        /// The chosen theme, an index into [`State::themes`](super::State::themes).
        selected: usize,
        /// The one to return to.
        before: usize,
    },
    /// A repeat beside what it repeats.
    Beside {
        /// The repeat.
        block: BlockId,
        /// What it repeats.
        of: BlockId,
        /// The first row shown.
        top: usize,
    },
    /// What is new since the last visit.
    News {
        /// The chosen piece of it, an index into [`Visits::items`](super::visits::Visits::items).
        selected: usize,
        /// The block it is at.
        at: BlockId,
        /// The first one shown.
        top: usize,
    },
    /// Help: every key, command and setting, and what it does.
    Help(Helping),
}

impl Carry for Screen {
    fn carry(&mut self, map: &BlockMap<'_>) {
        match self {
            Self::Reading
            | Self::Commanding(_)
            | Self::Listing { opening: _ }
            | Self::Themes { selected: _, before: _ } => {}
            // Labels stand at links on the screen.
            Self::Linking(_) => *self = Self::Reading,
            Self::Searching(searching) => searching.carry(map),
            Self::Picking(picking) => picking.carry(map),
            Self::Timeline(timeline) => timeline.carry(map),
            Self::Beside { block, of, top: _ } => match (map.exact(*block), map.exact(*of)) {
                (Some(new), Some(new_of)) => (*block, *of) = (new, new_of),
                _ => *self = Self::Reading,
            },
            Self::News {
                selected: _,
                at,
                top: _,
            } => at.carry(map),
            Self::Help(help) => help.from.carry(map),
        }
    }
}

impl Carry for Place {
    fn carry(&mut self, map: &BlockMap<'_>) {
        let Self { top, cursor } = self;
        let anchor = map.anchor(top.anchor);
        *cursor = if *cursor == top.anchor.block {
            anchor.block
        } else {
            map.block(*cursor)
        };
        *top = Top {
            anchor,
            above: if anchor.offset == 0 { top.above } else { 0 },
        };
    }
}

impl Carry for Sidebar {
    fn carry(&mut self, map: &BlockMap<'_>) {
        let Self {
            selected,
            top,
            adrift: _,
        } = self;
        selected.carry(map);
        top.carry(map);
    }
}

impl Carry for Searching {
    fn carry(&mut self, map: &BlockMap<'_>) {
        let Self {
            input: _,
            backward: _,
            before,
            was,
            older: _,
            draft: _,
        } = self;
        before.carry(map);
        if let Some(was) = was {
            was.carry(map);
        }
    }
}

impl Carry for Picking {
    /// Its lines are to be made anew; what the reader has chosen of them stays chosen.
    fn carry(&mut self, map: &BlockMap<'_>) {
        let Self {
            list,
            goals,
            kind: _,
            before,
            held,
        } = self;
        before.carry(map);
        let chosen = list.chosen().filter(|_| list.is_by_hand());
        let chosen = held.or_else(|| goals.goal(chosen?));
        *held = chosen.and_then(|goal| goal.carried(map));
    }
}

impl Carry for Search {
    /// Keeps the matches in the text that is the same. The others are to be looked for again.
    fn carry(&mut self, map: &BlockMap<'_>) {
        let Self {
            pattern: _,
            request: _,
            matches,
            state,
            current,
            backward: _,
            seeking,
            opened,
        } = self;
        let same = map.common_bytes();
        let kept = matches.partition_point(|found| found.end <= same);
        if kept < matches.len() {
            *matches = Arc::from(&matches[..kept]);
            *current = current.filter(|&current| current < kept);
        }
        if !matches!(state, SearchState::Wrong(_)) {
            *state = SearchState::Running;
        }
        *seeking = seeking.map(|byte| map.byte(byte));
        *opened = opened.and_then(|first| map.exact(first));
    }
}

impl Jumps {
    /// Carries the places in an article over to a newer version of it.
    pub(super) fn carry(&mut self, article: usize, map: &BlockMap<'_>) {
        let Self { places, at: _, before } = self;
        for jump in places.iter_mut().chain(before).filter(|jump| jump.article == article) {
            jump.place.carry(map);
        }
    }
}

impl Search {
    /// The same search in another article: to be looked for there.
    pub(super) fn elsewhere(self) -> Self {
        Self {
            matches: Arc::default(),
            current: None,
            seeking: None,
            opened: None,
            ..self
        }
    }
}

/// Where the reader is: what a jump, a cancelled search or a window made smaller and larger again comes back to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The first row of the page.
    pub top: Top,
    /// The block that keys act on.
    pub cursor: BlockId,
}

/// A search being typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Searching {
    /// What is typed.
    pub input: Input,
    /// Whether the first match is sought above the reader instead of below.
    pub backward: bool,
    /// Where the page was before, to return to on cancelling.
    pub before: Place,
    /// The search that was on before.
    pub was: Option<Box<Search>>,
    /// How many patterns back in the history the input is; 0 is what was typed.
    pub older: usize,
    /// What was typed before going back in the history.
    pub draft: String,
}

/// The picker.
#[derive(Clone, Debug, PartialEq)]
pub struct Picking {
    /// The list, and what is typed.
    pub list: List,
    /// What its lines stand for.
    pub goals: Arc<Goals>,
    /// The one kind that is listed; all, if `None`.
    pub kind: Option<GoalKind>,
    /// Where the page was before, to return to on cancelling.
    pub before: Place,
    /// What the reader has chosen, while it is not listed: what it is found by, as matches, has not come yet.
    pub held: Option<Goal>,
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
    /// Whether `n` goes up and `N` down.
    pub backward: bool,
    /// The byte from which the first match is still to be found and shown; `None` once the reader is there.
    pub seeking: Option<u32>,
    /// First block of the folded run that was opened to show the current match.
    pub opened: Option<BlockId>,
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
    /// Keys that are the start of a binding, or all of one that waits for another key.
    pub keys: Vec<Key>,
    /// What waits for the next key to name something.
    pub awaiting: Option<Action>,
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

/// A place to come back to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Jump {
    /// The article it is in, counted from 0.
    pub article: usize,
    /// Where in it.
    pub place: Place,
}

/// Places to come back to, in all articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Jumps {
    /// Oldest first.
    pub places: Vec<Jump>,
    /// How many of them lie behind the reader.
    pub at: usize,
    /// Where the reader was before the last jump, whichever way it went.
    pub before: Option<Jump>,
}
