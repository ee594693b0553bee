//! Between `app` and the store. When an article comes, the store is asked what it knows; after each message it is given
//! what has changed, which costs a look at a few numbers.

use std::sync::Arc;
use std::sync::mpsc::Sender;

use super::Event;
use super::library::Library;
use super::store::{Change, Opened, Origin, SavedSetting, Store};
use crate::app::{Kept, Message, State};
use crate::article::Article;
use crate::recall::ReadingPosition;
use crate::settings::{Entry, Settings, TABLE};

/// Settings that are for a moment: they are not kept.
const PASSING: &[&str] = &["zen"];

/// What the store was given last.
struct Last {
    article: Arc<Article>,
    at: usize,
    more: bool,
    position: ReadingPosition,
    /// Whether it was given another position than the one it knew.
    moved: bool,
    /// How many stretches of what was read.
    marked: usize,
    marks: Vec<(char, ReadingPosition)>,
    /// Whether its source is known to hold no other.
    alone: bool,
}

/// Gives the store what the user does.
pub(super) struct Recorder {
    store: Store,
    library: Arc<Library>,
    events: Sender<Event>,
    last: Option<Last>,
    /// Whether the store has been asked about the article and has not answered.
    waiting: bool,
    /// As last looked at.
    settings: Settings,
    /// What the configuration says of them; `None` if settings are not kept.
    configured: Option<Settings>,
}

impl Recorder {
    pub(super) fn new(
        store: Store,
        library: Arc<Library>,
        events: Sender<Event>,
        settings: Settings,
        configured: Option<Settings>,
    ) -> Self {
        Self {
            store,
            library,
            events,
            last: None,
            waiting: false,
            settings,
            configured,
        }
    }

    /// Whether the store has been asked about the article and has not answered.
    pub(super) fn is_waiting(&self) -> bool {
        self.waiting
    }

    /// Gives the store what has changed.
    pub(super) fn look(&mut self, state: &State) {
        if state.session.settings != self.settings {
            self.keep_settings(&state.session.settings);
        }
        let kept = state.kept();
        let is_new = self.last.as_ref().is_none_or(|last| {
            !Arc::ptr_eq(&last.article, kept.article) || last.at != kept.at || last.more != kept.more
        });
        if is_new {
            let before = self.last.as_ref().filter(|last| last.at == kept.at);
            // A newer version of what is read: where the reader is in it is not where the store has it in the old one.
            let again = before.is_some_and(|last| (!last.more && !kept.more) || last.moved);
            self.open(&kept);
            if again {
                self.keep_place(&kept);
            }
        }
        self.hand_over(&kept);
    }

    /// What the store knows of the article has been taken in. That this moved the page is no change.
    pub(super) fn recalled(&mut self, state: &State) {
        self.waiting = false;
        let kept = state.kept();
        if let Some(last) = &mut self.last {
            last.position = kept.position;
            last.marks = kept.marks;
        }
    }

    /// The configuration has been read again. To be called before the settings change.
    pub(super) fn configure(&mut self, configured: &Settings) {
        if let Some(before) = &mut self.configured {
            before.clone_from(configured);
        }
    }

    /// A source that is followed has answered with this.
    pub(super) fn answered(&self, number: usize, article: Arc<Article>) {
        let Origin { name, lasts } = self.library.origin(number);
        if lasts {
            self.store.keep_version(name, article);
        }
    }

    /// Has the store write everything.
    pub(super) fn write(&self) {
        self.store.writer().write();
    }

    fn open(&mut self, kept: &Kept<'_>) {
        self.last = Some(Last {
            article: Arc::clone(kept.article),
            at: kept.at,
            more: kept.more,
            position: kept.position,
            moved: false,
            marked: 0,
            marks: kept.marks.clone(),
            alone: false,
        });
        let opened = Opened {
            article: Arc::clone(kept.article),
            at: kept.at,
            more: kept.more,
            origin: self.library.origin(kept.at),
        };
        let (events, article) = (self.events.clone(), Arc::clone(kept.article));
        let answer = move |recalled| {
            // Fails only while the program ends.
            let _ = events.send(Event::App(Message::Recalled { article, recalled }));
        };
        self.store.open(opened, Box::new(answer));
        self.waiting = true;
    }

    fn keep_place(&mut self, kept: &Kept<'_>) {
        if let Some(last) = &mut self.last {
            last.moved = true;
        }
        self.store.change(
            kept.at,
            Change {
                position: Some(kept.position),
                marked: Vec::new(),
                marks: Some(kept.marks.clone()),
                alone: self.library.is_alone(kept.at),
            },
        );
    }

    fn hand_over(&mut self, kept: &Kept<'_>) {
        let Some(last) = &mut self.last else { return };
        let change = Change {
            position: (last.position != kept.position).then_some(kept.position),
            marked: kept.marked.get(last.marked..).unwrap_or_default().to_vec(),
            marks: (last.marks != kept.marks).then(|| kept.marks.clone()),
            alone: false,
        };
        if change.position.is_none() && change.marked.is_empty() && change.marks.is_none() {
            return;
        }
        last.moved |= change.position.is_some();
        last.position = kept.position;
        last.marked = kept.marked.len();
        if let Some(marks) = &change.marks {
            last.marks.clone_from(marks);
        }
        // When the article was opened it was not known yet.
        last.alone = last.alone || self.library.is_alone(kept.at);
        let alone = last.alone;
        self.store.change(kept.at, Change { alone, ..change });
    }

    fn keep_settings(&mut self, settings: &Settings) {
        let before = std::mem::replace(&mut self.settings, settings.clone());
        let Some(configured) = &self.configured else { return };
        let kept = |entry: &&Entry| !PASSING.contains(&entry.name) && entry.get(&before) != entry.get(settings);
        let changed = TABLE.iter().filter(kept).map(|entry| {
            let value = entry.get(settings);
            let said = entry.get(configured);
            let setting = (value != said).then(|| SavedSetting {
                name: entry.name.to_owned(),
                value: value.to_string(),
                configured: said.to_string(),
            });
            (entry.name.to_owned(), setting)
        });
        let changed: Vec<_> = changed.collect();
        if !changed.is_empty() {
            self.store.set(changed);
        }
    }
}
