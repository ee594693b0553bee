//! The sidebar: which sections it shows, how their headlines are cut, and which of them is clicked on. How the rows
//! look is the view's business.

use std::cell::RefCell;

use crate::app::actions::{jumping, moving, placing};
use crate::app::direction::times;
use crate::app::document::facts::Badges;
use crate::app::document::progress::Stage;
use crate::app::list::moved;
use crate::app::session::Focus;
use crate::app::state::State;
use crate::article::{SectionId, Time};
use crate::keymap::Action;
use crate::layout::memo::Memo;
use crate::layout::width;

/// Columns a time of day takes, with the blank after it.
const TIME_COLUMNS: usize = 6;
/// Columns right of a headline: a blank, the mark of what has been read, that of what is new.
const RIGHT_COLUMNS: usize = 3;
/// A time is left out if it leaves less room than this for the headline.
const HEADLINE_LEAST: usize = 10;

/// From this many columns on a sidebar says in words how much of a section is repeated.
const WORDS_FROM: u16 = 36;

/// A section in the sidebar.
#[expect(clippy::struct_excessive_bools, reason = "each is a mark of its own")]
#[derive(Clone, Debug, PartialEq)]
pub struct SidebarEntry {
    /// The section.
    pub section: SectionId,
    /// Its first row, counted from the sidebar's first. Its last may lie below the sidebar.
    pub row: u16,
    /// The day that begins with it, in words, on a row above it; only where the article spans several.
    pub day: Option<String>,
    /// The headline, on one line or two.
    pub lines: Vec<HeadlineLine>,
    /// Whether the headline is ours: the first words of a section that has none.
    pub is_excerpt: bool,
    /// The time of day, on the first line at [`SidebarColumns::text`], if there is room: minutes since midnight.
    pub minute: Option<u16>,
    /// What it holds besides prose.
    pub badges: Badges,
    /// How many matches of the search it has.
    pub matches: usize,
    /// The line with the badges, their last column at [`SidebarColumns::badges`] of that line; `None` without badges.
    pub badge_line: Option<usize>,
    /// How much of it has been read.
    pub stage: Stage,
    /// Whether anything in it is new since the last visit; its mark stands right of the one for what has been read.
    pub fresh: bool,
    /// Whether the reader is in it.
    pub current: bool,
    /// Whether it is chosen, while the sidebar has the keys.
    pub selected: bool,
}

/// A line of a headline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeadlineLine {
    /// Its words.
    pub text: String,
    /// The column it starts at, from the sidebar's left edge.
    pub column: u16,
    /// Whether it was cut: one column is left for the ellipsis.
    pub cut: bool,
}

/// Columns of the sidebar, from its left edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SidebarColumns {
    /// Where the number starts; it is right-aligned up to a blank before `text`.
    pub number: u16,
    /// Where times and headlines start.
    pub text: u16,
    /// Where headlines end: the column after the last.
    pub text_end: u16,
    /// The mark of what has been read, on an entry's first line.
    pub mark: u16,
}

impl SidebarEntry {
    /// Rows that it takes.
    pub fn rows(&self) -> u16 {
        self.lines.len() as u16 + u16::from(self.day.is_some())
    }
}

impl SidebarColumns {
    /// The column after the last of the badges on an entry's line: before the mark on the first, below it on the
    /// second.
    pub fn badges(self, line: usize) -> u16 {
        if line == 0 { self.text_end } else { self.mark + 1 }
    }
}

impl Badges {
    /// How many columns they take in a sidebar: a glyph and a number each, or repeats in words, with a blank between.
    pub fn columns(self, sidebar: u16) -> usize {
        let badge = |count: u32| if count == 0 { 0 } else { 1 + digits(count) };
        let repeats = self
            .repeats_in_words(sidebar)
            .map_or(badge(self.repeats), |words| words.len());
        let captions = badge(self.captions);
        captions + repeats + usize::from(captions > 0 && repeats > 0)
    }

    /// "38% repeats", if the sidebar is wide enough and there are any. In a narrow sidebar the glyph for unread sections
    /// says as much in one column.
    pub fn repeats_in_words(self, sidebar: u16) -> Option<String> {
        let said = self.new_percent() < 100 && sidebar >= WORDS_FROM;
        said.then(|| format!("{}% repeats", 100 - self.new_percent()))
    }
}

/// How many columns the badges of a section take, with a glyph and a number for its matches.
pub fn badges_and_matches(badges: Badges, matches: usize, sidebar: u16) -> usize {
    let badges = badges.columns(sidebar);
    match matches {
        0 => badges,
        _ => badges + usize::from(badges > 0) + 1 + digits(matches as u32),
    }
}

fn digits(number: u32) -> usize {
    number.checked_ilog10().unwrap_or(0) as usize + 1
}

impl State {
    /// The columns of the sidebar.
    pub fn sidebar_columns(&self) -> SidebarColumns {
        let width = usize::from(self.areas().sidebar.width);
        let digits = digits(self.document.article.sections().len() as u32);
        let text = (1 + digits + 1).min(width);
        let text_end = width.saturating_sub(RIGHT_COLUMNS).max(text);
        SidebarColumns {
            number: 1.min(width) as u16,
            text: text as u16,
            text_end: text_end as u16,
            mark: (text_end + 1).min(width.saturating_sub(1)) as u16,
        }
    }

    /// What the sidebar shows, from its first row down.
    pub fn sidebar_entries(&self) -> Vec<SidebarEntry> {
        let height = self.areas().sidebar.height;
        let mut entries = Vec::new();
        let mut row = 0u16;
        let order = &self.document.posts.order;
        for place in order.place(self.document.sidebar.top)..self.document.article.sections().len() {
            if row >= height {
                break;
            }
            let mut entry = self.entry(order.section(place));
            entry.row = row;
            row += entry.rows();
            entries.push(entry);
        }
        entries
    }

    fn entry(&self, section: SectionId) -> SidebarEntry {
        let columns = self.sidebar_columns();
        let badges = self
            .document
            .facts
            .badges
            .get(section.index())
            .copied()
            .unwrap_or_default();
        let room = usize::from(columns.text_end - columns.text);
        let found = self.document.article.section(section);
        let time: Option<Time> = found.time;
        let time = time.filter(|_| room >= TIME_COLUMNS + HEADLINE_LEAST);
        let indent = if time.is_some() { TIME_COLUMNS } else { 0 };
        let matches = self.matches_of(section);
        let badge_columns = badges_and_matches(badges, matches, self.areas().sidebar.width);
        let beside_badges = match badge_columns {
            0 => room,
            taken => usize::from(columns.badges(1) - columns.text)
                .saturating_sub(taken + 1)
                .min(room),
        };
        let headline = self.document.headline(section);
        let mut lines = broken(headline.trim(), room - indent, beside_badges);
        let mut badge_line = (!lines.is_empty() && badge_columns > 0).then_some(1);
        if lines.len() == 1 && badge_line.is_some() {
            if indent + width::of(&lines[0].text) + 1 + badge_columns <= room {
                badge_line = Some(0);
            } else {
                lines.push(HeadlineLine::default());
            }
        }
        for (index, line) in lines.iter_mut().enumerate() {
            line.column = columns.text + if index == 0 { indent as u16 } else { 0 };
        }
        SidebarEntry {
            section,
            row: 0,
            day: self.document.posts.day(section),
            lines,
            is_excerpt: found.headline.is_some() && !self.document.article.is_named(found),
            minute: time.map(|time| time.minute),
            badges,
            matches,
            badge_line,
            stage: self.document.stage(section),
            fresh: self.is_fresh_in(section),
            current: self.document.section() == section,
            selected: self.session.focus == Focus::Sidebar && self.document.sidebar.selected == section,
        }
    }

    /// How many matches of the search a section has.
    fn matches_of(&self, section: SectionId) -> usize {
        let Some(search) = &self.document.search else { return 0 };
        let found = self.document.article.section(section);
        let (first, last) = (
            self.document.article.block(found.first),
            self.document.article.block(found.last),
        );
        let before = |byte: u32| search.matches.partition_point(|found| found.start < byte);
        before(last.tile.end) - before(first.tile.start)
    }

    /// The section on a row of the sidebar, counted from its first.
    pub(in crate::app) fn section_at_row(&self, row: u16) -> Option<SectionId> {
        let entries = self.sidebar_entries();
        let found = entries
            .iter()
            .find(|entry| (entry.row..entry.row + entry.rows()).contains(&row));
        found.map(|entry| entry.section)
    }
}

/// Breaks a headline into one or two lines: the first at most `first` columns wide, the second at most `second`. What does
/// not fit is cut, between two words if possible. The lines are kept: the same headlines are asked for at every key.
fn broken(headline: &str, first: usize, second: usize) -> Vec<HeadlineLine> {
    thread_local! {
        static BROKEN: RefCell<Memo<(usize, usize), Vec<HeadlineLine>>> = RefCell::default();
    }
    BROKEN.with_borrow_mut(|broken| broken.get(headline, (first, second), || lines_of(headline, first, second)))
}

fn lines_of(headline: &str, first: usize, second: usize) -> Vec<HeadlineLine> {
    let at = fitting(headline, first, true);
    let (head, rest) = headline.split_at(at);
    let mut lines = vec![HeadlineLine {
        text: head.trim_end().to_owned(),
        ..HeadlineLine::default()
    }];
    let rest = rest.trim_start();
    if !rest.is_empty() {
        lines.push(cut(rest, second));
    }
    lines
}

fn cut(text: &str, room: usize) -> HeadlineLine {
    if width::of(text) <= room {
        return HeadlineLine {
            text: text.to_owned(),
            ..HeadlineLine::default()
        };
    }
    let most = room.saturating_sub(1);
    let words = text[..fitting(text, most, true)].trim_end();
    // A word is cut only if leaving it out would leave much of the line empty.
    let kept = if 3 * width::of(words) >= 2 * most {
        words
    } else {
        text[..fitting(text, most, false)].trim_end()
    };
    HeadlineLine {
        text: kept.to_owned(),
        column: 0,
        cut: room > 0,
    }
}

/// How many bytes of `text` fit into `room` columns; with `words`, up to the last place where a line may break, if there
/// is one. Wide clusters are assumed to belong to scripts that break anywhere.
fn fitting(text: &str, room: usize, words: bool) -> usize {
    let (mut columns, mut last_break) = (0, 0);
    for (at, cluster) in width::clusters(text) {
        let wide = width::of_cluster(cluster);
        if wide > 1 {
            last_break = at;
        }
        let blank = cluster.chars().all(char::is_whitespace);
        if columns + wide > room {
            return if words && blank {
                at
            } else if words && last_break > 0 {
                last_break
            } else {
                at
            };
        }
        columns += wide;
        if blank || wide > 1 || cluster == "-" {
            last_break = at + cluster.len();
        }
    }
    text.len()
}

/// Scrolls the sidebar just far enough to show the chosen section, or the one that is being read; and up, if there would
/// be empty rows below the last section.
pub(in crate::app) fn follow(state: &mut State) {
    let sections = state.document.article.sections().len();
    let height = usize::from(state.areas().sidebar.height);
    if sections == 0 || height == 0 {
        return;
    }
    let last = SectionId(sections as u32 - 1);
    state.document.sidebar.selected = state.document.sidebar.selected.min(last);
    let order = &state.document.posts.order;
    let top = state.document.sidebar.top.min(last);
    let mut top = order.place(top);
    // Each section has a row at least, so that farther up there is no end to be seen.
    if top + height > sections {
        top = top.min(first_above(state, sections - 1, height));
    }
    if !state.document.sidebar.adrift {
        let target = if state.session.focus == Focus::Sidebar {
            state.document.sidebar.selected
        } else {
            state.document.section()
        };
        let target = order.place(target);
        top = top.clamp(first_above(state, target, height), target);
    }
    state.document.sidebar.top = order.section(top);
}

/// The place of the first section shown if the one at `last` is the last that fits as a whole.
fn first_above(state: &State, last: usize, height: usize) -> usize {
    let mut rows = 0;
    let mut first = last;
    for place in (0..=last).rev() {
        rows += usize::from(state.entry(state.document.posts.order.section(place)).rows());
        if rows > height {
            break;
        }
        first = place;
    }
    first
}

/// Gives the keys to the other pane.
pub(in crate::app) fn switch(state: &mut State) {
    match state.session.focus {
        Focus::Page => enter(state),
        Focus::Sidebar => leave(state),
    }
}

/// Gives the keys to the sidebar, with the section that is being read chosen.
pub(in crate::app) fn enter(state: &mut State) {
    state.document.sidebar.selected = state.document.section();
    state.document.sidebar.before = Some(state.document.place);
    state.session.focus = Focus::Sidebar;
}

/// Gives the keys to the page, as it shows what was last chosen; back goes to where the reader was before.
fn leave(state: &mut State) {
    state.session.focus = Focus::Page;
    let before = state.document.sidebar.before.take();
    if let Some(before) = before.filter(|before| *before != state.document.place) {
        jumping::push_place(state, before);
    }
}

/// Gives the keys to the page, as it was before.
fn cancel(state: &mut State) {
    state.session.focus = Focus::Page;
    if let Some(before) = state.document.sidebar.before.take() {
        placing::restore(state, before);
    }
}

/// Goes to a section and gives the keys back to the page.
pub(in crate::app) fn go(state: &mut State, section: SectionId) {
    let here = state.document.place;
    let before = state.document.sidebar.before.take();
    jumping::push_place(
        state,
        before.filter(|_| state.session.focus == Focus::Sidebar).unwrap_or(here),
    );
    state.session.focus = Focus::Page;
    moving::to_section(state, section);
}

/// A key while the sidebar has the focus. Says whether it was one of the sidebar's own.
pub(in crate::app) fn act(state: &mut State, action: Action, count: Option<u32>) -> bool {
    let last = state.document.article.sections().len().saturating_sub(1);
    let selected = state.document.posts.order.place(state.document.sidebar.selected);
    match action {
        Action::Activate | Action::Right | Action::Accept => go(state, state.document.sidebar.selected),
        Action::Left => {}
        Action::Clear | Action::Cancel => cancel(state),
        _ => {
            let half = usize::from(state.areas().sidebar.height / 4).max(1);
            let Some(to) = moved(action, selected, last, times(count), half) else {
                return false;
            };
            let section = state.document.posts.order.section(to);
            state.document.sidebar.selected = section;
            moving::to_section(state, section);
        }
    }
    true
}

/// The wheel over the sidebar: scrolls the sidebar and not the page.
pub(in crate::app) fn drift(state: &mut State, down: bool, sections: u32) {
    let (top, sections) = (
        state.document.posts.order.place(state.document.sidebar.top),
        sections as usize,
    );
    let last = state.document.article.sections().len().saturating_sub(1);
    let top = if down {
        top.saturating_add(sections).min(last)
    } else {
        top.saturating_sub(sections)
    };
    state.document.sidebar.top = state.document.posts.order.section(top);
    state.document.sidebar.adrift = true;
}
