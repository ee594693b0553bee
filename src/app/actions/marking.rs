//! Setting marks, and going to them.

use std::borrow::Cow;

use super::jumping;
use crate::app::message::Effect;
use crate::app::session::Focus;
use crate::app::session::marks::Mark;
use crate::app::state::State;
use crate::app::words::on_a_line;
use crate::article::BlockId;
use crate::keymap::Action;

/// Carries out the action that waited for a name. `again`: its own key was pressed a second time.
pub(in crate::app) fn act(state: &mut State, action: Action, name: char, again: bool) -> Vec<Effect> {
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
        return state.fail("A mark is named by a letter or a digit");
    }
    let (article, place) = (state.session.library.at, state.document.place);
    state.session.places.marks.set(Mark { name, article, place });
    state.tell(format!("Marked as {name}"));
}

fn go(state: &mut State, name: char, again: bool) -> Option<Effect> {
    if again || matches!(name, '\'' | '`') {
        return jumping::before(state);
    }
    let Some(mark) = state.session.places.marks.find(name, state.session.library.at) else {
        state.fail(if is_name(name) {
            format!("There is no mark {name}")
        } else {
            "A mark is named by a letter or a digit".to_owned()
        });
        return None;
    };
    jumping::leap(state, mark.into())
}

impl State {
    /// The marks that can be gone to by their name from here, and what stands at them; those of the article first, in
    /// the order of their names.
    pub fn marks_in_words(&self) -> Vec<(char, Cow<'_, str>)> {
        let here = self.session.library.at;
        let mut reached: Vec<Mark> = self.session.places.marks.of(here);
        let mut others: Vec<Mark> = self
            .session
            .places
            .marks
            .all()
            .iter()
            .filter(|mark| mark.article != here)
            .copied()
            .collect();
        others.retain(|mark| self.session.places.marks.find(mark.name, here) == Some(*mark));
        others.sort_by_key(|mark| mark.name);
        reached.append(&mut others);
        let words = |mark: &Mark| (mark.name, self.mark_in_words(mark));
        reached.iter().map(words).collect()
    }

    /// The text at a mark; for another article, only which one it is.
    pub(in crate::app) fn mark_in_words(&self, mark: &Mark) -> Cow<'_, str> {
        if mark.article == self.session.library.at {
            self.block_in_words(mark.place.cursor)
        } else {
            Cow::Owned(format!("in article {}", mark.article + 1))
        }
    }

    /// The beginning of a block on one line: more than any screen shows of it.
    pub(in crate::app) fn block_in_words(&self, block: BlockId) -> Cow<'_, str> {
        let block = self.document.article.blocks().get(block.index());
        block.map_or(Cow::Borrowed(""), |block| {
            on_a_line(block.text.of(self.document.article.text()))
        })
    }
}
