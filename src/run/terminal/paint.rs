//! A frame as bytes: what of it differs from what the terminal shows.
//!
//! Terminals do not agree on how wide a cluster of several code points is: a Hindi syllable, a family of emoji, a flag.
//! Whatever the terminal makes of such a cluster, the screen must be the one that a full redraw shows. So a row that
//! has one, or had one, is erased and written whole, each cell behind such a cluster is put where it belongs, and lines
//! do not wrap meanwhile.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

use super::screen::{self, BLANK, SEEN_ON_BLANKS, Screen, columns};
use super::scroll::RowShift;

/// Whether a line that is too long goes on in the next row (DECAWM). It does unless we say otherwise.
const WRAP_OFF: &[u8] = b"\x1b[?7l";
const WRAP_ON: &[u8] = b"\x1b[?7h";
/// Ends all styles.
const PLAIN: &[u8] = b"\x1b[0m";
/// Erases the row the terminal's cursor is in.
const ERASE_ROW: &[u8] = b"\x1b[2K";

/// Cells that stay as they are between two that change: to write up to so many again takes fewer bytes than to go to the
/// next.
const GAP: usize = 4;

/// Adds the bytes that make a terminal which shows one screen show the next frame, which is as large; `page` is what may
/// have moved in it as a whole. Gives what it shows then. Its style is plain before and afterwards.
pub(super) fn paint(shown: &Screen, frame: &Buffer, page: Rect, bytes: &mut Vec<u8>) -> Screen {
    let next = Screen::of(frame);
    let mut painter = Painter::new(bytes);
    let width = usize::from(frame.area.width).max(1);
    let shift = RowShift::of(shown, &next, page);
    if let Some(shift) = &shift {
        painter.shift(shift);
    }
    let blank = vec![BLANK; width];
    for (y, cells) in frame.content.chunks(width).enumerate() {
        let source = shift.as_ref().map_or(Some(y), |shift| shift.source(y));
        let (before, now) = (source.map_or(&blank[..], |y| shown.row(y)), next.row(y));
        if before == now {
            continue;
        }
        if source.is_none_or(|y| shown.is_certain(y)) && next.is_certain(y) {
            for x in (0..width).filter(|&x| before[x] != now[x]) {
                painter.fill_gap(x, y, cells);
                painter.write(x, y, &cells[x]);
            }
        } else {
            painter.erase_row(y);
            painter.write_row(y, cells);
        }
    }
    painter.put_down();
    next
}

/// What writes cells: it knows where it is, and its style.
struct Painter<'a> {
    bytes: &'a mut Vec<u8>,
    /// Where the terminal's cursor is, column and row, if that is certain.
    at: Option<(usize, usize)>,
    style: Rendition,
    /// Whether lines wrap.
    wraps: bool,
}

#[derive(Clone, Copy, Default, PartialEq)]
struct Rendition {
    foreground: Color,
    background: Color,
    underline: Color,
    modifier: Modifier,
}

impl Rendition {
    /// How a cell has to be written, given how the last was. What nobody sees on a blank stays as it is.
    fn of(cell: &Cell, last: Self) -> Self {
        if cell.symbol() == " " && !(cell.modifier | last.modifier).intersects(SEEN_ON_BLANKS) {
            return Self {
                background: cell.bg,
                ..last
            };
        }
        Self {
            foreground: cell.fg,
            background: cell.bg,
            underline: cell.underline_color,
            modifier: cell.modifier,
        }
    }
}

impl<'a> Painter<'a> {
    fn new(bytes: &'a mut Vec<u8>) -> Self {
        Self {
            bytes,
            at: None,
            style: Rendition::default(),
            wraps: true,
        }
    }

    /// Has the terminal move rows by taking some out of them or putting some in. It does so between margins, whatever it
    /// is; to scroll by a number is not known to each. Rows that come free are blank in the style that is set: plain.
    fn shift(&mut self, shift: &RowShift) {
        let (top, bottom) = (shift.rows.start + 1, shift.rows.end);
        let (by, how) = (shift.by, if shift.up { 'M' } else { 'L' });
        let moved = format!("\x1b[{top};{bottom}r\x1b[{top};1H\x1b[{by}{how}\x1b[r");
        self.bytes.extend_from_slice(moved.as_bytes());
        // To set margins moves the cursor.
        self.at = None;
    }

    /// Writes what stands between the cursor and a cell in its row again, where that is shorter than going there.
    fn fill_gap(&mut self, x: usize, y: usize, cells: &[Cell]) {
        let Some((at, row)) = self.at else { return };
        if row == y && at < x && x - at <= GAP {
            let gap = &cells[at..x];
            if gap
                .iter()
                .all(|cell| cell.symbol().len() == 1 && Rendition::of(cell, self.style) == self.style)
            {
                for (x, cell) in (at..).zip(gap) {
                    self.write(x, y, cell);
                }
            }
        }
    }

    fn erase_row(&mut self, y: usize) {
        if self.wraps {
            self.bytes.extend_from_slice(WRAP_OFF);
            self.wraps = false;
        }
        self.style(Rendition::default());
        self.go(0, y);
        self.bytes.extend_from_slice(ERASE_ROW);
    }

    /// Writes what is not empty of an empty row.
    fn write_row(&mut self, y: usize, cells: &[Cell]) {
        let mut covered = 0;
        for (x, cell) in cells.iter().enumerate() {
            if x < covered {
                continue;
            }
            covered = x + cell.symbol().width().max(1);
            if *cell != Cell::EMPTY {
                self.write(x, y, cell);
            }
        }
    }

    fn write(&mut self, x: usize, y: usize, cell: &Cell) {
        self.go(x, y);
        self.style(Rendition::of(cell, self.style));
        let symbol = cell.symbol();
        self.bytes.extend_from_slice(symbol.as_bytes());
        let columns = if symbol.len() == 1 { Some(1) } else { columns(symbol) };
        self.at = columns.map(|columns| (x + columns, y));
    }

    fn go(&mut self, x: usize, y: usize) {
        if self.at == Some((x, y)) {
            return;
        }
        self.bytes.extend_from_slice(b"\x1b[");
        self.number(y + 1);
        self.bytes.push(b';');
        self.number(x + 1);
        self.bytes.push(b'H');
        self.at = Some((x, y));
    }

    /// Changes the style. What is switched on can only be switched off with all the rest.
    fn style(&mut self, style: Rendition) {
        if style == self.style {
            return;
        }
        let mut before = std::mem::replace(&mut self.style, style);
        self.bytes.extend_from_slice(b"\x1b[");
        if before.modifier != style.modifier || before.underline != style.underline {
            self.parameter(0);
            before = Rendition::default();
            for (_, code) in MODIFIERS
                .iter()
                .filter(|(modifier, _)| style.modifier.contains(*modifier))
            {
                self.parameter(*code);
            }
        }
        for (color, before, base) in [
            (style.foreground, before.foreground, 30),
            (style.background, before.background, 40),
            (style.underline, before.underline, 50),
        ] {
            if color != before {
                self.color(color, base);
            }
        }
        // In the place of the last semicolon.
        self.bytes.pop();
        self.bytes.push(b'm');
    }

    /// A colour, by xterm's numbers. `base` is 30 for the text, 40 for what is behind it, 50 for the line below.
    fn color(&mut self, color: Color, base: usize) {
        let named = match color {
            Color::Indexed(index) => return self.parameters([base + 8, 5, usize::from(index)]),
            Color::Rgb(red, green, blue) => {
                return self.parameters([base + 8, 2].into_iter().chain([red, green, blue].map(usize::from)));
            }
            color => screen::named(color),
        };
        match (base, named) {
            // There are no short forms for the line below.
            (50, 0..9) => self.parameters([58, 5, named]),
            (50, 60..) => self.parameters([58, 5, named - 52]),
            _ => self.parameter(base + named),
        }
    }

    fn parameters(&mut self, numbers: impl IntoIterator<Item = usize>) {
        for number in numbers {
            self.parameter(number);
        }
    }

    fn parameter(&mut self, number: usize) {
        self.number(number);
        self.bytes.push(b';');
    }

    fn number(&mut self, number: usize) {
        if number >= 10 {
            self.number(number / 10);
        }
        self.bytes.push(b'0' + (number % 10) as u8);
    }

    /// Leaves the terminal as it was found.
    fn put_down(mut self) {
        if self.style != Rendition::default() {
            self.bytes.extend_from_slice(PLAIN);
            self.style = Rendition::default();
        }
        if !self.wraps {
            self.bytes.extend_from_slice(WRAP_ON);
            self.wraps = true;
        }
    }
}

/// How modifiers are switched on.
const MODIFIERS: &[(Modifier, usize)] = &[
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::SLOW_BLINK, 5),
    (Modifier::RAPID_BLINK, 6),
    (Modifier::REVERSED, 7),
    (Modifier::HIDDEN, 8),
    (Modifier::CROSSED_OUT, 9),
];

#[cfg(test)]
mod tests;
