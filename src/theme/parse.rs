//! One theme file as it is written, with nothing inherited and no name of a colour resolved.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::color::{DEFAULT, NAMES};
use super::source::{Document, Source};
use super::{Appearance, Color, Error, glyphs};
use crate::layout::role::{Glyph, Role};

/// The content of one file.
pub(super) struct Layer<'a> {
    pub(super) document: Document<'a>,
    pub(super) appearance: Option<Appearance>,
    /// The theme that it inherits, and where in the file that stands.
    pub(super) inherits: Option<(String, usize)>,
    pub(super) palette: BTreeMap<String, Color>,
    /// By role; none if the file does not mention it.
    pub(super) roles: Vec<Option<RoleEntry>>,
    /// By glyph.
    pub(super) glyphs: Vec<Option<String>>,
}

/// What a file says about a role. What it leaves out is as in the role's parent.
#[derive(Clone, Debug, Default)]
pub(super) struct RoleEntry {
    pub(super) fg: Option<Paint>,
    pub(super) bg: Option<Paint>,
    pub(super) bold: Option<bool>,
    pub(super) dim: Option<bool>,
    pub(super) italic: Option<bool>,
    pub(super) underlined: Option<bool>,
    pub(super) reversed: Option<bool>,
    pub(super) crossed_out: Option<bool>,
}

/// A colour as it is written.
#[derive(Clone, Debug)]
pub(super) enum Paint {
    Plain(Color),
    /// A name, to be looked up in the palette; and where it stands in the file.
    Named(String, usize),
}

const KEYS: [&str; 5] = ["appearance", "inherits", "palette", "roles", "glyphs"];
const FIELDS: [&str; 8] = [
    "fg",
    "bg",
    "bold",
    "dim",
    "italic",
    "underlined",
    "reversed",
    "crossed-out",
];
const APPEARANCES: [(&str, Appearance); 3] = [
    ("dark", Appearance::Dark),
    ("light", Appearance::Light),
    ("any", Appearance::Any),
];

impl<'a> Layer<'a> {
    /// Reads a file; its errors are noted in its document.
    pub(super) fn parse(source: &Source<'a>) -> Layer<'a> {
        let (document, table) = Document::parse(source.file, source.text);
        let mut layer = Layer {
            document,
            appearance: None,
            inherits: None,
            palette: BTreeMap::new(),
            roles: vec![None; Role::ALL.len()],
            glyphs: vec![None; Glyph::ALL.len()],
        };
        // What is left of a file that is not TOML would only add false errors.
        if layer.document.is_sound() {
            layer.read(&table);
        }
        layer
    }

    /// The errors in the file.
    pub(super) fn into_errors(self) -> Vec<Error> {
        self.document.into_errors()
    }

    fn read(&mut self, table: &DeTable<'_>) {
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "appearance" => self.read_appearance(value),
                "inherits" => {
                    let name = self.document.string(value, "the name of a theme");
                    self.inherits = name.map(|name| (name.to_owned(), value.span().start));
                }
                "palette" => self.each(value, "a table of colours", Self::read_colour),
                "roles" => self.each(value, "a table of roles", Self::read_role),
                "glyphs" => self.each(value, "a table of glyphs", Self::read_glyph),
                "name" => {
                    let help = "a theme is called as its file is; leave the key out";
                    self.document.wrong(key.span().start, "unknown key \"name\"", help);
                }
                word => self.document.unknown(key.span().start, "key", word, KEYS),
            }
        }
    }

    fn each(
        &mut self,
        value: &Spanned<DeValue<'_>>,
        expected: &str,
        read: fn(&mut Self, &str, usize, &Spanned<DeValue<'_>>),
    ) {
        let Some(table) = self.document.table(value, expected) else {
            return;
        };
        for (key, value) in table {
            read(self, key.get_ref(), key.span().start, value);
        }
    }

    fn read_appearance(&mut self, value: &Spanned<DeValue<'_>>) {
        let Some(word) = self.document.string(value, "\"dark\", \"light\" or \"any\"") else {
            return;
        };
        self.appearance = APPEARANCES
            .iter()
            .find(|(name, _)| *name == word)
            .map(|(_, appearance)| *appearance);
        if self.appearance.is_none() {
            let known = APPEARANCES.map(|(name, _)| name);
            self.document.unknown(value.span().start, "appearance", word, known);
        }
    }

    fn read_colour(&mut self, name: &str, at: usize, value: &Spanned<DeValue<'_>>) {
        if name == DEFAULT || name.starts_with('#') {
            let help = "\"default\" and what starts with # have a meaning already";
            self.document
                .wrong(at, format!("a colour can't be called {name:?}"), help);
            return;
        }
        match self.paint(value) {
            Some(Paint::Plain(color)) => {
                self.palette.insert(name.to_owned(), color);
            }
            Some(Paint::Named(word, at)) => match Color::named(&word) {
                Some(color) => {
                    self.palette.insert(name.to_owned(), color);
                }
                None => self
                    .document
                    .unknown(at, "colour", &word, NAMES.into_iter().chain([DEFAULT])),
            },
            None => {}
        }
    }

    fn read_role(&mut self, name: &str, at: usize, value: &Spanned<DeValue<'_>>) {
        let Some(role) = Role::ALL.iter().position(|role| role.name() == name) else {
            self.document
                .unknown(at, "role", name, Role::ALL.iter().map(|role| role.name()));
            return;
        };
        let entry = match value.get_ref() {
            DeValue::Table(table) => self.entry(name, table),
            _ => RoleEntry {
                fg: self.paint(value),
                ..RoleEntry::default()
            },
        };
        self.roles[role] = Some(entry);
    }

    fn entry(&mut self, role: &str, table: &DeTable<'_>) -> RoleEntry {
        let mut entry = RoleEntry::default();
        for (key, value) in table {
            let word = key.get_ref().as_ref();
            match word {
                "fg" => entry.fg = self.paint(value),
                "bg" => entry.bg = self.paint(value),
                "bold" => entry.bold = self.document.boolean(value),
                "dim" => entry.dim = self.document.boolean(value),
                "italic" => entry.italic = self.document.boolean(value),
                "underlined" => entry.underlined = self.document.boolean(value),
                "reversed" => entry.reversed = self.document.boolean(value),
                "crossed-out" => entry.crossed_out = self.document.boolean(value),
                // TOML takes caption.credit for a table in a table.
                _ if is_role(&format!("{role}.{word}")) => {
                    let help = format!("write \"{role}.{word}\", in quotation marks");
                    self.document
                        .wrong(key.span().start, format!("{role}.{word} is a role of its own"), help);
                }
                _ => self.document.unknown(key.span().start, "attribute", word, FIELDS),
            }
        }
        entry
    }

    /// A colour as it is written: its name may be in the palette.
    fn paint(&mut self, value: &Spanned<DeValue<'_>>) -> Option<Paint> {
        let expected = "a colour: a name of the palette, \"#rrggbb\", \"default\", \"red\", 0 to 255";
        if value.get_ref().is_integer() {
            let index = self.document.number(value, 0..=255)?;
            return Some(Paint::Plain(Color::Indexed(index as u8)));
        }
        let word = self.document.string(value, expected)?;
        let at = value.span().start;
        if word.starts_with('#') && Color::named(word).is_none() {
            self.document.wrong(
                at,
                format!("{word:?} is not a colour"),
                "write #rrggbb, as in \"#d8dee9\"",
            );
            return None;
        }
        // A palette may give a new meaning to "red", so names wait until the palette is known.
        match Color::named(word) {
            Some(color) if word.starts_with('#') || word == DEFAULT => Some(Paint::Plain(color)),
            _ => Some(Paint::Named(word.to_owned(), at)),
        }
    }

    fn read_glyph(&mut self, name: &str, at: usize, value: &Spanned<DeValue<'_>>) {
        let Some(glyph) = Glyph::ALL.iter().position(|glyph| glyph.name() == name) else {
            self.document
                .unknown(at, "glyph", name, Glyph::ALL.iter().map(|glyph| glyph.name()));
            return;
        };
        let Some(text) = self.document.string(value, "a character") else {
            return;
        };
        match glyphs::fault(text) {
            Some(fault) => self.document.wrong(value.span().start, fault, ""),
            None => self.glyphs[glyph] = Some(text.to_owned()),
        }
    }
}

fn is_role(name: &str) -> bool {
    Role::ALL.iter().any(|role| role.name() == name)
}
