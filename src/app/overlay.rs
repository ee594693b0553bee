//! What lies over the page: layers, of which the top one has the keys. Each is a component with its own state. It knows
//! the session and the document, and none of the other components.

pub mod article_list;
pub mod boxes;
pub mod changes;
pub mod command_line;
pub(super) mod component;
pub mod diff;
pub mod help;
pub mod hits;
pub mod items;
pub mod links;
pub mod picker;
pub mod search_prompt;
pub mod themes;
pub mod timeline;
pub mod versions;

use super::document::block_map::{BlockMap, Carry};
use super::request::{Request, Requests};
use super::session::Session;
use super::state::State;
use crate::keymap::Mode;
use article_list::ArticleList;
use boxes::BoxShape;
use changes::ChangesList;
use command_line::CommandLine;
use component::{Component, Context};
use diff::Diff;
use help::Help;
use hits::HitList;
use links::LinkLabels;
use picker::Picker;
use search_prompt::SearchPrompt;
use themes::ThemeList;
use timeline::Timeline;
use versions::VersionList;

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
    /// Where words stand in all articles.
    Hits(HitList),
    /// The list of themes; the page shows the chosen one.
    Themes(ThemeList),
    /// A repeat beside what it repeats.
    Diff(Diff),
    /// What is new since the last visit.
    Changes(ChangesList),
    /// The versions that were seen.
    Versions(VersionList),
    /// Every key, command and setting, and what it does.
    Help(Help),
}

/// Does something with the component that an overlay is.
macro_rules! with_component {
    ($overlay:expr, $component:ident => $do:expr) => {
        match $overlay {
            Overlay::Search($component) => $do,
            Overlay::Command($component) => $do,
            Overlay::Picker($component) => $do,
            Overlay::Links($component) => $do,
            Overlay::Timeline($component) => $do,
            Overlay::Articles($component) => $do,
            Overlay::Hits($component) => $do,
            Overlay::Themes($component) => $do,
            Overlay::Diff($component) => $do,
            Overlay::Changes($component) => $do,
            Overlay::Versions($component) => $do,
            Overlay::Help($component) => $do,
        }
    };
}

impl Overlay {
    /// The component that it is.
    pub(super) fn component(&mut self) -> &mut dyn Component {
        with_component!(self, component => component)
    }

    /// The box that it stands in, if it is one.
    pub fn shape(&self, state: &State) -> Option<BoxShape> {
        with_component!(self, component => component.shape(state))
    }

    /// Where keys go.
    pub fn mode(&self) -> Mode {
        with_component!(self, component => component.mode())
    }
}

impl Carry for Overlay {
    fn carry(&mut self, map: &BlockMap<'_>) {
        with_component!(self, component => component.carry(map));
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

    /// How many layers there are.
    pub(super) fn len(&self) -> usize {
        self.layers.len()
    }

    pub(super) fn top_mut(&mut self) -> Option<&mut Overlay> {
        self.layers.last_mut()
    }

    /// All layers, the lowest first.
    pub(super) fn layers_mut(&mut self) -> impl Iterator<Item = &mut Overlay> {
        self.layers.iter_mut()
    }

    /// Offers an answer to every layer, for the one that waits for it.
    pub(super) fn answer(&mut self, mut take: impl FnMut(&mut Overlay) -> Requests) -> Requests {
        let mut asked = Requests::new();
        let top = self.layers.len().saturating_sub(1);
        for (at, layer) in self.layers.iter_mut().enumerate() {
            let requests = take(layer).into_iter();
            asked.extend(requests.filter(|request| at == top || request.is_granted_below()));
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
    pub(super) fn follow(&mut self, state: &mut State) -> Requests {
        let mut asked = Vec::new();
        for at in (0..self.layers.len()).rev() {
            let requests: Requests = self.layers[at].component().follow(&mut Context::new(state));
            if requests.contains(&Request::Close) {
                self.layers.remove(at);
                self.lay_out(&mut state.session);
            }
            asked.extend(requests.into_iter().filter(Request::is_granted_below));
        }
        asked
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
