//! How keys are written in the configuration and in the table.
//!
//! A character stands for itself; everything else has a name in angle brackets, without regard to case: `zR`, `<c-d>`
//! (Control), `<a-x>` (Alt), `<c-a-left>`, `<space>`, `<pgdn>`, `<f1>`, `<lt>` for `<`. Keys one after the other make
//! a sequence.

use super::{Code, Key};

/// Names of keys; the first of a code is the one written.
const NAMES: &[(&str, Code)] = &[
    ("space", Code::Char(' ')),
    ("lt", Code::Char('<')),
    ("enter", Code::Enter),
    ("return", Code::Enter),
    ("cr", Code::Enter),
    ("tab", Code::Tab),
    ("s-tab", Code::BackTab),
    ("backtab", Code::BackTab),
    ("backspace", Code::Backspace),
    ("bs", Code::Backspace),
    ("esc", Code::Escape),
    ("escape", Code::Escape),
    ("left", Code::Left),
    ("right", Code::Right),
    ("up", Code::Up),
    ("down", Code::Down),
    ("home", Code::Home),
    ("end", Code::End),
    ("pgup", Code::PageUp),
    ("pageup", Code::PageUp),
    ("pgdn", Code::PageDown),
    ("pagedown", Code::PageDown),
    ("ins", Code::Insert),
    ("insert", Code::Insert),
    ("del", Code::Delete),
    ("delete", Code::Delete),
];

/// Control and these letters are one byte with another key, which is what terminals report (ASCII: Control clears the
/// upper three bits).
const SAME_BYTE: &[(char, &str)] = &[('i', "tab"), ('m', "enter"), ('[', "esc")];

/// Reads a sequence of keys.
///
/// # Errors
///
/// Says what cannot be read, and how to write it.
pub fn parse_keys(text: &str) -> Result<Vec<Key>, String> {
    let mut keys = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (key, length) = match c {
            '<' => named(rest)?,
            ' ' => return Err("a space; write <space> for the key, and nothing between keys".to_owned()),
            c if c.is_control() => return Err(format!("a control character ({c:?}); write its key, as <c-d>")),
            c => (Key::plain(Code::Char(c)), c.len_utf8()),
        };
        keys.push(key);
        rest = &rest[length..];
    }
    if keys.is_empty() {
        return Err("no key; write one, as ] or <c-d>".to_owned());
    }
    Ok(keys)
}

/// Reads the key in angle brackets that the text starts with; also says how many bytes it takes.
fn named(text: &str) -> Result<(Key, usize), String> {
    let inside = text.strip_prefix('<').and_then(|rest| {
        let close = rest.find('>')?;
        let (before, after) = rest.split_at(close);
        // The key itself may be `>`, as in `<a->>`; but `<a-->>` is Alt and the minus, then `>`.
        let is_key = before.ends_with('-') && !before.ends_with("--") && after.starts_with(">>");
        Some(&rest[..close + usize::from(is_key)])
    });
    let Some(inside) = inside else {
        return Err(format!("`{text}` has no closing >; write <lt> for the key <"));
    };
    let (control, alt, name) = modifiers(inside);
    let Some(code) = code(name, control || alt) else {
        return Err(unknown(inside, name));
    };
    let code = match code {
        // With Control, terminals report no case.
        Code::Char(c) if control => Code::Char(c.to_ascii_lowercase()),
        code => code,
    };
    let key = Key { code, control, alt };
    if let Some((_, same)) = SAME_BYTE.iter().find(|(c, _)| control && code == Code::Char(*c)) {
        let alt = if alt { "a-" } else { "" };
        return Err(format!(
            "a terminal cannot tell <{inside}> from <{alt}{same}>; write <{alt}{same}>"
        ));
    }
    Ok((key, inside.len() + 2))
}

/// Takes the modifiers off a name: whether Control, whether Alt, and the rest.
fn modifiers(inside: &str) -> (bool, bool, &str) {
    let (mut control, mut alt, mut name) = (false, false, inside);
    // A name is at least one character, so that `<c-->` is Control and the minus.
    while let Some((modifier, rest)) = name.split_once('-').filter(|(_, rest)| !rest.is_empty()) {
        match modifier {
            "c" | "C" if !control => control = true,
            "a" | "A" | "m" | "M" if !alt => alt = true,
            _ => break,
        }
        name = rest;
    }
    (control, alt, name)
}

/// What the name means; a single character only where there are modifiers, since it stands for itself otherwise.
fn code(name: &str, modified: bool) -> Option<Code> {
    if let Some((_, code)) = NAMES.iter().find(|(known, _)| name.eq_ignore_ascii_case(known)) {
        return Some(*code);
    }
    let mut chars = name.chars();
    match (chars.next()?, chars.as_str()) {
        (c, "") if modified && !c.is_control() && !c.is_whitespace() => Some(Code::Char(c)),
        ('f' | 'F', number) if !number.starts_with(['0', '+']) => {
            let number = number.parse().ok().filter(|number| (1..=24).contains(number))?;
            Some(Code::Function(number))
        }
        _ => None,
    }
}

fn unknown(inside: &str, name: &str) -> String {
    let shifted = name.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("s-"));
    if shifted {
        return format!("<{inside}>: Shift is part of a character (write G), and of no other key but <s-tab>");
    }
    let mut chars = name.chars();
    if let (Some(c), "") = (chars.next(), chars.as_str()) {
        return format!("<{inside}>: a character stands for itself; write {c}");
    }
    let names: Vec<&str> = NAMES.iter().map(|(name, _)| *name).collect();
    let names = names.join("> <");
    format!("<{inside}> is no key; known are <c-x> and <a-x> for any x, <f1> to <f24>, <{names}>")
}

impl Key {
    /// As it is written in the configuration; [`parse_keys`] reads it back.
    pub fn notation(self) -> String {
        let name = NAMES.iter().find(|(_, code)| *code == self.code).map(|(name, _)| *name);
        let name = match (self.code, name) {
            (_, Some(name)) => name.to_owned(),
            (Code::Function(number), None) => format!("f{number}"),
            (Code::Char(c), None) if self.is_text() => return c.to_string(),
            (Code::Char(c), None) => c.to_string(),
            // Every other code is in NAMES, which a test holds to.
            (code, None) => format!("{code:?}").to_lowercase(),
        };
        let control = if self.control { "c-" } else { "" };
        let alt = if self.alt { "a-" } else { "" };
        format!("<{control}{alt}{name}>")
    }
}
