//! The command line as data: what was typed becomes a [`Command`], which somebody else carries out.
//!
//! The flags are one list, [`FLAGS`]; parser, `--help` and man page walk it. Reads and writes nothing: where the
//! configuration lies and what a theme is called are for others to know.

mod error;
mod flags;
mod help;

use std::ffi::{OsStr, OsString};
use std::ops::RangeInclusive;
use std::path::PathBuf;

pub use error::Error;
pub use flags::{FLAGS, Flag, FlagValue, Offers};
pub use help::{help, version};

/// The measures that can be set, in columns: below 20 few words fit a line, and 400 is a wide terminal's whole width.
pub const MEASURES: RangeInclusive<u16> = 20..=400;

/// What the program is to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Open the reader; or, where standard output is no terminal, write the clean text.
    Read(Options),
    /// Write the articles out.
    Write {
        /// As what.
        to: Format,
        /// Which, and how.
        options: Options,
    },
    /// Write what happens to an article, an event a line, as it grows and changes.
    Follow(Options),
    /// Write every block with its kind and the reasons.
    Explain(Options),
    /// Write what the articles say again of each other.
    Repeats {
        /// Whether as JSON instead of a table.
        json: bool,
        /// Which.
        options: Options,
    },
    /// Write a line for every section.
    ListSections(Options),
    /// Write where words stand in the articles.
    Find {
        /// The first of them. What stands before the first file are words, too, which only a look at the disk tells.
        words: String,
        /// Whether as JSON, an object a line, instead of a table.
        json: bool,
        /// Where to look.
        options: Options,
    },
    /// Write what was read, the last first.
    History {
        /// Whether as JSON, an object a line, instead of a table.
        json: bool,
    },
    /// Forget what was read.
    ClearHistory(Forget),
    /// Write which versions of an article were seen; or what changed from one to another.
    Versions {
        /// Whether as JSON, an object a line.
        json: bool,
        /// Of what, and which.
        options: Options,
    },
    /// Write the names of the themes.
    ListThemes(Options),
    /// Write what is set, and where it comes from.
    Config(Options),
    /// Write a schema of the configuration.
    ConfigSchema,
    /// Write what [`help`] says.
    Help,
    /// Write what [`version`] says.
    Version,
    /// Write the man page.
    Man,
    /// Write completions for a shell.
    Completions(Shell),
}

/// What is read, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// What to read, in the order given. None given: standard input, or the sample where that is a terminal.
    pub sources: Vec<Source>,
    /// What becomes of repeats in what is written out, if that was said.
    pub copies: Option<Copies>,
    /// The theme asked for, by name.
    pub theme: Option<String>,
    /// The measure asked for, one of [`MEASURES`].
    pub measure: Option<u16>,
    /// Which configuration holds.
    pub config: Config,
    /// How it is followed: read again and again, for what is new in it; `None` if it is not.
    pub follow: Option<Follow>,
    /// Which of the versions that were seen is meant, if not the one that is there now.
    pub at: Option<At>,
    /// Whether the mouse is to be left to the terminal.
    pub no_mouse: bool,
    /// Whether the screen is to be drawn in ASCII.
    pub ascii: bool,
    /// The command that makes text of files that are none, if that was said.
    pub preprocessor: Option<String>,
    /// Which section is meant, by its number or words of its headline; all of them, if that was not said.
    pub section: Option<String>,
    /// Whether nothing of an earlier visit is used and nothing of this one kept.
    pub no_state: bool,
}

/// How an article is followed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Follow {
    /// How often it is read again, in seconds, if that was said.
    pub every: Option<u64>,
}

/// Versions that were seen, by their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// This one.
    One(u32),
    /// What changed from one to the other.
    Between(u32, u32),
}

/// What is to be forgotten of what was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Forget {
    /// Everything.
    All,
    /// The articles of this title, address, or file.
    Named(String),
}

/// Something to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
    /// An address on the web, as typed.
    Url(String),
}

impl Source {
    /// What is meant by what was typed.
    pub fn of(typed: &OsStr) -> Self {
        if typed == "-" {
            Self::Stdin
        } else if let Some(url) = typed.to_str().filter(|typed| is_url(typed)) {
            Self::Url(url.to_owned())
        } else {
            Self::File(typed.into())
        }
    }
}

/// Which configuration holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Config {
    /// The one in the usual place, if there is one.
    #[default]
    Usual,
    /// This one, which must exist.
    File(PathBuf),
    /// None: everything as it comes.
    None,
}

/// What an article can be written out as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The public JSON form.
    Json,
    /// Markdown.
    Markdown,
    /// Clean text.
    Text,
    /// Text for a screen reader or a braille line.
    Plain,
    /// A post a line, as JSON.
    JsonLines,
    /// schema.org's `LiveBlogPosting`, as JSON-LD.
    LiveBlog,
    /// A web page.
    Html,
}

/// What becomes of repeats in an article that is written out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copies {
    /// Those that the reader folds are left out, and that is said.
    Drop,
    /// They stay.
    Keep,
    /// They stay, and what they repeat is said.
    Mark,
}

impl Copies {
    /// All there are.
    pub const ALL: [Self; 3] = [Self::Drop, Self::Keep, Self::Mark];

    /// Their names on the command line.
    pub const NAMES: [&str; 3] = ["drop", "keep", "mark"];

    /// Its name on the command line.
    pub const fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 7] = [
        Self::Json,
        Self::Markdown,
        Self::Text,
        Self::Plain,
        Self::JsonLines,
        Self::LiveBlog,
        Self::Html,
    ];

    /// Their names on the command line.
    pub const NAMES: [&str; 7] = ["json", "markdown", "text", "plain", "jsonl", "liveblog", "html"];

    /// Its name on the command line.
    pub const fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }
}

/// A shell that completes what is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shell {
    /// The one of GNU.
    Bash,
    /// The Z shell.
    Zsh,
    /// The friendly interactive one.
    Fish,
}

impl Shell {
    /// All that completions can be written for.
    pub const ALL: [Self; 3] = [Self::Bash, Self::Zsh, Self::Fish];

    /// Their names.
    pub const NAMES: [&str; 3] = ["bash", "zsh", "fish"];

    /// Its name.
    pub const fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }
}

/// What has been typed so far, before it is clear what it asks for.
#[derive(Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "flags that were typed or not, each apart from the others"
)]
struct Draft {
    options: Options,
    to: Option<Format>,
    follow: bool,
    every: Option<u64>,
    explain: bool,
    sections: bool,
    find: Option<String>,
    repeats: bool,
    history: bool,
    versions: bool,
    forget: Option<Forget>,
    list_themes: bool,
    config: bool,
    /// Help, version, man page and the like: asked for, nothing else matters.
    instead: Option<Command>,
}

/// Reads the arguments, the program's own name not among them.
///
/// # Errors
///
/// See [`Error`].
pub fn parse(args: impl IntoIterator<Item = impl Into<OsString>>) -> Result<Command, Error> {
    let mut parser = lexopt::Parser::from_args(args);
    let mut draft = Draft::default();
    while let Some(arg) = parser.next().map_err(Error::from_lexopt)? {
        let (flag, typed) = match arg {
            lexopt::Arg::Long(name) => (Flag::by_long(name), format!("--{name}")),
            lexopt::Arg::Short(name) => (Flag::by_short(name), format!("-{name}")),
            lexopt::Arg::Value(value) => {
                draft.add(&value)?;
                continue;
            }
        };
        let flag = flag.ok_or_else(|| Error::unknown_flag(&typed))?;
        flag.take(&mut draft, || parser.value().ok())?;
        if let Some(command) = draft.instead {
            return Ok(command);
        }
    }
    draft.finish()
}

impl Draft {
    fn add(&mut self, typed: &OsStr) -> Result<(), Error> {
        if typed.is_empty() {
            return Err(Error::EmptyName);
        }
        let source = Source::of(typed);
        if source == Source::Stdin && self.options.sources.contains(&source) {
            return Err(Error::StdinTwice);
        }
        self.options.sources.push(source);
        Ok(())
    }

    fn finish(self) -> Result<Command, Error> {
        let Self { mut options, to, .. } = self;
        let between = matches!(options.at, Some(At::Between(..)));
        let versions = between || self.versions && options.at.is_none();
        let lists = self.repeats || self.history || versions || self.find.is_some();
        let asked: Vec<&'static str> = [
            (to.is_some() && !lists, "--to"),
            (self.find.is_some(), "--find"),
            (self.sections, "--list-sections"),
            (self.repeats, "--repeats"),
            (self.history, "--history"),
            (self.forget.is_some(), "--clear-history"),
            (self.versions, "--versions"),
            (between && !self.versions, "--at"),
            (lists && to == Some(Format::Markdown), "--to markdown"),
            (lists && to == Some(Format::Plain), "--to plain"),
            (lists && to == Some(Format::Html), "--to html"),
            (lists && to == Some(Format::LiveBlog), "--to liveblog"),
            (self.explain, "--explain"),
            (self.list_themes, "--list-themes"),
            (self.config, "--config"),
        ]
        .into_iter()
        .filter_map(|(asked, flag)| asked.then_some(flag))
        .collect();
        if let [first, second, ..] = asked[..] {
            return Err(Error::Either { first, second });
        }
        let no_article =
            self.explain || self.sections || lists || self.list_themes || self.config || self.forget.is_some();
        if options.copies.is_some() && no_article {
            return Err(Error::CopiesOfWhat);
        }
        if self.config && !options.sources.is_empty() {
            return Err(Error::ConfigOfWhat);
        }
        if (self.history || self.forget.is_some()) && !options.sources.is_empty() {
            return Err(Error::HistoryOfFiles);
        }
        if options.section.is_some() && (no_article || self.follow) {
            return Err(Error::SectionOfWhat);
        }
        if self.every.is_some() && !self.follow {
            return Err(Error::EveryOfWhat);
        }
        if self.follow && options.at.is_some() {
            return Err(Error::Either {
                first: "--follow",
                second: "--at",
            });
        }
        if self.follow && (no_article || !matches!(to, None | Some(Format::JsonLines))) {
            return Err(Error::FollowAs);
        }
        options.follow = self.follow.then_some(Follow { every: self.every });
        if let Some(which) = self.forget {
            return Ok(Command::ClearHistory(which));
        }
        if let Some(words) = self.find {
            let json = matches!(to, Some(Format::Json | Format::JsonLines));
            return Ok(Command::Find { words, json, options });
        }
        Ok(match to {
            to if self.repeats => Command::Repeats {
                json: to == Some(Format::Json),
                options,
            },
            to if self.history => Command::History {
                json: to == Some(Format::Json),
            },
            to if versions => Command::Versions {
                json: matches!(to, Some(Format::Json | Format::JsonLines)),
                options,
            },
            Some(Format::JsonLines) if self.follow => Command::Follow(options),
            Some(to) => Command::Write { to, options },
            None if self.explain => Command::Explain(options),
            None if self.sections => Command::ListSections(options),
            // A section is printed, not opened.
            None if options.section.is_some() => Command::Write {
                to: Format::Text,
                options,
            },
            None if self.list_themes => Command::ListThemes(options),
            None if self.config => Command::Config(options),
            None => Command::Read(options),
        })
    }
}

/// Whether it names a page on the web rather than a file. A file so named can be given as `./https:…`.
fn is_url(typed: &str) -> bool {
    let starts_with = |scheme: &str| {
        typed
            .get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    starts_with("https://") || starts_with("http://")
}
