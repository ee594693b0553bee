//! The parts of the help besides the list of actions: the keys of one place, the topics of the manual, the commands,
//! the settings; and what of it all is about a word.

use super::manual::{Generated, Part, TOPICS, Topic, term_and_words};
use super::{HelpLine, Keymap, Mode, Spelling, counts, help, list};
use crate::cli::FLAGS;
use crate::keymap::command::{COMMANDS, FORMS};
use crate::keymap::table::TABLE;
use crate::settings;

/// The help as it is opened from a mode: the keys there first, then everything.
pub fn whole(keymap: &Keymap, mode: Mode, spelling: Spelling) -> Vec<HelpLine> {
    let mut lines = pane(keymap, mode, spelling);
    lines.append(&mut help(keymap, spelling));
    lines.append(&mut commands());
    lines.append(&mut settings());
    lines.append(&mut manual());
    lines
}

/// The topics of the manual.
pub fn manual() -> Vec<HelpLine> {
    let mut lines = vec![HelpLine::Heading("The manual: help TOPIC on the command line".into())];
    lines.extend(TOPICS.iter().map(|topic| HelpLine::Entry {
        term: format!("help {}", topic.name),
        words: topic.sentence.to_owned(),
    }));
    lines
}

/// A page of the manual, with the keys of this keymap.
pub fn topic(topic: &Topic, keymap: &Keymap, spelling: Spelling) -> Vec<HelpLine> {
    let mut lines = Vec::new();
    for part in topic.parts() {
        match part {
            Part::Heading(_, words) => lines.push(HelpLine::Heading(words.into())),
            Part::Paragraph(words) => lines.push(HelpLine::Paragraph(words)),
            Part::Item(words) => lines.push(HelpLine::Item(words)),
            Part::Code(code) => lines.extend(code.into_iter().map(HelpLine::Code)),
            Part::Row(cells) => {
                let (term, words) = term_and_words(&cells);
                lines.push(HelpLine::Entry { term, words });
            }
            Part::Generated(Generated::Keys) => {
                lines.extend(counts(keymap, spelling).map(HelpLine::Paragraph));
                lines.append(&mut help(keymap, spelling));
            }
            Part::Generated(Generated::Commands) => lines.extend(commands().into_iter().skip(1)),
            Part::Generated(Generated::Settings) => lines.extend(settings().into_iter().skip(1)),
            Part::Generated(Generated::Options) => lines.append(&mut options()),
        }
    }
    lines
}

/// What can be typed after the program's name.
pub fn options() -> Vec<HelpLine> {
    let option = |flag: &crate::cli::Flag| HelpLine::Entry {
        term: flag.typed(),
        words: flag.sentence.to_owned(),
    };
    FLAGS.iter().map(option).collect()
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
        Mode::Links => "While choosing a link",
        Mode::Box => "In the help, the themes and other overlays",
    };
    let mut lines = vec![HelpLine::Heading(heading.into())];
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
    let mut lines = vec![HelpLine::Heading(
        "On the command line: the name of any action, and".into(),
    )];
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
    let mut lines = vec![HelpLine::Heading("Settings".into())];
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
        HelpLine::Heading(words) => words.to_string(),
        HelpLine::Entry { term, words } => format!("{term} {words}"),
        HelpLine::Paragraph(words) | HelpLine::Item(words) | HelpLine::Code(words) => words.clone(),
        HelpLine::Action { action, keys, sentence } => format!("{keys} {sentence} {}", action.name()),
        HelpLine::Command { typed, sentence } => format!("{typed} {sentence}"),
        HelpLine::Setting { name, sentence, takes } => format!("{name} {sentence} {takes}"),
        HelpLine::Also { keys, place } => format!("{keys} {place}"),
    }
}
