//! What the reader has been given of an article that is followed: from what a round brought, the message that shows it.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::ZonedDateTime;

use super::older::Older;
use super::{Following, Round};
use crate::app::Followed;
use crate::app::message::Asked;
use crate::article::{Article, BlockId};
use crate::fold::Folding;
use crate::follow::{self, Event as News, Follower, Merged, What};

/// What the reader has been given.
#[derive(Default)]
pub(super) struct Shown {
    merged: Merged,
    /// What is said of posts that were removed or restored, by their names.
    said: BTreeMap<Arc<str>, Arc<str>>,
    /// Whether it was told that there is no answer.
    troubled: bool,
}

impl Shown {
    /// The reader has this article.
    pub(super) fn begin(&mut self, article: &Arc<Article>, follower: &Follower) {
        self.merged = follow::merged(&self.merged, article, follower.known(), follower.version());
    }

    /// What an older page has brought, for the reader; nothing if the article would be too long with it.
    pub(super) fn take_older(
        &mut self,
        older: &Older,
        more: bool,
        follower: &Follower,
        number: usize,
    ) -> Option<Followed> {
        self.merged = self.merged.with_older(&older.page, &older.posts)?;
        let count = older.posts.added.len();
        Some(Followed {
            asked: Some(Asked::Older { count, more }),
            ..self.told(number, &[], follower)
        })
    }

    /// What the reader has, once more.
    pub(super) fn again(&self, follower: &Follower, number: usize) -> Followed {
        self.told(number, &[], follower)
    }

    /// What a round brought, for the reader; nothing if it brought nothing.
    pub(super) fn take(&mut self, following: &Following, round: Round, number: usize) -> Option<Followed> {
        if let Some(failed) = &round.failed {
            let is_new = !std::mem::replace(&mut self.troubled, true) || failed.is_gone;
            return is_new.then(|| Followed {
                number,
                trouble: Some(if failed.is_gone {
                    "gone for good".to_owned()
                } else {
                    format!("no answer since {}", clock())
                }),
                ..Followed::default()
            });
        }
        let was_troubled = std::mem::take(&mut self.troubled);
        let Some(article) = round.article else {
            return was_troubled.then(|| Followed {
                number,
                ..Followed::default()
            });
        };
        let before = Arc::clone(&self.merged.article);
        let told = self.version(following.follower(), &article, &round.events, number);
        let is_same = is_same(&self.merged.article, &before);
        (!is_same || !round.events.is_empty() || was_troubled).then_some(told)
    }

    /// A version of the article, for the reader, with what happened in it.
    pub(super) fn version(
        &mut self,
        follower: &Follower,
        article: &Arc<Article>,
        events: &[News],
        number: usize,
    ) -> Followed {
        self.merged = follow::merged(&self.merged, article, follower.known(), follower.version());
        for event in events {
            let said = match event.what {
                What::Removed => format!("removed at {}", clock()),
                What::Restored => format!("restored at {}", clock()),
                What::New | What::Edited(_) => continue,
            };
            self.said.insert(Arc::clone(&event.key), said.into());
        }
        self.told(number, events, follower)
    }

    fn told(&self, number: usize, events: &[News], follower: &Follower) -> Followed {
        let article = Arc::clone(&self.merged.article);
        let mut told = Followed {
            number,
            folding: Arc::new(Folding::exact(&article)),
            article: Some(article),
            ..Followed::default()
        };
        for event in events.iter().filter(|event| !event.initial) {
            let Some((first, last)) = self.merged.range(&event.key) else {
                continue;
            };
            match &event.what {
                What::New | What::Restored => {
                    told.new.push(first);
                    told.added.extend((first.0..=last.0).map(BlockId));
                }
                What::Removed => told.gone.push(first),
                What::Edited(before) => {
                    let reworded = follow::reworded(before, &event.post);
                    let block = |nth: u32| BlockId((first.0 + nth).min(last.0));
                    told.edited.push(first);
                    told.added.extend(reworded.added.into_iter().map(block));
                    let changed = reworded.changed.into_iter();
                    told.changed.extend(changed.map(|(nth, before)| (block(nth), before)));
                    let words = reworded.correction.map(|(before, now)| format!("{before} → {now}"));
                    told.correction = words.or(told.correction);
                }
            }
        }
        let said = self.said.iter();
        told.removed = said
            .filter_map(|(key, words)| Some((self.merged.range(key)?.0, Arc::clone(words))))
            .collect();
        let older = follower.known().iter().filter(|known| known.is_older());
        let ranges = older.filter_map(|known| self.merged.range(&known.key));
        told.older = ranges
            .flat_map(|(first, last)| (first.0..=last.0).map(BlockId))
            .collect();
        for list in [
            &mut told.new,
            &mut told.edited,
            &mut told.gone,
            &mut told.added,
            &mut told.older,
        ] {
            list.sort_unstable();
        }
        told.changed.sort_by_key(|(block, _)| *block);
        told.removed.sort_by_key(|(block, _)| *block);
        told
    }
}

fn is_same(one: &Arc<Article>, two: &Arc<Article>) -> bool {
    Arc::ptr_eq(one, two) || one == two
}

/// What the clock says here.
fn clock() -> String {
    let now = ZonedDateTime::now().time();
    format!("{:02}:{:02}", now.hour(), now.minute())
}
