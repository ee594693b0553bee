//! What a line of the command line does: an action by its name, a command of the table, a section by its number.

use std::sync::Arc;

use super::actions::{configuring, moving, writing};
use super::message::Effect;
use super::request::{Request, Requests, requests};
use super::session::Focus;
use super::state::State;
use crate::keymap::command::{self, COMMANDS, Command, Name};
use crate::keymap::{Action, Mode};
use crate::settings::{self, AUTOMATIC, Entry, Kind, Settings, Value};
use crate::spelling::nearest;

/// A line taken apart: `5 line-down`, `write! x.md`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::app) struct CommandWords<'a> {
    /// The number it begins with.
    pub(in crate::app) count: Option<u32>,
    /// What it says to do; empty if it is a number alone.
    pub(in crate::app) name: &'a str,
    /// Whether an exclamation mark follows the name.
    pub(in crate::app) over: bool,
    /// What follows the blank after it; nothing where there is no blank.
    pub(in crate::app) rest: Option<&'a str>,
}

impl<'a> CommandWords<'a> {
    pub(in crate::app) fn of(text: &'a str) -> Self {
        let text = text.trim_start();
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (number, text) = text.split_at(digits);
        let text = text.trim_start();
        let (name, rest) = match text.split_once(' ') {
            Some((name, rest)) => (name, Some(rest.trim_start())),
            None => (text, None),
        };
        let bare = name.strip_suffix('!');
        Self {
            // More digits than a number has mean as many as there are.
            count: (digits > 0).then(|| number.parse().unwrap_or(u32::MAX)),
            name: bare.unwrap_or(name),
            over: bare.is_some(),
            rest,
        }
    }

    fn arguments(&self) -> &'a str {
        self.rest.unwrap_or_default().trim()
    }
}

/// The theme that a line would set, by name.
pub(in crate::app) fn theme_named(text: &str) -> Option<&str> {
    let line = CommandWords::of(text);
    match Command::named(line.name)?.name {
        Name::Theme => Some(line.arguments()),
        Name::Set => {
            let (name, value) = line.arguments().split_once(' ')?;
            let is_theme = Entry::named(name).is_some_and(|entry| entry.kind == Kind::Theme);
            is_theme.then_some(value.trim())
        }
        _ => None,
    }
}

/// Whether an action means something in a mode: the keys of the page mean the same under a sidebar that has the keys.
pub(in crate::app) fn does_something(action: Action, mode: Mode) -> bool {
    let in_mode = |mode| action.entry().keys(mode).is_some();
    // What edits a line moves the end of a selection; to do that by name is no use to anybody.
    let in_list = matches!(action, Action::Accept | Action::Cancel) || super::input::edit_of(action).is_some();
    !in_list && (in_mode(Mode::Page) || (mode != Mode::Page && in_mode(mode)))
}

/// What a word stands for.
enum Meaning {
    Command(&'static Command),
    Action(Action),
}

/// Does what a line says.
pub(in crate::app) fn run(state: &mut State, text: &str) -> Requests {
    let line = CommandWords::of(text);
    if line.name.is_empty() {
        match line.count {
            Some(_) => {
                moving::to_section_or_end(state, line.count);
                state.session.focus = Focus::Page;
            }
            None => state.fail("Nothing to run: type the name of a command"),
        }
        return Vec::new();
    }
    let line = match command::alias(line.name, !line.arguments().is_empty()) {
        // Whoever insists, as in `e!`, need not.
        Some(name) => CommandWords {
            name,
            over: false,
            ..line
        },
        None => line,
    };
    match meaning(line.name) {
        Ok(Meaning::Command(command)) => obey(state, command, line),
        Ok(Meaning::Action(action)) => act(state, action, line),
        Err(words) => {
            state.fail(words);
            Vec::new()
        }
    }
}

/// The command or action that a word names, or is the beginning of as no other's.
fn meaning(word: &str) -> Result<Meaning, String> {
    if let Some(command) = Command::named(word) {
        return Ok(Meaning::Command(command));
    }
    if let Some(action) = Action::from_name(word) {
        return Ok(Meaning::Action(action));
    }
    let words = || {
        let commands = COMMANDS.iter().map(|command| command.word);
        let actions = Action::ALL.iter().map(|action| action.name());
        let actions = actions.filter(|name| Command::named(name).is_none());
        commands.chain(actions)
    };
    let begins: Vec<&str> = words().filter(|name| name.starts_with(word)).collect();
    match begins[..] {
        [only] => meaning(only),
        [] => Err(match nearest(word, words()) {
            Some(meant) => format!("There is no command {word:?}; did you mean {meant}?"),
            None => format!("There is no command {word:?}"),
        }),
        [first, second, ..] => Err(format!(
            "{word:?} could be {first}, {second} or others: type more of it"
        )),
    }
}

/// Does what an action does, as its keys would.
fn act(state: &mut State, action: Action, line: CommandWords<'_>) -> Requests {
    let (name, mode) = (action.name(), state.mode_under());
    if line.over || !line.arguments().is_empty() {
        state.fail(format!("{name} takes no arguments; a count comes first: 5 {name}"));
        return Vec::new();
    }
    if !does_something(action, mode) {
        state.fail(format!("{name} does nothing {}", mode.place()));
        return Vec::new();
    }
    vec![Request::Perform(action, line.count)]
}

/// Does what a command says.
fn obey(state: &mut State, command: &Command, line: CommandWords<'_>) -> Requests {
    let writes = matches!(command.name, Name::Write | Name::WriteSection);
    let arguments = line.arguments();
    let wrong = if line.count.is_some() {
        Some(format!("{} takes no number before it", command.word))
    } else if line.over && !writes && command.name != Name::Quit {
        Some(format!("{} takes no exclamation mark", command.word))
    } else {
        None
    };
    if let Some(wrong) = wrong {
        state.fail(wrong);
        return Vec::new();
    }
    match command.name {
        Name::Set => set(state, arguments),
        Name::Theme if arguments.is_empty() => vec![Request::Perform(Action::Themes, None)],
        Name::Theme => set(state, &format!("theme {arguments}")),
        Name::Open => open(state, arguments),
        Name::Write => requests(writing::write(state, arguments, line.over, false)),
        Name::WriteSection => requests(writing::write(state, arguments, line.over, true)),
        Name::Grep => vec![Request::Find(arguments.to_owned())],
        Name::Help => {
            vec![Request::Help(arguments.to_owned())]
        }
        Name::Quit if arguments.is_empty() => requests([Effect::Quit]),
        Name::Quit => {
            state.fail("quit takes no arguments; write PATH saves the article");
            Vec::new()
        }
    }
}

fn open(state: &mut State, arguments: &str) -> Requests {
    let paths = match shell_words::split(arguments) {
        Ok(paths) if paths.is_empty() => {
            state.fail("Which file? open PATH");
            return Vec::new();
        }
        Ok(paths) => paths,
        Err(_) => {
            state.fail("A quotation mark is not closed; put a backslash before one that is part of a name");
            return Vec::new();
        }
    };
    requests([Effect::OpenFiles {
        paths,
        at: state.session.library.at,
        article: Arc::clone(&state.document.article),
    }])
}

/// `set NAME VALUE`, `set NAME`, `set NAME!`.
fn set(state: &mut State, arguments: &str) -> Requests {
    let (name, value) = match arguments.split_once(' ') {
        Some((name, value)) => (name, Some(value.trim())),
        None => (arguments, None),
    };
    let (name, over) = match name.strip_suffix('!') {
        Some(name) => (name, true),
        None => (name, false),
    };
    let set = setting(name).and_then(|entry| {
        let value = match (value, over) {
            (None, false) => return Ok(shown(entry, &state.session.settings)),
            (None, true) => turned(entry, &state.session.settings)?,
            (Some(typed), false) => valued(state, entry, typed)?,
            (Some(_), true) => return Err(format!("{name}! takes no value: it toggles the setting")),
        };
        let mut settings = state.session.settings.clone();
        entry.set(&mut settings, value);
        Ok((Some(settings), entry.name.to_owned()))
    });
    match set {
        Ok((None, words)) => state.tell(words),
        Ok((Some(settings), name)) => {
            let effects = configuring::take(state, settings);
            if let Some(entry) = Entry::named(&name) {
                state.tell(format!("{name} is {} now", entry.get(&state.session.settings)));
            }
            return requests(effects);
        }
        Err(words) => state.fail(words),
    }
    Vec::new()
}

fn setting(name: &str) -> Result<&'static Entry, String> {
    if name.is_empty() {
        let names: Vec<&str> = settings::TABLE.iter().map(|entry| entry.name).collect();
        return Err(format!("Set what? There are {}", names.join(", ")));
    }
    Entry::named(name).ok_or_else(|| {
        let names = settings::TABLE.iter().map(|entry| entry.name);
        match nearest(name, names) {
            Some(meant) => format!("There is no setting {name:?}; did you mean {meant}?"),
            None => format!("There is no setting {name:?}; set shows which there are"),
        }
    })
}

/// What a setting is, and what it could be.
fn shown(entry: &Entry, settings: &Settings) -> (Option<Settings>, String) {
    let (name, value) = (entry.name, entry.get(settings));
    (None, format!("{name} is {value}; it takes {}", entry.kind.in_words()))
}

/// The other of two values, the next of several.
fn turned(entry: &Entry, settings: &Settings) -> Result<Value, String> {
    match (entry.get(settings), &entry.kind) {
        (Value::Switch(on), _) => Ok(Value::Switch(!on)),
        (Value::Word(word), Kind::Choice(words)) => {
            let at = words.iter().position(|known| *known == word).map_or(0, |at| at + 1);
            Ok(Value::Word(words[at % words.len()].to_owned()))
        }
        _ => Err(format!(
            "{} cannot be toggled: it takes {}",
            entry.name,
            entry.kind.in_words()
        )),
    }
}

fn valued(state: &State, entry: &Entry, typed: &str) -> Result<Value, String> {
    let value = entry
        .kind
        .parse(typed)
        .map_err(|what| format!("{}: {what}", entry.name))?;
    if entry.kind == Kind::Theme
        && typed != AUTOMATIC
        && !state.session.configured.themes.iter().any(|theme| theme == typed)
    {
        let names = || state.session.configured.themes.iter().map(String::as_str);
        return Err(match nearest(typed, names()) {
            Some(meant) => format!("There is no theme {typed:?}; did you mean {meant}?"),
            None => format!(
                "There is no theme {typed:?}; there are {}",
                names().collect::<Vec<_>>().join(", ")
            ),
        });
    }
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_taken_apart() {
        let line = |count, name, over, rest| CommandWords {
            count,
            name,
            over,
            rest,
        };
        for (text, expected) in [
            ("", line(None, "", false, None)),
            ("12", line(Some(12), "", false, None)),
            ("5 line-down", line(Some(5), "line-down", false, None)),
            ("5line-down", line(Some(5), "line-down", false, None)),
            ("  w! ~/a b.md", line(None, "w", true, Some("~/a b.md"))),
            ("set ", line(None, "set", false, Some(""))),
            ("99999999999 zen", line(Some(u32::MAX), "zen", false, None)),
        ] {
            assert_eq!(CommandWords::of(text), expected, "{text:?}");
        }
    }
}
