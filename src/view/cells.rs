//! Puts text into cells; nobody else in this room does.
//!
//! What is written goes cluster by cluster, clipped to the row it is written on, so that no text, whatever its
//! script and however hostile, moves what stands beside it: a wide cluster that does not fit leaves a blank, a
//! cluster without a width joins the one before it or is dropped, and no character that a terminal obeys gets
//! into a cell. Text is cleaned on reading already; this is the second lock on the same door, for text that did
//! not come that way (what the reader types, a theme's glyphs, an error's words).

use std::sync::LazyLock;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use crate::layout::role::Role;
use crate::layout::width;
use crate::theme::{self, Theme};

/// The most characters of one cluster that are drawn: a letter and the 30 marks of the Stream-Safe Text Format
/// (UAX 15, section 13). Longer clusters are not writing, and would make a frame cost more than its screen.
const CLUSTER: usize = 31;

/// Bytes of a text looked at for each column it may take, at most.
const BYTES_PER_COLUMN: usize = 64;

/// How a role looks, in the words of the terminal library.
pub(super) fn style(theme: &Theme, role: Role) -> Style {
    convert(theme.style(role))
}

/// How a role looks on a line that is drawn in another.
pub(super) fn style_on(theme: &Theme, role: Role, line: Role) -> Style {
    convert(theme.style(role).on(theme.style(line)))
}

fn convert(style: theme::Style) -> Style {
    let attributes = [
        (style.bold, Modifier::BOLD),
        (style.dim, Modifier::DIM),
        (style.italic, Modifier::ITALIC),
        (style.underlined, Modifier::UNDERLINED),
        (style.reversed, Modifier::REVERSED),
        (style.crossed_out, Modifier::CROSSED_OUT),
    ];
    let modifier = attributes
        .into_iter()
        .filter_map(|(set, modifier)| set.then_some(modifier))
        .collect();
    Style::new()
        .fg(color(style.fg))
        .bg(color(style.bg))
        .add_modifier(modifier)
}

fn color(color: theme::Color) -> Color {
    match color {
        theme::Color::Default => Color::Reset,
        theme::Color::Indexed(index) => Color::Indexed(index),
        theme::Color::Rgb(red, green, blue) => Color::Rgb(red, green, blue),
    }
}

/// Makes an area blank. A wide cluster that reaches into it from the left is blanked as a whole.
pub(super) fn fill(buffer: &mut Buffer, area: Rect, style: Style) {
    let area = area.intersection(buffer.area);
    if area.is_empty() {
        return;
    }
    let mut blank = Cell::default();
    blank.set_style(style);
    for y in area.top()..area.bottom() {
        cut_off(buffer, area.left(), y);
        let start = buffer.index_of(area.left(), y);
        for cell in &mut buffer.content[start..start + usize::from(area.width)] {
            // To write the parts costs a third of cloning a cell, whose symbol may be on the heap.
            *cell = Cell::EMPTY;
            (cell.fg, cell.bg) = (blank.fg, blank.bg);
            (cell.underline_color, cell.modifier) = (blank.underline_color, blank.modifier);
        }
    }
}

/// Blanks the wide cluster that covers the cell but starts left of it, if there is one.
fn cut_off(buffer: &mut Buffer, at: u16, y: u16) {
    let mut x = buffer.area.left();
    while x < at {
        let columns = width::of_cluster(buffer[(x, y)].symbol()).max(1) as u16;
        let next = x.saturating_add(columns);
        if next > at {
            for x in x..next.min(buffer.area.right()) {
                buffer[(x, y)].set_symbol(" ");
            }
        }
        x = next;
    }
}

/// A cell for each letter of ASCII, from the blank on.
static LETTERS: LazyLock<Vec<Cell>> = LazyLock::new(|| {
    let cell = |byte: u8| {
        let mut cell = Cell::EMPTY;
        cell.set_char(char::from(byte));
        cell
    };
    (b' '..=b'~').map(cell).collect()
});

/// Whether a byte is one that [`LETTERS`] has.
fn is_letter(byte: u8) -> bool {
    matches!(byte, b' '..=b'~')
}

fn paint(buffer: &mut Buffer, x: u16, y: u16, symbol: &str, style: Style) {
    if let Some(cell) = buffer.cell_mut((x, y)) {
        cell.reset();
        cell.set_symbol(symbol).set_style(style);
    }
}

/// One row being written, from left to right.
pub(super) struct Pen<'a> {
    buffer: &'a mut Buffer,
    start: u16,
    x: u16,
    end: u16,
    y: u16,
    /// The cell of the cluster just written, for marks that join it.
    last: Option<u16>,
}

impl<'a> Pen<'a> {
    /// At the left of a row of an area, counted from the area's top. Nothing is written outside the area, nor
    /// outside the buffer.
    pub(super) fn new(buffer: &'a mut Buffer, area: Rect, row: u16) -> Self {
        let seen = area.intersection(buffer.area);
        let y = area.y.saturating_add(row);
        // A row below the area, or an area off the screen, has no columns.
        let end = if (seen.top()..seen.bottom()).contains(&y) {
            seen.right()
        } else {
            seen.left()
        };
        Self {
            buffer,
            start: seen.left(),
            x: seen.left(),
            end,
            y,
            last: None,
        }
    }

    /// Columns to the end of the row.
    pub(super) fn room(&self) -> u16 {
        self.end - self.x
    }

    /// Columns from the start of the row.
    pub(super) fn column(&self) -> u16 {
        self.x - self.start
    }

    /// Goes to where `columns` are left, if that is to the right; so that what follows ends with the row.
    pub(super) fn right(&mut self, columns: u16) -> &mut Self {
        self.x = self.end.saturating_sub(columns).max(self.x);
        self.last = None;
        self
    }

    /// Writes a text, as far as there is room.
    pub(super) fn text(&mut self, text: &str, style: Style) -> &mut Self {
        let mut rest = bounded(text, self.room());
        while !rest.is_empty() && self.x < self.end {
            let written = match self.letters(rest, style) {
                0 => {
                    let cluster = first_cluster(rest);
                    self.cluster(cluster, style);
                    cluster.len()
                }
                letters => letters,
            };
            rest = &rest[written..];
        }
        self
    }

    /// Writes the [`letters`] that a text begins with; how many. Most text is such.
    fn letters(&mut self, text: &str, style: Style) -> usize {
        let count = letters(text, self.room());
        if count == 0 {
            return 0;
        }
        let mut styled = Cell::EMPTY;
        styled.set_style(style);
        let start = self.buffer.index_of(self.x, self.y);
        for (cell, byte) in self.buffer.content[start..start + count].iter_mut().zip(text.bytes()) {
            cell.clone_from(&LETTERS[usize::from(byte - b' ')]);
            (cell.fg, cell.bg) = (styled.fg, styled.bg);
            (cell.underline_color, cell.modifier) = (styled.underline_color, styled.modifier);
        }
        self.x += count as u16;
        self.last = Some(self.x - 1);
        count
    }

    /// Writes a text into at most `columns`; what does not fit is cut, and the cut marked.
    pub(super) fn cut(&mut self, text: &str, columns: u16, ellipsis: &str, style: Style) -> &mut Self {
        let columns = columns.min(self.room());
        let (fits, whole) = prefix(text, columns);
        if whole {
            return self.text(fits, style);
        }
        let (fits, _) = prefix(text, columns.saturating_sub(columns_of(ellipsis)));
        self.text(fits.trim_end(), style);
        if columns > 0 {
            self.text(ellipsis, style);
        }
        self
    }

    /// Writes a text into at most `columns`, the letters with these numbers in the second style, a cluster as a whole;
    /// what does not fit is cut, and the cut marked.
    pub(super) fn lit(
        &mut self,
        text: &str,
        columns: u16,
        letters: &[u32],
        ellipsis: &str,
        (plain, lit): (Style, Style),
    ) -> &mut Self {
        let columns = columns.min(self.room());
        let (fits, whole) = match prefix(text, columns) {
            (fits, true) => (fits, true),
            _ => (prefix(text, columns.saturating_sub(columns_of(ellipsis))).0, false),
        };
        let mut letters = letters.iter().copied().peekable();
        let mut at = 0;
        for (_, cluster) in width::clusters(fits) {
            let end = at + cluster.chars().count() as u32;
            let mut matched = false;
            while letters.next_if(|&letter| letter < end).is_some() {
                matched = true;
            }
            self.cluster(cluster, if matched { lit } else { plain });
            at = end;
        }
        if !whole {
            self.text(ellipsis, plain);
        }
        self
    }

    /// Writes blanks, without the lines that would be seen on them.
    pub(super) fn blank(&mut self, columns: u16, style: Style) -> &mut Self {
        let style = Style {
            add_modifier: style.add_modifier - (Modifier::UNDERLINED | Modifier::CROSSED_OUT),
            ..style
        };
        for _ in 0..columns.min(self.room()) {
            paint(self.buffer, self.x, self.y, " ", style);
            self.x += 1;
        }
        self.last = None;
        self
    }

    /// Writes one cluster, or what of it can be shown.
    pub(super) fn cluster(&mut self, cluster: &str, style: Style) -> &mut Self {
        if self.x >= self.end {
            return self;
        }
        if matches!(cluster, "\n" | "\t") {
            return self.blank(1, style);
        }
        let harmless = harmless(cluster);
        match width::of_cluster(&harmless) as u16 {
            0 => self.join(&harmless),
            columns if columns > self.room() => {
                self.blank(self.room(), style);
            }
            columns => {
                paint(self.buffer, self.x, self.y, &harmless, style);
                for x in self.x + 1..self.x + columns {
                    paint(self.buffer, x, self.y, " ", style);
                }
                self.last = Some(self.x);
                self.x += columns;
            }
        }
        self
    }

    /// Adds marks without a width to the cell just written, unless they would make it wider or too long.
    fn join(&mut self, marks: &str) {
        let Some(last) = self.last.filter(|_| !marks.is_empty()) else {
            return;
        };
        let Some(cell) = self.buffer.cell_mut((last, self.y)) else {
            return;
        };
        let joined = format!("{}{marks}", cell.symbol());
        let one_cluster = width::clusters(&joined).nth(1).is_none();
        let as_wide = width::of_cluster(&joined) == width::of_cluster(cell.symbol());
        if one_cluster && as_wide && joined.chars().count() <= CLUSTER {
            cell.set_symbol(&joined);
        }
    }
}

/// Columns a text takes when it is written here.
pub(super) fn columns_of(text: &str) -> u16 {
    prefix_within(text, u16::MAX).2
}

/// As much of a text as fits into so many columns, and whether that is all of it.
pub(super) fn prefix(text: &str, columns: u16) -> (&str, bool) {
    let (fits, whole, _) = prefix_within(text, columns);
    (fits, whole)
}

fn prefix_within(text: &str, columns: u16) -> (&str, bool, u16) {
    let seen = bounded(text, columns);
    let (mut at, mut taken) = (0, 0u16);
    while at < seen.len() {
        let rest = &seen[at..];
        let plain = letters(rest, columns - taken);
        let (bytes, next) = if plain > 0 {
            (plain, taken + plain as u16)
        } else {
            let cluster = first_cluster(rest);
            (cluster.len(), taken.saturating_add(written(cluster)))
        };
        if next > columns {
            return (&seen[..at], false, taken);
        }
        (at, taken) = (at + bytes, next);
    }
    (seen, seen.len() == text.len(), taken)
}

/// How many letters of ASCII a text begins with, each a cluster for itself: at most so many.
fn letters(text: &str, most: u16) -> usize {
    let bytes = text.as_bytes();
    let most = bytes.len().min(usize::from(most));
    let plain = bytes[..most].iter().take_while(|byte| is_letter(**byte)).count();
    // A mark may follow the last.
    let alone = bytes.get(plain).is_none_or(u8::is_ascii);
    if alone { plain } else { plain.saturating_sub(1) }
}

fn first_cluster(text: &str) -> &str {
    width::clusters(text).next().map_or(text, |(_, cluster)| cluster)
}

/// Columns [`Pen::cluster`] goes on by.
fn written(cluster: &str) -> u16 {
    match cluster {
        "\n" | "\t" => 1,
        _ if cluster.len() == 1 => u16::from(matches!(cluster.as_bytes(), [b' '..=b'~'])),
        _ => width::of_cluster(&harmless(cluster)) as u16,
    }
}

/// The part of a text that can matter to so many columns.
fn bounded(text: &str, columns: u16) -> &str {
    let bytes = usize::from(columns).saturating_mul(BYTES_PER_COLUMN);
    &text[..text.floor_char_boundary(bytes)]
}

/// A cluster without what a terminal obeys or what hides, and no longer than writing is.
fn harmless(cluster: &str) -> std::borrow::Cow<'_, str> {
    // Sequences of tags spell the flags of Scotland and the like; elsewhere they hide text.
    let flag = cluster.starts_with('\u{1F3F4}');
    let shown = |c: &char| !is_harmful(*c) || (flag && ('\u{E0020}'..='\u{E007F}').contains(c));
    if cluster.chars().all(|c| shown(&c)) && cluster.chars().nth(CLUSTER).is_none() {
        cluster.into()
    } else {
        cluster.chars().filter(shown).take(CLUSTER).collect::<String>().into()
    }
}

/// Whether a character steers a terminal, turns the direction of a line, or hides.
///
/// Joiners (U+200C, U+200D) are writing: without them Persian, Hindi and family emoji fall apart.
pub(super) fn is_harmful(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}'
            | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(columns: u16, write: impl Fn(&mut Pen<'_>)) -> Vec<String> {
        let area = Rect::new(0, 0, columns, 1);
        let mut buffer = Buffer::empty(area);
        write(&mut Pen::new(&mut buffer, area, 0));
        buffer.content.iter().map(|cell| cell.symbol().to_owned()).collect()
    }

    #[test]
    fn text_goes_cluster_by_cluster() {
        for (text, cells) in [
            ("abc", ["a", "b", "c", " "]),
            ("abcdef", ["a", "b", "c", "d"]),
            ("港の", ["港", " ", "の", " "]),
            ("a港の", ["a", "港", " ", " "]),
            ("e\u{301}x", ["e\u{301}", "x", " ", " "]),
            ("\u{301}x", ["x", " ", " ", " "]),
            ("a\tb\nc", ["a", " ", "b", " "]),
            ("a\u{1b}[2J", ["a", "[", "2", "J"]),
            ("\u{202e}ab\u{200b}c\u{9b}", ["a", "b", "c", " "]),
            ("👩🏽‍🚒.", ["👩🏽‍🚒", " ", ".", " "]),
            ("ﾊﾞｽ", ["ﾊﾞ", " ", "ｽ", " "]),
        ] {
            let found = written(4, |pen| {
                pen.text(text, Style::new());
            });
            assert_eq!(found, cells, "{text:?}");
        }
    }

    #[test]
    fn marks_on_their_own_join_what_is_before_them() {
        let found = written(3, |pen| {
            pen.text("e", Style::new())
                .text("\u{301}", Style::new())
                .text("x", Style::new());
        });
        assert_eq!(found, ["e\u{301}", "x", " "]);
        let found = written(3, |pen| {
            pen.text("港", Style::new()).text("\u{301}", Style::new());
        });
        assert_eq!(found, ["港\u{301}", " ", " "]);
    }

    #[test]
    fn a_cluster_without_end_costs_no_more_than_a_letter() {
        let endless = format!("a{}b", "\u{301}".repeat(100_000));
        let found = written(2, |pen| {
            pen.text(&endless, Style::new());
        });
        assert!(found[0].chars().count() <= CLUSTER);
    }

    #[test]
    fn what_is_cut_says_so() {
        for (text, columns, cells) in [
            ("abcd", 4, "abcd"),
            ("abcde", 4, "abc…"),
            ("ab cde", 4, "ab… "),
            ("港の火災", 4, "港 … "),
            ("abc", 0, "    "),
            ("abc", 1, "…   "),
        ] {
            let found = written(4, |pen| {
                pen.cut(text, columns, "…", Style::new());
            });
            assert_eq!(found.concat(), cells, "{text:?} in {columns}");
        }
    }

    #[test]
    fn a_wide_cluster_is_not_left_half_covered() {
        let area = Rect::new(0, 0, 6, 1);
        let mut buffer = Buffer::empty(area);
        Pen::new(&mut buffer, area, 0).text("港の火", Style::new());
        fill(&mut buffer, Rect::new(3, 0, 2, 1), Style::new());
        let symbols: Vec<&str> = buffer.content.iter().map(Cell::symbol).collect();
        assert_eq!(symbols, ["港", " ", " ", " ", " ", " "]);
    }
}
