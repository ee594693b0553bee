//! What the reader can set: one table, of which the configuration file, the command line inside the reader and what is
//! told about both come. Data only.
//!
//! A setting has a name, a sentence, and a kind that says which values it takes; it is asked and changed by its
//! [`Entry`], or, where the program itself knows which one it means, by its field in [`Settings`].

use std::fmt;
use std::ops::RangeInclusive;

/// The word for the theme that suits the terminal.
pub const AUTOMATIC: &str = "auto";

/// Columns the prose may be set in.
pub const MEASURE: RangeInclusive<u16> = 20..=400;

/// Columns the sidebar may take.
pub const SIDEBAR_WIDTH: RangeInclusive<u16> = 16..=80;

/// Empty rows that may stand between two paragraphs.
pub const PARAGRAPH_SPACING: RangeInclusive<u16> = 0..=2;

/// What the screen may be taken for: what the terminal says of itself, light or dark whatever it says, or what it
/// answers when it is asked, wherever it is.
pub const APPEARANCES: &[&str] = &[AUTOMATIC, "light", "dark", "ask"];

/// Which repeats start folded: those word for word, reworded ones too, or none.
pub const FOLD_REPEATS: &[&str] = &["exact", "all", "nothing"];

/// The orders in which posts are shown: as the article has them, or by their times.
pub const ORDERS: &[&str] = &["given", "newest", "oldest"];

/// The sets of characters that marks are drawn with.
pub const GLYPHS: &[&str] = &["unicode", "ascii"];

/// What the reader has set.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "switches that the reader sets apart from each other"
)]
pub struct Settings {
    /// The theme's name, or [`AUTOMATIC`] for one of the next two.
    pub theme: String,
    /// The theme for a light screen, or [`AUTOMATIC`].
    pub theme_light: String,
    /// The theme for a dark screen, or [`AUTOMATIC`].
    pub theme_dark: String,
    /// What the screen is taken for, one of [`APPEARANCES`].
    pub appearance: &'static str,
    /// Columns of a line of prose, within [`MEASURE`].
    pub measure: u16,
    /// The whole width of the pane instead of the measure.
    pub full_width: bool,
    /// Whether lines of prose are stretched to the measure.
    pub justify: bool,
    /// Whether long words are broken at the end of a line, by the rules of the text's language.
    pub hyphenate: bool,
    /// Empty rows between two paragraphs, within [`PARAGRAPH_SPACING`]; at 0, paragraphs begin two columns in.
    pub paragraph_spacing: u16,
    /// Whether the sidebar stands beside the page where there is room.
    pub sidebar: bool,
    /// Columns of the sidebar with its border, when it stands beside the page; within [`SIDEBAR_WIDTH`].
    pub sidebar_width: u16,
    /// Whether the program takes the mouse.
    pub mouse: bool,
    /// Nothing but the text.
    pub zen: bool,
    /// Which repeats start folded, one of [`FOLD_REPEATS`].
    pub fold_repeats: &'static str,
    /// Whether lines about the page itself are folded: share lines, newsletters, links elsewhere.
    pub fold_boilerplate: bool,
    /// Whether passages that were read before this visit are folded.
    pub fold_read: bool,
    /// In which order posts are shown, one of [`ORDERS`].
    pub order: &'static str,
    /// The characters that marks are drawn with, one of [`GLYPHS`].
    pub glyphs: &'static str,
}

impl Default for Settings {
    /// A measure of 72 columns, within the 45 to 75 characters that typographers give for a line of prose
    /// (Bringhurst, *The Elements of Typographic Style*, 2.1.2); a sidebar that leaves it whole at 120 columns.
    fn default() -> Self {
        Self {
            theme: AUTOMATIC.to_owned(),
            theme_light: AUTOMATIC.to_owned(),
            theme_dark: AUTOMATIC.to_owned(),
            appearance: APPEARANCES[0],
            measure: 72,
            full_width: false,
            justify: false,
            hyphenate: false,
            paragraph_spacing: 1,
            sidebar: true,
            sidebar_width: 30,
            mouse: true,
            zen: false,
            fold_repeats: FOLD_REPEATS[0],
            fold_boilerplate: false,
            fold_read: false,
            order: ORDERS[0],
            glyphs: GLYPHS[0],
        }
    }
}

/// A value of a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// On or off.
    Switch(bool),
    /// A whole number.
    Number(u16),
    /// One of a set of words, or a name.
    Word(String),
}

impl fmt::Display for Value {
    /// As it is typed: `true`, `72`, `ascii`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Switch(on) => on.fmt(f),
            Self::Number(number) => number.fmt(f),
            Self::Word(word) => word.fmt(f),
        }
    }
}

/// Which values a setting takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// On or off.
    Switch,
    /// A whole number in this range.
    Number(RangeInclusive<u16>),
    /// One of these words.
    Choice(&'static [&'static str]),
    /// The name of a theme, or [`AUTOMATIC`]. Which there are is not known here.
    Theme,
}

impl Kind {
    /// Whether a value is one of these; the name of any theme may be.
    pub fn takes(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Switch, Value::Switch(_)) => true,
            (Self::Number(range), Value::Number(number)) => range.contains(number),
            (Self::Choice(words), Value::Word(word)) => words.contains(&word.as_str()),
            (Self::Theme, Value::Word(word)) => !word.is_empty(),
            _ => false,
        }
    }

    /// The value that somebody typed.
    ///
    /// # Errors
    /// What was expected, in words, where it is none.
    pub fn parse(&self, typed: &str) -> Result<Value, String> {
        let value = match self {
            Self::Switch => match typed {
                "true" | "on" | "yes" => Some(Value::Switch(true)),
                "false" | "off" | "no" => Some(Value::Switch(false)),
                _ => None,
            },
            Self::Number(_) => typed.parse().ok().map(Value::Number),
            Self::Choice(_) | Self::Theme => Some(Value::Word(typed.to_owned())),
        };
        value
            .filter(|value| self.takes(value))
            .ok_or_else(|| format!("expected {}, found {typed:?}", self.in_words()))
    }

    /// What it takes, in words: "a whole number from 20 to 400".
    pub fn in_words(&self) -> String {
        match self {
            Self::Switch => "true or false".to_owned(),
            Self::Number(range) => format!("a whole number from {} to {}", range.start(), range.end()),
            Self::Choice(words) => {
                let quoted: Vec<String> = words.iter().map(|word| format!("{word:?}")).collect();
                quoted.join(" or ")
            }
            Self::Theme => format!("the name of a theme, or {AUTOMATIC:?}"),
        }
    }
}

/// A row of the table.
pub struct Entry {
    /// Its name, in kebab-case.
    pub name: &'static str,
    /// What it sets, without a full stop: at most 60 columns.
    pub sentence: &'static str,
    /// The values it takes.
    pub kind: Kind,
    get: fn(&Settings) -> Value,
    set: fn(&mut Settings, Value),
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl Entry {
    /// The setting of that name.
    pub fn named(name: &str) -> Option<&'static Self> {
        TABLE.iter().find(|entry| entry.name == name)
    }

    /// What it is set to.
    pub fn get(&self, settings: &Settings) -> Value {
        (self.get)(settings)
    }

    /// Sets it. A value that it does not take changes nothing; says whether it does.
    pub fn set(&self, settings: &mut Settings, value: Value) -> bool {
        let takes = self.kind.takes(&value);
        if takes {
            (self.set)(settings, value);
        }
        takes
    }
}

macro_rules! switch {
    ($field:ident, $name:literal, $sentence:literal) => {
        Entry {
            name: $name,
            sentence: $sentence,
            kind: Kind::Switch,
            get: |settings| Value::Switch(settings.$field),
            set: |settings, value| {
                if let Value::Switch(on) = value {
                    settings.$field = on;
                }
            },
        }
    };
}

macro_rules! number {
    ($field:ident, $name:literal, $range:expr, $sentence:literal) => {
        Entry {
            name: $name,
            sentence: $sentence,
            kind: Kind::Number($range),
            get: |settings| Value::Number(settings.$field),
            set: |settings, value| {
                if let Value::Number(number) = value {
                    settings.$field = number;
                }
            },
        }
    };
}

macro_rules! choice {
    ($field:ident, $name:literal, $words:expr, $sentence:literal) => {
        Entry {
            name: $name,
            sentence: $sentence,
            kind: Kind::Choice($words),
            get: |settings| Value::Word(settings.$field.to_owned()),
            set: |settings, value| {
                let Value::Word(word) = value else { return };
                if let Some(known) = $words.iter().find(|known| **known == word) {
                    settings.$field = known;
                }
            },
        }
    };
}

macro_rules! theme {
    ($field:ident, $name:literal, $sentence:literal) => {
        Entry {
            name: $name,
            sentence: $sentence,
            kind: Kind::Theme,
            get: |settings| Value::Word(settings.$field.clone()),
            set: |settings, value| {
                if let Value::Word(name) = value {
                    settings.$field = name;
                }
            },
        }
    };
}

/// Every setting, once, in the order in which they are told.
#[rustfmt::skip] // One row a line: it is read as a table.
pub static TABLE: &[Entry] = &[
    theme!(theme, "theme", "The colours; auto for those that suit the terminal"),
    theme!(theme_light, "theme-light", "The theme on a light screen, where theme is auto"),
    theme!(theme_dark, "theme-dark", "The theme on a dark screen, where theme is auto"),
    choice!(appearance, "appearance", APPEARANCES, "Whether the screen is taken for light or for dark"),
    number!(measure, "measure", MEASURE, "Columns of a line of prose"),
    switch!(full_width, "full-width", "Prose takes all the width there is, whatever the measure"),
    switch!(justify, "justify", "Lines of prose are stretched to the measure"),
    switch!(hyphenate, "hyphenate", "Long words are broken, where the language is known"),
    number!(paragraph_spacing, "paragraph-spacing", PARAGRAPH_SPACING, "Empty rows between paragraphs; 0 sets them in, as in print"),
    switch!(sidebar, "sidebar", "The sidebar stands beside the page where there is room"),
    number!(sidebar_width, "sidebar-width", SIDEBAR_WIDTH, "Columns of the sidebar"),
    switch!(mouse, "mouse", "The mouse scrolls and clicks here, not in the terminal"),
    switch!(zen, "zen", "Nothing but the text"),
    choice!(fold_repeats, "fold-repeats", FOLD_REPEATS, "Which repeats start folded"),
    switch!(fold_boilerplate, "fold-boilerplate", "Lines about the page are folded: share lines, letters, links"),
    switch!(fold_read, "fold-read", "What was read before, here or in another article, is folded"),
    choice!(order, "order", ORDERS, "The order in which posts are shown, where they have times"),
    choice!(glyphs, "glyphs", GLYPHS, "The characters that marks are drawn with"),
];
