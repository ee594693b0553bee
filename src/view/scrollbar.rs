//! The scrollbar: where the page is in the article, and where in it sections start, the search matches and
//! folds lie.
//!
//! Worked out by bytes, a row of the bar at a time, each by binary search: the cost is that of the bar, whatever
//! the number of sections and matches.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::cells::{self, Pen};
use crate::app::State;
use crate::layout::role::{Glyph, Role};
use crate::theme::Theme;

/// Runs looked at for each row of the bar: a stretch in which the first so many are all open counts as open.
const RUNS_LOOKED_AT: usize = 16;

/// The bar.
pub(super) struct Scrollbar<'a> {
    pub(super) state: &'a State,
    pub(super) theme: &'a Theme,
}

impl Scrollbar<'_> {
    /// Draws it in the first column of the area; nothing where the whole article is on the page.
    pub(super) fn draw(&self, area: Rect, buffer: &mut Buffer) {
        let bytes = self.state.article.text().len() as u64;
        let height = u64::from(area.height);
        if bytes == 0 || height == 0 {
            return;
        }
        let stretch = |row: u64| ((row * bytes / height) as u32)..(((row + 1) * bytes / height) as u32);
        let thumb = self.thumb(bytes, height);
        if thumb == (0..height) {
            return;
        }
        let sections = telling((0..height).map(|row| self.any(stretch(row), |text| self.starts_section(text))));
        let folds = telling((0..height).map(|row| self.any(stretch(row), |text| self.has_fold(text))));
        for row in 0..height {
            let at = row as usize;
            // What lies under the thumb is on the page, and needs no mark.
            let (glyph, role) = if thumb.contains(&row) {
                (Glyph::Thumb, Role::ScrollbarThumb)
            } else if self.any(stretch(row), |text| self.has_match(text)) {
                (Glyph::TrackMatch, Role::ScrollbarMatch)
            } else if sections[at] {
                (Glyph::TrackSection, Role::ScrollbarSection)
            } else if folds[at] {
                (Glyph::TrackFold, Role::ScrollbarFold)
            } else {
                (Glyph::Track, Role::Scrollbar)
            };
            Pen::new(buffer, area, row as u16).text(self.theme.glyph(glyph), cells::style(self.theme, role));
        }
    }

    /// The rows that the page covers: one at least, and the last only with the end of the article.
    fn thumb(&self, bytes: u64, height: u64) -> Range<u64> {
        let page = self.state.on_page;
        let (start, end) = (u64::from(page.span.start), u64::from(page.span.end).min(bytes));
        if page.at_start && page.at_end {
            return 0..height;
        }
        let last = if page.at_end {
            height
        } else {
            (end * height).div_ceil(bytes).clamp(1, (height - 1).max(1))
        };
        (start * height / bytes).min(last - 1)..last
    }

    /// Whether something is so in a stretch of what is shown, which may be several of the text.
    fn any(&self, shown: Range<u32>, is: impl Fn(Range<u32>) -> bool) -> bool {
        let state = self.state;
        state.posts.order.stretches(&state.article, shown).into_iter().any(is)
    }

    fn starts_section(&self, stretch: Range<u32>) -> bool {
        let article = &self.state.article;
        let start = |section: &crate::article::Section| article.block(section.first).tile.start;
        let sections = article.sections();
        let next = sections.partition_point(|section| start(section) < stretch.start);
        sections.get(next).is_some_and(|section| start(section) < stretch.end)
    }

    fn has_match(&self, stretch: Range<u32>) -> bool {
        let Some(search) = &self.state.search else { return false };
        let next = search.matches.partition_point(|found| found.start < stretch.start);
        search.matches.get(next).is_some_and(|found| found.start < stretch.end)
    }

    fn has_fold(&self, stretch: Range<u32>) -> bool {
        let (article, folds) = (&self.state.article, &self.state.folds);
        let (runs, page) = (self.state.folding.runs(), self.state.page());
        // A folding of an older version may name blocks that are no more.
        let start = |first: crate::article::BlockId| {
            let block = article.blocks().get(first.index());
            block.map_or(u32::MAX, |block| block.tile.start)
        };
        let next = runs.partition_point(|run| start(run.first) < stretch.start);
        runs[next..]
            .iter()
            .take_while(|run| start(run.first) < stretch.end)
            .take(RUNS_LOOKED_AT)
            // The second print of a caption is hidden without a row.
            .any(|run| folds.is_folded(run) && page.shown(run.first) == run.first)
    }
}

/// Marks that would stand on more than half of the bar tell nothing, and are left out.
fn telling(marks: impl Iterator<Item = bool>) -> Vec<bool> {
    let mut marks: Vec<bool> = marks.collect();
    if marks.iter().filter(|&&mark| mark).count() * 2 > marks.len() {
        marks.fill(false);
    }
    marks
}
