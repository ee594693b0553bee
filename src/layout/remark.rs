//! Rows in our own words, one for each fold, repeat or note, cut to the measure.

use unicode_segmentation::UnicodeSegmentation;

use super::frame::Frame;
use super::role::{Glyph, Role};
use super::{Content, Page, Piece, Row, RowKind, width};
use crate::article::{Anchor, BlockId, Kind, Note};
use crate::fold::{FoldShape, How, Origin, Run};

/// Columns that a fold's row leaves free for the key that opens it, from [`HINT_FROM`] on.
const HINT: usize = 18;
/// The narrowest measure with room for a hint beside a fold.
const HINT_FROM: u16 = 60;
/// Columns of a headline worth showing; where there are fewer, shorter words are chosen before it.
const HEADLINE: usize = 12;
/// How many blocks of a run are looked at to name them; a longer run is of "blocks".
const LOOKED_AT: u32 = 500;
/// Bytes of a headline looked at: more than any row shows.
pub(super) const HEADLINE_BYTES: usize = 2000;

impl Page<'_> {
    /// The one row that stands for a folded run.
    pub(super) fn fold_row(&self, run: &Run) -> Row {
        let kind = self.article.block(run.first).kind;
        let frame = Frame::remark(kind, self.measure, Glyph::Fold, Role::Fold);
        let wordings = self.wordings(run);
        let room = self.fold_room(run.first, Role::Fold);
        row(
            frame,
            run.first,
            RowKind::Fold,
            self.naming_origin(&wordings, run.of, room, frame.role),
        )
    }

    /// Columns for the words of a fold's row: what its mark and the key that opens it leave.
    pub(super) fn fold_room(&self, id: BlockId, role: Role) -> usize {
        let frame = Frame::remark(self.article.block(id).kind, self.measure, Glyph::Fold, role);
        let hint = if self.measure >= HINT_FROM { HINT } else { 0 };
        usize::from(frame.width) - hint
    }

    /// What a folded run's row says before the name of its original, from long to short.
    fn wordings(&self, run: &Run) -> Vec<String> {
        let more = if run.goes_on() { " more" } else { "" };
        let (count, many) = (run.len(), self.count_words(run.first, run.len(), more));
        // From another article words come; within one they repeat.
        let said = match (run.how, run.of) {
            (How::Near, _) => " reworded",
            (How::Exact, Origin::Here(_)) => " repeated",
            (How::Exact, Origin::There(_)) => "",
        };
        match run.shape {
            FoldShape::Item if count == 1 => vec!["said before in".to_owned(), "as in".to_owned()],
            FoldShape::Item => vec![format!("{many} said before in"), format!("{count}{more} as in")],
            FoldShape::Line | FoldShape::CaptionDouble => {
                let whole = self.is_whole_section(run);
                whole
                    .then(|| format!("this whole section, {many},{said} from"))
                    .into_iter()
                    .chain([
                        format!("{many}{said} from"),
                        format!("{many} from"),
                        format!("{count}{more} from"),
                    ])
                    .collect()
            }
        }
    }

    /// A quiet row for a fold of boilerplate.
    pub(super) fn quiet_fold(&self, id: BlockId, words: &str) -> Row {
        let frame = Frame::remark(Kind::Boilerplate, self.measure, Glyph::Fold, Role::Boilerplate);
        let hint = if self.measure >= HINT_FROM { HINT } else { 0 };
        let room = usize::from(frame.width) - hint;
        row(frame, id, RowKind::Fold, shortened(words, room, frame.role))
    }

    /// The remarks above a block's text: that it repeats another, and what the reader should know before reading.
    pub(super) fn remarks_above(&self, id: BlockId) -> Vec<Row> {
        let block = self.article.block(id);
        let mut rows: Vec<Row> = self.read_remark(id).into_iter().collect();
        if let Some(run) = self.folding.run(id).filter(|run| run.first == id) {
            match run.how {
                How::Exact => rows.push(self.remark(id, (Glyph::FoldOpen, Role::Fold), &["repeats", "as in"], run.of)),
                How::Near => {
                    rows.push(self.near(id, run.of));
                    if !self.is_compared(id) {
                        rows.extend(self.changes(id));
                    }
                }
            }
        }
        let notes = block.notes.iter().filter(|note| note.comes_first());
        rows.extend(notes.map(|note| self.note(id, 0, note)));
        rows
    }

    /// Whether there are remarks above a block's text when that is shown.
    pub(super) fn is_remarked(&self, id: BlockId) -> bool {
        self.folding.run(id).is_some_and(|run| run.first == id)
            || self.article.block(id).notes.iter().any(Note::comes_first)
    }

    /// The remark below a block's text.
    pub(super) fn remark_below(&self, id: BlockId) -> Option<Row> {
        let block = self.article.block(id);
        let said = block.notes.has(Note::EndsMidSentence) && !block.text.is_empty();
        said.then(|| self.note(id, block.text.len(), Note::EndsMidSentence))
    }

    fn near(&self, id: BlockId, of: Origin) -> Row {
        let own = self.folding.repeat(id).map(|repeat| repeat.similarity);
        let similarity = own
            .or_else(|| Some(self.folding.echo(id)?.similarity))
            .unwrap_or_default();
        // Never "100 %": it is reworded.
        let percent = (similarity.clamp(0.0, 1.0) * 100.0).round().min(99.0);
        let same = format!("{percent} % the same as");
        let origin = of.here().and_then(|of| self.article.blocks().get(of.index()));
        let wordings: Vec<String> = origin
            .map(|origin| format!("{same} {} in", one(origin.kind)))
            .into_iter()
            .chain([format!("{same} in"), format!("{percent} % as in")])
            .collect();
        self.remark(id, Self::NEAR, &wordings, of)
    }

    /// The mark before what a remark says of a reworded block.
    const NEAR: (Glyph, Role) = (Glyph::Near, Role::Near);

    /// What the text of a reworded block does not show: which numbers have changed, and which words are gone.
    fn changes(&self, id: BlockId) -> Vec<Row> {
        let Some((_, changed)) = self.changed(id) else {
            return Vec::new();
        };
        let (numbers, gone) = (changed.numbers(), changed.gone());
        let mut rows = Vec::new();
        if !numbers.is_empty() {
            let parts = numbers.iter().enumerate().flat_map(|(index, &(now, was))| {
                [
                    (if index == 0 { "" } else { "; " }, Role::Near),
                    (now, Role::NearAddedNumber),
                    (", was ", Role::Near),
                    (was, Role::NearDroppedNumber),
                ]
            });
            rows.push(self.said(id, parts));
        }
        if !gone.is_empty() {
            let words = gone.join(", ");
            rows.push(self.said(
                id,
                [("without: ", Role::Near), (&*words, Role::NearDropped)].into_iter(),
            ));
        }
        rows
    }

    /// A remark on a reworded block with words in several roles, as many as there is room for.
    fn said<'w>(&self, id: BlockId, parts: impl Iterator<Item = (&'w str, Role)>) -> Row {
        let (glyph, role) = Self::NEAR;
        let frame = Frame::remark(self.article.block(id).kind, self.measure, glyph, role);
        let mut room = usize::from(frame.width);
        let mut pieces = Vec::new();
        for (words, role) in parts {
            if room == 0 {
                break;
            }
            pieces.extend(shortened(words, room, role));
            room = room.saturating_sub(width::of(words));
        }
        row(frame, id, RowKind::Remark, pieces)
    }

    fn remark(&self, id: BlockId, (glyph, role): (Glyph, Role), wordings: &[impl AsRef<str>], of: Origin) -> Row {
        let frame = Frame::remark(self.article.block(id).kind, self.measure, glyph, role);
        let words = self.naming_origin(wordings, of, usize::from(frame.width), role);
        row(frame, id, RowKind::Remark, words)
    }

    fn note(&self, id: BlockId, offset: u32, note: Note) -> Row {
        let kind = self.article.block(id).kind;
        let frame = Frame::remark(kind, self.measure, Glyph::Note, Role::Note);
        let words = shortened(note.words(), usize::from(frame.width), frame.role);
        let mut row = row(frame, id, RowKind::Remark, words);
        row.anchor.offset = offset;
        row
    }

    /// The first of the wordings that leaves room for the name of the section, or of the article, `of` stands in.
    fn naming_origin(&self, wordings: &[impl AsRef<str>], of: Origin, room: usize, role: Role) -> Vec<Piece> {
        match of {
            Origin::Here(block) => self.naming(wordings, block, room, role),
            Origin::There(place) => self.naming_article(wordings, place.article, room, role),
        }
    }

    /// The first of the wordings, which get ever shorter, that leaves room for the name of the section `of` stands
    /// in; and that name.
    pub(super) fn naming(&self, wordings: &[impl AsRef<str>], of: BlockId, room: usize, role: Role) -> Vec<Piece> {
        let Some(block) = self.article.blocks().get(of.index()) else {
            return Vec::new();
        };
        let section = self.article.section(block.section);
        let number = block.section.0 + 1;
        let headline = section.headline.map_or("Opening", |span| span.of(self.article.text()));
        let headline = &headline[..headline.floor_char_boundary(HEADLINE_BYTES)];
        let needed = number.to_string().len() + 1 + width::of(headline).min(HEADLINE);
        let mut wordings = wordings.iter().map(AsRef::as_ref);
        let shortest = wordings.clone().next_back().unwrap_or_default();
        let words = wordings
            .find(|words| width::of(words) + 1 + needed <= room)
            .unwrap_or(shortest);
        shortened(&format!("{words} {number} {headline}"), room, role)
    }

    /// "4 paragraphs", "1 caption"; "5 blocks" if they are of several kinds. ` more` may stand behind the number.
    pub(super) fn count_words(&self, first: BlockId, count: u32, more: &str) -> String {
        let kind = self.article.block(first).kind;
        let looked_at = self.article.blocks()[first.index()..]
            .iter()
            .take(count.min(LOOKED_AT) as usize);
        let same = count <= LOOKED_AT && looked_at.into_iter().all(|block| block.kind == kind);
        let (one, many) = if same { nouns(kind) } else { ("block", "blocks") };
        format!("{count}{more} {}", if count == 1 { one } else { many })
    }

    /// Whether the run is all that its section says under its heading.
    fn is_whole_section(&self, run: &Run) -> bool {
        let section = self.article.section(self.article.block(run.first).section);
        let others = |from: u32, to: u32| (from..to).map(|id| self.article.block(BlockId(id)).kind);
        let (above, below) = (
            others(section.first.0, run.first.0),
            others(run.last.0 + 1, section.last.0 + 1),
        );
        let near = run.first.0 - section.first.0 <= LOOKED_AT && section.last.0 <= run.last.0 + LOOKED_AT;
        section.headline.is_some()
            && near
            && above.chain(below).all(|kind| {
                matches!(
                    kind,
                    Kind::Heading | Kind::Title | Kind::Timestamp | Kind::Byline | Kind::Boilerplate
                )
            })
    }
}

/// A row of words set beside their mark, at the start of a block.
pub(super) fn row(frame: Frame, id: BlockId, kind: RowKind, words: Vec<Piece>) -> Row {
    let mut pieces = frame.before(true);
    pieces.extend(words);
    Row {
        pieces,
        anchor: Anchor::start_of(id),
        kind,
    }
}

/// What a block of this kind is called, and several.
fn nouns(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Title => ("title", "titles"),
        Kind::Byline => ("byline", "bylines"),
        Kind::Timestamp => ("time", "times"),
        Kind::Heading => ("heading", "headings"),
        Kind::Paragraph => ("paragraph", "paragraphs"),
        Kind::ListItem => ("item", "items"),
        Kind::Caption => ("caption", "captions"),
        Kind::Quote => ("quote", "quotes"),
        Kind::Boilerplate => ("boilerplate line", "boilerplate lines"),
    }
}

/// "a paragraph", "an item".
fn one(kind: Kind) -> String {
    let (noun, _) = nouns(kind);
    let article = if noun.starts_with(['a', 'e', 'i', 'o']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {noun}")
}

/// Words on one line, in at most so many columns; where they are cut, an ellipsis says so.
pub(super) fn shortened(words: &str, columns: usize, role: Role) -> Vec<Piece> {
    let words: String = words.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    let piece = |content| Piece { content, role };
    if width::of(&words) <= columns {
        return vec![piece(Content::Words(words))];
    }
    let mut used = 0;
    let end = words.grapheme_indices(true).find_map(|(at, cluster)| {
        used += width::of_cluster(cluster);
        (used + 1 > columns).then_some(at)
    });
    let kept = words[..end.unwrap_or(words.len())].trim_end();
    let kept = (!kept.is_empty()).then(|| piece(Content::Words(kept.to_owned())));
    kept.into_iter()
        .chain([piece(Content::Glyph(Glyph::Ellipsis))])
        .collect()
}
