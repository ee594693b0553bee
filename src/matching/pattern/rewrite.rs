//! Rewrites a regular expression so that it fits folded text.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::OnceLock;

use regex_syntax::ast::{self, Ast, ClassSetItem, Flag, FlagsItemKind, Literal, LiteralKind, Span, Visitor};
use regex_syntax::{escape, is_meta_character};

use crate::matching::fold::{Folder, Level, alike};

/// Persian and its neighbours write it within words; readers type a blank or nothing for it.
pub(super) const ZERO_WIDTH_NON_JOINER: char = '\u{200C}';

/// What there is in an expression.
#[derive(Default)]
pub(super) struct ExpressionSurvey {
    /// Whether it has an upper-case letter of its own: not the `W` of `\W`, not a group's name.
    pub(super) has_upper_case: bool,
    /// Whether it names characters by code or category.
    is_exact: bool,
    literals: String,
}

impl ExpressionSurvey {
    pub(super) fn of(parsed: &Ast) -> Self {
        ast::visit(parsed, Self::default()).unwrap_or_default()
    }

    /// On which level it is looked for; `None` if its characters are to be taken as they are.
    pub(super) fn level(&self) -> Option<Level> {
        (!self.is_exact).then(|| Level::of(&self.literals))
    }

    fn literal(&mut self, literal: &Literal) {
        match literal.kind {
            LiteralKind::Verbatim | LiteralKind::Meta | LiteralKind::Superfluous => {
                self.has_upper_case |= literal.c.is_uppercase();
                self.literals.push(literal.c);
            }
            LiteralKind::Octal | LiteralKind::HexFixed(_) | LiteralKind::HexBrace(_) => self.is_exact = true,
            LiteralKind::Special(_) => {}
        }
    }

    fn flags(&mut self, flags: &ast::Flags) {
        let unicode = |item: &ast::FlagsItem| item.kind == FlagsItemKind::Flag(Flag::Unicode);
        self.is_exact |= flags.items.iter().any(unicode);
    }
}

impl Visitor for ExpressionSurvey {
    type Output = Self;
    type Err = ();

    fn finish(self) -> Result<Self, ()> {
        Ok(self)
    }

    fn visit_pre(&mut self, node: &Ast) -> Result<(), ()> {
        match node {
            Ast::Literal(literal) => self.literal(literal),
            Ast::ClassUnicode(_) => self.is_exact = true,
            Ast::Flags(set) => self.flags(&set.flags),
            Ast::Group(group) => group.flags().into_iter().for_each(|flags| self.flags(flags)),
            _ => {}
        }
        Ok(())
    }

    fn visit_class_set_item_pre(&mut self, item: &ClassSetItem) -> Result<(), ()> {
        match item {
            ClassSetItem::Literal(literal) => self.literal(literal),
            ClassSetItem::Range(range) => {
                for end in [&range.start, &range.end] {
                    self.literal(end);
                    // `[ -~]` means the characters of ASCII.
                    self.is_exact |= !end.c.is_alphanumeric();
                }
            }
            ClassSetItem::Ascii(_) | ClassSetItem::Unicode(_) => self.is_exact = true,
            _ => {}
        }
        Ok(())
    }
}

/// The expression with its literals folded; where nothing is folded, its blanks, quotation marks and hyphens stand for
/// all of their kind.
pub(super) fn rewrite(typed: &str, parsed: &Ast, level: Option<Level>) -> String {
    let rewriter = Rewriter {
        level,
        folder: Folder::default(),
        instead: Vec::new(),
    };
    let mut instead = ast::visit(parsed, rewriter).unwrap_or_default();
    // A run of literals comes before those in it.
    instead.sort_by_key(|(span, _)| (span.start.offset, Reverse(span.end.offset)));
    let (mut rewritten, mut copied) = (String::with_capacity(typed.len()), 0);
    for (span, text) in instead {
        if span.start.offset >= copied {
            rewritten.push_str(&typed[copied..span.start.offset]);
            rewritten.push_str(&text);
            copied = span.end.offset;
        }
    }
    rewritten.push_str(&typed[copied..]);
    rewritten
}

struct Rewriter {
    level: Option<Level>,
    folder: Folder,
    instead: Vec<(Span, String)>,
}

impl Visitor for Rewriter {
    type Output = Vec<(Span, String)>;
    type Err = ();

    fn finish(self) -> Result<Self::Output, ()> {
        Ok(self.instead)
    }

    fn visit_pre(&mut self, node: &Ast) -> Result<(), ()> {
        match node {
            Ast::Concat(concat) => {
                let literal = |node: &Ast| matches!(node, Ast::Literal(_));
                for run in concat.asts.chunk_by(|one, next| literal(one) && literal(next)) {
                    if let [Ast::Literal(first), ..] = run {
                        let last = run.last().map_or(first.span.end, |last| last.span().end);
                        let literals = run.iter().filter_map(|node| match node {
                            Ast::Literal(literal) => Some(&**literal),
                            _ => None,
                        });
                        let text = self.literals(literals);
                        self.instead.push((Span::new(first.span.start, last), text));
                    }
                }
            }
            Ast::Literal(literal) => {
                let text = self.literals(std::iter::once(&**literal));
                // What is repeated is all of it.
                self.instead.push((literal.span, format!("(?:{text})")));
            }
            _ => {}
        }
        Ok(())
    }

    fn visit_class_set_item_pre(&mut self, item: &ClassSetItem) -> Result<(), ()> {
        let Some(level) = self.level else { return Ok(()) };
        match item {
            ClassSetItem::Literal(literal) if !matches!(literal.kind, LiteralKind::Special(_)) => {
                let text = escape(self.folder.fold(literal.c.encode_utf8(&mut [0; 4]), level).text);
                self.instead.push((literal.span, text));
            }
            ClassSetItem::Range(range) => {
                let mut end = |literal: &Literal| {
                    let folded = self
                        .folder
                        .fold(literal.c.encode_utf8(&mut [0; 4]), level)
                        .text
                        .to_owned();
                    let mut chars = folded.chars();
                    chars.next().filter(|_| chars.next().is_none())
                };
                if let (Some(start), Some(end)) = (end(&range.start), end(&range.end))
                    && start <= end
                {
                    self.instead.push((range.span, format!("{start}-{end}")));
                }
            }
            _ => {}
        }
        Ok(())
    }
}

impl Rewriter {
    /// Literals in a row, as they are looked for.
    fn literals<'a>(&mut self, literals: impl Iterator<Item = &'a Literal>) -> String {
        let literals: Vec<&Literal> = literals.collect();
        let mut text = String::new();
        let mut run = String::new();
        for (at, literal) in literals.iter().enumerate() {
            let c = literal.c;
            if let LiteralKind::Special(_) = literal.kind {
                self.flush(&mut run, &mut text);
                text.push_str(&escaped(c));
            } else if self.level.is_none() {
                text.push_str(&match literal.kind {
                    LiteralKind::Verbatim | LiteralKind::Meta | LiteralKind::Superfluous => of_its_kind(c),
                    _ => escaped(c),
                });
            } else if c == ' ' || c == ZERO_WIDTH_NON_JOINER {
                self.flush(&mut run, &mut text);
                let before = at.checked_sub(1).map(|before| literals[before].c);
                let after = literals.get(at + 1).map(|literal| literal.c);
                let in_arabic = before.is_some_and(is_arabic) && after.is_some_and(is_arabic);
                text.push_str(match (in_arabic, c) {
                    (true, _) => r"\s?",
                    (false, ' ') => r"\s",
                    (false, _) => "",
                });
            } else {
                run.push(c);
            }
        }
        self.flush(&mut run, &mut text);
        text
    }

    /// Literals without blanks.
    fn flush(&mut self, run: &mut String, text: &mut String) {
        let Some(level) = self.level else { return };
        for c in self.folder.fold(run, level).text.chars() {
            match c {
                ' ' => text.push_str(r"\s"),
                '`' => text.push_str("['`]"),
                _ if level == Level::Forms && has_variants(c) => text.push_str(&with_accents(c)),
                _ => text.push_str(&escaped(c)),
            }
        }
        run.clear();
    }
}

fn is_arabic(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{8FF}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

fn escaped(c: char) -> String {
    if is_meta_character(c) {
        format!("\\{c}")
    } else {
        c.to_string()
    }
}

/// A character of an expression that nothing is folded for.
fn of_its_kind(c: char) -> String {
    match (c, alike(c)) {
        (' ', _) => r"\s".to_owned(),
        (_, "") => escaped(c),
        (_, others) => format!("[{}{others}]", escaped(c)),
    }
}

/// The letters that have an accent, by those that have none.
fn variants() -> &'static HashMap<char, String> {
    static VARIANTS: OnceLock<HashMap<char, String>> = OnceLock::new();
    VARIANTS.get_or_init(|| {
        // Latin, Greek and Cyrillic; Hebrew and Arabic; the scripts of India; Latin and Greek again.
        let blocks = [
            '\u{C0}'..='\u{52F}',
            '\u{5D0}'..='\u{6FF}',
            '\u{900}'..='\u{DFF}',
            '\u{1E00}'..='\u{1FFF}',
        ];
        let mut variants: HashMap<char, String> = HashMap::new();
        let mut folder = Folder::default();
        for c in blocks.into_iter().flatten() {
            let mut fold = |level| folder.fold(c.encode_utf8(&mut [0; 4]), level).text.to_owned();
            let (form, letter) = (fold(Level::Forms), fold(Level::Letters));
            let mut chars = letter.chars();
            if let (Some(letter), None) = (chars.next(), chars.next())
                && form.chars().eq([c])
                && letter != c
            {
                variants.entry(letter).or_default().push(c);
            }
        }
        variants
    })
}

fn has_variants(c: char) -> bool {
    variants().contains_key(&c)
}

/// A letter that was typed without an accent where others have one: with any, or none.
fn with_accents(c: char) -> String {
    /// The accents and points of these scripts.
    const MARKS: &str = r"[\x{300}-\x{36F}\x{591}-\x{5C7}\x{610}-\x{61A}\x{64B}-\x{65F}\x{670}\x{6D6}-\x{6ED}]*";
    let others = variants().get(&c).map_or("", String::as_str);
    format!("[{c}{others}]{MARKS}")
}
