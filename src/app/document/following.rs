//! What following the article has brought and the reader has not seen yet.

use super::block_map::{BlockMap, Carry};
use super::changes::counted;
use super::place::Place;
use crate::app::message::Followed;
use crate::app::session::notice::Notice;
use crate::article::BlockId;

/// What following the article has brought.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Following {
    /// Whether the article is followed.
    pub on: bool,
    /// First blocks of posts that are new and have not been on the screen, in order.
    pub new: Vec<BlockId>,
    /// The same of posts that were edited.
    pub edited: Vec<BlockId>,
    /// The same of posts that were removed.
    pub gone: Vec<BlockId>,
    /// The last correction of a few words: "140 → 155".
    pub correction: Option<String>,
    /// Why there is no answer.
    pub trouble: Option<String>,
    /// Older posts, on pages that the article goes on on.
    pub older: OlderPages,
    /// Blocks of those that came: they are no news, whatever is known of them.
    pub(in crate::app) aged: Vec<BlockId>,
    /// What was said of it last.
    pub(in crate::app) told: Option<String>,
    /// Where the reader was before going to the first new post, and that post.
    pub(in crate::app) went: Option<(Place, BlockId)>,
    /// Versions that wait until the reader does something: they would move what is on the screen.
    pub(in crate::app) waiting: Vec<Followed>,
}

/// Whether there are older posts to be had.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OlderPages {
    /// Not that anybody knows.
    #[default]
    None,
    /// There is a page with them.
    There,
    /// They have been asked for.
    Coming,
}

impl Following {
    /// What has not been seen: "3 new, 1 corrected: 140 → 155"; nothing if all has.
    pub fn in_words(&self) -> Option<String> {
        let waiting = |count: fn(&Followed) -> usize| self.waiting.iter().map(count).sum::<usize>();
        let waits = self.waiting.iter().rev();
        let last = waits.into_iter().find_map(|followed| followed.correction.as_ref());
        let corrected = match last.or(self.correction.as_ref()) {
            Some(words) => format!("corrected: {words}"),
            None => "corrected".to_owned(),
        };
        counted(&[
            (self.new.len() + waiting(|followed| followed.new.len()), "new"),
            (
                self.edited.len() + waiting(|followed| followed.edited.len()),
                &corrected,
            ),
            (self.gone.len() + waiting(|followed| followed.gone.len()), "removed"),
        ])
    }

    /// Whether a notice is what was said of it last.
    pub(in crate::app) fn is_told(&self, notice: Option<&Notice>) -> bool {
        matches!(notice, Some(Notice::Done(said)) if self.told.as_ref() == Some(said))
    }

    /// How many posts are new, edited or removed and have not been seen.
    pub fn count(&self) -> usize {
        let of = |followed: &Followed| followed.new.len() + followed.edited.len() + followed.gone.len();
        self.new.len() + self.edited.len() + self.gone.len() + self.waiting.iter().map(of).sum::<usize>()
    }

    /// The blocks that have not been seen, in order.
    pub(in crate::app) fn unseen(&self) -> Vec<BlockId> {
        let mut unseen = [&self.new[..], &self.edited, &self.gone].concat();
        unseen.sort_unstable();
        unseen.dedup();
        unseen
    }

    /// Leaves out what has been seen.
    pub(in crate::app) fn see(&mut self, is_seen: impl Fn(BlockId) -> bool) {
        for list in [&mut self.new, &mut self.edited, &mut self.gone] {
            list.retain(|block| !is_seen(*block));
        }
        if self.edited.is_empty() {
            self.correction = None;
        }
    }
}

impl Carry for Following {
    fn carry(&mut self, map: &BlockMap<'_>) {
        let Self {
            on: _,
            new,
            edited,
            gone,
            correction: _,
            trouble: _,
            older: _,
            aged,
            told: _,
            went,
            waiting: _, // Its blocks are those of the version that it brings.
        } = self;
        for list in [new, edited, gone, aged] {
            *list = list.iter().filter_map(|&block| map.exact(block)).collect();
            list.sort_unstable();
        }
        if let Some((place, block)) = went {
            place.carry(map);
            block.carry(map);
        }
    }
}
