//! The manual: Markdown files under `assets/manual`, one a topic. `:help TOPIC` shows a topic, the man page has all of
//! them.
//!
//! Between two marks such as `<!-- keys:begin -->` and `<!-- keys:end -->` a file has a table that is generated.
//! Whoever reads the file sees the table; the program puts what it knows in its place, such as the reader's own keys.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// A page of the manual.
#[derive(Debug)]
pub struct Topic {
    /// What is typed after `:help`, and the name of the file.
    pub name: &'static str,
    /// What the page is about: at most 60 columns, no full stop.
    pub sentence: &'static str,
    /// The page, as Markdown.
    pub text: &'static str,
}

macro_rules! topic {
    ($name:literal, $sentence:literal) => {
        Topic {
            name: $name,
            sentence: $sentence,
            text: include_str!(concat!("../../assets/manual/", $name, ".md")),
        }
    };
}

/// Every topic, in the order in which one would read them.
pub const TOPICS: &[Topic] = &[
    topic!("opening", "Open files, folders, pipes; get the text of a page"),
    topic!("addresses", "Pages on the web: what is fetched, limits, proxies"),
    topic!("following", "Follow a live blog as it grows; earlier versions"),
    topic!("options", "The options of the command line"),
    topic!("screen", "What the signs on the screen mean"),
    topic!("keys", "Every key, and the name of its action"),
    topic!("finding", "The picker, search, marks, links"),
    topic!("repeats", "What counts as a repeat, and how repeats fold"),
    topic!("progress", "What you have read, and what is new since last time"),
    topic!("history", "What is kept between two visits, and where"),
    topic!("articles", "Many articles: the list, and files that hold many"),
    topic!("corpora", "More articles than one reads: find, write, many machines"),
    topic!("timeline", "Posts by time, and their order"),
    topic!("commands", "The command line inside the reader"),
    topic!("copying", "Select, copy, quote, write to a file, edit"),
    topic!("typography", "How the page is set"),
    topic!("themes", "The built-in themes, and your own"),
    topic!("configuration", "Every setting, and how to change it"),
    topic!("accessibility", "Without colour, without motion, read aloud"),
    topic!("formats", "What can be read and written; the JSON form"),
    topic!("rust", "Use the library in a program of your own"),
];

impl Topic {
    /// The topic of that name.
    pub fn named(name: &str) -> Option<&'static Self> {
        TOPICS.iter().find(|topic| topic.name == name)
    }

    /// Its parts, the title first.
    pub fn parts(&self) -> Vec<Part> {
        parts(self.text)
    }
}

/// A part of a page. In its text, code stands between backticks; no other markup is left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A heading, with its level: 1 is the title of the page.
    Heading(u8, String),
    /// A paragraph.
    Paragraph(String),
    /// An item of a list.
    Item(String),
    /// A block of code, line by line.
    Code(Vec<String>),
    /// A row of a table, cell by cell; the header is left out.
    Row(Vec<String>),
    /// What is generated.
    Generated(Generated),
}

/// A row as something and what is said about it: cells at its beginning that are code are what it is about.
pub(super) fn term_and_words(cells: &[String]) -> (String, String) {
    let is_code = |cell: &&String| cell.starts_with('`') && cell.ends_with('`');
    let terms = cells.iter().take_while(is_code).count().max(1).min(cells.len());
    (cells[..terms].join(" "), cells[terms..].join(": "))
}

/// The tables that are generated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Generated {
    /// The actions and their keys.
    Keys,
    /// What can be typed on the command line inside the reader.
    Commands,
    /// The settings.
    Settings,
    /// The options of the shell's command line.
    Options,
}

impl Generated {
    /// Each of them, with the word of its marks.
    pub const ALL: [(Self, &str); 4] = [
        (Self::Keys, "keys"),
        (Self::Commands, "commands"),
        (Self::Settings, "settings"),
        (Self::Options, "options"),
    ];

    /// The mark before what is generated.
    pub fn begin(word: &str) -> String {
        format!("<!-- {word}:begin -->")
    }

    /// The mark after it.
    pub fn end(word: &str) -> String {
        format!("<!-- {word}:end -->")
    }

    fn marked(mark: &str, form: fn(&str) -> String) -> Option<Self> {
        let found = Self::ALL.into_iter().find(|(_, word)| form(word) == mark.trim());
        found.map(|(generated, _)| generated)
    }
}

/// Takes a page apart.
fn parts(markdown: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut text = String::new();
    let mut cells = Vec::new();
    let mut generated = false;
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Html(mark) if Generated::marked(&mark, Generated::end).is_some() => generated = false,
            _ if generated => {}
            Event::Html(mark) => {
                if let Some(table) = Generated::marked(&mark, Generated::begin) {
                    parts.push(Part::Generated(table));
                    generated = true;
                }
            }
            Event::Text(words) => text.push_str(&words),
            Event::Code(code) => text.extend(["`", &code, "`"]),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            // In a list without blank lines the text of an item is no paragraph.
            Event::Start(Tag::Heading { .. } | Tag::Paragraph | Tag::Item | Tag::TableCell | Tag::CodeBlock(_)) => {
                text.clear();
            }
            Event::End(TagEnd::Heading(level)) => parts.push(Part::Heading(level as u8, std::mem::take(&mut text))),
            Event::End(TagEnd::Paragraph) => parts.push(Part::Paragraph(std::mem::take(&mut text))),
            Event::End(TagEnd::Item) => parts.push(Part::Item(std::mem::take(&mut text))),
            Event::End(TagEnd::CodeBlock) => parts.push(Part::Code(text.lines().map(str::to_owned).collect())),
            Event::End(TagEnd::TableCell) => cells.push(std::mem::take(&mut text)),
            Event::End(TagEnd::TableHead) => cells.clear(),
            Event::End(TagEnd::TableRow) => parts.push(Part::Row(std::mem::take(&mut cells))),
            _ => {}
        }
    }
    parts
}
