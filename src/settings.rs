//! What the reader can set. Data only.
//!
//! [`Settings`] has a field for each, of a type that holds nothing but what may be set. [`TABLE`] names them: from it
//! come the configuration file, its schema and `--config`, and what can be typed after `:set`. A setting is read and
//! changed through its [`Entry`], or, where the program knows which one it means, by its field.

use std::fmt;
use std::ops::RangeInclusive;

/// The word for the theme that suits the terminal.
pub const AUTOMATIC: &str = "auto";

/// Columns that a line of prose may have.
pub const MEASURE: RangeInclusive<u16> = 20..=400;

/// Columns that the sidebar may have.
pub const SIDEBAR_WIDTH: RangeInclusive<u16> = 16..=80;

/// Blank rows that may stand between two paragraphs.
pub const PARAGRAPH_SPACING: RangeInclusive<u16> = 0..=2;

/// Seconds that a page may take to be fetched.
pub const FETCH_TIMEOUT: RangeInclusive<u16> = 1..=3600;

/// Megabytes that a page may have, unpacked.
pub const FETCH_LIMIT: RangeInclusive<u16> = 1..=1024;

/// A type of settings.
trait SettingType: Sized {
    /// The values that it has.
    const KIND: Kind;

    /// As a value of any type.
    fn value(&self) -> Value;

    /// The other way round; `None` for a value that it does not have.
    fn of(value: Value) -> Option<Self>;
}

impl SettingType for bool {
    const KIND: Kind = Kind::Switch;

    fn value(&self) -> Value {
        Value::Switch(*self)
    }

    fn of(value: Value) -> Option<Self> {
        match value {
            Value::Switch(on) => Some(on),
            _ => None,
        }
    }
}

/// A theme: the one that suits the terminal, or one by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ThemeChoice {
    /// The one that suits the terminal.
    #[default]
    Automatic,
    /// The one of this name. Which there are is not known here.
    Named(String),
}

impl ThemeChoice {
    /// Its name, if one is given.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Automatic => None,
            Self::Named(name) => Some(name),
        }
    }
}

impl From<&str> for ThemeChoice {
    fn from(name: &str) -> Self {
        match name {
            AUTOMATIC => Self::Automatic,
            name => Self::Named(name.to_owned()),
        }
    }
}

impl SettingType for ThemeChoice {
    const KIND: Kind = Kind::Theme;

    fn value(&self) -> Value {
        Value::Word(self.name().unwrap_or(AUTOMATIC).to_owned())
    }

    fn of(value: Value) -> Option<Self> {
        match value {
            Value::Word(name) if !name.is_empty() => Some(name.as_str().into()),
            _ => None,
        }
    }
}

/// What the program calls itself when it asks for a page: characters that HTTP can send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserAgent(String);

impl UserAgent {
    /// As it is sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for UserAgent {
    fn default() -> Self {
        Self("dateline".to_owned())
    }
}

impl SettingType for UserAgent {
    const KIND: Kind = Kind::Text;

    fn value(&self) -> Value {
        Value::Word(self.0.clone())
    }

    fn of(value: Value) -> Option<Self> {
        match value {
            Value::Word(text) if is_printable(&text) => Some(Self(text)),
            _ => None,
        }
    }
}

/// The command that makes text of files that are none; which words there are is not checked here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preprocessor(Option<String>);

impl Preprocessor {
    /// The word for no command.
    const NONE: &str = "none";

    /// The command, if there is one.
    pub fn command(&self) -> Option<&str> {
        self.0.as_deref()
    }
}

impl From<&str> for Preprocessor {
    fn from(command: &str) -> Self {
        let command = command.trim();
        let is_none = command.is_empty() || command == Self::NONE;
        Self((!is_none).then(|| command.to_owned()))
    }
}

impl SettingType for Preprocessor {
    const KIND: Kind = Kind::Text;

    fn value(&self) -> Value {
        Value::Word(self.command().unwrap_or(Self::NONE).to_owned())
    }

    fn of(value: Value) -> Option<Self> {
        match value {
            Value::Word(command) if is_printable(&command) => Some(command.as_str().into()),
            _ => None,
        }
    }
}

/// Whether a text is of printable ASCII alone, and has some that is not blank.
fn is_printable(text: &str) -> bool {
    !text.trim().is_empty() && text.bytes().all(|byte| (b' '..=b'~').contains(&byte))
}

/// Declares a setting that is one of a few words; the first is the default.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$about:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $($(#[$about])* $variant,)*
        }

        impl $name {
            /// All of them; the first is the default.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// As it is typed.
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::ALL[0]
            }
        }

        impl SettingType for $name {
            const KIND: Kind = Kind::Choice(&[$($word,)*]);

            fn value(&self) -> Value {
                Value::Word(self.word().to_owned())
            }

            fn of(value: Value) -> Option<Self> {
                let Value::Word(word) = value else { return None };
                Self::ALL.iter().copied().find(|one| one.word() == word)
            }
        }
    };
}

words! {
    /// Whether the screen is taken for a light or a dark one.
    Appearance {
        /// By what the terminal says of itself, or answers if it is near.
        Automatic = "auto",
        /// It is light, whatever the terminal says.
        Light = "light",
        /// It is dark.
        Dark = "dark",
        /// By what the terminal answers, wherever it is.
        Ask = "ask",
    }
}

words! {
    /// Which repeats start folded.
    FoldRepeats {
        /// Those that repeat word for word.
        Exact = "exact",
        /// Reworded ones too.
        All = "all",
        /// None.
        Nothing = "nothing",
    }
}

words! {
    /// What becomes of repeats when the article is written to a file.
    Copies {
        /// They stay.
        Keep = "keep",
        /// Those that are folded are left out, and that is said.
        Drop = "drop",
        /// They stay, and what they repeat is said.
        Mark = "mark",
    }
}

words! {
    /// The order in which posts are shown.
    PostOrder {
        /// As the article has them.
        Given = "given",
        /// The newest first.
        Newest = "newest",
        /// The oldest first.
        Oldest = "oldest",
    }
}

words! {
    /// How the terminal is told of news while another window is looked at.
    Alert {
        /// Not at all.
        Nothing = "nothing",
        /// By its bell.
        Bell = "bell",
        /// By a notification as iTerm2, Windows Terminal and others show it (OSC 9).
        Osc9 = "osc9",
        /// By a notification as rxvt, foot and others show it (OSC 777).
        Osc777 = "osc777",
    }
}

words! {
    /// The characters that marks are drawn with.
    Glyphs {
        /// Signs of Unicode.
        Unicode = "unicode",
        /// ASCII alone.
        Ascii = "ascii",
    }
}

/// What the reader has set.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a setting of its own")]
pub struct Settings {
    /// The theme; if it is not named, one of the next two.
    pub theme: ThemeChoice,
    /// The theme for a light screen.
    pub theme_light: ThemeChoice,
    /// The theme for a dark screen.
    pub theme_dark: ThemeChoice,
    /// Whether the screen is taken for a light or a dark one.
    pub appearance: Appearance,
    /// Columns of a line of prose, within [`MEASURE`].
    pub measure: u16,
    /// Whether prose takes the whole width of the pane instead of the measure.
    pub full_width: bool,
    /// Whether lines of prose are stretched to the measure.
    pub justify: bool,
    /// Whether long words are broken at the end of a line, by the rules of the text's language.
    pub hyphenate: bool,
    /// Blank rows between two paragraphs, within [`PARAGRAPH_SPACING`]; at 0, paragraphs are indented by two columns.
    pub paragraph_spacing: u16,
    /// Whether the sidebar is shown beside the page where there is room.
    pub sidebar: bool,
    /// Columns of the sidebar with its border, when it is shown beside the page; within [`SIDEBAR_WIDTH`].
    pub sidebar_width: u16,
    /// Whether the program takes the mouse.
    pub mouse: bool,
    /// Whether only the text is shown.
    pub zen: bool,
    /// Which repeats start folded.
    pub fold_repeats: FoldRepeats,
    /// Whether boilerplate is folded: share lines, newsletters, links elsewhere.
    pub fold_boilerplate: bool,
    /// Whether passages that were read before this visit are folded.
    pub fold_read: bool,
    /// What becomes of repeats when the article is written to a file.
    pub copies: Copies,
    /// The order in which posts are shown.
    pub order: PostOrder,
    /// How the terminal is told of news.
    pub alert: Alert,
    /// The characters that marks are drawn with.
    pub glyphs: Glyphs,
    /// Whether a file is read again as soon as it changes, though it is not followed.
    pub auto_reload: bool,
    /// The command that makes text of files that are none.
    pub preprocessor: Preprocessor,
    /// What the program calls itself when it asks for a page.
    pub user_agent: UserAgent,
    /// Seconds that a page may take to be fetched, within [`FETCH_TIMEOUT`].
    pub fetch_timeout: u16,
    /// Megabytes that a page may have, within [`FETCH_LIMIT`].
    pub fetch_limit: u16,
}

impl Default for Settings {
    /// A measure of 72 columns, within the 45 to 75 characters that typographers give for a line of prose
    /// (Bringhurst, *The Elements of Typographic Style*, 2.1.2); a sidebar that leaves it whole at 120 columns. A minute
    /// is enough for 2 MB over a slow telephone; the longest live blogs have 12 MB.
    fn default() -> Self {
        Self {
            theme: ThemeChoice::default(),
            theme_light: ThemeChoice::default(),
            theme_dark: ThemeChoice::default(),
            appearance: Appearance::default(),
            measure: 72,
            full_width: false,
            justify: false,
            hyphenate: false,
            paragraph_spacing: 1,
            sidebar: true,
            sidebar_width: 30,
            mouse: true,
            zen: false,
            fold_repeats: FoldRepeats::default(),
            fold_boilerplate: false,
            fold_read: false,
            copies: Copies::default(),
            order: PostOrder::default(),
            alert: Alert::default(),
            glyphs: Glyphs::default(),
            auto_reload: false,
            preprocessor: Preprocessor::default(),
            user_agent: UserAgent::default(),
            fetch_timeout: 60,
            fetch_limit: 32,
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
    /// Printable ASCII.
    Text,
}

impl Kind {
    /// The value that somebody typed.
    ///
    /// # Errors
    /// What was expected, in words, where it is none.
    pub fn parse(&self, typed: &str) -> Result<Value, String> {
        let value = match (self, typed) {
            (Self::Switch, "true" | "on" | "yes") => Some(Value::Switch(true)),
            (Self::Switch, "false" | "off" | "no") => Some(Value::Switch(false)),
            (Self::Switch, _) | (Self::Theme, "") => None,
            (Self::Text, text) => is_printable(text).then(|| Value::Word(text.to_owned())),
            (Self::Number(range), typed) => {
                let number = typed.parse().ok().filter(|number| range.contains(number));
                number.map(Value::Number)
            }
            (Self::Choice(words), typed) => words.contains(&typed).then(|| Value::Word(typed.to_owned())),
            (Self::Theme, name) => Some(Value::Word(name.to_owned())),
        };
        value.ok_or_else(|| format!("expected {}, found {typed:?}", self.in_words()))
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
            Self::Text => "printable ASCII".to_owned(),
        }
    }
}

/// A row of the table.
pub struct Entry {
    /// Its name, in kebab-case.
    pub name: &'static str,
    /// What it sets: at most 60 columns, no full stop.
    pub sentence: &'static str,
    /// The values it takes.
    pub kind: Kind,
    get: fn(&Settings) -> Value,
    set: fn(&mut Settings, Value) -> bool,
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
        (self.set)(settings, value)
    }
}

/// The kind of the field that a function gives: so that the table need not say it again.
const fn kind<T: SettingType>(_: fn(&Settings) -> &T) -> Kind {
    T::KIND
}

macro_rules! setting {
    ($field:ident, $name:literal, $sentence:literal) => {
        Entry {
            name: $name,
            sentence: $sentence,
            kind: kind(|settings| &settings.$field),
            get: |settings| settings.$field.value(),
            set: |settings, value| {
                let Some(value) = SettingType::of(value) else {
                    return false;
                };
                settings.$field = value;
                true
            },
        }
    };
    ($field:ident in $range:expr, $name:literal, $sentence:literal) => {
        Entry {
            name: $name,
            sentence: $sentence,
            kind: Kind::Number($range),
            get: |settings| Value::Number(settings.$field),
            set: |settings, value| match value {
                Value::Number(number) if $range.contains(&number) => {
                    settings.$field = number;
                    true
                }
                _ => false,
            },
        }
    };
}

/// Every setting, once, in the order of the help.
#[rustfmt::skip] // One row a line: it is read as a table.
pub static TABLE: &[Entry] = &[
    setting!(theme, "theme", "The colours; auto picks those that suit the terminal"),
    setting!(theme_light, "theme-light", "The theme on a light screen when theme is auto"),
    setting!(theme_dark, "theme-dark", "The theme on a dark screen when theme is auto"),
    setting!(appearance, "appearance", "Whether the screen counts as light or dark"),
    setting!(measure in MEASURE, "measure", "Length of a line of prose, in columns"),
    setting!(full_width, "full-width", "Prose takes the full width, whatever the measure"),
    setting!(justify, "justify", "Prose is justified: both margins are straight"),
    setting!(hyphenate, "hyphenate", "Long words are hyphenated where the language is known"),
    setting!(paragraph_spacing in PARAGRAPH_SPACING, "paragraph-spacing", "Blank rows between paragraphs; 0 indents them instead"),
    setting!(sidebar, "sidebar", "The sidebar is shown beside the page where there is room"),
    setting!(sidebar_width in SIDEBAR_WIDTH, "sidebar-width", "Width of the sidebar, in columns"),
    setting!(mouse, "mouse", "The mouse scrolls and clicks here, not in the terminal"),
    setting!(zen, "zen", "Only the text is shown"),
    setting!(fold_repeats, "fold-repeats", "Which repeats start folded"),
    setting!(fold_boilerplate, "fold-boilerplate", "Boilerplate is folded: share links, newsletters, menus"),
    setting!(fold_read, "fold-read", "What you read before is folded, in this or any article"),
    setting!(copies, "copies", "What becomes of repeats when :write saves an article"),
    setting!(order, "order", "The order of posts, where they have times"),
    setting!(alert, "alert", "How the terminal announces news in what you follow"),
    setting!(glyphs, "glyphs", "The characters that marks are drawn with"),
    setting!(auto_reload, "auto-reload", "A file that changes is read again at once"),
    setting!(preprocessor, "preprocessor", "The command that makes text of files that are not text"),
    setting!(user_agent, "user-agent", "What web servers are told this program is"),
    setting!(fetch_timeout in FETCH_TIMEOUT, "fetch-timeout", "How long fetching a page may take, in seconds"),
    setting!(fetch_limit in FETCH_LIMIT, "fetch-limit", "The largest page that is fetched, in megabytes"),
];
