//! The man page, in roff with the man macros (groff's `man(7)`): a frame, and in it every page of the manual.

use std::fmt::Write;

use super::manual::{Generated, Part, TOPICS, term_and_words};
use super::{HelpLine, Keymap, Spelling, commands, counts, help, settings};
use crate::cli::{self, FLAGS};

/// The man page: the manual with every option, key, command and setting.
pub fn man_page() -> String {
    let mut page = format!(
        "\
.TH DATELINE 1 \"\" \"{}\" \"User Commands\"
.SH NAME
dateline \\- read a news live blog or a long article in the terminal
.SH SYNOPSIS
.B dateline
.RI [ OPTION ].\\|.\\|.\\& \" \" [ FILE ].\\|.\\|.
",
        roff(&cli::version())
    );
    for topic in TOPICS {
        page.push_str(&markup(&topic.parts()));
    }
    page.push_str(END);
    page
}

const END: &str = "\
.SH ENVIRONMENT
.TP
.B COLORFGBG
Whether the terminal is light or dark, unless the configuration says so.
.TP
.B NO_COLOR
If set and not empty, a theme without colours is used, unless --theme names another.
.TP
.B VISUAL, EDITOR
The editor to open the text in.
.TP
.B BROWSER
What opens links.
.SH EXIT STATUS
0 on success, 1 if some of the articles could not be read or the configuration has faults, 2 on any other error.
";

/// A page of the manual in roff.
fn markup(parts: &[Part]) -> String {
    let mut page = String::new();
    let mut tell = |words: String| {
        page.push_str(&words);
        page.push('\n');
    };
    for part in parts {
        match part {
            Part::Heading(1, words) => tell(format!(".SH {}", roff(&words.to_uppercase()))),
            Part::Heading(_, words) => tell(format!(".SS {}", spans(words))),
            Part::Paragraph(words) => tell(format!(".PP\n{}", spans(words))),
            Part::Item(words) => tell(format!(".IP \\(bu 2\n{}", spans(words))),
            Part::Code(lines) => {
                let lines: Vec<String> = lines.iter().map(|line| roff(line)).collect();
                tell(format!(".PP\n.RS 4\n.EX\n{}\n.EE\n.RE", lines.join("\n")));
            }
            Part::Row(cells) => {
                let (term, words) = term_and_words(cells);
                tell(format!(".TP\n{}\n{}", bold(&term), spans(&words)));
            }
            Part::Generated(table) => tell(generated(*table)),
        }
    }
    page
}

fn generated(table: Generated) -> String {
    let keymap = Keymap::default();
    let lines = match table {
        Generated::Options => {
            let options = FLAGS
                .iter()
                .map(|flag| format!(".TP\n{}\n{}", bold(&flag.typed()), roff(flag.doc)));
            return options.collect::<Vec<_>>().join("\n");
        }
        Generated::Keys => help(&keymap, Spelling::Ascii),
        Generated::Commands => commands().into_iter().skip(1).collect(),
        Generated::Settings => settings().into_iter().skip(1).collect(),
    };
    let counts = counts(&keymap, Spelling::Ascii).filter(|_| table == Generated::Keys);
    let counts = counts.map(|words| format!(".PP\n{}.", roff(&words)));
    counts
        .into_iter()
        .chain(lines.iter().map(line))
        .collect::<Vec<_>>()
        .join("\n")
}

/// A line of a list, without the line feed at its end.
fn line(line: &HelpLine) -> String {
    match line {
        HelpLine::Heading(words) => format!(".SS {}", roff(words)),
        HelpLine::Action { action, keys, sentence } => {
            let keys = if keys.is_empty() { "no key" } else { keys };
            format!(".TP\n{}\n{} ({})", bold(keys), roff(sentence), roff(action.name()))
        }
        HelpLine::Command { typed, sentence } => format!(".TP\n{}\n{}", bold(typed), roff(sentence)),
        HelpLine::Setting { name, sentence, takes } => {
            format!(".TP\n{}\n{}: {}", bold(name), roff(sentence), roff(takes))
        }
        HelpLine::Also { keys, place } => format!(".br\n{}: {}", roff(place), bold(keys)),
        // These are parts of the manual, which is written from its own parts above.
        HelpLine::Entry { .. } | HelpLine::Paragraph(_) | HelpLine::Item(_) | HelpLine::Code(_) => String::new(),
    }
}

fn bold(text: &str) -> String {
    format!("\\fB{}\\fR", roff(&text.replace('`', "")))
}

/// Text in which code stands between backticks.
fn spans(text: &str) -> String {
    let mut out = String::new();
    for (at, span) in text.split('`').enumerate() {
        if at % 2 == 0 {
            out.push_str(&roff(span));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "\\fB{}\\fR", roff(span));
        }
    }
    out
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
            c if c.is_ascii() => out.push(c),
            c => out.push_str(&format!("\\[u{:04X}]", u32::from(c))),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_of_the_manual_has_its_form_in_roff() {
        let [heading, below, paragraph, item] =
            ["Marks", "In \u{bd} - or so", ".5 of `a|b`, \\o", "`x`"].map(str::to_owned);
        let page = markup(&[
            Part::Heading(1, heading),
            Part::Heading(2, below),
            Part::Paragraph(paragraph),
            Part::Item(item),
            Part::Code(vec!["cat x | y".to_owned(), ".z".to_owned()]),
            Part::Row(vec!["`┃`".to_owned(), "`#`".to_owned(), "it's here".to_owned()]),
        ]);
        let expected = "\
.SH MARKS
.SS In \\[u00BD] \\- or so
.PP
\\&.5 of \\fBa|b\\fR, \\(rso
.IP \\(bu 2
\\fBx\\fR
.PP
.RS 4
.EX
cat x | y
\\&.z
.EE
.RE
.TP
\\fB\\[u2503] #\\fR
it\\(aqs here
";
        assert_eq!(page, expected);
    }
}
