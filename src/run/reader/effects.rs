//! Carries out effects: what `app` asks of the world.

use std::io;
use std::sync::Arc;

use super::World;
use crate::app::{App, CopyForm, Effect, Message, Notice};
use crate::article::{Article, BlockId, Excerpt};
use crate::run::editor::{self, Edited, Job};
use crate::run::follow::Watcher;
use crate::run::services::{ComparisonRequest, Finding, SearchRequest, Typed, VersionRequest};
use crate::run::settings::Setup;
use crate::run::source::Source;
use crate::run::{files, open, opening, saving, signals, surroundings, taking, terminal};
use crate::settings::Appearance;

/// The longest text put on the clipboard, in bytes. Terminals drop longer ones or hang; none reports it.
const CLIPBOARD: usize = 1 << 20;

impl World<'_> {
    pub(super) fn perform(&mut self, effect: Effect) -> Option<Message> {
        let done = match effect {
            Effect::Quit => {
                self.quit = true;
                Ok(())
            }
            Effect::Suspend => signals::suspend(),
            Effect::Copy(text) if text.len() > CLIPBOARD => {
                let words = format!(
                    "Too long for the clipboard: {} MB, and terminals take 1",
                    text.len() >> 20
                );
                return Some(Message::Notice(Notice::Failed(words)));
            }
            Effect::Copy(text) => self.terminal.copy(&text),
            Effect::Open(target) => return open::open(target, &self.events),
            Effect::Mouse(on) => self.terminal.mouse(on),
            Effect::Redraw => {
                self.terminal.forget();
                // Its colours may be others since.
                self.asked = false;
                Ok(())
            }
            Effect::Search {
                request,
                pattern,
                article,
            } => self.services.search.ask(SearchRequest {
                request,
                pattern,
                article,
            }),
            Effect::StopSearch => {
                self.services.search.cancel();
                Ok(())
            }
            Effect::Find {
                request,
                words,
                at,
                article,
            } => self.services.find.ask(Finding {
                request,
                words,
                at,
                article,
            }),
            Effect::StopFinding => {
                self.services.find.cancel();
                Ok(())
            }
            Effect::Rank(ranking) => self.services.rank.ask(ranking),
            Effect::StopRanking => {
                self.services.rank.cancel();
                Ok(())
            }
            Effect::Compare { request, at, article } => {
                self.services.compare.ask(ComparisonRequest::new(request, at, article))
            }
            Effect::Count { numbers } => self.services.count.ask(numbers),
            Effect::Turn { to, whole } => self.loader.turn(to, whole),
            Effect::Take { excerpt, form } => return Some(self.copy_as(&excerpt, form)),
            Effect::Write(writing) => saving::start(writing, self.events.clone()).map(|save| self.saves.push(save)),
            Effect::OpenFiles { paths, at, article } => {
                self.loader.keep(at, article);
                opening::start(
                    paths,
                    self.client.clone(),
                    Arc::clone(&self.library),
                    self.events.clone(),
                )
            }
            Effect::ListVersions { request, number } => return self.versions(request, number, None),
            Effect::CompareVersions { request, number, of } => return self.versions(request, number, Some(of)),
            Effect::OpenVersion { number, version } => opening::version(
                self.library.versions_of(number),
                version,
                Arc::clone(&self.library),
                self.events.clone(),
            ),
            Effect::StopFetching => {
                self.client.stop();
                Ok(())
            }
            Effect::FindFiles { request, typed } => self.services.complete.ask(Typed { request, typed }),
            Effect::Edit { number, article, at } => self.lend(number, article, at),
            Effect::Alert { how, words } => self.terminal.alert(how, &words),
            Effect::Follow { number, on, article } => return self.follow(number, on, article),
            Effect::Older { number, article } => return self.older(number, article),
            Effect::Reload { number, article } => return self.reload(number, article),
        };
        done.err()
            .map(|error| Message::Notice(Notice::Failed(error.to_string())))
    }

    /// Lists the versions of an article that were seen, or compares two of them.
    fn versions(&mut self, request: u64, number: usize, of: Option<(u32, u32)>) -> Option<Message> {
        if self.recorder.is_none() {
            let found = Err("Versions are not kept on this visit".to_owned());
            return Some(Message::Versions { request, found });
        }
        let asked = VersionRequest {
            request,
            name: self.library.versions_of(number),
            of,
        };
        let error = self.services.versions.ask(asked).err()?;
        Some(Message::Notice(Notice::Failed(error.to_string())))
    }

    /// Follows an article, or stops following it.
    fn follow(&mut self, number: usize, on: bool, article: Option<Arc<Article>>) -> Option<Message> {
        let is_piped = self.library.is_piped(number);
        self.loader.follow_pipe(on && is_piped);
        if on && !is_piped && !self.watches(number) {
            let Some(source) = self.library.followed(number) else {
                let words = "Only a file or an address of its own can be followed";
                return Some(Message::Notice(Notice::Failed(words.to_owned())));
            };
            if let Err(words) = self.watch(source, number, article) {
                return Some(words);
            }
        }
        if let Some(watcher) = &mut self.watcher {
            watcher.follow(on);
        }
        None
    }

    /// Reads an article again.
    fn reload(&mut self, number: usize, article: Arc<Article>) -> Option<Message> {
        let done = if self.watches(number) {
            self.watcher.iter().for_each(Watcher::reload);
            Ok(())
        } else if self.library.can_renew(number) {
            self.loader.again(number, article)
        } else {
            Err(io::Error::other(
                "Only a file or an address with no other article in it can be read again",
            ))
        };
        let error = done.err()?;
        Some(Message::Notice(Notice::Failed(error.to_string())))
    }

    /// Asks for older posts.
    fn older(&mut self, number: usize, article: Option<Arc<Article>>) -> Option<Message> {
        if !self.watches(number) {
            let source = self.library.followed(number)?;
            if let Err(words) = self.watch(source, number, article) {
                return Some(words);
            }
        }
        self.watcher.iter().for_each(Watcher::older);
        None
    }

    /// Whether there is a thread that knows what has come of an article.
    fn watches(&self, number: usize) -> bool {
        self.watcher.as_ref().is_some_and(|watcher| watcher.number() == number)
    }

    fn watch(&mut self, source: Source, number: usize, article: Option<Arc<Article>>) -> Result<(), Message> {
        let watcher = Watcher::start(source, self.follow, (number, article), self.events.clone());
        let told = |error: io::Error| Message::Notice(Notice::Failed(error.to_string()));
        self.watcher = Some(watcher.map_err(told)?);
        Ok(())
    }

    /// Copies passages in another form than text.
    pub(super) fn copy_as(&mut self, excerpt: &Excerpt, form: CopyForm) -> Message {
        let (text, said) = taking::made(excerpt, form);
        Message::Notice(match self.terminal.copy(&text) {
            Ok(()) => Notice::Done(said),
            Err(error) => Notice::Failed(error.to_string()),
        })
    }

    /// Gives the terminal to the reader's editor.
    pub(super) fn lend(&mut self, number: usize, article: Arc<Article>, at: BlockId) -> io::Result<()> {
        let Some(gate) = self.gate.as_mut().filter(|_| self.lent.is_none()) else {
            return Ok(());
        };
        terminal::give_back();
        self.lent = Some(gate.park()?);
        terminal::lend(true);
        let job = Job {
            number,
            article,
            at,
            library: Arc::clone(&self.library),
        };
        editor::start(job, self.events.clone())
    }

    /// The editor has ended: the terminal is ours again, and what it has changed is read.
    pub(super) fn take_back(&mut self, app: &mut App, edited: Edited) -> io::Result<()> {
        terminal::lend(false);
        self.lent = None;
        self.terminal.enter()?;
        self.update(app, Message::Resumed);
        match edited.changed {
            // Meanwhile nothing else could be turned to.
            Ok(true) => self
                .loader
                .again(edited.number, Arc::clone(&app.state.document.article))?,
            Ok(false) => {}
            Err(words) => self.update(app, Message::Notice(Notice::Failed(words))),
        }
        Ok(())
    }

    /// What has been begun is brought to its end, so that no file is lost that was to be written.
    pub(super) fn end(&mut self) {
        if self.saves.iter().any(|save| !save.is_finished()) {
            terminal::give_back();
        }
        for save in self.saves.drain(..) {
            // A panic in it has been reported.
            let _ = save.join();
        }
    }

    /// Asks the terminal for its background where that decides something, and where an answer is to be expected or is
    /// wanted whatever it takes.
    pub(super) fn ask(&mut self, app: &App) -> io::Result<()> {
        let settings = &app.state.session.settings;
        let themes = &app.state.session.configured.themes;
        let is_known = |name: &str| themes.iter().any(|theme| theme == name);
        let matters = !settings.theme.name().is_some_and(is_known);
        let may = match settings.appearance {
            Appearance::Ask => true,
            Appearance::Automatic => surroundings::answers(),
            Appearance::Light | Appearance::Dark => false,
        };
        if self.asked || !matters || !may {
            return Ok(());
        }
        self.asked = true;
        self.terminal.ask()
    }

    /// Takes settings that have been read again. If anything is wrong with the configuration, the old one holds.
    pub(super) fn configure(&mut self, app: &mut App, setup: Result<Box<Setup>, String>) {
        let wrong = match setup {
            Ok(setup) if setup.faults.is_empty() => {
                let setup = self.themes.configure(*setup);
                if let Some(recorder) = &mut self.recorder {
                    recorder.configure(&setup.from_file);
                }
                self.faults.clone_from(&setup.theme_faults);
                self.update(app, Message::Configured(Box::new(setup.configured())));
                self.faults.first().map(|fault| files::short(fault).to_owned())
            }
            Ok(setup) => {
                *self.faults = setup.all_faults();
                let first = self.faults.first();
                first.map(|fault| format!("Settings unchanged: {}", files::short(fault)))
            }
            Err(words) => Some(format!("Settings unchanged: {words}")),
        };
        if let Some(wrong) = wrong {
            self.update(app, Message::Notice(Notice::Failed(wrong)));
        }
    }
}
