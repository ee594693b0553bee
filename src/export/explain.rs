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
    let width = article.blocks().len().saturating_sub(1).to_string().len().max(5);
    // A repeat is `=12` or `~12 0.83`.
    let columns = Columns {
        index: width,
        repeat: width + 6,
    };
    columns.row(&mut out, ["block", "kind", "score", "repeats", "text"], "reasons")?;
    for id in article.ids() {
        one(article, folding, id, lines.get(id.index()), &columns, &mut out)?;
    }
    out.flush()
}

fn one(
    article: &Article,
    folding: &Folding,
    id: BlockId,
    line: Option<&Line>,
    columns: &Columns,
    out: &mut dyn Write,
) -> io::Result<()> {
    let block = article.block(id);
    let score = line.map_or("-".to_owned(), |line| format!("{:.2}", line.score));
    let repeat = folding.repeat(id).map_or(String::new(), |repeat| match repeat.how {
        How::Exact => format!("={}", repeat.of.0),
        How::Near => format!("~{} {:.2}", repeat.of.0, repeat.similarity),
    });
    let reasons = line.map_or("-", |line| line.reasons.as_str());
    let cells = [
        &id.0.to_string(),
        block.kind.name(),
        &score,
        &repeat,
        &excerpt(article.text_of(id)),
    ];
    columns.row(out, cells, &format!("{}{}", one_line(reasons), Bracketed(block.notes)))
}

/// The widths that depend on the article.
struct Columns {
    index: usize,
    repeat: usize,
}

impl Columns {
    fn row(&self, out: &mut dyn Write, cells: [&str; 5], reasons: &str) -> io::Result<()> {
        let [index, kind, score, repeat, text] = cells;
        let gap = " ".repeat(EXCERPT.saturating_sub(text.width()));
        let (wide, wider) = (self.index, self.repeat);
        let row = format!("{index:>wide$}  {kind:<11}  {score:>5}  {repeat:<wider$}  {text}{gap}  {reasons}");
        writeln!(out, "{}", row.trim_end())
    }
}

/// The start of a text, on one line, cut between graphemes.
fn excerpt(text: &str) -> String {
    // A line of 50 MB is not gone through to show its first words; no grapheme that is shown is longer.
    let mut end = text.len().min(EXCERPT * 16);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = one_line(&text[..end]);
    if end == text.len() && head.width() <= EXCERPT {
        return head.into_owned();
    }
    let mut cut = String::new();
    let mut columns = 0;
    for grapheme in head.graphemes(true) {
        columns += grapheme.width();
        if columns >= EXCERPT {
            break;
        }
        cut.push_str(grapheme);
    }
    cut.truncate(cut.trim_end().len());
    cut.push('…');
    cut
}

fn one_line(text: &str) -> Cow<'_, str> {
    if text.contains(['\n', '\t']) {
        Cow::Owned(text.replace(['\n', '\t'], " "))
    } else {
        Cow::Borrowed(text)
    }
}
