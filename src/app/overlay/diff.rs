//! The diff: a repeat beside what it repeats, with what has changed, in a box over the page.

use super::boxes::{BoxPlace, BoxShape};
use super::component::{Component, Context};
use crate::app::document::block_map::{BlockMap, Carry};
use crate::app::list::Scroll;
use crate::app::request::{Request, Requests};
use crate::app::state::State;
use crate::article::BlockId;
use crate::fold::How;
use crate::keymap::{Action, Mode, Sequence};
use crate::layout::Row;

/// Columns of two lines of prose at the default measure, and of what stands between them.
const MOST_COLUMNS: u16 = 2 * 72 + 3;

/// The diff while it is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Diff {
    /// What is repeated, and the repeat; none when one of them is gone.
    pub blocks: Option<(BlockId, BlockId)>,
    /// How far it is scrolled.
    pub scroll: Scroll,
}

impl Diff {
    /// Opens it at the repeat or the fold under the cursor.
    pub(in crate::app) fn open(state: &mut Context<'_>) -> Option<Self> {
        let (folding, cursor) = (&state.document.folding, state.document.place.cursor);
        let own = folding.repeat(cursor).map(|repeat| repeat.block);
        let block = own.or_else(|| state.target_run().map(|run| run.first));
        let repeat = block.and_then(|block| folding.repeat(block)).copied();
        if let Some(exact) = repeat.filter(|repeat| repeat.how == How::Exact) {
            // Side by side there would be nothing to see.
            let section = state.document.article.block(exact.of).section;
            let keys = &state.session.configured.keymap;
            let keys = keys.keys_of(Mode::Page, Action::Original).first();
            let there = keys.map_or(String::new(), |keys| format!("; {} goes there", Sequence(keys)));
            let headline = state.document.headline(section);
            let words = format!("Word for word as in {} {headline}{there}", section.0 + 1);
            state.tell(words);
            return None;
        }
        let blocks = repeat.map(|repeat| (repeat.of, repeat.block));
        let diff = Self {
            blocks,
            scroll: Scroll::default(),
        };
        if !diff.rows(state).is_empty() {
            return Some(diff);
        }
        state.tell(if state.origin().is_some() {
            "The original is in another article"
        } else {
            "Nothing repeated here"
        });
        None
    }

    /// Its rows; none when one of the blocks is gone.
    pub fn rows(&self, state: &State) -> Vec<Row> {
        let columns = columns(state);
        let rows = self
            .blocks
            .and_then(|(of, block)| state.page().side_by_side(of, block, columns));
        rows.unwrap_or_default()
    }

    /// Rows there are for it.
    pub fn room(state: &State) -> usize {
        usize::from(state.session.size.within_box().height).max(1)
    }
}

fn columns(state: &State) -> u16 {
    state.session.size.within_box().width.min(MOST_COLUMNS)
}

impl Component for Diff {
    fn mode(&self) -> Mode {
        Mode::Box
    }

    fn shape(&self, state: &State) -> Option<BoxShape> {
        Some(BoxShape::new(BoxPlace::Centre, columns(state), self.rows(state).len()))
    }

    fn act(&mut self, state: &mut Context<'_>, action: Action, count: usize) -> Requests {
        if let Action::Cancel | Action::Accept | Action::Clear | Action::Activate = action {
            return vec![Request::Close];
        }
        self.scroll
            .act(action, count, (self.rows(state).len(), Self::room(state)));
        Vec::new()
    }

    fn follow(&mut self, _: &mut Context<'_>) -> Requests {
        if self.blocks.is_none() {
            return vec![Request::Close];
        }
        Vec::new()
    }
}

impl Carry for Diff {
    fn carry(&mut self, map: &BlockMap<'_>) {
        let Self { blocks, scroll: _ } = self;
        *blocks = blocks.and_then(|(of, block)| Some((map.exact(of)?, map.exact(block)?)));
    }
}
