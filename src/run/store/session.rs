//! The store while a reader is open: which articles are, what of them is pending, and what has been told.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::fault::Fault;
use super::file::folder_of;
use super::kept::SavedSetting;
use super::limits::StoreLimits;
use super::patience::Patience;
use super::recalling::LastVisit;
use super::records::{PendingChanges, Records};
use super::rows::{Id, Open, Origin};
use super::when::now;
use super::{Answer, Change, Done, Opened};
use crate::article::{Article, BlockId};
use crate::recall::{Fingerprint, Recalled, fingerprints};
use crate::run::panics::Bug;

/// Bytes of earlier versions that are kept in memory: those of the articles that were turned to last.
const LEFT_BYTES: usize = 32 << 20;
/// Articles that are opened for the first time before what is beyond the limits is let go of.
const BOUND_AFTER: u32 = 256;

/// The article that is read.
struct CurrentArticle {
    at: usize,
    article: Arc<Article>,
    prints: Vec<Fingerprint>,
    origin: Origin,
    more: bool,
    /// The name that its versions are kept by, if they are.
    versions_of: Option<String>,
    /// Its number in the store; `None` if it is not kept.
    id: Option<Id>,
    /// By block: whether it was read.
    read: Vec<bool>,
    /// By block: whether it came while the article was open, and has not been read.
    unseen: Vec<bool>,
    pending: PendingChanges,
    /// Whether there is something to write.
    changed: bool,
    /// Whether the version that is kept is this one.
    kept: bool,
}

impl CurrentArticle {
    fn open(&self) -> Open<'_> {
        Open {
            article: &self.article,
            prints: &self.prints,
            origin: &self.origin,
            more: self.more,
            unseen: &self.unseen,
        }
    }

    /// By block of a newer version: whether it says what this one does not say, or what is still unseen in this one.
    fn arrived(&self, prints: &[Fingerprint]) -> Vec<bool> {
        let mut counts: FxHashMap<Fingerprint, usize> = FxHashMap::default();
        let seen = self.prints.iter().zip(&self.unseen).filter(|(_, unseen)| !**unseen);
        for (print, _) in seen {
            *counts.entry(*print).or_default() += 1;
        }
        let mut arrived = |print: &Fingerprint| match counts.get_mut(print) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        };
        prints.iter().map(&mut arrived).collect()
    }

    fn mark(&mut self, block: BlockId, read: bool) {
        if let Some(mark) = self.read.get_mut(block.index())
            && *mark != read
        {
            *mark = read;
            if read && std::mem::take(&mut self.unseen[block.index()]) {
                // The version that is kept has it now.
                self.kept = false;
            }
            let bytes = u64::from(self.article.block(block).text.len());
            let all = &mut self.pending.bytes_read;
            *all = if read { *all + bytes } else { all.saturating_sub(bytes) };
        }
    }
}

/// The store of a reader.
pub(super) struct Session {
    path: PathBuf,
    patience: Patience,
    /// `None` if it cannot be used.
    records: Option<Records>,
    /// Whether what keeps it from being written may be over soon.
    is_temporary: bool,
    /// Whether another program had locked the file when it was last tried to write.
    locked: bool,
    tell: Box<dyn FnMut(String) + Send>,
    told: FxHashSet<String>,
    reading: Option<CurrentArticle>,
    /// Which article of the reader's each one in the store is, of those that were opened.
    taken: FxHashMap<Id, usize>,
    /// How articles were left before this visit, the last opened last.
    left: VecDeque<(Id, Arc<LastVisit>)>,
    settings: Vec<(String, Option<SavedSetting>)>,
    /// Sources that are followed: what they say is told, and is not what the reader sees of it.
    followed: FxHashSet<String>,
    /// Articles that may be opened for the first time before what is beyond the limits is let go of.
    until_bound: u32,
}

impl Session {
    pub(super) fn open(path: PathBuf, patience: Patience, tell: Box<dyn FnMut(String) + Send>) -> Self {
        let mut session = Self {
            path,
            patience,
            records: None,
            is_temporary: false,
            locked: false,
            tell,
            told: FxHashSet::default(),
            reading: None,
            taken: FxHashMap::default(),
            left: VecDeque::new(),
            settings: Vec::new(),
            followed: FxHashSet::default(),
            until_bound: 0,
        };
        session.open_records();
        session
    }

    /// Opens the store, or as much of it as can be opened.
    fn open_records(&mut self) {
        let fault = match Records::open_with(&self.path, &self.patience) {
            Ok((records, told)) => {
                self.records = Some(records);
                told
            }
            Err(Fault::Sql(error)) => Some(Fault::of(error, folder_of(&self.path))),
            Err(fault) => Some(fault),
        };
        self.is_temporary = fault.as_ref().is_some_and(Fault::is_temporary);
        self.locked = matches!(fault, Some(Fault::Busy));
        if let Some(fault) = fault {
            self.say(&fault);
        }
        self.with(|records| records.keep_below_limit());
    }

    /// Whether anything can be kept. If that could not be done before, it is tried again where there is hope.
    fn is_writable(&mut self) -> bool {
        let is_writable = |session: &Self| session.records.as_ref().is_some_and(|records| !records.read_only);
        if !is_writable(self) && self.is_temporary {
            self.open_records();
        }
        is_writable(self)
    }

    /// Tells what went wrong, if it has not been told.
    fn say(&mut self, fault: &Fault) {
        let words = fault.to_string();
        if self.told.insert(words.clone()) {
            (self.tell)(words);
        }
    }

    /// A panic while an order was carried out: what it was about is not kept.
    pub(super) fn failed(&mut self, bug: &Bug) -> Done {
        self.reading = None;
        (self.tell)(format!("nothing is kept of this article: {bug}"));
        Done::Written(true)
    }

    /// Does something with the store; `None` if that went wrong, which is told. A file that is broken is put aside, and
    /// what is read now is kept in the new one.
    fn with<T>(&mut self, work: impl FnOnce(&mut Records) -> rusqlite::Result<T>) -> Option<T> {
        let records = self.records.as_mut()?;
        let done = work(records);
        let was_damaged = records.was_damaged();
        let done = match done {
            Ok(done) => Some(done),
            Err(error) => {
                let fault = match records.recover(error) {
                    Ok(fault) => fault,
                    Err(fault) => {
                        self.records = None;
                        fault
                    }
                };
                if matches!(fault, Fault::Broken(_)) {
                    self.begin_anew();
                }
                self.locked = matches!(fault, Fault::Busy);
                self.say(&fault);
                None
            }
        };
        if was_damaged {
            self.say(&Fault::Damaged);
        }
        done
    }

    /// What was known stood in the file that was broken.
    fn begin_anew(&mut self) {
        self.taken.clear();
        self.left.clear();
        if let Some(reading) = &mut self.reading {
            (reading.id, reading.kept, reading.changed) = (None, false, true);
        }
    }

    /// The settings that were changed on earlier visits.
    pub(super) fn settings(&mut self) -> Vec<SavedSetting> {
        self.with(|records| records.settings()).unwrap_or_default()
    }

    /// An article is opened: what is known of it is answered, and it is kept. Whether everything has been written.
    pub(super) fn turn(&mut self, opened: &Opened, answer: Answer) -> bool {
        let is_newer = self.reading.as_ref().is_some_and(|reading| reading.at == opened.at);
        let written = if is_newer { self.write() } else { self.leave() };
        let before = self
            .reading
            .take()
            .filter(|before| is_newer && !before.more && !opened.more);
        if self.records.is_none() || opened.article.blocks().is_empty() {
            answer(Arc::default());
            return written;
        }
        let prints = fingerprints(&opened.article);
        let unseen = match &before {
            Some(before) => before.arrived(&prints),
            None => vec![false; prints.len()],
        };
        if let Some(before) = before.filter(|before| before.prints != prints) {
            self.left_by_reading_again(before);
        }
        let mut reading = CurrentArticle {
            at: opened.at,
            read: vec![false; prints.len()],
            unseen,
            article: Arc::clone(&opened.article),
            prints,
            origin: opened.origin.clone(),
            more: opened.more,
            versions_of: None,
            id: None,
            pending: PendingChanges::default(),
            changed: false,
            kept: false,
        };
        let recalled = self.recall(&mut reading).unwrap_or_default();
        for &block in &recalled.read {
            reading.mark(block, true);
        }
        answer(Arc::new(recalled));
        // It is kept when something is done with it: what lay behind the list of articles has not been opened.
        self.reading = Some(reading);
        written
    }

    /// The whole of an article has been read again and is another now: on a first visit, what is new is new since the
    /// version before.
    fn left_by_reading_again(&mut self, mut before: CurrentArticle) {
        if before.id.is_none() {
            self.insert(&mut before);
        }
        let Some(id) = before.id else { return };
        let is_compared = self.left.iter().any(|(known, left)| *known == id && left.is_known());
        if is_compared {
            return;
        }
        if let Some(left) = self.with(|records| records.left(id)) {
            self.left.retain(|(known, _)| *known != id);
            self.keep_left(id, Arc::new(left));
        }
    }

    /// Finds the article in the store, and what is known of it.
    fn recall(&mut self, reading: &mut CurrentArticle) -> Option<Recalled> {
        let taken = self.taken_by_others(reading.at);
        // A newer version of the article that is read is that article, however little they have in common.
        let known = self.taken.iter().find(|&(_, &at)| at == reading.at).map(|(&id, _)| id);
        let open = reading.open();
        let id = match known {
            Some(id) => Some(id),
            None => self.with(|records| records.find(open, &taken))?,
        };
        reading.id = id;
        let left = match id {
            Some(id) => {
                self.taken.insert(id, reading.at);
                Some(self.left(id)?)
            }
            None => None,
        };
        let open = reading.open();
        let found = id.zip(left.as_deref());
        self.with(|records| records.recall(open, found, now()))
    }

    /// What is open in this reader as another article.
    fn taken_by_others(&self, at: usize) -> FxHashSet<Id> {
        let others = self.taken.iter().filter(|&(_, &other)| other != at);
        others.map(|(&id, _)| id).collect()
    }

    /// How an article was left before this visit; nothing of one that was opened for the first time on it.
    fn left(&mut self, id: Id) -> Option<Arc<LastVisit>> {
        if let Some((_, left)) = self.left.iter().find(|(known, _)| *known == id) {
            return Some(Arc::clone(left));
        }
        let left = Arc::new(self.with(|records| records.left(id))?);
        self.keep_left(id, Arc::clone(&left));
        Some(left)
    }

    fn keep_left(&mut self, id: Id, left: Arc<LastVisit>) {
        self.left.push_back((id, left));
        let bytes = |(_, left): &(Id, Arc<LastVisit>)| left.bytes();
        while self.left.len() > 1 && self.left.iter().map(bytes).sum::<usize>() > LEFT_BYTES {
            self.left.pop_front();
        }
    }

    fn insert(&mut self, reading: &mut CurrentArticle) {
        if !self.is_writable() {
            return;
        }
        let taken = self.taken_by_others(reading.at);
        let Some((id, kept)) = self.with(|records| records.insert(reading.open(), &taken, now())) else {
            return;
        };
        (reading.id, reading.kept) = (Some(id), kept);
        self.taken.insert(id, reading.at);
        self.keep_left(id, Arc::default());
        if self.until_bound == 0 {
            self.until_bound = BOUND_AFTER;
            self.with(|records| records.bound(StoreLimits::default()));
        }
        self.until_bound -= 1;
    }

    /// Takes in what has changed.
    pub(super) fn change(&mut self, at: usize, change: Change) {
        let Some(reading) = self.reading.as_mut().filter(|reading| reading.at == at) else {
            return;
        };
        let Change {
            position,
            marked,
            marks,
            alone,
        } = change;
        if alone && reading.origin.lasts && reading.versions_of.is_none() {
            reading.versions_of = Some(reading.origin.name.clone());
        }
        for stretch in &marked {
            for block in stretch.first.0..=stretch.last.0 {
                reading.mark(BlockId(block), stretch.read);
            }
        }
        let pending = &mut reading.pending;
        pending.position = position.or(pending.position);
        pending.marks = marks.or(pending.marks.take());
        pending.marked.extend(marked);
        reading.changed = true;
    }

    /// Keeps a version of a source that is followed.
    pub(super) fn keep_version(&mut self, source: String, article: &Article) {
        if self.is_writable() {
            self.with(|records| records.keep_version(&source, article, now()));
        }
        self.followed.insert(source);
    }

    /// Takes in settings that have changed.
    pub(super) fn set(&mut self, settings: Vec<(String, Option<SavedSetting>)>) {
        self.settings.extend(settings);
    }

    /// Whether something could not be written because another program has locked the file.
    pub(super) fn is_locked_out(&self) -> bool {
        self.locked && self.is_unwritten()
    }

    fn is_unwritten(&self) -> bool {
        let is_changed = |reading: &CurrentArticle| reading.changed && !reading.more;
        !self.settings.is_empty() || self.reading.as_ref().is_some_and(is_changed)
    }

    /// Writes what has changed. Whether everything has been written, or there is nothing to write it to.
    pub(super) fn write(&mut self) -> bool {
        if !self.is_unwritten() {
            return true;
        }
        if !self.is_writable() {
            return !self.is_temporary;
        }
        let settings = std::mem::take(&mut self.settings);
        if !settings.is_empty() && self.with(|records| records.set(&settings)).is_none() {
            self.settings = settings;
        }
        let Some(mut reading) = self.reading.take() else {
            return self.settings.is_empty() || self.records.is_none();
        };
        if reading.changed && !reading.more {
            self.write_reading(&mut reading);
        }
        self.reading = Some(reading);
        !self.is_unwritten() || self.records.is_none()
    }

    fn write_reading(&mut self, reading: &mut CurrentArticle) {
        let was_kept = reading.kept;
        // Somebody may have cleared the history: what is read from now on is kept anew.
        for _ in 0..2 {
            if reading.id.is_none() {
                self.insert(reading);
            }
            let Some(id) = reading.id else { return };
            reading.pending.version = !reading.kept;
            let there = self.with(|records| records.write(id, reading.open(), &reading.pending, now()));
            match there {
                None => return,
                Some(true) => break,
                Some(false) => {
                    self.taken.remove(&id);
                    (reading.id, reading.kept) = (None, false);
                }
            }
        }
        let versions_of = reading.versions_of.as_ref().filter(|_| !was_kept);
        if let Some(name) = versions_of.filter(|name| !self.followed.contains(*name)) {
            self.with(|records| records.keep_version(name, &reading.article, now()));
        }
        (reading.changed, reading.kept) = (false, true);
        reading.pending = PendingChanges {
            bytes_read: reading.pending.bytes_read,
            ..PendingChanges::default()
        };
    }

    /// The article is left, for another or for good: of one that has not been read to its end, what there is is kept,
    /// unless more of it is kept already.
    pub(super) fn leave(&mut self) -> bool {
        if let Some(mut reading) = self.reading.take() {
            if reading.more {
                let known = reading.id.and_then(|id| self.with(|records| records.version(id)));
                let blocks = known.flatten().map_or(0, |(version, _)| version.fingerprints.len());
                reading.more = blocks > reading.prints.len();
            }
            self.reading = Some(reading);
        }
        self.write()
    }
}
