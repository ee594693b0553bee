//! The versions of the article that were seen, in a box over the page: one is opened, two are compared.

use std::ops::Range;
use std::sync::Arc;

use super::boxes::{BoxPlace, BoxShape};
use super::component::{Component, Context};
use super::items::{self, ItemRow};
use crate::app::document::block_map::{BlockMap, Carry};
use crate::app::document::changes::counted;
use crate::app::list::{Clicked, List};
use crate::app::message::Effect;
use crate::app::request::{Request, Requests};
use crate::app::seen::{ChangedPost, PostFate, SeenVersion};
use crate::app::state::State;
use crate::keymap::{Action, Mode};
use crate::layout::{Row, Told, told};

/// The versions while they are listed.
#[derive(Clone, Debug, PartialEq)]
pub struct VersionList {
    /// The list; its lines are the versions.
    pub list: List,
    /// The versions, the oldest first; none while they are looked for.
    pub versions: Option<Arc<[SeenVersion]>>,
    /// The number of the one that is to be compared with another.
    pub from: Option<u32>,
    /// Two of them, compared.
    pub comparison: Option<Comparison>,
    request: u64,
}

/// Two versions, compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Their numbers, the older first.
    pub of: (u32, u32),
    /// The list; its lines are the posts.
    pub list: List,
    /// The posts that they do not have in common; none while they are looked for.
    pub posts: Option<Arc<[ChangedPost]>>,
}

impl VersionList {
    /// Opens the list, and asks for the versions.
    pub(in crate::app) fn open(state: &mut State) -> (Self, Requests) {
        let request = state.session.requests.next();
        let number = state.session.library.at;
        let list = Self {
            list: List::default(),
            versions: None,
            from: None,
            comparison: None,
            request,
        };
        (list, vec![Effect::ListVersions { request, number }.into()])
    }

    /// Takes in the versions; or says why there are none.
    pub(in crate::app) fn arrive(
        &mut self,
        state: &mut State,
        request: u64,
        found: Result<Arc<[SeenVersion]>, String>,
    ) -> Requests {
        if request != self.request {
            return Vec::new();
        }
        match found {
            Ok(versions) => {
                self.list = List::new(versions.len(), versions.len());
                self.versions = Some(versions);
                Vec::new()
            }
            Err(words) => {
                state.fail(words);
                vec![Request::Close]
            }
        }
    }

    /// Takes in what two versions do not have in common; or says why that is not known.
    pub(in crate::app) fn compared(
        &mut self,
        state: &mut State,
        request: u64,
        found: Result<Arc<[ChangedPost]>, String>,
    ) -> Requests {
        let Some(comparison) = self.comparison.as_mut().filter(|_| request == self.request) else {
            return Vec::new();
        };
        match found {
            Ok(posts) => {
                comparison.list = List::new(posts.len(), 0);
                comparison.posts = Some(posts);
            }
            Err(words) => {
                self.comparison = None;
                state.fail(words);
            }
        }
        Vec::new()
    }

    /// The version that is chosen.
    fn chosen(&self) -> Option<u32> {
        let versions = self.versions.as_ref()?;
        Some(versions.get(self.list.chosen()?)?.number)
    }

    /// Opens the chosen one.
    fn take(&self, state: &State) -> Requests {
        let Some(version) = self.chosen() else {
            return Vec::new();
        };
        let number = state.session.library.at;
        vec![Request::Close, Effect::OpenVersion { number, version }.into()]
    }

    /// Takes note of the chosen one, or compares it with the one that was noted.
    fn compare(&mut self, state: &mut Context<'_>) -> Requests {
        let Some(chosen) = self.chosen() else { return Vec::new() };
        if self.list.all() < 2 {
            state.tell("There is only one version");
            return Vec::new();
        }
        let Some(from) = self.from.take() else {
            self.from = Some(chosen);
            return Vec::new();
        };
        if from == chosen {
            return Vec::new();
        }
        self.request = state.session_mut().requests.next();
        let of = (from.min(chosen), from.max(chosen));
        self.comparison = Some(Comparison {
            of,
            list: List::default(),
            posts: None,
        });
        let compare = Effect::CompareVersions {
            request: self.request,
            number: state.session.library.at,
            of,
        };
        vec![compare.into()]
    }

    /// What the box is called.
    pub fn title(&self) -> String {
        let Some(comparison) = &self.comparison else {
            return match self.from {
                Some(from) => format!("Compare version {from} with which?"),
                None => "Versions that you saw".to_owned(),
            };
        };
        let (from, to) = comparison.of;
        let count = |is: fn(&PostFate) -> bool| {
            let posts = comparison.posts.iter().flat_map(|posts| posts.iter());
            posts.filter(|post| is(&post.fate)).count()
        };
        let counts = [
            (count(|fate| *fate == PostFate::New), "new"),
            (count(|fate| matches!(fate, PostFate::Edited(_))), "corrected"),
            (count(|fate| *fate == PostFate::Removed), "removed"),
        ];
        let counts = counted(&counts).map(|words| format!(": {words}"));
        format!("From version {from} to {to}{}", counts.unwrap_or_default())
    }

    /// What is said where nothing is listed.
    pub fn nothing(&self) -> &'static str {
        match &self.comparison {
            Some(Comparison { posts: Some(_), .. }) => "No post was added, corrected or removed",
            _ => "Looking…",
        }
    }

    /// The list on top.
    pub fn top(&self) -> &List {
        self.comparison
            .as_ref()
            .map_or(&self.list, |comparison| &comparison.list)
    }
}

impl Comparison {
    /// The rows of a post: at least one, and no more than there is room for.
    fn rows_of(&self, state: &State, index: usize) -> Vec<Row> {
        let (columns, height) = items::size(state);
        let Some(post) = self.posts.as_ref().and_then(|posts| posts.get(index)) else {
            return Vec::new();
        };
        let what = match &post.fate {
            PostFate::New => Told::Added(&post.text),
            PostFate::Edited(before) => Told::Changed(before, &post.text),
            PostFate::Removed => Told::Gone(&post.text),
        };
        // A mark of what is chosen stands left of them.
        let mut rows = told(what, &post.heading, columns.saturating_sub(2).max(1));
        rows.truncate(height);
        rows
    }

    /// The posts that are on the screen.
    fn shown(&self, state: &State) -> Range<usize> {
        items::shown(&self.list, items::size(state).1, |index| self.rows_of(state, index))
    }

    /// Its rows on the screen.
    pub fn rows(&self, state: &State) -> Vec<ItemRow> {
        items::rows(&self.list, items::size(state).1, |index| self.rows_of(state, index))
    }
}

impl Component for VersionList {
    fn mode(&self) -> Mode {
        Mode::Box
    }

    fn shape(&self, state: &State) -> Option<BoxShape> {
        let (columns, height) = items::size(state);
        let rows = match &self.comparison {
            Some(comparison) => comparison.rows(state).len(),
            None => self.list.count().min(height),
        };
        Some(BoxShape::new(BoxPlace::Centre, columns, rows.max(1)))
    }

    fn act(&mut self, state: &mut Context<'_>, action: Action, count: usize) -> Requests {
        let closes = matches!(action, Action::Cancel | Action::Clear | Action::Versions);
        if let Some(comparison) = &mut self.comparison {
            if closes || matches!(action, Action::Accept | Action::Activate) {
                self.comparison = None;
            } else {
                let page = comparison.shown(state).len();
                comparison.list.act(action, count, page);
            }
            return Vec::new();
        }
        match action {
            Action::Accept | Action::Activate => self.take(state),
            Action::CompareVersions => self.compare(state),
            _ if closes && self.from.take().is_some() => Vec::new(),
            _ if closes => vec![Request::Close],
            _ => {
                self.list.act(action, count, items::size(state).1);
                Vec::new()
            }
        }
    }

    fn click(&mut self, state: &mut Context<'_>, _: usize, row: usize) -> Requests {
        if let Some(comparison) = &mut self.comparison {
            if let Some(at) = comparison.rows(state).get(row).and_then(|row| row.index) {
                comparison.list.press(at, comparison.shown(state));
            }
            return Vec::new();
        }
        match self.list.click(row, items::size(state).1) {
            Some(Clicked::Taken) => self.take(state),
            _ => Vec::new(),
        }
    }
}

impl Carry for VersionList {
    fn carry(&mut self, _: &BlockMap<'_>) {
        let Self {
            list: _,
            versions: _,
            from: _,
            comparison: _,
            request: _,
        } = self;
    }
}
