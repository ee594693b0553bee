//! The README's tables of keys and of commands.

use std::fmt::Write;

use super::{Group, Key, Keymap, Shown, Spelling, entries, one};
use crate::keymap::command::{COMMANDS, FORMS};

/// The default keys as a Markdown table, a row for each action with the name the configuration calls it by. The
/// README has it between `<!-- keys:begin -->` and `<!-- keys:end -->`; a test compares them.
pub fn readme_keys() -> String {
    let keymap = Keymap::default();
    let mut table = String::from("| Keys | What they do | Name |\n|---|---|---|\n");
    for group in Group::ALL {
        // Writing to a string cannot fail, here and below.
        let _ = writeln!(table, "| **{}** | | |", group.heading());
        for entry in entries(group) {
            let Shown { keys, also } = Shown::of(&keymap, entry.action);
            let mut cell = code(keys);
            for (mode, keys) in also {
                let _ = write!(cell, "; {} {}", mode.place(), code(keys));
            }
            let _ = writeln!(table, "| {cell} | {} | `{}` |", entry.sentence, entry.name);
        }
    }
    table
}

/// The commands as a Markdown table. The README has it between `<!-- commands:begin -->` and `<!-- commands:end -->`; a
/// test compares them.
pub fn readme_commands() -> String {
    let mut table = String::from("| Command | What it does |\n|---|---|\n");
    let commands = COMMANDS.iter().map(|command| (command.typed(), command.sentence));
    let forms = FORMS.iter().map(|&(typed, sentence)| (typed.to_owned(), sentence));
    for (typed, sentence) in commands.chain(forms) {
        // Writing to a string cannot fail.
        let _ = writeln!(table, "| `{typed}` | {sentence} |");
    }
    table
}

/// Sequences as code spans. A bar would end the cell, and a backtick the span.
fn code(sequences: &[Vec<Key>]) -> String {
    let span = |keys: &Vec<Key>| match one(keys, Spelling::Signs) {
        keys if keys.contains('`') => format!("`` {keys} ``"),
        keys => format!("`{}`", keys.replace('|', "\\|")),
    };
    if sequences.is_empty() {
        return "none".to_owned();
    }
    let spans: Vec<String> = sequences.iter().map(span).collect();
    spans.join(" ")
}
