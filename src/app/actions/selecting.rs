//! Selecting: from a place in the text to another that keys move, letter by letter or by whole blocks; what is seen
//! between the two can be copied.
//!
//! Both ends are anchors, so a selection survives whatever happens to the page. A fold between them is copied as its
//! line in brackets, as in exports: a quotation must not contain words that the user has not seen, nor leave any out
//! silently. To copy what a fold hides, open it first.

use std::sync::Arc;

use super::placing::is_text;
use super::stepping::{self, Stepper};
use super::{copying, searching};
use crate::app::direction::{Direction, times};
use crate::app::document::selection::{Selection, Unit};
use crate::app::message::{CopyForm, Effect};
use crate::app::session::Focus;
use crate::app::state::State;
use crate::article::{Anchor, BlockId, Excerpt, Passage, Span};
use crate::keymap::{Action, Mode};
use crate::layout::{Content, Piece, RowKind};

/// `v` and `V` on the page: begins at the first word of the cursor's block that is on the page, or at the match of the
/// search that the reader is at.
pub(in crate::app) fn begin(state: &mut State, unit: Unit) {
    let Some(at) = start(state) else {
        return state.fail("Nothing here to select");
    };
    state.session.focus = Focus::Page;
    begin_at(state, at, unit);
}

/// Begins with the word at a place.
fn begin_at(state: &mut State, at: Anchor, unit: Unit) {
    let (from, to) = stepping::word_at(&state.page(), at);
    set(state, (from, to), unit);
}

fn set(state: &mut State, (from, to): (Anchor, Anchor), unit: Unit) {
    state.document.selection = Some(Selection {
        from,
        to,
        unit,
        column: None,
    });
    state.document.place.cursor = to.block;
}

/// Selects what the mouse was dragged over.
pub(in crate::app) fn draw(state: &mut State, from: Anchor, to: Anchor) {
    let unit = state
        .document
        .selection
        .map_or(Unit::Letters, |selection| selection.unit);
    set(state, (from, to), unit);
}

fn start(state: &State) -> Option<Anchor> {
    let rows = state.rows();
    let cursor = state.page().shown(state.document.place.cursor);
    let first = rows.iter().find(|row| is_text(row) && row.anchor.block == cursor);
    let first = first.or_else(|| rows.iter().find(|row| is_text(row)))?.anchor;
    let search = state.document.search.as_ref();
    let found = search.and_then(|search| search.matches.get(search.current?).copied());
    let found = found.and_then(|found| state.document.article.anchor_at(found.start));
    Some(
        found
            .filter(|found| found.block == cursor && *found >= first)
            .unwrap_or(first),
    )
}

/// A key while something is selected; `None` if it has nothing to do with the selection.
pub(in crate::app) fn act(state: &mut State, action: Action, count: Option<u32>) -> Option<Vec<Effect>> {
    let selection = state.document.selection?;
    match action {
        Action::Cancel | Action::Clear => state.document.selection = None,
        Action::Select | Action::SelectBlocks => {
            let unit = if action == Action::Select {
                Unit::Letters
            } else {
                Unit::Blocks
            };
            if unit == selection.unit {
                begin_at(state, selection.to, unit);
            } else {
                state.document.selection = Some(Selection { unit, ..selection });
            }
        }
        Action::SwapEnds => {
            state.document.selection = Some(Selection {
                from: selection.to,
                to: selection.from,
                ..selection
            });
            reveal(state, selection.from);
        }
        Action::CopySelection | Action::Accept | Action::Activate => return Some(copy(state, None)),
        Action::CopySelectionMarkdown => return Some(copy(state, Some(CopyForm::Markdown))),
        Action::CopySelectionQuotation => return Some(copy(state, Some(CopyForm::Quotation))),
        Action::NextMatch | Action::PreviousMatch if state.document.search.is_some() => {
            let direction = if action == Action::NextMatch {
                Direction::Down
            } else {
                Direction::Up
            };
            searching::step(state, direction, count);
            to_match(state);
        }
        _ => {
            let stepped = step(state, selection, action, count)?;
            let column = stepped.column;
            state.document.selection = Some(Selection {
                to: stepped.to,
                column,
                ..selection
            });
            reveal(state, stepped.to);
        }
    }
    Some(Vec::new())
}

/// Where the moving end goes, and the column it keeps to.
struct Stepped {
    to: Anchor,
    column: Option<usize>,
}

fn step(state: &State, selection: Selection, action: Action, count: Option<u32>) -> Option<Stepped> {
    let page = state.page();
    let height = state.height();
    let from = selection.to;
    let stepper = Stepper { page: &page, from };
    let rows = |direction, rows: usize| {
        let column = selection.column.unwrap_or_else(|| stepper.column());
        Some(Stepped {
            to: stepper.by_rows(direction, rows, column),
            column: Some(column),
        })
    };
    let by_blocks = selection.unit == Unit::Blocks;
    let to = match action {
        Action::LineDown | Action::NextBlock if by_blocks => stepper.by_blocks(Direction::Down, times(count)),
        Action::LineUp | Action::PreviousBlock if by_blocks => stepper.by_blocks(Direction::Up, times(count)),
        Action::LineDown => return rows(Direction::Down, times(count)),
        Action::LineUp => return rows(Direction::Up, times(count)),
        Action::HalfPageDown => return rows(Direction::Down, (height / 2).max(1).saturating_mul(times(count))),
        Action::HalfPageUp => return rows(Direction::Up, (height / 2).max(1).saturating_mul(times(count))),
        Action::PageDown => return rows(Direction::Down, (height - 1).max(1).saturating_mul(times(count))),
        Action::PageUp => return rows(Direction::Up, (height - 1).max(1).saturating_mul(times(count))),
        Action::CursorLeft => stepper.by_letters(Direction::Up, times(count)),
        Action::CursorRight => stepper.by_letters(Direction::Down, times(count)),
        Action::NextWord => stepper.repeat(times(count), Stepper::next_word),
        Action::PreviousWord => stepper.repeat(times(count), Stepper::previous_word),
        Action::WordEnd => stepper.repeat(times(count), Stepper::word_end),
        Action::CursorStart => stepper.row_start(),
        Action::CursorEnd => stepper.row_end(),
        Action::NextBlock => stepper.repeat(times(count), Stepper::block_end),
        Action::PreviousBlock => stepper.repeat(times(count), Stepper::block_start),
        Action::NextSection | Action::NextMatch => stepper.repeat(times(count), Stepper::section_end),
        Action::PreviousSection | Action::PreviousMatch => stepper.repeat(times(count), Stepper::section_start),
        Action::Start => Anchor::start_of(page.shown(BlockId(0))),
        Action::End => match count {
            Some(number) => to_section(&stepper, selection.from, number),
            None => stepper.last(),
        },
        _ => return None,
    };
    Some(Stepped { to, column: None })
}

/// Into a section, so that all of it is selected.
fn to_section(stepper: &Stepper<'_>, fixed: Anchor, number: u32) -> Anchor {
    let sections = stepper.page.article.sections();
    let index = (number.max(1) as usize - 1).min(sections.len().saturating_sub(1));
    let Some(section) = sections.get(index) else {
        return stepper.from;
    };
    if section.first > fixed.block {
        stepper.end_of(section.last)
    } else {
        Anchor::start_of(stepper.page.shown(section.first))
    }
}

/// Moves the end of the selection to the current match of the search: to the end of the match, or to its start if that is
/// before the fixed end.
pub(in crate::app) fn to_match(state: &mut State) {
    let Some(mut selection) = state.document.selection else {
        return;
    };
    let search = state.document.search.as_ref();
    let Some(found) = search.and_then(|search| search.matches.get(search.current?).copied()) else {
        return;
    };
    let forward = found.start >= state.document.article.byte_of(selection.from);
    let Some(start) = state.document.article.anchor_at(found.start) else {
        return;
    };
    selection.to = if forward {
        let page = state.page();
        let at = Anchor {
            offset: start.offset + found.len(),
            ..start
        };
        Stepper { page: &page, from: at }.by_letters(Direction::Up, 1)
    } else {
        start
    };
    selection.column = None;
    state.document.selection = Some(selection);
    state.document.place.cursor = start.block;
}

/// Scrolls just far enough to show the row of a place.
fn reveal(state: &mut State, to: Anchor) {
    let height = state.height();
    let page = state.page();
    let target = page.top_at(to);
    let rows = page.rows(state.document.place.top, height);
    let there = rows.iter().any(|row| is_text(row) && row.anchor == target.anchor);
    let above = rows.first().is_none_or(|row| target.anchor <= row.anchor);
    let top = match (there, above) {
        (true, _) => state.document.place.top,
        (false, true) => target,
        (false, false) => page.up(target, height - 1),
    };
    state.document.place.cursor = page.shown(to.block);
    state.document.place.top = top;
}

/// Copies the selection, and ends it.
fn copy(state: &mut State, form: Option<CopyForm>) -> Vec<Effect> {
    let excerpt = state.excerpt();
    let effects = match (excerpt, form) {
        (Ok(excerpt), None) => copying::text(state, &excerpt),
        (Ok(excerpt), Some(form)) => copying::take(state, excerpt, form),
        (Err(words), _) => {
            state.fail(words);
            Vec::new()
        }
    };
    if !effects.is_empty() {
        state.document.selection = None;
    }
    effects
}

impl State {
    /// Whether keys move the end of a selection.
    pub fn is_selecting(&self) -> bool {
        self.mode_under() == Mode::Visual
    }

    /// The bytes of the article's text that are selected; a fold counts as a whole.
    pub fn selected(&self) -> Option<Span> {
        let selection = self.document.selection?;
        let last = self.document.article.last()?;
        let (low, high) = (selection.from.min(selection.to), selection.from.max(selection.to));
        if high.block > last {
            return None;
        }
        let (page, article) = (self.page(), &self.document.article);
        let by_blocks = selection.unit == Unit::Blocks;
        let start = match page.hiding(low.block) {
            Some(fold) => article.block(fold.first).text.start,
            None if by_blocks => article.block(low.block).text.start,
            None => article.byte_of(low),
        };
        let end = match page.hiding(high.block) {
            Some(fold) => article.block(fold.last.min(last)).text.end,
            None if by_blocks => article.block(high.block).text.end,
            None => stepping::after(article, high),
        };
        Some(Span::new(start, end.max(start)))
    }

    /// The byte of the moving end, while it is letters that are selected.
    pub fn moving_byte(&self) -> Option<u32> {
        let selection = self
            .document
            .selection
            .filter(|selection| selection.unit == Unit::Letters)?;
        let there = selection.to.block.index() < self.document.article.blocks().len();
        there.then(|| self.document.article.byte_of(selection.to))
    }

    /// The place of the moving end on the page, for the terminal's cursor: row and column of the prose.
    pub fn moving_end(&self) -> Option<(usize, usize)> {
        let letters = |selection: &Selection| selection.unit == Unit::Letters;
        let selection = self
            .document
            .selection
            .filter(letters)
            .filter(|_| self.is_selecting())?;
        let page = self.page();
        let target = page.top_at(selection.to);
        let row = self
            .rows()
            .iter()
            .position(|row| row.kind == RowKind::Text && row.anchor == target.anchor)?;
        let stepper = Stepper {
            page: &page,
            from: selection.to,
        };
        let (column, columns) = stepper.cell()?;
        (columns > 0).then_some((row, column))
    }

    /// What is selected, as it is seen; or why it cannot be copied, in words.
    fn excerpt(&self) -> Result<Excerpt, String> {
        let nothing = || "Nothing is selected".to_owned();
        let span = self.selected().ok_or_else(nothing)?;
        copying::check_size(span.len() as usize)?;
        let page = self.page();
        let first = self.document.article.block_at(span.start).ok_or_else(nothing)?;
        let mut passages = Vec::new();
        let mut next = Some(page.shown(first));
        while let Some(block) = next.filter(|&block| self.document.article.block(block).text.start < span.end.max(1)) {
            if page.hiding(block).is_some() {
                passages.push(Passage::LeftOut(self.words_of_fold(block)));
            } else {
                let text = self.document.article.block(block).text;
                let (start, end) = (text.start.max(span.start), text.end.min(span.end));
                if start < end {
                    passages.push(Passage::Text {
                        block,
                        span: Span::new(start, end),
                    });
                }
            }
            next = page.next(block);
        }
        Ok(Excerpt {
            article: Arc::clone(&self.document.article),
            passages,
        })
    }

    /// What the line of a fold says.
    fn words_of_fold(&self, block: BlockId) -> String {
        let page = self.page();
        let row = page.rows(page.top_at(Anchor::start_of(block)), 1).pop();
        let words = |piece: &Piece| match &piece.content {
            Content::Words(words) => words.clone(),
            Content::Text(span) => span.of(self.document.article.text()).replace(char::is_control, " "),
            Content::Blank(_) => " ".to_owned(),
            Content::Glyph(_) => String::new(),
        };
        let pieces = row.map(|row| row.pieces).unwrap_or_default();
        let said: String = pieces.iter().map(words).collect();
        said.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// How much is selected, for the bottom line: as much as would be copied.
    pub fn selected_in_words(&self) -> Option<String> {
        self.document.selection?;
        Some(match self.excerpt() {
            Ok(excerpt) => copying::amount(&excerpt) + " selected",
            Err(why) => why,
        })
    }
}
