//! What a line opens with that lines of their own open with: a time, a day, a number of a list, somebody's name and a
//! colon.

use crate::read::text::phrases::hash_word;
use crate::read::text::{chars, clock, mark};

/// What a line opens with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::read::text) enum LineOpening {
    /// Nothing of the kind.
    None,
    /// It is a time or a day, and nothing else.
    Alone,
    /// A time.
    Time,
    /// The number or letter of a list's item.
    Item,
    /// A word or two and a colon, by their hash.
    Label(u64),
}

impl LineOpening {
    /// Of a line.
    pub(in crate::read::text) fn of(line: &str) -> Self {
        if clock::said(line).is_some() {
            Self::Alone
        } else if clock::at_start(line).is_some() {
            Self::Time
        } else if mark::numbered(line).is_some() {
            Self::Item
        } else {
            label(line).map_or(Self::None, |label| Self::Label(hash_word(label)))
        }
    }

    /// Whether it is an item of a list.
    pub(in crate::read::text) fn is_item(self) -> bool {
        self == Self::Item
    }

    /// Whether two lines open alike.
    pub(in crate::read::text) fn is_like(self, other: Self) -> bool {
        matches!(
            (self, other),
            (Self::Time, Self::Time) | (Self::Item, Self::Item) | (Self::Label(_), Self::Label(_))
        )
    }
}

/// Who speaks, or what a line is about: up to three words that begin with a capital, and a colon with a blank.
pub(in crate::read::text) fn label(line: &str) -> Option<&str> {
    /// The longest, in bytes.
    const LONGEST: usize = 40;
    let head = &line[..line.floor_char_boundary(LONGEST)];
    let (label, rest) = head.split_once(chars::is_colon)?;
    let words = label.split_whitespace().count();
    let wide = label.chars().any(chars::is_ideographic);
    let apart = wide || rest.starts_with(char::is_whitespace) || rest.is_empty();
    let capital = label.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase());
    let plain = label
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '.' | '-' | '\'' | '’' | '(' | ')'));
    ((1..=3).contains(&words) && apart && capital && plain).then_some(label)
}
