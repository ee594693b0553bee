//! What lies over the page: layers, of which the uppermost has the keys. Each is a component with a state of its own,
//! that knows the state of the reader and none of the others.

pub mod article_list;
pub mod boxes;
pub mod changes;
pub mod command_line;
pub(super) mod component;
pub mod diff;
pub mod help;
pub mod links;
pub mod picker;
pub mod search_prompt;
pub mod themes;
pub mod timeline;

use super::document::block_map::{BlockMap, Carry};
use super::message::Effect;
use super::request::{Request, Requests};
use super::session::Session;
use super::state::State;
use article_list::ArticleList;
use boxes::BoxShape;
use changes::ChangesList;
use command_line::CommandLine;
use component::Component;
use diff::Diff;
use help::Help;
use links::LinkLabels;
use picker::Picker;
use search_prompt::SearchPrompt;
use themes::ThemeList;
use timeline::Timeline;

/// Something that lies over the page.
#[derive(Clone, Debug, PartialEq)]
pub enum Overlay {
    /// A search is being typed in the bottom line.
    Search(SearchPrompt),
    /// A command is being typed there.
    Command(CommandLine),
    /// The picker; the page shows what is chosen.
    Picker(Picker),
    /// Links have labels, and one is being typed.
    Links(LinkLabels),
    /// Posts by time, over the foot of the page.
    Timeline(Timeline),
    /// The list of articles.
    Articles(ArticleList),
    /// The list of themes; the page shows the chosen one.
    Themes(ThemeList),
    /// A repeat beside what it repeats.
    Diff(Diff),
    /// What is new since the last visit.
    Changes(ChangesList),
    /// Every key, command and setting, and what it does.
    Help(Help),
}

impl Overlay {
    fn as_component(&self) -> &dyn Component {
        match self {
            Self::Search(component) => component,
            Self::Command(component) => component,
            Self::Picker(component) => component,
            Self::Links(component) => component,
            Self::Timeline(component) => component,
            Self::Articles(component) => component,
            Self::Themes(component) => component,
            Self::Diff(component) => component,
            Self::Changes(component) => component,
            Self::Help(component) => component,
        }
    }

    /// The component that it is.
    pub(super) fn component(&mut self) -> &mut dyn Component {
        match self {
            Self::Search(component) => component,
            Self::Command(component) => component,
            Self::Picker(component) => component,
            Self::Links(component) => component,
            Self::Timeline(component) => component,
            Self::Articles(component) => component,
            Self::Themes(component) => component,
            Self::Diff(component) => component,
            Self::Changes(component) => component,
            Self::Help(component) => component,
        }
    }

    /// The box that it stands in, if it is one.
    pub fn shape(&self, state: &State) -> Option<BoxShape> {
        self.as_component().shape(state)
    }

    /// Where keys go.
    pub fn mode(&self) -> crate::keymap::Mode {
        self.as_component().mode()
    }
}

impl Carry for Overlay {
    fn carry(&mut self, map: &BlockMap<'_>) {
        match self {
            Self::Search(component) => component.carry(map),
            Self::Command(component) => component.carry(map),
            Self::Picker(component) => component.carry(map),
            Self::Links(component) => component.carry(map),
            Self::Timeline(component) => component.carry(map),
            Self::Articles(component) => component.carry(map),
            Self::Themes(component) => component.carry(map),
            Self::Diff(component) => component.carry(map),
            Self::Changes(component) => component.carry(map),
            Self::Help(component) => component.carry(map),
        }
    }
}

/// All that lies over the page, the uppermost last: the help may lie over something else.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overlays {
    layers: Vec<Overlay>,
}

impl Overlays {
    /// What has the keys, if it is not the page or the sidebar.
    pub fn top(&self) -> Option<&Overlay> {
        self.layers.last()
    }

    /// Whether nothing lies over the page.
    pub fn is_empty(&self) -> bool {
        self.layers.is_empty()
    }

    pub(super) fn top_mut(&mut self) -> Option<&mut Overlay> {
        self.layers.last_mut()
    }

    /// All layers, the lowest first.
    pub(super) fn layers_mut(&mut self) -> impl Iterator<Item = &mut Overlay> {
        self.layers.iter_mut()
    }

    /// Gives an answer to every layer, for the one that waits for it. What lies under another one asks for nothing but
    /// what is to be done in the world.
    pub(super) fn answer(&mut self, mut take: impl FnMut(&mut Overlay) -> Requests) -> Requests {
        let mut asked = Requests::new();
        let top = self.layers.len().saturating_sub(1);
        for (at, layer) in self.layers.iter_mut().enumerate() {
            let requests = take(layer).into_iter();
            asked.extend(requests.filter(|request| at == top || matches!(request, Request::Do(_))));
        }
        asked
    }

    /// Lays something over what is there.
    pub(super) fn open(&mut self, overlay: Overlay, session: &mut Session) {
        self.layers.push(overlay);
        self.lay_out(session);
    }

    /// Takes the uppermost away.
    pub(super) fn close(&mut self, session: &mut Session) {
        self.layers.pop();
        self.lay_out(session);
    }

    /// Takes away those that are not to stay.
    pub(super) fn retain(&mut self, session: &mut Session, stays: impl Fn(&Overlay) -> bool) {
        self.layers.retain(stays);
        self.lay_out(session);
    }

    /// Has the page make room for the picker.
    fn lay_out(&self, session: &mut Session) {
        session.list_beside = matches!(self.top(), Some(Overlay::Picker(_)));
    }

    /// Puts right what depends on what else has happened, in every layer.
    pub(super) fn follow(&mut self, state: &mut State) -> Vec<Effect> {
        let mut effects = Vec::new();
        for at in (0..self.layers.len()).rev() {
            let requests: Requests = self.layers[at].component().follow(state);
            if requests.contains(&Request::Close) {
                self.layers.remove(at);
                self.lay_out(&mut state.session);
            }
            effects.extend(requests.into_iter().filter_map(|request| match request {
                Request::Do(effect) => Some(effect),
                _ => None,
            }));
        }
        effects
    }
}

impl Carry for Overlays {
    fn carry(&mut self, map: &BlockMap<'_>) {
        let Self { layers } = self;
        for layer in layers {
            layer.carry(map);
        }
    }
}
