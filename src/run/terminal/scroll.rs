//! What the terminal shows already, some rows higher or lower: the page after a step. It is moved there by the terminal
//! itself, which takes a few bytes, and what stands beside the page is put back.

use std::ops::Range;

use ratatui::layout::Rect;

use super::screen::{Screen, ScreenCell};

/// Whole rows of the screen that move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RowShift {
    /// The rows that take part. Those that come free are blank.
    pub(super) rows: Range<usize>,
    /// By how many rows the text moves.
    pub(super) by: usize,
    /// Whether it moves up, as it does when one reads on.
    pub(super) up: bool,
}

impl RowShift {
    /// The row of what is shown now that stands in row `y` afterwards; none where that is blank then.
    pub(super) fn source(&self, y: usize) -> Option<usize> {
        if !self.rows.contains(&y) {
            return Some(y);
        }
        let from = if self.up { y + self.by } else { y.checked_sub(self.by)? };
        self.rows.contains(&from).then_some(from)
    }

    /// How the page has moved in the next frame, if it has, and if that leaves less to be written.
    pub(super) fn of(shown: &Screen, frame: &Screen, page: Rect) -> Option<Self> {
        let screens = Screens::new(shown, frame, page);
        let text: Vec<usize> = screens.rows.clone().filter(|&y| !screens.is_blank(y)).collect();
        let stay = text.iter().filter(|&&y| screens.is_kept(y, y)).count();
        if text.is_empty() || stay * 2 >= text.len() {
            return None;
        }
        let steps = 1..=screens.rows.len() / 2;
        steps
            .flat_map(|by| [true, false].map(|up| (by, up)))
            .map(|(by, up)| Self {
                rows: screens.rows.clone(),
                by,
                up,
            })
            .find(|shift| {
                let kept = |&&y: &&usize| shift.source(y).is_some_and(|from| screens.is_kept(y, from));
                text.iter().filter(kept).count() * 2 > text.len()
            })
            .filter(|shift| screens.gains(shift))
    }
}

/// What is shown, and what is to be.
struct Screens<'a> {
    shown: &'a Screen,
    frame: &'a Screen,
    /// The page's columns.
    columns: Range<usize>,
    rows: Range<usize>,
}

impl<'a> Screens<'a> {
    fn new(shown: &'a Screen, frame: &'a Screen, page: Rect) -> Self {
        let page = page.intersection(frame.area);
        Self {
            shown,
            frame,
            columns: usize::from(page.left())..usize::from(page.right()),
            rows: usize::from(page.top())..usize::from(page.bottom()),
        }
    }

    fn is_blank(&self, y: usize) -> bool {
        let cells = &self.frame.row(y)[self.columns.clone()];
        cells.iter().all(|cell| cell.is_blank())
    }

    /// Whether the page's part of a row is in a row of what is shown.
    fn is_kept(&self, y: usize, from: usize) -> bool {
        self.frame.row(y)[self.columns.clone()] == self.shown.row(from)[self.columns.clone()]
    }

    /// Whether fewer cells have to be put back beside the page than are saved in it.
    fn gains(&self, shift: &RowShift) -> bool {
        let differ = |now: &[ScreenCell], before: &[ScreenCell]| {
            let pairs = now.iter().zip(before);
            pairs.filter(|(now, before)| now != before).count()
        };
        let (mut saved, mut lost) = (0, 0);
        for y in shift.rows.clone() {
            let Some(from) = shift.source(y) else { continue };
            let (now, stays, moved) = (self.frame.row(y), self.shown.row(y), self.shown.row(from));
            if self.is_kept(y, from) {
                saved += differ(&now[self.columns.clone()], &stays[self.columns.clone()]);
            }
            for beside in [0..self.columns.start, self.columns.end..now.len()] {
                lost += differ(&now[beside.clone()], &moved[beside]);
            }
        }
        saved > lost
    }
}
