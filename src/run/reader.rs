//! The loop: messages in, state changed, effects carried out, a frame drawn when the queue is empty.
//!
//! Nothing happens while nothing comes: the loop sleeps on its channel.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::settings::Setup;
use super::source::{Opened, Source};
use super::terminal::{self, Terminal};
use super::worker::{self, Searcher};
use super::{Error, Event, Loaded, input, signals};
use crate::app::{self, Effect, Message, Notice, State};
use crate::article::Article;
use crate::fold::Folding;
use crate::theme::Theme;
use crate::view;

/// The longest text put on the clipboard, in bytes. Terminals drop longer ones, or hang on them; none says so.
const CLIPBOARD: usize = 1 << 20;

/// Opens the reader on a source and stays in it until the reader quits.
pub(super) fn read(source: &Source, setup: Setup, remark: Option<String>) -> Result<(), Error> {
    let (events, queue) = mpsc::channel();
    // Signals are blocked before any thread is started, so that only the waiting thread takes them.
    signals::watch(events.clone()).map_err(Error::Terminal)?;
    let keys = input::terminal().map_err(|_| Error::NoTerminal)?;
    let opened = source.open().map_err(|error| Error::source(source, &error))?;
    let (loaded, rest) = first_version(opened, source)?;

    let size = Terminal::size().map_err(Error::Terminal)?;
    let mut state = State::new(loaded.article.clone(), setup.keymap, setup.names, setup.settings, size);
    let mut world = World {
        themes: setup.themes,
        searcher: Searcher::start(events.clone()).map_err(Error::Terminal)?,
        terminal: take_terminal(state.settings.mouse)?,
        quit: false,
    };
    let Loaded { article, folding, more } = loaded;
    world.update(
        &mut state,
        Message::Article {
            article: article.clone(),
            more,
        },
    );
    world.update(&mut state, Message::Folding { article, folding });
    if let Some(remark) = remark {
        world.update(&mut state, Message::Notice(Notice::Failed(remark)));
    }
    world.draw(&mut state).map_err(Error::Terminal)?;
    input::watch(keys, events.clone()).map_err(Error::Terminal)?;
    worker::load(rest, events).map_err(Error::Terminal)?;
    world.run(&mut state, &queue).map_err(Error::Terminal)
}

fn take_terminal(mouse: bool) -> Result<Terminal, Error> {
    terminal::give_back_on_panic();
    Terminal::take(mouse).map_err(Error::Terminal)
}

/// What can be shown at once, and what is still to be read.
fn first_version(opened: Opened, source: &Source) -> Result<(Loaded, Opened), Error> {
    Ok(match opened {
        Opened::Whole(bytes) => {
            let loaded = worker::load_now(bytes).map_err(|error| Error::read(source, &error))?;
            (loaded, Opened::Whole(Vec::new()))
        }
        Opened::Part(file, bytes) => (worker::load_first_part(&bytes), Opened::Part(file, bytes)),
        Opened::Stdin(bytes) => {
            let (article, folding) = (Arc::new(Article::default()), Arc::new(Folding::default()));
            (
                Loaded {
                    article,
                    folding,
                    more: true,
                },
                Opened::Stdin(bytes),
            )
        }
    })
}

/// What effects are carried out on.
struct World {
    themes: Vec<Theme>,
    searcher: Searcher,
    terminal: Terminal,
    /// Whether to end when the messages at hand have been taken in.
    quit: bool,
}

impl World {
    fn run(&mut self, state: &mut State, queue: &Receiver<Event>) -> io::Result<()> {
        while let Ok(event) = queue.recv() {
            self.take(state, event)?;
            // All that has come meanwhile is taken in before a frame is drawn: a held key never lags.
            while let Ok(event) = queue.try_recv() {
                self.take(state, event)?;
            }
            if self.quit {
                break;
            }
            self.draw(state)?;
        }
        Ok(())
    }

    fn take(&mut self, state: &mut State, event: Event) -> io::Result<()> {
        match event {
            Event::App(message) => {
                // For the test that a panic gives the terminal back; not in a release.
                assert!(
                    !(cfg!(debug_assertions) && std::env::var_os("DATELINE_PANIC_ON_KEY").is_some()),
                    "a panic was asked for"
                );
                self.update(state, message);
            }
            // The frame asks for the size.
            Event::Resized => {}
            Event::Suspend(ready) => {
                terminal::give_back();
                // The waiting thread is there as long as the program is.
                let _ = ready.send(());
            }
            Event::Continued => {
                self.terminal.enter()?;
                self.update(state, Message::Resumed);
            }
            Event::TerminalGone => self.quit = true,
        }
        Ok(())
    }

    fn update(&mut self, state: &mut State, message: Message) {
        let mut effects = app::update(state, message);
        // Carrying out an effect may have something to say, which may have effects of its own.
        while !effects.is_empty() {
            let said: Vec<Message> = effects.drain(..).filter_map(|effect| self.perform(effect)).collect();
            for message in said {
                effects.extend(app::update(state, message));
            }
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
            Effect::Mouse(on) => self.terminal.mouse(on),
            Effect::Redraw => {
                self.terminal.forget();
                Ok(())
            }
            Effect::Search {
                request,
                pattern,
                article,
            } => {
                self.searcher.ask(request, pattern, article);
                Ok(())
            }
            Effect::StopSearch => {
                self.searcher.stop();
                Ok(())
            }
        };
        done.err()
            .map(|error| Message::Notice(Notice::Failed(error.to_string())))
    }

    fn draw(&mut self, state: &mut State) -> io::Result<()> {
        let size = Terminal::size()?;
        if size != state.size {
            self.update(state, Message::Resize(size));
        }
        let mut frame = Buffer::empty(Rect::new(0, 0, size.width, size.height));
        let theme = &self.themes[state.theme().min(self.themes.len() - 1)];
        state.help_rows = view::help_rows_beyond(state, theme);
        view::view(state, theme).render(frame.area, &mut frame);
        self.terminal.draw(frame, view::cursor_position(state, theme))
    }
}
