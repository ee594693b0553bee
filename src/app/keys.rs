//! What a key does: which action it is bound to where the reader is, and what that action does there.

use std::sync::Arc;

use super::input::{self, Edit};
use super::moving::{self, Step, Way, times};
use super::{
    Effect, Focus, Form, Pending, Screen, State, Unit, articles, boilerplate, commanding, copying, folding, helping,
    jumps, links, listing, marks, news, order, picking, searching, selecting, sidebar, themes, timeline, visits,
};
use crate::keymap::{Action, Code, Key, Lookup, Mode};
use crate::settings::MEASURE;

/// The largest count: more digits are not taken.
const MOST_COUNT: u32 = 9_999_999;
/// The columns by which the measure grows and shrinks.
const MEASURE_STEP: u32 = 4;
/// The least and the most measure one can set.
const MEASURES: (u16, u16) = (*MEASURE.start(), *MEASURE.end());

/// Takes a key.
pub(super) fn press(state: &mut State, key: Key) -> Vec<Effect> {
    begin(state);
    if let Some(action) = state.session.pending.awaiting {
        return named(state, action, key);
    }
    let mode = state.mode();
    if let Some(digit) = digit(state, mode, key) {
        let count = state.session.pending.count.unwrap_or(0) * 10 + digit;
        state.session.pending.count = Some(count.min(MOST_COUNT));
        return Vec::new();
    }
    let Pending { count, mut keys, .. } = std::mem::take(&mut state.session.pending);
    keys.push(key);
    match state.session.configured.keymap.lookup(mode, &keys) {
        Lookup::Prefix => {
            state.session.pending = Pending {
                count,
                keys,
                awaiting: None,
            };
            Vec::new()
        }
        // Escape first takes back what is typed so far.
        Lookup::Action(Action::Clear | Action::Cancel) if count.is_some() => Vec::new(),
        Lookup::Action(action) => {
            let effects = perform(state, action, count);
            if state.session.pending.awaiting.is_some() {
                state.session.pending.keys = keys;
            }
            effects
        }
        Lookup::Nothing => match key.code {
            Code::Char(c) if keys.len() == 1 && key.is_text() => edit(state, Edit::Insert(&c.to_string())),
            _ => Vec::new(),
        },
    }
}

/// Takes the key that an action waits for, any letter or digit. Escape takes back what is typed so far; a key that types
/// nothing names nothing, and does what it always does.
fn named(state: &mut State, action: Action, key: Key) -> Vec<Effect> {
    let Pending { keys, .. } = std::mem::take(&mut state.session.pending);
    match key.code {
        Code::Escape => Vec::new(),
        Code::Char(name) if key.is_text() => marks::act(state, action, name, keys.last() == Some(&key)),
        _ => press(state, key),
    }
}

/// Takes text pasted into the terminal: text where text is typed, nothing elsewhere.
pub(super) fn paste(state: &mut State, text: &str) -> Vec<Effect> {
    begin(state);
    state.session.pending = Pending::default();
    edit(state, Edit::Insert(text))
}

/// What any key or click does first.
pub(super) fn begin(state: &mut State) {
    state.session.notice = None;
    state.document.keeping.touched = true;
    state.document.sidebar.adrift = false;
}

/// The digit of a count, if the key is one here: not 0 at first, and not where digits are text or bound.
fn digit(state: &State, mode: Mode, key: Key) -> Option<u32> {
    let Code::Char(c) = key.code else { return None };
    let digit = c.to_digit(10).filter(|_| key.is_text())?;
    let bound = state.session.configured.keymap.lookup(mode, &[key]) != Lookup::Nothing;
    // A count goes on with a 0, which alone may be bound.
    let goes_on = state.session.pending.count.is_some();
    let starts = digit > 0 && !bound;
    (mode.has_counts() && (starts || goes_on) && state.session.pending.keys.is_empty()).then_some(digit)
}

fn edit(state: &mut State, edit: Edit<'_>) -> Vec<Effect> {
    match state.screen {
        Screen::Searching(_) => searching::edit(state, edit),
        Screen::Listing { .. } => listing::edit(state, edit),
        Screen::Picking(_) => picking::edit(state, edit),
        Screen::Linking(_) => links::edit(state, edit),
        Screen::Commanding(_) => commanding::edit(state, edit),
        Screen::Help(_) => {
            helping::edit(state, edit);
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// Does what an action does where the reader is.
pub(super) fn perform(state: &mut State, action: Action, count: Option<u32>) -> Vec<Effect> {
    match action {
        Action::Quit => return vec![Effect::Quit],
        Action::Suspend => return vec![Effect::Suspend],
        Action::Redraw => return vec![Effect::Redraw],
        Action::Help if !matches!(state.screen, Screen::Help(_)) => {
            helping::open(state);
            return Vec::new();
        }
        _ => {}
    }
    if state.is_selecting()
        && let Some(effects) = selecting::act(state, action, count)
    {
        return effects;
    }
    if let Some(change) = input::edit_of(action) {
        return edit(state, change);
    }
    match state.screen {
        Screen::Reading if action.entry().awaits.is_some() => {
            state.session.pending.awaiting = Some(action);
            Vec::new()
        }
        Screen::Reading => {
            if state.session.focus == Focus::Sidebar && sidebar::act(state, action, count) {
                return Vec::new();
            }
            read(state, action, count)
        }
        Screen::Searching(_) => searching::act(state, action),
        Screen::Commanding(_) => commanding::act(state, action),
        Screen::Picking(_) => picking::act(state, action, times(count)),
        Screen::Linking(_) => links::act(state, action),
        Screen::Timeline(_) => {
            timeline::act(state, action, times(count));
            Vec::new()
        }
        Screen::Listing { .. } => listing::act(state, action, times(count)),
        Screen::Themes { .. } => themes::act(state, action, times(count)),
        Screen::News { .. } => {
            news::act(state, action, times(count));
            Vec::new()
        }
        Screen::Help(_) => helping::act(state, action, times(count)),
        Screen::Beside { block, of, top } => {
            folding::act_beside(state, action, (block, of), top, times(count));
            Vec::new()
        }
    }
}

/// An action that leaves the reader reading, and those that open something over the page.
fn read(state: &mut State, action: Action, count: Option<u32>) -> Vec<Effect> {
    let far = match action {
        Action::JumpBack => Some(jumps::back(state, times(count))),
        Action::JumpForward => Some(jumps::forward(state, times(count))),
        Action::Original => Some(folding::to_original(state)),
        _ => None,
    };
    if let Some(effect) = far {
        if action != Action::Original {
            state.session.focus = Focus::Page;
        }
        return effect.into_iter().collect();
    }
    if go(state, action, count) {
        return Vec::new();
    }
    match action {
        Action::Search => searching::open(state, false),
        Action::SearchBackward => searching::open(state, true),
        Action::Clear | Action::Cancel => return searching::clear(state),
        Action::PickSection => picking::open(state),
        Action::SwitchPane => sidebar::switch(state),
        Action::ToggleSidebar => toggle_sidebar(state),
        Action::Themes => themes::open(state),
        Action::NextTheme => themes::next(state, 1),
        Action::Narrower => set_measure(state, -i64::from(count.unwrap_or(1))),
        Action::Wider => set_measure(state, i64::from(count.unwrap_or(1))),
        Action::ToggleFullWidth => state.session.settings.full_width = !state.session.settings.full_width,
        Action::ToggleJustified => state.session.settings.justify = !state.session.settings.justify,
        Action::Zen => state.session.settings.zen = !state.session.settings.zen,
        Action::ToggleMouse => return toggle_mouse(state),
        Action::Timeline => timeline::open(state),
        Action::TurnOrder => order::turn(state),
        Action::ListArticles => return listing::open(state),
        Action::NextArticle => return articles::turn(state, Way::Down, count),
        Action::PreviousArticle => return articles::turn(state, Way::Up, count),
        Action::FollowLink => links::open(state),
        Action::WhatIsNew => news::open(state),
        Action::CopyBlock => return copying::block(state, None),
        Action::CopySection => return copying::section(state, None),
        Action::CopyBlockMarkdown => return copying::block(state, Some(Form::Markdown)),
        Action::CopySectionMarkdown => return copying::section(state, Some(Form::Markdown)),
        Action::CopyBlockQuotation => return copying::block(state, Some(Form::Quotation)),
        Action::CopySectionQuotation => return copying::section(state, Some(Form::Quotation)),
        Action::Edit => return edit_text(state),
        Action::Reload => {
            return vec![Effect::Reload {
                number: state.session.library.at,
                article: Arc::clone(&state.document.article),
            }];
        }
        Action::Select => selecting::begin(state, Unit::Letters),
        Action::SelectBlocks => selecting::begin(state, Unit::Blocks),
        Action::CommandLine => return commanding::open(state, ""),
        _ => {}
    }
    Vec::new()
}

/// An action that moves the reader or folds something. Says whether it was one.
fn go(state: &mut State, action: Action, count: Option<u32>) -> bool {
    match action {
        Action::LineDown => moving::scroll(state, Way::Down, Step::Row, count),
        Action::LineUp => moving::scroll(state, Way::Up, Step::Row, count),
        Action::HalfPageDown => moving::scroll(state, Way::Down, Step::Half, count),
        Action::HalfPageUp => moving::scroll(state, Way::Up, Step::Half, count),
        Action::PageDown => moving::scroll(state, Way::Down, Step::Page, count),
        Action::PageUp => moving::scroll(state, Way::Up, Step::Page, count),
        Action::Start => {
            jumps::push(state);
            moving::to_start(state);
        }
        Action::End => moving::to_section_or_end(state, count),
        Action::NextSection => sections(state, Way::Down, count),
        Action::PreviousSection => sections(state, Way::Up, count),
        Action::NextBlock => moving::by_blocks(state, Way::Down, count),
        Action::PreviousBlock => moving::by_blocks(state, Way::Up, count),
        Action::NextCaption => moving::by_captions(state, Way::Down, count),
        Action::PreviousCaption => moving::by_captions(state, Way::Up, count),
        Action::NextMatch => searching::step(state, Way::Down, count),
        Action::PreviousMatch => searching::step(state, Way::Up, count),
        Action::NextUnread => moving::to_unread(state, count),
        Action::FirstUnread => moving::to_first_unread(state),
        Action::MarkSection => moving::mark_section(state),
        Action::Activate | Action::Accept | Action::Right | Action::ToggleFold if boilerplate::open_here(state) => {}
        Action::Activate | Action::Accept | Action::Right | Action::ToggleFold if visits::open_here(state) => {}
        Action::Activate | Action::Accept if visits::compare_here(state) => {}
        Action::Activate | Action::Accept | Action::Left | Action::ToggleFold
            if state.document.folding.run(state.document.place.cursor).is_none() && visits::close_here(state) => {}
        Action::Activate | Action::Accept => folding::activate(state),
        Action::Right => {
            folding::open(state);
        }
        Action::Left => {
            if !folding::close(state) {
                sidebar::enter(state);
            }
        }
        Action::ToggleFold => folding::toggle(state),
        Action::OpenAllFolds => {
            boilerplate::open(state);
            visits::open(state);
            folding::open_all(state);
        }
        Action::FoldAll => folding::fold_all(state),
        Action::ToggleBoilerplate => boilerplate::toggle(state),
        Action::UniqueOnly => folding::unique_only(state),
        Action::FoldRead => visits::toggle(state),
        Action::NextNews => news::step(state, Way::Down, count),
        Action::PreviousNews => news::step(state, Way::Up, count),
        Action::Beside => folding::beside(state),
        _ => return false,
    }
    let to_a_place = match action {
        Action::NextUnread | Action::FirstUnread | Action::NextNews | Action::PreviousNews => true,
        Action::NextMatch | Action::PreviousMatch => state.document.search.is_some(),
        _ => false,
    };
    if to_a_place {
        state.session.focus = Focus::Page;
    }
    true
}

/// Opens the article in the reader's own editor, at the block that keys act on.
fn edit_text(state: &mut State) -> Vec<Effect> {
    if state.document.article.blocks().is_empty() {
        state.fail("Nothing here to edit");
        return Vec::new();
    }
    vec![Effect::Edit {
        number: state.session.library.at,
        article: Arc::clone(&state.document.article),
        at: state.document.place.cursor,
    }]
}

/// By sections; the sidebar's choice goes along.
fn sections(state: &mut State, way: Way, count: Option<u32>) {
    moving::by_sections(state, way, count);
    state.document.sidebar.selected = state.document.section();
}

fn toggle_sidebar(state: &mut State) {
    let beside = !state.areas().sidebar_over && state.areas().sidebar.width > 0;
    if beside {
        state.session.settings.sidebar = false;
        state.session.focus = Focus::Page;
    } else {
        state.session.settings.sidebar = true;
        let areas = state.areas();
        if areas.sidebar_over || areas.sidebar.width == 0 {
            // Where it cannot stand beside the page it lies over it as long as it has the keys.
            sidebar::switch(state);
        }
    }
}

fn toggle_mouse(state: &mut State) -> Vec<Effect> {
    let mouse = !state.session.settings.mouse;
    state.session.settings.mouse = mouse;
    state.tell(if mouse {
        "The mouse is the reader's"
    } else {
        "The mouse is the terminal's: select as usual"
    });
    vec![Effect::Mouse(mouse)]
}

/// Changes the measure by steps, from what is seen: in a pane narrower than the measure, a step must show.
fn set_measure(state: &mut State, steps: i64) {
    let (least, most) = MEASURES;
    let seen = i64::from(state.areas().measure.max(least));
    let from = if state.session.settings.full_width || steps < 0 {
        seen
    } else {
        i64::from(state.session.settings.measure)
    };
    let measure = (from + steps * i64::from(MEASURE_STEP)).clamp(i64::from(least), i64::from(most));
    state.session.settings.full_width = false;
    state.session.settings.measure = measure as u16;
    state.tell(format!("Lines of {measure} columns"));
}

/// Where an action goes in a list whose entries are counted up to `last`; `None` if it does not move in lists.
pub(super) fn in_list(action: Action, from: usize, last: usize, count: usize, page: usize) -> Option<usize> {
    let page = page.max(1).saturating_mul(count);
    let to = match action {
        Action::ListDown | Action::LineDown => from.saturating_add(count),
        Action::ListUp | Action::LineUp => from.saturating_sub(count),
        Action::ListPageDown | Action::PageDown | Action::HalfPageDown => from.saturating_add(page),
        Action::ListPageUp | Action::PageUp | Action::HalfPageUp => from.saturating_sub(page),
        Action::ListStart | Action::Start => 0,
        Action::ListEnd | Action::End => last,
        _ => return None,
    };
    Some(to.min(last))
}

impl State {
    /// Where keys go.
    pub fn mode(&self) -> Mode {
        match &self.screen {
            Screen::Reading => self.mode_under(),
            Screen::Searching(_) | Screen::Commanding(_) => Mode::Prompt,
            Screen::Help(help) if help.typing => Mode::Prompt,
            Screen::Picking(_) | Screen::Listing { .. } => Mode::Picker,
            Screen::Linking(_) => Mode::Links,
            Screen::Themes { .. }
            | Screen::News { .. }
            | Screen::Help(_)
            | Screen::Beside { .. }
            | Screen::Timeline(_) => Mode::Box,
        }
    }
}
