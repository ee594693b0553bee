//! The flags: one list, with all that is to be known of each.

use std::ffi::OsString;

use super::error::shown;
use super::{Command, Config, Copies, Draft, Error, Forget, Format, MEASURES};

/// A flag.
#[derive(Debug)]
pub struct Flag {
    /// Its name, without the dashes.
    pub long: &'static str,
    /// Its letter, if it has one.
    pub short: Option<char>,
    /// What its value is called, if it takes one.
    pub value: Option<&'static str>,
    /// What it does, for `--help`: a line without a full stop.
    pub sentence: &'static str,
    /// What there is to know about it, for the man page: sentences.
    pub doc: &'static str,
    set: Set,
}

/// What a flag changes.
#[derive(Debug)]
enum Set {
    /// It stands alone.
    Alone(fn(&mut Draft)),
    /// It takes a value; what it should have been, if that is wrong.
    With(fn(&mut Draft, OsString) -> Result<(), Wrong>),
}

/// A value that will not do.
struct Wrong {
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
        let value = self.value.map_or(String::new(), |value| format!(" {value}"));
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
            value: self.value.unwrap_or_default(),
        })?;
        set(draft, value).map_err(|Wrong { typed, wanted }| Error::BadValue {
            flag: self.long,
            typed: shown(&typed.to_string_lossy()),
            wanted,
        })
    }
}

/// Every flag, in the order of `--help`. Where one is given twice, the last holds.
pub const FLAGS: &[Flag] = &[
    Flag {
        long: "to",
        short: None,
        value: Some("FORMAT"),
        sentence: "Write it out as json, markdown, text or plain",
        doc: "Write the articles to standard output, one after the other, instead of opening the reader. The json \
              form keeps everything that was found, is documented and versioned, and can be read back as an input; \
              each article is a line. What cannot be read is told on standard error, and the rest written all the \
              same; the exit code is then 1, or 2 if nothing could be read. The markdown form has the headings, lists \
              and quotes as Markdown. The text form is the clean text. The plain form is for a screen reader or a braille \
              line: a line for every block, with what it is in words. What stands twice is left out of these three \
              unless --copies says otherwise.",
        set: Set::With(set_to),
    },
    Flag {
        long: "plain",
        short: None,
        value: None,
        sentence: "The same as --to plain: words for a screen reader",
        doc: "Write the article for a screen reader or a braille line: the same as --to plain.",
        set: Set::Alone(|draft| draft.to = Some(Format::Plain)),
    },
    Flag {
        long: "copies",
        short: None,
        value: Some("WHAT"),
        sentence: "In what is written out, drop, keep or mark repeats",
        doc: "What becomes of text that stands twice when the article is written out, with --to or because standard \
              output is not a terminal. drop leaves out what the reader folds, and says what and where it stands; it \
              is what text, markdown and plain do by themselves. keep writes everything. mark writes everything and says \
              above each repeat, a reworded one too, what it repeats; the json form always does.",
        set: Set::With(set_copies),
    },
    Flag {
        long: "all",
        short: None,
        value: None,
        sentence: "The same as --copies keep",
        doc: "Keep what stands twice when the article is written out: the same as --copies keep.",
        set: Set::Alone(|draft| draft.options.copies = Some(Copies::Keep)),
    },
    Flag {
        long: "explain",
        short: None,
        value: None,
        sentence: "Write every block with its kind, score and reasons",
        doc: "Write a line for every block of the article: its kind, how sure that is, and the reasons that decided. \
              Also says what was made harmless on reading.",
        set: Set::Alone(|draft| draft.explain = true),
    },
    Flag {
        long: "repeats",
        short: None,
        value: None,
        sentence: "Write what several articles say again of each other",
        doc: "Compare all the articles given, in the order of their dates, and write a line for every stretch that one \
              has from an earlier one, word for word or reworded: the article, its blocks, how many passages and words \
              they are, how they repeat, the earlier article and its blocks, and how the stretch begins, a tab between \
              two cells. With --to json everything as one JSON object. An article that cannot be read is told, and the \
              others are compared.",
        set: Set::Alone(|draft| draft.repeats = true),
    },
    Flag {
        long: "history",
        short: None,
        value: None,
        sentence: "Write what was read, the last first",
        doc: "Write a line for every article that was read, the last first: when, how much of it, its title, and where \
              it came from. With --to json an object a line.",
        set: Set::Alone(|draft| draft.history = true),
    },
    Flag {
        long: "clear-history",
        short: None,
        value: Some("WHICH"),
        sentence: "Forget what was read: all, a title or a file",
        doc: "Forget what was read: all of it, or the articles of a title, a file or an address, as --history writes \
              them. Places, marks and what was read in them are forgotten, too; settings stay. An article that is \
              called all is named by its file.",
        set: Set::With(set_forget),
    },
    Flag {
        long: "no-state",
        short: None,
        value: None,
        sentence: "Use and keep nothing of a visit",
        doc: "Open every article as if for the first time, and keep nothing of this visit: neither the place, nor what \
              was read, nor settings.",
        set: Set::Alone(|draft| draft.options.no_state = true),
    },
    Flag {
        long: "theme",
        short: None,
        value: Some("NAME"),
        sentence: "Use this theme",
        doc: "Use this theme, one of those that --list-themes names. It holds over the configuration and over \
              NO_COLOR.",
        set: Set::With(set_theme),
    },
    Flag {
        long: "list-themes",
        short: None,
        value: None,
        sentence: "Write the names of the themes",
        doc: "Write the names of the themes to standard output, one a line: the built-in ones, and those in the \
              folder of the configuration.",
        set: Set::Alone(|draft| draft.list_themes = true),
    },
    Flag {
        long: "measure",
        short: None,
        value: Some("COLUMNS"),
        sentence: "Set lines of this many columns, 20 to 400",
        doc: "Set lines of prose of this many columns, 20 to 400, where the terminal has them.",
        set: Set::With(set_measure),
    },
    Flag {
        long: "ascii",
        short: None,
        value: None,
        sentence: "Draw rules, marks and bars in ASCII",
        doc: "Draw everything that is not the article's own text in ASCII, for terminals and fonts without the \
              usual signs.",
        set: Set::Alone(|draft| draft.options.ascii = true),
    },
    Flag {
        long: "no-mouse",
        short: None,
        value: None,
        sentence: "Leave the mouse to the terminal",
        doc: "Leave the mouse to the terminal, so that its own selection works. A key takes it back.",
        set: Set::Alone(|draft| draft.options.no_mouse = true),
    },
    Flag {
        long: "config",
        short: None,
        value: None,
        sentence: "Write what is set, and where it comes from",
        doc: "Write the configuration in effect to standard output, as a configuration: every setting with its value \
              and where that comes from, the default, a line of the file, the command line or the environment, and \
              the keys that are bound anew. What is wrong with the configuration is told on standard error, and the \
              exit code is then 1.",
        set: Set::Alone(|draft| draft.config = true),
    },
    Flag {
        long: "config-file",
        short: None,
        value: Some("FILE"),
        sentence: "Take the configuration from this file",
        doc: "Take the configuration from this file instead of the usual one.",
        set: Set::With(set_config),
    },
    Flag {
        long: "config-schema",
        short: None,
        value: None,
        sentence: "Write a JSON schema of the configuration",
        doc: "Write a JSON schema of the configuration to standard output, from which editors complete and check it: \
              put it beside the configuration as config.schema.json.",
        set: Set::Alone(|draft| draft.instead = Some(Command::ConfigSchema)),
    },
    Flag {
        long: "no-config",
        short: None,
        value: None,
        sentence: "Take no configuration",
        doc: "Take no configuration: everything is as it comes.",
        set: Set::Alone(|draft| draft.options.config = Config::None),
    },
    Flag {
        long: "man",
        short: None,
        value: None,
        sentence: "Write the man page",
        doc: "Write this page to standard output, to be shown by man -l or put where man finds it.",
        set: Set::Alone(|draft| draft.instead = Some(Command::Man)),
    },
    Flag {
        long: "help",
        short: Some('h'),
        value: None,
        sentence: "Write this help",
        doc: "Write a short help to standard output, which also says where the configuration lies.",
        set: Set::Alone(|draft| draft.instead = Some(Command::Help)),
    },
    Flag {
        long: "version",
        short: Some('V'),
        value: None,
        sentence: "Write the version",
        doc: "Write the version to standard output.",
        set: Set::Alone(|draft| draft.instead = Some(Command::Version)),
    },
];

fn set_to(draft: &mut Draft, typed: OsString) -> Result<(), Wrong> {
    let Some(format) = Format::ALL.into_iter().find(|format| typed == format.name()) else {
        let names = Format::ALL.map(Format::name);
        let wanted = format!("one of {}", names.join(", "));
        return Err(Wrong { typed, wanted });
    };
    draft.to = Some(format);
    Ok(())
}

fn set_copies(draft: &mut Draft, typed: OsString) -> Result<(), Wrong> {
    let Some(copies) = Copies::ALL.into_iter().find(|copies| typed == copies.name()) else {
        let wanted = format!("one of {}", Copies::ALL.map(Copies::name).join(", "));
        return Err(Wrong { typed, wanted });
    };
    draft.options.copies = Some(copies);
    Ok(())
}

fn set_forget(draft: &mut Draft, typed: OsString) -> Result<(), Wrong> {
    let wanted = "all, or a title, a file or an address".to_owned();
    draft.forget = Some(match typed.into_string() {
        Ok(all) if all == "all" => Forget::All,
        Ok(named) if !named.is_empty() => Forget::Named(named),
        Ok(typed) => {
            let typed = typed.into();
            return Err(Wrong { typed, wanted });
        }
        Err(typed) => return Err(Wrong { typed, wanted }),
    });
    Ok(())
}

fn set_theme(draft: &mut Draft, typed: OsString) -> Result<(), Wrong> {
    let name = typed.into_string().map_err(|typed| Wrong {
        typed,
        wanted: "a name that --list-themes writes".to_owned(),
    })?;
    draft.options.theme = Some(name);
    Ok(())
}

fn set_measure(draft: &mut Draft, typed: OsString) -> Result<(), Wrong> {
    let columns = typed.to_str().and_then(|typed| typed.parse().ok());
    let Some(columns) = columns.filter(|columns| MEASURES.contains(columns)) else {
        let wanted = format!("a number of columns from {} to {}", MEASURES.start(), MEASURES.end());
        return Err(Wrong { typed, wanted });
    };
    draft.options.measure = Some(columns);
    Ok(())
}

fn set_config(draft: &mut Draft, typed: OsString) -> Result<(), Wrong> {
    if typed.is_empty() {
        let wanted = "the name of a file".to_owned();
        return Err(Wrong { typed, wanted });
    }
    draft.options.config = Config::File(typed.into());
    Ok(())
}
