//! Why an article was read as it was: one line per block.

use std::borrow::Cow;
use std::io::{self, Write};

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::linear::Bracketed;
use crate::article::{Article, BlockId};
use crate::fold::{Folding, How};

/// Columns of a block's text that are shown: enough to know it again.
const EXCERPT: usize = 44;

/// What the reading room says of one block; the caller words the reasons.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// How sure the kind is, from 0 to 1.
    pub score: f32,
    /// What decided, in one line, such as `short line +1.2, no full stop +0.8`.
    pub reasons: String,
}

/// Writes one line per block: its index, kind, score, what it repeats, the start of its text, the reasons. Before
/// them stand the remarks on the article as a whole, each on a line that starts with `#`.
///
/// `lines` go with the blocks of the article, in their order; where there are fewer, a dash stands for the rest.
///
/// # Errors
/// What `out` answers.
pub fn explain(
    article: &Article,
    folding: &Folding,
    lines: &[Line],
    remarks: &[String],
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut out = io::BufWriter::new(out);
    for remark in remarks {
        writeln!(out, "# {}", one_line(remark))?;
    }
    let columns = Columns::new(article);
    let head = ["block", "kind", "score", "repeats", &padded("text", "")];
    writeln!(out, "{}", columns.row(head, "reasons"))?;
    for id in article.ids() {
        let block = article.block(id);
        let line = lines.get(id.index());
        let cells = [
            &id.0.to_string(),
            block.kind.name(),
            &line.map_or("-".to_owned(), |line| format!("{:.2}", line.score)),
            &repeated(folding, id),
            &excerpt(article.text_of(id)),
        ];
        let reasons = one_line(line.map_or("-", |line| &line.reasons));
        let notes = Bracketed(block.notes);
        writeln!(out, "{}", columns.row(cells, &format!("{reasons}{notes}")))?;
    }
    out.flush()
}

/// What a block repeats: `=12` exactly, or `~12 0.83`.
fn repeated(folding: &Folding, id: BlockId) -> String {
    folding.repeat(id).map_or(String::new(), |repeat| match repeat.how {
        How::Exact => format!("={}", repeat.of.0),
        How::Near => format!("~{} {:.2}", repeat.of.0, repeat.similarity),
    })
}

/// The widths that depend on the article.
struct Columns {
    index: usize,
    repeat: usize,
}

impl Columns {
    fn new(article: &Article) -> Self {
        let digits = article.blocks().len().saturating_sub(1).to_string().len();
        Self {
            index: digits.max("block".len()),
            repeat: (digits + "~ 0.83".len()).max("repeats".len()),
        }
    }

    fn row(&self, cells: [&str; 5], reasons: &str) -> String {
        let [index, kind, score, repeat, text] = cells;
        let (wide, wider) = (self.index, self.repeat);
        let mut row = format!("{index:>wide$}  {kind:<11}  {score:>5}  {repeat:<wider$}  {text}  {reasons}");
        row.truncate(row.trim_end().len());
        row
    }
}

/// The start of a text, on one line, cut between graphemes and filled up to the column's width.
fn excerpt(text: &str) -> String {
    // A line of 50 MB is not gone through to show its first words; no grapheme that is shown is longer.
    let mut end = text.len().min(EXCERPT * 16);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = one_line(&text[..end]);
    let mut columns = 0;
    // Where the last column starts, which holds the ellipsis if the text is longer.
    let mut last = 0;
    let mut whole = end == text.len();
    for (at, grapheme) in head.grapheme_indices(true) {
        if columns < EXCERPT {
            last = at;
        }
        columns += grapheme.width();
        if columns > EXCERPT {
            whole = false;
            break;
        }
    }
    if whole {
        return padded(&head, "");
    }
    padded(head[..last].trim_end(), "…")
}

fn padded(text: &str, end: &str) -> String {
    let gap = EXCERPT.saturating_sub(text.width() + end.width());
    format!("{text}{end}{:gap$}", "")
}

fn one_line(text: &str) -> Cow<'_, str> {
    if text.contains(['\n', '\t']) {
        Cow::Owned(text.replace(['\n', '\t'], " "))
    } else {
        Cow::Borrowed(text)
    }
}
