//! Rows of columns and code: each line of the text is a row, tabs are as wide as makes the cells of a column stand below one
//! another, and the blanks that open a line are kept. Where a row is wider than the measure, all are set as any text.

use super::frame::blank_piece;
use super::part::BlockSetting;
use super::wrap::Line;
use super::{Row, width};

/// Longer blocks are set as any text, in bytes.
const LONGEST: usize = 4096;

/// Columns between cells.
const BETWEEN: usize = 2;

impl BlockSetting {
    /// The rows of a text that keeps its blanks; nothing if they have no room.
    pub(super) fn columns(&self, text: &str) -> Option<Vec<Row>> {
        if text.len() > LONGEST || !crate::article::keeps_blanks(text) {
            return None;
        }
        let lines: Vec<(usize, &str)> = lines(text).collect();
        // A sign that stands on a blank is one with it: there is no cell that begins there.
        if !lines
            .iter()
            .all(|(_, line)| cells(line).all(|(start, cell)| is_cell(line, start, cell)))
        {
            return None;
        }
        let stops = stops(&lines);
        let room = usize::from(self.frame.width);
        let widest = lines.iter().map(|(_, line)| columns_of(line, &stops)).max()?;
        (widest <= room).then(|| lines.iter().map(|(at, line)| self.row_of(*at, line, &stops)).collect())
    }

    fn row_of(&self, at: usize, line: &str, stops: &[usize]) -> Row {
        let mut row: Option<Row> = None;
        let mut gap = 0;
        for (index, (start, cell)) in cells(line).enumerate() {
            let blank = cell.len() - cell.trim_start_matches(' ').len();
            let shown = cell.trim_matches(' ');
            let wide = width::of(shown);
            if shown.is_empty() {
                gap += blank;
            } else {
                let from = at + start + blank;
                let place = Line {
                    start: from,
                    end: from + shown.len(),
                    width: wide,
                    hyphen: false,
                    last: true,
                };
                let row = row.get_or_insert_with(|| {
                    let mut row = self.row(Line { end: from, ..place }, from == 0, &[]);
                    row.anchor.offset = from as u32;
                    row
                });
                row.pieces.extend(blank_piece((gap + blank) as u16));
                row.pieces.push(self.text(from..from + shown.len(), self.role));
                gap = 0;
            }
            let stop = stops.get(index).copied().unwrap_or(0);
            gap += stop.saturating_sub(if shown.is_empty() { 0 } else { wide + blank });
        }
        let empty = Line {
            start: at,
            end: at,
            width: 0,
            hyphen: false,
            last: true,
        };
        row.unwrap_or_else(|| self.row(empty, at == 0, &[]))
    }
}

/// The lines of a text, with their first bytes.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split('\n').map(move |line| {
        let start = at;
        at += line.len() + 1;
        (start, line)
    })
}

/// The cells of a line, with their first bytes in it.
fn cells(line: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    line.split('\t').map(move |cell| {
        let start = at;
        at += cell.len() + 1;
        (start, cell)
    })
}

/// By column: how wide its cells are, with what stands between it and the next.
fn stops(lines: &[(usize, &str)]) -> Vec<usize> {
    let mut stops: Vec<usize> = Vec::new();
    for (_, line) in lines {
        let count = line.matches('\t').count();
        for (column, (_, cell)) in cells(line).enumerate().take(count) {
            let wide = width::of(cell.trim_end_matches(' ')) + BETWEEN;
            match stops.get_mut(column) {
                Some(stop) => *stop = wide.max(*stop),
                None => stops.push(wide),
            }
        }
    }
    stops
}

fn columns_of(line: &str, stops: &[usize]) -> usize {
    let count = line.matches('\t').count();
    let before: usize = stops.iter().take(count).sum();
    before
        + cells(line)
            .last()
            .map_or(0, |(_, cell)| width::of(cell.trim_end_matches(' ')))
}

/// Whether what a cell shows begins and ends where a cluster does, and is no blank.
fn is_cell(line: &str, start: usize, cell: &str) -> bool {
    let shown = cell.trim_matches(' ');
    if shown.is_ascii() && line.is_ascii() {
        return true;
    }
    let from = start + cell.len() - cell.trim_start_matches(' ').len();
    let ends = [from, from + shown.len()];
    let edges = width::clusters(line).filter(|(at, _)| ends.contains(at)).count();
    let wanted = usize::from(ends[0] < line.len()) + usize::from(ends[1] < line.len() && ends[1] != ends[0]);
    edges == wanted && shown.trim() == shown
}
