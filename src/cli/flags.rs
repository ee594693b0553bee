//! The flags: one list, with all that is to be known of each.

use std::ffi::OsString;

use super::error::shown;
use super::{At, Command, Config, Copies, Draft, Error, Forget, Format, MEASURES, Shell};

/// A flag.
#[derive(Debug)]
pub struct Flag {
    /// Its name, without the dashes.
    pub long: &'static str,
    /// Its letter, if it has one.
    pub short: Option<char>,
    /// Its value, if it takes one.
    pub value: Option<FlagValue>,
    /// What it does, for `--help`: a line without a full stop.
    pub sentence: &'static str,
    /// What there is to know about it, for the man page: sentences.
    pub doc: &'static str,
    set: Set,
}

/// The value of a flag.
#[derive(Clone, Copy, Debug)]
pub struct FlagValue {
    /// What the help calls it.
    pub name: &'static str,
    /// What it may be, for a shell that completes it.
    pub offers: Offers,
}

/// What the value of a flag may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offers {
    /// One of these words.
    Words(&'static [&'static str]),
    /// A file.
    Files,
    /// One of the lines that the program writes with this flag.
    LinesOf(&'static str),
    /// Nobody can tell.
    Nothing,
}

/// What a flag changes.
#[derive(Debug)]
enum Set {
    /// It stands alone.
    Alone(fn(&mut Draft)),
    /// It takes a value; what it should have been, if that is wrong.
    With(fn(&mut Draft, OsString) -> Result<(), BadValue>),
}

/// A value that will not do.
struct BadValue {
    typed: OsString,
    wanted: String,
}

impl Flag {
    /// The flag of that name, given without the dashes.
    pub fn by_long(name: &str) -> Option<&'static Self> {
        FLAGS.iter().find(|flag| flag.long == name)
    }

    /// The flag of that letter.
    pub fn by_short(name: char) -> Option<&'static Self> {
        FLAGS.iter().find(|flag| flag.short == Some(name))
    }

    /// The flag as it is typed: `-h, --help`, `--to FORMAT`.
    pub fn typed(&self) -> String {
        let short = self.short.map_or(String::new(), |short| format!("-{short}, "));
        let value = self.value.map_or(String::new(), |value| format!(" {}", value.name));
        format!("{short}--{}{value}", self.long)
    }

    /// Does to the draft what the flag says; `value` gives what stands behind it.
    pub(super) fn take(
        &'static self,
        draft: &mut Draft,
        value: impl FnOnce() -> Option<OsString>,
    ) -> Result<(), Error> {
        let set = match self.set {
            Set::Alone(set) => {
                set(draft);
                return Ok(());
            }
            Set::With(set) => set,
        };
        let value = value().ok_or(Error::MissingValue {
            flag: self.long,
            value: self.value.map_or("", |value| value.name),
        })?;
        set(draft, value).map_err(|BadValue { typed, wanted }| Error::BadValue {
            flag: self.long,
            typed: shown(&typed.to_string_lossy()),
            wanted,
        })
    }
}

/// Every flag, in the order of `--help`. If one is given twice, the last counts.
pub const FLAGS: &[Flag] = &[
    Flag {
        long: "to",
        short: None,
        value: Some(FlagValue {
            name: "FORMAT",
            offers: Offers::Words(&Format::NAMES),
        }),
        sentence: "Write it as json, markdown, text, html and others",
        doc: "Write the articles to standard output, one after another, instead of opening the reader. json keeps \
              everything that was found; its form is documented and versioned, can be read back, and has one \
              article per line. markdown has headings, lists and quotations as Markdown. text is the clean text. \
              plain is for screen readers and braille displays: a line for every block, which says what the block \
              is. jsonl has a JSON object per line for every post of a live blog. liveblog is schema.org's \
              LiveBlogPosting as JSON-LD, one article per line, and can be read back. html is a web page that needs \
              no other file and no script. markdown, text and plain leave out repeats unless --copies says \
              otherwise. If an article cannot be read, \
              that is reported on standard error and the others are written; the exit code is then 1, or 2 if \
              nothing could be read.",
        set: Set::With(set_to),
    },
    Flag {
        long: "follow",
        short: None,
        value: None,
        sentence: "Keep reading an article as it grows and changes",
        doc: "Read a file, an address or standard input again and again, and show what is new, edited and removed \
              without moving the page. With --to jsonl, write a JSON object per line for every post that is new, \
              edited or removed instead: event, id, url, time, title, author, blocks, text, version, and initial, \
              which is true for posts that were there from the beginning. Each line is written at once; SIGTERM and a \
              closed pipe end it between two lines.",
        set: Set::Alone(|draft| draft.follow = true),
    },
    Flag {
        long: "every",
        short: None,
        value: Some(FlagValue {
            name: "SECONDS",
            offers: Offers::Nothing,
        }),
        sentence: "How often to look for news when following",
        doc: "With --follow, look for news every so many seconds: by default 60, and never more often than every 10. \
              Files and servers on this machine are looked at every second. What a server asks for is respected: \
              a longer max-age up to 5 minutes, and Retry-After up to an hour. From the second failure in a \
              row on the time is doubled, up to 15 minutes.",
        set: Set::With(set_every),
    },
    Flag {
        long: "plain",
        short: None,
        value: None,
        sentence: "Write for a screen reader; the same as --to plain",
        doc: "Write the article for a screen reader or a braille display. The same as --to plain.",
        set: Set::Alone(|draft| draft.to = Some(Format::Plain)),
    },
    Flag {
        long: "copies",
        short: None,
        value: Some(FlagValue {
            name: "WHAT",
            offers: Offers::Words(&Copies::NAMES),
        }),
        sentence: "Drop, keep or mark repeats in what is written",
        doc: "What to do with repeated text when an article is written out, with --to or because standard output \
              is not a terminal. drop leaves out what the reader would fold, and says what is left out and where \
              it stands; text, markdown and plain do so by default. keep writes everything. mark writes everything \
              and says above each repeat, exact or reworded, what it repeats; json always does.",
        set: Set::With(set_copies),
    },
    Flag {
        long: "all",
        short: None,
        value: None,
        sentence: "Keep repeats; the same as --copies keep",
        doc: "Keep repeats when an article is written out. The same as --copies keep.",
        set: Set::Alone(|draft| draft.options.copies = Some(Copies::Keep)),
    },
    Flag {
        long: "section",
        short: Some('s'),
        value: Some(FlagValue {
            name: "SECTION",
            offers: Offers::Nothing,
        }),
        sentence: "Write one section: its number or words of its name",
        doc: "Write only this section of the article, as text or as --to says: the one of that number, as \
              --list-sections counts them, or else the first whose headline has these words. If there is none, that is \
              reported, and the exit code is 2.",
        set: Set::With(set_section),
    },
    Flag {
        long: "list-sections",
        short: Some('l'),
        value: None,
        sentence: "List the sections: number, time and headline",
        doc: "Write a line for every section of the article: its number, its time if it is a post, and its headline, \
              separated by tabs.",
        set: Set::Alone(|draft| draft.sections = true),
    },
    Flag {
        long: "explain",
        short: None,
        value: None,
        sentence: "Show every block with its kind, score and reasons",
        doc: "Write a line for every block of the article: its kind, how certain that is, and the reasons that \
              decided. Also says which characters were removed or replaced when the article was read.",
        set: Set::Alone(|draft| draft.explain = true),
    },
    Flag {
        long: "find",
        short: None,
        value: Some(FlagValue {
            name: "WORDS",
            offers: Offers::Nothing,
        }),
        sentence: "Find words in files, folders and corpora",
        doc: "Write a line for every paragraph that has all these words: the file, and the line of it at which the \
              article begins if there are several; the day, the title, the section, and the paragraph, separated by \
              tabs; on a terminal, grouped by article and section. Words are whole words: harbour* also finds \
              harbours. Words given as one argument, in quotes, are a phrase. Further words may follow, before the \
              first file or folder; without one, standard input is searched, or this folder if that is a terminal. \
              As in the reader's search, case counts only in a word with a capital, accents only in a word with one, \
              and all forms of a letter are found. With --to json, write one JSON object per line. The exit code is 0 \
              if anything is found, 1 if not, and 2 if something could not be read.",
        set: Set::With(set_find),
    },
    Flag {
        long: "repeats",
        short: None,
        value: None,
        sentence: "Show what several articles repeat from each other",
        doc: "Compare all the articles given, in the order of their dates, and write a line for every passage that \
              one shares with an earlier one, word for word or reworded: the article, its blocks, the number of \
              paragraphs and words, the kind of repeat, the earlier article, its blocks, and how the passage \
              begins, separated by tabs. With --to json, write everything as one JSON object. If an article cannot \
              be read, that is reported and the others are compared.",
        set: Set::Alone(|draft| draft.repeats = true),
    },
    Flag {
        long: "history",
        short: None,
        value: None,
        sentence: "List what you have read, the latest first",
        doc: "Write a line for every article you have read, the latest first: when, how much of it, its title, and \
              where it came from. With --to json, write one JSON object per line.",
        set: Set::Alone(|draft| draft.history = true),
    },
    Flag {
        long: "versions",
        short: None,
        value: None,
        sentence: "List the versions of an article that you have seen",
        doc: "Write a line for every version of a file or an address that you have seen, the oldest first: its number, \
              when you saw it, how many posts it has, and what changed in it. Versions are kept of what you follow and \
              of what you open again. With --to json, write one JSON object per line.",
        set: Set::Alone(|draft| draft.versions = true),
    },
    Flag {
        long: "at",
        short: None,
        value: Some(FlagValue {
            name: "VERSION",
            offers: Offers::Nothing,
        }),
        sentence: "Use this version, or with 3..7 show what changed",
        doc: "Open this version of an article, or write it with --to, instead of what is there now: the number is one \
              of those that --versions lists. Two numbers, such as 3..7, write what changed from one version to the \
              other: posts that are new, edited (words that were left out stand in [-...-], words that were added in \
              {+...+}) and removed; with --to json, one JSON object per line, as when following.",
        set: Set::With(set_at),
    },
    Flag {
        long: "clear-history",
        short: None,
        value: Some(FlagValue {
            name: "WHICH",
            offers: Offers::Words(&["all"]),
        }),
        sentence: "Forget what you have read: all, a title or a file",
        doc: "Forget what you have read: all of it, or the articles with this title, file or address, as --history \
              lists them. Places, marks and what you have read in them are forgotten too; settings stay. If the \
              title of an article is \"all\", give its file.",
        set: Set::With(set_forget),
    },
    Flag {
        long: "pre",
        short: None,
        value: Some(FlagValue {
            name: "COMMAND",
            offers: Offers::Nothing,
        }),
        sentence: "Let this command make text of other files",
        doc: "Let this command make text of files that are not text, such as 'pdftotext -layout %s -'. %s stands for the \
              file; without it, the file comes last. The command is taken apart as in a shell but started without one, so \
              no name of a file can do harm. What it writes is read like any file. If it fails or writes nothing, the file \
              is refused, as without it. The setting preprocessor does the same.",
        set: Set::With(set_preprocessor),
    },
    Flag {
        long: "no-state",
        short: None,
        value: None,
        sentence: "Use and keep nothing of earlier visits",
        doc: "Open every article as if for the first time, and keep nothing of this visit: neither your place, nor \
              what you have read, nor settings.",
        set: Set::Alone(|draft| draft.options.no_state = true),
    },
    Flag {
        long: "theme",
        short: None,
        value: Some(FlagValue {
            name: "NAME",
            offers: Offers::LinesOf("--list-themes"),
        }),
        sentence: "Use this theme",
        doc: "Use this theme, one of those that --list-themes lists. It takes precedence over the configuration \
              and over NO_COLOR.",
        set: Set::With(set_theme),
    },
    Flag {
        long: "list-themes",
        short: None,
        value: None,
        sentence: "List the themes",
        doc: "Write the names of the themes to standard output, one per line: the built-in ones, and those in your \
              configuration folder.",
        set: Set::Alone(|draft| draft.list_themes = true),
    },
    Flag {
        long: "measure",
        short: None,
        value: Some(FlagValue {
            name: "COLUMNS",
            offers: Offers::Nothing,
        }),
        sentence: "Set the line length: 20 to 400 columns",
        doc: "Set the length of a line of prose: 20 to 400 columns, if the terminal is that wide.",
        set: Set::With(set_measure),
    },
    Flag {
        long: "ascii",
        short: None,
        value: None,
        sentence: "Draw rules, marks and bars in ASCII",
        doc: "Draw everything that is not part of the article in ASCII, for terminals and fonts that lack the \
              usual symbols.",
        set: Set::Alone(|draft| draft.options.ascii = true),
    },
    Flag {
        long: "no-mouse",
        short: None,
        value: None,
        sentence: "Leave the mouse to the terminal",
        doc: "Leave the mouse to the terminal, so that you can select text as usual there. A key takes the mouse \
              back.",
        set: Set::Alone(|draft| draft.options.no_mouse = true),
    },
    Flag {
        long: "config",
        short: None,
        value: None,
        sentence: "Show all settings and where each comes from",
        doc: "Write the configuration in effect to standard output, in the form of a configuration file: every \
              setting with its value and where that comes from (the default, a line of the file, the command line, \
              the environment, an earlier visit), and the keys you have bound. Faults in the configuration are \
              reported on standard error, and the exit code is then 1.",
        set: Set::Alone(|draft| draft.config = true),
    },
    Flag {
        long: "config-file",
        short: None,
        value: Some(FlagValue {
            name: "FILE",
            offers: Offers::Files,
        }),
        sentence: "Use this configuration file",
        doc: "Use this configuration file instead of the usual one.",
        set: Set::With(set_config),
    },
    Flag {
        long: "config-schema",
        short: None,
        value: None,
        sentence: "Write a JSON schema of the configuration",
        doc: "Write a JSON schema of the configuration to standard output. Save it beside the configuration as \
              config.schema.json, and your editor can complete and check the file.",
        set: Set::Alone(|draft| draft.instead = Some(Command::ConfigSchema)),
    },
    Flag {
        long: "no-config",
        short: None,
        value: None,
        sentence: "Ignore the configuration file",
        doc: "Ignore the configuration file and your themes.",
        set: Set::Alone(|draft| draft.options.config = Config::None),
    },
    Flag {
        long: "completions",
        short: None,
        value: Some(FlagValue {
            name: "SHELL",
            offers: Offers::Words(&Shell::NAMES),
        }),
        sentence: "Write completions for bash, zsh or fish",
        doc: "Write completions for this shell to standard output. bash reads them from ~/.local/share/bash- \
              completion/completions/dateline, zsh from a file _dateline in a folder of its $fpath, and fish from \
              ~/.config/fish/completions/dateline.fish.",
        set: Set::With(set_completions),
    },
    Flag {
        long: "man",
        short: None,
        value: None,
        sentence: "Write the man page",
        doc: "Write this page to standard output. View it with man -l, or put it where man finds it.",
        set: Set::Alone(|draft| draft.instead = Some(Command::Man)),
    },
    Flag {
        long: "help",
        short: Some('h'),
        value: None,
        sentence: "Show this help",
        doc: "Write a short help to standard output. It also says where the configuration is.",
        set: Set::Alone(|draft| draft.instead = Some(Command::Help)),
    },
    Flag {
        long: "version",
        short: Some('V'),
        value: None,
        sentence: "Show the version",
        doc: "Write the version to standard output.",
        set: Set::Alone(|draft| draft.instead = Some(Command::Version)),
    },
];

/// The one of these that has this name.
fn one_of<T: Copy>(all: &[T], name: impl Fn(T) -> &'static str, typed: OsString) -> Result<T, BadValue> {
    all.iter().copied().find(|&one| typed == name(one)).ok_or_else(|| {
        let names: Vec<_> = all.iter().map(|&one| name(one)).collect();
        let wanted = format!("one of {}", names.join(", "));
        BadValue { typed, wanted }
    })
}

fn set_to(draft: &mut Draft, typed: OsString) -> Result<(), BadValue> {
    draft.to = Some(one_of(&Format::ALL, Format::name, typed)?);
    Ok(())
}

fn set_copies(draft: &mut Draft, typed: OsString) -> Result<(), BadValue> {
    draft.options.copies = Some(one_of(&Copies::ALL, Copies::name, typed)?);
    Ok(())
}

fn set_completions(draft: &mut Draft, typed: OsString) -> Result<(), BadValue> {
    draft.instead = Some(Command::Completions(one_of(&Shell::ALL, Shell::name, typed)?));
    Ok(())
}

fn set_section(draft: &mut Draft, typed: OsString) -> Result<(), BadValue> {
    draft.options.section = Some(text(typed, "a number, or words of a headline")?);
    Ok(())
}

fn set_preprocessor(draft: &mut Draft, typed: OsString) -> Result<(), BadValue> {
    draft.options.preprocessor = Some(text(typed, "a command")?);
    Ok(())
}

/// A value that is text.
fn text(typed: OsString, wanted: &str) -> Result<String, BadValue> {
    typed.into_string().map_err(|typed| BadValue {
        typed,
        wanted: wanted.to_owned(),
    })
}

fn set_find(draft: &mut Draft, typed: OsString) -> Result<(), BadValue> {
    draft.find = Some(text(typed, "words")?);
    Ok(())
}

fn set_forget(draft: &mut Draft, typed: OsString) -> Result<(), BadValue> {
    let wanted = "all, or a title, a file or an address".to_owned();
    draft.forget = Some(match typed.into_string() {
        Ok(all) if all == "all" => Forget::All,
        Ok(named) if !named.is_empty() => Forget::Named(named),
        Ok(typed) => {
            let typed = typed.into();
            return Err(BadValue { typed, wanted });
        }
        Err(typed) => return Err(BadValue { typed, wanted }),
    });
    Ok(())
}

fn set_every(draft: &mut Draft, typed: OsString) -> Result<(), BadValue> {
    let Some(seconds) = typed.to_str().and_then(|typed| typed.parse().ok()) else {
        let wanted = "a number of seconds".to_owned();
        return Err(BadValue { typed, wanted });
    };
    draft.every = Some(seconds);
    Ok(())
}

fn set_at(draft: &mut Draft, typed: OsString) -> Result<(), BadValue> {
    let number = |typed: &str| typed.parse().ok().filter(|number| *number > 0);
    let at = typed.to_str().and_then(|typed| match typed.split_once("..") {
        Some((from, to)) => {
            let (from, to) = (number(from)?, number(to)?);
            (from < to).then_some(At::Between(from, to))
        }
        None => number(typed).map(At::One),
    });
    let Some(at) = at else {
        let wanted = "the number of a version, or two, the earlier one first, such as 3..7".to_owned();
        return Err(BadValue { typed, wanted });
    };
    draft.options.at = Some(at);
    Ok(())
}

fn set_theme(draft: &mut Draft, typed: OsString) -> Result<(), BadValue> {
    let name = typed.into_string().map_err(|typed| BadValue {
        typed,
        wanted: "one of those that --list-themes lists".to_owned(),
    })?;
    draft.options.theme = Some(name);
    Ok(())
}

fn set_measure(draft: &mut Draft, typed: OsString) -> Result<(), BadValue> {
    let columns = typed.to_str().and_then(|typed| typed.parse().ok());
    let Some(columns) = columns.filter(|columns| MEASURES.contains(columns)) else {
        let wanted = format!("a number of columns from {} to {}", MEASURES.start(), MEASURES.end());
        return Err(BadValue { typed, wanted });
    };
    draft.options.measure = Some(columns);
    Ok(())
}

fn set_config(draft: &mut Draft, typed: OsString) -> Result<(), BadValue> {
    if typed.is_empty() {
        let wanted = "the name of a file".to_owned();
        return Err(BadValue { typed, wanted });
    }
    draft.options.config = Config::File(typed.into());
    Ok(())
}
