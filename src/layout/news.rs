//! The changes since the last visit as rows of a list: where each is, and below that what was added, changed or
//! removed.

use super::changed::{DiffSpan, WordChange, WordDiff};
use super::compared::Composed;
use super::frame::blank_piece;
use super::role::{Glyph, Role};
use super::wrap::lines;
use super::{Content, Page, Piece, Row, RowKind};
use crate::article::{Anchor, BlockId, Kind};

/// Rows of the first words of what was added, and of what is gone.
const FIRST_WORDS: usize = 2;
/// Rows of a difference.
const DIFFERENCE: usize = 8;
/// Unchanged words are left out of a diff where this many stand between two changes.
const SAME_WORDS: usize = 16;
/// This many of them stay on either side.
const AROUND: usize = 6;
/// Bytes of a text that are looked at for its first words: more than two rows show.
const BYTES: usize = 4000;

/// A piece of news.
#[derive(Clone, Copy, Debug)]
pub enum New<'a> {
    /// Blocks that were added, the first and the last.
    Added(BlockId, BlockId),
    /// A block that says something else.
    Changed(BlockId),
    /// What is gone: the block it stood before, one past the last if it stood at the end; and what it said.
    Gone(BlockId, &'a str),
}

impl Page<'_> {
    /// The rows of a piece of news in so many columns.
    pub fn news(&self, new: New<'_>, columns: u16) -> Vec<Row> {
        let Some(end) = self.article.last() else {
            return Vec::new();
        };
        let (glyph, role, at) = match new {
            New::Added(first, _) => (Glyph::New, Role::News, first.min(end)),
            New::Changed(block) => (Glyph::NewChanged, Role::NewsChanged, block.min(end)),
            New::Gone(at, _) => (Glyph::NewGone, Role::News, at.min(end)),
        };
        let room = usize::from(columns);
        let mut head = vec![glyph_piece(glyph, role)];
        head.extend(blank_piece(1));
        let wordings = match new {
            New::Added(first, last) => self.added_wordings(first, last.min(end)),
            New::Changed(_) => vec!["changed in".to_owned(), "in".to_owned()],
            New::Gone(..) => vec!["gone from".to_owned(), "from".to_owned()],
        };
        head.extend(self.naming(&wordings, at, room.saturating_sub(2), role));
        let inside = room.saturating_sub(2).max(1);
        let below = match new {
            New::Added(first, last) => self.first_words(first, last.min(end), inside),
            New::Changed(block) => self.difference(block.min(end), inside),
            New::Gone(_, text) => gone(text, inside),
        };
        item(head, below, Anchor::start_of(at))
    }

    /// What was added, before the name of the section it stands in, ever shorter.
    fn added_wordings(&self, first: BlockId, last: BlockId) -> Vec<String> {
        let section = self.article.section(self.article.block(first).section);
        if section.first == first {
            return vec!["new section".to_owned(), "new".to_owned()];
        }
        let many = self.count_words(first, last.0 - first.0 + 1, " new");
        vec![format!("{many} in"), "in".to_owned()]
    }

    /// The first words of what was added, but for headings, which are told already.
    fn first_words(&self, first: BlockId, last: BlockId, columns: usize) -> Vec<Vec<Piece>> {
        let mut ids = (first.0..=last.0).take(32).map(BlockId);
        let says = |id: &BlockId| {
            let kind = self.article.block(*id).kind;
            !matches!(kind, Kind::Heading | Kind::Timestamp | Kind::Byline)
        };
        let Some(id) = ids.find(says) else { return Vec::new() };
        let text = self.article.text_of(id);
        let text = &text[..text.floor_char_boundary(BYTES)];
        let mut composed = Composed::default();
        composed.words(text, Role::Text);
        some_rows(&composed, columns, FIRST_WORDS)
    }

    /// What has changed in a block, with a few words around each change.
    fn difference(&self, id: BlockId, columns: usize) -> Vec<Vec<Piece>> {
        let (text, base) = (self.article.text_of(id), self.article.block(id).text.start);
        let mut composed = Composed::default();
        let Some((before, changed)) = self.since(id) else {
            composed.words(&text[..text.floor_char_boundary(BYTES)], Role::Text);
            return some_rows(&composed, columns, DIFFERENCE);
        };
        changes(&mut composed, before, (text, Some(base)), &changed);
        some_rows(&composed, columns, DIFFERENCE)
    }
}

/// A post that two versions do not have in common.
#[derive(Clone, Copy, Debug)]
pub enum Told<'a> {
    /// It was added, and says this.
    Added(&'a str),
    /// It said this, and says that.
    Changed(&'a str, &'a str),
    /// It is gone, and said this.
    Gone(&'a str),
}

/// The rows of such a post in so many columns, under its heading.
pub fn told(what: Told<'_>, heading: &str, columns: u16) -> Vec<Row> {
    let (glyph, role) = match what {
        Told::Added(_) => (Glyph::New, Role::News),
        Told::Changed(..) => (Glyph::NewChanged, Role::NewsChanged),
        Told::Gone(_) => (Glyph::NewGone, Role::News),
    };
    let inside = usize::from(columns).saturating_sub(2).max(1);
    let mut head = vec![glyph_piece(glyph, role)];
    head.extend(blank_piece(1));
    let mut named = Composed::default();
    named.words(heading, Role::Heading);
    head.extend(some_rows(&named, inside, 1).into_iter().flatten());
    let on_a_line = |text: &str| text[..text.floor_char_boundary(BYTES)].replace('\n', " ");
    let mut composed = Composed::default();
    match what {
        Told::Added(text) => composed.words(&on_a_line(text), Role::Text),
        Told::Gone(text) => composed.gone(&on_a_line(text)),
        Told::Changed(before, now) => {
            let (before, now) = (on_a_line(before), on_a_line(now));
            match WordDiff::of(&before, &now) {
                Some(changed) => changes(&mut composed, &before, (&now, None), &changed),
                None => composed.words(&now, Role::Text),
            }
        }
    }
    item(head, some_rows(&composed, inside, DIFFERENCE), Anchor::default())
}

/// An item of a list: its head, and what stands below it.
fn item(head: Vec<Piece>, below: Vec<Vec<Piece>>, anchor: Anchor) -> Vec<Row> {
    let mut rows = vec![head];
    rows.extend(below.into_iter().map(|pieces| {
        let indent = blank_piece(2).into_iter();
        indent.chain(pieces).collect()
    }));
    let row = |pieces| Row {
        pieces,
        anchor,
        kind: RowKind::Text,
    };
    rows.into_iter().map(row).collect()
}

/// Adds a text with what has changed in it. It begins at `base` in the article, if it is of that.
fn changes(composed: &mut Composed, before: &str, (text, base): (&str, Option<u32>), changed: &WordDiff<'_>) {
    let stretches = changed.inline();
    let last = stretches.len().saturating_sub(1);
    for (index, DiffSpan { change, bytes }) in stretches.into_iter().enumerate() {
        match change {
            WordChange::Kept => kept(composed, &text[bytes], (index == 0, index == last)),
            WordChange::Dropped => {
                composed.part(Role::Text);
                composed.gone(&before[bytes]);
                composed.words(" ", Role::Text);
            }
            _ => {
                let base = base.map(|base| base + bytes.start as u32);
                composed.stretch(&text[bytes], base, change, Role::Text);
            }
        }
    }
}

/// Adds what stays of a text, without the words that stand far from what does not.
fn kept(composed: &mut Composed, text: &str, (is_first, is_last): (bool, bool)) {
    let words: Vec<&str> = text.split_inclusive(char::is_whitespace).collect();
    if words.len() <= SAME_WORDS {
        return composed.words(text, Role::Text);
    }
    let (head, tail) = (if is_first { 0 } else { AROUND }, if is_last { 0 } else { AROUND });
    composed.words(&words[..head].concat(), Role::Text);
    composed.part(Role::Text);
    composed.mark(Glyph::Ellipsis, Role::Quiet);
    composed.words(" ", Role::Text);
    composed.words(&words[words.len() - tail..].concat(), Role::Text);
}

fn gone(text: &str, columns: usize) -> Vec<Vec<Piece>> {
    let mut composed = Composed::default();
    if text.is_empty() {
        composed.words("the old text was not kept", Role::Quiet);
    } else {
        composed.gone(&text[..text.floor_char_boundary(BYTES)]);
    }
    some_rows(&composed, columns, FIRST_WORDS)
}

/// The first rows of a composed text; an ellipsis where there are more.
fn some_rows(composed: &Composed, columns: usize, most: usize) -> Vec<Vec<Piece>> {
    let all = lines(composed.text(), columns.saturating_sub(1).max(1));
    let more = all.len() > most;
    let mut rows: Vec<Vec<Piece>> = all.iter().take(most).map(|&line| composed.pieces(line)).collect();
    if let (true, Some(last)) = (more, rows.last_mut()) {
        last.push(glyph_piece(Glyph::Ellipsis, Role::Quiet));
    }
    rows
}

fn glyph_piece(glyph: Glyph, role: Role) -> Piece {
    Piece {
        content: Content::Glyph(glyph),
        role,
    }
}
