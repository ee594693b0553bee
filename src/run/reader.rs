//! The loop: messages in, state changed, effects carried out, a frame drawn when the queue is empty.
//!
//! Nothing happens while nothing comes: the loop sleeps on its channel.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::backlog::Backlog;
use super::editor::{self, Edited, Job};
use super::files::{self, Files};
use super::input::{Gate, Parked};
use super::known::Known;
use super::library::{self, Library};
use super::loading::{self, Loader};
use super::recorder::Recorder;
use super::services::{Comparison, Filter, Search, Services, Typed};
use super::settings::Setup;
use super::source::{Source, Stream};
use super::store::{self, Store};
use super::terminal::{self, Terminal};
use super::themes::Themes;
use super::{Error, Event, Loaded, input, open, opening, panics, saving, signals, surroundings, taking, watch};
use crate::app::session::catalogue::Listed;
use crate::app::{self, App, CopyForm, Effect, Message, Notice};
use crate::article::{Article, BlockId, Excerpt};
use crate::cli::{self, Options};
use crate::read::corpus::Splitter;
use crate::settings::Appearance;
use crate::view;

/// The longest text put on the clipboard, in bytes. Terminals drop longer ones, or hang on them; none says so.
const CLIPBOARD: usize = 1 << 20;

/// How long the first frame waits at most for what is known of the article, so that it opens where the reader was. It
/// is there after two or three milliseconds, on a machine that is busy after ten; what is not there by then comes as a
/// message.
const RECALLED: Duration = Duration::from_millis(25);
/// How long the screen may stand still while much that has come is taken in.
const FRAME: Duration = Duration::from_millis(40);
/// How long is waited for the settings that are kept: a few milliseconds are usual, and a disk that sleeps is no reason
/// to show nothing.
const SETTINGS: Duration = Duration::from_millis(100);

/// Opens the reader on the first article of the sources and stays in it until the reader quits. What is wrong with the
/// settings in the end is left in `faults`.
pub(super) fn read(sources: Vec<Source>, options: &Options, faults: &mut Vec<String>) -> Result<(), Error> {
    // Before any thread is started, so that only the waiting thread takes them.
    signals::hold().map_err(Error::Terminal)?;
    let (events, queue) = mpsc::channel();
    let store = store_of(options, &events);
    let files = Files::read(options)?;
    let mut setup = Setup::of(options, &files)?;
    *faults = setup.all_faults();
    let remark = faults.first().map(|fault| files::short(fault).to_owned());
    signals::watch(events.clone(), store.as_ref().map(Store::writer)).map_err(Error::Terminal)?;
    let keys = input::terminal().map_err(|_| Error::NoTerminal)?;
    let first = sources.first().ok_or_else(|| Error::Other("nothing to read".into()))?;
    let several = sources.len() > 1;
    let mut stream = match first.folder() {
        Some(_) => None,
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
                more: stream.is_some(),
                ..Loaded::default()
            },
            wrong: None,
        },
    };
    let choose = (several || stream.is_none() || listed.len() > 1).then_some(Message::Choose {
        absent: stream.is_none(),
    });
    // The store has been opened meanwhile.
    let keeps_settings = options.config != cli::Config::None;
    let kept = store
        .as_ref()
        .filter(|_| keeps_settings)
        .map(|store| store.settings(SETTINGS));
    let by_hand = setup.lay_over(&kept.unwrap_or_default());

    let size = Terminal::size().map_err(Error::Terminal)?;
    let mut app = App::new(loaded.article.clone(), setup.configured(), by_hand, size);
    let library = Arc::new(Library::new(sources));
    let known = Arc::<Known>::default();
    let loader = Loader::new(Arc::clone(&library), Arc::clone(&known), events.clone());
    let previews = loader.previews();
    let recorder = store.map(|store| {
        let (library, settings) = (Arc::clone(&library), app.state.session.settings.clone());
        let configured = keeps_settings.then(|| setup.from_file.clone());
        Recorder::new(store, library, events.clone(), settings, configured)
    });
    let mut world = World {
        themes: Themes::new(setup.themes),
        services: Services::new(&library, known, &events),
        loader,
        terminal: Terminal::take(app.state.session.settings.mouse).map_err(Error::Terminal)?,
        events: events.clone(),
        shown: None,
        away: false,
        recorder,
        asked: false,
        library: Arc::clone(&library),
        gate: None,
        lent: None,
        saves: Vec::new(),
        quit: false,
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
    library::index(library, stream, previews, events).map_err(Error::Terminal)?;
    let run = world.run(&mut app, &queue).map_err(Error::Terminal);
    world.end();
    run
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

/// What can be shown at once of the first article.
#[derive(Default)]
struct First {
    loaded: Loaded,
    /// Why there is nothing to show of it, though others may follow.
    wrong: Option<String>,
}

/// Reads the first part, so that what is no text is refused before the screen is taken.
fn read_ahead(mut stream: Stream) -> io::Result<Stream> {
    stream.first_part()?;
    Ok(stream)
}

fn first_version(part: &[u8], is_whole: bool, source: &Source, several: bool) -> Result<First, Error> {
    let mut splitter = Splitter::default();
    let mut pieces = splitter.push(part);
    if is_whole {
        pieces.extend(splitter.finish());
    }
    let shown = |loaded: Loaded| First {
        wrong: loaded.bug.as_ref().map(|bug| format!("finding repeats failed: {bug}")),
        loaded,
    };
    if pieces.is_empty() {
        // A bug in it is told when the whole is read.
        return Ok(shown(loading::load_first_part(part).unwrap_or_else(|_| Loaded {
            more: true,
            ..Loaded::default()
        })));
    }
    let piece = pieces.swap_remove(0);
    let of_many = several || piece.cut.of_many;
    match loading::load_now(piece, source) {
        Ok(loaded) => Ok(shown(loaded)),
        Err(error) if of_many => Ok(First {
            loaded: Loaded::default(),
            wrong: Some(error.to_string()),
        }),
        Err(error) => Err(error),
    }
}

/// What effects are carried out on.
struct World<'f> {
    themes: Themes,
    services: Services,
    loader: Loader,
    terminal: Terminal,
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
    /// The way to keep the terminal from being read; as soon as it is read.
    gate: Option<Gate>,
    /// Keeps the terminal from being read while another program has it.
    lent: Option<Parked>,
    /// Files that are being written.
    saves: Vec<JoinHandle<()>>,
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

    fn update(&mut self, app: &mut App, message: Message) {
        let is_recalled = matches!(message, Message::Recalled { .. });
        let mut effects = app::update(app, message);
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

    fn perform(&mut self, effect: Effect) -> Option<Message> {
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
            } => self.services.search.ask(Search {
                request,
                pattern,
                article,
            }),
            Effect::StopSearch => {
                self.services.search.cancel();
                Ok(())
            }
            Effect::Rank(ranking) => self.services.rank.ask(ranking),
            Effect::StopRanking => {
                self.services.rank.cancel();
                Ok(())
            }
            Effect::Compare { request, at, article } => {
                self.services.compare.ask(Comparison::new(request, at, article))
            }
            Effect::Filter {
                request,
                typed,
                order,
                catalogue,
            } => self.services.filter.ask(Filter {
                request,
                typed,
                order,
                catalogue,
            }),
            Effect::Count { numbers } => self.services.count.ask(numbers),
            Effect::Turn { to, whole } => self.loader.turn(to, whole),
            Effect::Take { excerpt, form } => return Some(self.copy_as(&excerpt, form)),
            Effect::Write(writing) => saving::start(writing, self.events.clone()).map(|save| self.saves.push(save)),
            Effect::OpenFiles { paths, at, article } => {
                self.loader.keep(at, article);
                opening::start(paths, Arc::clone(&self.library), self.events.clone())
            }
            Effect::FindFiles { request, typed } => self.services.complete.ask(Typed { request, typed }),
            Effect::Edit { number, article, at } => self.lend(number, article, at),
            Effect::Reload { number, article } if self.library.was_file(number) => self.loader.again(number, article),
            Effect::Reload { .. } => {
                let words = "Only what is a file of its own can be read again";
                return Some(Message::Notice(Notice::Failed(words.to_owned())));
            }
        };
        done.err()
            .map(|error| Message::Notice(Notice::Failed(error.to_string())))
    }

    /// Copies passages in another form than text.
    fn copy_as(&mut self, excerpt: &Excerpt, form: CopyForm) -> Message {
        let (text, said) = taking::made(excerpt, form);
        Message::Notice(match self.terminal.copy(&text) {
            Ok(()) => Notice::Done(said),
            Err(error) => Notice::Failed(error.to_string()),
        })
    }

    /// Gives the terminal to the reader's editor.
    fn lend(&mut self, number: usize, article: Arc<Article>, at: BlockId) -> io::Result<()> {
        let Some(gate) = self.gate.as_mut().filter(|_| self.lent.is_none()) else {
            return Ok(());
        };
        terminal::give_back();
        self.lent = Some(gate.park()?);
        terminal::lend(true);
        let what = self.library.editable(number);
        let job = Job {
            number,
            article,
            at,
            what,
        };
        editor::start(job, self.events.clone())
    }

    /// The editor has ended: the terminal is ours again, and what it has changed is read.
    fn take_back(&mut self, app: &mut App, edited: Edited) -> io::Result<()> {
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
    fn end(&mut self) {
        if self.saves.iter().any(|save| !save.is_finished()) {
            terminal::give_back();
        }
        for save in self.saves.drain(..) {
            // A panic in it has been reported.
            let _ = save.join();
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
        let mut frame = Buffer::empty(Rect::new(0, 0, size.width, size.height));
        let theme = self.themes.theme(app);
        view::view(app, theme).render(frame.area, &mut frame);
        self.terminal.draw(frame, view::caret(app, theme))?;
        self.shown = (!self.away).then(Instant::now);
        self.ask(app)
    }

    /// Asks the terminal for its background where that decides something, and where an answer is to be expected or is
    /// wanted whatever it takes.
    fn ask(&mut self, app: &App) -> io::Result<()> {
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
    fn configure(&mut self, app: &mut App, setup: Result<Box<Setup>, String>) {
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
