//! How a terminal or a printer was told to make letters look, and the bullets of fonts that have their own: none of it is
//! text, and all of it gets into text.

use crate::steps;

/// No code is longer, in bytes: three colours with all their parts.
const LONGEST_CODE: usize = 64;

/// No address is longer that programs take.
const LONGEST_LINK: usize = 4096;

/// The bytes behind "escape, [" that make it a code for colours and styles (SGR), or for the rest of a line to be blank (EL,
/// which tools that colour write beside it).
pub(super) fn style_code(code: &str) -> Option<usize> {
    let head = &code[..code.floor_char_boundary(LONGEST_CODE)];
    steps::count(head.len());
    let end = head.find(|c: char| !c.is_ascii_digit() && !matches!(c, ';' | ':'))?;
    head[end..].starts_with(['m', 'K']).then_some(end + 1)
}

/// The address in the bytes that, behind "escape, ]", open a link or, without an address, close it (OSC 8, as most terminals
/// have it), and how many they are.
pub(super) fn hyperlink(command: &str) -> Option<(&str, usize)> {
    let command = &command[..command.floor_char_boundary(LONGEST_LINK)];
    let (_, address) = command.strip_prefix("8;")?.split_once(';')?;
    let end = address.find(|c: char| c.is_control() || c == ' ');
    steps::count(end.unwrap_or(address.len()));
    let (address, rest) = address.split_at(end?);
    let closed = ["\u{1B}\\", "\u{7}", "\u{9C}"]
        .into_iter()
        .find(|end| rest.starts_with(end))?;
    Some((address, command.len() - rest.len() + closed.len()))
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
