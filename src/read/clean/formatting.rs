//! How a terminal or a printer was told to make letters look, where pages end, and the bullets of fonts that have their
//! own: none of it is text, and all of it gets into text.

use crate::steps;

/// No code is longer, in bytes: three colours with all their parts.
const LONGEST_CODE: usize = 64;

/// Letters of a line that is prose rather than an item of a list.
const PROSE: usize = 30;

/// Letters of a line that is as long as a page is wide.
const FULL: usize = 50;

/// Bytes around a page break that are looked at.
const AROUND: usize = 240;

/// The bytes behind an escape that make it a code for colours and styles (SGR), for the rest of a line to be blank (EL,
/// which tools that colour write beside it), or for the usual letters.
pub(super) fn style_code(after: &str) -> Option<usize> {
    if after.starts_with("(B") {
        return Some(2);
    }
    let code = after.strip_prefix('[')?;
    let head = &code[..code.floor_char_boundary(LONGEST_CODE)];
    steps::count(head.len());
    let end = head.find(|c: char| !c.is_ascii_digit() && !matches!(c, ';' | ':'))?;
    head[end..].starts_with(['m', 'K']).then_some(end + 2)
}

/// What stands between two pages of one sentence: a blank, or nothing behind a hyphen; `None` if the sentence, or what
/// else stands at the end of the page, does not go on.
pub(super) fn across_pages(before: &str, after: &str) -> Option<&'static str> {
    let end = &before[before.ceil_char_boundary(before.len().saturating_sub(AROUND))..];
    let line = end.trim_end().rsplit('\n').next().unwrap_or_default();
    let start = &after[..after.floor_char_boundary(AROUND)];
    steps::count(end.len() + start.len());
    let open = line.ends_with(|c: char| c.is_lowercase() || matches!(c, ',' | ';' | '-'));
    let next = start.trim_start();
    // A noun of German, or a name: the line below it is as long as one of prose, and the one above ends within a sentence.
    let noun = next.starts_with(char::is_uppercase)
        && !line.ends_with('-')
        && line.chars().count() >= FULL
        && next.lines().next().is_some_and(|next| next.chars().count() >= PROSE);
    let goes_on = next.starts_with(char::is_lowercase) || noun;
    let prose = line.chars().count() >= PROSE;
    (open && goes_on && prose).then_some(if line.ends_with('-') { "" } else { " " })
}

/// The bullet that a private character is at the start of a line, followed by the text `after`: those of the fonts Symbol
/// and Wingdings as word processors write them, and any other that stands apart from the text, as a bullet does.
pub(super) fn bullet(c: char, after: &str) -> Option<char> {
    const KNOWN: [(char, char); 16] = [
        ('\u{F02D}', '–'),
        ('\u{F06C}', '●'),
        ('\u{F06E}', '■'),
        ('\u{F06F}', '□'),
        ('\u{F071}', '❑'),
        ('\u{F075}', '◆'),
        ('\u{F076}', '❖'),
        ('\u{F0A7}', '▪'),
        ('\u{F0A8}', '◻'),
        ('\u{F0B7}', '•'),
        ('\u{F0D8}', '➢'),
        ('\u{F0E0}', '→'),
        ('\u{F0E8}', '➔'),
        ('\u{F0FB}', '✗'),
        ('\u{F0FC}', '✔'),
        ('\u{F0FE}', '☑'),
    ];
    let known = KNOWN.iter().find(|(own, _)| *own == c).map(|(_, bullet)| *bullet);
    let of_symbols = matches!(c, '\u{F020}'..='\u{F0FF}') && after.starts_with([' ', '\t', '\u{A0}']);
    known.or_else(|| of_symbols.then_some('•'))
}
