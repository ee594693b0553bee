//! Marks: places with a name, in any of the articles that were opened together.
//!
//! A name is a letter or a digit. An article has each name once, and another may have the same: the one that is read
//! comes first, then the one that was marked last.

use std::borrow::Cow;

use super::document::block_map::{BlockMap, Carry};
use super::{Effect, Focus, Jump, Place, State, jumps};
use crate::article::BlockId;
use crate::keymap::Action;

/// A place with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its name: a letter or a digit.
    pub name: char,
    /// The article it is in, counted from 0.
    pub article: usize,
    /// Where in it.
    pub place: Place,
}

impl From<Mark> for Jump {
    fn from(Mark { article, place, .. }: Mark) -> Self {
        Self { article, place }
    }
}

/// Places with a name, in all articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// The one that was set last is the last.
    set: Vec<Mark>,
}

impl Marks {
    /// All of them, the one that was set last at the end.
    pub fn all(&self) -> &[Mark] {
        &self.set
    }

    /// Sets a mark; one of the same name in the same article is no more.
    pub fn set(&mut self, mark: Mark) {
        self.set
            .retain(|old| (old.name, old.article) != (mark.name, mark.article));
        self.set.push(mark);
    }

    /// A mark that was set on an earlier visit: one of the same name that has been set since comes first.
    pub(super) fn recall(&mut self, mark: Mark) {
        let is_it = |set: &Mark| (set.name, set.article) == (mark.name, mark.article);
        if !self.set.iter().any(is_it) {
            self.set.insert(0, mark);
        }
    }

    /// The mark of that name, for a reader of this article: its own, else the one that was set last.
    pub fn find(&self, name: char, article: usize) -> Option<Mark> {
        let named = || self.set.iter().rev().filter(|mark| mark.name == name);
        let own = named().find(|mark| mark.article == article);
        own.or_else(|| named().next()).copied()
    }

    /// The marks of an article, in the order of their names.
    pub fn of(&self, article: usize) -> Vec<Mark> {
        let mut own: Vec<Mark> = self
            .set
            .iter()
            .filter(|mark| mark.article == article)
            .copied()
            .collect();
        own.sort_by_key(|mark| mark.name);
        own
    }

    /// Carries the marks of an article over to a newer version of it.
    pub(super) fn carry(&mut self, article: usize, map: &BlockMap<'_>) {
        let Self { set } = self;
        for mark in set.iter_mut().filter(|mark| mark.article == article) {
            mark.place.carry(map);
        }
    }
}

/// Does what waited for a name. `again` says that the key is the one that it was called by, pressed once more.
pub(super) fn act(state: &mut State, action: Action, name: char, again: bool) -> Vec<Effect> {
    match action {
        Action::SetMark => {
            set(state, name);
            Vec::new()
        }
        Action::GoToMark => {
            let effect = go(state, name, again);
            state.session.focus = Focus::Page;
            effect.into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// Whether a mark can be called so.
fn is_name(name: char) -> bool {
    name.is_alphanumeric()
}

fn set(state: &mut State, name: char) {
    if state.document.article.blocks().is_empty() {
        return state.fail("Nothing here to mark");
    }
    if !is_name(name) {
        return state.fail("A mark is called by a letter or a digit");
    }
    let (article, place) = (state.session.library.at, state.document.place);
    state.session.marks.set(Mark { name, article, place });
    state.tell(format!("Marked as {name}"));
}

fn go(state: &mut State, name: char, again: bool) -> Option<Effect> {
    if again || matches!(name, '\'' | '`') {
        return jumps::before(state);
    }
    let Some(mark) = state.session.marks.find(name, state.session.library.at) else {
        state.fail(if is_name(name) {
            format!("No mark is called {name}")
        } else {
            "A mark is called by a letter or a digit".to_owned()
        });
        return None;
    };
    jumps::leap(state, mark.into())
}

impl State {
    /// The marks that can be gone to by their name from here, and what stands at them; those of the article first, in
    /// the order of their names.
    pub fn marks_in_words(&self) -> Vec<(char, Cow<'_, str>)> {
        let here = self.session.library.at;
        let mut reached: Vec<Mark> = self.session.marks.of(here);
        let mut others: Vec<Mark> = self
            .session
            .marks
            .all()
            .iter()
            .filter(|mark| mark.article != here)
            .copied()
            .collect();
        others.retain(|mark| self.session.marks.find(mark.name, here) == Some(*mark));
        others.sort_by_key(|mark| mark.name);
        reached.append(&mut others);
        let words = |mark: &Mark| (mark.name, self.mark_in_words(mark));
        reached.iter().map(words).collect()
    }

    /// What stands at a mark; of another article only which it is.
    pub(super) fn mark_in_words(&self, mark: &Mark) -> Cow<'_, str> {
        if mark.article == self.session.library.at {
            self.block_in_words(mark.place.cursor)
        } else {
            Cow::Owned(format!("in article {}", mark.article + 1))
        }
    }

    /// The beginning of a block on one line: more than any screen shows of it.
    pub(super) fn block_in_words(&self, block: BlockId) -> Cow<'_, str> {
        let block = self.document.article.blocks().get(block.index());
        block.map_or(Cow::Borrowed(""), |block| {
            on_a_line(block.text.of(self.document.article.text()))
        })
    }
}

/// The beginning of a text on one line: its first 500 bytes at most.
pub(super) fn on_a_line(text: &str) -> Cow<'_, str> {
    const MOST: usize = 500;
    let text = &text[..text.floor_char_boundary(MOST)];
    if text.contains(char::is_control) {
        Cow::Owned(text.replace(char::is_control, " "))
    } else {
        Cow::Borrowed(text)
    }
}
