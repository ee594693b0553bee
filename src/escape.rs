//! Text from outside, written so that it can be printed: what could drive a terminal, turn a line around or hide in it
//! is written as an escape.
//!
//! File names, arguments, configuration keys, addresses and the words of other libraries that quote them may hold any
//! character. The text of an article is cleaned on reading and has other rules: see [`is_harmless`].

use std::borrow::Cow;

use crate::chars;

/// How a character is written that is not printed as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EscapeStyle {
    /// For people: `\n`, `\u{1b}`.
    Shown,
    /// As in a string of JSON: `\u001b`; beyond U+FFFF as two surrogates.
    Json,
    /// As in a string of TOML: `\u001B`, `\U000E0041`.
    Toml,
}

impl EscapeStyle {
    /// Writes a character as an escape.
    pub(crate) fn push(self, out: &mut String, c: char) {
        match self {
            Self::Shown => out.extend(c.escape_default()),
            Self::Json => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    out.push_str(&format!("\\u{unit:04x}"));
                }
            }
            Self::Toml if u32::from(c) > 0xFFFF => out.push_str(&format!("\\U{:08X}", u32::from(c))),
            Self::Toml => out.push_str(&format!("\\u{:04X}", u32::from(c))),
        }
    }
}

/// The text on one line, escaped for people.
pub(crate) fn shown(text: &str) -> Cow<'_, str> {
    escaped(text, EscapeStyle::Shown)
}

/// The text with everything but [plain](is_plain) characters escaped. Joiners and the like stay where a script or an
/// emoji needs them.
pub(crate) fn escaped(text: &str, style: EscapeStyle) -> Cow<'_, str> {
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for (at, c) in text.char_indices() {
        let is_needed = || chars::is_invisible(c) && chars::is_needed(&text[..at], c, &text[at + c.len_utf8()..]);
        if is_plain(c) || is_needed() {
            out.push(c);
        } else {
            style.push(&mut out, c);
        }
    }
    Cow::Owned(out)
}

/// Whether a character can be seen, stands where it was written, and does nothing else. Line breaks are not plain.
pub(crate) fn is_plain(c: char) -> bool {
    !chars::is_hostile(c)
}

/// Whether a character may stand in a text that was cleaned on reading: there, joiners, selectors and tags are left
/// where a script or an emoji needs them. Line feeds and tabs are harmless.
pub(crate) fn is_harmless(c: char) -> bool {
    matches!(c, '\n' | '\t') || !(c.is_control() || chars::is_line_separator(c) || chars::is_bidi_control(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_drives_turns_or_hides_is_escaped_and_scripts_are_left_alone() {
        for (text, escaped) in [
            ("plain – naïve, 港", "plain – naïve, 港"),
            ("a\u{1b}]0;x\u{7}\n\t\u{9b}m", "a\\u{1b}]0;x\\u{7}\\n\\t\\u{9b}m"),
            ("\u{202e}cod.exe pay\u{200d}pal", "\\u{202e}cod.exe pay\\u{200d}pal"),
            ("می\u{200c}خواهم 👩\u{200d}👧", "می\u{200c}خواهم 👩\u{200d}👧"),
        ] {
            assert_eq!(shown(text), escaped);
        }
        assert_eq!(
            super::escaped("\u{1b}\u{e0041}", EscapeStyle::Toml),
            "\\u001B\\U000E0041"
        );
        assert_eq!(
            super::escaped("\u{1b}\u{e0041}", EscapeStyle::Json),
            "\\u001b\\udb40\\udc41"
        );
    }
}
