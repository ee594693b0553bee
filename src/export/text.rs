//! Clean linear text: what `dateline X | cat` prints.
//!
//! One blank line between blocks, headings as bare lines, no wrapping. Captions are indented, quotations set
//! apart by `>`, list items carry a bullet.

use std::io::{self, Write};

use super::Options;
use super::linear::{self, Bracketed, LinearPiece};
use crate::article::{Article, Kind};
use crate::fold::Folding;

/// Writes the article as clean text.
///
/// # Errors
/// What `out` answers.
pub fn text(article: &Article, folding: &Folding, options: Options, out: &mut dyn Write) -> io::Result<()> {
    let mut out = io::BufWriter::new(out);
    let mut blank = "";
    linear::walk(article, folding, options.repeats, &mut |piece| {
        out.write_all(blank.as_bytes())?;
        blank = "\n";
        let number = match &piece {
            LinearPiece::Block { id, .. } => article.number(*id),
            _ => None,
        };
        one(&piece, number, &mut out)
    })?;
    out.flush()
}

fn one(piece: &LinearPiece<'_>, number: Option<&str>, out: &mut dyn Write) -> io::Result<()> {
    match piece {
        LinearPiece::Title(title) => writeln!(out, "{title}"),
        LinearPiece::Published(published) => writeln!(out, "{}", linear::day(*published)),
        LinearPiece::Said(said) if said.item => writeln!(out, "• [{said}]"),
        LinearPiece::Said(said) => writeln!(out, "[{said}]"),
        LinearPiece::Block { kind, text, notes, .. } => {
            let (first, rest) = margins(*kind);
            for (index, line) in text.lines().enumerate() {
                match index {
                    0 if number.is_some() => write!(out, "{} {line}", number.unwrap_or_default())?,
                    0 => write!(out, "{first}{line}")?,
                    _ => write!(out, "\n{rest}{line}")?,
                }
            }
            writeln!(out, "{}", Bracketed(*notes))
        }
    }
}

/// What stands before the first line of a block and before its other lines.
fn margins(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::ListItem => ("• ", "  "),
        Kind::Caption => ("    ", "    "),
        Kind::Quote => ("> ", "> "),
        _ => ("", ""),
    }
}
