//! What can be typed on the command line besides the names of actions: one table, from which what is done, what is
//! offered while typing, help and man page come.
//!
//! Laws, held by tests: names are told from each other and from those of actions, but for the few that do the same with
//! something to go by (`help`, `quit`); sentences fit a line and are said once.

/// A command that is no action, or an action that takes words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Command {
    /// Which it is.
    pub name: Name,
    /// What is typed, in kebab-case.
    pub word: &'static str,
    /// The same for those who know other programs.
    pub short: Option<&'static str>,
    /// What is typed after it, in words: `PATH`; optional in brackets; nothing if empty.
    pub arguments: &'static str,
    /// What it does: at most 60 columns, no full stop.
    pub sentence: &'static str,
    /// What its arguments are, for those who offer some.
    pub takes: Takes,
}

/// The commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each command's sentence stands in the table")]
pub enum Name {
    Set,
    Theme,
    Open,
    Write,
    WriteSection,
    Grep,
    Help,
    Quit,
}

/// What the arguments of a command are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// There are none.
    Nothing,
    /// A setting and its value.
    Setting,
    /// A theme.
    Theme,
    /// Files, blanks between them; a backslash or quotes make a blank part of a name.
    Paths,
    /// One file: all that is typed, blanks too.
    Path,
    /// Any words.
    Words,
    /// A topic of the manual, the name of an action, a command or a setting, or any word.
    Topic,
}

const fn row(
    name: Name,
    (word, short): (&'static str, Option<&'static str>),
    (arguments, takes): (&'static str, Takes),
    sentence: &'static str,
) -> Command {
    Command {
        name,
        word,
        short,
        arguments,
        sentence,
        takes,
    }
}

/// Every command, once, in the order of the help.
#[rustfmt::skip] // One row a line: it is read as a table.
pub const COMMANDS: &[Command] = &[
    row(Name::Set, ("set", None), ("NAME[!] [VALUE]", Takes::Setting), "Change a setting; NAME alone shows it, NAME! toggles it"),
    row(Name::Theme, ("theme", None), ("NAME", Takes::Theme), "Switch to a theme, with a live preview"),
    row(Name::Open, ("open", Some("o")), ("PATH...", Takes::Paths), "Open files or addresses and go to the first of them"),
    row(Name::Write, ("write", Some("w")), ("PATH", Takes::Path), "Save the article to a new file: .md, .json or text"),
    row(Name::WriteSection, ("write-section", Some("ws")), ("PATH", Takes::Path), "Save this section to a new file"),
    row(Name::Grep, ("grep", Some("gr")), ("[WORDS]", Takes::Words), "Find words in all open articles; quotes make a phrase"),
    row(Name::Help, ("help", Some("h")), ("[TOPIC]", Takes::Topic), "Show the keys, a page of the manual, or help on a word"),
    row(Name::Quit, ("quit", Some("q")), ("", Takes::Nothing), "Quit the reader"),
];

/// Forms that are no names: what is typed, and what it does.
pub const FORMS: &[(&str, &str)] = &[
    ("12", "Go to section 12"),
    ("5 NAME", "Do NAME five times"),
    ("write! PATH", "Overwrite a file that exists"),
    ("e [PATH]", "As open PATH; alone, as reload"),
    ("n, bn", "As next-article"),
    ("N, p, bp", "As previous-article"),
    ("ls, files", "As list-articles"),
    ("noh", "As clear: the search is over"),
    ("x, wq, qa", "As quit: there is nothing to save"),
    ("f", "As position"),
];

/// What hands type that know vi or less, and the name that stands for the same here.
const ALIASES: &[(&str, &str)] = &[
    ("e", "reload"),
    ("n", "next-article"),
    ("next", "next-article"),
    ("bn", "next-article"),
    ("bnext", "next-article"),
    ("N", "previous-article"),
    ("p", "previous-article"),
    ("prev", "previous-article"),
    ("bp", "previous-article"),
    ("bprevious", "previous-article"),
    ("ls", "list-articles"),
    ("files", "list-articles"),
    ("buffers", "list-articles"),
    ("noh", "clear"),
    ("nohlsearch", "clear"),
    ("x", "quit"),
    ("xa", "quit"),
    ("wq", "quit"),
    ("wqa", "quit"),
    ("qa", "quit"),
    ("exit", "quit"),
    ("f", "position"),
    ("file", "position"),
    ("$", "end"),
];

/// The name that stands for what vi or less call so.
pub fn alias(typed: &str, has_arguments: bool) -> Option<&'static str> {
    let (_, name) = ALIASES.iter().find(|(alias, _)| *alias == typed)?;
    // With something to open, `e` opens it.
    Some(if *name == "reload" && has_arguments {
        "open"
    } else {
        name
    })
}

impl Command {
    /// The command that is called so, by its word or its short one.
    pub fn named(word: &str) -> Option<&'static Self> {
        COMMANDS.iter().find(|command| command.is_called(word))
    }

    /// Whether it is called so.
    pub fn is_called(&self, word: &str) -> bool {
        self.word == word || self.short == Some(word)
    }

    /// How it is typed: `write, w PATH`.
    pub fn typed(&self) -> String {
        let short = self.short.map_or(String::new(), |short| format!(", {short}"));
        let blank = if self.arguments.is_empty() { "" } else { " " };
        format!("{}{short}{blank}{}", self.word, self.arguments)
    }
}
