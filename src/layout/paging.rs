//! Where a page ends and the next begins when it is turned: no heading is alone at the foot, and no last line of a
//! paragraph, credit or speaker is alone at the head.
//!
//! A page that is turned shows the last row of the one before again, so that the eye finds its line; more rows if the
//! page would otherwise begin or end badly. Rows that are scrolled know nothing of this.

use super::{Page, Row, RowKind, Top, quote};
use crate::article::Kind;

/// Rows of the page before that stay on the screen when it is turned.
const OVERLAP: usize = 1;
/// Rows looked at behind a page: more than a heading has, with its time and the space around it.
const BEHIND: usize = 12;

impl Page<'_> {
    /// The top of the page after the one that begins at `top`, with so many rows on a page: at most the last row of the
    /// article. Costs two pages. No row is left out but space above a heading that heads the new page.
    pub fn page_down(&self, top: Top, height: usize) -> Top {
        let rows = self.rows(top, 2 * height + BEHIND);
        top_of(&rows, self.step(&rows, height)).unwrap_or(top)
    }

    /// The top of the page before: mostly the one from which turning leads to `top`. Costs three pages.
    pub fn page_up(&self, top: Top, height: usize) -> Top {
        let most = height.saturating_sub(OVERLAP).max(1);
        let least = (height / 2).max(1);
        // Two more, so that the head of the page can be told from the end of what is above.
        let window = self.up(top, most + 2);
        let rows = self.rows(window, 3 * height + BEHIND);
        let text = rows.iter().rposition(|row| row.anchor == top.anchor);
        let Some(here) = text.and_then(|text| text.checked_sub(top.above.into())) else {
            return self.up(top, most);
        };
        let Some(first) = here.checked_sub(most) else {
            return window;
        };
        let candidates = first..=here - least;
        let leads_here = |&at: &usize| self.is_good_head(&rows, at) && self.step(&rows[at..], height) == here - at;
        let is_good = |&at: &usize| self.is_good_head(&rows, at) && self.is_good_end(&rows, at + height);
        let found = candidates
            .clone()
            .find(leads_here)
            .or_else(|| candidates.clone().find(is_good));
        top_of(&rows, found.unwrap_or(first)).unwrap_or(top)
    }

    /// How many rows a page is turned by, that begins with the first of `rows`.
    fn step(&self, rows: &[Row], height: usize) -> usize {
        let whole = height.saturating_sub(OVERLAP).max(1);
        let most = self.heading_at(rows, height).unwrap_or(whole);
        let least = (height / 2).max(1);
        let is_good = |&step: &usize| self.is_good_head(rows, step) && self.is_good_end(rows, step + height);
        let steps = || (least..=most).rev();
        let fair = || steps().find(|step| self.is_good_end(rows, step + height));
        steps().find(is_good).or_else(fair).unwrap_or(most)
    }

    /// The row of the heading that a page ends in, or that follows it with nothing but space between; it heads the next
    /// page. None where that is the page's own head.
    fn heading_at(&self, rows: &[Row], height: usize) -> Option<usize> {
        if rows.len() <= height {
            return None;
        }
        let first = self.leading_up_to(rows, height);
        let leads = rows
            .iter()
            .enumerate()
            .skip(first)
            .take_while(|(_, row)| self.leads(row));
        let at = leads.into_iter().find(|(_, row)| row.kind == RowKind::Text)?.0;
        (at > 0).then_some(at)
    }

    /// Where the rows begin, right before `end`, that belong to what follows them: headings, times, space.
    fn leading_up_to(&self, rows: &[Row], end: usize) -> usize {
        let end = end.min(rows.len());
        end - rows[..end].iter().rev().take_while(|row| self.leads(row)).count()
    }

    /// Whether a page may end before `rows[end]`.
    fn is_good_end(&self, rows: &[Row], end: usize) -> bool {
        let Some(next) = rows.get(end) else { return true };
        if self.is_said_of_above(next) || (self.kind(next) == Kind::Caption && is_last(rows, end)) {
            return false;
        }
        let first = self.leading_up_to(rows, end);
        let has_heading = rows[first..end].iter().any(|row| row.kind == RowKind::Text);
        let space_of_heading = || {
            let next = rows[end..].iter().find(|row| row.kind != RowKind::Spacing);
            first < end && next.is_some_and(|row| self.leads(row))
        };
        !has_heading && !space_of_heading()
    }

    /// Whether a page may begin with `rows[head]`.
    fn is_good_head(&self, rows: &[Row], head: usize) -> bool {
        rows.get(head).is_none_or(|row| !self.is_said_of_above(row)) && !is_last(rows, head)
    }

    /// Whether the row belongs to what follows it.
    fn leads(&self, row: &Row) -> bool {
        match row.kind {
            RowKind::Spacing => true,
            RowKind::Text => matches!(self.kind(row), Kind::Heading | Kind::Timestamp),
            RowKind::Fold | RowKind::Remark => false,
        }
    }

    /// Whether the row begins what says who said what is above.
    fn is_said_of_above(&self, row: &Row) -> bool {
        row.kind == RowKind::Text && row.anchor.offset == 0 && quote::is_speaker(self.article, row.anchor.block)
    }

    fn kind(&self, row: &Row) -> Kind {
        self.article.block(row.anchor.block).kind
    }
}

/// The top that shows a row first, or the last of the rows. They have to go on until the place of that row is behind.
fn top_of(rows: &[Row], at: usize) -> Option<Top> {
    let at = at.min(rows.len().checked_sub(1)?);
    let same = rows[at + 1..].iter().take_while(|row| row.anchor == rows[at].anchor);
    Some(Top {
        anchor: rows[at].anchor,
        above: same.count() as u16,
    })
}

/// Whether a row is the last of its block's text, and others stand above it.
fn is_last(rows: &[Row], at: usize) -> bool {
    let of_same = |other: Option<&Row>| {
        let (Some(row), Some(other)) = (rows.get(at), other) else {
            return false;
        };
        other.kind == RowKind::Text && row.kind == RowKind::Text && other.anchor.block == row.anchor.block
    };
    of_same(at.checked_sub(1).and_then(|before| rows.get(before))) && !of_same(rows.get(at + 1))
}
