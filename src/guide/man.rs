//! The man page, in roff with the man macros (groff's `man(7)`).

use std::fmt::Write;

use super::{HelpLine, Keymap, Spelling, commands, counts, help, settings};
use crate::cli::{self, FLAGS, Flag};

/// The man page: the flags, and the default keys with the names the configuration calls them by.
pub fn man_page() -> String {
    let version = roff(&cli::version());
    let mut page = format!(
        "\
.TH DATELINE 1 \"\" \"{version}\" \"User Commands\"
.SH NAME
dateline \\- read a news live blog or a long article in the terminal
.SH SYNOPSIS
.B dateline
.RI [ FLAG ].\\|.\\|.\\& \" \" [ FILE ].\\|.\\|.
.SH DESCRIPTION
Reads the text of a live blog or of a long article, finds its title, sections, captions and lists, folds away what \
stands twice, and shows it with the headlines of its sections beside it.
.PP
.I FILE
is the text of an article, or what
.B dateline \\-\\-to json
wrote;
.B \\-
is standard input. Without one, standard input is read, or a sample article shown if that is a terminal. Where \
standard output is not a terminal, the clean text of the article goes there.
.SH OPTIONS
"
    );
    for flag in FLAGS {
        // Writing to a string cannot fail, here and below.
        let _ = writeln!(page, ".TP\n{}\n{}", typed(flag), roff(flag.doc));
    }
    let keymap = Keymap::default();
    page.push_str(".SH KEYS\nIn parentheses the names by which the configuration calls them.\n");
    if let Some(counts) = counts(&keymap, Spelling::Ascii) {
        let _ = writeln!(page, "{}.", roff(&counts));
    }
    for line in help(&keymap, Spelling::Ascii) {
        page.push_str(&key_lines(&line));
    }
    page.push_str(".SH COMMANDS\nTyped after a colon, Tab completes.\n");
    for line in commands() {
        page.push_str(&key_lines(&line));
    }
    page.push_str(".SH SETTINGS\nIn the configuration, or by the command set.\n");
    for line in settings().iter().skip(1) {
        page.push_str(&key_lines(line));
    }
    page.push_str(END);
    page
}

const END: &str = "\
.SH FILES
The configuration and the folder of themes beside it lie where the platform keeps such things;
.B dateline \\-\\-help
says where. They are read again whenever they change.
.SH ENVIRONMENT
.TP
.B COLORFGBG
Whether the terminal is light or dark, where that is not set.
.TP
.B NO_COLOR
If set and not empty, a theme without colour is used unless one is asked for.
.SH EXIT STATUS
0 if everything went well, otherwise not.
";

/// The flag as it is typed.
fn typed(flag: &Flag) -> String {
    let mut typed = String::new();
    if let Some(short) = flag.short {
        let _ = write!(typed, "\\fB\\-{short}\\fR, ");
    }
    let _ = write!(typed, "\\fB\\-\\-{}\\fR", roff(flag.long));
    if let Some(value) = flag.value {
        let _ = write!(typed, " \\fI{}\\fR", roff(value));
    }
    typed
}

fn key_lines(line: &HelpLine) -> String {
    match line {
        HelpLine::Heading(heading) => format!(".SS {}\n", roff(heading)),
        HelpLine::Action { action, keys, sentence } => {
            let keys = if keys.is_empty() { "no key" } else { keys };
            format!(
                ".TP\n\\fB{}\\fR\n{} ({})\n",
                roff(keys),
                roff(sentence),
                roff(action.name())
            )
        }
        HelpLine::Command { typed, sentence } => format!(".TP\n\\fB{}\\fR\n{}\n", roff(typed), roff(sentence)),
        HelpLine::Setting { name, sentence, takes } => {
            format!(".TP\n\\fB{}\\fR\n{}: {}\n", roff(name), roff(sentence), roff(takes))
        }
        HelpLine::Also { keys, place } => format!(".br\n{}: \\fB{}\\fR\n", roff(place), roff(keys)),
    }
}

/// Text as roff input: what roff would read as its own is written by name, and a dash stays a dash when copied.
fn roff(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    if text.starts_with('.') {
        out.push_str("\\&");
    }
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\(rs"),
            '-' => out.push_str("\\-"),
            '\'' => out.push_str("\\(aq"),
            '"' => out.push_str("\\(dq"),
            '`' => out.push_str("\\(ga"),
            '^' => out.push_str("\\(ha"),
            '~' => out.push_str("\\(ti"),
            c => out.push(c),
        }
    }
    out
}
