//! The reader's mind: what is on the screen and why, and what a key, a click or a finished piece of work changes.
//!
//! Knows no terminal library, no file and no clock. Everything enters as a [`Message`]; what is to be done in the
//! world leaves as an [`Effect`]. Taking in a message costs the screen and not the article; only a new version of
//! the article, or what was found in it, costs a look at every block.

pub mod area;
mod articles;
mod boilerplate;
mod commanding;
mod commands;
mod configuring;
mod copying;
mod crediting;
mod elsewhere;
mod folding;
pub mod goals;
mod helping;
mod input;
mod jumps;
mod keys;
pub mod links;
pub mod list;
pub mod listing;
pub mod map;
mod marks;
mod message;
mod mouse;
mod moving;
pub mod news;
mod offers;
mod order;
mod picking;
mod place;
pub mod progress;
pub mod ranking;
pub mod reading;
mod recalling;
mod screen;
pub mod search;
mod searching;
mod selecting;
pub mod sidebar;
mod stepping;
mod themes;
pub mod timeline;
mod versions;
pub mod visits;
mod writing;

use std::ops::Range;
use std::sync::Arc;

use crate::article::{Anchor, Article, BlockId, SectionId, Span};
use crate::fold::{Folding, Folds};
use crate::keymap::Keymap;
use crate::layout::look::Look;
use crate::layout::{Page, Top};
pub use crate::settings::Settings;
use area::{Area, Areas, Size};
pub use articles::{Articles, Turned};
pub use commanding::{Commanding, Commands};
pub use copying::{in_words as words_in_words, words as count_words};
use crediting::Crediting;
pub use elsewhere::{Compared, Comparing, NEIGHBOURS};
pub use helping::Helping;
pub use marks::{Mark, Marks};
pub use message::{Configured, Effect, Form, Message, Mouse, MouseKind};
pub use offers::Offer;
pub use order::Posts;
pub use picking::PickerAreas;
use progress::Progress;
use reading::{Facts, OnPage};
pub use recalling::{Kept, Recalling};
pub use screen::{
    Focus, Input, Jump, Jumps, Notice, Pending, Picking, Place, Screen, Search, SearchState, Searching, Sidebar, Work,
};
pub use selecting::{Selection, Unit};
pub use versions::differing;
use visits::Visits;
pub use writing::Writing;

/// Everything the reader's screen depends on, but the theme's looks.
#[derive(Clone, Debug)]
pub struct State {
    /// What is read. Replaced as a whole by a newer version.
    pub article: Arc<Article>,
    /// What of it stands twice, or stands in an earlier article, too; empty until it has been found.
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
    /// What of the article is on the screen.
    pub on_page: OnPage,
    /// Which pane has the keys.
    pub focus: Focus,
    /// The sidebar's own position.
    pub sidebar: Sidebar,
    /// What lies over the page.
    pub screen: Screen,
    /// The search that is on.
    pub search: Option<Search>,
    /// What has been searched for, and how often.
    pub searches: Searches,
    /// What has been typed on the command line.
    pub commands: Commands,
    /// What is selected on the page.
    pub selection: Option<Selection>,
    /// Count and keys typed so far of a longer command.
    pub pending: Pending,
    /// What the status line says until the next key.
    pub notice: Option<Notice>,
    /// Work under way in the background.
    pub work: Work,
    /// What has been read.
    pub progress: Progress,
    /// What of the rest has been seen.
    pub crediting: Crediting,
    /// What was counted when the article came.
    pub facts: Facts,
    /// When its posts were published, and in which order they are shown.
    pub posts: Posts,
    /// How the page is kept where the reader left it.
    pub keeping: Keeping,
    /// Places to come back to, oldest first, and where in them the reader is.
    pub jumps: Jumps,
    /// Places with a name, in all articles.
    pub marks: Marks,
    /// The articles that were opened together with this one.
    pub articles: Articles,
    /// Comparing the article with those.
    pub comparing: Comparing,
    /// What earlier visits left, on the page.
    pub visits: Visits,
    /// What is known of earlier visits, and what of this one is to be kept.
    pub recalling: Recalling,
    /// Whether the scrollbar is held by the mouse.
    pub dragging: bool,
    /// The place on the page that the mouse went down at and is held.
    pub pressed: Option<Anchor>,
    /// What keys do.
    pub keymap: Arc<Keymap>,
    /// The names of all themes, in the order of the picker.
    pub themes: Arc<[String]>,
    /// Which of them suit the terminal, where the settings name none that there is.
    pub suited: Suited,
    /// The settings as they were configured last: what differs has been changed by hand.
    pub configured: Settings,
    /// Rows of the help beyond those its box shows: how far it can be scrolled. Set by whoever runs the reader,
    /// from what is drawn; as long as nobody says, there is no end.
    pub help_rows: usize,
    /// Where the box over the page stands. Set by whoever runs the reader, from what is drawn.
    pub over: Over,
}

/// Themes that suit the terminal: indices into [`State::themes`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Suited {
    /// The one for a light screen.
    pub light: usize,
    /// The one for a dark screen.
    pub dark: usize,
    /// Whether the terminal's screen is light, as far as it has told.
    pub on_light: bool,
}

/// Where the box over the page stands, for those who click on it; all empty where there is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Over {
    /// The box with its border.
    pub outside: Area,
    /// The lines of the list in it that can be chosen.
    pub list: Area,
    /// The list's first line that is shown, counted from 0.
    pub first: usize,
}

/// How the page is kept where the reader left it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keeping {
    /// Where the reader put the page, before the screen's size or the measure changed it.
    pub held: Place,
    /// Whether the reader has done anything yet: until then repeats fold on the screen as they are found.
    pub touched: bool,
    /// First blocks of runs that were found while they were on the screen: they fold when they have left it.
    pub late: Vec<BlockId>,
    /// First and last blocks of threads that repeat other articles and were found while they were on the screen: they
    /// are not told of before they have left it.
    pub unsaid: Vec<(BlockId, BlockId)>,
    /// Whether a longer version of the article is under way.
    pub more: bool,
    /// Whether the reader has asked for the end, which is not there yet.
    pub want_end: bool,
}

/// What has been searched for, and how often.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Searches {
    /// The number of the last request.
    pub last: u64,
    /// Patterns that were accepted, oldest first, each once.
    pub history: Vec<String>,
}

/// Takes one message in: changes the state, and says what is to be done.
pub fn update(state: &mut State, message: Message) -> Vec<Effect> {
    let (shape, place) = (state.shape(), state.place());
    let wanted_end = state.keeping.want_end;
    let by_hand = matches!(message, Message::Key(_) | Message::Mouse(_));
    let mut effects = dispatch(state, message);
    order::follow(state);
    timeline::follow(state);
    if by_hand && state.place() != place && state.screen == Screen::Reading {
        gone_elsewhere(state, wanted_end);
    }
    if state.place() != place {
        place::settle(state);
        state.keeping.held = state.place();
    } else if state.shape() != shape {
        let held = state.keeping.held;
        place::restore(state, held);
        place::settle(state);
    } else {
        place::settle(state);
    }
    effects.extend(listing::settle(state));
    effects
}

/// The reader has moved: what was still to come and to be gone to is not gone to any more.
fn gone_elsewhere(state: &mut State, wanted_end: bool) {
    if wanted_end {
        state.keeping.want_end = false;
    }
    if let Some(search) = &mut state.search {
        search.seeking = None;
    }
}

fn dispatch(state: &mut State, message: Message) -> Vec<Effect> {
    match message {
        Message::Key(key) => return keys::press(state, key),
        Message::Paste(text) => return keys::paste(state, &text),
        Message::Mouse(mouse) => return mouse::act(state, mouse),
        Message::Resize(size) => state.size = size,
        Message::Article { article, more } => {
            return versions::arrive(state, article, more);
        }
        Message::ReadAgain { article, said } => {
            let effects = versions::arrive(state, article, false);
            state.tell(said);
            return effects;
        }
        Message::Turned(turned) => {
            let mut effects = articles::arrive(state, turned);
            effects.extend(elsewhere::ask(state));
            return effects;
        }
        Message::Known { articles, all } => {
            state.articles.known = articles.max(state.articles.at + 1);
            state.articles.all = all;
            listing::close_if_alone(state);
            return elsewhere::ask(state).into_iter().collect();
        }
        Message::Choose { absent } => return listing::choose_first(state, absent),
        Message::Listed { from, articles } => return listing::listed(state, from, &articles),
        Message::Counted(counted) => listing::counted(state, counted),
        Message::Filtered { request, found, done } => return listing::arrive(state, request, found, done),
        Message::Compared(compared) => elsewhere::arrive(state, compared),
        Message::Recalled { article, recalled } => recalling::arrive(state, &article, recalled),
        Message::Folding { article, folding } => folding::arrive(state, &article, folding),
        Message::Matches {
            request,
            matches,
            state: how,
        } => {
            searching::arrive(state, request, matches, how);
            return picking::take_matches(state);
        }
        Message::Ranked { request, found, over } => return picking::arrive(state, request, found, over),
        Message::NotOpened { target, why } => return links::copy(state, &target, &why),
        Message::Files { request, names } => return commanding::files(state, request, &names),
        Message::Opened(article) => return vec![articles::ask(state, article, None)],
        Message::Progress(work) => state.work = work,
        Message::Seen { millis } => crediting::seen(state, millis),
        Message::Notice(notice) => state.notice = Some(notice),
        Message::Configured(new) => return configuring::arrive(state, *new),
        Message::Light(light) => state.suited.on_light = light,
        Message::Resumed => return vec![Effect::Redraw],
    }
    Vec::new()
}

impl State {
    /// A reader at the start of an article in which no repeats have been found yet.
    pub fn new(
        article: Arc<Article>,
        keymap: Arc<Keymap>,
        themes: Arc<[String]>,
        settings: Settings,
        size: Size,
    ) -> Self {
        let mut state = Self {
            facts: Facts::of(&article, &Folding::default()),
            progress: Progress::none(&article, &Folding::default()),
            posts: Posts::of(&article, settings.order),
            article,
            folding: Arc::default(),
            folds: Folds::by(configuring::rule_of(&settings)),
            configured: settings.clone(),
            size,
            settings,
            top: Top::default(),
            cursor: BlockId(0),
            on_page: OnPage::default(),
            focus: Focus::Page,
            sidebar: Sidebar::default(),
            screen: Screen::Reading,
            search: None,
            searches: Searches::default(),
            commands: Commands::default(),
            selection: None,
            pending: Pending::default(),
            notice: None,
            work: Work::default(),
            crediting: Crediting::default(),
            keeping: Keeping::default(),
            jumps: Jumps::default(),
            marks: Marks::default(),
            articles: Articles::default(),
            comparing: Comparing::default(),
            visits: Visits::default(),
            recalling: Recalling::default(),
            dragging: false,
            pressed: None,
            keymap,
            themes,
            suited: Suited::default(),
            help_rows: usize::MAX,
            over: Over::default(),
        };
        moving::to_start(&mut state);
        place::settle(&mut state);
        state.keeping.held = state.place();
        state
    }

    /// The page as it is laid out now.
    pub fn page(&self) -> Page<'_> {
        let areas = self.areas();
        Page {
            article: &self.article,
            folding: &self.folding,
            folds: &self.folds,
            measure: areas.measure,
            fold_boilerplate: self.settings.fold_boilerplate,
            past: &self.visits.past,
            fold_read: self.settings.fold_read,
            look: self.look(areas),
            order: &self.posts.order,
        }
    }

    /// How prose is set on a screen.
    fn look(&self, areas: Areas) -> Look {
        Look {
            justify: self.settings.justify,
            hyphenate: self.settings.hyphenate,
            paragraph_spacing: self.settings.paragraph_spacing,
            hang: areas.prose.x > areas.pane.x,
        }
    }

    /// Where everything is on the screen.
    pub fn areas(&self) -> Areas {
        match self.screen {
            Screen::Picking(_) => Areas::with_list(self.size, &self.settings),
            _ => Areas::of(self.size, &self.settings, self.focus),
        }
    }

    /// The theme to draw with, an index into [`State::themes`]: the one chosen in the list while it is open.
    pub fn theme(&self) -> usize {
        match self.screen {
            Screen::Themes { selected, .. } => selected,
            _ => self.theme_typed().unwrap_or_else(|| self.theme_set()),
        }
    }

    /// The theme that is set: the one of that name, or the one that is set for such a screen, or that suits it.
    pub fn theme_set(&self) -> usize {
        let named = |name: &String| self.themes.iter().position(|theme| theme == name);
        let Settings {
            theme,
            theme_light,
            theme_dark,
            ..
        } = &self.settings;
        let (name, suited) = if self.is_on_light() {
            (theme_light, self.suited.light)
        } else {
            (theme_dark, self.suited.dark)
        };
        named(theme).or_else(|| named(name)).unwrap_or(suited)
    }

    /// Whether the screen is taken for a light one.
    pub fn is_on_light(&self) -> bool {
        match self.settings.appearance {
            "light" => true,
            "dark" => false,
            _ => self.suited.on_light,
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

    /// Where the reader is.
    pub fn place(&self) -> Place {
        Place {
            top: self.top,
            cursor: self.cursor,
        }
    }

    /// Rows of the page on the screen: at least 1.
    pub fn height(&self) -> usize {
        usize::from(self.areas().prose.height).max(1)
    }

    /// What decides which rows the page has, and how many of them are seen.
    fn shape(&self) -> (u16, Look, usize) {
        let areas = self.areas();
        (areas.measure, self.look(areas), self.height())
    }

    /// Says that something could not be done.
    fn fail(&mut self, words: impl Into<String>) {
        self.notice = Some(Notice::Failed(words.into()));
    }

    /// Says that something was done.
    fn tell(&mut self, words: impl Into<String>) {
        self.notice = Some(Notice::Done(words.into()));
    }
}
