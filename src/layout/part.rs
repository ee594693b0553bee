//! The parts a page is laid out in: a chunk of a block's text, with what stands above and below it.

use std::ops::Range;

use super::caption::{Parts, parts};
use super::chunk::Chunks;
use super::frame::{Frame, blank_piece};
use super::justify::AddedBlank;
use super::language::Language;
use super::opening::FirstRow;
use super::role::Role;
use super::spacing::{Neighbour, between, is_short};
use super::wrap::{Fit, Line, fitted, lines};
use super::{Content, Page, Piece, Row, RowKind, Top, justify, quote};
use crate::article::{Anchor, BlockId, Kind, Span};
use crate::fold::How;
use crate::steps;

/// Columns left free at least between a caption and a credit on the same row.
const CREDIT_GAP: usize = 4;

/// A part of the page: a block that has rows, and a chunk of its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PagePart {
    block: BlockId,
    chunk: usize,
}

/// The rows of a part: at least one of text, or a fold's.
#[derive(Clone, Debug)]
pub(super) struct Laid {
    pub(super) part: PagePart,
    /// How many of the rows stand above the text.
    above: usize,
    pub(super) rows: Vec<Row>,
}

impl Laid {
    /// The top that shows a row of the part first.
    pub(super) fn top(&self, row: usize) -> Top {
        let Some(first) = self.rows.get(row) else {
            return Top::default();
        };
        let same = self.rows[row + 1..].iter().take_while(|row| row.anchor == first.anchor);
        Top {
            anchor: first.anchor,
            above: same.count() as u16,
        }
    }

    /// The row that a top in this part shows first.
    pub(super) fn row(&self, top: Top) -> usize {
        let offset = top.anchor.offset;
        let after = self.rows.partition_point(|row| row.anchor.offset <= offset);
        let last = after.saturating_sub(1).max(self.above.min(self.rows.len() - 1));
        // Rows with the place of a later one: spacing, remarks, words that are not the block's own.
        let same = self.rows[..last].iter().rev();
        let same = same.take_while(|row| row.anchor.offset == offset).count();
        last - same.min(usize::from(top.above))
    }
}

impl Page<'_> {
    /// The part that holds a place, and the place as it is shown: a place in a folded run is the run's row. None
    /// if the article is empty.
    pub(super) fn part_at(&self, anchor: Anchor) -> Option<(PagePart, Anchor)> {
        let block = self.shown(anchor.block.min(self.article.last()?));
        let anchor = if block == anchor.block {
            anchor
        } else {
            Anchor::start_of(block)
        };
        let chunk = self.chunks(block).holding(anchor.offset as usize);
        Some((PagePart { block, chunk }, anchor))
    }

    /// The part below.
    pub(super) fn part_after(&self, part: PagePart) -> Option<PagePart> {
        if part.chunk + 1 < self.chunks(part.block).count() {
            return Some(PagePart {
                chunk: part.chunk + 1,
                ..part
            });
        }
        Some(PagePart {
            block: self.next(part.block)?,
            chunk: 0,
        })
    }

    /// The part above.
    pub(super) fn part_before(&self, part: PagePart) -> Option<PagePart> {
        match part.chunk.checked_sub(1) {
            Some(chunk) => Some(PagePart { chunk, ..part }),
            None => self.previous(part.block).map(|block| self.last_part(block)),
        }
    }

    /// The last part of a block that has rows.
    pub(super) fn last_part(&self, block: BlockId) -> PagePart {
        PagePart {
            block,
            chunk: self.chunks(block).count() - 1,
        }
    }

    /// Lays a part out.
    pub(super) fn lay(&self, part: PagePart) -> Laid {
        let mut rows = Vec::new();
        steps::count(1);
        if part.chunk == 0 {
            self.space_above(part.block, &mut rows);
            if let Some(said) = self.removal_row(part.block) {
                rows.pop();
                rows.push(said);
            }
        }
        if let Some(fold) = self.fold_at(part.block) {
            let above = rows.len();
            rows.push(self.row_of(fold));
            return Laid { part, above, rows };
        }
        if part.chunk == 0 {
            rows.extend(self.remarks_above(part.block));
        }
        let above = rows.len();
        let near = self.folding.run(part.block).is_some_and(|run| run.how == How::Near);
        if let Some((before, changed)) = self.earlier(part.block) {
            self.lay_difference(part.block, before, &changed, &mut rows);
        } else if self.is_compared(part.block) {
            self.lay_compared(part.block, &mut rows);
        } else {
            self.lay_text(part, &mut rows);
            if near {
                self.mark_added(part.block, &mut rows[above..]);
            }
        }
        if part.chunk == 0
            && let Some(first) = rows.get_mut(above)
        {
            // Also where a mark that is not shown stands first.
            first.anchor.offset = 0;
        }
        if part == self.last_part(part.block) {
            rows.extend(self.remark_below(part.block));
        }
        Laid { part, above, rows }
    }

    fn space_above(&self, block: BlockId, rows: &mut Vec<Row>) {
        let Some(above) = self.previous(block) else { return };
        let count = between(
            self.article,
            self.typography,
            self.neighbour(above),
            self.neighbour(block),
        );
        rows.extend((0..count).map(|_| Row {
            pieces: Vec::new(),
            anchor: Anchor::start_of(block),
            kind: RowKind::Spacing,
        }));
    }

    /// A block as its neighbours see it.
    pub(super) fn neighbour(&self, block: BlockId) -> Neighbour {
        Neighbour {
            block,
            folded: self.fold_at(block).is_some(),
            remarked: self.is_remarked(block),
        }
    }

    /// The chunks of what is set as prose in a block; one for a fold.
    fn chunks(&self, block: BlockId) -> Chunks<'_> {
        if self.fold_at(block).is_some() || self.is_compared(block) || self.earlier(block).is_some() {
            return Chunks::of("");
        }
        Chunks::of(&self.article.text_of(block)[..parts(self.article, block).body])
    }

    fn lay_text(&self, part: PagePart, rows: &mut Vec<Row>) {
        let Parts { body, credit } = parts(self.article, part.block);
        let text = self.article.text_of(part.block);
        let chunks = Chunks::of(&text[..body]);
        let setting = self.setting(part.block);
        if quote::is_speaker(self.article, part.block) {
            setting.at_right(text, &(0..text.len()), rows);
            return;
        }
        if let Some(set) = setting.columns(text).filter(|_| credit.is_none()) {
            rows.extend(set);
            return;
        }
        let first = rows.len();
        let range = chunks.range(part.chunk);
        let mut last = None;
        if !range.is_empty() || credit.is_none() {
            let chunk = &text[range.clone()];
            let stretched = setting.justified && justify::is_stretchable(chunk);
            let fit = setting.fit(part.chunk == 0, self.language(part.block, chunk));
            for (turn, line) in fitted(chunk, fit).iter().enumerate() {
                let line = line.shifted(range.start);
                let first = part.chunk == 0 && turn == 0;
                let columns = if turn == 0 { fit.first } else { fit.rest };
                let gaps = stretched.then(|| justify::gaps(text, line, columns, turn));
                rows.push(setting.row(line, first, &gaps.unwrap_or_default()));
                last = Some(line);
            }
        }
        if let Some(row) = rows.get_mut(first).filter(|_| part.chunk == 0) {
            self.put_number(part.block, row);
        }
        if let Some(credit) = credit.filter(|_| part.chunk + 1 == chunks.count()) {
            setting.credit(text, &credit, last, rows);
        }
    }

    /// The language that words of a block are broken by, if any are.
    fn language(&self, id: BlockId, chunk: &str) -> Option<Language> {
        let kind = self.article.block(id).kind;
        let broken = self.typography.hyphenate && matches!(kind, Kind::Paragraph | Kind::ListItem | Kind::Quote);
        if broken { Language::of(chunk) } else { None }
    }

    /// Whether the lines of a block are stretched: prose, and items that are as long as prose.
    fn is_justified(&self, id: BlockId) -> bool {
        self.typography.justify
            && match self.article.block(id).kind {
                Kind::Paragraph | Kind::Quote => true,
                Kind::ListItem => !is_short(self.article, self.neighbour(id)),
                _ => false,
            }
    }

    /// How the text of a block is set.
    fn setting(&self, id: BlockId) -> BlockSetting {
        let block = self.article.block(id);
        let frame = Frame::of(block.kind, self.measure).nested(self.depth(id), self.measure);
        let frame = frame.widened(self.number_columns(id));
        let repeats = self.folding.run(id).is_some_and(|run| run.how == How::Exact);
        BlockSetting {
            block: id,
            base: block.text.start,
            role: if repeats { Role::Repeat } else { frame.role },
            aside: match block.kind {
                _ if repeats => Role::Repeat,
                Kind::Quote => Role::QuoteSpeaker,
                _ => Role::CaptionCredit,
            },
            frame,
            opening: self.opening(id),
            justified: self.is_justified(id),
        }
    }
}

/// How the text of one block is set.
#[derive(Clone, Copy, Debug)]
pub(super) struct BlockSetting {
    block: BlockId,
    /// Where the block's text starts in the article's.
    base: u32,
    pub(super) frame: Frame,
    pub(super) role: Role,
    /// What stands at the right edge: a credit, a speaker.
    aside: Role,
    opening: FirstRow,
    /// Whether its lines are stretched.
    justified: bool,
}

impl BlockSetting {
    /// What a chunk of the text is broken to.
    fn fit(&self, first: bool, language: Option<Language>) -> Fit {
        let (opening, rest) = self.opening.widths(self.frame);
        Fit {
            first: if first { opening } else { rest },
            rest,
            language,
        }
    }

    pub(super) fn text(&self, range: Range<usize>, role: Role) -> Piece {
        let at = |offset: usize| self.base + offset as u32;
        Piece {
            content: Content::Text(Span::new(at(range.start), at(range.end))),
            role,
        }
    }

    /// A row of text, blanks put into its gaps.
    pub(super) fn row(&self, line: Line, first: bool, gaps: &[AddedBlank]) -> Row {
        let mut pieces = self.opening.before(self.frame, first);
        let mut at = line.start;
        for gap in gaps {
            pieces.push(self.text(at..gap.at, self.role));
            pieces.push(Piece {
                content: Content::Blank(gap.columns),
                role: self.role,
            });
            at = gap.at;
        }
        if at < line.end {
            pieces.push(self.text(at..line.end, self.role));
        }
        if line.hyphen {
            pieces.push(Piece {
                content: Content::Words("-".to_owned()),
                role: self.role,
            });
        }
        Row {
            pieces,
            anchor: Anchor {
                block: self.block,
                offset: line.start as u32,
            },
            kind: RowKind::Text,
        }
    }

    /// Adds a credit at the right edge: to the last row of the caption if there is room, else below it.
    fn credit(&self, text: &str, credit: &Range<usize>, last: Option<Line>, rows: &mut Vec<Row>) {
        let columns = usize::from(self.frame.width);
        let set = lines(&text[credit.clone()], columns);
        if let ([line], Some(last), Some(row)) = (&set[..], last, rows.last_mut())
            && last.width + CREDIT_GAP + line.width <= columns
        {
            row.pieces
                .extend(blank_piece((columns - last.width - line.width) as u16));
            row.pieces.push(self.text(credit.clone(), self.aside));
            return;
        }
        self.at_right(text, credit, rows);
    }

    /// Adds a stretch of the text as rows at the right edge.
    fn at_right(&self, text: &str, range: &Range<usize>, rows: &mut Vec<Row>) {
        let columns = usize::from(self.frame.width);
        let set = lines(&text[range.clone()], columns);
        for line in set.iter().map(|line| line.shifted(range.start)) {
            let mut row = Self {
                role: self.aside,
                opening: FirstRow::default(),
                ..*self
            }
            .row(line, false, &[]);
            let indent = columns.saturating_sub(line.width) as u16;
            let at = self.frame.before(false).len();
            row.pieces.splice(at..at, blank_piece(indent));
            rows.push(row);
        }
    }
}
