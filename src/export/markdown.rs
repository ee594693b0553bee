//! The article as Markdown (`CommonMark`, with an eye on the tables and strikethrough of its GitHub dialect).
//!
//! The article's own characters are text, never markup: what would become markup is escaped.

use std::io::{self, Write};

use super::Options;
use super::linear::{self, Bracketed, LinearPiece};
use crate::article::{Article, Kind};
use crate::fold::Folding;

/// Writes the article as Markdown.
///
/// # Errors
/// What `out` answers.
pub fn markdown(article: &Article, folding: &Folding, options: Options, out: &mut dyn Write) -> io::Result<()> {
    let mut out = io::BufWriter::new(out);
    let mut before = None;
    let number = |piece: &LinearPiece<'_>| match piece {
        LinearPiece::Block { id, .. } => (article.number(*id), article.depth(*id)),
        _ => (None, 0),
    };
    linear::walk(article, folding, options.repeats, &mut |piece| {
        let item = matches!(
            &piece,
            LinearPiece::Block {
                kind: Kind::ListItem,
                ..
            }
        ) || matches!(&piece, LinearPiece::Said(said) if said.item);
        // Items in a row are one tight list; everything else is parted by a blank line.
        if before.is_some_and(|before| !(before && item)) {
            out.write_all(b"\n")?;
        }
        before = Some(item);
        numbered(&piece, number(&piece), &mut out)
    })?;
    out.flush()
}

/// Writes one piece, an item of a list with its number and as deep as it is nested.
fn numbered(piece: &LinearPiece<'_>, (number, depth): (Option<&str>, u16), out: &mut dyn Write) -> io::Result<()> {
    let LinearPiece::Block { text, notes, .. } = piece else {
        return one(piece, out);
    };
    let indent = NESTED.repeat(usize::from(depth));
    let Some(number) = number else {
        out.write_all(indent.as_bytes())?;
        return one(piece, out);
    };
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let plain = !digits.is_empty() && number.trim_matches(['(', ')', '.']) == digits;
    // What Markdown has no numbers for stands as a word.
    if plain {
        write!(out, "{indent}{digits}. ")?;
    } else {
        write!(out, "{indent}- ")?;
        escaped(number, Breaks::None, "", out)?;
        out.write_all(b" ")?;
    }
    escaped(text, Breaks::Hard, &format!("{indent}{NESTED}"), out)?;
    writeln!(out, "{}", Bracketed(*notes))
}

/// What stands before an item inside another: enough under a bullet and under a number.
const NESTED: &str = "   ";

/// Writes one piece, with a line feed at its end.
pub(super) fn one(piece: &LinearPiece<'_>, out: &mut dyn Write) -> io::Result<()> {
    match piece {
        LinearPiece::Title(title) => {
            out.write_all(b"# ")?;
            escaped(title, Breaks::None, "", out)?;
            out.write_all(b"\n")
        }
        LinearPiece::Published(published) => writeln!(out, "{}", linear::day(*published)),
        LinearPiece::Said(said) => {
            out.write_all(if said.item { b"- " } else { b"" })?;
            bracketed(&said.to_string(), out)
        }
        LinearPiece::Block { kind, text, notes, .. } => {
            let form = form(*kind);
            out.write_all(form.open.as_bytes())?;
            escaped(text, form.breaks, form.margin, out)?;
            writeln!(out, "{}{}", form.close, Bracketed(*notes))
        }
    }
}

/// Writes words of ours in brackets, with a line feed at their end.
pub(super) fn bracketed(words: &str, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"[")?;
    escaped(words, Breaks::None, "", out)?;
    out.write_all(b"]\n")
}

/// How a kind of block is written.
struct BlockForm {
    open: &'static str,
    /// What the second and later lines start with.
    margin: &'static str,
    close: &'static str,
    breaks: Breaks,
}

/// What becomes of line feeds in a block.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Breaks {
    /// A space: a heading is one line.
    None,
    /// A hard break.
    Hard,
}

fn form(kind: Kind) -> BlockForm {
    let (open, margin, close) = match kind {
        Kind::Title => ("# ", "", ""),
        Kind::Heading => ("## ", "", ""),
        Kind::Timestamp => ("**", "", "**"),
        Kind::ListItem => ("- ", "  ", ""),
        Kind::Caption => ("*", "", "*"),
        Kind::Quote => ("> ", "> ", ""),
        Kind::Byline | Kind::Paragraph | Kind::Boilerplate => ("", "", ""),
    };
    let breaks = if matches!(kind, Kind::Title | Kind::Heading) {
        Breaks::None
    } else {
        Breaks::Hard
    };
    BlockForm {
        open,
        margin,
        close,
        breaks,
    }
}

/// Writes text so that Markdown shows it as it is.
fn escaped(text: &str, breaks: Breaks, margin: &str, out: &mut dyn Write) -> io::Result<()> {
    // Spaces at the ends of a line mean code or a break there, and an empty line would end the block.
    let lines = text
        .split('\n')
        .map(|line| line.trim_matches([' ', '\t', '\r']))
        .filter(|line| !line.is_empty());
    for (index, line) in lines.enumerate() {
        if index > 0 {
            match breaks {
                Breaks::None => out.write_all(b" ")?,
                Breaks::Hard => write!(out, "\\\n{margin}")?,
            }
        }
        escaped_line(line, out)?;
    }
    Ok(())
}

fn escaped_line(line: &str, out: &mut dyn Write) -> io::Result<()> {
    let bytes = line.as_bytes();
    let marker = block_marker(bytes);
    // At the end of a heading, hash signs would be taken for its closing.
    let closing = line.trim_end_matches('#').len();
    let mut written = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        let markup = match byte {
            b'\\' | b'`' | b'*' | b'_' | b'[' | b']' | b'<' | b'~' | b'|' => true,
            // An entity such as `&amp;` or `&#8212;`.
            b'&' => bytes
                .get(at + 1)
                .is_some_and(|&next| next == b'#' || next.is_ascii_alphabetic()),
            b'#' => at >= closing,
            _ => false,
        };
        if markup || marker == Some(at) {
            out.write_all(&bytes[written..at])?;
            out.write_all(b"\\")?;
            written = at;
        }
    }
    out.write_all(&bytes[written..])
}

/// The byte that would make the line a list item, heading, quotation, rule or underline, if there is one.
fn block_marker(bytes: &[u8]) -> Option<usize> {
    let ends = |at: usize| bytes.get(at).is_none_or(|byte| matches!(byte, b' ' | b'\t'));
    match bytes.first()? {
        b'>' | b'=' | b'#' => Some(0),
        // A bullet, or the dashes of a rule or an underline.
        b'-' | b'+' => (ends(1) || bytes[1] == b'-').then_some(0),
        b':' => (bytes.get(1) == Some(&b'-')).then_some(0),
        b'0'..=b'9' => {
            let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
            let marks = matches!(bytes.get(digits), Some(b'.' | b')'));
            (marks && ends(digits + 1)).then_some(digits)
        }
        _ => None,
    }
}
