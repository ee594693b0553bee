//! A table as lines: its rows, with their cells in columns.

use unicode_width::UnicodeWidthStr;

use super::dom::{Dom, NodeId};
use super::shape::Shapes;
use super::tag::Tag;
use crate::read::clean::one_line;

/// Blanks between two columns.
const GAP: usize = 2;

/// A wider column is not filled up; the next cell follows.
const WIDEST: usize = 40;

/// The rows of a table, a line each.
pub(super) fn rows(dom: &Dom, shapes: &Shapes, table: NodeId) -> String {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut heading = None;
    let mut walk = dom.walk(table);
    while let Some(step) = walk.next() {
        let super::dom::Step::Enter(id) = step else { continue };
        if shapes.is_hidden(id) && dom.element(id).is_some() {
            walk.leave_out(id);
            continue;
        }
        match dom.tag(id) {
            Tag::Row => rows.push(Vec::new()),
            Tag::Cell => {
                let text = one_line(&dom.text(id));
                match rows.last_mut() {
                    Some(row) => row.push(text),
                    None => rows.push(vec![text]),
                }
                walk.leave_out(id);
            }
            // A caption of a table.
            Tag::Div if id != table && heading.is_none() && rows.is_empty() => {
                let text = one_line(&dom.text(id));
                heading = Some(text)
                    .filter(|text| !text.is_empty() && dom.elements(id).all(|inside| dom.tag(inside) != Tag::Row));
            }
            _ => {}
        }
    }
    let lines = lines_of(&rows);
    heading.map_or(lines.clone(), |heading| format!("{heading}\n{lines}"))
}

/// Rows of cells, a line each.
pub(in crate::read) fn lines_of(rows: &[Vec<String>]) -> String {
    let rows: Vec<&Vec<String>> = rows
        .iter()
        .filter(|row| row.iter().any(|cell| !cell.is_empty()))
        .collect();
    let columns = rows.iter().map(|row| row.len()).max().unwrap_or_default();
    let widths: Vec<usize> = (0..columns)
        .map(|column| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            let widths = cells.map(|cell| cell.width()).filter(|&width| width <= WIDEST);
            widths.max().unwrap_or_default()
        })
        .collect();
    let lines = rows.iter().map(|row| line(row, &widths));
    lines.collect::<Vec<_>>().join("\n")
}

fn line(row: &[String], widths: &[usize]) -> String {
    let mut line = String::new();
    for (cell, width) in row.iter().zip(widths) {
        line.push_str(cell);
        let blanks = width.saturating_sub(cell.width()) + GAP;
        line.extend(std::iter::repeat_n(' ', blanks));
    }
    line.truncate(line.trim_end().len());
    line
}
