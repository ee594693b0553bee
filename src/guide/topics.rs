//! The parts of the help besides the list of actions: the keys of one place, the commands, the settings; and what of it
//! all is about a word.

use super::{HelpLine, Keymap, Mode, Spelling, help, list};
use crate::keymap::command::{COMMANDS, FORMS};
use crate::keymap::table::TABLE;
use crate::settings;

/// The help as it is opened from a mode: the keys there first, then everything.
pub fn whole(keymap: &Keymap, mode: Mode, spelling: Spelling) -> Vec<HelpLine> {
    let mut lines = pane(keymap, mode, spelling);
    lines.append(&mut help(keymap, spelling));
    lines.append(&mut commands());
    lines.append(&mut settings());
    lines
}

/// What keys do in a mode: each action that is bound there once, with all its keys there. Nothing for the page, whose
/// keys are what the list of actions tells of.
pub fn pane(keymap: &Keymap, mode: Mode, spelling: Spelling) -> Vec<HelpLine> {
    let heading = match mode {
        Mode::Page => return Vec::new(),
        Mode::Visual => "While selecting: all keys",
        Mode::Sidebar => "In the sidebar",
        Mode::Prompt => "While typing a search or command",
        Mode::Picker => "In the picker and the list of articles",
        Mode::Links => "On the labels of links",
        Mode::Box => "In themes, help and other boxes",
    };
    let mut lines = vec![HelpLine::Heading(heading)];
    for entry in TABLE {
        let keys = keymap.keys_of(mode, entry.action);
        if !keys.is_empty() {
            lines.push(HelpLine::Action {
                action: entry.action,
                keys: list(keys, spelling),
                sentence: entry.sentence,
            });
        }
    }
    lines
}

/// What can be typed on the command line besides the names of actions.
pub fn commands() -> Vec<HelpLine> {
    let mut lines = vec![HelpLine::Heading("On the command line: every action by its name, and")];
    lines.extend(COMMANDS.iter().map(|command| HelpLine::Command {
        typed: command.typed(),
        sentence: command.sentence,
    }));
    lines.extend(FORMS.iter().map(|&(typed, sentence)| HelpLine::Command {
        typed: typed.to_owned(),
        sentence,
    }));
    lines
}

/// What can be set.
pub fn settings() -> Vec<HelpLine> {
    let mut lines = vec![HelpLine::Heading("Settings")];
    lines.extend(settings::TABLE.iter().map(|entry| HelpLine::Setting {
        name: entry.name,
        sentence: entry.sentence,
        takes: entry.kind.in_words(),
    }));
    lines
}

/// The lines that have all of these words in what they say, in their keys or in their name, case aside, under their
/// headings; of a heading that has them, all lines. Without words, all there are.
pub fn about(lines: Vec<HelpLine>, words: &str) -> Vec<HelpLine> {
    let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    let has = |text: &str| {
        let text = text.to_lowercase();
        words.iter().all(|word| text.contains(word.as_str()))
    };
    let mut found = Vec::new();
    let mut heading = None;
    let (mut all, mut above) = (false, false);
    for line in lines {
        let fits = match &line {
            HelpLine::Heading(words) => {
                (all, above) = (has(words), false);
                heading = Some(line);
                continue;
            }
            // Keys of the action above belong to it.
            HelpLine::Also { .. } => above,
            line => all || has(&text_of(line)),
        };
        above = fits;
        if fits {
            found.extend(heading.take());
            found.push(line);
        }
    }
    found
}

/// All that a line says.
fn text_of(line: &HelpLine) -> String {
    match line {
        HelpLine::Heading(words) => (*words).to_owned(),
        HelpLine::Action { action, keys, sentence } => format!("{keys} {sentence} {}", action.name()),
        HelpLine::Command { typed, sentence } => format!("{typed} {sentence}"),
        HelpLine::Setting { name, sentence, takes } => format!("{name} {sentence} {takes}"),
        HelpLine::Also { keys, place } => format!("{keys} {place}"),
    }
}
