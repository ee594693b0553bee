//! What a key does: which action it is bound to where the reader is, and what that action does there.

use std::sync::Arc;

use super::App;
use super::actions::moving::{self, Stride};
use super::actions::{
    changes, copying, filtering, folding, following, jumping, marking, ordering, placing, searching, selecting, themes,
    turning,
};
use super::direction::{Direction, times};
use super::document::selection::Unit;
use super::input::{self, Edit};
use super::message::{CopyForm, Effect};
use super::overlay::Overlay;
use super::overlay::article_list::ArticleList;
use super::overlay::changes::ChangesList;
use super::overlay::command_line::CommandLine;
use super::overlay::component::Context;
use super::overlay::diff::Diff;
use super::overlay::help::Help;
use super::overlay::hits::HitList;
use super::overlay::links::LinkLabels;
use super::overlay::picker::Picker;
use super::overlay::search_prompt::SearchPrompt;
use super::overlay::themes::ThemeList;
use super::overlay::timeline::Timeline;
use super::overlay::versions::VersionList;
use super::panes::sidebar;
use super::request::{Request, Requests};
use super::session::{Focus, PendingKeys};
use super::state::State;
use super::{commands, dead_keys, going};
use crate::keymap::{Action, Code, Key, Lookup, Mode};
use crate::settings::MEASURE;

/// The largest count: more digits are not taken.
const MOST_COUNT: u32 = 9_999_999;
/// The columns by which the measure grows and shrinks.
const MEASURE_STEP: u32 = 4;
/// The least and the most measure one can set.
const MEASURES: (u16, u16) = (*MEASURE.start(), *MEASURE.end());

/// Takes a key.
pub(super) fn press(app: &mut App, key: Key) -> Vec<Effect> {
    begin(&mut app.state);
    let pending = &mut app.state.session.pending;
    if let Some(action) = pending.awaiting {
        return named(app, action, key);
    }
    let mode = app.mode();
    if let Some(digit) = digit(&app.state, mode, key) {
        let pending = &mut app.state.session.pending;
        let count = pending.count.unwrap_or(0) * 10 + digit;
        pending.count = Some(count.min(MOST_COUNT));
        return Vec::new();
    }
    let PendingKeys { count, mut keys, .. } = std::mem::take(&mut app.state.session.pending);
    let before = app.state.session.last_action.take();
    keys.push(key);
    match app.state.session.configured.keymap.lookup(mode, &keys) {
        Lookup::Prefix => {
            app.state.session.pending = PendingKeys {
                count,
                keys,
                awaiting: None,
            };
            Vec::new()
        }
        // Escape first takes back what is typed so far.
        Lookup::Action(Action::Clear | Action::Cancel) if count.is_some() => Vec::new(),
        Lookup::Action(Action::Quit) if key == Key::control('c') && count.is_some() => Vec::new(),
        // Hands that know vi type `gg`, and `5gg`.
        Lookup::Action(Action::Start) if before == Some(Action::Start) && count.is_none() => Vec::new(),
        // What is being read stays, while another page is given up.
        Lookup::Action(Action::Quit) if is_interrupt(&app.state, key) => vec![Effect::StopFetching],
        Lookup::Action(action) => {
            app.state.session.last_action = Some(action);
            let effects = dead_keys::watched(app, action, |app| perform(app, action, count));
            let pending = &mut app.state.session.pending;
            if pending.awaiting.is_some() {
                pending.keys = keys;
            }
            effects
        }
        Lookup::Nothing => match key.code {
            Code::Char(c) if keys.len() == 1 && key.is_text() && mode.is_typing() => {
                edit(app, Edit::Insert(&c.to_string()))
            }
            // As Escape does, ^C takes back what is typed so far.
            Code::Escape if keys.len() > 1 => Vec::new(),
            _ if keys.len() > 1 && key == Key::control('c') => Vec::new(),
            _ => {
                dead_keys::say(&mut app.state, mode, &keys);
                Vec::new()
            }
        },
    }
}

/// Whether a key ends what is being fetched, as it would a program of the shell, and there is something else to read.
fn is_interrupt(state: &State, key: Key) -> bool {
    let is_control_c = key == Key::control('c');
    is_control_c && state.session.library.fetching.is_some() && !state.document.article.blocks().is_empty()
}

/// Takes the key that an action waits for, any letter or digit. Escape and ^C take back what is typed so far; another key
/// that types nothing names nothing, and does what it always does.
fn named(app: &mut App, action: Action, key: Key) -> Vec<Effect> {
    let PendingKeys { keys, .. } = std::mem::take(&mut app.state.session.pending);
    match key.code {
        Code::Escape => Vec::new(),
        _ if key == Key::control('c') => Vec::new(),
        Code::Char(name) if key.is_text() => marking::act(&mut app.state, action, name, keys.last() == Some(&key)),
        _ => press(app, key),
    }
}

/// Takes text pasted into the terminal: text where text is typed, nothing elsewhere.
pub(super) fn paste(app: &mut App, text: &str) -> Vec<Effect> {
    begin(&mut app.state);
    app.state.session.pending = PendingKeys::default();
    edit(app, Edit::Insert(text))
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

fn edit(app: &mut App, edit: Edit<'_>) -> Vec<Effect> {
    let App { state, overlays } = app;
    let requests = match overlays.top_mut() {
        Some(overlay) => overlay.component().edit(&mut Context::new(state), edit),
        None => Vec::new(),
    };
    grant(app, requests)
}

/// Grants what a component asks for.
pub(super) fn grant(app: &mut App, requests: Requests) -> Vec<Effect> {
    let mut effects = Vec::new();
    for request in requests {
        let App { state, overlays } = &mut *app;
        match request {
            Request::Do(effect) => effects.push(effect),
            Request::Close => overlays.close(&mut state.session),
            Request::Restore(place) => placing::restore(state, place),
            Request::Preview(item, before) => going::preview(state, item, before),
            Request::Go(item, before) => effects.extend(going::to_item(state, item, before)),
            Request::GoTo(block) => going::to_block(state, block),
            Request::Remember(place) => jumping::push_place(state, place),
            Request::Search(query) => effects.push(searching::begin(state, query)),
            Request::EndSearch(before) => effects.push(searching::end(state, before)),
            Request::Accept(before) => searching::accept(state, before),
            Request::Resume(was, before) => effects.push(searching::resume(state, was.map(|was| *was), before)),
            Request::Perform(action, count) => effects.extend(perform(app, action, count)),
            Request::Run(line) => {
                let requests = commands::run(state, &line);
                effects.extend(grant(app, requests));
            }
            Request::Help(words) => open_help(app, &words),
            Request::Find(words) => {
                let (list, requests) = HitList::open(&mut Context::new(state), &words);
                overlays.open(Overlay::Hits(list), &mut state.session);
                effects.extend(grant(app, requests));
            }
        }
    }
    effects
}

fn open_help(app: &mut App, words: &str) {
    let help = Help::about(words, app.mode());
    app.overlays.open(Overlay::Help(help), &mut app.state.session);
}

/// Does what an action does where the reader is.
pub(super) fn perform(app: &mut App, action: Action, count: Option<u32>) -> Vec<Effect> {
    match action {
        Action::Quit => return vec![Effect::Quit],
        Action::Suspend => return vec![Effect::Suspend],
        Action::Redraw => return vec![Effect::Redraw],
        Action::Help if !matches!(app.overlays.top(), Some(Overlay::Help(_))) => {
            let help = Help::first(app.mode());
            app.overlays.open(Overlay::Help(help), &mut app.state.session);
            return Vec::new();
        }
        _ => {}
    }
    if app.mode() == Mode::Visual
        && let Some(effects) = selecting::act(&mut app.state, action, count)
    {
        return effects;
    }
    if let Some(change) = input::edit_of(action) {
        return edit(app, change);
    }
    let App { state, overlays } = &mut *app;
    if let Some(overlay) = overlays.top_mut() {
        let requests = overlay.component().act(&mut Context::new(state), action, times(count));
        return grant(app, requests);
    }
    if action.entry().awaits.is_some() {
        state.session.pending.awaiting = Some(action);
        return Vec::new();
    }
    if state.session.focus == Focus::Sidebar && sidebar::act(state, action, count) {
        return Vec::new();
    }
    if let Some(opened) = open(state, action) {
        let OpenedOverlay(overlay, requests) = opened;
        if let Some(overlay) = overlay {
            overlays.open(overlay, &mut state.session);
        }
        return grant(app, requests);
    }
    read(state, action, count)
}

/// What an action opens over the page, if there is anything to show, and what that asks for.
struct OpenedOverlay(Option<Overlay>, Requests);

/// An action that opens something over the page.
fn open(state: &mut State, action: Action) -> Option<OpenedOverlay> {
    let overlay = match action {
        Action::Search => Some(Overlay::Search(search_prompt(state, false))),
        Action::SearchBackward => Some(Overlay::Search(search_prompt(state, true))),
        Action::FilterMatches if state.document.search.is_none() => {
            Some(Overlay::Search(search_prompt(state, false).filtering()))
        }
        Action::PickSection => {
            if let Some(search) = &mut state.document.search {
                search.seeking = None;
            }
            Picker::open(&mut Context::new(state)).map(Overlay::Picker)
        }
        Action::Themes => ThemeList::open(&mut Context::new(state)).map(Overlay::Themes),
        Action::Timeline => Timeline::open(&mut Context::new(state)).map(Overlay::Timeline),
        Action::FollowLink => LinkLabels::open(&mut Context::new(state)).map(Overlay::Links),
        Action::WhatIsNew => ChangesList::open(&mut Context::new(state)).map(Overlay::Changes),
        Action::Diff if folding::reach_repeat(state) => None,
        Action::Diff => Diff::open(&mut Context::new(state)).map(Overlay::Diff),
        Action::CommandLine => {
            let (line, requests) = CommandLine::open(&mut Context::new(state), "");
            return Some(OpenedOverlay(Some(Overlay::Command(line)), requests));
        }
        Action::Versions => {
            let (list, requests) = VersionList::open(state);
            return Some(OpenedOverlay(Some(Overlay::Versions(list)), requests));
        }
        Action::ListArticles => {
            let Some((list, requests)) = ArticleList::open(&mut Context::new(state)) else {
                return Some(OpenedOverlay(None, Vec::new()));
            };
            return Some(OpenedOverlay(Some(Overlay::Articles(list)), requests));
        }
        _ => return None,
    };
    Some(OpenedOverlay(overlay, Vec::new()))
}

/// The prompt for a search, which takes the place of the one that is on.
fn search_prompt(state: &mut State, backward: bool) -> SearchPrompt {
    SearchPrompt::new(backward, state.document.place, state.document.search.take())
}

/// An action that leaves the reader reading.
fn read(state: &mut State, action: Action, count: Option<u32>) -> Vec<Effect> {
    let far = match action {
        Action::JumpBack => Some(jumping::back(state, times(count))),
        Action::JumpForward => Some(jumping::forward(state, times(count))),
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
        Action::Clear | Action::Cancel if state.session.library.fetching.is_some() => {
            return vec![Effect::StopFetching];
        }
        Action::Clear | Action::Cancel if filtering::leave(state) => {}
        Action::Clear | Action::Cancel if state.document.search.is_none() && state.session.settings.zen => {
            state.session.settings.zen = false;
        }
        Action::Clear | Action::Cancel => return searching::clear(state).into_iter().collect(),
        Action::FilterMatches => filtering::toggle(state),
        Action::SwitchPane => sidebar::switch(state),
        Action::ToggleSidebar => toggle_sidebar(state),
        Action::NextTheme => themes::next(state, 1),
        Action::Narrower => set_measure(state, -i64::from(count.unwrap_or(1))),
        Action::Wider => set_measure(state, i64::from(count.unwrap_or(1))),
        Action::ToggleFullWidth => state.session.settings.full_width = !state.session.settings.full_width,
        Action::ToggleJustified => state.session.settings.justify = !state.session.settings.justify,
        Action::Zen => zen(state),
        Action::Position => state.tell(state.document.position_in_words()),
        Action::ToggleMouse => return toggle_mouse(state),
        Action::ReorderPosts => ordering::reorder(state),
        Action::NextArticle => return turning::turn(state, Direction::Down, count).into_iter().collect(),
        Action::PreviousArticle => return turning::turn(state, Direction::Up, count).into_iter().collect(),
        Action::CopyBlock => return copying::block(state, None),
        Action::CopySection => return copying::section(state, None),
        Action::CopyBlockMarkdown => return copying::block(state, Some(CopyForm::Markdown)),
        Action::CopySectionMarkdown => return copying::section(state, Some(CopyForm::Markdown)),
        Action::CopyBlockQuotation => return copying::block(state, Some(CopyForm::Quotation)),
        Action::CopySectionQuotation => return copying::section(state, Some(CopyForm::Quotation)),
        Action::Edit => return edit_text(state),
        Action::Follow => return vec![following::toggle(state)],
        Action::OlderPosts => return following::ask_older(state),
        Action::Reload => {
            return vec![Effect::Reload {
                number: state.session.library.at,
                article: Arc::clone(&state.document.article),
            }];
        }
        Action::Select => selecting::begin(state, Unit::Letters),
        Action::SelectBlocks => selecting::begin(state, Unit::Blocks),
        _ => {}
    }
    Vec::new()
}

/// An action that moves the reader or folds something. Says whether it was one.
fn go(state: &mut State, action: Action, count: Option<u32>) -> bool {
    match action {
        Action::LineDown => moving::scroll(state, Direction::Down, Stride::Row, count),
        Action::LineUp => moving::scroll(state, Direction::Up, Stride::Row, count),
        Action::HalfPageDown => moving::scroll(state, Direction::Down, Stride::Half, count),
        Action::HalfPageUp => moving::scroll(state, Direction::Up, Stride::Half, count),
        Action::PageDown => moving::scroll(state, Direction::Down, Stride::Page, count),
        Action::PageUp => moving::scroll(state, Direction::Up, Stride::Page, count),
        Action::Start if count.is_some() => moving::to_section_or_end(state, count),
        Action::Start => {
            jumping::push(state);
            moving::to_start(state);
        }
        Action::Percent => moving::to_percent(state, count),
        Action::Center => placing::center(state),
        Action::End => moving::to_section_or_end(state, count),
        Action::NextSection => sections(state, Direction::Down, count),
        Action::PreviousSection => sections(state, Direction::Up, count),
        Action::NextBlock => moving::by_blocks(state, Direction::Down, count),
        Action::PreviousBlock => moving::by_blocks(state, Direction::Up, count),
        Action::NextCaption => moving::by_captions(state, Direction::Down, count),
        Action::PreviousCaption => moving::by_captions(state, Direction::Up, count),
        Action::NextMatch => searching::step(state, Direction::Down, count),
        Action::PreviousMatch => searching::step(state, Direction::Up, count),
        Action::NextUnread => moving::to_unread(state, count),
        Action::FirstUnread => moving::to_first_unread(state),
        Action::MarkSection => moving::mark_section(state),
        Action::Activate | Action::Accept => folding::activate(state),
        Action::Right => {
            if !folding::open(state) {
                state.tell("Nothing to unfold here");
            }
        }
        Action::Left => {
            if !folding::close(state) {
                sidebar::enter(state);
            }
        }
        Action::ToggleFold => folding::toggle(state),
        Action::OpenAllFolds => folding::open_all(state),
        Action::FoldAll => folding::close_all(state),
        Action::ToggleBoilerplate => folding::toggle_boilerplate(state),
        Action::FoldReworded => folding::fold_reworded(state),
        Action::FoldRead => folding::toggle_read(state),
        Action::FirstNew => following::to_first_new(state),
        Action::NextNews => changes::step(state, Direction::Down, count),
        Action::PreviousNews => changes::step(state, Direction::Up, count),
        _ => return false,
    }
    let to_a_place = match action {
        Action::NextUnread | Action::FirstUnread | Action::FirstNew | Action::NextNews | Action::PreviousNews => true,
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
fn sections(state: &mut State, direction: Direction, count: Option<u32>) {
    moving::by_sections(state, direction, count);
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

fn zen(state: &mut State) {
    let zen = !state.session.settings.zen;
    state.session.settings.zen = zen;
    if zen {
        state.tell("Only the text is shown; Esc shows everything again");
    }
}

fn toggle_mouse(state: &mut State) -> Vec<Effect> {
    let mouse = !state.session.settings.mouse;
    state.session.settings.mouse = mouse;
    state.tell(if mouse {
        "The mouse works here"
    } else {
        "The mouse is the terminal's: select text as usual"
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
    state.tell(format!("Lines are {measure} columns long"));
}
