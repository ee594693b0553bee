//! Notices when the user's settings change on the disk, and reads them again; and when an article's file does.
//!
//! The system reports changes (inotify, kqueue), so nothing is polled. Folders are watched rather than files, because
//! editors write a new file and rename it.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::files::{self, Files};
use super::library::Library;
use super::settings::Setup;
use super::source::{Source, Stamp};
use super::{Event, panics};
use crate::app::Message;
use crate::cli::Options;

/// How long a file must be left alone before it is read: editors write in several steps, the first of which may leave it
/// empty.
const SETTLED: Duration = Duration::from_millis(100);

/// Starts the thread that sends the settings whenever they differ from `files`. Where the system cannot report changes,
/// there is no such thread.
pub(super) fn watch(options: Options, files: Files, events: Sender<Event>) {
    if files::watched(&options).is_empty() {
        return;
    }
    let tell = events.clone();
    let watch = move || {
        super::step_back();
        let (changes, queue) = mpsc::channel();
        let tell = move |change: notify::Result<notify::Event>| {
            // Reading a file is not a change. If it counted, reading the settings would cause the next reading.
            if change.is_ok_and(|change| !matches!(change.kind, EventKind::Access(_))) {
                let _ = changes.send(());
            }
        };
        if let Ok(watcher) = notify::recommended_watcher(tell) {
            Watched {
                watcher,
                folders: BTreeSet::new(),
                options,
                files,
            }
            .run(&queue, &events);
        }
    };
    // Without the thread, changes are not noticed, and that is all.
    let _ = panics::spawn("settings", watch, move |bug| {
        let words = format!("changes of the settings are not noticed any more: {bug}");
        let _ = tell.send(Event::Configured(Err(words)));
    });
}

struct Watched {
    watcher: RecommendedWatcher,
    folders: BTreeSet<PathBuf>,
    options: Options,
    /// As last read.
    files: Files,
}

impl Watched {
    fn run(mut self, queue: &Receiver<()>, events: &Sender<Event>) {
        loop {
            let news = self.watch_folders();
            // What happened in a folder before it was watched has not been reported.
            if !news && queue.recv().is_err() {
                return;
            }
            while let Ok(()) = queue.recv_timeout(SETTLED) {}
            if let Err(RecvTimeoutError::Disconnected) = queue.recv_timeout(Duration::ZERO) {
                return;
            }
            if !self.read(events) {
                return;
            }
        }
    }

    /// Watches the folders that exist now. Returns whether there are new ones.
    fn watch_folders(&mut self) -> bool {
        let wanted: BTreeSet<PathBuf> = files::watched(&self.options).into_iter().collect();
        for gone in self.folders.difference(&wanted) {
            let _ = self.watcher.unwatch(gone);
        }
        let mut news = false;
        for folder in wanted.difference(&self.folders) {
            news |= self.watcher.watch(folder, RecursiveMode::NonRecursive).is_ok();
        }
        self.folders = wanted;
        news
    }

    /// Reads the settings, and sends them if they have changed. Returns whether the loop still runs.
    fn read(&mut self, events: &Sender<Event>) -> bool {
        let setup = match Files::read(&self.options) {
            Ok(files) if files == self.files => return true,
            Ok(files) => {
                let setup = Setup::of(&self.options, &files);
                self.files = files;
                setup
            }
            Err(error) => Err(error),
        };
        let setup = setup.map(Box::new).map_err(|error| error.to_string());
        events.send(Event::Configured(setup)).is_ok()
    }
}

/// An article's file that is watched, as long as this is kept.
pub(super) struct WatchedFile {
    number: usize,
    changes: Sender<FileNews>,
}

/// What the thread that watches a file is told.
enum FileNews {
    /// Something has happened in its folder.
    Change,
    /// It is not watched any more.
    End,
}

impl Drop for WatchedFile {
    fn drop(&mut self) {
        let _ = self.changes.send(FileNews::End);
    }
}

impl WatchedFile {
    /// Starts the thread that tells of changes to the file of an article, if that is a file of its own. Where the system
    /// cannot report changes, there are none.
    pub(super) fn new(number: usize, library: &Arc<Library>, events: &Sender<Event>) -> Self {
        let (library, events) = (Arc::clone(library), events.clone());
        let (changes, queue) = mpsc::channel();
        let reports = changes.clone();
        let watch = move || {
            super::step_back();
            let Some(Source::File(path)) = library.followed(number) else {
                return;
            };
            let mut stamp = Stamp::of_path(&path);
            let tell = move |change: notify::Result<notify::Event>| {
                if change.is_ok_and(|change| !matches!(change.kind, EventKind::Access(_))) {
                    let _ = reports.send(FileNews::Change);
                }
            };
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            let folder = folder.unwrap_or(std::path::Path::new("."));
            let Ok(mut watcher) = notify::recommended_watcher(tell) else {
                return;
            };
            if watcher.watch(folder, RecursiveMode::NonRecursive).is_err() {
                return;
            }
            while let Ok(FileNews::Change) = queue.recv() {
                loop {
                    match queue.recv_timeout(SETTLED) {
                        Ok(FileNews::Change) => {}
                        Ok(FileNews::End) => return,
                        Err(_) => break,
                    }
                }
                let now = Stamp::of_path(&path);
                // A file that is gone for a moment is being replaced.
                if now.is_none() || now == stamp {
                    continue;
                }
                stamp = now;
                if events.send(Event::App(Message::FileChanged(number))).is_err() {
                    return;
                }
            }
        };
        // Without the thread, changes are not noticed, and that is all.
        let _ = panics::spawn("file", watch, drop);
        Self { number, changes }
    }

    /// Which article it is.
    pub(super) fn number(&self) -> usize {
        self.number
    }
}
