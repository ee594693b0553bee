//! The loop: messages in, state changed, effects carried out, a frame drawn when the queue is empty.
//!
//! Nothing happens while nothing comes: the loop sleeps on its channel.

mod effects;
mod first;

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::backlog::Backlog;
use super::files::{self, Files};
use super::follow::Watcher;
use super::input::{Gate, Parked};
use super::known::Known;
use super::library::{self, Library};
use super::loading::Loader;
use super::recorder::Recorder;
use super::services::Services;
use super::settings::Setup;
use super::source::{Client, FetchOptions, Source, Stream, preprocessor};
use super::store::{self, Store};
use super::terminal::{self, Terminal};
use super::themes::Themes;
use super::{Error, Event, Loaded, input, panics, signals, watch};
use crate::app::session::catalogue::Listed;
use crate::app::{self, App, Message, Notice};
use crate::cli::{self, Options};
use crate::view;
use first::{First, first_version, read_ahead};

/// How long the first frame waits at most for what the store knows of the article, so that it opens where the user left
/// it. The answer takes two or three milliseconds, ten on a busy machine; a later one comes as a message.
const RECALLED: Duration = Duration::from_millis(25);
/// How long the screen may stand still while much that has come is taken in.
const FRAME: Duration = Duration::from_millis(40);
/// How long the store may take to answer with the settings it has. A few milliseconds are usual, and a sleeping disk is no
/// reason to show nothing.
const SETTINGS: Duration = Duration::from_millis(100);

/// Lets what opens files and pages know of the settings.
fn use_settings(client: &Client, settings: &crate::app::Settings) {
    client.set(FetchOptions::of(settings));
    preprocessor::set(settings.preprocessor.command());
}

/// Opens the reader on the first article of the sources and stays in it until the reader quits. What is wrong with the
/// settings in the end is left in `faults`.
pub(super) fn read(
    sources: Vec<Source>,
    client: &Client,
    options: &Options,
    faults: &mut Vec<String>,
) -> Result<(), Error> {
    // Before any thread is started, so that only the waiting thread takes them.
    signals::hold().map_err(Error::Terminal)?;
    let (events, queue) = mpsc::channel();
    let store = store_of(options, &events);
    let files = Files::read(options)?;
    let mut setup = Setup::of(options, &files)?;
    *faults = setup.all_faults();
    preprocessor::set(setup.settings.preprocessor.command());
    let remark = faults.first().map(|fault| files::short(fault).to_owned());
    signals::watch(events.clone(), store.as_ref().map(Store::writer)).map_err(Error::Terminal)?;
    let keys = input::terminal().map_err(|_| Error::NoTerminal)?;
    let first = sources.first().ok_or_else(|| Error::Other("nothing to read".into()))?;
    let several = sources.len() > 1;
    // The screen is there before the network is asked.
    let is_page = matches!(first, Source::Web(_));
    let mut stream = match first.folder() {
        Some(_) => None,
        None if is_page => None,
        None => match Stream::open(first).and_then(read_ahead) {
            Ok(stream) => Some(stream),
            // Its line in the list says why.
            Err(_) if several => None,
            Err(error) => return Err(Error::source(first, &error)),
        },
    };
    // It is there, and cannot fail.
    let part = stream.as_mut().and_then(|stream| stream.first_part().ok().flatten());
    let listed = panics::catch(|| part.map(|(part, is_whole)| library::listed(part, is_whole, first)));
    // What is wrong with it is told when the list is made.
    let listed = listed.ok().flatten().unwrap_or_default();
    let First { loaded, wrong } = match part {
        Some((part, is_whole)) => first_version(part, is_whole, first, several)?,
        // It is still to come.
        None => First {
            loaded: Loaded {
                more: stream.is_some() || is_page,
                ..Loaded::default()
            },
            wrong: None,
        },
    };
    let absent = stream.is_none() && !is_page;
    let choose = (several || absent || listed.len() > 1).then_some(Message::Choose { absent });
    // The store has been opened meanwhile.
    let keeps_settings = options.config != cli::Config::None;
    let kept = store
        .as_ref()
        .filter(|_| keeps_settings)
        .map(|store| store.settings(SETTINGS));
    let by_hand = setup.lay_over(&kept.unwrap_or_default());
    use_settings(client, &by_hand);
    if is_page {
        stream = Some(Stream::open(first).map_err(|error| Error::source(first, &error))?);
    }

    let size = Terminal::size().map_err(Error::Terminal)?;
    let mut app = App::new(loaded.article.clone(), setup.configured(), by_hand, size);
    let library = Arc::new(Library::new(sources));
    let known = Arc::<Known>::default();
    let recorder = store.map(|store| {
        let (library, settings) = (Arc::clone(&library), app.state.session.settings.clone());
        let configured = keeps_settings.then(|| setup.from_file.clone());
        Recorder::new(store, library, events.clone(), settings, configured)
    });
    let mut world = World {
        themes: Themes::new(setup.themes),
        loader: Loader::new(Arc::clone(&library), Arc::clone(&known), events.clone()),
        services: Services::new(&library, known, &events),
        terminal: Terminal::take(app.state.session.settings.mouse).map_err(Error::Terminal)?,
        frame: Buffer::default(),
        events: events.clone(),
        shown: None,
        away: false,
        recorder,
        asked: false,
        library: Arc::clone(&library),
        gate: None,
        lent: None,
        saves: Vec::new(),
        watcher: None,
        watched: None,
        follow: options.follow.unwrap_or_default(),
        quit: false,
        client: client.clone(),
        faults,
    };
    let more = loaded.more;
    world.begin(&mut app, loaded, listed, choose);
    if let Some(remark) = remark.or(wrong) {
        world.update(&mut app, Message::Notice(Notice::Failed(remark)));
    }
    world.recall(&mut app, &queue).map_err(Error::Terminal)?;
    world.draw(&mut app).map_err(Error::Terminal)?;
    world.gate = Some(input::watch(keys, events.clone()).map_err(Error::Terminal)?);
    if more {
        world.loader.first().map_err(Error::Terminal)?;
    }
    watch::watch(options.clone(), files, events.clone());
    let previews = world.loader.previews();
    library::index(Arc::clone(&library), stream, previews, events).map_err(Error::Terminal)?;
    if options.follow.is_some() {
        world.update(&mut app, Message::Follow);
    }
    let run = world.run(&mut app, &queue).map_err(Error::Terminal);
    world.end();
    run?;
    drop(world);
    library.nothing_read().map_or(Ok(()), |words| Err(Error::Other(words)))
}

/// The store, unless nothing is to be kept, or the platform has no place for it.
fn store_of(options: &Options, events: &Sender<Event>) -> Option<Store> {
    let path = store::path().filter(|_| !options.no_state)?;
    let events = events.clone();
    let tell = move |words| {
        // If nobody listens any more, this ends with the program.
        let _ = events.send(Event::App(Message::Notice(Notice::Failed(words))));
    };
    Store::start(path, tell).ok()
}

/// What effects are carried out on.
struct World<'f> {
    themes: Themes,
    services: Services,
    loader: Loader,
    terminal: Terminal,
    /// Where the screen is drawn before it is shown. Each time all of it.
    frame: Buffer,
    /// For what is done outside to say how it went.
    events: Sender<Event>,
    /// Since when the page has been on the screen; none while the terminal is not ours.
    shown: Option<Instant>,
    /// Whether we were asked to stop and have not gone on.
    away: bool,
    /// Dropped after the terminal has been given back: it may have to wait for the disk.
    recorder: Option<Recorder>,
    /// Whether the terminal has been asked for its background.
    asked: bool,
    library: Arc<Library>,
    /// Asks for what is on the web.
    client: Client,
    /// The way to keep the terminal from being read; as soon as it is read.
    gate: Option<Gate>,
    /// Keeps the terminal from being read while another program has it.
    lent: Option<Parked>,
    /// Files that are being written.
    saves: Vec<JoinHandle<()>>,
    /// What follows the article, and how.
    watcher: Option<Watcher>,
    /// The file of the open article, while it is read again whenever it changes.
    watched: Option<watch::WatchedFile>,
    follow: cli::Follow,
    /// What is wrong with the settings.
    faults: &'f mut Vec<String>,
    /// Whether to end when the messages at hand have been taken in.
    quit: bool,
}

impl World<'_> {
    /// Opens the reader's mind with what can be shown at once, and the list where there are several to choose from.
    fn begin(&mut self, app: &mut App, loaded: Loaded, listed: Vec<Listed>, choose: Option<Message>) {
        let Loaded {
            article, folding, more, ..
        } = loaded;
        let version = Message::Article {
            article: article.clone(),
            more,
        };
        self.update(app, version);
        self.update(app, Message::Folding { article, folding });
        let (from, articles) = (0, listed);
        self.update(app, Message::Listed { from, articles });
        if let Some(choose) = choose {
            // Nothing is known yet to be all there is.
            let (articles, all) = (1, false);
            self.update(app, Message::Known { articles, all });
            self.update(app, choose);
        }
    }

    fn run(&mut self, app: &mut App, queue: &Receiver<Event>) -> io::Result<()> {
        let mut backlog = Backlog::default();
        while let Ok(event) = queue.recv() {
            let mut drawn = Instant::now();
            backlog.extend(app, [event]);
            while let Some(event) = backlog.next() {
                self.tell_seen(app);
                self.take(app, event)?;
                backlog.extend(app, queue.try_iter());
                if self.quit {
                    return Ok(());
                }
                if drawn.elapsed() >= FRAME {
                    self.draw(app)?;
                    backlog.look_ahead(app);
                    drawn = Instant::now();
                }
            }
            self.draw(app)?;
        }
        Ok(())
    }

    /// Says how long the page stood, before what has come ends that. Nothing wakes us for it.
    fn tell_seen(&mut self, app: &mut App) {
        if let Some(since) = self.shown.take() {
            let millis = u32::try_from(since.elapsed().as_millis()).unwrap_or(u32::MAX);
            self.update(app, Message::Seen { millis });
        }
    }

    fn take(&mut self, app: &mut App, event: Event) -> io::Result<()> {
        match event {
            Event::App(message) => {
                // For the test that a panic gives the terminal back; not in a release.
                assert!(
                    !(cfg!(debug_assertions)
                        && matches!(message, Message::Key(_))
                        && std::env::var_os("DATELINE_PANIC_ON_KEY").is_some()),
                    "a panic was asked for"
                );
                self.update(app, message);
            }
            // What was to be read before another article was asked for is wanted no more.
            Event::Loaded(ticket, message) if self.loader.is_newest(ticket) => self.update(app, message),
            // The frame asks for the size.
            Event::Loaded(..) | Event::Resized => {}
            Event::Suspend(ready) => {
                self.away = true;
                terminal::give_back();
                if let Some(recorder) = &self.recorder {
                    recorder.write();
                }
                // The waiting thread is there as long as the program is.
                let _ = ready.send(());
            }
            // The terminal is another program's, which was stopped and goes on like us.
            Event::Continued if self.lent.is_some() => {}
            Event::Continued => {
                self.away = false;
                self.terminal.enter()?;
                self.update(app, Message::Resumed);
            }
            Event::Answered(number, article) => {
                if let Some(recorder) = &self.recorder {
                    recorder.answered(number, article);
                }
            }
            Event::Edited(edited) => self.take_back(app, edited)?,
            Event::Configured(setup) => self.configure(app, setup),
            Event::TerminalGone => self.quit = true,
        }
        Ok(())
    }

    /// Waits a moment for what is known of the article.
    fn recall(&mut self, app: &mut App, queue: &Receiver<Event>) -> io::Result<()> {
        let until = Instant::now() + RECALLED;
        while self.recorder.as_ref().is_some_and(Recorder::is_waiting) {
            match queue.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(event) => self.take(app, event)?,
                Err(_) => break,
            }
        }
        Ok(())
    }

    /// Has the file of the open article watched, if it is to be read again when it changes and is not followed anyway.
    fn keep_watch(&mut self, app: &App) {
        let session = &app.state.session;
        // What was turned away from is read anew when it is turned to.
        self.watcher = self
            .watcher
            .take()
            .filter(|watcher| watcher.number() == session.library.at);
        let wanted = session.settings.auto_reload && !self.watcher.as_ref().is_some_and(Watcher::follows);
        let number = wanted.then_some(session.library.at);
        if self.watched.as_ref().map(watch::WatchedFile::number) != number {
            self.watched = number.map(|number| watch::WatchedFile::new(number, &self.library, &self.events));
        }
    }

    fn update(&mut self, app: &mut App, message: Message) {
        let is_recalled = matches!(message, Message::Recalled { .. });
        let mut effects = app::update(app, message);
        if !effects.is_empty() {
            use_settings(&self.client, &app.state.session.settings);
        }
        self.keep_watch(app);
        if let Some(recorder) = self.recorder.as_mut().filter(|_| is_recalled) {
            recorder.recalled(&app.state);
        }
        // Carrying out an effect may have something to say, which may have effects of its own.
        while !effects.is_empty() {
            let said: Vec<Message> = effects.drain(..).filter_map(|effect| self.perform(effect)).collect();
            for message in said {
                effects.extend(app::update(app, message));
            }
        }
        if let Some(recorder) = &mut self.recorder {
            recorder.look(&app.state);
        }
    }

    fn draw(&mut self, app: &mut App) -> io::Result<()> {
        if self.lent.is_some() {
            return Ok(());
        }
        let size = Terminal::size()?;
        if size != app.state.session.size {
            self.update(app, Message::Resize(size));
        }
        let area = Rect::new(0, 0, size.width, size.height);
        if self.frame.area != area {
            self.frame = Buffer::empty(area);
        }
        let theme = self.themes.theme(app);
        view::view(app, theme).render(area, &mut self.frame);
        self.terminal
            .draw(&self.frame, app.state.areas().prose, view::caret(app, theme))?;
        self.terminal.title(app.state.title())?;
        self.shown = (!self.away).then(Instant::now);
        self.ask(app)
    }
}
