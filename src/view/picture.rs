//! A drawn buffer as an SVG picture, for the documentation: the real screen, cell by cell.
//!
//! The same buffer gives the same bytes. Every run of letters is pinned to its columns (`textLength`), so that
//! the picture is right with whatever monospaced font the viewer has; marks that a font would draw with gaps
//! between the rows (bars, rules, boxes) are drawn as shapes.

use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

use super::cells;
use crate::layout::role::Role;
use crate::layout::width;
use crate::theme::Theme;

/// A cell's width in the picture's units.
const COLUMN: u32 = 9;
/// A cell's height.
const ROW: u32 = 20;
/// From a cell's upper edge to its baseline.
const BASELINE: u32 = 15;
/// Size of the letters.
const LETTERS: u32 = 15;
/// Space around the screen.
const FRAME: u32 = 12;

/// What the terminal's own colours are drawn as, where a theme leaves them to the terminal: letters, background.
const OWN: [u32; 2] = [0x00d4_d4d4, 0x001c_1c1c];
/// What can be seen on a blank.
const BARE: Modifier = Modifier::UNDERLINED.union(Modifier::CROSSED_OUT);
/// The first 16 of the terminal's 256 colours, as xterm has them.
const SIXTEEN: [u32; 16] = [
    0x00_0000, 0xcd_0000, 0x00_cd00, 0xcd_cd00, 0x00_00ee, 0xcd_00cd, 0x00_cdcd, 0xe5_e5e5, //
    0x7f_7f7f, 0xff_0000, 0x00_ff00, 0xff_ff00, 0x5c_5cff, 0xff_00ff, 0x00_ffff, 0xff_ffff,
];
/// The six steps of each primary in the cube of colours 16 to 231.
const STEPS: [u32; 6] = [0, 95, 135, 175, 215, 255];

/// A drawn buffer as an SVG document. The theme gives the colour around the screen.
pub fn svg(buffer: &Buffer, theme: &Theme) -> String {
    let mut out = begin(buffer, theme);
    screen(buffer, theme, &mut out);
    out.push_str("</g>\n</svg>\n");
    out
}

/// Frames of the same size as an SVG document in which they are seen one after the other, over and over, each for so many
/// milliseconds. Where nothing moves, as in print, the first one is seen.
pub fn recording(frames: &[(Buffer, u32)], theme: &Theme) -> String {
    let Some((first, _)) = frames.first() else {
        return String::new();
    };
    let whole = frames.iter().map(|(_, millis)| millis).sum::<u32>().max(1);
    let mut out = begin(first, theme);
    let mut from = 0;
    for (index, (buffer, millis)) in frames.iter().enumerate() {
        let until = from + millis;
        let share = |at: u32| f64::from(at) / f64::from(whole);
        let (start, end) = (share(from), share(until));
        // The values hold from their times on: hidden, seen, hidden again.
        let (values, times) = match (index, index + 1 == frames.len()) {
            (0, true) => ("visible".to_owned(), "0".to_owned()),
            (0, false) => ("visible;hidden".to_owned(), format!("0;{end:.4}")),
            (_, true) => ("hidden;visible".to_owned(), format!("0;{start:.4}")),
            (_, false) => ("hidden;visible;hidden".to_owned(), format!("0;{start:.4};{end:.4}")),
        };
        let at_first = if index == 0 { "visible" } else { "hidden" };
        let _ = writeln!(
            out,
            "<g visibility=\"{at_first}\"><animate attributeName=\"visibility\" calcMode=\"discrete\" dur=\"{whole}ms\" \
             repeatCount=\"indefinite\" values=\"{values}\" keyTimes=\"{times}\"/>"
        );
        screen(buffer, theme, &mut out);
        out.push_str("</g>\n");
        from = until;
    }
    out.push_str("</g>\n</svg>\n");
    out
}

/// The document up to what stands on the screen.
fn begin(buffer: &Buffer, theme: &Theme) -> String {
    let area = buffer.area;
    let (width, height) = (
        u32::from(area.width) * COLUMN + 2 * FRAME,
        u32::from(area.height) * ROW + 2 * FRAME,
    );
    let around = around(theme);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\">\n\
         <rect width=\"{width}\" height=\"{height}\" rx=\"8\" fill=\"#{around:06x}\"/>\n\
         <g transform=\"translate({FRAME} {FRAME})\" font-size=\"{LETTERS}\" font-family=\"'JetBrains Mono', \
         'DejaVu Sans Mono', Menlo, Consolas, monospace\" xml:space=\"preserve\">\n"
    )
}

/// The colour around the screen.
fn around(theme: &Theme) -> u32 {
    rgb(cells::style(theme, Role::Text).bg.unwrap_or_default(), OWN[1])
}

/// What stands on the screen.
fn screen(buffer: &Buffer, theme: &Theme, out: &mut String) {
    let (area, around) = (buffer.area, around(theme));
    for y in 0..area.height {
        let row: Vec<&Cell> = (0..area.width)
            .filter_map(|x| buffer.cell((area.x + x, area.y + y)))
            .collect();
        grounds(&row, u32::from(y) * ROW, around, out);
        letters(&row, u32::from(y) * ROW, out);
    }
}

/// How a cell looks, reversal worked out.
#[derive(Clone, Copy, PartialEq, Eq)]
struct CellLook {
    letters: u32,
    ground: u32,
    modifier: Modifier,
}

fn look(cell: &Cell) -> CellLook {
    let (mut letters, mut ground) = (rgb(cell.fg, OWN[0]), rgb(cell.bg, OWN[1]));
    if cell.modifier.contains(Modifier::REVERSED) {
        std::mem::swap(&mut letters, &mut ground);
    }
    CellLook {
        letters,
        ground,
        modifier: cell.modifier - Modifier::REVERSED,
    }
}

/// Writes the backgrounds of a row that differ from the one around the screen.
fn grounds(row: &[&Cell], y: u32, around: u32, out: &mut String) {
    let mut x = 0;
    for run in row.chunk_by(|a, b| look(a).ground == look(b).ground) {
        let ground = look(run[0]).ground;
        if ground != around {
            rect(Rect(x, y, run.len() as u32 * COLUMN, ROW), ground, out);
        }
        x += run.len() as u32 * COLUMN;
    }
}

/// Writes the letters of a row: words of ASCII in runs of one look, anything else by itself.
fn letters(row: &[&Cell], y: u32, out: &mut String) {
    let mut at = 0;
    while at < row.len() {
        let first = row[at];
        let (mut text, mut columns) = (first.symbol().to_owned(), width::of_cluster(first.symbol()).max(1));
        if text == " " && !look(first).modifier.intersects(BARE) {
            at += 1;
            continue;
        }
        if text.is_ascii() {
            text = run(&row[at..]);
            columns = text.len();
        }
        let place = Rect(at as u32 * COLUMN, y, columns as u32 * COLUMN, ROW);
        if !shape(&text, place, look(first), out) {
            write_text(&text, place, look(first), out);
        }
        at += columns;
    }
}

/// The ASCII that can be written in one go: of one look, and with single blanks only, since viewers differ in what
/// they make of several and of those at an end.
fn run(row: &[&Cell]) -> String {
    let alike = |cell: &&&Cell| cell.symbol().is_ascii() && look(cell) == look(row[0]);
    let text: String = row.iter().take_while(alike).map(|cell| cell.symbol()).collect();
    if look(row[0]).modifier.intersects(BARE) {
        return text;
    }
    text.split("  ").next().unwrap_or_default().trim_end().to_owned()
}

fn write_text(text: &str, place: Rect, look: CellLook, out: &mut String) {
    let Rect(x, y, width, _) = place;
    let attributes: String = [
        (Modifier::BOLD, " font-weight=\"bold\""),
        (Modifier::ITALIC, " font-style=\"italic\""),
        (Modifier::DIM, " fill-opacity=\"0.6\""),
        (Modifier::UNDERLINED, " text-decoration=\"underline\""),
        (Modifier::CROSSED_OUT, " text-decoration=\"line-through\""),
    ]
    .into_iter()
    .filter_map(|(modifier, words)| look.modifier.contains(modifier).then_some(words))
    .collect();
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    // Writing to a string cannot fail.
    let _ = writeln!(
        out,
        "<text x=\"{x}\" y=\"{}\" textLength=\"{width}\" lengthAdjust=\"spacingAndGlyphs\" \
         fill=\"#{:06x}\"{attributes}>{text}</text>",
        y + BASELINE,
        look.letters,
    );
}

/// Left, top, width, height.
#[derive(Clone, Copy)]
struct Rect(u32, u32, u32, u32);

fn rect(Rect(x, y, width, height): Rect, fill: u32, out: &mut String) {
    let _ = writeln!(
        out,
        "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"#{fill:06x}\"/>"
    );
}

/// Draws a mark that must meet its neighbours, if it is one.
fn shape(text: &str, Rect(x, y, width, height): Rect, look: CellLook, out: &mut String) -> bool {
    let (middle, centre) = (x + width / 2, y + height / 2);
    let place = match text {
        "█" => Rect(x, y, width, height),
        "▌" => Rect(x, y, width / 2, height),
        "▎" => Rect(x, y, width / 4, height),
        "▏" => Rect(x, y, 1, height),
        "▐" => Rect(x + width.div_ceil(2), y, width / 2, height),
        "│" => Rect(middle, y, 1, height),
        "┃" => Rect(middle - 1, y, 3, height),
        "─" => Rect(x, centre, width, 1),
        "━" => Rect(x, centre - 1, width, 3),
        _ => return corner(text, (x, y), look, out),
    };
    rect(place, look.letters, out);
    true
}

/// Draws a corner of a box, square or round, as the two halves of the lines that meet in it.
fn corner(text: &str, (x, y): (u32, u32), look: CellLook, out: &mut String) -> bool {
    let (right, below) = match text {
        "╭" | "┌" => (true, true),
        "╮" | "┐" => (false, true),
        "╰" | "└" => (true, false),
        "╯" | "┘" => (false, false),
        _ => return false,
    };
    let (middle, centre) = (x + COLUMN / 2, y + ROW / 2);
    let (left, columns) = if right {
        (middle, COLUMN.div_ceil(2))
    } else {
        (x, COLUMN / 2 + 1)
    };
    let (top, rows) = if below { (centre, ROW / 2) } else { (y, ROW / 2) };
    rect(Rect(left, centre, columns, 1), look.letters, out);
    rect(Rect(middle, top, 1, rows), look.letters, out);
    true
}

/// A colour as `0xRRGGBB`; `own` is the terminal's.
fn rgb(color: Color, own: u32) -> u32 {
    match color {
        Color::Rgb(red, green, blue) => u32::from_be_bytes([0, red, green, blue]),
        Color::Indexed(index) => indexed(u32::from(index)),
        _ => own,
    }
}

/// One of the terminal's 256 colours, as xterm has them.
fn indexed(index: u32) -> u32 {
    match index {
        0..16 => SIXTEEN[index as usize],
        16..232 => {
            let step = |place: u32| STEPS[((index - 16) / place % 6) as usize];
            step(36) << 16 | step(6) << 8 | step(1)
        }
        _ => (index - 232) * 10 * 0x01_0101 + 0x08_0808,
    }
}
