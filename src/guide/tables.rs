//! The tables in the manual that are generated, as Markdown.

use super::manual::Generated;
use super::{ActionGroup, Key, Keymap, Shown, Spelling, entries, one};
use crate::cli::FLAGS;
use crate::keymap::command::{COMMANDS, FORMS};
use crate::settings::{self, Settings};

/// A table as it stands in the manual's file; a test compares them.
pub fn table(which: Generated) -> String {
    match which {
        Generated::Keys => keys(),
        Generated::Commands => {
            let commands = COMMANDS
                .iter()
                .map(|command| [format!("`{}`", command.typed()), command.sentence.to_owned()]);
            let forms = FORMS
                .iter()
                .map(|&(typed, sentence)| [format!("`{typed}`"), sentence.to_owned()]);
            markdown(["Command", "What it does"], commands.chain(forms))
        }
        Generated::Settings => {
            let default = Settings::default();
            let rows = settings::TABLE.iter().map(|entry| {
                let [name, value] =
                    [entry.name.to_owned(), entry.get(&default).to_string()].map(|word| format!("`{word}`"));
                [name, entry.sentence.to_owned(), entry.kind.in_words(), value]
            });
            markdown(["Setting", "What it sets", "Values", "Default"], rows)
        }
        Generated::Options => {
            let rows = FLAGS
                .iter()
                .map(|flag| [format!("`{}`", flag.typed()), flag.sentence.to_owned()]);
            markdown(["Option", "What it does"], rows)
        }
    }
}

/// The default keys, a row for each action with the name the configuration calls it by.
fn keys() -> String {
    let keymap = Keymap::default();
    let mut rows = Vec::new();
    for group in ActionGroup::ALL {
        rows.push([format!("**{}**", group.heading()), String::new(), String::new()]);
        for entry in entries(group) {
            let Shown { keys, also } = Shown::of(&keymap, entry.action);
            let mut cell = code(keys);
            for (mode, keys) in also {
                cell.push_str(&format!("; {} {}", mode.place(), code(keys)));
            }
            rows.push([cell, entry.sentence.to_owned(), format!("`{}`", entry.name)]);
        }
    }
    markdown(["Keys", "What they do", "Name"], rows)
}

fn markdown<const N: usize>(header: [&str; N], rows: impl IntoIterator<Item = [String; N]>) -> String {
    let mut table = format!("| {} |\n{}|\n", header.join(" | "), "|---".repeat(N));
    for row in rows {
        // An empty cell is one blank.
        table.push_str(
            &format!("| {} |\n", row.join(" | "))
                .replace("|  |", "| |")
                .replace("|  |", "| |"),
        );
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
