//! A key, and how it is shown to people. `notation` has how it is written in the configuration.
//!
//! `^i` is the byte of Tab. Terminals with kitty's keyboard protocol can tell the two apart once its first flag is
//! pushed. It is not pushed: with that flag, a key with Control is reported by the letter of the reader's layout, so on
//! a Cyrillic, Greek or Arabic layout `^c` and `^d` would be gone. `)` and `Alt-→` go forward in the jump list instead.

use std::fmt;

/// What a key is, apart from its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names of keys say what they are")]
pub enum Code {
    Char(char),
    Enter,
    Tab,
    BackTab,
    Backspace,
    Escape,
    Left,
    Right,
    Up,
    Down,
    Home,
    End,
    PageUp,
    PageDown,
    Insert,
    Delete,
    Function(u8),
}

/// A key with its modifiers. Shift is part of a character (`G`, not shift and `g`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// The key.
    pub code: Code,
    /// Whether Control is held.
    pub control: bool,
    /// Whether Alt is held.
    pub alt: bool,
}

impl Key {
    /// The key alone.
    pub const fn plain(code: Code) -> Self {
        Self {
            code,
            control: false,
            alt: false,
        }
    }

    /// The key with Control.
    pub const fn control(c: char) -> Self {
        Self {
            code: Code::Char(c),
            control: true,
            alt: false,
        }
    }

    /// Whether it types a character.
    pub const fn is_text(self) -> bool {
        matches!(self.code, Code::Char(_)) && !self.control && !self.alt
    }

    /// Whether it types a digit, which is part of a count where there are counts.
    pub const fn is_digit(self) -> bool {
        self.is_text() && matches!(self.code, Code::Char('0'..='9'))
    }
}

/// As people read it: `j`, `^d`, `Alt-x`, `Space`, `↓`. The alternate form (`{:#}`) keeps to ASCII for named keys:
/// `Down`.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.control {
            f.write_str("^")?;
        }
        if self.alt {
            f.write_str("Alt-")?;
        }
        let (symbol, word) = match self.code {
            Code::Char(' ') => ("Space", "Space"),
            Code::Char(c) => return write!(f, "{c}"),
            Code::Function(number) => return write!(f, "F{number}"),
            Code::Enter => ("Enter", "Enter"),
            Code::Tab => ("Tab", "Tab"),
            Code::BackTab => ("Shift-Tab", "Shift-Tab"),
            Code::Backspace => ("Backspace", "Backspace"),
            Code::Escape => ("Esc", "Esc"),
            Code::Left => ("←", "Left"),
            Code::Right => ("→", "Right"),
            Code::Up => ("↑", "Up"),
            Code::Down => ("↓", "Down"),
            Code::Home => ("Home", "Home"),
            Code::End => ("End", "End"),
            Code::PageUp => ("PgUp", "PgUp"),
            Code::PageDown => ("PgDn", "PgDn"),
            Code::Insert => ("Ins", "Ins"),
            Code::Delete => ("Del", "Del"),
        };
        f.write_str(if f.alternate() { word } else { symbol })
    }
}

/// Keys pressed one after the other, as people read them: `za`, `^x,Enter`. Never with a space, so that several
/// sequences can stand side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sequence<'a>(
    /// The keys, in order.
    pub &'a [Key],
);

impl fmt::Display for Sequence<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Letters read as one word; names must be kept apart.
        let is_letter = |key: &Key| key.is_text() && key.code != Code::Char(' ');
        let apart = if self.0.iter().all(is_letter) { "" } else { "," };
        for (index, key) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str(apart)?;
            }
            fmt::Display::fmt(key, f)?;
        }
        Ok(())
    }
}
