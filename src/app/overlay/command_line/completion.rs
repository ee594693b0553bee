//! What a line being typed could go on as: commands and actions by their names, settings and their values, themes. The
//! names of files come from outside.

use std::cmp::Reverse;

use crate::app::commands::{CommandWords, does_something};
use crate::app::state::State;
use crate::guide::manual::{TOPICS, Topic};
use crate::keymap::Action;
use crate::keymap::command::{COMMANDS, Command, Takes};
use crate::matching::Fuzzy;
use crate::settings::{self, AUTOMATIC, Entry, Kind};

/// From so many letters on, a word is also looked for in the sentences.
const IN_SENTENCES: usize = 3;

/// What a line could go on as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What is put on the line.
    pub word: String,
    /// What it is or does.
    pub sentence: String,
    /// The action it stands for, whose keys are worth telling.
    pub action: Option<Action>,
    /// What to show in place of keys: the arguments of a command, the value of a setting.
    pub aside: String,
    /// Whether something can follow it.
    pub goes_on: bool,
    /// Whether it is the name of a file.
    pub is_file: bool,
    /// The byte of the line that it is put at, in place of what follows.
    at: usize,
}

impl Completion {
    fn new(word: impl Into<String>, sentence: impl Into<String>, at: usize) -> Self {
        Self {
            word: word.into(),
            sentence: sentence.into(),
            action: None,
            aside: String::new(),
            goes_on: false,
            is_file: false,
            at,
        }
    }

    /// The line with it, whatever was typed there.
    pub(in crate::app) fn on(&self, typed: &str) -> String {
        format!("{}{}", &typed[..typed.floor_char_boundary(self.at)], self.word)
    }
}

/// What was found.
pub(in crate::app) enum Completions {
    /// This.
    These(Vec<Completion>),
    /// The names of files, which have to be asked for: those that begin with this.
    Files(String),
}

/// What a line could go on as, the likeliest first.
pub(in crate::app) fn of(state: &State, text: &str) -> Completions {
    let line = CommandWords::of(text);
    let Some(rest) = line.rest else {
        let at = text.len() - line.name.len() - usize::from(line.over);
        return Completions::These(if line.over {
            Vec::new()
        } else {
            names(state, line.name, at)
        });
    };
    let Some(command) = Command::named(line.name) else {
        return Completions::These(Vec::new());
    };
    let at = text.len() - rest.len();
    Completions::These(match command.takes {
        Takes::Nothing | Takes::Words => Vec::new(),
        Takes::Theme => sorted(rest, themes(state, at)),
        Takes::Setting => settings(state, rest, at),
        Takes::Topic => sorted(rest, topics(at)),
        Takes::Path => return Completions::Files(rest.to_owned()),
        Takes::Paths => return Completions::Files(last_word(rest).to_owned()),
    })
}

/// The files that could go on a line.
pub(in crate::app) fn files(typed: &str, names: &[String]) -> Vec<Completion> {
    let line = CommandWords::of(typed);
    let rest = line.rest.unwrap_or_default();
    let several = Command::named(line.name).is_some_and(|command| command.takes == Takes::Paths);
    let word = if several { last_word(rest) } else { rest };
    let at = typed.len() - word.len();
    let completion = |name: &String| Completion {
        goes_on: name.ends_with('/'),
        is_file: true,
        ..Completion::new(if several { escaped(name) } else { name.clone() }, "", at)
    };
    names.iter().map(completion).collect()
}

/// What is typed of the last of several names: from after the last blank that no backslash makes part of it.
fn last_word(rest: &str) -> &str {
    let mut start = 0;
    let mut letters = rest.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' => {
                letters.next();
            }
            ' ' => start = at + 1,
            _ => {}
        }
    }
    &rest[start..]
}

/// A name in which no blank ends it.
fn escaped(name: &str) -> String {
    let mut escaped = String::with_capacity(name.len());
    for letter in name.chars() {
        if matches!(letter, ' ' | '\\' | '\'' | '"') {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

/// Commands and actions; those actions that something can be done with here.
fn names(state: &State, typed: &str, at: usize) -> Vec<Completion> {
    let commands = COMMANDS.iter().map(|command| Completion {
        goes_on: !command.arguments.is_empty(),
        aside: command.arguments.to_owned(),
        ..Completion::new(command.word, command.sentence, at)
    });
    let mode = state.mode_under();
    let actions = Action::ALL.iter().filter(|action| {
        let hidden = Command::named(action.name()).is_some() || **action == Action::CommandLine;
        does_something(**action, mode) && !hidden
    });
    let actions = actions.map(|&action| Completion {
        action: Some(action),
        ..Completion::new(action.name(), action.sentence(), at)
    });
    let mut completions = sorted(typed, commands.chain(actions).collect());
    // A short name first: it is that what was typed.
    let called = |completion: &Completion| Command::named(typed).is_some_and(|command| command.word == completion.word);
    completions.sort_by_key(|completion| !called(completion));
    completions
}

fn themes(state: &State, at: usize) -> Vec<Completion> {
    let set = state.theme_set();
    let names = state.session.configured.themes.iter().enumerate();
    let mut completions: Vec<Completion> = names
        .map(|(index, name)| Completion::new(name, if index == set { "the one that is set" } else { "" }, at))
        .collect();
    completions.push(Completion::new(AUTOMATIC, "the one that suits the terminal", at));
    completions
}

fn settings(state: &State, rest: &str, at: usize) -> Vec<Completion> {
    let Some((name, value)) = rest.split_once(' ') else {
        let completion = |entry: &Entry| Completion {
            goes_on: true,
            aside: entry.get(&state.session.settings).to_string(),
            ..Completion::new(entry.name, entry.sentence, at)
        };
        return sorted(rest, settings::TABLE.iter().map(completion).collect());
    };
    let at = at + rest.len() - value.len();
    let Some(entry) = Entry::named(name) else {
        return Vec::new();
    };
    let set = entry.get(&state.session.settings).to_string();
    let completion = |word: &str| Completion::new(word, if word == set { "as it is set" } else { "" }, at);
    match &entry.kind {
        Kind::Switch => sorted(value, ["true", "false"].map(completion).into()),
        Kind::Choice(words) => sorted(value, words.iter().map(|word| completion(word)).collect()),
        Kind::Theme => sorted(value, themes(state, at)),
        Kind::Number(_) | Kind::Text if value.is_empty() => vec![Completion::new(set, entry.kind.in_words(), at)],
        Kind::Number(_) | Kind::Text => Vec::new(),
    }
}

fn topics(at: usize) -> Vec<Completion> {
    let manual = TOPICS.iter().map(|topic| Completion {
        aside: "manual".to_owned(),
        ..Completion::new(topic.name, topic.sentence, at)
    });
    let commands = COMMANDS
        .iter()
        .map(|command| Completion::new(command.word, command.sentence, at));
    let settings = settings::TABLE
        .iter()
        .map(|entry| Completion::new(entry.name, entry.sentence, at));
    let actions = Action::ALL
        .iter()
        .filter(|action| Command::named(action.name()).is_none());
    let actions = actions.map(|&action| Completion {
        action: Some(action),
        ..Completion::new(action.name(), action.sentence(), at)
    });
    let others = commands.chain(settings).chain(actions);
    manual
        .chain(others.filter(|other| Topic::named(&other.word).is_none()))
        .collect()
}

/// Those that fit what is typed: first those that begin with it, then those that have its letters in their order, the
/// best first, then those whose sentence has it.
fn sorted(typed: &str, completions: Vec<Completion>) -> Vec<Completion> {
    let typed = typed.trim();
    if typed.is_empty() {
        return completions;
    }
    let small = typed.to_lowercase();
    let mut fuzzy = Fuzzy::ignoring_case(typed);
    let mut fits = |completion: &Completion| {
        if completion.word.to_lowercase().starts_with(&small) {
            return Some((0, Reverse(0)));
        }
        if let Some(score) = fuzzy.score(&completion.word) {
            return Some((1, Reverse(score)));
        }
        let in_sentence = small.chars().count() >= IN_SENTENCES && completion.sentence.to_lowercase().contains(&small);
        in_sentence.then_some((2, Reverse(0)))
    };
    let mut ranked: Vec<_> = completions
        .into_iter()
        .filter_map(|completion| Some((fits(&completion)?, completion)))
        .collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, completion)| completion).collect()
}
