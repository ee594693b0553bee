//! The world outside: files, the terminal, signals, threads. The only room with side effects.

mod asking;
mod backlog;
mod batch;
mod editor;
mod files;
mod find;
mod folder;
mod follow;
mod history;
mod input;

mod known;
mod library;
mod loading;
mod open;
mod opening;
mod output;
mod panics;
mod paths;
mod reader;
mod recorder;
mod saving;
mod sections;
mod services;
mod settings;
mod signals;
mod source;
mod standard;
pub mod store;
mod surroundings;
mod taking;
mod terminal;
mod themes;
mod versions;
mod watch;
mod worker;
mod write;

use std::ffi::OsString;
use std::fmt;
use std::io::{self, IsTerminal};
use std::sync::Arc;
use std::sync::mpsc::Sender;

use crate::app::Message;
use crate::article::Article;
use crate::cli::{self, Command, Format, Options};
use crate::config::Effective;
use crate::export::HitsAs;
use crate::fold::Folding;
use crate::matching::Words;
use crate::{escape, guide, read, theme};
use files::Files;
use loading::Ticket;
use output::print;
use panics::Bug;
use settings::Setup;
use source::{Client, FetchOptions, Page, Source};
use terminal::Terminal;
use write::As;

/// What comes to the loop.
enum Event {
    /// A message for the reader's mind.
    App(Message),
    /// What a load of an article brought, and which load.
    Loaded(Ticket, Message),
    /// The terminal has another size.
    Resized,
    /// Somebody asked us to stop; to be answered when the terminal has been given back.
    Suspend(Sender<()>),
    /// We were stopped, or would have been, and go on.
    Continued,
    /// What is followed has answered with a version of this article.
    Answered(usize, Arc<Article>),
    /// The editor has ended.
    Edited(editor::Edited),
    /// The settings have changed on the disk; or why they cannot be read.
    Configured(Result<Box<Setup>, String>),
    /// The terminal is gone.
    TerminalGone,
}

/// An article that has been read and folded.
#[derive(Default)]
struct Loaded {
    article: Arc<Article>,
    folding: Arc<Folding>,
    /// Whether a longer version is to come.
    more: bool,
    /// Why it could not be folded.
    bug: Option<Bug>,
}

/// Lets the threads that answer keys go first: this one, and those it starts, take what the others leave.
fn step_back() {
    /// Half way to the lowest: the work goes on even on a busy machine.
    const NICE: i32 = 10;
    // Elsewhere than on Linux a priority is a process's, and this would slow the page itself.
    if cfg!(target_os = "linux") {
        let _ = rustix::process::setpriority_process(None, NICE);
    }
}

/// Why the program ends without having done what it was asked.
#[derive(Debug)]
pub enum Error {
    /// The command line is wrong.
    Usage(cli::Error),
    /// Neither standard input nor a controlling terminal to read keys from.
    NoTerminal,
    /// The terminal could not be used.
    Terminal(io::Error),
    /// Standard output could not be written.
    Output(io::Error),
    /// Of what was to be written some could not be read, and none could; what, has been told.
    NothingRead,
    /// Of what was to be written some could not be read, which has been told, and the rest was written.
    PartlyRead,
    /// What was looked for is nowhere.
    NothingFound,
    /// Of what was to be searched some could not be read, which has been told.
    NotAllSearched,
    /// Something else: what, where and what to do.
    Other(String),
}

impl Error {
    /// A source that cannot be opened or read.
    fn source(source: &Source, error: &io::Error) -> Self {
        // The system's own words without its "(os error 2)".
        let words = error.to_string();
        let words = words.split(" (os error").next().unwrap_or_default();
        Self::Other(format!("{}: {words}", source.name()))
    }

    /// A source that is no article.
    fn read(source: &Source, error: &read::Error) -> Self {
        Self::Other(format!("{}: {error}", source.name()))
    }

    /// A source at which reading panicked.
    fn bug(source: &Source, bug: &Bug) -> Self {
        Self::Other(format!("{}: {bug}", source.name()))
    }

    /// Whether the reader of our output has had enough, which is a normal end.
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// Whether it has been told on standard error, in all its parts.
    fn is_told(&self) -> bool {
        matches!(
            self,
            Self::NothingRead | Self::PartlyRead | Self::NothingFound | Self::NotAllSearched
        )
    }

    /// Tells it on standard error, unless it has been told.
    pub fn tell(&self) {
        if !self.is_told() {
            output::message(self);
        }
    }

    /// What the program answers: 1 where a part was done, as `cat` does for files that are not there, and where nothing
    /// was found, as `grep` does; else 2.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::PartlyRead | Self::NothingFound => 1,
            _ => 2,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(error) => error.fmt(f),
            Self::NoTerminal => f.write_str(
                "no terminal to read keys from; write the article out with --to text, or run it in a terminal",
            ),
            Self::Terminal(error) => write!(f, "the terminal: {error}"),
            Self::Output(error) => write!(f, "standard output: {error}"),
            Self::NothingRead => f.write_str("nothing could be read"),
            Self::PartlyRead => f.write_str("not everything could be read"),
            Self::NothingFound => f.write_str("nothing was found"),
            Self::NotAllSearched => f.write_str("not everything could be searched"),
            Self::Other(words) => f.write_str(words),
        }
    }
}

impl std::error::Error for Error {}

/// Does what the arguments ask for; the program's own name is not among them.
///
/// # Errors
/// See [`Error`].
pub fn run(args: impl IntoIterator<Item = OsString>) -> Result<(), Error> {
    panics::install();
    let command = cli::parse(args).map_err(Error::Usage)?;
    if standard::output_is_closed() {
        // Before anything is done, such as forgetting what was read.
        return Err(Error::Other(
            "standard output is closed; to have none, write >/dev/null".to_owned(),
        ));
    }
    match command {
        Command::Read(options) if Terminal::is_there() && surroundings::can_show() => open(&options),
        Command::Read(options) if options.follow.is_some() => Err(Error::Other(
            "--follow shows news in a terminal; to write them out, add --to jsonl".to_owned(),
        )),
        Command::Read(options) => write::write(all(&options)?, As::article(Format::Text, options.copies), None),
        Command::Follow(options) => match &all(&options)?[..] {
            [source] => follow::lines(source.clone(), options.follow.unwrap_or_default(), options.no_state),
            _ => Err(Error::Other("--follow takes one file or address".to_owned())),
        },
        Command::Write { to, options } => {
            let section = options.section.clone();
            write::write(all(&options)?, As::article(to, options.copies), section)
        }
        Command::Repeats { json, options } => write::repeats(all(&options)?, json),
        Command::ListSections(options) => write::write(all(&options)?, As::Sections, None),
        Command::Find { words, json, options } => find_words(words, json, options),
        Command::Explain(options) => write::write(all(&options)?, As::Explanation, None),
        Command::History { json } => history::list(json),
        Command::Versions { json, options } => versions::write(&all(&options)?, options.at, json),
        Command::ClearHistory(which) => history::clear(&which),
        Command::ListThemes(options) => {
            let setup = Setup::find(&options)?;
            let names: Vec<_> = setup.themes.names().iter().map(|name| escape::shown(name)).collect();
            print(&names.join("\n"))?;
            tell(&setup.all_faults());
            Ok(())
        }
        Command::Config(options) => write_config(&options),
        Command::ConfigSchema => {
            let themes = theme::Catalog::builtin();
            print(&guide::config_schema(themes.names().iter().map(String::as_str)))
        }
        Command::Help => {
            let config = files::folder().map(|folder| output::name(&folder.join(files::FILE)));
            print(&cli::help(config.as_deref()))
        }
        Command::Version => print(&cli::version()),
        Command::Man => print(&guide::man_page()),
        Command::Completions(shell) => print(&guide::completions(shell)),
    }
}

/// Opens the reader.
fn open(options: &Options) -> Result<(), Error> {
    let client = Client::default();
    let sources = sources(options, &client)?;
    let mut faults = Vec::new();
    // How an old version is read is nothing that the next visit begins with.
    let options = &Options {
        no_state: options.no_state || options.at.is_some(),
        ..options.clone()
    };
    let read = reader::read(sources, &client, options, &mut faults);
    // The screen is the shell's again: what the status line had no room for.
    tell(&faults);
    read
}

/// Writes what is set. Wrong lines are told, and make the exit code 1: a configuration can be checked so.
fn write_config(options: &Options) -> Result<(), Error> {
    let files = Files::read(options)?;
    let mut setup = Setup::of(options, &files)?;
    let settings = setup.lay_over(&history::settings(options));
    let effective = Effective {
        settings: &settings,
        origins: &setup.origins,
        keys: &setup.bindings,
        file: &files.config_name(),
        here: &setup.here(),
    };
    print(&effective.to_string())?;
    let faults = setup.all_faults();
    tell(&faults);
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Error::PartlyRead)
    }
}

/// Writes where words stand. What is given before the first file are words, too.
fn find_words(word: String, json: bool, mut options: Options) -> Result<(), Error> {
    let further = find::words_before(&mut options.sources);
    let words: Vec<String> = [word].into_iter().chain(further.iter().cloned()).collect();
    if options.sources.is_empty() && io::stdin().is_terminal() {
        options.sources.push(cli::Source::File(".".into()));
    }
    let found = Words::of(&words).map_err(|why| Error::Other(format!("--find: {why}")))?;
    let form = if json {
        HitsAs::Json
    } else if output::is_terminal() {
        HitsAs::Groups
    } else {
        HitsAs::Lines
    };
    let done = find::find(all(&options)?, &found, form);
    if matches!(done, Err(Error::NothingFound)) && !further.is_empty() {
        // One of them may have been meant as a file.
        output::message(format_args!("no paragraph has all these words: {}", words.join(" ")));
    }
    done
}

/// Where the articles come from that are written out.
fn all(options: &Options) -> Result<Vec<Source>, Error> {
    let client = Client::default();
    let sources = sources(options, &client)?;
    if let Ok(setup) = Setup::find(options) {
        source::preprocessor::set(setup.settings.preprocessor.command());
    }
    if sources.iter().any(|source| matches!(source, Source::Web(_))) {
        let mut setup = Setup::find(options)?;
        client.set(FetchOptions::of(&setup.lay_over(&history::settings(options))));
        tell(&setup.all_faults());
    }
    Ok(sources)
}

/// Where the articles come from. `client` asks for those that are on the web.
fn sources(options: &Options, client: &Client) -> Result<Vec<Source>, Error> {
    let stdin = || {
        if standard::input_is_closed() {
            return Err(Error::Other("standard input is closed".to_owned()));
        }
        Ok(Source::Stdin)
    };
    if options.sources.is_empty() {
        let sample = io::stdin().is_terminal();
        return Ok(vec![if sample { Source::Sample } else { stdin()? }]);
    }
    let source = |given: &cli::Source| match given {
        cli::Source::Stdin => stdin(),
        cli::Source::File(path) => Ok(Source::File(path.clone())),
        cli::Source::Url(typed) => Page::typed(typed, client).map(Source::Web).map_err(Error::Other),
    };
    let sources = options.sources.iter().map(source);
    match options.at {
        Some(cli::At::One(number)) => sources.map(|source| versions::at(&source?, number)).collect(),
        _ => sources.collect(),
    }
}

fn tell(faults: &[String]) {
    for fault in faults {
        output::message(fault);
    }
}
