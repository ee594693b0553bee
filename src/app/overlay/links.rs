//! Labels on the links on the screen: typing one opens its link.

use super::component::{Component, Context};
use crate::app::document::block_map::{BlockMap, Carry};
use crate::app::input::Edit;
use crate::app::message::Effect;
use crate::app::panes::links::Link;
use crate::app::request::{Request, Requests};
use crate::app::session::Session;
use crate::app::session::notice::Notice;
use crate::keymap::{Action, Mode};

/// The letters of labels: those under the fingers.
const LETTERS: [char; 9] = ['a', 's', 'd', 'f', 'g', 'h', 'j', 'k', 'l'];
/// Links on the screen, and the label that is being typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkLabels {
    /// The links, in the order of the text, each with its label.
    pub links: Vec<(Link, String)>,
    /// What is typed of a label, as it was typed.
    pub typed: String,
}

impl LinkLabels {
    /// Puts labels on the links on the screen, if there are any.
    pub(in crate::app) fn open(state: &mut Context<'_>) -> Option<Self> {
        let links = state.links(state.rows());
        if links.is_empty() {
            state.tell("No links on the screen");
            return None;
        }
        let labels = labels(links.len());
        Some(Self {
            links: links.into_iter().zip(labels).collect(),
            typed: String::new(),
        })
    }

    /// The part of a link's label that is still to be typed; `None` if another label was begun.
    pub fn rest(&self, link: usize) -> Option<&str> {
        let label = &self.links.get(link)?.1;
        label.strip_prefix(&self.typed.to_lowercase())
    }

    /// Opens the link whose label is complete, or copies it if a letter was typed as a capital.
    fn go(&self, state: &mut Context<'_>) -> Requests {
        let whole = (0..self.links.len()).find(|&link| self.rest(link) == Some(""));
        let Some(link) = whole else { return Vec::new() };
        let target = self.links[link].0.target.clone();
        let copies = self.typed.chars().any(char::is_uppercase);
        let effect = if copies {
            copy(state.session_mut(), &target, "")
        } else {
            state.tell(format!("Opening {}", shown(&target)));
            Effect::Open(target)
        };
        vec![Request::Close, effect.into()]
    }
}

impl Component for LinkLabels {
    fn mode(&self) -> Mode {
        Mode::Links
    }

    fn edit(&mut self, state: &mut Context<'_>, edit: Edit<'_>) -> Requests {
        match edit {
            Edit::Insert(text) => {
                let before = self.typed.clone();
                self.typed.push_str(text);
                if (0..self.links.len()).all(|link| self.rest(link).is_none()) {
                    self.typed = before;
                    state.fail("No link has that label");
                    return Vec::new();
                }
            }
            Edit::DeleteBackward => {
                self.typed.pop();
            }
            _ => self.typed.clear(),
        }
        self.go(state)
    }

    fn act(&mut self, _: &mut Context<'_>, action: Action, _: usize) -> Requests {
        match action {
            Action::Cancel | Action::Clear => vec![Request::Close],
            _ => Vec::new(),
        }
    }

    fn follow(&mut self, _: &mut Context<'_>) -> Requests {
        if self.links.is_empty() {
            return vec![Request::Close];
        }
        Vec::new()
    }
}

impl Carry for LinkLabels {
    /// Labels belong to links on the screen, which a newer version may have changed: they are dropped.
    fn carry(&mut self, _: &BlockMap<'_>) {
        let Self { links, typed: _ } = self;
        links.clear();
    }
}

/// Puts an address on the clipboard, and says so; `why` it was not opened, if it was to be.
pub(in crate::app) fn copy(session: &mut Session, target: &str, why: &str) -> Effect {
    let address = shown(target);
    let why = if why.is_empty() {
        String::new()
    } else {
        format!(", since {why}")
    };
    session.notice = Some(Notice::Done(format!("Copied{why}: {address}")));
    Effect::Copy(address.to_owned())
}

/// An address as a person would write it: without `mailto:`.
fn shown(target: &str) -> &str {
    target.strip_prefix("mailto:").unwrap_or(target)
}

/// Labels for so many links: none is the start of another, and all together have as few letters as that takes; the
/// shortest come first.
pub fn labels(count: usize) -> Vec<String> {
    // As many as there are letters, and then one becomes nine until there are enough: a tree whose leaves are as near to
    // its root as can be.
    let mut labels = std::collections::VecDeque::from([String::new()]);
    while labels.len() < count || labels.front().is_some_and(String::is_empty) {
        let Some(short) = labels.pop_front() else { break };
        labels.extend(LETTERS.iter().map(|letter| format!("{short}{letter}")));
    }
    let mut labels = Vec::from(labels);
    labels.truncate(count);
    labels
}
