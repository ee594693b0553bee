//! Articles written down in a test, and rows as text.

use dateline::article::{Article, Block, Kind, Meta, Note, Span, Start, Text};
use dateline::fold::{Folding, Folds};
use dateline::layout::typography::Typography;
use dateline::layout::{Content, Order, Page, Past, Row, RowKind, role::Glyph, width};

/// An article in the making, block by block.
#[derive(Default)]
pub(super) struct Draft {
    text: String,
    blocks: Vec<Block>,
    starts: Vec<Start>,
}

impl Draft {
    /// Adds a block; a heading opens a section.
    pub(super) fn block(mut self, kind: Kind, text: &str) -> Self {
        let text = text.trim();
        let start = self.text.len() as u32;
        self.text.push_str(text);
        let end = self.text.len() as u32;
        self.text.push_str("\n\n");
        let span = Span::new(start, end);
        if kind == Kind::Heading || self.starts.is_empty() {
            self.starts.push(Start {
                first: dateline::article::BlockId(self.blocks.len() as u32),
                headline: (kind == Kind::Heading).then_some(span),
                time: None,
            });
        }
        self.blocks.push(Block::new(kind, Span::new(start, end + 2), span));
        self
    }

    /// Says that the last block ends with this credit, or has it somewhere.
    pub(super) fn credit(mut self, credit: &str) -> Self {
        let last = self.blocks.last_mut().expect("a block");
        let at = last.text.of(&self.text).rfind(credit).expect("the credit in the text") as u32;
        let start = last.text.start + at;
        last.credit = Some(Span::new(start, start + credit.len() as u32));
        self
    }

    /// Adds a note to the last block.
    pub(super) fn note(mut self, note: Note) -> Self {
        self.blocks.last_mut().expect("a block").notes.add(note);
        self
    }

    /// The article.
    pub(super) fn done(self) -> Article {
        Article::new(Text::from(self.text), Meta::default(), self.blocks, &self.starts).expect("a whole article")
    }
}

/// An article with its repeats: what a page needs.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) article: Article,
    pub(super) folding: Folding,
    pub(super) folds: Folds,
    pub(super) fold_boilerplate: bool,
    pub(super) past: Past,
    pub(super) fold_read: bool,
    pub(super) typography: Typography,
    pub(super) order: Order,
}

impl Sheet {
    /// The article as it is, without looking for repeats.
    pub(super) fn plain(article: Article) -> Self {
        Self {
            article,
            folding: Folding::default(),
            folds: Folds::default(),
            fold_boilerplate: false,
            past: Past::default(),
            fold_read: false,
            typography: Typography::default(),
            order: Order::default(),
        }
    }

    /// The article with its repeats found.
    pub(super) fn folded(article: Article) -> Self {
        let folding = Folding::of(&article);
        Self {
            article,
            folding,
            folds: Folds::default(),
            fold_boilerplate: false,
            past: Past::default(),
            fold_read: false,
            typography: Typography::default(),
            order: Order::default(),
        }
    }

    pub(super) fn page(&self, measure: u16) -> Page<'_> {
        Page {
            article: &self.article,
            folding: &self.folding,
            folds: &self.folds,
            measure,
            fold_boilerplate: self.fold_boilerplate,
            past: &self.past,
            fold_read: self.fold_read,
            typography: self.typography,
            order: &self.order,
        }
    }

    /// All rows, drawn, without blanks at their ends.
    pub(super) fn drawn(&self, measure: u16) -> Vec<String> {
        let page = self.page(measure);
        let rows = page.rows(page.start(), usize::MAX);
        rows.iter()
            .map(|row| draw(&self.article, row).trim_end().to_owned())
            .collect()
    }
}

/// What a row shows, glyphs as the default theme might have them.
pub(super) fn draw(article: &Article, row: &Row) -> String {
    let mut drawn = String::new();
    for piece in &row.pieces {
        match &piece.content {
            Content::Text(span) => drawn.push_str(&span.of(article.text()).replace(['\t', '\n'], " ")),
            Content::Words(words) => drawn.push_str(words),
            Content::Glyph(glyph) => drawn.push(sign(*glyph)),
            Content::Blank(columns) => drawn.extend((0..*columns).map(|_| ' ')),
        }
    }
    drawn
}

/// The columns of a row, each piece drawn by itself.
pub(super) fn columns(article: &Article, row: &Row) -> usize {
    let of = |content: &Content| match content {
        Content::Text(span) => width::of(span.of(article.text())),
        Content::Words(words) => width::of(words),
        Content::Glyph(_) => 1,
        Content::Blank(columns) => usize::from(*columns),
    };
    row.pieces.iter().map(|piece| of(&piece.content)).sum()
}

/// A row for a snapshot: what it shows, and what its stretches mean.
pub(super) fn described(article: &Article, row: &Row, measure: usize) -> String {
    let drawn = draw(article, row);
    let gap = " ".repeat(measure.saturating_sub(width::of(&drawn)));
    let mut roles: Vec<&str> = Vec::new();
    for piece in row
        .pieces
        .iter()
        .filter(|piece| !matches!(piece.content, Content::Blank(_)))
    {
        if roles.last() != Some(&piece.role.name()) {
            roles.push(piece.role.name());
        }
    }
    let kind = match row.kind {
        RowKind::Spacing => "spacing",
        RowKind::Text => "",
        RowKind::Fold => "[fold]",
        RowKind::Remark => "[remark]",
    };
    format!("{drawn}{gap}│ {kind}{}", roles.join(" ")).trim_end().to_owned()
}

fn sign(glyph: Glyph) -> char {
    match glyph {
        Glyph::Bullet => '•',
        Glyph::CaptionBar => '▌',
        Glyph::QuoteBar => '│',
        Glyph::Fold => '⋯',
        Glyph::FoldOpen => '↳',
        Glyph::Near => '≈',
        Glyph::AddedOpen => '{',
        Glyph::AddedClose => '}',
        Glyph::DroppedOpen => '[',
        Glyph::DroppedClose => ']',
        Glyph::Moved => '~',
        Glyph::Rule => '|',
        Glyph::Note => '†',
        Glyph::Ellipsis => '…',
        _ => '?',
    }
}
