//! Follows an article while it is read: a thread that asks and tells the loop what has come.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};

use jiff::ZonedDateTime;

use super::{Following, Round};
use crate::app::{Followed, Message};
use crate::article::{Article, BlockId};
use crate::cli::Follow;
use crate::fold::Folding;
use crate::follow::{self, Event as News, Merged, What};
use crate::run::source::Source;
use crate::run::{Event, panics};

/// A thread that follows an article, until it is dropped.
pub(in crate::run) struct Watcher {
    /// Hung up: it ends.
    _stop: Sender<()>,
}

impl Watcher {
    /// Follows the article of this number.
    pub(in crate::run) fn start(
        source: Source,
        how: Follow,
        number: usize,
        events: Sender<Event>,
    ) -> std::io::Result<Self> {
        let (stop, stopped) = mpsc::channel();
        let tell = events.clone();
        let failed = move |bug: panics::Bug| trouble(&tell, number, Some(format!("following failed: {bug}")));
        let watch = move || {
            crate::run::step_back();
            let mut following = match Following::new(source, how) {
                Ok(following) => following,
                Err(error) => return trouble(&events, number, Some(error.to_string())),
            };
            let mut shown = Shown::default();
            loop {
                let round = following.ask();
                let wait = round.wait;
                let answered = round.article.clone().map(|article| Event::Answered(number, article));
                if answered.is_some_and(|answered| events.send(answered).is_err()) {
                    return;
                }
                let told = shown.take(&following, round, number);
                if let Some(told) = told {
                    let article = told.article.clone();
                    let mut sent = events.send(Event::App(Message::Followed(Box::new(told))));
                    if let Some(article) = article {
                        let folding = Arc::new(Folding::of(&article));
                        sent = sent.and(events.send(Event::App(Message::Folding { article, folding })));
                    }
                    if sent.is_err() {
                        return;
                    }
                }
                let Some(wait) = wait else { return };
                if stopped.recv_timeout(wait) != Err(RecvTimeoutError::Timeout) {
                    return;
                }
            }
        };
        panics::spawn("follow", watch, failed)?;
        Ok(Self { _stop: stop })
    }
}

fn trouble(events: &Sender<Event>, number: usize, trouble: Option<String>) {
    let told = Followed {
        number,
        trouble,
        ..Followed::default()
    };
    // If nobody listens any more, this ends with the program.
    let _ = events.send(Event::App(Message::Followed(Box::new(told))));
}

/// What the reader has been given.
#[derive(Default)]
struct Shown {
    merged: Merged,
    /// What is said of posts that were removed or restored, by their names.
    said: BTreeMap<Arc<str>, Arc<str>>,
    /// Whether it was told that there is no answer.
    troubled: bool,
}

impl Shown {
    /// What a round brought, for the reader; nothing if it brought nothing.
    fn take(&mut self, following: &Following, round: Round, number: usize) -> Option<Followed> {
        let clock = || {
            let now = ZonedDateTime::now().time();
            format!("{:02}:{:02}", now.hour(), now.minute())
        };
        if round.failed.is_some() {
            let is_new = !std::mem::replace(&mut self.troubled, true);
            return is_new.then(|| Followed {
                number,
                trouble: Some(format!("no answer since {}", clock())),
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
        let follower = following.follower();
        let merged = follow::merged(&self.merged, &article, follower.known(), follower.version());
        let is_same = is_same(&merged.article, &self.merged.article);
        self.merged = merged;
        for event in &round.events {
            let said = match event.what {
                What::Removed => format!("removed at {}", clock()),
                What::Restored => format!("restored at {}", clock()),
                What::New | What::Edited(_) => continue,
            };
            self.said.insert(Arc::clone(&event.key), said.into());
        }
        if is_same && round.events.is_empty() && !was_troubled {
            return None;
        }
        Some(self.told(number, &round.events))
    }

    fn told(&self, number: usize, events: &[News]) -> Followed {
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
        for list in [&mut told.new, &mut told.edited, &mut told.gone, &mut told.added] {
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
