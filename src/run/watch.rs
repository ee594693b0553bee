//! Notices when the user's settings change on the disk, and reads them again.
//!
//! The system reports changes (inotify, kqueue), so nothing is polled. Folders are watched rather than files, because
//! editors write a new file and rename it.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::files::{self, Files};
use super::settings::Setup;
use super::{Event, panics};
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
